"""∫₀^∞ of Σ c·xᵏ·e^(−px), p complex: bounded at 0 and convergent, its value is the sum of the finite parts."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from flint import fmpq_poly

from tuidao.check.conditions import Context
from tuidao.check.exponential_sums import Complex, NotOne, Ratio, exponential_sum
from tuidao.check.integrals_common import no
from tuidao.check.integrals_trial import NOT_SHOWN
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, atan, integral, is_op, log, oo, pi
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Term, free_symbols, instantiate, substitute
from tuidao.proof import Status, Verdict
from tuidao.text import Text

FINITE_PARTS = Text(
    "the integral converges and equals the sum of the finite parts of its terms",
    "积分收敛，且等于各项有限部分之和",
)
EVEN = Text("the integrand is even", "被积函数为偶函数")
Number = tuple[Fraction, Fraction]


def integral_waves(before: Term, after: Term, context: Context) -> Verdict:
    """∫₀^∞ Σ c xᵏ e^(−px) dx, Re p ≥ 0, of an integrand that is bounded at 0 and integrable at infinity.

    The finite part of ∫_ε^∞ xᵏ e^(−px) dx as ε → 0 is k!/p^(k+1) for k ≥ 0, and for k = −m < 0 it is
    (−p)^(m−1)/(m−1)!·(H_(m−1) − γ − log p) (0 for p = 0, m ≥ 2); where the powers of ε and log ε cancel in the sum, so
    does γ, and the finite parts add up to the integral. Gelfand and Shilov, Generalized Functions I, ch. I, § 3;
    Gradshteyn and Ryzhik 3.434, 3.821.
    """
    from tuidao.check.decide import equal

    if not (type(before) is Bind and before.op is ops.INTEGRAL) or before.over != (ZERO, oo):
        return no()
    x = fresh(before.name, free_symbols(before))
    try:
        terms = _terms(exponential_sum(instantiate(before.body, x), x))
    except NotOne:
        return Verdict(Status.OPEN, NOT_SHOWN)
    if terms is None or not _bounded(terms) or not _integrable(terms):
        return Verdict(Status.OPEN, NOT_SHOWN)
    if equal(_finite_parts(terms), after, Context()) == ():
        return Verdict(Status.PROVED, FINITE_PARTS)
    return Verdict(Status.OPEN, NOT_SHOWN)


def _terms(parts: list[tuple[Complex, Complex]]) -> list[tuple[int, Number, Number]] | None:
    """(k, p, c) of every term c xᵏ e^(−px)."""
    out: list[tuple[int, Number, Number]] = []
    for g, f in parts:
        slope = g.derivative()
        if not (slope.re.is_constant and slope.im.is_constant):
            return None
        start = (g.re.num(0), g.im.num(0)) if g.re.den.degree() <= 0 else None
        if start is None or any(start) or g.im.den.degree() > 0:
            return None
        p = (-_number(slope.re), -_number(slope.im))
        powers: dict[int, list[Fraction]] = {}
        for side, part in enumerate((f.re, f.im)):
            n = part.den.degree()
            if part.den != fmpq_poly([0] * n + [1]):
                return None
            for j, c in enumerate(part.num.coeffs()):
                if c:
                    powers.setdefault(j - n, [Fraction(0), Fraction(0)])[side] = Fraction(
                        int(c.p), int(c.q)
                    )
        out += [(k, p, (a, b)) for k, (a, b) in powers.items()]
    return out


def _number(r: Ratio) -> Fraction:
    c = r.num[0]
    return Fraction(int(c.p), int(c.q))


def _times(a: Number, b: Number) -> Number:
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def _power(z: Number, n: int) -> Number:
    out: Number = (Fraction(1), Fraction(0))
    for _ in range(n):
        out = _times(out, z)
    return out


def _bounded(terms: list[tuple[int, Number, Number]]) -> bool:
    """The coefficients of x⁻¹, x⁻², … in the expansion at 0 vanish."""
    for j in range(1, 1 - min((k for k, _, _ in terms), default=0)):
        total = [Fraction(0), Fraction(0)]
        for k, p, c in terms:
            if -j >= k:
                z = _times(c, _power((-p[0], -p[1]), -j - k))
                for side in (0, 1):
                    total[side] += z[side] / factorial(-j - k)
        if any(total):
            return False
    return True


def _integrable(terms: list[tuple[int, Number, Number]]) -> bool:
    """At infinity every term decays exponentially, oscillates below 1/x, or is below 1/x²."""
    return all(p[0] > 0 or (p[0] == 0 and (k <= -1 if p[1] else k <= -2)) for k, p, _ in terms)


def _finite_parts(terms: list[tuple[int, Number, Number]]) -> Term:
    """The sum of the real parts (the imaginary ones cancel, for the sum is real); γ left out."""
    plain, halves = Fraction(0), Fraction(0)
    logs: dict[Fraction, Fraction] = {}
    turns: dict[Fraction, Fraction] = {}
    for k, p, c in terms:
        square = p[0] * p[0] + p[1] * p[1]
        if square == 0:
            continue
        if k >= 0:
            z = _times(c, _power((p[0] / square, -p[1] / square), k + 1))
            plain += z[0] * factorial(k)
            continue
        m = -k
        w = _times(c, _power((-p[0], -p[1]), m - 1))
        w = (w[0] / factorial(m - 1), w[1] / factorial(m - 1))
        # (h − log p)(a + ib): the real part is a (h − log|p|) + b arg p
        plain += w[0] * sum((Fraction(1, j) for j in range(1, m)), Fraction(0))
        logs[square] = logs.get(square, Fraction(0)) - w[0] / 2
        sign = 1 if p[1] > 0 else -1
        if p[0] == 0:
            halves += sign * w[1]
        elif p[1]:
            ratio = abs(p[1]) / p[0]
            turns[ratio] = turns.get(ratio, Fraction(0)) + sign * w[1]
    value: Term = Num(plain) + Num(halves / 2) * pi
    for size, weight in logs.items():
        if weight and size != 1:
            value = value + Num(weight) * log(Num(size))
    for ratio, weight in turns.items():
        if weight:
            value = value + Num(weight) * atan(Num(ratio))
    return value


def integral_even(before: Term, after: Term, context: Context) -> Verdict:
    """∫ over [−a, a] of an even f is 2 ∫ over [0, a]."""
    from tuidao.check.normal import compare

    if not (type(before) is Bind and before.op is ops.INTEGRAL):
        return no()
    if not (is_op(after, ops.MUL) and type(after) is App and after.args[0] == Num(2)):
        return no()
    x = fresh(before.name, free_symbols(before))
    f = instantiate(before.body, x)
    low, high = before.over
    if not _opposite(low, high) or after.args[1] != integral(f, x, ZERO, high):
        return no()
    if compare(substitute(f, {x: -x}), f).equal:
        return Verdict(Status.PROVED, EVEN)
    return Verdict(Status.OPEN, NOT_SHOWN)


def _opposite(low: Term, high: Term) -> bool:
    from tuidao.check.normal import compare

    if high == oo:
        return is_op(low, ops.NEG) and type(low) is App and low.args[0] == oo
    return bool(compare(low, -high).equal)
