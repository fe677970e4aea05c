"""An inequality between functions of one variable, read off the range of the difference of its sides."""

from __future__ import annotations

from tuidao.check.conditions import Context, discharge
from tuidao.check.images import pairs_of
from tuidao.check.normal import same
from tuidao.check.pieces_of_line import below, same_end, stretches
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, ge, is_op, le, minus_oo, ne, oo, true
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, instantiate
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_SHOWN = Text("no value of the difference has another sign", "两边之差没有其他符号的值")
_NOT_SHOWN = Text("the range does not tell the sign", "由值域不能判定符号")


def sign_of_range(before: Term, after: Term, context: Context) -> Verdict:
    """L > R (or ≥, <, ≤) where the range of L − R on an interval that holds the variable is in force among the facts.

    Strictly, too, where the value 0 is taken only at points that the variable is not.
    """
    no = Verdict(Status.OPEN, _NOT_SHOWN)
    if after != true or not is_op(before, ops.GT, ops.GE, ops.LT, ops.LE):
        return no
    assert type(before) is App
    high, low = before.args if before.op in (ops.GT, ops.GE) else before.args[::-1]
    names = free_symbols(high) | free_symbols(low)
    if len(names) != 1:
        return no
    (x,) = names
    strict = before.op in (ops.GT, ops.LT)
    for fact in context.facts:
        f = _told(fact, high - low, x, strict, context)
        if f is not None:
            wanted = (*conditions(high), *conditions(low), *conditions(f))
            found = [discharge(c, context) for c in dict.fromkeys(wanted)]
            if any(v.status is not Status.PROVED for v in found):
                return no
            missing = dict.fromkeys(c for v in found for c in v.missing)
            return Verdict(Status.PROVED, _SHOWN, missing=tuple(missing))
    return no


def _told(fact: Term, gap: Term, x: Sym, strict: bool, context: Context) -> Term | None:
    """The function f of the fact "f has this range on [a, b]", if that says of the gap that it is not below 0 (or is
    above it)."""
    if not (is_op(fact, ops.EQ) and isinstance(fact, App)):
        return None
    query, told = fact.args
    if not (type(query) is Bind and query.op is ops.RANGE and type(told) is App):
        return None
    if told.op is not ops.TUPLE or len(told.args) not in (5, 6):
        return None
    ends = query.over or (minus_oo, oo)
    inside = [c for c in (ge(x, ends[0]), le(x, ends[1])) if c.args[1] not in (minus_oo, oo)]
    f = instantiate(query.body, x)
    if x in free_symbols(query) or same(f, gap, context.facts) is not True:
        return None
    parts = stretches(told.args[0])
    if not parts or not all(_certain(c, context) for c in inside):
        return None
    least = parts[0].left
    if below(ZERO, least):
        return f
    if not same_end(least, ZERO):
        return None
    elsewhere = len(told.args) == 5 and all(
        _certain(ne(x, p), context) for p, _ in pairs_of(told.args[3])
    )
    return f if not strict or not parts[0].closed_left or elsewhere else None


def _certain(condition: Term, context: Context) -> bool:
    found = discharge(condition, context)
    return found.status is Status.PROVED and not found.missing
