"""Domains in steps and convexity by its rules: right steps proved, damaged ones refused."""

from __future__ import annotations

import dataclasses

import pytest

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.check.replay import replay
from tuidao.lang.term import App, Num, Sym
from tuidao.proof import Derivation, Status
from tuidao.read import read_plain
from tuidao.rules import RULES

SETS = "solve(x in (0, oo) and x in (-oo, 1) U (1, oo), x)"


def decided(name: str, before: str, after: str) -> Status:
    return DECIDE[name](read_plain(before), read_plain(after), Context()).status


def test_what_sets_have_in_common() -> None:
    assert decided("intersection", SETS, "(0, 1) U (1, oo)") is Status.PROVED
    closed = "solve(x in Interval(0, 1) and x in Interval(1, 2), x)"
    assert decided("intersection", closed, "{1}") is Status.PROVED
    assert decided("intersection", closed, "EmptySet") is Status.REFUTED


@pytest.mark.parametrize(
    "after",
    ["(0, oo)", "(0, 1)", "[0, 1) U (1, oo)", "(0, 1] U (1, oo)", "EmptySet", "(-oo, 1) U (1, oo)"],
)
def test_what_they_have_not(after: str) -> None:
    assert decided("intersection", SETS, after) is not Status.PROVED


def test_conditions_are_those_of_the_expression() -> None:
    whole = "solve(x > 0 and x - 1 != 0, x)"
    assert decided("domain_asks", "domain(log(x)/(x - 1), x)", whole) is Status.PROVED
    for less in ("solve(x > 0, x)", "solve(x - 1 != 0, x)", "solve(x >= 0 and x - 1 != 0, x)"):
        assert decided("domain_asks", "domain(log(x)/(x - 1), x)", less) is Status.REFUTED


def test_a_domain_is_worked_condition_by_condition() -> None:
    found = tuidao.solve("domain(sqrt(1 - x^2)/log(x + 1/2), x)")
    assert str(found.answer) == "(-1/2, 1/2) U (1/2, 1]"
    assert found.verdict.status == "proved"
    rules = [s.rule.id for s in found.steps]
    assert rules == ["domain_asks", *["condition_solved"] * 3, "intersection_of_sets"]


@pytest.mark.parametrize(
    ("problem", "word"),
    [
        ('convex(x^2, x, by="definition")', "convex"),
        ('convex(exp(x), x, by="definition")', "convex"),
        ('convex(Abs(x) + x^2, x, by="rules")', "convex"),
        ('convex(Max(x, x^2) + 3*exp(x), x, by="rules")', "convex"),
        ('convex(log(x), x, by="slope")', "concave"),
        ('convex(1/x, (x, 0, oo), by="definition")', "convex"),
        ('convex(log(exp(x) + exp(-x)), x, by="rules")', "convex"),
    ],
)
def test_convexity_by_other_ways(problem: str, word: str) -> None:
    found = tuidao.solve(problem)
    assert str(found.answer).startswith(word)
    assert found.verdict.status == "proved"
    assert found.conditions == ()


@pytest.mark.parametrize(
    ("rule", "by"),
    [
        ("convex_add", {"f": "x**2", "g": "-2*x**2"}),
        ("convex_scale", {"c": "-1", "f": "x**2"}),
        ("convex_abs", {"f": "x**2 - 1"}),
        ("convex_exp", {"f": "-x**2"}),
        ("convex_max", {"f": "x**2", "g": "-x**2 + 1"}),
        ("convex_of_second_derivative", {"f": "x**3"}),
        ("convex_of_midpoints", {"f": "sin(x)"}),
        ("convex_of_slope", {"f": "x**3"}),
        ("convex_reciprocal", {"f": "x"}),
    ],
)
def test_convexity_needs_its_hypotheses(rule: str, by: dict[str, str]) -> None:
    """What is not convex is not shown to be by any of the rules without a condition."""
    from tuidao.lang.build import function, minus_oo, oo, true
    from tuidao.proof import Step
    from tuidao.rules import put_in

    terms = {k: read_plain(v) for k, v in by.items()}
    bound = {k: t if k == "c" else function(Sym("x"), t) for k, t in terms.items()}
    bound |= {"p": minus_oo, "q": oo}
    claim = put_in(RULES[rule].conclusion, bound)
    found = replay(Derivation(claim, (Step(claim, true, RULES[rule], bound),)))
    assert found.status is not Status.PROVED or found.missing


def test_mean_values_lose_no_point() -> None:
    """The last line of a mean value is the set of all its points: one left out is refused."""
    found = tuidao.solve("mean_value(x*sin(x), x, 0, 2)")
    assert found.verdict.status == "proved"
    last = found.steps[-1]
    assert isinstance(last.after, App) and len(last.after.args) == 2
    for damaged in (App(last.after.op, last.after.args[:1]), App(last.after.op, (Num(1), Num(2)))):
        forged = dataclasses.replace(last, after=damaged)
        steps = (*found.steps[:-1], forged)
        assert replay(Derivation(found.derivation.start, steps)).status is not Status.PROVED


def test_mean_values_of_integrals() -> None:
    assert str(tuidao.solve("integral_mean(x^2, x, 0, 3)").answer) == "sqrt(3)"
    assert str(tuidao.solve("average(x^2, (x, 0, 3))").answer) == "3"
    assert str(tuidao.solve("mean_value(2*x + 1, x, 0, 1)").answer) == "every point of (0, 1)"
