"""The checker replays good derivations, and refuses each of them damaged in every way that changes what it says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from tuidao.check.conditions import Context
from tuidao.check.replay import replay
from tuidao.lang import op as ops
from tuidao.lang.build import (
    ONE,
    ZERO,
    D,
    cos,
    eq,
    exp,
    function,
    gt,
    lim,
    log,
    ne,
    num,
    oo,
    sin,
    sqrt,
    total,
)
from tuidao.lang.term import App, Num, Sym, Term, children, rebuild
from tuidao.proof import Chain, Derivation, Status, Step
from tuidao.read import read_plain
from tuidao.rules import RULES

x, i, n, z, c = (Sym(name) for name in "xinzc")


def product_rule() -> Derivation:
    """d/dx (x sin x) = sin x + x cos x."""
    chain = Chain(D(x * sin(x), x))
    by = {"u": function(x, x), "v": function(x, sin(x)), "x": x}
    chain.step(RULES["deriv_mul"], D(x, x) * sin(x) + x * D(sin(x), x), by)
    chain.step(RULES["deriv_id"], ONE * sin(x) + x * D(sin(x), x), {"x": x}, (0, 0))
    chain.step(RULES["deriv_sin"], ONE * sin(x) + x * cos(x), {"x": x}, (1, 1))
    return chain.step(RULES["simplify"], sin(x) + x * cos(x)).derivation()


def quotient_rule() -> Derivation:
    """d/dx (sin x / x) where x ≠ 0."""
    chain = Chain(D(sin(x) / x, x))
    by = {"u": function(x, sin(x)), "v": function(x, x), "x": x}
    chain.step(RULES["deriv_div"], (D(sin(x), x) * x - sin(x) * D(x, x)) / x**2, by)
    chain.step(RULES["deriv_sin"], (cos(x) * x - sin(x) * D(x, x)) / x**2, {"x": x}, (0, 0, 0))
    chain.step(RULES["deriv_id"], (cos(x) * x - sin(x) * ONE) / x**2, {"x": x}, (0, 1, 1))
    return chain.step(RULES["simplify"], cos(x) / x - sin(x) / x**2).derivation()


def with_premise() -> Derivation:
    """A value put in by the rule of equals for equals, its own working as the premise."""
    inner = Chain(D(sin(x), x)).step(RULES["deriv_sin"], cos(x), {"x": x}).derivation()
    chain = Chain(exp(x) * D(sin(x), x))
    chain.step(
        RULES["eq_subst"],
        exp(x) * cos(x),
        {"a": D(sin(x), x), "b": cos(x)},
        (1,),
        premises=(inner,),
    )
    return chain.derivation()


def in_a_limit() -> Derivation:
    """Under a limit the factor that is cancelled is not zero near the point."""
    chain = Chain(lim((x**2 - 1) / (x - 1), x, 1))
    return chain.step(RULES["simplify"], lim(x + 1, x, 1), path=(0,)).derivation()


GOOD = [product_rule, quotient_rule, with_premise, in_a_limit]


@pytest.mark.parametrize("make", GOOD)
def test_accepts(make) -> None:  # type: ignore[no-untyped-def]
    """Each good derivation is proved, with nothing missing."""
    verdict = replay(make())
    assert (verdict.status, verdict.missing) == (Status.PROVED, ()), verdict.reason


def damaged_terms(t: Term) -> Iterator[Term]:
    """The term with one number, sign, function or variable changed, at each place in turn."""
    if type(t) is Num:
        yield Num(t.value + 1)
    elif type(t) is Sym and t.index < 0:
        yield Sym(t.name + "_")
        yield num(3)
    elif type(t) is App and t.op in SWAPPED:
        yield App(SWAPPED[t.op], t.args)
    parts = children(t)
    for k, part in enumerate(parts):
        for changed in damaged_terms(part):
            yield rebuild(t, (*parts[:k], changed, *parts[k + 1 :]))


SWAPPED = {
    ops.ADD: ops.SUB,
    ops.SUB: ops.ADD,
    ops.MUL: ops.ADD,
    ops.DIV: ops.MUL,
    ops.SIN: ops.COS,
    ops.COS: ops.SIN,
}


def damaged(d: Derivation) -> Iterator[tuple[str, Derivation]]:
    """Every derivation that differs from `d` in one detail, and says something else."""
    for k, step in enumerate(d.steps):
        for what, other in damaged_steps(step):
            yield f"step {k}: {what}", replace(d, steps=(*d.steps[:k], other, *d.steps[k + 1 :]))
        for after in damaged_terms(step.after):
            following = d.steps[k + 1 :]
            moved = (replace(following[0], before=after), *following[1:]) if following else ()
            yield (
                f"step {k}: after {after}",
                replace(d, steps=(*d.steps[:k], replace(step, after=after), *moved)),
            )
        if len(d.steps) > 1:
            yield f"step {k} dropped", replace(d, steps=(*d.steps[:k], *d.steps[k + 1 :]))


def damaged_steps(step: Step) -> Iterator[tuple[str, Step]]:
    for rule in RULES.values():
        fits = rule.decide and not step.rule.decide  # a procedure may well settle what a rule does
        if rule.id != step.rule.id and not fits:
            yield f"rule {rule.id}", replace(step, rule=rule)
    for name, value in step.by.items():
        if not step.rule.decide:
            yield (
                f"{name} unbound",
                replace(step, by={k: v for k, v in step.by.items() if k != name}),
            )
            for other in (*damaged_terms(value), function(x, x + 5), oo):
                if other != value:
                    yield f"{name} = {other}", replace(step, by={**step.by, name: other})
    if step.path:
        yield "path cut", replace(step, path=step.path[:-1])
        yield "path moved", replace(step, path=(*step.path[:-1], 1 - min(step.path[-1], 1)))
    yield "path off the term", replace(step, path=(*step.path, 7))
    if not step.rule.decide:
        yield "reversed", replace(step, reverse=True)
    for other in damaged_terms(step.before):
        yield "before", replace(step, before=other)
    for k, premise in enumerate(step.premises):
        if premise is not None:
            for what, other_premise in damaged(premise):
                changed = (*step.premises[:k], other_premise, *step.premises[k + 1 :])
                yield f"premise {what}", replace(step, premises=changed)


@pytest.mark.parametrize("make", GOOD)
def test_refuses_every_damage(make) -> None:  # type: ignore[no-untyped-def]
    """No damaged derivation is proved as it stands: it is refused, or rests on a condition that nobody stated."""
    rng = random.Random(make.__name__)
    variants = list(damaged(make()))
    rng.shuffle(variants)
    for what, bad in variants[:150]:
        verdict = replay(bad)
        harmless = (
            bad.end == make().end and bad.start == make().start and not what.startswith("step")
        )
        assert (
            verdict.status is not Status.PROVED
            or verdict.missing
            or harmless
            or _still_true(what, bad)
        ), f"{what}: {[str(s.after) for s in bad.steps]} was called proved"
    assert len(variants) > 60


def _still_true(what: str, bad: Derivation) -> bool:
    """Some changes leave a derivation that is right all the same: the numbers say so for each of its lines."""
    from tuidao.check.refute import test as try_by_numbers

    lines = [bad.start, *(s.after for s in bad.steps)]
    return all(
        try_by_numbers(eq(a, b)).status is Status.TESTED or a == b for a, b in pairwise(lines)
    )


def test_a_no_names_step_rule_and_reason() -> None:
    """The reason of a refusal says which step, by which rule, and what is wrong, in both languages."""
    bad = Chain(D(sin(x), x)).step(RULES["deriv_sin"], -cos(x), {"x": x}).derivation()
    reason = replay(bad).reason
    assert reason.en.startswith("step 1 (Derivative of the sine): the rule gives")
    assert reason.zh.startswith("第 1 步（正弦的导数）：规则给出")


def test_a_fact_about_a_free_index_says_nothing_about_a_bound_one() -> None:
    """z[i] > 0 for a free i does not make log z[i] defined under a sum over i."""
    before = total(z[i] ** 2 / z[i], i, 1, n)
    bad = Chain(before).step(
        RULES["simplify"], total(z[i] * log(z[i]) / log(z[i]), i, 1, n), path=(0,)
    )
    verdict = replay(bad.derivation(), Context(facts=(gt(z[i], ZERO),)))
    assert verdict.missing
    assert all(i not in free for free in map(_free, verdict.missing))


def _free(t: Term) -> frozenset[Sym]:
    from tuidao.lang.term import free_symbols

    return free_symbols(t)


def test_a_chosen_term_must_have_a_value() -> None:
    """A line that brings in log x on the way rests on x > 0 although neither end does."""
    chain = Chain(x + 1).step(RULES["simplify"], x + 1 + log(x) - log(x))
    verdict = replay(chain.step(RULES["simplify"], 1 + x).derivation())
    assert verdict.status is Status.PROVED
    assert verdict.missing == (gt(x, ZERO),)


def test_conditions_implied_by_the_problem_are_not_missing() -> None:
    """1/x has a value only where x ≠ 0: that x ≠ 0 is needed on the way goes without saying."""
    chain = Chain(1 / x + 1).step(RULES["simplify"], (1 + x) / x)
    assert replay(chain.derivation()).missing == ()
    cancelled = Chain(x**2 + x).step(RULES["simplify"], (x**3 + x**2) / x)
    assert replay(cancelled.derivation()).missing == (ne(x, ZERO),)


def test_a_condition_that_fails_refuses() -> None:
    """Assumed is only what can hold."""
    bad = Chain(sqrt(-1 - x**2) ** 2).step(RULES["simplify"], -1 - x**2)
    assert (
        replay(bad.derivation()).status is not Status.PROVED
        or replay(bad.derivation()).missing == ()
    )
    nowhere = Chain(x - x).step(RULES["simplify"], log(-1 - x**2) - log(-1 - x**2))
    assert replay(nowhere.derivation()).status is Status.REFUTED


def test_a_premise_may_not_bring_its_own_assumptions() -> None:
    """What a premise calls given must be given outside."""
    inner = Derivation(
        sqrt(x**2), Chain(sqrt(x**2)).step(RULES["simplify"], x).derivation().steps, (gt(x, ZERO),)
    )
    chain = Chain(sqrt(x**2) + 1).step(
        RULES["eq_subst"], x + 1, {"a": sqrt(x**2), "b": x}, (0,), premises=(inner,)
    )
    assert replay(chain.derivation()).status is not Status.PROVED
    assert replay(chain.derivation(), Context(facts=(gt(x, ZERO),))).status is Status.PROVED


def test_an_endless_derivation_ends() -> None:
    """A chain far too long, or folded too deeply, is open, quickly."""
    step = Chain(x + 0).step(RULES["simplify"], x).derivation().steps[0]
    back = replace(step, before=x, after=x + 0)
    assert replay(Derivation(x + 0, (step, back) * 4000)).status is Status.OPEN
    folded = step
    for _ in range(80):
        folded = replace(step, steps=(folded,))
    assert replay(Derivation(x + 0, (folded,))).status is Status.OPEN


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ("sin(x) + (x + x)", "sin(x) + 2*x", (1,)),
        ("(x + x)*y + z", "2*x*y + z", (0, 0)),
        ("Sum(i + i, (i, 1, n)) + x", "Sum(2*i, (i, 1, n)) + x", (0, 0)),
        ("Sum(i, (i, 1, n + n)) + x", "Sum(i, (i, 1, 2*n)) + x", (0, 2)),
    ],
)
def test_a_step_changes_the_place_it_names_and_nothing_else(
    before: str, after: str, path: tuple[int, ...]
) -> None:
    first, then = read_plain(before), read_plain(after)
    right = Step(first, then, RULES["simplify"], path=path)
    assert replay(Derivation(first, (right,))).status is Status.PROVED
    for k, t in enumerate(children(then)):
        if k == path[0]:
            continue
        parts = (*children(then)[:k], t + 0, *children(then)[k + 1 :])
        more = Step(first, rebuild(then, parts), RULES["simplify"], path=path)
        assert replay(Derivation(first, (more,))).status is Status.REFUTED
    wrong = Step(first, Sym("x") * then, RULES["simplify"], path=path)
    assert replay(Derivation(first, (wrong,))).status is not Status.PROVED
