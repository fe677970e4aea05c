"""Gradients of numbers made of vectors and matrices, by an entry and by the whole."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.layouts import index_form, matrix_form
from tuidao.lang.layout import written_out
from tuidao.proof import Status
from tuidao.read import read, read_plain

WHOLE = {
    r"\frac{\partial}{\partial A}\left(\mathrm{tr}(A^\top A)+\mathrm{tr}(B^\top B)\right)": "2*A",
    r"\frac{\partial}{\partial A}\mathrm{tr}(A B)": "transpose(B)",
    r"\frac{\partial}{\partial w}\|w\|^2": "2*w",
    r"\frac{\partial}{\partial x}(x^\top A x)": "matmul(transpose(A), x) + matmul(A, x)",
    r"\frac{\partial}{\partial A}(x^\top A y)": "matmul(x, transpose(y))",
    r"\frac{\partial}{\partial w}\theta^\top w": "theta",
    r"\frac{\partial}{\partial \theta}\|X\theta-y\|^2": (
        "2*matmul(transpose(X), matmul(X, theta) - y)"
    ),
}
ENTRY = {
    r"\frac{\partial}{\partial \theta_j}\|X\theta-y\|^2": (
        "2*Sum(X[k, j]*(Sum(X[k, l]*theta[l], (l, 1, n)) - y[k]), (k, 1, m))"
    ),
    r"\frac{\partial}{\partial w_j}\theta^\top w": "theta[j]",
}


@pytest.mark.parametrize(("problem", "answer"), {**WHOLE, **ENTRY}.items())
def test_gradient(problem: str, answer: str) -> None:
    solution = tuidao.solve(problem)
    assert str(solution.answer) == answer
    assert solution.verdict.status == "proved"


def test_written_out() -> None:
    found = written_out(read(r"\|X\theta-y\|^2"))
    wanted = "Sum((Sum(X[k, l]*theta[l], (l, 1, n)) - y[k])**2, (k, 1, m))"
    assert found == read_plain(wanted)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"\mathrm{tr}(A^\top A)", "Sum(Sum(A[k, l]*A[l, k], (l, 1, n)), (k, 1, m))"),
        (r"\theta^\top x", "Sum(theta[k]*x[k + 1], (k, 1, n))"),
        (r"\|w\|^2", "Sum(w[k], (k, 1, n))"),
    ],
)
def test_another_index_form_is_not_accepted(before: str, after: str) -> None:
    found = index_form(read(before), read_plain(after), Context())
    assert found.status is not Status.PROVED


def test_another_matrix_is_not_accepted() -> None:
    from tuidao.lang.build import function
    from tuidao.lang.term import Sym

    i, j = Sym("i"), Sym("j")
    entries = function(i, function(j, read_plain("2*A[j, i]")))
    assert matrix_form(entries, read_plain("2*A"), Context()).status is not Status.PROVED
    assert matrix_form(entries, read(r"2A^\top"), Context()).status is Status.PROVED
