"""Domains, monotonicity and convexity: a claimed set is gone through interval by interval and end by end."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from flint import arb

from tuidao.check.conditions import Context, discharge
from tuidao.check.normal import same
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate, truth, value
from tuidao.lang.build import D, all_of, continuous, gt, lt, minus_oo, oo
from tuidao.lang.domain import conditions
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate, substitute
from tuidao.proof import Status, Verdict, weakest
from tuidao.text import Text

Piece = tuple[Term, Term, bool, bool]  # ends, and whether they belong
_SAMPLES = 40
_CLOSED = {
    ops.INTERVAL: (True, True),
    ops.INTERVAL_OPEN: (False, False),
    ops.INTERVAL_LOPEN: (False, True),
    ops.INTERVAL_ROPEN: (True, False),
}
_SHOWN = Text("every interval and every end was gone through", "逐个区间、逐个端点核对过")
_SAMPLED = Text("held at many points of every interval", "在每个区间的许多点上成立")
_WRONG = Text("does not hold at {at}", "在 {at} 处不成立")
_NO_PERIOD = Text("the function was not shown to repeat", "未能证明函数是周期的")
_UNREAD = Text("the set is not a union of intervals", "该集合不是区间的并")


def domain(before: Term, after: Term, context: Context) -> Verdict:
    """`after` is where every part of the expression asked about has a value."""
    f, x = _asked(before)
    wanted = all_of(*conditions(f))
    period: Term | None = None
    if type(after) is App and after.op is ops.TUPLE:
        after, period = after.args
        if same(f, substitute(f, {x: x + period})) is not True:
            return Verdict(Status.OPEN, _NO_PERIOD)
    pieces = _pieces(after)
    if pieces is None:
        return Verdict(Status.OPEN, _UNREAD)
    verdicts = [_throughout(wanted, x, p, context) for p in pieces if p[0] != p[1]]
    for left, right in _gaps(pieces):
        if period is not None and (left == minus_oo or right == oo):
            continue
        bad = next((s for s in _inside(left, right) if truth(wanted, {x: s}) is True), None)
        if bad is not None:
            return _refuted(bad)
        verdicts.append(_nowhere(conditions(f), x, left, right, context))
    for end, belongs in _ends(pieces):
        found = discharge(substitute(wanted, {x: end}), context)
        holds = found.status is Status.PROVED and not found.missing
        if belongs and found.status is Status.REFUTED or holds and not belongs:
            return _refuted(end)
        if belongs and not holds:
            verdicts.append(Verdict(Status.TESTED, _SAMPLED))
    return weakest(verdicts) or Verdict(Status.PROVED, _SHOWN)


def monotone(before: Term, after: Term, context: Context) -> Verdict:
    """The first derivative has the charted sign on every row, and rows are joined only across points of continuity."""
    return _chart(before, after, context, 1)


def convex(before: Term, after: Term, context: Context) -> Verdict:
    """The same with the second derivative; rows are joined across points where the slope does not jump the wrong way."""
    return _chart(before, after, context, 2)


def _chart(before: Term, after: Term, context: Context, order: int) -> Verdict:
    f, x = _asked(before)
    if not (
        type(after) is App
        and after.op is ops.TUPLE
        and len(after.args) == 3
        and type(after.args[2]) is App
    ):
        return Verdict(Status.OPEN, _UNREAD)
    t = Sym(f"{x.name}#t")
    slope = D(substitute(f, {x: t}), t, x, order)
    verdicts: list[Verdict] = []
    rows: list[tuple[Piece, Term]] = []
    for row in after.args[2].args:
        assert type(row) is App
        (piece,) = _pieces(row.args[0]) or [(minus_oo, oo, False, False)]
        rows.append((piece, row.args[1]))
        sign = row.args[1]
        if sign == Num(0):
            claim: Term = App(ops.EQ, (slope, Num(0)))
        else:
            claim = gt(slope, 0) if sign == Num(1) else lt(slope, 0)
        verdicts.append(_throughout(claim, x, piece, context))
    for part, way in zip(after.args[:2], (1, -1), strict=True):
        for piece in _pieces(part) or []:
            verdicts += _joined(
                f, x, piece, [r for r, s in rows if s in (Num(way), Num(0))], context, order
            )
    return weakest(verdicts) or Verdict(Status.PROVED, _SHOWN)


def _joined(
    f: Term, x: Sym, piece: Piece, rows: list[Piece], context: Context, order: int
) -> Iterator[Verdict]:
    """A piece put together from rows: they follow on one another, and the function goes on across their ends."""
    left, right = piece[0], piece[1]
    here = left
    for row in rows:
        if row[0] != here:
            continue
        here = row[1]
        if here == right:
            break
        found = discharge(continuous(f, x, here), context)
        if order == 2 or found.status is not Status.PROVED or found.missing:
            found = (
                Verdict(Status.TESTED, _SAMPLED) if found.status is not Status.REFUTED else found
            )
        yield found
    if here != right:
        yield Verdict(
            Status.REFUTED,
            Text(f"no row reaches from {here} to {right}", f"没有从 {here} 到 {right} 的区间"),
        )


def _asked(query: Term) -> tuple[Term, Sym]:
    assert type(query) is Bind
    x = fresh(query.name, free_symbols(query.body))
    return instantiate(query.body, x), x


def _pieces(found: Term) -> list[Piece] | None:
    if type(found) is not App:
        return None
    if found.op is ops.EMPTY_SET:
        return []
    if found.op is ops.FINITE_SET:
        return [(a, a, True, True) for a in found.args]
    if found.op in _CLOSED:
        return [(found.args[0], found.args[1], *_CLOSED[found.op])]
    if found.op is ops.UNION:
        parts = [_pieces(a) for a in found.args]
        return None if any(p is None for p in parts) else [q for p in parts if p for q in p]
    return None


def _ends(pieces: list[Piece]) -> Iterator[tuple[Term, bool]]:
    for left, right, closed_left, closed_right in pieces:
        if left not in (minus_oo, oo):
            yield left, closed_left
        if right not in (minus_oo, oo) and right != left:
            yield right, closed_right


def _gaps(pieces: list[Piece]) -> Iterator[tuple[Term, Term]]:
    """The open intervals between the pieces."""
    last: Term = minus_oo
    for left, right, _, _ in pieces:
        if left not in (minus_oo, last):
            yield last, left
        last = right
    if last != oo:
        yield last, oo


def _throughout(claim: Term, x: Sym, piece: Piece, context: Context) -> Verdict:
    """The claim at every inner point of the piece: proved from the bounds of x, or held at samples."""
    left, right = piece[0], piece[1]
    found = discharge(claim, context.assuming(*_bounds(x, left, right)))
    if found.status is Status.PROVED and not found.missing:
        return Verdict(Status.PROVED, _SHOWN)
    held = 0
    for s in _inside(left, right):
        answer = truth(claim, {x: s})
        if answer is False:
            return _refuted(s)
        held += answer is True or (answer is None and _vanishes(claim, x, s))
    if held < _SAMPLES // 2:
        return Verdict(Status.OPEN, Text("too few points could be tried", "可试的点太少"))
    return Verdict(Status.TESTED, _SAMPLED)


def _vanishes(claim: Term, x: Sym, at: arb) -> bool:
    """Is the claim an equation whose side is 0 as far as 100 digits tell?"""
    if not (type(claim) is App and claim.op is ops.EQ):
        return False
    ball = evaluate(claim.args[0], {x: at}, 400)
    return isinstance(ball, arb) and ball.contains(0) and ball.rad() < arb(10) ** -90


def _inside(left: Term, right: Term) -> Iterator[arb]:
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


def _nowhere(
    wanted: tuple[Term, ...], x: Sym, left: Term, right: Term, context: Context
) -> Verdict:
    """Some condition fails at every inner point of the gap."""
    inside = context.assuming(*_bounds(x, left, right))
    if any(discharge(c, inside).status is Status.REFUTED for c in wanted):
        return Verdict(Status.PROVED, _SHOWN)
    return Verdict(Status.TESTED, _SAMPLED)


def _bounds(x: Sym, left: Term, right: Term) -> list[Term]:
    facts: list[Term] = [lt(left, x)] if left != minus_oo else []
    return [*facts, lt(x, right)] if right != oo else facts


def _refuted(at: object) -> Verdict:
    return Verdict(Status.REFUTED, _WRONG.format(at=at))
