"""Sums to oo of (±1)^k·k^-d·P(k)/Q(k): the first terms, then the expansion in 1/k by the zeta function of Hurwitz.

Source: Σ_{k≥N} k^-s = ζ(s, N), and with alternating signs 2^-s·(ζ(s, N/2) − ζ(s, (N + 1)/2)) for even N; the
coefficients of P/Q in u = 1/k are at most M·ρ^-j, with M a bound on the circle |u| = ρ (Cauchy).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flint import arb, arb_poly, arb_series, ctx

from tuidao.lang import op as ops
from tuidao.lang.ball_real import MODE, NoValue, Unknown, fixed_integer, spend
from tuidao.lang.term import App, Num, Sym, Term

_STARTS = (64, 512)  # terms added one by one
_RATIO = 16  # ρN
_MOST_DEGREE = 24


@dataclass(frozen=True, slots=True)
class Quotient:
    """(±1)^k·k^-d·over(k)/under(k)."""

    over: arb_poly
    under: arb_poly
    d: arb
    alternates: bool = False

    def times(self, other: Quotient) -> Quotient:
        return Quotient(
            self.over * other.over,
            self.under * other.under,
            self.d + other.d,
            self.alternates is not other.alternates,
        )

    def inverse(self) -> Quotient:
        return Quotient(self.under, self.over, -self.d, self.alternates)

    def plus(self, other: Quotient) -> Quotient | None:
        alike = self.alternates is other.alternates
        if not alike or not (self.d - other.d).is_zero():
            return None
        over = self.over * other.under + other.over * self.under
        return Quotient(over, self.under * other.under, self.d, self.alternates)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a term of a sum as such a quotient; `fixed` gives the value of what does not depend on the index."""

    fixed: Callable[[Term], arb]
    free_of: Callable[[Term, int], bool]

    def read(self, t: Term) -> Quotient | None:
        """The quotient; None for another form."""
        if self.free_of(t, 0):
            return _number(self.fixed(t))
        if type(t) is Sym:
            return Quotient(arb_poly([0, 1]), arb_poly([1]), arb(0))
        if type(t) is not App:
            return None
        if t.op is ops.POW or t.op is ops.SQRT:
            return self._power(t)
        if t.op not in (ops.ADD, ops.SUB, ops.MUL, ops.DIV, ops.NEG):
            return None
        parts = [self.read(a) for a in t.args]
        a, b = parts[0], parts[-1]
        if a is None or b is None:
            return None
        if t.op is ops.NEG:
            found: Quotient | None = a.times(_number(arb(-1)))
        elif t.op is ops.MUL:
            found = a.times(b)
        elif t.op is ops.DIV:
            found = a.times(b.inverse())
        else:
            found = a.plus(b if t.op is ops.ADD else b.times(_number(arb(-1))))
        if found is None or max(found.over.degree(), found.under.degree()) > _MOST_DEGREE:
            return None
        return found

    def _power(self, t: App) -> Quotient | None:
        base, exponent = t.args[0], t.args[1] if t.op is ops.POW else Num(1) / Num(2)
        if self.free_of(base, 0):
            return self._sign(base, exponent)
        if not self.free_of(exponent, 0):
            return None
        s = self.fixed(exponent)
        n = fixed_integer(s)
        if type(base) is Sym and n is None:
            return Quotient(arb_poly([1]), arb_poly([1]), -s)
        inner = self.read(base)
        if n is None or inner is None or not 0 < abs(n) <= 8:
            return None
        found = inner = inner if n > 0 else inner.inverse()
        for _ in range(abs(n) - 1):
            found = found.times(inner)
        return found

    def _sign(self, base: Term, exponent: Term) -> Quotient | None:
        """(−1)^(mk + b) with whole m and b."""
        if not (self.fixed(base) + 1).is_zero():
            return None
        slope = self.read(exponent)
        if slope is None or slope.alternates or not slope.d.is_zero() or slope.over.degree() != 1:
            return None
        if slope.under.degree() != 0:
            return None
        b, m = (fixed_integer(slope.over[i] / slope.under[0]) for i in (0, 1))
        if b is None or m is None:
            return None
        one = _number(arb(-1 if b % 2 else 1))
        return Quotient(one.over, one.under, one.d, bool(m % 2))


def _number(value: arb) -> Quotient:
    return Quotient(arb_poly([value]), arb_poly([1]), arb(0))


def summed(q: Quotient, term: Callable[[int], arb], first: int) -> arb:
    """Σ_{k ≥ first} of the quotient, its terms given by `term`.

    Raises NoValue where it certainly diverges (`MODE.infinite` and Unknown where to ±oo), Unknown where it cannot tell.
    """
    if q.over.degree() < 0:
        raise Unknown
    top, low = q.over.degree(), q.under.degree()
    s = q.d + (low - top)
    lead = q.over[top] / q.under[low]
    if lead.contains(0) or not lead.is_finite():
        raise Unknown
    if q.alternates:
        if s <= 0:
            raise NoValue
        if not s > 0:
            raise Unknown
    elif s <= 1:
        MODE.infinite = 1 if lead > 0 else -1
        raise Unknown
    elif not s > 1:
        raise Unknown
    above = [q.over[top - i] for i in range(top + 1)]
    below = [q.under[low - i] for i in range(low + 1)]
    for count in _STARTS:
        start = max(first, 0) + count
        start += start % 2
        radius = arb(_RATIO) / start
        room = abs(below[0]) - _size(below[1:], radius) * radius
        if not room > 0:
            continue
        total = arb(0)
        for k in range(first, start):
            spend(1)
            total = total + term(k)
        return total + _rest(above, below, s, start, q.alternates, _size(above, radius) / room)
    raise Unknown


def _size(coefficients: list[arb], radius: arb) -> arb:
    total = arb(0)
    for c in reversed(coefficients):
        total = total * radius + abs(c)
    return total


def _rest(
    above: list[arb], below: list[arb], s: arb, start: int, alternates: bool, bound: arb
) -> arb:
    """Σ from `start` on of k^-s·above(1/k)/below(1/k); `bound` holds on the circle of radius `_RATIO`/start."""
    terms = ctx.prec // 4 + 8
    cap, ctx.cap = ctx.cap, terms
    try:
        series = arb_series(above, prec=terms) / arb_series(below, prec=terms)
        found = [series[j] for j in range(terms)]
    finally:
        ctx.cap = cap
    n, total = arb(start), arb(0)
    for j, c in enumerate(found):
        if not c.is_zero():
            total = total + c * (_alternating(s + j, n) if alternates else (s + j).zeta(n))
    left = 4 * bound * (n.log() * (1 - s)).exp() / arb(_RATIO) ** terms
    return total + arb(0, left.abs_upper())


def _alternating(s: arb, n: arb) -> arb:
    """Σ_{k ≥ n} (−1)^k·k^-s for even n."""
    half = n / 2, (n + 1) / 2
    if (s - 1).is_zero():
        return (half[1].digamma() - half[0].digamma()) / 2
    if (s - 1).contains(0):
        raise Unknown
    return (s.zeta(half[0]) - s.zeta(half[1])) * (-s * arb(2).log()).exp()
