"""Remainders, orders, increments and Hessians: worked, and wrong claims refused."""

from __future__ import annotations

from fractions import Fraction
from math import exp

import pytest

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.check.replay import judge_step
from tuidao.lang.build import function as as_function
from tuidao.lang.term import Num, Sym
from tuidao.proof import Status, Step
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
    step = found.steps[1]
    rest = read_plain("Delta_x**2 - x*Delta_x")
    by = {**step.by, "A": read_plain("3*x"), "r": as_function(Sym("Delta_x"), rest)}
    forged = Step(step.before, read_plain("3*x*dx"), step.rule, by, step.path)
    judge_step(forged, Context())
    assert forged.verdict.status is not Status.PROVED or forged.conditions  # true at x = 0 alone


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


CASES = ["Piecewise((0, x < 1/2), (1, True))", "Piecewise((0, x != 1/2), (1, True))", "sign(x - 1/2)**2",
         "floor(x)", "Abs(x - 1/2)", "frac(x)", "0*floor(x)", "root(x - 1/2, 3)", "(x - 1/2)/(x - 1/2)"]  # fmt: skip


@pytest.mark.parametrize("f", CASES)
@pytest.mark.parametrize("order", [0, 1])
def test_no_bound_across_a_jump_or_a_kink(f: str, order: int) -> None:
    """Each piece is smooth, the whole is not: Lagrange's form has no hold on it, however large the number."""
    problem = read_plain(f"taylor_bound({f}, x, 0, {order}, 1)")
    assert DECIDE["taylor_bound"](problem, Num(10**6), Context()).status is not Status.PROVED


def test_a_bound_away_from_the_jump() -> None:
    problem = read_plain("taylor_bound(Piecewise((x**2, x < 1/2), (1, True)), x, 0, 2, -1)")
    assert DECIDE["taylor_bound"](problem, Num(0), Context()).status is Status.PROVED


def test_ends_closer_than_floats_tell() -> None:
    """exp(0) − exp(10^−400) is not 0."""
    for a, b in (("10**(-400)", "0"), ("0", "10**(-400)")):
        problem = read_plain(f"taylor_bound(exp(x), x, {a}, 0, {b})")
        assert DECIDE["taylor_bound"](problem, Num(0), Context()).status is not Status.PROVED


@pytest.mark.parametrize(
    "f", ["Abs(x)", "floor(x)", "sign(x)", "sqrt(x)", "x**(5/2)", "Max(x, 0)", "1/x", "log(x)"]
)
def test_no_polynomial_where_the_derivatives_are_not_seen_to_exist(f: str) -> None:
    assert tuidao.solve(f"taylor({f}, x, 0, 2)").answer is None


GENERAL = [
    ("exp(x)", "0", "1 + Sum(x**k/factorial(k), (k, 1, n))"),
    ("1/(1 - x)", "0", "1 + Sum(x**k, (k, 1, n))"),
    ("log(x)", "1", "Sum((-1)**(k - 1)*(x - 1)**k/k, (k, 1, n))"),
    ("sqrt(1 + x)", "0", "1 + Sum(binomial(1/2, k)*x**k, (k, 1, n))"),
]


@pytest.mark.parametrize(("f", "a", "answer"), GENERAL)
def test_polynomials_of_order_n(f: str, a: str, answer: str) -> None:
    s = tuidao.solve(f"taylor({f}, x, {a}, n)")
    assert str(s.answer) == answer
    assert s.verdict.status == "proved"
    assert list(map(str, s.conditions)) == ["n in Integers", "n >= 0"]


def test_orders_kinks_and_poles_of_general_polynomials() -> None:
    for problem in (
        "taylor(log(x), x, 0, n)",
        "taylor(Abs(x)*exp(x), x, 0, n)",
        "taylor(n*x, x, 0, n)",
    ):
        assert tuidao.solve(problem).answer is None
