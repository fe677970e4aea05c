"""Derivatives: the definition, the four rules, the chain rule, higher orders."""

from tuidao.lang import op as ops
from tuidao.lang.build import (
    ONE,
    ZERO,
    D,
    apply,
    continuous,
    differentiable,
    eq,
    gt,
    lim,
    log,
    lt,
    ne,
    near,
    true,
)
from tuidao.lang.term import Sym, Term
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_t, _h = Sym("t"), Sym("h")


def _quotient(u: Fn, x: Term) -> Term:
    """The difference quotient of u at x with the increment h."""
    return (u(x + _h) - u(x)) / _h


@rule(
    title=Text("Definition of the derivative", "导数的定义"),
    why=Text("The derivative is the limit of the difference quotient.", "导数是差商的极限。"),
    cite=LECTURE("2"),
)
def deriv_def(u: Fn, x: Real) -> Claim:
    return Claim(D(u(x), x), lim(_quotient(u, x), _h, 0))


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
    title=Text("Difference rule", "差的求导法则"),
    why=Text("Differentiate term by term.", "逐项求导。"),
    cite=LECTURE("2.2"),
)
def deriv_sub(u: Fn, v: Fn, x: Real) -> Claim:
    return Claim(D(u(x) - v(x), x), D(u(x), x) - D(v(x), x))


@rule(
    title=Text("Derivative of the negative", "相反数的求导法则"),
    why=Text("The sign can be taken out.", "负号可以提到导数外面。"),
    cite=LECTURE("2.2"),
)
def deriv_neg(u: Fn, x: Real) -> Claim:
    return Claim(D(-u(x), x), -D(u(x), x))


@rule(
    title=Text("Product rule", "积的求导法则"),
    why=Text("Differentiate the product.", "对积求导。"),
    cite=LECTURE("2.2"),
)
def deriv_mul(u: Fn, v: Fn, x: Real) -> Claim:
    return Claim(D(u(x) * v(x), x), D(u(x), x) * v(x) + u(x) * D(v(x), x))


@rule(
    title=Text("Constant factor", "常数因子"),
    why=Text("A constant factor can be taken out.", "常数因子可以提到导数外面。"),
    cite=LECTURE("2.2"),
)
def deriv_const_mul(c: Real, u: Fn, x: Real) -> Claim:
    return Claim(D(c * u(x), x), c * D(u(x), x))


@rule(
    title=Text("Constant factor", "常数因子"),
    why=Text("A constant factor can be taken out.", "常数因子可以提到导数外面。"),
    cite=LECTURE("2.2"),
)
def deriv_mul_const(u: Fn, c: Real, x: Real) -> Claim:
    return Claim(D(u(x) * c, x), c * D(u(x), x))


@rule(
    title=Text("Constant divisor", "常数除数"),
    why=Text("A constant divisor can be taken out.", "常数除数可以提到导数外面。"),
    cite=LECTURE("2.2"),
)
def deriv_div_const(u: Fn, c: Real, x: Real) -> Claim:
    return Claim(D(u(x) / c, x), D(u(x), x) / c)


@rule(
    title=Text("Reciprocal rule", "倒数的求导法则"),
    why=Text("Differentiate the reciprocal.", "对倒数求导。"),
    cite=LECTURE("2.2"),
)
def deriv_const_div(c: Real, v: Fn, x: Real) -> Claim:
    return Claim(D(c / v(x), x), -(c * D(v(x), x) / v(x) ** 2))


@rule(
    title=Text("Quotient rule", "商的求导法则"),
    why=Text("Differentiate the quotient.", "对商求导。"),
    cite=LECTURE("2.2"),
    breaks_at={"v": "x", "at": "0"},
)
def deriv_div(u: Fn, v: Fn, x: Real) -> Claim:
    return Claim(
        D(u(x) / v(x), x), (D(u(x), x) * v(x) - u(x) * D(v(x), x)) / v(x) ** 2, given=(ne(v(x), 0),)
    )


@rule(
    title=Text("Chain rule", "链式法则"),
    why=Text(
        "Differentiate the outer function at the inner one, times the derivative of the inner.",
        "外层函数在内层处求导，再乘以内层的导数。",
    ),
    cite=LECTURE("2.3"),
)
def deriv_chain(f: Fn, g: Fn, x: Real) -> Claim:
    given = (differentiable(g(_t), _t, x), differentiable(f(_t), _t, g(x)))
    return Claim(D(f(g(x)), x), D(f(_t), _t, g(x)) * D(g(x), x), given)


@rule(
    title=Text("Derivative of the inverse function", "反函数的求导法则"),
    why=Text("The inverse has the reciprocal slope.", "反函数的导数是原函数导数的倒数。"),
    cite=LECTURE("2.3"),
    breaks_at={"f": "t", "g": "2*t", "x": "1"},
)
def deriv_inverse(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(
        D(g(x), x),
        1 / D(f(_t), _t, g(x)),
        given=(near(eq(f(g(_t)), _t), _t, x), eq(f(g(x)), x), continuous(g(_t), _t, x)),
    )


@rule(
    title=Text("Logarithmic differentiation", "对数求导法"),
    why=Text(
        "Write u^v as exp(v log u): the derivative is u^v times that of v log u.",
        "把 u^v 写成 exp(v ln u)：导数等于 u^v 乘以 v ln u 的导数。",
    ),
    cite=LECTURE("2.3"),
)
def deriv_pow_pow(u: Fn, v: Fn, x: Real) -> Claim:
    return Claim(D(u(x) ** v(x), x), u(x) ** v(x) * D(v(x) * log(u(x)), x))


@rule(
    title=Text("Higher derivatives", "高阶导数"),
    why=Text(
        "The next derivative is the derivative of the last.", "高一阶的导数是前一阶导数的导数。"
    ),
    cite=BOOK("Rudin", RUDIN, "5.14"),
    breaks_at={"u": "t**2", "k": "1", "n": "1", "m": "3", "x": "1"},
)
def deriv_deriv(u: Fn, k: Real, n: Real, m: Real, x: Real) -> Claim:
    return Claim(D(D(u(_t), _t, x, k), x, x, n), D(u(_t), _t, x, m), given=(eq(m, n + k),))


@rule(
    title=Text("The zeroth derivative", "零阶导数"),
    why=Text("The zeroth derivative is the function itself.", "零阶导数就是函数本身。"),
    cite=BOOK("Rudin", RUDIN, "5.14"),
)
def deriv_zeroth(u: Fn, x: Real) -> Claim:
    return Claim(D(u(x), x, x, 0), u(x))


@rule(
    title=Text("Derivative of a maximum", "最大值的导数"),
    why=Text("Near the point one of the two is ahead.", "在该点附近，两者之一恒居先。"),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "v": "-t", "x": "0"},
)
def deriv_max(u: Fn, v: Fn, x: Real) -> Claim:
    return Claim(
        D(apply(ops.MAX, u(x), v(x)), x),
        apply(ops.PIECEWISE, D(u(x), x), gt(u(x), v(x)), D(v(x), x), gt(v(x), u(x))),
        given=(ne(u(x), v(x)), continuous(u(_t), _t, x), continuous(v(_t), _t, x)),
    )


@rule(
    title=Text("Derivative of a minimum", "最小值的导数"),
    why=Text("Near the point one of the two is ahead.", "在该点附近，两者之一恒居先。"),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "v": "-t", "x": "0"},
)
def deriv_min(u: Fn, v: Fn, x: Real) -> Claim:
    return Claim(
        D(apply(ops.MIN, u(x), v(x)), x),
        apply(ops.PIECEWISE, D(u(x), x), lt(u(x), v(x)), D(v(x), x), lt(v(x), u(x))),
        given=(ne(u(x), v(x)), continuous(u(_t), _t, x), continuous(v(_t), _t, x)),
    )


@rule(
    title=Text("Derivative of a piecewise function", "分段函数的导数"),
    why=Text("Away from the seam each piece has its own derivative.", "离开分段点，各段分别求导。"),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "v": "-t", "p": "t < 0", "x": "0"},
)
def deriv_piecewise(u: Fn, v: Fn, p: Fn, x: Real) -> Claim:
    return Claim(
        D(apply(ops.PIECEWISE, u(x), p(x), v(x), true), x),
        apply(ops.PIECEWISE, D(u(x), x), p(x), D(v(x), x), true),
        given=(near(apply(ops.IFF, p(_t), p(x)), _t, x),),
    )
