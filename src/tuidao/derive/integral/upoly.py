"""Polynomials in one generator with coefficients in the field of the others: division, gcd, partial fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint

from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import ONE, ZERO, Frac, TooHard, coefficients, const, degree, gen

Upoly = list[Frac]  # lowest coefficient first, the last one not zero


def trim(p: Upoly) -> Upoly:
    """p without zeros in front."""
    while p and p[-1].is_zero:
        p.pop()
    return p


def split(p: Any, slot: int) -> Upoly:
    """A polynomial as one in the generator `slot`."""
    return [Frac(c) for c in coefficients(p, slot)]


def join(p: Upoly, slot: int) -> Frac:
    """Back to one fraction."""
    out = ZERO
    for k, c in enumerate(p):
        if not c.is_zero:
            out = out + c * gen(slot) ** k
    return out


def derivative(p: Upoly) -> Upoly:
    """dp/ds."""
    return trim([c * const(k) for k, c in enumerate(p)][1:])


def add(a: Upoly, b: Upoly) -> Upoly:
    """a + b."""
    n = max(len(a), len(b))
    return trim([(a[k] if k < len(a) else ZERO) + (b[k] if k < len(b) else ZERO) for k in range(n)])


def scale(a: Upoly, c: Frac) -> Upoly:
    """c · a."""
    return trim([c * k for k in a])


def multiply(a: Upoly, b: Upoly) -> Upoly:
    """a · b."""
    out = [ZERO] * max(len(a) + len(b) - 1, 0)
    for i, u in enumerate(a):
        if not u.is_zero:
            for j, v in enumerate(b):
                out[i + j] = out[i + j] + u * v
    return trim(out)


def divide(field: Field, a: Upoly, b: Upoly) -> tuple[Upoly, Upoly]:
    """Quotient and remainder."""
    rest, quotient = list(a), [ZERO] * max(len(a) - len(b) + 1, 0)
    while len(rest) >= len(b):
        c = field.clean(rest[-1] / b[-1])
        k = len(rest) - len(b)
        quotient[k] = c
        rest = [
            field.clean(r - c * b[j - k]) if k <= j < k + len(b) else r
            for j, r in enumerate(rest[:-1])
        ]
        trim(rest)
    return trim(quotient), rest


def xgcd(field: Field, a: Upoly, b: Upoly) -> tuple[Upoly, Upoly, Upoly]:
    """(g, u, v) with u a + v b = g, g monic."""
    r0, r1 = a, b
    u0: Upoly = [ONE]
    u1: Upoly = []
    v0: Upoly = []
    v1: Upoly = [ONE]
    while r1:
        q, r = divide(field, r0, r1)
        r0, r1 = r1, r
        u0, u1 = u1, [field.clean(c) for c in add(u0, scale(multiply(q, u1), -ONE))]
        v0, v1 = v1, [field.clean(c) for c in add(v0, scale(multiply(q, v1), -ONE))]
    c = ONE / r0[-1]
    return scale(r0, c), scale(u0, c), scale(v0, c)


def rational(p: Upoly) -> Any | None:
    """As an fmpq_poly when every coefficient is a rational number."""
    values = [c.rational for c in p]
    if any(v is None for v in values):
        return None
    return flint.fmpq_poly(
        [flint.fmpq(v.numerator, v.denominator) for v in values if v is not None]
    )


def from_rational(p: Any) -> Upoly:
    """From an fmpq_poly."""
    return [const(Fraction(int(c.p), int(c.q))) for c in p.coeffs()]


def inverse_times(field: Field, a: Upoly, b: Upoly, m: Upoly) -> Upoly:
    """a / b modulo m."""
    fa, fb, fm = rational(a), rational(b), rational(m)
    if fa is not None and fb is not None and fm is not None:
        _, u, _ = fb.xgcd(fm)
        g = fb.gcd(fm)
        if g.degree() != 0:
            raise TooHard("not coprime")
        return from_rational(u * fa % fm)
    g, u, _ = xgcd(field, b, m)
    if len(g) != 1:
        raise TooHard("not coprime")
    return divide(field, multiply(u, a), m)[1]


def partial_fractions(
    field: Field, f: Frac, slot: int
) -> tuple[Upoly, list[tuple[Upoly, int, Upoly]]]:
    """f = polynomial + Σ a / p**k with deg a < deg p, p irreducible over the rationals: (polynomial, [(p, k, a)])."""
    constant, factors = f.den.factor()
    lead = const(int(constant))
    moving: list[tuple[Upoly, int]] = []
    for p, k in factors:
        if degree(p, slot) > 0:
            moving.append((split(p, slot), k))
        else:
            lead = lead * Frac(p) ** k
    top = scale(split(f.num, slot), ONE / lead)
    whole = [ONE]
    for p, k in moving:
        for _ in range(k):
            whole = multiply(whole, p)
    if len(whole) > 60:
        raise TooHard("denominator of large degree")
    quotient, rest = divide(field, top, whole) if len(whole) > 1 else (top, [])
    out: list[tuple[Upoly, int, Upoly]] = []
    if not rest:
        return quotient, out
    for p, k in moving:
        full = [ONE]
        for _ in range(k):
            full = multiply(full, p)
        others, _ = divide(field, whole, full)
        a = inverse_times(field, rest, others, full)
        for j in range(k, 0, -1):
            a, digit = divide(field, a, p)
            if digit:
                out.append((p, j, digit))
    return quotient, out
