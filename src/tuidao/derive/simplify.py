"""Tidying: the form a textbook would print, found by collecting alone; nothing is multiplied out."""

from __future__ import annotations

from fractions import Fraction

from tuidao.derive.cases import without_false_branches
from tuidao.derive.constants import POSITIVE, radical, special
from tuidao.derive.writing import (
    ARITHMETIC,
    ONE,
    SUMS,
    E,
    Exponent,
    Powers,
    Refuse,
    Sum,
    build_product,
    build_sum,
    content_of,
    exponent_term,
    times,
    whole_power,
)
from tuidao.lang import op as ops
from tuidao.lang.kept import kept
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, size

_MOST = 4000  # nodes; larger terms are left as they are
_BITS = 4000  # the longest exact power of a number that is worked out
_NO_NUMBER = {ops.OO, ops.ZOO, ops.UNDEFINED}


def tidy(t: Term) -> Term:
    """`t` with constants folded, like terms and factors collected, fractions reduced and signs pulled out.

    Equal to `t` wherever both have a value. Never expands a power or a product of sums, uses no law that needs a
    condition beyond that, is idempotent, and leaves terms of more than a few thousand nodes alone.
    """
    if type(t) is Sym or type(t) is Num or size(t) > _MOST:
        return t
    try:
        return _tidy(t)
    except (RecursionError, Refuse):
        return t


@kept(most=4096)
def _tidy(t: Term) -> Term:
    if type(t) is App:
        if not t.args:
            return t
        if t.op in ARITHMETIC:
            try:
                return build_sum(_sum(t)) if t.op in SUMS else _arithmetic(t)
            except Refuse:
                return t
        args = tuple([_tidy(a) for a in t.args])
        return _function(t.op, args)
    if type(t) is Bind:
        return Bind(t.op, t.name, _tidy(t.body), tuple([_tidy(o) for o in t.over]))
    return t


def _arithmetic(t: App) -> Term:
    powers: Powers = {}
    return build_product(_multiply(ONE, powers, t, 1), powers)


def _function(op: Op, args: tuple[Term, ...]) -> Term:
    """A function of tidy arguments: its special values, and the sign pulled out of odd and even ones."""
    if op.parity and type(args[0]) is App and args[0].op is ops.NEG:
        inner = _function(op, args[0].args)
        return negate(inner) if op.parity == "odd" else inner
    found = special(op, args)
    if found is not None:
        return found if type(found) is Num else tidy(found)
    if op is ops.ABS:
        try:
            return _absolute(args[0])
        except Refuse:
            return App(op, args)
    if op is ops.PIECEWISE:
        return without_false_branches(args)
    return App(op, args)


def _absolute(u: Term) -> Term:
    """|u| with what is never negative taken out."""
    powers: Powers = {}
    coef = abs(_multiply(ONE, powers, u, 1))
    out: Powers = {}
    inside: Powers = {}
    for base, e in powers.items():
        plain = (
            (type(e) is int and e % 2 == 0)
            or base == E
            or (type(e) is Fraction and e.denominator % 2 == 0)
        )
        positive = type(base) is Num or type(base) is App and base.op in POSITIVE
        (out if plain or positive else inside)[base] = e
    if not inside:
        return build_product(coef, out)
    if len(inside) == 1:
        ((base, e),) = inside.items()
        if type(e) is int and not (type(base) is App and base.op is ops.ABS):
            out[App(ops.ABS, (base,))] = e
            return build_product(coef, out)
    out[App(ops.ABS, (build_product(ONE, inside),))] = 1
    return build_product(coef, out)


# ---------------------------------------------------------------- sums


@kept(most=4096)
def _sum(t: Term) -> Sum:
    acc: Sum = {}
    _collect(acc, t, ONE)
    return acc


def _collect(acc: Sum, t: Term, by: Fraction) -> None:
    """Add `by`·t to the terms collected so far."""
    while type(t) is App:
        if t.op is ops.ADD:
            _collect(acc, t.args[0], by)
            t = t.args[1]
        elif t.op is ops.SUB:
            _collect(acc, t.args[0], by)
            t, by = t.args[1], -by
        elif t.op is ops.NEG:
            t, by = t.args[0], -by
        else:
            break
    powers: Powers = {}
    coef = _multiply(by, powers, t, 1)
    if not coef:
        return
    if len(powers) == 1:
        ((base, e),) = powers.items()
        if e == 1 and type(base) is App and base.op in SUMS:
            _collect(acc, base, coef)
            return
    key = frozenset(powers.items())
    known = acc.get(key)
    if known is None:
        acc[key] = (coef, powers)
    elif known[0] + coef:
        acc[key] = (known[0] + coef, powers)
    else:
        del acc[key]


def negate(t: Term) -> Term:
    """−t for a tidy `t`, tidy."""
    if type(t) is Num:
        return Num(-t.value)
    if type(t) is App:
        if t.op is ops.NEG:
            return t.args[0]
        if t.op in SUMS:
            return build_sum({k: (-c, p) for k, (c, p) in _sum(t).items()})
        if t.op is ops.MUL and type(t.args[0]) is Num and t.args[0].value < 0:
            return tidy(App(ops.NEG, (t,)))
    return App(ops.NEG, (t,))


# ---------------------------------------------------------------- products


def _multiply(coef: Fraction, powers: Powers, t: Term, e: int) -> Fraction:
    """Multiply t**e into `powers`, e a whole number; the new coefficient is returned."""
    if type(t) is Num:
        return times(coef, whole_power(t.value, e))
    if type(t) is not App:
        _raise_base(powers, t if type(t) is Sym else _tidy(t), e)
        return coef
    op = t.op
    if op is ops.MUL:
        return _multiply(_multiply(coef, powers, t.args[0], e), powers, t.args[1], e)
    if op is ops.DIV:
        return _multiply(_multiply(coef, powers, t.args[0], e), powers, t.args[1], -e)
    if op is ops.NEG:
        return _multiply(-coef if e % 2 else coef, powers, t.args[0], e)
    if op is ops.POW:
        return _power(coef, powers, t.args[0], _exponent(_tidy(t.args[1])), e)
    if op is ops.SQRT:
        return _power(coef, powers, t.args[0], Fraction(1, 2), e)
    if op is ops.EXP:
        return _power(coef, powers, E, _exponent(_tidy(t.args[0])), e)
    if (
        op is ops.ROOT
        and type(t.args[1]) is Num
        and t.args[1].value > 0
        and t.args[1].value.denominator == 1
    ):
        return _power(coef, powers, t.args[0], 1 / t.args[1].value, e)
    if op in SUMS:
        return _multiply_sum(coef, powers, _sum(t), e)
    if op in _NO_NUMBER:
        raise Refuse
    found = _tidy(t) if op is not ops.ROOT else App(op, tuple([_tidy(a) for a in t.args]))
    if type(found) is App and found.op is op:
        if op is ops.ABS and e % 2 == 0:
            return _multiply(coef, powers, found.args[0], e)
        _raise_base(powers, found, e)
        return coef
    return _multiply(coef, powers, found, e)


def _multiply_sum(coef: Fraction, powers: Powers, acc: Sum, e: int) -> Fraction:
    """Multiply a sum's e-th power in: its rational content goes to the coefficient."""
    if not acc:
        return coef * whole_power(Fraction(0), e)
    if len(acc) == 1:
        ((c, inner),) = acc.values()
        for base, k in inner.items():
            _raise_base(powers, base, _times(k, e))
        return times(coef, whole_power(c, e))
    content = content_of(acc)
    if content != 1:
        acc = {k: (c / content, p) for k, (c, p) in acc.items()}
        coef *= whole_power(content, e)
    base = build_sum(acc)
    if base not in powers and any(type(b) is App and b.op in SUMS for b in powers):
        other = build_sum({k: (-c, p) for k, (c, p) in acc.items()})
        if other in powers:
            _raise_base(powers, other, e)
            return -coef if e % 2 else coef
    _raise_base(powers, base, e)
    return coef


def _exponent(t: Term) -> Exponent:
    """A tidy exponent, numbers as numbers."""
    if type(t) is Num:
        return t.value.numerator if t.value.denominator == 1 else t.value
    if type(t) is App and t.op in _NO_NUMBER:
        raise Refuse
    return t


def _times(a: Exponent, b: Exponent) -> Exponent:
    if isinstance(a, Term) or isinstance(b, Term):
        if a == 1:
            return b
        if b == 1:
            return a
        return _exponent(_tidy(App(ops.MUL, (exponent_term(a), exponent_term(b)))))
    found = a * b
    return found.numerator if found.denominator == 1 else found


def _raise_base(powers: Powers, base: Term, e: Exponent) -> None:
    """powers[base] += e."""
    known = powers.get(base)
    if known is not None:
        if isinstance(known, Term) or isinstance(e, Term):
            e = _exponent(_tidy(App(ops.ADD, (exponent_term(known), exponent_term(e)))))
        else:
            total = known + e
            e = total.numerator if total.denominator == 1 else total
    if e == 0:
        powers.pop(base, None)
    else:
        powers[base] = e


def _power(coef: Fraction, powers: Powers, u: Term, a: Exponent, e: int) -> Fraction:
    """Multiply (u**a)**e in; e is a whole number, so the exponents multiply."""
    a = _times(a, e)
    if type(a) is int:
        return _multiply(coef, powers, u, a)
    inner: Powers = {}
    c = _multiply(ONE, inner, u, 1)
    if not inner:
        return _number_power(coef, powers, c, a)
    if u == E and isinstance(a, Term):
        return _exponential(coef, powers, a)
    if type(a) is Fraction:
        if c < 0 and a.denominator % 2:  # the real power of a negative number
            c = -c
            coef = -coef if a.numerator % 2 else coef
        if abs(c) != 1:
            coef = _number_power(coef, powers, abs(c), a)
            c = ONE if c > 0 else -ONE
    if c == 1 and len(inner) == 1:
        ((base, k),) = inner.items()
        folded = _fold(base, k, a)
        if folded is not None:
            root, total = folded
            if type(root) is App and root.op is ops.ABS and type(total) is int:
                return _multiply(coef, powers, _absolute(root.args[0]), total)
            if type(root) is Num:
                return _power(coef, powers, root, total, 1)
            _raise_base(powers, root, total)
            return coef
    base = build_product(c, inner)
    if type(a) is Fraction and type(base) is App and base.op in SUMS:
        coef, base = _content_out(coef, powers, base, a)
    _raise_base(powers, base, a)
    whole = powers.get(base)
    if type(whole) is int:  # roots that multiplied to whole powers: their base comes apart again
        del powers[base]
        return _multiply(coef, powers, base, whole)
    return coef


def _content_out(coef: Fraction, powers: Powers, base: Term, a: Fraction) -> tuple[Fraction, Term]:
    """Take a perfect power out of a sum under a root: sqrt(4*x**2 + 4) = 2*sqrt(x**2 + 1)."""
    acc = _sum(base)
    content = abs(content_of(acc))
    if content == 1:
        return coef, base
    c, left = radical(content, a)
    if left:
        return coef, base
    return coef * c, build_sum({k: (v / content, p) for k, (v, p) in acc.items()})


def _fold(base: Term, k: Exponent, a: Exponent) -> tuple[Term, Exponent] | None:
    """(base**k)**a as one power, where that holds for every real base that gives both a value."""
    if base == E or k == 1:
        return base, _times(k, a)
    if isinstance(k, Term):
        return None
    if (
        type(k) is Fraction and k.denominator % 2 == 0
    ) or k.numerator % 2:  # base ≥ 0, or signs agree
        return (base, _times(k, a)) if type(a) is Fraction or k.denominator % 2 == 0 else None
    if type(a) is not Fraction:
        return None
    total = _times(k, a)
    if type(total) is int:
        return (base, total) if total % 2 == 0 else (App(ops.ABS, (base,)), total)
    return None


def _number_power(coef: Fraction, powers: Powers, c: Fraction, a: Exponent) -> Fraction:
    """Multiply c**a in for a rational c and a broken or symbolic exponent."""
    if c == 1:
        return coef
    if isinstance(a, Term):
        _raise_base(powers, Num(c), a)
        return coef
    if c <= 0:
        if not c and a > 0:
            return Fraction(0)
        if not c or a.denominator % 2 == 0:
            raise Refuse
        return _number_power(-coef if a.numerator % 2 else coef, powers, -c, a)
    if abs(Fraction(a)) * max(c.numerator.bit_length(), c.denominator.bit_length()) > _BITS:
        raise Refuse
    out, left = radical(c, Fraction(a))
    coef = times(coef, out)
    for prime, rest in left.items():
        total = Fraction(powers.get(Num(prime), 0)) + rest  # type: ignore[arg-type]
        whole = total.numerator // total.denominator
        coef *= Fraction(prime) ** whole
        powers.pop(Num(prime), None)
        if total != whole:
            powers[Num(prime)] = total - whole
    return coef


def _exponential(coef: Fraction, powers: Powers, a: Term) -> Fraction:
    """Multiply exp(a) in; exp(c*log(w)) is w**c."""
    inner: Powers = {}
    c = _multiply(ONE, inner, a, 1)
    if len(inner) == 1:
        ((base, k),) = inner.items()
        if k == 1 and type(base) is App and base.op is ops.LOG:
            return _power(coef, powers, base.args[0], _exponent(Num(c)), 1)
    known = powers.get(E)
    _raise_base(powers, E, a)
    now = powers.get(E)
    if known is not None and isinstance(now, Term):
        del powers[E]
        return _exponential(coef, powers, now)
    return coef


def decompose(t: Term) -> tuple[Fraction, Powers]:
    """`t` as coefficient and powers. Raises ValueError where it has no value."""
    powers: Powers = {}
    try:
        return _multiply(ONE, powers, t, 1), powers
    except Refuse as error:
        raise ValueError(f"no number: {t}") from error


def summands(t: Term) -> list[tuple[Fraction, Powers]]:
    """`t` as a sum of products, like terms collected. Raises ValueError where it has no value."""
    try:
        return list(_sum(t).values())
    except Refuse as error:
        raise ValueError(f"no number: {t}") from error
