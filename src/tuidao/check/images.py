"""Ranges: the images of the rows of a chart, checked end by end, make up the set claimed."""

from __future__ import annotations

from flint import arb

from tuidao.check.charts import is_whole, read_chart
from tuidao.check.conditions import Context
from tuidao.check.pieces_of_line import Stretch, below, in_order, same_end, stretches
from tuidao.check.shape import PROVED, TESTED, UNREAD, refuted
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate, value
from tuidao.lang.build import ABOVE, BELOW, lim, minus_oo, oo
from tuidao.lang.term import App, Sym, Term, substitute
from tuidao.proof import Status, Verdict, weakest
from tuidao.text import Text

_OTHER = Text("this is not what the rows make up", "这不是各区间的像所成的集合")
_LIMITS = ("limit_theorems", "limit_series", "limit_growth")
Pair = tuple[Term, Term]


def image(before: Term, after: Term, context: Context) -> Verdict:
    """[set, image of each row as it is gone through, greatest, least, rows(, period)]."""
    if not (type(after) is App and after.op is ops.TUPLE and len(after.args) in (5, 6)):
        return Verdict(Status.OPEN, UNREAD)
    period = after.args[5] if len(after.args) == 6 else None
    chart = read_chart(before, after.args[4], period)
    parts = stretches(after.args[0])
    if chart is None or chart.order != 1 or not parts or not in_order(parts):
        return Verdict(Status.OPEN, UNREAD)
    if not is_whole(chart) or (period is not None and not _repeats(chart.f, chart.x, period)):
        return Verdict(Status.REFUTED, _OTHER)
    images = pairs_of(after.args[1])
    if len(images) != len(chart.rows):
        return Verdict(Status.REFUTED, _OTHER)
    verdicts = [chart.slope_row(row, sign, context) for row, sign in chart.rows]
    for (row, _), (low, high) in zip(chart.rows, images, strict=True):
        verdicts.append(_end(chart.f, chart.x, row.left, ABOVE, low, context))
        verdicts.append(_end(chart.f, chart.x, row.right, BELOW, high, context))
    points = _attained(chart.f, chart.x, [e for r, _ in chart.rows for e in (r.left, r.right)])
    opens = [
        Stretch(a, b) if below(a, b) else Stretch(b, a) for a, b in images if not same_end(a, b)
    ]
    if not _makes_up(parts, opens, [v for _, v in points]):
        return Verdict(Status.REFUTED, _OTHER)
    for group, end, belongs in (
        (after.args[2], parts[-1].right, parts[-1].closed_right),
        (after.args[3], parts[0].left, parts[0].closed_left),
    ):
        verdicts += _best(pairs_of(group), end, belongs, points)
    return weakest(verdicts) or PROVED


def _repeats(f: Term, x: Sym, period: Term) -> bool:
    from tuidao.check.normal import same

    return same(f, substitute(f, {x: x + period})) is True


def pairs_of(t: Term) -> list[Pair]:
    assert type(t) is App
    out = []
    for pair in t.args:
        assert type(pair) is App and len(pair.args) == 2
        out.append((pair.args[0], pair.args[1]))
    return out


def _end(f: Term, x: Sym, end: Term, side: Term, claimed: Term, context: Context) -> Verdict:
    """What the values tend to at an end of a row: the value there, where there is one, or the limit."""
    from tuidao.check.decide import decided

    if end not in (oo, minus_oo):
        here = substitute(f, {x: end})
        if isinstance(value(here, {}), arb) and not _jumps(f):
            return PROVED if same_end(here, claimed) else refuted(end)
    limit = lim(f, x, end, side)
    for name in _LIMITS:
        found = decided(name, limit, claimed, context)
        if found.status is Status.PROVED and not found.missing:
            return PROVED
        if found.status is Status.REFUTED:
            return found
    if claimed in (oo, minus_oo):
        return TESTED
    ball = evaluate(limit, {})
    return refuted(end) if isinstance(ball, arb) and not ball.overlaps(_ball(claimed)) else TESTED


def _jumps(f: Term) -> bool:
    from tuidao.check.between import rough

    return rough(f)


def _ball(t: Term) -> arb:
    found = value(t, {})
    assert isinstance(found, arb)
    return found


def _attained(f: Term, x: Sym, ends: list[Term]) -> list[Pair]:
    out: list[Pair] = []
    for e in ends:
        if e in (oo, minus_oo) or any(p == e for p, _ in out):
            continue
        here = substitute(f, {x: e})
        if isinstance(value(here, {}), arb):
            out.append((e, here))
    return out


def _makes_up(parts: list[Stretch], opens: list[Stretch], points: list[Term]) -> bool:
    """The claimed pieces hold every image, and nothing else."""
    return (
        all(any(_within(o, p) for p in parts) for o in opens)
        and all(any(_member(v, p) for p in parts) for v in points)
        and all(_filled(p, opens, points) for p in parts)
    )


def _within(inner: Stretch, outer: Stretch) -> bool:
    left = same_end(inner.left, outer.left) or below(outer.left, inner.left)
    return left and (same_end(inner.right, outer.right) or below(inner.right, outer.right))


def _member(v: Term, p: Stretch) -> bool:
    if same_end(v, p.left):
        return p.closed_left
    if same_end(v, p.right):
        return p.closed_right
    return below(p.left, v) and below(v, p.right)


def _filled(p: Stretch, opens: list[Stretch], points: list[Term]) -> bool:
    """From the left end on, every point is in an image or is a value attained."""
    here, held = p.left, any(same_end(p.left, v) for v in points)
    if p.closed_left is not held:
        return False
    for _ in range(len(opens) + 1):
        if same_end(here, p.right):
            return p.closed_right is any(same_end(p.right, v) for v in points)
        step = [
            o
            for o in opens
            if same_end(o.left, here) or (below(o.left, here) and below(here, o.right))
        ]
        if not step:
            return False
        if not (same_end(here, p.left) or held or any(below(o.left, here) for o in step)):
            return False
        furthest = step[0].right
        for o in step[1:]:
            if below(furthest, o.right):
                furthest = o.right
        here, held = furthest, any(same_end(furthest, v) for v in points)
    return same_end(here, p.right) and p.closed_right is held


def _best(claimed: list[Pair], end: Term, belongs: bool, points: list[Pair]) -> list[Verdict]:
    """Greatest (or least) value: taken at the points claimed, at all of them, or at none where it is not attained."""
    there = [p for p, v in points if belongs and same_end(v, end)]
    wrong = [
        p for p, v in claimed if not same_end(v, end) or not any(same_end(p, q) for q in there)
    ]
    left_out = [q for q in there if not any(same_end(p, q) for p, _ in claimed)]
    return [refuted(p) for p in (*wrong, *left_out)]
