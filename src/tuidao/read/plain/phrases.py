"""Small phrases of plain text: d/dx f, sin 2x, lim x->0 f."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import Num, Sym, Term
from tuidao.read.names import FUNCTIONS, OTHER_CALLS
from tuidao.read.plain.binders import CALLS
from tuidao.read.plain.levels import (
    ATOM,
    MUL,
    POW,
)
from tuidao.read.plain.tokens import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.plain.parser import PlainParser


def derivative(p: PlainParser, token: Token) -> Term:
    """d/dx f, d^2/dx^2 f: the reach is a product's."""
    above, below = token.text.replace("**", "^").split("/")
    order = above.partition("^")[2] or "1"
    name, _, order_below = below[1:].partition("^")
    if (order_below or "1") != order:
        raise p.build.refusal(
            "orders-differ",
            token.start,
            token.end,
            Text("the two orders differ", "上下的求导阶数不一致"),
        )
    x = p.build.at(Sym(name), token.start, token.end)
    p.enter(token)
    body = p.expression(MUL)
    p.nesting -= 1
    over = (x, Num(int(order)) if order.isdigit() else Sym(order))
    return p.build.binder(ops.DIFF, Sym(name), body, over, token.start, p.last_end())


def bare_function(p: PlainParser, token: Token) -> Term:
    """sin x, sin 2x, sin^2 x: the argument is the product up to the next function."""
    op = FUNCTIONS[token.text]
    power: Term | None = None
    if p.sign("^") or p.sign("**") or p.now.kind == "sup":
        mark = p.now
        p.k += 1
        power = (
            p.build.at(p.small(mark), mark.start, mark.end)
            if mark.kind == "sup"
            else p.expression(ATOM)
        )
    p.enter(token)
    if op.arity not in (1, None) or p.now.kind == "end":
        raise p.unexpected("(")
    start = p.now.start
    bracketed = p.sign("(")
    argument = p.expression(POW) if not bracketed else p.prefix(ATOM)
    while (
        not bracketed
        and p.now.kind in ("num", "name")
        and p.now.text not in FUNCTIONS | OTHER_CALLS | CALLS
    ):
        if p.level(p.now) != MUL:
            break
        argument = p.app(ops.MUL, (argument, p.expression(POW)), start)
    p.nesting -= 1
    applied = p.app(op, (argument,), token.start)
    if power is None:
        return applied
    inverse = ops.OPS.get("a" + op.name)
    if power == Num(-1) and inverse is not None:
        return p.app(inverse, (argument,), token.start)
    return p.app(ops.POW, (applied, power), token.start)


def limit_phrase(p: PlainParser, token: Token) -> Term:
    """lim x->0+ f: the reach is a product's."""
    name = p.now
    p.k += 1
    if not p.sign("->"):
        raise p.unexpected("->")
    p.k += 1
    point = p.expression(POW) if not p.sign("-") else p.expression(MUL + 1)
    side = Num(0)
    after = p.tokens[p.k + 1]
    if (p.sign("+") or p.sign("-")) and (after.start > p.now.end or after.text in ("(", ",")):
        side = Num(1 if p.sign("+") else -1)
        p.k += 1
    if p.sign(",") or p.sign(":"):
        p.k += 1
    p.enter(token)
    body = p.expression(MUL)
    p.nesting -= 1
    return p.build.binder(ops.LIMIT, Sym(name.text), body, (point, side), token.start, p.last_end())


def names_a_symbol(text: str, after: Token) -> bool:
    """A function's name where no argument can follow is a symbol: beta = gamma + 1."""
    if text not in ("gamma", "sign", "ch", "sh", "th", "fact", "root", "frac", "max", "min"):
        return False
    return after.kind == "end" or (after.kind == "sign" and after.text not in ("^", "**", "("))
