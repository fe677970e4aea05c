"""A symbol: a name with its marks, and what they and a bracket behind it make of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import Num, Sym, Term
from tuidao.read.latex.calls import call, divergence, is_call
from tuidao.read.latex.evidence import DEPENDENT
from tuidao.read.latex.letters import subscript, upper_mark
from tuidao.read.latex.names import (
    STRONG,
    WEAK,
)
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def symbol(p: LatexParser, name: str, token: Token) -> Term:
    """A name with its marks: subscripts, primes, (i) above; then a call, where it is one."""
    indices: list[Term] = []
    primes: Term | None = None
    base, by = name, ""
    while True:
        if p.sign("_"):
            p.k += 1
            found, suffix = subscript(p, base)
            if found is None and primes is not None and _LETTER.fullmatch(suffix):
                by = suffix[1:]  # y'_x: differentiated by x
            elif found is None:
                name += suffix
            else:
                indices += found
        elif p.sign("'"):
            count = 0
            while p.sign("'"):
                p.k += 1
                count += 1
            primes = Num(count)
        elif p.sign("^") and _inverse(p, base):
            p.k += 5
            name += "_inverse"
        elif p.sign("^"):
            mark = upper_mark(p)
            if mark is None:
                break
            kind, value = mark
            if kind == "prime":
                primes = Num(1)
            elif kind == "star":
                name += "_star"
            elif (base in STRONG or base in WEAK or base in p.functions) and p.sign("("):
                primes = value
            elif value is not None:
                indices.insert(0, value)
        else:
            break
    if name == "gamma_E":
        return p.app(ops.EULER_GAMMA, (), token.start)
    head: Term = p.leaf(Sym(name), token)
    if name in ("D_KL", "KL") and (p.sign("(") or p.sign("[")) and not indices:
        return divergence(p, token)
    if indices:
        head = p.app(ops.INDEX, (head, *indices), token.start)
    functional = p.notation and base[:1].isupper() and p.sign("[") and p.peek(2).text == "]"
    bracket = p.sign("(") or (p.sign("[") and _takes_square(base, name))
    if functional or (bracket and is_call(p, base, name)):  # H[P], B_p[r]
        return call(p, head, primes, token, by)
    if primes is not None:
        return _primed(p, head, base, name, primes, token, by)
    if name in p.evidence.dependents and not indices and name not in p.evidence.bound:
        x = p.leaf(Sym(p.evidence.dependents[name]), token)
        return p.app(ops.CALL, (head, x), token.start)
    return head


def _takes_square(base: str, name: str) -> bool:
    return base in ("f", "g", "E_") or name in ("E_", "E__bb", "Var", "Cov", "P_bb")


_LETTER = re.compile(r"_[a-z]")


def _inverse(p: LatexParser, base: str) -> bool:
    """At ^{-1} behind a function's name, applied or differentiated: the inverse function, no power."""
    if not (base in STRONG or base in p.functions):
        return False
    if [p.peek(k).text for k in range(1, 5)] != ["{", "-", "1", "}"]:
        return False
    after = [p.peek(k).text for k in (5, 6)]
    return after[0] == "(" or after == [")", "'"]


def _primed(
    p: LatexParser, head: Term, base: str, name: str, primes: Term, token: Token, by: str = ""
) -> Term:
    """f' alone is the derivative at the variable; x' is another variable."""
    if base in DEPENDENT or name in p.functions:
        x = Sym(by or p.evidence.dependents.get(name) or p.evidence.variable)
        body = p.app(ops.CALL, (head, p.leaf(Sym(x.name), token)), token.start)
        return p.bind(ops.DIFF, x, body, (p.leaf(Sym(x.name), token), primes), token.start)
    if type(head) is Sym:
        return p.leaf(Sym(name + "_prime" * int(str(primes))), token)
    raise p.build.refusal(
        "unclear-prime",
        token.start,
        p.last_end(),
        Text("what does the prime mean here?", "此处的撇号含义不明"),
    )
