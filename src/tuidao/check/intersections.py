"""Domains worked in steps: the conditions, each one's solutions, what these have in common."""

from __future__ import annotations

from itertools import pairwise

from tuidao.check.conditions import Context
from tuidao.check.pieces_of_line import Stretch, below, in_order, same_end, stretches
from tuidao.check.shape import PROVED, UNREAD, asked
from tuidao.check.solutions import solution_set
from tuidao.lang import op as ops
from tuidao.lang.build import all_of, is_op, minus_oo, oo
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Bind, Sym, Term, bind, instantiate
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_OTHER = Text("these are not the conditions of the expression", "这不是该式的条件")
_NOT_COMMON = Text("this is not what the sets have in common", "这不是各集合的公共部分")
_MOST = 60


def domain_asks(before: Term, after: Term, context: Context) -> Verdict:
    """The question for the domain becomes the one where all conditions of the expression hold."""
    assert type(before) is Bind and before.op is ops.DOMAIN
    f, x = asked(before)
    wanted = conditions(f)
    if not wanted or after != bind(ops.SOLUTIONS, x, all_of(*wanted)):
        return Verdict(Status.REFUTED, _OTHER)
    return PROVED


def condition_solved(before: Term, after: Term, context: Context) -> Verdict:
    """A condition on the variable of the question around it holds just where the variable lies in a set."""
    assert context.opened and type(after) is App and after.op is ops.IN
    binder, x = context.opened[-1].binder, context.opened[-1].symbol
    name, where = after.args
    body = instantiate(binder.body, x) if binder.op is ops.SOLUTIONS else before
    joined = body.args if type(body) is App and body.op is ops.AND else (body,)
    if binder.op is not ops.SOLUTIONS or name != x or before not in joined:
        return Verdict(
            Status.OPEN, UNREAD
        )  # a condition without a value is no solution, but its negation neither
    return solution_set(bind(ops.SOLUTIONS, x, before), where, Context())


def intersection(before: Term, after: Term, context: Context) -> Verdict:
    """The points that lie in every one of several sets."""
    assert type(before) is Bind and before.op is ops.SOLUTIONS and not before.over
    claim, x = asked(before)
    parts = claim.args if type(claim) is App and claim.op is ops.AND else (claim,)
    sets = [_set_of(p, x) for p in parts]
    result = stretches(after)
    if result is None or not in_order(result) or any(s is None for s in sets):
        return Verdict(Status.OPEN, UNREAD)
    every = [s for s in sets if s is not None]
    cuts = _sorted([e for s in [*every, result] for p in s for e in (p.left, p.right)])
    if cuts is None:
        return Verdict(Status.OPEN, UNREAD)
    line = [minus_oo, *cuts, oo]
    for a, b in pairwise(line):
        if all(_holds_interval(s, a, b) for s in every) is not _holds_interval(result, a, b):
            return Verdict(Status.REFUTED, _NOT_COMMON)
    for c in cuts:
        if all(_holds_point(s, c) for s in every) is not _holds_point(result, c):
            return Verdict(Status.REFUTED, _NOT_COMMON)
    return PROVED


def _set_of(part: Term, x: Sym) -> list[Stretch] | None:
    if not (is_op(part, ops.IN) and type(part) is App and part.args[0] == x):
        return None
    found = stretches(part.args[1])
    return found if found is not None and in_order(found) else None


def _sorted(points: list[Term]) -> list[Term] | None:
    """The finite points in ascending order, each once; None where two cannot be told apart."""
    out: list[Term] = []
    for p in points:
        if p in (minus_oo, oo) or any(same_end(p, q) for q in out):
            continue
        at = next((k for k, q in enumerate(out) if below(p, q)), len(out))
        if not all(below(q, p) for q in out[:at]):
            return None
        out.insert(at, p)
    return out if len(out) <= _MOST else None


def _holds_interval(parts: list[Stretch], a: Term, b: Term) -> bool:
    """Does a piece hold the open interval between two neighbouring cuts?"""
    return any(
        (same_end(p.left, a) or below(p.left, a)) and (same_end(p.right, b) or below(b, p.right))
        for p in parts
        if p.left != p.right
    )


def _holds_point(parts: list[Stretch], c: Term) -> bool:
    return any(
        (p.closed_left if same_end(p.left, c) else below(p.left, c))
        and (p.closed_right if same_end(p.right, c) else below(c, p.right))
        for p in parts
    )
