"""Statements that fail on a thin set only: at a seam, a corner, an edge, or where two sides meet.

Another arithmetic, exact fractions written here, finds a point at which what is given holds and the statement fails; it
tries the seams themselves. The statement is then false, however many other points it holds at.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from fractions import Fraction
from itertools import product

from benchmarks.soundness_calculus import Broken
from tuidao.lang import op as ops
from tuidao.lang.build import abs_, apply, ge, gt, le, lt, true
from tuidao.lang.term import App, Num, Sym, Term, children, free_symbols, rebuild

x, y = Sym("x"), Sym("y")
_TINY = Fraction(1, 10**6)
_POINTS = (
    *(Fraction(n, 2) for n in range(-7, 8)),
    *(Fraction(n, 3) for n in range(-4, 5)),
    *(1 + _TINY, 1 - _TINY, _TINY, -_TINY, Fraction(7, 5), Fraction(-9, 4), Fraction(50)),
)

# ---------------------------------------------------------------- drawing


def _relation(draw: random.Random) -> Term:
    a = draw.choice((x, y, x + y, x - y, 2 * x, x**2))
    b: Term = draw.choice((Num(0), Num(1), Num(-1), y, Num(Fraction(1, 2)), Num(2)))
    return draw.choice((lt, le, gt, ge))(a, b)


def _expression(draw: random.Random, depth: int) -> Term:
    if depth <= 0:
        return draw.choice((x, y, x, Num(1), Num(2), Num(0), Num(-1), Num(Fraction(1, 2))))
    a, b = _expression(draw, depth - 1), _expression(draw, depth - 1)
    return draw.choice(
        (
            a + b,
            a - b,
            a * b,
            a**2,
            abs_(a),
            apply(ops.MAX, a, b),
            apply(ops.MIN, a, b),
            apply(ops.FLOOR, a),
            apply(ops.CEILING, a),
            apply(ops.SIGN, a),
            apply(ops.INDICATOR, _relation(draw)),
            App(ops.PIECEWISE, (a, _relation(draw), b, true)),
            a / (1 + x**2),
            a / (x - 1),
        )
    )


_NEARLY = {
    ops.LT: ops.LE,
    ops.LE: ops.LT,
    ops.GT: ops.GE,
    ops.GE: ops.GT,
    ops.MAX: ops.MIN,
    ops.FLOOR: ops.CEILING,
}


def _almost(t: Term, draw: random.Random) -> Term:
    """`t` with some of the relations, maxima and floors in it changed for what is nearly the same."""
    if type(t) is App and t.op in _NEARLY and draw.randrange(2):
        return App(_NEARLY[t.op], tuple(_almost(a, draw) for a in t.args))
    parts = children(t)
    return rebuild(t, tuple(_almost(p, draw) for p in parts)) if parts else t


def seam_broken(draw: random.Random) -> Broken | None:
    """A relation that fails at one of a few special points at least; None where it does not."""
    left = _expression(draw, draw.randint(1, 3))
    right = _almost(left, draw) if draw.randrange(3) else _expression(draw, draw.randint(0, 2))
    claim = apply(draw.choice((ops.EQ, ops.LT, ops.LE, ops.GT, ops.GE, ops.NE)), left, right)
    given = tuple(_relation(draw) for _ in range(draw.choice((0, 0, 1, 1, 2))))
    if not free_symbols(claim) or any(not free_symbols(g) for g in given):
        return None
    for u, v in product(_POINTS, _POINTS if y in free_symbols(claim) else _POINTS[::5]):
        at = {x: u, y: v}
        try:
            if all(_holds(g, at) for g in given) and not _holds(claim, at):
                return Broken(claim, given)
        except ZeroDivisionError:
            continue
    return None


# ---------------------------------------------------------------- exact values

_VALUES: dict[ops.Op, Callable[..., Fraction]] = {
    ops.ADD: lambda a, b: a + b,
    ops.SUB: lambda a, b: a - b,
    ops.MUL: lambda a, b: a * b,
    ops.DIV: lambda a, b: a / b,
    ops.NEG: lambda a: -a,
    ops.POW: lambda a, b: a ** int(b),
    ops.ABS: abs,
    ops.MAX: max,
    ops.MIN: min,
    ops.FLOOR: lambda a: Fraction(math.floor(a)),
    ops.CEILING: lambda a: Fraction(math.ceil(a)),
    ops.SIGN: lambda a: Fraction((a > 0) - (a < 0)),
}
_TRUTHS: dict[ops.Op, Callable[[Fraction, Fraction], bool]] = {
    ops.EQ: lambda a, b: a == b,
    ops.NE: lambda a, b: a != b,
    ops.LT: lambda a, b: a < b,
    ops.LE: lambda a, b: a <= b,
    ops.GT: lambda a, b: a > b,
    ops.GE: lambda a, b: a >= b,
}


def _holds(t: Term, at: dict[Sym, Fraction]) -> bool:
    assert type(t) is App
    if t.op is ops.TRUE:
        return True
    a, b = (_value(s, at) for s in t.args)
    return _TRUTHS[t.op](a, b)


def _value(t: Term, at: dict[Sym, Fraction]) -> Fraction:
    """The exact value; raises ZeroDivisionError where there is none."""
    if type(t) is Num:
        return t.value
    if type(t) is Sym:
        return at[t]
    assert type(t) is App
    if t.op is ops.INDICATOR:
        return Fraction(_holds(t.args[0], at))
    if t.op is ops.PIECEWISE:
        pairs = zip(t.args[::2], t.args[1::2], strict=True)
        return _value(next(value for value, case in pairs if _holds(case, at)), at)
    return _VALUES[t.op](*(_value(a, at) for a in t.args))
