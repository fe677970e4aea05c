"""A quick numerical guard: an antiderivative is differentiated back at points before it is handed out."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import flint
from flint import arb

from tuidao.derive.integral.frac import Frac, TooHard
from tuidao.lang import op as ops
from tuidao.lang.build import rational
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, free_symbols

if TYPE_CHECKING:
    from tuidao.derive.integral.field import Field

PREC = 160
NEGATIVE: ContextVar[frozenset[str]] = ContextVar("NEGATIVE", default=frozenset())
Dual = tuple[Any, Any]  # value and derivative, arbs


class NoValue(Exception):
    """The term has no real value at the point, or none that can be told."""


def _real(x: Any) -> Any:
    if not x.is_finite():
        raise NoValue
    return x


def _positive(x: Any) -> Any:
    if not x > 0:
        raise NoValue
    return x


_ONE, _HALF, _ZERO = arb(1), arb(1) / 2, arb(0)


def _unit(u: Any) -> Any:
    return _positive(_ONE - u * u)


# value and derivative of each function
_FUNCTIONS: dict[Op, Callable[[Any], tuple[Any, Any]]] = {
    ops.EXP: lambda u: (u.exp(), u.exp()),
    ops.LOG: lambda u: (_positive(u).log(), _ONE / u),
    ops.SQRT: lambda u: (_positive(u).sqrt(), _HALF / u.sqrt()),
    ops.SIN: lambda u: (u.sin(), u.cos()),
    ops.COS: lambda u: (u.cos(), -u.sin()),
    ops.TAN: lambda u: (u.tan(), _ONE + u.tan() ** 2),
    ops.COT: lambda u: (u.cot(), -_ONE - u.cot() ** 2),
    ops.SEC: lambda u: (u.sec(), u.sec() * u.tan()),
    ops.CSC: lambda u: (u.csc(), -u.csc() * u.cot()),
    ops.ASIN: lambda u: (u.asin(), _ONE / _unit(u).sqrt()),
    ops.ACOS: lambda u: (u.acos(), -_ONE / _unit(u).sqrt()),
    ops.ATAN: lambda u: (u.atan(), _ONE / (_ONE + u * u)),
    ops.ACOT: lambda u: ((_ONE / u).atan(), -_ONE / (_ONE + u * u)),
    ops.ASEC: lambda u: ((_ONE / u).acos(), _ONE / (abs(u) * _positive(u * u - 1).sqrt())),
    ops.ACSC: lambda u: ((_ONE / u).asin(), -_ONE / (abs(u) * _positive(u * u - 1).sqrt())),
    ops.SINH: lambda u: (u.sinh(), u.cosh()),
    ops.COSH: lambda u: (u.cosh(), u.sinh()),
    ops.TANH: lambda u: (u.tanh(), _ONE - u.tanh() ** 2),
    ops.COTH: lambda u: (u.coth(), _ONE - u.coth() ** 2),
    ops.SECH: lambda u: (u.sech(), -u.sech() * u.tanh()),
    ops.CSCH: lambda u: (u.csch(), -u.csch() * u.coth()),
    ops.ASINH: lambda u: (u.asinh(), _ONE / (_ONE + u * u).sqrt()),
    ops.ACOSH: lambda u: (_positive(u - 1 + _ONE).acosh(), _ONE / _positive(u * u - 1).sqrt()),
    ops.ATANH: lambda u: (u.atanh(), _ONE / _unit(u)),
    ops.ACOTH: lambda u: ((_ONE / u).atanh(), _ONE / (_ONE - u * u)),
    ops.ASECH: lambda u: (
        (_ONE / _positive(u)).acosh(),
        -_ONE / (u * _unit(u).sqrt()),
    ),
    ops.ACSCH: lambda u: ((_ONE / u).asinh(), -_ONE / (abs(u) * (_ONE + u * u).sqrt())),
    ops.ERF: lambda u: (u.erf(), 2 * (-u * u).exp() / arb.pi().sqrt()),
    ops.SIGMOID: lambda u: (
        _ONE / (_ONE + (-u).exp()),
        _ONE / ((_ONE + (-u).exp()) * (_ONE + u.exp())),
    ),
    ops.SOFTPLUS: lambda u: ((_ONE + u.exp()).log(), _ONE / (_ONE + (-u).exp())),
    ops.GAMMA: lambda u: (u.gamma(), u.gamma() * u.digamma()),
    ops.FACTORIAL: lambda u: ((u + 1).gamma(), (u + 1).gamma() * (u + 1).digamma()),
}
# values at the ends of the domain, where there is no derivative
_AT_ENDS: dict[Op, Callable[[Any], Any]] = {
    ops.SQRT: lambda u: u.sqrt(),
    ops.ASIN: lambda u: u.asin(),
    ops.ACOS: lambda u: u.acos(),
    ops.ACOSH: lambda u: u.acosh(),
    ops.ASEC: lambda u: (_ONE / u).acos(),
    ops.ACSC: lambda u: (_ONE / u).asin(),
}
_CONSTANTS: dict[Op, Callable[[], Any]] = {
    ops.PI: arb.pi,
    ops.E: lambda: arb(1).exp(),
    ops.EULER_GAMMA: arb.const_euler,
}


def dual(t: Term, x: Sym, values: Mapping[Sym, Any]) -> Dual:
    """Value and derivative by x at a point, in ball arithmetic. Raises NoValue."""
    match t:
        case Num(value):
            return arb(value.numerator) / value.denominator, _ZERO
        case Sym():
            if t not in values:
                raise NoValue
            return values[t], _ONE if t == x else _ZERO
        case App(op, args):
            return _apply(op, args, x, values)
    raise NoValue


def _apply(op: Op, args: tuple[Term, ...], x: Sym, values: Mapping[Sym, Any]) -> Dual:
    if op in _CONSTANTS:
        return _CONSTANTS[op](), _ZERO
    if op is ops.PIECEWISE:
        for value, condition in zip(args[::2], args[1::2], strict=True):
            if holds(condition, x, values):
                return dual(value, x, values)
        raise NoValue
    if not args:
        raise NoValue
    u, du = dual(args[0], x, values)
    if len(args) == 1:
        if op is ops.NEG:
            return -u, -du
        if op is ops.ABS:
            return (u, du) if u > 0 else (-u, -du) if u < 0 else _refuse()
        if op is ops.SIGN:
            return (_ONE, _ZERO) if u > 0 else (-_ONE, _ZERO) if u < 0 else _refuse()
        if op in (ops.FLOOR, ops.CEILING, ops.FRAC):
            low = u.floor()
            if not (u > low and low.is_integer()):
                raise NoValue
            if op is ops.FRAC:
                return u - low, du
            return (low if op is ops.FLOOR else low + 1), _ZERO
        if op not in _FUNCTIONS:
            raise NoValue
        if du == 0 and op in _AT_ENDS:
            return _real(_AT_ENDS[op](u)), _ZERO
        v, slope = _FUNCTIONS[op](u)
        return _real(v), (_ZERO if du == 0 else _real(slope) * du)
    if len(args) == 2:
        v, dv = dual(args[1], x, values)
        if op is ops.ADD:
            return u + v, du + dv
        if op is ops.SUB:
            return u - v, du - dv
        if op is ops.MUL:
            return u * v, du * v + u * dv
        if op is ops.DIV:
            return _real(u / v), (du * v - u * dv) / (v * v)
        if op is ops.POW:
            return _power(args[1], u, du, v, dv)
        if op is ops.ROOT:
            return _power(App(ops.DIV, (Num(1), args[1])), u, du, 1 / v, _ZERO)
        if op is ops.LOGB:
            top, bottom = _positive(u).log(), _positive(v).log()
            return top / bottom, (du / u * bottom - top * dv / v) / bottom**2
    if op in (ops.MAX, ops.MIN):
        pairs = [dual(a, x, values) for a in args]
        best = pairs[0]
        for pair in pairs[1:]:
            if op is ops.MAX and pair[0] > best[0] or op is ops.MIN and pair[0] < best[0]:
                best = pair
        return best
    raise NoValue


def _refuse() -> Dual:
    raise NoValue


def _power(exponent: Term, u: Any, du: Any, v: Any, dv: Any) -> Dual:
    q = rational(exponent)
    if q is not None:
        if abs(q) > 10**5:
            raise NoValue
        if q.denominator == 1:
            n = int(q)
            return _real(u**n), (_ZERO if n == 0 else n * u ** (n - 1) * du)
        if q.denominator % 2 and u < 0:
            w = (-u) ** v
            w = -w if q.numerator % 2 else w
            return _real(w), v * w / u * du
        if du == 0 and q > 0 and u == 0:
            return _ZERO, _ZERO
        w = _positive(u) ** v
        return _real(w), v * w / u * du
    w = _positive(u) ** v
    return _real(w), w * (dv * u.log() + v * du / u)


_COMPARE: dict[Op, Callable[[Any, Any], tuple[bool, bool]]] = {
    ops.LT: lambda a, b: (a < b, a >= b),
    ops.LE: lambda a, b: (a <= b, a > b),
    ops.GT: lambda a, b: (a > b, a <= b),
    ops.GE: lambda a, b: (a >= b, a < b),
    ops.EQ: lambda a, b: (False, a != b),
    ops.NE: lambda a, b: (a != b, False),
}


def holds(t: Term, x: Sym, values: Mapping[Sym, Any]) -> bool:
    """Does a condition hold at the point? Raises NoValue where that cannot be told."""
    if type(t) is App:
        if t.op is ops.TRUE:
            return True
        if t.op is ops.FALSE:
            return False
        if t.op is ops.AND:
            return all(holds(a, x, values) for a in t.args)
        if t.op is ops.OR:
            return any(holds(a, x, values) for a in t.args)
        if t.op is ops.NOT:
            return not holds(t.args[0], x, values)
        if t.op in _COMPARE:
            a, b = dual(t.args[0], x, values)[0], dual(t.args[1], x, values)[0]
            yes, no = _COMPARE[t.op](a, b)
            if yes or no:
                return yes
    raise NoValue


_SPANS = ((0.05, 0.95), (-0.95, -0.05), (1.05, 3.5), (-3.5, -1.05), (3.5, 9.0), (-8.0, -3.0))


def points(names: list[Sym], x: Sym, count: int) -> list[dict[Sym, Any]]:
    """Sample points: each span for x in turn, parameters mostly positive."""
    rng = random.Random(f"{x.name}{len(names)}")
    out = []
    for k in range(count):
        point: dict[Sym, Any] = {}
        for name in names:
            if name == x:
                low, high = _SPANS[k % len(_SPANS)]
            else:
                low, high = (0.2, 4.0) if k % 3 else (-3.0, 3.0)
                if name.name in NEGATIVE.get():
                    low, high = -4.0, -0.2
            point[name] = arb(int(rng.uniform(low, high) * 2**30)) / 2**30
        out.append(point)
    return out


def confirms(
    answer: Term, integrand: Term, x: Sym, *, count: int = 42, needed: int = 3
) -> bool | None:
    """True: the derivative agrees at `needed` points or more and nowhere fails; False: it fails; None: too few points.

    Points at which the integrand has a value and the answer has none do not count against it unless all are such.
    """
    names = sorted(free_symbols(answer) | free_symbols(integrand) | {x}, key=lambda s: s.name)
    saved, met, missed = flint.ctx.prec, 0, 0
    flint.ctx.prec = PREC
    try:
        for point in points(names, x, count):
            try:
                f = dual(integrand, x, point)[0]
            except (NoValue, ZeroDivisionError, RecursionError):
                continue
            try:
                slope = dual(answer, x, point)[1]
            except (NoValue, ZeroDivisionError):
                missed += 1
                continue
            if not (slope.is_finite() and f.is_finite()):
                continue
            if not (slope - f).contains(0) and abs(slope - f) > arb(1) / 10**9 * (1 + abs(f)):
                return False
            if float((slope - f).rad()) > 1e-6 * (1 + abs(float(f.mid()))):
                continue
            met += 1
            if met >= 14:
                return True
    finally:
        flint.ctx.prec = saved
    return True if met >= needed else None


def sample(field: Field, f: Frac) -> float | None:
    """The value of a constant of the field at sample values of its parameters."""
    from tuidao.derive.integral.write import write

    r = f.rational
    if r is not None:
        return float(r)
    t = write(field, f)
    names = sorted(free_symbols(t), key=lambda s: s.name)
    values: dict[Sym, Any] = {}
    for k, name in enumerate(names):
        v = arb(7 * k * k + 13 * k + 11) / 10
        values[name] = -v if name.name in NEGATIVE.get() else v
    try:
        v = dual(t, Sym("#"), values)[0]
    except (NoValue, TooHard):
        return None
    return float(v.mid())
