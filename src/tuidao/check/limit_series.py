"""Limits by exact power series: the leading term, computed by the checker itself."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from tuidao.check.field import Plan
from tuidao.check.limit_parts import QUOTIENTS, Outside, Stuck, must_have_value
from tuidao.check.limit_power import LOG_T, Arithmetic, Deeper, Power, Ramify
from tuidao.lang import op as ops
from tuidao.lang.build import exp, log, minus_oo, oo, pi, sqrt
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, mentions

_MOST_RAMIFIED = 24


class Local(Arithmetic):
    """The series of terms as x → point from one side."""

    def __init__(
        self,
        x: Sym,
        base: Term | None,
        way: int,
        n: int,
        r: int,
        facts: tuple[Term, ...],
        plan: Plan,
    ) -> None:
        super().__init__(n, r, facts, plan)
        self.x, self.base, self.way = x, base, way
        self.memo: dict[Term, Power] = {}

    # ------------------------------------------------------------ terms

    def of(self, t: Term) -> Power:
        """The series of a term. Raises Stuck, Outside, Deeper, Ramify and what the field raises."""
        found = self.memo.get(t)
        if found is None:
            found = self.memo[t] = self._of(t)
        return found

    def _of(self, t: Term) -> Power:
        f = self.field
        if t == self.x:
            way = f.constant(self.way)
            zeros = [f.zero] * (self.n - 1)
            if self.base is None:
                return Power(-self.r, (way, *zeros))
            moved = [f.zero] * self.n
            if self.r < self.n:
                moved[self.r] = way
            moved[0] = f.element(self.base)
            return self.made(0, moved)
        if not mentions(t, self.x):
            must_have_value(t)
            return self.const(f.element(t))
        if type(t) is not App:
            raise Stuck
        if t.op in QUOTIENTS:
            return self.of(QUOTIENTS[t.op](*t.args))
        handler = _SERIES.get(t.op)
        if handler is None:
            raise Stuck
        return handler(self, *t.args)

    def general_power(self, a: Term, b: Term) -> Power:
        """a**b."""
        if not mentions(b, self.x):
            q = self.field.rational(self.field.element(b))
            if q is not None and abs(q.numerator) < 5000:
                return self.rational_power(self.of(a), q)
        try:
            logarithm = self.log(self.of(a))
        except Outside:  # a negative base has real powers at some exponents
            raise Stuck from None
        return self.exp(self.mul(self.of(b), logarithm))

    def atan(self, a: Power) -> Power:
        """atan a, also for an infinite a."""
        if a.c and a.v < 0:
            half = pi / 2 if self.positive(a.c[0]) else -(pi / 2)
            rest = self.by_slope(ops.ATAN, self.inverse(a))
            return self.add(self.const(self.field.element(half)), rest, -1)
        return self.by_slope(ops.ATAN, a)

    def way_of(self, a: Power) -> int:
        """The sign near the point. Raises Deeper, Stuck."""
        if not a.c:
            raise Deeper
        if self.field.rational(a.c[0]) is None and free_symbols(self.term(a.c[0])):
            raise Stuck
        return 1 if self.positive(a.c[0]) else -1


def _abs(p: Local, u: Term) -> Power:
    a = p.of(u)
    return a if p.way_of(a) > 0 else p.add(p.const(p.field.zero), a, -1)


_SERIES: dict[Op, Callable[..., Power]] = {
    ops.ADD: lambda p, a, b: p.add(p.of(a), p.of(b)),
    ops.SUB: lambda p, a, b: p.add(p.of(a), p.of(b), -1),
    ops.NEG: lambda p, a: Power(p.of(a).v, tuple(p.field.negate(c) for c in p.of(a).c)),
    ops.MUL: lambda p, a, b: p.mul(p.of(a), p.of(b)),
    ops.DIV: lambda p, a, b: p.mul(p.of(a), p.inverse(p.of(b))),
    ops.POW: lambda p, a, b: p.general_power(a, b),
    ops.SQRT: lambda p, a: p.rational_power(p.of(a), Fraction(1, 2)),
    ops.EXP: lambda p, a: p.exp(p.of(a)),
    ops.LOG: lambda p, a: p.log(p.of(a)),
    ops.SIN: lambda p, a: p.sin_cos(p.of(a))[0],
    ops.COS: lambda p, a: p.sin_cos(p.of(a))[1],
    ops.ATAN: lambda p, a: p.atan(p.of(a)),
    ops.ASIN: lambda p, a: p.by_slope(ops.ASIN, p.of(a)),
    ops.ACOS: lambda p, a: p.of(pi / 2 - App(ops.ASIN, (a,))),
    ops.ASINH: lambda p, a: p.of(log(a + sqrt(a**2 + 1))),
    ops.ACOSH: lambda p, a: p.of(log(a + sqrt(a**2 - 1))),
    ops.ATANH: lambda p, a: p.by_slope(ops.ATANH, p.of(a)),
    ops.SINH: lambda p, a: p.of((exp(a) - exp(-a)) / 2),
    ops.TANH: lambda p, a: p.of((exp(a) - exp(-a)) / (exp(a) + exp(-a))),
    ops.ABS: _abs,
    ops.SIGN: lambda p, a: p.const(p.field.constant(p.way_of(p.of(a)))),
}


def value_of(p: Local, a: Power) -> Term:
    """The limit that the leading term gives. Raises Deeper, Stuck."""
    if a.v > 0:
        return Num(0)
    if not a.c:
        raise Deeper
    f = p.field
    lead = a.c[0]
    index = f.symbol(LOG_T)
    if index not in f.depends(lead):
        if a.v == 0:
            return p.term(lead)
        return oo if p.way_of(a) > 0 else minus_oo
    for k in (1, 2, 3, -1, -2):  # c·(log t)^k, and lower powers
        rest = f.multiply(lead, f.power(f.element(LOG_T), -k))
        if index not in f.depends(rest) and f.rational(rest) is not None:
            if k < 0 and a.v == 0:
                return Num(0)
            s = 1 if f.rational(rest) > 0 else -1  # type: ignore[operator]
            return oo if s * (-1) ** k > 0 else minus_oo
    slope = f.slope(lead, index)
    rate = f.rational(slope)
    if rate is not None and rate != 0:
        return minus_oo if rate > 0 else oo
    raise Stuck


def series_limit(
    body: Term, x: Sym, base: Term | None, way: int, facts: tuple[Term, ...]
) -> tuple[Term, tuple[Term, ...]]:
    """The one-sided limit and what it needs. Raises Stuck, Outside."""
    from tuidao.check.field import NoValue, Restart, TooLarge

    plan, n, r = Plan(size=1), 6, 1
    for _ in range(16):
        p = Local(x, base, way, n, r, facts, plan)
        try:
            return value_of(p, p.of(body)), tuple(p.missing)
        except Deeper:
            n *= 2
            if n > 48:
                raise Stuck from None
        except Ramify as more:
            r = lcm(r, r * more.by)
            n = max(n, 4 * r)
            if r > _MOST_RAMIFIED:
                raise Stuck from None
        except Restart:
            continue
        except (NoValue, TooLarge, ZeroDivisionError, RecursionError):
            raise Stuck from None
    raise Stuck
