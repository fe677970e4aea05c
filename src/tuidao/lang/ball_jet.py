"""Truncated Taylor expansions over balls: derivatives of any order, without a rule for a product or a chain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, arb_series, ctx

from tuidao.lang import op as ops
from tuidao.lang.ball_complex import COMPLEX
from tuidao.lang.ball_complex import int_power as complex_int_power
from tuidao.lang.ball_complex import rational_power as complex_rational_power
from tuidao.lang.ball_real import REAL, NoValue, Unknown, fixed_integer, spend
from tuidao.lang.ball_real import int_power as real_int_power
from tuidao.lang.ball_real import rational_power as real_rational_power
from tuidao.lang.op import Op

Scalar = Any  # arb, acb, or a Jet of an outer derivative
MOST_ORDER = 40


class Jet:
    """c[0] + c[1]·h + … about a point. `level` tells the derivative it belongs to; others are constants to it."""

    __slots__ = ("c", "level")

    def __init__(self, c: list[Scalar], level: int) -> None:
        self.c = c
        self.level = level

    def _peer(self, other: Scalar) -> bool:
        return type(other) is Jet and other.level == self.level

    def _outer(self, other: Scalar) -> bool:
        """Is `other` the one whose expansion goes on, and this a constant to it?"""
        return type(other) is Jet and other.level > self.level

    def __neg__(self) -> Jet:
        return Jet([-a for a in self.c], self.level)

    def __add__(self, other: Scalar) -> Jet:
        if self._peer(other):
            return Jet([a + b for a, b in zip(self.c, other.c, strict=True)], self.level)
        if self._outer(other):
            return Jet([self + other.c[0], *other.c[1:]], other.level)
        return Jet([self.c[0] + other, *self.c[1:]], self.level)

    __radd__ = __add__

    def __sub__(self, other: Scalar) -> Jet:
        return self.__add__(-other)

    def __rsub__(self, other: Scalar) -> Jet:
        return (-self).__add__(other)

    def __mul__(self, other: Scalar) -> Jet:
        if self._peer(other):
            spend(len(self.c) ** 2)
            a, b = self.c, other.c
            found = []
            for k in range(len(a)):
                s = a[0] * b[k]
                for j in range(1, k + 1):
                    s = s + a[j] * b[k - j]
                found.append(s)
            return Jet(found, self.level)
        if self._outer(other):
            return Jet([self * b for b in other.c], other.level)
        return Jet([a * other for a in self.c], self.level)

    __rmul__ = __mul__


def head(a: Scalar) -> arb:
    """The real number that decides comparisons: the innermost constant term's real part."""
    while type(a) is Jet:
        a = a.c[0]
    return a.real if type(a) is acb else a


def settled(a: Scalar) -> bool:
    """Is `a` one real ball, so that comparisons need not hold in a neighbourhood?"""
    return type(a) is arb


def lift(f: Callable[[Scalar], Scalar], slope: Callable[[Scalar], Scalar], a: Jet) -> Jet:
    """f(a), from f at the constant term and f′ along the expansion."""
    start = f(a.c[0])
    n = len(a.c)
    spend(n * n)
    if n == 1:
        return Jet([start], a.level)
    try:
        d = slope(Jet(a.c[:-1], a.level))
    except NoValue:  # f has a value here but no derivative; what it stands in may still have one
        raise Unknown from None
    if not (type(d) is Jet and d.level == a.level):
        return Jet([start, *[d * c for c in a.c[1:]]], a.level)
    found = [start]
    for k in range(1, n):
        s = a.c[1] * d.c[k - 1]
        for j in range(2, k + 1):
            s = s + a.c[j] * d.c[k - j] * j
        found.append(s * _over(k))
    return Jet(found, a.level)


def _over(k: int) -> arb:
    return arb(1) / k


def divide(a: Scalar, b: Scalar) -> Scalar:
    """a/b of scalars of any kind."""
    if type(b) is Jet:
        return a * _reciprocal(b)
    if type(a) is Jet:
        return a * divide(arb(1), b)
    if type(a) is acb or type(b) is acb:
        return COMPLEX[ops.DIV](acb(a), acb(b))
    return REAL[ops.DIV](a, b)


def _reciprocal(b: Scalar) -> Scalar:
    return lift(
        lambda c: divide(arb(1), c), lambda x: -(_reciprocal(x) * _reciprocal(x)), b
    ) if type(b) is Jet else divide(arb(1), b)  # fmt: skip


def int_power(a: Scalar, n: int) -> Scalar:
    """a to an integer power."""
    if type(a) is arb:
        return real_int_power(a, n)
    if type(a) is acb:
        return complex_int_power(a, n)
    if n < 0:
        return _reciprocal(int_power(a, -n))
    found: Scalar = arb(1)
    while n:
        if n & 1:
            found = a * found
        n >>= 1
        if n:
            a = a * a
    return found


def rational_power(a: Scalar, p: int, q: int) -> Scalar:
    """a to p/q in lowest terms, q > 1."""
    if type(a) is arb:
        return real_rational_power(a, p, q)
    if type(a) is acb:
        return complex_rational_power(a, p, q)
    ratio = arb(p) / q
    return lift(lambda c: rational_power(c, p, q), lambda x: rational_power(x, p - q, q) * ratio, a)


def power(a: Scalar, b: Scalar) -> Scalar:
    """a to the b."""
    if type(b) is Jet:
        return G[ops.EXP](b * G[ops.LOG](a))
    if type(a) is Jet:
        if type(b) is arb:
            n = fixed_integer(b)
            if n is not None:
                return int_power(a, n)
        return lift(lambda c: power(c, b), lambda x: power(x, b - 1) * b, a)
    if type(a) is acb or type(b) is acb:
        return COMPLEX[ops.POW](acb(a), acb(b))
    return REAL[ops.POW](a, b)


def _root(a: Scalar, n: Scalar) -> Scalar:
    if type(n) is not arb or type(a) is not Jet:
        return _flat(ops.ROOT)(a, n)
    q = fixed_integer(n)
    if q is None or q < 1:
        raise Unknown
    return a if q == 1 else rational_power(a, 1, q)


def _choose(larger: bool) -> Callable[..., Scalar]:
    flat = _flat(ops.MAX if larger else ops.MIN)

    def pick(*args: Scalar) -> Scalar:
        if not any(type(a) is Jet for a in args):
            return flat(*args)
        found = args[0]
        for a in args[1:]:
            difference = head(a - found)
            if difference.contains(0):
                raise Unknown
            if (difference > 0) is larger:
                found = a
        return found

    return pick


def _flat(op: Op) -> Callable[..., Scalar]:
    real, complex_ = REAL[op], COMPLEX[op]

    def apply(*args: Scalar) -> Scalar:
        if any(type(a) is Jet for a in args):
            raise Unknown
        if any(type(a) is acb for a in args):
            return complex_(*[acb(a) for a in args])
        return real(*args)

    return apply


def _constant(op: Op) -> Callable[[Scalar], Scalar]:
    """A function that is constant near every point where its value is settled: sign, floor, ceiling."""
    flat = _flat(op)

    def apply(a: Scalar) -> Scalar:
        if type(a) is not Jet:
            return flat(a)
        at = head(a)
        if at.contains(0) if op is ops.SIGN else at.contains_integer():
            raise Unknown
        return REAL[op](at)

    return apply


def _gamma(a: Scalar) -> Scalar:
    if type(a) is not Jet:
        return _flat(ops.GAMMA)(a)
    if type(a.c[0]) is not arb:
        raise Unknown
    REAL[ops.GAMMA](a.c[0])
    cap, ctx.cap = ctx.cap, len(a.c)
    try:
        found = arb_series(a.c).gamma()
        return Jet([found[k] for k in range(len(a.c))], a.level)
    finally:
        ctx.cap = cap


def _lifted(op: Op, slope: Callable[[Scalar], Scalar]) -> Callable[[Scalar], Scalar]:
    real, complex_ = REAL[op], COMPLEX[op]

    def apply(a: Scalar) -> Scalar:
        if type(a) is arb:
            return real(a)
        if type(a) is acb:
            return complex_(a)
        return lift(apply, slope, a)

    return apply


def _g(op: Op, a: Scalar) -> Scalar:
    return G[op](a)


def _square(a: Scalar) -> Scalar:
    return a * a


def _inverse_root(a: Scalar) -> Scalar:
    return _reciprocal(_g(ops.SQRT, a))


_SLOPES: dict[Op, Callable[[Scalar], Scalar]] = {
    ops.SQRT: lambda a: divide(arb(1), _g(ops.SQRT, a) * 2),
    ops.EXP: lambda a: _g(ops.EXP, a),
    ops.LOG: _reciprocal,
    ops.SIN: lambda a: _g(ops.COS, a),
    ops.COS: lambda a: -_g(ops.SIN, a),
    ops.TAN: lambda a: _square(_g(ops.SEC, a)),
    ops.COT: lambda a: -_square(_g(ops.CSC, a)),
    ops.SEC: lambda a: _g(ops.SEC, a) * _g(ops.TAN, a),
    ops.CSC: lambda a: -(_g(ops.CSC, a) * _g(ops.COT, a)),
    ops.ASIN: lambda a: _inverse_root(1 - _square(a)),
    ops.ACOS: lambda a: -_inverse_root(1 - _square(a)),
    ops.ATAN: lambda a: _reciprocal(1 + _square(a)),
    ops.ACOT: lambda a: -_reciprocal(1 + _square(a)),
    ops.ASEC: lambda a: _reciprocal(_square(a)) * _inverse_root(1 - _reciprocal(_square(a))),
    ops.ACSC: lambda a: -(_reciprocal(_square(a)) * _inverse_root(1 - _reciprocal(_square(a)))),
    ops.SINH: lambda a: _g(ops.COSH, a),
    ops.COSH: lambda a: _g(ops.SINH, a),
    ops.TANH: lambda a: _square(_g(ops.SECH, a)),
    ops.COTH: lambda a: -_square(_g(ops.CSCH, a)),
    ops.SECH: lambda a: -(_g(ops.SECH, a) * _g(ops.TANH, a)),
    ops.CSCH: lambda a: -(_g(ops.CSCH, a) * _g(ops.COTH, a)),
    ops.ASINH: lambda a: _inverse_root(_square(a) + 1),
    ops.ACOSH: lambda a: _inverse_root(_square(a) - 1),
    ops.ATANH: lambda a: _reciprocal(1 - _square(a)),
    ops.ACOTH: lambda a: _reciprocal(1 - _square(a)),
    ops.ASECH: lambda a: -(_reciprocal(a) * _inverse_root(1 - _square(a))),
    ops.ACSCH: lambda a: -(_reciprocal(_square(a)) * _inverse_root(1 + _reciprocal(_square(a)))),
    ops.ABS: lambda a: _g(ops.SIGN, a),
    ops.ERF: lambda a: _g(ops.EXP, -_square(a)) * (2 / arb.pi().sqrt()),
    ops.SIGMOID: lambda a: _g(ops.SIGMOID, a) * _g(ops.SIGMOID, -a),
    ops.SOFTPLUS: lambda a: _g(ops.SIGMOID, a),
}

# Every elementary function on scalars of any kind, by operator.
G: dict[Op, Callable[..., Scalar]] = {op: _lifted(op, slope) for op, slope in _SLOPES.items()}
G |= {
    ops.ADD: lambda a, b: a + b,
    ops.SUB: lambda a, b: a - b,
    ops.MUL: lambda a, b: a * b,
    ops.DIV: divide,
    ops.NEG: lambda a: -a,
    ops.POW: power,
    ops.ROOT: _root,
    ops.LOGB: lambda a, b: divide(_g(ops.LOG, a), _g(ops.LOG, b)),
    ops.SIGN: _constant(ops.SIGN),
    ops.FLOOR: _constant(ops.FLOOR),
    ops.CEILING: _constant(ops.CEILING),
    ops.FRAC: lambda a: a - _g(ops.FLOOR, a) if type(a) is not arb else REAL[ops.FRAC](a),
    ops.MAX: _choose(True),
    ops.MIN: _choose(False),
    ops.GAMMA: _gamma,
    ops.FACTORIAL: lambda a: _gamma(a + 1),
    ops.BINOMIAL: _flat(ops.BINOMIAL),
    ops.KRONECKER: _flat(ops.KRONECKER),
}
