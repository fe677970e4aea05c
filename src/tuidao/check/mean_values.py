"""Mean values: the hypotheses and each point checked from the definition of the theorem."""

from __future__ import annotations

from flint import arb

from tuidao.check.conditions import Context, discharge
from tuidao.check.normal import same
from tuidao.lang.ball import NO_VALUE, evaluate, value
from tuidao.lang.build import D, continuous, differentiable, lt
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, instantiate, substitute
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_SHOWN = Text("the hypotheses hold and each point was checked", "条件成立，各点均已核对")
_TRIED = Text("held as far as points could be tried", "在所试各点成立")
_NO = Text("no point of the mean value: {at}", "不是中值点：{at}")
_STANDS = Text("the hypothesis does not fail there", "该处条件并未失效")
_SAMPLES = 24


def mean_value_points(before: Term, after: Term, context: Context) -> Verdict:
    """Every point of the tuple lies inside, has the slope of the chord, and the hypotheses hold on the interval."""
    assert type(before) is Bind and type(after) is App
    x = fresh(before.name, free_symbols(before))
    f, (a, b) = instantiate(before.body, x), before.over
    t = Sym(f"{x.name}#t")
    chord = (substitute(f, {x: b}) - substitute(f, {x: a})) / (b - a)
    sure = True
    for xi in after.args:
        slope = D(substitute(f, {x: t}), t, xi)
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
    for smooth in (continuous(f, x, x), differentiable(f, x, x)):
        found = discharge(smooth, inside)
        sure = sure and found.status is Status.PROVED and not found.missing
    if sure:
        return Verdict(Status.PROVED, _SHOWN)
    return Verdict(Status.TESTED, _TRIED) if _defined(f, x, a, b) else Verdict(Status.OPEN, _TRIED)


def _defined(f: Term, x: Sym, a: Term, b: Term) -> bool:
    left, right = value(a, {}), value(b, {})
    assert isinstance(left, arb) and isinstance(right, arb)
    points = [(left + (right - left) * k / _SAMPLES).mid() for k in range(1, _SAMPLES)]
    return all(isinstance(evaluate(f, {x: p}), arb) for p in points)


def mean_value_fails(before: Term, after: Term, context: Context) -> Verdict:
    """The hypothesis named does fail at the point named."""
    assert type(before) is Bind and type(after) is App
    x = fresh(before.name, free_symbols(before))
    f, (a, b) = instantiate(before.body, x), before.over
    name, at = str(after.args[0]), after.args[1]
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
