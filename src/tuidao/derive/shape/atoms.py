"""A sum as a polynomial in its atoms (x, exp(x), log(x), roots, constants), to be factored exactly."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from tuidao.derive.simplify import summands, tidy
from tuidao.derive.writing import Exponent, build_product
from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.term import App, Num, Sym, Term, mentions

_MOST_ATOMS, _MOST_DEGREE = 12, 60
_E = App(ops.E, ())


class TooHard(Exception):
    """The sum is no polynomial in atoms of a size we take on."""


def expanded(t: Term, depth: int = 0) -> list[tuple[Fraction, dict[Term, Exponent]]]:
    """Summands with sums to whole powers multiplied out. Raises TooHard."""
    out: list[tuple[Fraction, dict[Term, Exponent]]] = []
    if depth > 8:
        raise TooHard
    for c, powers in summands(t):
        base = next(
            (
                b
                for b, e in powers.items()
                if is_op(b, ops.ADD, ops.SUB) and type(e) is int and e > 0
            ),
            None,
        )
        if base is None:
            out.append((c, powers))
            continue
        n = powers[base]
        assert type(n) is int
        if n > 12:
            raise TooHard
        rest = {b: e for b, e in powers.items() if b != base}
        rows: list[tuple[Fraction, dict[Term, Exponent]]] = [(c, rest)]
        for _ in range(n):
            rows = [_product(a, b) for a in rows for b in summands(base)]
            if len(rows) > 400:
                raise TooHard
        for row in rows:
            out += expanded(_written(row), depth + 1)
    return out


class Atoms:
    """The polynomial of a tidy sum, up to a factor that has no zero; `kernels` are its indeterminates as terms."""

    def __init__(self, t: Term, x: Sym) -> None:
        self.x = x
        self._least: dict[Term, Fraction] = {}
        self._denominator: dict[Term, int] = {}
        rows = [self._split(c, p) for c, p in expanded(t)]
        for _, powers in rows:
            for base, e in powers.items():
                self._denominator[base] = lcm(self._denominator.get(base, 1), e.denominator)
        if any(is_op(b, ops.ADD, ops.SUB) for b in self._denominator):
            self._denominator.setdefault(x, 1)  # to write out in
        for base in self._denominator:
            self._least[base] = min(powers.get(base, Fraction(0)) for _, powers in rows)
        self.kernels = [self._root(base, d) for base, d in self._denominator.items()]
        if len(self.kernels) > _MOST_ATOMS:
            raise TooHard
        names = tuple(f"k{i}" for i in range(max(1, len(self.kernels))))
        self.ctx = fmpq_mpoly_ctx.get(names, Ordering.lex)
        self.poly = self._polynomial(rows)
        self._reduce()

    def _split(
        self, c: Fraction, powers: dict[Term, Exponent]
    ) -> tuple[Fraction, dict[Term, Fraction]]:
        """The exponents as rationals; E to a sum becomes powers of exp(v) for the parts v of the sum."""
        out: dict[Term, Fraction] = {}
        for base, e in powers.items():
            if isinstance(e, Term):
                for k, part in summands(e):
                    whole = _written((Fraction(1), part))
                    key = App(ops.EXP, (whole,)) if base == _E else App(ops.POW, (base, whole))
                    out[key] = out.get(key, Fraction(0)) + k
            else:
                out[base] = out.get(base, Fraction(0)) + Fraction(e)
        return c, out

    @staticmethod
    def _root(base: Term, d: int) -> Term:
        return base if d == 1 else App(ops.POW, (base, Num(Fraction(1, d))))

    def _polynomial(self, rows: list[tuple[Fraction, dict[Term, Fraction]]]) -> Any:
        terms: dict[tuple[int, ...], Any] = {}
        for c, powers in rows:
            key = []
            for base, d in self._denominator.items():
                e = (powers.get(base, Fraction(0)) - self._least[base]) * d
                key.append(int(e))
            if sum(key) > _MOST_DEGREE:
                raise TooHard
            at = tuple(key) or (0,)
            terms[at] = terms.get(at, fmpq(0)) + fmpq(c.numerator, c.denominator)
        return self.ctx.from_dict(terms)

    def _reduce(self) -> None:
        """Powers of a root of a sum brought below its degree: s² = 2 − x² in polynomials of s and x.

        A sum that is itself a kernel, having stood below the bar, is written out.
        """
        gens = self.ctx.gens()
        for i, (base, d) in enumerate(self._denominator.items()):
            if not is_op(base, ops.ADD, ops.SUB):
                continue
            inside = self._known(base)
            if inside is None:
                continue
            for _ in range(_MOST_DEGREE):
                high = [(m, c) for m, c in self.poly.terms() if m[i] >= d]
                if not high:
                    break
                for m, c in high:
                    mono = self.ctx.from_dict({m: c})
                    lower = self.ctx.from_dict(
                        {tuple(e - d if j == i else e for j, e in enumerate(m)): c}
                    )
                    self.poly = self.poly - mono + lower * inside
        self.gens = gens

    def _known(self, base: Term) -> Any | None:
        """A sum as polynomial in the kernels there are, if it is one."""
        places = {k: i for i, k in enumerate(self.kernels)}
        total = self.ctx.from_dict({})
        for c, powers in summands(base):
            key = [0] * max(1, len(self.kernels))
            for b, e in powers.items():
                if b not in places or type(e) is not int or e < 0:
                    return None
                key[places[b]] = e
            total = total + self.ctx.from_dict({tuple(key): fmpq(c.numerator, c.denominator)})
        return total

    def factors(self) -> list[Any]:
        """The distinct irreducible factors."""
        if self.poly.is_zero():
            return []
        return [p for p, _ in self.poly.factor()[1]]

    def lone_powers(self) -> list[Term]:
        """Kernels taken out as positive powers of the whole: their zeros count too."""
        return [b for b, e in self._least.items() if e > 0]

    def active(self, p: Any) -> list[int]:
        """The kernels in `p` that depend on x."""
        return [
            i
            for i, (k, d) in enumerate(zip(self.kernels, p.degrees(), strict=False))
            if d and mentions(k, self.x)
        ]

    def coefficients(self, p: Any, i: int) -> list[Term]:
        """`p` by powers of kernel i: its coefficients as terms, lowest first."""
        rows: list[list[Term]] = [[] for _ in range(p.degrees()[i] + 1)]
        for m, c in p.terms():
            factor: Term = Num(Fraction(int(c.p), int(c.q)))
            for j, e in enumerate(m):
                if e and j != i:
                    factor = factor * (self.kernels[j] ** int(e))
            rows[m[i]].append(factor)
        return [tidy(_add_up(row)) for row in rows]

    def term(self, p: Any) -> Term:
        """A polynomial in the kernels as a term."""
        return tidy(_add_up([self._monomial(m, c) for m, c in p.terms()]))

    def _monomial(self, m: tuple[int, ...], c: Any) -> Term:
        out: Term = Num(Fraction(int(c.p), int(c.q)))
        for k, e in zip(self.kernels, m, strict=False):
            if e:
                out = out * (k ** int(e))
        return out


def _add_up(terms: list[Term]) -> Term:
    total: Term = Num(0)
    for t in terms:
        total = total + t
    return total


def _product(
    a: tuple[Fraction, dict[Term, Exponent]], b: tuple[Fraction, dict[Term, Exponent]]
) -> tuple[Fraction, dict[Term, Exponent]]:
    powers = dict(a[1])
    for base, e in b[1].items():
        known = powers.pop(base, None)
        total = e if known is None else _exponent_sum(known, e)
        if total != 0:
            powers[base] = total
    return a[0] * b[0], powers


def _exponent_sum(a: Exponent, b: Exponent) -> Exponent:
    if isinstance(a, Term) or isinstance(b, Term):
        found = tidy(
            (a if isinstance(a, Term) else Num(a)) + (b if isinstance(b, Term) else Num(b))
        )
        return found.value if type(found) is Num else found
    total = a + b
    return total.numerator if total.denominator == 1 else total


def _written(row: tuple[Fraction, dict[Term, Exponent]]) -> Term:
    return build_product(row[0], dict(row[1]))
