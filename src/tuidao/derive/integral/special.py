"""Definite integrals without an antiderivative at hand: symmetry, reflection, inversion, Frullani-like pairs."""

from __future__ import annotations

from flint import arb

from tuidao.derive.integral.breaks import Unbroken, level
from tuidao.derive.integral.definite import solve
from tuidao.derive.integral.guard import NoValue, dual
from tuidao.derive.integral.known import classical
from tuidao.derive.integral.newton import Problem, Refused, guard
from tuidao.derive.integral.quadrature import quadrature
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, integral, is_op, log, num
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, size, substitute
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES

_PLACES = (7, 23, 41, 68, 89)  # hundredths of the interval


def special(p: Problem, chain: Chain) -> Worked | None:
    """The value by a trick, or None."""
    from tuidao.derive.integral.waves import over_half_line

    for trick in (odd, over_half_line, reflected):
        try:
            worked = trick(p, chain)
        except (Refused, Unbroken, NoValue, ZeroDivisionError, RecursionError):
            worked = None
        if worked is not None:
            return worked
    return None


def vanishes(t: Term) -> bool:
    """Is the term zero, by the algebra of its kernels?"""
    from tuidao.derive.integral.convert import embed
    from tuidao.derive.integral.frac import TooHard
    from tuidao.lang.term import Sym

    names = sorted(free_symbols(t), key=lambda s: s.name)
    try:
        _, f = embed(t, names[0] if names else Sym("#"))
    except (TooHard, ZeroDivisionError):
        return False
    return f.is_zero


def odd(p: Problem, chain: Chain) -> Worked | None:
    """f(−x) = −f(x) on [−a, a]: the integral is 0."""
    if tidy(p.low + p.high) != ZERO:
        return None
    if not vanishes(tidy(p.f + substitute(p.f, {p.x: -p.x}))):
        return None
    if not _exists(p):
        return None
    chain.step(RULES["integral_odd"], ZERO)
    return Worked(ZERO, chain.derivation())


def _exists(p: Problem) -> bool:
    a, b = level(p.low), level(p.high)
    if a is None or b is None:
        return False
    found = quadrature(p.f, p.x, (a + b) / 2 if a > -1e300 else 0.0, b)
    return found is not None and found[1] < 1e-6 * (1 + abs(found[0]))


def _one_logarithm(f: Term, other: Term, x: Sym) -> Term | None:
    """log u + log v as log(uv), for a product that is simpler; None for other sums."""
    from tuidao.derive.integral.convert import embed
    from tuidao.derive.integral.write import write

    parts = []
    for t in (f, other):
        if not (is_op(t, ops.LOG) and type(t) is App):
            return None
        parts.append(t.args[0])
    field, value = embed(parts[0] * parts[1], x)
    inside = tidy(write(field, field.clean(value)))
    return log(inside) if size(inside) < size(parts[0]) else None


def _together(f: Term, other: Term, x: Sym) -> Term | None:
    """f + other as one simpler term; None where there is none."""
    from tuidao.derive.integral.convert import embed
    from tuidao.derive.integral.frac import TooHard
    from tuidao.derive.integral.write import write

    try:
        joined = _one_logarithm(f, other, x)
        if joined is not None:
            return joined
        field, value = embed(f + other, x)
        return tidy(write(field, value))
    except (TooHard, ZeroDivisionError):
        return None


def _always(p: Problem, other: Term) -> Term | None:
    """The whole number that f and its reflection add up to wherever they were tried; None where they do not."""
    a, b = level(p.low), level(p.high)
    if a is None or b is None:
        return None
    found: Num | None = None
    for k in _PLACES:
        here = arb(a) + (arb(b) - arb(a)) * k / 100
        try:
            sides = [dual(t, Sym("#"), {p.x: here})[0] for t in (p.f, other)]
        except (NoValue, ZeroDivisionError):
            return None
        total = sides[0] + sides[1]
        if not total.is_finite() or float(total.rad()) > 1e-9:
            return None
        nearest = round(float(total.mid()))
        if not (total - nearest).contains(0) or (found is not None and found != Num(nearest)):
            return None
        found = Num(nearest)
    return found


def reflected(p: Problem, chain: Chain) -> Worked | None:
    """∫ f(x) dx = ½ ∫ (f(x) + f(a + b − x)) dx where the sum is simpler."""
    if not p.numeric or abs(level(p.low) or 0.0) > 1e300 or abs(level(p.high) or 0.0) > 1e300:
        return None
    total = tidy(p.low + p.high)
    other = substitute(p.f, {p.x: tidy(total - p.x)})
    both = _always(p, other)
    if both is None:
        both = _together(p.f, other, p.x)
    if both is None or both == tidy(p.f + p.f):
        return None
    half = p.part(both, p.low, p.high)
    half.seconds = 0.8
    part = integral(both, p.x, p.low, p.high)
    worked = classical(half, Chain(part, p.given), True) or solve(half, Chain(part, p.given))
    if worked is None or not isinstance(worked.answer, Term):
        return None
    answer = tidy(worked.answer / num(2))
    guard(p, answer)
    chain.step(RULES["integral_reflected"], part / num(2))
    by = {"a": part, "b": worked.answer}
    chain.step(RULES["eq_subst"], worked.answer / num(2), by, (0,), premises=(worked.derivation,))
    chain.step(RULES["simplify"], answer)
    return Worked(answer, chain.derivation())
