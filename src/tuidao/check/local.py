"""A piecewise function near a point at which one of its cases holds on a whole neighbourhood: that case's value."""

from __future__ import annotations

from tuidao.check.conditions import Context
from tuidao.lang import op as ops
from tuidao.lang.build import continuous, gt, is_op, lt, ne, true
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Sym,
    Term,
    bind,
    children,
    free_symbols,
    instantiate,
    mentions,
    rebuild,
    substitute,
)

_HOLDS = {ops.GT: gt, ops.GE: gt, ops.LT: lt, ops.LE: lt, ops.NE: ne}
_FAILS = {ops.GT: lt, ops.GE: lt, ops.LT: gt, ops.LE: gt, ops.EQ: ne}


def has_pieces(t: Term) -> bool:
    """Does a piecewise value occur, under no binder?"""
    return type(t) is App and (t.op is ops.PIECEWISE or any(has_pieces(a) for a in t.args))


def local(t: Term, x: Sym, at: Term, context: Context) -> Term:
    """`t` as a function of x near `at`, with piecewise values read off where one case is seen to hold all around."""
    if type(t) is not App or not has_pieces(t):
        return t
    if t.op is not ops.PIECEWISE or not mentions(t, x):
        return rebuild(t, tuple(local(a, x, at, context) for a in t.args))
    for value, case in zip(t.args[::2], t.args[1::2], strict=True):
        if _around(case, x, at, context, _HOLDS):
            return local(value, x, at, context)
        if not _around(case, x, at, context, _FAILS):
            return t
    return t


def slopes_read_off(t: Term, context: Context) -> Term:
    """Derivatives of piecewise functions replaced by those of the case that holds around the point."""
    if type(t) is Bind and t.op is ops.DIFF and has_pieces(t.body):
        x = fresh(t.name or "x", free_symbols(t) | {o.symbol for o in context.opened})
        body = local(instantiate(t.body, x), x, t.over[0], context)
        return bind(ops.DIFF, x, body, *t.over)
    if type(t) is App and any(type(c) is not Sym for c in children(t)):
        return rebuild(t, tuple(slopes_read_off(a, context) for a in t.args))
    return t


def _around(case: Term, x: Sym, at: Term, context: Context, strictly: dict) -> bool:  # type: ignore[type-arg]
    """Does the case hold (or fail) at every point near `at`? An inequality between continuous terms does where it
    is strict there."""
    from tuidao.check.settle import settle_known

    holds = strictly is _HOLDS
    if case == true:
        return holds
    if is_op(case, ops.AND) and isinstance(case, App):
        found = [_around(c, x, at, context, strictly) for c in case.args]
        return all(found) if holds else any(found)
    if not (type(case) is App and case.op in strictly):
        return False
    a, b = case.args
    there = substitute(strictly[case.op](a, b), {x: at})
    if settle_known(there, context) is not True:
        return False
    return settle_known(continuous(a - b, x, at), context) is True
