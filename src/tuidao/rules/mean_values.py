"""Mean values on an interval: the points that Rolle's and Lagrange's theorems speak of."""

from tuidao.lang import op as ops
from tuidao.lang.build import D, apply, closed, continuous, forall, integral
from tuidao.lang.term import Sym
from tuidao.rules.cite import LECTURE
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_t, _x = Sym("t"), Sym("x")


@rule(
    title=Text("Points of the mean value", "中值点"),
    why=Text("Find where the tangent is parallel to the chord.", "求切线与弦平行的点。"),
    cite=LECTURE("3.2"),
    decide="mean_value_points",
)
def mean_value_points(a: Real, b: Real) -> Claim:
    return Claim(a, b)


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
