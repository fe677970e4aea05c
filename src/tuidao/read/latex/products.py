"""What stands behind an operand: powers, subscripts, factors without a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.term import App, Bind, Num, Sym, Term
from tuidao.read.latex.bars import evaluated
from tuidao.read.latex.calls import differentiated
from tuidao.read.latex.letters import argument, style_word, subscript
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def postfix(p: LatexParser, left: Term, token: Token, start: int) -> Term:
    """What stands behind an operand: a power, a subscript, a factorial, a per cent sign."""
    text = token.text
    if text == "!":
        if p.sign("!"):
            raise p.unexpected()
        return p.app(ops.FACTORIAL, (left,), start)
    if text == "%":
        return p.app(ops.DIV, (left, Num(100)), start)
    if text == "_":
        return _indexed(p, left, start)
    if text == "'":
        p.k -= 1
        if p.tokens[p.k - 1].text not in ("}", ")", "]"):
            raise p.unexpected()
        return differentiated(p, left, start)
    return _raised(p, left, start)


def _indexed(p: LatexParser, left: Term, start: int) -> Term:
    power: Term | None = None
    matrices = type(left) is App and p.tokens[p.k - 2].text in (")", "]") and _of_matrices(left)
    barred = p.tokens[p.k - 2].text in ("]", ")") and type(left) is not Sym
    if barred and not matrices and _both_bounds(p):
        p.k -= 1
        return evaluated(p, left, start)
    if type(left) is App and left.op is ops.POW and type(left.args[0]) in (Sym, App):
        left, power = left.args
    name = left.name if type(left) is Sym else ""
    if matrices:
        left = p.build.at(_products(left), start, p.last_end())
    elif isinstance(left, Num | Bind) or (isinstance(left, App) and left.op not in _INDEXABLE):
        p.k -= 1
        raise p.unexpected()
    found, suffix = subscript(p, name)
    if found is None:
        if type(left) is not Sym:
            raise p.unexpected()
        left = p.build.at(Sym(name + suffix), start, p.last_end()) if suffix else left
    elif type(left) is App and left.op is ops.INDEX:
        left = p.app(ops.INDEX, (*left.args, *found), start)
    else:
        left = p.app(ops.INDEX, (left, *found), start)
    return left if power is None else p.app(ops.POW, (left, power), start)


def _of_matrices(t: Term) -> bool:
    """Is a bracket made of vectors and matrices, so that (AB)_{ij} is an entry: a product with a capital letter?"""
    if type(t) is App and t.op in (ops.ADD, ops.SUB, ops.NEG):
        return all(type(a) is Sym or _of_matrices(a) for a in t.args)
    if type(t) is not App or t.op not in (ops.MUL, ops.MATMUL, ops.TRANSPOSE):
        return False
    letters = _letters(t)
    return letters is not None and any(s.name[:1].isupper() for s in letters)


def _letters(t: Term) -> list[Sym] | None:
    """The letters that a product is made of; None where it is made of anything else."""
    if type(t) is Sym:
        return [t]
    if type(t) is not App or t.op not in (ops.MUL, ops.MATMUL, ops.TRANSPOSE):
        return None
    parts = [_letters(a) for a in t.args]
    return None if None in parts else [s for part in parts if part for s in part]


def _products(t: Term) -> Term:
    """The products of letters in a bracket that is indexed, as products of vectors and matrices."""
    if type(t) is not App:
        return t
    args = tuple(_products(a) for a in t.args)
    return App(ops.MATMUL if t.op is ops.MUL else t.op, args)


def _both_bounds(p: LatexParser) -> bool:
    """Do a subscript (begun) and a superscript follow?"""
    k, depth = p.k, 0
    while k < len(p.tokens) and p.tokens[k].kind != "end":
        text = p.tokens[k].text if p.tokens[k].kind == "sign" else ""
        depth += (text == "{") - (text == "}")
        k += 1
        if depth == 0:
            break
    return k < len(p.tokens) and p.tokens[k].kind == "sign" and p.tokens[k].text == "^"


_INDEXABLE = {ops.INDEX, ops.CALL, ops.TRANSPOSE, ops.MATMUL, ops.HADAMARD, ops.TUPLE}


def _raised(p: LatexParser, left: Term, start: int) -> Term:
    token, after = p.now, p.peek()
    inner = after if token.text == "{" and p.peek(2).text == "}" else token
    if inner.text in ("prime", "'"):
        p.k += 3 if inner is after else 1
        p.tokens[p.k - 1] = Token("sign", "'", token.start, inner.end)
        p.k -= 1
        return differentiated(p, left, start)
    product = p.tokens[p.k - 2].text == ")" and _of_matrices(left)
    if inner.text in ("top", "intercal") or (inner.text == "T" and (product or is_vector(p, left))):
        left = p.build.at(_products(left), start, p.last_end() - 1) if product else left
        p.k += 3 if inner is after else 1
        return p.app(ops.TRANSPOSE, (left,), start)
    if inner.text == "circ" and inner.kind == "cmd":
        p.k += 3 if inner is after else 1
        return p.app(ops.MUL, (left, App(ops.DIV, (App(ops.PI, ()), Num(180)))), start)
    if token.kind == "num" and len(token.text) > 1:
        raise p.build.refusal(
            "unbraced",
            token.start,
            token.end,
            Text("TeX raises only the first digit", "TeX 只会把第一位数字作为上标"),
            help=Text("write ^{" + token.text + "}", "请写成 ^{" + token.text + "}"),
        )
    at = p.k
    word = style_word(p) if token.kind == "cmd" else None
    if word == "T":
        return p.app(ops.TRANSPOSE, (left,), start)
    p.k = at
    if token.text == "{" and after.text == "mathrm":
        p.k += 1
        if style_word(p) == "T" and p.sign("}"):
            p.k += 1
            return p.app(ops.TRANSPOSE, (left,), start)
        p.k = at
    if token.text == "mathrm":
        p.k += 1
    power = argument(p)
    if type(left) is App and left.op is ops.POW and p.tokens[at - 2].text not in _CLOSERS:
        raise p.build.refusal(
            "double-power", token.start, p.last_end(), Text("a second superscript", "重复的上标")
        )
    return p.app(ops.POW, (left, power), start)


_FAMILIES = (ops.TRANSPOSE, ops.MATMUL, ops.HADAMARD, ops.NABLA)


_CLOSERS = frozenset(("}", ")", "]", "\\}", "r|", "|"))


def is_vector(p: LatexParser, t: Term) -> bool:
    """May `t^T` be a transpose? A letter (Greek too), an indexed one, a bracket of families."""
    if type(t) is Sym:
        return True
    return isinstance(t, App) and t.op in (ops.INDEX, *_FAMILIES)


def is_family(p: LatexParser, t: Term) -> bool:
    """Is the factor a vector or a matrix as a whole?"""
    if type(t) is Sym:
        return t.name in p.evidence.bold
    return isinstance(t, App) and t.op in _FAMILIES


def multiply(p: LatexParser, left: Term, right: Term, start: int) -> Term:
    """A product without a sign: of numbers, of vectors (θᵀx), of matrices."""
    if type(left) is App and left.op is ops.TRANSPOSE and is_vector(p, right):
        u = left.args[0]
        if type(u) is Sym and type(right) in (Sym, App) and _lower(u) and _lower(right):
            return p.app(ops.DOT, (u, right), start)
        return p.app(ops.MATMUL, (left, right), start)
    if type(left) is App and left.op is ops.NEG and is_op(left.args[0], ops.TRANSPOSE):
        inner = multiply(p, left.args[0], right, p.build.span(left.args[0])[0])
        return p.app(ops.NEG, (inner,), start)
    if type(left) is App and left.op is ops.MUL and _last(left).op is ops.TRANSPOSE:
        inner = multiply(p, left.args[1], right, p.build.span(left.args[1])[0])
        return p.app(ops.MUL, (left.args[0], inner), start)
    if is_family(p, left) and is_family(p, right):
        return p.app(ops.MATMUL, (left, right), start)
    return p.app(ops.MUL, (left, right), start)


def _last(t: App) -> App:
    last = t.args[-1]
    return last if type(last) is App else t


def _lower(t: Term) -> bool:
    if type(t) is App and t.op is ops.INDEX:
        t = t.args[0]
    return type(t) is Sym and not t.name[0].isupper()
