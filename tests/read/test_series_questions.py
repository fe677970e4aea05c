"""Questions about series and differentials in words, English and Chinese."""

import pytest

from tuidao.lang.term import Term
from tuidao.read import read, read_problem

ASKED = [
    ("Taylor series of exp(x) at 0", "series(exp(x), x, 0)"),
    ("求 sin x 在 x=0 处的幂级数", "series(sin(x), x, 0)"),
    (
        "interval of convergence of Sum(x^n/n, (n, 1, oo))",
        "convergence(Sum(x**n/n, (n, 1, oo)), x)",
    ),
    (
        "求 \\sum_{n=1}^{\\infty} \\frac{x^n}{n} 的收敛半径",
        "convergence(Sum(x**n/n, (n, 1, oo)), x)",
    ),
    ("total differential of x^2*y", "differential(x**2*y, [x, y])"),
    ("求 x^2*y 的全微分", "differential(x**2*y, [x, y])"),
    ("求方程 x^2+y^2=1 确定的隐函数的导数", "implicit(x**2 + y**2 = 1, x, y)"),
    ("the implicit derivative of x^2+y^2=1", "implicit(x**2 + y**2 = 1, x, y)"),
    ("求 sin x 的 n 阶导数", "diff(sin(x), x, n)"),
    ("Taylor polynomial of exp(x) at 0 of order n", "taylor(exp(x), x, 0, n)"),
]


@pytest.mark.parametrize(("text", "plain"), ASKED)
def test_a_question_means_the_problem(text: str, plain: str) -> None:
    found = read_problem(text)
    assert isinstance(found, Term)
    assert found == read(plain)
