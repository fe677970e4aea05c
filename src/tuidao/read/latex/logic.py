"""Relation signs as they are decorated and negated; quantifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import Sym, Term
from tuidao.read.latex.letters import read_name
from tuidao.read.latex.levels import (
    IMPLIES,
    RELATION,
    RELATIONS,
    UNION,
)
from tuidao.read.latex.words import bare_word

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def relation(p: LatexParser, left: Term, start: int) -> Term:
    """a < b, or a chain a < b ≤ c: the conjunction of its links."""
    links: list[Term] = []
    while True:
        op, negated = relation_sign(p)
        outer, p.sets = p.sets, op is ops.IN
        right = p.expression(RELATION + 1)
        p.sets = outer
        link = p.app(op, (left, right), start)
        links.append(p.app(ops.NOT, (link,), start) if negated else link)
        if p.level(p.now) != RELATION:
            break
        left, start = right, p.build.span(right)[0]
    if len(links) == 1:
        return links[0]
    return p.app(ops.AND, tuple(links), p.build.span(links[0])[0])


def relation_sign(p: LatexParser) -> tuple[Op, bool]:
    """Take a relation sign; says whether it is negated (\\not\\in)."""
    token = p.now
    p.k += 1
    if token.text in ("overset", "stackrel"):
        _skip_group(p)
        braced = p.sign("{")
        p.k += braced
        found = relation_sign(p)
        if braced:
            p.expect("}")
        return found
    if token.text == "not":
        inner = p.now
        if inner.text == "=":
            p.k += 1
            return ops.NE, False
        if inner.text in ("in", "<", ">", "le", "leq", "ge", "geq"):
            return relation_sign(p)[0], True
        raise p.unexpected()
    op = RELATIONS.get(token.text)
    if op is None:
        p.k -= 1
        raise p.unexpected()
    return op, token.text == "notin"


def _skip_group(p: LatexParser) -> None:
    if not p.sign("{"):
        p.k += 1
        return
    depth = 0
    while p.now.kind != "end":
        depth += p.sign("{")
        depth -= p.sign("}")
        p.k += 1
        if depth == 0:
            return
    raise p.unexpected("}")


def quantified(p: LatexParser) -> Term:
    """∀x ∈ S, claim; ∃x ∈ S, claim."""
    token = p.now
    op = ops.FORALL if token.text == "forall" else ops.EXISTS
    p.k += 1
    name = read_name(p)
    if name is None or not p.command("in"):
        raise p.unexpected(r"\in")
    p.k += 1
    outer, p.sets = p.sets, True
    over = p.expression(UNION)
    p.sets = outer
    while (
        p.sign(",")
        or p.sign(":")
        or (p.now.kind == "text" and bare_word(p.now.text) in ("", "有", "such that"))
    ):
        p.k += 1
    return p.bind(op, Sym(name), p.expression(IMPLIES), (over,), token.start)


def negated(p: LatexParser) -> Term:
    """¬ a statement."""
    token = p.now
    p.k += 1
    return p.app(ops.NOT, (p.expression(5),), token.start)
