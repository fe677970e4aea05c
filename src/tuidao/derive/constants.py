"""Exact values of functions at special points: cos(pi/3), atan(1), log(E**2), 8**(1/3), gamma(1/2)."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import comb, factorial

from flint import fmpz

from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, e, is_num, pi
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Term

_MOST_FACTORIAL = 200
_HALF = Fraction(1, 2)


def radical(value: Fraction, exponent: Fraction) -> tuple[Fraction, dict[int, Fraction]]:
    """value**exponent, value > 0, as a rational times primes to exponents between 0 and 1."""
    out, left = Fraction(1), {}
    for part, sign in ((value.numerator, 1), (value.denominator, -1)):
        for prime, k in _factors(part):
            total = exponent * k * sign
            whole = total.numerator // total.denominator
            out *= Fraction(prime) ** whole
            if total != whole:
                left[prime] = total - whole
    return out, left


def _factors(n: int) -> list[tuple[int, int]]:
    """Prime factors; a large cofactor without small ones counts as one factor."""
    found, p = [], 2
    while p * p <= n and p < 2000:
        k = 0
        while n % p == 0:
            n //= p
            k += 1
        if k:
            found.append((p, k))
        p += 1 if p == 2 else 2
    if n > 1:
        found.append(_perfect_power(n))
    return found


def _perfect_power(n: int) -> tuple[int, int]:
    for k in (6, 5, 4, 3, 2):
        root = round(n ** (1 / k)) if n.bit_length() < 900 else 0
        for r in (root - 1, root, root + 1):
            if r > 1 and r**k == n:
                return r, k
    return n, 1


def pi_multiple(t: Term) -> Fraction | None:
    """r with t = r·pi for a tidy `t`, if it is a rational multiple of pi."""
    if type(t) is Num:
        return Fraction(0) if not t.value else None
    if type(t) is not App:
        return None
    if t.op is ops.PI:
        return Fraction(1)
    if t.op is ops.NEG:
        inner = pi_multiple(t.args[0])
        return None if inner is None else -inner
    if t.op is ops.DIV and type(t.args[1]) is Num:
        inner = pi_multiple(t.args[0])
        return None if inner is None else inner / t.args[1].value
    if t.op is ops.MUL and type(t.args[0]) is Num:
        inner = pi_multiple(t.args[1])
        return None if inner is None else inner * t.args[0].value
    return None


def _root(n: int) -> Term:
    return App(ops.SQRT, (Num(n),))


@cache
def _sines() -> dict[Fraction, Term]:
    """sin(r·pi) for 0 ≤ r ≤ 1/2, in tidy form."""
    two, three, five, six = _root(2), _root(3), _root(5), _root(6)
    return {
        Fraction(0): ZERO,
        Fraction(1, 12): (six - two) / 4,
        Fraction(1, 10): (five - 1) / 4,
        Fraction(1, 6): Num(_HALF),
        Fraction(1, 4): two / 2,
        Fraction(3, 10): (five + 1) / 4,
        Fraction(1, 3): three / 2,
        Fraction(5, 12): (two + six) / 4,
        _HALF: ONE,
    }


@cache
def _tangents() -> dict[Fraction, Term]:
    three = _root(3)
    return {
        Fraction(0): ZERO,
        Fraction(1, 12): 2 - three,
        Fraction(1, 6): three / 3,
        Fraction(1, 4): ONE,
        Fraction(1, 3): three,
        Fraction(5, 12): three + 2,
    }


def sine(r: Fraction) -> Term | None:
    """sin(r·pi) where it is a root expression in the table."""
    r %= 2
    if r > 1:
        found = sine(r - 1)
        return None if found is None else -found
    return _sines().get(1 - r if r > _HALF else r)


def tangent(r: Fraction) -> Term | None:
    """tan(r·pi); None at the poles and where it is not in the table."""
    r %= 1
    if r > _HALF:
        found = _tangents().get(1 - r)
        return None if found is None else -found
    return _tangents().get(r)


def _reciprocal(t: Term | None) -> Term | None:
    return None if t is None or is_num(t, 0) else 1 / t


@cache
def _angles(op: Op) -> dict[Term, Fraction]:
    """Value -> angle in units of pi, for the inverse functions."""
    from tuidao.derive.simplify import tidy

    table = _tangents() if op is ops.TAN else _sines()
    return {tidy(value): r for r, value in table.items()}


def _times_pi(r: Fraction) -> Term:
    top: Term = pi if abs(r.numerator) == 1 else Num(abs(r.numerator)) * pi
    found = top if r.denominator == 1 else top / Num(r.denominator)
    return ZERO if not r else found if r > 0 else -found


def _trigonometric(op: Op, x: Term) -> Term | None:
    r = pi_multiple(x)
    if r is None:
        return None
    match op:
        case ops.SIN:
            return sine(r)
        case ops.COS:
            return sine(r + _HALF)
        case ops.TAN:
            return tangent(r)
        case ops.COT:
            return tangent(_HALF - r)
        case ops.SEC:
            return _reciprocal(sine(r + _HALF))
    return _reciprocal(sine(r))


def _inverse(op: Op, x: Term) -> Term | None:
    """asin, acos, atan and their kin at a tidy special value (negative arguments of odd ones are met before)."""
    from tuidao.derive.simplify import negate, tidy

    if op in (ops.ASEC, ops.ACSC, ops.ACOT):
        if is_num(x, 0):
            return None
        return _inverse(
            {ops.ASEC: ops.ACOS, ops.ACSC: ops.ASIN, ops.ACOT: ops.ATAN}[op], tidy(1 / x)
        )
    table = _angles(ops.TAN if op is ops.ATAN else ops.SIN)
    r = table.get(x)
    if r is None:
        r = table.get(negate(x))
        if r is None:
            return None
        r = -r
    return _times_pi(_HALF - r if op is ops.ACOS else r)


def _logarithm(x: Term) -> Term | None:
    if is_num(x, 1):
        return ZERO
    if type(x) is App:
        if x == e:
            return ONE
        if x.op is ops.EXP:
            return x.args[0]
        if x.op is ops.POW and x.args[0] == e:
            return x.args[1]
        if x.op is ops.SQRT and x.args[0] == e:
            return Num(_HALF)
        if x.op is ops.DIV and is_num(x.args[0], 1):
            inner = _logarithm(x.args[1])
            return None if inner is None else -inner
    return None


def _rational(op: Op, v: Fraction) -> Term | None:
    """Functions of one rational number with a rational value."""
    match op:
        case ops.ABS:
            return Num(abs(v))
        case ops.SIGN:
            return Num((v > 0) - (v < 0))
        case ops.FLOOR:
            return Num(v.numerator // v.denominator)
        case ops.CEILING:
            return Num(-(-v.numerator // v.denominator))
        case ops.FRAC:
            return Num(v - v.numerator // v.denominator)
        case ops.FACTORIAL if v.denominator == 1 and 0 <= v <= _MOST_FACTORIAL:
            return Num(factorial(v.numerator))
        case ops.GAMMA if v.denominator == 1 and 0 < v <= _MOST_FACTORIAL:
            return Num(factorial(v.numerator - 1))
        case ops.GAMMA if v == _HALF:
            return App(ops.SQRT, (pi,))
    if not v:
        return _AT_ZERO.get(op)
    return ZERO if v == 1 and op in (ops.ACOSH, ops.ASECH) else None


_AT_ZERO: dict[Op, Term] = {
    **dict.fromkeys((ops.SINH, ops.TANH, ops.ASINH, ops.ATANH, ops.ERF), ZERO),
    **dict.fromkeys((ops.COSH, ops.SECH), ONE),
    ops.SIGMOID: Num(_HALF),
    ops.SOFTPLUS: App(ops.LOG, (Num(2),)),
}
_TRIG = {ops.SIN, ops.COS, ops.TAN, ops.COT, ops.SEC, ops.CSC}
_INVERSE_TRIG = {ops.ASIN, ops.ACOS, ops.ATAN, ops.ACOT, ops.ASEC, ops.ACSC}
POSITIVE = {
    ops.PI,
    ops.E,
    ops.EULER_GAMMA,
    ops.EXP,
    ops.SIGMOID,
    ops.SOFTPLUS,
    ops.COSH,
    ops.SECH,
}


def special(op: Op, args: tuple[Term, ...]) -> Term | None:
    """The exact value of a function at tidy arguments, where there is a simple one."""
    x = args[0] if args else ZERO
    if op in _TRIG:
        found = _trigonometric(op, x)
        return _composed(op, x) if found is None else found
    if op in _INVERSE_TRIG:
        return _inverse(op, x)
    if op is ops.LOG:
        return _logarithm(x)
    if op is ops.LOGB:
        return _log_base(x, args[1])
    if op in (ops.ABS, ops.SIGN) and type(x) is App and x.op in POSITIVE:
        return x if op is ops.ABS else ONE
    if op in (ops.MAX, ops.MIN) and args and all(type(a) is Num for a in args):
        values = [a.value for a in args if type(a) is Num]
        return Num(max(values) if op is ops.MAX else min(values))
    if op is ops.BINOMIAL and type(x) is Num and type(args[1]) is Num:
        n, k = x.value, args[1].value
        if n.denominator == k.denominator == 1 and 0 <= k <= n <= _MOST_FACTORIAL:
            return Num(comb(n.numerator, k.numerator))
    if type(x) is Num and len(args) == 1:
        return _rational(op, x.value)
    return None


_UNDO = {
    ops.SIN: ops.ASIN,
    ops.COS: ops.ACOS,
    ops.TAN: ops.ATAN,
    ops.SEC: ops.ASEC,
    ops.CSC: ops.ACSC,
}


def _composed(op: Op, x: Term) -> Term | None:
    """sin(asin(u)) = u and its kin."""
    return x.args[0] if type(x) is App and x.op is _UNDO.get(op) else None


def _log_base(x: Term, base: Term) -> Term | None:
    if type(x) is Num and type(base) is Num and x.value > 0 and base.value > 0 and base.value != 1:
        if x.value == 1:
            return ZERO
        of_x, of_base = _exponents(x.value), _exponents(base.value)
        ratios = {Fraction(of_x[p], of_base[p]) for p in of_x if p in of_base}
        if len(ratios) == 1 and set(of_x) == set(of_base):
            return Num(ratios.pop())
    if x == base:
        return ONE
    return None


_MOST_BITS = 200  # of a number that is factored


def _exponents(value: Fraction) -> dict[int, int]:
    """The primes of a positive rational and their exponents, negative below the bar; none where it is too large."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS:
        return {}
    found = {int(p): int(e) for p, e in fmpz(value.numerator).factor()}
    found |= {int(p): -int(e) for p, e in fmpz(value.denominator).factor()}
    return found
