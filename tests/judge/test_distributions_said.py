"""Witnesses about distributions are distributions; a vector said to be one-hot in words sums to one."""

from __future__ import annotations

from fractions import Fraction

from tuidao import check_document
from tuidao.lang.term import Num


def test_the_witness_against_an_equation_of_entropies_is_a_pair_of_distributions() -> None:
    report = check_document("交叉熵=相对熵-信息熵\n")
    (found,) = report.findings
    assert found.kind == "refuted" and found.verdict.counterexample is not None
    values = found.verdict.counterexample.values
    for name in "pq":
        entries = [v for k, v in values.items() if k.startswith(f"{name}[")]
        numbers = [v.value for v in entries if isinstance(v, Num)]
        assert sum(numbers, Fraction(0)) == 1 and all(v > 0 for v in numbers)


def test_what_a_divergence_compares_are_distributions() -> None:
    text = (
        r"$$D_{KL}(p\|q) = \sum_{i=1}^n p_i \log\frac{p_i}{q_i}"
        r" = \sum_{i=1}^n p_i\log q_i - \sum_{i=1}^n p_i \log p_i$$"
        "\n"
    )
    refuted = [f for f in check_document(text).everything if f.kind == "refuted"]
    assert len(refuted) == 1 and refuted[0].verdict.counterexample is not None
    values = refuted[0].verdict.counterexample.values
    assert sum(v.value for k, v in values.items() if k[0] == "p" and isinstance(v, Num)) == 1


def test_a_one_hot_vector_whose_name_was_copied_flat() -> None:
    text = (
        "$C=-\\sum_i y_i \\ln a_i$，其中 $a_i=\\frac{e^{z_i}}{\\sum_k e^{z_k}}$。\n\n"
        "针对分类问题，$yi$ 最终只会有一个类别是1，其他类别都是0。\n\n"
        "所以\n\n$$\\frac{\\partial C}{\\partial z_i}=a_i-y_i$$\n"
    )
    report = check_document(text)
    assert report.kinds["y"] == "one-hot"
    assert [f.kind for f in report.everything][-1] in ("proved", "tested")
