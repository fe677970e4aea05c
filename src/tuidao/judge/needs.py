"""Which of the conditions a claim rests on a reader must be told."""

from __future__ import annotations

from tuidao.judge.meaning import has_op
from tuidao.lang import op as ops
from tuidao.lang.term import App, Bind, Term, children, free_symbols, instantiate
from tuidao.proof import Status, Verdict

_PLAIN = (ops.EQ, ops.NE, ops.LT, ops.LE, ops.GT, ops.GE, ops.IN)
_HIDDEN = (ops.CALL, ops.SUM, ops.SUM_ALL, ops.PRODUCT)  # what only a definition could settle
_WEAK = {ops.LT: ops.LE, ops.GT: ops.GE}


def unstated(
    left: Term, right: Term, given: tuple[Term, ...], verdict: Verdict
) -> tuple[Term, ...]:
    """Of a verdict's missing conditions, those that the text should state.

    What the left side needs to have a value at all goes without saying: it is what the claim speaks of. So these are
    conditions that only the right side brings in, and those without which a witness refutes the claim.
    """
    if verdict.status is Status.OPEN and verdict.counterexample is not None:
        return verdict.missing  # it fails where they do, and holds where they hold
    if verdict.status not in (Status.PROVED, Status.TESTED):
        return ()
    simple = tuple(
        c
        for c in verdict.missing
        if isinstance(c, App) and c.op in _PLAIN and not _about_ends(c, left, right)
    )
    if not simple:
        return ()
    from tuidao.check.prove import examine
    from tuidao.lang.domain import conditions

    asked = conditions(right)
    simple = tuple(c for c in simple if c in asked and not has_op(c, *_HIDDEN))
    if not simple:
        return ()
    implied = (*given, *conditions(left), *_where_differentiated(left))
    implied += tuple(c.args[0] for c in implied if isinstance(c, App) and c.op is ops.OR)
    at_ends = has_op(left, ops.DIFF)  # at the end of a domain there is no derivative anyway

    def told(c: App) -> bool:
        weak = App(_WEAK.get(c.op, c.op), c.args) if at_ends else c
        if c in implied or weak in implied:
            return False
        held = (Status.PROVED, Status.TESTED)
        return all(examine(w, implied).status not in held for w in (c, weak))

    return tuple(c for c in simple if told(c))


def _where_differentiated(t: Term) -> tuple[Term, ...]:
    """The conditions under which what is differentiated or integrated has a value at the point."""
    from tuidao.lang.domain import conditions

    found: list[Term] = []
    if isinstance(t, Bind) and t.op in (ops.DIFF, ops.ANTIDERIVATIVE):
        found += conditions(instantiate(t.body, t.over[0]))
    for c in children(t):
        if c.loose == 0:
            found += _where_differentiated(c)
    return tuple(found)


def _about_ends(condition: Term, *sides: Term) -> bool:
    """Is the condition only about the end of a sum, as 0 ≤ n?"""
    ends = set[Term]()
    stack = list(sides)
    while stack:
        t = stack.pop()
        if isinstance(t, Bind) and t.op in (ops.SUM, ops.PRODUCT):
            ends |= free_symbols(t.over[0]) | free_symbols(t.over[1])
        stack.extend(children(t))
    return bool(ends) and free_symbols(condition) <= ends
