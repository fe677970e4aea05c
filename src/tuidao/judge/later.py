"""A second look at what was left undecided, in the light of what the chapter defines further on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuidao.judge.claim import Claim, judge
from tuidao.judge.context import Context, differentiated_by
from tuidao.judge.meaning import Role
from tuidao.judge.report import CONDITIONAL, Finding
from tuidao.judge.roles import atoms, entries
from tuidao.judge.statement import Link
from tuidao.lang.term import Term
from tuidao.proof import Status
from tuidao.text import Text

LATER = Text("{reason} (with what is defined further on)", "{reason}（结合后文的定义）")
_MOST = 60


@dataclass(slots=True)
class Pending:
    """An undecided relation, where its finding stands in the report, and the definitions that were known then."""

    at: int
    link: Link
    facts: tuple[Term, ...]
    known: frozenset[tuple[str, str, int]]


def put_off(
    pending: list[Pending], at: int, link: Link, facts: tuple[Term, ...], context: Context
) -> None:
    """Remember an undecided relation for a second look."""
    undecided = link.role in (Role.EQUATION, Role.CLAIM) and link.verdict.status is Status.OPEN
    if undecided and link.terms is not None and not link.needs and len(pending) < _MOST:
        pending.append(Pending(at, link, facts, frozenset(context.definitions)))


def second_look(pending: list[Pending], found: list[Finding], context: Context) -> None:
    """Judge the relations again where definitions were added since; `found` is the report's list of findings."""
    for p in pending:
        new = set(context.definitions) - p.known
        if not new or p.link.terms is None or p.link.relation.name not in ("eq", "le", "ge"):
            continue
        a, b = p.link.terms
        keep = differentiated_by(a, b)

        def prepare(u: Term, v: Term, keep: frozenset[str] = keep) -> tuple[Term, ...]:
            return atoms(*entries(context.put_in(u, keep), context.put_in(v, keep)))

        left, right = prepare(a, b)
        claim = Claim(
            p.link.relation.name,
            left,
            right,
            p.facts,
            universal=False,
            written=(a, b),
            context=context,
        )
        verdict = judge(claim, suggest=False)
        if verdict.status in (Status.PROVED, Status.TESTED):
            reason = LATER.format(reason=verdict.reason)
            old = found[p.at]
            kind = old.kind if old.kind == CONDITIONAL else str(verdict.status)
            found[p.at] = replace(
                old, verdict=replace(verdict, reason=reason), role=Role.CLAIM, kind=kind
            )
    pending.clear()
