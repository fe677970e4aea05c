"""Conditions written as chains."""

from __future__ import annotations

import tuidao
from tuidao.lang.spell import spell
from tuidao.read import read
from tuidao.show.chained import chained


def written(*conditions: str) -> list[str]:
    return [spell(c) for c in chained(tuple(map(read, conditions)))]


def test_bounds_of_a_letter_are_one_chain() -> None:
    assert written("1 <= i", "i <= n") == ["1 <= i and i <= n"]
    assert written("i <= n", "x != 0", "i >= 1") == ["1 <= i and i <= n", "x != 0"]


def test_a_number_in_the_middle_joins_nothing() -> None:
    assert written("x < 0", "0 < y") == ["x < 0", "0 < y"]


def test_each_way_of_showing_has_it() -> None:
    solution = tuidao.solve(r"\frac{\partial}{\partial z_i}\sum_{k=1}^n z_k^2")
    assert "1 ≤ i ≤ n" in solution.to_text()
    assert r"1 \leq i \leq n" in solution.to_latex()
    html = solution._repr_html_()
    assert html.count("<mo>≤</mo><mi>i</mi><mo>≤</mo>") == 1
