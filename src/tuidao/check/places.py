"""Places in a term: what is known of the variables of the binders around them, as facts and substitutions."""

from __future__ import annotations

from collections.abc import Iterator

from tuidao.check.conditions import Context
from tuidao.check.memberships import INTERVAL_ENDS, interval_facts
from tuidao.check.signs import TINY
from tuidao.lang import op as ops
from tuidao.lang.build import ABOVE, BELOW, ZERO, ge, gt, is_op, le, lt, minus_oo, num, oo, zoo
from tuidao.lang.domain import conditions
from tuidao.lang.focus import Opened
from tuidao.lang.term import App, Bind, Num, Sym, Term, instantiate, substitute

Case = tuple[dict[Sym, Term], tuple[Term, ...]]

_NEAR = num(1, 2**20)
_FAR = Num(2**20)


def cases(context: Context) -> Iterator[Case] | None:
    """Facts and substitutions that stand for the binders around the place: a statement there must hold in each case."""
    found: list[Case] = [({}, context.facts)]
    for opened in context.opened:
        here = ways(opened)
        if here is None:
            return None
        found = [
            (
                {**old, **{k: substitute(v, old) for k, v in new.items()}},
                (*(substitute(f, new) for f in facts), *(substitute(f, old) for f in more)),
            )
            for old, facts in found
            for new, more in here
        ]
        if len(found) > 16:
            return None
    return iter(found)


def ways(opened: Opened) -> list[Case] | None:
    """The cases that one binder stands for; None where nothing can be said of its variable."""
    binder, x = opened.binder, opened.symbol
    match binder.op:
        case ops.LIMIT | ops.NEAR | ops.BOUNDED:
            return _near(x, binder.over[0], binder.over[1])
        case ops.SUM | ops.PRODUCT:
            first, last = binder.over
            bounds = [ge(x, first)] + ([] if is_op(last, ops.OO) else [le(x, last)])
            return [({}, (*bounds, App(ops.IN, (x, App(ops.INTEGERS, ())))))]
        case ops.INTEGRAL:
            from tuidao.check.settle import SignQuestion

            low, high = binder.over
            more = [] if low == minus_oo else [ge(x, low)]
            more += [] if is_op(high, ops.OO) else [le(x, high)]
            upward = len(more) < 2 or SignQuestion(le(low, high), ()).answer() is True
            return [({}, tuple(more) if upward else ())]
        case ops.DIFF | ops.PARTIAL | ops.CONTINUOUS | ops.DIFFERENTIABLE | ops.AT:
            return [({x: binder.over[0]}, ())]
        case ops.FORALL | ops.EXISTS:
            return [({}, membership(x, binder.over[0]))]
        case ops.CHART:
            return _charted(instantiate(binder.body, x), x, binder.over[1])
        case ops.SOLUTIONS:
            return [({}, membership(x, binder.over[0]) if binder.over else ())]
        case ops.LAMBDA | ops.ANTIDERIVATIVE:
            return [({}, ())]
    return None


def _charted(body: Term, x: Sym, where: Term) -> list[Case]:
    """The points that a sign chart looks at: where the function has a value, in one interval after another."""
    first = body.args[0] if type(body) is App and body.op is ops.TUPLE else body
    known = tuple(c for c in conditions(first) if type(c) is not Bind)
    if is_op(where, ops.TUPLE):
        return [({}, known)]
    parts = where.args if type(where) is App and where.op is ops.UNION else (where,)
    return [({}, (*known, *membership(x, part))) for part in parts]


def _near(x: Sym, point: Term, side: Term) -> list[Case] | None:
    far: list[Case] = [({}, (gt(x, _FAR),)), ({}, (lt(x, App(ops.NEG, (_FAR,))),))]
    if point == oo:
        return far[:1]
    if point == minus_oo:
        return far[1:]
    if point == zoo:
        return far
    h = Sym(f"{x.name}{TINY}")
    tiny = (gt(h, ZERO), lt(h, _NEAR))
    above: Case = ({x: point + h}, tiny)
    below: Case = ({x: point - h}, tiny)
    return [above] if side == ABOVE else [below] if side == BELOW else [above, below]


def membership(x: Term, where: Term) -> tuple[Term, ...]:
    """x ∈ where, as inequalities when it is an interval."""
    if type(where) is App and where.op in INTERVAL_ENDS:
        return interval_facts(x, where)
    return (App(ops.IN, (x, where)),)
