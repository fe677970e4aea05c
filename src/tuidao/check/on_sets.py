"""Continuous or differentiable on a set, part by part: sums, products and compositions of what the facts name."""

from __future__ import annotations

from tuidao.check.conditions import Context, known
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, defined, is_op, ne
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Sym, Term, bind, free_symbols, instantiate, mentions

_SUMS = (ops.ADD, ops.SUB, ops.MUL, ops.NEG)
_SMOOTH = (ops.SIN, ops.COS, ops.EXP, ops.SINH, ops.COSH, ops.TANH, ops.ATAN, ops.ASINH)


def at_the_same_point(t: Bind, context: Context) -> bool:
    """Is it stated of the function at this point, written another way (x + 0 for x)?"""
    from tuidao.check.normal import same

    return any(
        type(fact) is Bind
        and fact.op in (t.op, ops.DIFFERENTIABLE)
        and fact.body == t.body
        and same(fact.over[0], t.over[0]) is True
        for fact in context.facts
    )


def by_parts(t: Bind, context: Context) -> bool | tuple[Term, ...] | None:
    """Is the function so on the set, because each of its parts is: by a fact, or for being smooth everywhere?

    A tuple: it is where these parts are; None: not known.
    """
    taken = free_symbols(t) | {o.symbol for o in context.opened}
    for fact in context.facts:
        taken |= free_symbols(fact)
    x = fresh(t.name or "x", taken)
    missing: list[Term] = []
    if not _holds(instantiate(t.body, x), x, t, context, missing):
        return None
    return True if not missing else tuple(dict.fromkeys(missing)) if missing != [t] else None


def _holds(part: Term, x: Sym, t: Bind, context: Context, missing: list[Term]) -> bool:
    from tuidao.check.settle import settle_known

    if part == x or _stated(part, x, t, context):
        return True
    if not mentions(part, x):
        return settle_known(defined(part), context) is True
    if type(part) is Bind and part.op is ops.DIFF or is_op(part, ops.CALL):
        missing.append(bind(t.op, x, part, *t.over))
        return True
    if type(part) is not App:
        return False
    if part.op in _SUMS or part.op in _SMOOTH:
        return all(_holds(a, x, t, context, missing) for a in part.args)
    if part.op is ops.POW:
        n = part.args[1]
        natural = type(n) is Num and n.value.denominator == 1 and n.value > 0
        return natural and _holds(part.args[0], x, t, context, missing)
    if part.op is ops.DIV and not mentions(part.args[1], x):
        below = settle_known(ne(part.args[1], ZERO), context) is True
        return below and _holds(part.args[0], x, t, context, missing)
    return False


def _stated(part: Term, x: Sym, t: Bind, context: Context) -> bool:
    """Do the facts say it of this part: on the set, or on the closed interval with the same ends; what is
    differentiable there is continuous."""
    (where,) = t.over
    sets = [where]
    if type(where) is App and where.op is ops.INTERVAL_OPEN:
        sets.append(App(ops.INTERVAL, where.args))
    strong = (t.op, ops.DIFFERENTIABLE_ON)
    return any(known(bind(op, x, part, s), context.facts) for op in strong for s in sets)
