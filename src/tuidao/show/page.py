"""The page: a worked solution as lines to print, the one value that every way of showing it starts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.build import is_op, true
from tuidao.lang.op import Sort
from tuidao.lang.spell import bound_name
from tuidao.lang.term import App, Bind, Term, instantiate
from tuidao.proof import Derivation, Status, Step, Verdict
from tuidao.read import read_plain
from tuidao.rules import Rule
from tuidao.show.chained import chained
from tuidao.show.chart_table import Table, told
from tuidao.show.decimals import decimal, roots_in, short
from tuidao.show.unicode import unicode_math
from tuidao.show.words import DATA, ONE_SIDED, PROBLEM, ROOT, TITLES
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.judge.solve import Solved


_MOST_ROOTS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what follows (`term`; None: the statement holds), by which rule, why, under which conditions."""

    term: Term | None
    relation: str  # "=" between values, "⇔" between statements, "→" to an answer, "" to nothing
    reason: Text
    rule: Rule
    status: Status
    conditions: tuple[Term, ...] = ()
    children: tuple[Folded, ...] = ()
    told: Text | None = None  # what is said in place of the term, where that is hard to read
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Folded:
    """A chain inside a line: the line's own working, or (`claim`) the working of a premise.

    It stands open (`unfolded`) where it is all that the page has to tell.
    """

    start: Term
    lines: tuple[Line, ...]
    claim: bool = False
    unfolded: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A solution laid out: title, problem, the chain from `start`, the answer, verdict, conditions, facts beside it."""

    title: Text
    problem: Term
    given: tuple[Term, ...]
    start: Term
    lines: tuple[Line, ...]
    answer: Term | Text | None
    verdict: Verdict
    conditions: tuple[Term, ...]
    facts: tuple[tuple[Text, str], ...] = ()


def page_of(solution: Solved) -> Page:
    """The page of a solution."""
    problem, derivation = solution.problem, solution.derivation
    op = problem.op if isinstance(problem, App | Bind) else None
    if op in (ops.BY_DEFINITION, ops.BY_METHOD, ops.PROVE) and isinstance(problem, App):
        problem = problem.args[0]  # the title says the rest
        if op is ops.BY_METHOD and isinstance(problem, Bind) and problem.op is ops.PARTIAL:
            op = problem.op
    return Page(
        TITLES.get(op, PROBLEM) if op is not None else PROBLEM,
        problem,
        solution.given,
        derivation.start,
        _with_the_premise(lines_of(derivation)),
        solution.answer,
        solution.verdict,
        chained(solution.conditions),
        (*_roots(derivation, solution.answer), *_facts(solution.data)),
    )


def _roots(derivation: Derivation, answer: Term | Text | None) -> Iterator[tuple[Text, str]]:
    """Of each number told by its first digits only: the equation that it solves, and where."""
    met: dict[Bind, None] = {}
    for t in (answer, *(step.after for step in derivation.steps)):
        if isinstance(t, Term):
            met |= dict.fromkeys(roots_in(t))
    for root in list(met)[:_MOST_ROOTS]:
        digits, ends = decimal(root), [short(o) or unicode_math(o) for o in root.over]
        if digits is not None:
            x = bound_name(root)
            body = unicode_math(instantiate(root.body, x))
            yield ROOT.format(digits=digits), f"{body} = 0, {unicode_math(x)} ∈ ({', '.join(ends)})"


def _facts(data: dict[str, Any]) -> Iterator[tuple[Text, str]]:
    """What stands beside the answer, where there is a word for it."""
    for name, value in data.items():
        if name == "derivatives" and isinstance(value, list):
            for d in value:
                yield ONE_SIDED.format(order=d["order"]), f"{_said(d['left'])}, {_said(d['right'])}"
        elif name in DATA and value:
            parts = value if isinstance(value, list) else [value]
            if all(isinstance(p, str) for p in parts):
                # The remainder speaks of f⁽ⁿ⁾, which plain spelling does not: it stays as it is.
                yield DATA[name], ", ".join(parts if name == "remainder" else map(_said, parts))


def _said(value: str | None) -> str:
    """A value in plain spelling as mathematics; as it stands where it is none, or words."""
    if value is None:
        return "—"
    try:
        return unicode_math(read_plain(value))
    except InputError:
        return value


def lines_of(derivation: Derivation) -> tuple[Line, ...]:
    """The lines of a chain."""
    return tuple(_line(step) for step in derivation.steps)


def _with_the_premise(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A single line that rests on a premise, with that premise unfolded."""
    if len(lines) != 1 or len(lines[0].children) != 1 or not lines[0].children[0].claim:
        return lines
    (line,) = lines
    return (replace(line, children=(replace(line.children[0], unfolded=True),)),)


def count(children: tuple[Folded, ...]) -> int:
    """How many lines are folded in, all the way down."""
    return sum(
        1 + count(line.children)
        for folded in children
        if not folded.unfolded
        for line in folded.lines
    )


def _line(step: Step) -> Line:
    if step.after == true:
        after, relation = None, ""
    else:
        after, relation = step.after, "⇔" if is_statement(step.before) else "="
        if is_op(after, ops.UNDEFINED):
            relation = ""
        elif isinstance(step.before, App | Bind) and step.before.op.sort is Sort.QUERY:
            relation = "→"  # a question is answered; it does not equal its answer
    premises = [p for p in step.premises if p is not None and p.steps]
    rule, reason = step.rule, step.note or step.rule.why
    if rule.id == "eq_subst" and step.note is None and len(premises) == 1:
        # Equals put for equals: the reader is told why they are equal, where one rule says it.
        inner = premises[0].steps
        if len(inner) == 1 and not inner[0].steps and not any(inner[0].premises):
            rule, reason, premises = inner[0].rule, inner[0].note or inner[0].rule.why, []
    children = [Folded(p.start, lines_of(p), claim=True) for p in premises]
    if step.steps:
        children.insert(0, Folded(step.before, tuple(_line(s) for s in step.steps)))
    return Line(
        after,
        relation,
        reason,
        rule,
        step.verdict.status,
        step.conditions,
        tuple(children),
        *told(step),
    )


def is_statement(t: Term) -> bool:
    """Is the term a statement, not a value?"""
    if isinstance(t, App) and t.op is ops.PROVE:
        return True
    return isinstance(t, App | Bind) and t.op.sort is Sort.BOOL
