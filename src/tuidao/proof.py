"""Steps, derivations and verdicts: plain data that derive makes, check judges and show prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tuidao.lang.build import eq, true
from tuidao.lang.term import Path, Term
from tuidao.rules import Rule
from tuidao.text import Text


class Status(StrEnum):
    """What a verdict may say; see `Verdict`."""

    PROVED = "proved"
    TESTED = "tested"
    REFUTED = "refuted"
    OPEN = "open"


_RANK = {Status.REFUTED: 0, Status.OPEN: 1, Status.TESTED: 2, Status.PROVED: 3}


@dataclass(frozen=True, slots=True)
class Witness:
    """A refutation: exact values that meet every condition, and the two sides there (None: no value)."""

    values: Mapping[str, Term]
    left: str | None
    right: str | None

    def __str__(self) -> str:
        at = ", ".join(f"{name} = {value}" for name, value in self.values.items())
        sides = f"left {self.left or 'undefined'}, right {self.right or 'undefined'}"
        return f"{at}: {sides}" if at else sides


@dataclass(frozen=True, slots=True)
class Verdict:
    """proved: holds wherever the conditions do; tested: at many points; refuted: by a witness; open: none of these.

    `missing` holds conditions that the statement needs and does not state.
    """

    status: Status
    reason: Text
    counterexample: Witness | None = None
    missing: tuple[Term, ...] = ()
    suggestion: Term | None = None

    def __str__(self) -> str:
        return f"{self.status}: {self.reason}"


def weakest(verdicts: Iterator[Verdict] | list[Verdict]) -> Verdict | None:
    """The verdict that the whole can claim when each part has one; None for no parts."""
    return min(verdicts, key=lambda v: _RANK[v.status], default=None)


UNCHECKED = Verdict(Status.OPEN, Text("not checked yet", "尚未检查"))


@dataclass(slots=True)
class Step:
    """One line of a derivation: `before` becomes `after` by a rule used at a place.

    The rule, with its variables bound by `by`, has as left side what stands at `path` in `before`, and its right side
    stands there in `after` (`reverse`: the other way round). A rule that concludes a statement turns it into True.
    `premises` answers the rule's conditions in order; None, or a shorter list, leaves them to the checker.
    A step with `steps` is a group: that chain leads from `before` to `after`, and the rule only names the idea.
    `verdict` is filled in by the checker, and so are `conditions`, which the step holds under.
    """

    before: Term
    after: Term
    rule: Rule
    by: Mapping[str, Term] = field(default_factory=dict)
    path: Path = ()
    premises: tuple[Derivation | None, ...] = ()
    steps: tuple[Step, ...] = ()
    reverse: bool = False
    note: Text | None = None
    verdict: Verdict = UNCHECKED
    conditions: tuple[Term, ...] = ()

    def why(self, language: str = "en") -> str:
        """The reason for the step in a reader's language: its particular note, or the rule's."""
        return (self.note or self.rule.why)("zh" if language == "zh" else "en")


@dataclass(slots=True)
class Derivation:
    """A chain of steps from `start`: it shows start = end, or, where `end` is True, the statement `start`."""

    start: Term
    steps: tuple[Step, ...] = ()
    given: tuple[Term, ...] = ()

    @property
    def end(self) -> Term:
        """What the last step leaves."""
        return self.steps[-1].after if self.steps else self.start

    @property
    def claim(self) -> Term:
        """The statement the chain shows."""
        return self.start if self.end == true else eq(self.start, self.end)


@dataclass(slots=True)
class Worked:
    """What `derive` hands back: the answer (a term, or words such as "does not exist"), its derivation, data beside it.

    `answer` None means that no method applied; `reason` then says why.
    """

    answer: Term | Text | None
    derivation: Derivation
    data: dict[str, Any] = field(default_factory=dict)
    reason: Text | None = None


class Chain:
    """Builds a derivation line by line: each `step` starts from where the last one ended."""

    def __init__(self, start: Term, given: tuple[Term, ...] = ()) -> None:
        self.start = start
        self.now = start
        self.given = given
        self.steps: list[Step] = []

    def step(
        self,
        rule: Rule,
        after: Term,
        by: Mapping[str, Term] | None = None,
        path: Path = (),
        *,
        premises: tuple[Derivation | None, ...] = (),
        steps: tuple[Step, ...] = (),
        reverse: bool = False,
        note: Text | None = None,
    ) -> Chain:
        """Add the line `after`; nothing is added when it says what already stands there."""
        if after != self.now:
            self.steps.append(
                Step(self.now, after, rule, by or {}, path, premises, steps, reverse, note)
            )
            self.now = after
        return self

    def derivation(self) -> Derivation:
        """The chain so far."""
        return Derivation(self.start, tuple(self.steps), self.given)
