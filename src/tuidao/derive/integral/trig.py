"""Rational functions of the sine and cosine of one linear angle: the substitution that makes them rational."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import (
    ONE,
    ZERO,
    Frac,
    coefficients,
    const,
    degree,
    gen,
    substitute,
)
from tuidao.derive.integral.write import over, times, write
from tuidao.lang.build import TWO, cos, sin, tan
from tuidao.lang.term import Term


@dataclass(slots=True)
class Change:
    """dx-integrand f becomes `integrand` in the generator `slot`, which stands for `at`."""

    rule: str
    slot: int
    integrand: Frac
    at: Term


def trig_slots(field: Field, f: Frac) -> tuple[int, int] | None:
    """(sin, cos) slots when one angle is all that moves in f."""
    moving = {s for s in f.slots() if s == 0 or not field.gens[s].fixed}
    found = [s for s in moving if field.gens[s].kind in ("sin", "cos")]
    if not found or len(found) != len(moving):
        return None
    inners = {str(field.gens[s].inner) for s in found}
    if len(inners) != 1:
        return None
    inner = field.gens[found[0]].inner
    s = c = -1
    for k, g in enumerate(field.gens):
        if g.inner == inner and g.kind == "sin":
            s = k
        if g.inner == inner and g.kind == "cos":
            c = k
    return s, c


def changes(field: Field, f: Frac, rate: Frac, s: int, c: int) -> list[Change]:
    """The substitutions that serve ∫ f dx, f in sin w and cos w with dw/dx = rate, best first."""
    a, b = represented(f, c, s)
    inner = field.gens[s].inner
    assert inner is not None
    w = write(field, inner)
    out: list[Change] = []
    t = field.spare()
    u = gen(t)
    if a.is_zero:
        out.append(Change("integral_substitution", t, -substitute(b, {c: u}) / rate, cos(w)))
    a2, b2 = represented(f, s, c)
    if a2.is_zero:
        out.append(Change("integral_substitution", t, substitute(b2, {s: u}) / rate, sin(w)))
    if parity(a, c) in (1, 0) and parity(b, c) in (-1, 0):
        squares = {c: ONE / (ONE + u * u)}
        g = in_square(a, c, squares) + u * in_square(b * gen(c), c, squares)
        g = g / ((ONE + u * u) * rate)
        out.append(Change("integral_tan", t, g, tan(w)))
    values = {s: const(2) * u / (ONE + u * u), c: (ONE - u * u) / (ONE + u * u)}
    g = substitute(f, values) * const(2) / ((ONE + u * u) * rate)
    out.append(Change("integral_half_angle", t, g, tan(over(w, TWO))))
    return out


def represented(f: Frac, keep: int, drop: int) -> tuple[Frac, Frac]:
    """(A, B) with f = A + B·d, A and B in k alone, where d² = 1 − k² (d, k the sine and cosine either way)."""
    square = ONE - gen(keep) ** 2
    parts = []
    for p in (f.num, f.den):
        pair = [ZERO, ZERO]
        for k, c in enumerate(coefficients(p, drop)):
            pair[k % 2] = pair[k % 2] + Frac(c) * square ** (k // 2)
        parts.append(pair)
    (n0, n1), (d0, d1) = parts
    norm = d0 * d0 - d1 * d1 * square
    return (n0 * d0 - n1 * d1 * square) / norm, (n1 * d0 - n0 * d1) / norm


def parity(f: Frac, slot: int) -> int | None:
    """1 even, −1 odd in the generator, 0 zero, None neither."""
    if f.is_zero:
        return 0
    flipped = substitute(f, {slot: -gen(slot)})
    return 1 if flipped == f else -1 if flipped == -f else None


def in_square(f: Frac, slot: int, square: dict[int, Frac]) -> Frac:
    """An even function of the generator with its square replaced."""
    from tuidao.derive.integral.rational import lower

    if f.is_zero or not f.uses(slot):
        return f
    return substitute(lower(f, slot, 2), square)


def moving_degree(f: Frac, slot: int) -> int:
    """How large the rational integrand is."""
    return degree(f.num, slot) + degree(f.den, slot)


def scaled(factor: Term, t: Term) -> Term:
    """factor · t."""
    return times(factor, t)
