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
