"""Limits worked as a textbook works them: which theorems the lines cite, what their reasons say."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.proof import Derivation, Step
from tuidao.rules import RULES
from tuidao.show.terminal import text_page


def _rules(d: Derivation) -> set[str]:
    found: set[str] = set()

    def visit(steps: tuple[Step, ...]) -> None:
        for step in steps:
            found.add(step.rule.id)
            visit(step.steps)
            for premise in step.premises:
                if premise is not None:
                    visit(premise.steps)

    visit(d.steps)
    return found


CITED = [
    ("limit((1 - cos(x))/x**2, x, 0)", "1/2", {"lim_comp_of_continuous", "lim_sin_div_self"}),
    ("limit((1 - cos(x - 1))/(x - 1)**2, x, 1, '+')", "1/2", {"lim_sin_div_self"}),
    ("limit(tan(x)/x, x, 0)", "1", {"lim_mul", "lim_sin_div_self"}),
    ("limit(asin(x)/x, x, 0)", "1", {"lim_comp", "lim_div", "lim_sin_div_self"}),
    ("limit(atan(2*x)/(2*x), x, 0)", "1", {"lim_comp", "lim_div"}),
    ("limit(sin(x)/x, x, oo)", "0", {"lim_mul_of_bounded", "bounded_of_abs_le", "near_of_range"}),
    ("limit(x*sin(1/x), x, 0)", "0", {"lim_squeeze", "near_of_range"}),
    ("limit(x**2*cos(1/x), x, 0)", "0", {"lim_squeeze"}),
    ("limit(abs(x)/x, x, 0)", "does not exist", {"lim_undefined_of_sides"}),
    ("limit(1/x, x, zoo)", "0", {"lim_of_ends"}),
    ("limit(atan(x), x, zoo)", "does not exist", {"lim_undefined_of_ends"}),
    ("limit(sin(n)/n, n, oo)", "0", {"lim_mul_of_bounded"}),
]


@pytest.mark.parametrize(("problem", "answer", "rules"), CITED)
def test_the_theorems_are_cited_and_checked(problem: str, answer: str, rules: set[str]) -> None:
    s = tuidao.solve(problem)
    assert str(s.answer) == answer
    assert s.verdict.status == "proved"
    assert rules <= _rules(s.derivation)


def test_one_minus_cosine_goes_by_the_half_angle() -> None:
    """No rule states the limit itself: it is worked from that of sin u/u."""
    cited = _rules(tuidao.solve(CITED[0][0]).derivation)
    assert "one_sub_cos" in cited or "lim_comp_of_continuous" in cited


@pytest.mark.parametrize(
    ("problem", "en", "zh"),
    [
        ("limit((x**2 - 1)/(x - 1), x, 1)", "Cancel x − 1: x ≠ 1 near", "约去 x − 1（x ≠ 1）"),
        ("limit((x**2 - 1)/(x - 1), x, 1)", "(x − 1)(x + 1)", "因式分解"),
        ("limit((tan(x) - sin(x))/x**3, x, 0)", "1 − cos x ~ (1/2)x²", "1 − cos x ~ (1/2)x²"),
        ("limit((-1)**n, n, oo)", "along odd ones to −1", "n 取偶数时趋于 1"),
        ("limit(sin(1/x), x, 0)", "1/x = 2kπ + 3π/2", "取 1/x = 2kπ + π/2"),
        ("limit(1/x, x, oo)", "grows without bound", "分母趋于无穷"),
        ("limit(1/(x - 1) - 2/(x**2 - 1), x, 1)", "one fraction", "通分"),
        ("limit(sin(x)/x, x, oo)", "|sin x| ≤ 1", "|sin x| ≤ 1"),
    ],
)
def test_reasons_are_written_as_mathematics(problem: str, en: str, zh: str) -> None:
    solved = tuidao.solve(problem)
    assert en in " ".join(text_page(solved, steps="all", width=400).split())
    assert zh in text_page(solved, "zh", steps="all", width=400)


def test_an_angle_that_jumps_is_not_said_to_swing() -> None:
    assert tuidao.solve("limit(sin(pi*floor(x)), x, oo)").answer is None


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("limit(factorial(n)/3**n, n, oo)", "oo"),
        ("limit((2**n + 3**n)**(1/n), n, oo)", "3"),
        ("limit(x**2 + x*sin(x) + cos(x), x, oo)", "oo"),
        ("limit(exp(x + exp(-x)) - exp(x), x, oo)", "1"),
        ("limit(frac(x), x, oo)", "does not exist"),
        ("limit(x*floor(1/x), x, 0)", "1"),
    ],
)
def test_orders_of_growth_are_proved(problem: str, answer: str) -> None:
    s = tuidao.solve(problem)
    assert (str(s.answer), s.verdict.status) == (answer, "proved")


THEOREMS = {
    "limit(1/x + exp(-x), x, oo)": "lim_add_infinitesimal",
    "limit(sin(x)/x, x, oo)": "lim_mul_of_bounded",
    "limit(atan(x) + 1/x, x, oo)": "lim_add",
    "limit(atan(x) - 1/x, x, oo)": "lim_sub",
    "limit(tan(x)/x, x, 0)": "lim_mul",
    "limit((2*n + 1)/(3*n + 2), n, oo)": "lim_div",
    "limit(asin(x)/x, x, 0)": "lim_comp",
}


@pytest.mark.parametrize(("problem", "rule"), THEOREMS.items())
def test_each_theorem_is_cited_by_a_worked_limit(problem: str, rule: str) -> None:
    s = tuidao.solve(problem)
    assert s.verdict.status == "proved"
    assert rule in _rules(s.derivation)


def test_the_condition_of_the_composite_function_is_shown_needed() -> None:
    assert RULES["lim_comp"].breaks_at == {
        "f": "0**abs(x)",
        "g": "0",
        "a": "0",
        "s": "0",
        "b": "0",
        "A": "0",
    }
