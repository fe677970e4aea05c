"""Sets of the line as lists of intervals: read from terms, gone through end by end."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from flint import arb

from tuidao.check.root_bound import is_zero
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import minus_oo, oo
from tuidao.lang.term import App, Term

_CLOSED = {
    ops.INTERVAL: (True, True),
    ops.INTERVAL_OPEN: (False, False),
    ops.INTERVAL_LOPEN: (False, True),
    ops.INTERVAL_ROPEN: (True, False),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """An interval with its ends, and whether they belong to it."""

    left: Term
    right: Term
    closed_left: bool = False
    closed_right: bool = False


def stretches(found: Term) -> list[Stretch] | None:
    """A union of intervals and single points, in the order written; None for another set."""
    if type(found) is not App:
        return None
    if found.op is ops.EMPTY_SET:
        return []
    if found.op is ops.FINITE_SET:
        return [Stretch(a, a, True, True) for a in found.args]
    if found.op in _CLOSED:
        closed = [a for a, belongs in zip(found.args, _CLOSED[found.op], strict=True) if belongs]
        if oo in closed or minus_oo in closed:
            return None  # an infinite end belongs to no interval of the line
        return [Stretch(found.args[0], found.args[1], *_CLOSED[found.op])]
    if found.op is ops.UNION:
        parts = [stretches(a) for a in found.args]
        return None if any(p is None for p in parts) else [q for p in parts if p for q in p]
    return None


def in_order(parts: list[Stretch]) -> bool:
    """Does each interval end after it begins and before the next one begins?"""
    if not all(p.left == p.right or below(p.left, p.right) for p in parts):
        return False
    pairs = itertools.pairwise(parts)
    return all(same_end(p.right, q.left) or below(p.right, q.left) for p, q in pairs)


def below(a: Term, b: Term) -> bool:
    """a < b, for constants and ±oo."""
    if a == minus_oo or b == oo:
        return a != b
    if a == oo or b == minus_oo:
        return False
    low, high = value(a, {}), value(b, {})
    return isinstance(low, arb) and isinstance(high, arb) and bool(low < high)


def same_end(a: Term, b: Term) -> bool:
    """The same point, however it is written."""
    if a == b:
        return True
    if a in (oo, minus_oo) or b in (oo, minus_oo):
        return False
    low, high = value(a, {}), value(b, {})
    return isinstance(low, arb) and isinstance(high, arb) and low.overlaps(high) and is_zero(a - b)


def gaps(parts: list[Stretch]) -> Iterator[tuple[Term, Term]]:
    """The open intervals between the pieces of the whole line."""
    last: Term = minus_oo
    for p in parts:
        if p.left != minus_oo and not same_end(last, p.left):
            yield last, p.left
        last = p.right
    if last != oo:
        yield last, oo


def ends(parts: list[Stretch]) -> Iterator[tuple[Term, bool]]:
    """The finite ends, and whether each belongs."""
    for p in parts:
        if p.left not in (minus_oo, oo):
            yield p.left, p.closed_left
        if p.right not in (minus_oo, oo) and p.right != p.left:
            yield p.right, p.closed_right
