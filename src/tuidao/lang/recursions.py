"""Families defined by recursion, layer upon layer: a_l = σ(z_l), z_l = w_l a_(l−1) + b_l for l = 1, 2, …."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.lang import op as ops
from tuidao.lang.build import ONE
from tuidao.lang.definitions import entries, stated_entries
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    close,
    free_symbols,
    instantiate,
    rebuild,
    substitute,
    subterms,
)

_MOST = 12
Entry = tuple[Sym, Term]  # the index l, and the entry at l


@dataclass(frozen=True, slots=True)
class Layers:
    """A family with entries defined by its own entry before, and the families of the same layer that are put in."""

    own: dict[Sym, Entry]
    others: dict[Sym, Entry]


def layers(given: tuple[Term, ...], main: Sym | None = None) -> Layers | None:
    """The recursion among what is given, as one of the family `main`, or of the first one that is defined so.

    Such a definition holds from l = 1 on; the entry at 0 is what the recursion starts from.
    """
    stated, plain = stated_entries(given), entries(given)
    turning = {h: (d[0][0], d[1]) for h, d in stated.items() if h not in plain and len(d[0]) == 1}
    main = next(iter(turning), None) if main is None else main
    if main not in turning or main is None:
        return None
    others = {h: d for h, d in turning.items() if h != main}
    name, right = turning[main]
    if any(i != name for i in _indices(right, others)):
        return None  # what holds from l = 1 on is put in for the same l only
    right = _put_in(right, others)
    if not _steps_back_by_one(right, main, name):
        return None
    return Layers({main: (name, right)}, others)


def recursive_families(given: tuple[Term, ...]) -> tuple[Sym, ...]:
    """The families that are defined by way of themselves."""
    plain = entries(given)
    return tuple(h for h in stated_entries(given) if h not in plain)


def _put_in(t: Term, others: dict[Sym, Entry]) -> Term:
    for _ in range(_MOST):
        new = _entries_put_in(t, others)
        if new == t:
            break
        t = new
    return t


def _entries_put_in(t: Term, others: dict[Sym, Entry]) -> Term:
    if type(t) is App and t.op is ops.CALL and len(t.args) == 2 and _head(t.args[0]) in others:
        return _entries_put_in(t.args[0], others)
    if type(t) is App and t.op is ops.INDEX and len(t.args) == 2 and t.args[0] in others:
        head = t.args[0]
        assert type(head) is Sym
        name, right = others[head]
        return substitute(right, {name: t.args[1]})
    if type(t) is Bind and t.op is ops.PARTIAL and type(t.over[0]) is Sym and t.over[0].index < 0:
        z = t.over[0]
        body = _entries_put_in(instantiate(t.body, z), others)
        return Bind(t.op, t.name, close(body, z), t.over)
    parts = children(t)
    return rebuild(t, tuple(_entries_put_in(c, others) for c in parts)) if parts else t


def _head(t: Term) -> Term | None:
    return t.args[0] if type(t) is App and t.op is ops.INDEX else None


def _indices(t: Term, heads: dict[Sym, Entry]) -> list[Term]:
    """The indices at which entries of these families stand."""
    return [
        s.args[1]
        for _, s in subterms(t)
        if type(s) is App and s.op is ops.INDEX and len(s.args) == 2 and s.args[0] in heads
    ]


def _steps_back_by_one(right: Term, head: Sym, index: Sym) -> bool:
    """Does `right` speak of the family at index − 1 only?"""
    at = _indices(right, {head: (index, right)})
    count = sum(1 for _, s in subterms(right) if s == head)
    return len(at) == count > 0 and all(a == index - ONE for a in at)


def shown(t: Term, known: Layers) -> Term:
    """`t` with what depends on a family written so: under ∂/∂b the entry a_l as a_l(b), elsewhere a_l."""
    t = _index_outside(t, known)
    return _shown(_put_in(t, known.others), known.own, None)


def _index_outside(t: Term, known: Layers) -> Term:
    """a(b)_l as a_l."""
    if type(t) is App and t.op is ops.INDEX and len(t.args) == 2:
        family, at = t.args
        if type(family) is App and family.op is ops.CALL and len(family.args) == 2:
            head = family.args[0]
            if head in known.own or head in known.others:
                return App(ops.INDEX, (head, at))
    parts = children(t)
    return rebuild(t, tuple(_index_outside(c, known) for c in parts)) if parts else t


def _without_calls(t: Term, z: Sym) -> Term:
    """y(z) as y where y is not defined beside quantities that are: data, which do not depend on z."""
    if type(t) is App and t.op is ops.CALL and t.args[1:] == (z,) and type(t.args[0]) is Sym:
        return t.args[0]
    parts = children(t)
    return rebuild(t, tuple(_without_calls(c, z) for c in parts)) if parts else t


def _shown(t: Term, known: dict[Sym, Entry], by: Sym | None) -> Term:
    entry = _entry(t, known)
    if entry is not None:
        head, at = entry
        plain = App(ops.INDEX, (head, _shown(at, known, by)))
        moves = by is not None and by in free_symbols(known[head][1]) and at != Num(0)
        return App(ops.CALL, (plain, by)) if moves and by is not None else plain
    if type(t) is Bind and t.op is ops.PARTIAL and type(t.over[0]) is Sym and t.over[0].index < 0:
        z = t.over[0]
        body = _shown(_without_calls(instantiate(t.body, z), z), known, z)
        return Bind(t.op, t.name, close(body, z), (z, *(_shown(o, known, by) for o in t.over[1:])))
    parts = children(t)
    return rebuild(t, tuple(_shown(c, known, by) for c in parts)) if parts else t


def _entry(t: Term, known: dict[Sym, Entry]) -> tuple[Sym, Term] | None:
    """a and l of a_l, or of a_l(b)."""
    if type(t) is App and t.op is ops.CALL and len(t.args) == 2:
        inner, by = t.args
        if type(inner) is not App or inner.args[0] not in known or inner.op is not ops.INDEX:
            return None
        head = inner.args[0]
        if type(head) is not Sym or by not in free_symbols(known[head][1]):
            return None
        t = inner
    if type(t) is App and t.op is ops.INDEX and len(t.args) == 2 and t.args[0] in known:
        head, at = t.args
        assert type(head) is Sym
        return head, number(at)
    return None


def number(t: Term) -> Term:
    """1 − 1 as 0."""
    if type(t) is App and t.op in (ops.ADD, ops.SUB):
        a, b = t.args
        if type(a) is Num and type(b) is Num:
            return Num(a.value + b.value if t.op is ops.ADD else a.value - b.value)
    return t


def unrolled(t: Term, known: Layers) -> tuple[Term, list[Term]]:
    """`t`, as `shown` writes it, with each of its outermost entries by those of the layer before; their indices."""
    at: list[Term] = []
    return shown(_unrolled(t, known.own, at), known), at


def _unrolled(t: Term, known: dict[Sym, Entry], at: list[Term]) -> Term:
    entry = _entry(t, known)
    if entry is not None and entry[1] != Num(0):
        head, index = entry
        at.append(index)
        name, right = known[head]
        return substitute(right, {name: index})
    if type(t) is Bind and t.op is ops.PARTIAL and type(t.over[0]) is Sym and t.over[0].index < 0:
        z = t.over[0]
        body = _unrolled(instantiate(t.body, z), known, at)
        return Bind(t.op, t.name, close(body, z), t.over)
    parts = children(t)
    return rebuild(t, tuple(_unrolled(c, known, at) for c in parts)) if parts else t


def written_out(t: Term, known: Layers) -> Term:
    """`t` with every entry at a numeric index by the input, a_0, and the parameters."""
    t = shown(t, known)
    for _ in range(_MOST):
        new, _ = _numeric(t, known.own)
        if new == t:
            break
        t = new
    return t


def _numeric(t: Term, own: dict[Sym, Entry]) -> tuple[Term, bool]:
    entry = _entry(t, own)
    if entry is not None and type(entry[1]) is Num and entry[1].value >= 1:
        name, right = own[entry[0]]
        return mapped_numbers(substitute(right, {name: entry[1]})), True
    if type(t) is Bind and t.op is ops.PARTIAL and type(t.over[0]) is Sym and t.over[0].index < 0:
        z = t.over[0]
        body, changed = _numeric(instantiate(t.body, z), own)
        return Bind(t.op, t.name, close(body, z), t.over), changed
    parts = [_numeric(c, own) for c in children(t)]
    changed = any(c for _, c in parts)
    return (rebuild(t, tuple(p for p, _ in parts)) if changed else t), changed


def mapped_numbers(t: Term) -> Term:
    """`t` with 3 − 1 in its indices as 2."""
    parts = children(t)
    return number(rebuild(t, tuple(map(mapped_numbers, parts))) if parts else t)
