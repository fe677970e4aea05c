"""Derivatives of integrals whose limits depend on the variable."""

from __future__ import annotations

from tuidao.derive.forms import simplest
from tuidao.lang import op as ops
from tuidao.lang.build import D, function
from tuidao.lang.focus import fresh
from tuidao.lang.term import Bind, Num, Sym, Term, free_symbols, instantiate, mentions, substitute
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES


def work_integral_limits(problem: Bind, given: tuple[Term, ...]) -> Worked | None:
    """d/dx of the integral from u(x) to v(x); None where the problem is not of this form."""
    from tuidao.derive.differentiate import put_value

    at, order = problem.over
    if order != Num(1):
        return None
    x = (
        at
        if type(at) is Sym and at not in free_symbols(problem.body)
        else fresh(problem.name, free_symbols(problem))
    )
    inside = instantiate(problem.body, x)
    if not (type(inside) is Bind and inside.op is ops.INTEGRAL):
        return None
    low, high = inside.over
    t = fresh(inside.name, free_symbols(inside) | {x})
    f = instantiate(inside.body, t)
    if mentions(f, x) or not (mentions(low, x) or mentions(high, x)):
        return None
    chain = Chain(problem, given)
    ends = [substitute(e, {x: at}) for e in (low, high)]
    values = [substitute(f, {t: e}) for e in ends]
    after = values[1] * D(high, x, at) - values[0] * D(low, x, at)
    by = {"f": function(t, f), "u": function(x, low), "v": function(x, high), "x": at}
    chain.step(RULES["deriv_integral_limits"], after, by)
    for path in ((0, 1), (1, 1)):
        put_value(chain, path, given)
    chain.step(RULES["simplify"], simplest(chain.now))
    return Worked(chain.now, chain.derivation())
