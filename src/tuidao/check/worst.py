"""Where an inequality is nearest to failing: points found by a grid and by climbing, to be tried first."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from flint import arb

from tuidao.check.sample import Kind, kinds
from tuidao.check.witness import COSTLY, contains_binder
from tuidao.lang import op as ops
from tuidao.lang.ball import Formula, Statement, exact_ball
from tuidao.lang.op import Op
from tuidao.lang.term import App, Sym, Term, free_symbols

ORDER = (ops.LT, ops.LE, ops.GT, ops.GE)
_PRECISION = 64
_GRID = {1: 65, 2: 17, 3: 7}  # points on each axis, by the number of variables
_CLIMBS = 4
_HALVINGS = 24
_WORK = 4_000
_FAR = 48.0
_SEED = 11
_OPPOSITE = {ops.LT: ops.GE, ops.LE: ops.GT, ops.GT: ops.LE, ops.GE: ops.LT}
Point = tuple[float, ...]


def worst_points(
    op: Op, left: Term, right: Term, symbols: Sequence[Sym], kind: dict[Sym, Kind]
) -> Iterator[tuple[Fraction, ...]]:
    """A few points at which `left op right` fails, or comes nearest to it, as far as rounded numbers tell."""
    if op not in ORDER or not 1 <= len(symbols) <= 3 or any(kind[s].integer for s in symbols):
        return
    if contains_binder(left, COSTLY) or contains_binder(right, COSTLY):
        return
    above = op in (ops.LT, ops.LE)  # then left − right is to be made as large as can be
    formula = Formula(left - right if above else right - left, symbols)

    def height(point: Point) -> float | None:
        found = formula([exact_ball(_fraction(v), _PRECISION) for v in point], _PRECISION, _WORK)
        return float(found.mid()) if isinstance(found, arb) else None

    axes = [axis(kind[s], _GRID[len(symbols)]) for s in symbols]
    points: list[Point] = [()]
    for row in axes:
        points = [(*p, v) for p in points for v in row]
    ranked = sorted(
        ((h, p) for p in points if (h := height(p)) is not None), key=lambda found: -found[0]
    )
    draw = random.Random(_SEED)
    chosen = ranked[:2] + draw.sample(ranked[2:], min(_CLIMBS - 2, len(ranked[2:])))
    climbed = [_climb(h, p, axes, height) for h, p in chosen]
    seen: set[tuple[Fraction, ...]] = set()
    tried = [p for _, p in sorted([*ranked[:1], *climbed], key=lambda found: -found[0])]
    if len(symbols) == 1:  # as far out as is looked at: what only tends to its bound may pass it
        tried += [(axes[0][0],), (axes[0][-1],)]
    for p in tried:
        for q in (p, _inside(p, axes)):
            exact = tuple(map(_fraction, q))
            if exact not in seen:
                seen.add(exact)
                yield exact


def fails_somewhere(claim: App, facts: tuple[Term, ...]) -> bool:
    """Does the inequality certainly fail at one of those points, at which the facts hold? (False says nothing.)"""
    statements = (App(_OPPOSITE[claim.op], claim.args), *facts) if claim.op in ORDER else ()
    symbols = sorted({s for t in statements for s in free_symbols(t)}, key=lambda s: s.name)
    compiled = [Statement(t, symbols) for t in statements]
    kind = kinds(symbols, (claim,), facts)
    left, right = claim.args
    for point in worst_points(claim.op, left, right, symbols, kind):
        at = [exact_ball(v, _PRECISION) for v in point]
        if all(statement(at, _PRECISION) is True for statement in compiled):
            return True
    return False


def axis(kind: Kind, count: int) -> list[float]:
    """Values within the bounds, the ends among them; without a bound, denser near the other end or near zero."""
    steps = [k / (count - 1) for k in range(count)]
    low = None if kind.low is None else float(kind.low)
    high = None if kind.high is None else float(kind.high)
    if low is not None and high is not None:
        return [low + (high - low) * s for s in steps]
    far = [_FAR * s**3 for s in steps]
    if low is not None:
        return [low + v for v in far]
    if high is not None:
        return [high - v for v in reversed(far)]
    return [_FAR * (2 * s - 1) ** 3 + 2 * (2 * s - 1) for s in steps]


def _inside(p: Point, axes: list[list[float]]) -> Point:
    """The point moved a little off the ends, which need not belong to the interval."""
    tiny = [(axis[-1] - axis[0]) / 4096 for axis in axes]
    return tuple(
        min(max(v, axis[0] + d), axis[-1] - d) for v, axis, d in zip(p, axes, tiny, strict=True)
    )


def _climb(
    h: float, p: Point, axes: list[list[float]], height: Callable[[Point], float | None]
) -> tuple[float, Point]:
    """From a point upwards, along one axis after another, in steps that halve; never beyond the ends."""
    steps = [(axis[-1] - axis[0]) / len(axis) for axis in axes]
    for _ in range(_HALVINGS):
        moved = False
        for k, axis in enumerate(axes):
            for way in (1, -1):
                v = min(max(p[k] + way * steps[k], axis[0]), axis[-1])
                q = (*p[:k], v, *p[k + 1 :])
                there = height(q)
                if there is not None and there > h:
                    h, p, moved = there, q, True
        if not moved:
            steps = [s / 2 for s in steps]
    return h, p


def _fraction(value: float) -> Fraction:
    return Fraction(value).limit_denominator(1 << 24)
