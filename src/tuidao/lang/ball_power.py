"""Integrands that behave like a power at an end of their range, in a variable in which they are analytic there.

With x = w^-q far out, or x = c ± w^q near an end c, the integrand is w^e·g(w)·dw, g analytic at 0: e ≥ 0 is then an
ordinary integral from 0 on. What is not of this form (logarithms, essential singularities) is left to other means.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from tuidao.lang import op as ops
from tuidao.lang.ball_real import Unknown
from tuidao.lang.build import rational
from tuidao.lang.term import App, Bind, Num, Sym, Term, children

_MOST_ROOT = 12
_MOST_DEGREE = 12
_ANALYTIC = (
    *(ops.EXP, ops.LOG, ops.SIN, ops.COS, ops.TAN, ops.ATAN, ops.SINH, ops.COSH, ops.TANH),
    *(ops.ASINH, ops.ERF, ops.SIGMOID),
)

Pulled = tuple[int, Term]  # w^p·g(w)


class _Ramify(Exception):
    """A root of w is needed: q is to be so many times larger."""

    def __init__(self, times: int) -> None:
        super().__init__(times)
        self.times = times


@dataclass(frozen=True, slots=True)
class End:
    """Where the power is looked for: at `point` + `way`·0, or far out where `point` is None."""

    point: Fraction | None
    way: int = 1


def integrand(body: Term, end: End) -> tuple[Term, int]:
    """The integrand in w (index 0, as x in `body`) and q. Raises Unknown."""
    q = 1
    while q <= _MOST_ROOT:
        try:
            p, g = _Puller(end, q).of(body)
        except _Ramify as more:
            q = lcm(q, q * more.times)
            continue
        e = p + (-q - 1 if end.point is None else q - 1)
        if e < 0:
            raise Unknown
        return _times(Num(q), _times(_power(e), g)), q
    raise Unknown


class _Puller:
    def __init__(self, end: End, q: int) -> None:
        self.end, self.q = end, q

    def of(self, t: Term) -> Pulled:
        """`t` as w^p·g(w), w > 0. Raises Unknown, _Ramify."""
        if not _mentions(t, 0):
            return 0, t
        polynomial = _polynomial(t) if self.end.point is not None else None
        if polynomial is not None:
            return self._shifted(polynomial)
        if type(t) is Sym:
            return -self.q, Num(1)
        if type(t) is not App:
            raise Unknown
        if t.op is ops.NEG:
            p, g = self.of(t.args[0])
            return p, App(ops.NEG, (g,))
        if t.op in (ops.MUL, ops.DIV):
            (p, f), (r, g) = (self.of(a) for a in t.args)
            return (p + r if t.op is ops.MUL else p - r), App(t.op, (f, g))
        if t.op in (ops.ADD, ops.SUB):
            (p, f), (r, g) = (self.of(a) for a in t.args)
            low = min(p, r)
            return low, App(t.op, (_times(_power(p - low), f), _times(_power(r - low), g)))
        if t.op is ops.SQRT:
            return self._to(t.args[0], Fraction(1, 2))
        if t.op is ops.POW:
            exponent = rational(t.args[1])
            if exponent is None:
                raise Unknown
            return self._to(t.args[0], exponent)
        if t.op in _ANALYTIC:
            p, g = self.of(t.args[0])
            if p > 0 and t.op is ops.LOG:
                raise Unknown
            if p >= 0:
                return 0, App(t.op, (_times(_power(p), g),))
        raise Unknown

    def _to(self, base: Term, r: Fraction) -> Pulled:
        p, g = self.of(base)
        power = p * r
        if power.denominator != 1:
            raise _Ramify(power.denominator)
        if r == Fraction(1, 2):
            return int(power), App(ops.SQRT, (g,))
        return int(power), App(ops.POW, (g, Num(r)))

    def _shifted(self, coefficients: list[Fraction]) -> Pulled:
        """A polynomial in x = c ± w^q, its lowest power pulled out."""
        assert self.end.point is not None
        found = [Fraction(0)]
        for c in reversed(coefficients):  # found·(point ± u) + c
            moved = [Fraction(0), *[self.end.way * a for a in found]]
            for k, a in enumerate(found):
                moved[k] += a * self.end.point
            moved[0] += c
            found = moved
        least = next((k for k, a in enumerate(found) if a), None)
        if least is None:
            raise Unknown
        g: Term = Num(0)
        for k, a in enumerate(found[least:]):
            if a:
                part = _times(Num(a), _power(k * self.q))
                g = part if g == Num(0) else g + part
        return least * self.q, g


def _mentions(t: Term, index: int) -> bool:
    if t.loose <= index:
        return False
    if type(t) is Sym:
        return t.index == index
    return any(
        _mentions(c, index + (type(t) is Bind and k == 0)) for k, c in enumerate(children(t))
    )


def _power(k: int) -> Term:
    w = Sym("", 0)
    return Num(1) if k == 0 else w if k == 1 else App(ops.POW, (w, Num(k)))


def _times(a: Term, b: Term) -> Term:
    return b if a == Num(1) else a if b == Num(1) else App(ops.MUL, (a, b))


def _polynomial(t: Term) -> list[Fraction] | None:
    """The exact coefficients of a polynomial in index 0, lowest first."""
    value = rational(t)
    if value is not None:
        return [value]
    if type(t) is Sym and t.index == 0:
        return [Fraction(0), Fraction(1)]
    if type(t) is not App:
        return None
    if t.op is ops.POW:
        n, base = rational(t.args[1]), _polynomial(t.args[0])
        if n is None or n.denominator != 1 or not 0 < n <= _MOST_DEGREE or base is None:
            return None
        found = [Fraction(1)]
        for _ in range(int(n)):
            found = _product(found, base)
        return found if len(found) <= _MOST_DEGREE + 1 else None
    if t.op not in (ops.ADD, ops.SUB, ops.MUL, ops.NEG):
        return None
    parts = [_polynomial(a) for a in t.args]
    a, b = parts[0], parts[-1]
    if a is None or b is None:
        return None
    if t.op is ops.NEG:
        return [-x for x in a]
    if t.op is ops.MUL:
        found = _product(a, b)
        return found if len(found) <= _MOST_DEGREE + 1 else None
    longest = max(len(a), len(b))
    a, b = (p + [Fraction(0)] * (longest - len(p)) for p in (a, b))
    return [x + y if t.op is ops.ADD else x - y for x, y in zip(a, b, strict=True)]


def _product(a: list[Fraction], b: list[Fraction]) -> list[Fraction]:
    found = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            found[i + j] += x * y
    return found
