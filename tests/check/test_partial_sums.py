"""Sums with symbolic bounds: telescoping, shifting, joining and turning round; what is only nearly so is not proved."""

from __future__ import annotations

import pytest

from tuidao.check.prove import prove
from tuidao.lang.build import eq
from tuidao.lang.term import Term
from tuidao.proof import Status
from tuidao.read import read_latex_noted

TRUE = [
    (r"\sum_{k=1}^n (a_{k+1}-a_k)", r"a_{n+1}-a_1"),
    (r"\sum_{k=1}^n (a_k - a_{k-1})", r"a_n - a_0"),
    (r"\sum_{k=1}^n a_k(b_{k+1}-b_k)", r"a_nb_{n+1} - a_1b_1 - \sum_{k=2}^n b_k(a_k-a_{k-1})"),
    (r"\sum_{i=1}^n x_i", r"\sum_{i=1}^n x_{n+1-i}"),
    (r"\sum_{i=1}^{n} x_i", r"\sum_{i=1}^m x_i + \sum_{i=m+1}^n x_i"),
    (r"\sum_{i=1}^n x_i", r"x_1 + \sum_{i=2}^{n-1} x_i + x_n"),
    (r"\sum_{k=1}^n x_{k+m}", r"\sum_{k=m+1}^{m+n} x_k"),
    (r"\sum_{k=0}^{n-1} f(k+1)", r"\sum_{k=1}^n f(k)"),
]
FALSE = [
    (r"\sum_{k=1}^n (a_{k+1}-a_k)", r"a_{n}-a_1"),
    (r"\sum_{k=1}^n (a_{k+1}+a_k)", r"a_{n+1}-a_1"),
    (r"\sum_{k=1}^n a_k(b_{k+1}-b_k)", r"a_nb_{n+1} - a_1b_1 - \sum_{k=1}^n b_k(a_k-a_{k-1})"),
    (r"\sum_{i=1}^n x_i", r"\sum_{i=1}^n x_{n-i}"),
    (r"\sum_{i=1}^{n} x_i", r"\sum_{i=1}^m x_i + \sum_{i=m}^n x_i"),
    (r"\sum_{i=1}^n x_i", r"x_1 + \sum_{i=2}^{n+1} x_i"),
    (r"\sum_{k=1}^n x_{k+m}", r"\sum_{k=m}^{m+n} x_k"),
    (r"\sum_{i=1}^n x_i y_i", r"\sum_{i=1}^n x_{n+1-i} y_i"),
    (r"\sum_{i=1}^n x_{2i}", r"\sum_{i=2}^{n+1} x_{2i-1}"),
]


def _claim(left: str, right: str) -> Term:
    a, b = (read_latex_noted(t, families=frozenset("abxy")).term for t in (left, right))
    return eq(a, b)


@pytest.mark.parametrize(("left", "right"), TRUE)
def test_proved_for_ranges_that_are_not_turned_over(left: str, right: str) -> None:
    found = prove(_claim(left, right))
    assert found.status is Status.PROVED
    assert found.missing  # that there are no fewer than 0 terms


@pytest.mark.parametrize(("left", "right"), FALSE)
def test_not_proved(left: str, right: str) -> None:
    assert prove(_claim(left, right)).status is not Status.PROVED
