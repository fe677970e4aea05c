"""Does a series converge, and for which x: proved, against what is known; forged steps refused."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.check.replay import judge_step
from tuidao.lang.build import function, true
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.proof import Status, Step
from tuidao.read import read
from tuidao.rules import RULES, put_in

# general term, first index, does it converge (by textbooks)
KNOWN = [
    ("1/(n*log(n))", 2, False), ("1/(n*log(n)**2)", 2, True), ("n**n/factorial(n)", 1, False),
    ("factorial(n)/n**n", 1, True), ("(n/(2*n + 1))**n", 1, True), ("1/(2*n - 1)**2", 0, True),
    ("1/sqrt(n)", 1, False), ("2*(1/3)**n", 0, True), ("(-1)**n/sqrt(n)", 1, True), ("(-1)**n/n", 1, True),
    ("sin(n)/n**2", 1, True), ("n/(n**2 + 1)", 1, False), ("1/(n**2 + 1)", 0, True), ("log(n)/n**2", 1, True),
    ("n**2/2**n", 0, True), ("(-1)**n*n/(n + 1)", 0, False), ("1/n**n", 1, True), ("sin(1/n)", 1, False),
    ("1 - cos(1/n)", 1, True), ("(1 + 1/n)**n", 1, False), ("3**n*factorial(n)/n**n", 1, False),
    ("2**n*factorial(n)/n**n", 1, True), ("(-1)**n*log(n)/n", 1, True), ("atan(n)/n**2", 1, True),
    ("1/log(n)", 2, False), ("factorial(n)**2/factorial(2*n)", 0, True), ("sqrt(n + 1) - sqrt(n)", 1, False),
    ("log(1 + 1/n**2)", 1, True), ("1/2**log(n)", 1, False),
    ("factorial(n)*exp(n)/n**n", 1, False), ("(-1)**n*n**n/factorial(n)/exp(n)", 1, True),
    ("n**n/factorial(n)/exp(n)", 1, False), ("(-1)**n*factorial(n)*exp(n)/n**n", 1, False),
    ("factorial(2*n)/factorial(n)**2/4**n", 0, False), ("binomial(2*n, n)/4**n", 0, False),
    ("(-1)**n*factorial(2*n)/factorial(n)**2/4**n", 0, True), ("factorial(2*n)/factorial(n)**2/4**n/n", 1, True),
    ("(-1)**n*n**2", 1, False), ("(5/4)**n", 0, False), ("1/(n*(n + 1))", 1, True),
]  # fmt: skip


@pytest.mark.parametrize(("term", "first", "yes"), KNOWN)
def test_known_series(term: str, first: int, yes: bool) -> None:
    s = tuidao.solve(f"converges(Sum({term}, (n, {first}, oo)))")
    assert (str(s.answer), s.verdict.status, s.conditions) == (
        "converges" if yes else "diverges",
        "proved",
        (),
    )


SETS = [
    ("x**n/n", 1, "[-1, 1)", "1"),
    ("x**n/factorial(n)", 0, "Reals", "oo"),
    ("factorial(n)*x**n", 0, "{0}", "0"),
    ("(x - 2)**n/(n*3**n)", 1, "[-1, 5)", "3"),
    ("(-1)**n*x**(2*n + 1)/(2*n + 1)", 0, "Interval(-1, 1)", "1"),
    ("n**2*x**n", 1, "(-1, 1)", "1"),
    ("(2*x + 1)**n/sqrt(n)", 1, "[-1, 0)", "1/2"),
    ("x**(2*n)/2**n", 0, "(-sqrt(2), sqrt(2))", "sqrt(2)"),
    ("(-1)**n*x**n/n", 1, "(-1, 1]", "1"),
    ("factorial(n)*x**n/n**n", 1, "(-E, E)", "E"),
    ("n**n*x**n/factorial(n)", 1, "[-1/E, 1/E)", "1/E"),
    ("(2*n)**n*x**n/(n*factorial(n))", 1, "Interval(-1/(2*E), 1/(2*E))", "1/(2*E)"),
]


@pytest.mark.parametrize(("term", "first", "where", "radius"), SETS)
def test_intervals_of_convergence(term: str, first: int, where: str, radius: str) -> None:
    s = tuidao.solve(f"convergence(Sum({term}, (n, {first}, oo)), x)")
    assert (str(s.answer), s.verdict.status, s.data["radius"]) == (where, "proved", radius)


@pytest.mark.parametrize(
    ("term", "where"),
    [
        ("x**n/n", "Interval(-1, 1)"),
        ("x**n/n", "Interval.open(-1, 1)"),
        ("x**n/n**2", "Interval.Ropen(-1, 1)"),
        ("x**n", "Interval(-1, 1)"),
        ("x**n", "Interval.open(-2, 2)"),
        ("x**n", "Interval.open(-1/2, 1/2)"),
        ("x**n", "Interval.open(0, 1)"),
        ("x**n", "Reals"),
        ("x**n/factorial(n)", "Interval.open(-9, 9)"),
        ("factorial(n)*x**n", "{1}"),
        ("x**n/n", "{0}"),
        ("factorial(n)*x**n/n**n", "Interval(-E, E)"),
        ("n**n*x**n/factorial(n)", "Interval.open(-1/E, 1/E)"),
        ("n**n*x**n/factorial(n)", "Interval(-1/E, 1/E)"),
        ("(n + 1)**n*x**n/factorial(n)", "Interval(-1/E, 1/E)"),
    ],
)
def test_other_sets_are_not_confirmed(term: str, where: str) -> None:
    before = read(f"convergence(Sum({term}, (n, 1, oo)), x)")
    assert DECIDE["convergence_set"](before, read(where), Context()).status is not Status.PROVED


def _cited(rule: str, **by: str) -> Step:
    """The step that cites a rule with these values, without premises."""
    values: dict[str, Term] = {
        name: function(Sym("k"), read(text)) if RULES[rule].params[name] == "fn" else read(text)
        for name, text in by.items()
    }
    claim = put_in(RULES[rule].conclusion, values)
    assert isinstance(claim, App)
    return Step(claim, true, RULES[rule], values)


FORGED = [
    ("converges_geometric", {"c": "1", "r": "1", "a": "0"}),
    ("diverges_geometric", {"c": "0", "r": "2", "a": "0"}),
    ("converges_of_tail", {"f": "1/k", "a": "1", "b": "2"}),
    ("converges_of_tail", {"f": "1/(k - 1)**2", "a": "0", "b": "2"}),
    ("diverges_of_lim_abs", {"f": "1/k", "a": "1", "L": "1"}),
    ("diverges_alternating", {"f": "1/k", "a": "1", "L": "0"}),
    ("converges_of_ratio_positive", {"f": "2**k", "a": "1", "L": "1/2"}),
    ("converges_of_ratio_positive", {"f": "1/k", "a": "1", "L": "1"}),
    ("converges_of_power", {"f": "2 + 1/k", "a": "1", "L": "1/2"}),
    ("converges_alternating_of_slope", {"f": "k", "a": "1"}),
    ("converges_of_absolute", {"f": "1/k", "a": "1"}),
    ("converges_log_series", {"p": "1", "a": "2"}),
    ("diverges_log_series", {"p": "2", "a": "2"}),
    ("sum_oo_of_lim_pos", {"f": "(k + 2)/(k + 1)", "a": "-3", "L": "1"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "by"), FORGED)
def test_a_test_without_its_hypothesis_is_refused(rule: str, by: dict[str, str]) -> None:
    if rule.startswith("sum_oo"):
        values: dict[str, Term] = {
            "f": function(Sym("k"), read(by["f"])),
            "a": read(by["a"]),
            "L": Num(1),
        }
        claim = put_in(RULES[rule].conclusion, values)
        assert isinstance(claim, App)
        step = Step(claim.args[0], claim.args[1], RULES[rule], values)
    else:
        step = _cited(rule, **by)
    judge_step(step, Context())
    assert step.verdict.status is not Status.PROVED, step.conditions
