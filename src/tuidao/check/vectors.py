"""Products of vectors and matrices written out by their entries, so that they can be tried with numbers."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.lang import op as ops
from tuidao.lang.build import log, sqrt
from tuidao.lang.focus import fresh
from tuidao.lang.information import in_logarithms
from tuidao.lang.op import Op
from tuidao.lang.term import (
    App,
    Bind,
    Sym,
    Term,
    bind,
    children,
    free_symbols,
    instantiate,
    rebuild,
    subterms,
)

FAMILY_OPS = frozenset(
    (ops.DOT, ops.NORM, ops.HADAMARD, ops.TRANSPOSE, ops.MATMUL, ops.TRACE, ops.KL)
)
_SUMS = (ops.ADD, ops.SUB, ops.HADAMARD)
_ROUNDS = 6


class Unclear(Exception):
    """Whether something is a number, a vector or a matrix cannot be told."""


def written_out(claim: Term) -> Term:
    """The claim with every product of families written out; an equality of families for any entry of theirs.

    Raises Unclear. All vectors have the same length, all matrices that many rows and columns.
    """
    claim = in_logarithms(claim)
    if not any(type(s) is App and s.op in FAMILY_OPS for _, s in subterms(claim)):
        return claim
    writer = _Writer(claim)
    if type(claim) is App and claim.op in ops.RELATIONS:
        rank = max(writer.rank(a) for a in claim.args)
        at = writer.names(rank)
        return App(claim.op, tuple(writer.entry(a, at) for a in claim.args))
    return writer.entry(claim, ())


class _Writer:
    """Writes entries; knows how many indices each family has."""

    def __init__(self, claim: Term) -> None:
        self.taken = set(free_symbols(claim))
        self.ranks: dict[Sym, int] = {}
        self._settle(claim)
        for _, t in subterms(claim):  # what nothing else tells: Ax of a vector, Aᵀ of a matrix
            if type(t) is App and t.op in (ops.MATMUL, ops.TRANSPOSE) and not self.rank(t):
                self._is(t, 1 if t.op is ops.MATMUL else 2)
                self._settle(claim)

    def _settle(self, claim: Term) -> None:
        for _ in range(_ROUNDS):
            before = dict(self.ranks)
            self._learn(claim)
            if self.ranks == before:
                break

    def names(self, count: int) -> tuple[Sym, ...]:
        """New names for indices."""
        found: list[Sym] = []
        for base in ("i", "j")[:count]:
            name = fresh(base, frozenset(self.taken))
            self.taken.add(name)
            found.append(name)
        return tuple(found)

    # ------------------------------------------------------------ how many indices

    def _is(self, t: Term, rank: int) -> None:
        """Take down that `t` has so many indices."""
        if type(t) is Sym:
            if t.index < 0 and self.ranks.setdefault(t, rank) != rank:
                raise Unclear
        elif type(t) is App and t.op in (*_SUMS, ops.NEG):
            for a in t.args:
                self._is(a, rank)
        elif type(t) is App and t.op is ops.MATMUL:
            self._is(t.args[0], 2)
            self._is(t.args[1], rank)
        elif type(t) is App and t.op is ops.TRANSPOSE:
            self._is(t.args[0], rank)

    def _learn(self, t: Term) -> None:
        if type(t) is App:
            if t.op in (ops.DOT, ops.NORM, ops.KL):
                for a in t.args:
                    self._is(a, 1)
            elif t.op is ops.TRACE:
                self._is(t.args[0], 2)
            elif t.op is ops.INDEX:
                self._is(t.args[0], len(t.args) - 1)
            elif t.op is ops.MATMUL:
                self._is(t.args[0], 2)
            elif t.op in (*_SUMS, *ops.RELATIONS):
                known = max((self.rank(a) for a in t.args), default=0)
                for a in t.args:
                    if known:
                        self._is(a, known)
        elif type(t) is Bind and t.op is ops.PARTIAL:
            self._is(t.over[0], len(t.over) - 1)
        for c in children(t):
            self._learn(c)

    def rank(self, t: Term) -> int:
        """0 for a number, 1 for a vector, 2 for a matrix."""
        if type(t) is Sym:
            return self.ranks.get(t, 0)
        if type(t) is not App:
            return 0
        if t.op in (*_SUMS, ops.MUL, ops.DIV):
            return max(self.rank(a) for a in t.args)
        if t.op in (ops.NEG, ops.TRANSPOSE):
            return self.rank(t.args[0])
        if t.op is ops.MATMUL:
            return self.rank(t.args[1])
        return 0

    # ------------------------------------------------------------ entries

    def entry(self, t: Term, at: tuple[Term, ...]) -> Term:
        """The entry of `t` at the indices; none for a number. Raises Unclear."""
        if type(t) is Sym:
            rank = self.ranks.get(t, 0)
            if rank == len(at):
                return App(ops.INDEX, (t, *at)) if at else t
            if rank:
                raise Unclear
            return t
        if type(t) is Bind:
            return self._under(t, at)
        if type(t) is not App:
            if at:
                raise Unclear
            return t
        write = _WRITTEN.get(t.op)
        if write is not None and not at:
            return write(self, *t.args)
        if t.op is ops.INDEX:
            return t if type(t.args[0]) is Sym else self.entry(t.args[0], t.args[1:])
        if t.op is ops.TRANSPOSE and len(at) == 2:
            return self.entry(t.args[0], (at[1], at[0]))
        if t.op is ops.HADAMARD:
            return self.entry(t.args[0], at) * self.entry(t.args[1], at)
        if t.op is ops.MATMUL and at:
            first = (at[0],)
            return self.summed(
                lambda k: self.entry(t.args[0], (*first, k)) * self.entry(t.args[1], (k, *at[1:]))
            )
        if at and t.op in (ops.MUL, ops.DIV):
            a, b = (self.entry(p, at if self.rank(p) else ()) for p in t.args)
            if t.op is ops.MUL and all(self.rank(p) for p in t.args):
                raise Unclear
            return App(t.op, (a, b))
        if at and t.op not in (ops.ADD, ops.SUB, ops.NEG):
            raise Unclear
        return rebuild(t, tuple(self.entry(a, at) for a in t.args)) if t.args else t

    def _under(self, t: Bind, at: tuple[Term, ...]) -> Term:
        if at:
            raise Unclear
        x = fresh(t.name, frozenset(self.taken))
        self.taken.add(x)
        if t.op is ops.PARTIAL and type(t.over[0]) is Sym and t.over[0] in self.ranks:
            self.ranks[x] = self.ranks[t.over[0]]
        over = tuple(o if type(o) is Sym else self.entry(o, ()) for o in t.over)
        return bind(t.op, x, self.entry(instantiate(t.body, x), ()), *over)

    def summed(self, term: Callable[[Sym], Term]) -> Term:
        """Σ over all indices."""
        k = fresh("k", frozenset(self.taken))
        self.taken.add(k)
        return bind(ops.SUM_ALL, k, term(k))

    def dot(self, a: Term, b: Term) -> Term:
        """uᵀv."""
        return self.summed(lambda k: self.entry(a, (k,)) * self.entry(b, (k,)))

    def norm(self, a: Term) -> Term:
        """The Euclidean norm."""
        found: Term = sqrt(self.summed(lambda k: self.entry(a, (k,)) ** 2))
        return found

    def trace(self, a: Term) -> Term:
        """The sum of the diagonal."""
        return self.summed(lambda k: self.entry(a, (k, k)))

    def kl(self, p: Term, q: Term) -> Term:
        """Relative entropy."""
        return self.summed(
            lambda k: self.entry(p, (k,)) * log(self.entry(p, (k,)) / self.entry(q, (k,)))
        )


_WRITTEN: dict[Op, Callable[..., Term]] = {
    ops.DOT: _Writer.dot,
    ops.NORM: _Writer.norm,
    ops.TRACE: _Writer.trace,
    ops.KL: _Writer.kl,
}
