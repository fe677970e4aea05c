"""Sums of polynomial × exponential × sines and cosines of linear arguments: integrated in one formula."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import ONE, ZERO, Frac, TooHard, const, degree, gen, partial
from tuidao.derive.integral.write import plus, times, write
from tuidao.lang.build import ZERO as T_ZERO
from tuidao.lang.build import cos, sin
from tuidao.lang.term import Term

Key = tuple[Frac, Frac]  # growth α x + …, angle β x + …
Pair = tuple[Frac, Frac]  # real and imaginary part


def linear_rate(field: Field, inner: Frac) -> Frac | None:
    """α when inner = α x + β with constant α, β; else None."""
    if any(s != 0 and not field.gens[s].fixed for s in inner.slots()):
        return None
    rate = partial(inner, 0)
    return None if rate.uses(0) else rate


def spectrum(field: Field, f: Frac) -> dict[Key, Pair] | None:
    """f = Re Σ (u + i v)(x) · exp(growth + i·angle), u and v polynomial in x; None when f is not of this kind."""
    moving = [s for s in f.slots() if s != 0 and not field.gens[s].fixed]
    kinds = {field.gens[s].kind for s in moving}
    if not moving or not kinds <= {"exp", "power", "sin", "cos"}:
        return None
    for s in moving:
        g = field.gens[s]
        inner = g.inner
        assert inner is not None
        if g.kind == "power" and (g.base is None or field.depends(g.base)):
            return None
        if linear_rate(field, inner) is None:
            return None
    # the denominator: constants, and monomials in exponentials
    below: dict[int, int] = {}
    rest = f.den
    for s in [0, *moving]:
        k = degree(f.den, s)
        if k == 0:
            continue
        if s == 0 or field.gens[s].kind not in ("exp", "power"):
            return None
        below[s] = k
    for s, k in below.items():
        monomial = gen(s).num ** k
        if not (rest % monomial).is_zero():
            return None
        rest = rest / monomial
    out: dict[Key, Pair] = {}
    if len(f.num) > 60:
        raise TooHard("many terms")
    for exps, c in f.num.terms():
        _add_term(field, out, exps, c, moving, below)
    scale = ONE / Frac(rest)
    return {k: (u * scale, v * scale) for k, (u, v) in out.items() if not (u.is_zero and v.is_zero)}


def _add_term(
    field: Field,
    out: dict[Key, Pair],
    exps: tuple[int, ...],
    c: Any,
    moving: list[int],
    below: dict[int, int],
) -> None:
    stay = tuple(0 if s in moving else int(k) for s, k in enumerate(exps))
    weight = Frac(gen(0).num.context().from_dict({stay: c}))
    growth = ZERO
    waves: dict[Frac, Pair] = {ZERO: (ONE, ZERO)}
    for s in moving:
        g = field.gens[s]
        k = int(exps[s]) - below.get(s, 0)
        if k == 0:
            continue
        assert g.inner is not None
        if g.kind == "exp":
            growth = growth + g.inner * const(k)
        elif g.kind == "power":
            assert g.base is not None
            growth = growth + g.inner * const(k) * field.log(g.base)
        else:
            if k > 30:
                raise TooHard("large power of a sine")
            waves = _convolve(waves, g.inner, k, g.kind == "sin")
    for angle, (u, v) in waves.items():
        if not angle.is_zero and angle.num.leading_coefficient() < 0:
            angle, v = -angle, -v
        if angle.is_zero:
            v = ZERO
        old = out.get((growth, angle), (ZERO, ZERO))
        out[growth, angle] = (old[0] + weight * u, old[1] + weight * v)


def _convolve(waves: dict[Frac, Pair], w: Frac, k: int, is_sin: bool) -> dict[Frac, Pair]:
    """Multiply Σ c exp(iθ) by cos(w)^k or sin(w)^k written in exponentials."""
    out: dict[Frac, Pair] = {}
    half = const(Fraction(1, 2**k))
    for j in range(k + 1):
        c = const(comb(k, j)) * half
        factor: Pair = (c, ZERO)
        if is_sin:  # ((z − 1/z)/2i)^k = (−i)^k/2^k Σ C(k,j)(−1)^(k−j) z^(2j−k)
            c = c if (k - j) % 2 == 0 else -c
            factor = [(c, ZERO), (ZERO, -c), (-c, ZERO), (ZERO, c)][k % 4]
        shift = w * const(2 * j - k)
        for angle, (u, v) in waves.items():
            a, b = factor
            old = out.get(angle + shift, (ZERO, ZERO))
            out[angle + shift] = (old[0] + u * a - v * b, old[1] + u * b + v * a)
    return out


def wave_terms(field: Field, found: dict[Key, Pair]) -> Term:
    """Σ written with sines and cosines of multiple angles."""
    out: Term = T_ZERO
    for (growth, angle), (u, v) in found.items():
        out = plus(out, _one(field, growth, angle, u, v))
    return out


def _one(field: Field, growth: Frac, angle: Frac, u: Frac, v: Frac) -> Term:
    """Re (u + i v) e^(growth + i angle) = e^growth (u cos angle − v sin angle)."""
    u, v = field.clean(u), field.clean(v)
    if angle.is_zero:
        inside = write(field, u)
    else:
        a = write(field, angle)
        inside = plus(times(write(field, u), cos(a)), times(write(field, -v), sin(a)))
    if growth.is_zero:
        return inside
    return times(write(field, field.exponential(growth)), inside)


def integrate_spectrum(field: Field, found: dict[Key, Pair]) -> dict[Key, Pair]:
    """∫ p(x) e^(c x) = e^(c x) Σ (−1)^k p^(k) / c^(k+1), with complex c."""
    out: dict[Key, Pair] = {}
    for (growth, angle), (u, v) in found.items():
        alpha, beta = partial(growth, 0), partial(angle, 0)
        if alpha.is_zero and beta.is_zero:
            out[growth, angle] = (_primitive(u), _primitive(v))
            continue
        size = field.clean(alpha * alpha + beta * beta)
        inverse = (field.clean(alpha / size), field.clean(-beta / size))
        p, total = (u, v), (ZERO, ZERO)
        power = inverse
        for _ in range(40):
            total = _plus(total, _times(p, power))
            p = (-partial(p[0], 0), -partial(p[1], 0))
            if p[0].is_zero and p[1].is_zero:
                break
            power = _times(power, inverse)
        else:
            raise TooHard("polynomial of large degree")
        out[growth, angle] = (field.clean(total[0]), field.clean(total[1]))
    return out


def _plus(a: Pair, b: Pair) -> Pair:
    return a[0] + b[0], a[1] + b[1]


def _times(a: Pair, b: Pair) -> Pair:
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def _primitive(p: Frac) -> Frac:
    from tuidao.derive.integral.frac import coefficients

    out = ZERO
    for k, c in enumerate(coefficients(p.num, 0)):
        out = out + Frac(c, p.den) * gen(0) ** (k + 1) * const(Fraction(1, k + 1))
    return out
