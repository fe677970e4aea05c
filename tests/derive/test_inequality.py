"""Inequalities of one variable proved as in class; false ones refuted; forged ones refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tuidao import solve
from tuidao.check.conditions import Context
from tuidao.check.replay import replay
from tuidao.judge.verify import verify
from tuidao.lang.build import gt
from tuidao.lang.term import App, Sym
from tuidao.proof import Status
from tuidao.read import read_plain

PROVED = [
    "prove(exp(x) >= 1 + x)",
    "prove(x > 0 => log(1 + x) < x)",
    "prove(x > 0 => x/(1 + x) < log(1 + x))",
    "prove(0 < x and x < pi/2 => sin(x) > 2*x/pi)",
    "prove(x > 0 => x - x**3/6 < sin(x))",
    "prove(x**4 + 1 >= 4*x - 2)",
    "prove(x in Interval(-2, 5) => x**3 - 3*x + 2 >= 0)",
    "prove(x > 1 => exp(x) > E*x)",
]


@pytest.mark.parametrize("claim", PROVED)
def test_proved_by_the_range_of_the_difference(claim: str) -> None:
    found = solve(claim)
    assert found.verdict.status is Status.PROVED
    assert not found.conditions
    (step,) = found.derivation.steps
    assert step.rule.id == "sign_of_range"
    assert len(step.premises[0].steps) >= 2
    assert verify(found.to_json()).stands


@pytest.mark.parametrize(
    "claim",
    [
        "prove(x > 0 => sin(x) < x)",
        "prove(a**2 + b**2 >= 2*a*b)",
        "prove(Abs(a + b) <= Abs(a) + Abs(b))",
    ],
)
def test_proved_by_other_means(claim: str) -> None:
    assert solve(claim).verdict.status is Status.PROVED


@pytest.mark.parametrize(
    "claim",
    [
        "prove(x > 2)",
        "prove(exp(x) > 1 + x)",
        "prove(x >= 0 => log(1 + x) < x)",
        "prove(x > 0 => exp(x) < 1 + x + x**2/2)",
        "prove(x > 0 => x*log(x) > -1/3)",
        "prove((a + b)**2 = a**2 + b**2)",
    ],
)
def test_false_claims_are_refuted_by_a_witness(claim: str) -> None:
    found = solve(claim)
    assert found.verdict.status is Status.REFUTED
    assert found.verdict.counterexample is not None
    assert str(found.answer) == "the claim is false"
    assert verify(found.to_json()).stands


def test_the_range_must_be_that_of_the_difference_where_the_variable_is() -> None:
    """The step is refused for a sharper claim, for the same claim on a wider set, and for another function's range."""
    x = Sym("x")
    found = solve("prove(x > 0 => log(1 + x) < x)").derivation
    (step,) = found.steps
    assert replay(found, Context(facts=(gt(x, 0),))).status is Status.PROVED
    for claim, facts in (
        ("log(1 + x) < x - 1/100", (gt(x, 0),)),
        ("log(1 + x) < x", ()),
        ("log(2 + x) < x", (gt(x, 0),)),
        ("log(1 + x) > x", (gt(x, 0),)),
    ):
        term = read_plain(claim)
        forged = replace(step, before=term, by={**step.by, "a": term})
        copy = replace(found, start=term, steps=(forged,), given=facts)
        assert replay(copy, Context(facts=facts)).status is not Status.PROVED, claim


def test_a_forged_range_is_refused() -> None:
    """exp(x) > 1 + x as if the difference had no value below 1: in the step only, and in the premise as well."""
    found = solve("prove(exp(x) >= 1 + x)").derivation
    (step,) = found.steps
    told = step.by["s"]
    wrong = App(told.op, (read_plain("Interval(1, oo)"), *told.args[1:]))
    claim = read_plain("exp(x) > 1 + x")
    (premise,) = step.premises
    last = replace(premise.steps[-1], after=wrong)
    for premises in (step.premises, (replace(premise, steps=(*premise.steps[:-1], last)),)):
        forged = replace(
            step, before=claim, by={**step.by, "a": claim, "s": wrong}, premises=premises
        )
        copy = replace(found, start=claim, steps=(forged,))
        assert replay(copy, Context()).status is not Status.PROVED


def test_the_least_value_is_told() -> None:
    (step,) = solve("prove(exp(x) >= 1 + x)").derivation.steps
    assert step.note is not None
    assert "least value is 0, at x = 0" in step.note("en")
