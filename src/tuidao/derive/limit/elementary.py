"""Sine, arctangent, arcsine, |·|, sign and floor of exact constants, in kernels with their relations."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, fmpq

from tuidao.derive.limit.constants import Coef, K, fraction, is_q
from tuidao.derive.limit.fault import OutsideDomain, Undecided
from tuidao.derive.limit.field import Field
from tuidao.derive.limit.powers import as_q, oscillating, rational_power
from tuidao.lang.build import abs_, asin, atan, cos, pi, sign, sin
from tuidao.lang.term import Num

HALF = fmpq(1, 2)


def split_pi(field: Field, c: Coef) -> tuple[fmpq, Coef]:
    """c = qπ + rest."""
    if is_q(c) or not c.den.is_one():
        return fmpq(0), c
    i = field.where.get(pi)
    if i is None:
        return fmpq(0), c
    for m, r in c.num.terms():
        if m[i] == 1 and sum(m) == 1:
            return r, c - field.atom(pi) * r
    return fmpq(0), c


def sin_cos(field: Field, c: Coef) -> tuple[Coef, Coef]:
    """sin c and cos c; exact at multiples of π/12's table, s² = 1 − c² else."""
    q, rest = split_pi(field, c)
    if is_q(rest) and rest == 0:
        return _sin_pi(field, q), _sin_pi(field, q + HALF)
    whole = (2 * q + HALF).floor()
    q = q - fmpq(whole) / 2  # now in [−1/4, 1/4)
    if q != 0:
        rest = rest + field.atom(pi) * q
    negative = (rest.num.leading_coefficient() if isinstance(rest, K) else rest) < 0
    if negative:
        rest = -rest
    t = field.term(rest)
    if field.oscillating(rest):
        s, k = (oscillating(field, f(t), arb(0, 1)) for f in (sin, cos))
    else:
        s, k = field.atom(sin(t)), field.atom(cos(t))
    field.relate(sin(t), 2, 1 - k * k)
    s = -s if negative else s
    return ((s, k), (k, -s), (-s, -k), (-k, s))[int(whole) % 4]


def _sin_pi(field: Field, q: fmpq) -> Coef:
    """sin(qπ)."""
    r = fraction(q) % 2
    if r >= 1:
        return -_sin_pi(field, as_q(r - 1))
    if r > Fraction(1, 2):
        r = 1 - r
    if r == 0:
        return fmpq(0)
    if r == Fraction(1, 2):
        return fmpq(1)
    if r == Fraction(1, 6):
        return HALF
    for part, radicand in ((4, 2), (3, 3)):
        if r == Fraction(1, part):
            return rational_power(field, fmpq(radicand), Fraction(1, 2)) / 2
    small = min(r, Fraction(1, 2) - r)
    k, s = field.atom(cos(pi * Num(small)), 1), field.atom(sin(pi * Num(small)), 1)
    field.relate(sin(pi * Num(small)), 2, 1 - k * k)
    return s if r == small else k


def field_atan(field: Field, c: Coef) -> Coef:
    """atan c, exact at 0, ±1, ±√3, ±1/√3."""
    for square, part in ((fmpq(0), 0), (fmpq(1), 4), (fmpq(3), 3), (fmpq(1, 3), 6)):
        if c * c == square:
            if part == 0:
                return fmpq(0)
            return field.atom(pi, 1) * fmpq(field.sign(c), part)
    if field.oscillating(c):
        return oscillating(field, atan(field.term(c)), (field.ball(c) or arb(0)).atan())
    return odd_kernel(field, atan, c)


def odd_kernel(field: Field, f: Any, c: Coef) -> Coef:
    """The kernel f(c) of an odd function, one for c and −c."""
    lead = c.num.leading_coefficient() if isinstance(c, K) else c
    return -field.atom(f(field.term(-c))) if lead < 0 else field.atom(f(field.term(c)))


def field_asin(field: Field, c: Coef) -> Coef:
    """asin c for |c| ≤ 1, exact where its square is a multiple of 1/4."""
    for square, part in ((fmpq(0), 0), (fmpq(1, 4), 6), (HALF, 4), (fmpq(3, 4), 3), (fmpq(1), 2)):
        if c * c == square:
            if part == 0:
                return fmpq(0)
            return field.atom(pi, 1) * fmpq(field.sign(c), part)
    if not field.require_positive(1 - c * c):
        raise OutsideDomain
    return odd_kernel(field, asin, c)


def field_abs(field: Field, c: Coef) -> Coef:
    """|c|, a kernel with k² = c² where the sign is open."""
    s = field.known_sign(c)
    if s is not None:
        return c if s >= 0 else -c
    if field.oscillating(c):
        ball = field.ball(c)
        return oscillating(
            field, abs_(field.term(c)), abs(ball) if ball is not None else arb("nan")
        )
    lead = c.num.leading_coefficient()
    c = -c if lead < 0 else c
    return field.atom(abs_(field.term(c)), 1)


def field_sign(field: Field, c: Coef) -> Coef:
    """sign(c), a kernel where it is open."""
    s = field.known_sign(c)
    if s is not None:
        return fmpq(s)
    if field.oscillating(c):
        raise Undecided("sign of an oscillation")
    return odd_kernel(field, sign, c)


def field_floor(field: Field, c: Coef) -> int:
    """⌊c⌋. Raises Undecided where the ball does not say."""
    if is_q(c):
        return int(c.floor())
    for prec in (160, 640):
        ball = field.ball(c, prec)
        if ball is not None:
            low = ball.floor().unique_fmpz()
            if low is not None:
                return int(low)
    raise Undecided(f"floor of {field.term(c)}")
