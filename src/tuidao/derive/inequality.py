"""An inequality of one variable proved as in class: the difference of the sides, its derivative, its least value."""

from __future__ import annotations

from flint import arb

from tuidao.derive.shape.image import work_range
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import ZERO, is_op, minus_oo, oo, true
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Sym, Term, bind, children, free_symbols
from tuidao.proof import Chain, Derivation
from tuidao.rules import RULES
from tuidao.text import Text

_LEAST = Text(
    "Let {f} be the difference of the sides. Its least value is {m}, at {x} = {at}.",
    "设两边之差为 {f}，它在 {x} = {at} 处取最小值 {m}。",
)
_VALUES = Text(
    "Let {f} be the difference of the sides. Its values make up {where}.",
    "设两边之差为 {f}，其值域为 {where}。",
)
_GREATER, _LESS = (ops.GT, ops.GE), (ops.LT, ops.LE)
INEQUALITIES = (*_GREATER, *_LESS)


def prove_inequality(claim: Term, given: tuple[Term, ...]) -> Derivation | None:
    """`L > R` (≥, <, ≤) in one variable by the range of L − R on the interval that is given; None where that does not
    show it."""
    if not is_op(claim, *INEQUALITIES):
        return None
    assert type(claim) is App
    high, low = claim.args if claim.op in _GREATER else claim.args[::-1]
    names = free_symbols(claim)
    if len(names) != 1:
        return None
    (x,) = names
    gap = high if low == ZERO else tidy(high - low)
    facts = (*given, *conditions(claim))
    ends = _interval(x, facts)
    over = () if ends == (minus_oo, oo) else ends
    query = bind(ops.RANGE, x, gap, *over)
    worked = work_range(query, given)
    told = worked.derivation.end
    if worked.answer is None or not is_op(told, ops.TUPLE) or _falls_below(told):
        return None
    chain = Chain(claim, given)
    by = {"a": claim, "r": query, "s": told}
    note = _said(gap, x, told)
    chain.step(RULES["sign_of_range"], true, by, premises=(worked.derivation,), note=note)
    return chain.derivation()


def _falls_below(told: Term) -> bool:
    """Is there certainly a value below 0?"""
    where = children(told)[0]
    first = children(where)[0] if is_op(where, ops.UNION) else where
    low = children(first)[0]
    ball = value(low, {}) if low != minus_oo else None
    return ball is None or (isinstance(ball, arb) and ball < 0)


def _said(gap: Term, x: Sym, told: Term) -> Text:
    where, _, _, least, *_ = children(told)
    pairs = [children(p) for p in children(least)]
    if not pairs:
        return _VALUES.format(f=gap, where=where)
    points = Text.listed([p for p, _ in pairs])
    return _LEAST.format(f=gap, m=pairs[0][1], x=x, at=points)


def _interval(x: Sym, facts: tuple[Term, ...]) -> tuple[Term, Term]:
    """The tightest closed interval of constants that the facts say holds x."""
    low: Term = minus_oo
    high: Term = oo
    for fact in facts:
        for part in children(fact) if is_op(fact, ops.AND) else (fact,):
            if not (isinstance(part, App) and len(part.args) == 2):
                continue
            a, b = part.args
            if part.op is ops.IN and a == x and isinstance(b, App) and len(b.args) == 2:
                low, high = _tighter(low, b.args[0], up=True), _tighter(high, b.args[1], up=False)
            elif part.op in INEQUALITIES:
                less, more = (a, b) if part.op in _LESS else (b, a)
                if more == x and not free_symbols(less):
                    low = _tighter(low, less, up=True)
                if less == x and not free_symbols(more):
                    high = _tighter(high, more, up=False)
    return low, high


def _tighter(old: Term, new: Term, *, up: bool) -> Term:
    if new in (oo, minus_oo):
        return old
    if old in (oo, minus_oo):
        return new
    a, b = value(old, {}), value(new, {})
    if not (isinstance(a, arb) and isinstance(b, arb)):
        return old
    return new if (b > a if up else b < a) else old
