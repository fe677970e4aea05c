"""Fractions of polynomials over the integers in a fixed supply of generators: the arithmetic under integration."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeAlias

import flint

SLOTS = 20
CONTEXT = flint.fmpz_mpoly_ctx.get([f"g{k}" for k in range(SLOTS)], flint.Ordering.lex)
GENS = CONTEXT.gens()
P_ZERO, P_ONE = CONTEXT.constant(0), CONTEXT.constant(1)
Poly: TypeAlias = Any  # fmpz_mpoly; python-flint ships no types for it

MAX_TERMS = 1500


class TooHard(Exception):
    """A budget ran out, or the expression lies outside what this algebra can hold."""


class Frac:
    """num/den in lowest terms, the leading coefficient of den positive. Immutable."""

    __slots__ = ("den", "num")

    def __init__(self, num: Poly, den: Poly = P_ONE, *, reduced: bool = False) -> None:
        if not reduced:
            if den.is_zero():
                raise ZeroDivisionError("a fraction with denominator zero")
            if not den.is_one():
                if num.is_zero():
                    den = P_ONE
                else:
                    g = num.gcd(den)
                    if not g.is_one():
                        num, den = num / g, den / g
            if den.leading_coefficient() < 0:
                num, den = -num, -den
            if len(num) > MAX_TERMS or len(den) > MAX_TERMS:
                raise TooHard("polynomial too long")
        self.num = num
        self.den = den

    def __add__(self, o: Frac) -> Frac:
        if self.den == o.den:
            if self.den.is_one():
                return Frac(self.num + o.num, P_ONE, reduced=True)
            return Frac(self.num + o.num, self.den)
        return Frac(self.num * o.den + o.num * self.den, self.den * o.den)

    def __sub__(self, o: Frac) -> Frac:
        return self + (-o)

    def __neg__(self) -> Frac:
        return Frac(-self.num, self.den, reduced=True)

    def __mul__(self, o: Frac) -> Frac:
        if self.den.is_one() and o.den.is_one():
            _bound(len(self.num) * len(o.num))
            return Frac(self.num * o.num, P_ONE, reduced=True)
        _bound(max(len(self.num) * len(o.num), len(self.den) * len(o.den)))
        return Frac(self.num * o.num, self.den * o.den)

    def __truediv__(self, o: Frac) -> Frac:
        if o.num.is_zero():
            raise ZeroDivisionError("division by zero in the field")
        _bound(max(len(self.num) * len(o.den), len(self.den) * len(o.num)))
        return Frac(self.num * o.den, self.den * o.num)

    def __pow__(self, n: int) -> Frac:
        if n < 0:
            if self.num.is_zero():
                raise ZeroDivisionError("a negative power of zero")
            return Frac(self.den, self.num) ** -n
        longest = max(len(self.num), len(self.den))
        if longest > 1 and n * longest > 400 or n > 10**6:
            raise TooHard("power too large")
        return Frac(self.num**n, self.den**n, reduced=True)

    def __eq__(self, o: object) -> bool:
        return isinstance(o, Frac) and self.num == o.num and self.den == o.den

    def __hash__(self) -> int:
        return hash((str(self.num), str(self.den)))

    def __repr__(self) -> str:
        return f"({self.num})/({self.den})"

    @property
    def is_zero(self) -> bool:
        """Is this 0?"""
        return bool(self.num.is_zero())

    @property
    def rational(self) -> Fraction | None:
        """The value when this is a rational number, else None."""
        if self.num.is_constant() and self.den.is_constant():
            return Fraction(int(leading(self.num)), int(leading(self.den)))
        return None

    def uses(self, slot: int) -> bool:
        """Does the generator occur?"""
        return degree(self.num, slot) > 0 or degree(self.den, slot) > 0

    def slots(self) -> set[int]:
        """The generators that occur."""
        a, b = self.num.degrees(), self.den.degrees()
        return {k for k in range(SLOTS) if a[k] > 0 or b[k] > 0}


def _bound(work: int) -> None:
    if work > 40_000:
        raise TooHard("product too long")


def leading(p: Poly) -> Any:
    """The leading coefficient, 0 of the zero polynomial."""
    return p.leading_coefficient() if not p.is_zero() else 0


def degree(p: Poly, slot: int) -> int:
    """The degree of p in one generator (0 of the zero polynomial)."""
    return max(int(p.degrees()[slot]), 0) if not p.is_zero() else 0


def const(value: int | Fraction) -> Frac:
    """A rational number as a fraction."""
    value = Fraction(value)
    return Frac(
        CONTEXT.constant(value.numerator), CONTEXT.constant(value.denominator), reduced=True
    )


def gen(slot: int) -> Frac:
    """A generator as a fraction."""
    return Frac(GENS[slot], P_ONE, reduced=True)


ZERO, ONE = const(0), const(1)


def coefficients(p: Poly, slot: int) -> list[Poly]:
    """The coefficients of p as a polynomial in one generator, lowest first; [] of zero."""
    parts: dict[int, dict[tuple[int, ...], Any]] = {}
    for exps, c in p.terms():
        k = exps[slot]
        rest = (*exps[:slot], 0, *exps[slot + 1 :])
        parts.setdefault(k, {})[rest] = c
    if not parts:
        return []
    top = max(parts)
    if top > 4000:
        raise TooHard("degree too large")
    return [CONTEXT.from_dict(parts[k]) if k in parts else P_ZERO for k in range(top + 1)]


def compose(p: Poly, values: dict[int, Frac]) -> Frac:
    """p with some generators replaced by fractions."""
    used = [s for s in values if degree(p, s) > 0]
    if not used:
        return Frac(p, P_ONE, reduced=True)
    slot, value = used[0], values[used[0]]
    rest = {s: values[s] for s in used[1:]}
    parts = coefficients(p, slot)
    # Horner, sparse: skip over gaps by powers
    out, last = ZERO, len(parts) - 1
    for k in range(len(parts) - 1, -1, -1):
        if parts[k].is_zero():
            continue
        if not out.is_zero:
            out = out * value ** (last - k)
        out = out + (compose(parts[k], rest) if rest else Frac(parts[k], P_ONE, reduced=True))
        last = k
    return out * value**last if last else out


def substitute(f: Frac, values: dict[int, Frac]) -> Frac:
    """f with some generators replaced by fractions. Raises ZeroDivisionError where the denominator vanishes."""
    return compose(f.num, values) / compose(f.den, values)


def partial(f: Frac, slot: int) -> Frac:
    """The partial derivative by one generator."""
    n, d = f.num, f.den
    if degree(d, slot) == 0:
        return Frac(n.derivative(slot), d)
    return Frac(n.derivative(slot) * d - n * d.derivative(slot), d * d)
