"""Mean values on an interval: the points that Rolle's and Lagrange's theorems speak of."""

from tuidao.lang import op as ops
from tuidao.lang.build import (
    D,
    apply,
    closed,
    continuous,
    continuous_on,
    differentiable_on,
    eq,
    forall,
    integral,
    lt,
    ne,
)
from tuidao.lang.op import Op
from tuidao.lang.term import App, Sym, Term, bind
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_t, _x = Sym("t"), Sym("x")


def _asks(op: Op, body: Term, a: Sym, b: Sym, claim: Term) -> App:
    """A question about mean values asks for the points inside that satisfy an equation."""
    inside = apply(ops.INTERVAL_OPEN, a, b)
    return eq(bind(op, _x, body, a, b), bind(ops.SOLUTIONS, _x, claim, inside))


def _smooth(f: Fn, a: Sym, b: Sym) -> tuple[Term, Term]:
    return (
        continuous_on(f(_t), _t, apply(ops.INTERVAL, a, b)),
        differentiable_on(f(_t), _t, apply(ops.INTERVAL_OPEN, a, b)),
    )


@rule(
    title=Text("What Lagrange's theorem asks for", "拉格朗日中值定理所求之点"),
    why=Text(
        "The hypotheses hold; solve for the points where the tangent is parallel to the chord.",
        "定理的条件成立；求切线平行于弦的点。",
    ),
    cite=LECTURE("3.2"),
)
def mean_value_asks(f: Fn, a: Real, b: Real) -> Claim:
    claim = eq(D(f(_x), _x), (f(b) - f(a)) / (b - a))
    asked = _asks(ops.MEAN_VALUE, f(_x), a, b, claim)
    return Claim(asked, given=(lt(a, b), *_smooth(f, a, b)))


@rule(
    title=Text("What Rolle's theorem asks for", "罗尔定理所求之点"),
    why=Text(
        "The hypotheses hold; solve for the points where the tangent is level.",
        "定理的条件成立；求切线水平的点。",
    ),
    cite=LECTURE("3.2"),
)
def rolle_asks(f: Fn, a: Real, b: Real) -> Claim:
    asked = _asks(ops.ROLLE, f(_x), a, b, eq(D(f(_x), _x), 0))
    return Claim(asked, given=(lt(a, b), *_smooth(f, a, b), eq(f(a), f(b))))


@rule(
    title=Text("What Cauchy's theorem asks for", "柯西中值定理所求之点"),
    why=Text(
        "The hypotheses hold; solve for the points where the slopes have the ratio of the increments.",
        "定理的条件成立；求两导数之比等于增量之比的点。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.9"),
)
def cauchy_asks(f: Fn, g: Fn, a: Real, b: Real) -> Claim:
    slopes = D(f(_x), _x) / D(g(_x), _x)
    claim = eq(slopes, (f(b) - f(a)) / (g(b) - g(a)))
    asked = _asks(ops.CAUCHY, apply(ops.TUPLE, f(_x), g(_x)), a, b, claim)
    never = forall(_x, apply(ops.INTERVAL_OPEN, a, b), ne(D(g(_x), _x), 0))
    return Claim(asked, given=(lt(a, b), *_smooth(f, a, b), *_smooth(g, a, b), never))


@rule(
    title=Text("What the mean value theorem for integrals asks for", "积分中值定理所求之点"),
    why=Text(
        "The function is continuous; solve for the points where it takes its mean value.",
        "函数连续；求取到积分平均值的点。",
    ),
    cite=LECTURE("4.3"),
)
def integral_mean_asks(f: Fn, a: Real, b: Real) -> Claim:
    claim = eq(f(_x), integral(f(_t), _t, a, b) / (b - a))
    asked = _asks(ops.INTEGRAL_MEAN, f(_x), a, b, claim)
    return Claim(asked, given=(lt(a, b), continuous_on(f(_t), _t, apply(ops.INTERVAL, a, b))))


@rule(
    title=Text("A hypothesis of the mean value theorem fails", "中值定理的条件不满足"),
    why=Text("The theorem does not apply.", "定理不适用。"),
    cite=LECTURE("3.2"),
    decide="mean_value_fails",
)
def mean_value_fails(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Derivative of an integral by its limits", "变限积分的导数"),
    why=Text(
        "The integrand at each limit, times the derivative of that limit; the lower one counts negative.",
        "被积函数在上、下限处的值分别乘以上、下限的导数，再相减。",
    ),
    cite=LECTURE("4.3"),
)
def deriv_integral_limits(f: Fn, u: Fn, v: Fn, x: Real) -> Claim:
    ends = closed(apply(ops.MIN, u(x), v(x)), apply(ops.MAX, u(x), v(x)))
    return Claim(
        D(integral(f(_t), _t, u(_x), v(_x)), _x, x),
        f(v(x)) * D(v(_x), _x, x) - f(u(x)) * D(u(_x), _x, x),
        given=(forall(_t, ends, continuous(f(_t), _t, _t)),),
    )


@rule(
    title=Text("Riemann sum", "黎曼和"),
    why=Text(
        "Cut the interval into n equal parts and take the right end of each; the widest part λ tends to 0.",
        "将区间 n 等分，取各小区间的右端点作和；此时最大小区间长度 λ 趋于 0。",
    ),
    cite=LECTURE("4.1"),
    decide="riemann",
)
def riemann_sum(a: Real, b: Real) -> Claim:
    return Claim(a, b)
