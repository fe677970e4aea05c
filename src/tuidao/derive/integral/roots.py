"""Roots in a differential field: squares taken out with their sign, numbers to lowest terms, nested roots undone."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

from tuidao.derive.integral.frac import ONE, ZERO, Frac, TooHard, coefficients, const, degree, gen

if TYPE_CHECKING:
    from tuidao.derive.integral.field import Field


def root(field: Field, base: Frac, e: Fraction) -> Frac:
    """base**e for a fraction e, squares taken out of square roots with their sign."""
    base = field.clean(base)
    if base.is_zero:
        return ZERO
    q = e.denominator
    content = Fraction(int(base.num.content()), int(base.den.content()))
    if base.rational is not None:
        return number_root(field, base.rational, e)
    if q == 2:
        base, outside = out_of_square_root(field, base)
        nested = denested(field, base)
        if nested is not None:
            return (outside * nested) ** int(e * 2)
        if base == ONE:
            return outside ** int(e * 2)
        return outside ** int(e * 2) * plain_root(field, base, 2) ** int(e * 2)
    if q % 2 and not field.units.whole:
        return odd_root(field, base, content, e)
    # x**(a/q) of a power x**k with k odd or q odd: fold the exponents
    if len(base.num) == 1 and base.den.is_one() and len(base.slots()) == 1:
        (s,) = base.slots()
        k = degree(base.num, s)
        if k > 1 and base == gen(s) ** k and (k % 2 or q % 2):
            return field.power(gen(s), const(e * k))
    return plain_root(field, base, q) ** int(e * q)


def denested(field: Field, base: Frac) -> Frac | None:
    """√(a + b√c) as √((a + d)/2) ± √((a − d)/2) where d = √(a² − b²c) is rational."""
    slots = base.slots()
    if len(slots) != 1 or not base.den.is_constant() or len(base.num) != 2:
        return None
    (s,) = slots
    g = field.gens[s]
    if g.kind != "root" or g.degree != 2 or g.relation is None or g.relation.rational is None:
        return None
    parts = [Frac(c, base.den).rational for c in coefficients(base.num, s)]
    if len(parts) != 2 or parts[0] is None or parts[1] is None or parts[0] <= 0:
        return None
    square = parts[0] ** 2 - parts[1] ** 2 * g.relation.rational
    if square < 0:
        return None
    d, free = square_part(square) if square else (Fraction(0), Fraction(1))
    if free != 1:
        return None
    half = Fraction(1, 2)
    first = number_root(field, (parts[0] + d) / 2, half)
    second = number_root(field, (parts[0] - d) / 2, half) if parts[0] != d else ZERO
    return first + second if parts[1] > 0 else first - second


def odd_root(field: Field, base: Frac, content: Fraction, e: Fraction) -> Frac:
    """A root of odd degree taken of each factor."""
    from tuidao.derive.integral.angles import squares_shown

    if base.num.leading_coefficient() < 0:
        content = -content
    out = number_root(field, abs(content), e)
    if content < 0:
        out = out * const((-1) ** e.numerator)
    alike: dict[Fraction, Frac] = {}
    for p, k in [
        *squares_shown(field, base.num).factor()[1],
        *((g, -j) for g, j in base.den.factor()[1]),
    ]:
        if len(p) == 1:
            out = out * factor_root(field, Frac(p), e * k)
        else:
            alike[e * k] = alike.get(e * k, ONE) * Frac(p)
    for k, f in alike.items():
        # a sign stays under the root where it was written
        sign = -ONE if content < 0 and len(alike) == 1 and (k / e) % 2 == 1 else ONE
        out = out * factor_root(field, f * sign, k)
        if sign != ONE:
            out = out * const((-1) ** e.numerator)
    return out


def factor_root(field: Field, p: Frac, e: Fraction) -> Frac:
    """p**e for an irreducible p, the whole part of the exponent outside the root."""
    whole = e.numerator // e.denominator
    rest = e - whole
    out = p**whole
    if rest:
        out = out * plain_root(field, p, rest.denominator) ** rest.numerator
    return out


def plain_root(field: Field, base: Frac, q: int) -> Frac:
    if field.depends(base):
        for key in list(field.index):
            if isinstance(key, tuple) and key[0] == "root" and key[1] != base:
                ratio = base / key[1]
                known = ratio.rational
                if not field.depends(ratio) and (q % 2 or known is None or known > 0):
                    # where both roots are real the ratio is positive, and comes out
                    return root(field, ratio, Fraction(1, q)) * plain_root(field, key[1], q)
    unit = field.units.refine(("root", str(base)), Fraction(1, q))
    full = unit.denominator
    key = ("root", base)
    slot = field.index.get(key)
    if slot is None:
        fixed = not field.depends(base)
        from tuidao.derive.integral.field import Gen

        slot = field.add(key, Gen("root", None, ZERO, full, base, base=base, fixed=fixed))
        if not fixed:
            field.gens[slot].d = field.clean(field.d(base) / (const(full) * base)) * gen(slot)
    return gen(slot) ** (full // q)


def number_root(field: Field, value: Fraction, e: Fraction) -> Frac:
    q = e.denominator
    if value < 0:
        if q % 2 == 0:
            raise TooHard("even root of a negative number")
        return const((-1) ** e.numerator) * number_root(field, -value, e)
    out = ONE
    for p, k in factors(value):
        whole, rest = divmod(k * e.numerator, q)
        out = out * const(p) ** whole
        if rest:
            g = gcd(rest, q)
            out = out * plain_root(field, const(p), q // g) ** (rest // g)
    return out


def out_of_square_root(field: Field, base: Frac) -> tuple[Frac, Frac]:
    """(radicand, factor outside) of sqrt(base)."""
    outside, radicand = ONE, ONE
    from tuidao.derive.integral.angles import squares_shown

    content, factors = squares_shown(field, base.num).factor()
    bottom, factors_below = base.den.factor()
    c = Fraction(int(content), int(bottom))
    square, free = square_part(abs(c))
    odd_alone = [f for f, k in factors if k % 2]
    for f, k in [*factors, *((f, -k) for f, k in factors_below)]:
        part = Frac(f)
        if k % 2 and k > 0:
            radicand = radicand * part
            k -= 1
        elif k % 2:
            radicand = radicand / part
            k += 1
        if k:
            alone = len(odd_alone) == 1 and odd_alone[0] == f and c > 0 and not factors_below
            outside = outside * (part if alone or (k // 2) % 2 == 0 else field.absolute(part)) ** (
                k // 2
            )
    radicand = radicand * const(free if c > 0 else -free)
    r = radicand.rational
    if r is not None:
        return ONE, outside * const(square) * number_root(field, r, Fraction(1, 2))
    return radicand, outside * const(square)


def factors(value: Fraction) -> list[tuple[int, int]]:
    """The prime factorisation of a positive rational; large leftovers count as prime."""
    out: dict[int, int] = {}
    for n, sign in ((value.numerator, 1), (value.denominator, -1)):
        p = 2
        while p * p <= n and p < 2000:
            while n % p == 0:
                out[p] = out.get(p, 0) + sign
                n //= p
            p += 1
        if n > 1:
            out[n] = out.get(n, 0) + sign
    return sorted((p, k) for p, k in out.items() if k)


def square_part(value: Fraction) -> tuple[Fraction, Fraction]:
    """value = s**2 · f with f free of squares."""
    s, f = Fraction(1), Fraction(1)
    for p, k in factors(value):
        s *= Fraction(p) ** (k // 2)
        f *= Fraction(p) ** (k % 2)
    return s, f
