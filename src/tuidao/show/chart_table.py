"""Sign charts as textbooks draw them: x, the sign of the derivative, what the function does; and what is read off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flint import arb

from tuidao.diagnostic import width
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import differentiable, is_op, minus_oo, oo
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate, substitute
from tuidao.proof import Status, Step
from tuidao.text import Text

Cell = Term | str | Text
_SIGN = {1: "+", -1: "−", 0: "0"}
_DOES = {1: {1: "↗", -1: "↘", 0: "→"}, 2: {1: "∪", -1: "∩", 0: "—"}}
_NONE, _BREAK = "∄", "∥"  # no derivative there; no value there
_INCREASES = Text("increasing on {where}", "在 {where} 上递增")
_DECREASES = Text("decreasing on {where}", "在 {where} 上递减")
_CONVEX = Text("convex on {where}", "在 {where} 上下凸")
_CONCAVE = Text("concave on {where}", "在 {where} 上上凸")
_CONSTANT = Text("nothing changes", "没有变化")
_VALUES = Text("the values make up {where}", "函数值的集合为 {where}")
_MAXIMA = Text("maximum at {x} = {where}", "极大值点 {x} = {where}")
_MINIMA = Text("minimum at {x} = {where}", "极小值点 {x} = {where}")
_NO_TURN = Text("the sign does not change", "导数不变号")
_FAILING = {
    "order": Text("the ends are not in order", "端点次序不对"),
    "equal": Text("the values at the ends differ", "两端点的函数值不相等"),
    "continuous": Text("not continuous at {at}", "在 {at} 处不连续"),
    "differentiable": Text("not differentiable at {at}", "在 {at} 处不可导"),
    "continuous_g": Text("the second is not continuous at {at}", "第二个函数在 {at} 处不连续"),
    "differentiable_g": Text(
        "the second is not differentiable at {at}", "第二个函数在 {at} 处不可导"
    ),
    "nonzero": Text("the second has slope 0 at {at}", "第二个函数在 {at} 处导数为零"),
}
_SLOPE = Text("{f} = {v}", "{f} = {v}")
_XX, _DET, _KIND = "f_xx", "f_xx·f_yy − f_xy²", Text("kind", "类型")
_KINDS = {
    "minimum": Text("minimum", "极小"),
    "maximum": Text("maximum", "极大"),
    "saddle": Text("saddle", "鞍点"),
    "unclear": Text("not decided", "不能判定"),
}
_AGAIN = Text("{said}; the same after every period {period}", "{said}；以 {period} 为周期重复")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of one length; the first row and the first column are heads."""

    rows: tuple[tuple[Cell, ...], ...]


def told(step: Step) -> tuple[Text | None, Table | None]:
    """What a step that reads a chart says, in words, and the chart; (None, None) for other steps."""
    after = step.after
    if step.rule.decide in ("domain", "solution_set") and is_op(after, ops.TUPLE):
        return _set_told(after), None
    if step.rule.decide == "mean_value_fails" and is_op(after, ops.TUPLE):
        assert type(after) is App
        text = _FAILING.get(str(after.args[0]))
        return (None if text is None else text.format(at=after.args[1])), None
    if step.rule.decide == "stationary" and is_op(after, ops.TUPLE):
        return _stationary(step)
    if not (is_op(step.before, ops.CHART) and is_op(after, ops.TUPLE)):
        return None, None
    assert type(step.before) is Bind and type(after) is App
    place = {"monotone": 2, "convex": 2, "extrema": 2, "image": 4}.get(step.rule.decide)
    if place is None or len(after.args) not in (place + 1, place + 2):
        return None, None
    said = _read_off(step.rule.decide, Sym(step.before.name), after)
    if len(after.args) == place + 2:
        said = _AGAIN.format(said=said, period=after.args[-1])
    return said, _table(step.before, after.args[place])


def _stationary(step: Step) -> tuple[Text | None, Table | None]:
    """The derivatives, and for each stationary point what the Hessian says there."""
    assert type(step.before) is App and type(step.after) is App
    names = step.before.args[1].args if type(step.before.args[1]) is App else ()
    gradient, hessian, *points = (t.args for t in step.after.args if type(t) is App)
    (xx, xy), (_, yy) = (row.args for row in hessian if type(row) is App)
    first = zip(("x", "y"), gradient, strict=True)
    said = Text.listed([_SLOPE.format(f=f"f_{k}", v=v) for k, v in first])
    heads: list[list[Cell]] = [[App(ops.TUPLE, names)], [_XX], [_DET], [_KIND], ["f"]]
    for at, kind, height in points:
        if type(at) is not App or type(kind) is not Sym:
            return said, None
        there = {v: a for v, a in zip(names, at.args, strict=True) if type(v) is Sym}
        column: list[Cell] = [at, *(_short(substitute(t, there)) for t in (xx, xx * yy - xy**2))]
        column += [_KINDS.get(kind.name, kind.name), height]
        for row, cell in zip(heads, column, strict=True):
            row.append(cell)
    return said, Table(tuple(map(tuple, heads))) if points else None


def _set_told(after: Term) -> Text | None:
    assert type(after) is App
    if len(after.args) < 2 or is_op(after.args[1], ops.TUPLE):
        return Text.listed(after.args[:1])
    return _AGAIN.format(said=Text.listed(after.args[:1]), period=after.args[1])


def _read_off(what: str, x: Sym, after: App) -> Text:
    if what == "image":
        return _VALUES.format(where=after.args[0])
    if what == "extrema":
        pairs = (_MAXIMA, after.args[0]), (_MINIMA, after.args[1])
        said = [text.format(x=x, where=_firsts(group)) for text, group in pairs if group.args]  # type: ignore[attr-defined]
        return Text.listed(said) if said else _NO_TURN
    up, down = (_INCREASES, _DECREASES) if what == "monotone" else (_CONVEX, _CONCAVE)
    parts = [
        text.format(where=_each(where))
        for text, where in ((up, after.args[0]), (down, after.args[1]))
        if not is_op(where, ops.EMPTY_SET)
    ]
    return Text.listed(parts) if parts else _CONSTANT


def _each(where: Term) -> Text:
    """The intervals one by one: what holds on each need not hold on the union."""
    parts = where.args if type(where) is App and where.op is ops.UNION else (where,)
    return Text.listed(parts, " and on ", " 和 ")


def _firsts(group: Term) -> Text:
    assert type(group) is App
    return Text.listed([pair.args[0] for pair in group.args if type(pair) is App])


def _table(chart: Bind, rows: Term) -> Table | None:
    x = fresh(chart.name, free_symbols(chart))
    pair, order = instantiate(chart.body, x), chart.over[0]
    if not (type(pair) is App and len(pair.args) == 2 and type(order) is Num):
        return None
    f, g = pair.args
    mark = {1: "f′", 2: "f″"}.get(int(order.value))
    if mark is None or not isinstance(rows, App):
        return None
    heads: list[Cell] = [Sym(x.name)]
    signs: list[Cell] = [mark]
    does: list[Cell] = ["f"]
    pieces = list(_pieces(rows))
    for k, (piece, sign) in enumerate(pieces):
        left, right = piece.args
        met = k > 0 and pieces[k - 1][0].args[1] == left
        if not met:
            _point(f, g, x, left, False, (heads, signs, does))
        heads.append(piece)
        signs.append(_SIGN[sign])
        does.append(_DOES[int(order.value)][sign])
        inner = k + 1 < len(pieces) and pieces[k + 1][0].args[0] == right
        _point(f, g, x, right, inner, (heads, signs, does))
    return Table((tuple(heads), tuple(signs), tuple(does)))


def _pieces(rows: App) -> Iterator[tuple[App, int]]:
    for row in rows.args:
        assert type(row) is App
        piece, sign = row.args
        if type(piece) is App and len(piece.args) == 2 and type(sign) is Num:
            yield piece, int(sign.value)


def _point(
    f: Term, g: Term, x: Sym, at: Term, inner: bool, into: tuple[list[Cell], list[Cell], list[Cell]]
) -> None:
    """A column for a single point: between two intervals, or an end at which the function has a value."""
    heads, signs, does = into
    if at in (oo, minus_oo):
        return
    here = substitute(f, {x: at})
    has_value = isinstance(value(here, {}), arb)
    if not inner and not has_value:
        return
    heads.append(at)
    does.append(_short(here) if has_value else _BREAK)
    slope = value(substitute(g, {x: at}), {}) if has_value else None
    if not inner:
        signs.append("")
    elif not has_value:
        signs.append(_BREAK)
    elif isinstance(slope, arb) and _smooth(f, x, at):
        signs.append("0" if slope.contains(0) else "+" if slope > 0 else "−")
    else:
        signs.append(_NONE)


def _smooth(f: Term, x: Sym, at: Term) -> bool:
    from tuidao.check.conditions import Context, discharge

    found = discharge(differentiable(f, x, at), Context())
    return found.status is Status.PROVED and not found.missing


def _short(here: Term) -> Term:
    """A value in its simplest form."""
    from tuidao.derive.shape.angles import simple

    return simple(here)


def rows_of_text(table: Table, write: Callable[[Term | Text], str], room: int) -> list[str]:
    """The table in aligned columns; where it is too wide, in parts one below another."""
    cells = [[c if isinstance(c, str) else write(c) for c in row] for row in table.rows]
    wide = [max(width(row[k]) for row in cells) for k in range(len(cells[0]))]
    out: list[str] = []
    start = 1
    while start < len(wide):
        stop, used = start, wide[0] + 3
        while stop < len(wide) and (stop == start or used + wide[stop] + 3 <= room):
            used += wide[stop] + 3
            stop += 1
        if out:
            out.append("")
        for row in cells:
            parts = [_centred(row[k], wide[k]) for k in range(start, stop)]
            out.append((_centred(row[0], wide[0]) + " │ " + "   ".join(parts)).rstrip())
        start = stop
    return out


def _centred(text: str, room: int) -> str:
    space = max(0, room - width(text))
    return " " * (space // 2) + text + " " * (space - space // 2)
