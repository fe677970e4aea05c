"""Sums over all indices but one are shown so, and what LaTeX says reads back."""

from __future__ import annotations

import pytest

from tuidao.read import read
from tuidao.show.latex import latex
from tuidao.show.mathml import mathml
from tuidao.show.unicode import unicode_math


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\sum_{j \ne i} a_j", "∑[j≠i] aⱼ"),
        (r"\sum_{j=1, j \ne i}^{n} a_j x_i", "∑ⱼ₌₁ⁿ[j≠i] aⱼxᵢ"),
        (r"\sum_{\substack{j=1\\ j\ne i}}^{n} a_j", "∑ⱼ₌₁ⁿ[j≠i] aⱼ"),
        (r"\sum_{j=1, j \ne i}^{n} (x_i-x_j)^2", "∑ⱼ₌₁ⁿ[j≠i] (xᵢ − xⱼ)²"),
        (
            r"\sum_{j=1, j \ne i}^{n} \frac{a_j}{x_i-x_j}",
            "∑ⱼ₌₁ⁿ {0 if j = i; aⱼ / (xᵢ − xⱼ) otherwise}",
        ),
        (r"\prod_{j \ne i} a_j", "∏[j≠i] aⱼ"),
        (r"\prod_{j=1, j \ne i}^{n} \frac{x-x_j}{x_i-x_j}", "∏ⱼ₌₁ⁿ[j≠i] (x − xⱼ) / (xᵢ − xⱼ)"),
        (r"\max_{j \ne i} a_j", "max[j≠i] aⱼ"),
    ],
)
def test_the_index_left_out(text: str, shown: str) -> None:
    term = read(text)
    assert unicode_math(term) == shown
    assert read(latex(term)) == term
    assert ("<mo>≠</mo>" in mathml(term)) == ("≠" in shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\sum_{i \in S} a_i", "∑[i∈S] aᵢ"),
        (r"\prod_{i \in S} a_i", "∏[i∈S] aᵢ"),
        (r"\max_{i \in S} a_i", "max[i∈S] aᵢ"),
    ],
)
def test_the_index_set(text: str, shown: str) -> None:
    term = read(text)
    assert unicode_math(term) == shown
    assert read(latex(term)) == term
    assert "<mo>∈</mo>" in mathml(term)


def test_pairs_in_order() -> None:
    assert str(read(r"\sum_{i<j} a_{ij}")) == "Sum(Sum(Indicator(i < j)*a[i, j], j), i)"
