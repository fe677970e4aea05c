"""The proofs of the theorems: each replays, and none survives without one of its hypotheses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import tuidao
from tuidao.check.replay import replay
from tuidao.derive.theorems import PROOFS, proof_of
from tuidao.judge.solve import solve_term
from tuidao.judge.verify import verify
from tuidao.lang import op as ops
from tuidao.lang.build import eq, true
from tuidao.lang.term import App, Num, Sym, Term, children, rebuild
from tuidao.proof import Chain, Derivation, Status
from tuidao.rules import RULES


@pytest.mark.parametrize("name", sorted(PROOFS))
def test_proof_shows_the_rule(name: str) -> None:
    """The chain leads to what the rule says, every step is proved, nothing is assumed besides."""
    proof = proof_of(name)
    assert proof is not None
    verdict = replay(proof)
    assert verdict.status is Status.PROVED, verdict.reason.en
    assert verdict.missing == ()
    assert proof.claim == RULES[name].conclusion
    assert proof.end == true or proof.start != proof.end


@pytest.mark.parametrize("name", sorted(PROOFS))
def test_no_hypothesis_can_be_dropped(name: str) -> None:
    """Without one of its hypotheses the proof rests on a missing condition: that one is named."""
    proof = proof_of(name)
    assert proof is not None
    for k in range(len(proof.given)):
        _without(proof, k)


def _without(proof: Derivation, k: int) -> None:
    dropped = proof.given[k]
    weaker = Derivation(proof.start, proof.steps, (*proof.given[:k], *proof.given[k + 1 :]))
    verdict = replay(weaker)
    assert verdict.status is not Status.PROVED or dropped in verdict.missing


@pytest.mark.parametrize("name", sorted(PROOFS))
def test_prove_finds_the_theorem_and_states_its_hypotheses(name: str) -> None:
    """As text, without anything given: what the theorem needs comes back as conditions; given, nothing is left."""
    rule, proof = RULES[name], proof_of(name)
    assert proof is not None
    found = tuidao.solve(f"prove({rule.conclusion})")
    assert found.verdict.status is Status.PROVED
    assert set(found.conditions) == set(proof.given)
    assert verify(found.to_json()).stands
    stated = ", ".join(map(str, proof.given))
    assert tuidao.solve(f"prove({rule.conclusion})", stated).conditions == ()


_SWAPPED = {
    ops.ADD: ops.SUB,
    ops.SUB: ops.ADD,
    ops.MUL: ops.ADD,
    ops.DIV: ops.MUL,
    ops.GE: ops.GT,
    ops.INTERVAL: ops.INTERVAL_OPEN,
    ops.INTERVAL_OPEN: ops.INTERVAL,
}


def _damaged(t: Term) -> Iterator[Term]:
    """The statement with a sign, an operation, a number or the ends of an interval changed."""
    if type(t) is Num:
        yield Num(t.value + 1)
    if type(t) is App and t.op in _SWAPPED:
        yield App(_SWAPPED[t.op], t.args)
    parts = children(t)
    for k, part in enumerate(parts):
        for other in _damaged(part):
            yield rebuild(t, (*parts[:k], other, *parts[k + 1 :]))


TRUE_ALL_THE_SAME = {
    "lim_sin_div": 'limit(sin(t)/t, t, 0, "+") = 1',
    # True where one entry is not as equality needs it, and that is printed.
    "gibbs": "Sum(p[k]*log(p[k]/q[k]), (k, 1, n)) > 0",
    "entropy_nonneg": "Sum(-p[k]*log(p[k]), (k, 1, n)) > 0",
}


@pytest.mark.parametrize("name", sorted(PROOFS))
def test_no_damaged_theorem_is_proved(name: str) -> None:
    rule, met = RULES[name], 0
    for claim in _damaged(rule.conclusion):
        if str(claim) == TRUE_ALL_THE_SAME.get(name):
            continue
        found = solve_term(App(ops.PROVE, (claim,)), rule.given)
        assert found.verdict.status in (Status.OPEN, Status.REFUTED), str(claim)
        met += 1
    assert met or name in (
        "lt_of_deriv_pos",
        "le_of_deriv_nonneg",
        "eq_of_deriv_zero",
        "continuous_of_differentiable",
    )


def test_a_claim_does_not_rest_on_itself() -> None:
    """What nothing shows is not proved under the condition that it holds."""
    claim = eq(App(ops.CALL, (Sym("f"), Sym("x"))), Sym("y"))
    derivation = Chain(claim).step(RULES["by_computation"], true).derivation()
    verdict = replay(derivation)
    assert verdict.status is Status.OPEN
    assert tuidao.solve("prove(f(a) < f(b) + 1)").verdict.status is Status.OPEN


def test_a_certificate_of_a_proof_proves_what_was_asked() -> None:
    """The derivation of one theorem under the name of another is refused."""
    found = json.loads(tuidao.solve("prove(f(a) < f(b))").to_json())
    other = json.loads(tuidao.solve("prove(f(a) <= f(b))").to_json())
    assert verify(json.dumps(found)).stands
    assert verify(json.dumps(other)).stands
    other["solution"]["problem"] = _renumbered(other, "le", "lt")
    assert not verify(json.dumps(other)).stands


def _renumbered(data: dict[str, Any], old: str, new: str) -> int:
    """A copy of the problem with one operator replaced, added to the terms: its number."""
    terms, at = data["terms"], data["solution"]["problem"]
    claim = terms[terms[at][2][0]]
    assert claim[1] == old
    terms += [["app", new, claim[2]], ["app", "prove", [len(terms)]]]
    return len(terms) - 1


@pytest.mark.parametrize("name", sorted(PROOFS))
def test_a_missing_step_is_noticed(name: str) -> None:
    """Leaving out any line breaks the chain."""
    proof = proof_of(name)
    assert proof is not None
    for k in range(len(proof.steps)):
        broken = Derivation(proof.start, (*proof.steps[:k], *proof.steps[k + 1 :]), proof.given)
        verdict = replay(broken)
        assert verdict.status is not Status.PROVED or broken.claim != proof.claim
