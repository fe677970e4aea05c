"""Powers, exponentials and logarithms of exact constants, in kernels with their relations."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from flint import arb, fmpq, fmpz

from tuidao.derive.limit.constants import GENERATORS, UNIT, Coef, K, fraction, is_q
from tuidao.derive.limit.fault import OutsideDomain, Restart, Undecided
from tuidao.derive.limit.field import Field
from tuidao.lang import op as ops
from tuidao.lang.build import e as euler
from tuidao.lang.build import exp, log
from tuidao.lang.term import App, Num, Term

_LARGEST_POWER = 4096
_LARGEST_BITS = 20000


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
            s = field.known_sign(K(field, f, UNIT))
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
    value = K(field, f, UNIT)
    t = field.term(value)
    if r.denominator == 1:
        return integer_power(field, value, int(r))
    if type(t) is App and t.op is ops.EXP:
        if t.args[0] == Num(1) or type(t.args[0]) is not Num:
            return root_kernel(field, t, value, r)
        return field_exp(
            field, fmpq(t.args[0].value.numerator, t.args[0].value.denominator) * as_q(r)
        )
    if t == euler:
        return field_exp(field, as_q(r))
    if type(t) is App and t.op is ops.POW and type(t.args[1]) is Num:
        base = field.where.get(t.args[0])
        inner: Coef = K(field, GENERATORS[base], UNIT) if base is not None else None
        if type(t.args[0]) is Num:
            inner = fmpq(t.args[0].value.numerator)
        if inner is not None:
            return rational_power(field, inner, t.args[1].value * r)
    return root_kernel(field, t, value, r)


def as_q(r: Fraction) -> fmpq:
    """A Python rational as FLINT's."""
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
            inner = constant_of_log(field, logs[0])
            rest = tuple(0 if i == logs[0] else e for i, e in enumerate(m))
            if inner is not None and not any(rest):
                return power(field, inner, r)
    monomial = UNIT
    for i, e in enumerate(m):
        if e:
            monomial = monomial * GENERATORS[i] ** e
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
        return as_q(inner.value)
    found = field.where.get(inner)
    return None if found is None else K(field, GENERATORS[found], UNIT)


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
            s = field.known_sign(K(field, f, UNIT))
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
    t = field.term(K(field, f, UNIT))
    if t == euler:
        return fmpq(1)
    if _is(t, ops.EXP):
        return constant(field, t.args[0])  # type: ignore[attr-defined]
    if _is(t, ops.POW) and type(t.args[1]) is Num:  # type: ignore[attr-defined]
        base = constant(field, t.args[0])  # type: ignore[attr-defined]
        return field_log(field, base) * as_q(t.args[1].value)  # type: ignore[attr-defined]
    return field.atom(log(t))


def constant(field: Field, t: Term) -> Coef:
    """A term without the variable as an exact constant. Raises OutsideDomain, Undecided."""
    from tuidao.derive.limit.constant_terms import read_constant

    return read_constant(field, t)
