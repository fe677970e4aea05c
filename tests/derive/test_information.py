"""Entropies of distributions and tables worked; what statements about them are told."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from flint import arb

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.information import information
from tuidao.check.replay import replay
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import num, oo
from tuidao.lang.term import App, Num, Term
from tuidao.proof import Chain, Status
from tuidao.read import read
from tuidao.rules import RULES

WORKED = {
    "entropy((1/2, 1/4, 1/4), bits)": "3/2",
    "entropy((1/2, 1/4, 1/4, 0), base=2)": "3/2",
    "entropy((1/2, 1/4, 1/4))": "3*log(2)/2",
    "entropy((1, 0))": "0",
    "entropy((1/3, 1/3, 1/3))": "log(3)",
    "information(1/8, bits)": "3",
    "information(1/1000, hartleys)": "3",
    "convert(3, bits, nats)": "3*log(2)",
    "KL((1/2, 1/2), (1, 0))": "oo",
    "cross_entropy((1/2, 1/2), (1, 0))": "oo",
    "KL((1, 0), (1/2, 1/2), bits)": "1",
    "cross_entropy((1/2, 1/2), (1/4, 3/4), bits)": "(4 - log(3, 2))/2",
    "joint_entropy(((1/4, 1/4), (1/2, 0)), bits)": "3/2",
    "mutual_information(((1/4, 1/4), (1/4, 1/4)))": "0",
    "entropy(p)": "-Sum(p[k]*log(p[k]), k)",
}


@pytest.mark.parametrize("problem", WORKED)
def test_worked(problem: str) -> None:
    found = tuidao.solve(problem)
    assert found.verdict.status is Status.PROVED
    wanted = read(WORKED[problem])
    assert str(found.answer) == WORKED[problem] or tidy(wanted - found.answer) == Num(0)
    assert found.conditions == ()
    assert all(step.verdict.status is Status.PROVED for step in found.steps)


TABLE = (
    "((1/8, 1/16, 1/32, 1/32), (1/16, 1/8, 1/32, 1/32), (1/16, 1/16, 1/16, 1/16), (1/4, 0, 0, 0))"
)


def test_a_table_of_two_variables() -> None:
    """H(Y | X) = 11/8 bits by the chain rule, and I = H(Y) − H(Y | X) = 3/8 bits."""
    assert str(tuidao.solve(f"conditional_entropy({TABLE}, bits)").answer) == "11/8"
    assert str(tuidao.solve(f"mutual_information({TABLE}, bits)").answer) == "3/8"
    steps = tuidao.solve(f"conditional_entropy({TABLE}, bits)").steps
    assert steps[0].rule.id == "conditional_entropy_of"


def drawn(rng: random.Random, size: int) -> App:
    weights = [rng.randint(0, 4) for _ in range(size)]
    total = sum(weights) or 1
    weights[0] += 0 if sum(weights) else 1
    return App(ops.TUPLE, tuple(num(w, total) for w in weights))


def test_answers_are_the_values() -> None:
    """Random distributions, zeros among them: the answer is the number, and so is every identity between them."""
    rng, met = random.Random(5), 0
    for _ in range(12):
        p, q = drawn(rng, 3), drawn(rng, 3)
        values = []
        for op in (ops.CROSS_ENTROPY, ops.ENTROPY, ops.KL):
            problem = App(op, (p,) if op is ops.ENTROPY else (p, q))
            found = tuidao.solve(problem)
            assert found.answer is not None
            if found.answer == oo:
                continue
            value = evaluate(found.answer, {})
            there = evaluate(problem, {})
            assert isinstance(value, arb) and isinstance(there, arb) and value.overlaps(there)
            values.append(value)
        if len(values) == 3:
            assert values[0].overlaps(values[1] + values[2])
            met += 1
    assert met >= 3


@pytest.mark.parametrize(
    "problem", ["entropy((1/2, 1/4))", "entropy((3/2, -1/2))", "KL((1/2, 1/2), (1/2, 1/4, 1/4))"]
)
def test_what_is_no_distribution_has_no_answer(problem: str) -> None:
    found = tuidao.solve(problem)
    assert found.answer is None
    assert found.verdict.status is Status.OPEN


def test_the_definition_is_done_again() -> None:
    """A step that leaves out a term, or calls a finite relative entropy infinite, is refused."""
    half = App(ops.TUPLE, (num(1, 2), num(1, 2)))
    problem = App(ops.ENTROPY, (half,))
    assert information(problem, read("-(1/2*log(1/2))"), Context()).status is Status.OPEN
    chain = Chain(App(ops.KL, (half, half))).step(RULES["information_infinite"], oo)
    assert replay(chain.derivation()).status is not Status.PROVED


STATEMENTS = [
    ("entropy((1/2, 1/2), 2) = 1", Status.PROVED),
    ("cross_entropy((1/2,1/2), (1/4,3/4)) = entropy((1/2,1/2)) + KL((1/2,1/2), (1/4,3/4))", "ok"),
    ("cross_entropy((1/2,1/2), (1/4,3/4)) = KL((1/2,1/2), (1/4,3/4)) - entropy((1/2,1/2))", None),
    ("KL((1/2,1/2), (1/4,3/4)) = KL((1/4,3/4), (1/2,1/2))", None),
    ("entropy((1/2, 1/2)) = 1/2*log(1/2) + 1/2*log(1/2)", None),
    ("cross_entropy(p,q) = entropy(p) + KL(p,q)", Status.PROVED),
    ("cross_entropy(p,q) = KL(p,q) - entropy(p)", None),
    ("entropy(p) = -Sum(p[k]*log(p[k]), (k, 1, n))", Status.PROVED),
    ("entropy(p) = Sum(p[k]*log(p[k]), (k, 1, n))", None),
]


@pytest.mark.parametrize(("statement", "wanted"), STATEMENTS)
def test_statements(statement: str, wanted: object) -> None:
    """None: refuted, by distributions."""
    found = tuidao.check(statement)
    if wanted is not None:
        assert found.status is Status.PROVED
        assert found.missing == ()
        return
    assert found.status is Status.REFUTED
    assert found.counterexample is not None
    entries = {n: v for n, v in found.counterexample.values.items() if n.startswith("p[")}
    if entries:
        assert sum(v.value for v in map(tidy, entries.values()) if isinstance(v, Num)) == 1


def test_inverse_proportion_is_refuted() -> None:
    """Information falls as the probability rises, but not in inverse proportion."""
    assert tuidao.check("-log(p) = c/p", "0 < p, p < 1").status is Status.REFUTED
    falling = tuidao.solve("monotone(-log(p), p)").answer
    assert "decreasing" in str(falling)


def test_logarithms_of_fractions() -> None:
    """To a rational base: powers below the bar count as negative."""
    cases: list[tuple[str, str]] = [
        ("log(1/8, 2)", "-3"),
        ("log(8/27, 9/4)", "-3/2"),
        ("log(1/1000, 10)", "-3"),
        ("log(2, 1/4)", "-1/2"),
    ]
    for text, wanted in cases:
        assert str(tidy(read(text))) == wanted
    rng = random.Random(3)
    for _ in range(40):
        x, b = (Fraction(rng.randint(1, 20), rng.randint(1, 20)) for _ in range(2))
        if b == 1:
            continue
        t: Term = App(ops.LOGB, (Num(x), Num(b)))
        here, there = evaluate(t, {}), evaluate(tidy(t), {})
        assert isinstance(here, arb) and isinstance(there, arb) and here.overlaps(there)


PROVED = [
    "KL(p, q) >= 0",
    "KL(p, q) > 0",
    "entropy(p) >= 0",
    "entropy(p) > 0",
    "entropy(p) <= log(n)",
    "entropy(p) < log(n)",
    "cross_entropy(p, q) = entropy(p) + KL(p, q)",
]


@pytest.mark.parametrize("claim", PROVED)
def test_theorems_about_named_distributions(claim: str) -> None:
    """Proved, the hypotheses printed: a strict one needs an entry that differs."""
    found = tuidao.solve(f"prove({claim})")
    assert found.verdict.status is Status.PROVED
    assert any("p[k] > 0" in str(c) for c in found.conditions)
    assert ("<" in claim or ">" in claim) and "=" not in claim or len(found.conditions) < 6


@pytest.mark.parametrize("claim", ["KL(p, q) <= 0", "KL(p, q) >= 1", "entropy(p) >= log(n)"])
def test_false_claims_about_named_distributions(claim: str) -> None:
    assert tuidao.solve(f"prove({claim})").verdict.status is not Status.PROVED


def test_a_sigma_that_is_only_named() -> None:
    found = tuidao.solve(r"\lim_{z\to+\infty}\sigma(z)(\sigma(z)-y)(1-\sigma(z))")
    assert str(found.answer) == "0"
    assert [str(c) for c in found.conditions] == ["forall(sigma(t) = sigmoid(t), t, Reals)"]
