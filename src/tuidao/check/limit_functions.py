"""The functions of limits by parts: sine, |·|, floor, max, cases, gamma, and the table of all handlers."""

from __future__ import annotations

from collections.abc import Callable

from flint import arb

from tuidao.check.limit_parts import PARTS, Outside, Parts, Stuck, Tends, way_of
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import ZERO, cos, sin
from tuidao.lang.term import App, Num, Term, free_symbols


def _turning(p: Parts, u: Term, f: Callable[[Term], Term], slope: Callable[[Term], Term]) -> Tends:
    """sine and cosine: bounded for a growing argument, monotone or at a peak for a settling one."""
    a = p.of(u)
    if a.infinite or a.bounded:
        return Tends(bounded=True)
    side: int | None = 0
    if a.side != 0:
        s = p.sign_or_none(slope(a.value))
        if s == 0 and a.side is not None:
            s = p.sign_or_none(f(a.value))
            side = -s if s else None
        else:
            side = a.side * s if s and a.side is not None else None
    return Tends(f(a.value), side=side)


def _abs(p: Parts, u: Term) -> Tends:
    a = p.of(u)
    if a.bounded:
        return a
    if a.infinite:
        return Tends(infinite=1)
    s = p.sign_or_none(a.value)
    if s is None:
        return Tends(App(ops.ABS, (a.value,)))
    if s == 0:
        return Tends(ZERO, side=None if a.side is None else abs(a.side))
    return a if s > 0 else p.negative(a)


def _floor(p: Parts, u: Term) -> Tends:
    a = p.of(u)
    if a.infinite:
        return Tends(infinite=a.infinite)
    if a.bounded or free_symbols(a.value):
        raise Stuck
    ball = evaluate(a.value, {}, 256)
    if not isinstance(ball, arb):
        raise Stuck
    if not ball.contains_integer():
        low = ball.floor().unique_fmpz()
        if low is None:
            raise Stuck
        return Tends(Num(int(low)), side=0)
    nearest = (ball + arb(1) / 2).floor().unique_fmpz()
    if nearest is None or p.sign(a.value - Num(int(nearest))) != 0 or a.side is None:
        raise Stuck
    return Tends(Num(int(nearest) - (1 if a.side < 0 else 0)), side=0)


def _extreme(way: int) -> Callable[..., Tends]:
    def handler(p: Parts, *args: Term) -> Tends:
        best = p.of(args[0])
        for u in args[1:]:
            other = p.of(u)
            difference = p.add(other, p.negative(best))
            if not difference.infinite and not difference.bounded and p.is_zero(difference):
                best = Tends(best.value, side=best.side if best.side == other.side else None)
            elif way_of(p, difference) == way:
                best = other
        return best

    return handler


def holds(p: Parts, condition: Term) -> bool:
    """Is the condition true near the point? Raises Stuck."""
    if type(condition) is not App:
        raise Stuck
    op, args = condition.op, condition.args
    if op in (ops.TRUE, ops.FALSE):
        return op is ops.TRUE
    if op is ops.AND:
        return all(holds(p, a) for a in args)
    if op is ops.OR:
        return any(holds(p, a) for a in args)
    if op is ops.NOT:
        return not holds(p, args[0])
    if op not in ops.RELATIONS:
        raise Stuck
    s = way_of(p, p.add(p.of(args[0]), p.negative(p.of(args[1]))))
    return {
        ops.EQ: s == 0,
        ops.NE: s != 0,
        ops.LT: s < 0,
        ops.LE: s <= 0,
        ops.GT: s > 0,
        ops.GE: s >= 0,
    }[op]


def _piecewise(p: Parts, *args: Term) -> Tends:
    for value, condition in zip(args[::2], args[1::2], strict=True):
        if holds(p, condition):
            return p.of(value)
    raise Outside


def _gamma(shift: int) -> Callable[..., Tends]:
    def handler(p: Parts, u: Term) -> Tends:
        a = p.of(u)
        if a.infinite > 0:
            return Tends(infinite=1)
        if a.infinite or a.bounded or p.sign(a.value + shift) <= 0:
            raise Stuck
        return Tends(App(ops.FACTORIAL if shift else ops.GAMMA, (a.value,)))

    return handler


PARTS.update(
    {
        ops.ADD: lambda p, a, b: p.add(p.of(a), p.of(b)),
        ops.SUB: lambda p, a, b: p.add(p.of(a), p.negative(p.of(b))),
        ops.NEG: lambda p, a: p.negative(p.of(a)),
        ops.MUL: lambda p, a, b: p.times(p.of(a), p.of(b)),
        ops.DIV: lambda p, a, b: p.times(p.of(a), p.inverse(p.of(b))),
        ops.POW: lambda p, a, b: p.power(p.of(a), p.of(b)),
        ops.SIN: lambda p, u: _turning(p, u, sin, cos),
        ops.COS: lambda p, u: _turning(p, u, cos, lambda v: -sin(v)),
        ops.ABS: _abs,
        ops.SIGN: lambda p, u: Tends(Num(way_of(p, p.of(u))), side=0),
        ops.FLOOR: _floor,
        ops.MAX: _extreme(1),
        ops.MIN: _extreme(-1),
        ops.PIECEWISE: _piecewise,
        ops.FACTORIAL: _gamma(1),
        ops.GAMMA: _gamma(0),
    }
)
