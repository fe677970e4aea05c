"""Vectors and matrices written out in entries: what tr, ᵀ, ‖·‖, ⊙ and products mean, sizes given names."""

from __future__ import annotations

from collections.abc import Iterator

from tuidao.lang import op as ops
from tuidao.lang.build import function, total
from tuidao.lang.focus import fresh
from tuidao.lang.information import of_outcome, takes
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    rebuild,
    substitute,
    subterms,
)

_LETTERS = ("k", "l", "r", "s", "t", "q", "h", "g")
_SIZES = ("n", "m", "p", "q", "d", "N", "M", "P")
_ENTROPIES = (ops.KL, ops.ENTROPY, ops.CROSS_ENTROPY)
_MATRIX = (ops.DOT, ops.NORM, ops.HADAMARD, ops.TRANSPOSE, ops.MATMUL, ops.TRACE, *_ENTROPIES)
_BETWEEN_ENTRIES = (ops.ADD, ops.SUB, ops.NEG, ops.HADAMARD)
Axis = tuple[str, int]


class NoLayout(Exception):
    """Not an expression in vectors and matrices that can be written out."""


def in_matrices(t: Term) -> bool:
    """Does `t` hold a product, a norm, a trace of vectors or matrices?"""
    return any(isinstance(s, App) and _is_matrix_op(s) for _, s in subterms(t))


def _is_matrix_op(t: App) -> bool:
    """Is it a product, a norm, a trace, or an entropy of distributions that are only named?"""
    if t.op is ops.INDEX and isinstance(t.args[0], App):
        return t.args[0].op in (*_BETWEEN_ENTRIES, ops.MUL)  # an entry of Wx + b
    if t.op in _ENTROPIES:
        return any(isinstance(a, Sym) for a in t.args[: takes(t.op)])
    return t.op in _MATRIX


def written_out(t: Term, *taken: Term) -> Term:
    """A scalar `t` with vectors and matrices in entries, columns by default; sizes are named n, m, p, … in order.

    Names that `t` or `taken` use already are left alone. A capital letter is a matrix, a small one that multiplies a
    vector a number. Raises NoLayout.
    """
    return Layout((t, *taken)).whole(t)


def told_sizes(t: Term) -> Iterator[tuple[Axis, Term]]:
    """The sizes that sums over entries tell: Σ p_k for k from 1 to n."""
    for _, s in subterms(t):
        if not (isinstance(s, Bind) and s.op is ops.SUM and s.over[0] == Num(1)):
            continue
        last = s.over[1]
        if last.loose:
            continue
        k = fresh("k", free_symbols(s))
        for _, e in subterms(instantiate(s.body, k)):
            if isinstance(e, App) and e.op is ops.INDEX and isinstance(e.args[0], Sym):
                for place, at in enumerate(e.args[1:]):
                    if at == k and e.args[0].index < 0:
                        yield (e.args[0].name, place), last


def _ranks(entries: Term) -> dict[str, int]:
    """How many indices each name has in a term all in entries; 0 for numbers."""
    found = {s.name: 0 for s in free_symbols(entries)}
    for _, s in subterms(entries):
        head = s.args[0] if isinstance(s, App) and s.op is ops.INDEX else None
        if isinstance(head, Sym) and head.index < 0:
            found[head.name] = len(children(s)) - 1
    return found


class Layout:
    """The sizes met so far; axes that must agree share one."""

    def __init__(self, terms: tuple[Term, ...], entries: Term | None = None) -> None:
        """`entries`: a term all in entries and numbers, which tells how many indices each of its names has."""
        self.ranks = {} if entries is None else _ranks(entries)
        used = {s.name for t in terms for s in free_symbols(t)}
        used |= {s.name for t in terms for _, s in subterms(t) if isinstance(s, Bind)}
        self.letters = (
            f"{n}{mark}"
            for mark in ("", "_1", "_2", "_3")
            for n in _LETTERS
            if n + mark not in used
        )
        self.names = [n for n in _SIZES if n not in used]
        self.same: dict[Axis, Axis] = {}
        self.met: list[Axis] = []
        self.sizes: dict[Axis, Term] = {}  # by the root of the axes, once all is written out
        self.told = {axis: n for t in terms for axis, n in told_sizes(t)}

    def whole(self, t: Term) -> Term:
        """The scalar written out, sizes by their names."""
        return self.named(self.scalar(t))

    def named(self, out: Term) -> Term:
        """What was written out, with the sizes met so far by their names. Raises NoLayout."""
        sizes = self.sizes
        told = {self.root(axis): n for axis, n in self.told.items()}
        for axis in self.met:
            root = self.root(axis)
            if root not in sizes and root in told:
                sizes[root] = told[root]
            if root not in sizes:
                fresh_names = [n for n in self.names if Sym(n) not in sizes.values()]
                if not fresh_names:
                    raise NoLayout
                sizes[root] = Sym(fresh_names[0])
        return substitute(out, {self._place(a): sizes[self.root(a)] for a in self.met})

    # -------------------------------------------------- sizes

    def root(self, axis: Axis) -> Axis:
        """The axis that stands for all of this size."""
        while axis in self.same:
            axis = self.same[axis]
        return axis

    def agree(self, a: Axis, b: Axis) -> None:
        """The two axes are of one size."""
        a, b = self.root(a), self.root(b)
        if a != b:
            self.same[b] = a

    def _place(self, axis: Axis) -> Sym:
        return Sym(f"\x02{axis[0]}:{axis[1]}")

    def size(self, axis: Axis) -> Sym:
        """What stands for the size of an axis until all are known."""
        if axis not in self.met:
            self.met.append(axis)
        return self._place(axis)

    def index(self) -> Sym:
        """A letter that no line has yet. Raises NoLayout."""
        found = next(self.letters, None)
        if found is None:
            raise NoLayout
        return Sym(found)

    # -------------------------------------------------- shapes

    def rank(self, t: Term) -> int | None:
        """2 for a matrix, 1 for a vector, 0 for a number, by operators and by capitals; None: not known."""
        match t:
            case Num():
                return 0
            case Sym(name=name):
                return self.ranks.get(name, 2 if name[:1].isupper() else None)
            case App(op=ops.INDEX, args=(Sym(name=name), *at)):
                return self.ranks[name] - len(at) if name in self.ranks else None
            case App(op=ops.TRANSPOSE, args=(a,)):
                return self.rank(a)
            case App(op=ops.MATMUL, args=(a, App(op=ops.TRANSPOSE, args=(b,)))) if (
                self.ranks and 2 not in (self.rank(a), self.rank(b))
            ):
                return 2  # u vᵀ
            case Bind(op=ops.SUM):
                return self.rank(t.body)
            case App(op=ops.DOT | ops.NORM | ops.TRACE | ops.KL | ops.ENTROPY | ops.CROSS_ENTROPY):
                return 0
            case App(op=ops.INDICATOR | ops.KRONECKER):
                return 0
            case App(op=ops.MATMUL | ops.MUL, args=(a, b)):
                left, right = self.rank(a), self.rank(b)
                if left == 2:
                    return 2 if right == 2 else 1
                return right if left == 0 else 1 if right == 2 else None
            case App(op=op, args=args) if op in _BETWEEN_ENTRIES:
                known = [r for r in map(self.rank, args) if r is not None]
                return max(known, default=None)
            case App(op=op, args=args) if self.ranks and (op.function or op in (ops.POW, ops.DIV)):
                return self.rank(args[0])
        return None

    def axes(self, t: Term, rank: int) -> tuple[Axis, ...]:
        """The axes of a vector or matrix; those that must agree are made to. Raises NoLayout."""
        match t:
            case Sym(name=name):
                return tuple((name, k) for k in range(rank))
            case App(op=ops.INDEX, args=(Sym(name=name), *at)):
                return tuple((name, len(at) + k) for k in range(rank))
            case App(op=ops.TRANSPOSE, args=(a,)):
                return self.axes(a, rank)[::-1]
            case App(op=ops.MATMUL | ops.MUL, args=(a, b)):
                return self._product_axes(a, b, rank)
            case App(op=ops.DIV, args=(a, _)):
                return self.axes(a, rank)
            case App(op=op, args=args) if op in _BETWEEN_ENTRIES:
                first, *others = [self.axes(a, rank) for a in args]
                for other in others:
                    for x, y in zip(first, other, strict=True):
                        self.agree(x, y)
                return first
            case App(op=op, args=(a,)) if op.function:
                return self.axes(a, rank)
            case App(op=ops.CALL, args=(Sym(), a)):
                return self.axes(a, rank)
            case Bind(op=ops.SUM):
                return self.axes(instantiate(t.body, fresh(t.name or "k", free_symbols(t))), rank)
        raise NoLayout

    def _product_axes(self, a: Term, b: Term, rank: int) -> tuple[Axis, ...]:
        if 0 in (self.rank(a), self.rank(b)):
            return self.axes(b if self.rank(a) == 0 else a, rank)
        if rank == 2 and self.rank(a) != 2 and self.rank(b) != 2:
            return (*self.axes(a, 1), *self.axes(b, 1))  # u vᵀ
        if self.rank(a) == 2:
            left, right = self.axes(a, 2), self.axes(b, rank)
            self.agree(left[1], right[0])
            return (left[0], *right[1:])
        if self.rank(b) == 2 and rank == 1:  # xᵀA
            left, right = self.axes(a, 1), self.axes(b, 2)
            self.agree(left[0], right[0])
            return right[1:]
        return self.axes(b, rank)

    # -------------------------------------------------- entries

    def entry(self, t: Term, at: tuple[Term, ...]) -> Term:
        """The entry of a vector or matrix at an index. Raises NoLayout."""
        match t:
            case Sym():
                return App(ops.INDEX, (t, *at))
            case App(op=ops.INDEX, args=(Sym(), *_)):
                return App(ops.INDEX, (*t.args, *at))
            case App(op=ops.TRANSPOSE, args=(a,)):
                return self.entry(a, at[::-1])
            case App(op=ops.MATMUL | ops.MUL, args=(a, b)):
                return self._product_entry(a, b, at)
            case App(op=ops.HADAMARD, args=(a, b)):
                return self.entry(a, at) * self.entry(b, at)
            case App(op=ops.DIV, args=(a, b)):
                return self.entry(a, at) / self.scalar(b)
            case App(op=ops.ADD | ops.SUB | ops.NEG as op, args=args):
                return App(op, tuple(self.entry(a, at) for a in args))
            case App(op=op, args=(a,)) if op.function:
                return App(op, (self.entry(a, at),))
            case App(op=ops.CALL, args=(Sym() as f, a)):
                return App(ops.CALL, (f, self.entry(a, at)))
            case Bind(op=ops.SUM):
                k = fresh(t.name or "k", free_symbols(t).union(*map(free_symbols, at)))
                return total(self.entry(instantiate(t.body, k), at), k, *t.over)
        raise NoLayout

    def _product_entry(self, a: Term, b: Term, at: tuple[Term, ...]) -> Term:
        if self.rank(a) == 0:
            return self.scalar(a) * self.entry(b, at)
        if self.rank(b) == 0:
            return self.entry(a, at) * self.scalar(b)
        if len(at) == 2 and self.rank(a) != 2 and self.rank(b) != 2:
            return self.entry(a, at[:1]) * self.entry(b, at[1:])
        if self.rank(a) == 2:
            left, right = self.axes(a, 2), self.axes(b, len(at))
            self.agree(left[1], right[0])
            k = self.index()
            body = self.entry(a, (at[0], k)) * self.entry(b, (k, *at[1:]))
            return total(body, k, 1, self.size(left[1]))
        if self.rank(b) == 2 and len(at) == 1:
            left, right = self.axes(a, 1), self.axes(b, 2)
            self.agree(left[0], right[0])
            k = self.index()
            body = self.entry(a, (k,)) * self.entry(b, (k, at[0]))
            return total(body, k, 1, self.size(left[0]))
        return self.scalar(a) * self.entry(b, at)

    # -------------------------------------------------- numbers

    def scalar(self, t: Term) -> Term:
        """A number, with what it is made of written out. Raises NoLayout."""
        match t:
            case App(op=ops.TRACE, args=(a,)):
                rows, columns = self.axes(a, 2)
                self.agree(rows, columns)
                k = self.index()
                return total(self.entry(a, (k, k)), k, 1, self.size(rows))
            case App(op=ops.DOT, args=(a, b)):
                return self._dot(a, b)
            case App(op=ops.KL | ops.ENTROPY | ops.CROSS_ENTROPY):
                return self._entropy(t)
            case App(op=ops.POW, args=(App(op=ops.NORM, args=(a,)), Num(value=n))) if n == 2:
                return self._squares(a)
            case App(op=ops.NORM, args=(a,)):
                return App(ops.SQRT, (self._squares(a),))
            case App(op=ops.MUL | ops.MATMUL, args=(a, b)) if self._vectors(a, b):
                return self._dot(a, b)
            case App(op=ops.INDEX, args=(App() as a, *at)):
                self.axes(a, len(at))
                return self.entry(a, tuple(at))
            case App(op=op) if op in _MATRIX:
                raise NoLayout
            case App():
                return App(t.op, tuple(self.scalar(a) for a in t.args))
            case Bind():
                return self._under(t)
        return t

    def _vectors(self, a: Term, b: Term) -> bool:
        """Is it xᵀy, or (xᵀA)x?"""
        head = a
        while type(head) is App and head.op in (ops.MATMUL, ops.MUL):
            head = head.args[0]
        return type(head) is App and head.op is ops.TRANSPOSE and self.rank(head) != 2

    def _dot(self, a: Term, b: Term) -> Term:
        left, right = self.axes(a, 1), self.axes(b, 1)
        self.agree(left[0], right[0])
        k = self.index()
        return total(self.entry(a, (k,)) * self.entry(b, (k,)), k, 1, self.size(left[0]))

    def _entropy(self, t: App) -> Term:
        """Σ over the outcomes of distributions that are named; those written out stay."""
        given = t.args[: takes(t.op)]
        if any(isinstance(d, App) and d.op is ops.TUPLE for d in given):
            return t
        (axis, *others) = (self.axes(d, 1)[0] for d in given)
        for other in others:
            self.agree(axis, other)
        k = self.index()
        each = of_outcome(t, self.entry(given[0], (k,)), self.entry(given[-1], (k,)))
        if type(each) is App and each.op is ops.NEG:
            return -total(each.args[0], k, 1, self.size(axis))
        return total(each, k, 1, self.size(axis))

    def _squares(self, a: Term) -> Term:
        (axis,) = self.axes(a, 1)
        k = self.index()
        return total(self.entry(a, (k,)) ** 2, k, 1, self.size(axis))

    def _under(self, t: Bind) -> Term:
        by = t.over[0] if t.over else None
        plain = t.op in (ops.PARTIAL, ops.DIFF) and type(by) is Sym and by.index < 0
        x = by if plain and type(by) is Sym else fresh(t.name or "k", free_symbols(t))
        body = self.scalar(instantiate(t.body, x))
        axes = _run_along(body, x) if t.op in (ops.SUM_ALL, ops.PRODUCT_ALL) else []
        if axes:
            for other in axes[1:]:
                self.agree(axes[0], other)
            whole = ops.SUM if t.op is ops.SUM_ALL else ops.PRODUCT
            ends = (Num(1), self.size(axes[0]))
            return Bind(whole, t.name, function(x, body).body, ends)
        return rebuild(t, (function(x, body).body, *(self.scalar(o) for o in t.over)))


def _run_along(t: Term, x: Sym) -> list[Axis]:
    """The axes of vectors and matrices whose entries the index runs along."""
    return [
        (s.args[0].name, k)
        for _, s in subterms(t)
        if isinstance(s, App) and s.op is ops.INDEX and isinstance(s.args[0], Sym)
        for k, a in enumerate(s.args[1:])
        if a == x and s.args[0].index < 0
    ]
