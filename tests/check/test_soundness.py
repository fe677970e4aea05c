"""The checker against random statements: no damaged one accepted, no true one refuted."""

from __future__ import annotations

from benchmarks.soundness import run


def test_no_false_statement_is_accepted_and_no_true_one_refuted() -> None:
    seen, failures = run(250, 7)
    assert not failures, "\n".join(failures)
    assert seen["false"] == 250
    assert seen["false refuted"] >= 240
    assert seen["true"] == 250
    assert seen["true proved"] + seen["true tested"] >= 240
