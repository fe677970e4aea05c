"""Trigonometric and hyperbolic identities."""

from tuidao.lang.build import (
    ONE,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    cos,
    cosh,
    cot,
    csc,
    exp,
    gt,
    log,
    pi,
    sec,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)
from tuidao.rules.cite import BOOK, DLMF
from tuidao.rules.rule import Claim, Real, rule
from tuidao.text import Text

_SECTION = BOOK("NIST", DLMF, "4.21")


@rule(
    title=Text("Pythagorean identity", "平方关系"),
    why=Text("Use sin² + cos² = 1.", "利用 sin² + cos² = 1。"),
    cite=_SECTION,
)
def sin_sq_add_cos_sq(x: Real) -> Claim:
    return Claim(sin(x) ** 2 + cos(x) ** 2, ONE)


@rule(
    title=Text("Sine squared by cosine", "用余弦表示正弦平方"),
    why=Text("Use sin² = 1 − cos².", "利用 sin² = 1 − cos²。"),
    cite=_SECTION,
)
def sin_sq(x: Real) -> Claim:
    return Claim(sin(x) ** 2, 1 - cos(x) ** 2)


@rule(
    title=Text("Cosine squared by sine", "用正弦表示余弦平方"),
    why=Text("Use cos² = 1 − sin².", "利用 cos² = 1 − sin²。"),
    cite=_SECTION,
)
def cos_sq(x: Real) -> Claim:
    return Claim(cos(x) ** 2, 1 - sin(x) ** 2)


@rule(
    title=Text("Tangent by sine and cosine", "切化弦"),
    why=Text("Write the tangent with sine and cosine.", "切化弦。"),
    cite=_SECTION,
)
def tan_eq(x: Real) -> Claim:
    return Claim(tan(x), sin(x) / cos(x))


@rule(
    title=Text("Cotangent by sine and cosine", "余切化弦"),
    why=Text("Write the cotangent with sine and cosine.", "余切化为余弦与正弦之商。"),
    cite=_SECTION,
)
def cot_eq(x: Real) -> Claim:
    return Claim(cot(x), cos(x) / sin(x))


@rule(
    title=Text("Secant by cosine", "正割的定义"),
    why=Text("The secant is the reciprocal of the cosine.", "正割是余弦的倒数。"),
    cite=_SECTION,
)
def sec_eq(x: Real) -> Claim:
    return Claim(sec(x), 1 / cos(x))


@rule(
    title=Text("Cosecant by sine", "余割的定义"),
    why=Text("The cosecant is the reciprocal of the sine.", "余割是正弦的倒数。"),
    cite=_SECTION,
)
def csc_eq(x: Real) -> Claim:
    return Claim(csc(x), 1 / sin(x))


@rule(
    title=Text("Secant squared", "正割平方"),
    why=Text("Use 1 + tan² = sec².", "利用 1 + tan² = sec²。"),
    cite=_SECTION,
)
def one_add_tan_sq(x: Real) -> Claim:
    return Claim(1 + tan(x) ** 2, sec(x) ** 2)


@rule(
    title=Text("Sine of a sum", "和角的正弦"),
    why=Text("Addition formula of the sine.", "正弦的和角公式。"),
    cite=_SECTION,
)
def sin_add(a: Real, b: Real) -> Claim:
    return Claim(sin(a + b), sin(a) * cos(b) + cos(a) * sin(b))


@rule(
    title=Text("Sine of a difference", "差角的正弦"),
    why=Text("Addition formula of the sine.", "正弦的差角公式。"),
    cite=_SECTION,
)
def sin_sub(a: Real, b: Real) -> Claim:
    return Claim(sin(a - b), sin(a) * cos(b) - cos(a) * sin(b))


@rule(
    title=Text("Cosine of a sum", "和角的余弦"),
    why=Text("Addition formula of the cosine.", "余弦的和角公式。"),
    cite=_SECTION,
)
def cos_add(a: Real, b: Real) -> Claim:
    return Claim(cos(a + b), cos(a) * cos(b) - sin(a) * sin(b))


@rule(
    title=Text("Cosine of a difference", "差角的余弦"),
    why=Text("Addition formula of the cosine.", "余弦的差角公式。"),
    cite=_SECTION,
)
def cos_sub(a: Real, b: Real) -> Claim:
    return Claim(cos(a - b), cos(a) * cos(b) + sin(a) * sin(b))


@rule(
    title=Text("Tangent of a sum", "和角的正切"),
    why=Text("Addition formula of the tangent.", "正切的和角公式。"),
    cite=_SECTION,
)
def tan_add(a: Real, b: Real) -> Claim:
    return Claim(tan(a + b), (tan(a) + tan(b)) / (1 - tan(a) * tan(b)))


@rule(
    title=Text("Double angle of the sine", "正弦的倍角公式"),
    why=Text("Use sin 2x = 2 sin x cos x.", "利用 sin 2x = 2 sin x cos x。"),
    cite=_SECTION,
)
def sin_double(x: Real) -> Claim:
    return Claim(sin(2 * x), 2 * sin(x) * cos(x))


@rule(
    title=Text("Double angle of the cosine", "余弦的倍角公式"),
    why=Text("Use cos 2x = cos² x − sin² x.", "利用 cos 2x = cos² x − sin² x。"),
    cite=_SECTION,
)
def cos_double(x: Real) -> Claim:
    return Claim(cos(2 * x), cos(x) ** 2 - sin(x) ** 2)


@rule(
    title=Text("Lowering the power of the sine", "正弦的降幂公式"),
    why=Text("Use sin² x = (1 − cos 2x)/2.", "利用 sin² x = (1 − cos 2x)/2。"),
    cite=_SECTION,
)
def sin_sq_half(x: Real) -> Claim:
    return Claim(sin(x) ** 2, (1 - cos(2 * x)) / 2)


@rule(
    title=Text("Lowering the power of the cosine", "余弦的降幂公式"),
    why=Text("Use cos² x = (1 + cos 2x)/2.", "利用 cos² x = (1 + cos 2x)/2。"),
    cite=_SECTION,
)
def cos_sq_half(x: Real) -> Claim:
    return Claim(cos(x) ** 2, (1 + cos(2 * x)) / 2)


@rule(
    title=Text("Half angle of 1 − cos", "1 − cos 的半角公式"),
    why=Text("Use 1 − cos x = 2 sin²(x/2).", "利用 1 − cos x = 2 sin²(x/2)。"),
    cite=_SECTION,
)
def one_sub_cos(x: Real) -> Claim:
    return Claim(1 - cos(x), 2 * sin(x / 2) ** 2)


@rule(
    title=Text("Difference of sines", "正弦的和差化积"),
    why=Text("Turn the difference of sines into a product.", "和差化积。"),
    cite=_SECTION,
)
def sin_sub_sin(a: Real, b: Real) -> Claim:
    return Claim(sin(a) - sin(b), 2 * cos((a + b) / 2) * sin((a - b) / 2))


@rule(
    title=Text("Difference of cosines", "余弦的和差化积"),
    why=Text("Turn the difference of cosines into a product.", "和差化积。"),
    cite=_SECTION,
)
def cos_sub_cos(a: Real, b: Real) -> Claim:
    return Claim(cos(a) - cos(b), -(2 * sin((a + b) / 2) * sin((a - b) / 2)))


@rule(
    title=Text("Product of sine and cosine", "正弦与余弦的积化和差"),
    why=Text("Turn the product into a sum.", "积化和差。"),
    cite=_SECTION,
)
def sin_mul_cos(a: Real, b: Real) -> Claim:
    return Claim(sin(a) * cos(b), (sin(a + b) + sin(a - b)) / 2)


@rule(
    title=Text("The sine is odd", "正弦是奇函数"),
    why=Text("The sine is odd.", "正弦是奇函数。"),
    cite=_SECTION,
)
def sin_neg(x: Real) -> Claim:
    return Claim(sin(-x), -sin(x))


@rule(
    title=Text("The cosine is even", "余弦是偶函数"),
    why=Text("The cosine is even.", "余弦是偶函数。"),
    cite=_SECTION,
)
def cos_neg(x: Real) -> Claim:
    return Claim(cos(-x), cos(x))


@rule(
    title=Text("Complementary angle", "余角公式"),
    why=Text("The sine of an angle is the cosine of its complement.", "正弦等于余角的余弦。"),
    cite=_SECTION,
)
def sin_eq_cos(x: Real) -> Claim:
    return Claim(sin(x), cos(pi / 2 - x))


@rule(
    title=Text("Arcsine and arccosine", "反正弦与反余弦之和"),
    why=Text("Together they are a right angle.", "二者之和为直角。"),
    cite=BOOK("NIST", DLMF, "4.24"),
)
def acos_eq(x: Real) -> Claim:
    return Claim(acos(x), pi / 2 - asin(x))


@rule(
    title=Text("Arctangent of the reciprocal", "倒数的反正切"),
    why=Text("For a positive number the two angles are complementary.", "对正数，两角互余。"),
    cite=BOOK("NIST", DLMF, "4.24"),
    breaks_at={"x": "-1"},
)
def atan_inv(x: Real) -> Claim:
    return Claim(atan(1 / x), pi / 2 - atan(x), given=(gt(x, 0),))


@rule(
    title=Text("Hyperbolic sine", "双曲正弦的定义"),
    why=Text("By its definition.", "由定义。"),
    cite=BOOK("NIST", DLMF, "4.28"),
)
def sinh_eq(x: Real) -> Claim:
    return Claim(sinh(x), (exp(x) - exp(-x)) / 2)


@rule(
    title=Text("Hyperbolic cosine", "双曲余弦的定义"),
    why=Text("By its definition.", "由定义。"),
    cite=BOOK("NIST", DLMF, "4.28"),
)
def cosh_eq(x: Real) -> Claim:
    return Claim(cosh(x), (exp(x) + exp(-x)) / 2)


@rule(
    title=Text("Hyperbolic tangent", "双曲正切的定义"),
    why=Text("By its definition.", "由定义。"),
    cite=BOOK("NIST", DLMF, "4.28"),
)
def tanh_eq(x: Real) -> Claim:
    return Claim(tanh(x), sinh(x) / cosh(x))


@rule(
    title=Text("Hyperbolic identity", "双曲函数的平方关系"),
    why=Text("Use cosh² − sinh² = 1.", "利用 cosh² − sinh² = 1。"),
    cite=BOOK("NIST", DLMF, "4.35"),
)
def cosh_sq(x: Real) -> Claim:
    return Claim(cosh(x) ** 2, 1 + sinh(x) ** 2)


@rule(
    title=Text("Inverse hyperbolic sine", "反双曲正弦的对数形式"),
    why=Text("Write it as a logarithm.", "写成对数。"),
    cite=BOOK("NIST", DLMF, "4.37"),
)
def asinh_eq(x: Real) -> Claim:
    return Claim(asinh(x), log(x + sqrt(x**2 + 1)))


@rule(
    title=Text("Inverse hyperbolic cosine", "反双曲余弦的对数形式"),
    why=Text("Write it as a logarithm.", "写成对数。"),
    cite=BOOK("NIST", DLMF, "4.37"),
)
def acosh_eq(x: Real) -> Claim:
    return Claim(acosh(x), log(x + sqrt(x**2 - 1)))
