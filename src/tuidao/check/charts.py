"""Sign charts of derivatives, and what is read off them: monotonicity, convexity, extrema."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from flint import arb

from tuidao.check.between import bounds, nowhere, rough, sign_between, throughout
from tuidao.check.conditions import Context, discharge
from tuidao.check.normal import same
from tuidao.check.pieces_of_line import Stretch, below, ends, in_order, same_end, stretches
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
from tuidao.check.signs import prepared
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, value
from tuidao.lang.build import (
    D,
    all_of,
    continuous,
    differentiable,
    eq,
    ge,
    gt,
    le,
    lt,
    minus_oo,
    oo,
)
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Bind, Num, Sym, Term, rebuild, substitute
from tuidao.proof import Status, Verdict, weakest
from tuidao.text import Text

_OTHER = Text("this is not the chart that was asked for", "这不是所求的符号表")
_BREAK = Text("no row reaches from {left} to {right}", "没有从 {left} 到 {right} 的区间")
_LEFT_OUT = Text(
    "the interval from {left} to {right} is left out", "漏掉了从 {left} 到 {right} 的区间"
)
_ORDERS = {ops.MONOTONE: 1, ops.EXTREMA: 1, ops.RANGE: 1, ops.CONVEX: 2}


def chart_start(before: Term, after: Term, context: Context) -> Verdict:
    """monotone(f, x) becomes the chart of f and f′ over the set where f has a value (within the interval asked for)."""
    f, x = asked(before)
    no = Verdict(Status.REFUTED, _OTHER)
    if not (type(before) is Bind and type(after) is Bind and after.op is ops.CHART):
        return no
    order, where = after.over
    pair, _ = asked(after)
    if type(order) is not Num or order.value != _ORDERS.get(before.op):
        return no
    slope = D(f, x, x, int(order.value))
    if pair != App(ops.TUPLE, (f, slope)):
        return no
    wanted = conditions(f)
    low, high = before.over if before.over else (minus_oo, oo)
    period: Term | None = None
    if type(where) is App and where.op is ops.TUPLE:
        where, period = where.args
        if before.over or same(f, substitute(f, {x: x + period})) is not True:
            return Verdict(Status.OPEN, NO_PERIOD)
    parts = stretches(where)
    if not parts or not in_order(parts):
        return Verdict(Status.OPEN, UNREAD)
    if not all(_within(p, low, high) for p in parts):
        return no
    verdicts = [holds_on(all_of(*wanted), x, p, context) for p in parts]
    for left, right in between(parts, low, high) if period is None else around(parts, period):
        verdicts.append(fails_on(wanted, x, left, right))
    return weakest(verdicts) or PROVED


def _within(p: Stretch, low: Term, high: Term) -> bool:
    left = same_end(p.left, low) or below(low, p.left)
    return left and (same_end(p.right, high) or below(p.right, high))


@dataclass
class ChartRead:
    """A chart read from its term, with the rows that are claimed for it."""

    f: Term
    g: Term
    x: Sym
    order: int
    parts: list[Stretch]
    rows: list[tuple[Stretch, int]]
    period: Term | None
    repeats: bool  # the set repeats, too

    def slope_row(self, row: Stretch, sign: int, context: Context) -> Verdict:
        """The derivative has the sign all over the row."""
        x, g = self.x, self.g
        if type(g) is Bind and g.op is ops.DIFF:
            known = self.slope_on(row, self.order)
            g = g if known is None else known
        g = on_row(g, x, row)
        if sign == 0:
            if same(g, Num(0), bounds(x, row.left, row.right)) is True:
                return PROVED
            return holds_on(eq(g, Num(0)), x, row, context)
        if sign_between(g, x, row.left, row.right) == sign and self.has_slope(g, row):
            return PROVED
        return holds_on(gt(g, 0) if sign > 0 else lt(g, 0), x, row, context)

    def has_slope(self, g: Term, row: Stretch) -> bool:
        """Has the derivative a value all over the row? Cuts between rows are where it has none."""
        return all(
            throughout(c, self.x, row.left, row.right) for c in conditions(g) if type(c) is not Bind
        )

    def slope_on(self, row: Stretch, order: int = 1) -> Term | None:
        """The derivative of f by the field, with what is known on the row (which side of a kink it lies on)."""
        facts = (*conditions(self.f), *bounds(self.x, row.left, row.right))
        found: Term | None = self.f
        for _ in range(order):
            if found is None:
                return None
            here = found
            found = prepared(facts).ask(
                lambda field, here=here: field.term(  # type: ignore[misc]
                    field.without_signs(field.slope(field.element(here), field.symbol(self.x)))
                ),
                None,
            )
        return found

    def joins(self, left: Stretch, right: Stretch, up: bool, context: Context) -> Verdict:
        """May the stretch go on across the point where two rows meet?"""
        at = left.right
        if self.order == 1:
            return self._certain(continuous(self.f, self.x, self._everywhere(at)), context)
        found = self._certain(differentiable(self.f, self.x, self._everywhere(at)), context)
        if found.status is Status.PROVED or self.period is not None:
            return found
        whole = self._certain(continuous(self.f, self.x, at), context)
        if whole.status is not Status.PROVED:
            return whole
        slopes = [self.slope_on(row) for row in (left, right)]
        if any(s is None for s in slopes):
            return TESTED
        before, after = (substitute(s, {self.x: at}) for s in slopes if s is not None)
        jump = sign_of_constant(after - before)
        if jump is None:
            return TESTED
        return PROVED if jump == 0 or jump == (1 if up else -1) else refuted(at)

    def reaches(self, end: Term, context: Context) -> Verdict:
        """May an end belong to an interval: has the function a value there, and is it continuous within its domain?"""
        here = value(substitute(self.f, {self.x: end}), {})
        if here is NO_VALUE:
            return refuted(end)
        if isinstance(here, arb) and not rough(self.f):
            return PROVED
        return self._certain(continuous(self.f, self.x, end), context)

    def _everywhere(self, at: Term) -> Term:
        """A chart that repeats while f does not is joined at every repetition: at all points, then."""
        return at if self.period is None or self.repeats else self.x

    def _certain(self, claim: Term, context: Context) -> Verdict:
        found = discharge(claim, context)
        if found.status is Status.REFUTED:
            return found
        return PROVED if found.status is Status.PROVED and not found.missing else TESTED


def on_row(g: Term, x: Sym, row: Stretch) -> Term:
    """Piecewise values read off where one case holds all over the row."""
    if type(g) is not App:
        return g
    if g.op is ops.PIECEWISE:
        for here, case in zip(g.args[::2], g.args[1::2], strict=True):
            if throughout(case, x, row.left, row.right):
                return on_row(here, x, row)
            if not nowhere(case, x, row.left, row.right):
                return g
        return g
    if g.op in (ops.FLOOR, ops.CEILING):
        return _step_on(g, x, row)
    return rebuild(g, tuple(on_row(a, x, row) for a in g.args))


def _step_on(g: App, x: Sym, row: Stretch) -> Term:
    """⌊u⌋ or ⌈u⌉ as the one number that it is all over the row, if it is."""
    (u,) = g.args
    middle = value(substitute(g, {x: (row.left + row.right) / 2}), {})
    n = middle.unique_fmpz() if isinstance(middle, arb) else None
    if n is None:
        return g
    least = Num(int(n)) if g.op is ops.FLOOR else Num(int(n) - 1)
    inside = (
        (ge(u, least), lt(u, least + 1)) if g.op is ops.FLOOR else (gt(u, least), le(u, least + 1))
    )
    return Num(int(n)) if all(throughout(c, x, row.left, row.right) for c in inside) else g


def read_chart(before: Term, rows: Term, period: Term | None) -> ChartRead | None:
    """A chart and the rows claimed for it, or None where they do not fit together."""
    if not (type(before) is Bind and before.op is ops.CHART and type(rows) is App):
        return None
    order, where = before.over
    pair, x = asked(before)
    if not (type(pair) is App and len(pair.args) == 2 and type(order) is Num):
        return None
    repeats = type(where) is App and where.op is ops.TUPLE
    if repeats:
        assert type(where) is App
        where, own = where.args
        if period is None or not same_end(own, period):
            return None
    elif period is not None and where != App(ops.INTERVAL_OPEN, (minus_oo, oo)):
        return None
    parts = stretches(where)
    found: list[tuple[Stretch, int]] = []
    for row in rows.args:
        if not (type(row) is App and row.op is ops.TUPLE and type(row.args[1]) is Num):
            return None
        piece = stretches(row.args[0])
        if piece is None or len(piece) != 1 or row.args[1].value not in (-1, 0, 1):
            return None
        if piece[0].closed_left or piece[0].closed_right:
            return None  # a sign is claimed between the cuts, not at them
        found.append((piece[0], int(row.args[1].value)))
    if not parts or not found or not in_order([r for r, _ in found]):
        return None
    f, g = pair.args
    return ChartRead(f, g, x, int(order.value), parts, found, period, repeats)


def is_whole(chart: ChartRead) -> bool:
    """Do the rows, end to end, make up the set (but for single points)?"""
    rows = [r for r, _ in chart.rows]
    if chart.period is not None:
        if same(chart.g, substitute(chart.g, {chart.x: chart.x + chart.period})) is not True:
            return False
        if not chart.repeats:
            ends = same_end(rows[0].left + chart.period, rows[-1].right)
            return ends and all(same_end(a.right, b.left) for a, b in itertools.pairwise(rows))
    return all(_covered(p, rows) for p in chart.parts)


def _covered(part: Stretch, rows: list[Stretch]) -> bool:
    here = part.left
    for row in rows:
        if same_end(row.left, here):
            here = row.right
            if same_end(here, part.right):
                return True
    return False


def monotone(before: Term, after: Term, context: Context) -> Verdict:
    """The derivative has the charted sign on every row; rows are joined only where the function allows it; no row of
    a sign is left out."""
    if not (type(after) is App and after.op is ops.TUPLE and len(after.args) in (3, 4)):
        return Verdict(Status.OPEN, UNREAD)
    period = after.args[3] if len(after.args) == 4 else None
    chart = read_chart(before, after.args[2], period)
    if chart is None:
        return Verdict(Status.OPEN, UNREAD)
    if not is_whole(chart):
        return Verdict(Status.REFUTED, _OTHER)
    verdicts = [chart.slope_row(row, sign, context) for row, sign in chart.rows]
    for part, way in zip(after.args[:2], (1, -1), strict=True):
        pieces = stretches(part)
        if pieces is None:
            return Verdict(Status.OPEN, UNREAD)
        verdicts += _pieces(chart, pieces, way, context)
    return weakest(verdicts) or PROVED


def _pieces(
    chart: ChartRead, pieces: list[Stretch], way: int, context: Context
) -> Iterator[Verdict]:
    """Each piece is put together from rows of the sign (or flat ones), and each row of the sign is in a piece."""
    laid = list(chart.rows)
    if chart.period is not None:
        laid += [
            (Stretch(r.left + k * chart.period, r.right + k * chart.period), s)
            for k in (1, 2)
            for r, s in chart.rows
        ]
    used: list[Stretch] = []
    for piece in pieces:
        if chart.period is not None and (piece.left, piece.right) == (minus_oo, oo):
            yield from _all_rows(chart, way, context)
            used += [r for r, _ in laid]
            continue
        here, last = piece.left, None
        for row, sign in laid:
            if not same_end(row.left, here) or sign not in (way, 0):
                continue
            if last is not None:
                yield chart.joins(last, row, way > 0, context)
            used.append(row)
            here, last = row.right, row
            if same_end(here, piece.right):
                break
        if last is None or not same_end(here, piece.right):
            yield Verdict(Status.REFUTED, _BREAK.format(left=piece.left, right=piece.right))
        for end, belongs in ends([piece]):
            if belongs:
                yield chart.reaches(end, context)
    for row, sign in chart.rows:
        if sign == way and not any(_again(row, u, chart.period) for u in used):
            yield Verdict(Status.REFUTED, _LEFT_OUT.format(left=row.left, right=row.right))


def _again(row: Stretch, other: Stretch, period: Term | None) -> bool:
    shifts = [row.left] if period is None else [row.left + k * period for k in range(3)]
    return any(same_end(s, other.left) for s in shifts)


def _all_rows(chart: ChartRead, way: int, context: Context) -> Iterator[Verdict]:
    rows = chart.rows
    if any(s not in (way, 0) for _, s in rows) or all(s == 0 for _, s in rows):
        yield Verdict(Status.REFUTED, _OTHER)
        return
    for (a, _), (b, _) in zip(rows, [*rows[1:], rows[0]], strict=True):
        yield chart.joins(a, b, way > 0, context)


def extrema(before: Term, after: Term, context: Context) -> Verdict:
    """[maxima, minima, rows(, period)]: the signs on both sides of each point and the value there; none is left out."""
    if not (type(after) is App and after.op is ops.TUPLE and len(after.args) in (3, 4)):
        return Verdict(Status.OPEN, UNREAD)
    period = after.args[3] if len(after.args) == 4 else None
    chart = read_chart(before, after.args[2], period)
    if chart is None or chart.order != 1:
        return Verdict(Status.OPEN, UNREAD)
    if not is_whole(chart):
        return Verdict(Status.REFUTED, _OTHER)
    verdicts = [chart.slope_row(row, sign, context) for row, sign in chart.rows]
    claimed = [
        (p, v, way)
        for group, way in zip(after.args[:2], (1, -1), strict=True)
        for p, v in _points(group)
    ]
    pairs = list(zip(chart.rows, chart.rows[1:], strict=False))
    if period is not None:
        pairs.append((chart.rows[-1], _moved(chart.rows[0], period)))
    for (left, s), (right, t) in pairs:
        if not same_end(left.right, right.left):
            continue
        at = left.right
        here = [c for c in claimed if any(same_end(c[0], e) for e in _repeats(at, period))]
        if s * t >= 0 or not _attained(chart, at):
            verdicts += [refuted(c[0]) for c in here]
            continue
        verdicts.append(chart.joins(left, right, True, context))
        if len(here) != 1 or here[0][2] != s:
            verdicts.append(refuted(at))
        elif not same_end(here[0][1], substitute(chart.f, {chart.x: here[0][0]})):
            verdicts.append(refuted(here[0][0]))
    if len(claimed) > len(pairs):
        return Verdict(Status.REFUTED, _OTHER)
    for p, _, _ in claimed:
        if not any(same_end(p, e) for (left, _), _ in pairs for e in _repeats(left.right, period)):
            verdicts.append(refuted(p))
    return weakest(verdicts) or PROVED


def _attained(chart: ChartRead, at: Term) -> bool:
    return isinstance(value(substitute(chart.f, {chart.x: at}), {}), arb)


def _repeats(at: Term, period: Term | None) -> list[Term]:
    return [at] if period is None else [at + k * period for k in (-1, 0, 1)]


def _moved(row: tuple[Stretch, int], period: Term) -> tuple[Stretch, int]:
    return Stretch(row[0].left + period, row[0].right + period), row[1]


def _points(group: Term) -> Iterator[tuple[Term, Term]]:
    assert type(group) is App
    for pair in group.args:
        assert type(pair) is App and len(pair.args) == 2
        yield pair.args[0], pair.args[1]


def above(a: Term, b: Term) -> bool:
    """a > b, for constants and ±oo."""
    return below(b, a)
