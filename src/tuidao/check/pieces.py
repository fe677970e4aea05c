"""Whole parts and factorials of quotients."""

from __future__ import annotations

from fractions import Fraction

from tuidao.check.angles import Angles
from tuidao.check.field import Kernel, NoValue, Quotient, Restart, TooLarge
from tuidao.check.ranges import constant_quotient

_MOST_FACTORIAL = 400


class Pieces(Angles):
    """The field with ⌊x⌋ and Γ(x)."""

    def floor(self, x: Quotient) -> Quotient:
        """⌊x⌋, whole rational parts taken out."""
        num, whole = self.reduce(x.num), Fraction(0)
        q = self.rational(x)
        if q is not None:
            return self.constant(q.numerator // q.denominator)
        if not x.den:
            c = num[(0,) * len(self.gens)]
            whole = Fraction(int(c.p) // int(c.q))
            num = num - int(whole)
        if not self.depends(x):
            ball = constant_quotient(self, x)
            value = ball.floor().unique_fmpz() if ball is not None and abs(ball) < 2**200 else None
            if value is not None:
                return self.constant(int(value))
        index = self.kernel(Kernel("floor", (Quotient(num, x.den),)))
        return self.add(self.generator(index), self.constant(whole))

    def gamma(self, x: Quotient) -> Quotient:
        """Γ(x), brought to the largest argument met that differs by a whole number."""
        q = self.rational(x)
        if q is not None and q.denominator == 1:
            if q < 1:
                raise NoValue
            if q > _MOST_FACTORIAL:
                raise TooLarge
            value = 1
            for k in range(2, int(q)):
                value *= k
            return self.constant(value)
        shifts = self.plan.shift = self.plan.shift if self.plan.shift is not None else {}
        count = 0
        for i, kernel in enumerate(self.kernels):
            if kernel.kind != "gamma":
                continue
            gap = self.rational(self.subtract(kernel.args[0], x))
            if gap is not None and gap.denominator == 1:
                if abs(gap) > 60:
                    raise TooLarge
                if gap < 0:
                    shifts[count] = shifts.get(count, 0) - int(gap)
                    raise Restart
                below = self.one
                for k in range(int(gap)):
                    below = self.multiply(below, self.add(x, self.constant(k)))
                return self.divide(self.generator(i), below)
            count += 1
        base = self.add(x, self.constant(shifts.get(count, 0)))
        self.kernel(Kernel("gamma", (base,)))
        return self.gamma(x)
