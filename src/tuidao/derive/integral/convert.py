"""Terms into a differential field: the integrand as a fraction of polynomials in its kernels."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import ONE, ZERO, Frac, TooHard, const
from tuidao.derive.integral.units import Restart, Units
from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, free_symbols

_HALF = const(Fraction(1, 2))


def embed(t: Term, x: Sym, field: Field | None = None) -> tuple[Field, Frac]:
    """The field that `t` needs and `t` in it. Raises TooHard, or ZeroDivisionError."""
    units = field.units if field is not None else Units()
    while True:
        field = Field(x, units)
        try:
            f = field.clean(into(field, t))
            return field, f
        except Restart:
            continue


def into(field: Field, t: Term) -> Frac:
    """`t` as an element of the field, which grows as needed. Raises Restart when a unit got finer."""
    match t:
        case Num(value):
            return const(value)
        case Sym():
            if t.index >= 0:
                raise TooHard("a bound variable")
            return field.symbol(t)
        case App(op, args):
            return _application(field, t, op, args)
    raise TooHard("a binder")


def _application(field: Field, t: App, op: Op, args: tuple[Term, ...]) -> Frac:
    if op is ops.ADD:
        return into(field, args[0]) + into(field, args[1])
    if op is ops.SUB:
        return into(field, args[0]) - into(field, args[1])
    if op is ops.MUL:
        return field.clean(into(field, args[0]) * into(field, args[1]))
    if op is ops.DIV:
        return into(field, args[0]) / field.clean(into(field, args[1]))
    if op is ops.NEG:
        return -into(field, args[0])
    if op is ops.E:
        return field.exponential(ONE)
    if op is ops.POW:
        if type(args[0]) is App and args[0].op is ops.E:
            return field.exponential(into(field, args[1]))
        return _power(field, args[0], into(field, args[1]))
    if op is ops.SQRT:
        return field.root(into(field, args[0]), Fraction(1, 2))
    if op is ops.EXP:
        return field.exponential(into(field, args[0]))
    if op.arity == 0:
        if op in (ops.OO, ops.ZOO, ops.UNDEFINED):
            raise TooHard("not a number")
        return field.constant(t)
    inner = [into(field, a) for a in args]
    u = inner[0]
    if op is ops.ROOT and inner[1].rational is not None:
        return field.power(u, ONE / inner[1])
    if op is ops.LOG:
        return field.log(u)
    if op is ops.LOGB:
        return field.log(u) / field.log(inner[1])
    if op in _TRIG:
        return _trig(field, op, u)
    if op in _HYPERBOLIC:
        e = field.exponential(u)
        return _HYPERBOLIC[op](e, ONE / e)
    if op is ops.ABS:
        return field.absolute(u)
    if op is ops.SIGN:
        return field.sign(u)
    if not any(s == field.x for s in free_symbols(t)):
        return field.constant(t)
    if op is ops.SIGMOID:
        return ONE / (ONE + field.exponential(-u))
    if op is ops.SOFTPLUS:
        return field.log(ONE + field.exponential(u))
    if op in _INVERSE:
        return field.function(op.name, u, field.clean(_INVERSE[op](field, u) * field.d(u)))
    raise TooHard(f"{op.name} is not a kernel here")


def _power(field: Field, base: Term, e: Frac) -> Frac:
    n = e.rational
    b = field.clean(into(field, base))
    if n is None and b.is_zero:
        raise TooHard("a power of zero")
    return field.power(b, e)


def _trig(field: Field, op: Op, u: Frac) -> Frac:
    s, c = field.angle(u)
    return field.clean(_TRIG[op](s, c))


def _half_range(field: Field, u: Frac) -> Frac:
    return field.root(u, Fraction(1, 2))


_TRIG: dict[Op, Callable[[Frac, Frac], Frac]] = {
    ops.SIN: lambda s, c: s,
    ops.COS: lambda s, c: c,
    ops.TAN: lambda s, c: s / c,
    ops.COT: lambda s, c: c / s,
    ops.SEC: lambda s, c: ONE / c,
    ops.CSC: lambda s, c: ONE / s,
}
_HYPERBOLIC: dict[Op, Callable[[Frac, Frac], Frac]] = {
    ops.SINH: lambda e, i: (e - i) * _HALF,
    ops.COSH: lambda e, i: (e + i) * _HALF,
    ops.TANH: lambda e, i: (e - i) / (e + i),
    ops.COTH: lambda e, i: (e + i) / (e - i),
    ops.SECH: lambda e, i: const(2) / (e + i),
    ops.CSCH: lambda e, i: const(2) / (e - i),
}
_INVERSE: dict[Op, Callable[[Field, Frac], Frac]] = {
    ops.ASIN: lambda f, u: ONE / _half_range(f, ONE - u * u),
    ops.ACOS: lambda f, u: -ONE / _half_range(f, ONE - u * u),
    ops.ATAN: lambda f, u: ONE / (ONE + u * u),
    ops.ACOT: lambda f, u: -ONE / (ONE + u * u),
    ops.ASEC: lambda f, u: ONE / (f.absolute(u) * _half_range(f, u * u - ONE)),
    ops.ACSC: lambda f, u: -ONE / (f.absolute(u) * _half_range(f, u * u - ONE)),
    ops.ASINH: lambda f, u: ONE / _half_range(f, ONE + u * u),
    ops.ACOSH: lambda f, u: ONE / _half_range(f, u * u - ONE),
    ops.ATANH: lambda f, u: ONE / (ONE - u * u),
    ops.ACOTH: lambda f, u: ONE / (ONE - u * u),
    ops.ASECH: lambda f, u: -ONE / (u * _half_range(f, ONE - u * u)),
    ops.ACSCH: lambda f, u: -ONE / (f.absolute(u) * _half_range(f, ONE + u * u)),
}


def vanishes(field: Field, f: Frac) -> bool:
    """Is f zero in the field?"""
    return f == ZERO or field.clean(f).is_zero
