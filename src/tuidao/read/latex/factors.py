"""What stands behind a factor without a sign: another factor, a bar of evaluation, a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang.term import Term
from tuidao.read.latex.bars import evaluated, takes_more
from tuidao.read.latex.integrals import at_differential, take_differential
from tuidao.read.latex.levels import MUL
from tuidao.read.latex.products import multiply
from tuidao.read.latex.statement import is_claim
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def juxtaposed(p: LatexParser, left: Term, token: Token, start: int) -> Term:
    """What stands behind a factor without a sign: a factor, a bar of evaluation, a condition."""
    if at_differential(p):
        return take_differential(p, left, start)
    if token.kind == "sign" and token.text in ("B|", "r|", "|") and p.peek().text in ("_", "^"):
        if p.raised != p.k and takes_more(p, left):
            p.raised = p.k
            return left
        p.k += 1
        return evaluated(p, left, start)
    if token.kind == "num" and not _is_power_behind(p, token):
        raise p.unexpected()
    if token.kind == "sign" and token.text in ("r|", "B|"):
        raise p.unexpected()
    right = p.expression(MUL + 1)
    if is_claim(right):
        if p.nesting:
            raise p.build.refusal(
                "statement-as-factor",
                *p.build.span(right),
                Text("a statement cannot be a factor", "命题不能作为因子"),
            )
        p.conditions.append(right)
        return left
    return multiply(p, left, right, start)


def _is_power_behind(p: LatexParser, token: Token) -> bool:
    """May the number stand behind what stands before it: n 2^n, but not x2, 3 4?"""
    before = p.tokens[p.k - 1]
    if before.kind not in ("num", "letter"):
        return True
    return before.kind == "letter" and token.start > before.end and p.peek().text == "^"


def divisor(p: LatexParser, right: Term, stroke: Token) -> Term:
    """a/bc is read as (a/b)c; the other way the factors b and c divide."""
    p.note("division-reach", stroke.start, Text("a/bc is read as (a/b)c", "a/bc 按 (a/b)c 读"))
    start = p.build.span(right)[0]
    while p.otherwise("division-reach", stroke.start) and p.factor_follows():
        right = juxtaposed(p, right, p.now, start)
    return right
