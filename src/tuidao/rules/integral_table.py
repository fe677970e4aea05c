"""Indefinite integrals: the table."""

from tuidao.lang.build import (
    abs_,
    antiderivative,
    asin,
    atan,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    erf,
    exp,
    gt,
    log,
    ne,
    pi,
    sec,
    sech,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)
from tuidao.rules.cite import LECTURE
from tuidao.rules.rule import Claim, Real, rule
from tuidao.text import Text

_TABLE = LECTURE("4.1")


@rule(
    title=Text("Integral of a constant", "常数的积分"),
    why=Text("The integral of a constant is the constant times x.", "常数的积分是常数乘以自变量。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_const(c: Real, x: Real) -> Claim:
    return Claim(antiderivative(c, x), c * x)


@rule(
    title=Text("Power rule", "幂函数的积分"),
    why=Text("Raise the exponent by one and divide by it.", "指数加一，再除以新的指数。"),
    cite=_TABLE,
    decide="antiderivative",
    breaks_at={"u": "-1", "x": "2"},
)
def integral_pow(u: Real, x: Real) -> Claim:
    return Claim(antiderivative(x**u, x), x ** (u + 1) / (u + 1), given=(ne(u, -1),))


@rule(
    title=Text("Integral of 1/x", "1/x 的积分"),
    why=Text("The integral of 1/x is the logarithm of |x|.", "1/x 的积分是 |x| 的对数。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_reciprocal(x: Real) -> Claim:
    return Claim(antiderivative(1 / x, x), log(abs_(x)))


@rule(
    title=Text("Integral of the exponential", "指数函数的积分"),
    why=Text("The exponential is its own integral.", "指数函数的积分是它自身。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_exp(x: Real) -> Claim:
    return Claim(antiderivative(exp(x), x), exp(x))


@rule(
    title=Text("Integral of a power with base a", "a 的 x 次方的积分"),
    why=Text("Divide by the logarithm of the base.", "除以底数的对数。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_exp_base(a: Real, x: Real) -> Claim:
    return Claim(antiderivative(a**x, x), a**x / log(a))


@rule(
    title=Text("Integral of the sine", "正弦的积分"),
    why=Text("The integral of the sine is minus the cosine.", "正弦的积分是负的余弦。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_sin(x: Real) -> Claim:
    return Claim(antiderivative(sin(x), x), -cos(x))


@rule(
    title=Text("Integral of the cosine", "余弦的积分"),
    why=Text("The integral of the cosine is the sine.", "余弦的积分是正弦。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_cos(x: Real) -> Claim:
    return Claim(antiderivative(cos(x), x), sin(x))


@rule(
    title=Text("Integral of the tangent", "正切的积分"),
    why=Text(
        "The integral of the tangent is minus the logarithm of |cos|.",
        "正切的积分是负的余弦绝对值的对数。",
    ),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_tan_table(x: Real) -> Claim:
    return Claim(antiderivative(tan(x), x), -log(abs_(cos(x))))


@rule(
    title=Text("Integral of the cotangent", "余切的积分"),
    why=Text(
        "The integral of the cotangent is the logarithm of |sin|.", "余切的积分是正弦绝对值的对数。"
    ),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_cot(x: Real) -> Claim:
    return Claim(antiderivative(cot(x), x), log(abs_(sin(x))))


@rule(
    title=Text("Integral of the secant", "正割的积分"),
    why=Text(
        "The integral of the secant is the logarithm of |sec + tan|.",
        "正割的积分是 |sec + tan| 的对数。",
    ),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_sec(x: Real) -> Claim:
    return Claim(antiderivative(sec(x), x), log(abs_(sec(x) + tan(x))))


@rule(
    title=Text("Integral of the cosecant", "余割的积分"),
    why=Text(
        "The integral of the cosecant is minus the logarithm of |csc + cot|.",
        "余割的积分是负的 |csc + cot| 的对数。",
    ),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_csc(x: Real) -> Claim:
    return Claim(antiderivative(csc(x), x), -log(abs_(csc(x) + cot(x))))


@rule(
    title=Text("Integral of the squared secant", "正割平方的积分"),
    why=Text("The derivative of the tangent is the squared secant.", "正切的导数是正割的平方。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_sec_squared(x: Real) -> Claim:
    return Claim(antiderivative(sec(x) ** 2, x), tan(x))


@rule(
    title=Text("Integral of the squared cosecant", "余割平方的积分"),
    why=Text(
        "The derivative of the cotangent is minus the squared cosecant.",
        "余切的导数是负的余割平方。",
    ),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_csc_squared(x: Real) -> Claim:
    return Claim(antiderivative(csc(x) ** 2, x), -cot(x))


@rule(
    title=Text("Integral of the hyperbolic sine", "双曲正弦的积分"),
    why=Text("The integral of sinh is cosh.", "双曲正弦的积分是双曲余弦。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_sinh(x: Real) -> Claim:
    return Claim(antiderivative(sinh(x), x), cosh(x))


@rule(
    title=Text("Integral of the hyperbolic cosine", "双曲余弦的积分"),
    why=Text("The integral of cosh is sinh.", "双曲余弦的积分是双曲正弦。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_cosh(x: Real) -> Claim:
    return Claim(antiderivative(cosh(x), x), sinh(x))


@rule(
    title=Text("Integral of the hyperbolic tangent", "双曲正切的积分"),
    why=Text("The integral of tanh is the logarithm of cosh.", "双曲正切的积分是双曲余弦的对数。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_tanh(x: Real) -> Claim:
    return Claim(antiderivative(tanh(x), x), log(cosh(x)))


@rule(
    title=Text("Integral of the hyperbolic cotangent", "双曲余切的积分"),
    why=Text(
        "The integral of coth is the logarithm of |sinh|.", "双曲余切的积分是双曲正弦绝对值的对数。"
    ),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_coth(x: Real) -> Claim:
    return Claim(antiderivative(coth(x), x), log(abs_(sinh(x))))


@rule(
    title=Text("Integral of the hyperbolic secant", "双曲正割的积分"),
    why=Text(
        "The integral of sech is twice the arctangent of the exponential.",
        "双曲正割的积分是指数函数反正切的两倍。",
    ),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_sech(x: Real) -> Claim:
    return Claim(antiderivative(sech(x), x), 2 * atan(exp(x)))


@rule(
    title=Text("Integral of the hyperbolic cosecant", "双曲余割的积分"),
    why=Text(
        "The integral of csch is the logarithm of |tanh| of half the argument.",
        "双曲余割的积分是半自变量双曲正切绝对值的对数。",
    ),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_csch(x: Real) -> Claim:
    return Claim(antiderivative(csch(x), x), log(abs_(tanh(x / 2))))


@rule(
    title=Text("Integral of the squared hyperbolic secant", "双曲正割平方的积分"),
    why=Text("The derivative of tanh is the squared sech.", "双曲正切的导数是双曲正割的平方。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_sech_squared(x: Real) -> Claim:
    return Claim(antiderivative(sech(x) ** 2, x), tanh(x))


@rule(
    title=Text("Integral of the squared hyperbolic cosecant", "双曲余割平方的积分"),
    why=Text(
        "The derivative of coth is minus the squared csch.", "双曲余切的导数是负的双曲余割平方。"
    ),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_csch_squared(x: Real) -> Claim:
    return Claim(antiderivative(csch(x) ** 2, x), -coth(x))


@rule(
    title=Text("Integral of 1/(x² + a²)", "1/(x² + a²) 的积分"),
    why=Text("The integral of 1/(x² + a²) is an arctangent.", "1/(x² + a²) 的积分是反正切。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_atan(a: Real, x: Real) -> Claim:
    return Claim(antiderivative(1 / (x**2 + a**2), x), atan(x / a) / a)


@rule(
    title=Text("Integral of 1/(x² − a²)", "1/(x² − a²) 的积分"),
    why=Text(
        "The integral of 1/(x² − a²) is the logarithm of |(x − a)/(x + a)| over 2a.",
        "1/(x² − a²) 的积分是 |(x − a)/(x + a)| 的对数除以 2a。",
    ),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_log_ratio(a: Real, x: Real) -> Claim:
    return Claim(antiderivative(1 / (x**2 - a**2), x), log(abs_((x - a) / (x + a))) / (2 * a))


@rule(
    title=Text("Integral of 1/√(a² − x²)", "1/√(a² − x²) 的积分"),
    why=Text("The integral of 1/√(a² − x²) is an arcsine.", "1/√(a² − x²) 的积分是反正弦。"),
    cite=_TABLE,
    decide="antiderivative",
    breaks_at={"a": "-2", "x": "1"},
)
def integral_asin(a: Real, x: Real) -> Claim:
    return Claim(antiderivative(1 / sqrt(a**2 - x**2), x), asin(x / a), given=(gt(a, 0),))


@rule(
    title=Text("Integral of 1/√(x² ± a²)", "1/√(x² ± a²) 的积分"),
    why=Text(
        "The integral of 1/√(x² ± a²) is the logarithm of |x + √(x² ± a²)|, an inverse hyperbolic function.",
        "1/√(x² ± a²) 的积分是 |x + √(x² ± a²)| 的对数（反双曲函数）。",
    ),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_root_log(c: Real, x: Real) -> Claim:
    return Claim(antiderivative(1 / sqrt(x**2 + c), x), log(abs_(x + sqrt(x**2 + c))))


@rule(
    title=Text("Gaussian integral function", "误差函数"),
    why=Text("The error function is defined as this integral.", "误差函数由这个积分定义。"),
    cite=_TABLE,
    decide="antiderivative",
)
def integral_gauss(x: Real) -> Claim:
    return Claim(antiderivative(exp(-(x**2)), x), sqrt(pi) / 2 * erf(x))
