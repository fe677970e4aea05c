"""The field of constants of one problem: signs, tests for zero, conditions taken, and back to terms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flint import arb

from tuidao.derive.limit.constants import UNIT, Coef, K, Kernels, fraction, is_q
from tuidao.derive.limit.fault import Undecided
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import ONE, gt, ne
from tuidao.lang.term import App, Num, Sym, Term, free_symbols


class Field(Kernels):
    """The constants of one problem, what is known of their signs, and the conditions taken on the way."""

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
            return int(k > 0) - int(k < 0)
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
        sign: int = 1
        for p in (k.num, k.den):
            content, factors = p.factor()
            sign = sign if content > 0 else -sign
            for f, e in factors:
                if e % 2 == 0:
                    continue  # a square: where it is zero is a condition elsewhere
                found = self._factor_sign(f)
                if found is None:
                    return None
                sign *= found
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
        t = self.term(K(self, k.num, UNIT))
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
        return self.make(k.num / k.num.leading_coefficient(), UNIT)

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
