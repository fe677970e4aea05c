"""Brackets in plain text: grouping, intervals, tuples, sets, bars, indices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import Term
from tuidao.read.plain.levels import FOR, OR, RELATION
from tuidao.read.plain.tokens import Token

if TYPE_CHECKING:
    from tuidao.read.plain.parser import PlainParser


def bracket(p: PlainParser, opened: Token) -> Term:
    p.enter(opened)
    bars, p.bars = p.bars, 0
    inside = p.expression(FOR)
    if p.sign(","):
        inside = _pair(p, opened, inside)
    else:
        p.expect(")", opened)
    p.bars = bars
    p.nesting -= 1
    return inside


def _pair(p: PlainParser, opened: Token, first: Term) -> Term:
    """(a, b): an interval where a set is wanted or it is all there is; a tuple elsewhere."""
    parts = [first]
    while p.sign(","):
        p.k += 1
        parts.append(p.expression(FOR))
    closer = p.now.text
    alone = opened.start == p.tokens[0].start and p.tokens[p.k + 1].kind == "end"
    if len(parts) == 2 and (closer == "]" or p.sets or alone or _union_follows(p)):
        p.k += 1
        if closer not in (")", "]"):
            p.k -= 1
            p.expect(")", opened)
        op = ops.INTERVAL_OPEN if closer == ")" else ops.INTERVAL_LOPEN
        p.sets = p.sets or p.word("U")
        return p.app(op, (parts[0], parts[1]), opened.start)
    p.expect(")", opened)
    return p.app(ops.TUPLE, tuple(parts), opened.start)


def _union_follows(p: PlainParser) -> bool:
    after = p.tokens[min(p.k + 1, len(p.tokens) - 1)]
    return after.kind == "name" and after.text == "U"


def square(p: PlainParser, opened: Token) -> Term:
    """[a, b]: a closed interval where a set is wanted, else a tuple."""
    p.enter(opened)
    bars, p.bars = p.bars, 0
    parts: list[Term] = []
    while not p.sign("]"):
        parts.append(p.expression(FOR))
        if not p.sign(","):
            break
        p.k += 1
    p.bars = bars
    p.nesting -= 1
    if len(parts) == 2 and p.sign(")"):
        p.k += 1
        p.sets = p.sets or p.word("U")
        return p.app(ops.INTERVAL_ROPEN, (parts[0], parts[1]), opened.start)
    p.expect("]", opened)
    if len(parts) == 2 and (p.sets or p.word("U")):
        p.sets = True
        return p.app(ops.INTERVAL, (parts[0], parts[1]), opened.start)
    return p.app(ops.TUPLE, tuple(parts), opened.start)


def braces(p: PlainParser, opened: Token) -> Term:
    p.enter(opened)
    parts: list[Term] = []
    while not p.sign("}"):
        parts.append(p.expression(FOR))
        if not p.sign(","):
            break
        p.k += 1
    p.expect("}", opened)
    p.nesting -= 1
    return p.app(ops.FINITE_SET, tuple(parts), opened.start)


def absolute(p: PlainParser, opened: Token) -> Term:
    p.enter(opened)
    p.bars += 1
    inside = p.expression(OR + 1)
    p.expect("|", opened)
    p.bars -= 1
    p.nesting -= 1
    return p.app(ops.ABS, (inside,), opened.start)


def indexed(p: PlainParser, symbol: Term, token: Token) -> Term:
    opened = p.now
    p.k += 1
    p.enter(opened)
    sets, p.sets = p.sets, False
    parts = [symbol, p.expression(RELATION)]
    while p.sign(","):
        p.k += 1
        parts.append(p.expression(RELATION))
    p.expect("]", opened)
    p.sets = sets
    p.nesting -= 1
    return p.app(ops.INDEX, tuple(parts), token.start)
