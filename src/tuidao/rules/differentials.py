"""Differentials, implicit and parametric derivatives, propagated errors."""

from tuidao.lang.build import D, eq, lim, near
from tuidao.lang.term import Sym
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_h = Sym("Delta_x")
_COURANT = BOOK("Courant", "Differential and Integral Calculus", "vol. 2, ch. II–III")


@rule(
    title=Text("Differential", "微分"),
    why=Text("The differential is the derivative times dx.", "微分等于导数乘以 dx。"),
    cite=LECTURE("2.6"),
    decide="differential",
)
def differential_of(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Total differential", "全微分"),
    why=Text(
        "The partial derivatives are continuous: the differential is the sum of each times its increment.",
        "各偏导数连续，全微分等于各偏导数乘以相应增量之和。",
    ),
    cite=BOOK("Rudin", RUDIN, "9.21"),
    decide="differential",
)
def differential_total(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Increment split", "增量的分解"),
    why=Text(
        "The increment is A·Δx and a rest that is small against Δx: A is the derivative.",
        "增量等于 A·Δx 与 Δx 的高阶无穷小之和，A 即导数。",
    ),
    cite=LECTURE("2.6"),
    breaks_at={"f": "t**2", "A": "1", "r": "t", "x": "1"},
)
def deriv_of_split(f: Fn, A: Real, r: Fn, x: Real) -> Claim:
    split = eq(f(x + _h) - f(x), A * _h + r(_h))
    return Claim(D(f(x), x), A, given=(near(split, _h, 0), eq(lim(r(_h) / _h, _h, 0), 0)))


@rule(
    title=Text("Implicit derivative", "隐函数求导"),
    why=Text(
        "On the curve F = 0 the total differential is 0: dy/dx = −F_x/F_y.",
        "在曲线 F = 0 上全微分为零：dy/dx = −F_x/F_y。",
    ),
    cite=BOOK("Rudin", RUDIN, "9.28"),
    decide="implicit",
)
def deriv_implicit(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Second implicit derivative", "隐函数的二阶导数"),
    why=Text(
        "Differentiate the slope g(x, y) once more along the curve: d²y/dx² = g_x + g_y·g.",
        "沿曲线再对斜率 g(x, y) 求导：d²y/dx² = g_x + g_y·g。",
    ),
    cite=_COURANT,
    decide="implicit_second",
)
def deriv_implicit_second(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Derivative of a curve given by a parameter", "参数方程求导"),
    why=Text("dy/dx is the quotient of dy/dt and dx/dt.", "dy/dx 等于 dy/dt 与 dx/dt 之商。"),
    cite=_COURANT,
    decide="parametric",
)
def deriv_parametric(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Taylor's formula in several variables", "多元函数的泰勒公式"),
    why=Text(
        "Value, gradient and half the Hessian at the point.",
        "由该点的函数值、梯度与黑塞矩阵之半写出。",
    ),
    cite=_COURANT,
    decide="taylor_several",
)
def taylor_several(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Bound of a propagated error", "误差传播的界"),
    why=Text(
        "By the mean value theorem the error is at most the sum of the largest slopes times the errors.",
        "由中值定理，误差不超过各偏导数绝对值的最大值乘以相应误差之和。",
    ),
    cite=_COURANT,
    decide="error_bound",
)
def error_propagated(a: Real, b: Real) -> Claim:
    return Claim(a, b)
