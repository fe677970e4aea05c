"""Units of exponents, angles and root degrees, and the new start that a finer unit asks for."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from tuidao.derive.integral.frac import TooHard


class Restart(Exception):
    """A finer unit was met: the field has to be built again with it."""


class Units:
    """What survives a restart: units of exponents, angles and root degrees, and how angles are split."""

    def __init__(self) -> None:
        self.unit: dict[tuple[str, str], Fraction] = {}
        self.split = False
        self.whole = False  # roots of odd degree kept whole
        self.restarts = 0

    def refine(self, key: tuple[str, str], c: Fraction) -> Fraction:
        """The unit for `key` when `c` has to be a whole multiple of it. Raises Restart when it changes."""
        old = self.unit.get(key)
        if old is None:
            self.unit[key] = abs(c)
            return abs(c)
        if (c / old).denominator == 1:
            return old
        self.unit[key] = Fraction(
            gcd(old.numerator * c.denominator, c.numerator * old.denominator),
            old.denominator * c.denominator,
        )
        self.again()
        return old

    def again(self) -> None:
        """Ask for a new start."""
        self.restarts += 1
        if self.restarts > 30:
            raise TooHard("units do not settle")
        raise Restart
