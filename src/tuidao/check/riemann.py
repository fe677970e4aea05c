"""Riemann sums: the limit of the sums over equal parts, for a function continuous on the interval."""

from __future__ import annotations

from tuidao.check.conditions import Context, discharge
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, continuous, le, lim, oo, total
from tuidao.lang.focus import fresh
from tuidao.lang.term import Bind, Sym, Term, free_symbols, instantiate, substitute
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_SAYS = Text(
    "these are the sums over n equal parts of a continuous function",
    "这正是连续函数 n 等分的积分和",
)
_OTHER = Text("this is not the Riemann sum", "这不是所求的黎曼和")


def riemann(before: Term, after: Term, context: Context) -> Verdict:
    """`after` is lim Σ f(a + i(b − a)/n)·(b − a)/n, and the function is continuous on [a, b]."""
    if not (type(before) is Bind and before.op is ops.RIEMANN):
        return Verdict(Status.REFUTED, _OTHER)
    x = fresh(before.name, free_symbols(before))
    f, (a, b) = instantiate(before.body, x), before.over
    n, i = Sym("n#riemann"), Sym("i#riemann")
    width = (b - a) / n
    sums = total(substitute(f, {x: a + i * width}) * width, i, ONE, n)
    if after != lim(sums, n, oo):
        return Verdict(Status.REFUTED, _OTHER)
    found = discharge(continuous(f, x, x), context.assuming(le(a, x), le(x, b)))
    if found.status is not Status.PROVED or found.missing:
        return Verdict(Status.OPEN, found.reason)
    return Verdict(Status.PROVED, _SAYS)
