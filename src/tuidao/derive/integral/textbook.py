"""A rational function integrated as a textbook does it: fractions with A, B, squares completed, known integrals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.derive.integral import notes, upoly
from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import Frac, TooHard, const, gen
from tuidao.derive.integral.plan import Plan, hole, log_abs, through, written
from tuidao.derive.integral.rational import Anti, positive
from tuidao.derive.integral.upoly import Upoly
from tuidao.derive.integral.write import number, over, plus, power, times, write
from tuidao.derive.simplify import tidy
from tuidao.lang.term import Num, Sym, Term

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver

Piece = tuple[Upoly, int, Upoly]  # p, k, a of a/p**k


def rational_plan(solver: Solver, field: Field, v: Frac, slot: int, anti: Anti) -> Plan:
    """The lines that lead to the antiderivative found of v, a rational function of the generator in the slot."""
    value = tidy(written(field, anti, slot))
    x = field.gens[slot].term
    if isinstance(x, Sym) and anti.part.uses(slot):
        apart = _apart(field, anti, slot)
        value = value if apart is None or len(str(apart)) > 2 * len(str(value)) else apart
    plain = Plan("integral_rational", value)
    if not isinstance(x, Sym) or len(v.den) > 40:
        return plain
    try:
        polynomial, pieces = upoly.partial_fractions(field, v, slot)
        return _told(solver, field, v, slot, x, value, polynomial, pieces)
    except (TooHard, ZeroDivisionError):
        return plain


def _apart(field: Field, anti: Anti, slot: int) -> Term | None:
    """The antiderivative with its fraction as a polynomial without constant and partial fractions; None for others."""
    try:
        polynomial, pieces = upoly.partial_fractions(field, anti.part, slot)
    except (TooHard, ZeroDivisionError):
        return None
    if len(pieces) > 6 or len(polynomial) > 12:
        return None
    first: Term = Num(0)
    for k in range(len(polynomial) - 1, 0, -1):  # a constant is left to C
        first = plus(first, write(field, field.clean(polynomial[k] * gen(slot) ** k)))
    first = plus(first, _written(field, slot, [], [(p, k, a, False) for p, k, a in pieces]))
    rest = written(field, Anti(logs=anti.logs, atans=anti.atans), slot)
    return tidy(plus(first, rest))


def _told(
    solver: Solver,
    field: Field,
    v: Frac,
    slot: int,
    x: Sym,
    value: Term,
    polynomial: Upoly,
    pieces: list[Piece],
) -> Plan:
    f = tidy(write(field, v))
    if not pieces:
        terms = sum(not c.is_zero for c in polynomial)
        rule = "integral_pow" if terms == 1 and len(polynomial) > 1 else "integral_terms"
        return Plan(rule, value)
    if len(pieces) == 1 and not polynomial:
        single = _single(solver, field, pieces[0], f, slot, x, value)
        if single is not None:
            return single
    known = all(len(p) == 2 or (len(p) == 3 and k == 1) for p, k, _ in pieces)
    plan = Plan("integral_terms" if known else "integral_rational", value)
    apart = _written(field, slot, polynomial, [(p, k, a, False) for p, k, a in pieces])
    squares = _written(field, slot, polynomial, [(p, k, a, True) for p, k, a in pieces])
    if known and squares != apart:
        here = hole(squares, x)
        plan = Plan("integral_square", value, here, ((here, plan),))
    if apart != f and (polynomial or len(pieces) > 1):
        here = hole(apart, x)
        note = notes.fractions(field, v, slot, polynomial, pieces, apart)
        plan = Plan("integral_partial_fractions", value, here, ((here, plan),), note)
    return plan


def _single(
    solver: Solver, field: Field, piece: Piece, f: Term, slot: int, x: Sym, value: Term
) -> Plan | None:
    """c/(αx + β)^k, c p′/p^k, and c/(x² ± a²): known, or one substitution away."""
    p, k, a = piece
    if len(p) == 2:
        if p[0].is_zero:
            return Plan("integral_reciprocal" if k == 1 else "integral_pow", value)
        return Plan("integral_terms", value)
    slope = upoly.derivative(p)
    c = field.clean(a[-1] / slope[-1])
    if len(a) == len(slope) and all(field.same(a[j], c * slope[j]) for j in range(len(slope))):
        u = solver.variable(f)
        factor, at = tidy(write(field, c)), write(field, upoly.join(p, slot))
        if k == 1:
            inner = Plan("integral_reciprocal", log_abs(u))
        else:
            inner = Plan("integral_pow", tidy(over(Num(-1), times(Num(k - 1), power(u, k - 1)))))
        made = through("integral_substitution", over(Num(1), power(u, k)), u, at, inner, factor)
        made.value = value
        return made
    if len(p) == 3 and k == 1 and len(a) == 1 and p[1].is_zero:
        return Plan("integral_atan" if _definite(field, p) else "integral_log_ratio", value)
    return None


def _definite(field: Field, p: Upoly) -> bool:
    """Has the quadratic no real root (at the parameters' sample values)?"""
    return positive(field, field.clean(const(4) * p[2] * p[0] - p[1] * p[1]))


def _written(
    field: Field, slot: int, polynomial: Upoly, pieces: list[tuple[Upoly, int, Upoly, bool]]
) -> Term:
    """The polynomial and the fractions as one sum; where asked, numerators split and squares completed."""
    out = write(field, upoly.join(polynomial, slot)) if polynomial else Num(0)
    for p, k, a, square in pieces:
        parts = _completed(field, slot, p, a) if square and len(p) == 3 and k == 1 else None
        out = plus(out, parts if parts is not None else _fraction(field, slot, p, k, a))
    return tidy(out)


def _fraction(field: Field, slot: int, p: Upoly, k: int, a: Upoly) -> Term:
    top, bottom = upoly.join(a, slot), write(field, upoly.join(p, slot))
    below = times(write(field, Frac(top.den)), power(bottom, k))
    return over(write(field, Frac(top.num)), below)


def _completed(field: Field, slot: int, p: Upoly, a: Upoly) -> Term | None:
    """(m x + n)/p = m/(2α)·p′/p + c/(α((x + h)² + D)); None where nothing changes."""
    if not _definite(field, p):
        return None
    gamma, beta, alpha = p
    m = a[1] if len(a) > 1 else const(0)
    whole = write(field, upoly.join(p, slot))
    out: Term = Num(0)
    c = a[0]
    if not m.is_zero:
        share = field.clean(m / (const(2) * alpha))
        c = field.clean(c - share * beta)
        slope = write(field, upoly.join(upoly.derivative(p), slot))
        out = times(write(field, share), over(slope, whole))
    if c.is_zero:
        return out if not beta.is_zero else None
    if beta.is_zero:
        rest = over(write(field, c), whole) if not m.is_zero else None
        return None if rest is None else plus(out, rest)
    h = field.clean(beta / (const(2) * alpha))
    gap = field.clean(gamma / alpha - h * h)
    square = plus(power(plus(write(field, gen(slot)), write(field, h)), 2), write(field, gap))
    scale = field.clean(c / alpha)
    if scale.rational is not None:
        return plus(out, times(number(scale.rational), over(Num(1), square)))
    return plus(out, over(write(field, scale), square))
