"""Integrands given in pieces: each piece integrated, the constants chosen so that the pieces join."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tuidao.derive.integral.breaks import Unbroken, branch, level, number, points_between, switches
from tuidao.derive.integral.guard import NoValue
from tuidao.derive.integral.plan import Plan
from tuidao.derive.integral.quadrature import middle
from tuidao.derive.integral.write import minus, plus
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import lt, minus_oo, oo, true
from tuidao.lang.term import App, Sym, Term, free_symbols, substitute

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver

_MOST = 6


def by_pieces(solver: Solver, f: Term, x: Sym, depth: int) -> Plan | None:
    """∫ f dx for f that switches between branches at finitely many points; None for other f."""
    if depth > 2 or not _holds(f) or free_symbols(f) - {x}:
        return None
    terms = switches(f, x)
    try:
        cuts = points_between(terms, x, minus_oo, oo)
        if not cuts or len(cuts) > _MOST:
            return None
        ends = [minus_oo, *cuts, oo]
        values: list[Term] = []
        for low, high in itertools.pairwise(ends):
            a, b = level(low), level(high)
            assert a is not None and b is not None
            plan = solver.find(tidy(branch(f, x, middle(a, b))), x, depth + 1)
            if plan is None:
                return None
            values.append(plan.value)
    except (Unbroken, NoValue):
        return None
    joined = [values[0]]
    for k, cut in enumerate(cuts):
        gap = tidy(minus(substitute(joined[-1], {x: cut}), substitute(values[k + 1], {x: cut})))
        joined.append(tidy(plus(values[k + 1], gap)) if number(gap) is not None else values[k + 1])
    args: list[Term] = []
    for value, cut in zip(joined, cuts, strict=False):
        args += [value, lt(x, cut)]
    made = App(ops.PIECEWISE, (*args, joined[-1], true))
    return Plan("integral_pieces", _folded(made, x))


def _folded(t: App, x: Sym) -> Term:
    """The pieces as they are; equal neighbours made one."""
    args = list(t.args)
    k = 0
    while k + 2 < len(args):
        if args[k] == args[k + 2]:
            del args[k : k + 2]
        else:
            k += 2
    return args[0] if len(args) == 2 else App(ops.PIECEWISE, tuple(args))


def _holds(t: Term) -> bool:
    """Does a branching operator occur?"""
    if type(t) is not App:
        return False
    if t.op is ops.LOG and type(t.args[0]) is App and t.args[0].op is ops.ABS:
        return _holds(t.args[0].args[0])  # log|u| is smooth where it has a value
    return t.op in (ops.PIECEWISE, ops.MAX, ops.MIN, ops.ABS, ops.SIGN) or any(map(_holds, t.args))
