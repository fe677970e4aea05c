"""Convexity on an interval: from the definition, from the slope, and of what is built from convex functions."""

from tuidao.lang import op as ops
from tuidao.lang.build import (
    D,
    abs_,
    apply,
    closed,
    continuous_on,
    defined,
    differentiable_on,
    eq,
    exp,
    forall,
    ge,
    gt,
    le,
    lt,
    opened,
)
from tuidao.lang.term import Bind, Sym, Term, bind
from tuidao.rules.cite import BOOK, LECTURE
from tuidao.rules.rule import Claim, Fn, Point, Real, rule
from tuidao.text import Text

_x, _t, _u, _v, _l = Sym("x"), Sym("t"), Sym("u"), Sym("v"), Sym("lambda")
_BOYD = ("Boyd, Vandenberghe", "Convex Optimization")


def _convex(body: Term, p: Sym, q: Sym) -> Bind:
    return bind(ops.CONVEX_ON, _t, body, opened(p, q))


def _asked(f: Fn, p: Sym, q: Sym) -> Bind:
    return bind(ops.CONVEX, _x, f(_x), p, q)


@rule(
    title=Text("Convex all over the interval", "在整个区间上下凸"),
    why=Text("The function is convex on the interval.", "函数在该区间上下凸。"),
    cite=LECTURE("5.2"),
)
def convex_all_over(f: Fn, p: Point, q: Point) -> Claim:
    return Claim(eq(_asked(f, p, q), Sym("convex")), given=(_convex(f(_t), p, q),))


@rule(
    title=Text("Concave all over the interval", "在整个区间上上凸"),
    why=Text(
        "The negative of the function is convex on the interval.", "函数的相反数在该区间上下凸。"
    ),
    cite=LECTURE("5.2"),
)
def concave_all_over(f: Fn, p: Point, q: Point) -> Claim:
    return Claim(eq(_asked(f, p, q), Sym("concave")), given=(_convex(-f(_t), p, q),))


@rule(
    title=Text("The domain as the interval", "以定义域为区间"),
    why=Text("The question is about the whole domain.", "问题针对整个定义域。"),
    cite=LECTURE("5.2"),
    decide="convex_on_domain",
)
def convex_on_domain(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Definition of convexity", "凸函数的定义"),
    why=Text("The chord is nowhere below the graph.", "弦处处不在图像下方。"),
    cite=LECTURE("5.2"),
)
def convex_of_chords(f: Fn, p: Point, q: Point) -> Claim:
    where = opened(p, q)
    below = le(f(_l * _u + (1 - _l) * _v), _l * f(_u) + (1 - _l) * f(_v))
    chords = forall(_u, where, forall(_v, where, forall(_l, closed(0, 1), below)))
    return Claim(_convex(f(_t), p, q), given=(chords,))


@rule(
    title=Text("Definition of convexity by midpoints", "凸函数的中点定义"),
    why=Text(
        "The function is continuous, and at the middle of two points it is at most the mean of its values there.",
        "函数连续，且在两点中点处的值不超过两点函数值的平均。",
    ),
    cite=LECTURE("5.2"),
)
def convex_of_midpoints(f: Fn, p: Point, q: Point) -> Claim:
    where = opened(p, q)
    below = le(f((_u + _v) / 2), (f(_u) + f(_v)) / 2)
    middles = forall(_u, where, forall(_v, where, below))
    return Claim(_convex(f(_t), p, q), given=(continuous_on(f(_t), _t, where), middles))


@rule(
    title=Text("A second derivative that is not negative", "二阶导数非负"),
    why=Text("The second derivative is nowhere negative.", "二阶导数处处非负。"),
    cite=LECTURE("5.2"),
)
def convex_of_second_derivative(f: Fn, p: Point, q: Point) -> Claim:
    where = opened(p, q)
    second = D(f(_u), _u, _u, 2)
    given = (forall(_u, where, defined(second)), forall(_u, where, ge(second, 0)))
    return Claim(_convex(f(_t), p, q), given=given)


@rule(
    title=Text("Convexity by the slope", "由导数的单调性判定凸性"),
    why=Text("The derivative never decreases.", "导数不减。"),
    cite=LECTURE("5.2"),
)
def convex_of_slope(f: Fn, p: Point, q: Point) -> Claim:
    where = opened(p, q)
    slopes = apply(ops.IMPLIES, lt(_u, _v), le(D(f(_t), _t, _u), D(f(_t), _t, _v)))
    rising = forall(_u, where, forall(_v, where, slopes))
    return Claim(_convex(f(_t), p, q), given=(differentiable_on(f(_t), _t, where), rising))


@rule(
    title=Text("A sum of convex functions", "凸函数之和"),
    why=Text("A sum of convex functions is convex.", "凸函数之和是凸函数。"),
    cite=BOOK(*_BOYD, "3.2.1"),
)
def convex_add(f: Fn, g: Fn, p: Point, q: Point) -> Claim:
    both = (_convex(f(_t), p, q), _convex(g(_t), p, q))
    return Claim(_convex(f(_t) + g(_t), p, q), given=both)


@rule(
    title=Text("A multiple of a convex function", "凸函数的正倍数"),
    why=Text(
        "A convex function times a constant that is not negative is convex.",
        "凸函数乘以非负常数仍是凸函数。",
    ),
    cite=BOOK(*_BOYD, "3.2.1"),
)
def convex_scale(c: Real, f: Fn, p: Point, q: Point) -> Claim:
    return Claim(_convex(c * f(_t), p, q), given=(ge(c, 0), _convex(f(_t), p, q)))


@rule(
    title=Text("The larger of convex functions", "凸函数的最大值"),
    why=Text("The larger of two convex functions is convex.", "两个凸函数的较大者是凸函数。"),
    cite=BOOK(*_BOYD, "3.2.3"),
)
def convex_max(f: Fn, g: Fn, p: Point, q: Point) -> Claim:
    both = (_convex(f(_t), p, q), _convex(g(_t), p, q))
    return Claim(_convex(apply(ops.MAX, f(_t), g(_t)), p, q), given=both)


@rule(
    title=Text("The size of a linear function", "一次函数的绝对值"),
    why=Text("By the triangle inequality.", "由三角不等式。"),
    cite=BOOK(*_BOYD, "3.1.5"),
)
def convex_abs(f: Fn, p: Point, q: Point) -> Claim:
    given = (_convex(f(_t), p, q), _convex(-f(_t), p, q))
    return Claim(_convex(abs_(f(_t)), p, q), given=given)


@rule(
    title=Text("The exponential of a convex function", "凸函数的指数"),
    why=Text("The exponential function is convex and increasing.", "指数函数下凸且递增。"),
    cite=BOOK(*_BOYD, "3.2.4"),
)
def convex_exp(f: Fn, p: Point, q: Point) -> Claim:
    return Claim(_convex(exp(f(_t)), p, q), given=(_convex(f(_t), p, q),))


@rule(
    title=Text("The logarithm of a sum of exponentials", "指数和的对数"),
    why=Text(
        "The logarithm of a sum of exponentials is convex, and increases with each exponent.",
        "指数和的对数下凸，且关于每个指数递增。",
    ),
    cite=BOOK(*_BOYD, "3.1.5"),
)
def convex_log_sum_exp(f: Fn, g: Fn, p: Point, q: Point) -> Claim:
    both = (_convex(f(_t), p, q), _convex(g(_t), p, q))
    total = apply(ops.LOG, exp(f(_t)) + exp(g(_t)))
    return Claim(_convex(total, p, q), given=both)


@rule(
    title=Text("One over a concave positive function", "正的上凸函数的倒数"),
    why=Text("1/x is convex and decreasing where x is positive.", "x 为正时 1/x 下凸且递减。"),
    cite=BOOK(*_BOYD, "3.2.4"),
)
def convex_reciprocal(f: Fn, p: Point, q: Point) -> Claim:
    given = (_convex(-f(_t), p, q), forall(_u, opened(p, q), gt(f(_u), 0)))
    return Claim(_convex(1 / f(_t), p, q), given=given)
