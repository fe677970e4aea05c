"""Series of sine, arctangent, arcsine, gamma, error function and floor of a series."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from tuidao.derive.limit.bounded import infinite_sin_cos, periodic_floor
from tuidao.derive.limit.constants import Coef, is_q
from tuidao.derive.limit.elementary import field_asin, field_atan, field_floor, sin_cos
from tuidao.derive.limit.expand import HANDLERS, Expander
from tuidao.derive.limit.fault import OutsideDomain, Undecided
from tuidao.derive.limit.powers import field_exp, field_log, rational_power
from tuidao.derive.limit.series import Series
from tuidao.lang import op as ops
from tuidao.lang.build import pi
from tuidao.lang.term import App, Term

_HALF = Fraction(1, 2)


def sine_cosine(e: Expander, s: Series) -> tuple[Series, Series]:
    """sin s and cos s."""
    infinite, c0, d = e.parts(s)
    if infinite:
        s0, k0 = infinite_sin_cos(e, infinite, c0)
    else:
        s0, k0 = sin_cos(e.field, c0)
    factorial: list[fmpq] = [fmpq(1)]

    def over(k: int) -> fmpq:
        while len(factorial) <= k:
            factorial.append(factorial[-1] / len(factorial))
        return factorial[k] if k % 4 < 2 else -factorial[k]

    zero = fmpq(0)
    ds = e.compose(lambda k: over(k) if k % 2 else zero, d)
    dc = e.compose(lambda k: zero if k % 2 else over(k), d)
    sine = e.add(e.scale(dc, s0), e.scale(ds, k0))
    cosine = e.add(e.scale(dc, k0), e.scale(ds, s0), -1)
    return sine, cosine


def _sin(e: Expander, a: Term) -> Series:
    return sine_cosine(e, e.expand(a))[0]


def _cos(e: Expander, a: Term) -> Series:
    return sine_cosine(e, e.expand(a))[1]


def arctangent(e: Expander, s: Series) -> Series:
    """atan s."""
    if s.terms and e.is_infinite(s.terms[0][0]):
        _, c = e.lead(s)
        sign = e.field.sign(c)
        half = e.const(e.field.atom(pi, 1) * fmpq(sign, 2))
        return e.add(half, arctangent(e, e.inverse(s)), -1)
    _, c0, d = e.parts(s)
    if is_q(c0) and c0 == 0:
        return e.compose(lambda k: fmpq((-1) ** (k // 2), k) if k % 2 else fmpq(0), d)
    # atan(c0 + d) = atan c0 + atan(d / (1 + c0² + c0·d)), the second argument infinitesimal
    inner = e.div(d, e.add(e.const(1 + c0 * c0), e.scale(d, c0)))
    return e.add(e.const(field_atan(e.field, c0)), arctangent(e, inner))


def arcsine(e: Expander, s: Series) -> Series:
    """asin s."""
    infinite, c0, d = e.parts(s)
    if infinite:
        raise OutsideDomain
    if is_q(c0) and c0 == 0:
        odd: list[fmpq] = [fmpq(1)]

        def taylor(k: int) -> fmpq:
            if k % 2 == 0:
                return fmpq(0)
            j = k // 2
            while len(odd) <= j:
                i = len(odd)
                odd.append(odd[-1] * fmpq(2 * i - 1, 2 * i))
            return odd[j] / k

        return e.compose(taylor, d)
    if is_q(c0) and c0 in (1, -1):
        if not d.terms and d.err is None:
            return e.const(field_asin(e.field, c0))
        # asin(1 − h) = π/2 − 2 asin √(h/2)
        h = e.neg(d) if c0 == 1 else d
        e.sided = True
        inner = arcsine(e, e.power(e.scale(h, fmpq(1, 2)), fmpq(1, 2)))
        result = e.add(e.const(e.field.atom(pi, 1) / 2), e.scale(inner, fmpq(2)), -1)
        return result if c0 == 1 else e.neg(result)
    start = field_asin(e.field, c0)
    # asin s = asin c0 + asin(s√(1−c0²) − c0√(1−s²)), the second argument infinitesimal
    root = rational_power(e.field, 1 - c0 * c0, _HALF)
    other = e.power(e.add(e.const(fmpq(1)), e.mul(s, s), -1), fmpq(1, 2))
    inner = e.add(e.scale(s, root), e.scale(other, c0), -1)
    return e.add(e.const(start), arcsine(e, inner))


def _asin(e: Expander, a: Term) -> Series:
    return arcsine(e, e.expand(a))


def _atan(e: Expander, a: Term) -> Series:
    s = e.expand(a)
    if s.terms and e.is_infinite(s.terms[0][0]):
        e.sided = True
    return arctangent(e, s)


def _floor(e: Expander, a: Term) -> Series:
    s = e.expand(a)
    infinite, c0, d = e.parts(s)
    if infinite:
        return periodic_floor(e, s, infinite)
    if e.field.oscillating(c0):
        ball = e.field.ball(c0)
        low = None if ball is None else ball.floor().unique_fmpz()
        if low is None or (ball is not None and ball.contains_integer() and d.terms):
            raise Undecided("floor of an oscillation")
        return e.const(fmpq(low))
    whole = field_floor(e.field, c0)
    if is_q(c0) and c0 == whole and e.sign(d) < 0:
        whole -= 1
    return e.const(fmpq(whole))


_BERNOULLI = ((1, 6), (-1, 30), (1, 42), (-1, 30), (5, 66), (-691, 2730), (7, 6), (-3617, 510))


def _gamma(e: Expander, a: Term) -> Series:
    s = e.expand(a)
    if s.terms and e.is_infinite(s.terms[0][0]):
        if e.field.sign(s.terms[0][1]) < 0:
            raise Undecided("gamma far to the left")
        return e.exp(_log_gamma(e, s))
    _, c0, d = e.parts(s)
    if not d.terms and d.err is None:
        return e.const(read_gamma(e, c0))
    if not is_q(c0) or c0.q != 1 or abs(c0) > 30:
        value = read_gamma(e, c0)
        first = d.terms[0][0] if d.terms else d.err
        return Series([(e.one, value)], first)
    # Γ(n + d) from Γ(1 + d) = exp(−γd + π²d²/12 + O(d³)) by the recurrence
    gamma0 = e.field.atom(App(ops.EULER_GAMMA, ()), 1)
    square = e.field.atom(pi, 1) * e.field.atom(pi, 1)
    values = [fmpq(0), -gamma0, square / 12]
    exponent = e.compose(lambda k: values[k], d, last=2)
    step = d.terms[0][0] if d.terms else d.err
    assert step is not None
    exponent = e.collect(dict(exponent.terms), tuple(3 * x for x in step))
    result = e.exp(exponent)
    n = int(c0)
    for k in range(1, n):
        result = e.mul(result, e.add(d, e.const(fmpq(k))))
    for k in range(n, 1):
        result = e.div(result, e.add(d, e.const(fmpq(k))))
    return result


def read_gamma(e: Expander, c: Coef) -> Coef:
    """Γ at a constant."""
    from tuidao.derive.limit.constant_terms import read_constant

    return read_constant(e.field, App(ops.GAMMA, (e.field.term(c),)))


def _log_gamma(e: Expander, z: Series) -> Series:
    """Stirling's series of log Γ(z) for z → oo."""
    log_z = e.log(z)
    total = e.mul(e.add(z, e.const(fmpq(-1, 2))), log_z)
    total = e.add(total, z, -1)
    two_pi = e.field.atom(pi, 1) * 2
    total = e.add(total, e.const(field_log(e.field, two_pi) / 2))
    inverse = e.inverse(z)
    square = e.mul(inverse, inverse)
    part = inverse
    for k, (p, q) in enumerate(_BERNOULLI[: max(1, min(8, e.keep // 2))], start=1):
        total = e.add(total, e.scale(part, fmpq(p, q) / (2 * k * (2 * k - 1))))
        part = e.mul(part, square)
    assert part.terms
    return e.collect(
        dict(total.terms),
        part.terms[0][0] if total.err is None else min(total.err, part.terms[0][0]),
    )


def _erf(e: Expander, a: Term) -> Series:
    s = e.expand(a)
    root_pi = rational_power(e.field, e.field.atom(pi, 1), _HALF)
    if s.terms and e.is_infinite(s.terms[0][0]):
        sign = e.field.sign(s.terms[0][1])
        y = s if sign > 0 else e.neg(s)
        inverse = e.inverse(y)
        square = e.mul(inverse, inverse)
        tail = e.exp(e.neg(e.mul(y, y)))
        odd: list[fmpq] = [fmpq(1)]

        def asymptotic(k: int) -> fmpq:
            while len(odd) <= k:
                odd.append(odd[-1] * fmpq(-(2 * len(odd) - 1), 2))
            return odd[k]

        tail = e.mul(e.mul(tail, inverse), e.compose(asymptotic, square))
        value = e.add(e.const(fmpq(1)), e.scale(tail, 1 / root_pi), -1)
        return value if sign > 0 else e.neg(value)
    _, c0, d = e.parts(s)
    slopes: list[Coef] = [field_exp(e.field, -(c0 * c0))]

    def derivative(k: int) -> Coef:  # f = exp(−y²): (k+1) f[k+1] = −2 c0 f[k] − 2 f[k−1]
        while len(slopes) <= k:
            j = len(slopes) - 1
            before = slopes[j - 1] if j else fmpq(0)
            slopes.append((c0 * slopes[j] * -2 - before * 2) / (j + 1))
        return slopes[k]

    start = e.field.atom(App(ops.ERF, (e.field.term(c0),))) if c0 != 0 else fmpq(0)
    return e.compose(lambda k: derivative(k - 1) * 2 / root_pi / k if k else start, d)


HANDLERS.update(
    {
        ops.SIN: _sin,
        ops.COS: _cos,
        ops.ATAN: _atan,
        ops.ASIN: _asin,
        ops.FLOOR: _floor,
        ops.GAMMA: _gamma,
        ops.ERF: _erf,
    }
)
