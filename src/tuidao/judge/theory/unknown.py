"""A function that nothing defines, fixed by what makes the line consistent: f(x + h) − f(x) = sin(x + h) − sin x."""

from __future__ import annotations

from tuidao.judge.theory.common import function_of, opened
from tuidao.lang import op as ops
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Sym, Term, children, free_symbols, substitute
from tuidao.text import Text

MEANT = Text("read with {f}({x}) = {value}", "理解为 {f}({x}) = {value}")


def unknown_function(claim: App) -> tuple[Sym, Sym, Term] | None:
    """(f, x, value) such that both sides are the same with f(x) = value, f standing on one side alone; else None."""
    if claim.op is not ops.EQ:
        return None
    for side, other in (claim.args, claim.args[::-1]):
        names = {p[0] for p in map(function_of, _every(side)) if p is not None}
        taken = {p[0] for p in map(function_of, _every(other)) if p is not None}
        for f in sorted(names - taken, key=str):
            found = _matched(side, other, f)
            if found is not None:
                return f, *found
    return None


def _every(t: Term) -> list[Term]:
    """Every part of `t`, bound variables left as references."""
    found = [t]
    for c in children(t):
        found += _every(c)
    return found


def _matched(side: Term, other: Term, f: Sym) -> tuple[Sym, Term] | None:
    pairs: list[tuple[Term, Term]] = []
    if not _collect(side, other, f, pairs) or len(pairs) < 2:
        return None
    for argument, value in pairs:
        if type(argument) is not Sym:
            continue
        if f in free_symbols(value):
            return None
        if all(substitute(value, {argument: a}) == v for a, v in pairs):
            return argument, value
    return None


def _collect(t: Term, other: Term, f: Sym, pairs: list[tuple[Term, Term]]) -> bool:
    """Are the two alike but for f(…), which may stand for anything? `pairs` takes down for what."""
    call = function_of(t)
    if call is not None and call[0] == f:
        pairs.append((call[1], other))
        return True
    if type(t) is not type(other):
        return False
    if isinstance(t, Bind) and isinstance(other, Bind):
        if t.op is not other.op or t.over != other.over:
            return False
        x, body = opened(t)
        y, second = opened(other)
        z = fresh(t.name or "x", free_symbols(t) | free_symbols(other))
        return _collect(substitute(body, {x: z}), substitute(second, {y: z}), f, pairs)
    if isinstance(t, App) and isinstance(other, App):
        if t.op is not other.op or len(t.args) != len(other.args):
            return False
        return all(_collect(a, b, f, pairs) for a, b in zip(t.args, other.args, strict=True))
    return t == other
