"""Definite integrals: Newton and Leibniz with their conditions, pieces, limits, divergence."""

from __future__ import annotations

import pytest

import tuidao

VALUES = [
    ("integrate(x**2, (x, 0, 1))", "1/3"),
    ("integrate(1/(2 + cos(x)), (x, 0, 2*pi))", "2*sqrt(3)*pi/3"),
    ("integrate(Abs(sin(x)), (x, 0, 20*pi))", "40"),
    ("integrate(Abs(x - 1), (x, 0, 3))", "5/2"),
    ("integrate(exp(-x), (x, 0, oo))", "1"),
    ("integrate(exp(-x**2), (x, -oo, oo))", "sqrt(pi)"),
    ("integrate(1/sqrt(x), (x, 0, 1))", "2"),
    ("integrate(log(x), (x, 0, 1))", "-1"),
    ("integrate(1/sqrt(-x), (x, -2, 0))", "2*sqrt(2)"),
    ("integrate(1/sqrt(Abs(x)), (x, -1, 4))", "6"),
    ("integrate(1/sqrt(1 - x**2), (x, -1, 1))", "pi"),
    ("integrate(atan(tan(x)), (x, 0, pi))", "0"),
    ("integrate(x**2, (x, 1, 0))", "-1/3"),
    ("integrate(cos(x), (x, 2, 2))", "0"),
    ("integrate(sign(x), (x, -1, 2))", "1"),
    ("integrate(floor(x), (x, 0, 3))", "3"),
]


@pytest.mark.parametrize(("text", "answer"), VALUES)
def test_value(text: str, answer: str) -> None:
    """The value, with a verdict that is not open."""
    solution = tuidao.solve(text)
    assert str(solution.answer) == answer
    assert solution.verdict.status in ("proved", "tested")


@pytest.mark.parametrize(
    "text",
    [
        "integrate(1/x, (x, -1, 1))",
        "integrate(1/x**2, (x, -1, 1))",
        "integrate(1/x, (x, 1, oo))",
        "integrate(cos(x), (x, 0, oo))",
    ],
)
def test_divergence_is_said(text: str) -> None:
    """A pole inside, a slow tail, an oscillation that does not die: no finite value is given."""
    solution = tuidao.solve(text)
    assert str(solution.answer) in ("diverges", "oo")


def test_positivity_that_was_assumed_is_printed() -> None:
    """∫₀^∞ e^(−a x) dx = 1/a rests on a > 0."""
    solution = tuidao.solve("integrate(exp(-a*x), (x, 0, oo))")
    assert str(solution.answer) == "1/a"
    assert "a > 0" in [str(c) for c in solution.conditions]


def test_bounds_may_be_symbols() -> None:
    """∫₀^b x dx = b²/2."""
    assert str(tuidao.solve("integrate(x, (x, 0, b))").answer) == "b**2/2"


def test_without_a_closed_form_the_enclosure_is_data() -> None:
    """∫₀¹ sin(x)/x … has no elementary value; the enclosure is handed out instead."""
    solution = tuidao.solve("integrate(exp(sin(x)), (x, 0, 1))")
    assert solution.answer is None
    assert "1.631" in str(solution.data.get("enclosure", ""))
