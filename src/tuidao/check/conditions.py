"""Conditions: what is known at a place in a term, and whether a condition follows there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuidao.lang.focus import Opened
from tuidao.lang.term import Term
from tuidao.proof import Status, Verdict
from tuidao.text import Text


@dataclass(frozen=True, slots=True)
class Context:
    """What may be used at a place: stated facts, and the binders on the way with the names of their variables."""

    facts: tuple[Term, ...] = ()
    opened: tuple[Opened, ...] = ()

    def assuming(self, *facts: Term) -> Context:
        """The context with more facts."""
        return replace(self, facts=(*self.facts, *facts)) if facts else self

    def inside(self, opened: tuple[Opened, ...]) -> Context:
        """The context at a place under these binders."""
        return replace(self, opened=(*self.opened, *opened)) if opened else self


def discharge(condition: Term, context: Context) -> Verdict:
    """Does the condition hold here? proved; or proved with `missing` = itself, to be assumed and printed; or refuted."""
    if condition in context.facts:
        return Verdict(Status.PROVED, Text("given", "已知"))
    return Verdict(Status.PROVED, Text("assumed", "假设"), missing=(condition,))
