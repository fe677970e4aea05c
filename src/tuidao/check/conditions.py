"""Conditions: what is known at a place in a term, and whether a condition follows there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from tuidao.check.at_sight import follows_at_sight
from tuidao.check.conjugates import by_conjugate
from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.definitions import with_other_index
from tuidao.lang.focus import Opened
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, instantiate
from tuidao.proof import Status, Verdict
from tuidao.text import Text

GIVEN = Text("given", "已知")
HOLDS = Text("holds at every point concerned", "在所涉各点都成立")
ASSUMED = Text("assumed", "假设")
_SHOWN_BY = {  # what has to be stated of a and b for this to hold: a > b answers a ≥ b and a ≠ b
    ops.GT: (ops.GT,),
    ops.LT: (ops.LT,),
    ops.GE: (ops.GE, ops.GT),
    ops.LE: (ops.LE, ops.LT),
    ops.NE: (ops.NE, ops.GT, ops.LT),
    ops.EQ: (ops.EQ,),
}
_MIRROR = {
    ops.GT: ops.LT,
    ops.LT: ops.GT,
    ops.GE: ops.LE,
    ops.LE: ops.GE,
    ops.NE: ops.NE,
    ops.EQ: ops.EQ,
}


@dataclass(frozen=True, slots=True)
class Context:
    """What may be used at a place: stated facts, and the binders on the way with the names of their variables."""

    facts: tuple[Term, ...] = ()
    opened: tuple[Opened, ...] = ()

    def assuming(self, *facts: Term) -> Context:
        """The context with more facts; conjunctions come apart."""
        parts: list[Term] = []
        for fact in facts:
            parts += fact.args if is_op(fact, ops.AND) and isinstance(fact, App) else [fact]
        new = tuple(f for f in parts if f not in self.facts)
        return replace(self, facts=(*self.facts, *new)) if new else self

    def inside(self, opened: tuple[Opened, ...]) -> Context:
        """The context at a place under these binders.

        A fact about a free symbol that is spelt like a bound variable says nothing about that variable: it is left out.
        What defines a family by its general entry holds whatever its index is called.
        """
        if not opened:
            return self
        names = {o.symbol for o in opened}
        said = (
            f if not names & free_symbols(f) else with_other_index(f, names) for f in self.facts
        )
        facts = tuple(f for f in said if f is not None)
        special = tuple(c for o in opened for c in _at(o, facts))
        return Context((*facts, *special), (*self.opened, *opened))


def _at(opened: Opened, facts: tuple[Term, ...]) -> list[Term]:
    """What facts about all points of a set say of the variable of a binder that runs over that set."""
    ranges, x = _ranges(opened.binder), opened.symbol
    found = [
        instantiate(f.body, x)
        for f in facts
        if type(f) is Bind and f.op is ops.FORALL and f.over[0] in ranges
    ]
    if opened.binder.op in (ops.SUM, ops.PRODUCT):
        return whole_facts(found, x)
    return found


def whole_facts(facts: Iterable[Term], x: Sym) -> list[Term]:
    """The facts as they are for a whole x."""
    at = ((f, at_whole(f, x)) for f in facts)
    return [f if claim is None else claim for f, claim in at]


def at_whole(claim: Term, x: Sym) -> Term | None:
    """What "x is not whole, or …" says of a whole x; None for a claim of another form."""
    if is_op(claim, ops.OR) and isinstance(claim, App) and len(claim.args) > 1:
        first, *rest = claim.args
        if first == App(ops.NE, (x, App(ops.CEILING, (x,)))):
            return rest[0] if len(rest) == 1 else App(ops.OR, tuple(rest))
    return None


def _ranges(binder: Bind) -> tuple[Term, ...]:
    """Sets that hold every value of the binder's variable."""
    match binder.op:
        case ops.SUM | ops.PRODUCT:
            return (App(ops.INTERVAL, binder.over),)
        case ops.FORALL | ops.EXISTS:
            (where,) = binder.over
            if is_op(where, ops.INTERVAL_OPEN) and type(where) is App:
                return (where, App(ops.INTERVAL, where.args))
            return (where,)
    return ()


def known(condition: Term, facts: tuple[Term, ...]) -> bool:
    """Is the condition among the facts, read either way round or a little weaker, or does it follow at sight?"""
    if condition in facts:
        return True
    if not (type(condition) is App and condition.op in _MIRROR):
        return False
    if follows_at_sight(condition, facts):
        return True
    if not facts:
        return False
    (a, b), shown_by = condition.args, _SHOWN_BY[condition.op]
    for f in facts:
        if type(f) is not App or f.op not in _MIRROR:
            continue
        if (f.op in shown_by and f.args == (a, b)) or (
            _MIRROR[f.op] in shown_by and f.args == (b, a)
        ):
            return True
    return False


def discharge(condition: Term, context: Context) -> Verdict:
    """Does the condition hold here?

    PROVED; or PROVED with `missing` (itself, or what is left of it, closed over the binders): to be assumed and
    printed; or REFUTED where it certainly fails.
    """
    if known(condition, context.facts):
        return Verdict(Status.PROVED, GIVEN)
    return _discharge(condition, context)


@lru_cache(maxsize=4096)
def _discharge(condition: Term, context: Context) -> Verdict:
    from tuidao.check.settle import settle

    try:
        found = settle(condition, context)
    except RecursionError:
        found = None
    if found is True:
        return Verdict(Status.PROVED, HOLDS)
    if found is False:
        return Verdict(Status.REFUTED, fails(condition))
    stronger = by_conjugate(condition)
    if stronger is not None:
        other = _discharge(stronger, context)
        if other.status is Status.PROVED and not other.missing:
            return other
    from tuidao.check.unsettled import closed_over

    if isinstance(found, tuple):
        outside = (c for part in found for c in closed_over(part, context))
        return Verdict(Status.PROVED, ASSUMED, missing=tuple(dict.fromkeys(outside)))
    missing = closed_over(condition, context)
    return Verdict(Status.PROVED, ASSUMED, missing=missing)


def holds(condition: Term, context: Context) -> bool:
    """Does the condition hold here for certain? What would have to be assumed is not looked for."""
    from tuidao.check.settle import settle, settle_relation

    if known(condition, context.facts):
        return True
    try:
        if type(condition) is App and condition.op in _MIRROR:
            return settle_relation(condition, context, open_ends=False) is True
        return settle(condition, context) is True
    except RecursionError:
        return False


def fails(condition: Term) -> Text:
    """The reason for a refusal: the condition that does not hold."""
    return Text(f"the condition {condition} does not hold here", f"条件 {condition} 在此不成立")


def symbols_of(context: Context) -> frozenset[Sym]:
    """The names that the binders around the place gave their variables."""
    return frozenset(o.symbol for o in context.opened)
