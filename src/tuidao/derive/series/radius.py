"""Power series: for which x they converge, by the ratio of the terms and, at the ends, by the tests for series."""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from tuidao.derive.series.convergence import Tests
from tuidao.derive.series.terms import ratios
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import ONE, ZERO, abs_, lim, minus_oo, oo
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    bind,
    free_symbols,
    instantiate,
    mentions,
    substitute,
)
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_NOT_ONE = Text("this is not a power series that the ratio decides", "比值法不能处理这个级数")
_INTERVALS = {
    (True, True): ops.INTERVAL,
    (False, False): ops.INTERVAL_OPEN,
    (False, True): ops.INTERVAL_LOPEN,
    (True, False): ops.INTERVAL_ROPEN,
}
_CONVERGES, _DIVERGES = Text("converges", "收敛"), Text("diverges", "发散")
_NOWHERE_ELSE = Text(
    "Away from {centre} the ratio of the terms grows without bound.",
    "除 {centre} 外，相邻两项之比趋于无穷。",
)
_BETWEEN = Text(
    "The ratio of the terms tends to {ratio}: radius {radius}. At x = {left} the series {does_left} ({why_left}), "
    "at x = {right} it {does_right} ({why_right}).",
    "相邻两项之比趋于 {ratio}，收敛半径为 {radius}。在 x = {left} 处级数{does_left}（{why_left}），在 x = {right} 处"
    "{does_right}（{why_right}）。",
)


def work_convergence(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`convergence(Sum(c*(x - a)**n, (n, 0, oo)), x)`: the set of x for which it converges; data: radius, ends."""
    assert type(problem) is Bind
    x = fresh(problem.name, free_symbols(problem))
    series = instantiate(problem.body, x)
    chain = Chain(problem, given)
    refused = Worked(None, chain.derivation(), reason=_NOT_ONE)
    if not (type(series) is Bind and series.op is ops.SUM and series.over[1] == oo):
        return refused
    k = fresh(series.name, free_symbols(series) | {x})
    found = _base(instantiate(series.body, k), x, k)
    if found is None:
        return refused
    base, p = found  # the terms hold base^(p·k), base linear in x
    slope, start = (
        tidy(substitute(base, {x: ONE}) - substitute(base, {x: ZERO})),
        tidy(substitute(base, {x: ZERO})),
    )
    centre = tidy(-start / slope)
    inside = tidy(substitute(instantiate(series.body, k), {x: centre + ONE / slope}))
    limit = _limit_of_ratio(inside, k, given)
    if limit is None or free_symbols(limit) or free_symbols(centre) or free_symbols(slope):
        return refused
    answer: Term
    data: dict[str, object]
    if limit == ZERO:
        answer, data = App(ops.REALS, ()), {"radius": "oo"}
        note = Text(
            "The ratio of the terms tends to 0 for every x.", "对一切 x，相邻两项之比趋于 0。"
        )
    elif limit == oo:
        answer, data = App(ops.FINITE_SET, (centre,)), {"radius": "0"}
        note = _NOWHERE_ELSE.format(centre=centre)
    else:
        size = slope if _positive(slope) else tidy(-slope)
        radius = tidy(limit ** Num(Fraction(-1, p)) / size)
        ends = (tidy(centre - radius), tidy(centre + radius))
        held = [_at(series, x, e, given) for e in ends]
        if held[0] is None or held[1] is None:
            return refused
        (left, why_left), (right, why_right) = held[0], held[1]
        answer, data = App(_INTERVALS[left, right], ends), {"radius": str(radius)}
        power = abs_(base) if p == 1 else abs_(base) ** Num(p)
        note = _BETWEEN.format(
            ratio=tidy(limit * power),
            radius=radius,
            left=ends[0],
            does_left=_CONVERGES if left else _DIVERGES,
            why_left=why_left,
            right=ends[1],
            does_right=_CONVERGES if right else _DIVERGES,
            why_right=why_right,
        )
    chain.step(RULES["convergence_set"], answer, note=note)
    return Worked(answer, chain.derivation(), data)


def _base(t: Term, x: Sym, k: Sym) -> tuple[Term, int] | None:
    """u and p, where x stands in powers u^(p·k + q) of one linear u alone."""
    if not mentions(t, x):
        return None
    if type(t) is not App:
        return None
    if t.op is ops.POW and mentions(t.args[1], k) and not mentions(t.args[0], k):
        slope = tidy(substitute(t.args[1], {k: ONE}) - substitute(t.args[1], {k: ZERO}))
        whole = type(slope) is Num and slope.value.denominator == 1 and slope.value > 0
        if not whole or mentions(t.args[1], x):
            return None
        assert type(slope) is Num
        p = int(slope.value)
        base: Term = t.args[0]
        if type(base) is App and base.op is ops.POW:
            below, e = base.args
            if type(e) is not Num or e.value.denominator != 1 or e.value < 1:
                return None
            base, p = below, p * int(e.value)
        bends = tidy(
            substitute(base, {x: Num(2)})
            - 2 * substitute(base, {x: ONE})
            + substitute(base, {x: ZERO})
        )
        return (base, p) if bends == ZERO else None
    inner = [a for a in t.args if mentions(a, x)]
    if t.op in (ops.MUL, ops.DIV, ops.NEG) and len(inner) == 1:
        return _base(inner[0], x, k)
    return None


def _limit_of_ratio(t: Term, k: Sym, given: tuple[Term, ...]) -> Term | None:
    from tuidao.derive.limit.solve import work_limit

    body = ratios(abs_(substitute(t, {k: k + 1}) / t), k)
    worked = work_limit(lim(body, k, oo), given)
    found = worked.answer
    return found if isinstance(found, Term) and found != minus_oo else None


def _at(series: Bind, x: Sym, end: Term, given: tuple[Term, ...]) -> tuple[bool, Text] | None:
    """Does it converge at this end, and by which test?"""
    there = substitute(series, {x: end})
    assert type(there) is Bind
    k = fresh(there.name, free_symbols(there))
    term = tidy(signs_apart(tidy(instantiate(there.body, k)), k))
    found = Tests(bind(ops.SUM, k, term, *there.over), given).decide()
    return None if found is None else (found[0], found[1].steps[-1].rule.title)


def signs_apart(t: Term, k: Sym) -> Term:
    """(−a)^(p·k + q) written ±(−1)^k·a^(p·k + q), the sign (−1)^k only for an odd p."""
    if type(t) is not App:
        return t
    if t.op is ops.POW and mentions(t.args[1], k):
        base, e = t.args
        p, q = _slope(e, k), tidy(substitute(e, {k: ZERO}))
        number = not free_symbols(base) and _positive(tidy(-base))
        if number and p is not None and type(q) is Num:
            size: Term = ONE if base == Num(-1) else tidy(-base) ** e
            if p % 2:
                size = Num(-1) ** k * size
            return App(ops.NEG, (size,)) if q.value % 2 else size
        return t
    return App(t.op, tuple(signs_apart(a, k) for a in t.args))


def _slope(e: Term, k: Sym) -> int | None:
    slope = tidy(substitute(e, {k: ONE}) - substitute(e, {k: ZERO}))
    return int(slope.value) if type(slope) is Num and slope.value.denominator == 1 else None


def _positive(t: Term) -> bool:
    ball = value(t, {})
    return isinstance(ball, arb) and bool(ball > 0)
