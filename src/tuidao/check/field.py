"""The field in which terms are compared: quotients of polynomials over kernels that know their relations."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import lcm
from typing import Any, Self

from flint import Ordering, fmpq, fmpq_mat, fmpq_mpoly_ctx, fmpq_poly

SIZES = (8, 16, 32, 64)
MOST_TERMS = 4000  # in one polynomial
MOST_DEGREE = 2000


class TooLarge(Exception):
    """The terms outgrow what the checker is willing to compare."""


class NoValue(Exception):
    """The term has a value nowhere: it divides by zero, or takes the logarithm of it."""


class Restart(Exception):
    """Something met late (more kernels, a deeper root) must be known from the beginning."""


@dataclass(slots=True)
class Plan:
    """What a restart must know from the beginning."""

    size: int = 0  # which of SIZES
    root: int = 1  # kernels |f|^(1/root)
    # The D of each basis element of exp(b/D) and cos(b/D).
    parts: dict[tuple[str, int], int] | None = None
    # How far the argument of a gamma kernel lies above the first one met.
    shift: dict[int, int] | None = None

    def twin(self) -> Plan:
        """A plan of its own that says the same."""
        return Plan(self.size, self.root, copy(self.parts), copy(self.shift))


@dataclass(slots=True)  # not frozen: made by the ten thousand, which freezing would slow down
class Quotient:
    """num over the product of atom^power: where the term has a value, none of the atoms is zero."""

    num: Any
    den: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Kernel:
    """A generator: `kind` says what it stands for, `data` the rest; it `depends` on these symbols."""

    kind: str
    args: tuple[Quotient, ...] = ()
    data: Any = None
    depends: frozenset[int] = frozenset()


@cache
def _context(size: int) -> tuple[Any, tuple[Any, ...]]:
    context = fmpq_mpoly_ctx.get([f"g{i}" for i in range(SIZES[size])], Ordering.lex)
    return context, tuple(context.gens())


class Field:
    """Quotients over a growing list of kernels, their arithmetic, and the test for zero."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.context, self.gens = _context(plan.size)
        self.kernels: list[Kernel] = []
        self.found: dict[tuple[str, Any], int] = {}
        self.atoms: list[Any] = []  # what denominators are made of
        self.gen_atom: dict[int, int] = {}
        self.relations: list[int] = []  # kernels with an algebraic relation, in order of birth
        # kernel^bound equals this polynomial in older kernels
        self.lowered: dict[int, tuple[int, Any]] = {}
        self.known: dict[int, int] = {}  # sign kernels whose value is known
        self.zero = Quotient(self.context.constant(0))
        self.one = Quotient(self.context.constant(1))
        self.basis: dict[str, list[Quotient]] = {"exp": [], "trig": []}

    def twin(self) -> Self:
        """A field that knows what this one knows; what it learns stays its own."""
        other = copy(self)
        for name, value in vars(self).items():
            if type(value) in (list, dict, set):
                setattr(other, name, value.copy())
        other.basis = {kind: list(known) for kind, known in self.basis.items()}
        other.plan = self.plan.twin()
        return other

    # -------------------------------------------------- kernels

    def kernel(self, kernel: Kernel, key: Any = None) -> int:
        """The index of a kernel: the one met before under `key`, or with equal arguments, else a new one."""
        if key is not None:
            index = self.found.get((kernel.kind, key))
            if index is not None:
                return index
        else:
            for index, old in enumerate(self.kernels):
                if (
                    old.kind == kernel.kind
                    and old.data == kernel.data
                    and self._same_args(old, kernel)
                ):
                    return index
        index = len(self.kernels)
        if index == len(self.gens):
            self.plan.size += 1
            if self.plan.size >= len(SIZES):
                raise TooLarge
            raise Restart
        if key is not None:
            self.found[kernel.kind, key] = index
        depends = set(kernel.depends)
        for a in kernel.args:
            depends |= self.depends(a)
        self.kernels.append(Kernel(kernel.kind, kernel.args, kernel.data, frozenset(depends)))
        return index

    def relate(self, index: int, bound: int, value: Any) -> None:
        """Teach the field that this kernel to the power `bound` is `value`."""
        if index not in self.lowered:
            self.lowered[index] = (bound, value)
            self.relations.append(index)

    def _same_args(self, a: Kernel, b: Kernel) -> bool:
        return len(a.args) == len(b.args) and all(
            self.equal(x, y) for x, y in zip(a.args, b.args, strict=True)
        )

    def depends(self, a: Quotient) -> set[int]:
        """The symbols (as kernel indices) that a quotient speaks of."""
        found: set[int] = set()
        for i in self.used(a):
            found |= self.kernels[i].depends
        return found

    def used(self, a: Quotient) -> set[int]:
        """The kernels that occur in a quotient."""
        found = {i for i, d in enumerate(a.num.degrees()) if d > 0}
        for atom, _ in a.den:
            found |= {i for i, d in enumerate(self.atoms[atom].degrees()) if d > 0}
        return found

    def generator(self, index: int) -> Quotient:
        """A kernel as an element."""
        return Quotient(self.gens[index])

    # -------------------------------------------------- arithmetic

    def constant(self, value: int | Fraction | fmpq) -> Quotient:
        """A rational number as an element."""
        if isinstance(value, Fraction):
            value = fmpq(value.numerator, value.denominator)
        return Quotient(self.context.constant(value))

    def atom(self, p: Any) -> int:
        """The number of a denominator factor."""
        for k, old in enumerate(self.atoms):
            if old == p:
                return k
        self.atoms.append(p)
        return len(self.atoms) - 1

    def over(self, den: tuple[tuple[int, int], ...]) -> Any:
        """The product that a denominator stands for."""
        p = self.one.num
        for atom, power in den:
            p = p * self.atoms[atom] ** power
        return p

    def add(self, a: Quotient, b: Quotient) -> Quotient:
        """a + b."""
        if a.den == b.den:
            return Quotient(a.num + b.num, a.den)
        if not b.den:
            return Quotient(a.num + self._times(b.num, self.over(a.den)), a.den)
        if not a.den:
            return Quotient(b.num + self._times(a.num, self.over(b.den)), b.den)
        left, right = dict(a.den), dict(b.den)
        both = {k: max(left.get(k, 0), right.get(k, 0)) for k in {*left, *right}}
        for_a = tuple((k, n - left.get(k, 0)) for k, n in both.items() if n > left.get(k, 0))
        for_b = tuple((k, n - right.get(k, 0)) for k, n in both.items() if n > right.get(k, 0))
        num = self._times(a.num, self.over(for_a)) + self._times(b.num, self.over(for_b))
        return Quotient(num, tuple(sorted(both.items())))

    def _times(self, p: Any, q: Any) -> Any:
        if len(p) * len(q) > 20 * MOST_TERMS:
            raise TooLarge
        return p * q

    def negate(self, a: Quotient) -> Quotient:
        """−a."""
        return Quotient(-a.num, a.den)

    def subtract(self, a: Quotient, b: Quotient) -> Quotient:
        """a − b."""
        return self.add(a, Quotient(-b.num, b.den))

    def multiply(self, a: Quotient, b: Quotient) -> Quotient:
        """a·b."""
        num = self._times(a.num, b.num)
        if not b.den:
            return self._cancel(num, a.den) if a.den else Quotient(num)
        if not a.den:
            return self._cancel(num, b.den)
        both = dict(a.den)
        for k, n in b.den:
            both[k] = both.get(k, 0) + n
        return self._cancel(num, tuple(sorted(both.items())))

    def _cancel(self, num: Any, den: tuple[tuple[int, int], ...]) -> Quotient:
        """Kernels common to numerator and denominator divided out; other factors stay."""
        left = []
        for atom, power in den:
            p = self.atoms[atom]
            while power and len(p) <= len(num) and not num.is_zero():
                if len(p) == 1 or len(num) < 40:
                    q, r = divmod(num, p)
                    if not r.is_zero():
                        break
                    num, power = q, power - 1
                else:
                    break
            if power:
                left.append((atom, power))
        return Quotient(num, tuple(left)) if not num.is_zero() else self.zero

    def inverse(self, a: Quotient) -> Quotient:
        """1/a. Raises NoValue where a is zero by the relations."""
        num = self.reduce(a.num)
        if num.is_zero():
            raise NoValue
        top = self.over(a.den) if a.den else self.one.num
        lead = num.leading_coefficient()
        den: list[tuple[int, int]] = []
        if len(num) == 1:
            for i, power in enumerate(num.degrees()):
                if power > 0 and self.kernels[i].kind == "sign":
                    top = self._times(top, self.gens[i] ** int(power % 2))
                elif power > 0:
                    if i not in self.gen_atom:
                        self.gen_atom[i] = self.atom(self.gens[i])
                    den.append((self.gen_atom[i], int(power)))
        else:
            den.append((self.atom(num / lead), 1))
        return self._cancel(top / lead, tuple(sorted(den)))

    def divide(self, a: Quotient, b: Quotient) -> Quotient:
        """a/b."""
        return self.multiply(a, self.inverse(b))

    def power(self, a: Quotient, n: int) -> Quotient:
        """a to an integer power. Raises TooLarge before anything grows out of hand."""
        if n < 0:
            return self.power(self.inverse(a), -n)
        if n <= 1:
            return a if n else self.one
        num = self.reduce(a.num) if self.relations else a.num
        terms, degree = len(num), num.total_degree() if not num.is_zero() else 0
        many = terms > 1 and (
            n ** min(terms - 1, 4) > 20 * MOST_TERMS or 2 * n * terms > MOST_TERMS
        )
        if many or n * max(degree, 1) > MOST_DEGREE:
            raise TooLarge
        if num.is_constant() and not num.is_zero():
            c = num.leading_coefficient()
            if n * max(int(c.p).bit_length(), int(c.q).bit_length()) > 20000:
                raise TooLarge
        num = num**n
        if len(num) > MOST_TERMS:
            raise TooLarge
        return Quotient(num, tuple((k, e * n) for k, e in a.den))

    # -------------------------------------------------- relations and zero

    def reduce(self, p: Any) -> Any:
        """p with every kernel's relation used up: s² = 1 − c², ρ^N = |f|, σ² = 1."""
        if not self.relations:
            return p
        degrees = p.degrees()
        for index in reversed(self.relations):
            bound, value = self.lowered[index]
            if degrees[index] < bound and (index not in self.known or degrees[index] == 0):
                continue
            p = self._lower(p, index, bound, value)
            if len(p) > MOST_TERMS:
                raise TooLarge
            degrees = p.degrees()
        return p

    def _lower(self, p: Any, index: int, bound: int, value: Any) -> Any:
        parts: dict[int, dict[tuple[int, ...], Any]] = {}
        for exponents, c in zip(p.monoms(), p.coeffs(), strict=True):
            e = int(exponents[index])
            rest = (*exponents[:index], 0, *exponents[index + 1 :])
            parts.setdefault(e, {})[rest] = c
        g = self.known.get(index, self.gens[index])
        total = self.zero.num
        for e, part in parts.items():
            q = self.context.from_dict(part)
            if type(value) is fmpq_poly:  # an algebraic number by its minimal polynomial
                r = fmpq_poly([0] * e + [1]) % value
                total += q * sum((c * g**k for k, c in enumerate(r.coeffs())), self.zero.num)
            else:
                total += self._times(q, value ** (e // bound)) * g ** (e % bound)
        return total

    def is_zero(self, a: Quotient) -> bool:
        """Is `a` zero by the kernels' relations? (False says only that these do not show it.)"""
        return a.num.is_zero() or (bool(self.relations) and self.reduce(a.num).is_zero())

    def equal(self, a: Quotient, b: Quotient) -> bool:
        """Are the two equal by the relations?"""
        if a.den == b.den and a.num == b.num:
            return True
        return self.is_zero(self.subtract(a, b))

    def rational(self, a: Quotient) -> Fraction | None:
        """The rational number that `a` is, if it plainly is one."""
        num = self.reduce(a.num)
        if num.is_zero():
            return Fraction(0)
        if a.den:
            den = self.reduce(self.over(a.den))
            ratio = num.leading_coefficient() / den.leading_coefficient()
            if num != den * ratio:
                return None
        elif num.is_constant():
            ratio = num.leading_coefficient()
        else:
            return None
        return Fraction(int(ratio.p), int(ratio.q))

    # -------------------------------------------------- rational linear combinations

    def combination(self, kind: str, a: Quotient) -> list[tuple[int, int]]:
        """`a` as Σ n·(b/D) over the basis of this kind, which grows when it must: pairs of basis number and n."""
        basis = self.basis[kind]
        ratios = self._ratios(basis, a)
        if ratios is None:
            basis.append(a)
            ratios = [(len(basis) - 1, Fraction(1))]
        parts = self.plan.parts = self.plan.parts if self.plan.parts is not None else {}
        found = []
        for k, q in ratios:
            d = parts.get((kind, k), 1)
            if (q * d).denominator != 1:
                if lcm(d, q.denominator) > 120:
                    raise TooLarge
                parts[kind, k] = lcm(d, q.denominator)
                raise Restart
            found.append((k, int(q * d)))
        return found

    def _ratios(self, basis: list[Quotient], a: Quotient) -> list[tuple[int, Fraction]] | None:
        a = Quotient(self.reduce(a.num), a.den)
        for k, b in enumerate(basis):
            if a.den == b.den and len(a.num) == len(b.num):
                q = a.num.leading_coefficient() / b.num.leading_coefficient()
                if b.num * q == a.num:
                    return [(k, Fraction(int(q.p), int(q.q)))]
        if not basis:
            return None
        atoms: dict[int, int] = {}
        for b in (*basis, a):
            for k, n in b.den:
                atoms[k] = max(atoms.get(k, 0), n)
        columns = []
        for b in (*basis, a):
            own = dict(b.den)
            factor = self.over(
                tuple((k, n - own.get(k, 0)) for k, n in atoms.items() if n > own.get(k, 0))
            )
            columns.append(self.reduce(self._times(b.num, factor)).to_dict())
        rows = sorted({m for column in columns for m in column})
        if len(rows) > 200:
            raise TooLarge
        matrix = fmpq_mat(
            len(rows), len(columns), [c.get(m, fmpq(0)) for m in rows for c in columns]
        )
        reduced, rank = matrix.rref()
        last = len(columns) - 1
        pivots = [next(j for j in range(last + 1) if reduced[i, j] != 0) for i in range(rank)]
        if last in pivots:
            return None
        return [
            (j, Fraction(int(reduced[i, last].p), int(reduced[i, last].q)))
            for i, j in enumerate(pivots)
            if reduced[i, last] != 0
        ]
