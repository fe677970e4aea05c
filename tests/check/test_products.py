"""Products over an index in the field: one factor left out, logarithms, and what must not be proved of them."""

from __future__ import annotations

import pytest

from tuidao.check.prove import prove
from tuidao.lang.build import eq, ge
from tuidao.lang.term import Sym
from tuidao.proof import Status
from tuidao.read import read

i, n = Sym("i"), Sym("n")
WITHIN = (ge(i, 1), ge(n, i))

TRUE = [
    (r"\prod_{j=1}^n x_j", r"x_i \prod_{j=1,j\neq i}^n x_j"),
    (r"\prod_{j=1,j\ne i}^n x_j y_j", r"\prod_{j=1,j\ne i}^n x_j\prod_{j=1,j\ne i}^n y_j"),
    (r"\prod_{j=1,j\ne i}^n 2 x_j", r"2^{n-1}\prod_{j=1,j\ne i}^n x_j"),
    (r"\prod_{j=1,j\ne i}^n e^{x_j}", r"\exp\left(\sum_{j=1}^n x_j - x_i\right)"),
    (r"\prod_{j=1,j\ne i}^n \frac{1}{x_j}", r"\frac{1}{\prod_{j=1,j\ne i}^n x_j}"),
]
FALSE = [
    (r"\prod_{j=1}^n x_j", r"\prod_{j=1,j\neq i}^n x_j"),
    (r"\prod_{j=1,j\ne i}^n 2 x_j", r"2^{n}\prod_{j=1,j\ne i}^n x_j"),
    (r"\prod_{j=1,j\ne i}^n x_j", r"\prod_{j=1,j\ne k}^n x_j"),
    (r"\prod_{j=1,j\ne i}^n x_j", r"\prod_{j=1,j\ne i}^m x_j"),
    (r"\prod_{j=1,j\ne i}^n e^{x_j}", r"\exp\left(\sum_{j=1}^n x_j\right)"),
    (r"\prod_{j=1,j\ne i}^n x_j y_j", r"\prod_{j=1}^n x_j\prod_{j=1,j\ne i}^n y_j"),
]


@pytest.mark.parametrize(("left", "right"), TRUE)
def test_proved_within_the_range(left: str, right: str) -> None:
    found = prove(eq(read(left), read(right)), WITHIN)
    assert found.status is Status.PROVED
    assert not set(WITHIN) & set(found.missing)


@pytest.mark.parametrize(("left", "right"), FALSE)
def test_not_proved(left: str, right: str) -> None:
    assert prove(eq(read(left), read(right)), WITHIN).status is not Status.PROVED


def test_out_of_the_range_nothing_is_left_out() -> None:
    found = prove(eq(read(TRUE[0][0]), read(TRUE[0][1])))
    assert found.status is not Status.PROVED or found.missing


def test_the_logarithm_of_a_product() -> None:
    left, right = r"\log\prod_{j=1}^n x_j y_j", r"\sum_{j=1}^n \log x_j + \sum_{j=1}^n \log y_j"
    assert prove(eq(read(left), read(right))).status is Status.PROVED
    wrong = r"\sum_{j=1}^n \log x_j - \sum_{j=1}^n \log y_j"
    assert prove(eq(read(left), read(wrong))).status is not Status.PROVED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\prod_{i=1}^n c x_i", r"c^n\prod_{i=1}^n x_i"),
        (r"\prod_{i=0}^n \frac{1}{c}", r"c^{-n-1}"),
        (r"\prod_{i=1}^n \lambda e^{-\lambda x_i}", r"\lambda^n e^{-\lambda\sum_{i=1}^n x_i}"),
        (r"\log\sum_{i=1}^n e^{x_i}", r"m + \log\sum_{i=1}^n e^{x_i-m}"),
        (r"\prod_{i=1}^n (a x_i + b x_i)", r"(a+b)^n\prod_{i=1}^n x_i"),
    ],
)
def test_factors_without_the_index(left: str, right: str) -> None:
    assert prove(eq(read(left), read(right))).status is Status.PROVED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\prod_{i=1}^n c x_i", r"c^{n+1}\prod_{i=1}^n x_i"),
        (r"\prod_{i=1}^n c x_i", r"|c|^n\prod_{i=1}^n x_i"),
        (r"\prod_{i=1}^n (x_i + c)", r"c^n\prod_{i=1}^n x_i"),
        (r"\log\sum_{i=1}^n e^{x_i}", r"\log\sum_{i=1}^n e^{x_i-m} - m"),
    ],
)
def test_factors_that_are_not_so(left: str, right: str) -> None:
    assert prove(eq(read(left), read(right))).status is not Status.PROVED
