"""The value of a limit: the one-sided behaviours joined, and tried against numbers before it is handed out."""

from __future__ import annotations

from dataclasses import dataclass

from flint import fmpq

from tuidao.derive.limit.constants import Coef, is_q
from tuidao.derive.limit.continuity import value_by_continuity
from tuidao.derive.limit.engine import (
    INFINITE,
    OSCILLATES,
    OUTSIDE,
    VALUE,
    Outcome,
    is_infinite_point,
)
from tuidao.derive.limit.phases import one_sided
from tuidao.lang import op as ops
from tuidao.lang.build import minus_oo, oo, sign, undefined, zoo
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.text import Text

DIFFER = Text("the one-sided values differ", "两侧的值不同")
SWINGS = Text("the function oscillates", "函数振荡")
NOWHERE = Text("the function is not defined near the point", "函数在该点附近没有定义")


@dataclass(slots=True)
class Found:
    """A limit: its value (`undefined` where it does not exist), why not, and each side's behaviour."""

    value: Term
    reason: Text | None
    left: Outcome | None
    right: Outcome | None
    conditions: tuple[Term, ...] = ()

    @property
    def outcome(self) -> Outcome | None:
        """The behaviour on the side that counts."""
        known = [o for o in (self.right, self.left) if o is not None]
        return next((o for o in known if o.kind != OUTSIDE), known[0] if known else None)


def outcome_value(found: Outcome) -> Term:
    """The one-sided limit as a term."""
    if found.kind in (OSCILLATES, OUTSIDE):
        return undefined
    assert found.expander is not None
    field = found.expander.field
    if found.kind == VALUE:
        value: Term = field.term(found.value)
        return value
    s = field.known_sign(found.value)
    if s is None:
        c = _primitive(found)
        flipped = not is_q(c) and c.num.leading_coefficient() < 0
        shown: Term = oo * sign(field.term(-c if flipped else c))
        return -shown if flipped else shown
    return oo if s > 0 else minus_oo


def _primitive(found: Outcome) -> Coef:
    """The coefficient without positive numeric factors."""
    c = found.value
    assert found.expander is not None
    if is_q(c):
        return c
    lead = c.num.leading_coefficient()
    return c / abs(lead)


def mirrored(found: Outcome) -> Outcome:
    """The behaviour on the other side of a function with whole powers only: t becomes −t."""
    power = sum((v for v in found.germ), fmpq(0))
    odd = int(power.p) % 2 == 1
    return Outcome(
        found.kind,
        -found.value if odd else found.value,
        found.germ,
        None,
        found.expander,
        found.conditions,
        True,
    )


def find_limit(
    body: Term, x: Sym, point: Term, side: Term, given: tuple[Term, ...] = ()
) -> Found | None:
    """The limit, or None where it cannot be told."""
    where = is_infinite_point(point)
    if where in (1, -1):
        return _single(one_sided(body, x, None, where, given), where)
    base = None if where else point
    if isinstance(side, Num) and side.value and not where:
        return _single(one_sided(body, x, base, int(side.value), given), int(side.value))
    right = one_sided(body, x, base, 1, given)
    if right is None:
        return None
    left = mirrored(right) if right.even_odd else one_sided(body, x, base, -1, given)
    if left is None:
        return None
    conditions = tuple(dict.fromkeys((*right.conditions, *left.conditions)))
    if OUTSIDE in (left.kind, right.kind):
        inside = left if right.kind == OUTSIDE else right
        return _single(inside, 1 if inside is right else -1)
    if OSCILLATES in (left.kind, right.kind):
        return Found(undefined, SWINGS, left, right, conditions)
    a, b = outcome_value(left), outcome_value(right)
    if left.kind == right.kind == VALUE:
        same = a == b or _same(left, right)
        if same is None:
            return None
        return (
            Found(b, None, left, right, conditions)
            if same
            else Found(undefined, DIFFER, left, right, conditions)
        )
    if a == b:
        return Found(b, None, left, right, conditions)
    if where and {str(a), str(b)} == {"oo", "-oo"}:
        return Found(zoo, None, left, right, conditions)
    if left.kind != right.kind or {str(a), str(b)} == {"oo", "-oo"}:
        return Found(undefined, DIFFER, left, right, conditions)
    if right.even_odd and left.even_odd:
        return Found(undefined, DIFFER, left, right, conditions)
    return None


def _same(left: Outcome, right: Outcome) -> bool | None:
    """Are two constants of different fields the same?"""
    from tuidao.derive.limit.constant_terms import read_constant
    from tuidao.derive.limit.engine import make_field
    from tuidao.derive.limit.fault import OutsideDomain, Restart, Undecided

    given = left.expander.field.given if left.expander is not None else ()
    field = make_field(given)
    for _ in range(6):
        try:
            difference = read_constant(field, outcome_value(left) - outcome_value(right))
            if is_q(difference):
                return bool(difference == 0)
            return None if not field.nonzero(difference) else False
        except Restart:
            fresh = make_field(given)
            fresh.degree = field.degree
            field = fresh
        except (Undecided, OutsideDomain):
            return None
    return None


def _single(found: Outcome | None, side: int) -> Found | None:
    if found is None:
        return None
    left, right = (None, found) if side > 0 else (found, None)
    reason = SWINGS if found.kind == OSCILLATES else NOWHERE if found.kind == OUTSIDE else None
    return Found(outcome_value(found), reason, left, right, found.conditions)


def limit_value(
    body: Term, x: Sym, point: Term, side: Term, given: tuple[Term, ...] = ()
) -> Term | None:
    """The limit as a tidy term, `undefined` where it does not exist, None where it cannot be told."""
    from tuidao.derive.simplify import tidy

    if not is_infinite_point(point):
        at_once = value_by_continuity(body, x, point)
        if at_once is not None:
            return tidy(at_once)
    found = find_limit(body, x, point, side, given)
    if found is None:
        return None
    if (
        found.value in (oo, minus_oo, zoo, undefined)
        or type(found.value) is App
        and found.value.op is ops.SIGN
    ):
        return found.value
    return tidy(found.value)


__all__ = ["INFINITE", "Found", "find_limit", "limit_value"]
