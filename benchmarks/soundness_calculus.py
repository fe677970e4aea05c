"""Damaged integrals, bounds and statements of shape, put to the checker: kinds of `benchmarks.soundness`.

Each kind draws a claim about random functions that another library's numbers show to be false by a wide margin: a value
of an integral that is off, a bound below a value that the function takes, a slope whose sign is wrong somewhere.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath

from benchmarks.soundness import certainly_differ, damaged, numeric
from tuidao.lang.build import (
    ABOVE,
    D,
    abs_,
    antiderivative,
    atan,
    closed,
    cos,
    eq,
    exp,
    forall,
    ge,
    gt,
    integral,
    le,
    lim,
    log,
    lt,
    minus_oo,
    oo,
    opened,
    pi,
    sin,
    sinh,
    sqrt,
    tan,
)
from tuidao.lang.term import Num, Sym, Term, substitute

x, y, t, C = (Sym(s) for s in "xytC")
_mp = mpmath.mp.clone()
_mp.dps = 30
MARGIN = Fraction(1, 50)  # of the spread of the values: how far a false bound misses


@dataclass(frozen=True, slots=True)
class Broken:
    """A statement that is certainly false where the given ones hold."""

    claim: Term
    given: tuple[Term, ...] = ()


Draw = Callable[[random.Random], "Broken | None"]


# ---------------------------------------------------------------- functions


def primitive(draw: random.Random) -> Term:
    """A random elementary function that is smooth for all x."""
    m, p, q = Num(draw.randint(2, 5)), Num(draw.randint(1, 4)), Num(draw.randint(1, 4))
    u = draw.choice((x, p * x, x + q, p * x - q, x**2))
    outer: tuple[Callable[[], Term], ...] = (
        lambda: u**m,
        lambda: sin(u),
        lambda: cos(u),
        lambda: exp(u) if u != x**2 else exp(-(x**2)),
        lambda: log(q + x**2),
        lambda: atan(u),
        lambda: sqrt(q + x**2),
        lambda: 1 / (q + x**2),
        lambda: sinh(x) + p * x,
        lambda: sin(x) / (2 + cos(x)),
    )
    f = draw.choice(outer)()
    again = draw.randrange(3)
    if again == 0:
        return f
    g = draw.choice(outer)()
    return p * f + g / q if again == 1 else f * draw.choice((x, x + q, sin(x), exp(-x)))


def at(f: Term, value: Any) -> Any:
    """f(value) by the other library; raises where it has none."""
    return numeric(f, {x: _mp.mpf(value)})


def values(f: Term, a: Fraction, b: Fraction, count: int = 60) -> list[Any]:
    """Values at points of [a, b]; empty where some point has none, or none that is real."""
    try:
        found = [
            at(
                f,
                _mp.mpf(a.numerator) / a.denominator
                + k * (_mp.mpf((b - a).numerator) / (b - a).denominator) / count,
            )
            for k in range(count + 1)
        ]
    except (ZeroDivisionError, ValueError, OverflowError, KeyError):  # KeyError: y came in
        return []
    return found if all(_mp.im(v) == 0 and abs(v) < 10**12 for v in found) else []


def span(draw: random.Random) -> tuple[Fraction, Fraction]:
    """An interval with simple ends."""
    a = Fraction(draw.randint(-8, 6), draw.choice((1, 2, 4)))
    return a, a + Fraction(draw.randint(1, 12), draw.choice((1, 2, 3)))


def rational(value: Any) -> Num:
    """A number near the value, as a fraction."""
    return Num(Fraction(int(_mp.nint(value * 1000)), 1000))


# ---------------------------------------------------------------- integrals


def antiderivative_off(draw: random.Random) -> Broken | None:
    """∫ F′ = (F, damaged) + C, the damage more than a constant."""
    f = primitive(draw)
    other = damaged(f, draw)
    apart = [values(g, Fraction(1, 7), Fraction(17, 7), 6) for g in (f, other)]
    if not all(apart):
        return None
    gaps = [v - u for u, v in zip(*apart, strict=True)]
    if max(gaps) - min(gaps) < 1e-6:
        return None
    return Broken(eq(antiderivative(D(f, x), x), other + C))


def definite_off(draw: random.Random) -> Broken | None:
    """∫ₐᵇ F′ = F(b) − F(a), damaged."""
    f = primitive(draw)
    a, b = span(draw)
    if not values(f, a, b, 8):
        return None
    right = substitute(f, {x: Num(b)}) - substitute(f, {x: Num(a)})
    other = damaged(right, draw)
    if not certainly_differ(right, other, draw):
        return None
    return Broken(eq(integral(D(f, x), x, Num(a), Num(b)), other))


def slope_of_integral_off(draw: random.Random) -> Broken | None:
    """d/dx of an integral with a variable limit, damaged."""
    f = primitive(draw)
    g = draw.choice((x, x**2, sin(x), 2 * x + 1, exp(x)))
    slope = {x: Num(1), x**2: 2 * x, sin(x): cos(x), 2 * x + 1: Num(2), exp(x): exp(x)}[g]
    right = substitute(f, {x: g}) * slope
    other = damaged(right, draw)
    if not certainly_differ(right, other, draw):
        return None
    return Broken(eq(D(integral(substitute(f, {x: t}), t, 0, g), x), other))


def improper_off(draw: random.Random) -> Broken | None:
    """An improper integral with a wrong value, or a divergent one with any value."""
    p, m = Num(draw.randint(1, 6)), draw.randint(2, 6)
    wrong = Num(Fraction(draw.randint(-9, 9), draw.randint(1, 4)))
    convergent: tuple[tuple[Term, Term], ...] = (
        (integral(exp(-p * x), x, 0, oo), 1 / p),
        (integral(x * exp(-p * x), x, 0, oo), 1 / p**2),
        (integral(1 / x ** Num(m), x, 1, oo), 1 / Num(m - 1)),
        (integral(p / sqrt(x), x, 0, 1), 2 * p),
        (integral(log(x), x, 0, 1), Num(-1) * 1),
        (integral(p / (1 + x**2), x, minus_oo, oo), p * pi),
        (integral(1 / (p + x**2), x, 0, oo), pi / (2 * sqrt(p))),
        (integral(exp(-(x**2)), x, minus_oo, oo), sqrt(pi)),
        (integral(x * exp(-(x**2)), x, 0, oo), Num(1) / 2),
        (integral(1 / sqrt(1 - x**2), x, 0, 1), pi / 2),
        (integral(1 / (x * (x + 1)), x, 1, oo), log(2)),
        (integral(exp(-x) * sin(p * x), x, 0, oo), p / (1 + p**2)),
    )
    divergent: tuple[Term, ...] = (
        integral(1 / x, x, -1, p),
        integral(1 / x**2, x, Num(-1), p),
        integral(1 / x, x, 1, oo),
        integral(p / x, x, 0, 1),
        integral(cos(p * x), x, 0, oo),
        integral(x**2, x, minus_oo, oo),
        integral(x, x, minus_oo, oo),
        integral(tan(x), x, 0, pi),
        integral(1 / (x - p), x, 0, p + 1),
        integral(1 / (x**2 - p), x, 0, oo),
        integral(1 / sqrt(x), x, p, oo),
        integral(x / (1 + x**2), x, minus_oo, oo),
        integral(1 / sin(x), x, Num(-1), Num(1)),
    )
    if draw.randrange(3) == 0:
        return Broken(eq(draw.choice(divergent), wrong))
    left, right = draw.choice(convergent)
    other = draw.choice((wrong, damaged(right, draw)))
    if not certainly_differ(right, other, draw):
        return None
    return Broken(eq(left, other))


# ---------------------------------------------------------------- bounds


def bound_broken(draw: random.Random) -> Broken | None:
    """f ≤ c (or f < c, f ≥ c, |f − polynomial| ≤ c) on an interval on which f goes beyond c."""
    a, b = span(draw)
    f = primitive(draw)
    found = values(f, a, b)
    if not found or max(found) - min(found) < 1e-3:
        return None
    spread = max(found) - min(found)
    given = (ge(x, Num(a)), le(x, Num(b)))
    margin = spread * MARGIN.numerator / MARGIN.denominator
    kind = draw.randrange(4)
    if kind == 0:
        return Broken(draw.choice((le, lt))(f, rational(max(found) - margin - 0.001)), given)
    if kind == 1:
        return Broken(draw.choice((ge, gt))(f, rational(min(found) + margin + 0.001)), given)
    top = max(abs(v) for v in found)
    if kind == 2 and top > 0.05:
        return Broken(le(abs_(f), rational(top * _mp.mpf("0.97") - 0.001)), given)
    where = closed(Num(a), Num(b))
    return Broken(forall(x, where, le(f, rational(max(found) - margin - 0.001))))


def remainder_broken(draw: random.Random) -> Broken | None:
    """|f − Taylor polynomial| ≤ c on [0, b] or [−b, b] with c below the largest difference."""
    series: tuple[tuple[Term, list[Term]], ...] = (
        (sin(x), [x, x - x**3 / 6, x - x**3 / 6 + x**5 / 120]),
        (cos(x), [Num(1), 1 - x**2 / 2, 1 - x**2 / 2 + x**4 / 24]),
        (exp(x), [1 + x, 1 + x + x**2 / 2, 1 + x + x**2 / 2 + x**3 / 6]),
        (log(1 + x), [x, x - x**2 / 2, x - x**2 / 2 + x**3 / 3]),
        (sqrt(1 + x), [1 + x / 2, 1 + x / 2 - x**2 / 8]),
        (1 / (1 + x), [1 - x, 1 - x + x**2]),
        (atan(x), [x, x - x**3 / 3]),
    )
    f, polynomials = draw.choice(series)
    p = draw.choice(polynomials)
    b = Fraction(draw.randint(1, 8), draw.choice((2, 4)))
    a = draw.choice((Fraction(0), -min(b, Fraction(3, 4))))
    gaps = values(f - p, a, b)
    if not gaps:
        return None
    top = max(abs(g) for g in gaps)
    limit = Fraction(int(_mp.floor(top * _mp.mpf("0.98") * 10**9)), 10**9)
    if limit <= 0:
        return None
    given = (ge(x, Num(a)), le(x, Num(b)))
    if draw.randrange(3) == 0:  # the polynomial claimed to bound f from the wrong side
        above = gaps[-1] > 0
        return Broken(le(f, p) if above else le(p, f), given)
    return Broken(le(abs_(f - p), Num(limit)), given)


def enclosure_broken(draw: random.Random) -> Broken | None:
    """An integral claimed to be at most (at least) a number that it exceeds (stays below)."""
    f = primitive(draw)
    a, b = span(draw)
    if not values(f, a, b, 20):
        return None
    ends = [at(f, _mp.mpf(e.numerator) / e.denominator) for e in (a, b)]
    value = ends[1] - ends[0]
    gap = abs(value) / 50 + _mp.mpf("0.01")
    whole = integral(D(f, x), x, Num(a), Num(b))
    if draw.randrange(2):
        return Broken(draw.choice((le, lt))(whole, rational(value - gap)))
    return Broken(draw.choice((ge, gt))(whole, rational(value + gap)))


# ---------------------------------------------------------------- shape


def shape_broken(draw: random.Random) -> Broken | None:
    """A sign of the first or second derivative on an interval, a comparison of two values, a chord: false somewhere."""
    f = primitive(draw)
    a, b = span(draw)
    found = values(f, a, b, 40)
    if not found:
        return None
    inside = opened(Num(a), Num(b))
    step = max(abs(v) for v in found) / 200 + _mp.mpf("1e-6")
    rises = [v - u for u, v in itertools.pairwise(found)]
    bends = [w - 2 * v + u for u, v, w in zip(found, found[1:], found[2:], strict=False)]
    given = (gt(x, Num(a)), lt(x, Num(b)))
    kind = draw.randrange(4)
    if kind < 2:
        order, changes = (1, rises) if kind == 0 else (2, bends)
        sign = 1 if min(changes) < -step else -1 if max(changes) > step else 0
        if not sign:
            return None
        slope = D(substitute(f, {x: t}), t, x, order)
        claim = draw.choice((ge, gt))(slope, 0) if sign > 0 else draw.choice((le, lt))(slope, 0)
        return Broken(claim, given) if draw.randrange(2) else Broken(forall(x, inside, claim))
    if kind == 2:
        i, j = sorted(draw.sample(range(41), 2))
        if abs(found[j] - found[i]) < step:
            return None
        p, q = (Num(a + (b - a) * k / 40) for k in (i, j))
        u, v = (substitute(f, {x: e}) for e in (p, q))
        return Broken(draw.choice((ge, gt))(u, v) if found[j] > found[i] else le(u, v))
    middle = Num((a + b) / 2)
    chord = (substitute(f, {x: Num(a)}) + substitute(f, {x: Num(b)})) / 2
    gap = at(chord, 0) - found[20]
    if abs(gap) < step:
        return None
    value = substitute(f, {x: middle})
    return Broken(ge(value, chord) if gap > 0 else le(value, chord))


def limit_broken(draw: random.Random) -> Broken | None:
    """A limit at a point of continuity, or of a difference quotient, with another value."""
    f = primitive(draw)
    a = span(draw)[0]
    if not values(f, a, a + 1, 4):
        return None
    value = substitute(f, {x: Num(a)})
    other = damaged(value, draw)
    if not certainly_differ(value, other, draw):
        return None
    return Broken(eq(lim(f, x, Num(a), draw.choice((0, ABOVE))), other))


KINDS: dict[str, tuple[Draw, ...]] = {
    "integrals": (antiderivative_off, definite_off, slope_of_integral_off, improper_off),
    "bounds": (bound_broken, remainder_broken, enclosure_broken),
    "shape": (shape_broken, limit_broken),
}
