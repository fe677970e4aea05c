"""The real roots of polynomials in closed form: linear, quadratic, cubic, pure and biquadratic ones."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, fmpq, fmpq_poly, fmpz_poly

from tuidao.derive.shape.isolate import polynomial_root_terms
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import ONE, TWO, acos, cos, num, pi, sqrt
from tuidao.lang.term import App, Num, Term


def sign_of(c: Term) -> int | None:
    if type(c) is Num:
        return (c.value > 0) - (c.value < 0)
    v = value(c, {})
    if not isinstance(v, arb):
        return None
    return 1 if v > 0 else -1 if v < 0 else None


def polynomial_roots(coefficients: list[Term], isolate: bool = False) -> list[Term] | None:
    """The real roots of a polynomial, lowest coefficient first, in closed form; None where there is none.

    `isolate`: roots of a factor that has no closed form here are told by isolating intervals.
    """
    if all(type(c) is Num for c in coefficients):
        return _rational_roots([c.value for c in coefficients if type(c) is Num], isolate)
    if len(coefficients) == 2:
        return [_turned(tidy(-coefficients[0] / coefficients[1]))]
    if len(coefficients) == 3:
        c, b, a = coefficients
        disc = tidy(b**2 - 4 * a * c)
        sign = sign_of(disc)
        if sign is None:
            return None
        if sign < 0:
            return []
        return [tidy((-b - sqrt(disc)) / (2 * a)), tidy((-b + sqrt(disc)) / (2 * a))]
    if any(c != Num(0) for c in coefficients[1:-1]):
        return None
    return _pure([*coefficients])


def _turned(t: Term) -> Term:
    """b − a for −(a − b)."""
    if type(t) is App and t.op is ops.NEG:
        (u,) = t.args
        if type(u) is App and u.op is ops.SUB:
            return u.args[1] - u.args[0]
    return t


def _pure(coefficients: list[Term]) -> list[Term] | None:
    """Roots of a·xⁿ + c."""
    n, c = len(coefficients) - 1, tidy(-coefficients[0] / coefficients[-1])
    sign = sign_of(c)
    if sign is None:
        return None
    if n % 2:
        return [tidy(c ** num(1, n))] if sign >= 0 else [tidy(-((-c) ** num(1, n)))]
    if sign < 0:
        return []
    r = tidy(c ** num(1, n))
    return [tidy(-r), r]


def _rational_roots(values: list[Fraction], isolate: bool) -> list[Term] | None:
    p = fmpq_poly([fmpq(v.numerator, v.denominator) for v in values])
    out: list[Term] = []
    for factor, _ in p.factor()[1]:
        cs = [Fraction(int(c.p), int(c.q)) for c in factor.coeffs()]
        n = len(cs) - 1
        if n == 1:
            out.append(Num(-cs[0] / cs[1]))
        elif n == 2:
            disc = cs[1] ** 2 - 4 * cs[0] * cs[2]
            if disc > 0:
                root = sqrt(Num(disc))
                out += [tidy((Num(-cs[1]) + s * root) / Num(2 * cs[2])) for s in (-ONE, ONE)]
        elif not any(cs[1:-1]):
            more = _pure([Num(c) for c in cs])
            assert more is not None
            out += more
        elif n == 3:
            out += _cubic(cs)
        elif n == 4 and not cs[1] and not cs[3]:
            squares = polynomial_roots([Num(cs[0]), Num(cs[2]), Num(cs[4])])
            assert squares is not None
            for s in squares:
                if sign_of(s) == 1:
                    out += [tidy(-sqrt(s)), tidy(sqrt(s))]
        elif isolate:
            out += polynomial_root_terms(cs)
        elif _has_real_root(cs):
            return None
    return out


def _has_real_root(cs: list[Fraction]) -> bool:
    scale = 1
    for c in cs:
        scale = scale * c.denominator
    roots: Any = fmpz_poly([int(c * scale) for c in cs]).complex_roots()
    return any(r.imag.contains(0) for r, _ in roots)


def _cubic(cs: list[Fraction]) -> list[Term]:
    """Cardano's formula, or cosines where there are three real roots."""
    d, c, b, a = cs
    p = (3 * a * c - b * b) / (3 * a * a)
    q = (2 * b**3 - 9 * a * b * c + 27 * a * a * d) / (27 * a**3)
    shift = Num(-b / (3 * a))
    disc = q * q / 4 + p**3 / 27
    if disc > 0:
        root = tidy(sqrt(Num(disc)))
        parts = []
        for s in (ONE, -ONE):
            inner = tidy(Num(-q / 2) + s * root)
            parts.append(
                inner ** num(1, 3) if sign_of(inner) == 1 else -(tidy(-inner) ** num(1, 3))
            )
        return [tidy(shift + parts[0] + parts[1])]
    scale = TWO * sqrt(Num(-p / 3))
    angle = acos(Num(3 * q / (2 * p)) * sqrt(Num(-3 / p))) / 3
    return [tidy(shift + scale * cos(angle - num(2 * k, 3) * pi)) for k in range(3)]
