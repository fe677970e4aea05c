"""Claims examined where both sides have a value: where only one has, a condition is missing, and nothing is false."""

from __future__ import annotations

from dataclasses import replace

from tuidao.lang.term import App, Term, free_symbols
from tuidao.proof import Status, Verdict


def where_defined(claim: App, given: tuple[Term, ...]) -> Verdict:
    """Examination; a witness at which a side has no value only shows a missing condition, never a falsehood."""
    from tuidao.check.conditions import Context as Place
    from tuidao.check.conditions import discharge
    from tuidao.check.prove import examine
    from tuidao.lang.domain import conditions

    verdict = examine(claim, given)
    witness = verdict.counterexample
    if (
        verdict.status is Status.REFUTED
        and witness is not None
        and None in (witness.left, witness.right)
    ):
        needed = tuple(
            dict.fromkeys(c for side in claim.args for c in conditions(side) if c not in given)
        )
        place = Place().assuming(*given)
        varying = [c for c in needed if free_symbols(c)]  # -log 0 = ∞ is said loosely
        if not needed or any(discharge(c, place).status is Status.REFUTED for c in varying):
            return verdict  # a condition that nothing meets is none that was left out
        again = examine(claim, (*given, *needed))
        if again.status in (Status.PROVED, Status.TESTED):
            missing = _one_sided(claim, needed)
            return replace(again, missing=tuple(dict.fromkeys((*missing, *again.missing))))
        return again if again.status is Status.REFUTED else replace(again, status=Status.OPEN)
    return verdict


def _one_sided(claim: App, needed: tuple[Term, ...]) -> tuple[Term, ...]:
    """Of the conditions under which both sides have values, those that only one side needs."""
    from tuidao.lang.domain import conditions

    a, b = (set(conditions(s)) for s in claim.args)
    return tuple(c for c in needed if (c in a) != (c in b))
