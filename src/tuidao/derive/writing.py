"""Products and sums as collected data, and how they are written: numbers, symbols, functions; signs in front."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from tuidao.lang import op as ops
from tuidao.lang.term import App, Bind, Num, Sym, Term

Exponent = int | Fraction | Term
Powers = dict[Term, Exponent]  # base -> exponent; the bases are tidy and no products themselves
Sum = dict[frozenset[tuple[Term, Exponent]], tuple[Fraction, Powers]]

_BITS = 4000  # the longest exact power of a number that is worked out
ARITHMETIC = {ops.ADD, ops.SUB, ops.MUL, ops.DIV, ops.NEG, ops.POW, ops.SQRT, ops.EXP, ops.ROOT}
SUMS = (ops.ADD, ops.SUB)
CONSTANTS = {ops.PI, ops.E, ops.EULER_GAMMA}
E = App(ops.E, ())
ONE = Fraction(1)
_HALF = Fraction(1, 2)


class Refuse(Exception):
    """No number here (1/0, oo − oo): the expression is left as it is written."""


def exponent_term(e: Exponent) -> Term:
    """The exponent as a term."""
    return e if isinstance(e, Term) else Num(e)


def times(a: Fraction, b: Fraction) -> Fraction:
    """a·b, where most often one of them is 1."""
    return b if a == 1 else a if b == 1 else a * b


def whole_power(value: Fraction, e: int) -> Fraction:
    if e == 1:
        return value
    if not value:
        if e < 0:
            raise Refuse
        return Fraction(0 if e else 1)
    if (
        abs(e) * max(value.numerator.bit_length(), value.denominator.bit_length()) > _BITS
        and abs(value) != 1
    ):
        raise Refuse
    return value**e


def degree(powers: Powers) -> tuple[int, list[tuple[str, int]], list[str]] | None:
    """Minus the total degree, the exponents by name, the constants, for a monomial in symbols; None for others."""
    total, parts, constants = 0, [], []
    for base, e in powers.items():
        if type(base) is Sym and type(e) is int and e > 0:
            total += e
            parts.append((base.name, -e))
        elif type(base) is Num or type(base) is App and base.op in CONSTANTS:
            constants.append(f"{base}^{e}")
        else:
            return None
    return -total, sorted(parts), sorted(constants)


def content_of(acc: Sum) -> Fraction:
    """The rational number that can be taken out of every term; negative when every term is."""
    top, bottom, sign = 0, 1, -1
    for coef, _ in acc.values():
        top, bottom = gcd(top, coef.numerator), lcm(bottom, coef.denominator)
        if coef.numerator > 0:
            sign = 1
    return Fraction(sign * top, bottom)


def _place(base: Term) -> tuple[int, str]:
    """Where a factor stands: numbers, constants, symbols, plain sums, functions, other sums."""
    if type(base) is Sym:
        return 2, base.name
    if type(base) is Num:
        return 0, ""
    if type(base) is App:
        if base.op in CONSTANTS:
            return 1, ""
        if base.op is ops.INDEX:
            return 3, ""
        if base.op in SUMS:
            return (4 if _plain(base) else 7), ""
    return 5, ""


def _plain(t: Term) -> bool:
    if type(t) is App:
        return ((t.op in ARITHMETIC and t.op is not ops.EXP) or not t.args) and all(
            _plain(a) for a in t.args
        )
    return type(t) is not Bind


def _written(base: Term, e: Exponent) -> Term:
    if type(e) is int:
        return base if e == 1 else App(ops.POW, (base, Num(e)))
    if isinstance(e, Term):
        return App(ops.EXP, (e,)) if base == E else App(ops.POW, (base, e))
    if e == _HALF:
        return App(ops.SQRT, (base,))
    return base if e == 1 else App(ops.POW, (base, Num(e)))


def _row(factors: list[Term]) -> Term:
    found = factors[0]
    for f in factors[1:]:
        found = App(ops.MUL, (found, f))
    return found


def build_product(coef: Fraction, powers: Powers) -> Term:
    """The coefficient and the powers as one fraction: numbers, symbols, functions; the sign in front."""
    if not powers or not coef:
        return Num(coef)
    above: list[Term] = []
    below: list[Term] = []
    roots: dict[Exponent, Fraction] = {}
    items = list(powers.items())
    if len(items) > 1:
        items.sort(key=lambda item: _place(item[0]))
    for base, e in items:
        if type(base) is Num and not isinstance(e, Term):
            roots[e] = roots.get(e, ONE) * base.value
        elif isinstance(e, Term) or e.numerator > 0:
            above.append(_written(base, e))
        else:
            below.append(_written(base, -e))
    above[:0] = [_written(Num(value), e) for e, value in roots.items()]
    top, bottom = abs(coef.numerator), coef.denominator
    if top != 1 or not above:
        above.insert(0, Num(top))
    if bottom != 1:
        below.insert(0, Num(bottom))
    found = App(ops.DIV, (_row(above), _row(below))) if below else _row(above)
    return App(ops.NEG, (found,)) if coef.numerator < 0 else found


def build_sum(acc: Sum) -> Term:
    """The sum as a term: polynomials by falling degree (rising, to avoid a leading minus), others as found."""
    if not acc:
        return Num(0)
    terms = list(acc.values())
    if len(terms) > 1:
        degrees = [degree(powers) for _, powers in terms]
        if None not in degrees:
            order = sorted(range(len(terms)), key=lambda k: degrees[k] or (0, [], []))
            terms = [terms[k] for k in order]
            if terms[0][0] < 0 < terms[-1][0]:
                terms.reverse()
        elif terms[0][0].numerator < 0:
            first = next((k for k, (c, _) in enumerate(terms) if c > 0), 0)
            terms = [terms[first], *terms[:first], *terms[first + 1 :]]
    result = build_product(*terms[0])
    for coef, powers in terms[1:]:
        above = coef.numerator > 0
        part = build_product(coef if above else -coef, powers)
        result = App(ops.ADD if above else ops.SUB, (result, part))
    return result
