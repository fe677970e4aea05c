"""Claims that the normal form settles outright, as written or with the definitions put in, before anything is tried."""

from __future__ import annotations

from tuidao.judge.derived import derived
from tuidao.judge.families import index_ranges
from tuidao.judge.meaning import has_op
from tuidao.lang import op as ops
from tuidao.lang.focus import fresh
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Sym, Term, children, free_symbols, size
from tuidao.proof import Status, Verdict

_MOST_NODES = 400


def at_once(
    op: Op, sides: tuple[tuple[Term, Term], ...], given: tuple[Term, ...]
) -> Verdict | None:
    """PROVED where the normal form proves the claim and nothing is missing; None where it takes more than that.

    An index set that is not written is taken as 1, …, n for any n: what holds for all of them is what is said.
    """
    from tuidao.check.prove import prove
    from tuidao.derive.family.prepare import named

    for left, right in sides:
        if op is not ops.EQ or size(left) + size(right) > _MOST_NODES:
            continue
        open_sets = _unwritten(left) or _unwritten(right)
        if open_sets:
            last = fresh("n", _names(left) | _names(right))
            left, right = named(left, last), named(right, last)
        elif not _indexed(left, right):
            continue
        ranges = index_ranges(left, right)
        facts = (*given, *ranges)
        found: Verdict | None = prove(App(ops.EQ, (left, right)), facts)
        if open_sets and has_op(App(ops.EQ, (left, right)), ops.PARTIAL):
            found = derived(left, right, facts)
        if found is None:
            continue
        if found.status is Status.PROVED and all(c in ranges for c in found.missing):
            return Verdict(Status.PROVED, found.reason)
    return None


def _unwritten(t: Term) -> bool:
    unwritten = (ops.SUM_ALL, ops.PRODUCT_ALL)
    return (type(t) is Bind and t.op in unwritten) or any(_unwritten(c) for c in children(t))


def _indexed(*sides: Term) -> bool:
    """Do sums stand there?"""
    return any(
        (type(s) is Bind and s.op is ops.SUM) or _indexed(*children(s))
        for s in sides
        if children(s)
    )


def _names(t: Term) -> frozenset[Sym]:
    """The free names of `t` and those of its bound variables."""
    own = frozenset({Sym(t.name)}) if type(t) is Bind and t.name else frozenset()
    return (free_symbols(t) | own).union(*(_names(c) for c in children(t)))
