"""Terms: number, symbol, application, binder; nothing is simplified when built, binders cannot capture."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any, ClassVar, NoReturn, TypeAlias

from tuidao.lang import op as ops
from tuidao.lang.op import Op

Path: TypeAlias = tuple[int, ...]
Termable: TypeAlias = "Term | int | Fraction"


class Term:
    """A formula as written. Immutable; `==` is structural and blind to bound names.

    Children are numbered: the arguments of an application; of a binder the body is 0, `over` 1, 2, ….
    """

    __slots__ = ("_hash", "binds", "free", "loose", "nodes")
    _hash: int
    binds: bool  # does it hold a binder? (Then `==` does not see all that is displayed.)
    free: frozenset[Sym]  # the free names
    loose: int  # 1 + the largest binder index that points outside this term; 0 when closed
    nodes: int  # how many nodes it has

    def __hash__(self) -> int:
        return self._hash

    def __bool__(self) -> NoReturn:
        raise TypeError(
            f"a formula has no truth value of its own: {self}; "
            "ask `tuidao.check(...)`, or compare terms with `==` and `is None`"
        )

    def __str__(self) -> str:
        from tuidao.lang.spell import spell

        return spell(self)

    def __repr__(self) -> str:
        return f"<{self}>"

    # Python's operators build the node that is written.
    def __add__(self, other: Termable) -> Term:
        return App(ops.ADD, (self, term(other)))

    def __radd__(self, other: Termable) -> Term:
        return App(ops.ADD, (term(other), self))

    def __sub__(self, other: Termable) -> Term:
        return App(ops.SUB, (self, term(other)))

    def __rsub__(self, other: Termable) -> Term:
        return App(ops.SUB, (term(other), self))

    def __mul__(self, other: Termable) -> Term:
        return App(ops.MUL, (self, term(other)))

    def __rmul__(self, other: Termable) -> Term:
        return App(ops.MUL, (term(other), self))

    def __truediv__(self, other: Termable) -> Term:
        return App(ops.DIV, (self, term(other)))

    def __rtruediv__(self, other: Termable) -> Term:
        return App(ops.DIV, (term(other), self))

    def __pow__(self, other: Termable) -> Term:
        return App(ops.POW, (self, term(other)))

    def __rpow__(self, other: Termable) -> Term:
        return App(ops.POW, (term(other), self))

    def __neg__(self) -> Term:
        return App(ops.NEG, (self,))


_NO_SYMBOLS: frozenset[Sym] = frozenset()


class Num(Term):
    """An exact rational number. A negative value stays one node; what a person writes −2 reads as NEG(2)."""

    __slots__ = ("value",)
    __match_args__: ClassVar = ("value",)
    value: Fraction

    def __init__(self, value: int | Fraction) -> None:
        if type(value) is not Fraction:
            if type(value) is not int and not isinstance(value, int | Fraction):
                raise TypeError(
                    f"Num takes an int or a Fraction, never {value!r}: write decimals as exact fractions"
                )
            value = Fraction(value)
        self.value = value
        self.loose = 0
        self.nodes = 1
        self.binds = False
        self.free = _NO_SYMBOLS
        self._hash = hash((Num, value.numerator, value.denominator))

    def __eq__(self, other: object) -> bool:
        return self is other or (
            type(other) is Num and self._hash == other._hash and self.value == other.value
        )

    __hash__ = Term.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        return (Num, (self.value,))


class Sym(Term):
    """A free name, or (index ≥ 0) a reference to the index-th binder outwards, 0 the nearest."""

    __slots__ = ("index", "name")
    __match_args__: ClassVar = ("name",)
    name: str
    index: int

    def __init__(self, name: str, index: int = -1) -> None:
        self.name = name if index < 0 else ""
        self.index = index
        self.loose = index + 1
        self.nodes = 1
        self.binds = False
        self._hash = hash((Sym, self.name, index))
        self.free = _alone(name) if index < 0 else _NO_SYMBOLS

    def __eq__(self, other: object) -> bool:
        return self is other or (
            type(other) is Sym and self.name == other.name and self.index == other.index
        )

    __hash__ = Term.__hash__

    def __call__(self, *args: Termable) -> Term:
        """The symbol as a function, applied: f(x)."""
        return App(ops.CALL, (self, *(term(a) for a in args)))

    def __getitem__(self, at: Termable | tuple[Termable, ...]) -> Term:
        """The symbol as a family, indexed: z[i], W[i, j]."""
        at = at if isinstance(at, tuple) else (at,)
        return App(ops.INDEX, (self, *(term(a) for a in at)))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Sym, (self.name, self.index))


@lru_cache(maxsize=4096)
def _alone(name: str) -> frozenset[Sym]:
    """The set of one free name, shared by all that speak of it; its element stands outside the sharing."""
    symbol = Sym.__new__(Sym)
    symbol.name, symbol.index, symbol.loose, symbol.nodes, symbol.binds = name, -1, 0, 1, False
    symbol._hash = hash((Sym, name, -1))
    symbol.free = frozenset((symbol,))
    return symbol.free


class App(Term):
    """An operator applied to its arguments."""

    __slots__ = ("args", "op")
    __match_args__: ClassVar = ("op", "args")
    op: Op
    args: tuple[Term, ...]

    def __init__(self, op: Op, args: tuple[Term, ...]) -> None:
        if op.arity is not None and op.arity != len(args):
            raise TypeError(f"{op.name} takes {op.arity} argument(s), not {len(args)}")
        self.op = op
        self.args = args
        if len(args) == 2:  # most of them: told apart from the others for speed alone
            a, b = args
            self.loose = a.loose if a.loose > b.loose else b.loose
            self.nodes = 1 + a.nodes + b.nodes
            self.binds = a.binds or b.binds
            left, right = a.free, b.free
            if left is right or right <= left:
                self.free = left
            else:
                self.free = right if left <= right else left | right
            self._hash = hash((op, a._hash, b._hash))
            return
        loose, nodes, free, binds = 0, 1, _NO_SYMBOLS, False
        for a in args:
            nodes += a.nodes
            binds = binds or a.binds
            if a.loose > loose:
                loose = a.loose
            if a.free is not free and not a.free <= free:
                free = free | a.free if free else a.free
        self.loose, self.nodes, self.free, self.binds = loose, nodes, free, binds
        self._hash = hash((op, args))

    def __eq__(self, other: object) -> bool:
        return self is other or (
            type(other) is App
            and self._hash == other._hash
            and self.op is other.op
            and self.args == other.args
        )

    __hash__ = Term.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        return (App, (self.op, self.args))


class Bind(Term):
    """A binder: `body` speaks of the bound variable by index, `over` stands outside its scope."""

    __slots__ = ("body", "name", "op", "over")
    __match_args__: ClassVar = ("op", "name", "body", "over")
    op: Op
    name: str
    body: Term
    over: tuple[Term, ...]

    def __init__(self, op: Op, name: str, body: Term, over: tuple[Term, ...] = ()) -> None:
        if op.arity is not None and op.arity != len(over):
            raise TypeError(f"{op.name} takes {op.arity} term(s) beside its body, not {len(over)}")
        self.op = op
        self.name = name
        self.body = body
        self.over = over
        loose = body.loose - 1 if body.loose else 0
        nodes, free = body.nodes + 1, body.free
        for t in over:
            nodes += t.nodes
            if t.loose > loose:
                loose = t.loose
            if t.free is not free and not t.free <= free:
                free = free | t.free
        self.loose, self.nodes, self.free, self.binds = loose, nodes, free, True
        self._hash = hash((op, body, over))

    def __eq__(self, other: object) -> bool:
        return self is other or (
            type(other) is Bind
            and self._hash == other._hash
            and self.op is other.op
            and self.body == other.body
            and self.over == other.over
        )

    __hash__ = Term.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        return (Bind, (self.op, self.name, self.body, self.over))


def term(value: Termable) -> Term:
    """`value` as a term: terms pass, exact numbers become `Num`; anything else is a TypeError."""
    return value if isinstance(value, Term) else Num(value)


def bind(op: Op, var: Sym, body: Term, *over: Termable) -> Bind:
    """The binder over the free symbol `var` in `body`: bind(SUM, i, z[i], 1, n)."""
    return Bind(op, var.name, close(body, var), tuple(term(t) for t in over))


def children(t: Term) -> tuple[Term, ...]:
    """The direct subterms, in path order."""
    if type(t) is App:
        return t.args
    if type(t) is Bind:
        return (t.body, *t.over)
    return ()


def rebuild(t: Term, parts: tuple[Term, ...]) -> Term:
    """`t` with its children replaced."""
    if type(t) is App:
        return App(t.op, parts)
    if type(t) is Bind:
        return Bind(t.op, t.name, parts[0], parts[1:])
    return t


def _raise(t: Term, by: int, depth: int) -> Term:
    """Shift the loose indices of `t` that point past `depth` binders."""
    if t.loose <= depth:
        return t
    if type(t) is Sym:
        return Sym("", t.index + by)
    if type(t) is App:
        return App(t.op, tuple(_raise(a, by, depth) for a in t.args))
    assert type(t) is Bind
    return Bind(
        t.op, t.name, _raise(t.body, by, depth + 1), tuple(_raise(o, by, depth) for o in t.over)
    )


def instantiate(body: Term, value: Term, depth: int = 0) -> Term:
    """The body of a binder with `value` in the place of its bound variable."""
    if body.loose <= depth:
        return body
    if type(body) is Sym:
        if body.index == depth:
            return _raise(value, depth, 0) if depth and value.loose else value
        return Sym("", body.index - 1)
    if type(body) is App:
        return App(body.op, tuple([instantiate(a, value, depth) for a in body.args]))
    assert type(body) is Bind
    return Bind(
        body.op,
        body.name,
        instantiate(body.body, value, depth + 1),
        tuple([instantiate(o, value, depth) for o in body.over]),
    )


def close(t: Term, var: Sym, depth: int = 0) -> Term:
    """`t` with the free symbol `var` turned into a reference to a binder put around it."""
    if type(t) is Sym:
        if t.index >= depth:
            return Sym("", t.index + 1)
        return Sym("", depth) if t == var else t
    if type(t) is App:
        args = tuple([close(a, var, depth) for a in t.args])
        return t if all(a is b for a, b in zip(args, t.args, strict=True)) else App(t.op, args)
    if type(t) is Bind:
        return Bind(
            t.op,
            t.name,
            close(t.body, var, depth + 1),
            tuple([close(o, var, depth) for o in t.over]),
        )
    return t


def substitute(t: Term, values: dict[Sym, Term]) -> Term:
    """Free symbols replaced, all at once; what is substituted is never captured by a binder of `t`."""
    if not values:
        return t

    def go(t: Term, depth: int) -> Term:
        if type(t) is Sym:
            found = values.get(t)
            return (
                t if found is None else _raise(found, depth, 0) if depth and found.loose else found
            )
        if type(t) is App:
            args = tuple([go(a, depth) for a in t.args])
            return t if all(a is b for a, b in zip(args, t.args, strict=True)) else App(t.op, args)
        if type(t) is Bind:
            return Bind(t.op, t.name, go(t.body, depth + 1), tuple([go(o, depth) for o in t.over]))
        return t

    return go(t, 0)


def free_symbols(t: Term) -> frozenset[Sym]:
    """The free names of a term."""
    return t.free


def mentions(t: Term, var: Sym) -> bool:
    """Does the free symbol `var` occur in `t`?"""
    if var.index < 0:
        return var in t.free
    return t == var or any(mentions(c, var) for c in children(t))


def subterms(t: Term, path: Path = ()) -> Iterator[tuple[Path, Term]]:
    """Every subterm with its path, outermost first. Under a binder indices stay as they are."""
    yield path, t
    for k, c in enumerate(children(t)):
        yield from subterms(c, (*path, k))


def size(t: Term) -> int:
    """The number of nodes."""
    return t.nodes
