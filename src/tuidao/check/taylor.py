"""Taylor polynomials: the formula with its derivatives, compared with what the definition says."""

from __future__ import annotations

from math import factorial

from tuidao.check.conditions import Context
from tuidao.lang import op as ops
from tuidao.lang.build import D
from tuidao.lang.focus import fresh
from tuidao.lang.term import Bind, Num, Term, bind, free_symbols, instantiate, substitute
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_SAYS = Text("this is the Taylor formula", "这正是泰勒公式")
_OTHER = Text("this is not the Taylor formula", "这不是泰勒公式")
_MOST = 60


def taylor(before: Term, after: Term, context: Context) -> Verdict:
    """Is `after` the formula f(a) + f'(a)(x − a) + … of the order asked for, its derivatives not yet worked out?"""
    if type(before) is not Bind or before.op is not ops.TAYLOR:
        return Verdict(Status.REFUTED, _OTHER)
    at, n = before.over
    if type(n) is not Num or n.value.denominator != 1 or not 0 <= n.value <= _MOST:
        return Verdict(Status.REFUTED, _OTHER)
    x = fresh(before.name, free_symbols(before.body))
    f = instantiate(before.body, x)
    t = fresh("t", free_symbols(f) | free_symbols(at))
    g = substitute(f, {x: t})
    base = x if at == Num(0) else x - at
    formula: Term = bind(ops.AT, x, f, at)
    for k in range(1, int(n.value) + 1):
        slope = D(g, t, at, k)
        formula = formula + (slope if k == 1 else slope / Num(factorial(k))) * (
            base if k == 1 else base**k
        )
    return Verdict(Status.PROVED, _SAYS) if formula == after else Verdict(Status.REFUTED, _OTHER)
