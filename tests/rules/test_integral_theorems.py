"""The integral theorems with concrete functions in the place of the abstract ones."""

from __future__ import annotations

import pytest
from flint import arb

from tuidao.lang.ball import evaluate, value
from tuidao.lang.build import D, integral
from tuidao.lang.term import Num, Sym, substitute
from tuidao.read import read_plain
from tuidao.rules import RULES, put_in

FUNCTIONS = ["t**3 - t", "sin(t)", "exp(t)*t", "cos(2*t) + t", "1/(t**2 + 1)", "atan(t)"]
t = Sym("t")


@pytest.mark.parametrize("text", FUNCTIONS)
def test_newton_leibniz_holds(text: str) -> None:
    """∫ of the derivative is the growth of the function."""
    g = read_plain(text)
    low, high = Num(0), Num(2)
    area = value(integral(D(g, t), t, low, high), {}, 20)
    growth = value(substitute(g, {t: high}) - substitute(g, {t: low}), {}, 20)
    assert isinstance(area, arb)
    assert isinstance(growth, arb)
    assert area.overlaps(growth)


def test_newton_leibniz_needs_continuity() -> None:
    """Across the jump of sign the growth is 2, the integral of its derivative 0."""
    rule = RULES["newton_leibniz"]
    at = {name: read_plain(text) for name, text in rule.breaks_at.items()}
    assert {"f", "g", "a", "b"} == set(at)
    growth = substitute(at["g"], {t: at["b"]}) - substitute(at["g"], {t: at["a"]})
    found = evaluate(growth, {})
    assert isinstance(found, arb)
    assert found == 2


@pytest.mark.parametrize("text", FUNCTIONS)
def test_upper_limit_differentiates_back(text: str) -> None:
    """The slope of the area at x is the height there."""
    f, x, h = read_plain(text), Num(1), Num(1) / Num(2**40)
    grown = (integral(f, t, x, x + h)) / h
    slope, height = value(grown, {}, 20), value(substitute(f, {t: x}), {}, 20)
    assert isinstance(slope, arb)
    assert isinstance(height, arb)
    assert abs(slope - height) < arb(10) ** -10


def test_rules_are_about_the_functions_they_are_given() -> None:
    """An instance of the formula names the function put in."""
    by = {
        "f": read_plain("lambda(cos(t), t)"),
        "g": read_plain("lambda(sin(t), t)"),
        "a": Num(0),
        "b": Num(1),
    }
    assert "integrate(cos(t), (t, 0, 1)) = sin(1) - sin(0)" == str(
        put_in(RULES["newton_leibniz"].conclusion, by)
    )
