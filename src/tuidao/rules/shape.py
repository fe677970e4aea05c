"""The shape of functions: natural domain, monotonicity and convexity by the sign of a derivative."""

from tuidao.lang.build import eq
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Query, Real, Truth, rule
from tuidao.text import Text


@rule(
    title=Text("Natural domain", "自然定义域"),
    why=Text(
        "The domain is where every part of the expression has a value.",
        "自然定义域是使表达式各部分都有意义的点的集合。",
    ),
    cite=LECTURE("1.1"),
    decide="domain",
)
def domain_of_conditions(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("What the domain asks for", "定义域所要求的条件"),
    why=Text("Every part must have a value.", "各部分都要有意义。"),
    cite=LECTURE("1.1"),
    decide="domain_asks",
)
def domain_asks(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("A condition solved", "解条件"),
    why=Text("Solve the condition.", "解这个条件。"),
    cite=LECTURE("1.1"),
    decide="condition_solved",
)
def condition_solved(a: Truth, b: Truth) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Intersection", "取交集"),
    why=Text("Take what the sets have in common.", "取各集合的公共部分。"),
    cite=LECTURE("1.1"),
    decide="intersection",
)
def intersection_of_sets(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Zeros of a product", "乘积的零点"),
    why=Text(
        "A product is 0 just where one factor is and the other has a value: the zeros of a polynomial, and those that repeat.",
        "乘积为零，当且仅当有一个因子为零而另一个有意义：多项式的零点，以及周期出现的零点。",
    ),
    cite=LECTURE("1.1"),
    decide="solution_product",
)
def solutions_of_product(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Solutions by signs", "由符号求解集"),
    why=Text(
        "The claim holds at these points; between them the sign shows that it does not.",
        "在这些点处成立；在它们之间由符号可知不成立。",
    ),
    cite=LECTURE("1.1"),
    decide="solution_set",
)
def solutions_of_signs(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Everything to one side", "移项"),
    why=Text(
        "Two values are equal where their difference is 0.", "两数相等，当且仅当它们的差为零。"
    ),
    cite=BOOK("Tarski", "Introduction to Logic", "§55"),
)
def eq_iff_sub_eq_zero(a: Real, b: Real) -> Claim:
    return Claim(eq(a, b), eq(a - b, 0))


@rule(
    title=Text("Look at the derivative", "考察导数"),
    why=Text(
        "Find the domain; the sign of the derivative on it tells the shape.",
        "求出定义域，由导数在其上的符号判断函数的形态。",
    ),
    cite=LECTURE("5.1"),
    decide="chart_start",
)
def shape_by_derivative(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Range by the chart", "由单调性求值域"),
    why=Text(
        "On each interval the values run from one end to the other.",
        "在每个单调区间上，函数值由一端变到另一端。",
    ),
    cite=LECTURE("5.1"),
    decide="image",
)
def range_of_chart(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Inequality by the range", "由值域证明不等式"),
    why=Text(
        "The difference of the sides takes no value of another sign.",
        "两边之差不取其他符号的值。",
    ),
    cite=LECTURE("5.1"),
    decide="sign_of_range",
)
def sign_of_range(a: Truth, r: Query, s: Query) -> Claim:
    return Claim(a, given=(eq(r, s),))


@rule(
    title=Text("Extrema by the sign of the derivative", "由导数变号判定极值"),
    why=Text(
        "Where the derivative changes from + to − there is a maximum, from − to + a minimum.",
        "导数由正变负处取极大值，由负变正处取极小值。",
    ),
    cite=LECTURE("5.1"),
    decide="extrema",
)
def extrema_of_sign(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Extrema by the Hessian", "由黑塞矩阵判定极值"),
    why=Text(
        "Where the gradient is 0: a positive definite Hessian makes a minimum, a negative definite one a maximum, "
        "an indefinite one a saddle.",
        "在梯度为零处：黑塞矩阵正定则为极小值，负定则为极大值，不定则为鞍点。",
    ),
    cite=BOOK("Rudin", RUDIN, "ch. 9"),
    decide="stationary",
)
def extrema_of_hessian(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Monotonicity by the sign of the derivative", "由导数符号判定单调性"),
    why=Text(
        "Where the derivative is positive the function increases, where it is negative it decreases.",
        "导数为正处函数递增，导数为负处函数递减。",
    ),
    cite=LECTURE("5.1"),
    decide="monotone",
)
def monotone_of_sign(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Convexity by the sign of the second derivative", "由二阶导数符号判定凸性"),
    why=Text(
        "Where the second derivative is positive the function is convex, where it is negative concave.",
        "二阶导数为正处函数下凸，为负处函数上凸。",
    ),
    cite=LECTURE("5.2"),
    decide="convex",
)
def convex_of_sign(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Convexity by the Hessian", "由黑塞矩阵判定凸性"),
    why=Text(
        "A function is convex where its Hessian is positive semidefinite.",
        "黑塞矩阵半正定处函数下凸。",
    ),
    cite=LECTURE("5.2"),
    decide="convexity",
)
def convex_of_hessian(a: Real, b: Real) -> Claim:
    return Claim(a, b)
