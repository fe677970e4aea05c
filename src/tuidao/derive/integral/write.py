"""Elements of a differential field written as terms, the way a textbook writes them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tuidao.derive.integral.field import Field, Gen
from tuidao.derive.integral.frac import Frac, TooHard, coefficients, const
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, e, exp, num
from tuidao.lang.op import OPS
from tuidao.lang.term import App, Num, Term


def number(value: Fraction) -> Term:
    """A rational as a term."""
    return num(value.numerator, value.denominator)


def negative(t: Term) -> Term:
    """−t, a sign in front moved rather than stacked."""
    if type(t) is Num:
        return Num(-t.value)
    if type(t) is App and t.op is ops.NEG:
        return t.args[0]
    if type(t) is App and t.op in (ops.MUL, ops.DIV):
        first = t.args[0]
        if type(first) is Num and (first.value < 0 or t.op is ops.MUL):
            flipped = Num(-first.value)
            return (
                times(flipped, t.args[1]) if t.op is ops.MUL else App(ops.DIV, (flipped, t.args[1]))
            )
        if type(first) is App and first.op in (ops.NEG, ops.MUL, ops.DIV) and _signed(first):
            return App(t.op, (negative(first), t.args[1]))
    return App(ops.NEG, (t,))


def _signed(t: Term) -> bool:
    """Does −1 or a negative number stand in front?"""
    if type(t) is Num:
        return t.value < 0
    if type(t) is App and t.op is ops.NEG:
        return True
    return type(t) is App and t.op in (ops.MUL, ops.DIV) and _signed(t.args[0])


def plus(a: Term, b: Term) -> Term:
    """a + b, written a − c where b is −c."""
    if a == ZERO:
        return b
    if b == ZERO:
        return a
    return App(ops.SUB, (a, negative(b))) if _signed(b) else App(ops.ADD, (a, b))


def minus(a: Term, b: Term) -> Term:
    """a − b."""
    return plus(a, negative(b))


def times(a: Term, b: Term) -> Term:
    """a · b without factors 1."""
    if a == ONE:
        return b
    if b == ONE:
        return a
    if a == ZERO or b == ZERO:
        return ZERO
    if a == Num(-1):
        return negative(b)
    if type(a) is Num and type(b) is Num:
        return Num(a.value * b.value)
    if type(b) is Num:
        return times(b, a)
    if type(a) is Num and a.value.numerator in (1, -1) and a.value.denominator != 1:
        return over(negative(b) if a.value < 0 else b, Num(a.value.denominator))
    if type(a) is Num and a.value.denominator != 1:
        return over(times(Num(a.value.numerator), b), Num(a.value.denominator))
    if type(a) is Num and type(b) is App and b.op is ops.DIV:
        return over(times(a, b.args[0]), b.args[1])
    return App(ops.MUL, (a, b))


def over(a: Term, b: Term) -> Term:
    """a / b without a denominator 1; numbers brought to lowest terms."""
    if b == ONE or a == ZERO:
        return a
    if type(b) is Num and b.value != 0:
        if type(a) is Num:
            return Num(a.value / b.value)
        if b.value < 0:
            return over(negative(a), Num(-b.value))
        c, rest = split_number(a)
        value = c / b.value
        if c != 1:
            top = times(Num(Fraction(value.numerator)), rest)
            return top if value.denominator == 1 else App(ops.DIV, (top, Num(value.denominator)))
    if type(a) is App and a.op is ops.DIV:
        return over(a.args[0], times(a.args[1], b))
    if type(a) is App and a.op is ops.NEG:
        return negative(over(a.args[0], b))
    if type(b) is App and b.op is ops.DIV:
        return over(times(a, b.args[1]), b.args[0])
    return App(ops.DIV, (a, b))


def split_number(t: Term) -> tuple[Fraction, Term]:
    """(c, rest) with t = c · rest, for a number in front of a product."""
    if type(t) is Num:
        return t.value, ONE
    if type(t) is App and t.op is ops.NEG:
        c, rest = split_number(t.args[0])
        return -c, rest
    if type(t) is App and t.op is ops.MUL:
        c, rest = split_number(t.args[0])
        return c, times(rest, t.args[1])
    return Fraction(1), t


def power(b: Term, k: Fraction | int) -> Term:
    """b ** k, sqrt where k is 1/2."""
    k = Fraction(k)
    if k == 1:
        return b
    if k == 0:
        return ONE
    if k == Fraction(1, 2):
        return App(ops.SQRT, (b,))
    if k < 0:
        return over(ONE, power(b, -k))
    if type(b) is App and b.op is ops.EXP and k.denominator == 1:
        return App(ops.EXP, (times(number(k), b.args[0]),))
    return App(ops.POW, (b, number(k)))


def generator(field: Field, g: Gen, k: int) -> Term:
    """The k-th power of a generator, k > 0."""
    if g.kind == "exp":
        assert g.inner is not None
        arg = write(field, g.inner * const(k))
        return e if arg == ONE else exp(arg)
    if g.kind == "power":
        assert g.inner is not None and g.base is not None
        return App(ops.POW, (write(field, g.base), write(field, g.inner * const(k))))
    if g.kind == "root":
        assert g.base is not None
        base = write(field, g.base)
        return power(base, Fraction(k, g.degree))
    return power(atom(field, g), k)


def atom(field: Field, g: Gen) -> Term:
    """The generator itself, where it is a function or a symbol."""
    if g.term is not None:
        return g.term
    assert g.inner is not None
    inner = write(field, g.inner)
    match g.kind:
        case "log":
            return App(ops.LOG, (inner,))
        case "sin":
            return App(ops.SIN, (inner,))
        case "cos":
            return App(ops.COS, (inner,))
        case "sign":
            return App(ops.SIGN, (inner,))
    if g.kind in OPS:
        return App(OPS[g.kind], (inner,))
    raise TooHard(f"no way to write {g.kind}")


def write(field: Field, f: Frac) -> Term:
    """The fraction as a term: content in front, polynomial over a factored denominator."""
    top = _poly(field, f.num)
    if f.den.is_one():
        return top
    if f.den.is_constant():
        c = Fraction(1, int(f.den.leading_coefficient()))
        if len(f.num) == 1:
            return times(number(c), top)
        return over(top, number(1 / c))
    return over(top, product(field, f.den))


def plain(field: Field, f: Frac) -> Term:
    """The fraction as a term with nothing factored."""
    return over(_poly(field, f.num), _poly(field, f.den))


def product(field: Field, p: Any) -> Term:
    """A polynomial as a product of its irreducible factors."""
    if len(p) == 1:
        return _poly(field, p)
    c, factors = p.factor()
    factors = sorted(factors, key=lambda fk: (len(fk[0]), str(fk[0])))
    out: Term = Num(int(c))
    for f, k in factors:
        out = times(out, power(_poly(field, f), k))
    return out


def _poly(field: Field, p: Any) -> Term:
    if p.is_zero():
        return ZERO
    out: Term = ZERO
    terms = list(p.terms())
    if len(terms) > 1:
        common = p.content()
        terms.sort(key=lambda ec: _rank(field, ec[0]))
        if common != 1 and len(terms) > 1:
            c = int(common)
            for exps, k in terms:
                out = plus(out, _monomial(field, exps, int(k) // c))
            return times(Num(c), out)
    for exps, k in terms:
        out = plus(out, _monomial(field, exps, int(k)))
    return out


def _rank(field: Field, exps: tuple[int, ...]) -> tuple[int, ...]:
    moving = sum(
        k for s, k in enumerate(exps) if k and s < len(field.gens) and not field.gens[s].fixed
    )
    return (-moving, *(-k for k in exps))


def _monomial(field: Field, exps: tuple[int, ...], c: int) -> Term:
    out: Term = Num(c)
    order = sorted(
        (s for s, k in enumerate(exps) if k),
        key=lambda s: (not field.gens[s].fixed, field.gens[s].kind != "symbol", s),
    )
    for s in order:
        out = times(out, generator(field, field.gens[s], int(exps[s])))
    return out


def parts_in(f: Frac, slot: int) -> list[Frac]:
    """The numerator's coefficients in one generator, each over the denominator."""
    return [Frac(c, f.den) for c in coefficients(f.num, slot)]
