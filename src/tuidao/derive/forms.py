"""Other forms of an expression: multiplied out, over one denominator, cancelled, factored; the shortest of them."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from tuidao.derive.simplify import summands, tidy
from tuidao.derive.writing import Exponent, build_product
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, e
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Term, size

_MOST_NODES = 160
_MOST_KERNELS = 9
_MOST_POWER = 24
_MOST_TERMS = 120
_SUMS = (ops.ADD, ops.SUB)


class TooLarge(Exception):
    """The expression is too large to be multiplied out."""


class Kernels:
    """The generators of an expression as a rational function: symbols, functions, roots and exponentials.

    A base that is met with broken exponents stands for its least root; exp(u) for each monomial of u separately.
    """

    def __init__(self, t: Term) -> None:
        self.units: dict[
            Term, int
        ] = {}  # base (or exp of a monomial) -> common denominator of its exponents
        self._scan(t)
        if len(self.units) > _MOST_KERNELS:
            raise TooLarge
        from flint import Ordering, fmpq_mpoly_ctx

        names = [f"k{j}" for j in range(max(len(self.units), 1))]
        self.ring: Any = fmpq_mpoly_ctx.get(names, Ordering.lex)
        self.bases = list(self.units)
        self.gens = dict(zip(self.bases, self.ring.gens(), strict=False))
        self.one = self.ring.constant(1)

    def _scan(self, t: Term) -> None:
        for _, powers in summands(t):
            for base, k in powers.items():
                if type(base) is App and base.op in _SUMS and type(k) is int:
                    self._scan(base)
                else:
                    for kernel, part in _kernels(base, k):
                        self.units[kernel] = lcm(self.units.get(kernel, 1), part.denominator)

    def read(self, t: Term) -> tuple[Any, Any]:
        """Numerator and denominator of a tidy term. Raises TooLarge."""
        num, den = self.ring.constant(0), self.one
        for c, powers in summands(t):
            a, b = self.ring.constant(_q(c)), self.one
            for base, k in powers.items():
                if type(base) is App and base.op in _SUMS and type(k) is int:
                    if abs(k) > _MOST_POWER:
                        raise TooLarge
                    p, q = self.read(base)
                    p, q = (p, q) if k > 0 else (q, p)
                    a, b = a * p ** abs(k), b * q ** abs(k)
                else:
                    for kernel, part in _kernels(base, k):
                        n = int(part * self.units[kernel])
                        if abs(n) > 4 * _MOST_POWER:
                            raise TooLarge
                        a, b = (
                            (a * self.gens[kernel] ** n, b)
                            if n > 0
                            else (a, b * self.gens[kernel] ** -n)
                        )
                if len(a) > _MOST_TERMS or len(b) > _MOST_TERMS:
                    raise TooLarge
            num, den = (num + a, den) if b == den else (num * b + a * den, den * b)
            if len(num) > _MOST_TERMS:
                raise TooLarge
        return num, den

    def write(self, p: Any) -> Term:
        """A polynomial in the kernels as a tidy sum."""
        total: Term | None = None
        for exponents, c in p.terms():
            factors: list[Term] = [Num(Fraction(int(c.p), int(c.q)))]
            factors += [
                self.power(base, n) for base, n in zip(self.bases, exponents, strict=False) if n
            ]
            t = factors[0]
            for f in factors[1:]:
                t = App(ops.MUL, (t, f))
            total = t if total is None else App(ops.ADD, (total, t))
        return ZERO if total is None else tidy(total)

    def power(self, base: Term, n: int) -> Term:
        """The n-th power of a generator."""
        k = Num(Fraction(int(n), self.units[base]))
        if type(base) is App and base.op is ops.EXP:
            return App(ops.EXP, (App(ops.MUL, (k, base.args[0])),))
        return App(ops.POW, (base, k))

    def factored(self, p: Any) -> Term:
        """A polynomial as the product of its factors."""
        c, factors = p.factor()
        t: Term = Num(Fraction(int(c.p), int(c.q)))
        for f, n in factors:
            t = App(ops.MUL, (t, App(ops.POW, (self.write(f), Num(int(n))))))
        return tidy(t)


def _q(c: Fraction) -> Any:
    from flint import fmpq

    return fmpq(c.numerator, c.denominator)


def _kernels(base: Term, k: Exponent) -> list[tuple[Term, Fraction]]:
    """base**k as powers of generators."""
    if not isinstance(k, Term):
        return [(base, Fraction(k))]
    if base != e:
        return [(App(ops.POW, (base, k)), Fraction(1))]
    return [(App(ops.EXP, (build_product(Fraction(1), powers),)), c) for c, powers in summands(k)]


def _fraction(t: Term) -> tuple[Kernels, Any, Any] | None:
    """A tidy `t` as a reduced fraction of polynomials in its kernels; None: too large, or no number."""
    if size(t) > _MOST_NODES:
        return None
    try:
        kernels = Kernels(t)
        num, den = kernels.read(t)
        common = num.gcd(den)
        return kernels, num / common, den / common
    except (TooLarge, ValueError, ZeroDivisionError, OverflowError):
        return None


def cancel(t: Term) -> Term | None:
    """`t` over one denominator: expanded numerator, factored denominator; None: too large."""
    found = _fraction(tidy(t))
    if found is None:
        return None
    kernels, num, den = found
    return tidy(App(ops.DIV, (kernels.write(num), kernels.factored(den))))


def expand(t: Term) -> Term | None:
    """Products and powers of sums multiplied out; None where sums stand below, or `t` is too large."""
    found = _fraction(tidy(t))
    if found is None or len(found[2]) > 1:
        return None
    kernels, num, den = found
    return tidy(App(ops.DIV, (kernels.write(num), kernels.write(den))))


def factor(t: Term) -> Term | None:
    """`t` over one denominator with both parts factored; None: too large."""
    found = _fraction(tidy(t))
    if found is None:
        return None
    kernels, num, den = found
    return tidy(App(ops.DIV, (kernels.factored(num), kernels.factored(den))))


def simplest(t: Term) -> Term:
    """The shortest of a few forms: tidy, over one denominator, factored; the tidy one where they are alike."""
    best = _pythagoras(tidy(t))
    if not _worth(best) or size(best) > _MOST_NODES:
        return best
    found = _fraction(best)
    if found is None or len(found[1]) + len(found[2]) > 2 * size(best):
        return best
    kernels, num, den = found
    below = kernels.factored(den)
    forms = [tidy(App(ops.DIV, (kernels.write(num), below)))]
    if len(num) > 1:
        forms.append(tidy(App(ops.DIV, (kernels.factored(num), below))))
    for other in map(_pythagoras, forms):
        if size(other) < size(best):
            best = other
    return best


def _worth(t: Term) -> bool:
    """Can another form be shorter: is there a sum under a fraction, or sums multiplied inside a sum?"""
    if type(t) is not App:
        return False
    if t.op is ops.DIV:
        return any(_has_sum(a) for a in t.args)
    if t.op in _SUMS:
        return any(_has_product_of_sum(a) for a in t.args)
    return any(_worth(a) for a in t.args)


def _has_sum(t: Term) -> bool:
    return type(t) is App and (
        t.op in _SUMS or t.op in (ops.MUL, ops.POW, ops.NEG, ops.DIV) and any(map(_has_sum, t.args))
    )


def _has_product_of_sum(t: Term) -> bool:
    if type(t) is not App:
        return False
    if t.op in (ops.MUL, ops.DIV, ops.POW):
        return any(_has_sum(a) for a in t.args)
    return t.op in (*_SUMS, ops.NEG) and any(map(_has_product_of_sum, t.args))


def _holds(t: Term, op: Op) -> bool:
    return type(t) is App and (t.op is op or any(_holds(a, op) for a in t.args))


_PAIRS = {ops.SIN: ops.COS, ops.COS: ops.SIN}


def _pythagoras(t: Term) -> Term:
    """c·sin² + c·cos² = c, in every sum."""
    if type(t) is not App or not t.args or not (_holds(t, ops.SIN) and _holds(t, ops.COS)):
        return t
    args = tuple([_pythagoras(a) for a in t.args])
    if any(a is not b for a, b in zip(args, t.args, strict=True)):
        t = tidy(App(t.op, args))
    if type(t) is not App or t.op not in _SUMS:
        return t
    for c, powers in summands(t):
        for base, k in powers.items():
            if k == 2 and type(base) is App and base.op in _PAIRS:
                rest = {b: n for b, n in powers.items() if b != base}
                other = App(_PAIRS[base.op], base.args)
                if other in rest:
                    continue
                twin = build_product(c, {**rest, other: 2})
                if any(d == c and q == {**rest, other: 2} for d, q in summands(t)):
                    return _pythagoras(
                        tidy(t - build_product(c, powers) - twin + build_product(c, rest))
                    )
    return t
