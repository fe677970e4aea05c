"""A statement put to the checker alone: proved where a procedure decides it, else tried at points."""

from __future__ import annotations

from tuidao.check.refute import test
from tuidao.lang.term import Term
from tuidao.proof import Status, Verdict


def examine(claim: Term, given: tuple[Term, ...] = ()) -> Verdict:
    """The verdict on `claim` where `given` holds: what `prove` settles, else what `test` finds."""
    from tuidao.check.prove import prove

    proved = prove(claim, given)
    if proved.status in (Status.PROVED, Status.REFUTED):
        return proved
    return test(claim, given)
