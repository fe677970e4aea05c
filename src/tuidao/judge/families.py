"""Claims about indexed families: indices lie in the ranges that the sums run over; matrices are written in entries."""

from __future__ import annotations

from collections.abc import Iterator

from tuidao.lang import op as ops
from tuidao.lang.build import ONE, closed, forall, ge, le, oo
from tuidao.lang.definitions import stated_entries
from tuidao.lang.focus import fresh
from tuidao.lang.layout import Layout, NoLayout, in_matrices
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    subterms,
)
from tuidao.proof import Status

Axis = tuple[Sym, int]
Ends = tuple[Term, Term]


def index_ranges(*sides: Term) -> tuple[Term, ...]:
    """first ≤ i, i ≤ last for a free index i of a family whose sums run from first to last along that axis."""
    ranges: dict[Axis, set[Ends]] = {}
    free: dict[tuple[Axis, Sym], None] = {}
    for side in sides:
        _collect(side, {}, ranges, free)
    found: dict[Term, None] = {}
    for axis, i in free:
        ends = ranges.get(axis, set())
        if len(ends) == 1:
            ((first, last),) = ends
            if i not in free_symbols(first) | free_symbols(last):
                found[le(first, i)] = None
                if last != oo:
                    found[le(i, last)] = None
    for axis, a in _numbered(*sides):  # x_1 stands there: then there are that many
        ends = ranges.get(axis, set())
        for first, last in ends if len(ends) == 1 else ():
            if type(first) is Num and first.value <= a.value and type(last) is Sym:
                found[le(a, last)] = None
    return tuple(found)


def _numbered(*sides: Term) -> Iterator[tuple[Axis, Num]]:
    """The entries x_1 with a number for an index, those of ∂/∂x_1 among them."""
    for side in sides:
        for _, s in subterms(side):
            by = type(s) is Bind and s.op is ops.PARTIAL
            picked = children(s) if type(s) is App and s.op is ops.INDEX else ()
            for k, a in enumerate(s.over[1:] if by and type(s) is Bind else picked[1:]):
                head = s.over[0] if type(s) is Bind else picked[0]
                if type(a) is Num and type(head) is Sym and head.index < 0:
                    yield (head, k), a


def about_indices(
    given: tuple[Term, ...], left: Term, right: Term
) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """What is given with what it says of every index, and with the ranges of the free ones; those ranges.

    That an index lies in the range that its family is summed over is what writing z_i says.
    """
    given = for_every_index(given, left, right)
    ranges = tuple(c for c in index_ranges(left, right) if c not in given)
    return (*given, *ranges), ranges


def for_every_index(given: tuple[Term, ...], *sides: Term) -> tuple[Term, ...]:
    """What is given, a fact about an entry p_k with a letter k that the sides do not speak of made one about all k.

    The range of k is that of the sums over p.
    """
    ranges: dict[Axis, set[Ends]] = {}
    for t in (*sides, *given):
        _collect(t, {}, ranges, {})
    free: frozenset[Sym] = frozenset().union(*(free_symbols(t) for t in sides))
    found: list[Term] = []
    defined = stated_entries(given)
    for fact in given:
        if type(fact) is App and fact.op is ops.EQ and _head(fact.args[0]) in defined:
            found.append(fact)  # a definition, which holds for every index as it is
            continue
        axes: dict[tuple[Axis, Sym], None] = {}
        _collect(fact, {}, {}, axes)
        letters = {i for _, i in axes} - free
        ends = {e for axis, i in axes if i in letters for e in ranges.get(axis, set())}
        if len(letters) == 1 and len(ends) == 1:
            (k,), ((first, last),) = letters, ends
            if k not in free_symbols(first) | free_symbols(last):
                fact = forall(k, closed(first, last), fact)
        found.append(fact)
    return tuple(found)


def _head(t: Term) -> Term | None:
    return t.args[0] if type(t) is App and t.op is ops.INDEX else None


def _collect(
    t: Term,
    bound: dict[Sym, Ends | None],
    ranges: dict[Axis, set[Ends]],
    free: dict[tuple[Axis, Sym], None],
) -> None:
    if type(t) is Bind:
        if t.op is ops.PARTIAL and type(t.over[0]) is Sym and t.over[0].index < 0:
            _indexed(t.over[0], t.over[1:], bound, ranges, free)
            _collect(instantiate(t.body, t.over[0]), bound, ranges, free)
            return
        x = fresh(t.name or "k", free_symbols(t) | set(bound))
        ends: Ends | None = None
        if t.op in (ops.SUM, ops.PRODUCT):
            ends = (t.over[0], t.over[1])
        for o in t.over:
            _collect(o, bound, ranges, free)
        _collect(instantiate(t.body, x), {**bound, x: ends}, ranges, free)
    elif type(t) is App:
        if t.op is ops.INDEX and type(t.args[0]) is Sym:
            _indexed(t.args[0], t.args[1:], bound, ranges, free)
        for pair in _set_apart(t):  # j ≠ i: i is such an index too
            for a in pair if len(set(pair) & set(bound)) == 1 else ():
                _indexed(Sym(f"{pair[1]} apart"), (a,), bound, ranges, free)
        for a in t.args:
            _collect(a, bound, ranges, free)


def _set_apart(t: App) -> Iterator[tuple[Term, ...]]:
    """j and i of a factor 1 − δ_ji, or of cases j = i, j ≠ i."""
    if t.op is ops.PIECEWISE:
        for case in t.args[1::2]:
            if type(case) is App and case.op in (ops.EQ, ops.NE):
                yield case.args
    elif t.op is ops.SUB and t.args[0] == ONE:
        delta = t.args[1]
        if type(delta) is App and delta.op is ops.KRONECKER:
            yield delta.args


def _indexed(
    family: Sym,
    at: tuple[Term, ...],
    bound: dict[Sym, Ends | None],
    ranges: dict[Axis, set[Ends]],
    free: dict[tuple[Axis, Sym], None],
) -> None:
    for k, a in enumerate(at):
        if type(a) is not Sym or a.index >= 0:
            continue
        if a not in bound:
            free[(family, k), a] = None
            continue
        ends = bound[a]
        if ends is not None and not any(free_symbols(e) & set(bound) for e in ends):
            ranges.setdefault((family, k), set()).add(ends)


def signs_of_indices(given: tuple[Term, ...], *sides: Term) -> tuple[Term, ...]:
    """i ≥ 0 for z_{|i|}, unless that is given: indices are tried from 1 on, where |i| is i."""
    from tuidao.check.conditions import Context, discharge

    place = Context().assuming(*given)
    found: dict[Term, None] = {}
    for side in sides:
        for _, s in subterms(side):
            if type(s) is App and s.op is ops.INDEX:
                for _, a in (p for arg in s.args[1:] for p in subterms(arg)):
                    if type(a) is App and a.op is ops.ABS and not a.loose:
                        found[ge(a.args[0], 0)] = None
    said = [(c, discharge(c, place)) for c in found]
    return tuple(c for c, v in said if v.status is not Status.PROVED or v.missing)


def in_entries(left: Term, right: Term) -> tuple[Term, Term] | None:
    """Two numbers made of vectors and matrices, in entries; None where there are none, or they are not numbers."""
    if not (in_matrices(left) or in_matrices(right)):
        return None
    both = App(ops.EQ, (left, right))
    try:
        found = Layout((both,)).whole(both)
    except NoLayout:
        return None
    if in_matrices(found):
        return None
    assert type(found) is App
    return found.args[0], found.args[1]


def entries_of_both(a: Term, b: Term) -> tuple[Term, Term] | None:
    """The general entries of two vectors or matrices of one shape; None where they cannot be written out."""
    layout = Layout((a, b))
    rank = layout.rank(a) or layout.rank(b) or 1
    at = tuple(Sym(name) for name in ("i", "j")[:rank])
    if any(s in free_symbols(a) | free_symbols(b) for s in at):
        return None
    try:
        for x, y in zip(layout.axes(a, rank), layout.axes(b, rank), strict=True):
            layout.agree(x, y)
        found = layout.named(App(ops.EQ, (layout.entry(a, at), layout.entry(b, at))))
    except NoLayout:
        return None
    assert type(found) is App
    return found.args[0], found.args[1]


def whole_entries(left: Term, right: Term) -> tuple[Term, Term] | None:
    """The general entries of two vectors or matrices that are said to be equal; None for anything else."""
    if not (in_matrices(left) or in_matrices(right)):
        return None
    layout = Layout((left, right))
    ranks = {layout.rank(left), layout.rank(right)}
    pair = entries_of_both(left, right) if len(ranks) == 1 and ranks != {0} else None
    if pair is None or any(in_matrices(t) for t in pair):
        return None
    return pair


def by_whole_matrix(*sides: Term) -> bool:
    """Is something differentiated by a whole vector or matrix?"""
    return any(
        type(s) is Bind and s.op is ops.DIFF and in_matrices(s.body)
        for side in sides
        for _, s in subterms(side)
    )


def indexed(*sides: Term) -> bool:
    """Does a partial derivative by an entry of a family occur?"""
    return any(type(s) is Bind and s.op is ops.PARTIAL for t in sides for _, s in subterms(t))
