"""Algebra: fractions, squares, absolute values; and rewriting that the exact normal form decides."""

from tuidao.lang.build import (
    abs_,
    apply,
    factorial,
    ge,
    le,
    ne,
)
from tuidao.lang.op import MAX, MIN
from tuidao.rules.cite import BOOK, DLMF
from tuidao.rules.rule import Claim, Real, rule
from tuidao.text import Text

_NORMAL = BOOK("Geddes, Czapor, Labahn", "Algorithms for Computer Algebra", "ch. 3")
_ALGEBRA = BOOK("Gelfand, Shen", "Algebra", "1993")


@rule(
    title=Text("Simplify", "化简"),
    why=Text("Simplify.", "化简。"),
    cite=_NORMAL,
    decide="normal_form",
)
def simplify(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Expand", "展开"),
    why=Text("Multiply out.", "把乘积展开。"),
    cite=_NORMAL,
    decide="normal_form",
)
def expand(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Factor", "因式分解"),
    why=Text("Write as a product of factors.", "分解因式。"),
    cite=_NORMAL,
    decide="normal_form",
)
def factor(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Cancel", "约分"),
    why=Text("Cancel the common factor, which is not zero.", "约去不为零的公因式。"),
    cite=_NORMAL,
    decide="normal_form",
)
def cancel(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Common denominator", "通分"),
    why=Text("Bring the fractions over a common denominator.", "通分合并。"),
    cite=_NORMAL,
    decide="normal_form",
)
def combine_fractions(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Partial fractions", "部分分式"),
    why=Text("Split into partial fractions.", "拆成部分分式之和。"),
    cite=_NORMAL,
    decide="normal_form",
)
def partial_fractions(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Rationalise", "有理化"),
    why=Text("Multiply above and below by the conjugate.", "分子分母同乘共轭因式。"),
    cite=_NORMAL,
    decide="normal_form",
)
def rationalise(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Arithmetic", "计算"),
    why=Text("Work out the number.", "算出数值。"),
    cite=_NORMAL,
    decide="arithmetic",
)
def calculate(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Cancel a factor", "约去公因子"),
    why=Text("A factor that is not zero cancels.", "不为零的公因子可以约去。"),
    cite=_ALGEBRA,
    breaks_at={"a": "1", "b": "1", "c": "0"},
)
def cancel_mul(a: Real, b: Real, c: Real) -> Claim:
    return Claim(a * c / (b * c), a / b, given=(ne(c, 0),))


@rule(
    title=Text("Sum of fractions", "分式相加"),
    why=Text("Over the product of the denominators.", "以分母之积为公分母。"),
    cite=_ALGEBRA,
)
def add_div(a: Real, b: Real, c: Real, d: Real) -> Claim:
    return Claim(a / b + c / d, (a * d + b * c) / (b * d))


@rule(
    title=Text("Divide by a fraction", "除以分式"),
    why=Text(
        "Dividing by a fraction is multiplying by its reciprocal.", "除以一个分式等于乘以它的倒数。"
    ),
    cite=_ALGEBRA,
    breaks_at={"a": "1", "b": "1", "c": "0"},
)
def div_div(a: Real, b: Real, c: Real) -> Claim:
    return Claim(a / (b / c), a * c / b, given=(ne(c, 0),))


@rule(
    title=Text("Difference of squares", "平方差公式"),
    why=Text("Use a² − b² = (a − b)(a + b).", "利用 a² − b² = (a − b)(a + b)。"),
    cite=_ALGEBRA,
)
def sq_sub_sq(a: Real, b: Real) -> Claim:
    return Claim(a**2 - b**2, (a - b) * (a + b))


@rule(
    title=Text("Square of a sum", "完全平方公式"),
    why=Text("Use (a + b)² = a² + 2ab + b².", "利用 (a + b)² = a² + 2ab + b²。"),
    cite=_ALGEBRA,
)
def sq_add(a: Real, b: Real) -> Claim:
    return Claim((a + b) ** 2, a**2 + 2 * a * b + b**2)


@rule(
    title=Text("Difference of cubes", "立方差公式"),
    why=Text("Use a³ − b³ = (a − b)(a² + ab + b²).", "利用 a³ − b³ = (a − b)(a² + ab + b²)。"),
    cite=_ALGEBRA,
)
def cube_sub_cube(a: Real, b: Real) -> Claim:
    return Claim(a**3 - b**3, (a - b) * (a**2 + a * b + b**2))


@rule(
    title=Text("Complete the square", "配方"),
    why=Text("Complete the square.", "配方。"),
    cite=_ALGEBRA,
)
def complete_square(x: Real, p: Real, q: Real) -> Claim:
    return Claim(x**2 + p * x + q, (x + p / 2) ** 2 + (q - p**2 / 4))


@rule(
    title=Text("Absolute value of a positive number", "非负数的绝对值"),
    why=Text("It is not negative, so it is its own absolute value.", "非负数的绝对值是它本身。"),
    cite=_ALGEBRA,
    breaks_at={"a": "-1"},
)
def abs_of_nonneg(a: Real) -> Claim:
    return Claim(abs_(a), a, given=(ge(a, 0),))


@rule(
    title=Text("Absolute value of a negative number", "非正数的绝对值"),
    why=Text(
        "It is not positive, so its absolute value is its opposite.", "非正数的绝对值是它的相反数。"
    ),
    cite=_ALGEBRA,
    breaks_at={"a": "1"},
)
def abs_of_nonpos(a: Real) -> Claim:
    return Claim(abs_(a), -a, given=(le(a, 0),))


@rule(
    title=Text("Absolute value of a product", "积的绝对值"),
    why=Text(
        "The absolute value of a product is that of the factors, multiplied.",
        "积的绝对值等于绝对值之积。",
    ),
    cite=_ALGEBRA,
)
def abs_mul(a: Real, b: Real) -> Claim:
    return Claim(abs_(a * b), abs_(a) * abs_(b))


@rule(
    title=Text("Square of an absolute value", "绝对值的平方"),
    why=Text("Squaring removes the sign.", "平方消去符号。"),
    cite=_ALGEBRA,
)
def sq_abs(a: Real) -> Claim:
    return Claim(abs_(a) ** 2, a**2)


@rule(
    title=Text("Triangle inequality", "三角不等式"),
    why=Text(
        "The absolute value of a sum is at most the sum of the absolute values.",
        "和的绝对值不大于绝对值之和。",
    ),
    cite=BOOK("Rudin", "Principles of Mathematical Analysis", "1.33"),
)
def abs_add_le(a: Real, b: Real) -> Claim:
    return Claim(le(abs_(a + b), abs_(a) + abs_(b)))


@rule(
    title=Text("Maximum by an absolute value", "用绝对值表示最大值"),
    why=Text("Half the sum plus half the distance.", "和的一半加上距离的一半。"),
    cite=_ALGEBRA,
)
def max_eq(a: Real, b: Real) -> Claim:
    return Claim(apply(MAX, a, b), (a + b + abs_(a - b)) / 2)


@rule(
    title=Text("Minimum by an absolute value", "用绝对值表示最小值"),
    why=Text("Half the sum minus half the distance.", "和的一半减去距离的一半。"),
    cite=_ALGEBRA,
)
def min_eq(a: Real, b: Real) -> Claim:
    return Claim(apply(MIN, a, b), (a + b - abs_(a - b)) / 2)


@rule(
    title=Text("Next factorial", "阶乘的递推"),
    why=Text("Use (n + 1)! = (n + 1)·n!.", "利用 (n + 1)! = (n + 1)·n!。"),
    cite=BOOK("NIST", DLMF, "5.5.1"),
)
def factorial_succ(n: Real) -> Claim:
    return Claim(factorial(n + 1), (n + 1) * factorial(n))
