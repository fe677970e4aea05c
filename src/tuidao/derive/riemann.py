"""Integrals from their definition: the sum over n equal parts in closed form, and its limit."""

from __future__ import annotations

from tuidao.derive.forms import expand, simplest
from tuidao.derive.simplify import tidy
from tuidao.lang.build import ONE, lim, oo, total
from tuidao.lang.focus import focus, fresh, replace_at
from tuidao.lang.term import Bind, Sym, Term, free_symbols, instantiate, substitute
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_NO_SUM = Text("the Riemann sums have no closed form here", "黎曼和在此没有封闭形式")
_PARTS = Text(
    "Cut [{a}, {b}] into n parts of width Δx_i = {part}, so λ = max Δx_i = {part} → 0; "
    "take ξ_i = {at}, the right ends.",
    "将 [{a}, {b}] 分成 n 等份，Δx_i = {part}，λ = max Δx_i = {part} → 0；取 ξ_i = {at}，即各小区间的右端点。",
)


def work_riemann(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`riemann(f, (x, a, b))`: partition, sum, closed form, limit."""
    from tuidao.derive.limit.solve import work_limit
    from tuidao.derive.series.work import work_sum

    assert type(problem) is Bind
    x = fresh(problem.name, free_symbols(problem))
    f, (a, b) = instantiate(problem.body, x), problem.over
    taken = free_symbols(problem) | {x}
    n = _name("n", taken)
    i = _name("i", taken | {n})
    width = (b - a) / n
    chain = Chain(problem, given)
    at = a + i * width
    sums = total(substitute(f, {x: at}) * width, i, ONE, n)
    part = tidy(width)
    chain.step(
        RULES["riemann_sum"],
        lim(sums, n, oo),
        note=_PARTS.format(a=a, b=b, part=part, at=tidy(at)),
    )
    term = tidy(substitute(f, {x: at}) * width)
    spread = expand(term * n)  # over 1/n the sums stand multiplied out, power by power of i
    neat = lim(total(term if spread is None else tidy(spread / n), i, ONE, n), n, oo)
    chain.step(RULES["simplify"], neat, path=(0, 0))
    inner, _ = focus(chain.now, (0,))
    found = work_sum(inner, given)
    if not isinstance(found.answer, Term) or found.derivation.end != found.answer:
        return Worked(None, chain.derivation(), reason=_NO_SUM)
    by = {"a": inner, "b": found.answer}
    after = replace_at(chain.now, (0,), found.answer)
    chain.step(RULES["eq_subst"], after, by, (0,), premises=(found.derivation,))
    chain.step(RULES["simplify"], replace_at(chain.now, (0,), simplest(found.answer)), path=(0,))
    worked = work_limit(chain.now, given)
    if not isinstance(worked.answer, Term):
        return Worked(None, chain.derivation(), reason=worked.reason or _NO_SUM)
    steps = (*chain.steps, *worked.derivation.steps)
    data = {"sum": str(found.answer), "width": str(part)}
    return Worked(worked.answer, Derivation(problem, steps, given), data)


def _name(wanted: str, taken: frozenset[Sym] | set[Sym]) -> Sym:
    return Sym(wanted) if Sym(wanted) not in taken else fresh(wanted, taken)
