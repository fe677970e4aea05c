"""Exact constants: rational functions over ℚ in kernels (π, √2, log 3, sin a, …) with a zero test and signs."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from flint import Ordering, arb, fmpq, fmpq_mpoly_ctx

from tuidao.derive.limit.fault import Undecided
from tuidao.lang.term import Term

if TYPE_CHECKING:
    from tuidao.derive.limit.field import Field

_MOST = 24  # kernels in one problem
CONTEXT = fmpq_mpoly_ctx.get([("k", _MOST)], Ordering.degrevlex)
GENERATORS = CONTEXT.gens()
UNIT = CONTEXT.from_dict({(0,) * _MOST: 1})
_MOST_WORK = 60_000  # terms handled in one problem
_LONGEST = 200  # terms of a polynomial

Q = fmpq
Coef: TypeAlias = "Any"  # fmpq, or K where it is no rational number


def is_q(c: Coef) -> bool:
    """Is the constant a plain rational?"""
    return isinstance(c, fmpq)


def fraction(c: fmpq) -> Fraction:
    """A FLINT rational as Python's."""
    return Fraction(int(c.p), int(c.q))


class K:
    """num/den in the kernels of a field; never a plain rational (those are fmpq)."""

    __slots__ = ("den", "field", "num")

    def __init__(self, field: Field, num: Any, den: Any) -> None:
        self.field, self.num, self.den = field, num, den

    def _parts(self, other: Coef) -> tuple[Any, Any] | None:
        if isinstance(other, K):
            return other.num, other.den
        if isinstance(other, fmpq | int):
            return UNIT * fmpq(other), UNIT
        return None

    def __add__(self, other: Coef) -> Coef:
        parts = self._parts(other)
        if parts is None:
            return NotImplemented
        n, d = parts
        if d == self.den:
            return self.field.make(self.num + n, d)
        return self.field.make(self.num * d + n * self.den, self.den * d)

    __radd__ = __add__

    def __neg__(self) -> Coef:
        return K(self.field, -self.num, self.den)

    def __sub__(self, other: Coef) -> Coef:
        return self + (-other)

    def __rsub__(self, other: Coef) -> Coef:
        return (-self) + other

    def __mul__(self, other: Coef) -> Coef:
        if isinstance(other, fmpq | int):
            return K(self.field, self.num * fmpq(other), self.den) if other else fmpq(0)
        if not isinstance(other, K):
            return NotImplemented
        return self.field.make(self.num * other.num, self.den * other.den)

    __rmul__ = __mul__

    def __truediv__(self, other: Coef) -> Coef:
        if isinstance(other, fmpq | int):
            return K(self.field, self.num / fmpq(other), self.den)
        if not isinstance(other, K):
            return NotImplemented
        return self.field.make(self.num * other.den, self.den * other.num)

    def __rtruediv__(self, other: Coef) -> Coef:
        return self.field.make(self.den * fmpq(other), self.num)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, K):
            return False
        if self.num == other.num and self.den == other.den:
            return True
        return bool(self.field.make(self.num * other.den - other.num * self.den, UNIT) == 0)

    def __hash__(self) -> int:
        return hash(str(self.num))

    def __lt__(self, other: Coef) -> bool:
        return self.field.sign(self - other) < 0

    def __gt__(self, other: Coef) -> bool:
        return self.field.sign(self - other) > 0

    def __le__(self, other: Coef) -> bool:
        return not self > other

    def __ge__(self, other: Coef) -> bool:
        return not self < other

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return str(self.field.term(self))


class Kernels:
    """The kernels of one problem with their relations, and the normal form of what is made of them."""

    def __init__(self, given: Iterable[Term] = ()) -> None:
        self.given = tuple(given)
        self.kernels: list[Term] = []
        self.where: dict[Term, int] = {}
        self.relation: dict[int, tuple[int, Any]] = {}  # kernel i: its power q equals a polynomial
        self.ranges: dict[int, arb] = {}  # kernels that oscillate for ever, and between what
        self.signs: dict[int, int] = {}
        self.degree: dict[Term, int] = {}  # the root of which degree is the kernel, by radicand
        self.assumed: list[Term] = []
        self.facts: list[tuple[Coef, int]] = []  # constants of known sign (2: not negative)
        self.work = 0
        self._values: dict[tuple[int, int], arb | None] = {}

    # ------------------------------------------------------------ kernels

    def kernel(self, t: Term, sign: int = 0) -> Any:
        """The generator that stands for `t`, made when new; `sign` 1 where it is known to be positive."""
        i = self.where.get(t)
        if i is None:
            i = len(self.kernels)
            if i >= _MOST:
                raise Undecided("too many constants")
            self.kernels.append(t)
            self.where[t] = i
            if sign:
                self.signs[i] = sign
        return GENERATORS[i]

    def atom(self, t: Term, sign: int = 0) -> Coef:
        """The kernel `t` as a constant."""
        return self.quotient(self.kernel(t, sign), UNIT)

    def relate(self, t: Term, power: int, value: Coef) -> None:
        """Let kernel `t` to this power be `value`, a polynomial in other kernels."""
        n = value.num if isinstance(value, K) else UNIT * value
        self.relation.setdefault(self.where[t], (power, n))

    def quotient(self, num: Any, den: Any) -> K:
        """num/den as it stands."""
        return K(self, num, den)  # type: ignore[arg-type]

    def make(self, num: Any, den: Any) -> Coef:
        """num/den brought to normal form. Raises ZeroDivisionError for den = 0, Undecided past the budget."""
        self.work += len(num) + len(den)
        if self.work > _MOST_WORK:
            raise Undecided("constants too costly")
        if self.relation:
            num, den = self._reduce(num), self._reduce(den)
        if num.is_zero():
            if den.is_zero():
                raise ZeroDivisionError
            return fmpq(0)
        if len(num) + len(den) > _LONGEST:
            raise Undecided("constants too large")
        if den.is_constant():
            if den.is_zero():
                raise ZeroDivisionError
            c = den.leading_coefficient()
            if num.is_constant():
                return num.leading_coefficient() / c
            return self.quotient(num if c == 1 else num / c, UNIT)
        if self.relation:
            num, den = self._rational_denominator(num, den)
        g = num.gcd(den)
        if not g.is_constant():
            num, den = divmod(num, g)[0], divmod(den, g)[0]
        c = den.leading_coefficient()
        if c != 1:
            num, den = num / c, den / c
        if den.is_one() and num.is_constant():
            return num.leading_coefficient()
        return self.quotient(num, den)

    def _reduce(self, p: Any) -> Any:
        degrees = p.degrees()
        for i, (q, value) in self.relation.items():
            while degrees[i] >= q:
                low, high = {}, {}
                for m, c in p.terms():
                    if m[i] >= q:
                        high[(*m[:i], m[i] - q, *m[i + 1 :])] = c
                    else:
                        low[m] = c
                p = CONTEXT.from_dict(low) + CONTEXT.from_dict(high) * value
                if len(p) > _LONGEST:
                    raise Undecided("constants too large")
                degrees = p.degrees()
        return p

    def _rational_denominator(self, num: Any, den: Any) -> tuple[Any, Any]:
        """No root stands alone in the denominator: 1/√2 becomes √2/2."""
        for i, (q, value) in self.relation.items():
            k = min((m[i] for m in den.monoms()), default=0)
            if k and value.is_constant():
                up = GENERATORS[i] ** (q - k)
                num, den = self._reduce(num * up), self._reduce(den * up)
        return num, den
