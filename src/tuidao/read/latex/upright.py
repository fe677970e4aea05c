"""Words and letters in a style of their own: operators by name, indicators, bold letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.read.latex.calls import arguments, divergence
from tuidao.read.latex.expectation import expectation
from tuidao.read.latex.functions import function, function_argument
from tuidao.read.latex.letters import argument, read_name, style_word
from tuidao.read.latex.names import (
    OPERATOR_NAMES,
)
from tuidao.read.latex.symbol import symbol
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def styled(p: LatexParser, token: Token) -> Term:
    """\\mathbf{…}, \\mathrm{…}: a name, a word, a number, or a whole expression in that style."""
    word = style_word(p)
    if word is not None:
        return named(p, word, token)
    p.k += 1
    if p.now.kind == "num" or (p.sign("{") and p.peek().kind == "num" and p.peek(2).text == "}"):
        value = argument(p)
        if value == Num(1) and p.now.text in ("\\{", "(", "[", "_"):
            return indicator(p, token)
        return value
    name = read_name(p)
    if name == "E_" and token.text == "mathrm":
        return expectation(p, token)
    if name is not None:
        if token.text == "mathit" and name == "e":
            return p.leaf(Sym("e"), token)
        return symbol(p, name, token)
    if not p.sign("{"):
        raise p.unexpected()
    return argument(p)


def named(p: LatexParser, word: str, token: Token) -> Term:
    """A word set upright: a constant, a known function, or a name."""
    if word == "e":
        return p.app(ops.E, (), token.start)
    if word == "E":
        return expectation(p, token)
    if word in ("KL", "D_KL"):
        return divergence(p, token)
    if word in ("tr", "Tr") and p.now.kind != "end":
        return p.app(ops.TRACE, (function_argument(p, token),), token.start)
    if word.lower().replace("_", "") in ("argmax", "argmin"):
        raise p.build.refusal(
            "unsupported",
            token.start,
            p.last_end(),
            Text("where a maximum is taken is not a value that is read", "不支持最值点 arg max"),
        )
    if word in OPERATOR_NAMES:
        return function(p, OPERATOR_NAMES[word], word, token)
    if word in ops.OPS:
        return by_name(p, ops.OPS[word], token)
    return symbol(p, word if word[0].isalpha() else "n" + word, token)


def by_name(p: LatexParser, op: Op, token: Token) -> Term:
    """An operator that has no notation of its own: name(…), or name_x(…; …) for one that binds x."""
    if op.arity == 0 and not op.binder:
        return p.app(op, (), token.start)
    if not op.binder:
        args, _ = arguments(p) if p.sign("(") else ([], False)
        if op.arity is not None and len(args) != op.arity:
            raise _wrong_count(p, op, token)
        return p.app(op, tuple(args), token.start)
    if not p.sign("_"):
        raise p.unexpected("_")
    p.k += 1
    opened = p.expect("{")
    var = p.inside(opened)
    p.expect("}", opened)
    if type(var) is not Sym or not p.sign("("):
        raise p.unexpected("(")
    args, _ = arguments(p)
    if op.arity is not None and len(args) != op.arity + 1:
        raise _wrong_count(p, op, token)
    if (
        op in _SIDED
        and type(args[2]) is App
        and args[2].op is ops.NEG
        and args[2].args == (Num(1),)
    ):
        args[2] = Num(-1)
    return p.bind(op, var, args[0], tuple(args[1:]), token.start)


_SIDED = (ops.LIMIT, ops.NEAR, ops.BOUNDED, ops.INFINITESIMAL)


def _wrong_count(p: LatexParser, op: Op, token: Token) -> InputError:
    return p.build.refusal(
        "wrong-arguments",
        token.start,
        p.last_end(),
        Text(f"{op.name} is not given what it takes", f"{op.name} 的参数个数不对"),
    )


_RELATIONS = frozenset(("=", "<", ">", "in", "ne", "neq", "le", "leq", "ge", "geq"))


def is_indicator(p: LatexParser) -> bool:
    """Does a 1 or an I that is the current token stand before a statement in curly brackets?"""
    k, depth = p.k + 1, 0
    opener, closer = "\\{", "\\}"
    if p.tokens[k].text == "_" and p.tokens[k + 1].text == "{":  # I_{x ≥ 0}
        k, opener, closer = k + 1, "{", "}"
    if p.tokens[k].kind != "sign" or p.tokens[k].text != opener:
        return False
    while p.tokens[k].kind != "end":
        text = p.tokens[k].text
        depth += (text == opener) - (text == closer)
        if depth == 0:
            return False
        if depth == 1 and text in _RELATIONS:
            return True
        k += 1
    return False


def indicator(p: LatexParser, token: Token) -> Term:
    """1{…}: one where the statement holds."""
    if p.sign("_"):
        p.k += 1
    opened = p.now
    if opened.text not in ("\\{", "(", "[", "{"):
        raise p.unexpected("{")
    p.k += 1
    if opened.text == "{" and p.now.text in ("\\{", "(", "["):
        claim = indicator(p, token)
        p.expect("}", opened)
        return claim
    claim = p.inside(opened)
    p.expect({"\\{": "\\}", "(": ")", "[": "]", "{": "}"}[opened.text], opened)
    return p.app(ops.INDICATOR, (claim,), token.start)


def word(p: LatexParser) -> Term:
    """A word set upright by \\operatorname: a function or a name."""
    token = p.now
    name = style_word(p)
    if name is None:
        raise p.unexpected()
    return named(p, name, token)


def number_set(p: LatexParser) -> Term:
    """\\mathbb{R}; any other letter in that style is a name."""
    token = p.now
    one = p.peek(2) if p.peek().text == "{" else p.peek()
    if one.kind == "num" and one.text == "1":
        p.k += 1
        argument(p)
        if p.now.text in ("\\{", "(", "[", "_"):
            return indicator(p, token)
        raise p.unexpected("{")
    name = read_name(p)
    if name is None:
        raise p.unexpected()
    known = {"R_bb": ops.REALS, "Z_bb": ops.INTEGERS, "N_bb": ops.NATURALS, "Q_bb": ops.RATIONALS}
    if name in known and not p.sign("_") and not p.sign("^"):
        return p.app(known[name], (), token.start)
    if name in known:
        raise p.unexpected()
    return expectation(p, token) if name == "E__bb" else symbol(p, name, token)
