"""Classical improper integrals, asked as a reader asks them: the value by a theorem, proved, its conditions printed."""

from __future__ import annotations

import pytest

import tuidao

PROVED = [
    ("integrate(exp(-x**3), (x, 0, oo))", "", "gamma(1/3)/3"),
    ("integrate(sqrt(x)*exp(-2*x), (x, 0, oo))", "", "sqrt(2)*sqrt(pi)/8"),
    (
        "integrate(x**n*exp(-a*x), (x, 0, oo))",
        "n in Integers, n > 0, a > 0",
        "factorial(n)/a**(n + 1)",
    ),
    ("integrate(sqrt(log(1/x)), (x, 0, 1))", "", "sqrt(pi)/2"),
    ("integrate(sqrt(log(x))/x**2, (x, 1, oo))", "", "sqrt(pi)/2"),
    ("integrate(x**(-1/3)*(1 - x)**(-2/3), (x, 0, 1))", "", "2*sqrt(3)*pi/3"),
    ("integrate(1/(1 + x**7), (x, 0, oo))", "", "pi/(7*sin(pi/7))"),
    ("integrate(log(sin(x)), (x, 0, pi/2))", "", "-pi*log(2)/2"),
    ("integrate(log(tan(x)), (x, 0, pi/2))", "", "0"),
    ("integrate(x*log(sin(x)), (x, 0, pi))", "", "-pi**2*log(2)/2"),
    ("integrate(sin(a*x)/x, (x, 0, oo))", "a > 0", "pi/2"),
    ("integrate((exp(-a*x) - exp(-b*x))/x, (x, 0, oo))", "a > 0, b > 0", "log(b/a)"),
    ("integrate((x**2 - 1)/log(x), (x, 0, 1))", "", "log(3)"),
    ("integrate(cos(x)/(1 + x**2), (x, -oo, oo))", "", "pi/E"),
    ("integrate(sin(x**2), (x, 0, oo))", "", "sqrt(2)*sqrt(pi)/4"),
    ("integrate(exp(-x**2 - 1/x**2), (x, 0, oo))", "", "sqrt(pi)/(2*E**2)"),
    ("integrate(x**3/(exp(x) - 1), (x, 0, oo))", "", "pi**4/15"),
    ("integrate(x/(exp(x) + 1), (x, 0, oo))", "", "pi**2/12"),
    ("integrate(x**2*exp(x)/(exp(x) + 1)**2, (x, -oo, oo))", "", "pi**2/3"),
    ("integrate(log(x)/(1 - x), (x, 0, 1))", "", "-pi**2/6"),
    ("integrate(log(x)**2/(1 + x**2), (x, 0, oo))", "", "pi**3/8"),
    ("integrate(log(2 + cos(x)), (x, 0, pi))", "", "pi*log((2 + sqrt(3))/2)"),
    ("integrate(1/(1 + tan(x)**sqrt(2)), (x, 0, pi/2))", "", "pi/4"),
    ("integrate(sin(sin(x) + 7*x), (x, 0, 2*pi))", "", "0"),
]


@pytest.mark.parametrize(("text", "given", "answer"), PROVED)
def test_proved(text: str, given: str, answer: str) -> None:
    """The closed form, every step proved, and no condition beyond what was given."""
    solution = tuidao.solve(text, given=given)
    assert str(solution.answer) == answer
    assert solution.verdict.status == "proved"
    assert not solution.verdict.missing


@pytest.mark.parametrize(
    "text",
    [
        "integrate(exp(-x)/x**2, (x, 0, oo))",
        "integrate(sqrt(x)/(1 + sqrt(x)), (x, 0, oo))",
        "integrate(x**(-5/3)*(1 - x), (x, 0, 1))",
        "integrate(log(x)**2*x**(-3/2), (x, 0, 1))",
        "integrate(tan(x)**(4/3), (x, 0, pi/2))",
    ],
)
def test_outside_the_conditions_there_is_no_value(text: str) -> None:
    """Where the exponent leaves the range of the theorem the integral diverges: no number is given."""
    solution = tuidao.solve(text)
    assert solution.answer is None or str(solution.answer) in ("oo", "diverges")


def test_what_a_value_rests_on_is_printed() -> None:
    """Of a nothing is known: that it is positive is a condition of the answer."""
    solution = tuidao.solve("integrate(exp(-a*x**3), (x, 0, oo))")
    assert "a > 0" in [str(c) for c in solution.conditions]
