"""What `name(…)` means in plain text: a function, a user's own function, a product."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import Num, Sym, Term
from tuidao.read.names import FUNCTION_LETTERS, FUNCTIONS, OTHER_CALLS
from tuidao.read.plain.binders import CALLS
from tuidao.read.plain.call import Call
from tuidao.read.plain.levels import AND, FOR
from tuidao.read.plain.tokens import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.plain.parser import PlainParser


def call(parser: PlainParser, name: Token, symbol: Term | None = None) -> Term:
    """Read `name(…)`, the current token being its bracket (or primes before it)."""
    primes = 0
    if parser.now.kind == "prime":
        primes = len(parser.now.text)
        parser.k += 1
        if not parser.sign("("):
            raise parser.unexpected("(")
    if symbol is not None and not primes and not _is_call(parser, name):
        return symbol
    made = Call(parser, name)
    _arguments(made)
    if symbol is not None:
        if primes:
            return _primed(made, symbol, primes)
        return made.make(ops.CALL, symbol, *made.args)
    text = name.text
    if text in CALLS:
        usage, handler = CALLS[text]
        result = handler(made)
        if result is None:
            raise made.wrong(usage)
        return result
    op = FUNCTIONS.get(text) or OTHER_CALLS[text]
    return _function(made, op)


def _arguments(made: Call) -> None:
    parser = made.parser
    opened = parser.now
    parser.enter(opened)
    parser.k += 1
    bars, sets = parser.bars, parser.sets
    parser.bars, parser.sets = 0, False
    while not parser.sign(")"):
        token, after = parser.now, parser.tokens[min(parser.k + 1, len(parser.tokens) - 1)]
        if token.kind == "string":
            made.words.append(token.text)
            parser.k += 1
        elif token.kind == "name" and token.text in _KEYWORDS and after.text == "=":
            parser.k += 2
            value = parser.now
            if value.kind == "string":
                parser.k += 1
                made.named[token.text] = value.text
            else:
                made.named[token.text] = parser.expression(AND)
        else:
            made.args.append(parser.expression(FOR))
        if not parser.sign(","):
            break
        parser.k += 1
    parser.expect(")", opened)
    parser.bars, parser.sets = bars, sets
    parser.nesting -= 1


_KEYWORDS = frozenset({"at", "by", "dir", "base", "unit"})


_LEAST = {ops.CALL: 2, ops.INDEX: 2, ops.MAX: 1, ops.MIN: 1}


def _function(made: Call, op: Op) -> Term:
    args = made.args
    usage = f"{made.name.text}({', '.join('xyz'[: op.arity or 2])})"
    if made.words or made.named or (not args and op.arity is not None):
        raise made.wrong(usage)
    if op is ops.LOG and len(args) == 2:
        return made.make(ops.LOGB, *args)
    if op is ops.ROOT and len(args) == 1:
        return made.make(ops.SQRT, *args)
    if op.arity is not None and len(args) != op.arity:
        raise made.wrong(usage)
    if len(args) < _LEAST.get(op, 0):
        raise made.wrong(usage)
    return made.make(op, *args)


# ------------------------------------------------------------ a user's functions


def _is_call(parser: PlainParser, name: Token) -> bool:
    """Is `name(` a call (True) or a product (False)? Refuses where nobody could tell."""
    text = name.text
    if text in parser.functions or text in FUNCTION_LETTERS:
        return True
    head = text.partition("_")[0].rstrip("0123456789")
    if head in FUNCTION_LETTERS:
        return True
    inside, many = _peek(parser)
    if len(text) == 1 or "_" in text or (len(text) > 1 and not text.isalpha()):
        if many or (text == "y" and inside == 1):
            return True
        if inside > 1:
            return False
        raise _refuse_unclear(parser, name)
    if len(text) > 1 and text in _GREEK_FACTORS and not many and inside > 1:
        return False
    raise _refuse_unknown(parser, name)


_GREEK_FACTORS = frozenset(
    (
        "pi",
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "theta",
        "lambda",
        "mu",
        "nu",
        "rho",
        "tau",
        "omega",
        "eta",
    )
)


def _peek(parser: PlainParser) -> tuple[int, bool]:
    """How many tokens the bracket at the current token holds, and whether a comma is among them."""
    depth, k, count, many = 0, parser.k, 0, False
    while parser.tokens[k].kind != "end":
        text = parser.tokens[k].text if parser.tokens[k].kind == "sign" else ""
        if text in ("(", "[", "{"):
            depth += 1
        elif text in (")", "]", "}"):
            depth -= 1
            if depth == 0:
                break
        elif text == "," and depth == 1:
            many = True
        count += 1
        k += 1
    return count - 1, many


def _refuse_unclear(parser: PlainParser, name: Token) -> InputError:
    text = name.text
    return parser.build.refusal(
        "call-or-product",
        name.start,
        parser.now.end,
        Text(
            f"{text}(…) may be a function applied or a product",
            f"{text}(…) 可能是函数，也可能是乘积",
        ),
        Text("which one?", "是哪一种？"),
        Text(
            f"for the product write {text}*(…); f, g, h name functions",
            f"乘积请写成 {text}*(…)；f、g、h 表示函数",
        ),
    )


def _refuse_unknown(parser: PlainParser, name: Token) -> InputError:
    known = sorted({*FUNCTIONS, *OTHER_CALLS, *CALLS})
    close = get_close_matches(name.text, known, 1, 0.75)
    help = Text(f"write {close[0]}(…)", f"请写成 {close[0]}(…)") if close else None
    return parser.build.refusal(
        "unknown-function",
        name.start,
        name.end,
        Text(f"no function is called {name.text}", f"没有名为 {name.text} 的函数"),
        Text("not known", "未知的函数"),
        help,
    )


def _primed(made: Call, symbol: Term, primes: int) -> Term:
    """f'(a): the derivative of f at a."""
    if len(made.args) != 1 or made.words or made.named:
        raise made.wrong("f'(a)")
    at = made.args[0]
    x = at if type(at) is Sym and at != symbol else Sym("x" if symbol != Sym("x") else "t")
    body = made.make(
        ops.CALL, symbol, made.parser.build.at(Sym(x.name), *made.parser.build.span(at))
    )
    return made.bind(ops.DIFF, x, body, at, Num(primes))
