"""Branches that numbers decide: conditions between rationals, and piecewise terms without what they rule out."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Term

_DECIDED: dict[Op, Callable[[Fraction, Fraction], bool]] = {
    ops.LT: lambda a, b: a < b,
    ops.LE: lambda a, b: a <= b,
    ops.GT: lambda a, b: a > b,
    ops.GE: lambda a, b: a >= b,
    ops.EQ: lambda a, b: a == b,
    ops.NE: lambda a, b: a != b,
}


def _truth(t: Term) -> bool | None:
    """Whether a condition between numbers holds; None where it is not one."""
    if type(t) is not App:
        return None
    if t.op in (ops.TRUE, ops.FALSE):
        return t.op is ops.TRUE
    if t.op in _DECIDED:
        a, b = t.args
        return _DECIDED[t.op](a.value, b.value) if type(a) is Num and type(b) is Num else None
    if t.op in (ops.AND, ops.OR):
        parts = {_truth(a) for a in t.args}
        settles = t.op is ops.OR
        return settles if settles in parts else None if None in parts else not settles
    return None


def without_false_branches(args: tuple[Term, ...]) -> Term:
    """A piecewise term without the branches that numbers rule out."""
    kept: list[Term] = []
    for v, condition in zip(args[::2], args[1::2], strict=True):
        holds = _truth(condition)
        if holds and not kept:
            return v
        if holds is not False:
            kept += [v, condition]
        if holds:
            break
    return App(ops.PIECEWISE, tuple(kept)) if kept else App(ops.PIECEWISE, args)
