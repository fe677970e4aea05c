"""Angles in a differential field: sines and cosines of multiples and sums in those of unit angles."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tuidao.derive.integral.frac import (
    CONTEXT,
    GENS,
    ONE,
    P_ZERO,
    ZERO,
    Frac,
    TooHard,
    const,
    degree,
    gen,
)
from tuidao.derive.integral.roots import number_root

if TYPE_CHECKING:
    from tuidao.derive.integral.field import Field


def angle(field: Field, f: Frac) -> tuple[Frac, Frac]:
    """(sin f, cos f)."""
    units = field.units
    if not units.split:
        c = Fraction(int(f.num.content()), int(f.den.content()))
        if f.num.leading_coefficient() < 0:
            c = -c
        m = f / const(c)
        others = [k for k in units.unit if k[0] == "angle" and k[1] != str(m)]
        if (others and field.depends(f)) or _is_pi(field, m):
            units.split = True
            for k in [k for k in units.unit if k[0] == "angle"]:
                del units.unit[k]
            units.again()
        return multiple(field, c, m)
    s, c0 = ZERO, ONE
    for c, m in field.monomials(f):
        s1, c1 = multiple(field, c, m)
        s, c0 = s * c1 + c0 * s1, c0 * c1 - s * s1
    return field.clean(s), field.clean(c0)


def _is_pi(field: Field, m: Frac) -> bool:
    from tuidao.lang.build import pi

    slot = field.index.get(("constant", pi))
    return slot is not None and m == gen(slot)


def multiple(field: Field, c: Fraction, m: Frac) -> tuple[Frac, Frac]:
    """(sin, cos) of c times the unit part m, by de Moivre over the unit angle."""
    if _is_pi(field, m):
        return _of_pi(field, c)
    unit = field.units.refine(("angle", str(m)), c)
    n = c / unit
    if abs(n) > 40:
        raise TooHard("large multiple of an angle")
    key = ("angle", m)
    slot = field.index.get(key)
    if slot is None:
        from tuidao.derive.integral.field import Gen

        inner = const(unit) * m
        fixed = not field.depends(m)
        cos_slot = field.add(("cos", m), Gen("cos", None, ZERO, inner=inner, fixed=fixed))
        cos_x = gen(cos_slot)
        slot = field.add(key, Gen("sin", None, ZERO, 2, ONE - cos_x**2, inner=inner, fixed=fixed))
        rate = ZERO if fixed else field.clean(field.d(inner))
        field.gens[slot].d = rate * cos_x
        field.gens[cos_slot].d = -rate * gen(slot)
    s1, c1 = gen(slot), gen(field.index[("cos", m)])
    s, co = ZERO, ONE
    for _ in range(int(abs(n))):
        s, co = field.clean(s * c1 + co * s1), field.clean(co * c1 - s * s1)
    return (s if n > 0 else -s), co


def _of_pi(field: Field, c: Fraction) -> tuple[Frac, Frac]:
    """Exact values at multiples of pi/12."""
    c = c % 2
    if (c * 12).denominator != 1:
        from tuidao.lang.build import cos, num, pi, sin

        t = num(c.numerator, c.denominator) * pi
        return field.constant(sin(t)), field.constant(cos(t))
    k = int(c * 12)
    half = Fraction(1, 2)

    def sqrt2() -> Frac:
        return number_root(field, Fraction(2), half)

    def sqrt3() -> Frac:
        return number_root(field, Fraction(3), half)

    sixteenth = const(Fraction(1, 4))

    def sine(k: int) -> Frac:
        k %= 24
        if k >= 12:
            return -sine(k - 12)
        if k > 6:
            k = 12 - k
        if k == 0:
            return ZERO
        if k == 1:
            return sixteenth * sqrt2() * (sqrt3() - ONE)
        if k == 2:
            return const(Fraction(1, 2))
        if k == 3:
            return sqrt2() / const(2)
        if k == 4:
            return sqrt3() / const(2)
        if k == 5:
            return sixteenth * sqrt2() * (sqrt3() + ONE)
        return ONE

    return field.clean(sine(k)), field.clean(sine(k + 6))


def squares_shown(field: Field, p: Any) -> Any:
    """A polynomial in sin w and cos w made homogeneous where that shows a square: 1 + 2 sin w cos w = (sin w + cos w)².

    A linear one that is a square only in half the angle (1 + cos w) asks for that unit.
    """
    pairs = [
        (field.index[key], field.index["cos", key[1]])
        for key in field.index
        if isinstance(key, tuple) and key[0] == "angle"
    ]
    for s, c in pairs:
        if degree(p, s) == 0 and degree(p, c) == 0:
            continue
        m = next(key[1] for key, k in field.index.items() if k == s and isinstance(key, tuple))
        terms = [(int(e[s]) + int(e[c]), e, k) for e, k in p.terms()]
        top = max(d for d, _, _ in terms)
        if any((top - d) % 2 for d, _, _ in terms):
            if top == 1 and not field.gens[s].fixed and _is_square_in_half(field, p, s, c):
                unit = field.units.unit["angle", str(m)]
                field.units.unit["angle", str(m)] = unit / 2
                field.units.again()
            continue
        if top % 2 or top == 0:
            continue
        one = GENS[s] ** 2 + GENS[c] ** 2
        out = P_ZERO
        for d, e, k in terms:
            out = out + CONTEXT.from_dict({e: k}) * one ** ((top - d) // 2)
        if any(k > 1 for _, k in out.factor()[1]):
            return out
    return p


def _is_square_in_half(field: Field, p: Any, s: int, c: int) -> bool:
    """p = k (1 ± cos w) or the like: a + b cos w + d sin w with a² = b² + d²."""
    a = b = d = ZERO
    for e, k in p.terms():
        rest = tuple(0 if j in (s, c) else int(x) for j, x in enumerate(e))
        value = Frac(CONTEXT.from_dict({rest: k}))
        if e[s]:
            d = d + value
        elif e[c]:
            b = b + value
        else:
            a = a + value
    return bool(not a.is_zero and field.clean(a * a - b * b - d * d).is_zero)
