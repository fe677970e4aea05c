"""Index sets: written nowhere, named, told elsewhere in the claim; capital letters as matrices or as numbers."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.judge.handed_in import check
from tuidao.proof import Status

PROVED = [
    r"\sum_{j \neq i} x_j = \sum_{j=1}^n x_j - x_i",
    r"\prod_{j=1}^n x_j = x_i \prod_{j\neq i} x_j",
    r"\frac{\partial}{\partial x_i}\prod_{j=1}^n x_j = \prod_{j \ne i} x_j",
    r"\sum_{i\in S} (a x_i + b y_i) = a\sum_{i\in S} x_i + b\sum_{i\in S} y_i",
    r"\sum_{(i,j)\in E} (x_i - x_j)^2 = \sum_{(i,j)\in E} (x_i^2 - 2x_ix_j + x_j^2)",
    r"\frac{\partial}{\partial w}\sum_{i\in S}(y_i - w x_i)^2 = -2\sum_{i\in S} x_i (y_i - w x_i)",
    r"\prod_{i\in S} x_i y_i = \prod_{i\in S} x_i \prod_{i\in S} y_i",
    r"\sum_{i\in S} 1 = |S|",
    r"\sum_{i\in\{1,\dots,n\}} x_i = \sum_{j\in[n]} x_j",
    r"\max_{i\in S} x_i = \max_{j\in S} x_j",
    r"\|x\|^2 = \sum_i x_i^2",
    r"x^T A x = \sum_{i,j} A_{ij} x_i x_j",
    r"\operatorname{tr}(A^T B) = \sum_{i,j} A_{ij}B_{ij}",
    r"(AB)_{ij} = \sum_k A_{ik} B_{kj}",
    r"((AB)^T)_{ij} = (B^T A^T)_{ij}",
    r"(AB)^T = B^T A^T",
]
REFUTED = [
    r"\sum_{j \neq i} x_j = \sum_{j=1}^n x_j + x_i",
    r"\sum_{i\in S} x_i y_i = \sum_{i\in S} x_i \sum_{i\in S} y_i",
    r"(AB)_{ij} = \sum_k A_{ik} B_{jk}",
    r"(AB)^T = A^T B^T",
    r"\operatorname{tr}(AB)=\operatorname{tr}(BA), AB = BA",
    r"A, B \in \mathbb{R}^{n\times n}, \quad AB = BA",
    r"A B = B A, \quad x^T A x = x^T A^T x",
]


@pytest.mark.parametrize("text", PROVED)
def test_proved(text: str) -> None:
    found = check(text)
    assert found.status is Status.PROVED, found.reason
    assert not found.missing


@pytest.mark.parametrize("text", REFUTED)
def test_refuted(text: str) -> None:
    assert check(text).status is Status.REFUTED


@pytest.mark.parametrize(
    "text",
    [
        r"\sum_{i\in S} x_i = \sum_{i\in T} x_i",
        r"\max_{i\in S} x_i = \max_{i\in T} x_i",
        r"\prod_{i\in S} x_i = \prod_{i\in T} x_i",
        r"\sum_{x\in\mathcal{X}} 1 = \sum_{y\in\mathcal{Y}} 1",
        r"\sum_{i\in S} x_i = \sum_{i=1}^n x_i",
    ],
)
def test_different_sets_are_not_taken_for_one(text: str) -> None:
    found = check(text)
    assert found.status is Status.OPEN
    assert found.counterexample is None


def test_a_set_that_refutes_is_written_as_a_set() -> None:
    found = check(r"\sum_{i\in S} x_i y_i = \sum_{i\in S} x_i \sum_{i\in S} 2 y_i \sum_{i \in A} 1")
    assert found.status is not Status.PROVED
    union = check(r"\sum_{i\in A\cup B} x_i = \sum_{i\in A} x_i + \sum_{i\in B} x_i")
    assert union.status is Status.REFUTED
    assert union.counterexample is not None
    assert {"A", "B"} <= set(union.counterexample.values)
    assert "{" in str(union.counterexample)


def test_capital_letters_alone_are_numbers_and_that_is_said() -> None:
    found = check("AB = BA")
    assert found.status is Status.PROVED
    assert "numbers" in found.reason.en
    assert "数" in found.reason.zh


def test_an_assumed_range_is_said() -> None:
    assert "range" in check(r"\sum_{j \neq i} x_j = \sum_{j=1}^n x_j - x_i").reason.en


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        (
            r"\frac{\partial}{\partial x_i}\prod_{j=1}^n x_j",
            "Product(Piecewise((1, l = i), (x[l], True)), (l, 1, n))",
        ),
        (
            r"\frac{d}{dt}\prod_{j=1}^n (t-a_j)",
            "Sum(Product(Piecewise((1, l = j), (t - a[l], True)), (l, 1, n)), (j, 1, n))",
        ),
        (r"\frac{\partial}{\partial x_i}\sum_{k\in S} x_k^2", "2*x[i]*Indicator(i in S)"),
    ],
)
def test_solved(problem: str, answer: str) -> None:
    found = tuidao.solve(problem)
    assert str(found.answer) == answer
    assert found.verdict.status is Status.PROVED


@pytest.mark.parametrize(
    "text",
    [
        r"\sum_{i=1}^3 x_i = x_1+x_2+x_3",
        r"\prod_{1\le i<j\le 3}(x_j-x_i) = (x_2-x_1)(x_3-x_1)(x_3-x_2)",
        r"\frac{\partial}{\partial x_1}\sum_{i=1}^n x_i^2 = 2x_1",
        r"\sum_{i=1}^n x_i = x_1 + \sum_{i=2}^n x_i",
        r"\left(\sum_i x_i\right)^2 = \sum_i x_i^2 + \sum_{i\ne j} x_i x_j",
        r"\sum_{i\ne j} x_i x_j = x_j \sum_{i\ne j} x_i",
        r"\sum_{i\ne j} x_i x_j = 2\sum_{i<j} x_i x_j",
    ],
)
def test_a_letter_means_the_same_on_both_sides(text: str) -> None:
    assert check(text).status is Status.PROVED


def test_entries_with_numbers_refute() -> None:
    assert check(r"\sum_{i=1}^3 x_i = x_1+x_2-x_3").status is Status.REFUTED


def test_an_index_without_its_sign_is_said_to_have_been_positive() -> None:
    found = check(r"z_{|i|} + x = z_i + x")
    assert [str(c) for c in found.missing] == ["i >= 0"]
    assert not check(r"z_{|i|} + x = z_i + x", "i > 0").missing
    assert check(r"\sum_{i=-n}^n z_{|i|} = \sum_{i=-n}^n z_i").status is Status.REFUTED
