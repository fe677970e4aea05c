"""Maxima and minima: of listed numbers, over an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.build import picks_entry
from tuidao.lang.op import Op
from tuidao.lang.term import App, Sym, Term
from tuidao.read.latex.ranges import Range, read_range
from tuidao.read.latex.token import Token
from tuidao.read.latex.totals import reaching
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


_ENDLESS = App(ops.OO, ())


def extremum(p: LatexParser, op: Op, token: Token) -> Term:
    """max(a, b), max{a, b}, max_j z_j."""
    if p.sign("_"):
        return _over_index(p, op, token)
    if p.now.text not in ("(", "\\{", "[") or p.now.kind != "sign":
        raise p.build.refusal(
            "unsupported",
            token.start,
            p.now.end,
            Text("the largest of what?", "最大（小）值的范围不明"),
            help=Text(r"write \max(a, b)", r"应写成 \max(a, b)"),
        )
    opened = p.now
    p.k += 1
    args = [p.inside(opened)]
    while p.sign(","):
        p.k += 1
        args.append(p.inside(opened))
    p.expect({"(": ")", "[": "]", "\\{": "\\}"}[opened.text], opened)
    return p.app(op, tuple(args), token.start)


def _over_index(p: LatexParser, op: Op, token: Token) -> Term:
    found = read_range(p, token)
    if found.only is not None or any(r.last == _ENDLESS for r in found.runs):
        raise _not_over_index(p, token)
    p.enter(token)
    body = reaching(p, found.names, token)
    p.nesting -= 1
    if found.other is not None or found.members:
        body = _among(p, op, body, found, token)
    written, unwritten = (
        (ops.MAX_OVER, ops.MAX_ALL) if op is ops.MAX else (ops.MIN_OVER, ops.MIN_ALL)
    )
    for run in reversed(found.runs):
        if not picks_entry(body, Sym(run.name)):
            raise _not_over_index(p, token)
        if run.first is None or run.last is None:
            body = p.bind(unwritten, Sym(run.name), body, (), token.start)
        else:
            body = p.bind(written, Sym(run.name), body, (run.first, run.last), token.start)
    return body


def _among(p: LatexParser, op: Op, body: Term, found: Range, token: Token) -> Term:
    """The entries at the indices that are meant; −∞ (+∞ for a minimum) at all others, which decides nothing."""
    there = list(found.members)
    if found.other is not None:
        (name,) = found.names
        index = p.build.at(Sym(name), token.start, p.last_end())
        there.append(p.app(ops.NE, (index, found.other), token.start))
    where = there[0] if len(there) == 1 else p.app(ops.AND, tuple(there), token.start)
    never: Term = p.app(ops.OO, (), token.start)
    if op is ops.MAX:
        never = p.app(ops.NEG, (never,), token.start)
    rest = p.app(ops.TRUE, (), token.start)
    return p.app(ops.PIECEWISE, (body, where, never, rest), token.start)


def _not_over_index(p: LatexParser, token: Token) -> InputError:
    """A maximum over real numbers is another matter: it need not exist, and no letter says over which."""
    return p.build.refusal(
        "unsupported",
        token.start,
        p.last_end(),
        Text(
            "a maximum or minimum is read of listed numbers, or of entries over their index",
            "只支持列出的各数，或一族数按指标取最大（小）值",
        ),
        help=Text(r"write \max(a, b) or \max_{j} z_j", r"应写成 \max(a, b) 或 \max_{j} z_j"),
    )
