"""Exact constants: rational functions over ℚ in kernels (π, √2, log 3, sin a, …) with a zero test and signs."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, TypeAlias

from flint import Ordering, arb, fmpq, fmpq_mpoly_ctx

from tuidao.derive.limit.fault import Undecided
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import ONE, ge, gt, ne
from tuidao.lang.term import App, Num, Sym, Term, free_symbols

_MOST = 24  # kernels in one problem
_CTX = fmpq_mpoly_ctx.get([("k", _MOST)], Ordering.degrevlex)
_GENS = _CTX.gens()
_UNIT = _CTX.from_dict({(0,) * _MOST: 1})
_LONGEST = 400  # terms of a polynomial

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
            return _UNIT * fmpq(other), _UNIT
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
        return self.field.make(self.num * other.den - other.num * self.den, _UNIT) == 0

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


class Field:
    """The kernels of one problem, what is known of their signs, and the conditions taken on the way."""

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
        return _GENS[i]

    def atom(self, t: Term, sign: int = 0) -> Coef:
        """The kernel `t` as a constant."""
        return K(self, self.kernel(t, sign), _UNIT)

    def relate(self, t: Term, power: int, value: Coef) -> None:
        """Let kernel `t` to this power be `value`, a polynomial in other kernels."""
        n = value.num if isinstance(value, K) else _UNIT * value
        self.relation.setdefault(self.where[t], (power, n))

    def make(self, num: Any, den: Any) -> Coef:
        """num/den brought to normal form. Raises ZeroDivisionError for den = 0."""
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
            return K(self, num if c == 1 else num / c, _UNIT)
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
        return K(self, num, den)

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
                p = _CTX.from_dict(low) + _CTX.from_dict(high) * value
                if len(p) > _LONGEST:
                    raise Undecided("constants too large")
                degrees = p.degrees()
        return p

    def _rational_denominator(self, num: Any, den: Any) -> tuple[Any, Any]:
        """No root stands alone in the denominator: 1/√2 becomes √2/2."""
        for i, (q, value) in self.relation.items():
            k = min((m[i] for m in den.monoms()), default=0)
            if k and value.is_constant():
                up = _GENS[i] ** (q - k)
                num, den = self._reduce(num * up), self._reduce(den * up)
        return num, den

    # ------------------------------------------------------------ zero and sign

    def learn(self, k: Coef, sign: int) -> None:
        """Take it as known that the constant has this sign (2: is not negative)."""
        self.facts.append((k, sign))
        if isinstance(k, K) and k.den.is_one() and len(k.num) == 1:
            monomial, c = next(iter(k.num.terms()))
            if sum(monomial) == 1 and sign != 2:
                self.signs[monomial.index(1)] = sign if c > 0 else -sign

    def oscillating(self, k: Coef) -> bool:
        """Does a kernel that oscillates for ever stand in the constant?"""
        if not self.ranges or is_q(k):
            return False
        degrees = [a + b for a, b in zip(k.num.degrees(), k.den.degrees(), strict=True)]
        return any(degrees[i] for i in self.ranges)

    def parameters(self, k: Coef) -> set[Sym]:
        """The free symbols of a constant."""
        return set() if is_q(k) else set(free_symbols(self.term(k)))

    def value(self, i: int, prec: int) -> arb | None:
        """A ball around kernel i, or None where it has parameters."""
        if i in self.ranges:
            return self.ranges[i]
        if (i, prec) not in self._values:
            found = None
            if not free_symbols(self.kernels[i]):
                got = evaluate(self.kernels[i], {}, prec)
                found = got if isinstance(got, arb) else None
            self._values[i, prec] = found
        return self._values[i, prec]

    def _ball(self, p: Any, prec: int) -> arb | None:
        total = arb(0)
        for m, c in p.terms():
            part = arb(c)
            for i, e in enumerate(m):
                if e:
                    v = self.value(i, prec)
                    if v is None:
                        return None
                    for _ in range(int(e)):
                        part *= v
            total += part
        return total

    def ball(self, k: Coef, prec: int = 160) -> arb | None:
        """A ball around the constant, or None where parameters stand in it."""
        if is_q(k):
            return arb(k)
        n, d = self._ball(k.num, prec), self._ball(k.den, prec)
        return None if n is None or d is None else n / d

    def sign(self, k: Coef) -> int:
        """−1, 0 or 1; raises Undecided where that cannot be told."""
        if is_q(k):
            return (k > 0) - (k < 0)
        found = self._sign(k)
        if found is None:
            raise Undecided(f"sign of {self.term(k)}")
        return found

    def known_sign(self, k: Coef) -> int | None:
        """−1, 0, 1, or None."""
        return (k > 0) - (k < 0) if is_q(k) else self._sign(k)

    def _sign(self, k: K) -> int | None:
        for prec in (160, 640):
            ball = self.ball(k, prec)
            if ball is None:
                break
            if ball > 0 or ball < 0:
                return 1 if ball > 0 else -1
        else:
            return None
        for known, s in self.facts:
            if s != 2 and not is_q(known):
                ratio = k / known
                if is_q(ratio):
                    return s if ratio > 0 else -s
        sign = 1
        for p in (k.num, k.den):
            content, factors = p.factor()
            sign = sign if content > 0 else -sign
            for f, e in factors:
                s = self._factor_sign(f)
                if s is None and e % 2 == 0:
                    s = 1  # squares of what is not identically zero; zero itself is a condition elsewhere
                if s is None:
                    return None
                sign *= s**e
        return sign

    def _factor_sign(self, p: Any) -> int | None:
        """The sign of a polynomial: its terms' signs agree, or a stated fact says it."""
        seen: set[int] = set()
        for m, c in p.terms():
            s = 1 if c > 0 else -1
            for i, e in enumerate(m):
                if e % 2:
                    known = self.signs.get(i) or self._numeric_sign(i)
                    if known is None:
                        seen.add(0)
                        break
                    s *= known
            seen.add(s)
        if seen in ({1}, {-1}):
            return seen.pop()
        ball = self._ball(p, 160)
        if ball is not None and (ball > 0 or ball < 0):
            return 1 if ball > 0 else -1
        for known, s in self.facts:
            if isinstance(known, K) and known.den.is_one() and s != 2:
                ratio = self.make(p, known.num)
                if is_q(ratio):
                    return s if ratio > 0 else -s
        return None

    def _numeric_sign(self, i: int) -> int | None:
        v = self.value(i, 160)
        return None if v is None or not (v > 0 or v < 0) else 1 if v > 0 else -1

    def nonzero(self, k: Coef) -> bool:
        """Is a constant in normal form really not zero? Raises Undecided where a hidden relation may make it vanish."""
        if is_q(k):
            return bool(k != 0)
        for prec in (160, 640):
            ball = self.ball(k, prec)
            if ball is None:
                return self._somewhere_nonzero(k)
            if ball > 0 or ball < 0 or self.oscillating(k):
                return True
        raise Undecided(f"is {self.term(k)} zero?")

    def _somewhere_nonzero(self, k: K) -> bool:
        """With parameters: not zero at one choice of them, hence not identically."""
        degrees = k.num.degrees()
        used = [i for i in range(len(self.kernels)) if degrees[i]]
        if all(type(self.kernels[i]) is Sym for i in used):
            return True
        t = self.term(K(self, k.num, _UNIT))
        for shift in (0, 3, 5):
            values = {
                s: arb(2 * j + 3 + shift) / (7 + shift)
                for j, s in enumerate(sorted(free_symbols(t), key=str))
            }
            got = evaluate(t, values, 160)
            if isinstance(got, arb) and (got > 0 or got < 0):
                return True
        if any(i in self.ranges for i in used):
            return True
        raise Undecided(f"is {t} zero?")

    def require_nonzero(self, k: Coef) -> None:
        """Divide by it, or take its sign as the leading one: with parameters that is a condition."""
        if is_q(k) or self.known_sign(k):
            return
        self.nonzero(k)
        if self.parameters(k):
            self._assume(ne(self.term(self._primitive(k)), 0))

    def require_positive(self, k: Coef) -> bool:
        """True where the constant is positive, taken as a condition where parameters leave it open; False: negative."""
        s = self.known_sign(k)
        if s is not None:
            return s > 0
        if self.oscillating(k) or not self.parameters(k):
            raise Undecided(f"sign of {self.term(k)}")
        self._assume(gt(self.term(k), 0))
        self.learn(k, 1)
        return True

    def _primitive(self, k: K) -> Coef:
        return self.make(k.num / k.num.leading_coefficient(), _UNIT)

    def _assume(self, condition: Term) -> None:
        if condition not in self.assumed and condition not in self.given:
            self.assumed.append(condition)

    # ------------------------------------------------------------ back to terms

    def term(self, k: Coef) -> Term:
        """The constant as a term."""
        if is_q(k):
            return Num(fraction(k))
        num = self._polynomial(k.num)
        return num if k.den.is_one() else num / self._polynomial(k.den)

    def _polynomial(self, p: Any) -> Term:
        total: Term | None = None
        for m, c in p.terms():
            part: Term | None = None
            for i, power in enumerate(m):
                e = int(power)
                if e:
                    f = self.kernels[i] if e == 1 else _power(self.kernels[i], e)
                    part = f if part is None else part * f
            value = fraction(c)
            size = abs(value)
            if part is None:
                part = Num(size)
            elif size != 1:
                top, bottom = size.numerator, size.denominator
                part = part if top == 1 else Num(top) * part
                part = part if bottom == 1 else part / bottom
            if total is None:
                total = -part if value < 0 else part
            else:
                total = total - part if value < 0 else total + part
        return total if total is not None else Num(0)


def _power(kernel: Term, e: int) -> Term:
    """kernel**e, a root or an exponential with its exponents joined."""
    if type(kernel) is App and kernel.op is ops.POW and type(kernel.args[1]) is Num:
        value = kernel.args[1].value * e
        return kernel.args[0] if value == 1 else kernel.args[0] ** Num(value)
    if type(kernel) is App and kernel.op is ops.EXP:
        return App(ops.EXP, (Num(e) * kernel.args[0] if kernel.args[0] != ONE else Num(e),))
    return kernel ** Num(e)


def facts_of(given: Iterable[Term]) -> Iterable[tuple[Term, Term, int]]:
    """The order relations among the statements given, as (greater, less, 1 strict or 2 not)."""
    for fact in given:
        if type(fact) is not App:
            continue
        if fact.op is ops.AND:
            yield from facts_of(fact.args)
        elif fact.op in (ops.GT, ops.GE):
            yield fact.args[0], fact.args[1], 1 if fact.op is ops.GT else 2
        elif fact.op in (ops.LT, ops.LE):
            yield fact.args[1], fact.args[0], 1 if fact.op is ops.LT else 2


__all__ = ["K", "Coef", "Field", "Q", "facts_of", "fraction", "ge", "is_q"]
