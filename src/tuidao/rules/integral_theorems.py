"""Theorems about integrals of continuous functions, and the areas that squeeze sin x/x."""

from tuidao.lang import op as ops
from tuidao.lang.build import (
    ONE,
    ZERO,
    D,
    apply,
    closed,
    continuous,
    continuous_on,
    cos,
    defined,
    differentiable_on,
    eq,
    exists,
    forall,
    ge,
    integral,
    le,
    lim,
    lt,
    near,
    opened,
    sin,
)
from tuidao.lang.term import App, Sym
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_t, _s, _h = Sym("t"), Sym("s"), Sym("h")


def _mean(f: Fn, a: Sym, b: Sym) -> App:
    """The mean of f over [a, b]."""
    return apply(ops.DIV, integral(f(_t), _t, a, b), b - a)


def _span(x: Sym) -> App:
    """The closed interval between x and x + h, whichever comes first."""
    return closed(apply(ops.MIN, x, x + _h), apply(ops.MAX, x, x + _h))


@rule(
    title=Text("Intermediate value theorem", "介值定理"),
    why=Text(
        "A continuous function takes every value between two of its values.",
        "连续函数取到任意两个函数值之间的一切值。",
    ),
    cite=BOOK("Rudin", RUDIN, "4.23"),
    breaks_at={"f": "sign(t)", "a": "-1", "b": "1", "c": "1/2"},
)
def intermediate_value(f: Fn, a: Real, b: Real, c: Real) -> Claim:
    given = (
        lt(a, b),
        continuous_on(f(_t), _t, closed(a, b)),
        exists(_s, closed(a, b), le(f(_s), c)),
        exists(_s, closed(a, b), ge(f(_s), c)),
    )
    return Claim(exists(_s, closed(a, b), eq(f(_s), c)), given=given)


@rule(
    title=Text("The least value is at most the mean", "最小值不超过平均值"),
    why=Text(
        "A continuous function has a least value, and its mean is not below it.",
        "连续函数有最小值，平均值不小于它。",
    ),
    cite=LECTURE("4.3"),
    breaks_at={"f": "1/t", "a": "-1", "b": "0"},
)
def exists_le_mean(f: Fn, a: Real, b: Real) -> Claim:
    given = (lt(a, b), continuous_on(f(_t), _t, closed(a, b)))
    return Claim(exists(_s, closed(a, b), le(f(_s), _mean(f, a, b))), given=given)


@rule(
    title=Text("The greatest value is at least the mean", "最大值不小于平均值"),
    why=Text(
        "A continuous function has a greatest value, and its mean is not above it.",
        "连续函数有最大值，平均值不大于它。",
    ),
    cite=LECTURE("4.3"),
    breaks_at={"f": "1/t", "a": "0", "b": "1"},
)
def exists_ge_mean(f: Fn, a: Real, b: Real) -> Claim:
    given = (lt(a, b), continuous_on(f(_t), _t, closed(a, b)))
    return Claim(exists(_s, closed(a, b), ge(f(_s), _mean(f, a, b))), given=given)


@rule(
    title=Text("Mean value theorem for integrals", "积分中值定理"),
    why=Text("A continuous function takes its mean value.", "连续函数取到它的平均值。"),
    cite=LECTURE("4.3"),
    breaks_at={"f": "sign(t)", "a": "-1", "b": "3"},
)
def integral_mean(f: Fn, a: Real, b: Real) -> Claim:
    given = (lt(a, b), continuous_on(f(_t), _t, closed(a, b)))
    return Claim(exists(_s, closed(a, b), eq(f(_s), _mean(f, a, b))), given=given)


@rule(
    title=Text("Difference of integrals", "积分的差"),
    why=Text(
        "The area up to q less the area up to p is the area between.",
        "到 q 的面积减去到 p 的面积，就是中间的面积。",
    ),
    cite=LECTURE("4.2"),
    breaks_at={"f": "1/t", "a": "-1", "p": "1", "q": "2"},
)
def integral_sub_start(f: Fn, a: Real, p: Real, q: Real) -> Claim:
    left = integral(f(_t), _t, a, q) - integral(f(_t), _t, a, p)
    given = (defined(left),)
    return Claim(left, integral(f(_t), _t, p, q), given)


@rule(
    title=Text("Continuous at an inner point", "内点处连续"),
    why=Text(
        "What is continuous on an interval is continuous at its inner points.",
        "区间上连续的函数在内点处连续。",
    ),
    cite=LECTURE("1.4"),
    breaks_at={"f": "sign(t)", "a": "0", "b": "1", "x": "0"},
)
def continuous_of_on(f: Fn, a: Real, b: Real, x: Real) -> Claim:
    given = (continuous_on(f(_t), _t, closed(a, b)), lt(a, x), lt(x, b))
    return Claim(continuous(f(_t), _t, x), given=given)


@rule(
    title=Text(
        "The mean over a short interval is a value nearby", "短区间上的平均值是附近的函数值"
    ),
    why=Text(
        "By the mean value theorem for integrals, the mean from x to x + h is a value taken between.",
        "由积分中值定理，从 x 到 x + h 的平均值等于其间某点的函数值。",
    ),
    cite=LECTURE("4.3"),
    breaks_at={"f": "sign(t)", "a": "-1", "b": "1", "x": "0"},
)
def near_mean_is_value(f: Fn, a: Real, b: Real, x: Real) -> Claim:
    given = (continuous_on(f(_t), _t, closed(a, b)), lt(a, x), lt(x, b))
    mean = integral(f(_t), _t, x, x + _h) / _h
    return Claim(near(exists(_s, _span(x), eq(f(_s), mean)), _h, 0), given=given)


@rule(
    title=Text("Values taken nearer and nearer", "越来越近处的函数值"),
    why=Text(
        "The value is taken ever nearer to x, and the function is continuous there.",
        "取值点越来越接近 x，而函数在 x 处连续。",
    ),
    cite=BOOK("Rudin", RUDIN, "4.6"),
    breaks_at={"f": "sign(t)", "g": "1", "x": "0"},
)
def lim_of_value_between(f: Fn, g: Fn, x: Real) -> Claim:
    given = (
        continuous(f(_t), _t, x),
        near(exists(_s, _span(x), eq(f(_s), g(_h))), _h, 0),
    )
    return Claim(lim(g(_h), _h, 0), f(x), given=given)


@rule(
    title=Text("Derivative of the integral by its upper limit", "变上限积分的导数"),
    why=Text("The area grows as fast as the function is high.", "面积的变化率就是函数的高度。"),
    cite=LECTURE("4.3"),
    breaks_at={"f": "sign(t)", "a": "-1", "b": "1", "x": "0"},
)
def deriv_integral(f: Fn, a: Real, b: Real, x: Real) -> Claim:
    given = (continuous_on(f(_t), _t, closed(a, b)), lt(a, x), lt(x, b))
    return Claim(D(integral(f(_t), _t, a, _s), _s, x), f(x), given=given)


@rule(
    title=Text("The integral is continuous in its upper limit", "变上限积分连续"),
    why=Text(
        "The area changes little when the end moves little.", "端点移动很小时面积变化也很小。"
    ),
    cite=LECTURE("4.3"),
    breaks_at={"f": "1/t", "a": "-1", "b": "1"},
)
def continuous_on_integral(f: Fn, a: Real, b: Real) -> Claim:
    given = (continuous_on(f(_t), _t, closed(a, b)),)
    return Claim(continuous_on(integral(f(_t), _t, a, _s), _s, closed(a, b)), given=given)


@rule(
    title=Text("The integral is differentiable in its upper limit", "变上限积分可导"),
    why=Text(
        "The integral of a continuous function has a derivative.", "连续函数的变上限积分可导。"
    ),
    cite=LECTURE("4.3"),
    breaks_at={"f": "sign(t)", "a": "-1", "b": "1"},
)
def differentiable_on_integral(f: Fn, a: Real, b: Real) -> Claim:
    given = (continuous_on(f(_t), _t, closed(a, b)),)
    return Claim(differentiable_on(integral(f(_t), _t, a, _s), _s, opened(a, b)), given=given)


@rule(
    title=Text("Integral over no length", "零长度区间上的积分"),
    why=Text("From a point to itself there is no area.", "从一点到其自身没有面积。"),
    cite=LECTURE("4.2"),
)
def integral_self(f: Fn, a: Real) -> Claim:
    return Claim(integral(f(_t), _t, a, a), ZERO)


@rule(
    title=Text("Newton–Leibniz formula", "牛顿–莱布尼茨公式"),
    why=Text("The integral is the growth of an antiderivative.", "定积分等于原函数的增量。"),
    cite=LECTURE("4.3"),
    breaks_at={"f": "0", "g": "sign(t)", "a": "-1", "b": "1"},
)
def newton_leibniz(f: Fn, g: Fn, a: Real, b: Real) -> Claim:
    given = (
        lt(a, b),
        continuous_on(f(_t), _t, closed(a, b)),
        continuous_on(g(_t), _t, closed(a, b)),
        differentiable_on(g(_t), _t, opened(a, b)),
        forall(_s, opened(a, b), eq(D(g(_t), _t, _s), f(_s))),
    )
    return Claim(integral(f(_t), _t, a, b), g(b) - g(a), given=given)


@rule(
    title=Text("Areas: cos x below sin x/x", "面积比较：cos x 不超过 sin x/x"),
    why=Text(
        "The sector is smaller than the outer triangle: x < tan x for small x, and both sides are even.",
        "扇形面积小于外三角形面积：x < tan x，且两边都是偶函数。",
    ),
    cite=LECTURE("1.3"),
)
def near_cos_le_sin_div() -> Claim:
    return Claim(near(le(cos(_t), sin(_t) / _t), _t, 0))


@rule(
    title=Text("Areas: sin x/x below 1", "面积比较：sin x/x 不超过 1"),
    why=Text(
        "The inner triangle is smaller than the sector: sin x < x for small x, and both sides are even.",
        "内三角形面积小于扇形面积：sin x < x，且两边都是偶函数。",
    ),
    cite=LECTURE("1.3"),
)
def near_sin_div_le_one() -> Claim:
    return Claim(near(le(sin(_t) / _t, ONE), _t, 0))


@rule(
    title=Text("The limit of sin x/x at 0", "sin x/x 在 0 处的极限"),
    why=Text("Sine and angle become equal.", "正弦与角之比趋于 1。"),
    cite=LECTURE("1.3"),
)
def lim_sin_div() -> Claim:
    return Claim(lim(sin(_t) / _t, _t, 0), ONE)
