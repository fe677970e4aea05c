"""Derivatives: the definition, the four rules, the chain rule, and the table of elementary derivatives."""

from tuidao.lang import op as ops
from tuidao.lang.build import (
    ABOVE,
    BELOW,
    ONE,
    ZERO,
    D,
    abs_,
    acos,
    acosh,
    acot,
    acoth,
    acsc,
    acsch,
    apply,
    asec,
    asech,
    asin,
    asinh,
    atan,
    atanh,
    ceiling,
    continuous,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    defined,
    differentiable,
    e,
    eq,
    erf,
    exp,
    floor,
    frac,
    gt,
    lim,
    log,
    log_base,
    lt,
    member,
    ne,
    near,
    not_,
    oo,
    pi,
    root,
    sec,
    sech,
    sigmoid,
    sign,
    sin,
    sinh,
    softplus,
    sqrt,
    tan,
    tanh,
    true,
    undefined,
)
from tuidao.lang.op import INTEGERS
from tuidao.lang.term import App, Sym, Term
from tuidao.rules.cite import BOOK, DLMF, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, Side, Value, rule
from tuidao.text import Text

_t, _h = Sym("t"), Sym("h")
_Z = App(INTEGERS, ())
_TABLE = LECTURE("2.1")
_INVERSE = BOOK("Rudin", RUDIN, "5.5")
_HYPERBOLIC = BOOK("NIST", DLMF, "4.34")
_INVERSE_HYPERBOLIC = BOOK("NIST", DLMF, "4.40")


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
    title=Text("No derivative: infinite slope", "不可导：斜率无穷大"),
    why=Text(
        "The difference quotient grows without bound, so there is no derivative.",
        "差商的绝对值趋于无穷大，所以不可导。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "x": "0"},
)
def deriv_undefined_of_infinite(u: Fn, x: Real) -> Claim:
    return Claim(D(u(x), x), undefined, given=(eq(lim(abs_(_quotient(u, x)), _h, 0), oo),))


@rule(
    title=Text("No derivative: the sides differ", "不可导：左右导数不等"),
    why=Text(
        "The left and the right derivative differ, so there is no derivative.",
        "左导数与右导数不相等，所以不可导。",
    ),
    cite=LECTURE("2"),
    breaks_at={"u": "t", "x": "0", "A": "1", "B": "2"},
)
def deriv_undefined_of_sides(u: Fn, x: Real, A: Value, B: Value) -> Claim:
    return Claim(
        D(u(x), x),
        undefined,
        given=(
            eq(lim(_quotient(u, x), _h, 0, BELOW), A),
            eq(lim(_quotient(u, x), _h, 0, ABOVE), B),
            ne(A, B),
        ),
    )


@rule(
    title=Text("No derivative: infinite slope on one side", "不可导：一侧斜率无穷大"),
    why=Text(
        "On one side the difference quotient grows without bound, so there is no derivative.",
        "差商在一侧趋于无穷大，所以不可导。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "x": "0", "s": "1"},
)
def deriv_undefined_of_side(u: Fn, x: Real, s: Side) -> Claim:
    return Claim(D(u(x), x), undefined, given=(eq(lim(abs_(_quotient(u, x)), _h, 0, s), oo),))


@rule(
    title=Text("No derivative: no value", "不可导：函数无定义"),
    why=Text(
        "The function has no value there, so it has no derivative.",
        "函数在该点没有定义，所以不可导。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "x": "0"},
)
def deriv_undefined_of_no_value(u: Fn, x: Real) -> Claim:
    return Claim(D(u(x), x), undefined, given=(not_(defined(u(x))),))


@rule(
    title=Text("No derivative: the quotient has no limit", "不可导：差商没有极限"),
    why=Text(
        "The difference quotient has no limit, so there is no derivative.",
        "差商没有极限，所以不可导。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "x": "0"},
)
def deriv_undefined_of_limit(u: Fn, x: Real) -> Claim:
    return Claim(D(u(x), x), undefined, given=(eq(lim(_quotient(u, x), _h, 0), undefined),))


@rule(
    title=Text("No derivative: not continuous", "不可导：不连续"),
    why=Text(
        "A function that is not continuous there has no derivative there.",
        "函数在该点不连续，所以不可导。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.2"),
    breaks_at={"u": "t", "x": "0"},
)
def deriv_undefined_of_jump(u: Fn, x: Real) -> Claim:
    return Claim(D(u(x), x), undefined, given=(not_(continuous(u(_t), _t, x)),))


@rule(
    title=Text("The derivative is local", "导数的局部性"),
    why=Text("Only the values near the point matter.", "导数只取决于该点附近的函数值。"),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "v": "0*t", "x": "0"},
)
def deriv_local(u: Fn, v: Fn, x: Real) -> Claim:
    return Claim(D(u(x), x), D(v(x), x), given=(near(eq(u(_t), v(_t)), _t, x), eq(u(x), v(x))))


@rule(
    title=Text("Derivative at a seam", "分段点处的导数"),
    why=Text("Left and right derivative agree.", "左导数与右导数相等。"),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "Abs(t)", "v": "t", "w": "t", "x": "0", "A": "1"},
)
def deriv_seam_of_branches(u: Fn, v: Fn, w: Fn, x: Real, A: Real) -> Claim:
    return Claim(
        D(u(x), x),
        A,
        given=(
            near(eq(u(_t), v(_t)), _t, x, BELOW),
            eq(u(x), v(x)),
            near(eq(u(_t), w(_t)), _t, x, ABOVE),
            eq(u(x), w(x)),
            eq(D(v(x), x), A),
            eq(D(w(x), x), A),
        ),
    )


@rule(
    title=Text("No derivative at a seam", "分段点处不可导"),
    why=Text("The branches meet there with different slopes.", "两支在该点相接而斜率不同。"),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "v": "t", "w": "t", "x": "0", "A": "1", "B": "2"},
)
def deriv_undefined_of_branches(u: Fn, v: Fn, w: Fn, x: Real, A: Real, B: Real) -> Claim:
    return Claim(
        D(u(x), x),
        undefined,
        given=(
            near(eq(u(_t), v(_t)), _t, x, BELOW),
            eq(u(x), v(x)),
            near(eq(u(_t), w(_t)), _t, x, ABOVE),
            eq(u(x), w(x)),
            eq(D(v(x), x), A),
            eq(D(w(x), x), B),
            ne(A, B),
        ),
    )


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
    title=Text("Derivative of a power", "幂函数的导数"),
    why=Text("Known derivative: a power.", "基本导数公式：幂函数。"),
    cite=_TABLE,
    breaks_at={"x": "2", "n": "2", "m": "2"},
)
def deriv_pow(x: Real, n: Real, m: Real) -> Claim:
    return Claim(D(x**n, x), n * x**m, given=(eq(m, n - 1),))


@rule(
    title=Text("Derivative of the square root", "平方根的导数"),
    why=Text("Known derivative: the square root.", "基本导数公式：平方根。"),
    cite=_TABLE,
)
def deriv_sqrt(x: Real) -> Claim:
    return Claim(D(sqrt(x), x), 1 / (2 * sqrt(x)))


@rule(
    title=Text("Derivative of a root", "根式的导数"),
    why=Text("Known derivative: a root.", "基本导数公式：根式。"),
    cite=_TABLE,
)
def deriv_root(x: Real, n: Real) -> Claim:
    return Claim(D(root(x, n), x), 1 / (n * root(x, n) ** (n - 1)))


@rule(
    title=Text("Derivative of the exponential function", "指数函数 e^x 的导数"),
    why=Text("Known derivative: the exponential function.", "基本导数公式：指数函数 e^x 。"),
    cite=_TABLE,
)
def deriv_exp(x: Real) -> Claim:
    return Claim(D(exp(x), x), exp(x))


@rule(
    title=Text("Derivative of the exponential function", "指数函数 e^x 的导数"),
    why=Text("Known derivative: the exponential function.", "基本导数公式：指数函数 e^x 。"),
    cite=_TABLE,
)
def deriv_e_pow(x: Real) -> Claim:
    return Claim(D(e**x, x), e**x)


@rule(
    title=Text("Derivative of an exponential to a base", "指数函数 a^x 的导数"),
    why=Text("Known derivative: an exponential to a base.", "基本导数公式：指数函数 a^x 。"),
    cite=_TABLE,
)
def deriv_exp_base(x: Real, a: Real) -> Claim:
    return Claim(D(a**x, x), a**x * log(a))


@rule(
    title=Text("Derivative of the logarithm", "自然对数的导数"),
    why=Text("Known derivative: the logarithm.", "基本导数公式：自然对数。"),
    cite=_TABLE,
    breaks_at={"x": "-1"},
)
def deriv_log(x: Real) -> Claim:
    return Claim(D(log(x), x), 1 / x, given=(gt(x, 0),))


@rule(
    title=Text("Derivative of log|x|", "ln|x| 的导数"),
    why=Text("Known derivative: log|x|.", "基本导数公式：ln|x| 。"),
    cite=_TABLE,
)
def deriv_log_abs(x: Real) -> Claim:
    return Claim(D(log(abs_(x)), x), 1 / x)


@rule(
    title=Text("Derivative of a logarithm to a base", "对数函数 log_b x 的导数"),
    why=Text("Known derivative: a logarithm to a base.", "基本导数公式：对数函数 log_b x 。"),
    cite=_TABLE,
    breaks_at={"x": "-1", "b": "2"},
)
def deriv_logb(x: Real, b: Real) -> Claim:
    return Claim(D(log_base(x, b), x), 1 / (x * log(b)), given=(gt(x, 0),))


@rule(
    title=Text("Derivative of the sine", "正弦的导数"),
    why=Text("Known derivative: the sine.", "基本导数公式：正弦。"),
    cite=_TABLE,
)
def deriv_sin(x: Real) -> Claim:
    return Claim(D(sin(x), x), cos(x))


@rule(
    title=Text("Derivative of the cosine", "余弦的导数"),
    why=Text("Known derivative: the cosine.", "基本导数公式：余弦。"),
    cite=_TABLE,
)
def deriv_cos(x: Real) -> Claim:
    return Claim(D(cos(x), x), -sin(x))


@rule(
    title=Text("Derivative of the tangent", "正切的导数"),
    why=Text("Known derivative: the tangent.", "基本导数公式：正切。"),
    cite=_TABLE,
)
def deriv_tan(x: Real) -> Claim:
    return Claim(D(tan(x), x), sec(x) ** 2)


@rule(
    title=Text("Derivative of the cotangent", "余切的导数"),
    why=Text("Known derivative: the cotangent.", "基本导数公式：余切。"),
    cite=_TABLE,
)
def deriv_cot(x: Real) -> Claim:
    return Claim(D(cot(x), x), -(csc(x) ** 2))


@rule(
    title=Text("Derivative of the secant", "正割的导数"),
    why=Text("Known derivative: the secant.", "基本导数公式：正割。"),
    cite=_TABLE,
)
def deriv_sec(x: Real) -> Claim:
    return Claim(D(sec(x), x), sec(x) * tan(x))


@rule(
    title=Text("Derivative of the cosecant", "余割的导数"),
    why=Text("Known derivative: the cosecant.", "基本导数公式：余割。"),
    cite=_TABLE,
)
def deriv_csc(x: Real) -> Claim:
    return Claim(D(csc(x), x), -(csc(x) * cot(x)))


@rule(
    title=Text("Derivative of the arcsine", "反正弦的导数"),
    why=Text("Known derivative: the arcsine.", "基本导数公式：反正弦。"),
    cite=_INVERSE,
)
def deriv_asin(x: Real) -> Claim:
    return Claim(D(asin(x), x), 1 / sqrt(1 - x**2))


@rule(
    title=Text("Derivative of the arccosine", "反余弦的导数"),
    why=Text("Known derivative: the arccosine.", "基本导数公式：反余弦。"),
    cite=_INVERSE,
)
def deriv_acos(x: Real) -> Claim:
    return Claim(D(acos(x), x), -(1 / sqrt(1 - x**2)))


@rule(
    title=Text("Derivative of the arctangent", "反正切的导数"),
    why=Text("Known derivative: the arctangent.", "基本导数公式：反正切。"),
    cite=_INVERSE,
)
def deriv_atan(x: Real) -> Claim:
    return Claim(D(atan(x), x), 1 / (x**2 + 1))


@rule(
    title=Text("Derivative of the arccotangent", "反余切的导数"),
    why=Text("Known derivative: the arccotangent.", "基本导数公式：反余切。"),
    cite=_INVERSE,
    breaks_at={"x": "0"},
)
def deriv_acot(x: Real) -> Claim:
    return Claim(D(acot(x), x), -(1 / (x**2 + 1)), given=(ne(x, 0),))


@rule(
    title=Text("Derivative of the arcsecant", "反正割的导数"),
    why=Text("Known derivative: the arcsecant.", "基本导数公式：反正割。"),
    cite=_INVERSE,
)
def deriv_asec(x: Real) -> Claim:
    return Claim(D(asec(x), x), 1 / (abs_(x) * sqrt(x**2 - 1)))


@rule(
    title=Text("Derivative of the arccosecant", "反余割的导数"),
    why=Text("Known derivative: the arccosecant.", "基本导数公式：反余割。"),
    cite=_INVERSE,
)
def deriv_acsc(x: Real) -> Claim:
    return Claim(D(acsc(x), x), -(1 / (abs_(x) * sqrt(x**2 - 1))))


@rule(
    title=Text("Derivative of the hyperbolic sine", "双曲正弦的导数"),
    why=Text("Known derivative: the hyperbolic sine.", "基本导数公式：双曲正弦。"),
    cite=_HYPERBOLIC,
)
def deriv_sinh(x: Real) -> Claim:
    return Claim(D(sinh(x), x), cosh(x))


@rule(
    title=Text("Derivative of the hyperbolic cosine", "双曲余弦的导数"),
    why=Text("Known derivative: the hyperbolic cosine.", "基本导数公式：双曲余弦。"),
    cite=_HYPERBOLIC,
)
def deriv_cosh(x: Real) -> Claim:
    return Claim(D(cosh(x), x), sinh(x))


@rule(
    title=Text("Derivative of the hyperbolic tangent", "双曲正切的导数"),
    why=Text("Known derivative: the hyperbolic tangent.", "基本导数公式：双曲正切。"),
    cite=_HYPERBOLIC,
)
def deriv_tanh(x: Real) -> Claim:
    return Claim(D(tanh(x), x), sech(x) ** 2)


@rule(
    title=Text("Derivative of the hyperbolic cotangent", "双曲余切的导数"),
    why=Text("Known derivative: the hyperbolic cotangent.", "基本导数公式：双曲余切。"),
    cite=_HYPERBOLIC,
)
def deriv_coth(x: Real) -> Claim:
    return Claim(D(coth(x), x), -(csch(x) ** 2))


@rule(
    title=Text("Derivative of the hyperbolic secant", "双曲正割的导数"),
    why=Text("Known derivative: the hyperbolic secant.", "基本导数公式：双曲正割。"),
    cite=_HYPERBOLIC,
)
def deriv_sech(x: Real) -> Claim:
    return Claim(D(sech(x), x), -(sech(x) * tanh(x)))


@rule(
    title=Text("Derivative of the hyperbolic cosecant", "双曲余割的导数"),
    why=Text("Known derivative: the hyperbolic cosecant.", "基本导数公式：双曲余割。"),
    cite=_HYPERBOLIC,
)
def deriv_csch(x: Real) -> Claim:
    return Claim(D(csch(x), x), -(csch(x) * coth(x)))


@rule(
    title=Text("Derivative of the inverse hyperbolic sine", "反双曲正弦的导数"),
    why=Text("Known derivative: the inverse hyperbolic sine.", "基本导数公式：反双曲正弦。"),
    cite=_INVERSE_HYPERBOLIC,
)
def deriv_asinh(x: Real) -> Claim:
    return Claim(D(asinh(x), x), 1 / sqrt(x**2 + 1))


@rule(
    title=Text("Derivative of the inverse hyperbolic cosine", "反双曲余弦的导数"),
    why=Text("Known derivative: the inverse hyperbolic cosine.", "基本导数公式：反双曲余弦。"),
    cite=_INVERSE_HYPERBOLIC,
    breaks_at={"x": "-2"},
)
def deriv_acosh(x: Real) -> Claim:
    return Claim(D(acosh(x), x), 1 / sqrt(x**2 - 1), given=(gt(x, 1),))


@rule(
    title=Text("Derivative of the inverse hyperbolic tangent", "反双曲正切的导数"),
    why=Text("Known derivative: the inverse hyperbolic tangent.", "基本导数公式：反双曲正切。"),
    cite=_INVERSE_HYPERBOLIC,
    breaks_at={"x": "2"},
)
def deriv_atanh(x: Real) -> Claim:
    return Claim(D(atanh(x), x), 1 / (1 - x**2), given=(lt(abs_(x), 1),))


@rule(
    title=Text("Derivative of the inverse hyperbolic cotangent", "反双曲余切的导数"),
    why=Text("Known derivative: the inverse hyperbolic cotangent.", "基本导数公式：反双曲余切。"),
    cite=_INVERSE_HYPERBOLIC,
    breaks_at={"x": "1/2"},
)
def deriv_acoth(x: Real) -> Claim:
    return Claim(D(acoth(x), x), 1 / (1 - x**2), given=(gt(abs_(x), 1),))


@rule(
    title=Text("Derivative of the inverse hyperbolic secant", "反双曲正割的导数"),
    why=Text("Known derivative: the inverse hyperbolic secant.", "基本导数公式：反双曲正割。"),
    cite=_INVERSE_HYPERBOLIC,
    breaks_at={"x": "-1/2"},
)
def deriv_asech(x: Real) -> Claim:
    return Claim(D(asech(x), x), -(1 / (x * sqrt(1 - x**2))), given=(gt(x, 0),))


@rule(
    title=Text("Derivative of the inverse hyperbolic cosecant", "反双曲余割的导数"),
    why=Text("Known derivative: the inverse hyperbolic cosecant.", "基本导数公式：反双曲余割。"),
    cite=_INVERSE_HYPERBOLIC,
)
def deriv_acsch(x: Real) -> Claim:
    return Claim(D(acsch(x), x), -(1 / (abs_(x) * sqrt(x**2 + 1))))


@rule(
    title=Text("Derivative of the absolute value", "绝对值的导数"),
    why=Text("Known derivative: the absolute value.", "基本导数公式：绝对值。"),
    cite=_TABLE,
    breaks_at={"x": "0"},
)
def deriv_abs(x: Real) -> Claim:
    return Claim(D(abs_(x), x), sign(x), given=(ne(x, 0),))


@rule(
    title=Text("Derivative of the sign", "符号函数的导数"),
    why=Text("Known derivative: the sign.", "基本导数公式：符号函数。"),
    cite=_TABLE,
    breaks_at={"x": "0"},
)
def deriv_sign(x: Real) -> Claim:
    return Claim(D(sign(x), x), ZERO, given=(ne(x, 0),))


@rule(
    title=Text("Derivative of the floor", "向下取整函数的导数"),
    why=Text("Known derivative: the floor.", "基本导数公式：向下取整函数。"),
    cite=_TABLE,
    breaks_at={"x": "0"},
)
def deriv_floor(x: Real) -> Claim:
    return Claim(D(floor(x), x), ZERO, given=(not_(member(x, _Z)),))


@rule(
    title=Text("Derivative of the ceiling", "向上取整函数的导数"),
    why=Text("Known derivative: the ceiling.", "基本导数公式：向上取整函数。"),
    cite=_TABLE,
    breaks_at={"x": "0"},
)
def deriv_ceiling(x: Real) -> Claim:
    return Claim(D(ceiling(x), x), ZERO, given=(not_(member(x, _Z)),))


@rule(
    title=Text("Derivative of the fractional part", "小数部分的导数"),
    why=Text("Known derivative: the fractional part.", "基本导数公式：小数部分。"),
    cite=_TABLE,
    breaks_at={"x": "0"},
)
def deriv_frac(x: Real) -> Claim:
    return Claim(D(frac(x), x), ONE, given=(not_(member(x, _Z)),))


@rule(
    title=Text("Derivative of the error function", "误差函数的导数"),
    why=Text("Known derivative: the error function.", "基本导数公式：误差函数。"),
    cite=BOOK("NIST", DLMF, "7.10"),
)
def deriv_erf(x: Real) -> Claim:
    return Claim(D(erf(x), x), 2 * exp(-(x**2)) / sqrt(pi))


@rule(
    title=Text("Derivative of the sigmoid", "S 型函数的导数"),
    why=Text("Known derivative: the sigmoid.", "基本导数公式：S 型函数。"),
    cite=LECTURE("2.3"),
)
def deriv_sigmoid(x: Real) -> Claim:
    return Claim(D(sigmoid(x), x), sigmoid(x) * (1 - sigmoid(x)))


@rule(
    title=Text("Derivative of softplus", " softplus 的导数"),
    why=Text("Known derivative: softplus.", "基本导数公式： softplus 。"),
    cite=LECTURE("2.3"),
)
def deriv_softplus(x: Real) -> Claim:
    return Claim(D(softplus(x), x), sigmoid(x))


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
