"""The deciders for limits: yes to what is so, no to every damaged value."""

from __future__ import annotations

import pytest

from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.lang.build import ONE, lim, minus_oo, oo, undefined
from tuidao.lang.term import Bind, Num, Sym, Term
from tuidao.proof import Status
from tuidao.read import read_plain

TRUE = [
    ("limit_theorems", "limit(1/x, x, oo)", "0"),
    ("limit_theorems", "limit(1/x**2, x, 0)", "oo"),
    ("limit_theorems", "limit(atan(1/x), x, 0, '-')", "-pi/2"),
    ("limit_theorems", "limit(log(x), x, 0, '+')", "-oo"),
    ("limit_theorems", "limit(floor(x), x, 2, '-')", "1"),
    ("limit_theorems", "limit(x*sin(1/x), x, 0)", "0"),
    ("limit_theorems", "limit(sqrt(x + 3), x, 1)", "2"),
    ("limit_theorems", "limit(Piecewise((3, x <= 0*x), (5, x > 0)), x, 0, '+')", "5"),
    ("limit_series", "limit(sin(x)/x, x, 0)", "1"),
    ("limit_series", "limit((x - sin(x))/x**3, x, 0)", "1/6"),
    ("limit_series", "limit((1 + 1/x)**x, x, oo)", "E"),
    ("limit_series", "limit(x**x, x, 0, '+')", "1"),
    ("limit_series", "limit((cos(x))**(1/x**2), x, 0)", "exp(-1/2)"),
    ("limit_series", "limit((sqrt(1 + x) - 1)/sqrt(x), x, 0, '+')", "0"),
    ("limit_series", "limit(log(x)/x, x, oo)", "0"),
    ("limit_growth", "limit(exp(x)/x**5, x, oo)", "oo"),
    ("limit_growth", "limit(x**2*exp(-x), x, oo)", "0"),
    ("limit_growth", "limit(exp(-1/x)/x**6, x, 0, '+')", "0"),
    ("limit_growth", "limit(x - log(1 + exp(x)), x, oo)", "0"),
    ("limit_growth", "limit((exp(x) - 1)/(exp(x) + 1), x, -oo)", "-1"),
    ("limit_growth", "limit(factorial(n)/3**n, n, oo)", "oo"),
    ("limit_growth", "limit(factorial(n)**(1/n)/n, n, oo)", "exp(-1)"),
    ("limit_growth", "limit((2**n + 3**n)**(1/n), n, oo)", "3"),
    ("limit_growth", "limit((1 + 1/x)**(x**2)*exp(-x), x, oo)", "exp(-1/2)"),
    ("limit_growth", "limit((3**x + x**10)/(x**10 + exp(x)), x, oo)", "oo"),
    ("limit_growth", "limit(x**2 + x*sin(x) + cos(x), x, oo)", "oo"),
    ("limit_growth", "limit((x + sin(x))/(2*x + cos(x)), x, oo)", "1/2"),
    ("limit_growth", "limit((-1/4)**x, x, oo)", "0"),
    ("limit_growth", "limit(floor(x)/x, x, oo)", "1"),
    ("limit_growth", "limit(exp(x + exp(-x)) - exp(x), x, oo)", "1"),
    ("limit_growth", "limit(n**n/(n**n + (n - 1)**n), n, oo)", "E/(1 + E)"),
    ("limit_growth", "limit(log(x + exp(3*x))/log(x**100 + exp(x)), x, oo)", "3"),
    ("limit_growth", "limit(binomial(2*n, n)/4**n, n, oo)", "0"),
    ("limit_oscillates", "limit(frac(x), x, oo)", "undefined"),
    ("limit_oscillates", "limit(x - floor(x), x, oo)", "undefined"),
    ("limit_oscillates", "limit(sin(1/x), x, 0)", "undefined"),
    ("limit_oscillates", "limit(x*cos(x), x, oo)", "undefined"),
    ("limit_oscillates", "limit(tan(x), x, oo)", "undefined"),
    ("limit_theorems", "limit(1/x, x, 0)", "undefined"),
    ("limit_theorems", "limit(log(x), x, -1)", "undefined"),
]


def _value(text: str) -> Term:
    return undefined if text == "undefined" else read_plain(text)


@pytest.mark.parametrize(("decider", "problem", "value"), TRUE)
def test_what_is_so_is_proved(decider: str, problem: str, value: str) -> None:
    verdict = DECIDE[decider](read_plain(problem), _value(value), Context())
    assert verdict.status is Status.PROVED, verdict
    assert not verdict.missing


@pytest.mark.parametrize(("decider", "problem", "value"), TRUE)
def test_a_damaged_value_is_never_accepted(decider: str, problem: str, value: str) -> None:
    right = _value(value)
    wrong: list[Term] = [oo, minus_oo, undefined, Num(7), right + ONE, -right, right / 2 + 3]
    met = 0
    for claim in wrong:
        harmless = {"0": (-right,), "oo": (right + ONE,), "-oo": (right + ONE,)}.get(value, ())
        if claim == right or claim in harmless or value == "undefined" and claim not in wrong[:4]:
            continue
        met += 1
        for name in (decider, "limit_theorems", "limit_series", "limit_growth", "limit_oscillates"):
            verdict = DECIDE[name](read_plain(problem), claim, Context())
            assert verdict.status not in (Status.PROVED, Status.TESTED), (name, claim, verdict)
    assert met >= 3


@pytest.mark.parametrize(
    ("problem", "value"),
    [
        ("limit(factorial(n)/3**n, n, oo)", "0"),
        ("limit(gamma(x)*exp(-x), x, oo)", "0"),
        ("limit(x**2 + x**2*sin(x), x, oo)", "oo"),
        ("limit(exp(x)/sin(x), x, oo)", "oo"),
        ("limit((1 + exp(-x))**(x*exp(x)), x, oo)", "1"),
        ("limit(exp(x)*(2**x + 3**x)*(2 + sin(x)), x, oo)", "0"),
        ("limit(n/(2**n - 2**n), n, oo)", "0"),
        ("limit((x + exp(-x))**x*exp(-x), x, oo)", "0"),
        ("limit(exp(-x)/(1 - erf(x)), x, oo)", "0"),
        ("limit(x/sin(log(x)), x, 0, '+')", "0"),
        ("limit(x*log(-1), x, 0)", "0"),
        ("limit(frac(1)**((x - 1)/x), x, oo)", "undefined"),
        ("limit((-1/2)**(n + exp(-n)), n, oo)", "undefined"),
        ("limit((Abs(x - 2) - 2 + x + exp(-1/x))*exp(1/x), x, 0, '+')", "oo"),
        ("limit(x/((a - 1)*sqrt(x)*log(x) + x), x, 0, '+')", "0"),
    ],
)
def test_faster_growth_and_swings_are_not_overlooked(problem: str, value: str) -> None:
    for name in ("limit_theorems", "limit_series", "limit_growth"):
        verdict = DECIDE[name](read_plain(problem), _value(value), Context())
        assert verdict.status is not Status.PROVED, (name, verdict)


@pytest.mark.parametrize(
    "problem",
    [
        "limit(sin(pi*floor(x)), x, oo)",
        "limit(cos(2*pi*floor(1/x)), x, 0, '+')",
        "limit(frac(x)/x, x, oo)",
        "limit(frac(floor(x)), x, oo)",
    ],
)
def test_an_angle_that_jumps_does_not_take_every_phase(problem: str) -> None:
    verdict = DECIDE["limit_oscillates"](read_plain(problem), undefined, Context())
    assert verdict.status not in (Status.PROVED, Status.TESTED)


def test_other_function_is_refused() -> None:
    x = Sym("x")
    here = read_plain("limit((x**2 - 1)/(x - 1), x, 1)")
    assert isinstance(here, Bind)
    right, wrong = lim(x + 1, x, 1), lim(x + 2, x, 1)
    elsewhere = lim(x + 1, x, 2)
    same = DECIDE["limit_same"]
    assert same(here, right, Context()).status is Status.PROVED
    for claim in (wrong, elsewhere):
        assert same(here, claim, Context()).status not in (Status.PROVED, Status.TESTED)


def test_domain_may_not_shrink_on_the_way() -> None:
    """|x|/x is not √x·√x/x: the second lives on one side only."""
    here, there = read_plain("limit(abs(x)/x, x, 0)"), read_plain("limit(sqrt(x)*sqrt(x)/x, x, 0)")
    assert DECIDE["limit_same"](here, there, Context()).status is not Status.PROVED


@pytest.mark.parametrize(
    "claim",
    [
        "forall(Abs(x**2 - 4) <= 4*Abs(x - 2), x, Interval.open(1, 3))",
        "forall(Abs(floor(x) - 0) <= Abs(x - 1/2), x, Interval.open(-1, 2))",
        "forall(Abs(exp(x) - 1) <= 2*Abs(x - 0), x, Interval.open(-1, 1))",
        "forall(Abs(x**2 - 4) <= 100*Abs(x - 2), x, Reals)",
        "forall(Abs(x - 5) <= 100*Abs(x - 2), x, Reals)",
        "forall(Abs(1/x - 1) <= 100*Abs(x - 1), x, Interval.open(-1, 3))",
    ],
)
def test_false_bounds_are_refused(claim: str) -> None:
    from tuidao.lang.build import true

    verdict = DECIDE["delta_suffices"](read_plain(claim), true, Context())
    assert verdict.status is not Status.PROVED
