"""Fractions, roots, fences and what is set over or under a formula."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.read.latex.derivative import bound, depending, derivative, operand
from tuidao.read.latex.letters import argument, read_name
from tuidao.read.latex.levels import MUL, POW
from tuidao.read.latex.names import GREEK
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def fraction(p: LatexParser) -> Term:
    """\\frac: a derivative where it is written as one, a quotient else."""
    token = p.now
    p.k += 1
    made = derivative(p, token)
    if made is not None:
        return made
    above = argument(p)
    below = argument(p)
    return p.app(ops.DIV, (above, below), token.start)


def root(p: LatexParser) -> Term:
    """√ and the n-th root."""
    token = p.now
    p.k += 1
    if p.sign("["):
        opened = p.now
        p.k += 1
        degree = p.inside(opened)
        p.expect("]", opened)
        return p.app(ops.ROOT, (argument(p), degree), token.start)
    if token.end - token.start == 1 and p.sign("("):  # √(1 − x²), as it is typed
        opened = p.now
        p.k += 1
        inside = p.inside(opened)
        p.expect(")", opened)
        return p.app(ops.SQRT, (inside,), token.start)
    return p.app(ops.SQRT, (argument(p),), token.start)


def binomial(p: LatexParser) -> Term:
    """n over k."""
    token = p.now
    p.k += 1
    return p.app(ops.BINOMIAL, (argument(p), argument(p)), token.start)


def fence(op: Op, closer: str) -> Callable[[LatexParser], Term]:
    def build(p: LatexParser) -> Term:
        token = p.now
        p.k += 1
        t = p.inside(token)
        if not p.command(closer):
            raise p.unexpected("\\" + closer)
        p.k += 1
        return p.app(op, (t,), token.start)

    return build


def macro(op: Op) -> Callable[[LatexParser], Term]:
    def build(p: LatexParser) -> Term:
        token = p.now
        p.k += 1
        return p.app(op, (argument(p),), token.start)

    return build


def nabla(p: LatexParser) -> Term:
    """∇f; ∇_θ f and ∇²_θ f as derivatives by the vector θ."""
    token = p.now
    p.k += 1
    by: Term | None = None
    order = 1
    while p.sign("_") or p.sign("^"):
        lower = p.sign("_")
        p.k += 1
        part = argument(p)
        if lower and by is None and type(part) is Sym:
            by = part
        elif not lower and part == Num(2) and order == 1:
            order = 2
        else:
            raise _no_gradient(p, token)
    if order == 2 and by is None:
        raise _no_gradient(p, token)
    if by is None:
        return p.app(ops.NABLA, (p.expression(POW + 9),), token.start)
    at = p.k
    named = p.now.kind == "letter" or p.command(*GREEK)  # \frac12 is not to be read twice
    of = p.expression(POW + 9) if named else by
    if order == 1 and _all_of(of, by):
        return p.app(ops.NABLA, (of,), token.start)
    plain = type(of) is Sym or (isinstance(of, App) and of.op is ops.CALL)
    if not plain or of == by:
        p.k = at
        of = operand(p)
    return bound(p, depending(p, of, [(by, Num(order))]), [(by, Num(order))], token)


def _no_gradient(p: LatexParser, token: Token) -> InputError:
    return p.build.refusal(
        "unsupported",
        token.start,
        p.last_end(),
        Text("a gradient by what, of which order?", "对什么求梯度？阶数是多少？"),
        help=Text(
            r"write \nabla f, \nabla_\theta f, or the partial derivatives",
            r"请写成 \nabla f、\nabla_\theta f，或分别写出各偏导数",
        ),
    )


def _all_of(of: Term, by: Term) -> bool:
    """Is `by` all that `of` is said to depend on, as in L(w)?"""
    return isinstance(of, App) and of.op is ops.CALL and of.args[1:] == (by,)


def braced_below(p: LatexParser) -> Term:
    """\\underbrace{…}_{words}: what it says below is a remark."""
    token = p.now
    p.k += 1
    t = argument(p)
    if p.sign("_") or p.sign("^"):
        p.k += 1
        _, p.k = _tokens_of_group(p, p.k)
        p.note("remark", token.start, Text("this remark is left aside", "未考察此处的文字说明"))
    return t


def dotted(p: LatexParser) -> Term:
    """ẏ, ÿ: derivatives by t."""
    token = p.now
    p.k += 1
    name = read_name(p)
    if name is None:
        raise p.unexpected()
    t = p.build.at(Sym("t"), token.start, p.last_end())
    body = p.app(ops.CALL, (p.build.at(Sym(name), token.start, p.last_end()), t), token.start)
    return p.bind(ops.DIFF, Sym("t"), body, (t, Num(len(token.text) - 2)), token.start)


def underset(p: LatexParser) -> Term:
    """\\underset{x \\to 0}{\\lim}: the same as a subscript."""
    start = p.k
    below, k = _tokens_of_group(p, start + 1)
    above, end = _tokens_of_group(p, k)
    above = [t for t in above if t.text not in ("{", "}")]
    if len(above) != 1 or above[0].text not in ("lim", "sum", "prod", "max", "min"):
        raise p.unexpected()
    mark = p.tokens[start]
    p.tokens[start:end] = [
        above[0],
        Token("sign", "_", mark.start, mark.end),
        Token("sign", "{", mark.start, mark.end),
        *below,
        Token("sign", "}", mark.start, mark.end),
    ]
    return p.prefix(MUL)


def _tokens_of_group(p: LatexParser, k: int) -> tuple[list[Token], int]:
    depth, start = 0, k
    while k < len(p.tokens) and p.tokens[k].kind != "end":
        text = p.tokens[k].text if p.tokens[k].kind == "sign" else ""
        depth += (text == "{") - (text == "}")
        k += 1
        if depth == 0:
            return (p.tokens[start + 1 : k - 1] if k - start > 1 else p.tokens[start:k]), k
    p.k = k
    raise p.unexpected("}")
