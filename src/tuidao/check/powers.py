"""Powers, roots, exponentials and logarithms of quotients."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from flint import fmpq, fmpz

from tuidao.check.factors import Factors
from tuidao.check.field import Kernel, NoValue, Quotient, Restart, TooLarge
from tuidao.lang import op as ops
from tuidao.lang.build import ge
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, subterms

_MOST_BITS = 200


class Powers(Factors):
    """The field with |f|^q, exp and log."""

    # -------------------------------------------------- powers and logarithms

    def absolute_power(self, a: Quotient, q: Fraction) -> Quotient:
        """|a|^q."""
        if self.is_zero(a):
            if q <= 0:
                raise NoValue
            return self.zero
        content, powers = self.factors(a)
        result = self.one
        for p, e in _primes(abs(content)):
            result = self.multiply(result, self._root_power("prime", p, e * q))
        for f, e in powers:
            if not f.is_constant():
                result = self.multiply(result, self._factor_power(f, e * q))
        return result

    def _factor_power(self, f: Any, q: Fraction) -> Quotient:
        """|f|^q for an irreducible f."""
        index = self.single(f)
        if index is not None:
            kernel = self.kernels[index]
            if kernel.kind in ("root", "prime"):
                base = kernel.args[0] if kernel.kind == "root" else self.constant(kernel.data[1])
                return self.absolute_power(base, q / kernel.data[0])
            if kernel.kind == "sign":
                return self.one
            if kernel.kind == "exp":
                return self.exponential(self.scale(self.exponent(index), q))
        whole = int(q) if q.denominator == 1 else None
        if whole is not None:
            sigma = self.sign(f) if whole % 2 else self.one
            return self.multiply(self.power(Quotient(f), whole), sigma)
        return self._root_power("root", f, q)

    def _root_power(self, kind: str, f: Any, q: Fraction) -> Quotient:
        """|f|^q by the kernel ρ = |f|^(1/N)."""
        whole = q.numerator // q.denominator
        rest = q - whole
        sigma = self.sign(f) if kind == "root" and whole % 2 else self.one
        base = Quotient(f) if kind == "root" else self.constant(f)
        result = self.multiply(self.power(base, whole), sigma)
        if not rest:
            return result
        n = self.plan.root
        if (rest * n).denominator != 1:
            self.plan.root = lcm(n, rest.denominator)
            if self.plan.root > 360:
                raise TooLarge
            raise Restart
        index = self.root_kernel(kind, f)
        return self.multiply(result, Quotient(self.gens[index] ** int(rest * n)))

    def root_kernel(self, kind: str, f: Any) -> int:
        """ρ = |f|^(1/N): its N-th power is σf, or the prime f."""
        n = self.plan.root
        for i, kernel in enumerate(self.kernels):
            if kernel.kind == kind and kernel.data[1] == f:
                return i
        value = (
            self.multiply(Quotient(f), self.lasting_sign(f)) if kind == "root" else self.constant(f)
        )
        index = self.kernel(Kernel(kind, (value,), (n, f)), len(self.kernels))
        self.relate(index, n, value.num)
        return index

    def logarithm(self, a: Quotient) -> Quotient:
        """log|a| as a sum over the factors."""
        content, powers = self.factors(a)
        result = self.zero
        for p, e in _primes(abs(content)):
            index = self.kernel(Kernel("log", (), p), p)
            result = self.add(result, Quotient(self.gens[index] * e))
        for f, e in powers:
            if not f.is_constant():
                result = self.add(result, self.scale(self._log_factor(f), Fraction(e)))
        return result

    def _log_factor(self, f: Any) -> Quotient:
        index = self.single(f)
        if index is not None:
            kernel = self.kernels[index]
            if kernel.kind in ("root", "prime"):
                base = kernel.args[0] if kernel.kind == "root" else self.constant(kernel.data[1])
                return self.scale(self.logarithm(base), Fraction(1, kernel.data[0]))
            if kernel.kind == "sign":
                return self.zero
            if kernel.kind == "exp":
                return self.without_signs(self.exponent(index))
            if kernel.kind.startswith("product") and kernel.data[1] == (None, None):
                return self.log_of_product(index)
        return self.generator(self.kernel(Kernel("logabs", (Quotient(f),))))

    def log_of_product(self, index: int) -> Quotient:
        """log|∏ f|; see `products.py`."""
        raise TooLarge

    def scale(self, a: Quotient, q: Fraction) -> Quotient:
        """q·a for a rational q."""
        return Quotient(a.num * fmpq(q.numerator, q.denominator), a.den) if q else self.zero

    def exponent(self, index: int) -> Quotient:
        """b/D of the kernel exp(b/D)."""
        kernel = self.kernels[index]
        return self.scale(kernel.args[0], Fraction(1, kernel.data[1]))

    def without_signs(self, a: Quotient) -> Quotient:
        """`a` with the formal logarithms of signs (log|−1| = 0) left out."""
        for i, kernel in enumerate(self.kernels):
            if kernel.kind == "logsign" and a.num.degrees()[i]:
                a = Quotient(
                    self.context.from_dict({m: c for m, c in a.num.to_dict().items() if not m[i]}),
                    a.den,
                )
        return a

    def exponential(self, a: Quotient) -> Quotient:
        """exp(a): rational multiples of logarithms become powers, the rest a product of exp kernels."""
        result, num = self.one, self.reduce(a.num)
        if not a.den:
            for i, kernel in enumerate(self.kernels):
                if kernel.kind not in ("log", "logabs", "logsign"):
                    continue
                m = [0] * len(self.gens)
                m[i] = 1
                c = num[tuple(m)] if num.degrees()[i] else fmpq(0)
                if c != 0:
                    num = num - c * self.gens[i]
                    result = self.multiply(
                        result, self._undo_log(kernel, Fraction(int(c.p), int(c.q)))
                    )
        a = Quotient(num, a.den)
        if num.is_zero():
            return result
        apart = self._by_bound_variables(a)
        if len(apart) > 1:  # e^(z_k − m) under Σ over k: e^(−m) is a factor that can go in front
            for part in apart:
                result = self.multiply(result, self.exponential(part))
            return result
        for k, n in self.combination("exp", a):
            index = self._exp_kernel(k)
            result = self.multiply(result, self.power(self.generator(index), n))
        return result

    def _by_bound_variables(self, a: Quotient) -> list[Quotient]:
        """The summands of `a` grouped by the bound variables that they speak of."""
        if a.den or len(a.num) < 2 or not any(map(self._is_bound, self.depends(a))):
            return [a]
        rows: dict[frozenset[int], dict[Any, Any]] = {}
        for m, c in a.num.to_dict().items():
            speaks = (self.kernels[i].depends for i, n in enumerate(m) if n)
            own = frozenset(x for part in speaks for x in part if self._is_bound(x))
            rows.setdefault(own, {})[m] = c
        return [Quotient(self.context.from_dict(r)) for r in rows.values()]

    def _is_bound(self, x: int) -> bool:
        data = self.kernels[x].data
        return type(data) is Sym and data.name.startswith("\x01")

    def _exp_kernel(self, k: int) -> int:
        d = (self.plan.parts or {}).get(("exp", k), 1)
        return self.kernel(Kernel("exp", (self.basis["exp"][k],), (k, d)), k)

    def _undo_log(self, kernel: Kernel, q: Fraction) -> Quotient:
        if kernel.kind == "log":
            return self.absolute_power(self.constant(kernel.data), q)
        if kernel.kind == "logabs":
            return self.absolute_power(kernel.args[0], q)
        if q.numerator % 2 == 0 or q.denominator % 2 == 0:
            return self.one  # an even root stands only where the base is positive
        return self.sign_of(kernel.args[0])

    def rational_power(self, a: Quotient, q: Fraction) -> Quotient:
        """a^q as a real power: an odd root of a negative number is negative."""
        if q.denominator == 1:
            return self.power(a, small(q))
        if abs(q.numerator) > 2000:
            raise TooLarge
        if q.denominator % 2 == 0:
            self.fact(a, q < 0)
            return self.absolute_power(a, q)
        root = self.absolute_power(a, q)
        return self.multiply(root, self.sign_of(a)) if q.numerator % 2 else root


def _primes(content: Fraction) -> list[tuple[int, int]]:
    if content == 1:
        return []
    if max(content.numerator.bit_length(), content.denominator.bit_length()) > _MOST_BITS:
        raise TooLarge
    found = (
        [(int(p), int(e)) for p, e in fmpz(content.numerator).factor()]
        if content.numerator > 1
        else []
    )
    if content.denominator > 1:
        found += [(int(p), -int(e)) for p, e in fmpz(content.denominator).factor()]
    return found


def small(q: Fraction) -> int:
    """A whole exponent within the size that is compared. Raises TooLarge."""
    if abs(q) > 2000:
        raise TooLarge
    return int(q)


def bases(*terms: Term) -> list[Term]:
    """base ≥ 0 for every power with a fraction as exponent."""
    found: list[Term] = []
    for t in terms:
        for _, s in subterms(t):
            if type(s) is App and s.op is ops.POW and s.loose == 0 and not _whole(s.args[1]):
                c = ge(s.args[0], 0)
                if free_symbols(c) and c not in found:
                    found.append(c)
    return found


def _whole(t: Term) -> bool:
    return type(t) is Num and t.value.denominator == 1
