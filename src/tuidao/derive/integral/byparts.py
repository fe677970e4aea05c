"""Integration by parts: what to differentiate is chosen by LIATE, logarithms and inverse functions first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.derive.derivative import derivative
from tuidao.derive.integral import notes
from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import Frac, coefficients, degree, gen
from tuidao.derive.integral.plan import Plan, hole
from tuidao.derive.integral.write import minus, over, times, write
from tuidao.derive.simplify import tidy
from tuidao.lang.term import Sym, Term, mentions, size

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
    u_term = tidy(write(field, u))
    dv_term = _shorter(tidy(over(f, u_term)), tidy(write(field, dv)))
    whole = solver.find(dv_term, x, depth + 1)
    if whole is None:
        return None
    slope = tidy(write(field, field.clean(field.d(u))))
    plain = derivative(u_term, x)
    slope = slope if plain is None else _shorter(tidy(plain), slope)
    rest = tidy(times(whole.value, slope))
    if rest == f:
        return None
    inner = solver.find(rest, x, depth + 1)
    if inner is None:
        return None
    here = hole(rest, x)
    product = times(u_term, whole.value)
    line = minus(product if u.slots() == {0} else tidy(product), here)
    value = tidy(minus(times(u_term, whole.value), inner.value))
    note = notes.by_parts(u_term, dv_term, slope, tidy(whole.value), x)
    made = Plan("integral_parts", value, line, ((here, inner),), note)
    return made if solver.accept(made, f, x) else None


def _shorter(a: Term, b: Term) -> Term:
    return a if size(a) <= size(b) else b


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
    share = tidy(over(second, f))
    if mentions(share, x):
        return None
    f = tidy(f)
    middle, last = hole(first, x), hole(f, x)
    once, twice = tidy(times(whole.value, wave)), tidy(times(again.value, slope))
    note = notes.by_parts(wave, growth, tidy(slope), tidy(whole.value), x)
    inner_note = notes.by_parts(
        tidy(slope), tidy(whole.value), tidy(second_slope), tidy(again.value), x
    )
    inner = Plan("integral_parts", value, minus(twice, times(share, last)), note=inner_note)
    closing = notes.returned(tidy(minus(once, twice)), share)
    return Plan(
        "integral_parts",
        value,
        minus(once, middle),
        ((middle, inner),),
        note,
        None,
        "integral_cyclic",
        closing,
    )
