"""Factors and signs: |f|, roots and logarithms of irreducible factors, and what is known about their signs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import Ordering as Order
from flint import fmpq, fmpq_mpoly_ctx, fmpq_poly

from tuidao.check.field import Field, Kernel, NoValue, Plan, Quotient, TooLarge
from tuidao.check.interval import Range
from tuidao.check.ranges import sign_of

Factored = tuple[
    Fraction, list[tuple[Any, int]]
]  # rational content; monic irreducible polynomials with exponents
_MOST_BITS = 200


class Factors(Field):
    """The field with factoring: absolute values, signs, rational powers and logarithms."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.facts: list[
            tuple[int, frozenset[int], bool]
        ] = []  # sign, sign kernels whose product it is, strict
        self.factored: list[tuple[Any, list[tuple[Any, int]]]] = []
        self.ranges: dict[int, Range] = {}
        self.nonzero: list[Any] = []  # factors that a fact says are not zero

    # -------------------------------------------------- factoring

    def factors(self, a: Quotient) -> Factored:
        """The content and the irreducible factors of a quotient, exponents negative below."""
        num = self.reduce(a.num)
        if num.is_zero():
            raise NoValue
        content, powers = self._factor(num)
        for atom, n in a.den:
            c, below = self._factor(self.reduce(self.atoms[atom]))
            content /= c**n
            for f, e in below:
                _collect(powers, f, -e * n)
        self._squares_of_sines(powers)
        return content, [(f, e) for f, e in powers if e]

    def _factor(self, p: Any) -> tuple[Fraction, list[tuple[Any, int]]]:
        lead = p.leading_coefficient()
        content = Fraction(int(lead.p), int(lead.q))
        if lead != 1:
            p = p / lead
        if len(p) > 1:
            if p.total_degree() == 1:
                return content, [(p, 1)]
            for old, factors in self.factored:
                if old == p:
                    return content, list(factors)
        degrees = p.degrees()
        used = [i for i, d in enumerate(degrees) if d > 0]
        if len(p) == 1:
            return content, [(self.gens[i], int(degrees[i])) for i in used]
        if sum(degrees) > 200 or len(p) > 300:
            raise TooLarge
        found = self._univariate(p, used[0]) if len(used) == 1 else self._multivariate(p, used)
        self.factored.append((p, found))
        return content, list(found)

    def _univariate(self, p: Any, i: int) -> list[tuple[Any, int]]:
        coefficients = [fmpq(0)] * (p.degrees()[i] + 1)
        for m, c in zip(p.monoms(), p.coeffs(), strict=True):
            coefficients[m[i]] = c
        g = self.gens[i]
        found = []
        for f, e in fmpq_poly(coefficients).factor()[1]:
            q = sum((c * g**k for k, c in enumerate(f.coeffs()) if c != 0), self.zero.num)
            found.append((q / q.leading_coefficient(), int(e)))
        return found

    def _multivariate(self, p: Any, used: list[int]) -> list[tuple[Any, int]]:
        small = fmpq_mpoly_ctx.get([f"h{i}" for i in range(len(used))], Order.lex)
        rows = zip(p.monoms(), p.coeffs(), strict=True)
        q = small.from_dict({tuple(m[i] for i in used): c for m, c in rows})
        found = []
        for f, e in q.factor()[1]:
            terms = {}
            for m, c in zip(f.monoms(), f.coeffs(), strict=True):
                exponents = [0] * len(self.gens)
                for i, n in zip(used, m, strict=True):
                    exponents[i] = n
                terms[tuple(exponents)] = c
            r = self.context.from_dict(terms)
            found.append((r / r.leading_coefficient(), int(e)))
        return found

    def _squares_of_sines(self, powers: list[tuple[Any, int]]) -> None:
        """(1 − c)(1 + c) = s²: sqrt(1 − cos²) is |sin|. The product of the monic pair is −s²."""
        for i, kernel in enumerate(self.kernels):
            if kernel.kind != "sin":
                continue
            c = self.gens[kernel.data]
            low = next((k for k, (f, _) in enumerate(powers) if f == c - 1), None)
            high = next((k for k, (f, _) in enumerate(powers) if f == c + 1), None)
            if low is None or high is None:
                continue
            n, m = powers[low][1], powers[high][1]
            if n == m and n % 2 == 0 or n == m and self._flip(powers, n):
                powers[low], powers[high] = (powers[low][0], 0), (powers[high][0], 0)
                _collect(powers, self.gens[i], 2 * n)

    def _flip(self, powers: list[tuple[Any, int]], n: int) -> bool:
        """Odd powers bring the factor −1, carried by the polynomial −1 (whose sign is known)."""
        _collect(powers, self.context.constant(-1), n)
        return True

    def single(self, f: Any) -> int | None:
        """The kernel that f is, when it is one alone."""
        if len(f) == 1 and f.total_degree() == 1:
            return next(i for i, d in enumerate(f.degrees()) if d)
        return None

    # -------------------------------------------------- signs

    def sign(self, f: Any) -> Quotient:
        """σ with |f| = σf, for an irreducible f: ±1 where the sign is known, else a kernel with σ² = 1."""
        single = self.single(f)
        if single is not None and self.kernels[single].kind == "sign":
            return self.generator(single)
        fixed = self.fixed_sign(f)
        if fixed:
            return self.constant(fixed)
        index = self._sign_kernel(f)
        if index in self.known:
            return self.constant(self.known[index])
        return self.generator(index)

    def lasting_sign(self, f: Any) -> Quotient:
        """The same, but a kernel wherever only a fact tells the sign: facts come and go, relations stay."""
        fixed = self.fixed_sign(f)
        return self.constant(fixed) if fixed else self.generator(self._sign_kernel(f))

    def _sign_kernel(self, f: Any) -> int:
        for i, kernel in enumerate(self.kernels):
            if kernel.kind == "sign" and kernel.data == f:
                return i
        depends = frozenset(self.depends(Quotient(f)))
        index = self.kernel(Kernel("sign", (), f, depends), len(self.kernels))
        self.relate(index, 2, self.one.num)
        return index

    def fixed_sign(self, f: Any) -> int:
        """+1 or −1 where f can have no other sign for any values of the symbols; 0 when that is not seen."""
        return sign_of(self, f)

    def sign_of(self, a: Quotient) -> Quotient:
        """The product of the signs of the odd factors: |a| = a·sign_of(a), also where a is zero."""
        if self.is_zero(a):
            return self.one
        content, powers = self.factors(a)
        result = self.constant(1 if content > 0 else -1)
        for f, e in powers:
            if e % 2:
                result = self.multiply(
                    result, self.sign(f) if not f.is_constant() else self.constant(-1)
                )
        return result

    def absolute(self, a: Quotient) -> Quotient:
        """|a|."""
        return self.multiply(a, self.sign_of(a))

    def fact(self, a: Quotient, strict: bool) -> None:
        """Note that a > 0 (strict) or a ≥ 0 wherever the terms have values.

        Where one factor of a product that is ≥ 0 is zero, nothing is said of the others: x²y ≥ 0 does not show y ≥ 0.
        """
        if self.is_zero(a):
            if strict:
                raise NoValue
            return
        content, powers = self.factors(a)
        if strict:
            self.nonzero += [f for f, _ in powers if f not in self.nonzero]
        sign, odd = (1 if content > 0 else -1), set()
        for f, e in powers:
            vanishes = not strict and e > 0 and len(powers) > 1 and not self._never_zero(f)
            if e % 2 == 0:
                if vanishes:
                    return
                continue
            fixed = -1 if f.is_constant() else self.fixed_sign(f)
            if fixed and not vanishes:
                sign *= fixed
            else:
                odd.add(self._sign_kernel(f))
        new = (sign, frozenset(odd), strict)
        if odd and new not in self.facts:
            self.facts.append(new)
            if len(odd) == 1:
                self.known.setdefault(next(iter(odd)), sign)

    def is_not_zero(self, a: Quotient) -> None:
        """Note that a ≠ 0: none of its factors is zero, nor what they are roots of."""
        for f, e in self.factors(a)[1]:
            single = self.single(f)
            if e > 0 and f not in self.nonzero:
                self.nonzero.append(f)
                if single is not None and self.kernels[single].kind == "root":
                    self.nonzero.append(self.kernels[single].data[1])

    def _never_zero(self, f: Any) -> bool:
        single = self.single(f)
        if f.is_constant() or (single is not None and self.kernels[single].kind == "sign"):
            return True
        return f in self.nonzero or sign_of(self, f, strict=True) != 0

    def by_facts(self, p: Any) -> Any:
        """p with the signs that the facts tie together replaced by one another."""
        p = self.reduce(p)
        for pivot, sign, others in self._solved():
            if p.degrees()[pivot] == 0:
                continue
            value = self.context.constant(sign)
            for k in others:
                value = value * self.gens[k]
            p = self.reduce(self._replace(p, pivot, value))
        return p

    def _replace(self, p: Any, index: int, value: Any) -> Any:
        without: dict[tuple[int, ...], Any] = {}
        having: dict[tuple[int, ...], Any] = {}
        for m, c in p.to_dict().items():
            (having if m[index] else without)[(*m[:index], 0, *m[index + 1 :])] = c
        return self.context.from_dict(without) + self.context.from_dict(having) * value

    def _solved(self) -> list[tuple[int, int, frozenset[int]]]:
        """Gauss over the signs. A fact a ≥ 0 with several factors is used only where no other fact shares one of them:
        at the zeros of its factors the signs could not be chosen to suit both."""
        rows: list[tuple[int, int, frozenset[int]]] = []
        for k, (sign, odd, strict) in enumerate(self.facts):
            others = [o for j, (_, o, _) in enumerate(self.facts) if j != k]
            if len(odd) > 1 and not strict and any(odd & o for o in others):
                continue
            for pivot, s, rest in rows:
                if pivot in odd:
                    odd, sign = (odd - {pivot}) ^ rest, sign * s
            if not odd:
                continue  # known already, or at odds with the others: then nothing more may be drawn from it
            pivot = max(odd)
            rest = odd - {pivot}
            rows = [
                (p, s * sign if pivot in r else s, (r - {pivot}) ^ rest if pivot in r else r)
                for p, s, r in rows
            ]
            rows.append((pivot, sign, rest))
        return rows


def _collect(powers: list[tuple[Any, int]], f: Any, e: int) -> None:
    for k, (g, n) in enumerate(powers):
        if g == f:
            powers[k] = (g, n + e)
            return
    powers.append((f, e))
