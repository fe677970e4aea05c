"""Functions with seams near a point: which branch holds on either side, and the value at the point itself."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import arb

from tuidao.derive.limit.answer import find_limit
from tuidao.derive.limit.engine import OUTSIDE
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, value
from tuidao.lang.build import ABOVE, BELOW, ZERO, false, is_num, is_op, sign, true, undefined
from tuidao.lang.domain import conditions
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, mentions, substitute

SEAMS = {ops.PIECEWISE, ops.ABS, ops.SIGN, ops.MAX, ops.MIN, ops.FLOOR, ops.CEILING, ops.FRAC}
_TRIALS = (Fraction(7, 5), Fraction(-13, 11), Fraction(1, 3), Fraction(29, 7))
_COMPARE: dict[Op, tuple[int, ...]] = {  # signs of left − right for which the relation holds
    ops.LT: (-1,),
    ops.LE: (-1, 0),
    ops.GT: (1,),
    ops.GE: (0, 1),
    ops.EQ: (0,),
    ops.NE: (-1, 1),
}


class Undecided(Exception):
    """It cannot be told which branch holds."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point and the side from which it is approached (0: the point itself)."""

    x: Sym
    point: Term
    side: int
    given: tuple[Term, ...] = ()


def has_seams(t: Term) -> bool:
    """Does `t` hold an operator with kinks, jumps or branches?"""
    if type(t) is App:
        return t.op in SEAMS or any(has_seams(a) for a in t.args)
    return type(t) is Bind and has_seams(t.body)


def sign_of(t: Term, place: Place) -> int:
    """The sign of `t` all the way near the point on the side, or at the point. Raises Undecided."""
    if not place.side:
        return sign_of_constant(substitute(t, {place.x: place.point}))
    if not mentions(t, place.x):
        return sign_of_constant(t)
    side = ABOVE if place.side > 0 else BELOW
    found = find_limit(sign(t), place.x, place.point, side, place.given)
    for s in (-1, 0, 1):
        if found is not None and is_num(found.value, s):
            return s
    raise Undecided


def sign_of_constant(t: Term) -> int:
    """The sign of a number. Raises Undecided."""
    t = tidy(t)
    if type(t) is Num:
        return (t.value > 0) - (t.value < 0)
    if free_symbols(t):
        raise Undecided
    found = value(t)
    if not isinstance(found, arb):
        raise Undecided
    if found > 0:
        return 1
    if found < 0:
        return -1
    raise Undecided


def holds(condition: Term, place: Place) -> bool:
    """Does the condition of a branch hold all the way near the point on the side? Raises Undecided."""
    if condition == true:
        return True
    if condition == false:
        return False
    if type(condition) is App:
        args = condition.args
        signs = _COMPARE.get(condition.op)
        if signs is not None:
            return sign_of(args[0] - args[1], place) in signs
        if condition.op is ops.AND:
            return all(holds(a, place) for a in args)
        if condition.op is ops.OR:
            return any(holds(a, place) for a in args)
        if condition.op is ops.NOT:
            return not holds(args[0], place)
    raise Undecided


def branch(t: Term, place: Place) -> Term:
    """What `t` is, without seams, near the point on the side: equal to it there. Raises Undecided."""
    if type(t) is not App or not t.args or not has_seams(t):
        return t
    if t.op is ops.PIECEWISE:
        for v, condition in zip(t.args[::2], t.args[1::2], strict=True):
            if holds(condition, place):
                return branch(v, place)
        return undefined
    args = tuple([branch(a, place) for a in t.args])
    if any(a == undefined for a in args):
        return undefined
    a = args[0]
    match t.op:
        case ops.ABS:
            s = sign_of(a, place)
            return a if s > 0 else -a if s < 0 else ZERO
        case ops.SIGN:
            return Num(sign_of(a, place))
        case ops.MAX | ops.MIN:
            wanted = 1 if t.op is ops.MAX else -1
            best = a
            for other in args[1:]:
                if sign_of(other - best, place) == wanted:
                    best = other
            return best
        case ops.FLOOR | ops.CEILING | ops.FRAC:
            return _stair(t.op, a, place)
    return App(t.op, args)


def _stair(op: Op, a: Term, place: Place) -> Term:
    if not place.side:
        found = tidy(App(op, (substitute(a, {place.x: place.point}),)))
    else:
        stair = App(ops.CEILING if op is ops.CEILING else ops.FLOOR, (a,))
        side = ABOVE if place.side > 0 else BELOW
        limit = find_limit(stair, place.x, place.point, side, place.given)
        if limit is None or type(limit.value) is not Num:
            raise Undecided
        found = a - limit.value if op is ops.FRAC else limit.value
    if not place.side and type(found) is not Num:
        raise Undecided
    return found


def value_at(t: Term, x: Sym, point: Term) -> Term | None:
    """The tidy value at the point; None where there certainly is none. Raises Undecided."""
    here = branch(t, Place(x, point, 0))
    here = substitute(here, {x: point})
    if not is_defined(here):
        return None
    return tidy(here)


def is_defined(t: Term) -> bool:
    """Has `t` a value (for some values of its symbols)? Raises Undecided."""
    if is_op(t, ops.UNDEFINED):
        return False
    symbols = sorted(free_symbols(t), key=lambda s: s.name)
    if not symbols:
        found = value(t)
        if found is None:
            return _meets_its_conditions(t)
        return found is not NO_VALUE
    for k in range(len(_TRIALS)):
        at = {s: _TRIALS[(k + j) % len(_TRIALS)] for j, s in enumerate(symbols)}
        if value(t, at) is not NO_VALUE:
            return True
    return False


def _meets_its_conditions(t: Term) -> bool:
    """Are the conditions under which a number has a value met? Raises Undecided."""
    return all(holds(c, Place(Sym("x"), ZERO, 0)) for c in conditions(t))


def exists_on(t: Term, x: Sym, point: Term, side: int, given: tuple[Term, ...] = ()) -> bool:
    """Has `t` values near the point on this side? Raises Undecided."""
    found = find_limit(t, x, point, ABOVE if side > 0 else BELOW, given)
    if found is None:
        raise Undecided
    return not (found.outcome is not None and found.outcome.kind == OUTSIDE)


def equal(a: Term, b: Term) -> bool:
    """Are two numbers (with symbols: two expressions) the same? Raises Undecided."""
    if a == b:
        return True
    difference = tidy(a - b)
    if is_num(difference, 0):
        return True
    if free_symbols(difference):
        raise Undecided
    return sign_of_constant(difference) == 0
