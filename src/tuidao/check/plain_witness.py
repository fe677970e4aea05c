"""A witness that a reader can check by hand: the values of a refuting point, as plain as the refutation allows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from tuidao.check.sample import Kind
from tuidao.check.witness import Outcome, Seen, Sides
from tuidao.lang.ball import exact_ball
from tuidao.lang.ball_real import MODE
from tuidao.lang.term import Sym

Test = Callable[[list[Any]], bool | None]
_MOST_FEW = 40
_PLAIN = (*map(Fraction, (1, 2, 0, 3, -1, 4)), Fraction(1, 2), Fraction(-2))


def plainest(
    sides: Sides,
    kind: dict[Sym, Kind],
    values: Sequence[Fraction],
    seen: Seen,
    tests: Sequence[Test],
) -> tuple[list[Fraction], Seen]:
    """A point that refutes like `values` does, each coordinate in turn put to the plainest number that still does.

    `values` go by the order of `kind`, and `tests` hold at the point that comes back. Sides that take a quadrature to
    evaluate keep the point they have: it is not worth the time.
    """
    point = list(values)
    if sides.coarse:
        return point, seen
    for place, k in enumerate(kind.values()):
        for plain in _PLAIN:
            if point[place] == plain:
                break
            if k.integer and (plain.denominator != 1 or (k.least is not None and plain < k.least)):
                continue
            tried = [*point[:place], plain, *point[place + 1 :]]
            if any(t([exact_ball(v, 192) for v in tried]) is not True for t in tests):
                continue
            there = sides.at(tried)
            doubt = there.doubtful or there.soft or any(there.infinite)
            if there.outcome is Outcome.FAILS and not doubt:
                point, seen = tried, there
                break
    return point, seen


def fewest(
    sides: Sides,
    kind: dict[Sym, Kind],
    numbers: dict[Sym, Fraction],
    drawn: Callable[[dict[Sym, Fraction], int], list[Any]],
    tests: Sequence[Test],
) -> tuple[list[Any], Seen] | None:
    """A point with small indices, few entries of families and plain ones; None where none of those tried refutes.

    `drawn` gives the values of all symbols for values of those that are numbers.
    """
    whole = [s for s, k in kind.items() if k.integer]
    for n, point in enumerate(sorted(product(range(4), repeat=len(whole)), key=sum)[:_MOST_FEW]):
        by = numbers | {s: Fraction(v) for s, v in zip(whole, point, strict=True)}
        if any(by[s] < (kind[s].least or 0) for s in whole):
            continue
        MODE.index_set = max(3, *point, 0)
        values = drawn(by, n)
        balls = [exact_ball(v, 192) if isinstance(v, Fraction) else v for v in values]
        if any(t(balls) is not True for t in tests):
            continue
        there = sides.at(values)
        doubt = there.doubtful or there.soft or any(there.infinite)
        if there.outcome is Outcome.FAILS and not doubt:
            return values, there
    return None
