"""Brackets behind a name: is it a function applied, with which arguments, primes included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import App, Num, Sym, Term, children, free_symbols, substitute
from tuidao.read.latex.evidence import WORDS, name_of, word_end
from tuidao.read.latex.levels import FOR
from tuidao.read.latex.names import (
    GREEK,
    STRONG,
    WEAK,
)
from tuidao.read.latex.notation import event
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def is_call(p: LatexParser, base: str, name: str) -> bool:
    """Is what stands before a bracket a function applied, or a factor?"""
    if name in p.functions or base in p.functions:
        return True
    if len(base) > 1 and base not in GREEK and not base.endswith("_") and "_" not in base:
        return True
    inside, comma = _inside(p)
    if p.notation and any(t.kind == "text" for t in inside):
        return True
    ends = 0
    for k, t in enumerate(inside):
        if k < ends:
            continue
        if t.kind == "cmd" and t.text in WORDS and k + 1 < len(inside):
            ends = word_end(inside, k + 1)
        following = inside[k + 1].text if k + 1 < len(inside) else ""
        if name_of(t) == base and following not in ("(", "'") and base not in ("f", "g", "F", "G"):
            return False
    if base in STRONG or comma:
        return True
    plain = base.rstrip("_") if base == "E_" else base.partition("_")[0]
    if base in WEAK or base == "sigma":
        return base not in p.evidence.bare
    sums = any(t.kind == "sign" and t.text in ("+", "-", "(", "^") for t in inside)
    simple = len(inside) == 1 or (not sums and inside[1:2] and inside[1].text in ("_", "|", "||"))
    if (plain in "LEDISRT" and len(plain) == 1) or plain == "ell":
        return plain not in p.evidence.bare
    if (plain.isupper() or plain in "lrswyzx") and len(plain) == 1 and simple:
        called = inside[0].kind != "num" and plain not in p.evidence.bare
        return called or (plain == "y" and plain not in p.evidence.bare)
    return False


def _inside(p: LatexParser) -> tuple[list[Token], bool]:
    """The tokens of the bracket at the current token, and whether a comma of its own is among them."""
    depth, k, comma = 0, p.k, False
    found: list[Token] = []
    while k < len(p.tokens) and p.tokens[k].kind != "end":
        token = p.tokens[k]
        text = token.text if token.kind == "sign" else ""
        if text in ("(", "[", "{", "\\{"):
            depth += 1
        elif text in (")", "]", "}", "\\}"):
            depth -= 1
            if depth == 0:
                break
        elif text in (",", ";") and depth == 1:
            comma = True
        found.append(token)
        k += 1
    return found[1:], comma


def arguments(p: LatexParser) -> tuple[list[Term], bool]:
    """The arguments in the bracket at the current token, and whether a bar parts them."""
    opened = p.now
    p.k += 1
    p.enter(opened)
    saved = p.bars, p.sets, p.split_bar
    p.bars, p.sets, p.split_bar = 0, False, True
    args, bar = [_argument(p)], False
    while _dots_between(p):
        p.k += 2  # f(x_1, …, x_n): those in between are not written
    while p.now.kind == "sign" and p.now.text in (",", ";", "|", "||", "B|"):
        bar = bar or "|" in p.now.text
        again = p.now.text == "|" and p.peek().text == "|"
        p.k += 2 if again else 1
        args.append(_argument(p))
        while _dots_between(p):
            p.k += 2
    p.bars, p.sets, p.split_bar = saved
    p.nesting -= 1
    p.expect(")" if opened.text == "(" else "]", opened)
    return args, bar


def _argument(p: LatexParser) -> Term:
    """One argument; words, in a document, are an event."""
    words = event(p) if p.notation else None
    return p.expression(FOR) if words is None else words


_DOTS = ("ldots", "dots", "cdots", "dotsc", "dotsb")


def _dots_between(p: LatexParser) -> bool:
    """Do a comma and dots come next, and then another argument or the end of the bracket?"""
    first, dots, after = p.now, p.peek(), p.peek(2)
    if first.text != "," or first.kind != "sign" or dots.kind != "cmd" or dots.text not in _DOTS:
        return False
    if after.kind in ("letter", "cmd") and p.notation:  # x_1, x_2, … x_n, the last comma lost
        p.tokens[p.k + 1] = Token("sign", ",", dots.start, dots.end)
        p.k += 1
        return False
    if after.text not in (",", ")"):
        return False
    p.note("dots", dots.start, Text("the arguments between are not written", "省略了中间的自变量"))
    return True


def call(p: LatexParser, head: Term, primes: Term | None, token: Token, by: str = "") -> Term:
    """f(x), f'(x), P(A | B); `by`: the letter below the prime, as in f'_x(x, y)."""
    args, bar = arguments(p)
    if bar:
        if type(head) is not Sym:
            raise p.unexpected()
        head = p.leaf(Sym(head.name + "_given"), token)
    if primes is None:
        return p.app(ops.CALL, (head, *args), token.start)
    if by:
        return partial(p, head, args, primes, by, token)
    if len(args) != 1 or bar:
        raise p.build.refusal(
            "unclear-prime",
            token.start,
            p.last_end(),
            Text("which argument is it differentiated by?", "对哪个变量求导？"),
        )
    at = args[0]
    x = at if type(at) is Sym and at not in free_symbols(head) else Sym("x")
    while x in free_symbols(head):
        x = Sym(x.name + "_")
    body = p.app(ops.CALL, (head, p.leaf(Sym(x.name), token)), token.start)
    return p.bind(ops.DIFF, x, body, (at, primes), token.start)


def partial(
    p: LatexParser, head: Term, args: list[Term], primes: Term, by: str, token: Token
) -> Term:
    """f'_x(x₀, y₀): by the place that x, or x₀, stands at."""
    places = [k for k, a in enumerate(args) if type(a) is Sym and a.name.partition("_")[0] == by]
    if len(places) != 1:
        raise p.build.refusal(
            "unclear-prime",
            token.start,
            p.last_end(),
            Text("which argument is it differentiated by?", "对哪个变量求导？"),
        )
    x = Sym(by)
    while any(x in free_symbols(a) for a in args if a != args[places[0]]):
        x = Sym(x.name + "_")
    inner = [p.leaf(Sym(x.name), token) if k == places[0] else a for k, a in enumerate(args)]
    body = p.app(ops.CALL, (head, *inner), token.start)
    return p.bind(ops.DIFF, x, body, (args[places[0]], primes), token.start)


def divergence(p: LatexParser, token: Token) -> Term:
    """KL(p‖q), with one bar, two, or a comma between."""
    if not p.sign("(") and not p.sign("["):
        return p.leaf(Sym("KL"), token)
    args, _ = arguments(p)
    if len(args) != 2:
        raise p.build.refusal(
            "wrong-arguments",
            token.start,
            p.last_end(),
            Text("a divergence is between two distributions", "散度的参数应为两个分布"),
            help=Text(r"write KL(p \| q)", r"应写成 KL(p \| q)"),
        )
    return p.app(ops.KL, tuple(args), token.start)


def bracket_prime(p: LatexParser, t: Term) -> bool:
    """Is the prime behind this bracket a derivative? It is, where there is anything to differentiate."""
    return bool(free_symbols(t)) or type(t) is Num or isinstance(t, App)


def primed_function(p: LatexParser, t: Term, token: Token) -> Term | None:
    """(f + g)'(x), (f⁻¹)'(y): a function made of functions, differentiated at a point; None for anything else."""
    count = 0
    while p.peek(count).text == "'":
        count += 1
    names = free_symbols(t)
    if p.peek(count).text != "(" or not names or not _of_functions(p, t):
        return None
    p.k += count
    args, bar = arguments(p)
    if len(args) != 1 or bar:
        raise p.unexpected("(")
    x = args[0] if type(args[0]) is Sym and args[0] not in names else Sym("x")
    while x in names:
        x = Sym(x.name + "_")
    values: dict[Sym, Term] = {s: App(ops.CALL, (s, x)) for s in names}
    body = p.build.at(substitute(t, values), token.start, p.last_end(), 40)
    return p.bind(ops.DIFF, x, body, (args[0], Num(count)), token.start)


def _of_functions(p: LatexParser, t: Term) -> bool:
    """Do only functions stand there, joined by + − · /?"""
    if type(t) is Sym:
        return t.name in STRONG | p.functions or t.name.endswith("_inverse")
    if not isinstance(t, App) or t.op not in (ops.ADD, ops.SUB, ops.MUL, ops.DIV, ops.NEG):
        return False
    return all(_of_functions(p, a) for a in t.args)


def differentiated(p: LatexParser, t: Term, start: int) -> Term:
    """(…)': by x where it occurs, by the only letter there is, else refused."""
    count = 0
    while p.sign("'"):
        p.k += 1
        count += 1
    free = free_symbols(t) - _applied(t)
    x = Sym(p.evidence.variable)
    if x not in free:
        known = {s for s in free if s.name in p.evidence.dependents or s.name in STRONG | WEAK}
        if known:
            t = p.build.at(
                substitute(t, {s: App(ops.CALL, (Sym(s.name), x)) for s in known}),
                *p.build.span(t),
                40,
            )
        elif len(free) == 1 and not (type(t) is Sym and t.name in _CONSTANTS):
            (x,) = free
        elif type(t) is Sym and t.name in _CONSTANTS:
            pass  # (C)' = 0: a constant by the variable
        elif free:
            raise p.build.refusal(
                "unclear-prime",
                start,
                p.last_end(),
                Text("which variable is it differentiated by?", "对哪个变量求导？"),
            )
    return p.bind(ops.DIFF, x, t, (p.build.at(Sym(x.name), start, p.last_end()), Num(count)), start)


_CONSTANTS = ("C", "c", "k")  # letters that stand alone for a constant


def _applied(t: Term) -> frozenset[Sym]:
    """The functions applied in `t`: what is differentiated is not them but their values."""
    found = frozenset[Sym]()
    if type(t) is App and t.op is ops.CALL and type(t.args[0]) is Sym:
        found = frozenset((t.args[0],))
    return found.union(*map(_applied, children(t)))
