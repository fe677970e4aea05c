"""False claims about families are refuted within what is given of them; true ones are not."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.lang.term import Num

ONE = r"\sum_{k=1}^n p_k = 1"
LOSS = r"\frac{\partial}{\partial z_i}\left(-\sum_{k=1}^n p_k\log\frac{e^{z_k}}{\sum_{j=1}^n e^{z_j}}\right)"
SOFTMAX = r"\frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}}"
FALSE = [
    (r"\sum_{k=1}^n p_k^2 = 1", ONE),
    (r"\sum_{k=1}^n p_k^2 \le 1", ONE),  # entries may be negative
    (r"-\sum_{k=1}^n p_k \log p_k \ge \log n", ONE + ", p_k > 0"),
    (r"\sum_{k=1}^n (p_k-\frac1n)^2 = \sum_{k=1}^n p_k^2 + \frac1n", ONE),
    (rf"{LOSS} = p_i - {SOFTMAX}", ONE),
    (rf"{LOSS} = {SOFTMAX} + p_i", ONE),
]
TRUE = [
    (r"\sum_{k=1}^n p_k^2 \le 1", ONE + r", p_k \ge 0"),
    (r"\sum_{k=1}^n p_k(1-p_k) = 1 - \sum_{k=1}^n p_k^2", ONE),
    (r"\sum_{k=1}^n p_k^2 = 1", ONE + r", p_k \in \{0, 1\}"),
    (rf"{LOSS} = {SOFTMAX} - p_i", ONE),
]


@pytest.mark.parametrize(("claim", "given"), FALSE)
def test_the_witness_meets_what_is_given(claim: str, given: str) -> None:
    verdict = tuidao.check(claim, given)
    assert verdict.status == "refuted"
    assert verdict.counterexample is not None
    values = verdict.counterexample.values
    entries = [v.value for k, v in values.items() if k.startswith("p[") and isinstance(v, Num)]
    assert sum(entries) == 1
    assert "> 0" not in given or min(entries) > 0
    assert len(entries) <= 3


@pytest.mark.parametrize(("claim", "given"), TRUE)
def test_what_holds_under_the_condition_is_not_refuted(claim: str, given: str) -> None:
    assert tuidao.check(claim, given).status in ("proved", "tested")


@pytest.mark.parametrize("damage", ["a_k(1-a_k)", "a_i(1-a_i)", "-a_k a_i"])
def test_right_at_equal_indices_only_is_not_right(damage: str) -> None:
    given = r"a_k = \frac{e^{z_k}}{\sum_{j=1}^n e^{z_j}}"
    assert tuidao.check(rf"\frac{{\partial a_k}}{{\partial z_i}} = {damage}", given).status == (
        "refuted"
    )


def test_words_beside_the_formula_count_as_given() -> None:
    text = "设 $y$ 是独热向量。则 $\\sum_{k=1}^n y_k^2 = 1$。\n"
    verdicts = [f.verdict.status for f in tuidao.check_document(text).findings if f.verdict]
    assert "refuted" not in verdicts
    false = "设 $y$ 是独热向量。则 $\\sum_{k=1}^n y_k(1-y_k) = 1$。\n"
    assert any(f.verdict.status == "refuted" for f in tuidao.check_document(false).findings)
