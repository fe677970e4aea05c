"""What is given beside a derivative, in entries: z = Wx + b as z_k = Σ W_kl x_l + b_k, each Σ with its range."""

from __future__ import annotations

from collections.abc import Iterator

from tuidao.lang import op as ops
from tuidao.lang.build import ONE, eq, exp
from tuidao.lang.definitions import entries
from tuidao.lang.layout import Axis, Layout, NoLayout, in_matrices
from tuidao.lang.term import (
    App,
    Bind,
    Sym,
    Term,
    bind,
    children,
    free_symbols,
    rebuild,
    subterms,
)

Lines = tuple[Term, ...]
_SIZES = ("n", "m", "p", "q", "d", "N", "M", "K")
_UNWRITTEN = {ops.SUM_ALL: ops.SUM, ops.MAX_ALL: ops.MAX_OVER, ops.MIN_ALL: ops.MIN_OVER}


def in_entries(lines: Lines) -> Lines:
    """A problem and what is given of it, together: vectors that are indexed by their entries, index sets named.

    Axes over which the same index runs have the same length; lengths that nothing joins have different names.
    """
    lines = _vectors(tuple(_softmax(t) for t in lines))
    if not any(type(s) is Bind and s.op in _UNWRITTEN for t in lines for _, s in subterms(t)):
        return lines
    return _Sets(lines).named()


def _softmax(t: Term) -> Term:
    """softmax(z)_i as e^(z_i)/Σ_j e^(z_j)."""
    parts = tuple(_softmax(c) for c in children(t))
    if type(t) is App and t.op is ops.INDEX and len(parts) == 2:
        called = parts[0]
        if type(called) is App and called.op is ops.CALL and called.args[0] == Sym("softmax"):
            z = called.args[1]
            if len(called.args) == 2 and type(z) is Sym:
                j = Sym("j") if parts[1] != Sym("j") else Sym("k")
                return exp(App(ops.INDEX, (z, parts[1]))) / bind(ops.SUM_ALL, j, exp(z[j]))
    return rebuild(t, parts) if parts else t


def _vectors(lines: Lines) -> Lines:
    indexed = {
        s.args[0]
        for t in lines
        for _, s in subterms(t)
        if type(s) is App and s.op is ops.INDEX and len(s.args) == 2
    }
    lines = tuple(_by_entry(t, indexed, lines) for t in lines)
    known = {s for s, (at, _) in entries(lines[1:]).items() if len(at) == 1} & indexed
    return tuple(_written(t, known, lines) for t in lines)


def _by_entry(fact: Term, indexed: set[Term], lines: Lines) -> Term:
    """s = Wx + b as s_k = Σ_l W_kl x_l + b_k where s is indexed elsewhere."""
    if not (type(fact) is App and fact.op is ops.EQ and fact.args[0] in indexed):
        return fact
    s, right = fact.args
    layout = Layout(lines)
    try:
        k = layout.index()
        if type(s) is not Sym or not in_matrices(App(ops.INDEX, (right, k))):
            return fact
        layout.axes(right, 1)
        return eq(s[k], layout.named(layout.entry(right, (k,))))
    except NoLayout:
        return fact


def _written(t: Term, known: set[Sym], lines: Lines) -> Term:
    """‖a − y‖² in entries where a is given by its entries."""
    whole = t.args[1] if type(t) is App and t.op is ops.EQ else t
    bare = any(
        type(s) is App and s.op is not ops.INDEX and known & set(s.args) for _, s in subterms(whole)
    )
    if not (bare and in_matrices(whole)):
        return t
    try:
        written = Layout(lines).whole(whole)
    except NoLayout:
        return t
    return written if whole is t else App(ops.EQ, (children(t)[0], written))


class _Sets:
    """The index sets of some lines, and which are the same."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.same: dict[Axis, Axis] = {}
        self.names: dict[Axis, Term] = {}
        self.used = {s.name for t in lines for s in free_symbols(t)}
        for t in lines:
            self._join(t, {})
        for t in lines:
            self._told(t)

    def named(self) -> Lines:
        """The lines with every index set named."""
        return tuple(self._named(t) for t in self.lines)

    def root(self, axis: Axis) -> Axis:
        """The axis that stands for all of this length."""
        while axis in self.same:
            axis = self.same[axis]
        return axis

    def _join(self, t: Term, free: dict[Sym, Axis]) -> None:
        """Axes over which one index runs are of one length: bound by a sum, or free in a line."""
        if type(t) is App and t.op is ops.INDEX and type(t.args[0]) is Sym:
            for place, at in enumerate(t.args[1:]):
                if type(at) is Sym and at.index < 0:
                    self._same(
                        free.setdefault(at, (t.args[0].name, place)), (t.args[0].name, place)
                    )
        if type(t) is Bind:
            first: Axis | None = None
            for axis in _axes(t.body, 0):
                first = first or axis
                self._same(first, axis)
        for c in children(t):
            self._join(c, free)

    def _same(self, a: Axis, b: Axis) -> None:
        a, b = self.root(a), self.root(b)
        if a != b:
            self.same[b] = a

    def _told(self, t: Term) -> None:
        """The lengths that sums with a written range tell."""
        for _, s in subterms(t):
            if type(s) is Bind and s.op is ops.SUM and s.over[0] == ONE and not s.over[1].loose:
                for axis in _axes(s.body, 0):
                    self.names.setdefault(self.root(axis), s.over[1])

    def _named(self, t: Term) -> Term:
        parts = tuple(self._named(c) for c in children(t))
        if type(t) is Bind and t.op in _UNWRITTEN:
            axis = next(iter(_axes(t.body, 0)), None)
            if axis is not None:
                return Bind(_UNWRITTEN[t.op], t.name, parts[0], (ONE, self._length(axis)))
        return rebuild(t, parts) if parts else t

    def _length(self, axis: Axis) -> Term:
        root = self.root(axis)
        if root not in self.names:
            taken = {str(n) for n in self.names.values()} | self.used
            self.names[root] = next((Sym(n) for n in _SIZES if n not in taken), Sym("n_0"))
        return self.names[root]


def _axes(t: Term, depth: int) -> Iterator[Axis]:
    """The axes that the variable bound `depth` binders out runs over."""
    if t.loose <= depth:
        return
    if type(t) is App and t.op is ops.INDEX and type(t.args[0]) is Sym and t.args[0].index < 0:
        for place, at in enumerate(t.args[1:]):
            if type(at) is Sym and at.index == depth:
                yield t.args[0].name, place
    for n, c in enumerate(children(t)):
        yield from _axes(c, depth + (type(t) is Bind and n == 0))
