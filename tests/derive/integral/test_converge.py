"""Improper integrals without a value: converges or diverges, by a proof whose every condition is discharged."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.check.replay import replay
from tuidao.lang.build import function, true
from tuidao.lang.term import Sym, Term
from tuidao.proof import Chain, Status
from tuidao.read import read_plain
from tuidao.rules import RULES, put_in

DECIDED = [
    ("sin(x)/x**2", "1", "oo", "converges"),
    ("sin(x)/x", "1", "oo", "converges"),
    ("cos(2*x + 1)/sqrt(x)", "1", "oo", "converges"),
    ("sin(x)/x**(3/2)", "0", "oo", "converges"),
    ("sin(1/x)", "0", "1", "converges"),
    ("exp(-x)/x", "0", "1", "diverges"),
    ("cos(x)/x", "0", "1", "diverges"),
    ("1/log(x)", "2", "oo", "diverges"),
    ("1/log(x)", "0", "1", "diverges"),
    ("1/log(x)", "0", "2", "diverges"),
    ("exp(sin(x))/x", "1", "oo", "diverges"),
    ("exp(x)/(1 + x**2)", "0", "oo", "diverges"),
]


@pytest.mark.parametrize(("f", "low", "high", "answer"), DECIDED)
def test_decided(f: str, low: str, high: str, answer: str) -> None:
    """Comparison at the ends, Dirichlet's test, the interval split: proved."""
    solution = tuidao.solve(f"integrate({f}, (x, {low}, {high}))")
    value_too = {"converges": "converges; its value was not found"}
    assert str(solution.answer) == value_too.get(answer, answer)
    assert solution.verdict.status == "proved"
    assert not solution.verdict.missing


def test_asked_alone() -> None:
    """Whether an integral converges may be asked where its value is known too."""
    assert str(tuidao.solve("converges(integrate(1/x, (x, 1, oo)))").answer) == "diverges"
    assert str(tuidao.solve("converges(integrate(1/x**2, (x, 1, oo)))").answer) == "converges"


@pytest.mark.parametrize("f", ["sin(x)**2/x", "Abs(sin(x))/x", "1/(1 + x**2*sin(x)**2)"])
def test_what_points_suggest_is_not_said(f: str) -> None:
    """These diverge; points that miss the zeros and the peaks would tell otherwise, or tell it for a wrong reason."""
    solution = tuidao.solve(f"integrate({f}, (x, 1, oo))")
    assert solution.answer is None
    assert solution.verdict.status == "open"


FALSE = [  # a rule and what it is put to: each lacks one of its conditions
    ("converges_far", {"f": "1/t", "a": "1", "m": "1", "p": "1", "k": "1"}),
    ("converges_far", {"f": "1/t", "a": "1", "m": "1", "p": "2", "k": "5"}),
    ("diverges_far", {"f": "1/t**2", "a": "1", "m": "1", "k": "1/100"}),
    ("diverges_far", {"f": "sin(t)/t", "a": "1", "m": "1", "k": "1/2"}),
    ("converges_low", {"f": "1/t", "a": "0", "b": "1", "m": "1", "p": "1", "k": "1"}),
    ("diverges_low", {"f": "1/sqrt(t)", "a": "0", "b": "1", "m": "1", "k": "1/10"}),
    ("converges_high", {"f": "1/(1 - t)", "a": "0", "b": "1", "m": "0", "p": "1/2", "k": "9"}),
    ("diverges_high", {"f": "1/sqrt(1 - t)", "a": "0", "b": "1", "m": "0", "k": "1/10"}),
    ("converges_dirichlet_sin", {"f": "sin(t)", "g": "1", "a": "0", "b": "1", "d": "0", "m": "0"}),
    (
        "converges_dirichlet_sin",
        {"f": "sin(t)**2/t", "g": "sin(t)/t", "a": "1", "b": "1", "d": "0", "m": "1"},
    ),
    ("converges_split_far", {"f": "1/t", "a": "0", "c": "1"}),
]


@pytest.mark.parametrize(("name", "values"), FALSE)
def test_no_rule_stands_without_its_conditions(name: str, values: dict[str, str]) -> None:
    """Not proved; where the replay calls it proved, a condition that is false stands beside it."""
    rule = RULES[name]
    by: dict[str, Term] = {n: read_plain(v) for n, v in values.items()}
    by |= {n: function(Sym("t"), by[n]) for n, sort in rule.params.items() if sort == "fn"}
    chain = Chain(put_in(rule.conclusion, by), ())
    chain.step(rule, true, by)
    verdict = replay(chain.derivation())
    assert verdict.status is not Status.PROVED or verdict.missing
