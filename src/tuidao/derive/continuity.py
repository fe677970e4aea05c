"""Continuity at a point: continuous, or which of the four kinds of discontinuity, with the limits that show it."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.derive.branches import Undecided, equal, value_at
from tuidao.derive.limit.answer import find_limit
from tuidao.derive.limit.engine import OUTSIDE
from tuidao.lang import op as ops
from tuidao.lang.build import (
    ABOVE,
    BELOW,
    BOTH,
    continuous,
    function,
    is_op,
    lim,
    minus_oo,
    not_,
    true,
    undefined,
)
from tuidao.lang.focus import fresh
from tuidao.lang.term import Bind, Sym, Term, free_symbols, instantiate
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

CONTINUOUS = Text("continuous", "连续")
REMOVABLE = Text("removable discontinuity", "可去间断点")
JUMP = Text("jump discontinuity", "跳跃间断点")
INFINITE = Text("infinite discontinuity", "无穷间断点")
OSCILLATING = Text("oscillating discontinuity", "振荡间断点")
NOT_TOLD = Text("the one-sided limits could not be found", "单侧极限没有求出")
NOWHERE = Text("the function has no values near the point", "函数在该点附近没有定义")


@dataclass(slots=True)
class Sides:
    """A function at a point: its value and its one-sided limits; None where there are none (outside the domain)."""

    value: Term | None
    left: Term | None
    right: Term | None

    @property
    def data(self) -> dict[str, str | None]:
        """In plain spelling, for a reader."""

        def spelt(t: Term | None) -> str | None:
            return None if t is None else "does not exist" if t == undefined else str(t)

        return {"left": spelt(self.left), "right": spelt(self.right), "value": spelt(self.value)}


def is_infinite(t: Term | None) -> bool:
    """Is this limit ±oo?"""
    return t is not None and (is_op(t, ops.OO, ops.ZOO) or t == minus_oo)


def one_side(body: Term, x: Sym, point: Term, side: Term, given: tuple[Term, ...]) -> Term | None:
    """The one-sided limit; None where the function has no values on that side. Raises Undecided."""
    found = find_limit(body, x, point, side, given)
    if found is None:
        raise Undecided
    if found.outcome is not None and found.outcome.kind == OUTSIDE:
        return None
    from tuidao.derive.simplify import tidy

    return tidy(found.value)


def look(body: Term, x: Sym, point: Term, given: tuple[Term, ...]) -> Sides:
    """Value and one-sided limits. Raises Undecided."""
    left = one_side(body, x, point, BELOW, given)
    right = one_side(body, x, point, ABOVE, given)
    return Sides(value_at(body, x, point), left, right)


def classify(s: Sides) -> Text | None:
    """The kind of (dis)continuity; None where the function has values on neither side. Raises Undecided."""
    limits = [t for t in (s.left, s.right) if t is not None]
    if not limits:
        return None
    if any(is_infinite(t) for t in limits):
        return INFINITE
    if any(t == undefined for t in limits):
        return OSCILLATING
    if len(limits) == 2 and not equal(limits[0], limits[1]):
        return JUMP
    return CONTINUOUS if s.value is not None and equal(s.value, limits[0]) else REMOVABLE


def open_query(problem: Term) -> tuple[Term, Sym, Term]:
    """Body, variable and point of a question about a function at a point."""
    assert type(problem) is Bind
    x = fresh(problem.name or "x", free_symbols(problem))
    return instantiate(problem.body, x), x, problem.over[0]


def work_continuity(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """Is the function continuous at the point, and if not, how does it fail? Answered in words."""
    body, x, point = open_query(problem)
    try:
        sides = look(body, x, point, given)
        kind = classify(sides)
    except Undecided:
        return Worked(None, Derivation(problem), reason=NOT_TOLD)
    if kind is None:
        return Worked(None, Derivation(problem), reason=NOWHERE)
    return Worked(kind, show_continuity(body, x, point, sides, kind, given), dict(sides.data))


def limit_premise(
    body: Term, x: Sym, point: Term, side: Term, given: tuple[Term, ...]
) -> Derivation | None:
    """The worked limit, to stand under a rule; None where no lines were found for it."""
    from tuidao.derive.limit.solve import work_limit

    worked = work_limit(lim(body, x, point, side), given)
    return None if worked.answer is None else worked.derivation


def show_continuity(
    body: Term, x: Sym, point: Term, sides: Sides, kind: Text, given: tuple[Term, ...]
) -> Derivation:
    """The statement that the function is (not) continuous, with the rule that settles it."""
    claim: Term = continuous(body, x, point)
    by: dict[str, Term] = {"u": function(x, body), "a": point}
    premises: tuple[Derivation | None, ...] = ()
    if kind is CONTINUOUS:
        rule, premises = "continuous_of_lim", (_with_value(body, x, point, given),)
    elif sides.value is None and kind is REMOVABLE:
        rule = "discontinuous_of_no_value"
    elif kind is REMOVABLE:
        limit = sides.left if sides.left is not None else sides.right
        assert limit is not None
        rule, by["A"] = "removable_of_value", limit
        premises = (limit_premise(body, x, point, BOTH, given), None)
    elif kind is JUMP:
        assert sides.left is not None
        assert sides.right is not None
        rule, by["A"], by["B"] = "discontinuous_of_sides", sides.left, sides.right
        premises = (*[limit_premise(body, x, point, s, given) for s in (BELOW, ABOVE)], None)
    else:
        bad = is_infinite(sides.left) if kind is INFINITE else sides.left == undefined
        side = BELOW if bad else ABOVE
        by["s"] = side
        limit = sides.left if bad else sides.right
        which = "discontinuous_of_minus_oo" if limit == minus_oo else "discontinuous_of_oo"
        rule = which if kind is INFINITE else "discontinuous_of_oscillation"
        premises = (limit_premise(body, x, point, side, given),)
    if kind is not CONTINUOUS:
        claim = not_(claim)
    return Chain(claim, given).step(RULES[rule], true, by, premises=premises).derivation()


def _with_value(body: Term, x: Sym, point: Term, given: tuple[Term, ...]) -> Derivation | None:
    """lim u = u(a), as a derivation from the limit to the value as it is written."""
    from tuidao.lang.term import substitute

    found = limit_premise(body, x, point, BOTH, given)
    if found is None:
        return None
    chain = Chain(found.start, found.given)
    chain.steps, chain.now = list(found.steps), found.end
    written = substitute(body, {x: point})
    if chain.now != written:
        chain.step(
            RULES["simplify"],
            written,
            note=Text("This is the value there.", "这正是该点的函数值。"),
        )
    return chain.derivation()
