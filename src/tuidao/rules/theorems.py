"""Mean values and what follows: Rolle, Lagrange, Cauchy, Taylor, Fermat, signs of derivatives, convexity, parts."""

from tuidao.lang.build import (
    ABOVE,
    BELOW,
    ZERO,
    D,
    closed,
    continuous_on,
    differentiable,
    differentiable_on,
    eq,
    exists,
    forall,
    ge,
    gt,
    integral,
    le,
    lim,
    lt,
    ne,
    near,
    opened,
)
from tuidao.lang.term import Sym
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, Side, rule
from tuidao.text import Text

_t, _s, _u, _r = Sym("t"), Sym("s"), Sym("u"), Sym("r")


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


@rule(
    title=Text("Cauchy's mean value theorem", "柯西中值定理"),
    why=Text(
        "Somewhere between, the two slopes stand in the ratio of the two increments.",
        "其间某点处，两函数的导数之比等于增量之比。",
    ),
    cite=LECTURE("3.2"),
    breaks_at={"f": "Abs(t)", "g": "t", "a": "-1", "b": "2"},
)
def cauchy_mean_value(f: Fn, g: Fn, a: Real, b: Real) -> Claim:
    given = (
        lt(a, b),
        continuous_on(f(_t), _t, closed(a, b)),
        continuous_on(g(_t), _t, closed(a, b)),
        differentiable_on(f(_t), _t, opened(a, b)),
        differentiable_on(g(_t), _t, opened(a, b)),
    )
    left = (f(b) - f(a)) * D(g(_t), _t, _s)
    right = (g(b) - g(a)) * D(f(_t), _t, _s)
    return Claim(exists(_s, opened(a, b), eq(left, right)), given=given)


@rule(
    title=Text("Taylor's formula with Lagrange's remainder", "带拉格朗日余项的泰勒公式"),
    why=Text(
        "The tangent misses the function by half the second derivative, at a point between, times the square.",
        "函数与其切线之差，等于其间某点二阶导数的一半乘以增量的平方。",
    ),
    cite=LECTURE("3.3"),
    breaks_at={"f": "t*Abs(t)", "a": "-1", "b": "2"},
)
def taylor_lagrange(f: Fn, a: Real, b: Real) -> Claim:
    slope = D(f(_t), _t, _r)
    given = (
        lt(a, b),
        continuous_on(f(_t), _t, closed(a, b)),
        differentiable_on(f(_t), _t, opened(a, b)),
        differentiable(f(_t), _t, a),
        differentiable(f(_t), _t, b),
        continuous_on(slope, _r, closed(a, b)),
        differentiable_on(slope, _r, opened(a, b)),
    )
    tangent = f(a) + D(f(_t), _t, a) * (b - a)
    rest = D(slope, _r, _s) / 2 * (b - a) ** 2
    return Claim(exists(_s, opened(a, b), eq(f(b), tangent + rest)), given=given)


@rule(
    title=Text("A factor that is not zero", "非零因子"),
    why=Text(
        "A product with a factor that is not zero is zero where the other factor is.",
        "一个因子不为零时，乘积为零当且仅当另一因子为零。",
    ),
    cite=BOOK("Rudin", RUDIN, "1.16"),
    breaks_at={"c": "0", "u": "1"},
)
def eq_zero_iff_mul(c: Real, u: Real) -> Claim:
    return Claim(eq(eq(c * u, 0), eq(u, 0)), given=(ne(c, 0),))


@rule(
    title=Text("Neither greater nor less", "既不大也不小"),
    why=Text("Each is at most the other: they are equal.", "互不大于对方，故相等。"),
    cite=BOOK("Rudin", RUDIN, "1.5"),
    breaks_at={"a": "0", "b": "1"},
)
def eq_of_le_le(a: Real, b: Real) -> Claim:
    return Claim(a, b, given=(le(a, b), le(b, a)))


@rule(
    title=Text("Chords from a highest point", "最高点处的弦"),
    why=Text(
        "From a highest point the chords to the right do not rise.", "从最高点向右的弦不上升。"
    ),
    cite=LECTURE("3.2"),
    breaks_at={"f": "t", "c": "0"},
)
def chords_right_of_top(f: Fn, c: Real) -> Claim:
    given = (near(le(f(_t), f(c)), _t, c),)
    return Claim(near(le((f(_t) - f(c)) / (_t - c), 0), _t, c, ABOVE), given=given)


@rule(
    title=Text("Chords to a highest point", "到最高点的弦"),
    why=Text(
        "To a highest point the chords from the left do not fall.", "从左边到最高点的弦不下降。"
    ),
    cite=LECTURE("3.2"),
    breaks_at={"f": "-t", "c": "0"},
)
def chords_left_of_top(f: Fn, c: Real) -> Claim:
    given = (near(le(f(_t), f(c)), _t, c),)
    return Claim(near(le(0, (f(_t) - f(c)) / (_t - c)), _t, c, BELOW), given=given)


@rule(
    title=Text("Slopes of chords from one side", "一侧弦斜率的极限"),
    why=Text(
        "For a differentiable function the slopes of the chords tend to the derivative from either side.",
        "可导函数两侧的弦斜率都趋于导数。",
    ),
    cite=LECTURE("2.1"),
    breaks_at={"f": "Abs(t)", "a": "0", "s": "1"},
)
def lim_chord_side_of_differentiable(f: Fn, a: Real, s: Side) -> Claim:
    chord = (f(_t) - f(a)) / (_t - a)
    return Claim(lim(chord, _t, a, s), D(f(_t), _t, a), given=(differentiable(f(_t), _t, a),))


@rule(
    title=Text("Fermat's theorem", "费马引理"),
    why=Text(
        "At a highest point where there is a tangent, it is level.",
        "在可导的极大值点处，切线是水平的。",
    ),
    cite=LECTURE("3.2"),
    breaks_at={"f": "t", "c": "0"},
)
def fermat(f: Fn, c: Real) -> Claim:
    given = (differentiable(f(_t), _t, c), near(le(f(_t), f(c)), _t, c))
    return Claim(D(f(_t), _t, c), ZERO, given=given)


@rule(
    title=Text("Integration by parts", "定积分的分部积分法"),
    why=Text(
        "The growth of a product, less the integral of the other half of its derivative.",
        "乘积的增量减去其导数另一半的积分。",
    ),
    cite=LECTURE("4.4"),
    breaks_at={"u": "sign(t)", "v": "t + 1", "a": "-1", "b": "2"},
)
def integral_by_parts(u: Fn, v: Fn, a: Real, b: Real) -> Claim:
    given = (
        lt(a, b),
        *(continuous_on(w(_t), _t, closed(a, b)) for w in (u, v)),
        *(differentiable_on(w(_t), _t, opened(a, b)) for w in (u, v)),
        *(continuous_on(D(w(_t), _t, _r), _r, closed(a, b)) for w in (u, v)),
    )
    whole = u(b) * v(b) - u(a) * v(a)
    rest = integral(D(u(_t), _t, _r) * v(_r), _r, a, b)
    return Claim(integral(u(_r) * D(v(_t), _t, _r), _r, a, b), whole - rest, given=given)
