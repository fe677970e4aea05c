"""Complex functions on balls for quadrature: analytic on the whole box, or a ball without a value."""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb, fmpz

from tuidao.lang import op as ops
from tuidao.lang.ball_real import Unknown, fixed_integer
from tuidao.lang.op import Op

_ONE = acb(1)


def divide(z: acb, w: acb) -> acb:
    """z/w; w must not meet 0."""
    if w.contains(0):
        raise Unknown
    return z / w


def log(z: acb) -> acb:
    """log off the cut (−∞, 0]."""
    return z.log(analytic=True)


def sqrt(z: acb) -> acb:
    """√ off the cut."""
    return z.sqrt(analytic=True)


def _cut_outside(z: acb) -> acb:
    """z, for a box off the cuts of asin, acos and atanh: real parts within (−1, 1)."""
    re = z.real
    if -1 < re and re < 1:
        return z
    raise Unknown


def acosh(z: acb) -> acb:
    """arcosh right of its cut."""
    if z.real > 1:
        return z.acosh()
    raise Unknown


def atan(z: acb) -> acb:
    """arctan off its cuts on the imaginary axis."""
    im = z.imag
    if (-1 < im and im < 1) or not z.real.contains(0):
        return z.atan()
    raise Unknown


def asinh(z: acb) -> acb:
    """arsinh off its cuts on the imaginary axis."""
    im = z.imag
    if (-1 < im and im < 1) or not z.real.contains(0):
        return z.asinh()
    raise Unknown


def absolute(z: acb) -> acb:
    """The analytic function that is |x| on the real line on one side of 0."""
    return z * sign(z)


def sign(z: acb) -> arb:
    """The sign of the real part, where it is constant."""
    if z.real > 0:
        return arb(1)
    if z.real < 0:
        return arb(-1)
    raise Unknown


def floor(z: acb) -> arb:
    """The floor of the real part, where it is constant."""
    whole = z.real.floor()
    if whole.is_exact() and not z.real.contains_integer():
        return whole
    raise Unknown


def larger(z: acb, w: acb) -> acb:
    """The one with the larger real part, the same all over the box."""
    return z if sign(acb(z - w)) > 0 else w


def smaller(z: acb, w: acb) -> acb:
    """The one with the smaller real part, the same all over the box."""
    return w if sign(acb(z - w)) > 0 else z


def _fold(pick: Callable[[acb, acb], acb]) -> Callable[..., acb]:
    def over(*args: acb) -> acb:
        found = args[0]
        for a in args[1:]:
            found = pick(found, a)
        return found

    return over


def int_power(z: acb, n: int) -> acb:
    """z to an integer power."""
    if n >= 0:
        return z ** fmpz(n) if n else _ONE
    return divide(_ONE, z ** fmpz(-n))


def rational_power(z: acb, p: int, q: int) -> acb:
    """z to p/q; left of 0 (odd q) the continuation of the real power."""
    if z.real > 0 or q % 2 == 0:
        return (log(z) * p / q).exp()
    if z.real < 0:
        found = (log(-z) * p / q).exp()
        return -found if p % 2 else found
    raise Unknown


def power(z: acb, w: acb) -> acb:
    """z to the w, off the cut of the logarithm unless w is a fixed integer."""
    if w.imag.is_zero():
        n = fixed_integer(w.real)
        if n is not None:
            return int_power(z, n)
    return (w * log(z)).exp()


def _root(z: acb, n: acb) -> acb:
    q = fixed_integer(n.real)
    if q is None or q < 1:
        raise Unknown
    return z if q == 1 else rational_power(z, 1, q)


def _never(*args: acb) -> acb:
    raise Unknown


def _inverse(z: acb) -> acb:
    return divide(_ONE, z)


COMPLEX: dict[Op, Callable[..., acb | arb]] = {
    ops.ADD: lambda z, w: z + w,
    ops.SUB: lambda z, w: z - w,
    ops.MUL: lambda z, w: z * w,
    ops.DIV: divide,
    ops.NEG: lambda z: -z,
    ops.POW: power,
    ops.SQRT: sqrt,
    ops.ROOT: _root,
    ops.EXP: lambda z: z.exp(),
    ops.LOG: log,
    ops.LOGB: lambda z, b: divide(log(z), log(b)),
    ops.SIN: lambda z: z.sin(),
    ops.COS: lambda z: z.cos(),
    ops.TAN: lambda z: z.tan(),
    ops.COT: lambda z: z.cot(),
    ops.SEC: lambda z: z.sec(),
    ops.CSC: lambda z: z.csc(),
    ops.ASIN: lambda z: _cut_outside(z).asin(),
    ops.ACOS: lambda z: _cut_outside(z).acos(),
    ops.ATAN: atan,
    ops.ACOT: lambda z: atan(_inverse(z)),
    ops.ASEC: lambda z: _cut_outside(_inverse(z)).acos(),
    ops.ACSC: lambda z: _cut_outside(_inverse(z)).asin(),
    ops.SINH: lambda z: z.sinh(),
    ops.COSH: lambda z: z.cosh(),
    ops.TANH: lambda z: z.tanh(),
    ops.COTH: lambda z: z.coth(),
    ops.SECH: lambda z: z.sech(),
    ops.CSCH: lambda z: z.csch(),
    ops.ASINH: asinh,
    ops.ACOSH: acosh,
    ops.ATANH: lambda z: _cut_outside(z).atanh(),
    ops.ACOTH: lambda z: _cut_outside(_inverse(z)).atanh(),
    ops.ASECH: lambda z: acosh(_inverse(z)),
    ops.ACSCH: lambda z: asinh(_inverse(z)),
    ops.ABS: absolute,
    ops.SIGN: sign,
    ops.FLOOR: floor,
    ops.CEILING: lambda z: floor(z) + 1,
    ops.FRAC: lambda z: z - floor(z),
    ops.MAX: _fold(larger),
    ops.MIN: _fold(smaller),
    ops.FACTORIAL: lambda z: (z + 1).gamma(),
    ops.GAMMA: lambda z: z.gamma(),
    ops.BINOMIAL: _never,
    ops.ERF: lambda z: z.erf(),
    ops.SIGMOID: lambda z: _inverse(1 + (-z).exp()),
    ops.SOFTPLUS: lambda z: log(1 + z.exp()),
    ops.KRONECKER: _never,
}
