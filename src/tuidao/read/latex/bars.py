"""Bars of evaluation: F|ₐᵇ, F|ₓ₌ₐ."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, instantiate
from tuidao.read.latex.evidence import is_d
from tuidao.read.latex.letters import argument
from tuidao.read.latex.levels import ADD, MUL
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def left_dot(p: LatexParser, token: Token) -> Term:
    """\\left. F \\right|_a^b; the dot without such a bar says nothing."""
    if not any(t.kind == "sign" and t.text == "r|" for t in p.tokens[p.k :]):
        return p.prefix(MUL)
    p.dots += 1
    t = p.inside(token, ADD)
    p.dots -= 1
    p.expect("r|", token)
    return evaluated(p, t, token.start)


def takes_more(p: LatexParser, t: Term) -> bool:
    """Does the bar behind `t` belong to the sum that `t` ends? It does, where its variable stands there too."""
    if not p.sums or p.sums[-1][0] != p.nesting:
        return False
    free = {s.name for s in free_symbols(t)}
    named = p.peek(3).text if p.peek(2).text == "{" and p.peek(4).text == "=" else ""
    x = named or ("x" if "x" in free else free.pop() if len(free) == 1 else "")
    if Sym(x) not in free_symbols(p.sums[-1][1]):
        return False
    p.note("bar-reach", p.now.start, Text("the bar takes in the whole sum", "竖线作用于整个和式"))
    return not p.otherwise("bar-reach", p.now.start)


def evaluated(p: LatexParser, t: Term, start: int) -> Term:
    """F|ₐᵇ or F|ₓ₌ₐ, the bar being taken."""
    lower: Term | None = None
    upper: Term | None = None
    x: Sym | None = None
    while (p.sign("_") and lower is None) or (p.sign("^") and upper is None):
        below = p.sign("_")
        p.k += 1
        bound = argument(p)
        named = _named(p, bound)
        if named is not None:
            x, bound = named
        lower, upper = (bound, upper) if below else (lower, bound)
    if lower is None or (isinstance(lower, App) and lower.op.sort is ops.Sort.BOOL):
        raise p.unexpected("_")
    if x is None:
        free = free_symbols(t)
        if Sym("x") in free:
            x = Sym("x")
        elif len(free - integrated_ahead(p)) == 1:
            (x,) = free - integrated_ahead(p)
        else:
            raise p.build.refusal(
                "unclear-bar",
                start,
                p.last_end(),
                Text("which variable takes these values?", "哪个变量取这些值？"),
                help=Text(r"write |_{x=a}^{x=b}", r"请写成 |_{x=a}^{x=b}"),
            )
    if upper is None:
        if isinstance(t, Bind) and t.op is ops.DIFF and t.over[0] == x:
            f = instantiate(t.body, x)
            return p.bind(ops.DIFF, x, f, (lower, t.over[1]), start)
        return p.bind(ops.AT, x, t, (lower,), start)
    return p.bind(ops.BETWEEN, x, t, (lower, upper), start)


def _named(p: LatexParser, bound: Term) -> tuple[Sym, Term] | None:
    """x and a at x = a; a letter that stands for its own function elsewhere, as u does in du/dx, is a letter here."""
    if not (isinstance(bound, App) and bound.op is ops.EQ):
        return None
    left, value = bound.args
    head = left.args[0] if isinstance(left, App) and left.op is ops.CALL else left
    if type(head) is not Sym or (head != left and head.name not in p.evidence.dependents):
        return None
    return head, value


def integrated_ahead(p: LatexParser) -> set[Sym]:
    """The letters whose differentials stand further on: an enclosing integral is over those."""
    return (
        {
            Sym(two.text)
            for one, two in pairwise(p.tokens[p.k :])
            if is_d(one) and two.kind == "letter"
        }
        if p.integrals
        else set()
    )
