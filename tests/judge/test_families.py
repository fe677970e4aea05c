"""Statements about indexed families: what is true of the losses is proved, damaged statements never are."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

import tuidao
from tuidao.check.normal import same
from tuidao.judge.claim import Claim, judge
from tuidao.judge.families import index_ranges
from tuidao.lang import op as ops
from tuidao.lang.definitions import put_in
from tuidao.lang.term import App, Num, Sym, Term, children, rebuild, substitute
from tuidao.read import read, read_given, read_plain

SOFTMAX = r"a_k=\frac{e^{z_k}}{\sum_{j=1}^n e^{z_j}}"
LOSS = rf"C=-\sum_{{k=1}}^n y_k\log a_k, {SOFTMAX}"
LOGISTIC = (
    r"J=-\frac1m\sum_{i=1}^m\left(y_i\log h_i+(1-y_i)\log(1-h_i)\right),"
    r"h_i=\frac{1}{1+e^{-\sum_{k=1}^p\theta_k x_{ik}}}"
)
TRUE = [
    (r"\frac{\partial C}{\partial z_i}=a_i-y_i", LOSS + r", \sum_{k=1}^n y_k=1"),
    (r"\frac{\partial C}{\partial z_i}=a_i\sum_{k=1}^n y_k-y_i", LOSS),
    (r"\frac{\partial a_i}{\partial z_i}=a_i(1-a_i)", SOFTMAX),
    (r"\frac{\partial a_j}{\partial z_i}=-a_i a_j", SOFTMAX + r", i\ne j"),
    (r"\frac{\partial J}{\partial \theta_j}=\frac1m\sum_{i=1}^m(h_i-y_i)x_{ij}", LOGISTIC),
    (
        r"\frac{\partial}{\partial z_i}\log\sum_{k=1}^n e^{z_k}=\frac{e^{z_i}}{\sum_{k=1}^n e^{z_k}}",
        "",
    ),
    (r"\frac{\partial}{\partial x_i}\sum_{k=1}^n c_k x_k=c_i", ""),
    (r"\frac{\partial}{\partial w_j}\sum_{k=1}^n w_k^2=2w_j", ""),
    (r"\frac{\partial}{\partial A}\mathrm{tr}(A^\top A)=2A", ""),
    (r"\frac{\partial}{\partial \theta}\|X\theta-y\|^2=2X^\top(X\theta-y)", ""),
]
FALSE = [
    (r"\frac{\partial C}{\partial z_i}=a_i+y_i", LOSS),
    (r"\frac{\partial a_j}{\partial z_i}=-a_i a_j", SOFTMAX),
    (r"\frac{\partial}{\partial x_i}\sum_{k=1}^n c_k x_k=\sum_{k=1}^n c_k", ""),
    (r"\frac{\partial}{\partial A}\mathrm{tr}(A^\top A)=A", ""),
    (r"\frac{\partial}{\partial A}\mathrm{tr}(AB)=B", ""),
    (r"\frac{\partial}{\partial z_i}\log\sum_{k=1}^n e^{z_k}=\frac{e^{z_i}}{\sum_{k=1}^n z_k}", ""),
]


@pytest.mark.parametrize(("statement", "given"), TRUE)
def test_proved(statement: str, given: str) -> None:
    assert tuidao.check(statement, given=given).status == "proved"


@pytest.mark.parametrize(("statement", "given"), FALSE)
def test_refuted(statement: str, given: str) -> None:
    found = tuidao.check(statement, given=given)
    assert found.status == "refuted"
    assert found.counterexample is not None


def test_what_holds_only_of_distributions_is_left_open_with_that_condition() -> None:
    found = tuidao.check(r"\frac{\partial C}{\partial z_i}=a_i-y_i", given=LOSS)
    assert found.status == "open"
    assert found.counterexample is not None
    assert found.missing == (read_plain("Sum(y[k], (k, 1, n)) = 1"),)


@pytest.mark.parametrize(
    "statement",
    [
        r"\sum_{k=1}^{n}\delta_{ik}z_k=z_i",
        r"\sum_{k=1}^{n}(1-\delta_{ik})z_k=\sum_{k=1}^{n}z_k-z_i",
        r"z_i^2\le\sum_{k=1}^{n}z_k^2",
    ],
)
def test_a_free_index_is_taken_within_the_range_of_the_sum(statement: str) -> None:
    found = tuidao.check(statement)
    assert found.status in ("proved", "tested")
    assert found.missing == ()


def test_an_index_lies_in_the_range_of_the_sums() -> None:
    claim = read_plain("Sum(c[k]*x[k], (k, 1, n)) + x[i] + y[j]")
    assert index_ranges(claim) == (read_plain("1 <= i"), read_plain("i <= n"))


def damaged(t: Term, draw: random.Random) -> Iterator[Term]:
    """The side with one thing changed."""
    yield App(ops.NEG, (t,))
    yield t + 1
    yield t * 2
    yield substitute(t, {Sym("i"): Sym("j"), Sym("j"): Sym("i")})
    yield _with_one_changed(t, draw)


def _with_one_changed(t: Term, draw: random.Random) -> Term:
    parts = children(t)
    if type(t) is App and t.op in (ops.ADD, ops.SUB) and draw.random() < 0.6:
        return App(ops.SUB if t.op is ops.ADD else ops.ADD, t.args)
    if type(t) is Num:
        return Num(t.value + 1)
    if not parts:
        return t
    k = draw.randrange(len(parts))
    return rebuild(t, (*parts[:k], _with_one_changed(parts[k], draw), *parts[k + 1 :]))


def test_no_damaged_statement_is_proved_or_tested() -> None:
    draw, met = random.Random(5), 0
    for statement, given in TRUE[:8]:
        facts = read_given(given) if given else ()
        claim = read(statement)
        assert isinstance(claim, App)
        left, right = (put_in(side, facts) for side in claim.args)
        for wrong in damaged(right, draw):
            if _free(wrong) <= _free(left) | _free(right) and not same(wrong, right):
                found = judge(Claim("eq", left, wrong, facts), suggest=False)
                assert found.status in ("refuted", "open"), (str(left), str(wrong))
                met += 1
    assert met > 20


def _free(t: Term) -> frozenset[Sym]:
    from tuidao.lang.term import free_symbols

    return free_symbols(t)


BOUNDS = {
    "Product(sigmoid(b[k])*(1 - sigmoid(b[k])), (k, 1, n)) <= (1/4)**n": "proved",
    "Product(sigmoid(b[k])*(1 - sigmoid(b[k])), (k, 1, n)) <= (1/5)**n": "refuted",
    "Abs(Product(w[k]*sigmoid(b[k])*(1 - sigmoid(b[k])), (k, 1, n)))"
    " <= Product(Abs(w[k])/4, (k, 1, n))": "proved",
    "Product(w[k]*sigmoid(b[k])*(1 - sigmoid(b[k])), (k, 1, n))"
    " <= Product(w[k]/4, (k, 1, n))": "refuted",
    "0 < sigmoid(x)*(1 - sigmoid(x))": "proved",
    "sigmoid(x)*(1 - sigmoid(x)) <= 1/4": "proved",
}


@pytest.mark.parametrize(("statement", "status"), BOUNDS.items())
def test_gradients_that_vanish_with_depth(statement: str, status: str) -> None:
    assert tuidao.check(statement, given="n >= 1").status == status


def test_a_bound_of_unknown_factors_is_not_taken_for_granted() -> None:
    statement = "Product(a[k], (k, 1, n)) <= Product(c[k], (k, 1, n))"
    assert tuidao.check(statement, given="n >= 1").status not in ("proved", "tested")
