"""Domains, monotonicity, convexity and mean values, solved and checked from the outside."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.derive.shape.zeros import zeros
from tuidao.lang.term import Sym
from tuidao.read import read_plain


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("1/x", "(-oo, 0) U (0, oo)"),
        ("log(x)/(x - 2)", "(0, 2) U (2, oo)"),
        ("sqrt(x**2 - 1) + asin(x/2)", "[-2, -1] U [1, 2]"),
        ("sqrt(1 - x**2)", "[-1, 1]"),
        ("log(log(x))", "(1, oo)"),
        ("sqrt(-x**2)", "{0}"),
        ("x**3 + exp(x)", "(-oo, oo)"),
    ],
)
def test_natural_domain(function: str, expected: str) -> None:
    """The domain is the union of intervals where every part has a value, and the checker agrees."""
    found = tuidao.solve(f"domain({function}, x)")
    assert expected == str(found.answer)
    assert found.verdict.status in ("proved", "tested")


def test_periodic_domain_speaks_of_all_k() -> None:
    """A domain that repeats is told with a whole number k."""
    assert (
        str(tuidao.solve("domain(log(tan(x)), x)").answer) == "(pi*k, pi*k + pi/2), k in Integers"
    )


@pytest.mark.parametrize(
    ("function", "rising", "falling"),
    [
        ("x**3 - 3*x", [["-oo", "-1"], ["1", "oo"]], [["-1", "1"]]),
        ("1/x", [], [["-oo", "0"], ["0", "oo"]]),
        ("Abs(x)", [["0", "oo"]], [["-oo", "0"]]),
        ("x**3", [["-oo", "oo"]], []),
        ("x*log(x)", [["1/E", "oo"]], [["0", "1/E"]]),
    ],
)
def test_monotone(function: str, rising: list[list[str]], falling: list[list[str]]) -> None:
    """Intervals of increase and of decrease, joined across points where the function is continuous."""
    found = tuidao.solve(f"monotone({function}, x)")
    assert rising == found.data["increasing"]
    assert falling == found.data["decreasing"]
    assert found.verdict.status in ("proved", "tested")


@pytest.mark.parametrize(
    ("function", "up", "down"),
    [
        ("Max(0, x)", [["-oo", "oo"]], []),
        ("Abs(x)", [["-oo", "oo"]], []),
        ("x**4", [["-oo", "oo"]], []),
        ("x**3", [["0", "oo"]], [["-oo", "0"]]),
        ("2*x + 4", [], []),
    ],
)
def test_convex(function: str, up: list[list[str]], down: list[list[str]]) -> None:
    """Convex and concave intervals; a kink that bends upwards keeps a function convex."""
    found = tuidao.solve(f"convex({function}, x)")
    assert up == found.data["convex"]
    assert down == found.data["concave"]


def test_tan_is_not_increasing_across_its_poles() -> None:
    """Each branch increases; the branches are not joined."""
    for piece in tuidao.solve("monotone(tan(x), x)").data["increasing"]:
        assert "oo" not in piece


def test_mean_value_points_and_failing_hypotheses() -> None:
    """Every ξ is found; where a hypothesis fails, it is named with the place."""
    assert str(tuidao.solve("mean_value(x**3, x, 0, 1)").answer) == "sqrt(3)/3"
    assert tuidao.solve("mean_value(Abs(x), x, -1, 2)").data == {
        "fails": "differentiable",
        "at": "0",
    }
    assert tuidao.solve("mean_value(1/x, x, -1, 2)").data == {"fails": "continuous", "at": "0"}


@pytest.mark.parametrize(
    ("function", "points"),
    [
        ("sqrt(2 - x**2) - x**2/sqrt(2 - x**2)", {"1", "-1"}),
        ("exp(2*x) + 3*exp(x) - 4", {"0"}),
        ("log(x)**2 - 1", {"E", "1/E"}),
        ("x**2*exp(x) + 2*x*exp(x)", {"0", "-2"}),
    ],
)
def test_zeros_in_closed_form(function: str, points: set[str]) -> None:
    """The zeros come exact, whatever kernels they hide in."""
    found = zeros(read_plain(function), Sym("x"))
    assert found is not None
    assert points == {str(p) for p in found.points}


def test_zeros_without_closed_form_are_not_guessed() -> None:
    """x + log x = 0 has no closed form here: None, not an empty list."""
    assert zeros(read_plain("x + log(x)"), Sym("x")) is None


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("solve(x^3 = x, x)", "{-1, 0, 1}"),
        ("solve(2^x = x^2, x)", None),
        ("zeros(tan(x) - x, (x, 0, 10))", None),
        ("solve(sin(x) = 1/2, x)", "x = 2*pi*k + pi/6, 2*pi*k + 5*pi/6, k in Integers"),
        ("solve(sin(2*x) = cos(x), x)", None),
        ("solve(abs(x - 1) + abs(x + 1) <= 3, x)", "[-3/2, 3/2]"),
        ("solve(x^2 + 1 = 0, x)", "no real solution"),
        ("x^2 < 2", "(-sqrt(2), sqrt(2))"),
        ("解方程 x^2-3x+2=0", "{1, 2}"),
        ("solve the equation x = cos x", "{root_of(x - cos(x), x, 739/1000, 7391/10000)}"),
    ],
)
def test_equations_are_solved_and_proved(problem: str, answer: str | None) -> None:
    """All solutions, each exact or isolated, and that there are no others is proved."""
    found = tuidao.solve(problem)
    assert found.verdict.status == "proved"
    assert answer is None or str(found.answer) == answer


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        (
            "extrema(sin(x) + cos(2*x), x)",
            "local maximum 9/8 at x = asin(1/4) + 2*pi*k; local maximum 9/8 at x = pi - asin(1/4) + 2*pi*k; "
            "local minimum 0 at x = 2*pi*k + pi/2; local minimum -2 at x = 2*pi*k - pi/2, k in Integers",
        ),
        ("range(3*sin(x) + 4*cos(x), x)", "[-5, 5]"),
        (
            "extrema(x^3 - 3*x*y + y^3, [x, y])",
            "saddle point at (0, 0); local minimum -1 at (1, 1)",
        ),
        (
            "domain(log(x - cos(x)), x)",
            "(root_of(x - cos(x), x, 739/1000, 7391/10000), oo)",
        ),
    ],
)
def test_ends_and_values_where_no_polynomial_root_is(problem: str, answer: str) -> None:
    found = tuidao.solve(problem)
    assert str(found.answer) == answer
    assert found.verdict.status == "proved"


def test_mean_value_hypotheses_are_premises() -> None:
    """Continuity and differentiability are shown, each for itself."""
    first = tuidao.solve("mean_value(x^3 - x, x, 0, 2)").steps[0]
    assert first.rule.id == "mean_value_asks"
    shown = [str(p.start) for p in first.premises if p is not None]
    assert len(shown) == 3
    assert shown[1].startswith("continuous_on(") and shown[2].startswith("differentiable_on(")


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        (
            "extrema(x + 2*sin(x), x)",
            "local maximum 2*pi*k + sqrt(3) + 2*pi/3 at x = 2*pi*k + 2*pi/3; "
            "local minimum 2*pi*k - sqrt(3) - 2*pi/3 at x = 2*pi*k - 2*pi/3, k in Integers",
        ),
        (
            "extrema(sin(x)*cos(x), x)",
            "local maximum 1/2 at x = pi*k + pi/4; local minimum -1/2 at x = pi*k - pi/4, k in Integers",
        ),
        ("domain(sqrt(sin(x + 1)), x)", "[2*pi*k - 1, 2*pi*k - 1 + pi], k in Integers"),
        ("solve(cos(x) > 1/2, x)", "(2*pi*k - pi/3, 2*pi*k + pi/3), k in Integers"),
        ("solve(tan(x) = 1, x)", "x = pi*k + pi/4, k in Integers"),
        (
            "convex(tan(x), x)",
            "convex on (pi*k, pi*k + pi/2), k in Integers, concave on (pi*k + pi/2, pi*k + pi), k in Integers; "
            "inflection points (pi*k, 0)",
        ),
        (
            "convex(x**4 - 6*x**2, x)",
            "convex on (-oo, -1) and on (1, oo), concave on (-1, 1); inflection points (-1, -5), (1, -5)",
        ),
        ("convex(x*atan(x), x)", "convex on (-oo, oo)"),
        (
            "monotone(1/cos(x), x)",
            "increasing on (2*pi*k, 2*pi*k + pi/2) and on (2*pi*k + pi/2, 2*pi*k + pi), k in Integers, "
            "decreasing on (2*pi*k + pi, 2*pi*k + 3*pi/2) and on (2*pi*k + 3*pi/2, 2*pi*k + 2*pi), k in Integers",
        ),
    ],
)
def test_what_repeats_is_told_near_zero_with_the_values_it_has_everywhere(
    problem: str, answer: str
) -> None:
    found = tuidao.solve(problem)
    assert str(found.answer) == answer
    assert found.verdict.status == "proved"


@pytest.mark.parametrize(
    ("problem", "fails", "at"),
    [
        ("mean_value(floor(x), x, 0, 2)", "continuous", "1"),
        ("mean_value(floor(x), x, 0, 1)", "continuous", "1"),
        ("mean_value(x - floor(x), x, 1/2, 3/2)", "continuous", "1"),
        ("mean_value(tan(x), x, 0, pi)", "continuous", "pi/2"),
        ("mean_value(Piecewise((x**2, x < 1), (1, x < 2), (5, True)), x, 0, 3)", "continuous", "2"),
        ("mean_value(Piecewise((x, x < 1), (2*x - 1, True)), x, 0, 2)", "differentiable", "1"),
        ("rolle(Abs(x - 1), x, 0, 2)", "differentiable", "1"),
    ],
)
def test_the_hypothesis_that_fails_is_shown_with_where(problem: str, fails: str, at: str) -> None:
    found = tuidao.solve(problem)
    assert found.data == {"fails": fails, "at": at}
    assert found.verdict.status == "proved"


def test_no_mean_value_is_told_under_a_condition_that_never_holds() -> None:
    assert tuidao.solve("mean_value(floor(x), x, 1/4, 3/4)").answer is None


@pytest.mark.parametrize(
    "problem",
    [
        'convex(x**4, x, by="slope")',
        'convex(x**6 + x**2, x, by="slope")',
        'convex(exp(x), x, by="slope")',
        'convex(x**4, x, by="definition")',
    ],
)
def test_convexity_by_the_slope_leaves_no_condition(problem: str) -> None:
    s = tuidao.solve(problem)
    assert (s.verdict.status, s.conditions) == ("proved", ())


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("monotone(atan(x) - x, x)", "decreasing on (-oo, oo)"),
        ("solve((x - 1)/(x + 2) < 1, x)", "(-2, oo)"),
        ("solve(1/(x - 1) < 1/(x + 1), x)", "(-1, 1)"),
        ("solve(4**x = 8, x)", "{3/2}"),
        ("mean_value(log(x), x, 1, E)", "E - 1"),
        ("mean_value(x**3 - 3*x, x, -1, 2)", "1"),
        ("extrema(Abs(x - 1) + Abs(x + 1), x)", "constant 2 on (-1, 1)"),
    ],
)
def test_sums_below_the_bar_ends_and_level_stretches(problem: str, answer: str) -> None:
    found = tuidao.solve(problem)
    assert (str(found.answer), found.verdict.status) == (answer, "proved")


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("x*sin(x) = 0", "x = pi*k, k in Integers"),
        ("solve((x - 1)*sin(x) = 0, x)", "x = 1; x = pi*k, k in Integers"),
        ("solve(x**2*cos(x) - cos(x) = 0, x)", "x = -1, 1; x = pi*k + pi/2, k in Integers"),
        ("solve(x*tan(x) = 0, x)", "x = pi*k, k in Integers"),
        ("solve(x*sin(x) = x, x)", "x = 0; x = 2*pi*k + pi/2, k in Integers"),
    ],
)
def test_a_polynomial_times_what_repeats_is_zero_where_either_is(problem: str, answer: str) -> None:
    found = tuidao.solve(problem)
    assert (str(found.answer), found.verdict.status) == (answer, "proved")
