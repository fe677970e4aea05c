"""Generalised power series: finitely many terms c·m in an ordered scale of germs, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from operator import add
from typing import TypeAlias

from flint import fmpq

from tuidao.derive.limit.constants import Coef, is_q
from tuidao.derive.limit.fault import OutsideDomain, PrecisionLost, Undecided
from tuidao.derive.limit.field import Field
from tuidao.derive.limit.powers import integer_power, rational_power

# A germ is a product of powers of the scale's elements, each of which tends to 0+; the fastest stands first. So the
# lexicographically greater exponent vector is the smaller germ.
Germ: TypeAlias = tuple[Coef, ...]


def times(a: Germ, b: Germ) -> Germ:
    """The product of two germs."""
    return tuple(map(add, a, b))


def raised(a: Germ, r: Coef) -> Germ:
    """A germ to a power."""
    return tuple([e * r for e in a])


class Series:
    """Σ c·m, greatest germ first, plus O(err); `err` None where nothing is left out."""

    __slots__ = ("err", "terms")

    def __init__(self, terms: list[tuple[Germ, Coef]], err: Germ | None = None) -> None:
        self.terms = terms
        self.err = err

    def __repr__(self) -> str:
        return f"Series({self.terms}, O{self.err})"


class Arithmetic:
    """Sums, products, quotients and powers of series, each kept to `keep` terms."""

    def __init__(self, field: Field, keep: int, width: int) -> None:
        self.field = field
        self.keep = keep
        self.one: Germ = (fmpq(0),) * width
        self.work = 0  # products of terms so far
        self.most_work = 60_000

    # ------------------------------------------------------------ building

    def const(self, c: Coef) -> Series:
        """The constant series."""
        return Series([(self.one, c)] if not (is_q(c) and c == 0) else [])

    def collect(self, found: dict[Germ, Coef], err: Germ | None) -> Series:
        """Terms with equal germs added, zeros dropped, sorted, cut to what is kept and lies above the error."""
        terms = []
        for g, c in found.items():
            if is_q(c):
                if c != 0:
                    terms.append((g, c))
            elif self.field.nonzero(c):
                terms.append((g, c))
        terms.sort(key=_germ)
        if err is not None:
            while terms and not terms[-1][0] < err:
                terms.pop()
        if len(terms) > self.keep:
            err = terms[self.keep][0]
            terms = terms[: self.keep]
        return Series(terms, err)

    # ------------------------------------------------------------ arithmetic

    def add(self, a: Series, b: Series, sign: int = 1) -> Series:
        """a + sign·b."""
        found = dict(a.terms)
        for g, c in b.terms:
            c = c if sign == 1 else -c
            old = found.get(g)
            found[g] = c if old is None else old + c
        return self.collect(found, _worse(a.err, b.err))

    def neg(self, a: Series) -> Series:
        """−a."""
        return Series([(g, -c) for g, c in a.terms], a.err)

    def mul(self, a: Series, b: Series) -> Series:
        """a·b."""
        self.work += len(a.terms) * len(b.terms)
        if self.work > self.most_work:
            raise Undecided("expansion too large")
        err: Germ | None = None
        if a.err is not None:
            err = times(a.err, b.terms[0][0] if b.terms else b.err or self.one)
            if not b.terms and b.err is None:
                return b
        if b.err is not None:
            if not a.terms and a.err is None:
                return a
            err = _worse(err, times(b.err, a.terms[0][0] if a.terms else a.err or self.one))
        found: dict[Germ, Coef] = {}
        for g, c in a.terms:
            for h, d in b.terms:
                m = tuple(map(add, g, h))
                if err is not None and not m < err:
                    break
                old = found.get(m)
                found[m] = c * d if old is None else old + c * d
        return self.collect(found, err)

    def scale(self, a: Series, c: Coef, m: Germ | None = None) -> Series:
        """c·m·a."""
        if is_q(c) and c == 0:
            return Series([])
        if m is None:
            return Series([(g, k * c) for g, k in a.terms], a.err)
        err = None if a.err is None else times(a.err, m)
        return Series([(times(g, m), k * c) for g, k in a.terms], err)

    def lead(self, a: Series) -> tuple[Germ, Coef]:
        """The dominant term. Raises PrecisionLost where all terms cancelled, Undecided for an exact zero."""
        if not a.terms:
            if a.err is None:
                raise ZeroDivisionError
            raise PrecisionLost
        g, c = a.terms[0]
        if not is_q(c):
            self.field.require_nonzero(c)
        return g, c

    def split(self, a: Series) -> tuple[Germ, Coef, Series]:
        """a = c·m·(1 + δ): the germ, the coefficient and δ."""
        g, c = self.lead(a)
        if self.field.oscillating(c):
            ball = self.field.ball(c)
            if ball is None or ball.contains(0):
                raise Undecided("an oscillating denominator or radicand")
        back = raised(g, fmpq(-1))
        rest = [(times(h, back), k / c) for h, k in a.terms[1:]]
        return g, c, Series(rest, None if a.err is None else times(a.err, back))

    def compose(
        self, coefficient: Callable[[int], Coef], d: Series, *, last: int | None = None
    ) -> Series:
        """Σ coefficient(k)·d^k for an infinitesimal d; `last`: the highest k of a polynomial."""
        if not d.terms and d.err is None:
            return self.const(coefficient(0))
        n = self.keep if last is None or last > self.keep else last
        total = self.const(coefficient(n))
        for k in range(n - 1, -1, -1):
            total = self.add(self.mul(total, d), self.const(coefficient(k)))
        if last is None or last > n:
            step = d.terms[0][0] if d.terms else d.err
            assert step is not None
            total = self.collect(dict(total.terms), _worse(total.err, raised(step, fmpq(n + 1))))
        return total

    def inverse(self, a: Series) -> Series:
        """1/a."""
        g, c, d = self.split(a)
        unit = self.compose(lambda k: fmpq(-1 if k % 2 else 1), d)
        return self.scale(unit, 1 / c, raised(g, fmpq(-1)))

    def div(self, a: Series, b: Series) -> Series:
        """a/b."""
        if len(b.terms) == 1 and b.err is None:
            g, c = self.lead(b)
            if not self.field.oscillating(c):
                return self.scale(a, 1 / c, raised(g, fmpq(-1)))
        return self.mul(a, self.inverse(b))

    def power(self, a: Series, r: Coef) -> Series:
        """a**r for a constant r; a negative base needs a rational r of odd denominator."""
        whole = is_q(r) and r.q == 1
        if not a.terms and a.err is None:
            if self.field.sign(r) > 0:
                return a
            if is_q(r) and r == 0:
                return self.const(fmpq(1))
            raise OutsideDomain
        if whole and r == 0:
            return self.const(fmpq(1))
        if whole and r == 1:
            return a
        if whole and r == 2:
            return self.mul(a, a)
        g, c, d = self.split(a)
        if whole:
            front = integer_power(self.field, c, int(r))
        elif is_q(r):
            from tuidao.derive.limit.constants import fraction

            front = rational_power(self.field, c, fraction(r))
        else:
            from tuidao.derive.limit.powers import power as general

            front = general(self.field, c, r)
        coefficients: list[Coef] = [fmpq(1)]

        def binomial(k: int) -> Coef:
            while len(coefficients) <= k:
                j = len(coefficients)
                coefficients.append(coefficients[-1] * (r - (j - 1)) / j)
            return coefficients[k]

        last = int(r) if whole and r > 0 else None
        return self.scale(self.compose(binomial, d, last=last), front, raised(g, r))


def _germ(term: tuple[Germ, Coef]) -> Germ:
    return term[0]


def _worse(a: Germ | None, b: Germ | None) -> Germ | None:
    """The greater of two errors."""
    if a is None or b is None:
        return a if b is None else b
    return a if a < b else b
