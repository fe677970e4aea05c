"""Angles: sine and cosine in those of a basis of angles, exact values at multiples of pi, the inverse functions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_poly, fmpz_poly

from tuidao.check.field import Kernel, Plan, Quotient, TooLarge
from tuidao.check.powers import Powers

_MOST_ANGLE = 200  # sin(nx) is written out for n up to this


class Angles(Powers):
    """The field with trigonometric functions."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.angles: dict[tuple[int, int], tuple[Quotient, Quotient]] = {}

    # -------------------------------------------------- angles

    def cos_sin(self, a: Quotient) -> tuple[Quotient, Quotient]:
        """cos a and sin a, written in those of a basis of angles."""
        cosine, sine = self.one, self.zero
        num = self.reduce(a.num)
        if not a.den:
            for i, kernel in enumerate(self.kernels):
                if kernel.kind in ("constant", "asin", "atan") and num.degrees()[i]:
                    c = alone(num, i, len(self.gens))
                    part = self._known_angle(kernel, Fraction(int(c.p), int(c.q))) if c else None
                    if part is not None:
                        num = num - c * self.gens[i]
                        cosine, sine = self._turn((cosine, sine), part)
        if num.is_zero():
            return cosine, sine
        for k, n in self.combination("trig", Quotient(num, a.den)):
            cosine, sine = self._turn((cosine, sine), self._multiple(k, n))
        return cosine, sine

    def _turn(
        self, a: tuple[Quotient, Quotient], b: tuple[Quotient, Quotient]
    ) -> tuple[Quotient, Quotient]:
        if a[1] is self.zero and a[0] is self.one:
            return b
        cosine = self.subtract(self.multiply(a[0], b[0]), self.multiply(a[1], b[1]))
        return cosine, self.add(self.multiply(a[1], b[0]), self.multiply(a[0], b[1]))

    def _multiple(self, k: int, n: int) -> tuple[Quotient, Quotient]:
        """cos and sin of n times the k-th basis angle (divided by its D)."""
        if n < 0:
            cosine, sine = self._multiple(k, -n)
            return cosine, self.negate(sine)
        if n > _MOST_ANGLE:
            raise TooLarge
        if (k, n) not in self.angles:
            if n == 1:
                d = self.constant((self.plan.parts or {}).get(("trig", k), 1))
                args = (self.basis["trig"][k], d)
                c = self.kernel(Kernel("cos", args, k), k)
                s = self.kernel(Kernel("sin", args, c), k)
                self.relate(s, 2, 1 - self.gens[c] ** 2)
                self.angles[k, 1] = (self.generator(c), self.generator(s))
            else:
                half = self._multiple(k, n // 2)
                turned = self._turn(half, self._multiple(k, n - n // 2))
                self.angles[k, n] = tuple(Quotient(self.reduce(q.num), q.den) for q in turned)  # type: ignore[assignment]
        return self.angles[k, n]

    def _known_angle(self, kernel: Kernel, q: Fraction) -> tuple[Quotient, Quotient] | None:
        if kernel.kind == "constant":
            return self._pi_times(q) if kernel.data == "pi" else None
        if q.denominator != 1 or abs(q) > 20:
            return None
        x = kernel.args[0]
        square = self.power(x, 2)
        if kernel.kind == "asin":
            cosine, sine = self.rational_power(self.subtract(self.one, square), Fraction(1, 2)), x
        else:
            cosine = self.rational_power(self.add(self.one, square), Fraction(-1, 2))
            sine = self.multiply(x, cosine)
        if q < 0:
            sine = self.negate(sine)
        total = (self.one, self.zero)
        for _ in range(abs(int(q))):
            total = self._turn(total, (cosine, sine))
        return total

    def _pi_times(self, q: Fraction) -> tuple[Quotient, Quotient]:
        """cos and sin of q·pi, by radicals for 12 | 12q, else in cos(pi/n), known by its minimal polynomial."""
        q %= 2
        if q >= 1:
            cosine, sine = self._pi_times(q - 1) if q > 1 else (self.one, self.zero)
            return self.negate(cosine), self.negate(sine)
        if q == 0:
            return self.one, self.zero
        if q > Fraction(1, 2):
            cosine, sine = self._pi_times(1 - q)
            return self.negate(cosine), sine
        if q == Fraction(1, 2):
            return self.zero, self.one
        half = Fraction(1, 2)
        table = {Fraction(1, 3): (1, 3), Fraction(1, 4): (2, 2), Fraction(1, 6): (3, 1)}
        if q in table:
            return tuple(  # type: ignore[return-value]
                self.scale(self.absolute_power(self.constant(n), half), half) for n in table[q]
            )
        if q == Fraction(1, 12):
            return self._turn(self._pi_times(Fraction(1, 3)), self._pi_times(Fraction(-1, 4)))
        if q == Fraction(5, 12):
            return self._turn(self._pi_times(Fraction(1, 4)), self._pi_times(Fraction(1, 6)))
        n = q.denominator
        if n % 2 == 0:
            double, _ = self._pi_times(2 * q)
            plus, minus = self.add(self.one, double), self.subtract(self.one, double)
            return tuple(  # type: ignore[return-value]
                self.rational_power(self.scale(p, half), half) for p in (plus, minus)
            )
        if n > 60:
            raise TooLarge
        if n == 5:
            root = self.absolute_power(self.constant(5), half)
            return self._repeated(self.scale(self.add(self.one, root), Fraction(1, 4)), q.numerator)
        minimal = fmpz_poly.cos_minpoly(2 * n)  # of 2·cos(2·pi/2n)
        poly = fmpq_poly([fmpq(c) * 2**k for k, c in enumerate(minimal.coeffs())])
        index = self.kernel(Kernel("algebraic", (), n), n)
        self.relate(index, minimal.degree(), poly)
        return self._repeated(self.generator(index), q.numerator)

    def _repeated(self, cosine: Quotient, n: int) -> tuple[Quotient, Quotient]:
        """cos and sin of n times an angle in (0, pi/2), given its cosine."""
        square = self.subtract(self.one, self.power(cosine, 2))
        first = total = (cosine, self.rational_power(square, Fraction(1, 2)))
        for _ in range(n - 1):
            total = self._turn(total, first)
        return total

    def asin(self, x: Quotient) -> Quotient:
        """asin x."""
        return self._odd(
            "asin", x, (Fraction(1, 2), Fraction(1, 3), Fraction(1, 4), Fraction(1, 6))
        )

    def atan(self, x: Quotient) -> Quotient:
        """atan x."""
        return self._odd(
            "atan", x, (Fraction(1, 3), Fraction(1, 4), Fraction(1, 6), Fraction(1, 12))
        )

    def _odd(self, kind: str, x: Quotient, known: tuple[Fraction, ...] = ()) -> Quotient:
        num = self.reduce(x.num)
        if num.is_zero():
            return self.zero
        if num.leading_coefficient() < 0:
            return self.negate(self._odd(kind, Quotient(-num, x.den), known))
        if known and not self.depends(x):
            for q in known:
                cosine, sine = self._pi_times(q)
                if self.is_zero(
                    self.subtract(x if kind == "asin" else self.multiply(x, cosine), sine)
                ):
                    return self.scale(self.generator(self.constant_kernel("pi")), q)
        return self.generator(self.kernel(Kernel(kind, (Quotient(num, x.den),))))

    def constant_kernel(self, name: str) -> int:
        """The kernel of a named constant."""
        return self.kernel(Kernel("constant", (), name), name)

    def _pi(self) -> Quotient:
        return self.generator(self.constant_kernel("pi"))


def alone(p: Any, i: int, count: int) -> fmpq:
    """The coefficient of the i-th kernel alone in a polynomial."""
    m = [0] * count
    m[i] = 1
    c: fmpq = p[tuple(m)]
    return c
