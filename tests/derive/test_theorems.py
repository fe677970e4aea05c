"""The proofs of the theorems: each replays, and none survives without one of its hypotheses."""

from __future__ import annotations

import pytest

from tuidao.check.replay import replay
from tuidao.derive.theorems import PROOFS, proof_of
from tuidao.lang.build import true
from tuidao.proof import Derivation, Status
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


@pytest.mark.parametrize(
    ("name", "k"), [(n, k) for n in sorted(PROOFS) for k in range(len(RULES[n].given))]
)
def test_no_hypothesis_can_be_dropped(name: str, k: int) -> None:
    """Without one of its hypotheses the proof rests on a missing condition: that one is named."""
    proof = proof_of(name)
    assert proof is not None
    dropped = proof.given[k]
    weaker = Derivation(proof.start, proof.steps, (*proof.given[:k], *proof.given[k + 1 :]))
    verdict = replay(weaker)
    assert verdict.status is not Status.PROVED or dropped in verdict.missing


@pytest.mark.parametrize("name", sorted(PROOFS))
def test_a_missing_step_is_noticed(name: str) -> None:
    """Leaving out any line breaks the chain."""
    proof = proof_of(name)
    assert proof is not None
    for k in range(len(proof.steps)):
        broken = Derivation(proof.start, (*proof.steps[:k], *proof.steps[k + 1 :]), proof.given)
        verdict = replay(broken)
        assert verdict.status is not Status.PROVED or broken.claim != proof.claim
