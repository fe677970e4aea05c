"""Limits by orders: every product is ±exp(L) up to a factor that tends to 1, a sum is its dominant term.

L is made of logarithms and powers, so that its limit is settled by exact series. Factorials enter by Stirling's
formula; a swinging part (a sine of what grows, a power of a negative number, a fractional part) by the bound of its
absolute value alone: it may be dominated, but never dominate.
"""

from __future__ import annotations

from dataclasses import dataclass

from flint import arb

from tuidao.check.limit_exponential import sign_near
from tuidao.check.limit_parts import QUOTIENTS, Outside, Parts, Stuck, Tends
from tuidao.check.limit_series import series_limit
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import ONE, ZERO, abs_, exp, factorial, log, minus_oo, oo, pi, rational
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, mentions

_MOST_TERMS = 24
_SCALES = (ops.EXP, ops.FACTORIAL, ops.GAMMA, ops.BINOMIAL)
_HALF = ONE / 2


@dataclass(frozen=True, slots=True)
class Order:
    """±exp(log)·(1 + o(1)); sign 0: only |·| ≤ that. `exact`: without the factor 1 + o(1)."""

    sign: int
    log: Term
    exact: bool = True


class Orders:
    """The orders of terms as x approaches a point from one side."""

    def __init__(self, x: Sym, base: Term | None, way: int, facts: tuple[Term, ...]) -> None:
        self.at = (x, base, way)
        self.x, self.facts = x, facts
        self.depth = 0

    def of(self, t: Term) -> list[Order]:
        """The terms of a sum, each by its order. Raises Stuck, Outside."""
        self.depth += 1
        if self.depth > 400:
            raise Stuck
        found = self._of(t)
        if len(found) > _MOST_TERMS:
            raise Stuck
        return found

    def _of(self, t: Term) -> list[Order]:
        if type(t) is not App or not mentions(t, self.x):
            return [self._plain(t)]
        if t.op in (ops.TAN, ops.COT, ops.SEC, ops.CSC, ops.FRAC, ops.CEILING):
            return self._bounded(t) if t.op is ops.FRAC else self.of(QUOTIENTS[t.op](*t.args))
        if not self._composed(t):
            return [self._plain(t)]
        match t.op:
            case ops.ADD:
                return [*self.of(t.args[0]), *self.of(t.args[1])]
            case ops.SUB:
                return [*self.of(t.args[0]), *map(_negative, self.of(t.args[1]))]
            case ops.NEG:
                return list(map(_negative, self.of(t.args[0])))
            case ops.MUL:
                return [_product(a, b) for a in self.of(t.args[0]) for b in self.of(t.args[1])]
            case ops.DIV:
                below = self.single(t.args[1])
                over = Order(below.sign, -below.log, below.exact)
                return [_product(a, over) for a in self.of(t.args[0])]
            case ops.SQRT:
                return self._power(t.args[0], _HALF)
            case ops.POW:
                return self._power(*t.args)
            case ops.EXP:
                return [Order(1, t.args[0])]
            case ops.FACTORIAL:
                return [self._stirling(t.args[0], _HALF)]
            case ops.GAMMA:
                return [self._stirling(t.args[0], -_HALF)]
            case ops.BINOMIAL:
                n, k = t.args
                return self.of(factorial(n) / (factorial(k) * factorial(n - k)))
            case ops.LOG:
                return self._logarithm(t.args[0])
            case ops.FLOOR:
                return [*self.of(t.args[0]), Order(0, ZERO)]
        return self._bounded(t)

    def _composed(self, t: App) -> bool:
        """Does a part swing, or grow or vanish otherwise than like a power?"""
        swings = (ops.SIN, ops.COS, ops.FLOOR, ops.FRAC)
        if t.op in _SCALES or t.op in swings:
            return True
        if t.op is ops.POW and mentions(t.args[1], self.x):
            return True
        return any(type(a) is App and mentions(a, self.x) and self._composed(a) for a in t.args)

    def _bounded(self, t: App) -> list[Order]:
        """A sine, a cosine, a fractional part: at most 1, where its argument has a value."""
        if t.op not in (ops.SIN, ops.COS, ops.FRAC):
            raise Stuck
        try:
            return [self._plain(t)]
        except Stuck:
            x, base, way = self.at
            start = Tends(infinite=way) if base is None else Tends(base, side=way)
            Parts(x, start, self.facts).of(t.args[0])  # raises where there is no value
            return [Order(0, ZERO)]

    def _plain(self, t: Term) -> Order:
        """A function with a leading term of its own."""
        if not mentions(t, self.x):
            if free_symbols(t):
                raise Stuck
            value = evaluate(t, {}, 192)
            if not isinstance(value, arb) or value.contains(0):
                raise Stuck
            return Order(1 if value > 0 else -1, log(t if value > 0 else -t))
        s = sign_near(t, self.at, self.facts)
        return Order(s, log(t if s > 0 else -t))

    def single(self, t: Term) -> Order:
        """The order of a sum: its dominant term. Raises Stuck where none dominates."""
        found = self.of(t)
        if len(found) == 1 and found[0].sign:
            return found[0]
        for k, one in enumerate(found):
            joined = self._joined(one, [o for j, o in enumerate(found) if j != k])
            if joined is not None:
                return joined
        raise Stuck

    def _joined(self, one: Order, others: list[Order]) -> Order | None:
        """The sum where no other is of higher order: those of the same order add their factors. Raises Stuck."""
        if not one.sign:
            return None
        total: Term = Num(one.sign)
        for o in others:
            ratio = self.limit(o.log - one.log)
            if ratio == minus_oo:
                continue
            if ratio == oo or not o.sign:
                return None
            total = total + exp(ratio) if o.sign > 0 else total - exp(ratio)
        value = evaluate(total, {}, 192)
        if not isinstance(value, arb) or value.contains(0):
            raise Stuck
        s = 1 if value > 0 else -1
        return Order(s, one.log + log(total if s > 0 else -total), False)

    def _power(self, base: Term, exponent: Term) -> list[Order]:
        r = rational(exponent)
        if not mentions(base, self.x):
            value = evaluate(base, {}, 192)
            if free_symbols(base) or not isinstance(value, arb) or value.contains(0):
                raise Stuck
            if value > 0:
                return [Order(1, exponent * log(base))]
            return [Order(0, exponent * log(abs_(base)))]  # |c^v| = |c|^v wherever there is a value
        if r is not None and r.denominator == 1 and 0 < r <= 4:
            found = self.of(base)
            if any(not o.sign for o in found):
                whole = found
                for _ in range(int(r) - 1):
                    whole = [_product(a, b) for a in whole for b in found]
                return whole
        a = self.single(base)
        if r is None and not a.exact and self.limit(exponent) in (oo, minus_oo):
            raise Stuck
        if a.sign < 0:
            if r is None or r.denominator != 1:
                raise Stuck
            return [Order(-1 if r % 2 else 1, exponent * a.log, a.exact)]
        return [Order(1, exponent * a.log, a.exact)]

    def _logarithm(self, t: Term) -> list[Order]:
        """log t = L + o(1) for t ~ exp(L)."""
        inner = self.single(t)
        if inner.sign < 0:
            raise Outside
        found = [] if inner.log == ZERO else self.of(inner.log)
        return found if inner.exact else [*found, Order(0, ZERO)]

    def _stirling(self, u: Term, shift: Term) -> Order:
        """u! ~ √(2π)·u^(u + 1/2)·e^(−u), Γ(u) = u!/u, for u → ∞."""
        if self.limit(u) != oo:
            raise Stuck
        return Order(1, (u + shift) * log(u) - u + log(2 * pi) / 2, False)

    def limit(self, t: Term) -> Term:
        """The limit of an exponent, by exact series. Raises Stuck, Outside."""
        if not mentions(t, self.x):
            return t
        x, base, way = self.at
        value, needs = series_limit(t, x, base, way, self.facts)
        if needs:
            raise Stuck
        return value


def _negative(a: Order) -> Order:
    return Order(-a.sign, a.log, a.exact)


def _product(a: Order, b: Order) -> Order:
    return Order(a.sign * b.sign, a.log + b.log, a.exact and b.exact)


def order_limit(
    body: Term, x: Sym, base: Term | None, way: int, facts: tuple[Term, ...]
) -> tuple[Term, tuple[Term, ...]]:
    """The one-sided limit and what it needs (nothing). Raises Stuck, Outside."""
    if free_symbols(body) - {x}:
        raise Stuck
    orders = Orders(x, base, way, facts)
    found = orders.of(body)
    limits = [orders.limit(o.log) for o in found]
    if all(a == minus_oo for a in limits):
        return ZERO, ()
    one = found[0] if len(found) == 1 else orders.single(body)
    if not one.sign:
        raise Stuck
    value = orders.limit(one.log)
    if value == minus_oo:
        return ZERO, ()
    if value == oo:
        return (oo if one.sign > 0 else minus_oo), ()
    return (exp(value) if one.sign > 0 else -exp(value)), ()
