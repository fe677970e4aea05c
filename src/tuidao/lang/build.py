"""Short constructors for the terms that rules and derivations are written in."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    Termable,
    bind,
    children,
    instantiate,
    mentions,
    term,
)

ZERO, ONE, TWO = Num(0), Num(1), Num(2)
pi, e, oo, zoo, undefined = (App(o, ()) for o in (ops.PI, ops.E, ops.OO, ops.ZOO, ops.UNDEFINED))
minus_oo = App(ops.NEG, (oo,))
true, false = App(ops.TRUE, ()), App(ops.FALSE, ())
BOTH, ABOVE, BELOW = Num(0), Num(1), Num(-1)  # the side from which a limit is approached


def apply(op: Op, *args: Termable) -> App:
    """The operator applied."""
    return App(op, tuple(term(a) for a in args))


def num(p: int, q: int = 1) -> Num:
    """The rational p/q as one node."""
    return Num(Fraction(p, q))


def _unary(op: Op) -> Callable[[Termable], App]:
    def build(x: Termable) -> App:
        return App(op, (term(x),))

    build.__name__ = op.name
    build.__doc__ = f"{op.name}(x)"
    return build


exp, log, sqrt = _unary(ops.EXP), _unary(ops.LOG), _unary(ops.SQRT)
sin, cos, tan, cot, sec, csc = (
    _unary(o) for o in (ops.SIN, ops.COS, ops.TAN, ops.COT, ops.SEC, ops.CSC)
)
asin, acos, atan, acot, asec, acsc = (
    _unary(o) for o in (ops.ASIN, ops.ACOS, ops.ATAN, ops.ACOT, ops.ASEC, ops.ACSC)
)
sinh, cosh, tanh, coth, sech, csch = (
    _unary(o) for o in (ops.SINH, ops.COSH, ops.TANH, ops.COTH, ops.SECH, ops.CSCH)
)
asinh, acosh, atanh, acoth, asech, acsch = (
    _unary(o) for o in (ops.ASINH, ops.ACOSH, ops.ATANH, ops.ACOTH, ops.ASECH, ops.ACSCH)
)
abs_, sign, floor, ceiling, frac = (
    _unary(o) for o in (ops.ABS, ops.SIGN, ops.FLOOR, ops.CEILING, ops.FRAC)
)
factorial, gamma, erf = _unary(ops.FACTORIAL), _unary(ops.GAMMA), _unary(ops.ERF)
sigmoid, softplus = _unary(ops.SIGMOID), _unary(ops.SOFTPLUS)
not_, defined, little_o = _unary(ops.NOT), _unary(ops.DEFINED), _unary(ops.LITTLE_O)


def root(x: Termable, n: Termable) -> App:
    """The real n-th root of x."""
    return apply(ops.ROOT, x, n)


def log_base(x: Termable, base: Termable) -> App:
    """The logarithm of x to a base."""
    return apply(ops.LOGB, x, base)


def eq(a: Termable, b: Termable) -> App:
    """The statement a = b: both sides have a value and it is the same."""
    return apply(ops.EQ, a, b)


def ne(a: Termable, b: Termable) -> App:
    """The statement a ≠ b."""
    return apply(ops.NE, a, b)


def lt(a: Termable, b: Termable) -> App:
    """The statement a < b."""
    return apply(ops.LT, a, b)


def le(a: Termable, b: Termable) -> App:
    """The statement a ≤ b."""
    return apply(ops.LE, a, b)


def gt(a: Termable, b: Termable) -> App:
    """The statement a > b."""
    return apply(ops.GT, a, b)


def ge(a: Termable, b: Termable) -> App:
    """The statement a ≥ b."""
    return apply(ops.GE, a, b)


def member(a: Termable, b: Term) -> App:
    """The statement a ∈ b."""
    return apply(ops.IN, a, b)


def all_of(*claims: Term) -> Term:
    """The conjunction; one claim stays itself, none is True."""
    return claims[0] if len(claims) == 1 else App(ops.AND, claims) if claims else true


def any_of(*claims: Term) -> Term:
    """The disjunction; one claim stays itself, none is False."""
    return claims[0] if len(claims) == 1 else App(ops.OR, claims) if claims else false


def lim(body: Term, x: Sym, point: Termable, side: Termable = BOTH) -> Bind:
    """The limit of `body` as x approaches `point`; the side is ABOVE, BELOW or BOTH (BOTH too at ±oo)."""
    return bind(ops.LIMIT, x, body, point, side)


def D(body: Term, x: Sym, at: Termable | None = None, order: Termable = 1) -> Bind:
    """The derivative of `body` by x at the point `at` (x itself unless told otherwise)."""
    return bind(ops.DIFF, x, body, x if at is None else at, order)


def integral(body: Term, x: Sym, a: Termable, b: Termable) -> Bind:
    """The definite integral of `body` for x from a to b."""
    return bind(ops.INTEGRAL, x, body, a, b)


def partial(body: Term, z: Sym, *index: Termable) -> Bind:
    """The partial derivative of `body` by the entry of the family `z` at an index."""
    return bind(ops.PARTIAL, z, body, z, *index)


def delta(i: Termable, j: Termable) -> App:
    """Kronecker's delta of two indices."""
    return apply(ops.KRONECKER, i, j)


def antiderivative(body: Term, x: Sym) -> Bind:
    """The indefinite integral of `body` by x, at x."""
    return bind(ops.ANTIDERIVATIVE, x, body, x)


def total(body: Term, i: Sym, first: Termable, last: Termable) -> Bind:
    """The sum of `body` for i from `first` to `last`."""
    return bind(ops.SUM, i, body, first, last)


def product(body: Term, i: Sym, first: Termable, last: Termable) -> Bind:
    """The product of `body` for i from `first` to `last`."""
    return bind(ops.PRODUCT, i, body, first, last)


def near(claim: Term, x: Sym, point: Termable, side: Termable = BOTH) -> Bind:
    """`claim` holds at every x other than `point` that is near enough to it (far enough out, at ±oo)."""
    return bind(ops.NEAR, x, claim, point, side)


def bounded(body: Term, x: Sym, point: Termable, side: Termable = BOTH) -> Bind:
    """|body| stays below a constant near the point."""
    return bind(ops.BOUNDED, x, body, point, side)


def continuous(body: Term, x: Sym, at: Termable) -> Bind:
    """`body` is continuous at x = at."""
    return bind(ops.CONTINUOUS, x, body, at)


def differentiable(body: Term, x: Sym, at: Termable) -> Bind:
    """`body` is differentiable at x = at."""
    return bind(ops.DIFFERENTIABLE, x, body, at)


def continuous_on(body: Term, x: Sym, where: Term) -> Bind:
    """`body` is continuous on the set `where`, at its ends from inside."""
    return bind(ops.CONTINUOUS_ON, x, body, where)


def differentiable_on(body: Term, x: Sym, where: Term) -> Bind:
    """`body` is differentiable at every point of the open set `where`."""
    return bind(ops.DIFFERENTIABLE_ON, x, body, where)


def forall(x: Sym, where: Term, claim: Term) -> Bind:
    """`claim` holds for every x in the set `where`."""
    return bind(ops.FORALL, x, claim, where)


def exists(x: Sym, where: Term, claim: Term) -> Bind:
    """`claim` holds for some x in the set `where`."""
    return bind(ops.EXISTS, x, claim, where)


def closed(a: Termable, b: Termable) -> App:
    """The interval [a, b]."""
    return apply(ops.INTERVAL, a, b)


def opened(a: Termable, b: Termable) -> App:
    """The interval (a, b)."""
    return apply(ops.INTERVAL_OPEN, a, b)


def function(x: Sym, body: Term) -> Bind:
    """The function x ↦ body, the value of a pattern variable of sort Fn."""
    return bind(ops.LAMBDA, x, body)


def beta(f: Term, *args: Term) -> Term:
    """f applied: the body of a λ with the arguments in place (one λ an argument), else the node f(…)."""
    for k, a in enumerate(args):
        if not (type(f) is Bind and f.op is ops.LAMBDA):
            return App(ops.CALL, (f, *args[k:]))
        f = instantiate(f.body, a)
    return f


def is_num(t: Term, value: int | Fraction | None = None) -> bool:
    """Is `t` a number (that number)?"""
    return type(t) is Num and (value is None or t.value == value)


def is_op(t: Term, *wanted: Op) -> bool:
    """Is `t` one of these operators applied, or one of these binders?"""
    return (type(t) is App or type(t) is Bind) and t.op in wanted


def picks_entry(t: Term, i: Sym) -> bool:
    """Does `t` hold an entry of a family picked by the index `i`: z[i], W[i + 1, j]?"""
    if type(t) is App and t.op is ops.INDEX and any(mentions(a, i) for a in t.args[1:]):
        return True
    return any(picks_entry(c, i) for c in children(t))


def rational(t: Term) -> Fraction | None:
    """The value of a number, possibly negated or written as a quotient of numbers; None for anything else."""
    if type(t) is Num:
        return t.value
    if type(t) is App and t.op is ops.NEG:
        value = rational(t.args[0])
        return None if value is None else -value
    if type(t) is App and t.op is ops.DIV:
        a, b = rational(t.args[0]), rational(t.args[1])
        return a / b if a is not None and b else None
    return None
