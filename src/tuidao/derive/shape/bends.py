"""Where a function rises and falls, where it is convex, its extrema: the derivative worked, factored, charted."""

from __future__ import annotations

from typing import Any

from tuidao.derive.shape.angles import value_at
from tuidao.derive.shape.chart import Piece, Undecided, sign_at
from tuidao.derive.shape.domain import NOT_FOUND, around_zero, as_union, each, repeated, union
from tuidao.derive.shape.signs import WHOLE, Chart
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import D, minus_oo, oo
from tuidao.lang.focus import focus, fresh, replace_at
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, bind, free_symbols, instantiate, substitute
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_WORDS = {
    ops.MONOTONE: (
        Text("increasing", "单调递增"),
        Text("decreasing", "单调递减"),
        Text("constant", "常数"),
    ),
    ops.CONVEX: (
        Text("convex", "凸（下凸）"),
        Text("concave", "凹（上凸）"),
        Text("linear", "线性"),
    ),
}
_RULE = {ops.MONOTONE: "monotone_of_sign", ops.CONVEX: "convex_of_sign"}
_SIGNS = {1: "+", -1: "-", 0: "0"}
_FACTOR = Text("Factor the derivative.", "将导数因式分解。")
_PUT = Text("Work out the derivative.", "求出导数。")
_SIGN_OF = Text(
    "The sign of f{mark} = {slope} decides{again}.", "由 f{mark} = {slope} 的符号判定{again}。"
)
_PERIOD = Text(" (period {period})", "（周期 {period}）")
_ON = Text("{word} on {where}", "在 {where} 上{word}")
_ALTHOUGH = Text("{word}: {said}", "{word}：{said}")
_LOOK = Text(
    "Look at f{mark} on {where}, where f has values.", "在 f 有定义的 {where} 上考察 f{mark}。"
)
_MAXIMUM = Text("local maximum {v} at {x} = {at}", "在 {x} = {at} 处取极大值 {v}")
_MINIMUM = Text("local minimum {v} at {x} = {at}", "在 {x} = {at} 处取极小值 {v}")
_CONSTANT = Text("constant {v} on {where}", "在 {where} 上恒为 {v}")
_ALL_K = Text("{said}, k in Integers", "{said}，k 为整数")
_POINT = Text("({x}, {y})", "({x}, {y})")
_INFLECTION = Text("{said}; inflection point {points}", "{said}；拐点 {points}")
_INFLECTIONS = Text("{said}; inflection points {points}", "{said}；拐点 {points}")
_NO_EXTREMA = Text("no local extrema", "没有极值")


def opened(problem: Bind) -> tuple[Sym, Term, tuple[Term, Term] | None]:
    """The variable, the function, the interval asked for."""
    x = fresh(problem.name, free_symbols(problem))
    within = (problem.over[0], problem.over[1]) if problem.over else None
    return x, instantiate(problem.body, x), within


def work_bends(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`monotone(f, x)` and `convex(f, x)`, also on (x, a, b): by the sign of the first or the second derivative."""
    assert type(problem) is Bind
    x, f, within = opened(problem)
    order = 1 if problem.op is ops.MONOTONE else 2
    chain = Chain(problem, given)
    try:
        chart = Chart(f, x, order, within)
        if order == 1:
            joins = [chart.continuous_cuts()] * 2
        else:
            joins = [chart.smooth_cuts(True), chart.smooth_cuts(False)]
        up, down = chart.with_sign(1, joins[0]), chart.with_sign(-1, joins[1])
        flat = chart.with_sign(0, joins[0])
        if order == 2 and flat:
            up, down = chart.with_flat(joins)
    except Undecided:
        return Worked(None, chain.derivation(), reason=NOT_FOUND)
    to_chart(chain, chart, given)
    names = ("increasing", "decreasing") if order == 1 else ("convex", "concave")
    data = chart_data(chart, order)
    data[names[0]] = [[str(p.left), str(p.right)] for p in up]
    data[names[1]] = [[str(p.left), str(p.right)] for p in down]
    if order == 2:
        data["inflections"] = [str(t) for t, _ in chart.turns()]
    straight = flat if not (up or down) else []
    said = _sentence(problem.op, up, down, straight, chart.period)
    if order == 2:
        said = _with_inflections(said, chart)
    sets = [as_union(_first(chart, pieces)) for pieces in (up, down)]
    chain.step(RULES[_RULE[problem.op]], chart.answer_term(*sets), note=_note(chart, order))
    if within is not None:
        said, data = _on_interval(problem.op, said, data, up, down, within)
    return Worked(said, chain.derivation(), data)


def _with_inflections(said: Text, chart: Chart) -> Text:
    """The sentence, and the points of the graph at which convexity changes to concavity or back."""
    places = [t for t, _ in chart.turns() if t in chart.continuous_cuts()]
    if chart.period is not None:
        return _inflections_again(said, chart, places)
    if not places:
        return said
    points = [_POINT.format(x=t, y=value_at(chart.f, chart.x, t)) for t in places]
    listed = Text.listed(points)
    word = _INFLECTION if len(points) == 1 else _INFLECTIONS
    return word.format(said=said, points=listed)


def _inflections_again(said: Text, chart: Chart, places: list[Term]) -> Text:
    """The same for a chart that repeats."""
    points = _once(chart, [(t, value_at(chart.f, chart.x, t)) for t in places])
    rows = repeating(chart, points)
    if not rows:
        return said
    listed = [_POINT.format(x=t, y=v) for t, v in rows]
    return _INFLECTIONS.format(said=said, points=Text.listed(listed))


def repeating(chart: Chart, points: list[tuple[Term, Term]]) -> list[tuple[Term, Term]]:
    """Points of a chart that repeats, with their values: for every whole k, the near ones for k = 0.

    Where f does not itself repeat, its values do not either: f(t + kP) is then linear in k where f′ has the period P,
    of degree two where f″ has it.
    """
    period, k = chart.period, Sym("k")
    assert period is not None
    heights: dict[Term, list[Term]] = {}
    rows: list[tuple[Term, Term]] = []
    for t, v in points:
        (near,), _ = around_zero([t], period)
        here, once, twice = (value_at(chart.f, chart.x, tidy(near + j * period)) for j in range(3))
        first = _plain(tidy(once - here), chart.x)
        second = Num(0) if chart.order == 1 else _plain(tidy(twice - 2 * once + here), chart.x)
        if first == second == Num(0):
            heights.setdefault(v, []).append(t)
        else:
            rows.append(
                (tidy(near + k * period), tidy(here + k * first + k * (k - 1) / 2 * second))
            )
    for v, own in heights.items():
        near_ones, step = around_zero(own, period)
        rows += [(tidy(t + k * step), v) for t in near_ones]
    return rows


def _plain(t: Term, x: Sym) -> Term:
    """A constant, 0 where it is 0."""
    try:
        return Num(0) if sign_at(t, x, Num(0)) == 0 else t
    except Undecided:
        return t


def to_chart(chain: Chain, chart: Chart, given: tuple[Term, ...]) -> None:
    """The domain; the derivative worked, its lines folded; its simplest form."""
    from tuidao.derive import solve

    x = chart.x
    slope = D(chart.f, x, x, chart.order)
    pair = App(ops.TUPLE, (chart.f, slope))
    where = chart.where()
    mark = "'" * chart.order
    start = bind(ops.CHART, x, pair, Num(chart.order), where)
    said = where if not (type(where) is App and where.op is ops.TUPLE) else where.args[0]
    chain.step(RULES["shape_by_derivative"], start, note=_LOOK.format(mark=mark, where=_said(said)))
    part, _ = focus(chain.now, (0, 1))
    worked = solve(part, given)
    if not isinstance(worked.answer, Term) or worked.derivation.end != worked.answer:
        return
    after = replace_at(chain.now, (0, 1), worked.answer)
    by = {"a": part, "b": worked.answer}
    chain.step(RULES["eq_subst"], after, by, (0, 1), premises=(worked.derivation,), note=_PUT)
    neat = bind_form(chain.now, chart)
    if neat != chain.now:
        chain.step(RULES["simplify"], neat, path=(0, 1), note=_FACTOR)


def _said(where: Term) -> Text:
    """A union of open intervals as a sentence holds it."""
    parts = where.args if type(where) is App and where.op is ops.UNION else (where,)
    return union([Piece(p.args[0], p.args[1]) for p in parts if type(p) is App])


def bind_form(now: Term, chart: Chart) -> Term:
    """The chart with the derivative in its simplest form, under the name that `focus` gives its variable."""
    _, bound = focus(now, (0, 1))
    name = bound[0].symbol
    return replace_at(now, (0, 1), substitute(chart.derivative, {chart.x: name}))


def chart_data(chart: Chart, order: int) -> dict[str, Any]:
    """The sign chart as a table, the derivative, the period."""
    mark = "'" * order
    table: list[dict[str, str]] = []
    last: Term | None = None
    for p, s in chart.rows:
        if last is not None and last == p.left:
            table.append({"x": str(last), f"f{mark}": _at(chart, last), "f": _value(chart, last)})
        table.append({"x": str(p), f"f{mark}": _SIGNS[s], "f": _shape(order, s)})
        last = p.right
    data: dict[str, Any] = {
        "chart": [[str(p), _SIGNS[s]] for p, s in chart.rows],
        "table": table,
        "derivative": str(chart.derivative),
    }
    if chart.period is not None:
        data["period"] = str(chart.period)
    return data


def _at(chart: Chart, at: Term) -> str:
    try:
        if chart.order == 1 and at in {c.term for c in chart.corners} and not chart.smooth_at(at):
            return "undefined"
        sign = sign_at(chart.derivative, chart.x, at)
    except Undecided:
        return "?"
    return "undefined" if sign is None else _SIGNS[sign]


def _value(chart: Chart, at: Term) -> str:
    return str(value_at(chart.f, chart.x, at)) if at in chart.inside else "undefined"


def _shape(order: int, sign: int) -> str:
    words = (
        ("increasing", "decreasing", "constant") if order == 1 else ("convex", "concave", "linear")
    )
    return words[0 if sign > 0 else 1 if sign < 0 else 2]


def _first(chart: Chart, pieces: list[Piece]) -> list[Piece]:
    """Of a chart that repeats, the pieces that begin in one period."""
    if chart.period is None or pieces == [WHOLE]:
        return pieces
    return chart.first_of(pieces)


def _note(chart: Chart, order: int) -> Text:
    again = Text("", "") if chart.period is None else _PERIOD.format(period=chart.period)
    return _SIGN_OF.format(mark="'" * order, slope=chart.derivative, again=again)


def _sentence(
    op: Op, up: list[Piece], down: list[Piece], flat: list[Piece], period: Term | None
) -> Text:
    rise, fall, level = _WORDS[op]
    parts = [(word, pieces) for word, pieces in ((rise, up), (fall, down), (level, flat)) if pieces]
    if not parts:
        return Text("no interval", "没有区间")
    said = [
        _ON.format(
            word=word,
            where=each(pieces)
            if period is None or pieces == [WHOLE]
            else repeated(pieces, period, each),
        )
        for word, pieces in parts
    ]
    return Text.listed(said)


def _on_interval(
    op: Op,
    said: Text,
    data: dict[str, Any],
    up: list[Piece],
    down: list[Piece],
    within: tuple[Term, Term],
) -> tuple[Text, dict[str, Any]]:
    """One word for the whole interval: is the function monotone (convex, concave) all over it?"""
    whole = [Piece(*within)]
    all_over = (up == whole and not down) or (down == whole and not up)
    data["throughout"] = all_over
    if all_over:
        return said, data
    word = Text("not monotonic", "不单调") if op is ops.MONOTONE else Text("neither", "凹凸不一")
    return _ALTHOUGH.format(word=word, said=said), data


def work_extrema(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`extrema(f, x)`: local maxima and minima with their values, from the sign chart of the derivative."""
    assert type(problem) is Bind
    if problem.over:
        from tuidao.derive.shape.image import work_global

        return work_global(problem, given)
    x, f, _ = opened(problem)
    chain = Chain(problem, given)
    try:
        chart = Chart(f, x, 1)
        turns = [(t, s) for t, s in chart.turns() if t in chart.continuous_cuts()]
    except Undecided:
        return Worked(None, chain.derivation(), reason=NOT_FOUND)
    to_chart(chain, chart, given)
    found: dict[int, list[tuple[Term, Term]]] = {1: [], -1: []}
    for t, s in turns:
        found[s].append((t, value_at(f, x, t)))
    if chart.period is not None:
        found = {s: _once(chart, points) for s, points in found.items()}
    groups = [App(ops.TUPLE, tuple(App(ops.TUPLE, pair) for pair in found[s])) for s in (1, -1)]
    chain.step(RULES["extrema_of_sign"], chart.answer_term(*groups), note=_note(chart, 1))
    data = chart_data(chart, 1)
    data["maxima"] = [[str(p), str(v)] for p, v in found[1]]
    data["minima"] = [[str(p), str(v)] for p, v in found[-1]]
    return Worked(_told(chart, found), chain.derivation(), data)


def _level(chart: Chart) -> list[Text]:
    """Where the function is constant on a stretch: every point of that is an extremum, though no sign changes there."""
    said = []
    for p in chart.with_sign(0, chart.continuous_cuts()):
        middle = next(s for a, b, s in chart.line.gaps() if p.left in (a, minus_oo) and b != p.left)
        said.append(_CONSTANT.format(v=value_at(chart.f, chart.x, Num(middle)), where=p.said()))
    return said


def _once(chart: Chart, points: list[tuple[Term, Term]]) -> list[tuple[Term, Term]]:
    kept = {p.left for p in chart.first_of([Piece(t, oo) for t, _ in points])}
    return [(t, v) for t, v in points if t in kept]


def _told(chart: Chart, found: dict[int, list[tuple[Term, Term]]]) -> Text:
    said = []
    for sign, text in ((1, _MAXIMUM), (-1, _MINIMUM)):
        rows = found[sign] if chart.period is None else repeating(chart, found[sign])
        said += [text.format(v=v, x=chart.x, at=t) for t, v in rows]
    said += _level(chart)
    if not said:
        return _NO_EXTREMA
    whole = Text.listed(said, "; ", "；")
    return whole if chart.period is None else _ALL_K.format(said=whole)
