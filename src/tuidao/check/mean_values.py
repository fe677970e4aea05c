"""Mean values: the hypotheses and each point checked from the definition of the theorem."""

from __future__ import annotations

from flint import arb

from tuidao.check.between import derivative, sign_between
from tuidao.check.conditions import Context, discharge
from tuidao.check.normal import same
from tuidao.check.root_bound import is_zero, sign_of_constant
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, evaluate, value
from tuidao.lang.build import D, continuous, differentiable, le, lt
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, instantiate, substitute
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_SHOWN = Text("the hypotheses hold and each point was checked", "条件成立，各点均已核对")
_TRIED = Text("held as far as points could be tried", "在所试各点成立")
_NO = Text("no point of the mean value: {at}", "不是中值点：{at}")
_STANDS = Text("the hypothesis does not fail there", "该处条件并未失效")
_UNEQUAL = Text("the values at the ends differ", "两端点的函数值不相等")
_SAMPLES = 24


def mean_value_points(before: Term, after: Term, context: Context) -> Verdict:
    """Every point of the tuple lies inside, has the slope of the chord, and the hypotheses hold on the interval."""
    assert type(before) is Bind and type(after) is App
    x = fresh(before.name, free_symbols(before))
    body, (a, b) = instantiate(before.body, x), before.over
    f, g = body.args if before.op is ops.CAUCHY and type(body) is App else (body, x)
    t = Sym(f"{x.name}#t")
    if before.op is ops.ROLLE and not is_zero(substitute(f, {x: a}) - substitute(f, {x: b})):
        return Verdict(Status.REFUTED, _UNEQUAL)
    rises = [substitute(h, {x: b}) - substitute(h, {x: a}) for h in (f, g)]
    sure = True
    if before.op is ops.CAUCHY:
        change = derivative(g, x)
        sure = change is not None and bool(sign_between(change, x, a, b))
    for xi in after.args:
        slope, chord = _sides(f, g, x, t, xi, rises, before.op is ops.CAUCHY)
        for claim in (lt(a, xi), lt(xi, b)):
            found = discharge(claim, context)
            if found.status is not Status.PROVED or found.missing:
                return Verdict(Status.REFUTED, _NO.format(at=xi))
        if same(slope, chord) is not True:
            gap = value(slope - chord, {})
            if not isinstance(gap, arb) or not gap.contains(0):
                return Verdict(Status.REFUTED, _NO.format(at=xi))
            sure = False
    inside = context.assuming(lt(a, x), lt(x, b))
    within = context.assuming(le(a, x), le(x, b))
    for h in (f, g):
        for smooth, where in ((continuous(h, x, x), within), (differentiable(h, x, x), inside)):
            found = discharge(smooth, where)
            sure = sure and found.status is Status.PROVED and not found.missing
    if sure:
        return Verdict(Status.PROVED, _SHOWN)
    tried = all(_defined(h, x, a, b) for h in (f, g))
    return Verdict(Status.TESTED if tried else Status.OPEN, _TRIED)


def _sides(
    f: Term, g: Term, x: Sym, t: Sym, xi: Term, rises: list[Term], crosswise: bool
) -> tuple[Term, Term]:
    """The two sides that the theorem says are equal at ξ."""
    slope = D(substitute(f, {x: t}), t, xi)
    if not crosswise:
        return slope, rises[0] / rises[1]
    return slope * rises[1], D(substitute(g, {x: t}), t, xi) * rises[0]


def _defined(f: Term, x: Sym, a: Term, b: Term) -> bool:
    left, right = value(a, {}), value(b, {})
    assert isinstance(left, arb) and isinstance(right, arb)
    points = [(left + (right - left) * k / _SAMPLES).mid() for k in range(1, _SAMPLES)]
    return all(isinstance(evaluate(f, {x: p}), arb) for p in points)


def mean_value_fails(before: Term, after: Term, context: Context) -> Verdict:
    """The hypothesis named does fail at the point named."""
    assert type(before) is Bind and type(after) is App
    x = fresh(before.name, free_symbols(before))
    body, (a, b) = instantiate(before.body, x), before.over
    f, g = body.args if before.op is ops.CAUCHY and type(body) is App else (body, x)
    name, at = str(after.args[0]), after.args[1]
    if name == "equal":
        gap = sign_of_constant(substitute(f, {x: a}) - substitute(f, {x: b}))
        return Verdict(Status.PROVED if gap else Status.REFUTED, _SHOWN if gap else _STANDS)
    if name == "nonzero":
        slope = derivative(g, x)
        zero = slope is not None and is_zero(substitute(slope, {x: at}))
        inside = all(sign_of_constant(d) == 1 for d in (at - a, b - at))
        return Verdict(Status.PROVED if zero and inside else Status.OPEN, _SHOWN)
    if name.endswith("_g"):
        name, f = name.removesuffix("_g"), g
    if name == "order":
        found = discharge(lt(a, b), context)
        return Verdict(Status.PROVED if found.status is Status.REFUTED else Status.OPEN, _SHOWN)
    if name == "continuous" and value(substitute(f, {x: at}), {}) is NO_VALUE:
        return Verdict(Status.PROVED, _SHOWN)
    claim = (continuous if name == "continuous" else differentiable)(f, x, at)
    found = discharge(claim, context)
    if found.status is Status.PROVED and not found.missing:
        return Verdict(Status.REFUTED, _STANDS)
    return Verdict(Status.PROVED if found.status is Status.REFUTED else Status.TESTED, _TRIED)
