"""Derivatives that stand inside a function: where they are smooth."""

from __future__ import annotations

from tuidao.check.between import rough
from tuidao.check.regular import Rough, requirements
from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.domain import conditions
from tuidao.lang.focus import fresh
from tuidao.lang.term import Bind, Num, Sym, Term, free_symbols, instantiate, substitute


def analytic_slope(t: Bind, x: Sym) -> list[Term]:
    """The derivative of a function that is analytic in its own variable and in x together is analytic too."""
    at, order = t.over
    if type(order) is not Num or rough(t.body):
        raise Rough
    z = fresh(t.name or "z", free_symbols(t) | {x})
    body = instantiate(t.body, z)
    needs = [*conditions(body), *requirements(body, z, True), *requirements(body, x, True)]
    if not all(is_op(n, ops.GT, ops.LT, ops.NE) for n in needs):
        raise Rough
    return [*(substitute(n, {z: at}) for n in needs), *requirements(at, x, True)]
