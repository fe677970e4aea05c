r"""Expectations: E[X], \mathbb{E}_{x \sim p}[f(x)], E[Y | X], as a symbol's call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import Sym, Term
from tuidao.read.latex.calls import call
from tuidao.read.latex.letters import subscript
from tuidao.read.latex.levels import RELATION
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def is_expectation(p: LatexParser) -> bool:
    """Does the letter E that is the current token take a square or curly bracket, or another expectation?"""
    k = p.k + 1
    if p.tokens[k].text == "_" and p.tokens[k].kind == "sign":
        k = _behind(p, k + 1)
        if p.tokens[k].kind == "letter" and p.tokens[k].text == "E":
            return True
    token = p.tokens[min(k, len(p.tokens) - 1)]
    return token.kind == "sign" and token.text in ("[", "\\{")


def _behind(p: LatexParser, k: int) -> int:
    """The place behind the group or token at `k`."""
    depth = 0
    while p.tokens[k].kind != "end":
        text = p.tokens[k].text if p.tokens[k].kind == "sign" else ""
        depth += (text == "{") - (text == "}")
        k += 1
        if depth <= 0:
            break
    return k


def expectation(p: LatexParser, token: Token) -> Term:
    """The expectation whose letter is taken; refuses where no bracket says of what."""
    head: Term = p.leaf(Sym("E_"), token)
    if p.sign("_"):
        head = _with_subscript(p, token)
    if p.sign("(") or p.sign("["):
        return call(p, head, None, token)
    if not p.sign("\\{"):
        raise p.build.refusal(
            "unclear-expectation",
            token.start,
            p.last_end(),
            Text("the expectation of what?", "对什么取期望？"),
            Text("a bracket must follow", "后面应有括号"),
            Text(r"write \mathbb{E}[X]", r"请写成 \mathbb{E}[X]"),
        )
    opened = p.now
    p.k += 1
    inside = p.inside(opened)
    p.expect("\\}", opened)
    return p.app(ops.CALL, (head, inside), token.start)


def _with_subscript(p: LatexParser, token: Token) -> Term:
    """E_x is a name of its own; what is said of x below E stays beside it."""
    p.k += 1
    opened = p.now
    group = p.tokens[p.k : _behind(p, p.k)]
    if not any(t.text in ("sim", "in", "=", ",") for t in group):
        found, suffix = subscript(p, "E_")
        head = p.leaf(Sym("E_" + suffix), token)
        return head if found is None else p.app(ops.INDEX, (head, *found), token.start)
    p.expect("{")
    parts = [p.inside(opened, RELATION)]
    while p.sign(","):
        p.k += 1
        parts.append(p.inside(opened, RELATION))
    p.expect("}", opened)
    return p.app(ops.INDEX, (p.leaf(Sym("E_"), token), *parts), token.start)
