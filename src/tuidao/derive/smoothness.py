"""How many times a function is differentiable at a point, with the one-sided values of each derivative."""

from __future__ import annotations

from tuidao.derive.at_point import Side, slopes_from, spelt, verdict_of, work_at_point
from tuidao.derive.branches import Place, Undecided, branch, equal, value_at
from tuidao.derive.continuity import (
    CONTINUOUS,
    NOT_TOLD,
    Sides,
    classify,
    is_infinite,
    look,
    open_query,
    show_continuity,
)
from tuidao.derive.derivative import derivative
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import D, defined, true, undefined
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, size
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

NOT_CONTINUOUS = Text("not continuous", "不连续")
_MOST_ORDER = 12
_MOST_NODES = 1500
# Analytic wherever they and their arguments have a value: sums, products, compositions stay so.
_ANALYTIC = {
    *(
        ops.ADD,
        ops.SUB,
        ops.MUL,
        ops.DIV,
        ops.NEG,
        ops.EXP,
        ops.SIN,
        ops.COS,
        ops.TAN,
        ops.COT,
        ops.SEC,
        ops.CSC,
    ),
    *(
        ops.ATAN,
        ops.SINH,
        ops.COSH,
        ops.TANH,
        ops.COTH,
        ops.SECH,
        ops.CSCH,
        ops.ASINH,
        ops.ERF,
        ops.SIGMOID,
    ),
    *(ops.SOFTPLUS, ops.LOG, ops.ATANH, ops.ACOTH, ops.ACOT, ops.PI, ops.E),
}


def is_analytic(t: Term, x: Sym, point: Term) -> bool:
    """Is `t`, which has a value at the point, certainly analytic there?"""
    if type(t) is not App:
        return type(t) is not Bind
    if t.op is ops.POW and type(t.args[1]) is Num and t.args[1].value.denominator == 1:
        return is_analytic(t.args[0], x, point)
    if t.op in (ops.POW, ops.SQRT):  # roots: away from 0
        if not all(is_analytic(a, x, point) for a in t.args):
            return False
        try:
            base = value_at(t.args[0], x, point)
            return base is not None and not equal(base, Num(0))
        except Undecided:
            return False
    return t.op in _ANALYTIC and all(is_analytic(a, x, point) for a in t.args)


def is_meromorphic(t: Term, x: Sym, point: Term) -> bool:
    """Is `t` a quotient of functions analytic at the point? Where it is continuous there it is analytic itself."""
    if type(t) is App:
        whole = t.op is ops.POW and type(t.args[1]) is Num and t.args[1].value.denominator == 1
        if whole or t.op in (ops.ADD, ops.SUB, ops.MUL, ops.DIV, ops.NEG):
            return all(is_meromorphic(a, x, point) for a in t.args)
    try:
        return is_analytic(t, x, point) and value_at(t, x, point) is not None
    except Undecided:
        return False


def work_smoothness(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """The largest n for which the n-th derivative exists at the point: "0", "1", …, "oo", or "not continuous"."""
    body, x, point = open_query(problem)
    try:
        sides = look(body, x, point, given)
        kind = classify(sides)
        data: dict[str, object] = {**sides.data, "derivatives": []}
        if kind is None:
            return Worked(None, Derivation(problem), reason=NOT_TOLD)
        if kind is not CONTINUOUS:
            return Worked(NOT_CONTINUOUS, show_continuity(body, x, point, sides, kind, given), data)
        assert sides.value is not None
        count, rows = _count(body, x, point, sides.value, given)
        data["derivatives"] = [
            {"order": k + 1, "left": spelt(a), "right": spelt(b)} for k, (a, b) in enumerate(rows)
        ]
        answer = "oo" if count is None else str(count)
        return Worked(Text(answer, answer), _shown(body, x, point, count, sides, kind, given), data)
    except Undecided:
        return Worked(None, Derivation(problem), reason=NOT_TOLD)


def _count(
    body: Term, x: Sym, point: Term, value: Term, given: tuple[Term, ...]
) -> tuple[int | None, list[Side]]:
    """The number of derivatives (None: all of them), and the one-sided values of each. Raises Undecided."""
    pieces = [branch(body, Place(x, point, side, given)) for side in (-1, 1)]
    rows: list[Side] = []
    there = [p for p in pieces if p != undefined]
    analytic = all(is_meromorphic(p, x, point) for p in there)
    if analytic and (
        len(there) < 2 or tidy(there[0]) == tidy(there[1]) or tidy(there[0] - there[1]) == Num(0)
    ):
        return None, rows
    for k in range(_MOST_ORDER):
        left = slopes_from(pieces[0], x, point, value, given)[0]
        right = slopes_from(pieces[1], x, point, value, given)[1]
        rows.append((left, right))
        found = verdict_of((left, right))
        if found is None or found == undefined or is_infinite(found):
            return k, rows
        lowered = [derivative(p, x) if p != undefined else undefined for p in pieces]
        if None in lowered or any(p is not None and size(p) > _MOST_NODES for p in lowered):
            raise Undecided
        pieces, value = [tidy(p) for p in lowered if p is not None], found
        if analytic and tidy(pieces[0] - pieces[1]) == Num(0):
            return None, rows
    raise Undecided


def _shown(
    body: Term,
    x: Sym,
    point: Term,
    count: int | None,
    sides: Sides,
    kind: Text,
    given: tuple[Term, ...],
) -> Derivation:
    """The derivation of the last thing that holds: no derivative of the next order, or continuity."""
    if count is None:
        return _all_orders(body, x, point, given)
    problem = D(body, x, point, count + 1)
    worked = work_at_point(problem, given)
    if worked.answer is None or worked.derivation.end != undefined:
        raise Undecided
    return worked.derivation


def _all_orders(body: Term, x: Sym, point: Term, given: tuple[Term, ...]) -> Derivation:
    """That the n-th derivative exists for every n."""
    n = fresh("n", free_symbols(body) | free_symbols(point) | {x})
    claim = defined(D(body, x, point, n))
    return Chain(claim, given).step(RULES["defined_deriv_of_analytic"], true).derivation()
