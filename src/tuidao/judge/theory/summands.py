"""The terms of a defined sum called by its name, C_j beside C = Σ_i …; derivatives by what is itself defined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tuidao.check.prove import examine
from tuidao.judge.context import Context
from tuidao.judge.derived import worked_out
from tuidao.judge.families import index_ranges
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, eq, is_op
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Sym,
    Term,
    children,
    close,
    free_symbols,
    instantiate,
    rebuild,
    size,
    subterms,
)
from tuidao.proof import Status, Verdict
from tuidao.text import Text

TERM_OF = Text(
    "read with {name}[{j}] for the term {value} of {name}",
    "把 {name}[{j}] 理解为 {name} 中的一项 {value}",
)
_MOST_NODES = 250


def everywhere(t: Term, change: Callable[[Term], Term | None]) -> Term:
    """`t` with `change` made at every part, inner parts first.

    The variables of binders get names of their own; under ∂/∂a the family a keeps its name, so that what is put in
    there is differentiated too.
    """
    if type(t) is Bind:
        taken = free_symbols(t.body)
        x = fresh(t.name or "k", free_symbols(t))
        if t.op in (ops.PARTIAL, ops.DIFF) and t.name and Sym(t.name) not in taken:
            x = Sym(t.name)
        body = close(everywhere(instantiate(t.body, x), change), x)
        over = tuple([everywhere(o, change) for o in t.over])
        t = Bind(t.op, t.name, body, over)
    elif type(t) is App and t.args:
        t = rebuild(t, tuple([everywhere(a, change) for a in t.args]))
    new = change(t)
    return t if new is None else new


def term_of(whole: Term, j: Term) -> Term | None:
    """The term at j of a sum over one index, the signs and factors before it kept; None for anything else."""
    if type(whole) is Bind and whole.op in (ops.SUM, ops.SUM_ALL):
        return instantiate(whole.body, j)
    if type(whole) is App and whole.op is ops.NEG:
        inner = term_of(whole.args[0], j)
        return None if inner is None else -inner
    return None


def summand_claim(
    claim: App, facts: tuple[Term, ...], context: Context
) -> tuple[Verdict, Text] | None:
    """An equation that speaks of the terms of a defined sum; None where there is none, or it is not found to hold."""
    if claim.op is not ops.EQ or size(claim) > _MOST_NODES:
        return None
    sums = {
        d.name: d.body
        for d in context.definitions.values()
        if d.kind == "symbol" and term_of(d.body, Sym("j")) is not None
    }
    used: dict[str, None] = {}

    def spelled(t: Term) -> Term | None:
        if type(t) is App and t.op is ops.CALL and type(t.args[0]) is not Sym:
            return t.args[0] if used else None  # C_j, a function of a
        name = _entry(t, sums)
        if name is None:
            return _without_one(t)
        assert isinstance(t, App)
        used[name] = None
        return term_of(sums[name], t.args[1])

    whole = everywhere(claim, spelled)
    if not used:
        return None
    by = {t.name for _, t in subterms(whole) if type(t) is Bind and t.op is ops.PARTIAL}
    last = frozenset(v for v in by if not _rests_on(v, by, context))

    def worked(t: Term) -> Term | None:
        if type(t) is not Bind or t.op is not ops.PARTIAL:
            return None
        # What it is taken of is written by the letter it is taken by, everything defined put in.
        found = worked_out(everywhere(context.put_in(t, frozenset({t.name})), ranged), facts)
        if found is None:
            raise LookupError(t)
        return found[0]

    n = fresh("n", free_symbols(whole))

    def ranged(t: Term) -> Term | None:
        """A sum over a set that is not written, as over 1, …, n: what holds for every n is what is said."""
        if type(t) is Bind and t.op is ops.SUM_ALL:
            return Bind(ops.SUM, t.name, t.body, (ONE, n))
        return None

    try:
        left, right = (
            everywhere(context.put_in(everywhere(s, worked), last), ranged)
            for s in children(everywhere(whole, ranged))
        )
    except LookupError:
        return None
    ranges = index_ranges(left, right)  # that an index lies in its range is what writing z_i says
    found = examine(eq(left, right), ranges)
    if found.status not in (Status.PROVED, Status.TESTED):
        return None
    name = next(iter(used))
    value = term_of(sums[name], Sym("j"))
    said = tuple(c for c in found.missing if c not in ranges and n not in free_symbols(c))
    return replace(found, missing=said), TERM_OF.format(name=name, j="j", value=str(value))


def _rests_on(v: str, by: set[str], context: Context) -> bool:
    """Is the family v defined by others of these families?"""
    key = (v, "family", 1)
    if key not in context.definitions:
        return False
    whole = context.put_in(Sym(v)[Sym("k")], frozenset(by - {v}))
    return bool({s.name for s in free_symbols(whole)} & (by - {v}))


def _without_one(t: Term) -> Term | None:
    """0 where j = i, else f, as (1 − δ)·f."""
    if type(t) is not App or t.op is not ops.PIECEWISE or len(t.args) != 4:
        return None
    nothing, there, value, _ = t.args
    if nothing != ZERO or not is_op(there, ops.EQ):
        return None
    return (ONE - App(ops.KRONECKER, children(there))) * value


def _entry(t: Term, sums: dict[str, Term]) -> str | None:
    """C where `t` is C_j and C is a sum."""
    if type(t) is App and t.op is ops.INDEX and len(t.args) == 2:
        head = t.args[0]
        if type(head) is Sym and head.name in sums:
            return head.name
    return None
