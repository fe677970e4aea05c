"""Questions in words: what is asked, in English and in Chinese; what is left open is said, with its place."""

from __future__ import annotations

import pytest

from tuidao.diagnostic import InputError
from tuidao.read import read_plain, read_problem
from tuidao.read.questions import question

ASKED = {
    "the limit of sin(x)/x as x approaches 0": "limit(sin(x)/x, x, 0)",
    "Find the limit of 1/x as x → 0 from the right.": 'limit(1/x, x, 0, "+")',
    "limit of (1 + 1/n)^n as n tends to infinity": "limit((1 + 1/n)**n, n, oo)",
    "What is the derivative of x^2 sin x?": "diff(x**2*sin(x), x)",
    r"Find the second derivative of $\sin(x^2)$ at x = 0": "diff(sin(x**2), x, 2, at=0)",
    "differentiate x^3 y with respect to y": "diff(x**3*y, y)",
    "the integral of x e^x from 0 to 1": "integrate(x*E**x, (x, 0, 1))",
    "integrate 1/(1 + t^2)": "integrate(1/(1 + t**2), t)",
    "the Riemann sum of x^2 on [0, b]": "riemann(x**2, (x, 0, b))",
    "the 4th-order Taylor polynomial of sin x at x = 0": "taylor(sin(x), x, 0, 4)",
    "Maclaurin polynomial of cos x of order 6": "taylor(cos(x), x, 0, 6)",
    "the mean value of x^2 on [0, 3]": "average(x**2, (x, 0, 3))",
    "求 x^2 在 [0, 3] 上的平均值": "average(x**2, (x, 0, 3))",
    "the tangent line to y = x^2 at x = 3": "tangent(x**2, x, 3)",
    "the domain of sqrt(1 - x)/x": "domain(sqrt(1 - x)/x, x)",
    "where is x^3 - 3x increasing?": "monotone(x**3 - 3*x, x)",
    "is x^4 convex on [0, 1]?": "convex(x**4, (x, 0, 1))",
    "the maximum of f(t) = a t - t^2 on [0, a]": "extrema(a*t - t**2, (t, 0, a))",
    "gradient of x y^2 + z": "gradient(x*y**2 + z, [x, y, z])",
    "is |x| differentiable at 0?": "smoothness(Abs(x), x, 0)",
    "prove that exp(x) >= 1 + x": "prove(exp(x) >= 1 + x)",
    "Prove that e^x >= 1 + x for all x": "prove(E**x >= 1 + x)",
    "substitute y = x in integrate(x*y, (x, 0, 1))": "integrate(t*x, (t, 0, 1))",
    r"substitute k = i in \sum_{i=1}^n k x_i": "Sum(i*x[j], (j, 1, n))",
    "在 x^2+y 中令 y = x": "x**2 + x",
    "证明：对任意 a,b，a^2+b^2 ≥ 2ab": "prove(a**2 + b**2 >= 2*a*b)",
    r"Evaluate the integral \int_0^{\pi} \sin^2 x dx": "integrate(sin(x)**2, (x, 0, pi))",
    r"Does the series \sum_{n=2}^\infty \frac{1}{n \ln n} converge?": "converges(Sum(1/(n*log(n)), (n, 2, oo)))",
    "Solve the equation x^2 = 2": "solve(x**2 = 2, x)",
    "解方程 x^2 = 2": "solve(x**2 = 2, x)",
    "is the function |x| differentiable at x = 0?": "smoothness(Abs(x), x, 0)",
    "integrate 1/(t^2+1) dt": "integrate(1/(t**2 + 1), t)",
    "limit (1+1/x)^x as x->oo": "limit((1 + 1/x)**x, x, oo)",
    "differentiate sqrt(x) from first principles": "by_definition(diff(sqrt(x), x))",
    "use the definition to find the derivative of 1/x": "by_definition(diff(1/x, x))",
    "根据导数的定义，求 y = sin x 的导数": "by_definition(diff(sin(x), x))",
    "用定义求 f(x)=x^2 在 x=1 处的导数": "by_definition(diff(x**2, x, at=1))",
    "Find the tangent line to y = ln x at x = e": "tangent(log(x), x, E)",
    "Show that ln(1+x) < x for x > 0": "prove(x > 0 => log(1 + x) < x)",
    "show that if x > 0 then x/(1+x) < ln(1+x)": "prove(x > 0 => x/(1 + x) < log(1 + x))",
    "prove that for all x > 0, sin x < x": "prove(x > 0 => sin(x) < x)",
    "证明：当 x > 0 时，ln(1+x) < x": "prove(x > 0 => log(1 + x) < x)",
    "设 0 < x < π/2，证明：sin x > 2x/π": "prove(0 < x and x < pi/2 => sin(x) > 2*x/pi)",
    "证明不等式 tanx > x, 0 < x < π/2": "prove(0 < x and x < pi/2 => tan(x) > x)",
    "求证：当 x > 1 时，e^x > ex": "prove(x > 1 => E**x > E*x)",
    r"compute \int_0^1 x^2 dx": "integrate(x**2, (x, 0, 1))",
    r"求 \sin x 在 x=0 处的四阶泰勒展开": "taylor(sin(x), x, 0, 4)",
    r"求极限 \lim_{x\to 0} \frac{\sin x}{x}": "limit(sin(x)/x, x, 0)",
    "求当 x→0 时 (1 - cos x)/x^2 的极限": "limit((1 - cos(x))/x**2, x, 0)",
    "求函数 y = x^3 - 3x 的单调区间。": "monotone(x**3 - 3*x, x)",
    "求 f(x)=x e^x 的二阶导数": "diff(x*E**x, x, 2)",
    "求 x^2 从 0 到 1 的定积分": "integrate(x**2, (x, 0, 1))",
    "求 x^2 在 [0, 2] 上的最值": "extrema(x**2, (x, 0, 2))",
    "对 x^y 关于 y 求导": "diff(x**y, y)",
    "讨论 |x| 在 x=0 处的可导性": "smoothness(Abs(x), x, 0)",
    r"求 \sqrt{1-x^2} 的定义域": "domain(sqrt(1 - x**2), x)",
    r"证明 e^x \ge 1 + x": "prove(E**x >= 1 + x)",
    "求曲线 y=x^2 在 x=1 处的切线方程": "tangent(x**2, x, 1)",
    "Find the intervals where f(x) = x^3 - 3x is increasing": "monotone(x**3 - 3*x, x)",
    "On which intervals is 2x^3 - 9x^2 concave?": "convex(2*x**3 - 9*x**2, x)",
    "Find the absolute maximum and minimum of x^3 - 3x + 1 on [0, 2]": "extrema(x**3 - 3*x + 1, (x, 0, 2))",
    "Find the maximum value of sin x + cos x": "extrema(sin(x) + cos(x), x)",
    "Find the critical points of x^3 - 3x": "solve(diff(x**3 - 3*x, x) = 0, x)",
    "Find the critical points of f(x,y) = x^2 + y^2": "extrema(x**2 + y**2, [x, y])",
    "Verify the mean value theorem for sqrt(x) on [1, 4]": "mean_value(sqrt(x), x, 1, 4)",
    "Verify Rolle's theorem for f(x)=x^2-4x+3 on [1,3]": "rolle(x**2 - 4*x + 3, x, 1, 3)",
    "Find c in Rolle's theorem for x^2-4x on [0,4]": "rolle(x**2 - 4*x, x, 0, 4)",
    "At which points does f(x)=x^3-3x have a horizontal tangent?": "solve(diff(x**3 - 3*x, x) = 0, x)",
    "Solve x^2 - 5x + 6 = 0": "solve(x**2 - 5*x + 6 = 0, x)",
    "the Taylor polynomial of degree 4 for ln x at x = 1": "taylor(log(x), x, 1, 4)",
    "Find the second derivative y'' of x^2 + y^2 = 25": "implicit(x**2 + y**2 = 25, x, y, 2)",
    "求函数 y = x^3-3x^2-9x+5 的单调区间和极值": "extrema(x**3 - 3*x**2 - 9*x + 5, x)",
    r"求曲线 y=\ln(1+x^2) 的凹凸区间和拐点": "convex(log(1 + x**2), x)",
    "验证拉格朗日中值定理对函数 f(x)=x^3-x 在区间 [0,2] 上的正确性": "mean_value(x**3 - x, x, 0, 2)",
    r"函数 y=\ln\sin x 在 [\pi/6, 5\pi/6] 上是否满足罗尔定理的条件": "rolle(log(sin(x)), x, pi/6, 5*pi/6)",
    r"求函数 f(x)=\sqrt{x} 按 (x-4) 的幂展开的三阶泰勒公式": "taylor(sqrt(x), x, 4, 3)",
    r"将函数 \frac{1}{x+3} 展开成 (x+4) 的幂级数": "series(1/(x + 3), x, -4)",
    r"判断级数 \sum_{n=1}^\infty \frac{1}{n^2} 的敛散性": "converges(Sum(1/n**2, (n, 1, oo)))",
    r"求由方程 x^2+y^2=1 所确定的隐函数的二阶导数": "implicit(x**2 + y**2 = 1, x, y, 2)",
}


@pytest.mark.parametrize(("text", "problem"), ASKED.items(), ids=ASKED.keys())
def test_a_question_in_words_is_the_problem_in_plain_spelling(text: str, problem: str) -> None:
    assert read_problem(text) == read_plain(problem)


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("the derivative of a*t^2", (18, 23), "by which variable?"),
        ("the Taylor polynomial of sin x at 0", (25, 30), "to which order?"),
        ("the derivative of x^^2", (20, 21), "not understood"),
        ("求 a t 的定义域", (2, 5), "by which variable?"),
        ("the limit of x as x -> 0 as y -> 1", (25, 27), "what is asked is not understood"),
    ],
)
def test_what_is_left_open_is_refused_at_its_place(
    text: str, place: tuple[int, int], says: str
) -> None:
    with pytest.raises(InputError) as refused:
        read_problem(text)
    label = refused.value.diagnostic.label
    assert (label.span.start, label.span.end) == place
    assert label.text("en") == says
    assert refused.value.diagnostic.source.text == text


@pytest.mark.parametrize(
    "text",
    [
        "limit(sin(x)/x, x, 0)",
        "lim x->0 sin(x)/x",
        "range(x**2, x)",
        r"\int x dx",
        "x = 1",
        "d/dx x",
    ],
)
def test_a_formula_is_no_question(text: str) -> None:
    assert question(text) is None
