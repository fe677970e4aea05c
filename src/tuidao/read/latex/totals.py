"""Sums and products over an index: what stands below and above, the index left out, how far they reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols
from tuidao.read.latex.levels import ADD, MUL
from tuidao.read.latex.ranges import Range, no_range, read_range
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def total(p: LatexParser) -> Term:
    """Σ and Π: from … to …, over i alone, over j ≠ i."""
    token = p.now
    op = ops.SUM if token.text == "sum" else ops.PRODUCT
    p.k += 1
    found = read_range(p, token)
    narrowed = found.other is not None or found.members
    if op is ops.PRODUCT and not narrowed and any(r.first is None for r in found.runs):
        raise no_range(p, token)
    body = reaching(p, found.names, token) if op is ops.SUM else factors(p, found.names, token)
    if found.other is not None:
        body = _without(p, op, body, found, token)
    if found.only is not None:
        body = _only(p, op, body, found, token)
    if found.order is not None:
        body = _in_order(p, op, body, found, token)
    for member in reversed(found.members):
        body = _where(p, op, body, member, token)
    for run in reversed(found.runs):
        if run.first is None or run.last is None:
            unwritten = ops.SUM_ALL if op is ops.SUM else ops.PRODUCT_ALL
            body = p.bind(unwritten, Sym(run.name), body, (), token.start)
        else:
            body = p.bind(op, Sym(run.name), body, (run.first, run.last), token.start)
    return body


def _without(p: LatexParser, op: Op, body: Term, found: Range, token: Token) -> Term:
    """The terms of a sum (factors of a product) but the one left out: that is 0 (1).

    A factor 1 − δ, where the term left out has a value all the same; else a distinction of cases.
    """
    (name,) = found.names
    assert found.other is not None
    index = p.build.at(Sym(name), token.start, p.last_end())
    one = p.build.at(Num(1), token.start, p.last_end())
    if op is ops.SUM and not _may_break(body, Sym(name), free_symbols(found.other)):
        delta = p.app(ops.KRONECKER, (index, found.other), token.start)
        return p.app(ops.MUL, (p.app(ops.SUB, (one, delta), token.start), body), token.start)
    there = p.app(ops.EQ, (index, found.other), token.start)
    least = one if op is ops.PRODUCT else p.build.at(Num(0), token.start, p.last_end())
    rest = p.app(ops.TRUE, (), token.start)
    return p.app(ops.PIECEWISE, (least, there, body, rest), token.start)


def _where(p: LatexParser, op: Op, body: Term, member: Term, token: Token) -> Term:
    """The terms of a sum (factors of a product) whose indices are in the set: a factor 1{i ∈ S}, or else cases."""
    if op is ops.SUM:
        return p.app(ops.MUL, (p.app(ops.INDICATOR, (member,), token.start), body), token.start)
    one = p.build.at(Num(1), token.start, p.last_end())
    rest = p.app(ops.TRUE, (), token.start)
    return p.app(ops.PIECEWISE, (body, member, one, rest), token.start)


def _only(p: LatexParser, op: Op, body: Term, found: Range, token: Token) -> Term:
    """The one term of a sum at which its index is the letter given; 0 elsewhere (1 for a product)."""
    (name,) = found.names
    assert found.only is not None
    index = p.build.at(Sym(name), token.start, p.last_end())
    if op is ops.SUM:
        delta = p.app(ops.KRONECKER, (index, found.only), token.start)
        return p.app(ops.MUL, (delta, body), token.start)
    there = p.app(ops.EQ, (index, found.only), token.start)
    rest = p.app(ops.TRUE, (), token.start)
    return p.app(
        ops.PIECEWISE, (body, there, p.build.at(Num(1), *p.build.span(body)), rest), token.start
    )


def _in_order(p: LatexParser, op: Op, body: Term, found: Range, token: Token) -> Term:
    """The terms with i < j only: a factor 1{i < j}."""
    assert found.order is not None
    if op is ops.PRODUCT:
        raise no_range(p, token)
    i, j = (p.build.at(Sym(r.name), token.start, p.last_end()) for r in found.runs)
    there = p.app(ops.INDICATOR, (p.app(found.order, (i, j), token.start),), token.start)
    return p.app(ops.MUL, (there, body), token.start)


_WHOLE = (
    *(ops.ADD, ops.SUB, ops.MUL, ops.NEG, ops.INDEX, ops.EXP, ops.ABS, ops.SIN, ops.COS),
    *(ops.ATAN, ops.TANH, ops.SIGMOID, ops.E, ops.PI),
)


def _whole_power(t: App) -> bool:
    """(x_i − x_j)², e^(x_i − x_j): these have values everywhere."""
    if t.op is not ops.POW:
        return False
    base, n = t.args
    natural = isinstance(n, Num) and n.value.denominator == 1 and n.value > 0
    return natural or isinstance(base, App) and base.op is ops.E


def _may_break(t: Term, i: Sym, others: frozenset[Sym]) -> bool:
    """Might `t` have no value where the index is the other: 1/(x_i − x_j)?"""
    free = free_symbols(t)
    if i not in free or not others & free:
        return False
    if isinstance(t, App) and (t.op in _WHOLE or _whole_power(t)):
        return any(_may_break(a, i, others) for a in t.args)
    return isinstance(t, App | Bind)


def reaching(p: LatexParser, names: frozenset[str], token: Token) -> Term:
    """The body of Σ or lim: a product, and further terms where they speak of the bound letter."""
    start = p.now.start
    body = p.expression(MUL)
    if not (p.now.kind == "sign" and p.now.text in ("+", "-")) or p.integrals:
        return body
    if _speaks_on(p, names) != p.otherwise("reach", token.start):
        p.note(
            "reach",
            token.start,
            Text(
                "it reaches over the terms that follow, which speak of its letter",
                "后面的项含有其指标，故一并归入",
            ),
        )
        return p.continued(body, ADD, start)
    p.note(
        "reach", token.start, Text("it reaches up to the next + or −", "作用范围到下一个加减号为止")
    )
    return body


def factors(p: LatexParser, names: frozenset[str], token: Token) -> Term:
    """The body of ∏: up to a further ∏ or Σ whose terms do not speak of its letter, which is a factor beside it."""
    kept = p.stop
    p.stop = _next_total(p, names)
    body = reaching(p, names, token)
    p.stop = kept
    return body


def _next_total(p: LatexParser, names: frozenset[str]) -> int:
    """Where a further ∏ or Σ of the same product stands that no bound letter is spoken of behind; −1 for none."""
    depth, at = 0, -1
    k = p.k
    while k < len(p.tokens) and p.tokens[k].kind != "end":
        token = p.tokens[k]
        sign = token.text if token.kind == "sign" else ""
        if sign in _OPENS:
            depth += 1
        elif sign in _SHUTS:
            depth -= 1
            if depth < 0:
                break
        elif depth == 0:
            if sign in ("+", "-", "=", "<", ">", ",", "\\\\", ";", "&") or token.gap:
                break
            if token.kind == "cmd" and token.text in _ENDS:
                break
            if token.kind == "cmd" and token.text in ("sum", "prod") and k > p.k and at < 0:
                at = k
        bound_anew = at >= 0 and p.tokens[k - 1].text in ("{", "_") and _binds(p, k)
        if at >= 0 and token.text in names and token.kind in ("letter", "cmd"):
            return at if bound_anew else -1
        k += 1
    return at


def _binds(p: LatexParser, k: int) -> bool:
    """Does the letter stand below a Σ or ∏ as what it runs through?"""
    back = 2 if p.tokens[k - 1].text == "{" else 1
    return p.tokens[k - back].text == "_" and p.tokens[k - back - 1].text in ("sum", "prod")


_OPENS = frozenset(("(", "[", "{", "\\{", "l|"))
_SHUTS = frozenset((")", "]", "}", "\\}", "r|"))


def _speaks_on(p: LatexParser, names: frozenset[str]) -> bool:
    """Does what follows in this bracket mention a bound letter that nothing else binds?"""
    depth, k = 0, p.k
    while k < len(p.tokens) and p.tokens[k].kind != "end":
        token = p.tokens[k]
        if token.kind == "sign":
            if token.text in ("(", "[", "{", "\\{"):
                depth += 1
            elif token.text in (")", "]", "}", "\\}"):
                depth -= 1
                if depth < 0:
                    return False
            elif depth == 0 and (token.text in ("=", "<", ">", ",", "\\\\", ";", "&") or token.gap):
                return False
        elif token.kind == "cmd":
            if token.text in ("sum", "prod", "lim", "int", "max", "min"):
                return False
            if depth == 0 and token.text in _ENDS:
                return False
        if token.text in names and token.kind in ("letter", "cmd"):
            return True
        k += 1
    return False


_ENDS = frozenset(
    ("le", "leq", "ge", "geq", "ne", "neq", "approx", "to", "Rightarrow", "equiv", "in")
)
