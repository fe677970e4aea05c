"""Mean values: the hypotheses of Rolle, Lagrange and Cauchy tested one by one, and every ξ found."""

from __future__ import annotations

from flint import arb

from tuidao.derive.derivative import derivative
from tuidao.derive.shape.chart import Line, Piece, Undecided, sign_at
from tuidao.derive.shape.domain import domain_of
from tuidao.derive.shape.signs import seams
from tuidao.derive.shape.search import Search
from tuidao.derive.shape.zeros import Zeros, zeros
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import ABOVE, BELOW, minus_oo, oo
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate, substitute
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_UNSURE = Text("the points of the mean value have no closed form here", "中值点在此没有封闭形式")
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
        failed = _failed(f, x, a, b)
        if failed is None and problem.op is ops.CAUCHY:
            failed = _failed_second(g, x, a, b)
        if failed is None and problem.op is ops.ROLLE and _rise(f, x, a, b) != Num(0):
            failed = "equal", b
        if failed is not None:
            name, at = failed
            text = _FAILS[name].format(x=x, at=at)
            chain.step(RULES["mean_value_fails"], App(ops.TUPLE, (Sym(name), at)), note=text)
            return Worked(text, chain.derivation(), {"fails": name, "at": str(at)})
        found = _points(f, g, x, a, b)
    except Undecided:
        found = None
    if found is None:
        return Worked(None, chain.derivation(), reason=_UNSURE)
    points, slope = found
    after = App(ops.TUPLE, tuple(points))
    held = _HYPOTHESES[problem.op]
    asks = "f'(xi)/g'(xi)" if problem.op is ops.CAUCHY else "f'(xi)"
    note = Text(
        f"The hypotheses hold: {held.en.format(a=a, b=b)}. Solve {asks} = {slope} in ({a}, {b}).",
        f"条件成立：{held.zh.format(a=a, b=b)}。在 ({a}, {b}) 内解 {asks} = {slope}。",
    )
    chain.step(RULES["mean_value_points"], after, note=note)
    answer = points[0] if len(points) == 1 else after
    return Worked(answer, chain.derivation(), {"xi": [str(p) for p in points], "slope": str(slope)})


_SMOOTH = Text(
    "f is continuous on [{a}, {b}], differentiable on ({a}, {b})",
    "f 在 [{a}, {b}] 上连续，在 ({a}, {b}) 内可导",
)
_HYPOTHESES = {
    ops.MEAN_VALUE: _SMOOTH,
    ops.ROLLE: Text(f"{_SMOOTH.en}, f({{a}}) = f({{b}})", f"{_SMOOTH.zh}，f({{a}}) = f({{b}})"),
    ops.CAUCHY: Text(
        f"{_SMOOTH.en}, g too, and g' is not 0 there", f"{_SMOOTH.zh}，g 亦然，且 g' 在其内不为零"
    ),
}


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


def _failed(f: Term, x: Sym, a: Term, b: Term) -> tuple[str, Term] | None:
    """The first hypothesis that fails, and where."""
    left, right = _number(a), _number(b)
    if not left < right:
        return "order", b
    slope = derivative(f, x)
    where = domain_of(f, x)
    smooth = None if slope is None else domain_of(slope, x)
    bends = seams(f, x)
    if slope is None or where is None or smooth is None or bends is None:
        raise Undecided
    outside = _first_outside(where[0], a, b, closed=True)
    if outside is not None:
        return "continuous", outside
    for cut in Line(bends).cuts:
        if left < cut.ball and cut.ball < right:
            before, after = (_limit(f, x, cut.term, side) for side in (BELOW, ABOVE))
            here = tidy(substitute(f, {x: cut.term}))
            if any(sign_at(v - here, x, cut.term) != 0 for v in (before, after)):
                return "continuous", cut.term
            before, after = (_limit(slope, x, cut.term, side) for side in (BELOW, ABOVE))
            if sign_at(before - after, x, cut.term) != 0:
                return "differentiable", cut.term
    outside = _first_outside(smooth[0], a, b, closed=False)
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


def _points(f: Term, g: Term, x: Sym, a: Term, b: Term) -> tuple[list[Term], Term] | None:
    """Every ξ inside with f'(ξ) = slope·g'(ξ), and the slope (f(b) − f(a))/(g(b) − g(a))."""
    slope = tidy(_rise(f, x, a, b) / _rise(g, x, a, b))
    first, second = derivative(f, x), derivative(g, x)
    if first is None or second is None:
        return None
    gap = tidy(first - slope * second)
    if gap == Num(0):
        return [tidy((a + b) / 2)], slope
    found: Zeros | None = zeros(gap, x, Search(isolate=True, within=(a, b)))
    if found is None:
        return None
    left, right = _number(a), _number(b)
    inside = []
    for cut in Line(found, (a, b)).cuts:
        if left < cut.ball and cut.ball < right and sign_at(gap, x, cut.term) == 0:
            inside.append(cut.term)
    return (inside, slope) if inside else None
