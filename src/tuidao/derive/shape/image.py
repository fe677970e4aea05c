"""The range of a function, and its greatest and least value: images of the rows of its chart put together."""

from __future__ import annotations

import itertools
from typing import Any

from flint import arb

from tuidao.derive.shape.angles import value_at
from tuidao.derive.shape.bends import chart_data, opened, to_chart
from tuidao.derive.shape.chart import Piece, Undecided
from tuidao.derive.shape.domain import NOT_FOUND, as_union, union
from tuidao.derive.shape.signs import Chart, finite
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import ABOVE, BELOW, minus_oo, oo
from tuidao.lang.term import App, Bind, Term
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_NEITHER = Text("no greatest and no least value", "没有最大值，也没有最小值")
_RUNS = Text("{p}: {a} → {b}", "{p}：{a} → {b}")
_VALUES = Text("The values run on {said}.", "函数值的变化：{said}。")
_GREATEST = Text("greatest value {v} at {x} = {at}", "在 {x} = {at} 处取最大值 {v}")
_LEAST = Text("least value {v} at {x} = {at}", "在 {x} = {at} 处取最小值 {v}")


def work_range(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`range(f, x)`, `range(f, (x, a, b))`: the set of values; data: where the greatest and the least are taken."""
    assert type(problem) is Bind
    found = _image(problem, given)
    return found[0] if found is not None else _open(problem, given)


def work_global(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`extrema(f, (x, a, b))`: the greatest and the least value on [a, b], with the points."""
    assert type(problem) is Bind
    found = _image(problem, given)
    if found is None:
        return _open(problem, given)
    worked, best = found
    x, _, _ = opened(problem)
    said = []
    for text, group in ((_GREATEST, best[0]), (_LEAST, best[1])):
        if group:
            points = Text.listed([p for p, _ in group])
            said.append(text.format(v=group[0][1], x=x, at=points))
    answer = Text.listed(said, "; ", "；") if said else _NEITHER
    return Worked(answer, worked.derivation, worked.data)


def _open(problem: Term, given: tuple[Term, ...]) -> Worked:
    return Worked(None, Chain(problem, given).derivation(), reason=NOT_FOUND)


Points = list[tuple[Term, Term]]


def _image(problem: Bind, given: tuple[Term, ...]) -> tuple[Worked, tuple[Points, Points]] | None:
    x, f, within = opened(problem)
    chain = Chain(problem, given)
    try:
        chart = Chart(f, x, 1, within)
        rows = chart.one_period()
        images = [_row_image(chart, p, s) for p, s in rows]
        attained = _attained(chart, [p for p, _ in rows])
        parts = _united([Piece(*sorted_ends(a, b)) for a, b in images], [v for _, v in attained])
    except Undecided:
        return None
    if not parts:
        return None  # a constant, written so that it is not seen to be one
    to_chart(chain, chart, given)
    greatest = _at_end(parts[-1].right if parts[-1].closed_right else oo, attained)
    least = _at_end(parts[0].left if parts[0].closed_left else oo, attained)
    told = App(ops.TUPLE, tuple(App(ops.TUPLE, ends) for ends in images))
    best = [App(ops.TUPLE, tuple(App(ops.TUPLE, pair) for pair in g)) for g in (greatest, least)]
    where = as_union(parts)
    said = [_RUNS.format(p=p.said(), a=a, b=b) for (p, _), (a, b) in zip(rows, images, strict=True)]
    note = _VALUES.format(said=Text.listed(said, "; ", "；"))
    chain.step(RULES["range_of_chart"], chart.answer_term(where, told, *best), note=note)
    data: dict[str, Any] = chart_data(chart, 1)
    data["range"] = [[str(p.left), str(p.right)] for p in parts]
    data["closed"] = [[p.closed_left, p.closed_right] for p in parts]
    data["greatest"] = [[str(p), str(v)] for p, v in greatest]
    data["least"] = [[str(p), str(v)] for p, v in least]
    return Worked(union(parts), chain.derivation(), data), (greatest, least)


def _row_image(chart: Chart, piece: Piece, sign: int) -> tuple[Term, Term]:
    """What the values tend to at the two ends of a row."""
    from tuidao.derive.limit.answer import limit_value

    out = []
    for end, side in ((piece.left, ABOVE), (piece.right, BELOW)):
        found: Term | None = None
        if end in chart.inside and sign:
            found = value_at(chart.f, chart.x, end)
            if not isinstance(value(found, {}), arb):
                found = None
        if found is None:
            found = limit_value(chart.f, chart.x, end, side)
        if found is None or (not finite(found) and found not in (oo, minus_oo)):
            raise Undecided
        out.append(tidy(found) if finite(found) else found)
    return out[0], out[1]


def _attained(chart: Chart, pieces: list[Piece]) -> Points:
    """The ends of rows that belong to the domain, with the values there."""
    ends = dict.fromkeys(e for p in pieces for e in (p.left, p.right) if e in chart.inside)
    return [(e, value_at(chart.f, chart.x, e)) for e in ends]


def sorted_ends(a: Term, b: Term) -> tuple[Term, Term]:
    """The smaller first."""
    return (a, b) if _before(a, b) else (b, a)


def _before(a: Term, b: Term) -> bool:
    if a == minus_oo or b == oo:
        return True
    if a == oo or b == minus_oo:
        return False
    return bool(_ball(a) < _ball(b))


def _ball(t: Term) -> arb:
    found = value(t, {}, 40)
    if not isinstance(found, arb):
        raise Undecided
    return found


def _same(a: Term, b: Term) -> bool:
    if a == b:
        return True
    if a in (oo, minus_oo) or b in (oo, minus_oo) or not _ball(a).overlaps(_ball(b)):
        return False
    gap = value(a - b, {}, 60)
    if isinstance(gap, arb) and gap.contains(0):
        return True
    raise Undecided


def _united(opens: list[Piece], points: list[Term]) -> list[Piece]:
    """Open intervals and single points as the fewest intervals."""
    ends: list[Term] = []
    for t in [*points, *(e for p in opens for e in (p.left, p.right))]:
        if not any(_same(t, e) for e in ends):
            ends.append(t)
    finite_ends = [e for e in ends if e not in (oo, minus_oo)]
    finite_ends.sort(key=lambda t: float(_ball(t)))
    line = [*([minus_oo] if minus_oo in ends else []), *finite_ends, *([oo] if oo in ends else [])]
    covered = [any(_holds(p, a, b) for p in opens) for a, b in itertools.pairwise(line)]
    inside = [any(_same(e, t) for t in points) or any(_strictly(p, e) for p in opens) for e in line]
    out: list[Piece] = []
    for k, end in enumerate(line):
        before, after = k > 0 and covered[k - 1], k < len(covered) and covered[k]
        if inside[k] and not before and not after:
            out.append(Piece(end, end, True, True))
        elif after and not (before and inside[k]):
            out.append(Piece(end, end, inside[k], False))
        if before and not (after and inside[k]):
            start = out[-1] if not after else out[-2]
            at = out.index(start)
            out[at] = Piece(start.left, end, start.closed_left, inside[k])
    return out


def _holds(p: Piece, a: Term, b: Term) -> bool:
    left = _same(p.left, a) or _before(p.left, a)
    return left and (_same(p.right, b) or _before(b, p.right))


def _strictly(p: Piece, e: Term) -> bool:
    if e in (oo, minus_oo) or _same(p.left, e) or _same(p.right, e):
        return False
    return _before(p.left, e) and _before(e, p.right)


def _at_end(end: Term, attained: Points) -> Points:
    if end in (oo, minus_oo):
        return []
    return [(p, v) for p, v in attained if _same(v, end)]
