"""ε–δ: a δ that serves, and none where the number is not the limit. Infinitesimals compared."""

from __future__ import annotations

import random

import pytest
from flint import arb

import tuidao
from tuidao.lang.ball import evaluate
from tuidao.lang.term import Bind, Sym, Term, instantiate

WORKED = [
    ("epsilon_delta(x**2, x, 2, 4)", "Min(1, epsilon/5)"),
    ("epsilon_delta(3*x - 1, x, 2, 5)", "epsilon/3"),
    ("epsilon_delta(sin(x), x, 0, 0)", "epsilon"),
    ("epsilon_delta((x**2 - 1)/(x - 1), x, 1, 2)", "epsilon"),
    ("epsilon_delta(x**3, x, 2, 8)", None),
    ("epsilon_delta(sqrt(x), x, 4, 2)", None),
    ("epsilon_delta(1/x, x, 2, 1/2)", None),
    ("epsilon_delta(exp(x), x, 0, 1)", None),
    ("epsilon_delta(log(x), x, 1, 0)", None),
    ("epsilon_delta(cos(x)*x, x, 1, cos(1))", None),
]


@pytest.mark.parametrize(("problem", "delta"), WORKED)
def test_delta_serves(problem: str, delta: str | None) -> None:
    s = tuidao.solve(problem)
    assert s.verdict.status == "proved"
    assert not s.conditions
    assert delta is None or str(s.answer) == delta
    assert isinstance(s.answer, Term)
    assert isinstance(s.problem, Bind)
    x, rng, met = Sym("x"), random.Random(problem), 0
    point, value = (evaluate(o, {}) for o in s.problem.over)
    for _ in range(60):
        epsilon = arb(rng.uniform(0.001, 3))
        d = evaluate(s.answer, {Sym("epsilon"): epsilon})
        assert isinstance(d, arb)
        at = point + d * arb(rng.uniform(-0.999, 0.999))
        there = evaluate(instantiate(s.problem.body, x), {x: at})
        if isinstance(there, arb):
            met += 1
            assert abs(there - value) < epsilon
    assert met >= 50


@pytest.mark.parametrize(
    "problem",
    [
        "epsilon_delta(x**2, x, 2, 5)",
        "epsilon_delta(abs(x)/x, x, 0, 1)",
        "epsilon_delta(1/x, x, 0, 0)",
    ],
)
def test_no_delta_for_what_is_not_the_limit(problem: str) -> None:
    assert tuidao.solve(problem).answer is None


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("[x - sin(x), x]", "the first is of higher order than the second"),
        ("[sin(x), x]", "the two are equivalent"),
        ("[1 - cos(x), x**2]", "the two are of the same order"),
        ("[sqrt(abs(x)), x**2]", "the first is of lower order than the second"),
        ("[x*sin(1/x), x]", "the two cannot be compared: their quotient has no limit"),
    ],
)
def test_compare(pair: str, words: str) -> None:
    s = tuidao.solve(f"compare({pair}, x, 0)")
    assert str(s.answer) == words
    assert s.verdict.status in ("proved", "tested")


def test_compare_needs_infinitesimals() -> None:
    assert tuidao.solve("compare([cos(x), x], x, 0)").answer is None
