"""The checker against random statements: no damaged one accepted, no true one refuted."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from benchmarks.soundness import false_ones, run
from benchmarks.soundness_forged import chains, forged

from tuidao.check.replay import replay
from tuidao.derive import solve as derive
from tuidao.lang import op as ops
from tuidao.lang.build import minus_oo
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.proof import Derivation, Status, Step
from tuidao.read import read_plain
from tuidao.rules import RULES


def test_no_false_statement_is_accepted_and_no_true_one_refuted() -> None:
    seen, failures = run(250, 7)
    assert not failures, "\n".join(failures)
    assert seen["false"] == 250
    assert seen["false refuted"] >= 240
    assert seen["true"] == 250
    assert seen["true proved"] + seen["true tested"] >= 240


@pytest.mark.parametrize(
    ("kind", "count"), [("integrals", 50), ("bounds", 20), ("shape", 20), ("seams", 40)]
)
def test_no_damaged_claim_of_the_calculus_is_accepted(kind: str, count: int) -> None:
    seen, failures = false_ones(kind, count, 7)
    assert not failures, "\n".join(failures)
    assert seen["false"] == count


def test_no_forged_derivation_is_proved() -> None:
    seen, failures = forged(100, 7)
    assert not failures, "\n".join(failures)
    assert seen["forged refuted"] >= 85


@pytest.mark.parametrize(
    "bound",
    ["sqrt(2 + x**2) < 483/250", "sqrt(2 + x**2) <= 483/250", "-sqrt(2 + x**2) >= -483/250"],
)
def test_a_bound_broken_only_near_an_end_is_refuted(bound: str) -> None:
    """The function passes the bound on the last hundredth of the interval alone."""
    from tuidao.check.prove import examine

    given = (read_plain("x >= 0"), read_plain("x <= 4/3"))
    assert examine(read_plain(bound), given).status is Status.REFUTED
    open_ends = (read_plain("x > 0"), read_plain("x < 4/3"))
    assert examine(read_plain(bound), open_ends).status is Status.REFUTED


def _with_last(text: str, after: Term, rule: str | None = None) -> Derivation:
    """The derivation of a problem with another result of its last step."""
    found = derive(read_plain(text), ()).derivation
    last = replace(found.steps[-1], after=after, rule=RULES[rule] if rule else found.steps[-1].rule)
    return Derivation(found.start, (*found.steps[:-1], last), found.given)


def test_an_interval_of_monotonicity_reaches_only_where_the_function_has_a_value() -> None:
    found = derive(read_plain("monotone(1/x, x)"), ()).derivation
    after = found.end
    assert type(after) is App
    rising, falling, *rest = after.args
    assert type(falling) is App
    closed = App(
        ops.UNION,
        tuple(
            App(ops.INTERVAL_LOPEN if p.args[0] == minus_oo else ops.INTERVAL_ROPEN, p.args)
            for p in falling.args
            if type(p) is App
        ),
    )
    forged_end = App(ops.TUPLE, (rising, closed, *rest))
    assert replay(found).status is Status.PROVED
    verdict = replay(_with_last("monotone(1/x, x)", forged_end))
    assert verdict.status is Status.REFUTED


def test_an_infinite_end_belongs_to_no_interval() -> None:
    whole = App(ops.INTERVAL_LOPEN, (minus_oo, App(ops.OO, ())))
    assert replay(_with_last("domain(exp(x), x)", whole)).status is not Status.PROVED


def test_a_pole_between_samples_is_noticed() -> None:
    """tan has no value at pi/2: the cosine changes its sign there."""
    low, high = read_plain("-pi/2"), read_plain("3*pi/2")
    gap = App(ops.INTERVAL_OPEN, (low, high))
    after = App(ops.TUPLE, (gap, read_plain("2*pi")))
    verdict = replay(_with_last("domain(tan(x), x)", after))
    assert verdict.status not in (Status.PROVED, Status.TESTED)


@pytest.mark.parametrize(
    ("problem", "name", "at"),
    [
        ("mean_value(1/x, x, 1, 2)", "continuous", 0),
        ("mean_value(1/x, x, 1, 2)", "differentiable", 0),
        ("mean_value(x**3, x, 0, 2)", "equal", 0),
        ("mean_value(Piecewise((0, x < 0), (1, True)), x, 0, 1)", "continuous", 0),
        ("mean_value(x**2, x, 0, 1)", "anything", 0),
    ],
)
def test_a_hypothesis_fails_only_where_it_is_one(problem: str, name: str, at: int) -> None:
    start = read_plain(problem)
    after = App(ops.TUPLE, (Sym(name), Num(at)))
    step = Step(start, after, RULES["mean_value_fails"])
    verdict = replay(Derivation(start, (step,)))
    assert verdict.status not in (Status.PROVED, Status.TESTED)


DECIDED = [
    "diff(x**2*exp(x), x)",
    "limit((1 - cos(x))/x**2, x, 0)",
    "limit((1 + 2/x)**x, x, oo)",
    "limit(x**2*exp(-x), x, oo)",
    "limit(sin(x)/x, x, oo)",
    "limit(1/x, x, 0)",
    "integrate(x*exp(x), x)",
    "integrate(Abs(x - 1), (x, 0, 3))",
    "integrate(1/(1 + x**2), (x, 0, oo))",
    "integrate(sin(x)**3, (x, -1, 1))",
    "integrate(1/x, (x, 1, oo))",
    "taylor(sin(x), x, 0, 3)",
    "taylor_bound(sin(x), x, 0, 3, 1)",
    "differential(x**3, x)",
    "monotone(x**3 - 3*x, x)",
    "convex(exp(-x**2), x)",
    "extrema(x + 1/x, x)",
    "range(x/(x**2 + 1), x)",
    "riemann(x**2, (x, 0, 1))",
    'limit(x**2, x, 2, by="definition")',
]


@pytest.mark.parametrize("text", DECIDED)
def test_each_procedure_says_no_to_another_result(text: str) -> None:
    """Every step that a procedure settles, with a result that is off by one or turned round."""
    whole, met = derive(read_plain(text), ()).derivation, 0
    for chain in chains(whole):
        for k, step in enumerate(chain.steps):
            if not step.rule.decide or step.steps:
                continue
            for off in (Num(7), Num(Fraction(-3, 5)), App(ops.OO, ())):
                false = replace(step, after=off, path=())
                bound = step.rule.decide in ("taylor_bound", "taylor_order") and off != Num(
                    Fraction(-3, 5)
                )
                if false.after == step.after or bound:  # a larger bound holds as well
                    continue
                verdict = replay(Derivation(chain.start, (*chain.steps[:k], false), chain.given))
                assert verdict.status not in (Status.PROVED, Status.TESTED), (step.rule.id, off)
                met += 1
    assert met
