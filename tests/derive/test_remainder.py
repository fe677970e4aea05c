"""Remainders, orders, increments and Hessians: worked, and wrong claims refused."""

from __future__ import annotations

from fractions import Fraction
from math import exp

import pytest

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.lang.term import Num
from tuidao.proof import Status
from tuidao.read import read_plain


@pytest.mark.parametrize(
    ("problem", "error"),
    [
        ("taylor_bound(exp(x), x, 0, 3, 1)", exp(1) - (1 + 1 + 1 / 2 + 1 / 6)),
        ("taylor_bound(sin(x), x, 0, 5, 1)", 0.0001957),
        ("taylor_bound(log(1 + x), x, 0, 2, 1/2)", 0.0304),
    ],
)
def test_bound_is_guaranteed(problem: str, error: float) -> None:
    """The number is no smaller than the error there is, and not ten times larger."""
    found = tuidao.solve(problem)
    assert found.verdict.status == "proved"
    assert isinstance(found.answer, Num)
    assert error <= float(found.answer.value) <= 10 * error


def test_order_for_an_error() -> None:
    """e to six digits needs order 9 by Lagrange's bound."""
    found = tuidao.solve("taylor_order(exp(x), x, 0, 1, 1/10**6)")
    assert str(found.answer) == "9"
    assert found.verdict.status == "proved"


@pytest.mark.parametrize(
    ("problem", "rule", "wrong"),
    [
        ("taylor_bound(exp(x), x, 0, 3, 1)", "taylor_bound", Fraction(1, 20)),
        ("taylor_order(exp(x), x, 0, 1, 1/10**6)", "taylor_order", Fraction(7)),
        ("taylor_bound(log(1 + x), x, 0, 2, -1)", "taylor_bound", Fraction(5)),
    ],
)
def test_bounds_too_small_are_not_proved(problem: str, rule: str, wrong: Fraction) -> None:
    """A bound below the error, an order too low, an interval that reaches a pole."""
    found = DECIDE[rule](read_plain(problem), Num(wrong), Context())
    assert found.status is not Status.PROVED


def test_increment_is_split() -> None:
    """S = x²: ΔS = 2xΔx + (Δx)², the first part linear, the second small."""
    found = tuidao.solve("differential(x**2, x)")
    assert str(found.answer) == "2*x*dx"
    assert found.data["remainder"] == "Delta_x**2"
    assert found.verdict.status == "proved"
    (step,) = found.steps
    wrong = read_plain("3*x*Delta_x + (Delta_x**2 - x*Delta_x)")
    verdict = DECIDE["little_o_split"](step.before, wrong, Context())
    assert verdict.status is not Status.PROVED


@pytest.mark.parametrize(
    ("function", "answer"),
    [
        ("x**2 + y**2", "strictly convex"),
        ("log(exp(x) + exp(y))", "convex"),
        ("x*y", "neither convex nor concave"),
        ("-x**2 - x*y - y**2", "strictly concave"),
        ("x**2 - y**2", "neither convex nor concave"),
    ],
)
def test_convexity_in_several_variables(function: str, answer: str) -> None:
    """By the minors of the Hessian, or two directions that bend differently."""
    found = tuidao.solve(f"convex({function}, [x, y])")
    assert str(found.answer) == answer
    assert found.verdict.status == "proved"


def test_a_wrong_word_about_convexity_is_not_proved() -> None:
    """x·y is not convex, and x² + y² not concave."""
    for function, word in (("x*y", "convex"), ("x**2 + y**2", "concave")):
        problem = read_plain(f"convex({function}, [x, y])")
        hessian = "[[0, 1], [1, 0]]" if function == "x*y" else "[[2, 0], [0, 2]]"
        after = read_plain(f"[{word}, {hessian}]")
        assert DECIDE["convexity"](problem, after, Context()).status is not Status.PROVED
