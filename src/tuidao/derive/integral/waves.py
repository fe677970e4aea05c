"""∫₀^∞ of sums of xᵏ·e^(−αx)·cos βx and sin βx, k any whole number: each term by its finite part."""

from __future__ import annotations

from fractions import Fraction
from math import factorial, isqrt

from tuidao.derive.integral.newton import DIVERGES, Problem
from tuidao.derive.integral.table import linear
from tuidao.derive.integral.write import number, plus, times
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, atan, integral, is_op, log, num, oo, pi, rational, undefined
from tuidao.lang.term import App, Num, Sym, Term, substitute
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

Pair = tuple[Fraction, Fraction]
_MOST = 12  # the highest power below
_MOST_TERMS = 600


def below_powers(f: Term, x: Sym) -> bool:
    """Is f a sum of exponentials, sines and cosines with powers of x below?"""
    found = _sum(f, x)
    return found is not None and any(k < 0 and (a or b) for k, a, b in found)


def over_half_line(p: Problem, chain: Chain) -> Worked | None:
    """The value by the formula, or None for other integrands and where the integral does not converge."""
    if p.high != oo:
        return None
    if p.low != ZERO:
        return _even(p, chain)
    value = _value(p)
    if value is None:
        return None
    if not isinstance(value, Term):
        chain.step(RULES["integral_diverges"], undefined)
        return Worked(value, chain.derivation())
    chain.step(RULES["integral_waves"], value)
    return Worked(value, chain.derivation())


def _even(p: Problem, chain: Chain) -> Worked | None:
    """Over the whole line, for an even integrand: twice that over half of it."""
    from tuidao.derive.integral.special import vanishes

    if not (is_op(p.low, ops.NEG) and type(p.low) is App and p.low.args[0] == oo):
        return None
    if not vanishes(tidy(p.f - substitute(p.f, {p.x: -p.x}))):
        return None
    half = integral(p.f, p.x, ZERO, oo)
    worked = over_half_line(p.part(p.f, ZERO, oo), Chain(half, p.given))
    if worked is None or not isinstance(worked.answer, Term):
        return None
    chain.step(RULES["integral_even"], num(2) * half)
    by = {"a": half, "b": worked.answer}
    chain.step(RULES["eq_subst"], num(2) * worked.answer, by, (1,), premises=(worked.derivation,))
    answer = tidy(chain.now)
    chain.step(RULES["simplify"], answer)
    return Worked(answer, chain.derivation())


def _value(p: Problem) -> Term | Text | None:
    found = _sum(p.f, p.x)
    if found is None or min((k for k, *_ in found), default=0) < -_MOST:
        return None
    terms = [(k, q, c) for (k, *q_), c in found.items() for q in [(-q_[0], -q_[1])] if any(c)]
    if not _converges(terms):
        return DIVERGES
    total: Term = num(0)
    for k, q, c in terms:
        total = plus(total, _term(k, q, c))
    return tidy(total)


Key = tuple[int, Fraction, Fraction]  # k, α, β of xᵏ e^((α + iβ)x)
Waves = dict[Key, Pair]


def _sum(t: Term, x: Sym) -> Waves | None:
    """t = Σ c xᵏ e^((α + iβ)x), all numbers rational; None for other terms."""
    zero = Fraction(0)
    if type(t) is Num:
        return {(0, zero, zero): (t.value, zero)}
    if t == x:
        return {(1, zero, zero): (Fraction(1), zero)}
    if type(t) is not App:
        return None
    if t.op in (ops.EXP, ops.SIN, ops.COS, ops.SINH, ops.COSH):
        rate = _rate(t.args[0], x)
        return None if rate is None else _wave(t.op, rate)
    if t.op is ops.POW and is_op(t.args[0], ops.E):
        rate = _rate(t.args[1], x)
        return None if rate is None else _wave(ops.EXP, rate)
    if t.op is ops.POW:
        n = rational(t.args[1])
        base = _sum(t.args[0], x)
        if n is None or n.denominator != 1 or base is None or abs(n) > _MOST:
            return None
        factor: Waves | None = base if n > 0 else _inverse(base)
        out: Waves | None = {(0, zero, zero): (Fraction(1), zero)}
        for _ in range(abs(int(n))):
            out = None if out is None or factor is None else _product(out, factor)
        return out
    if not t.args:
        return None
    parts = [_sum(a, x) for a in t.args]
    if any(q is None for q in parts):
        return None
    first = parts[0]
    assert first is not None
    if t.op is ops.NEG:
        return _product(first, {(0, zero, zero): (Fraction(-1), zero)})
    if len(parts) != 2 or parts[1] is None:
        return None
    second = parts[1]
    if t.op is ops.MUL:
        return _product(first, second)
    if t.op is ops.DIV:
        return _product(first, _inverse(second))
    if t.op in (ops.ADD, ops.SUB):
        joined = dict(first)
        for key, (u, v) in second.items():
            old, sign = joined.get(key, (zero, zero)), (1 if t.op is ops.ADD else -1)
            joined[key] = (old[0] + sign * u, old[1] + sign * v)
        return joined
    return None


def _rate(t: Term, x: Sym) -> Fraction | None:
    """a of a x."""
    line = linear(t, x)
    if line is None or tidy(line[1]) != ZERO:
        return None
    return rational(tidy(line[0]))


def _wave(op: ops.Op, a: Fraction) -> Waves:
    zero, half = Fraction(0), Fraction(1, 2)
    if op is ops.EXP:
        return {(0, a, zero): (Fraction(1), zero)}
    if not a:
        return {(0, zero, zero): (Fraction(op in (ops.COS, ops.COSH)), zero)}
    if op is ops.COS:
        return {(0, zero, a): (half, zero), (0, zero, -a): (half, zero)}
    if op is ops.SIN:
        return {(0, zero, a): (zero, -half), (0, zero, -a): (zero, half)}
    sign = 1 if op is ops.COSH else -1
    return {(0, a, zero): (half, zero), (0, -a, zero): (sign * half, zero)}


def _product(a: Waves, b: Waves | None) -> Waves | None:
    if b is None or len(a) * len(b) > _MOST_TERMS:
        return None
    out: Waves = {}
    for (k, p, q), c in a.items():
        for (j, r, s), d in b.items():
            old, z = out.get((k + j, p + r, q + s), (Fraction(0), Fraction(0))), _multiply(c, d)
            out[k + j, p + r, q + s] = (old[0] + z[0], old[1] + z[1])
    return out


def _inverse(a: Waves) -> Waves | None:
    if len(a) != 1:
        return None
    (((k, p, q), (u, v)),) = a.items()
    size = u * u + v * v
    return None if not size else {(-k, -p, -q): (u / size, -v / size)}


def _converges(terms: list[tuple[int, Pair, Pair]]) -> bool:
    """Bounded at 0 (the negative powers of the expansion cancel), and small enough far out."""
    for k, (alpha, beta), _ in terms:
        if alpha < 0 or (not alpha and (k >= 0 or (not beta and k == -1))):
            return False
    low = min((k for k, _, _ in terms), default=0)
    for j in range(low, 0):
        total = [Fraction(0), Fraction(0)]
        for k, q, c in terms:
            if k <= j:
                z = _multiply(c, _power((-q[0], -q[1]), j - k))
                total = [total[n] + z[n] / factorial(j - k) for n in (0, 1)]
        if any(total):
            return False
    return True


def _multiply(a: Pair, b: Pair) -> Pair:
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def _power(z: Pair, n: int) -> Pair:
    out = (Fraction(1), Fraction(0))
    for _ in range(n):
        out = _multiply(out, z)
    return out


def _term(k: int, q: Pair, c: Pair) -> Term:
    """Re c·(finite part of ∫₀^∞ xᵏ e^(−qx) dx): k!/q^(k+1), or −(−q)^(m−1)/(m−1)!·(log q − H) for k = −m; γ cancels."""
    size = q[0] ** 2 + q[1] ** 2
    if not size:
        return num(0)
    if k >= 0:
        inverse = (q[0] / size, -q[1] / size)
        return number(factorial(k) * _multiply(c, _power(inverse, k + 1))[0])
    m = -k
    scale = Fraction(-1, factorial(m - 1))
    w = _multiply(c, _power((-q[0], -q[1]), m - 1))
    w = (w[0] * scale, w[1] * scale)
    harmonic = sum((Fraction(1, j) for j in range(1, m)), Fraction(0))
    out: Term = number(-w[0] * harmonic)
    if size != 1:
        root = perfect_root(size)
        part = (
            times(number(w[0]), log(number(root)))
            if root
            else times(number(w[0] / 2), log(number(size)))
        )
        out = plus(out, part)
    if not q[1]:
        return out
    sign = 1 if q[1] > 0 else -1
    angle = pi / num(2) if not q[0] else atan(number(abs(q[1]) / q[0]))
    return plus(out, times(number(-w[1] * sign), angle))


def perfect_root(c: Fraction) -> Fraction | None:
    """√c where that is rational."""
    top, bottom = isqrt(c.numerator), isqrt(c.denominator)
    return (
        Fraction(top, bottom)
        if top * top == c.numerator and bottom * bottom == c.denominator
        else None
    )
