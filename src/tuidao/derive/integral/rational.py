"""Rational functions of one generator: Hermite reduction, then logarithms and arctangents, all real."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as data
from fractions import Fraction
from math import gcd
from typing import Any

import flint

from tuidao.derive.integral import upoly
from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import (
    CONTEXT,
    ONE,
    ZERO,
    Frac,
    TooHard,
    const,
    degree,
    gen,
    leading,
    substitute,
)
from tuidao.derive.integral.upoly import Upoly


@dataclass(slots=True)
class Anti:
    """An antiderivative: fraction + Σ c·log|a| + Σ c·atan(a)."""

    part: Frac = ZERO
    logs: list[tuple[Frac, Frac]] = data(default_factory=list)
    atans: list[tuple[Frac, Frac]] = data(default_factory=list)


def integrate_rational(field: Field, f: Frac, slot: int) -> Anti:
    """∫ f in the generator `slot`, all other generators constant. Raises TooHard where no closed form is reached."""
    k = deflation(f, slot)
    if k > 1:
        lowered = lower(f * gen(slot), slot, k) / (const(k) * gen(slot))
        inner = integrate_rational(field, lowered, slot)
        raised = {slot: gen(slot) ** k}
        return Anti(
            substitute(inner.part, raised),
            [(c, substitute(a, raised)) for c, a in inner.logs],
            [(c, substitute(a, raised)) for c, a in inner.atans],
        )
    out = Anti()
    polynomial, pieces = upoly.partial_fractions(field, f, slot)
    for k, c in enumerate(polynomial):
        out.part = out.part + c * gen(slot) ** (k + 1) * const(Fraction(1, k + 1))
    simple: dict[int, tuple[Upoly, Upoly]] = {}
    by_factor: dict[str, tuple[Upoly, dict[int, Upoly]]] = {}
    for p, k, a in pieces:
        by_factor.setdefault(str(p), (p, {}))[1][k] = a
    for number, (p, digits) in enumerate(by_factor.values()):
        rest = _hermite(field, p, digits, slot, out)
        if rest:
            simple[number] = (p, rest)
    hard: list[tuple[Upoly, Upoly]] = []
    for p, a in simple.values():
        if not _simple(field, p, a, slot, out):
            hard.append((p, a))
    for p, a in hard:
        try:
            _rothstein_trager(field, p, a, slot, out)
        except TooHard:
            whole = _whole_binomial(field, f, slot)
            if whole is None:
                raise
            return whole
    out.part = field.clean(out.part)
    return out


def deflation(f: Frac, slot: int) -> int:
    """The largest k for which f ds = F(s**k) d(s**k)."""
    g = f * gen(slot)
    k = 0
    for p in (g.num, g.den):
        for exps in p.monoms():
            k = gcd(k, int(exps[slot]))
    return k or 1


def lower(f: Frac, slot: int, k: int) -> Frac:
    """f with s**k replaced by s."""

    def go(p: Any) -> Any:
        return CONTEXT.from_dict(
            {(*e[:slot], int(e[slot]) // k, *e[slot + 1 :]): c for e, c in p.terms()}
        )

    return Frac(go(f.num), go(f.den))


def _hermite(field: Field, p: Upoly, digits: dict[int, Upoly], slot: int, out: Anti) -> Upoly:
    """Σ a_k / p**k brought down to a / p; the rational part goes to `out`."""
    dp = upoly.derivative(p)
    bezout = None
    for k in range(max(digits), 1, -1):
        a = digits.get(k)
        if not a:
            continue
        if len(p) == 2:
            c = a[0] / p[1]
            out.part = out.part - c / (const(k - 1) * upoly.join(p, slot) ** (k - 1))
            continue
        if bezout is None:
            bezout = upoly.xgcd(field, p, dp)
        _, _u, v = bezout
        # a = s p + t p', with deg t < deg p
        _, t = upoly.divide(field, upoly.multiply(a, v), p)
        s, remainder = upoly.divide(
            field, upoly.add(a, upoly.scale(upoly.multiply(t, dp), -ONE)), p
        )
        if remainder:
            raise TooHard("Hermite reduction failed")
        weight = const(Fraction(1, k - 1))
        out.part = out.part - upoly.join(t, slot) * weight / upoly.join(p, slot) ** (k - 1)
        lower = upoly.add(s, upoly.scale(upoly.derivative(t), weight))
        digits[k - 1] = upoly.add(digits.get(k - 1, []), lower)
    return [field.clean(c) for c in digits.get(1, [])]


def _simple(field: Field, p: Upoly, a: Upoly, slot: int, out: Anti) -> bool:
    """∫ a / p for p irreducible, where a closed form is at hand."""
    upoly.trim(a)
    if not a:
        return True
    whole = upoly.join(p, slot)
    if len(p) == 2:
        out.logs.append((field.clean(a[0] / p[1]), whole))
        return True
    dp = upoly.derivative(p)
    if len(a) == len(dp):
        c = field.clean(a[-1] / dp[-1])
        if all(field.same(a[k], c * dp[k]) for k in range(len(dp))):
            out.logs.append((c, whole))
            return True
    if len(p) == 3:
        _quadratic(field, p, a, slot, out)
        return True
    if all(c.is_zero for c in p[1:-1]):
        return _binomial(field, p, a, slot, out)
    if len(p) == 5 and p[1].is_zero and p[3].is_zero:
        return _biquadratic(field, p, a, slot, out)
    return len(p) == 5 and _quartic(field, p, a, slot, out)


def _whole_binomial(field: Field, f: Frac, slot: int) -> Anti | None:
    """∫ f when its denominator is l (s**n ± r**n) before it is factored."""
    p = upoly.split(f.den, slot)
    if len(p) < 4 or any(not c.is_zero for c in p[1:-1]):
        return None
    quotient, rest = upoly.divide(field, upoly.split(f.num, slot), p)
    out = Anti()
    for k, c in enumerate(quotient):
        out.part = out.part + c * gen(slot) ** (k + 1) * const(Fraction(1, k + 1))
    return out if _binomial(field, p, rest, slot, out) else None


def _quartic(field: Field, p: Upoly, a: Upoly, slot: int, out: Anti) -> bool:
    """p split into two real quadratics over a quadratic extension, by a rational root of its resolvent cubic."""
    values = [c.rational for c in p]
    if any(v is None for v in values):
        return False
    lead = values[4]
    assert lead is not None
    t, r, q, k = (v / lead for v in values[:4] if v is not None)
    shift = k / 4
    big_a = q - 6 * shift**2
    big_b = r - 2 * q * shift + 8 * shift**3
    big_d = t - r * shift + q * shift**2 - 3 * shift**4
    cubic = flint.fmpq_poly(
        [
            flint.fmpq(c.numerator, c.denominator)
            for c in (-(big_b**2), big_a**2 - 4 * big_d, 2 * big_a, Fraction(1))
        ]
    )
    squares = [
        Fraction(int(-g[0].p), int(g[0].q)) / Fraction(int(g[1].p), int(g[1].q))
        for g, _ in cubic.factor()[1]
        if g.degree() == 1
    ]
    z = next((c for c in squares if c > 0), None)
    if z is None:
        return False
    m = field.root(const(z), Fraction(1, 2))
    s = gen(slot) + const(shift)
    half = const(Fraction(1, 2))
    quadratics = []
    for sign in (ONE, -ONE):
        free = (const(big_a + z) - sign * const(big_b) / m) * half
        expanded = field.clean(s * s + sign * m * s + free)
        quadratics.append([c / Frac(expanded.den) for c in upoly.split(expanded.num, slot)])
    a = [c / const(lead) for c in a]
    for own, other in (quadratics, quadratics[::-1]):
        piece = upoly.inverse_times(field, a, other, own)
        piece = upoly.trim([field.clean(c) for c in piece])
        if piece:
            _quadratic(field, own, piece, slot, out)
    return True


def _quadratic(field: Field, p: Upoly, a: Upoly, slot: int, out: Anti) -> None:
    gamma, beta, alpha = p
    n = a[0]
    m = a[1] if len(a) > 1 else ZERO
    s = gen(slot)
    if not m.is_zero:
        out.logs.append((field.clean(m / (const(2) * alpha)), upoly.join(p, slot)))
        n = field.clean(n - m * beta / (const(2) * alpha))
    if n.is_zero:
        return
    delta = field.clean(const(4) * alpha * gamma - beta * beta)
    linear = const(2) * alpha * s + beta
    if delta.is_zero:
        out.part = out.part - const(2) * n / linear
    elif positive(field, delta):
        r = free_root(field, delta)
        out.atans.append((field.clean(const(2) * n / r), field.clean(linear / r)))
    else:
        r = free_root(field, -delta)
        out.logs.append((field.clean(n / r), (linear - r) / (linear + r)))


def _binomial(field: Field, p: Upoly, a: Upoly, slot: int, out: Anti) -> bool:
    """p = l (s**n ± r**n): the roots stand on a circle."""
    n = len(p) - 1
    if n > 12:
        return False
    c = field.clean(p[0] / p[-1])
    plus = positive(field, c)
    r = field.root(c if plus else -c, Fraction(1, n))
    s = gen(slot)
    lead = p[-1]
    for m, coefficient in enumerate(a):
        if coefficient.is_zero:
            continue
        weight = field.clean(coefficient / lead * r ** (m + 1) / (r**n * const(n)))
        for k in range(n):
            turn = Fraction(2 * k + 1 if plus else 2 * k, n)  # the root is r·exp(iπ·turn)
            if turn > 1:
                break
            sin_m, cos_m = _turn(field, turn * (m + 1))
            sign = const(-1) if plus else ONE
            if turn == 0 or turn == 1:
                out.logs.append((field.clean(sign * weight * cos_m), s - r if turn == 0 else s + r))
                continue
            sin_1, cos_1 = _turn(field, turn)
            if not cos_m.is_zero:
                out.logs.append(
                    (field.clean(sign * weight * cos_m), s * s - const(2) * r * cos_1 * s + r * r)
                )
            if not sin_m.is_zero:
                arg = field.clean((s - r * cos_1) / (r * sin_1))
                out.atans.append((field.clean(-sign * const(2) * weight * sin_m), arg))
    return True


def _turn(field: Field, turn: Fraction) -> tuple[Frac, Frac]:
    from tuidao.derive.integral.angles import _of_pi

    return _of_pi(field, turn)


def _biquadratic(field: Field, p: Upoly, a: Upoly, slot: int, out: Anti) -> bool:
    """p = l (s⁴ + b s² + c) split into two real quadratics over a quadratic extension."""
    lead = p[-1]
    b, c = field.clean(p[2] / lead), field.clean(p[0] / lead)
    a = [k / lead for k in a] + [ZERO] * (4 - len(a))
    disc = field.clean(b * b - const(4) * c)
    s = gen(slot)
    if positive(field, disc):
        r = free_root(field, disc)
        half = const(Fraction(1, 2))
        roots = [field.clean((-b + r) * half), field.clean((-b - r) * half)]  # values of s²
        for k, root in enumerate(roots):
            other = roots[1 - k]
            gap = field.clean(root - other)
            piece = [
                field.clean((a[0] + a[2] * root) / gap),
                field.clean((a[1] + a[3] * root) / gap),
            ]
            if upoly.trim(piece):
                _quadratic(field, [-root, ZERO, ONE], piece, slot, out)
        return True
    if not positive(field, c):
        return False
    e = free_root(field, c)
    if not positive(field, e):
        e = -e
    m = free_root(field, field.clean(const(2) * e - b))
    # a = A(s)(s² − m s + e) + B(s)(s² + m s + e) with A = u s + v, B = w s + z
    half = const(Fraction(1, 2))
    # matching powers: u + w = a3, v + z + m (w − u) = a2, e (u + w) + m (z − v) = a1, e (v + z) = a0
    v_plus_z = a[0] / e
    w_minus_u = (a[2] - v_plus_z) / m
    z_minus_v = (a[1] - e * a[3]) / m
    u, w = (a[3] - w_minus_u) * half, (a[3] + w_minus_u) * half
    v, z = (v_plus_z - z_minus_v) * half, (v_plus_z + z_minus_v) * half
    for q, piece in (([e, m, ONE], [v, u]), ([e, -m, ONE], [z, w])):
        piece = upoly.trim([field.clean(k) for k in piece])
        if piece:
            _quadratic(field, q, piece, slot, out)
    return bool(not s.is_zero)


def _rothstein_trager(field: Field, p: Upoly, a: Upoly, slot: int, out: Anti) -> None:
    """∫ a / p = Σ c·log gcd(p, a − c p') over the roots c of the resultant, all rational in the constants."""
    z = field.spare()
    top, bottom = upoly.join(a, slot), upoly.join(p, slot)
    slope = upoly.join(upoly.derivative(p), slot)
    scale = bottom.den
    del scale
    difference = top - gen(z) * slope
    resultant = difference.num.resultant(bottom.num, f"g{slot}")
    _, factors = resultant.factor()
    found: list[tuple[Frac, Frac]] = []
    total = 0
    for factor, _ in factors:
        k = degree(factor, z)
        if k == 0:
            continue
        if k > 1:
            raise TooHard("logarithms over an extension")
        low, high = upoly.split(factor, z)
        c = -low / high
        g = (top - c * slope).num.gcd(bottom.num)
        found.append((c, Frac(g)))
        total += degree(g, slot)
    if total != len(p) - 1:
        raise TooHard("incomplete logarithmic part")
    out.logs.extend(found)


def free_root(field: Field, f: Frac) -> Frac:
    """A square root of f, of either sign: for use where the sign cancels."""
    outside, radicand = ONE, ONE
    top, factors = f.num.factor()
    bottom, below = f.den.factor()
    for p, k in factors:
        outside = outside * Frac(p) ** (k // 2)
        radicand = radicand * Frac(p) ** (k % 2)
    for p, k in below:
        # 1/√p is written √p / p
        outside = outside / Frac(p) ** ((k + 1) // 2)
        radicand = radicand * Frac(p) ** (k % 2)
    c = Fraction(int(top), int(bottom))
    radicand = radicand * const(c)
    return field.clean(outside * field.root(radicand, Fraction(1, 2)))


def positive(field: Field, f: Frac) -> bool:
    """Is the constant f positive, at the parameters' sample values (positive unless something else is given)?"""
    value = field.sample(f)
    if value is None:
        raise TooHard("no sample value")
    return value > 0


def squarefree_content(p: Any) -> Any:
    """The leading coefficient of a polynomial, as a fraction."""
    return Frac(CONTEXT.constant(leading(p)))
