"""Mean values: the hypotheses of Rolle, Lagrange and Cauchy tested one by one, and every ξ found."""

from __future__ import annotations

from flint import arb

from tuidao.derive import solve
from tuidao.derive.derivative import derivative
from tuidao.derive.shape.chart import Line, Piece, Undecided, sign_at
from tuidao.derive.shape.domain import domain_of, union
from tuidao.derive.shape.search import Search
from tuidao.derive.shape.signs import seams
from tuidao.derive.shape.solutions import solve_on
from tuidao.derive.shape.zeros import zeros
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import ABOVE, BELOW, function, is_op, minus_oo, oo, true
from tuidao.lang.focus import focus, fresh, replace_at
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Path,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    substitute,
    subterms,
)
from tuidao.proof import Chain, Derivation, Step, Worked
from tuidao.rules import RULES, put_in
from tuidao.text import Text

_UNSURE = Text("the points of the mean value were not found", "未能求出中值点")
_WORK_OUT = Text("Work out the derivative.", "求出导数。")
_MEAN = Text("Work out the integral.", "求出积分。")
_FAILS = {
    "equal": Text("does not apply: the values at the ends differ", "不适用：两端点的函数值不相等"),
    "nonzero": Text(
        "does not apply: the second function has slope 0 at {x} = {at}",
        "不适用：第二个函数在 {x} = {at} 处导数为零",
    ),
    "continuous_g": Text(
        "does not apply: the second function is not continuous at {x} = {at}",
        "不适用：第二个函数在 {x} = {at} 处不连续",
    ),
    "differentiable_g": Text(
        "does not apply: the second function is not differentiable at {x} = {at}",
        "不适用：第二个函数在 {x} = {at} 处不可导",
    ),
    "order": Text("does not apply: the ends are not in order", "不适用：端点次序不对"),
    "continuous": Text(
        "does not apply: not continuous at {x} = {at}", "不适用：在 {x} = {at} 处不连续"
    ),
    "differentiable": Text(
        "does not apply: not differentiable at {x} = {at}", "不适用：在 {x} = {at} 处不可导"
    ),
}


def work_mean_value(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`mean_value(f, x, a, b)`: every ξ in (a, b) with f'(ξ) = (f(b) − f(a))/(b − a), or the hypothesis that fails."""
    assert type(problem) is Bind
    x = fresh(problem.name, free_symbols(problem))
    body = instantiate(problem.body, x)
    f, g = body.args if problem.op is ops.CAUCHY and type(body) is App else (body, x)
    a, b = problem.over
    chain = Chain(problem, given)
    try:
        failed = _failed(f, x, a, b, smooth=problem.op is not ops.INTEGRAL_MEAN)
        if failed is None and problem.op is ops.CAUCHY:
            failed = _failed_second(g, x, a, b)
        if failed is None and problem.op is ops.ROLLE and _rise(f, x, a, b) != Num(0):
            failed = "equal", b
    except Undecided:
        return Worked(None, chain.derivation(), reason=_UNSURE)
    if failed is not None:
        name, at = failed
        text = _FAILS[name].format(x=x, at=at)
        chain.step(RULES["mean_value_fails"], App(ops.TUPLE, (Sym(name), at)), note=text)
        return Worked(text, chain.derivation(), {"fails": name, "at": str(at)})
    _asked(chain, f, g, x, a, b)
    mean = _prepared(chain, given)
    found = None if mean is None else solve_on(chain)
    if found is None or not found[1]:
        return Worked(None, chain.derivation(), reason=_UNSURE)
    pieces, data = found[1], {"slope": str(mean)}
    if problem.op is ops.INTEGRAL_MEAN:
        data = {"mean": str(mean)}
    if any(p.left != p.right for p in pieces):
        answer = _EVERY.format(where=union(pieces))
        return Worked(answer, chain.derivation(), {**data, "every": [str(p) for p in pieces]})
    points = [p.left for p in pieces]
    whole = points[0] if len(points) == 1 else App(ops.TUPLE, tuple(points))
    return Worked(whole, chain.derivation(), {"xi": [str(p) for p in points], **data})


def _asked(chain: Chain, f: Term, g: Term, x: Sym, a: Term, b: Term) -> None:
    """The theorem, its hypotheses one by one, and the equation that it asks to be solved."""
    problem = chain.start
    assert type(problem) is Bind
    rule = RULES[_ASKS[problem.op]]
    by = {"f": function(x, f), "a": a, "b": b}
    if problem.op is ops.CAUCHY:
        by["g"] = function(x, g)
    held = RULES["by_computation"]
    hypotheses = [put_in(h, by) for h in rule.given]
    premises = [Derivation(h, (Step(h, true, held, {"a": h, "b": true}),)) for h in hypotheses]
    chain.step(rule, put_in(rule.right, by), by, premises=tuple(premises))


_ASKS = {
    ops.MEAN_VALUE: "mean_value_asks",
    ops.ROLLE: "rolle_asks",
    ops.CAUCHY: "cauchy_asks",
    ops.INTEGRAL_MEAN: "integral_mean_asks",
}
_EVERY = Text("every point of {where}", "{where} 内的每一点")


def _prepared(chain: Chain, given: tuple[Term, ...]) -> Term | None:
    """Derivatives and integrals worked out, both sides in their simplest form; the right one is handed back."""
    places = _to_work(chain.now)
    for path in places:
        part, _ = focus(chain.now, path)
        worked = solve(part, given)
        if not isinstance(worked.answer, Term) or worked.derivation.end != worked.answer:
            return None
        after = replace_at(chain.now, path, worked.answer)
        by = {"a": part, "b": worked.answer}
        note = _WORK_OUT if is_op(part, ops.DIFF) else _MEAN
        chain.step(RULES["eq_subst"], after, by, path, premises=(worked.derivation,), note=note)
    for path in ((0, 0), (0, 1)):
        side, _ = focus(chain.now, path)
        neat = tidy(side)
        if str(neat) != str(side):
            chain.step(RULES["simplify"], replace_at(chain.now, path, neat), path=path)
    return focus(chain.now, (0, 1))[0]


def _to_work(now: Term, path: Path = ()) -> list[Path]:
    """Where derivatives and integrals stand."""
    if is_op(now, ops.DIFF, ops.INTEGRAL):
        return [path]
    return [p for k, c in enumerate(children(now)) for p in _to_work(c, (*path, k))]


def _rise(f: Term, x: Sym, a: Term, b: Term) -> Term:
    return tidy(substitute(f, {x: b}) - substitute(f, {x: a}))


def _failed_second(g: Term, x: Sym, a: Term, b: Term) -> tuple[str, Term] | None:
    """What fails of the second function: smoothness, or that its slope is nowhere 0."""
    failed = _failed(g, x, a, b)
    if failed is not None:
        return f"{failed[0]}_g", failed[1]
    slope = derivative(g, x)
    found = None if slope is None else zeros(tidy(slope), x, Search(isolate=True, within=(a, b)))
    if found is None or slope is None:
        raise Undecided
    left, right = _number(a), _number(b)
    for cut in Line(found, (a, b)).cuts:
        if left < cut.ball and cut.ball < right and sign_at(slope, x, cut.term) == 0:
            return "nonzero", cut.term
    return None


def _failed(f: Term, x: Sym, a: Term, b: Term, smooth: bool = True) -> tuple[str, Term] | None:
    """The first hypothesis that fails, and where."""
    left, right = _number(a), _number(b)
    if not left < right:
        return "order", b
    how = Search(isolate=True, within=(a, b))
    where, bends = domain_of(f, x, how), seams(f, x, how)
    if where is None or bends is None:
        raise Undecided
    outside = _first_outside(where[0], a, b, closed=True)
    if outside is not None:
        return "continuous", outside
    cuts = [c.term for c in Line(bends, (a, b)).cuts if left < c.ball and c.ball < right]
    for cut in cuts:
        here = tidy(substitute(f, {x: cut}))
        before, after = (_limit(f, x, cut, side) for side in (BELOW, ABOVE))
        if any(sign_at(v - here, x, cut) != 0 for v in (before, after)):
            return "continuous", cut
    for end, side in ((a, ABOVE), (b, BELOW)):
        if bends.points and sign_at(_limit(f, x, end, side) - substitute(f, {x: end}), x, end) != 0:
            return "continuous", end
    slope = derivative(f, x)
    even = None if slope is None else domain_of(slope, x, how)
    if (
        slope is None
        or even is None
        or any(is_op(s, ops.FLOOR, ops.CEILING, ops.FRAC) for _, s in subterms(f))
    ):
        raise Undecided
    for cut in cuts if smooth else ():
        before, after = (_limit(slope, x, cut, side) for side in (BELOW, ABOVE))
        if sign_at(before - after, x, cut) != 0:
            return "differentiable", cut
    outside = _first_outside(even[0], a, b, closed=False) if smooth else None
    return None if outside is None else ("differentiable", outside)


def _limit(f: Term, x: Sym, at: Term, side: Term) -> Term:
    from tuidao.derive.limit.answer import limit_value

    found = limit_value(tidy(f), x, at, side)
    if found is None or found in (oo, minus_oo) or found == App(ops.UNDEFINED, ()):
        raise Undecided
    return found


def _first_outside(pieces: list[Piece], a: Term, b: Term, closed: bool) -> Term | None:
    """A point of [a, b] (or of (a, b)) that the pieces leave out, if there is one."""
    left, right = _number(a), _number(b)
    for p in pieces:
        low, high = _ball(p.left), _ball(p.right)
        at_left = p.left == a or (low is not None and low.overlaps(left))
        if low is None or low < left or (at_left and (p.closed_left or not closed)):
            at_right = p.right == b or (high is not None and high.overlaps(right))
            if high is None or high > right or (at_right and (p.closed_right or not closed)):
                return None
            if high > left:
                return p.right
    return a


def _number(t: Term) -> arb:
    found = value(t, {})
    if not isinstance(found, arb):
        raise Undecided
    return found


def _ball(t: Term) -> arb | None:
    found = None if t in (oo, minus_oo) else value(t, {})
    return found if isinstance(found, arb) else None
