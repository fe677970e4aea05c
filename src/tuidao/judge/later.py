"""A second look at what was left undecided, in the light of what the chapter defines further on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuidao.judge.claim import Claim, judge
from tuidao.judge.context import Context, differentiated_by
from tuidao.judge.meaning import Role
from tuidao.judge.report import CONDITIONAL, Finding
from tuidao.judge.roles import atoms, entries
from tuidao.judge.statement import Link
from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.term import Bind, Sym, Term
from tuidao.proof import Status
from tuidao.read.latex.notation import only_written
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
    equal: tuple[tuple[Term, Term], ...] = ()
    sides: tuple[Term, Term] | None = None  # with what was known then put in


def put_off(
    pending: list[Pending], at: int, link: Link, facts: tuple[Term, ...], context: Context
) -> None:
    """Remember an undecided relation for a second look."""
    undecided = link.role in (Role.EQUATION, Role.CLAIM) and link.verdict.status is Status.OPEN
    if undecided and link.terms is not None and not link.needs and len(pending) < _MOST:
        known = frozenset(context.definitions)
        sides = _put_in(context, *link.terms)
        pending.append(Pending(at, link, facts, known, tuple(context.equal), sides))


def _put_in(context: Context, a: Term, b: Term) -> tuple[Term, Term]:
    keep = differentiated_by(a, b)
    return context.put_in(a, keep), context.put_in(b, keep)


def _renames(body: Term) -> bool:
    """Does a definition only give another name: r(x | θ) = p(x | θ)?"""
    while isinstance(body, Bind) and body.op is ops.LAMBDA:
        body = body.body
    return type(body) is Sym or is_op(body, ops.CALL)


def second_look(pending: list[Pending], found: list[Finding], context: Context) -> None:
    """Judge the relations again where definitions were added since; `found` is the report's list of findings."""
    for p in pending:
        new = set(context.definitions) - p.known
        told = new or any(e not in p.equal for e in context.equal)
        if not told or p.link.terms is None or p.link.relation.name not in ("eq", "le", "ge"):
            continue
        a, b = p.link.terms
        if _put_in(context, a, b) == p.sides:
            continue  # nothing that was said since is about it
        keep = differentiated_by(a, b)
        now = context
        if p.link.relation.name != "eq":  # that r = p in the end does not say r ≤ p before
            now = context.copy()
            now.equal = list(p.equal)
            for key in [k for k in new if _renames(context.definitions[k].body)]:
                del now.definitions[key]

        def prepare(
            u: Term, v: Term, keep: frozenset[str] = keep, now: Context = now
        ) -> tuple[Term, ...]:
            return atoms(*entries(now.put_in(u, keep), now.put_in(v, keep)))

        left, right = prepare(a, b)
        if only_written(left, right):
            continue
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
