"""Two infinitesimals compared: of higher, the same or lower order, or equivalent."""

from __future__ import annotations

from tuidao.derive.limit.solve import derive_limit
from tuidao.lang import op as ops
from tuidao.lang.build import function, lim, minus_oo, oo, undefined, zoo
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Term, free_symbols, instantiate
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

HIGHER = Text("the first is of higher order than the second", "前者是后者的高阶无穷小")
LOWER = Text("the first is of lower order than the second", "前者是后者的低阶无穷小")
SAME = Text("the two are of the same order", "两者是同阶无穷小")
EQUIVALENT = Text("the two are equivalent", "两者是等价无穷小")
NOT_COMPARABLE = Text(
    "the two cannot be compared: their quotient has no limit", "两者之比的极限不存在，无法比较"
)
NOT_SMALL = Text("{part} does not tend to 0 there", "{part} 在该处不趋于 0")
NO_METHOD = Text("the limit of the quotient is beyond the methods here", "现有方法求不出比的极限")


def work_compare(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """Compare the two infinitesimals of a pair; the answer is a sentence, the limit of the quotient is in `data`."""
    assert type(problem) is Bind
    chain = Chain(problem, given)
    x = fresh(problem.name, free_symbols(problem))
    pair = instantiate(problem.body, x)
    point, side = problem.over
    if not (type(pair) is App and pair.op is ops.TUPLE and len(pair.args) == 2):
        return Worked(None, chain.derivation(), reason=NO_METHOD)
    u, v = pair.args
    parts = []
    for part in (u, v):
        worked = derive_limit(lim(part, x, point, side), given, 1)
        if worked is None or worked.derivation.end != Num(0):
            return Worked(None, chain.derivation(), reason=NOT_SMALL.format(part=part))
        parts.append(worked.derivation)
    ratio = derive_limit(lim(u / v, x, point, side), given, 1)
    if ratio is None:
        return Worked(None, chain.derivation(), reason=NO_METHOD)
    value = ratio.derivation.end
    by = {"u": function(x, u), "v": function(x, v), "a": point, "s": side, "L": value}
    chain.step(RULES["compare_of_ratio"], value, by, premises=(*parts, ratio.derivation))
    return Worked(_verdict(value), chain.derivation(), {"limit": str(value)})


def _verdict(value: Term) -> Text:
    if value == undefined:
        return NOT_COMPARABLE
    if value in (oo, minus_oo, zoo):
        return LOWER
    if value == Num(0):
        return HIGHER
    return EQUIVALENT if value == Num(1) else SAME
