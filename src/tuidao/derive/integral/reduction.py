"""Odd powers of the secant and the cosecant: the reduction formula, down to the logarithm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.derive.integral.plan import Plan, hole
from tuidao.derive.integral.shapes import factors
from tuidao.derive.integral.table import linear
from tuidao.derive.integral.write import negative, over, plus, power, times
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, cot, csc, is_op, num, rational, sec, tan
from tuidao.lang.term import App, Sym, Term

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver

_HIGHEST = 15


def odd_secant(solver: Solver, f: Term, x: Sym, depth: int) -> Plan | None:
    """∫ secⁿ = secⁿ⁻²·tan/(n − 1) + (n − 2)/(n − 1)·∫ secⁿ⁻², and likewise for the cosecant, n odd, n ≥ 3."""
    c, powers, u = factors(f, x)
    if c != ONE or u != ZERO or len(powers) != 1:
        return None
    ((base, exponent),) = powers.items()
    q = rational(exponent)
    if q is None or q.denominator != 1 or not (is_op(base, ops.COS, ops.SIN)):
        return None
    n = -int(q)
    if not 3 <= n <= _HIGHEST or n % 2 == 0:
        return None
    assert type(base) is App
    at = base.args[0]
    line = linear(at, x)
    if line is None:
        return None
    head, side = (sec(at), tan(at)) if base.op is ops.COS else (csc(at), cot(at))
    rest = power(head, n - 2)
    inner = solver.find(rest, x, depth + 1)
    if inner is None:
        return None
    top = times(rest, side)
    first = over(top if base.op is ops.COS else negative(top), times(line[0], num(n - 1)))
    here = hole(tidy(rest), x)
    share = num(n - 2, n - 1)
    value = tidy(plus(first, times(share, inner.value)))
    shown = plus(tidy(first), times(share, here))
    return Plan("integral_reduction", value, shown, ((here, inner),))
