"""The methods of indefinite integration, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuidao.derive.integral import (
    algebraic,
    binomials,
    byparts,
    inverse,
    risch,
    substitution,
    trig_roots,
)
from tuidao.derive.integral.convert import embed
from tuidao.derive.integral.exptrig import integrate_spectrum, linear_rate, spectrum, wave_terms
from tuidao.derive.integral.field import Field, Gen
from tuidao.derive.integral.frac import ZERO as F_ZERO
from tuidao.derive.integral.frac import Frac, degree, gen
from tuidao.derive.integral.plan import Plan, hole, sum_plan, through, written
from tuidao.derive.integral.rational import integrate_rational
from tuidao.derive.integral.reduction import odd_secant
from tuidao.derive.integral.table import table_plan
from tuidao.derive.integral.textbook import rational_plan
from tuidao.derive.integral.trig_work import odd_power, trigonometric
from tuidao.derive.integral.write import negative, over, plus, times, write
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE
from tuidao.lang.term import App, Num, Sym, Term, mentions, substitute

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver


def moving(field: Field, f: Frac) -> list[int]:
    """The generators in f that depend on x."""
    return sorted(s for s in f.slots() if s == 0 or not field.gens[s].fixed)


def by_table(solver: Solver, f: Term, x: Sym, depth: int) -> Plan | None:
    """The table, and constant factors and signs taken out."""
    plan = table_plan(f, x)
    if plan is not None:
        return plan
    c, rest = constant_factor(f, x)
    if c == ONE:
        return None
    inner = solver.find(rest, x, depth)
    if inner is None:
        return None
    rest = tidy(rest)
    here = hole(rest, x)
    return Plan("integral_const_mul", tidy(times(c, inner.value)), times(c, here), ((here, inner),))


def constant_factor(f: Term, x: Sym) -> tuple[Term, Term]:
    """(c, g) with f = c g and c free of x."""
    if not mentions(f, x):
        return f, ONE
    if type(f) is App:
        if f.op is ops.NEG:
            c, g = constant_factor(f.args[0], x)
            return negative(c), g
        if f.op is ops.MUL:
            c1, g1 = constant_factor(f.args[0], x)
            c2, g2 = constant_factor(f.args[1], x)
            return times(c1, c2), times(g1, g2)
        if f.op is ops.DIV:
            c1, g1 = constant_factor(f.args[0], x)
            c2, g2 = constant_factor(f.args[1], x)
            return over(c1, c2), over(g1, g2)
    return ONE, f


def by_terms(solver: Solver, f: Term, x: Sym, depth: int) -> Plan | None:
    """Linearity over the sum as written, where every term is found."""
    if type(f) is not App or f.op not in (ops.ADD, ops.SUB):
        return None
    terms = summands(f)
    if len(terms) > 12:
        return None
    found = []
    for sign, t in terms:
        plan = solver.find(t, x, depth + 1)
        if plan is None:
            return None
        found.append((sign, tidy(t), plan))
    return sum_plan(found, x)


def summands(f: Term, sign: int = 1) -> list[tuple[int, Term]]:
    """The terms of a sum with their signs."""
    if type(f) is App and f.op is ops.ADD:
        return summands(f.args[0], sign) + summands(f.args[1], sign)
    if type(f) is App and f.op is ops.SUB:
        return summands(f.args[0], sign) + summands(f.args[1], -sign)
    if type(f) is App and f.op is ops.NEG:
        return summands(f.args[0], -sign)
    return [(sign, f)]


def rational(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """Rational functions of x."""
    if moving(field, v) not in ([0], []):
        return None
    if v.is_zero:
        return Plan("simplify", Num(0))
    moved = algebraic.shifted(solver, f, x)
    if moved is not None:
        return moved
    return rational_plan(solver, field, v, 0, integrate_rational(field, v, 0))


def exponential_waves(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int
) -> Plan | None:
    """Polynomials times exponentials times sines and cosines of linear arguments."""
    found = spectrum(field, v)
    if found is None:
        return None
    value = tidy(wave_terms(field, integrate_spectrum(field, found)))
    if 0 < degree(v.num, 0) <= 4 and len(found) == 1 and depth <= 4:
        plan = byparts.polynomial_first(solver, f, x, field, v, min(depth, 2))
        if plan is not None:
            plan.value = value
            return plan
    if len(found) == 1 and not v.uses(0) and depth <= 2:
        ((growth, angle),) = found
        if not growth.is_zero and not angle.is_zero:
            grown = write(field, field.exponential(growth))
            plan = byparts.cyclic(solver, f, x, grown, tidy(over(f, grown)), value)
            if plan is not None:
                return plan
    spread = tidy(wave_terms(field, found))
    if spread != f and any(not angle.is_zero for _, angle in found):
        here = hole(spread, x)
        return Plan(
            "integral_product_to_sum", value, here, ((here, Plan("integral_terms", value)),)
        )
    return Plan("integral_terms", value)


def exponential(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """Rational functions of one exponential."""
    slots = moving(field, v)
    if len(slots) != 1 or slots[0] == 0:
        return None
    s = slots[0]
    g = field.gens[s]
    if g.kind not in ("exp", "power") or g.inner is None or linear_rate(field, g.inner) is None:
        return None
    h = field.clean(v / (field.d(gen(s))))
    at = write(field, gen(s))
    anti = integrate_rational(field, h, s)
    u = solver.variable(f)
    field.gens[s] = Gen("symbol", u, F_ZERO, fixed=True)
    body = tidy(write(field, h))
    return through("integral_substitution", body, u, at, rational_plan(solver, field, h, s, anti))


def power_rule(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """c u^p u′, c u′/u and c e^u u′."""
    return substitution.power_rule(solver, f, x, field, v)


def substitute_kernel(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int
) -> Plan | None:
    """A kernel, or a power of x, as the new variable."""
    return substitution.substitute_kernel(solver, f, x, field, v, depth)


def invert(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """A kernel solved for x."""
    return inverse.invert(solver, f, x, field, v, depth)


def linear_root(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """Roots of linear fractions."""
    return algebraic.linear_root(solver, f, x, field, v, depth)


def quadratic_root(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int
) -> Plan | None:
    """One square root of a quadratic."""
    return algebraic.quadratic_root(solver, f, x, field, v, depth)


def binomial(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """Binomial differentials."""
    return binomials.binomial(solver, f, x, field, v, depth)


def gaussian(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """Polynomial times the exponential of a quadratic."""
    return binomials.gaussian(solver, f, x, field, v)


def parts(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """Integration by parts."""
    return byparts.parts(solver, f, x, field, v, depth)


def polynomial_parts(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int
) -> Plan | None:
    """Integration by parts with a power of x differentiated."""
    return byparts.polynomial_first(solver, f, x, field, v, depth)


def inner_argument(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int
) -> Plan | None:
    """The argument of a function as the new variable."""
    return substitution.inner_argument(solver, f, x, field, v, depth) if depth < 5 else None


def trigonometric_roots(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int
) -> Plan | None:
    """Roots over sines and cosines."""
    return trig_roots.trigonometric_roots(solver, f, x, field, v, depth)


def quick_ansatz(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """The ansatz at its lowest degrees."""
    anti = risch.ansatz(field, v, 0)
    return None if anti is None else Plan("integral_ansatz", tidy(written(field, anti)))


def expanded(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """The numerator multiplied out, term by term."""
    if len(v.num) < 2 or len(v.num) > 24:
        return None
    groups: dict[tuple[int, ...], dict[tuple[int, ...], object]] = {}
    slots = moving(field, v)
    for exps, c in v.num.terms():
        key = tuple(int(exps[s]) for s in slots if s != 0 or not v.den.is_constant() or True)
        groups.setdefault(key, {})[exps] = c
    if len(groups) < 2:
        return None
    found = []
    total: Term = Num(0)
    for part in groups.values():
        t = tidy(write(field, field.clean(Frac(v.num.context().from_dict(part), v.den))))
        plan = solver.find(t, x, depth + 1)
        if plan is None:
            return None
        found.append((1, t, plan))
        total = plus(total, t)
    plan = sum_plan(found, x)
    here = hole(total, x)
    return Plan("integral_expand", plan.value, here, ((here, plan),))


def risch_norman(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """The ansatz of Risch and Norman."""
    anti = risch.ansatz(field, v, 1)
    return None if anti is None else Plan("integral_ansatz", tidy(written(field, anti)))


def renamed(t: Term, x: Sym, u: Sym) -> Term:
    """t with one symbol for another."""
    return substitute(t, {x: u})


def again(t: Term, x: Sym) -> tuple[Field, Frac]:
    """The field of a term."""
    return embed(t, x)


def by_pieces(solver: Solver, f: Term, x: Sym, depth: int) -> Plan | None:
    """Piecewise, Max, Min, Abs: an antiderivative on each piece, the constants chosen so that they join."""
    from tuidao.derive.integral import pieces

    return pieces.by_pieces(solver, f, x, depth)


WITHOUT_FIELD: list[Callable[[Solver, Term, Sym, int], Plan | None]] = [
    inverse.unwrapped,
    by_table,
    by_pieces,
    by_terms,
    odd_secant,
]
METHODS = [
    rational,
    power_rule,
    odd_power,
    exponential_waves,
    trigonometric,
    exponential,
    substitute_kernel,
    linear_root,
    quadratic_root,
    gaussian,
    binomial,
    trigonometric_roots,
    parts,
    polynomial_parts,
    quick_ansatz,
    inner_argument,
    invert,
    expanded,
    risch_norman,
]
