"""Derivatives of what is defined by the variable without showing it: only the definition may be applied to them."""

from __future__ import annotations

from tuidao.check.conditions import Context
from tuidao.lang import op as ops
from tuidao.lang.definitions import named_symbols, stated_entries
from tuidao.lang.recursions import recursive_families
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, free_symbols, subterms


def loses_definition(before: Term, after: Term, context: Context) -> bool:
    """Does a step take such a derivative away?"""
    if not any(type(f) is App and f.op is ops.EQ for f in context.facts):
        return False
    hidden = [s for _, s in subterms(before) if not s.loose and hides(s, context)]
    return bool(hidden) and not set(hidden) <= {s for _, s in subterms(after)}


def hides(slope: Term, context: Context) -> bool:
    """Is it the derivative by z of what does not show z, though it is defined by z: ∂a_l/∂b, a_l = σ(a_(l−1) + b_l)?

    To such a derivative only the definition may be applied: that it does not depend on z is not so.
    """
    if not (type(slope) is Bind and slope.op in (ops.PARTIAL, ops.DIFF)):
        return False
    z = slope.over[0]
    stated: dict[Sym, Term] = {h: d for h, (_, d) in stated_entries(context.facts).items()}
    stated |= named_symbols(context.facts)
    if type(z) is not Sym or not stated:
        return False
    moving = {h for h, d in stated.items() if z in free_symbols(d)}
    for _ in stated:
        moving |= {h for h, d in stated.items() if moving & free_symbols(d)}
    inputs = {App(ops.INDEX, (h, Num(0))) for h in recursive_families(context.facts)}
    return bool(moving) and _bare(slope.body, moving, inputs)


def _bare(t: Term, moving: set[Sym], inputs: set[App]) -> bool:
    """Does one of these occur but as a_l(b), b being what is bound, or as the input a_0 of a recursion?"""
    if type(t) is Sym:
        return t in moving
    if t in inputs:
        return False
    if type(t) is App and t.op is ops.CALL and t.args[-1].loose:
        return any(_bare(a, moving, inputs) for a in children(t.args[0])[1:])
    return any(_bare(c, moving, inputs) for c in children(t))
