"""Continuity and differentiability: how they pass to differences, parts and compositions."""

from tuidao.lang.build import (
    closed,
    continuous,
    continuous_on,
    differentiable,
    differentiable_on,
    eq,
    le,
    lim,
    lt,
    opened,
)
from tuidao.lang.term import Sym
from tuidao.rules.cite import LECTURE
from tuidao.rules.rule import Claim, Fn, Point, Real, Side, rule
from tuidao.text import Text

_t = Sym("t")


@rule(
    title=Text("A difference is continuous", "差的连续性"),
    why=Text("The difference of continuous functions is continuous.", "连续函数的差连续。"),
    cite=LECTURE("1.4"),
    breaks_at={"u": "sign(t)", "v": "t", "a": "-1", "b": "1"},
)
def continuous_on_sub(u: Fn, v: Fn, a: Real, b: Real) -> Claim:
    given = (
        continuous_on(u(_t), _t, closed(a, b)),
        continuous_on(v(_t), _t, closed(a, b)),
    )
    return Claim(continuous_on(u(_t) - v(_t), _t, closed(a, b)), given=given)


@rule(
    title=Text("A linear function is continuous", "一次函数连续"),
    why=Text("A multiple of the variable is continuous everywhere.", "自变量的常数倍处处连续。"),
    cite=LECTURE("1.4"),
)
def continuous_on_linear(c: Real, a: Real, b: Real) -> Claim:
    return Claim(continuous_on(c * _t, _t, closed(a, b)))


@rule(
    title=Text("A difference is differentiable", "差的可导性"),
    why=Text("The difference of differentiable functions is differentiable.", "可导函数的差可导。"),
    cite=LECTURE("2.2"),
    breaks_at={"u": "Abs(t)", "v": "t", "a": "-1", "b": "1"},
)
def differentiable_on_sub(u: Fn, v: Fn, a: Real, b: Real) -> Claim:
    given = (
        differentiable_on(u(_t), _t, opened(a, b)),
        differentiable_on(v(_t), _t, opened(a, b)),
    )
    return Claim(differentiable_on(u(_t) - v(_t), _t, opened(a, b)), given=given)


@rule(
    title=Text("A linear function is differentiable", "一次函数可导"),
    why=Text("A multiple of the variable has a derivative everywhere.", "自变量的常数倍处处可导。"),
    cite=LECTURE("2.2"),
)
def differentiable_on_linear(c: Real, a: Real, b: Real) -> Claim:
    return Claim(differentiable_on(c * _t, _t, opened(a, b)))


@rule(
    title=Text("Continuity on a part", "部分区间上的连续性"),
    why=Text(
        "What is continuous on an interval is so on a part of it.",
        "在区间上连续，则在其子区间上也连续。",
    ),
    cite=LECTURE("1.4"),
    breaks_at={"f": "1/t", "a": "1", "b": "2", "c": "-1", "d": "2"},
)
def continuous_on_part(f: Fn, a: Real, b: Real, c: Real, d: Real) -> Claim:
    given = (continuous_on(f(_t), _t, closed(a, b)), le(a, c), le(d, b))
    return Claim(continuous_on(f(_t), _t, closed(c, d)), given=given)


@rule(
    title=Text("Differentiability on a part", "部分区间上的可导性"),
    why=Text(
        "What is differentiable on an interval is so on a part of it.",
        "在区间上可导，则在其子区间上也可导。",
    ),
    cite=LECTURE("2.2"),
    breaks_at={"f": "Abs(t)", "a": "1", "b": "2", "c": "-1", "d": "2"},
)
def differentiable_on_part(f: Fn, a: Real, b: Real, c: Real, d: Real) -> Claim:
    given = (differentiable_on(f(_t), _t, opened(a, b)), le(a, c), le(d, b))
    return Claim(differentiable_on(f(_t), _t, opened(c, d)), given=given)


@rule(
    title=Text(
        "Differentiable functions are continuous on inner intervals", "可导函数在内部闭区间上连续"
    ),
    why=Text(
        "A function that is differentiable around an interval is continuous on it.",
        "在闭区间附近可导的函数在其上连续。",
    ),
    cite=LECTURE("2.2"),
    breaks_at={"f": "sign(t)", "a": "-2", "b": "2", "c": "-1", "d": "1"},
)
def continuous_on_of_differentiable_on(f: Fn, a: Real, b: Real, c: Real, d: Real) -> Claim:
    given = (differentiable_on(f(_t), _t, opened(a, b)), lt(a, c), lt(d, b))
    return Claim(continuous_on(f(_t), _t, closed(c, d)), given=given)


@rule(
    title=Text("Differentiable functions are continuous", "可导必连续"),
    why=Text("A differentiable function is continuous there.", "函数在某点可导，则在该点连续。"),
    cite=LECTURE("2.2"),
    breaks_at={"f": "sign(t)", "a": "0"},
)
def continuous_of_differentiable(f: Fn, a: Real) -> Claim:
    return Claim(continuous(f(_t), _t, a), given=(differentiable(f(_t), _t, a),))


@rule(
    title=Text("Limit through a continuous function", "连续函数与极限交换"),
    why=Text("A continuous function may be applied to the limit.", "连续函数可以与极限交换次序。"),
    cite=LECTURE("1.3"),
    breaks_at={"f": "sign(t)", "g": "t", "a": "0", "s": "0", "b": "0"},
)
def lim_comp_of_continuous(f: Fn, g: Fn, a: Point, s: Side, b: Real) -> Claim:
    given = (eq(lim(g(_t), _t, a, s), b), continuous(f(_t), _t, b))
    return Claim(lim(f(g(_t)), _t, a, s), f(b), given=given)
