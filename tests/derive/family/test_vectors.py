"""Losses of vectors as papers write them: gradients and Hessians by a whole vector or matrix, samples in a sum."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.layouts import matrix_form
from tuidao.lang.build import function
from tuidao.lang.in_entries import in_entries
from tuidao.lang.term import Sym
from tuidao.proof import Status
from tuidao.read import read_given, read_plain, read_together

LOGISTIC = (
    r"J(\theta)=-\frac{1}{m}\sum_{i=1}^m\left[y^{(i)}\log h_\theta(x^{(i)})"
    r"+(1-y^{(i)})\log(1-h_\theta(x^{(i)}))\right], h_\theta(x)=\frac{1}{1+e^{-\theta^T x}}"
)
SQUARES = r"J=\frac{1}{2m}\sum_{i=1}^m(\theta^T x^{(i)}-y^{(i)})^2"
SOFTMAX = (
    r"C=-\sum_{k=1}^n y_k\ln a_k, a_k=\frac{e^{z_k}}{\sum_{l=1}^n e^{z_l}}, \sum_{k=1}^n y_k=1"
)
ARTICLE = r"C=-\sum_{i} y_i\ln a_i, a_i=\frac{e^{z_i}}{\sum_{k} e^{z_k}}"
CASES = [
    (r"\frac{\partial}{\partial\theta}\theta^T x^{(i)}", "", "x[i]"),
    (
        r"\frac{\partial J}{\partial\theta}",
        SQUARES,
        "Sum((dot(theta, x[i]) - y[i])*x[i], (i, 1, m))/m",
    ),
    (r"\nabla_\theta^2 J", SQUARES, "Sum(matmul(x[i], transpose(x[i])), (i, 1, m))/m"),
    (
        r"\nabla_\theta \frac{1}{2m}\|X\theta-y\|^2",
        "",
        "matmul(transpose(X), matmul(X, theta) - y)/m",
    ),
    (
        r"\frac{\partial^2 J}{\partial\theta\partial\theta^T}",
        r"J=\frac{1}{2m}\|X\theta-y\|_2^2",
        "matmul(transpose(X), X)/m",
    ),
    (
        r"\nabla_\theta J(\theta)",
        LOGISTIC,
        "Sum((sigmoid(dot(theta, x[i])) - y[i])*x[i], (i, 1, m))/m",
    ),
    (
        r"\frac{\partial J(\theta)}{\partial\theta_j}",
        LOGISTIC,
        "Sum(x[i, j]*(sigmoid(Sum(theta[l]*x[i, l], (l, 1, n))) - y[i]), (i, 1, m))/m",
    ),
    (
        r"\frac{\partial^2 J(\theta)}{\partial\theta\,\partial\theta^\top}",
        LOGISTIC,
        "Sum(sigmoid(dot(theta, x[i]))*(1 - sigmoid(dot(theta, x[i])))"
        "*matmul(x[i], transpose(x[i])), (i, 1, m))/m",
    ),
    (
        r"\nabla_w\sum_{i=1}^m\max(0,1-y_i w^T x_i)",
        "",
        "-Sum(y[i]*Indicator(1 - y[i]*dot(w, x[i]) > 0)*x[i], (i, 1, m))",
    ),
    (
        r"\nabla_a\max(0,\|a-p\|^2-\|a-n\|^2+\alpha)",
        "",
        "2*(n - p)*Indicator(norm(a - p)**2 - norm(a - n)**2 + alpha > 0)",
    ),
    (
        r"\frac{\partial L}{\partial u}",
        r"L=\frac12 y\|u-v\|^2+\frac12(1-y)\max(0,\mu-\|u-v\|)^2",
        "y*(u - v) - (u - v)*(1 - y)*Max(0, mu - norm(u - v))/norm(u - v)",
    ),
    (
        r"\nabla_u\frac{u^T v}{\|u\|\|v\|}",
        "",
        "(v - u*dot(u, v)/norm(u)**2)/(norm(u)*norm(v))",
    ),
    (r"\nabla_\mu\sum_{i=1}^m\|x_i-\mu\|^2", "", "-2*Sum(x[i] - mu, (i, 1, m))"),
    (r"\nabla_z\log\sum_{j=1}^n e^{z_j}", "", "exp(z)/Sum(exp(z[j]), (j, 1, n))"),
    (r"\frac{\partial C}{\partial z}", SOFTMAX, "a - y"),
    (r"\frac{\partial C}{\partial W}", SOFTMAX + ", z=Wx+b", "matmul(a - y, transpose(x))"),
    (r"\frac{\partial C}{\partial b}", SOFTMAX + ", z=Wx+b", "a - y"),
    (r"\frac{\partial C}{\partial x}", SOFTMAX + ", z=Wx+b", "matmul(transpose(W), a - y)"),
    (r"\frac{\partial C}{\partial z_i}", ARTICLE, "a[i]*Sum(y[k], (k, 1, n)) - y[i]"),
    (r"\frac{\partial C}{\partial z_i}", ARTICLE + r", \sum_i y_i=1", "a[i] - y[i]"),
    (
        r"\frac{\partial C}{\partial w_{ij}}",
        ARTICLE + r", z_i=\sum_j w_{ij}x_j+b_i, \sum_i y_i=1",
        "x[j]*(a[i] - y[i])",
    ),
    (
        r"\frac{\partial L}{\partial W_{ij}}",
        r"L=\frac12\|a-y\|^2, a_k=\frac{1}{1+e^{-z_k}}, z=Wx+b",
        "x[j]*sigmoid(z[i])*(sigmoid(z[i]) - y[i])*(1 - sigmoid(z[i]))",
    ),
]

ATTENTION = r"s_j=\frac{e^{r_j}}{\sum_{l=1}^n e^{r_l}}, r_j=\sum_{c=1}^d q_c k_{jc}"
JACOBIAN = "a[i]*(KroneckerDelta(i, j) - a[j])"
CASES += [
    (r"\frac{\partial a}{\partial z}", r"a_k=\frac{e^{z_k}}{\sum_{j=1}^n e^{z_j}}", JACOBIAN),
    ("jacobian(a, z)", r"a_k=\frac{e^{z_k}}{\sum_{j=1}^n e^{z_j}}", JACOBIAN),
    ("hessian(J, theta)", r"J=\frac{1}{2m}\|X\theta-y\|^2", "matmul(transpose(X), X)/m"),
    (
        r"\frac{\partial y_i}{\partial x_j}",
        r"y_i=\frac{x_i}{\sqrt{\sum_{k=1}^n x_k^2}}",
        "(KroneckerDelta(i, j) - y[i]*y[j])/sqrt(Sum(x[k]**2, (k, 1, n)))",
    ),
    (
        r"\frac{\partial}{\partial q_b}\sum_{j=1}^n s_j v_{ja}",
        ATTENTION,
        "Sum(v[j, a]*s[j]*(k[j, b] - Sum(exp(r[l])*k[l, b], (l, 1, n))"
        "/Sum(exp(r[l]), (l, 1, n))), (j, 1, n))",
    ),
]


@pytest.mark.parametrize(("problem", "given", "answer"), CASES)
def test_worked(problem: str, given: str, answer: str) -> None:
    found = tuidao.solve(problem, given)
    assert str(found.answer) == answer
    assert found.verdict.status == "proved"
    assert all(step.verdict.status == "proved" for step in found.steps)


ENTRIES = "Sum(x[i, k]*(Sum(w[l]*x[i, l], (l, 1, n)) - y[i]), (i, 1, m))"


@pytest.mark.parametrize(
    ("vectors", "status"),
    [
        ("Sum((dot(w, x[i]) - y[i])*x[i], (i, 1, m))", Status.PROVED),
        ("Sum((dot(w, x[i]) + y[i])*x[i], (i, 1, m))", Status.OPEN),
        ("Sum((dot(x[i], x[i]) - y[i])*x[i], (i, 1, m))", Status.OPEN),
        ("Sum((dot(w, x[i]) - y[i])*w, (i, 1, m))", Status.OPEN),
        ("Sum((dot(w, x[i]) - y[i])*x[i], (i, 1, n))", Status.OPEN),
    ],
)
def test_other_vectors_are_not_accepted(vectors: str, status: Status) -> None:
    entries = function(Sym("k"), read_plain(ENTRIES))
    assert matrix_form(entries, read_plain(vectors), Context()).status is status


def test_lengths_that_nothing_joins_have_their_own_names() -> None:
    text = r"a_i=\frac{e^{z_i}}{\sum_{k} e^{z_k}}, z_i=\sum_j w_{ij}x_j+b_i, \sum_i y_i=1"
    first, second, third = in_entries(read_given(text))
    assert str(first) == "a[i] = E**z[i]/Sum(E**z[k], (k, 1, n))"
    assert str(second) == "z[i] = Sum(w[i, j]*x[j], (j, 1, m)) + b[i]"
    assert "1, n" not in str(third)  # nothing joins y to a here


def test_a_letter_of_a_sum_is_not_the_letter_of_a_line() -> None:
    facts = in_entries(read_given(r"a_k=e^{z_k}, z=Wx+b"))
    left, right = facts[1].args  # type: ignore[attr-defined]
    k = left.args[1]
    assert f"W[{k}, " in str(right) and f"({k}, 1" not in str(right)


def test_the_score_of_a_query_is_no_power() -> None:
    given = r"s_j=\frac{e^{r_j}}{\sum_{l=1}^n e^{r_l}}, r_j=q^T k_j"
    assert (
        str(read_together(r"\frac{\partial s_i}{\partial q}", given)[1][1]) == "r[j] = dot(q, k[j])"
    )
    assert str(tuidao.solve(r"\frac{\partial s_i}{\partial q}", given).answer) != "0"


@pytest.mark.parametrize(
    ("problem", "given"),
    [
        (
            r"\frac{\partial L}{\partial W^{(1)}}",
            r"L=\|a^{(2)}-y\|^2, a^{(2)}=W^{(2)}a^{(1)}, a^{(1)}=W^{(1)}x",
        ),
        (r"\frac{\partial L}{\partial z_j}", r"L=-\sum_{i=1}^n y_i\log p_i, p_3=z_3"),
    ],
)
def test_what_is_not_understood_gives_no_zero(problem: str, given: str) -> None:
    assert tuidao.solve(problem, given).answer is None


def test_softmax_by_its_name() -> None:
    given = r"L=-\sum_{i} y_i\log p_i, p_i=\mathrm{softmax}(z)_i, \sum_i y_i=1"
    assert str(tuidao.solve(r"\frac{\partial L}{\partial z_j}", given).answer) == "p[j] - y[j]"
