"""What holds on whole stretches of the line, or nowhere there: proved, or held at samples; the gaps between pieces."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from flint import arb

from tuidao.check.between import nowhere, throughout
from tuidao.check.conditions import Context
from tuidao.check.missed import may_break, may_hold, parts_of
from tuidao.check.pieces_of_line import Stretch, below, same_end
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate, truth, value
from tuidao.lang.build import all_of, is_op, minus_oo, oo
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, instantiate
from tuidao.proof import Status, Verdict
from tuidao.text import Text

SHOWN = Text("every interval and every end was gone through", "逐个区间、逐个端点核对过")
SAMPLED = Text("held at many points of every interval", "在每个区间的许多点上成立")
WRONG = Text("does not hold at {at}", "在 {at} 处不成立")
NO_PERIOD = Text("the function was not shown to repeat", "未能证明函数是周期的")
UNREAD = Text("the set is not a union of intervals in order", "该集合不是按次序写出的区间之并")
_FEW = Text("too few points could be tried", "可试的点太少")
_BETWEEN = Text("points between those tried may tell otherwise", "所试各点之间可能有例外")
_SAMPLES = 40
PROVED = Verdict(Status.PROVED, SHOWN)
TESTED = Verdict(Status.TESTED, SAMPLED)


def around(parts: list[Stretch], period: Term) -> Iterator[tuple[Term, Term]]:
    """The gaps between the pieces of one period, and from the last to the first of the next."""
    for p, q in itertools.pairwise(parts):
        if not same_end(p.right, q.left):
            yield p.right, q.left
    again = parts[0].left + period
    if not same_end(parts[-1].right, again) and below(parts[-1].right, again):
        yield parts[-1].right, again


def between(parts: list[Stretch], low: Term, high: Term) -> Iterator[tuple[Term, Term]]:
    """The gaps that the pieces leave of the interval from low to high."""
    last = low
    for p in parts:
        if not same_end(last, p.left):
            yield last, p.left
        last = p.right
    if not same_end(last, high):
        yield last, high


def asked(query: Term) -> tuple[Term, Sym]:
    """The function asked about, and its variable."""
    assert type(query) is Bind
    x = fresh(query.name, free_symbols(query.body))
    return instantiate(query.body, x), x


def holds_on(claim: Term, x: Sym, piece: Stretch, context: Context) -> Verdict:
    """The claim at every inner point of the piece: proved, or held at samples that do not look like missing any."""
    if throughout(claim, x, piece.left, piece.right):
        return PROVED
    held, points = 0, sorted(inside(piece.left, piece.right), key=float)
    for s in points:
        answer = truth(claim, {x: s})
        if answer is False:
            return refuted(s)
        held += answer is True or (answer is None and _vanishes(claim, x, s))
    if held < _SAMPLES // 2:
        return Verdict(Status.OPEN, _FEW)
    strict = all_of(*(c for c in parts_of(claim) if not is_op(c, ops.EQ)))
    return Verdict(Status.OPEN, _BETWEEN) if may_break(strict, x, points) else TESTED


def fails_on(wanted: tuple[Term, ...], x: Sym, left: Term, right: Term) -> Verdict:
    """Some condition fails at every inner point of the gap."""
    if any(nowhere(c, x, left, right) for c in wanted):
        return PROVED
    points = sorted(inside(left, right), key=float)
    bad = next((s for s in points if truth(all_of(*wanted), {x: s}) is True), None)
    if bad is not None:
        return refuted(bad)
    for c in (p for w in wanted for p in parts_of(w)):
        # It fails at all samples, and shows no point between them at which it might hold.
        if all(truth(c, {x: s}) is False for s in points) and not may_hold(c, x, points):
            return TESTED
    return Verdict(Status.OPEN, _BETWEEN)


def _vanishes(claim: Term, x: Sym, at: arb) -> bool:
    """Is the claim an equation whose side is 0 as far as 100 digits tell?"""
    if not (type(claim) is App and claim.op is ops.EQ):
        return False
    ball = evaluate(claim.args[0] - claim.args[1], {x: at}, 400)
    return isinstance(ball, arb) and ball.contains(0) and ball.rad() < arb(10) ** -90


def inside(left: Term, right: Term) -> Iterator[arb]:
    """Points between the ends, crowding towards both."""
    a = None if left == minus_oo else value(left, {})
    b = None if right == oo else value(right, {})
    for k in range(_SAMPLES):
        step = arb(2) ** (k - _SAMPLES // 2) * Fraction(17, 16).numerator / 16
        if isinstance(a, arb) and isinstance(b, arb):
            yield (a + (b - a) * (step / (1 + step))).mid()
        elif isinstance(a, arb):
            yield (a + step).mid()
        elif isinstance(b, arb):
            yield (b - step).mid()
        else:
            yield step.mid() if k % 2 else (-step).mid()


def refuted(at: object) -> Verdict:
    """No: it fails there."""
    return Verdict(Status.REFUTED, WRONG.format(at=at))
