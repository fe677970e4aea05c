"""Where the sides of a < b, a > b or a ≠ b meet: no number of points tells < from ≤ then."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from flint import arb

from tuidao.check.sample import Kind
from tuidao.check.witness import COSTLY, contains_binder
from tuidao.check.worst import axis
from tuidao.lang import op as ops
from tuidao.lang.ball import Formula, exact_ball
from tuidao.lang.build import abs_
from tuidao.lang.op import Op
from tuidao.lang.term import Sym, Term

STRICT = (ops.LT, ops.GT, ops.NE)
Test = Callable[[list[Any]], bool | None]
Point = tuple[Fraction, ...]
_GRID = {1: 65, 2: 17, 3: 7, 4: 5}  # points on each axis, by the number of variables
_STARTS = 3
_COARSE, _FINE = 64, 320  # bits
_WORK = 4_000
_HALVINGS = 24  # of a step of the grid; then as many again as make 2⁻¹⁰⁰
_SMALLEST = 100
_MOST_STEPS = 900
_NOT_NEAR = arb(2) ** -8  # between the sides, once the steps are small: they do not meet here
_MEETS = 64  # bits to which the sides agree where they meet
_STANDS_OUT = 40  # bits by which they are nearer there than at a distance of 2⁻¹⁰
_ROOM = Fraction(1, 1 << 30)  # about the point, in which all that is given holds
_DENOMINATOR, _SMALL = 1_000, 16
_ABOUT = Fraction(1, 1 << 10)  # what a coarse climb may be off
_SEED = 17


def meeting(
    op: Op,
    left: Term,
    right: Term,
    symbols: Sequence[Sym],
    kind: dict[Sym, Kind],
    tests: Sequence[Test],
) -> Point | None:
    """A point at or beside which the sides agree to 64 bits, inside what is given; None where none was found.

    Values that only tend to one another, at an end of what is given or far out, do not meet. A coordinate beside which
    a small fraction lies is that fraction: the point may then be tried exactly.
    """
    if op not in STRICT or not 1 <= len(symbols) <= 4 or any(kind[s].integer for s in symbols):
        return None
    if contains_binder(left, COSTLY) or contains_binder(right, COSTLY):
        return None
    gap = Formula(abs_(left - right), symbols)

    def distance(p: Point, bits: int) -> arb | None:
        balls = [exact_ball(v, bits) for v in p]
        if any(t(balls) is not True for t in tests):
            return None
        found = gap(balls, bits, _WORK)
        return found.mid() if isinstance(found, arb) else None

    axes = [[_fraction(v) for v in axis(kind[s], _GRID[len(symbols)])] for s in symbols]
    for start in _starts(axes, distance):
        p = _nearer(start, axes, distance)
        if not _meets(p, axes, distance):
            continue
        plain = tuple(_plain(v) for v in p)
        small = all(v.denominator <= _DENOMINATOR for v in plain)
        on_the_edge = small and all(t([exact_ball(v, _FINE) for v in plain]) is True for t in tests)
        if on_the_edge or _inside(p, gap, tests):
            return plain
    return None


def _starts(
    axes: list[list[Fraction]], distance: Callable[[Point, int], arb | None]
) -> Iterator[Point]:
    """The points of the grid where the sides are nearest, and others."""
    ranked: list[tuple[float, Point]] = []
    for p in product(*axes):
        found = distance(p, _COARSE)
        if found is not None:
            ranked.append((float(found), p))
    ranked.sort(key=lambda found: found[0])
    draw = random.Random(_SEED)
    rest = ranked[_STARTS:]
    for _, p in (*ranked[:_STARTS], *draw.sample(rest, min(_STARTS, len(rest)))):
        yield p


def _nearer(
    p: Point, axes: list[list[Fraction]], distance: Callable[[Point, int], arb | None]
) -> Point:
    """Downhill from a point, in one direction after another, in steps that halve."""
    steps = [(a[-1] - a[0]) / len(a) for a in axes]
    ways = _ways(len(p))
    halved, count, bits = 0, 0, _COARSE
    here = distance(p, bits)
    while halved < _HALVINGS + _SMALLEST and count < _MOST_STEPS and here is not None:
        before = here
        for way in ways:
            q = tuple(
                min(max(v + w * s, a[0]), a[-1])
                for v, w, s, a in zip(p, way, steps, axes, strict=True)
            )
            there = distance(q, bits)
            count += 1
            if there is not None and there < here:
                here, p = there, q
        if here * 2 > before:  # little was gained
            steps = [s / 2 for s in steps]
            halved += 1
            if halved == _HALVINGS:
                if here > _NOT_NEAR:
                    break
                plain = tuple(_plain(v, _ABOUT) for v in p)
                there = distance(plain, _FINE)
                if there is not None and there < arb(2) ** (-2 * _MEETS):
                    return plain
                bits = _FINE
                here = distance(p, bits)
    return p


def _ways(n: int) -> list[tuple[int, ...]]:
    """Directions: along each axis, and between two of them, so that a slanting edge can be followed."""
    found = [w for w in product((0, 1, -1), repeat=n) if 0 < sum(map(abs, w)) <= 2]
    return sorted(found, key=lambda w: sum(map(abs, w)))


def _meets(
    p: Point, axes: list[list[Fraction]], distance: Callable[[Point, int], arb | None]
) -> bool:
    """Do the sides agree there to 64 bits, far better than a little beside it, off the ends of the axes?"""
    here = distance(p, _FINE)
    if here is None or not here < arb(2) ** -_MEETS:
        return False
    if here == 0:
        return True
    if any(
        min(abs(v - a[0]), abs(v - a[-1])) < _ROOM * (1 + abs(v))
        for v, a in zip(p, axes, strict=True)
    ):
        return False
    for k in range(len(p)):
        for off in (_ABOUT, -_ABOUT):
            beside = distance((*p[:k], p[k] + off, *p[k + 1 :]), _FINE)
            if beside is not None and here < beside * arb(2) ** -_STANDS_OUT:
                return True
    return False


def _inside(p: Point, gap: Formula, tests: Sequence[Test]) -> bool:
    """Has the difference a value all around the point, and does what is given hold there?"""
    room = arb(0, float(_ROOM))
    balls = [exact_ball(v, _FINE) + room for v in p]
    return isinstance(gap(balls, _FINE, _WORK), arb) and all(t(balls) is True for t in tests)


def _plain(v: Fraction, off: Fraction = Fraction(1, 1 << 60)) -> Fraction:
    near = v.limit_denominator(_DENOMINATOR if off < _ABOUT else _SMALL)
    return near if abs(near - v) < off else v


def _fraction(v: float) -> Fraction:
    return Fraction(v).limit_denominator(1 << 12)
