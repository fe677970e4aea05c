"""The elementary functions of exact constants: roots, exp, log, sine, arctangent, … in kernels with their relations."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from flint import arb, fmpq, fmpz

from tuidao.derive.limit.constants import _GENS, _UNIT, Coef, Field, K, fraction, is_q
from tuidao.derive.limit.fault import OutsideDomain, Restart, Undecided
from tuidao.lang import op as ops
from tuidao.lang.build import abs_, asin, atan, cos, exp, log, pi, sign, sin
from tuidao.lang.build import e as euler
from tuidao.lang.term import App, Num, Term

_LARGEST_POWER = 4096
_LARGEST_BITS = 20000
HALF = fmpq(1, 2)


def integer_power(field: Field, c: Coef, n: int) -> Coef:
    """c**n by repeated squaring. Raises ZeroDivisionError, Undecided where too large."""
    if is_q(c):
        bits = max(int(c.p).bit_length(), int(c.q).bit_length())
        if c not in (0, 1, -1) and abs(n) * bits > _LARGEST_BITS:
            raise Undecided("power too large")
        if c == 0 and n < 0:
            raise ZeroDivisionError
        return c**n
    if abs(n) > _LARGEST_POWER or (abs(n) > 40 and len(c.num) + len(c.den) > 2):
        raise Undecided("power too large")
    num, den = (c.num, c.den) if n >= 0 else (c.den, c.num)
    if abs(n) <= 3 or not field.relation:
        return field.make(num ** abs(n), den ** abs(n))
    result: Coef = fmpq(1)
    base = field.make(num, den)
    n = abs(n)
    while n:
        if n & 1:
            result = result * base
        base = base * base
        n >>= 1
    return result


def root_kernel(field: Field, radicand: Term, value: Coef, power: Fraction) -> Coef:
    """value**power for a positive value that is a prime, a parameter or another thing without roots of its own."""
    q = power.denominator
    have = field.degree.get(radicand)
    if have is None:
        field.degree[radicand] = q
    elif have % q:
        field.degree[radicand] = lcm(have, q)
        if lcm(have, q) > 60:
            raise Undecided("root of too high a degree")
        raise Restart
    q = field.degree[radicand]
    if q == 1:
        return integer_power(field, value, int(power))
    if type(radicand) is App and radicand.op is ops.EXP:
        inner = radicand.args[0]
        name: Term = exp(Num(Fraction(1, q)) if inner == Num(1) else inner / q)
    else:
        name = radicand ** Num(Fraction(1, q))
    atom = field.atom(name, 1)
    field.relate(name, q, value)
    whole, rest = divmod(power, 1)
    result = integer_power(field, atom, int(rest * q)) if rest else fmpq(1)
    return result * integer_power(field, value, int(whole)) if whole else result


def _factored(n: int) -> list[tuple[int, int]]:
    if n.bit_length() > 64:
        return [(n, 1)]
    return [(int(p), int(k)) for p, k in fmpz(n).factor()]


def rational_power(field: Field, c: Coef, r: Fraction) -> Coef:
    """c**r on the reals; needs c > 0 unless r has an odd denominator. Raises OutsideDomain, Undecided."""
    if r.denominator == 1:
        return integer_power(field, c, int(r))
    known = field.known_sign(c)
    if known == 0:
        if r < 0:
            raise ZeroDivisionError
        return fmpq(0)
    if r.denominator % 2 and known is None and field.parameters(c):
        return _opaque_root(field, c, r)
    if not field.require_positive(c):
        if r.denominator % 2 == 0:
            raise OutsideDomain
        found = rational_power(field, -c, r)
        return -found if r.numerator % 2 else found
    if is_q(c):
        result: Coef = fmpq(1)
        for part, up in ((int(c.p), 1), (int(c.q), -1)):
            for p, k in _factored(part):
                result = result * root_kernel(field, Num(p), fmpq(p), up * k * r)
        return result
    return _split(field, c, r)


def _opaque_root(field: Field, c: Coef, r: Fraction) -> Coef:
    return field.atom(field.term(c) ** Num(r))


def _split(field: Field, c: K, r: Fraction) -> Coef:
    """The power of a positive quotient, factor by factor where all factors are known to be positive."""
    parts: list[tuple[Any, int]] = []
    content = fmpq(1)
    for p, up in ((c.num, 1), (c.den, -1)):
        scale, factors = p.factor()
        content = content * (scale if up == 1 else 1 / scale)
        for f, k in factors:
            s = field.known_sign(K(field, f, _UNIT))
            if s is None or s == 0:
                return root_kernel(field, field.term(c), c, r)
            if s < 0:
                f = -f
                content = content if k % 2 == 0 else -content
            parts.append((f, up * k))
    result = rational_power(field, content, r)
    for f, k in parts:
        result = result * _factor_power(field, f, k * r)
    return result


def _factor_power(field: Field, f: Any, r: Fraction) -> Coef:
    """A power of one irreducible positive factor: of a kernel, or of a sum."""
    value = K(field, f, _UNIT)
    t = field.term(value)
    if r.denominator == 1:
        return integer_power(field, value, int(r))
    if type(t) is App and t.op is ops.EXP:
        if t.args[0] == Num(1) or type(t.args[0]) is not Num:
            return root_kernel(field, t, value, r)
        return field_exp(
            field, fmpq(t.args[0].value.numerator, t.args[0].value.denominator) * _q(r)
        )
    if t == euler:
        return field_exp(field, _q(r))
    if type(t) is App and t.op is ops.POW and type(t.args[1]) is Num:
        base = field.where.get(t.args[0])
        inner = K(field, _GENS[base], _UNIT) if base is not None else None
        if type(t.args[0]) is Num:
            inner = fmpq(t.args[0].value.numerator)
        if inner is not None:
            return rational_power(field, inner, t.args[1].value * r)
    return root_kernel(field, t, value, r)


def _q(r: Fraction) -> fmpq:
    return fmpq(r.numerator, r.denominator)


def power(field: Field, base: Coef, exponent: Coef) -> Coef:
    """base**exponent."""
    if is_q(exponent):
        return rational_power(field, base, fraction(exponent))
    if is_q(base) and base == 0:
        if field.known_sign(exponent) == 1:
            return fmpq(0)
        raise Undecided("power of zero")
    if not field.require_positive(base):
        if field.parameters(exponent):
            raise Undecided("power of a negative number")
        raise OutsideDomain
    return field_exp(field, exponent * field_log(field, base))


def field_exp(field: Field, c: Coef) -> Coef:
    """exp(c), split over the sum in the exponent; exp(r log u) is u**r."""
    if is_q(c):
        if c == 0:
            return fmpq(1)
        r = fraction(c)
        if abs(r) > _LARGEST_POWER:
            return field.atom(exp(Num(r)), 1)
        base = field.atom(euler, 1)
        return base if r == 1 else root_kernel(field, exp(1), base, r)
    result: Coef = fmpq(1)
    for m, coefficient in c.num.terms():
        result = result * _exp_monomial(field, m, coefficient, c.den)
    return result


def _exp_monomial(field: Field, m: tuple[int, ...], r: fmpq, den: Any) -> Coef:
    if den.is_one():
        if not any(m):
            return field_exp(field, r)
        logs = [i for i, e in enumerate(m) if e == 1 and _is(field.kernels[i], ops.LOG)]
        if len(logs) == 1:
            from tuidao.derive.limit.elementary import power as again

            inner = constant_of_log(field, logs[0])
            rest = tuple(0 if i == logs[0] else e for i, e in enumerate(m))
            if inner is not None and not any(rest):
                return again(field, inner, r)
    monomial = _UNIT
    for i, e in enumerate(m):
        if e:
            monomial = monomial * _GENS[i] ** e
    key = field.make(monomial, den)
    if is_q(key):
        return field_exp(field, r * key)
    if field.oscillating(key):
        return oscillating(field, exp(field.term(key * r)), _exp_range(field, key * r))
    t = exp(field.term(key))
    return root_kernel(field, t, field.atom(t, 1), fraction(r))


def _exp_range(field: Field, c: Coef) -> arb:
    ball = field.ball(c)
    if ball is None:
        raise Undecided("range of an oscillating exponent")
    return ball.exp()


def oscillating(field: Field, t: Term, within: arb) -> Coef:
    """A kernel that oscillates inside a bounded range."""
    if not within.is_finite():
        raise Undecided("an unbounded oscillation")
    made = field.atom(t)
    field.ranges.setdefault(field.where[t], within)
    return made


def constant_of_log(field: Field, i: int) -> Coef | None:
    """What kernel i = log(u) is the logarithm of."""
    t = field.kernels[i]
    assert type(t) is App
    inner = t.args[0]
    if type(inner) is Num:
        return _q(inner.value)
    found = field.where.get(inner)
    return None if found is None else K(field, _GENS[found], _UNIT)


def _is(t: Term, op: ops.Op) -> bool:
    return type(t) is App and t.op is op


def field_log(field: Field, c: Coef) -> Coef:
    """log(c) for c > 0: split over products, log of a power of e or of a prime told apart."""
    if is_q(c) and c == 0 or not field.require_positive(c):
        raise OutsideDomain
    if is_q(c):
        total: Coef = fmpq(0)
        for part, up in ((int(c.p), 1), (int(c.q), -1)):
            for p, k in _factored(part):
                if p != 1:
                    total = total + field.atom(log(Num(p)), 1) * fmpq(up * k)
        return total
    if field.oscillating(c):
        ball = field.ball(c)
        if ball is None or not ball > 0:
            raise Undecided("log of an oscillation")
        return oscillating(field, log(field.term(c)), ball.log())
    total, content = fmpq(0), fmpq(1)
    pieces: list[tuple[Any, int]] = []
    for p, up in ((c.num, 1), (c.den, -1)):
        scale, factors = p.factor()
        content = content * (scale if up == 1 else 1 / scale)
        for f, k in factors:
            s = field.known_sign(K(field, f, _UNIT))
            if s is None or s == 0:
                return field.atom(log(field.term(c)))
            if s < 0:
                f = -f
                content = content if k % 2 == 0 else -content
            pieces.append((f, up * k))
    total = field_log(field, content)
    for f, k in pieces:
        total = total + _log_factor(field, f) * fmpq(k)
    return total


def _log_factor(field: Field, f: Any) -> Coef:
    t = field.term(K(field, f, _UNIT))
    if t == euler:
        return fmpq(1)
    if _is(t, ops.EXP):
        inner = constant(field, t.args[0])  # type: ignore[attr-defined]
        return inner
    if _is(t, ops.POW) and type(t.args[1]) is Num:  # type: ignore[attr-defined]
        base = constant(field, t.args[0])  # type: ignore[attr-defined]
        return field_log(field, base) * _q(t.args[1].value)  # type: ignore[attr-defined]
    return field.atom(log(t))


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
        return -_sin_pi(field, _q(r - 1))
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


def constant(field: Field, t: Term) -> Coef:
    """A term without the variable as an exact constant. Raises OutsideDomain, Undecided."""
    from tuidao.derive.limit.constant_terms import read_constant

    return read_constant(field, t)
