"""Intervals with rational ends, open or closed or infinite, and their arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import arb


@dataclass(slots=True)  # not frozen: made by the ten thousand, which freezing would slow down
class Range:
    """An interval: an end that is None is infinite; `open` says that a finite end is not attained."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def times(self, c: Fraction) -> Range:
        """The interval scaled by a rational that is not 0."""
        low = None if self.low is None else self.low * c
        high = None if self.high is None else self.high * c
        if c.numerator > 0:
            return Range(low, high, self.low_open, self.high_open)
        return Range(high, low, self.high_open, self.low_open)

    def plus(self, other: Range) -> Range:
        """The sums of a point of each."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def meet(self, other: Range) -> Range:
        """The common part."""
        low, low_open = _tighter((self.low, self.low_open), (other.low, other.low_open), 1)
        high, high_open = _tighter((self.high, self.high_open), (other.high, other.high_open), -1)
        return Range(low, high, low_open, high_open)

    def excludes(self, c: Fraction) -> bool:
        """Is the point c outside?"""
        low = self.low is not None and (c < self.low or (c == self.low and self.low_open))
        return low or (
            self.high is not None and (c > self.high or (c == self.high and self.high_open))
        )

    @property
    def positive(self) -> bool:
        """Are all points > 0?"""
        if self.low is None:
            return False
        sign = self.low.numerator
        return sign > 0 or (sign == 0 and self.low_open)

    @property
    def negative(self) -> bool:
        """Are all points < 0?"""
        if self.high is None:
            return False
        sign = self.high.numerator
        return sign < 0 or (sign == 0 and self.high_open)

    @property
    def nonnegative(self) -> bool:
        """Are all points ≥ 0?"""
        return self.low is not None and self.low.numerator >= 0

    @property
    def nonpositive(self) -> bool:
        """Are all points ≤ 0?"""
        return self.high is not None and self.high.numerator <= 0


End = tuple[Fraction | None, bool]


def _tighter(a: End, b: End, way: int) -> End:
    if a[0] is None or b[0] is None:
        return b if a[0] is None else a
    if a[0] == b[0]:
        return a[0], a[1] or b[1]
    return a if (a[0] - b[0]) * way > 0 else b


REAL = Range()
POSITIVE = Range(Fraction(0), None, True)
NONNEGATIVE = Range(Fraction(0))
UNIT = Range(Fraction(-1), Fraction(1))


_HUGE = 2**2000


def to_range(ball: arb) -> Range:
    """A rational interval around a ball; what is beyond 2^2000 or within 2^−2000 is told only to be so.

    (An exponent such as that of exp(exp(50)) must never be written out.)
    """
    if not ball.is_finite():
        return REAL
    if ball.is_zero():
        return Range(Fraction(0), Fraction(0))
    size, tiny = abs(ball), Fraction(1, _HUGE)
    if not size < _HUGE:
        huge = Fraction(_HUGE)
        if not size > _HUGE:
            return REAL
        return Range(huge) if ball > 0 else Range(None, -huge)
    if not size > arb(1) / _HUGE:
        if size < arb(1) / _HUGE:
            return Range(Fraction(0) if ball >= 0 else -tiny, tiny, bool(ball > 0))
        low, high = ball.lower(), ball.upper()
        return Range(_end(low, -tiny), _end(high, tiny))
    return Range(_end(ball.lower(), -tiny), _end(ball.upper(), tiny))


def _end(x: arb, tiny: Fraction) -> Fraction:
    """An end as a fraction; one too small to write out is moved outwards."""
    if abs(x) < arb(1) / _HUGE:
        return tiny
    q = x.mid().fmpq()
    return Fraction(int(q.p), int(q.q))


def power(r: Range, n: int) -> Range:
    """The n-th powers of the points."""
    if n == 1:
        return r
    low = None if r.low is None else r.low**n
    high = None if r.high is None else r.high**n
    if n % 2 or r.nonnegative:
        return Range(low, high, r.low_open, r.high_open)
    if r.nonpositive:
        return Range(high, low, r.high_open, r.low_open)
    top = None if low is None or high is None else max(low, high)
    return Range(Fraction(0), top)


def product(a: Range, b: Range) -> Range:
    """The products of a point of each."""
    if a.nonpositive:
        return product(a.times(Fraction(-1)), b).times(Fraction(-1))
    if b.nonpositive:
        return product(a, b.times(Fraction(-1))).times(Fraction(-1))
    if a.nonnegative and b.nonnegative:
        assert a.low is not None and b.low is not None
        low = a.low * b.low
        low_open = a.positive and b.positive if low == 0 else a.low_open or b.low_open
        high = None if a.high is None or b.high is None else a.high * b.high
        return Range(low, high, low_open, a.high_open and b.high_open)
    corners = [
        None if x is None or y is None else x * y for x in (a.low, a.high) for y in (b.low, b.high)
    ]
    if any(c is None for c in corners):
        return REAL
    known = [c for c in corners if c is not None]
    return Range(min(known), max(known))


def reciprocal(r: Range) -> Range:
    """The reciprocals of the points of an interval that is not negative, 0 left out."""
    assert r.low is not None
    high = 1 / r.low if r.low else None
    low = Fraction(0) if r.high is None or not r.high else 1 / r.high
    return Range(low, high, r.high is None or r.high_open, r.low_open)
