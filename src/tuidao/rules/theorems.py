"""Mean values and what follows: Rolle, Lagrange, the sign of the derivative, convexity, continuity on intervals."""

from tuidao.lang.build import (
    D,
    closed,
    continuous,
    continuous_on,
    differentiable,
    differentiable_on,
    eq,
    exists,
    forall,
    ge,
    gt,
    le,
    lim,
    lt,
    ne,
    opened,
    true,
)
from tuidao.lang.op import PIECEWISE
from tuidao.lang.term import App, Sym
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_t, _s, _u, _h = Sym("t"), Sym("s"), Sym("u"), Sym("h")


@rule(
    title=Text("Rolle's theorem", "罗尔定理"),
    why=Text(
        "Equal values at the ends: somewhere between, the tangent is level.",
        "两端函数值相等，则其间某点的切线是水平的。",
    ),
    cite=LECTURE("3.2"),
    breaks_at={"f": "Abs(t)", "a": "-1", "b": "1"},
)
def rolle(f: Fn, a: Real, b: Real) -> Claim:
    given = (
        lt(a, b),
        continuous_on(f(_t), _t, closed(a, b)),
        differentiable_on(f(_t), _t, opened(a, b)),
        eq(f(a), f(b)),
    )
    return Claim(exists(_s, opened(a, b), eq(D(f(_t), _t, _s), 0)), given=given)


@rule(
    title=Text("Lagrange's mean value theorem", "拉格朗日中值定理"),
    why=Text(
        "Somewhere between, the tangent is parallel to the chord.", "其间某点的切线平行于弦。"
    ),
    cite=LECTURE("3.2"),
    breaks_at={"f": "Abs(t)", "a": "-1", "b": "2"},
)
def mean_value(f: Fn, a: Real, b: Real) -> Claim:
    given = (
        lt(a, b),
        continuous_on(f(_t), _t, closed(a, b)),
        differentiable_on(f(_t), _t, opened(a, b)),
    )
    slope = (f(b) - f(a)) / (b - a)
    return Claim(exists(_s, opened(a, b), eq(D(f(_t), _t, _s), slope)), given=given)


@rule(
    title=Text("Equal means difference zero", "相等即差为零"),
    why=Text("Bring everything to one side.", "移项到一边。"),
    cite=BOOK("Tarski", "Introduction to Logic", "ch. 8"),
)
def eq_iff_sub_zero(a: Real, b: Real) -> Claim:
    return Claim(eq(eq(a, b), eq(a - b, 0)))


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
    title=Text("A positive slope of the chord", "弦的斜率为正"),
    why=Text(
        "The slope of the chord is one of the values of a positive function, so the right end is higher.",
        "弦的斜率等于某个恒正函数的一个值，故右端更高。",
    ),
    cite=LECTURE("5.1"),
    breaks_at={"k": "-1", "p": "0", "q": "1", "A": "0", "B": "-1"},
)
def lt_of_slope_pos(k: Fn, p: Real, q: Real, A: Real, B: Real) -> Claim:
    given = (
        exists(_s, opened(p, q), eq(k(_s), (B - A) / (q - p))),
        forall(_s, opened(p, q), gt(k(_s), 0)),
        lt(p, q),
    )
    return Claim(lt(A, B), given=given)


@rule(
    title=Text("A slope of the chord that is not negative", "弦的斜率非负"),
    why=Text(
        "The slope of the chord is a value of a function that is never negative, so the right end is not lower.",
        "弦的斜率等于某个非负函数的一个值，故右端不低于左端。",
    ),
    cite=LECTURE("5.1"),
    breaks_at={"k": "-1", "p": "0", "q": "1", "A": "0", "B": "-1"},
)
def le_of_slope_nonneg(k: Fn, p: Real, q: Real, A: Real, B: Real) -> Claim:
    given = (
        exists(_s, opened(p, q), eq(k(_s), (B - A) / (q - p))),
        forall(_s, opened(p, q), ge(k(_s), 0)),
        lt(p, q),
    )
    return Claim(le(A, B), given=given)


@rule(
    title=Text("A slope of the chord that is zero", "弦的斜率为零"),
    why=Text(
        "The slope of the chord is a value of the zero function, so both ends are level.",
        "弦的斜率等于零函数的值，故两端等高。",
    ),
    cite=LECTURE("5.1"),
    breaks_at={"k": "1", "p": "0", "q": "1", "A": "0", "B": "1"},
)
def eq_of_slope_zero(k: Fn, p: Real, q: Real, A: Real, B: Real) -> Claim:
    given = (
        exists(_s, opened(p, q), eq(k(_s), (B - A) / (q - p))),
        forall(_s, opened(p, q), eq(k(_s), 0)),
        lt(p, q),
    )
    return Claim(B, A, given=given)


@rule(
    title=Text("Positive derivative: increasing", "导数为正则递增"),
    why=Text(
        "Where the derivative is positive, the function increases.", "导数为正的区间上函数递增。"
    ),
    cite=LECTURE("5.1"),
    breaks_at={"f": "-t", "a": "0", "b": "1"},
)
def lt_of_deriv_pos(f: Fn, a: Real, b: Real) -> Claim:
    given = (
        lt(a, b),
        continuous_on(f(_t), _t, closed(a, b)),
        differentiable_on(f(_t), _t, opened(a, b)),
        forall(_s, opened(a, b), gt(D(f(_t), _t, _s), 0)),
    )
    return Claim(lt(f(a), f(b)), given=given)


@rule(
    title=Text("Derivative not negative: not decreasing", "导数非负则不减"),
    why=Text(
        "Where the derivative is not negative, the function does not decrease.",
        "导数非负的区间上函数不减。",
    ),
    cite=LECTURE("5.1"),
    breaks_at={"f": "-t", "a": "0", "b": "1"},
)
def le_of_deriv_nonneg(f: Fn, a: Real, b: Real) -> Claim:
    given = (
        lt(a, b),
        continuous_on(f(_t), _t, closed(a, b)),
        differentiable_on(f(_t), _t, opened(a, b)),
        forall(_s, opened(a, b), ge(D(f(_t), _t, _s), 0)),
    )
    return Claim(le(f(a), f(b)), given=given)


@rule(
    title=Text("Derivative zero: constant", "导数为零则为常数"),
    why=Text(
        "Where the derivative is zero, the function is constant.", "导数恒为零的区间上函数是常数。"
    ),
    cite=LECTURE("5.1"),
    breaks_at={"f": "t", "a": "0", "b": "1"},
)
def eq_of_deriv_zero(f: Fn, a: Real, b: Real) -> Claim:
    given = (
        lt(a, b),
        continuous_on(f(_t), _t, closed(a, b)),
        differentiable_on(f(_t), _t, opened(a, b)),
        forall(_s, opened(a, b), eq(D(f(_t), _t, _s), 0)),
    )
    return Claim(f(b), f(a), given=given)


@rule(
    title=Text("Slopes that do not fall bend upwards", "斜率不减则下凸"),
    why=Text(
        "The slope of the left half of the chord is at most that of the right half.",
        "左半段弦的斜率不超过右半段弦的斜率。",
    ),
    cite=LECTURE("5.2"),
    breaks_at={"k": "-s", "p": "0", "q": "2", "A": "0", "M": "1", "B": "0"},
)
def le_middle_of_slopes(k: Fn, p: Real, q: Real, A: Real, M: Real, B: Real) -> Claim:
    m = (p + q) / 2
    given = (
        lt(p, q),
        exists(_s, opened(p, m), eq(k(_s), (M - A) / (m - p))),
        exists(_s, opened(m, q), eq(k(_s), (B - M) / (q - m))),
        forall(_s, opened(p, m), forall(_u, opened(m, q), le(k(_s), k(_u)))),
    )
    return Claim(le(M, (A + B) / 2), given=given)


@rule(
    title=Text("Second derivative not negative: convex", "二阶导数非负则下凸"),
    why=Text(
        "Where the second derivative is not negative, the function is convex.",
        "二阶导数非负的区间上函数下凸。",
    ),
    cite=LECTURE("5.2"),
    breaks_at={"f": "-t**2", "a": "-1", "b": "1"},
)
def convex_of_deriv2_nonneg(f: Fn, a: Real, b: Real) -> Claim:
    slope = D(f(_t), _t, _u)
    given = (
        lt(a, b),
        continuous_on(f(_t), _t, closed(a, b)),
        differentiable_on(f(_t), _t, opened(a, b)),
        differentiable_on(slope, _u, opened(a, b)),
        forall(_s, opened(a, b), ge(D(slope, _u, _s), 0)),
    )
    return Claim(le(f((a + b) / 2), (f(a) + f(b)) / 2), given=given)


@rule(
    title=Text("Differentiable functions are continuous", "可导必连续"),
    why=Text("A differentiable function is continuous there.", "函数在某点可导，则在该点连续。"),
    cite=LECTURE("2.2"),
    breaks_at={"f": "sign(t)", "a": "0"},
)
def continuous_of_differentiable(f: Fn, a: Real) -> Claim:
    return Claim(continuous(f(_t), _t, a), given=(differentiable(f(_t), _t, a),))


@rule(
    title=Text("Definition of the derivative at a point", "一点处导数的定义"),
    why=Text("The derivative is the limit of the slopes of the chords.", "导数是弦的斜率的极限。"),
    cite=LECTURE("2.1"),
)
def deriv_def_at(f: Fn, a: Real) -> Claim:
    return Claim(D(f(_t), _t, a), lim((f(_t) - f(a)) / (_t - a), _t, a))


@rule(
    title=Text("Limit through a continuous function", "连续函数与极限交换"),
    why=Text("A continuous function may be applied to the limit.", "连续函数可以与极限交换次序。"),
    cite=LECTURE("1.3"),
    breaks_at={"f": "sign(t)", "g": "t", "a": "0", "b": "0"},
)
def lim_comp_of_continuous(f: Fn, g: Fn, a: Real, b: Real) -> Claim:
    given = (eq(lim(g(_t), _t, a), b), continuous(f(_t), _t, b))
    return Claim(lim(f(g(_t)), _t, a), f(b), given=given)


@rule(
    title=Text("Limit of the difference quotient", "差商的极限"),
    why=Text(
        "For a differentiable function the difference quotient tends to the derivative.",
        "可导函数的差商趋于导数。",
    ),
    cite=LECTURE("2.1"),
    breaks_at={"f": "Abs(t)", "x": "0"},
)
def lim_quotient_of_differentiable(f: Fn, x: Real) -> Claim:
    quotient = (f(x + _h) - f(x)) / _h
    return Claim(lim(quotient, _h, 0), D(f(_t), _t, x), given=(differentiable(f(_t), _t, x),))


@rule(
    title=Text("Limit of the slopes of chords", "弦斜率的极限"),
    why=Text(
        "For a differentiable function the slopes of the chords tend to the derivative.",
        "可导函数的弦斜率趋于导数。",
    ),
    cite=LECTURE("2.1"),
    breaks_at={"f": "Abs(t)", "a": "0"},
)
def lim_chord_of_differentiable(f: Fn, a: Real) -> Claim:
    chord = (f(_t) - f(a)) / (_t - a)
    return Claim(lim(chord, _t, a), D(f(_t), _t, a), given=(differentiable(f(_t), _t, a),))


@rule(
    title=Text("The value at the point does not matter", "极限与该点的函数值无关"),
    why=Text("A limit does not look at the point itself.", "极限与函数在该点的取值无关。"),
    cite=LECTURE("1.2"),
)
def lim_value_aside(f: Fn, c: Real, a: Real) -> Claim:
    patched = App(PIECEWISE, (f(_t), ne(_t, a), c, true))
    return Claim(lim(patched, _t, a), lim(f(_t), _t, a))


@rule(
    title=Text("Chord repaired where it has no slope", "补上无斜率处的弦"),
    why=Text(
        "Multiply and divide by the inner increment; where that is zero, both sides are zero whatever stands for the slope.",
        "乘除以内层增量；增量为零时，无论斜率取何值，两边都是零。",
    ),
    cite=LECTURE("2.3"),
)
def chord_repaired(f: Fn, p: Real, q: Real, c: Real, h: Real) -> Claim:
    slope = App(PIECEWISE, ((f(p) - f(q)) / (p - q), ne(p, q), c, true))
    return Claim((f(p) - f(q)) / h, slope * ((p - q) / h))


@rule(
    title=Text("Order is transitive", "大小关系的传递性"),
    why=Text("What is less than something smaller is less.", "小于的关系可以传递。"),
    cite=BOOK("Rudin", RUDIN, "1.5"),
    breaks_at={"a": "1", "b": "2", "c": "0"},
)
def lt_trans(a: Real, b: Real, c: Real) -> Claim:
    return Claim(lt(a, c), given=(lt(a, b), lt(b, c)))


@rule(
    title=Text("On a part of the interval", "限制到子区间"),
    why=Text(
        "What holds at every point of an interval holds on a part of it.",
        "在区间每点成立的，在子区间上也成立。",
    ),
    cite=BOOK("Tarski", "Introduction to Logic", "ch. 4"),
    breaks_at={"P": "s > 0", "a": "1", "b": "2", "c": "-1", "d": "2"},
)
def forall_on_part(P: Fn, a: Real, b: Real, c: Real, d: Real) -> Claim:
    given = (forall(_s, opened(a, b), P(_s)), le(a, c), le(d, b))
    return Claim(forall(_s, opened(c, d), P(_s)), given=given)
