"""Limits worked and checked: values, one-sided values, none at all, sequences, parameters."""

from __future__ import annotations

import pytest

import tuidao

VALUES = [
    ("limit(sin(x)/x, x, 0)", "1"),
    ("limit((1 - cos(x))/x**2, x, 0)", "1/2"),
    ("limit((x**2 - 1)/(x - 1), x, 1)", "2"),
    ("limit(1/x, x, oo)", "0"),
    ("limit(1/x, x, 0, '+')", "oo"),
    ("limit(1/x**2, x, 0)", "oo"),
    ("limit(sin(x)/x, x, oo)", "0"),
    ("limit(x*sin(1/x), x, 0)", "0"),
    ("limit((1 + 1/x)**x, x, oo)", "E"),
    ("limit((1 + 2/n)**n, n, oo)", "E**2"),
    ("limit((sqrt(x + 4) - 2)/x, x, 0)", "1/4"),
    ("limit(sqrt(x**2 + x) - x, x, oo)", "1/2"),
    ("limit((3*x**2 + 1)/(5*x**2 - x), x, oo)", "3/5"),
    ("limit((tan(x) - sin(x))/x**3, x, 0)", "1/2"),
    ("limit((exp(x) - 1 - x)/x**2, x, 0)", "1/2"),
    ("limit(x*log(x), x, 0, '+')", "0"),
    ("limit(x**x, x, 0, '+')", "1"),
    ("limit(log(x)/x**(1/3), x, oo)", "0"),
    ("limit(exp(x)/x**20, x, oo)", "oo"),
    ("limit(x**5*exp(-x), x, oo)", "0"),
    ("limit((2**n + 3**n)**(1/n), n, oo)", "3"),
    ("limit(n**2/factorial(n), n, oo)", "0"),
    ("limit(factorial(n)**(1/n)/n, n, oo)", "1/E"),
    ("limit((-1)**n/n, n, oo)", "0"),
    ("limit(cos(x)**(1/x**2), x, 0)", "1/sqrt(E)"),
    ("limit(floor(x), x, 3, '-')", "2"),
    ("limit(frac(x), x, 3, '-')", "1"),
    ("limit(atan(1/x), x, 0, '-')", "-pi/2"),
    ("limit(acot(x), x, 0, '+')", "pi/2"),
    ("limit(x**(1/3), x, -8)", "-2"),
    ("limit(sqrt(x), x, 0)", "0"),
    ("limit(erf(x), x, -oo)", "-1"),
    ("limit((sin(x + h) - sin(x))/h, h, 0)", "cos(x)"),
    ("limit(x**3, x, -oo)", "-oo"),
    ("limit(exp(x)*(exp(1/x - exp(-2*x)) - exp(1/x)), x, oo)", "0"),
]
NONE = [
    ("limit(1/x, x, 0)", {"left": "-oo", "right": "oo"}),
    ("limit(abs(x)/x, x, 0)", {"left": "-1", "right": "1"}),
    ("limit(exp(1/x), x, 0)", {"left": "0", "right": "oo"}),
    ("limit(1/(1 + exp(1/x)), x, 0)", {"left": "1", "right": "0"}),
    ("limit(sin(1/x), x, 0)", {"reason": "the function oscillates"}),
    ("limit(sin(x), x, oo)", {"reason": "the function oscillates"}),
    ("limit(x*cos(x), x, oo)", {"reason": "the function oscillates"}),
    ("limit(tan(x), x, oo)", {"reason": "the function oscillates"}),
    ("limit(log(x), x, -1)", {"reason": "the function is not defined near the point"}),
    ("limit(floor(x), x, 2)", {"left": "1", "right": "2"}),
]


@pytest.mark.parametrize(("problem", "answer"), VALUES[:-1])
def test_value(problem: str, answer: str) -> None:
    s = tuidao.solve(problem)
    assert str(s.answer) == answer
    assert s.verdict.status in ("proved", "tested")
    assert s.steps


@pytest.mark.parametrize(("problem", "data"), NONE)
def test_there_is_no_limit(problem: str, data: dict[str, str]) -> None:
    s = tuidao.solve(problem)
    assert str(s.answer) == "does not exist"
    assert s.data.items() >= data.items()
    assert s.verdict.status in ("proved", "tested")


def test_what_cancels_without_end_is_left_open_not_guessed() -> None:
    problem, answer = VALUES[-1]
    s = tuidao.solve(problem)
    assert s.answer is None or str(s.answer) == answer


def test_most_are_proved() -> None:
    statuses = [str(tuidao.solve(p).verdict.status) for p, _ in (*VALUES[:20], *NONE[:5])]
    assert statuses.count("proved") >= 0.7 * len(statuses)


@pytest.mark.parametrize(
    ("problem", "given", "answer"),
    [
        ("limit(exp(a*x), x, oo)", "a > 0", "oo"),
        ("limit(exp(a*x), x, oo)", "a < 0", "0"),
        ("limit(a*x, x, oo)", "", "oo*sign(a)"),
        ("limit(x**n*exp(-x), x, oo)", "n > 0", "0"),
        ("limit(cos(pi*n), n, oo)", "n in Integers", "does not exist"),
        ("limit(sin(pi*n), n, oo)", "n in Integers", "0"),
        ("limit((a**n)**(1/n), n, oo)", "a > 0", "a"),
    ],
)
def test_parameters(problem: str, given: str, answer: str) -> None:
    assert str(tuidao.solve(problem, given=given).answer) == answer


def test_a_parameter_of_unknown_sign_is_not_guessed() -> None:
    assert tuidao.solve("limit(exp(a*x), x, oo)").answer is None


def test_division_by_a_parameter_is_a_condition() -> None:
    s = tuidao.solve("limit(sin(a*x)/sin(b*x), x, 0)")
    assert str(s.answer) == "a/b"
    assert any("b" in str(c) for c in s.conditions)


def test_textbook_methods_are_used() -> None:
    def rules(problem: str) -> list[str]:
        return [step.rule.id for step in tuidao.solve(problem).steps]

    assert rules("limit(sin(x)/x, x, 0)")[0] == "lim_sin_div_self"
    assert rules("limit(x*sin(1/x), x, 0)") == ["lim_squeeze"]
    assert rules("limit((x**2 - 1)/(x - 1), x, 1)")[:3] == [
        "lim_congr",
        "lim_congr",
        "lim_continuous",
    ]
    assert rules("limit(abs(x)/x, x, 0)") == ["lim_undefined_of_sides"]
    assert rules("limit((1 + 1/x)**x, x, oo)") == ["lim_congr", "lim_one_add_pow"]
    assert "lim_exp_of" in rules("limit(cos(x)**(1/x**2), x, 0)")
    assert "lim_equivalent" in rules("limit(sin(5*x)/sin(2*x), x, 0)")


@pytest.mark.parametrize(
    "problem",
    [
        "limit(x**(9**9**9), x, 2)",
        "limit((1 + x)**(10**30), x, 0)",
        "limit(exp(exp(exp(exp(exp(x))))), x, oo)",
        "limit(log(log(log(log(x)))), x, oo)",
        "limit(sin(sin(sin(sin(sin(sin(x))))))/x - cos(cos(cos(x))), x, 0)",
    ],
)
def test_hostile_problems_end(problem: str) -> None:
    s = tuidao.solve(problem)
    assert s.answer is None or s.verdict.status in ("proved", "tested")


def test_hopital_names_and_answers_all_its_hypotheses() -> None:
    s = tuidao.solve("limit(x*log(x), x, 0, '+')")
    assert [step.rule.id for step in s.steps][:2] == ["lim_congr", "lim_hopital_inf"]
    s = tuidao.solve("limit(log(x)/x, x, oo)")
    assert s.verdict.status == "proved"
    (step,) = s.steps
    assert step.rule.id == "lim_hopital_inf"
    assert len(step.premises) == len(step.rule.given)
    assert not s.conditions


def test_hopital_is_not_used_where_the_quotient_of_derivatives_has_no_limit() -> None:
    s = tuidao.solve("limit((x + sin(x))/x, x, oo)")
    assert str(s.answer) == "1"
    assert not any(step.rule.id.startswith("lim_hopital") for step in s.steps)


@pytest.mark.parametrize(
    ("problem", "within"),
    [
        ("limit(sqrt(x), x, 0)", "x > 0"),
        ("limit(log(x), x, 0)", "x > 0"),
        ("limit(acos(x), x, 1)", "x < 1"),
        ('limit(sqrt(x), x, 0, "+")', None),
        ("limit(x*log(Abs(x)), x, 0)", None),
        ("limit(sin(x)/x, x, 0)", None),
    ],
)
def test_a_limit_taken_from_the_only_side_there_is_says_so(
    problem: str, within: str | None
) -> None:
    assert tuidao.solve(problem).data.get("within") == within
