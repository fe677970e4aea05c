"""The table of derivatives: powers, exponentials, logarithms, trigonometric functions and their inverses."""

from tuidao.lang.build import (
    D,
    abs_,
    acos,
    acot,
    acsc,
    asec,
    asin,
    atan,
    cos,
    cot,
    csc,
    e,
    eq,
    exp,
    gt,
    log,
    log_base,
    ne,
    root,
    sec,
    sin,
    sqrt,
    tan,
)
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Real, rule
from tuidao.text import Text

_TABLE = LECTURE("2.1")
_INVERSE = BOOK("Rudin", RUDIN, "5.5")


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
    title=Text("Derivative of the square", "平方的导数"),
    why=Text("Known derivative: a square.", "基本导数公式：平方。"),
    cite=_TABLE,
)
def deriv_square(x: Real) -> Claim:
    return Claim(D(x**2, x), 2 * x)
