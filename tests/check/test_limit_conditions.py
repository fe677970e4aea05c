"""Limits with parameters: what is divided by becomes a condition, what is only added up does not."""

from __future__ import annotations

import pytest

import tuidao


@pytest.mark.parametrize(
    ("problem", "answer", "conditions"),
    [
        ("limit((log(x + h) - log(x))/h, h, 0)", "1/x", {"x != 0"}),
        (
            "limit((acos(x + h) - acos(x))/h, h, 0)",
            "-1/sqrt(1 - x**2)",
            {"x - 1 != 0", "x + 1 != 0"},
        ),
        ("limit((a*x + b)/(c*x + d), x, oo)", "a/c", {"c != 0"}),
    ],
)
def test_only_divisors_are_conditions(problem: str, answer: str, conditions: set[str]) -> None:
    found = tuidao.solve(problem)
    assert str(found.answer) == answer
    assert found.verdict.status == "proved"
    assert set(map(str, found.conditions)) <= conditions


@pytest.mark.parametrize(
    ("problem", "needed"),
    [
        ("limit((a*x + b)/(c*x + d), x, oo)", "c"),
        ("limit(x/(a*x + x**2), x, 0)", "a"),
        ("limit(sin(x)/sin(b*x), x, 0)", "b"),
    ],
)
def test_a_divisor_with_parameters_is_named(problem: str, needed: str) -> None:
    """At the value at which it vanishes the limit is another one."""
    found = tuidao.solve(problem)
    assert found.answer is None or any(needed in str(c) for c in found.conditions)
