"""Differentials, implicit and parametric derivatives, propagated errors: worked, and forged ones refused."""

from __future__ import annotations

import random

import pytest

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.lang.term import Num
from tuidao.proof import Status
from tuidao.read import read

WORKED = [
    ("differential(x**3, x)", "3*x**2*dx", []),
    ("differential(sin(x), x)", "cos(x)*dx", []),
    ("differential(x**2*y + sin(y), [x, y])", "2*x*y*dx + (x**2 + cos(y))*dy", []),
    ("differential(Abs(x)*y, [x, y])", "y*sign(x)*dx + Abs(x)*dy", ["x != 0"]),
    ("implicit(x**2 + y**2 = 1, x, y)", "-x/y", ["y != 0"]),
    ("implicit(exp(y) + x*y = E, x, y)", "-y/(x + exp(y))", ["x + exp(y) != 0"]),
    ("implicit(x**2 + y**2 = 25, x, y, 2)", "-1/y - x**2/y**3", ["y != 0"]),
    ("implicit(x - y + sin(y)/2 = 0, x, y, 2)", "4*sin(y)/(cos(y) - 2)**3", []),
    ("parametric(cos(t), sin(t), t)", "-cos(t)/sin(t)", ["sin(t) != 0"]),
    ("taylor(exp(x)*cos(y), [x, y], [0, 0], 2)", "1 + x + x**2/2 - y**2/2", []),
    ("taylor(x*y, [x, y], [1, 2], 2)", "2 + 2*(x - 1) + (y - 2) + (x - 1)*(y - 2)", []),
]


@pytest.mark.parametrize(("problem", "answer", "conditions"), WORKED)
def test_worked_and_proved(problem: str, answer: str, conditions: list[str]) -> None:
    s = tuidao.solve(problem)
    assert (str(s.answer), s.verdict.status) == (answer, "proved")
    assert list(map(str, s.conditions)) == conditions


def test_an_increment_is_split_into_its_linear_part_and_a_small_rest() -> None:
    s = tuidao.solve("differential(x**3, x)")
    assert s.data["remainder"] == "Delta_x**3 + 3*Delta_x**2*x"
    assert "deriv_of_split" in [step.rule.id for step in s.steps]


REFUSED = [
    "differential(dx*x, x)",
    "taylor(sqrt(x**2 + y**2), [x, y], [0, 0], 2)",
    "taylor(Abs(x)*y, [x, y], [0, 0], 2)",
    "error_bound(1/x, [x], [0], [1/10])",
    "error_bound(floor(x), [x], [1], [1/10])",
    "error_bound(a*x, [x], [1], [1/10])",
    "error_bound(Piecewise((0, x < 1), (1, True)), [x], [1], [1/10])",
]


@pytest.mark.parametrize("problem", REFUSED)
def test_nothing_is_said_where_nothing_is_known(problem: str) -> None:
    assert tuidao.solve(problem).answer is None


FORGED = [
    ("differential", "differential(x**2, x)", "diff(x**3, x)*dx"),
    ("differential", "differential(x**2, x)", "diff(x**2, x)*dy"),
    ("differential", "differential(x*y, [x, y])", "diff(x*y, x)*dx"),
    ("differential", "differential(x*y, [x, y])", "diff(x*y, x)*dx + diff(x*y, x)*dy"),
    ("differential", "differential(floor(x)*y, [x, y])", "diff(floor(x)*y, x)*dx + diff(floor(x)*y, y)*dy"),
    ("implicit", "implicit(x**2 + y**2 = 1, x, y)", "diff(x**2 + y**2 - 1, x)/diff(x**2 + y**2 - 1, y)"),
    ("implicit", "implicit(x**2 + y**2 = 1, x, y)", "-(diff(x**2 + y**2 - 1, y)/diff(x**2 + y**2 - 1, x))"),
    ("implicit_second", "implicit(x**2 + y**2 = 1, x, y, 2)", "diff(x/y, x) + diff(x/y, y)*(x/y)"),
    ("implicit_second", "implicit(x**2 + y**2 = 1, x, y, 2)", "diff(-x/y, x) + diff(-x/y, x)*(-x/y)"),
    ("implicit", "implicit(x = 1, x, y)", "-(diff(x - 1, x)/diff(x - 1, y))"),
    ("parametric", "parametric(cos(t), sin(t), t)", "diff(cos(t), t)/diff(sin(t), t)"),
    ("parametric", "parametric(3, sin(t), t)", "diff(sin(t), t)/diff(3, t)"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), FORGED)
def test_forged_steps_are_refused(name: str, before: str, after: str) -> None:
    found = DECIDE[name](read(before), read(after), Context())
    assert found.status is not Status.PROVED


ERRORS = [
    ("x*y", "[x, y]", "[2, 3]", "[1/100, 1/50]", 0.0704),
    ("x/y", "[x, y]", "[1, 2]", "[1/10, 1/10]", 0.1 / 1.9 + 1.1 / 1.9**2 * 0.1),
    ("exp(x)", "[x]", "[0]", "[1/4]", 2.718281828**0.25 * 0.25),
]


@pytest.mark.parametrize(("f", "names", "point", "errors", "exact"), ERRORS)
def test_the_bound_of_an_error_is_guaranteed_and_close(
    f: str, names: str, point: str, errors: str, exact: float
) -> None:
    problem = f"error_bound({f}, {names}, {point}, {errors})"
    s = tuidao.solve(problem)
    assert isinstance(s.answer, Num)
    assert s.verdict.status == "proved"
    assert exact <= float(s.answer.value) * (1 + 1e-9) <= exact * 1.02
    for _ in range(20):
        low = Num(s.answer.value * random.Random(f).randint(1, 96) / 100)
        assert DECIDE["error_bound"](read(problem), low, Context()).status is not Status.PROVED
        break


@pytest.mark.parametrize("a", [-2, 0, 3])
def test_the_number_in_front_of_the_increment_is_the_slope_and_no_other(a: int) -> None:
    """The rule of the split, with its rest worked out for x³: at A = f′ the rest is small, at another A it is not."""
    for wrong in (0, 1, -1):
        rest = f"({a} + h)**3 - ({a})**3 - ({3 * a * a + wrong})*h"
        ratio = tuidao.solve(f"limit(({rest})/h, h, 0)")
        assert ratio.verdict.status == "proved"
        assert (str(ratio.answer) == "0") is (wrong == 0)
