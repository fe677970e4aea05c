"""One point, two sides: what ball arithmetic says there, raised in precision until it can tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from flint import arb

from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, Formula, Value, exact_ball
from tuidao.lang.ball_real import MODE, whole_number
from tuidao.lang.ball_truth import infinity
from tuidao.lang.op import Op
from tuidao.lang.term import Bind, Sym, Term, children, free_symbols, subterms
from tuidao.proof import Witness

_PRECISIONS = (192, 448, 1_200)
_SHARP = 166  # bits of agreement that count: 50 digits
_SHOWN = 15


COSTLY = (ops.LIMIT, ops.INTEGRAL)  # each value of these is a computation of its own: no search


class Outcome(Enum):
    """What a point says of a relation."""

    HOLDS = "holds"
    FAILS = "fails"
    LEFT_ONLY = "left only"  # the left side has a value, the right has none
    RIGHT_ONLY = "right only"
    NOTHING = "nothing"  # neither side has a value
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Seen:
    """The outcome at a point and the two sides there; `doubtful`: a convention may take the values another way."""

    outcome: Outcome
    left: Value
    right: Value
    doubtful: bool = False
    soft: bool = False
    infinite: tuple[int, int] = (0, 0)


def contains_binder(t: Term, wanted: Sequence[Op]) -> bool:
    """Does one of these binders occur in `t`?"""
    stack = [t]
    while stack:
        t = stack.pop()
        if type(t) is Bind and t.op in wanted:
            return True
        stack.extend(children(t))
    return False


def _endless(t: Term) -> bool:
    """Does a limit, or a sum or product without end, occur in `t`? Each of its digits costs."""
    return any(
        type(s) is Bind and (s.op is ops.LIMIT or any(infinity(o) for o in s.over))
        for _, s in subterms(t)
    )


class Sides:
    """The two sides of a relation, compiled for the same symbols."""

    def __init__(self, relation: Op, left: Term, right: Term, symbols: Sequence[Sym]) -> None:
        self.relation = relation
        # A closed side is compiled as such: its value is then remembered from point to point.
        self.left, self.right = (
            Formula(t, symbols if free_symbols(t) else ()) for t in (left, right)
        )
        self.endless = any(_endless(t) for t in (left, right))
        self.coarse = contains_binder(left, (ops.INTEGRAL,)) or contains_binder(
            right, (ops.INTEGRAL,)
        )

    def at(self, values: Sequence[Fraction | Callable[..., arb]]) -> Seen:
        """What the relation comes to at exact values of the symbols."""
        seen = Seen(Outcome.UNCLEAR, None, None)
        for prec in _PRECISIONS[: 1 if self.coarse else 3]:
            balls: list[Any] = [
                exact_ball(v, prec) if isinstance(v, Fraction) else v for v in values
            ]
            left = self.left(balls if self.left.symbols else (), prec)
            first = (MODE.doubtful, MODE.soft, MODE.infinite)
            right = self.right(balls if self.right.symbols else (), prec)
            doubtful, soft = first[0] or MODE.doubtful, first[1] or MODE.soft
            infinite = (first[2], MODE.infinite)
            outcome = self._judge(left, right, soft)
            if (infinite[0] and isinstance(right, arb)) or (infinite[1] and isinstance(left, arb)):
                outcome = Outcome.FAILS if self.relation is ops.EQ else Outcome.UNCLEAR
            seen = Seen(outcome, left, right, doubtful, soft, infinite)
            if outcome is not Outcome.UNCLEAR or soft or any(infinite):
                return seen
        return seen

    def sharply(self, values: Sequence[Fraction | Callable[..., arb]], seen: Seen) -> Seen:
        """What holds to 50 digits, looked at once more with many more: `seen`, or that it fails after all."""
        if self.coarse or self.endless or seen.soft or seen.doubtful or any(seen.infinite):
            return seen
        prec = _PRECISIONS[-1]
        balls: list[Any] = [exact_ball(v, prec) if isinstance(v, Fraction) else v for v in values]
        left = self.left(balls if self.left.symbols else (), prec)
        right = self.right(balls if self.right.symbols else (), prec)
        if not (isinstance(left, arb) and isinstance(right, arb)):
            return seen
        fails = self._judge(left, right, False) is Outcome.FAILS
        return Seen(Outcome.FAILS, left, right) if fails else seen

    def _judge(self, left: Value, right: Value, soft: bool) -> Outcome:
        if left is None or right is None:
            return Outcome.UNCLEAR
        if left is NO_VALUE or right is NO_VALUE:
            if left is right:
                return Outcome.NOTHING
            return Outcome.RIGHT_ONLY if left is NO_VALUE else Outcome.LEFT_ONLY
        assert isinstance(left, arb)
        assert isinstance(right, arb)
        return _RELATIONS[self.relation](left, right, _SHARP, soft)


def _agree(a: arb, b: arb, bits: int) -> bool:
    """Do overlapping balls agree to so many bits?"""
    gap = (a.rad() + b.rad()) * arb(2) ** bits
    if a.contains(0) and b.contains(0):
        return bool(gap < 1)
    return bool(gap < abs(a).mid().max(abs(b).mid()))


def _equal(a: arb, b: arb, bits: int, soft: bool) -> Outcome:
    if not a.overlaps(b):
        if soft and not abs(a - b) > arb(2) ** -14 * (1 + abs(a).mid()):
            return Outcome.UNCLEAR
        return Outcome.FAILS
    return Outcome.HOLDS if _agree(a, b, bits) else Outcome.UNCLEAR


def _unequal(a: arb, b: arb, bits: int, soft: bool) -> Outcome:
    if not a.overlaps(b):
        return Outcome.HOLDS
    same = a.is_exact() and b.is_exact() and not soft
    return Outcome.FAILS if same else Outcome.UNCLEAR


def _less(a: arb, b: arb, bits: int, soft: bool) -> Outcome:
    if a < b:
        return Outcome.HOLDS
    if soft:
        return Outcome.FAILS if a > b + arb(2) ** -14 * (1 + abs(b).mid()) else Outcome.UNCLEAR
    return Outcome.FAILS if a >= b else Outcome.UNCLEAR


def _less_or_equal(a: arb, b: arb, bits: int, soft: bool) -> Outcome:
    if a <= b:
        return Outcome.HOLDS
    if a > b:
        if soft and not a > b + arb(2) ** -14 * (1 + abs(b).mid()):
            return Outcome.UNCLEAR
        return Outcome.FAILS
    return Outcome.HOLDS if _agree(a, b, bits) else Outcome.UNCLEAR


def _swapped(
    f: Callable[[arb, arb, int, bool], Outcome],
) -> Callable[[arb, arb, int, bool], Outcome]:
    return lambda a, b, bits, soft: f(b, a, bits, soft)


_RELATIONS: dict[Op, Callable[[arb, arb, int, bool], Outcome]] = {
    ops.EQ: _equal,
    ops.NE: _unequal,
    ops.LT: _less,
    ops.LE: _less_or_equal,
    ops.GT: _swapped(_less),
    ops.GE: _swapped(_less_or_equal),
}


def judge(relation: Op, left: arb, right: arb) -> Outcome:
    """What two enclosures that are proved say of the relation."""
    return _RELATIONS[relation](left, right, _SHARP, False)


def proves(relation: Op, left: Value, right: Value) -> bool:
    """Do the enclosures themselves prove the relation between two constants?"""
    if not isinstance(left, arb) or not isinstance(right, arb):
        return False
    if relation is ops.EQ:
        return bool(left.is_exact() and right.is_exact())
    return relation not in (ops.LE, ops.GE) or not left.overlaps(right)


def shown(v: Value) -> str | None:
    """A value as a witness prints it: fifteen digits, or None for no value."""
    if not isinstance(v, arb):
        return None
    if v.is_integer() and abs(v) < 10**15:
        return str(whole_number(v))
    text: str = v.str(_SHOWN, radius=False)
    if v.is_exact() and "." in text and "e" not in text:
        text = text.rstrip("0")
    return text


def witness(values: Mapping[str, Term], seen: Seen) -> Witness:
    """The refutation in words that can be replayed."""
    signs = {1: "oo", -1: "-oo", 2: "zoo"}
    left, right = (
        signs.get(i) or shown(v)
        for i, v in zip(seen.infinite, (seen.left, seen.right), strict=True)
    )
    return Witness(dict(values), left, right)
