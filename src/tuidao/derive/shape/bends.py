"""Where a function rises and falls, where it is convex and concave, with the sign chart of its derivative."""

from __future__ import annotations

from typing import Any

from tuidao.derive.derivative import derivative
from tuidao.derive.shape.chart import Line, Piece, Undecided, merged, sign_at
from tuidao.derive.shape.domain import (
    NOT_FOUND,
    as_union,
    boundary,
    domain_of,
    holds,
    repeated,
    union,
)
from tuidao.derive.shape.zeros import NONE, Zeros, zeros
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.domain import conditions
from tuidao.lang.focus import fresh
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, free_symbols, instantiate
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
_CHART = {ops.MONOTONE: "monotone_of_sign", ops.CONVEX: "convex_of_sign"}


def seams(f: Term, x: Sym) -> Zeros | None:
    """Points where a piecewise part of `f` may change its law: kinks of |·|, max, min, sign, conditions of pieces."""
    found: Zeros | None = NONE
    if type(f) is App:
        parts: list[Zeros | None] = [seams(a, x) for a in f.args]
        if f.op in (ops.ABS, ops.SIGN):
            parts.append(zeros(f.args[0], x))
        elif f.op in (ops.MAX, ops.MIN):
            parts += [zeros(a - b, x) for i, a in enumerate(f.args) for b in f.args[:i]]
        elif f.op is ops.PIECEWISE:
            parts += [boundary(c, x) for c in f.args[1::2]]
        elif f.op in (ops.FLOOR, ops.CEILING, ops.FRAC):
            return None
        for p in parts:
            if p is None or found is None:
                return None
            found = found.joined(p)
    elif any(type(c) is Bind for c in children(f)) or type(f) is Bind:
        return None
    return found


class Chart:
    """The sign of a derivative of `f` on every piece of its domain between the points where it can change."""

    def __init__(self, f: Term, x: Sym, order: int) -> None:
        self.f, self.x = f, x
        d: Term | None = f
        for _ in range(order):
            d = None if d is None else derivative(d, x)
            d = None if d is None else tidy(d)
        domain = domain_of(f, x)
        if d is None or domain is None:
            raise Undecided
        self.derivative = d
        self.domain = domain[0]
        found = NONE
        wanted = conditions(f)
        for part in (
            zeros(d, x),
            seams(f, x),
            *(boundary(c, x) for c in (*wanted, *conditions(d))),
        ):
            if part is None:
                raise Undecided
            found = found.joined(part)
        self.line = Line(found)
        self.inside = {c.term for c in self.line.cuts if all(holds(w, x, c.term) for w in wanted)}
        self.rows: list[tuple[Piece, int]] = []
        for left, right, sample in self.line.gaps():
            if all(holds(w, x, sample) for w in wanted):
                sign = sign_at(d, x, sample)
                if sign is None:
                    raise Undecided
                self.rows.append((Piece(left, right), sign))

    def with_sign(self, sign: int, joined: set[Term]) -> list[Piece]:
        """The pieces where the derivative has this sign, put together across `joined`."""
        return merged([p for p, s in self.rows if s == sign], joined)

    def continuous_cuts(self) -> set[Term]:
        """Cuts inside the domain where `f` is continuous: all but jumps of piecewise parts."""
        out = set()
        for t in self.inside:
            if not _has(self.f, ops.PIECEWISE, ops.SIGN) or self._no_jump(self.f, t):
                out.add(t)
        return out

    def smooth_cuts(self, rising: bool) -> set[Term]:
        """Cuts across which convexity (`rising`: the slope may jump up) or concavity goes on."""
        out = set()
        for t in self.continuous_cuts():
            before, after = self._slopes(t)
            if before is None or after is None:
                continue
            gap = sign_at(after - before, self.x, t)
            if gap == 0 or gap == (1 if rising else -1):
                out.add(t)
        return out

    def _slopes(self, t: Term) -> tuple[Term | None, Term | None]:
        from tuidao.derive.limit.answer import limit_value
        from tuidao.lang.build import ABOVE, BELOW, is_op

        first = derivative(self.f, self.x)
        if first is None:
            return None, None
        both = [limit_value(tidy(first), self.x, t, side) for side in (BELOW, ABOVE)]
        ok = [
            None if v is None or is_op(v, ops.UNDEFINED, ops.OO, ops.NEG) and not _finite(v) else v
            for v in both
        ]
        return ok[0], ok[1]

    def _no_jump(self, f: Term, t: Term) -> bool:
        from tuidao.derive.limit.answer import limit_value
        from tuidao.lang.build import ABOVE, BELOW
        from tuidao.lang.term import substitute

        here = tidy(substitute(f, {self.x: t}))
        for side in (BELOW, ABOVE):
            v = limit_value(f, self.x, t, side)
            if v is None or not _finite(v) or sign_at(v - here, self.x, t) != 0:
                return False
        return True


def _finite(v: Term) -> bool:
    if type(v) is App and v.op in (ops.UNDEFINED, ops.OO, ops.ZOO):
        return False
    return not (type(v) is App and v.op is ops.NEG and not _finite(v.args[0]))


def _has(f: Term, *wanted: Op) -> bool:
    return (type(f) is App and f.op in wanted) or any(_has(c, *wanted) for c in children(f))


def work_bends(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`monotone(f, x)` and `convex(f, x)`: intervals by the sign of the first or the second derivative."""
    assert type(problem) is Bind
    x = fresh(problem.name, free_symbols(problem.body))
    f = instantiate(problem.body, x)
    chain = Chain(problem, given)
    order = 1 if problem.op is ops.MONOTONE else 2
    try:
        chart = Chart(f, x, order)
        if order == 1:
            joins = [chart.continuous_cuts()] * 2
        else:
            joins = [chart.smooth_cuts(True), chart.smooth_cuts(False)]
        up, down = chart.with_sign(1, joins[0]), chart.with_sign(-1, joins[1])
        flat = chart.with_sign(0, joins[0])
        if order == 2 and flat:
            up, down = _with_flat(chart, joins)
    except Undecided:
        return Worked(None, chain.derivation(), reason=NOT_FOUND)
    names = ("increasing", "decreasing") if order == 1 else ("convex", "concave")
    data: dict[str, Any] = {
        names[0]: [[str(p.left), str(p.right)] for p in up],
        names[1]: [[str(p.left), str(p.right)] for p in down],
        "chart": [[str(p), "+" if s > 0 else "-" if s < 0 else "0"] for p, s in chart.rows],
        "derivative": str(chart.derivative),
    }
    if chart.line.period is not None:
        data["period"] = str(chart.line.period)
    if order == 2:
        data["inflections"] = [str(t) for t in _inflections(chart)]
    said = _sentence(problem.op, up, down, flat if not (up or down) else [], chart.line.period)
    chain.step(RULES[_CHART[problem.op]], _as_term(chart, up, down), note=_note(chart, order))
    return Worked(said, chain.derivation(), data)


def _as_term(chart: Chart, up: list[Piece], down: list[Piece]) -> Term:
    """What the checker goes through: the two sets, and the sign chart they rest on."""
    rows = [App(ops.TUPLE, (p.as_set(), Num(s))) for p, s in chart.rows]
    return App(ops.TUPLE, (as_union(up), as_union(down), App(ops.TUPLE, tuple(rows))))


def _with_flat(chart: Chart, joins: list[set[Term]]) -> tuple[list[Piece], list[Piece]]:
    """Straight pieces belong to a convex stretch (or a concave one) that has a bend in it."""
    out = []
    for sign, joined in ((1, joins[0]), (-1, joins[1])):
        pieces = [p for p, s in chart.rows if s in (sign, 0)]
        whole = merged(pieces, joined)
        bent = {p for p, s in chart.rows if s == sign}
        out.append([w for w in whole if w not in pieces or w in bent])
    return out[0], out[1]


def _inflections(chart: Chart) -> list[Term]:
    """Points of the domain at which the second derivative changes its sign."""
    out = []
    for (p, s), (q, t) in zip(chart.rows, chart.rows[1:], strict=False):
        if p.right == q.left and s * t < 0 and p.right in chart.inside:
            out.append(p.right)
    return out


def _note(chart: Chart, order: int) -> Text:
    rows = "; ".join(f"{p}: {'+' if s > 0 else '-' if s < 0 else '0'}" for p, s in chart.rows)
    mark = "f'" if order == 1 else "f''"
    return Text(
        f"{mark} = {chart.derivative}; its sign: {rows}.",
        f"{mark} = {chart.derivative}，符号：{rows}。",
    )


def _sentence(
    op: Op, up: list[Piece], down: list[Piece], flat: list[Piece], period: Term | None
) -> Text:
    rise, fall, level = _WORDS[op]
    parts = [(word, pieces) for word, pieces in ((rise, up), (fall, down), (level, flat)) if pieces]
    if not parts:
        return Text("no interval", "没有区间")
    sets = [
        (word, union(pieces) if period is None else repeated(pieces, period))
        for word, pieces in parts
    ]
    en = ", ".join(f"{word.en} on {where.en}" for word, where in sets)
    zh = "，".join(f"在 {where.zh} 上{word.zh}" for word, where in sets)
    return Text(en, zh)
