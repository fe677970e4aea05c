"""The substitution x = a sin u for √(a² − x²): what a textbook does where the integrand is a polynomial in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import arb

from tuidao.derive.integral import notes
from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import Frac, coefficients, const, degree, gen
from tuidao.derive.integral.guard import NoValue, dual
from tuidao.derive.integral.plan import Plan, through
from tuidao.derive.integral.rational import free_root
from tuidao.derive.integral.write import over, power, times, write
from tuidao.derive.simplify import tidy
from tuidao.lang.build import asin, cos, sin
from tuidao.lang.term import Sym, Term, substitute

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver

_MOST = 6  # the highest power of x


def sine_substitution(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, s: int, value: Term, depth: int
) -> Plan | None:
    """x = a sin u for P(x)·√(a² − x²) or P(x)/√(a² − x²); `value` is the antiderivative as it is to be written.

    s is the slot of the root. None for other integrands, and where the way back does not lead to the value.
    """
    square = field.gens[s].base
    if square is None or depth > 1:
        return None
    gap = field.clean(square + gen(0) * gen(0))
    if gap.rational is None or gap.rational <= 0 or not square.den.is_constant():
        return None
    k, top = 1, v
    if not v.den.is_constant():  # P/r is kept as P r/r²
        k, top = -1, field.clean(v * gen(s))
        if not top.den.is_constant() or top.uses(s):
            return None
    else:
        parts = coefficients(v.num, s)
        if len(parts) != 2 or not parts[0].is_zero():
            return None
        top = Frac(parts[1], v.den)
    if top.uses(s) or degree(top.num, 0) > _MOST or degree(top.num, 0) + k < 1:
        return None
    a = write(field, free_root(field, const(gap.rational)))
    u = solver.variable(f)
    factor = tidy(substitute(write(field, top), {x: times(a, sin(u))}))
    body = tidy(times(factor, times(power(a, k + 1), power(cos(u), k + 1)))) if k > 0 else factor
    inner = solver.find(body, u, depth + 1)
    if inner is None:
        return None
    at = asin(over(x, a))
    note = notes.solved_change(u, at, x, times(a, sin(u)), times(a, cos(u)))
    made = through("integral_trig_substitution", body, u, at, inner, note=note)
    if not _agree(made.value, value, x):
        return None
    made.value = value
    return made


def _agree(a: Term, b: Term, x: Sym) -> bool:
    """Have both the same value, at points near 0?"""
    for q in (3, 7, 11):
        at: dict[Sym, Any] = {x: arb(q) / 97}
        try:
            gap = dual(a, Sym("#"), at)[0] - dual(b, Sym("#"), at)[0]
        except (NoValue, ZeroDivisionError):
            return False
        if not abs(gap) < arb(10) ** -12:
            return False
    return True
