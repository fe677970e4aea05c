"""What memberships say as inequalities: x ∈ [a, b), n ∈ ℕ."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.build import minus_oo, oo
from tuidao.lang.term import App, Num, Term

INTERVAL_ENDS = {
    ops.INTERVAL: (ops.GE, ops.LE),
    ops.INTERVAL_OPEN: (ops.GT, ops.LT),
    ops.INTERVAL_LOPEN: (ops.GT, ops.LE),
    ops.INTERVAL_ROPEN: (ops.GE, ops.LT),
}


def inequalities(fact: Term) -> tuple[Term, ...]:
    """A stated membership as the inequalities that it says."""
    if type(fact) is App and fact.op is ops.IN:
        x, where = fact.args
        if type(where) is not App:
            return (fact,)
        if where.op is ops.NATURALS:
            return (fact, App(ops.GE, (x, Num(1))))
        if where.op in INTERVAL_ENDS:
            return interval_facts(x, where)
    return (fact,)


def interval_facts(x: Term, where: App) -> tuple[Term, ...]:
    """x ∈ an interval, as inequalities; an infinite end says nothing."""
    left, right = INTERVAL_ENDS[where.op]
    low, high = where.args
    parts = [] if low == minus_oo else [App(left, (x, low))]
    return tuple(parts + ([] if high == oo else [App(right, (x, high))]))
