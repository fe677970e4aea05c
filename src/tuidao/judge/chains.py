"""Chains of equalities: a link that is not settled by itself follows from the links before it."""

from __future__ import annotations

from dataclasses import replace

from tuidao.judge.claim import OPERATORS
from tuidao.judge.context import Context
from tuidao.judge.meaning import Role
from tuidao.judge.statement import Link
from tuidao.judge.theory import by_theory
from tuidao.lang.term import Term
from tuidao.proof import Status
from tuidao.text import Text

THROUGH = Text("{reason} (with the links before it)", "{reason}（结合前面各环）")
_CLAIMS = (Role.CLAIM, Role.EQUATION)


def through(links: list[Link], facts: tuple[Term, ...], context: Context) -> None:
    """Settle an open link b = c where a = b was proved before it in the chain and theorems give a = c."""
    for k, link in enumerate(links):
        if link.role not in _CLAIMS or link.verdict.status is not Status.OPEN or not k:
            continue
        if link.relation.name not in OPERATORS or link.terms is None:
            continue
        for j in range(k - 1, -1, -1):
            before = links[j]
            proved = before.verdict.status is Status.PROVED and before.relation.name == "eq"
            if not proved or before.terms is None:
                break
            left, right = before.terms[0], link.terms[1]
            sides = ((left, right), (context.put_in(left), context.put_in(right)))
            found = by_theory(OPERATORS[link.relation.name], sides, facts, context)
            if found is not None:
                reason = THROUGH.format(reason=found.reason)
                missing = tuple(dict.fromkeys((*before.verdict.missing, *found.missing)))
                link.verdict = replace(found, reason=reason, missing=missing)
                link.role = Role.CLAIM
                break
