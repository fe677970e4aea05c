"""What begins with a letter or with a command that stands for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import Term
from tuidao.read.latex.expectation import expectation, is_expectation
from tuidao.read.latex.functions import bare_name, function
from tuidao.read.latex.letters import argument, read_name, subscript
from tuidao.read.latex.limits import limit
from tuidao.read.latex.names import (
    CONSTANTS,
    FUNCTIONS,
    OPERATOR_NAMES,
)
from tuidao.read.latex.notation import or_over, word
from tuidao.read.latex.symbol import symbol
from tuidao.read.latex.token import Token
from tuidao.read.latex.upright import indicator, is_indicator, styled
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def letter(p: LatexParser) -> Term:
    """What begins with a single letter."""
    token = p.now
    text = token.text
    if text in "scltae" and token.start + 2 < len(p.build.text):
        bare = _bare_function(p, token)
        if bare is not None:
            return bare
    if text == "E" and "E" not in p.declared and is_expectation(p):
        p.k += 1
        return expectation(p, token)
    if text == "I" and is_indicator(p):
        p.k += 1
        return indicator(p, token)
    if p.notation and (long := word(p, token)) is not None:
        return symbol(p, long, token)
    if (typed := _WORD.match(p.build.text, token.start)) and token.end == token.start + 1:
        raise p.build.refusal(
            "word",
            token.start,
            typed.end(),
            Text("a word, not a product of letters?", "这是单词，而不是字母的乘积？"),
            help=Text(
                r"write \text{…}, or set the factors apart", r"文字请写成 \text{…}，乘积请分开书写"
            ),
        )
    p.k += 1
    if text in ("o", "O") and p.sign("(") and "o" not in p.functions:
        return _little_o(p, text, token)
    if text == "e" and text not in p.declared | p.evidence.bound and not p.sign("_"):
        return p.app(ops.E, (), token.start)
    return symbol(p, "E_" if text == "E" else text, token)


def _little_o(p: LatexParser, text: str, token: Token) -> Term:
    opened = p.now
    if text == "O":
        raise p.build.refusal(
            "unsupported",
            token.start,
            opened.end,
            Text("only o(…) is read, not O(…)", "只支持 o(…)，不支持 O(…)"),
        )
    p.k += 1
    inside = p.inside(opened)
    p.expect(")", opened)
    return p.app(ops.LITTLE_O, (inside,), token.start)


# Letters that touch, as nobody writes a product; dxdydz is none.
_WORD = re.compile(r"(?!(?:d[a-z])+(?![A-Za-z]))[A-Za-z]{6,}")


def _bare_function(p: LatexParser, token: Token) -> Term | None:
    """sin typed without its backslash: letters that touch."""
    name = bare_name(p)
    if name == "lim":
        p.k += 2  # the last letter stands for the command
        return limit(p)
    if name:
        p.k += len(name)
        return function(p, OPERATOR_NAMES[name], name, token)
    return None


def command(p: LatexParser) -> Term:
    """What begins with a command that stands for a letter, a constant or a function."""
    token = p.now
    text = token.text
    if text == "pi" and p.peek().text == "_" and p.peek().kind == "sign":
        p.k += 1
        return symbol(p, "pi_", token)  # a family called π
    if text in CONSTANTS:
        p.k += 1
        return p.app(CONSTANTS[text], (), token.start)
    if p.notation and text in ("max", "min"):
        return or_over(p, _function, text, token)
    if text in FUNCTIONS:
        return _function(p)
    if text in ("tilde", "widetilde") and "infty" in (p.peek().text, p.peek(2).text):
        p.k += 1
        argument(p)
        return p.app(ops.ZOO, (), token.start)
    if text == "Delta" and p.peek().kind in ("letter", "cmd"):
        p.k += 1
        name = read_name(p)
        return symbol(p, "Delta_" + name if name else "Delta", token)
    if text == "Gamma" and p.peek().text == "(":
        p.k += 1
        return function(p, ops.GAMMA, text, token)
    if text == "delta" and p.peek().text == "_":
        made = _kronecker(p)
        if made is not None:
            return made
    if text in ("mathbf", "boldsymbol", "bm", "mathit", "mathrm", "mathsf", "mathtt"):
        return styled(p, token)
    name = read_name(p)
    if name is None:
        raise p.unexpected()
    return symbol(p, name, token)


def _function(p: LatexParser) -> Term:
    """A function that has a command of its own."""
    token = p.now
    p.k += 1
    return function(p, FUNCTIONS[token.text], token.text, token)


def _kronecker(p: LatexParser) -> Term | None:
    """δ_{ij}."""
    at, token = p.k, p.now
    p.k += 2
    indices, _ = subscript(p, "")
    if indices is not None and len(indices) == 2:
        return p.app(ops.KRONECKER, (indices[0], indices[1]), token.start)
    p.k = at
    return None
