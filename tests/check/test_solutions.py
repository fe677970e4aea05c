"""Sets of solutions: right ones proved, damaged ones refused, whatever was changed."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.proof import Status
from tuidao.read import read_plain

RIGHT = [
    ("solve(x**2 = 2, x)", "{-sqrt(2), sqrt(2)}"),
    ("solve(x**5 - x - 1 = 0, x)", "{root_of(x**5 - x - 1, x, 1, 2)}"),
    ("solve(cos(x) = x, x)", "{root_of(cos(x) - x, x, 0, 1)}"),
    ("solve(sin(x) = 1/2, x)", "[{pi/6, 5*pi/6}, 2*pi]"),
    ("solve(x**2 - 3*x + 2 > 0, x)", "(-oo, 1) U (2, oo)"),
    ("solve(x**2 - 3*x + 2 >= 0, x)", "(-oo, 1] U [2, oo)"),
    ("solve(sqrt(x + 2) = x, x)", "{2}"),
    ("solve(x**2 + 1 = 0, x)", "EmptySet"),
    ("solve(log(x) < 0, x)", "(0, 1)"),
    ("solve(x**2 = 1, x, Interval(0, 5))", "{1}"),
    ("solve(x**2 = 1, x, Interval.open(1, 5))", "EmptySet"),
    ("solve(1/x = 0, x)", "[EmptySet, [0]]"),
]
WRONG = [
    ("solve(x**2 = 2, x)", "{sqrt(2)}"),  # one left out
    ("solve(x**2 = 2, x)", "{-sqrt(2), 0, sqrt(2)}"),  # one too many
    ("solve(x**2 = 2, x)", "{-sqrt(2), 99/70}"),  # nearly
    ("solve(x**5 - x - 1 = 0, x)", "{root_of(x**5 - x - 2, x, 1, 2)}"),
    ("solve(sin(x) = 1/2, x)", "[{pi/6, 5*pi/6}, pi]"),  # a wrong period
    ("solve(sin(x) = 1/2, x)", "[{pi/6}, 2*pi]"),
    ("solve(sin(x) = 1/2, x)", "[{pi/6, 5*pi/6}, -2*pi]"),
    ("solve(sin(x) = 1/2, x)", "[{pi/6, 5*pi/6}, 0]"),
    ("solve(x**2 - 3*x + 2 > 0, x)", "(-oo, 1] U (2, oo)"),
    ("solve(x**2 - 3*x + 2 >= 0, x)", "(-oo, 1) U [2, oo)"),
    ("solve(x**2 - 3*x + 2 > 0, x)", "(-oo, 1)"),
    ("solve(x**2 - 3*x + 2 > 0, x)", "(1, 2)"),
    ("solve(sqrt(x + 2) = x, x)", "{-1, 2}"),  # not a solution: the root is not negative
    ("solve(log(x) < 0, x)", "(-oo, 1)"),  # no logarithm there
    ("solve(log(x) < 0, x)", "[0, 1)"),
    ("solve(x**2 = 1, x, Interval(0, 5))", "{-1, 1}"),
    ("solve(x**2 = 1, x, Interval(1, 5))", "EmptySet"),
    ("solve(x**2 = 1, x, Interval.open(1, 5))", "{1}"),
    ("solve(1/x > 0, x)", "[0, oo)"),
    ("solve(x = x, x)", "(-oo, 0) U (0, oo)"),
    ("solve(x**2 > 0, x)", "(-oo, oo)"),
    ("solve(x**2 > 0, x)", "[(-oo, oo), [0]]"),  # the cut is not a solution
    ("solve(x = 0, x)", "[EmptySet, [0]]"),  # a cut may not hide a solution
    ("solve(x**2 > 1, x)", "(1, oo) U (-oo, -1)"),  # not in order
    ("solve(x > 0, x)", "Interval(0, oo)"),
]


@pytest.mark.parametrize(("question", "answer"), RIGHT)
def test_right_sets_are_proved(question: str, answer: str) -> None:
    found = DECIDE["solution_set"](read_plain(question), read_plain(answer), Context())
    assert found.status is Status.PROVED


@pytest.mark.parametrize(("question", "answer"), WRONG)
def test_damaged_sets_are_refused(question: str, answer: str) -> None:
    found = DECIDE["solution_set"](read_plain(question), read_plain(answer), Context())
    assert found.status in (Status.REFUTED, Status.OPEN)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("domain(1/x, x)", "(-oo, oo)"),
        ("domain(1/x, x)", "(-oo, 0) U [0, oo)"),
        ("domain(sqrt(x), x)", "(0, oo)"),
        ("domain(log(x), x)", "[0, oo)"),
        ("domain(log(x), x)", "(1, oo)"),
        ("domain(tan(x), x)", "[(-pi/2, pi/2), 2*pi]"),
        ("domain(tan(x), x)", "[(-pi/2, pi/2), pi/2]"),
        ("domain(sqrt(x**2 - 1), x)", "(-oo, -1] U (1, oo)"),
        ("domain(1/(x**5 - x - 1), x)", "(-oo, 1) U (1, oo)"),
    ],
)
def test_damaged_domains_are_refused(question: str, answer: str) -> None:
    found = DECIDE["domain"](read_plain(question), read_plain(answer), Context())
    assert found.status in (Status.REFUTED, Status.OPEN)


STATIONARY = "stationary(x**3 - 3*x*y + y**3, [x, y])"
SLOPES = "[3*x**2 - 3*y, 3*y**2 - 3*x], [[6*x, -3], [-3, 6*y]]"


def test_stationary_points_are_all_there() -> None:
    """Two points, a saddle and a minimum."""
    whole = f"[{SLOPES}, [[0, 0], saddle, 0], [[1, 1], minimum, -1]]"
    found = DECIDE["stationary"](read_plain(STATIONARY), read_plain(whole), Context())
    assert found.status is Status.PROVED


@pytest.mark.parametrize(
    "answer",
    [
        f"[{SLOPES}, [[0, 0], saddle, 0]]",
        f"[{SLOPES}, [[1, 1], minimum, -1]]",
        f"[{SLOPES}]",
        f"[{SLOPES}, [[0, 0], minimum, 0], [[1, 1], minimum, -1]]",
        f"[{SLOPES}, [[0, 0], saddle, 0], [[1, 1], maximum, -1]]",
        f"[{SLOPES}, [[0, 0], saddle, 0], [[1, 1], minimum, 1]]",
        f"[{SLOPES}, [[0, 0], saddle, 0], [[1, 1], minimum, -1], [[2, 2], minimum, 4]]",
        "[[3*x**2, 3*y**2 - 3*x], [[6*x, -3], [-3, 6*y]], [[0, 0], saddle, 0], [[1, 1], minimum, -1]]",
        "[[3*x**2 - 3*y, 3*y**2 - 3*x], [[6*x, 3], [-3, 6*y]], [[0, 0], saddle, 0], [[1, 1], minimum, -1]]",
    ],
)
def test_damaged_stationary_points_are_refused(answer: str) -> None:
    found = DECIDE["stationary"](read_plain(STATIONARY), read_plain(answer), Context())
    assert found.status in (Status.REFUTED, Status.OPEN)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("mean_value(x**2, x, 0, 1)", "[differentiable, 1/2]"),
        ("mean_value(Abs(x), x, -1, 1)", "[differentiable, 1/2]"),
        ("mean_value(Abs(x), x, 1, 2)", "[differentiable, 0]"),  # outside
        ("mean_value(sqrt(x), x, 0, 1)", "[differentiable, 0]"),  # at an end it need not be
        ("mean_value(floor(x), x, 0, 2)", "[continuous, 1/2]"),
        ("mean_value(floor(x), x, 0, 2)", "[differentiable, 3/2]"),
        ("mean_value(Piecewise((x, x < 1), (2*x - 1, True)), x, 0, 2)", "[continuous, 1]"),
        ("mean_value(Piecewise((x**2, x < 1), (2*x - 1, True)), x, 0, 2)", "[differentiable, 1]"),
        ("mean_value(x, x, 0, 1)", "[equal, 1]"),  # only Rolle's theorem asks for it
        ("rolle(x**2, x, -1, 1)", "[equal, 1]"),
        ("cauchy([x, x**3], x, 1, 2)", "[nonzero, 0]"),
        ("integral_mean(Abs(x), x, -1, 1)", "[differentiable, 0]"),
    ],
)
def test_hypotheses_that_hold_are_not_called_failing(question: str, claim: str) -> None:
    found = DECIDE["mean_value_fails"](read_plain(question), read_plain(claim), Context())
    assert found.status in (Status.REFUTED, Status.OPEN)


@pytest.mark.parametrize(
    ("problem", "given", "answer"),
    [
        ("convex(log(x) + log(y), [x, y])", "", "strictly concave"),
        ("convex(x^2/y, [x, y])", "y > 0", "convex"),
        ("convex(x^2/y, [x, y])", "", "neither convex nor concave"),
        ("convex(x^2 - y^2, [x, y])", "", "neither convex nor concave"),
    ],
)
def test_convexity_in_several_variables_on_its_domain(
    problem: str, given: str, answer: str
) -> None:
    found = tuidao.solve(problem, given)
    assert str(found.answer) == answer
    assert found.verdict.status == "proved"


def test_a_point_outside_the_domain_refutes_nothing() -> None:
    """x log y has no value where y is not positive, though its derivatives have."""
    question = read_plain("convexity(x*log(y), [x, y])")
    hessian = "[[0, 1/y], [1/y, -x/y**2]]"
    forged = read_plain(f"[neither, {hessian}, [[-1, -1], [0, 1]], [[1, -1], [0, 1]]]")
    found = DECIDE["convexity"](question, forged, Context())
    assert found.status is not Status.PROVED
    disk = "convexity(1/(x**2 + y**2 - 1), [x, y])"
    assert str(tuidao.solve(disk).verdict.status) != "tested"


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("solve((x - 1)*sin(x) = 0, x)", "[{0}, [{0, pi}, 2*pi]]"),
        ("solve((x - 1)*sin(x) = 0, x)", "[{1}, [{0}, 2*pi]]"),
        ("solve((x - 1)*sin(x) = 0, x)", "[{1}, [{0, pi}, pi]]"),
        ("solve((x - 1)*sin(x) = 0, x)", "[{1, 2}, [{0, pi}, 2*pi]]"),
        ("solve((x**2 - 1)*sin(x) = 0, x)", "[{1}, [{0, pi}, 2*pi]]"),
        ("solve(x*cot(x) = 0, x)", "[{0}, [{pi/2, 3*pi/2}, 2*pi]]"),  # cot 0 has no value
        ("solve(x*sin(x) = 1, x)", "[{0}, [{0, pi}, 2*pi]]"),
        ("solve(x*sin(x) > 0, x)", "[{0}, [{0, pi}, 2*pi]]"),
        ("solve(x/x*sin(x) = 0, x)", "[{0}, [{0, pi}, 2*pi]]"),
    ],
)
def test_forged_zeros_of_a_product_are_refused(question: str, claim: str) -> None:
    found = DECIDE["solution_product"](read_plain(question), read_plain(claim), Context())
    assert found.status in (Status.REFUTED, Status.OPEN)


def test_the_zeros_of_a_product_are_confirmed() -> None:
    question, claim = "solve((x - 1)*sin(x) = 0, x)", "[{1}, [{0, pi}, 2*pi]]"
    found = DECIDE["solution_product"](read_plain(question), read_plain(claim), Context())
    assert found.status is Status.PROVED
