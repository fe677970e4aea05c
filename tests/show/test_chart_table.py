"""Sign charts as tables: the columns of a textbook, what is undefined marked, in every way of showing."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

import tuidao
from tuidao.show.page import page_of
from tuidao.show.unicode import unicode_math


def rows(problem: str) -> list[list[str]]:
    """The cells of the last line's table, as text."""
    table = page_of(tuidao.solve(problem)).lines[-1].table
    assert table is not None
    return [[c if isinstance(c, str) else unicode_math(c) for c in row] for row in table.rows]


def test_signs_and_arrows_stand_below_their_intervals() -> None:
    assert rows("monotone(x^3 - 3*x, x)") == [
        ["x", "(−∞, −1)", "−1", "(−1, 1)", "1", "(1, ∞)"],
        ["f′", "+", "0", "−", "0", "+"],
        ["f", "↗", "2", "↘", "−2", "↗"],
    ]


@pytest.mark.parametrize(
    ("problem", "slope", "there"),
    [("monotone(Abs(x), x)", "∄", "0"), ("monotone(1/x, x)", "∥", "∥")],
)
def test_what_is_not_there_is_marked(problem: str, slope: str, there: str) -> None:
    """No slope at a kink, no value at a pole: never a 0 that is none."""
    _, signs, does = rows(problem)
    assert (signs[2], does[2]) == (slope, there)


def test_ends_of_an_interval_have_their_values() -> None:
    """The table of candidates for the greatest and the least value."""
    head, _, does = rows("extrema(x^3 - 3*x, (x, -2, 3))")
    assert (head[1], does[1], head[-1], does[-1]) == ("−2", "−2", "3", "18")


def test_numbers_without_a_closed_form_are_told_by_their_digits() -> None:
    solution = tuidao.solve("monotone(x^5 - x^2 - x, x)")
    text = solution.to_text()
    assert "−0.42126…" in text and "5x⁴ − 2x − 1 = 0, x ∈ (−0.4213, −0.4212)" in text
    assert "root_of" not in text
    assert solution.data["increasing"][1][0].startswith("root_of(5*x**4 - 2*x - 1, x, ")


def test_every_way_of_showing_has_the_table() -> None:
    solution = tuidao.solve("convex(x^4 - x^2, x)")
    html = solution._repr_html_()
    ElementTree.fromstring(html[html.index("<div") :].replace("&nbsp;", " "))
    assert 'class="chart"' in html
    assert r"\begin{array}{c|ccccc}" in solution.to_latex()
    assert "│" in solution.to_text("zh")


def test_stationary_points_have_a_table_too() -> None:
    text = tuidao.solve("extrema(x^3 - 3*x*y + y^3, [x, y])").to_text()
    assert "f_xx·f_yy − f_xy² │   −9       27" in text
