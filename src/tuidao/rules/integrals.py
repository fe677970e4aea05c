"""Indefinite integrals: the methods. Each line is settled by differentiating it."""

from tuidao.lang.build import antiderivative
from tuidao.rules.cite import BOOK, LECTURE
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_RISCH = BOOK("Bronstein", "Symbolic Integration I", "ch. 10")
_FRACTIONS = BOOK("Bronstein", "Symbolic Integration I", "ch. 2")
_ROOTS = BOOK("Hardy", "The Integration of Functions of a Single Variable", "ch. V")
_BOOK = LECTURE("4.1")


@rule(
    title=Text("Constant factor", "常数因子"),
    why=Text("A constant factor comes out of the integral.", "常数因子提到积分号外。"),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_const_mul(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Term by term", "逐项积分"),
    why=Text("Integrate term by term.", "逐项积分。"),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_add(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Known integrals", "套用公式"),
    why=Text("Each term is a known integral.", "各项都可直接套用积分公式。"),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_terms(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Expand the integrand", "展开被积函数"),
    why=Text("Multiply out the integrand.", "把被积函数展开。"),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_expand(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Rewrite the integrand", "改写被积函数"),
    why=Text("Rewrite the integrand.", "把被积函数改写。"),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_rewrite(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Substitution", "换元积分法"),
    why=Text(
        "Substitute: a function and its derivative stand in the integrand.",
        "换元：被积函数中含有一个函数及其导数。",
    ),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_substitution(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Reversed chain rule", "凑微分"),
    why=Text(
        "The integrand is a power of a function times its derivative.",
        "被积函数是某函数的幂乘以该函数的导数，凑微分。",
    ),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_power_rule(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Put back the variable", "回代"),
    why=Text("Go back to the first variable.", "换回原来的变量。"),
    cite=_BOOK,
    decide="normal_form",
)
def integral_put_back(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Tangent substitution", "正切代换"),
    why=Text(
        "Substitute the tangent: only even powers of sine and cosine occur.",
        "令 u 为正切：被积函数中正弦、余弦只以偶次出现。",
    ),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_tan(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Half-angle substitution", "万能代换"),
    why=Text("Substitute the tangent of half the angle.", "令 u 为半角的正切（万能代换）。"),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_half_angle(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Rationalise the root", "根式代换"),
    why=Text("Take the root as the new variable.", "令 u 为该根式，化去根号。"),
    cite=_ROOTS,
    decide="antiderivative",
)
def integral_root_substitution(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Trigonometric substitution", "三角代换"),
    why=Text(
        "Substitute x = a sin u, which takes the root of a² − x² away.",
        "令 x = a sin u，消去 a² − x² 的根号。",
    ),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_trig_substitution(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Inverse substitution", "反函数代换"),
    why=Text("Take the inverse function as the new variable.", "令 u 为其中的反函数。"),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_inverse_substitution(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Integration by parts", "分部积分法"),
    why=Text("Integrate by parts.", "分部积分。"),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_parts(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Reduction formula", "递推公式"),
    why=Text(
        "Integrate by parts with dv = sec² dx (csc² dx), put in tan² = sec² − 1, and solve for the integral.",
        "取 dv = sec² dx（csc² dx）分部积分，代入 tan² = sec² − 1，再解出所求积分。",
    ),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_reduction(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Solve for the integral", "解出积分"),
    why=Text("The integral comes back: solve for it.", "原积分再次出现，解方程求出它。"),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_cyclic(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Partial fractions", "部分分式"),
    why=Text("Split into partial fractions.", "分解为部分分式。"),
    cite=_FRACTIONS,
    decide="antiderivative",
)
def integral_partial_fractions(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Complete the square", "配方"),
    why=Text(
        "Split the numerator so that the derivative of the denominator stands in one part; complete the square.",
        "拆分子，使一部分的分子为分母的导数；分母配方。",
    ),
    cite=_FRACTIONS,
    decide="antiderivative",
)
def integral_square(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Rational function", "有理函数的积分"),
    why=Text(
        "Integrate the rational function: Hermite's reduction, then logarithms and arctangents.",
        "积分有理函数：先用埃尔米特约化，再得对数与反正切。",
    ),
    cite=_FRACTIONS,
    decide="antiderivative",
)
def integral_rational(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Products to sums", "积化和差"),
    why=Text("Write the powers and products of sines and cosines as sums.", "降幂、积化和差。"),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_product_to_sum(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Root of a quadratic", "二次根式的积分"),
    why=Text(
        "Reduce to the basic integrals with the root of a quadratic: a polynomial times the root, with unknown "
        "coefficients, is differentiated and compared.",
        "用待定系数法（多项式乘以该根式，求导并比较系数）化为含二次根式的基本积分。",
    ),
    cite=_ROOTS,
    decide="antiderivative",
)
def integral_quadratic_root(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Ansatz of Risch and Norman", "里施–诺曼待定系数法"),
    why=Text(
        "Take an expression with unknown coefficients, differentiate, and solve for them.",
        "设出带待定系数的原函数，求导后解线性方程组。",
    ),
    cite=_RISCH,
    decide="antiderivative",
)
def integral_ansatz(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))


@rule(
    title=Text("Piece by piece", "分段积分"),
    why=Text(
        "Integrate on each piece, and choose the constants so that the pieces join.",
        "分段积分，并选取常数使各段连续衔接。",
    ),
    cite=_BOOK,
    decide="antiderivative",
)
def integral_pieces(f: Fn, g: Fn, x: Real) -> Claim:
    return Claim(antiderivative(f(x), x), g(x))
