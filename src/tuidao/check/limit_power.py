"""Exact power series of the checker: in a root of the distance, with log t as one more constant."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import arb

from tuidao.check.field import Plan, Quotient
from tuidao.check.functional import Functionals
from tuidao.check.limit_parts import Outside, Stuck
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import gt, ne
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, mentions

LOG_T = Sym("\x01log t")
_NARROW = (ops.SIN, ops.COS, ops.ASIN, ops.ATANH)


class Deeper(Exception):
    """Everything known cancelled: more terms are needed."""


class Ramify(Exception):
    """A root of the distance is needed."""

    def __init__(self, by: int) -> None:
        self.by = by


@dataclass(frozen=True, slots=True)
class Power:
    """s^v·(c[0] + c[1]·s + …), s = t^(1/r); the first coefficient is not zero, unless there is none or it has
    parameters: those may be such that it vanishes."""

    v: int
    c: tuple[Quotient, ...]


class Arithmetic:
    """Power series to `n` terms in s = t^(1/r), with exact coefficients."""

    def __init__(self, n: int, r: int, facts: tuple[Term, ...], plan: Plan) -> None:
        self.n, self.r = n, r
        self.field = Functionals(plan)
        self.field.suppose(facts)
        self.missing: list[Term] = []

    # ------------------------------------------------------------ coefficients

    def term(self, a: Quotient) -> Term:
        """A coefficient as a term."""
        return self.field.term(a)

    def is_zero(self, a: Quotient) -> bool:
        """Is it zero? One with parameters counts as not: whoever divides by it asks for that. Raises Stuck."""
        if self.field.is_zero(a):
            return True
        if self.field.rational(a) is not None:
            return False
        t = self.term(a)
        if mentions(t, LOG_T):
            value = evaluate(t, {LOG_T: arb(2) / 7}, 256) if free_symbols(t) == {LOG_T} else None
            if isinstance(value, arb) and not value.contains(0):
                return False
            raise Stuck
        if free_symbols(t):
            return False
        ball = evaluate(t, {}, 512)
        if isinstance(ball, arb) and not ball.contains(0):
            return False
        raise Stuck

    def divisor(self, a: Quotient) -> Quotient:
        """A coefficient to divide by; that one with parameters is not zero becomes a condition."""
        if self.field.rational(a) is None:
            t = self.term(a)
            condition = ne(t, 0)
            if free_symbols(t) - {LOG_T} and condition not in self.missing:
                self.missing.append(condition)
        return self.field.inverse(a)

    def positive(self, a: Quotient) -> bool:
        """Is a coefficient positive? With parameters that is taken as a condition. Raises Stuck."""
        q = self.field.rational(a)
        if q is not None:
            return q > 0
        t = self.term(a)
        if mentions(t, LOG_T):
            raise Stuck
        if free_symbols(t):
            condition = gt(t, 0)
            if condition not in self.missing:
                self.missing.append(condition)
            return True
        ball = evaluate(t, {}, 512)
        if isinstance(ball, arb) and (ball > 0 or ball < 0):
            return bool(ball > 0)
        raise Stuck

    def function(self, op: Op, a: Quotient) -> Quotient:
        """A function of a constant coefficient. Raises Stuck where log t would make it swing or leave its domain."""
        if op in _NARROW and self.field.symbol(LOG_T) in self.field.depends(a):
            raise Stuck
        return self.field.element(App(op, (self.term(a),)))

    # ------------------------------------------------------------ arithmetic

    def made(self, v: int, c: list[Quotient]) -> Power:
        """Leading zeros dropped. No coefficient left: O(s^v)."""
        k = 0
        while k < len(c) and self.is_zero(c[k]):
            k += 1
        return Power(v + k, tuple(c[k : k + self.n]))

    def const(self, a: Quotient) -> Power:
        """A constant."""
        zero = self.field.zero
        if self.field.is_zero(a):
            return Power(4 * self.n, ())
        return Power(0, (a, *[zero] * (self.n - 1)))

    def end(self, a: Power) -> int:
        """The order from which nothing is known."""
        return a.v + len(a.c)

    def add(self, a: Power, b: Power, sign: int = 1) -> Power:
        """a ± b."""
        f = self.field
        low, high = min(a.v, b.v), min(self.end(a), self.end(b))
        c = []
        for k in range(low, high):
            left = a.c[k - a.v] if 0 <= k - a.v < len(a.c) else f.zero
            right = b.c[k - b.v] if 0 <= k - b.v < len(b.c) else f.zero
            c.append(f.add(left, right) if sign == 1 else f.subtract(left, right))
        return self.made(min(low, high), c)

    def mul(self, a: Power, b: Power) -> Power:
        """a·b."""
        f = self.field
        n = min(len(a.c), len(b.c))
        c = []
        for k in range(n):
            total = f.zero
            for i in range(k + 1):
                if not a.c[i].num.is_zero() and not b.c[k - i].num.is_zero():
                    total = f.add(total, f.multiply(a.c[i], b.c[k - i]))
            c.append(total)
        return self.made(a.v + b.v, c)

    def inverse(self, a: Power) -> Power:
        """1/a. Raises Deeper for what may be zero."""
        if not a.c:
            raise Deeper
        f = self.field
        first = self.divisor(a.c[0])
        c = [first]
        for k in range(1, len(a.c)):
            total = f.zero
            for i in range(1, k + 1):
                if not a.c[i].num.is_zero():
                    total = f.add(total, f.multiply(a.c[i], c[k - i]))
            c.append(f.negate(f.multiply(total, first)))
        return Power(-a.v, tuple(c))

    def slope(self, a: Power) -> Power:
        """da/ds; log t counts with its own slope r/s."""
        f = self.field
        index = f.symbol(LOG_T)
        c = []
        for k, coefficient in enumerate(a.c):
            part = f.multiply(f.constant(a.v + k), coefficient)
            if index in f.depends(coefficient):
                part = f.add(part, f.multiply(f.constant(self.r), f.slope(coefficient, index)))
            c.append(part)
        return self.made(a.v - 1, c)

    def integral(self, a: Power) -> Power:
        """A series with slope a and no constant term. Raises Stuck where a logarithm would appear."""
        f = self.field
        index = f.symbol(LOG_T)
        c = []
        for k, coefficient in enumerate(a.c):
            if coefficient.num.is_zero():
                c.append(coefficient)
                continue
            if a.v + k + 1 <= 0 or index in f.depends(coefficient):
                raise Stuck
            c.append(f.multiply(coefficient, f.constant(Fraction(1, a.v + k + 1))))
        return Power(a.v + 1, tuple(c)) if c else Power(a.v + 1, ())

    def split(self, a: Power) -> tuple[Quotient, Power]:
        """The constant term and the rest of a series without negative powers. Raises Stuck, Deeper."""
        if a.v < 0:
            raise Stuck
        if a.v == 0 and not a.c:
            raise Deeper
        if a.v > 0:
            return self.field.zero, a
        return a.c[0], self.made(1, list(a.c[1:]))

    # ------------------------------------------------------------ powers, exp, log

    def exp(self, a: Power) -> Power:
        """exp a, by E′ = a′E; exp(q·log t + c) is t^q·exp c."""
        f = self.field
        start, rest = self.split(a)
        order = Fraction(0)
        index = f.symbol(LOG_T)
        if index in f.depends(start):
            rate = f.rational(f.slope(start, index))
            if rate is None:
                raise Stuck
            start = f.subtract(start, f.multiply(f.constant(rate), f.generator(index)))
            order = rate * self.r
            if order.denominator != 1:
                raise Ramify(order.denominator)
        d = self.slope(rest)
        c = [self.function(ops.EXP, start)]
        for k in range(1, self.end(rest) if rest.c else min(rest.v, self.n)):
            total = f.zero
            for i in range(k):  # k·E[k] = Σ d[i]·E[k−1−i]
                j = i - d.v
                if 0 <= j < len(d.c) and not d.c[j].num.is_zero():
                    total = f.add(total, f.multiply(d.c[j], c[k - 1 - i]))
            c.append(f.multiply(total, f.constant(Fraction(1, k))))
        return Power(int(order), tuple(c[: self.n]))

    def log(self, a: Power) -> Power:
        """log a for a series that is positive near the point."""
        if not a.c:
            raise Deeper
        if not self.positive(a.c[0]):
            raise Outside
        f = self.field
        unit = Power(0, a.c)
        tail = self.integral(self.mul(self.slope(unit), self.inverse(unit)))
        start = self.function(ops.LOG, a.c[0])
        if a.v:
            start = f.add(start, f.multiply(f.constant(Fraction(a.v, self.r)), f.element(LOG_T)))
        return self.add(self.const(start), tail)

    def rational_power(self, a: Power, q: Fraction) -> Power:
        """a^q by p·a′·P = a·P′."""
        if not a.c:
            raise Deeper
        if (a.v * q).denominator != 1:
            raise Ramify((a.v * q).denominator)
        f = self.field
        if q.denominator == 1 and abs(q) <= 3:
            result = self.const(f.one)
            for _ in range(abs(int(q))):
                result = self.mul(result, a)
            return result if q >= 0 else self.inverse(result)
        lead, sign = a.c[0], 1
        if q.denominator != 1 and not self.positive(lead):
            if q.denominator % 2 == 0:
                raise Outside
            lead, sign = f.negate(lead), -1 if q.numerator % 2 else 1
        front = f.element(App(ops.POW, (self.term(lead), Num(q))))
        if sign < 0:
            front = f.negate(front)
        c = [front]
        first = self.divisor(lead)
        first = f.negate(first) if lead is not a.c[0] else first
        for k in range(1, len(a.c)):
            total = f.zero
            for i in range(1, k + 1):  # k·a0·P[k] = Σ (q·i − (k − i))·a[i]·P[k−i]
                if not a.c[i].num.is_zero():
                    part = f.multiply(a.c[i], c[k - i])
                    total = f.add(total, f.multiply(f.constant(q * i - (k - i)), part))
            c.append(f.multiply(f.multiply(total, first), f.constant(Fraction(1, k))))
        return Power(int(a.v * q), tuple(c))

    def sin_cos(self, a: Power) -> tuple[Power, Power]:
        """sin a and cos a, by S′ = a′C, C′ = −a′S."""
        f = self.field
        start, rest = self.split(a)
        d = self.slope(rest)
        s, c = [self.function(ops.SIN, start)], [self.function(ops.COS, start)]
        for k in range(1, self.end(rest) if rest.c else min(rest.v, self.n)):
            left, right = f.zero, f.zero
            for i in range(k):
                j = i - d.v
                if 0 <= j < len(d.c) and not d.c[j].num.is_zero():
                    left = f.add(left, f.multiply(d.c[j], c[k - 1 - i]))
                    right = f.subtract(right, f.multiply(d.c[j], s[k - 1 - i]))
            over = f.constant(Fraction(1, k))
            s.append(f.multiply(left, over))
            c.append(f.multiply(right, over))
        return self.made(0, s), self.made(0, c)

    def by_slope(self, op: Op, a: Power) -> Power:
        """A function whose derivative is algebraic: its value at the start, and its slope integrated."""
        start, _ = self.split(a)
        square = self.mul(a, a)
        one = self.const(self.field.one)
        sign, root = SLOPES[op]
        under = self.add(one, square, sign)
        inner = self.inverse(self.rational_power(under, Fraction(1, 2)) if root else under)
        tail = self.integral(self.mul(self.slope(a), inner))
        return self.add(self.const(self.function(op, start)), tail)


SLOPES: dict[Op, tuple[int, bool]] = {
    ops.ATAN: (1, False),
    ops.ATANH: (-1, False),
    ops.ASIN: (-1, True),
    ops.ASINH: (1, True),
}
