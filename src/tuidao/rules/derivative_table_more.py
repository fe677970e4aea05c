"""The table of derivatives, continued: hyperbolic functions, functions with kinks, and special functions."""

from tuidao.lang.build import (
    ONE,
    ZERO,
    D,
    abs_,
    acosh,
    acoth,
    acsch,
    asech,
    asinh,
    atanh,
    ceiling,
    cosh,
    coth,
    csch,
    erf,
    exp,
    floor,
    frac,
    gt,
    lt,
    member,
    ne,
    not_,
    pi,
    sech,
    sigmoid,
    sign,
    sinh,
    softplus,
    sqrt,
    tanh,
)
from tuidao.lang.op import INTEGERS
from tuidao.lang.term import App
from tuidao.rules.cite import BOOK, DLMF, LECTURE
from tuidao.rules.rule import Claim, Real, rule
from tuidao.text import Text

_Z = App(INTEGERS, ())
_TABLE = LECTURE("2.1")
_HYPERBOLIC = BOOK("NIST", DLMF, "4.34")
_INVERSE_HYPERBOLIC = BOOK("NIST", DLMF, "4.40")


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
