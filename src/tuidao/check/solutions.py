"""Sets of points where statements hold (natural domains, solutions): gone through interval by interval, end by end."""

from __future__ import annotations

from itertools import pairwise

from flint import arb

from tuidao.check.at_a_point import holds_at
from tuidao.check.conditions import Context, discharge
from tuidao.check.memberships import INTERVAL_ENDS
from tuidao.check.normal import same
from tuidao.check.pieces_of_line import Stretch, below, ends, in_order, same_end, stretches
from tuidao.check.real_roots import polynomial
from tuidao.check.root_bound import sign_of_constant
from tuidao.check.shape import (
    NO_PERIOD,
    PROVED,
    TESTED,
    UNREAD,
    around,
    asked,
    between,
    fails_on,
    holds_on,
    refuted,
)
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import all_of, eq, is_op, minus_oo, oo
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Bind, Sym, Term, bind, substitute
from tuidao.proof import Status, Verdict, weakest
from tuidao.text import Text

LINE = Stretch(minus_oo, oo)
_OUTSIDE = Text("lies outside the interval asked about", "超出了所给区间")


def solution_set(before: Term, after: Term, context: Context) -> Verdict:
    """`after` holds the points, of the line or of the interval [a, b] asked about, at which the claim holds.

    [set, period] says the same of one period, of a claim that repeats. A last part [p, q, …] holds points besides, at
    which the line is cut: on either side of them the claim holds, or fails, for different reasons.
    """
    assert isinstance(before, Bind) and before.op is ops.SOLUTIONS
    claim, x = asked(before)
    where = LINE
    if before.over:
        found = stretches(before.over[0])
        if not found or len(found) != 1:
            return Verdict(Status.OPEN, UNREAD)
        where = found[0]
    return _is_set((*conditions(claim), claim), x, after, where, context)


def solution_product(before: Term, after: Term, context: Context) -> Verdict:
    """p(x)·g(x) = 0 on the line: [zeros of the polynomial p, zeros of g], where g has a value at the zeros of p."""
    unread = Verdict(Status.OPEN, UNREAD)
    if not (type(before) is Bind and before.op is ops.SOLUTIONS and not before.over):
        return unread
    claim, x = asked(before)
    product = claim.args[0] if is_op(claim, ops.EQ) and type(claim) is App else None
    if not (type(product) is App and product.op is ops.MUL and claim == eq(product, 0)):
        return unread
    if not (type(after) is App and after.op is ops.TUPLE and len(after.args) == 2):
        return unread
    (p, g), (points, again) = product.args, after.args
    if not is_op(points, ops.FINITE_SET) or type(points) is not App:
        return unread
    if polynomial(p, x) is None or conditions(p):
        return unread
    verdicts = [
        solution_set(bind(ops.SOLUTIONS, x, eq(factor, 0)), where, context)
        for factor, where in ((p, points), (g, again))
    ]
    for at in points.args:
        if not isinstance(value(substitute(g, {x: at}), {}), arb):
            return unread
    return weakest(verdicts) or PROVED


def domain(before: Term, after: Term, context: Context) -> Verdict:
    """`after` is where every part of the expression asked about has a value; written as in `solution_set`."""
    f, x = asked(before)
    wanted = conditions(f)
    if type(after) is App and after.op is ops.TUPLE and len(after.args) > 1:
        period = after.args[1]
        if not is_op(period, ops.TUPLE) and same(f, substitute(f, {x: x + period})) is True:
            return _is_set(wanted, x, after, LINE, context, repeats=True)
    return _is_set(wanted, x, after, LINE, context)


def convex_on_domain(before: Term, after: Term, context: Context) -> Verdict:
    """A question about the convexity of a function becomes that on an interval: its domain, but for its ends."""
    assert type(before) is Bind and type(after) is Bind and before.op is after.op is ops.CONVEX
    if before.over or len(after.over) != 2 or before.body != after.body:
        return Verdict(Status.REFUTED, _OUTSIDE)
    query = Bind(ops.DOMAIN, before.name, before.body, ())
    found = [domain(query, App(op, after.over), context) for op in INTERVAL_ENDS]
    return max(found, key=lambda v: v.status is Status.PROVED)


def _is_set(
    wanted: tuple[Term, ...],
    x: Sym,
    after: Term,
    where: Stretch,
    context: Context,
    repeats: bool = False,
) -> Verdict:
    low, high = where.left, where.right
    period: Term | None = None
    cuts: tuple[Term, ...] = ()
    if type(after) is App and after.op is ops.TUPLE:
        rest = list(after.args)
        after = rest.pop(0)
        if rest and type(rest[-1]) is App and rest[-1].op is ops.TUPLE:
            cuts = rest[-1].args
            rest.pop()
        period = rest[0] if rest else None
    whole = where == LINE
    if period is not None and not (
        whole and sign_of_constant(period) == 1 and (repeats or _repeats(wanted, x, period))
    ):
        return Verdict(Status.OPEN, NO_PERIOD)
    parts = stretches(after)
    if parts is None or not in_order(parts) or (period is not None and not parts):
        return Verdict(Status.OPEN, UNREAD)
    if not all(_inside(p, where) for p in parts):
        return Verdict(Status.REFUTED, _OUTSIDE)
    claim = all_of(*wanted)
    verdicts = [
        holds_on(claim, x, Stretch(left, right), context)
        for p in parts
        if p.left != p.right
        for left, right in _cut((p.left, p.right), cuts)
    ]
    gaps = list(between(parts, low, high) if period is None else around(parts, period))
    verdicts += [
        fails_on(wanted, x, left, right) for gap in gaps for left, right in _cut(gap, cuts)
    ]
    known = [(e, yes) for e, yes in ends(parts) if yes or not _left_out(e, where)]
    held = [e for e, yes in ((low, where.closed_left), (high, where.closed_right)) if yes]
    asked_ends = [(e, False) for e in held if not any(same_end(e, k) for k, _ in known)]
    inner = [(c, any(_strictly_in(c, p) for p in parts)) for c in cuts]
    for end, belongs in [*known, *asked_ends, *inner]:
        if end not in (minus_oo, oo) and (belongs or not _covered(end, parts)):
            verdicts.append(_at(claim, x, end, belongs, context))
    return weakest(verdicts) or PROVED


def _cut(gap: tuple[Term, Term], cuts: tuple[Term, ...]) -> list[tuple[Term, Term]]:
    """The gap cut at those of the points, written in ascending order, that lie in it."""
    points = [gap[0], *(c for c in cuts if below(gap[0], c) and below(c, gap[1])), gap[1]]
    pairs = list(pairwise(points))
    return pairs if all(below(a, b) for a, b in pairs) else [gap]


def _covered(end: Term, parts: list[Stretch]) -> bool:
    """Does another of the pieces hold the point (two pieces may meet there)?"""
    return any(
        (p.closed_left and same_end(end, p.left)) or (p.closed_right and same_end(end, p.right))
        for p in parts
    )


def _strictly_in(c: Term, p: Stretch) -> bool:
    return below(p.left, c) and below(c, p.right)


def _at(claim: Term, x: Sym, end: Term, belongs: bool, context: Context) -> Verdict:
    found = holds_at(claim, x, end)
    if found is None:
        settled = discharge(substitute(claim, {x: end}), context)
        if settled.status is Status.REFUTED:
            found = False
        elif settled.status is Status.PROVED and not settled.missing:
            found = True
    if found is None:
        return TESTED
    return PROVED if found is belongs else refuted(end)


def _inside(p: Stretch, where: Stretch) -> bool:
    """Is the piece part of the interval, its ends too?"""
    left = below(where.left, p.left) or (
        same_end(p.left, where.left) and (where.closed_left or not p.closed_left)
    )
    right = below(p.right, where.right) or (
        same_end(p.right, where.right) and (where.closed_right or not p.closed_right)
    )
    return left and right


def _left_out(end: Term, where: Stretch) -> bool:
    """Is it an end that the interval asked about does not have?"""
    return (not where.closed_left and same_end(end, where.left)) or (
        not where.closed_right and same_end(end, where.right)
    )


def _repeats(wanted: tuple[Term, ...], x: Sym, period: Term) -> bool:
    """Are all sides and all conditions the same a period on?"""
    return all(_same(c, substitute(c, {x: x + period})) for c in wanted)


def _same(a: Term, b: Term) -> bool:
    assert type(a) is App and type(b) is App
    if a.op in ops.RELATIONS:
        return all(same(s, t) is True for s, t in zip(a.args, b.args, strict=True))
    return all(_same(s, t) for s, t in zip(a.args, b.args, strict=True))
