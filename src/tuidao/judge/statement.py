"""Statements judged: a text is read, split into links, and each link judged in the light of those before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tuidao.diagnostic import Diagnostic, InputError
from tuidao.judge.claim import Claim, judge
from tuidao.judge.context import Context, differentiated_by, heads, key_of
from tuidao.judge.kinds import facts_about, note_distributions
from tuidao.judge.meaning import WHY, Role, role_of, says_much, universal
from tuidao.judge.needs import unstated
from tuidao.judge.reader import (
    Reader,
    approached,
    as_set,
    conditions_of,
    is_space,
    of_unknown_set,
    set_described,
)
from tuidao.judge.roles import atoms, entries, hides_range, of_vectors, same_roles, summed_silently
from tuidao.judge.rounding import decimals
from tuidao.judge.said import another_value, concerns, somewhere_between
from tuidao.judge.shannon import between_entropies
from tuidao.judge.theory.orders import little_o
from tuidao.lang.build import is_op
from tuidao.lang.op import INDEX
from tuidao.lang.term import Term
from tuidao.proof import Status, Verdict
from tuidao.read.latex.notation import only_written
from tuidao.read.placed import Placed
from tuidao.read.statement import Relation, Statement, statements
from tuidao.text import Text

NOT_READ = Text("not understood: {what}", "无法理解：{what}")
AS_BEFORE = Text(
    "{reason} (under the condition stated before: {conditions})",
    "{reason}（沿用前文的条件：{conditions}）",
)
_ORDERS = ("lt", "le", "gt", "ge")
_ALONE = (*_ORDERS, "ne")
_FREE = ("", "so", "implies", "iff")
_SILENT = (Role.CONDITION, Role.EQUATION)  # what may claim nothing
_HELD = (Status.PROVED, Status.TESTED)
_RECENT = 4  # conditions that an inequality may go on from
NOTATED = Text(
    "a notation from which no value is read (arg max, a set, dots) stands in it",
    "含有不作计算的记号（arg max、集合、省略号等）",
)
UNWRITTEN = Text("one side is not written", "有一边没有写出")


# Signs that a product of letters is not what is meant: expectations, arg max, the operator D, names in words.
_NO_PRODUCT = re.compile(
    r"(?:(?<![A-Za-z\\])[EP]|\\mathbb\{E\}|\\mathrm\{E\}|Var|Cov|\\Pr)\}?\s*(?:_\{[^{}]*\}|_\w)?"
    r"\s*(?:\\left\s*)?\[|arg\s*\\?(?:max|min)|(?<![A-Za-z\\_{(])D(?!_\{?\s*K)(?=\s*(?:_|[a-z\\(]))|\\_"
)
_DIFFERENTIAL = re.compile(r"(?<![A-Za-z\\])d\s*[A-Za-z\\]")
_NAMED = re.compile(r"\\(?:text\w*|operatorname\*?|math[a-z]+|mbox)\s*\{[^{}]*\}|\\[A-Za-z]+")


def in_words(text: str) -> bool:
    """Does a formula use names of several letters, or operators that a product of letters misreads?"""
    return bool(_NO_PRODUCT.search(text) or re.search(r"[A-Za-z]{4,}", _NAMED.sub(" ", text)))


_BEFORE_BRACKET = re.compile(r"(?<![A-Za-z\\])(?:\\([A-Za-z]+)|([A-Za-z]))\s*(?:\\left\s*)?\(")


def may_be_called(text: str, symbols: frozenset[str]) -> bool:
    """Does a letter read as a number stand only before brackets: δ(x − μ), which may as well be a function?"""
    for m in _BEFORE_BRACKET.finditer(text):
        name = m.group(1) or m.group(2)
        letter = re.escape(m.group(0).split("(")[0].replace(r"\left", "").strip())
        bare = re.findall(rf"(?<![A-Za-z\\]){letter}(?![A-Za-z])", text)
        applied = re.findall(rf"(?<![A-Za-z\\]){letter}\s*(?:\\left\s*)?\(", text)
        if name in symbols and len(bare) == len(applied):
            return True
    return False


@dataclass(slots=True)
class Link:
    """One relation of a chain and what became of it. `left`, `right`: its sides; None where unwritten.

    `needs` are conditions that the text should state and does not.
    """

    relation: Relation
    left: Placed | None
    right: Placed | None
    role: Role
    verdict: Verdict
    terms: tuple[Term, Term] | None = None
    refusals: tuple[tuple[Placed, Diagnostic], ...] = ()
    needs: tuple[Term, ...] = ()


def links_of(
    statement: Statement,
    reader: Reader,
    context: Context,
    *,
    cue: str = "",
    given: tuple[Term, ...] = (),
    strict: bool = False,
    line: int = 0,
    suggest: bool = True,
) -> list[Link]:
    """Every link of a statement judged in order; definitions it makes enter the context."""
    given = (*given, *conditions_of(statement.conditions, reader))
    context.recent = [*context.recent, *(c for c in given if c not in context.recent)][-_RECENT:]
    reader.learn(statement)
    found: list[Link] = []
    alone = len(statement.relations) == 1
    cue = statement.cue or cue
    for k, relation in enumerate(statement.relations):
        left, right = statement.sides[k], statement.sides[k + 1]
        first = k == 0
        if statement.listed or left is None or right is None:
            why = UNWRITTEN if not statement.listed else WHY[Role.MENTION]
            found.append(Link(relation, left, right, Role.MENTION, Verdict(Status.OPEN, why)))
            continue
        if re.match(r"\s*(?:\\exists|∃|\\forall|∀)", left.text) or relation.name == "other":
            found.append(
                Link(relation, left, right, Role.MENTION, Verdict(Status.OPEN, WHY[Role.MENTION]))
            )
            continue
        entropies = between_entropies(left.text, relation.name, right.text)
        if entropies is not None:
            found.append(Link(relation, left, right, Role.CLAIM, entropies))
            continue
        right = approached(right, relation.name)
        if relation.name == "in" and is_space(right):
            verdict = Verdict(Status.OPEN, WHY[Role.CONDITION])
            found.append(Link(relation, left, right, Role.CONDITION, verdict))
            continue
        described = set_described(right)
        if described is not None:
            found.append(_described(relation, left, right, described, reader))
            continue
        terms = reader.side(left), reader.side(right)
        refusals = tuple(
            (place, t.diagnostic)
            for place, t in zip((left, right), terms, strict=True)
            if isinstance(t, InputError)
        )
        if refusals:
            what = refusals[0][1].headline
            verdict = Verdict(Status.OPEN, NOT_READ.format(what=what))
            found.append(Link(relation, left, right, Role.CLAIM, verdict, None, refusals))
            continue
        a, b = terms
        assert isinstance(a, Term) and isinstance(b, Term)
        b = as_set(b, relation.name)
        a, b = same_roles(a, b, context)
        note_distributions(context, a, b)
        role = role_of(relation.name, a, b, cue, context, first=first, alone=alone, strict=strict)
        if role is Role.CLAIM:
            found.append(
                _judged(
                    relation,
                    left,
                    right,
                    a,
                    b,
                    cue,
                    context,
                    given,
                    k,
                    strict=strict,
                    suggest=suggest,
                )
            )
            continue
        if not strict and relation.name in _ALONE and cue in _FREE and role in _SILENT:
            link = _judged(
                relation, left, right, a, b, cue, context, given, k, strict=strict, suggest=suggest
            )
            if link.verdict.status in _HELD or (
                link.verdict.status is Status.REFUTED and says_much(a, b, given)
            ):
                found.append(link)
                continue
        decided = (
            little_o(a, b, given) if relation.name == "eq" and role is Role.ASYMPTOTIC else None
        )
        if decided is not None:
            found.append(Link(relation, left, right, Role.CLAIM, decided, (a, b)))
            continue
        if role is Role.DEFINITION:
            context.define(a, b, line)
            reader.forget()
        found.append(Link(relation, left, right, role, Verdict(Status.OPEN, WHY[role]), (a, b)))
    return found


def _described(
    relation: Relation, left: Placed, right: Placed, condition: Placed, reader: Reader
) -> Link:
    """A set described by a condition: nothing is claimed, but what is written there is read."""
    refusals = []
    for statement in statements(condition):
        for side in statement.sides:
            t = reader.side(side) if side is not None else None
            if side is not None and isinstance(t, InputError):
                refusals.append((side, t.diagnostic))
    role = Role.DEFINITION if relation.name in ("eq", "define") else Role.MENTION
    return Link(relation, left, right, role, Verdict(Status.OPEN, WHY[role]), None, tuple(refusals))


def _judged(
    relation: Relation,
    left: Placed,
    right: Placed,
    a: Term,
    b: Term,
    cue: str,
    context: Context,
    given: tuple[Term, ...],
    k: int,
    *,
    strict: bool,
    suggest: bool,
) -> Link:
    keep = differentiated_by(a, b)

    def prepare(u: Term, v: Term) -> tuple[Term, ...]:
        return atoms(*entries(context.put_in(u, keep), context.put_in(v, keep)))

    whole_a, whole_b = prepare(a, b)
    facts = tuple(
        context.put_in(c)
        for c in (*given, *context.assumed)
        if concerns(c, whole_a, whole_b, a, b) and not another_value(c, a)
    )
    kept = tuple(c for c in facts if not of_unknown_set(c))
    within = len(kept) < len(
        facts
    )  # of a set that is only named: no witness can be said to lie there
    facts = (*kept, *facts_about(context, whole_a, whole_b))
    evidence = cue in ("so", "implies") or k > 0 or not strict
    for_all = universal(whole_a, whole_b, relation.name, strict=strict, evidence=evidence) or (
        not strict and relation.name in _ORDERS and says_much(a, b, given)
    )
    texts = left.text + " " + right.text
    put_in = (whole_a, whole_b) != (a, b)
    # du = −sin x dx relates differentials
    doubtful = within or somewhere_between(whole_a, whole_b, given)
    notated = only_written(whole_a, whole_b)
    doubtful = doubtful or notated
    if relation.name in _ORDERS and any(is_op(t, INDEX) for t in (a, b)):
        doubtful = True  # a_{n+1} ≤ c·a_n is about one sequence
    doubtful = doubtful or ("d" in heads(a)[0] | heads(b)[0] and bool(_DIFFERENTIAL.search(texts)))
    if strict and not doubtful:
        doubtful = (
            may_be_called(texts, heads(a)[0] | heads(b)[0])
            or of_vectors(a, b)
            or hides_range(whole_a, whole_b, relation.name, put_in=put_in)
            or in_words(texts)
            or summed_silently(whole_a, whole_b)
        )
    meant = for_all and not doubtful
    claim = Claim(
        relation.name,
        whole_a,
        whole_b,
        facts,
        {**decimals(left.text), **decimals(right.text)},
        meant,
        r"\log" in texts and r"\ln" not in texts,
        (a, b),
        prepare,
        frozenset(n for n, k in context.kinds.items() if k in ("distribution", "one-hot")),
        (left.text, right.text),
        context,
        not doubtful,
    )
    verdict = judge(claim, suggest=suggest)
    if verdict.status is Status.OPEN and (whole_a, whole_b) != (a, b):
        # What the definitions make too large or unclear may be plain without them.
        bare = judge(replace(claim, left=a, right=b, universal=False), suggest=False)
        if bare.status in (Status.PROVED, Status.TESTED):
            verdict = bare
    if verdict.status is Status.REFUTED and strict and relation.name in _ORDERS:
        for c in reversed(context.recent):
            if c in facts or not concerns(c, a, b):
                continue
            again = judge(replace(claim, given=(*facts, c)), suggest=False)
            if again.status in (Status.PROVED, Status.TESTED):
                reason = AS_BEFORE.format(reason=again.reason, conditions=str(c))
                verdict = replace(again, reason=reason)
                break
    if verdict.status is Status.REFUTED and k == 0 and key_of(a) is not None and context.knows(a):
        # What was defined before is given a new meaning here.
        context.define(a, b)
        return Link(
            relation,
            left,
            right,
            Role.DEFINITION,
            Verdict(Status.OPEN, WHY[Role.DEFINITION]),
            (a, b),
        )
    if notated and verdict.status is not Status.PROVED:
        verdict = Verdict(Status.OPEN, NOTATED)
    role = Role.CLAIM if meant or verdict.status is not Status.OPEN else Role.EQUATION
    return Link(
        relation,
        left,
        right,
        role,
        verdict,
        (a, b),
        needs=unstated(whole_a, whole_b, facts, verdict),
    )
