"""Definite integrals: Newton and Leibniz with their conditions, pieces, limits, divergence."""

from __future__ import annotations

import mpmath
import pytest
import sympy

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


@pytest.mark.parametrize(
    ("text", "answer", "condition"),
    [
        ("integrate(1/(x**2 + a**2), (x, 0, 1))", "atan(1/a)/a", "a != 0"),
        (
            "integrate(1/(x - a), (x, -1, 1))",
            "log(Abs(1 - a)) - log(Abs(a + 1))",
            "a < -1 or a > 1",
        ),
    ],
)
def test_a_parameter_that_moves_a_pole_is_kept_off(text: str, answer: str, condition: str) -> None:
    """Between bounds that are numbers too; what keeps the pole off the interval is printed."""
    solution = tuidao.solve(text)
    assert str(solution.answer) == answer
    assert condition in [str(c) for c in solution.conditions]


def test_without_a_closed_form_the_enclosure_is_the_answer() -> None:
    """∫₀¹ exp(sin x) dx: the number to many digits with the bound of its error, certified."""
    solution = tuidao.solve("integrate(exp(sin(x)), (x, 0, 1))")
    assert str(solution.answer).startswith("1.63186960841805")
    assert "± 10^-" in str(solution.answer)
    assert solution.verdict.status == "proved"
    assert solution.data["decimal"].startswith("1.63186960841805")


# f, bounds: each compared with mpmath's quadrature, which shares nothing with what found the answer.
OWN = [
    ("3*x**2 - 4*x + 1", "0", "2"),
    ("x*exp(-x)", "0", "1"),
    ("x**2*log(x)", "1", "2"),
    ("sin(x)**2", "0", "pi"),
    ("cos(x)**5", "0", "pi/2"),
    ("tan(x)", "0", "pi/4"),
    ("1/(1 + x**2)", "-1", "1"),
    ("1/(x**2 + 4*x + 5)", "-2", "0"),
    ("sqrt(4 - x**2)", "0", "2"),
    ("x/sqrt(1 + x)", "0", "3"),
    ("1/(1 + sqrt(x))", "0", "4"),
    ("exp(x)*sin(x)", "0", "pi"),
    ("atan(x)", "0", "1"),
    ("asin(x)", "0", "1/2"),
    ("log(1 + x**2)", "0", "1"),
    ("(x + 1)/(x**2*(x + 2))", "1", "3"),
    ("1/(x**3 + 1)", "0", "1"),
    ("Abs(x**2 - 1)", "-2", "2"),
    ("Abs(sin(x))", "0", "5"),
    ("floor(x)*x", "0", "3"),
    ("Max(x, 1 - x)", "0", "1"),
    ("Piecewise((x**2, x < 1), (2 - x, True))", "0", "2"),
    ("sign(x - 1)*x", "0", "3"),
    ("x**3*cos(x)", "-1", "1"),
    ("x*sin(x)/(1 + cos(x)**2)", "0", "pi"),
    ("sin(x)**3/(sin(x)**3 + cos(x)**3)", "0", "pi/2"),
    ("1/(5 + 4*cos(x))", "0", "2*pi"),
    ("1/(1 + cos(x)**2)", "0", "2*pi"),
    ("cosh(x)", "-1", "1"),
    ("2**x", "0", "3"),
    ("exp(-x)", "0", "oo"),
    ("x**3*exp(-2*x)", "0", "oo"),
    ("1/(x**2 + 4)", "-oo", "oo"),
    ("1/(x*(x + 1))", "1", "oo"),
    ("log(x)", "0", "1"),
    ("1/sqrt(x)", "0", "4"),
    ("1/sqrt(1 - x**2)", "-1", "1"),
    ("exp(-x**2)", "-oo", "oo"),
    ("1/(x**4 + 1)", "0", "oo"),
    ("x*log(x)", "0", "1"),
    ("exp(-x)*cos(3*x)", "0", "oo"),
    ("(exp(-x) - exp(-3*x))/x", "0", "oo"),
    ("sin(x)**2/x**2", "0", "oo"),
]


@pytest.mark.parametrize(("f", "low", "high"), OWN)
def test_against_quadrature(f: str, low: str, high: str) -> None:
    """The value agrees with another library's quadrature."""
    solution = tuidao.solve(f"integrate({f}, (x, {low}, {high}))")
    assert solution.verdict.status in ("proved", "tested")
    names = {"Max": sympy.Max, "sign": sympy.sign, "floor": sympy.floor}
    x = sympy.Symbol("x", real=True)
    g = sympy.lambdify(x, sympy.sympify(f, locals={**names, "x": x}), "mpmath")
    ends = {"oo": mpmath.inf, "-oo": -mpmath.inf}
    a, b = (
        ends[e] if e in ends else mpmath.mpmathify(sympy.sympify(e).evalf(30)) for e in (low, high)
    )
    breaks = [k for k in (-1, mpmath.mpf(1) / 2, 1, 2, mpmath.pi, 10, 30) if a < k < b]
    if f == "sin(x)**2/x**2":
        want = mpmath.pi / 2
    else:
        want = mpmath.quad(g, [a, *breaks, b])
    said = mpmath.mpmathify(sympy.sympify(str(solution.answer)).evalf(20))
    assert abs(said - want) < 1e-7 * (1 + abs(want))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("integrate(x*exp(x**2), (x, 0, 1))", "integral_change"),
        ("integrate(log(x)/x, (x, 1, E))", "integral_change"),
        ("integrate(sin(x)/(1 + cos(x)**2), (x, 0, pi))", "integral_change_decreasing"),
    ],
)
def test_a_substitution_changes_the_bounds(text: str, rule: str) -> None:
    """The new bounds stand in the line, and the step is proved."""
    solution = tuidao.solve(text)
    assert solution.steps[0].rule.id == rule
    assert solution.verdict.status == "proved"


def test_a_substitution_must_rise_or_fall() -> None:
    """∫₋₁² 2x² dx with u = x² would go from 1 to 4, but x² turns round at 0: that it rises is not shown."""
    from tuidao.check.replay import replay
    from tuidao.lang.build import function, integral, num
    from tuidao.lang.term import Sym
    from tuidao.proof import Chain
    from tuidao.read import read
    from tuidao.rules import RULES

    x, u = Sym("x"), Sym("u")
    chain = Chain(integral(2 * x * x, x, num(-1), 2))
    by = {"f": function(x, 2 * x * x), "g": function(x, x**2), "h": function(u, read("sqrt(u)"))}
    by |= {"a": num(-1), "b": num(2)}
    chain.step(
        RULES["integral_change"], integral(read("sqrt(u)"), u, num(-1) ** 2, num(2) ** 2), by
    )
    found = replay(chain.derivation())
    assert found.status != "proved" or any("diff(t**2, t) > 0" in str(m) for m in found.missing)
