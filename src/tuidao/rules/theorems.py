"""Mean values and what follows: Rolle, Lagrange, the sign of the derivative, convexity."""

from tuidao.lang.build import (
    D,
    closed,
    continuous_on,
    differentiable_on,
    eq,
    exists,
    forall,
    ge,
    gt,
    le,
    lt,
    opened,
)
from tuidao.lang.term import Sym
from tuidao.rules.cite import LECTURE
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_t, _s, _u = Sym("t"), Sym("s"), Sym("u")


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
