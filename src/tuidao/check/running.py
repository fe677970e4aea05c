"""Statements about the variable of a binder that runs over an interval: a sign chart, for all, an equation to solve."""

from __future__ import annotations

from tuidao.check.at_a_point import holds_at
from tuidao.check.between import DEEPEST, throughout
from tuidao.check.memberships import INTERVAL_ENDS
from tuidao.lang import op as ops
from tuidao.lang.focus import Opened
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, substitute


def all_over(claim: Term, opened: tuple[Opened, ...]) -> bool:
    """Is the statement about the variable of a sign chart, of "for all" or of an equation to solve certainly true on
    each interval that it runs over?"""
    for o in reversed(opened):
        if o.binder.op is ops.DIFF:
            claim = substitute(claim, {o.symbol: o.binder.over[0]})
        where = _runs_over(o.binder)
        if not isinstance(where, App) or free_symbols(claim) != {o.symbol}:
            continue
        if o.binder.op is not ops.CHART:
            return _on_interval(claim, o.symbol, where)
        parts = where.args if where.op is ops.UNION else (where,)
        if all(isinstance(p, App) and p.op is ops.INTERVAL_OPEN for p in parts):
            return all(throughout(claim, o.symbol, *_two(p)) for p in parts)
    return False


def _runs_over(binder: Bind) -> Term | None:
    if binder.op is ops.CHART:
        return binder.over[1]
    if binder.op in (ops.FORALL, ops.SOLUTIONS) and binder.over:
        return binder.over[0]
    return None


def _on_interval(claim: Term, x: Sym, where: App) -> bool:
    """Shallow: this is asked of many a statement that is settled otherwise, or not at all."""
    if where.op not in INTERVAL_ENDS or free_symbols(where):
        return False
    left, right = (op in (ops.GE, ops.LE) for op in INTERVAL_ENDS[where.op])
    ends = [e for e, closed in zip(where.args, (left, right), strict=True) if closed]
    return all(holds_at(claim, x, e) is True for e in ends) and throughout(
        claim, x, *_two(where), depth=DEEPEST - 2
    )


def _two(interval: Term) -> tuple[Term, Term]:
    assert isinstance(interval, App)
    return interval.args[0], interval.args[1]
