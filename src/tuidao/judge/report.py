"""What checking a document finds: findings by place, and the counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tuidao.diagnostic import Source
from tuidao.judge.fix import Patch, patched
from tuidao.judge.meaning import Role
from tuidao.proof import Status, Verdict
from tuidao.text import Language, Text

REFUSED = "refused"
CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement of a document and its verdict.

    `line`, `column` (from 1) are those of the relation sign, or of what could not be read; `start`, `end` the stretch
    of the text to mark; `latex` the statement as written, `sign` its relation sign; `kind` a verdict's word,
    or "refused" (not read) or "conditional" (true only under conditions that are not stated); `patches` are the edits
    of the source after which it says what is suggested.
    """

    line: int
    column: int
    start: int
    end: int
    latex: str
    verdict: Verdict
    role: Role
    kind: str
    sign: str = "="
    notes: tuple[Text, ...] = ()
    patches: tuple[Patch, ...] = ()

    def reason(self, language: Language = "en") -> str:
        """Why, in a sentence."""
        return self.verdict.reason(language)

    def to_data(self) -> dict[str, Any]:
        """The finding as JSON-able data."""
        v = self.verdict
        return {
            "line": self.line,
            "column": self.column,
            "start": self.start,
            "end": self.end,
            "latex": self.latex,
            "kind": self.kind,
            "role": str(self.role),
            "status": str(v.status),
            "reason": {"en": v.reason.en, "zh": v.reason.zh},
            "counterexample": None if v.counterexample is None else str(v.counterexample),
            "missing": [str(c) for c in v.missing],
            "suggestion": None if v.suggestion is None else str(v.suggestion),
            "patches": [{"start": p.start, "end": p.end, "new": p.new} for p in self.patches],
            "notes": [{"en": n.en, "zh": n.zh} for n in self.notes],
        }


@dataclass(slots=True)
class Report:
    """A document checked. `everything` holds each statement met, `findings` those that a reader should look at."""

    source: Source
    everything: list[Finding] = field(default_factory=list)
    formulas: int = 0
    refused: int = 0
    kinds: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def findings(self) -> list[Finding]:
        """The statements that are false, true only under unstated conditions, or not read."""
        return [f for f in self.everything if f.kind in (Status.REFUTED, CONDITIONAL, REFUSED)]

    @property
    def counts(self) -> dict[str, int]:
        """How many formulas were met, read and refused; claims by verdict; definitions, conditions, mentions."""
        claims = Counter(
            str(f.verdict.status)
            for f in self.everything
            if f.role is Role.CLAIM and f.kind != REFUSED
        )
        roles = Counter(f.role for f in self.everything)
        return {
            "formulas": self.formulas,
            "read": self.formulas - self.refused,
            "refused": self.refused,
            "claims": sum(claims.values()),
            "proved": claims[Status.PROVED],
            "tested": claims[Status.TESTED],
            "refuted": claims[Status.REFUTED],
            "open": claims[Status.OPEN],
            "conditional": sum(f.kind == CONDITIONAL for f in self.everything),
            "definitions": roles[Role.DEFINITION],
            "conditions": roles[Role.CONDITION],
            "equations": roles[Role.EQUATION] + roles[Role.ASYMPTOTIC] + roles[Role.ASSIGNMENT],
            "mentions": roles[Role.MENTION],
        }

    @property
    def refuted(self) -> bool:
        """Is anything in the document false?"""
        return any(f.kind == Status.REFUTED for f in self.everything)

    def fixed(self) -> str:
        """The text with every accepted repair put in, and nothing else touched."""
        return patched(self.source.text, [p for f in self.findings for p in f.patches])

    def to_data(self) -> dict[str, Any]:
        """The report as JSON-able data."""
        return {
            "name": self.source.name,
            "counts": self.counts,
            "kinds": dict(self.kinds),
            "findings": [f.to_data() for f in self.findings],
        }
