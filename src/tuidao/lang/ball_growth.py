"""Bounds by growth, C·x^p·exp(Σ r·x^s), proved for all large x: what decides that a tail is negligible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, fmpq

from tuidao.lang import op as ops
from tuidao.lang.ball_real import NoValue, Unknown
from tuidao.lang.build import rational
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, instantiate

_BOUNDED = (ops.SIN, ops.COS, ops.TANH, ops.SIGMOID, ops.ERF, ops.SIGN, ops.ATAN, ops.ACOT)
_SMALL_AT_ZERO = (ops.SIN, ops.TANH, ops.ATAN)  # |f(u)| ≤ |u|


@dataclass(frozen=True, slots=True)
class Growth:
    """|f(x)| ≤ factor·x^power·exp(Σ rate·x^s) for all x ≥ a cut (or ≥, for a lower bound)."""

    factor: arb
    power: Fraction
    rates: tuple[tuple[Fraction, arb], ...] = ()

    def times(self, other: Growth) -> Growth:
        rates = dict(self.rates)
        for s, r in other.rates:
            rates[s] = rates[s] + r if s in rates else r
        return Growth(self.factor * other.factor, self.power + other.power, tuple(rates.items()))

    def to(self, r: Fraction) -> Growth:
        ratio = _ball(r)
        factor = (self.factor.log() * ratio).exp()
        return Growth(factor, self.power * r, tuple((s, c * ratio) for s, c in self.rates))


def _ball(x: Fraction) -> arb:
    return arb(fmpq(x.numerator, x.denominator))


def _mentions(t: Term, index: int) -> bool:
    if t.loose <= index:
        return False
    if type(t) is Sym:
        return t.index == index
    return any(
        _mentions(c, index + (type(t) is Bind and k == 0)) for k, c in enumerate(children(t))
    )


class Bounds:
    """Upper and lower bounds by growth for one integrand, with its variable at binder index 0."""

    def __init__(self, fixed: Callable[[Term], arb], cut: int) -> None:
        self.fixed = fixed
        self.cut = arb(cut)

    def upper(self, t: Term) -> Growth:
        """|t| ≤ this. Unknown where no bound of the form is seen."""
        if not _mentions(t, 0):
            return Growth(abs(self.fixed(t)), Fraction(0))
        if type(t) is Sym:
            return Growth(arb(1), Fraction(1))
        if type(t) is Bind:
            return self._inner_integral(t)
        if type(t) is not App:
            raise Unknown
        op, args = t.op, t.args
        if op in (ops.ADD, ops.SUB):
            found = self._leading(t, 1)
            return found or self._add(self.upper(args[0]), self.upper(args[1]))
        if op is ops.MUL:
            return self.upper(args[0]).times(self.upper(args[1]))
        if op is ops.DIV:
            return self.upper(args[0]).times(self.lower(args[1]).to(Fraction(-1)))
        if op in (ops.NEG, ops.ABS):
            return self.upper(args[0])
        if op in _BOUNDED:
            if op in _SMALL_AT_ZERO:
                inner = self.upper(args[0])
                if not inner.rates and inner.power < 0:
                    return inner
            return Growth(arb(2), Fraction(0))
        if op is ops.LOG:
            return self._log(args[0])
        exponential = self._exponential(t)
        if exponential is not None:
            return exponential
        base, r = self._power(t)
        return self.upper(base).to(r) if r > 0 else self.lower(base).to(r)

    def _inner_integral(self, t: Bind) -> Growth:
        """∫ of something that does not depend on the inner variable, over fixed ends."""
        fixed_ends = t.op is ops.INTEGRAL and not any(_mentions(o, 0) for o in t.over)
        if not fixed_ends or _mentions(t.body, 0):
            raise Unknown
        length = abs(self.fixed(t.over[1]) - self.fixed(t.over[0]))
        return Growth(length, Fraction(0)).times(self.upper(instantiate(t.body, Num(0))))

    def lower(self, t: Term) -> Growth:
        """|t| ≥ this."""
        if not _mentions(t, 0):
            size = abs(self.fixed(t))
            if size > 0:
                return Growth(size, Fraction(0))
            raise Unknown
        if type(t) is Sym:
            return Growth(arb(1), Fraction(1))
        if type(t) is not App:
            raise Unknown
        op, args = t.op, t.args
        if op is ops.MUL:
            return self.lower(args[0]).times(self.lower(args[1]))
        if op is ops.DIV:
            return self.lower(args[0]).times(self.upper(args[1]).to(Fraction(-1)))
        if op in (ops.NEG, ops.ABS):
            return self.lower(args[0])
        if op in (ops.ADD, ops.SUB):
            return self._leading(t, -1) or self._dominant(args[0], args[1])
        exponential = self._exponential(t)
        if exponential is not None:
            return exponential
        base, r = self._power(t)
        return self.lower(base).to(r) if r > 0 else self.upper(base).to(r)

    def _leading(self, t: Term, way: int) -> Growth | None:
        """The bound by the leading term of a sum of powers; None for another form."""
        try:
            parts = self._monomials(t)
        except Unknown:
            return None
        parts = {s: c for s, c in parts.items() if not c.is_zero()}
        if not parts:
            return Growth(arb(0), Fraction(0)) if way > 0 else None
        lead = max(parts)
        size = abs(parts.pop(lead))
        for s, c in parts.items():
            size = size + way * abs(c) * self.cut ** _ball(s - lead)
        return Growth(size, lead) if size > 0 else None

    def _add(self, a: Growth, b: Growth) -> Growth:
        if not a.rates and not b.rates:
            return Growth(a.factor + b.factor, max(a.power, b.power))
        if a.rates == b.rates or dict(a.rates).keys() == dict(b.rates).keys():
            theirs = dict(b.rates)
            rates = tuple((s, r.max(theirs[s])) for s, r in a.rates)
            return Growth(a.factor + b.factor, max(a.power, b.power), rates)
        one, other = self._flat(a), self._flat(b)
        return Growth(one.factor + other.factor, max(one.power, other.power))

    def _flat(self, a: Growth) -> Growth:
        """The bound without its decaying exponentials."""
        if all(r <= 0 for _, r in a.rates):
            return Growth(a.factor, a.power)
        raise Unknown

    def _dominant(self, a: Term, b: Term) -> Growth:
        for big, small in ((a, b), (b, a)):
            try:
                most, least = self.lower(big), self._flat(self.upper(small))
            except (Unknown, NoValue):
                continue
            if any(not r > 0 for _, r in most.rates):
                continue
            if most.power < least.power and not most.rates:
                continue
            lead = most.factor
            if (
                most.rates
            ):  # x^p·exp(c·x^s) at the cut; it grows from there on if p ≥ least.power or c is large
                s, c = most.rates[0]
                gap = _ball(most.power - least.power)
                if len(most.rates) > 1 or not c * _ball(s) * self.cut ** _ball(s) + gap > 0:
                    continue
                ratio = (
                    least.factor / lead * (-gap * self.cut.log() - c * self.cut ** _ball(s)).exp()
                )
            else:
                ratio = (
                    least.factor / lead * (_ball(least.power - most.power) * self.cut.log()).exp()
                )
            if ratio < 1:
                return Growth(lead * (1 - ratio), most.power, most.rates)
        raise Unknown

    def _log(self, t: Term) -> Growth:
        """|log y| ≤ 8·max(y, 1/y)^(1/8) for a y of power growth both ways."""
        high, low = self._flat(self.upper(t)), self.lower(t)
        if low.rates:
            raise Unknown
        eighth = Fraction(1, 8)
        a, b = high.to(eighth), low.to(-eighth)
        return Growth(8 * (a.factor + b.factor), max(a.power, b.power, Fraction(0)))

    def _power(self, t: App) -> tuple[Term, Fraction]:
        if t.op is ops.SQRT:
            return t.args[0], Fraction(1, 2)
        if t.op is ops.POW:
            r = rational(t.args[1])
            if r is not None and r != 0:
                return t.args[0], r
        raise Unknown

    def _exponential(self, t: App) -> Growth | None:
        """exp of a polynomial as a bound that is exact."""
        if t.op is ops.EXP:
            parts = self._monomials(t.args[0])
            scale = arb(1)
        elif t.op is ops.POW and not _mentions(t.args[0], 0):
            parts, scale = self._monomials(t.args[1]), self.fixed(t.args[0])
            if not scale > 0:
                raise Unknown
            scale = scale.log()
        else:
            return None
        factor = (parts.pop(Fraction(0), arb(0)) * scale).exp()
        return Growth(factor, Fraction(0), tuple((s, c * scale) for s, c in parts.items()))

    def _monomials(self, t: Term) -> dict[Fraction, arb]:
        if not _mentions(t, 0):
            return {Fraction(0): self.fixed(t)}
        if type(t) is Sym:
            return {Fraction(1): arb(1)}
        if type(t) is App and t.op is ops.NEG:
            return {s: -c for s, c in self._monomials(t.args[0]).items()}
        if type(t) is App and t.op in (ops.ADD, ops.SUB):
            found, other = self._monomials(t.args[0]), self._monomials(t.args[1])
            for s, c in other.items():
                c = c if t.op is ops.ADD else -c
                found[s] = found[s] + c if s in found else c
            return found
        if type(t) is App and t.op is ops.MUL:
            return _product(self._monomials(t.args[0]), self._monomials(t.args[1]))
        if type(t) is App and t.op is ops.DIV:
            below = self._monomials(t.args[1])
            if len(below) == 1:
                ((s, c),) = below.items()
                if not c.contains(0):
                    return {k - s: v / c for k, v in self._monomials(t.args[0]).items()}
        if type(t) is App and t.op is ops.POW:
            r = rational(t.args[1])
            if r is not None and r.denominator == 1 and 0 < r <= 8:
                base = self._monomials(t.args[0])
                found = base
                for _ in range(int(r) - 1):
                    found = _product(found, base)
                return found
        raise Unknown


def _product(a: dict[Fraction, arb], b: dict[Fraction, arb]) -> dict[Fraction, arb]:
    if len(a) * len(b) > 60:
        raise Unknown
    found: dict[Fraction, arb] = {}
    for s, c in a.items():
        for r, d in b.items():
            found[s + r] = found[s + r] + c * d if s + r in found else c * d
    return found


def rest_of(g: Growth, cut: arb) -> arb | None:
    """A bound on ∫ of the growth over [cut, oo); None where it has none."""
    rates = [(s, r) for s, r in g.rates if not r.is_zero()]
    if not rates:
        if g.power >= -1:
            return None
        p = _ball(g.power + 1)
        return g.factor * (p * cut.log()).exp() / -p
    rates.sort(key=lambda e: e[0])
    s, r = rates.pop()
    for lower, c in rates:  # c·x^lower ≤ c·cut^(lower − s)·x^s for a positive c
        if not c <= 0:
            r = r + c.max(arb(0)) * cut ** _ball(lower - s)
    if not (r < 0 and s > 0):
        return None
    shape = _ball((g.power + 1) / s)
    z = -r * cut ** _ball(s)
    return g.factor / _ball(s) * (shape * (-r).log() * -1).exp() * arb.gamma_upper(z, shape)
