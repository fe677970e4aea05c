"""Two cases: i = k and i ≠ k, as steps of one derivation, with the same end as in one stroke."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.lang import op as ops
from tuidao.lang.spell import spell
from tuidao.lang.term import App, Term

SOFTMAX = r"a_k = \frac{e^{z_k}}{\sum_{j=1}^n e^{z_j}}"
LOSS = r"\frac{\partial}{\partial z_i}\left(-\sum_{k=1}^n y_k\log\frac{e^{z_k}}{\sum_{j=1}^n e^{z_j}}\right)"


def rules(solution: tuidao.Solution) -> list[str]:
    return [step.rule.id for step in solution.steps]


def test_the_jacobian_of_softmax() -> None:
    solution = tuidao.solve(r"\frac{\partial a_k}{\partial z_i}", given=SOFTMAX, by="cases")
    assert solution.verdict.status == "proved"
    assert isinstance(solution.answer, App)
    assert solution.answer.op is ops.PIECEWISE
    assert [spell(a) for a in solution.answer.args[:3]] == [
        "a[i]*(1 - a[i])",
        "k = i",
        "-a[k]*a[i]",
    ]
    assert "two_cases" in rules(solution)
    stroke = tuidao.solve(r"\frac{\partial a_k}{\partial z_i}", given=SOFTMAX)
    assert isinstance(stroke.answer, Term)
    assert "KroneckerDelta" in spell(stroke.answer)


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("", "exp(z[i])*Sum(y[k], (k, 1, n))/Sum(exp(z[j]), (j, 1, n)) - y[i]"),
        (r"\sum_{k=1}^n y_k=1", "exp(z[i])/Sum(exp(z[j]), (j, 1, n)) - y[i]"),
    ],
)
def test_the_cross_entropy(given: str, answer: str) -> None:
    solution = tuidao.solve(LOSS, given=given, by="cases")
    assert solution.verdict.status == "proved"
    assert {"sum_one_apart", "sum_all_but_one"} <= set(rules(solution))
    assert str(solution.answer) == str(tuidao.solve(LOSS, given=given).answer) == answer


def test_a_sum_over_all_but_one() -> None:
    solution = tuidao.solve(r"\frac{\partial}{\partial x_i}\sum_{j=1,j\ne i}^n a_{ij}x_i x_j^2")
    assert solution.verdict.status == "proved"
    assert str(solution.answer) == "Sum((1 - KroneckerDelta(j, i))*(a[i, j]*x[j]**2), (j, 1, n))"
    assert tuidao.solve(r"\frac{\partial}{\partial x_i}\sum_{j\ne i} x_i x_j").answer is not None


def test_what_has_no_two_cases_says_so() -> None:
    with pytest.raises(ValueError, match="cases"):
        tuidao.solve("diff(x**2, x)", by="cases")
