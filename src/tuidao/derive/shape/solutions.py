"""Equations and inequalities in one variable: brought to one side, factored, solved; signs tell the rest."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from operator import mul

from tuidao.derive.forms import factor
from tuidao.derive.shape.chart import Piece, Undecided, sign_at
from tuidao.derive.shape.domain import (
    around_zero,
    as_union,
    begins_in_first,
    repeated,
    told_set,
    union,
    where_all,
)
from tuidao.derive.shape.search import Search
from tuidao.derive.simplify import summands, tidy
from tuidao.lang import op as ops
from tuidao.lang.build import eq, minus_oo, oo
from tuidao.lang.domain import conditions
from tuidao.lang.focus import focus, fresh, replace_at
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate, size
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_NOT_FOUND = Text("not all solutions were found", "未能求出全部解")
_NONE = Text("no real solution", "没有实数解")
_FACTOR = Text(
    "Factor: a product is 0 just where a factor is.", "分解因式：乘积为零，当且仅当有因子为零。"
)
_BETWEEN = Text("{f} has the signs {signs}.", "{f} 的符号：{signs}。")
_NOWHERE = Text("{f} is nowhere 0.", "{f} 处处不为零。")
_ON = Text("{sign} on {where}", "在 {where} 上为 {sign}")
_AGAIN = Text("{x} = {points}, k in Integers", "{x} = {points}，k 为整数")
_BOTH = Text(
    "A factor must be 0: {p} = 0 at {points}, where {g} has a value; {g} = 0 at {again}.",
    "必有因子为零：{p} = 0 得 {points}（此处 {g} 有意义）；{g} = 0 得 {again}。",
)
_BESIDES = Text("{x} = {points}; {again}", "{x} = {points}；{again}")
_SIGNS = {1: "+", -1: "−", 0: "0"}


def work_solutions(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`solve(claim, x)`, `zeros(f, x)`, also on (x, a, b): every solution, exact or isolated; data: the points."""
    assert type(problem) is Bind
    chain = Chain(problem, given)
    found = solve_on(chain)
    if found is None or found[2] is not None:
        product = _of_product(problem, given)
        if product.answer is not None or found is None:
            return product
    x, pieces, period = found
    points = [str(p.left) for p in pieces if p.left == p.right]
    only_points = len(points) == len(pieces)
    data: dict[str, object] = {"solutions": points}
    if not only_points:
        data = {
            "intervals": [[str(p.left), str(p.right)] for p in pieces],
            "closed": [[p.closed_left, p.closed_right] for p in pieces],
        }
    if period is not None:
        data["period"] = str(period)
        return Worked(_told(x, pieces, period), chain.derivation(), data)
    if not pieces:
        return Worked(_NONE, chain.derivation(), data)
    return Worked(as_union(pieces) if only_points else union(pieces), chain.derivation(), data)


def solve_on(chain: Chain) -> tuple[Sym, list[Piece], Term | None] | None:
    """Solve the equation or inequality that a chain has come to: the variable, the solutions, their period."""
    problem = chain.now
    assert type(problem) is Bind
    x = fresh(problem.name, free_symbols(problem))
    claim = instantiate(problem.body, x)
    asked = _interval(problem)
    within = None if asked is None else (asked.left, asked.right)
    if free_symbols(problem) or (problem.over and asked is None):
        return None
    found = where_all((*conditions(claim), claim), x, Search(isolate=True, within=within))
    if found is None:
        return None
    pieces, line = found
    if asked is not None:
        pieces = _without_ends(pieces, asked)
    if line.period is not None:
        pieces = [p for p in pieces if begins_in_first(p, line.period)]
        if not pieces:
            return None
    _to_one_side(chain)
    note = _note(chain.now, line.gaps(), line.period)
    chain.step(RULES["solutions_of_signs"], told_set(pieces, line), note=note)
    return x, pieces, line.period


def _interval(problem: Bind) -> Piece | None:
    """The interval that the question is about."""
    where = problem.over[0] if problem.over else None
    closed = _CLOSED.get(where.op) if type(where) is App else None
    if closed is None or type(where) is not App:
        return None
    return Piece(tidy(where.args[0]), tidy(where.args[1]), *closed)


_CLOSED = {
    ops.INTERVAL: (True, True),
    ops.INTERVAL_OPEN: (False, False),
    ops.INTERVAL_LOPEN: (False, True),
    ops.INTERVAL_ROPEN: (True, False),
}


def _without_ends(pieces: list[Piece], asked: Piece) -> list[Piece]:
    """Without the ends that the interval asked about does not have."""
    out = []
    for p in pieces:
        left = p.closed_left and (asked.closed_left or p.left != asked.left)
        right = p.closed_right and (asked.closed_right or p.right != asked.right)
        if p.left != p.right or (left and right):
            out.append(Piece(p.left, p.right, left, right))
    return out


def _told(x: Sym, pieces: list[Piece], period: Term) -> Text:
    if any(p.left != p.right for p in pieces):
        return repeated(pieces, period)
    k = Sym("k")
    near, period = around_zero([p.left for p in pieces], period)
    points = Text.listed([tidy(p + k * period) for p in near])
    return _AGAIN.format(x=x, points=points)


def _to_one_side(chain: Chain) -> None:
    """a = b becomes a − b = 0, and that is factored where it comes apart."""
    here, bound = focus(chain.now, (0,))
    if not (type(here) is App and here.op is ops.EQ):
        return
    a, b = here.args
    if b != Num(0):
        after = replace_at(chain.now, (0,), eq(a - b, 0))
        chain.step(RULES["eq_iff_sub_eq_zero"], after, {"a": a, "b": b}, (0,))
        a = a - b
    neat = tidy(a)
    split = factor(neat)
    if split is not None and _comes_apart(split, bound[0].symbol):
        after = replace_at(chain.now, (0, 0), split)
        chain.step(RULES["simplify"], after, path=(0, 0), note=_FACTOR)
    elif size(neat) < size(a) and str(neat) != str(a):
        chain.step(RULES["simplify"], replace_at(chain.now, (0, 0), neat), path=(0, 0))


def _comes_apart(t: Term, x: Sym) -> bool:
    """Is it a product (or a power) of parts that depend on x?"""
    rows = list(summands(t))
    if len(rows) != 1:
        return False
    parts = [(b, e) for b, e in rows[0][1].items() if x in free_symbols(b)]
    return len(parts) > 1 or any(e != 1 and not isinstance(e, Term) for _, e in parts)


def _note(now: Term, gaps: list[tuple[Term, Term, Fraction]], period: Term | None) -> Text | None:
    """The signs of what is compared with 0, from one zero to the next."""
    here, bound = focus(now, (0,))
    if not (type(here) is App and here.op in ops.RELATIONS) or here.args[1] != Num(0):
        return None
    f, name = here.args[0], bound[0].symbol
    said = []
    for left, right, sample in gaps:
        try:
            sign = sign_at(f, name, sample)
        except Undecided:
            return None
        if sign is None:
            continue
        if (left, right) == (minus_oo, oo):
            return _NOWHERE.format(f=f) if sign else None
        said.append(_ON.format(sign=_SIGNS[sign], where=Piece(left, right).said()))
    if period is not None or not said:
        return None
    return _BETWEEN.format(f=f, signs=Text.listed(said, "; ", "；"))


def _of_product(problem: Bind, given: tuple[Term, ...]) -> Worked:
    """A polynomial times what repeats: the zeros of both."""
    chain = Chain(problem, given)
    none = Worked(None, chain.derivation(), reason=_NOT_FOUND)
    if problem.over or free_symbols(problem):
        return none
    _to_one_side(chain)
    here, bound = focus(chain.now, (0,))
    if not (type(here) is App and here.op is ops.EQ):
        return none
    x = bound[0].symbol
    factors = list(_factors(here.args[0]))
    plain = [f for f in factors if x in free_symbols(f) and _polynomial(f, x)]
    rest = [f for f in factors if f not in plain]
    if not plain or not any(x in free_symbols(f) for f in rest):
        return none
    p, g = reduce(mul, plain), reduce(mul, rest)
    points, again = (where_all((*conditions(f), eq(f, 0)), x, Search(isolate=True)) for f in (p, g))
    if points is None or again is None or again[1].period is None:
        return none
    if here.args[0] != p * g:
        chain.step(RULES["simplify"], replace_at(chain.now, (0, 0), p * g), path=(0, 0))
    (single, _), (pieces, line) = points, again
    period = again[1].period
    pieces = [q for q in pieces if begins_in_first(q, period)]
    lone = [q.left for q in single]
    if not pieces or any(q.left != q.right for q in pieces):
        return none
    after = App(ops.TUPLE, (App(ops.FINITE_SET, tuple(lone)), told_set(pieces, line)))
    both = _BOTH.format(
        p=p, points=Text.listed([eq(x, q) for q in lone]), g=g, again=_told(x, pieces, period)
    )
    chain.step(RULES["solutions_of_product"], after, note=both)
    apart = [q for q in lone if not any(_whole((q - r.left) / period) for r in pieces)]
    said = _told(x, pieces, period)
    if apart:
        said = _BESIDES.format(x=x, points=Text.listed(apart), again=said)
    data: dict[str, object] = {"solutions": [str(q) for q in apart]}
    data |= {"repeating": [str(q.left) for q in pieces], "period": str(period)}
    return Worked(said, chain.derivation(), data)


def _factors(t: Term) -> Iterator[Term]:
    if type(t) is App and t.op is ops.MUL:
        for a in t.args:
            yield from _factors(a)
    else:
        yield t


def _polynomial(t: Term, x: Sym) -> bool:
    if type(t) is not App:
        return True
    if t.op is ops.POW:
        return _polynomial(t.args[0], x) and type(t.args[1]) is Num and t.args[1].value > 0
    return t.op in (ops.ADD, ops.SUB, ops.MUL, ops.NEG) and all(_polynomial(a, x) for a in t.args)


def _whole(t: Term) -> bool:
    neat = tidy(t)
    return type(neat) is Num and neat.value.denominator == 1
