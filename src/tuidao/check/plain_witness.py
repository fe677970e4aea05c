"""A witness that a reader can check by hand: the values of a refuting point, as plain as the refutation allows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tuidao.check.sample import Kind
from tuidao.check.witness import Outcome, Seen, Sides
from tuidao.lang.ball import Statement, exact_ball
from tuidao.lang.term import Sym

_PLAIN = (*map(Fraction, (1, 2, 0, 3, -1, 4)), Fraction(1, 2), Fraction(-2))


def plainest(
    sides: Sides,
    kind: dict[Sym, Kind],
    values: Sequence[Fraction],
    seen: Seen,
    tests: Sequence[Statement],
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
