"""Integration by parts: what to differentiate is chosen by LIATE, logarithms and inverse functions first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import Frac, coefficients, degree, gen
from tuidao.derive.integral.plan import Plan, hole
from tuidao.derive.integral.write import minus, times, write
from tuidao.derive.simplify import tidy
from tuidao.lang.term import Sym, Term

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver

_FIRST = (
    "log",
    "asin",
    "acos",
    "atan",
    "acot",
    "asec",
    "acsc",
    "asinh",
    "acosh",
    "atanh",
    "acoth",
    "asech",
    "acsch",
    "erf",
)


def parts(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """∫ u dv = u v − ∫ v du with u a power of a logarithm or inverse function."""
    for s in sorted(v.slots(), key=lambda k: -k):
        g = field.gens[s]
        if s == 0 or g.fixed or g.kind not in _FIRST or degree(v.den, s):
            continue
        coefs = coefficients(v.num, s)
        if sum(not c.is_zero() for c in coefs) != 1:
            continue
        n = len(coefs) - 1
        dv = Frac(coefs[n], v.den)
        plan = one(solver, f, x, field, gen(s) ** n, dv, depth)
        if plan is not None:
            return plan
    return None


def one(
    solver: Solver, f: Term, x: Sym, field: Field, u: Frac, dv: Frac, depth: int
) -> Plan | None:
    """The line u v − ∫ v u′ dx, where ∫ dv and the new integral are found."""
    dv_term = tidy(write(field, dv))
    whole = solver.find(dv_term, x, depth + 1)
    if whole is None:
        return None
    u_term, slope = tidy(write(field, u)), tidy(write(field, field.clean(field.d(u))))
    rest = tidy(times(whole.value, slope))
    if rest == f:
        return None
    inner = solver.find(rest, x, depth + 1)
    if inner is None:
        return None
    here = hole(rest, x)
    line = minus(times(u_term, whole.value), here)
    value = tidy(minus(times(u_term, whole.value), inner.value))
    made = Plan("integral_parts", value, line, ((here, inner),))
    return made if solver.accept(made, f, x) else None


def polynomial_first(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int
) -> Plan | None:
    """∫ x^n g(x) dx with u = x^n, for a factor g that has an antiderivative."""
    n = degree(v.num, 0)
    moving = [s for s in v.slots() if s and not field.gens[s].fixed]
    if n == 0 or n > 6 or not moving or degree(v.den, 0) or depth > 2:
        return None
    coefs = coefficients(v.num, 0)
    if sum(not c.is_zero() for c in coefs) != 1:
        return None
    return one(solver, f, x, field, gen(0) ** n, Frac(coefs[n], v.den), depth + 1)


def cyclic(solver: Solver, f: Term, x: Sym, growth: Term, wave: Term, value: Term) -> Plan | None:
    """∫ e^(αx) T dx, T a sine or cosine: two integrations by parts bring the integral back.

    `growth` is the exponential, `wave` is T, `value` the antiderivative.
    """
    from tuidao.derive.derivative import derivative

    whole = solver.find(growth, x, 1)
    slope = derivative(wave, x)
    if whole is None or slope is None:
        return None
    first = tidy(times(whole.value, slope))
    again = solver.find(tidy(whole.value), x, 1)
    second_slope = derivative(tidy(slope), x)
    if again is None or second_slope is None:
        return None
    second = tidy(times(again.value, second_slope))
    middle, last = hole(first, x), hole(second, x)
    line1 = minus(tidy(times(whole.value, wave)), middle)
    line2 = minus(tidy(times(again.value, slope)), last)
    inner = Plan("integral_parts", value, line2)
    return Plan("integral_parts", value, line1, ((middle, inner),), closing="integral_cyclic")
