"""Products that depend on an index: powers with the index in the exponent, factorials, a quotient of polynomials."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from flint import fmpq, fmpq_poly, fmpz

from tuidao.lang import op as ops
from tuidao.lang.build import ONE, is_op, rational
from tuidao.lang.term import App, Num, Term

_MOST_TERMS, _MOST_DEGREE = 24, 40


class Outside(Exception):
    """The term is not of this kind, or has no value at some index."""


@dataclass(slots=True)
class Product:
    """(num/den)(k) · Π base^(slope·k + offset) · Π ((γk)!)^e · Π other^e.

    Bases are free of the index: prime numbers with offset 0, −1, and what cannot be taken apart; `others` depend on it.
    """

    num: Any = field(default_factory=lambda: fmpq_poly([1]))
    den: Any = field(default_factory=lambda: fmpq_poly([1]))
    bases: dict[Term, tuple[Fraction, Fraction]] = field(default_factory=dict)
    factorials: dict[int, int] = field(default_factory=dict)
    others: dict[Term, int] = field(default_factory=dict)

    def key(self) -> tuple[Any, ...]:
        """What two products share that differ by a rational factor alone."""
        return tuple(frozenset(d.items()) for d in (self.bases, self.factorials, self.others))

    def times(self, other: Product, power: int = 1) -> Product:
        """The product with a power of another. Raises Outside where that is too large."""
        n, d = (other.num, other.den) if power > 0 else (other.den, other.num)
        num, den = self.num * n ** abs(power), self.den * d ** abs(power)
        if num.degree() > _MOST_DEGREE or den.degree() > _MOST_DEGREE:
            raise Outside
        g = num.gcd(den)
        made = Product(num // g, den // g, dict(self.bases))
        for base, (a, b) in other.bases.items():
            made.power(base, power * a, power * b)
        made.factorials = _joined(self.factorials, other.factorials, power)
        made.others = _joined(self.others, other.others, power)
        return made

    def power(self, base: Term, slope: Fraction, offset: Fraction) -> None:
        """Multiply by base^(slope·k + offset)."""
        a, b = self.bases.pop(base, (Fraction(0), Fraction(0)))
        a, b = a + slope, b + offset
        if type(base) is Num:
            whole = b.__floor__()
            if base.value < 0:  # (−1)^m depends on the parity of m alone
                if a.denominator != 1 or b.denominator != 1:
                    raise Outside
                self.num = self.num * (-1) ** (int(b) % 2)
                a, b = a % 2, Fraction(0)
            elif whole and abs(whole) < 4000:
                number = fmpq(base.value.numerator, base.value.denominator) ** abs(whole)
                self.num, self.den = (
                    (self.num * number, self.den) if whole > 0 else (self.num / number, self.den)
                )
                b -= whole
        if a or b:
            self.bases[base] = (a, b)


def _joined(a: dict[Any, int], b: dict[Any, int], power: int) -> dict[Any, int]:
    made = dict(a)
    for key, e in b.items():
        made[key] = made.get(key, 0) + power * e
    return {key: e for key, e in made.items() if e}


def negated(products: list[Product]) -> list[Product]:
    """The products with their signs turned."""
    return [Product(-p.num, p.den, p.bases, p.factorials, p.others) for p in products]


def few(products: list[Product]) -> list[Product]:
    """The same collected. Raises Outside where there are too many."""
    if len(products) > _MOST_TERMS:
        raise Outside
    return collected(products)


def collected(products: list[Product]) -> list[Product]:
    """Products that differ by a rational factor put together; zeros left out."""
    found: dict[tuple[Any, ...], Product] = {}
    for p in products:
        key = p.key()
        met = found.get(key)
        if met is None:
            found[key] = p
            continue
        num, den = met.num * p.den + p.num * met.den, met.den * p.den
        g = num.gcd(den)
        found[key] = Product(num // g, den // g, p.bases, p.factorials, p.others)
    return [p for p in found.values() if p.num.degree() >= 0]


def put_number(made: Product, value: Fraction, slope: Fraction, offset: Fraction) -> None:
    """Multiply by a power of a number, prime by prime."""
    if not value and (slope < 0 or offset < 0):
        raise Outside
    if not value:
        made.power(Num(0), slope, offset)
        return
    if value < 0:
        made.power(Num(-1), slope, offset)
    for part, way in ((value.numerator, 1), (value.denominator, -1)):
        if abs(part) > 10**30:
            raise Outside
        for p, e in fmpz(abs(part)).factor():
            made.power(Num(int(p)), slope * way * int(e), offset * way * int(e))


def primitive(t: Term) -> tuple[Fraction, Term]:
    """A sum of terms as a number times a sum that is the same for all its multiples."""
    if not is_op(t, ops.ADD, ops.SUB, ops.NEG):
        return Fraction(1), t
    rows = sum_rows(t)
    if not rows:
        return Fraction(0), ONE
    ordered = sorted(rows.items(), key=lambda row: str(row[0]))
    size = lcm(*(c.denominator for c in rows.values()))
    content = Fraction(gcd(*(int(c * size) for c in rows.values())), size)
    if ordered[-1][1] < 0:
        content = -content
    out: Term | None = None
    for part, c in ordered:
        one = part if c == content else Num(c / content) * part
        out = one if out is None else out + one
    assert out is not None
    return content, out


def sum_rows(t: Term) -> dict[Term, Fraction]:
    """The summands of a term, each with its number in front; what stands alone as a number under 1."""
    rows: dict[Term, Fraction] = {}
    _rows(t, Fraction(1), rows)
    return {part: c for part, c in rows.items() if c}


def _rows(t: Term, by: Fraction, rows: dict[Term, Fraction]) -> None:
    value = rational(t)
    if value is not None:
        rows[ONE] = rows.get(ONE, Fraction(0)) + by * value
        return
    if type(t) is App:
        a = t.args
        match t.op:
            case ops.ADD | ops.SUB:
                _rows(a[0], by, rows)
                _rows(a[1], by if t.op is ops.ADD else -by, rows)
                return
            case ops.NEG:
                _rows(a[0], -by, rows)
                return
            case ops.MUL | ops.DIV:
                left = rational(a[0]) if t.op is ops.MUL else None
                right = rational(a[1])
                if left is not None:
                    _rows(a[1], by * left, rows)
                    return
                if right:
                    _rows(a[0], by * right if t.op is ops.MUL else by / right, rows)
                    return
    rows[t] = rows.get(t, Fraction(0)) + by
