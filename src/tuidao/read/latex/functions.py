"""Functions with their arguments, powers and bases: sin x, sin^2 x, log_2 x, max(a, b)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.read.latex.extremes import extremum
from tuidao.read.latex.integrals import at_differential
from tuidao.read.latex.letters import argument
from tuidao.read.latex.levels import MUL, POW
from tuidao.read.latex.names import (
    FUNCTIONS,
)
from tuidao.read.latex.products import multiply
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def function(p: LatexParser, op: Op, name: str, token: Token) -> Term:
    """sin x, sin^2 x, log_2 x, max(a, b), arcsin written sin^{-1}."""
    power: Term | None = None
    base: Term | None = None
    if op in (ops.MAX, ops.MIN):
        return extremum(p, op, token)
    if p.sign("'") and op.arity == 1:
        return _derived(p, op, token)
    while p.sign("^") or p.sign("_"):
        upper = p.sign("^")
        p.k += 1
        if upper:
            power = argument(p)
        elif op is ops.LOG:
            base = argument(p)
        else:
            raise p.unexpected()
    x = function_argument(p, token)
    if name in ("lg", "lb"):
        base = Num(10 if name == "lg" else 2)
    if base is not None:
        applied = p.app(ops.LOGB, (x, base), token.start)
    elif op.arity not in (1, None):
        args = x.args if type(x) is App and x.op is ops.TUPLE else (x,)
        if len(args) != op.arity:
            raise p.build.refusal(
                "wrong-arguments",
                token.start,
                p.last_end(),
                Text(f"{name} takes {op.arity} arguments", f"{name} 需要 {op.arity} 个参数"),
            )
        applied = p.app(op, args, token.start)
    else:
        applied = p.app(op, (x,), token.start)
    if power is None:
        return applied
    inverse = ops.OPS.get("a" + op.name)
    if power == App(ops.NEG, (Num(1),)) and inverse is not None:
        return p.app(inverse, (x,), token.start)
    return p.app(ops.POW, (applied, power), token.start)


# y ln a beside ln(1 − a) is no product.
_LN = re.compile(r"(?<![A-Za-z\\])ln\s*\(|\\ln(?![A-Za-z])")
_BARE = ("sin", "cos", "tan", "cot", "log", "lim", "exp", "arcsin", "arctan", "arccos", "ln")


def bare_name(p: LatexParser) -> str:
    """The function, or lim, whose name begins here without its backslash: letters that touch; "" for none."""
    source, start = p.build.text, p.now.start
    for name in _BARE:
        if source.startswith(name, start) and all(
            p.peek(j).kind == "letter" for j in range(len(name))
        ):
            after = source[start + len(name) : start + len(name) + 1]
            if name == "lim":
                return name if after == "_" else ""
            product = after.isalpha() and name == "ln" and not _LN.search(source)
            return "" if product else name
    return ""


_STOPS = frozenset(("cdot", "times", "div", "ast", "odot"))


def _derived(p: LatexParser, op: Op, token: Token) -> Term:
    """tanh'(z), sin''(x)."""
    count = 0
    while p.sign("'"):
        p.k += 1
        count += 1
    at = function_argument(p, token)
    x = at if type(at) is Sym else Sym("x")
    body = p.app(op, (p.leaf(Sym(x.name), token),), token.start)
    return p.bind(ops.DIFF, x, body, (at, Num(count)), token.start)


def function_argument(p: LatexParser, token: Token) -> Term:
    """The argument of a function: a bracket, or the product up to the next function, sign or bracket."""
    p.enter(token)
    start = p.now
    p.operand = p.k
    bracketed = start.kind == "sign" and start.text in ("(", "[", "\\{")
    if start.kind == "sign" and start.text in ("-", "+"):
        x = p.expression(MUL)
    elif bracketed:
        x = p.prefix(40)
        if p.sign("'"):
            raise p.unexpected()
    else:
        if start.kind == "sign" and start.text == "^":
            raise p.unexpected()
        x = p.expression(POW)
        whole = start.kind == "cmd" and (
            start.text in FUNCTIONS or start.text in ("sum", "prod", "int")
        )
        while not whole and not _argument_ends(p):
            right = p.expression(POW)
            x = multiply(p, x, right, start.start)
        if not whole:
            x = _further(p, x, start, token)
    p.nesting -= 1
    return x


def _further(p: LatexParser, x: Term, start: Token, token: Token) -> Term:
    """sin x (y), sin x / y: the argument ends before; the other way it takes in what follows."""
    after = p.now
    if after.kind != "sign":
        return x
    if after.text in ("(", "[") and start.text not in ("|", "l|", "{"):
        p.note(
            "argument-reach",
            token.start,
            Text("the argument ends before the bracket", "函数的自变量到括号为止"),
        )
        if p.otherwise("argument-reach", token.start):
            return multiply(p, x, p.expression(POW), start.start)
    if after.text == "/":
        p.note(
            "argument-reach",
            token.start,
            Text("the argument ends before the stroke", "函数的自变量到斜线为止"),
        )
        if p.otherwise("argument-reach", token.start):
            p.k += 1
            return p.app(ops.DIV, (x, p.expression(POW)), start.start)
    return x


def _argument_ends(p: LatexParser) -> bool:
    token = p.now
    if p.level(token) != 20 or at_differential(p):
        return True
    if token.kind == "sign" or (token.kind == "letter" and bare_name(p)):
        return True
    if token.kind == "cmd":
        if token.text in _STOPS or token.text in FUNCTIONS or p.ends_argument(token.text):
            return token.text not in ("frac", "dfrac", "tfrac", "sqrt", "binom")
        if token.text in ("operatorname", "mathrm", "begin cases", "begin matrix"):
            return True
    return token.kind == "num"
