"""Sums and products over an index: what stands below and above, and how far they reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import Num, Sym, Term
from tuidao.read.latex.letters import argument, read_name
from tuidao.read.latex.levels import ADD, MUL
from tuidao.read.latex.tokens import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def total(p: LatexParser) -> Term:
    """Σ and Π: from … to …, over i alone, over j ≠ i."""
    token = p.now
    op = ops.SUM if token.text == "sum" else ops.PRODUCT
    p.k += 1
    names: list[str] = []
    first: Term | None = None
    last: Term | None = None
    other: Term | None = None
    while p.sign("_") or p.sign("^"):
        below = p.sign("_")
        p.k += 1
        if below and not names:
            names, first, last, other = _range(p, token)
        elif not below and last is None:
            last = argument(p)
        else:
            raise p.unexpected()
    if names and first is None and last is not None and other is None:
        first = p.build.at(Num(1), token.start, p.last_end())
        p.note("first-index", token.start, Text("taken to begin at 1", "按从 1 开始读"))
    if not names or (first is None) != (last is None) or (first is None and op is ops.PRODUCT):
        raise p.build.refusal(
            "no-range",
            token.start,
            p.last_end(),
            Text("over what does it run?", "求和（积）范围不明"),
            Text("no range", "没有范围"),
            Text(r"write _{i=1}^{n}", r"请写出 _{i=1}^{n}"),
        )
    body = reaching(p, frozenset(names), token)
    if other is not None:
        index = p.build.at(Sym(names[0]), token.start, p.last_end())
        delta = p.app(ops.KRONECKER, (index, other), token.start)
        factor = p.app(ops.SUB, (p.build.at(Num(1), token.start, p.last_end()), delta), token.start)
        body = p.app(ops.MUL, (factor, body), token.start)
    for name in reversed(names):
        if first is None or last is None:
            body = p.bind(ops.SUM_ALL, Sym(name), body, (), token.start)
        else:
            body = p.bind(op, Sym(name), body, (first, last), token.start)
    return body


def _range(p: LatexParser, token: Token) -> tuple[list[str], Term | None, Term | None, Term | None]:
    """What stands below Σ: names, first and last index, the index left out."""
    opened = p.now
    if opened.text != "{":
        name = read_name(p)
        if name is None:
            raise p.unexpected()
        return [name], None, None, None
    p.k += 1
    if p.now.kind == "num" and p.peek().text in ("le", "leq", "leqslant", "<"):
        return _double_bound(p, opened)
    names = []
    while True:
        name = read_name(p)
        if name is None:
            raise p.unexpected()
        names.append(name)
        if p.sign(","):
            p.k += 1
        elif p.now.kind not in ("letter",):
            break
    first: Term | None = None
    other: Term | None = None
    if p.sign("="):
        p.k += 1
        first = p.inside(opened, ADD)
    elif p.command("ne", "neq") or (p.command("not") and p.peek().text == "="):
        p.k += 2 if p.command("not") else 1
        other = p.inside(opened, ADD)
    elif p.command("in"):
        p.k += 1
        p.inside(opened, ADD)
        p.note(
            "index-set", token.start, Text("the index set is not looked into", "未考察指标集的内容")
        )
    p.expect("}", opened)
    return names, first, None, other


def _double_bound(
    p: LatexParser, opened: Token
) -> tuple[list[str], Term | None, Term | None, Term | None]:
    first = p.expression(ADD)
    p.k += 1
    name = read_name(p)
    if name is None or p.now.text not in ("le", "leq", "leqslant"):
        raise p.unexpected()
    p.k += 1
    last = p.inside(opened, ADD)
    p.expect("}", opened)
    return [name], first, last, None


def reaching(p: LatexParser, names: frozenset[str], token: Token) -> Term:
    """The body of Σ or lim: a product, and further terms where they speak of the bound letter."""
    start = p.now.start
    body = p.expression(MUL)
    if not (p.now.kind == "sign" and p.now.text in ("+", "-")) or p.integrals:
        return body
    if _speaks_on(p, names):
        p.note(
            "reach",
            token.start,
            Text(
                "it reaches over the terms that follow, which speak of its letter",
                "后面的项含有其指标，故一并归入",
            ),
        )
        return p.continued(body, ADD, start)
    p.note(
        "reach", token.start, Text("it reaches up to the next + or −", "作用范围到下一个加减号为止")
    )
    return body


def _speaks_on(p: LatexParser, names: frozenset[str]) -> bool:
    """Does what follows in this bracket mention a bound letter that nothing else binds?"""
    depth, k = 0, p.k
    while k < len(p.tokens) and p.tokens[k].kind != "end":
        token = p.tokens[k]
        if token.kind == "sign":
            if token.text in ("(", "[", "{", "\\{"):
                depth += 1
            elif token.text in (")", "]", "}", "\\}"):
                depth -= 1
                if depth < 0:
                    return False
            elif depth == 0 and (token.text in ("=", "<", ">", ",", "\\\\", ";", "&") or token.gap):
                return False
        elif token.kind == "cmd":
            if token.text in ("sum", "prod", "lim", "int", "max", "min"):
                return False
            if depth == 0 and token.text in _ENDS:
                return False
        if token.text in names and token.kind in ("letter", "cmd"):
            return True
        k += 1
    return False


_ENDS = frozenset(
    ("le", "leq", "ge", "geq", "ne", "neq", "approx", "to", "Rightarrow", "equiv", "in")
)
