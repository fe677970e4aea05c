"""Derivatives: the four rules, the chain rule, and the table of elementary derivatives."""

from tuidao.lang.build import ONE, ZERO, D, cos, differentiable, ne, sin
from tuidao.lang.term import Sym
from tuidao.rules.cite import LECTURE
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_t = Sym("t")


@rule(
    title=Text("Derivative of a constant", "常数的导数"),
    why=Text("A constant does not change.", "常数不随自变量变化。"),
    cite=LECTURE("2.2"),
)
def deriv_const(c: Real, x: Real) -> Claim:
    return Claim(D(c, x), ZERO)


@rule(
    title=Text("Derivative of the variable", "自变量的导数"),
    why=Text("The variable changes as fast as itself.", "自变量对自身的变化率是 1。"),
    cite=LECTURE("2.2"),
)
def deriv_id(x: Real) -> Claim:
    return Claim(D(x, x), ONE)


@rule(
    title=Text("Sum rule", "和的求导法则"),
    why=Text("Differentiate term by term.", "逐项求导。"),
    cite=LECTURE("2.2"),
)
def deriv_add(u: Fn, v: Fn, x: Real) -> Claim:
    return Claim(D(u(x) + v(x), x), D(u(x), x) + D(v(x), x))


@rule(
    title=Text("Product rule", "积的求导法则"),
    why=Text("Differentiate the product.", "对积求导。"),
    cite=LECTURE("2.2"),
)
def deriv_mul(u: Fn, v: Fn, x: Real) -> Claim:
    return Claim(D(u(x) * v(x), x), D(u(x), x) * v(x) + u(x) * D(v(x), x))


@rule(
    title=Text("Quotient rule", "商的求导法则"),
    why=Text("Differentiate the quotient.", "对商求导。"),
    cite=LECTURE("2.2"),
    breaks_at={"v": "x", "at": "0"},
)
def deriv_div(u: Fn, v: Fn, x: Real) -> Claim:
    return Claim(D(u(x) / v(x), x), (D(u(x), x) * v(x) - u(x) * D(v(x), x)) / v(x) ** 2, given=(ne(v(x), 0),))


@rule(
    title=Text("Chain rule", "链式法则"),
    why=Text("Differentiate the outer function at the inner one, times the derivative of the inner.", "外层函数在内层处求导，再乘以内层的导数。"),
    cite=LECTURE("2.3"),
)
def deriv_chain(f: Fn, g: Fn, x: Real) -> Claim:
    given = (differentiable(g(_t), _t, x), differentiable(f(_t), _t, g(x)))
    return Claim(D(f(g(x)), x), D(f(_t), _t, g(x)) * D(g(x), x), given)


@rule(
    title=Text("Derivative of the sine", "正弦的导数"),
    why=Text("The derivative of the sine is the cosine.", "正弦的导数是余弦。"),
    cite=LECTURE("2.1"),
)
def deriv_sin(x: Real) -> Claim:
    return Claim(D(sin(x), x), cos(x))


@rule(
    title=Text("Derivative of the cosine", "余弦的导数"),
    why=Text("The derivative of the cosine is minus the sine.", "余弦的导数是负的正弦。"),
    cite=LECTURE("2.1"),
)
def deriv_cos(x: Real) -> Claim:
    return Claim(D(cos(x), x), -sin(x))
