"""Limits: the point and the side below lim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import Num, Sym, Term
from tuidao.read.latex.letters import read_name, subscript
from tuidao.read.latex.levels import ADD
from tuidao.read.latex.totals import reaching
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def limit(p: LatexParser) -> Term:
    """lim with what stands below it."""
    token = p.now
    p.k += 1
    if not p.sign("_"):
        raise p.build.refusal(
            "no-range",
            token.start,
            token.end,
            Text("as what tends to where?", "什么趋于什么？"),
            Text("nothing below", "下方没有内容"),
            Text(r"write \lim_{x \to 0}", r"请写成 \lim_{x \to 0}"),
        )
    p.k += 1
    opened = p.expect("{")
    delta = p.command("Delta")
    p.k += delta
    name = read_name(p)
    if name is None:
        raise p.unexpected()
    name = "Delta_" + name if delta else name
    if p.sign("_"):
        p.k += 1
        name += subscript(p, "")[1]
    side = 0
    if p.command("downarrow", "searrow"):
        side = 1
    elif p.command("uparrow", "nearrow"):
        side = -1
    elif not p.command("to", "rightarrow", "longrightarrow"):
        raise p.unexpected(r"\to")
    p.k += 1
    side = _side(p) or side
    point = p.inside(opened, ADD)
    p.expect("}", opened)
    body = reaching(p, frozenset((name,)), token)
    return p.bind(ops.LIMIT, Sym(name), body, (point, Num(side)), token.start)


def _side(p: LatexParser) -> int:
    """Take the + or − that ends what stands below lim: 0^+, 0^{+}, 0+."""
    depth, end = 0, p.k
    while end < len(p.tokens) and p.tokens[end].kind != "end":
        text = p.tokens[end].text if p.tokens[end].kind == "sign" else ""
        depth += (text == "{") - (text == "}")
        if depth < 0:
            break
        end += 1
    texts = [t.text for t in p.tokens[p.k : end]]
    for tail in (
        ("^", "{", "+", "}"),
        ("^", "{", "-", "}"),
        ("^", "+"),
        ("^", "-"),
        ("+",),
        ("-",),
    ):
        if len(texts) > len(tail) and tuple(texts[-len(tail) :]) == tail:
            del p.tokens[end - len(tail) : end]
            return 1 if "+" in tail else -1
    return 0
