"""Zeros that samples of a function miss: changes of sign between them, and places where it comes close to 0."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from flint import arb

from tuidao.lang import op as ops
from tuidao.lang.ball import Formula
from tuidao.lang.build import is_op
from tuidao.lang.term import App, Sym, Term

_PREC = 128
_TURNS = 60
_CLOSE = arb(10) ** -6  # of the values beside it: what comes closer to 0 than this may be 0
_SHARP = (ops.NE, ops.GT, ops.LT, ops.EQ)


def parts_of(claim: Term) -> tuple[Term, ...]:
    """What a conjunction is made of."""
    return claim.args if type(claim) is App and claim.op is ops.AND else (claim,)


def may_break(claim: Term, x: Sym, points: Sequence[arb]) -> bool:
    """May a strict inequality (or one of those joined by "and") fail at single points, which no sample meets?"""
    return any(
        _may_vanish(c.args[0] - c.args[1], x, points)
        for c in parts_of(claim)
        if is_op(c, *_SHARP) and type(c) is App
    )


def may_hold(claim: Term, x: Sym, points: Sequence[arb]) -> bool:
    """May a statement that fails at all samples hold at single points between them?"""
    if not (type(claim) is App and claim.op in ops.RELATIONS):
        return True
    if claim.op in (ops.GT, ops.LT, ops.NE):
        return claim.op is ops.NE
    return _may_vanish(claim.args[0] - claim.args[1], x, points)


def _may_vanish(f: Term, x: Sym, points: Sequence[arb]) -> bool:
    formula = Formula(f, (x,))

    def at(p: arb) -> arb | None:
        found = formula([p], _PREC)
        return found if isinstance(found, arb) else None

    values = [at(p) for p in points]
    if any(v is None or v.contains(0) for v in values):
        return True
    for k, (v, w) in enumerate(pairwise(values)):
        assert v is not None and w is not None
        if (v > 0) is not (w > 0):
            return True
        u = values[k - 1] if k else None
        if u is not None and abs(v) <= abs(u) and abs(v) <= abs(w):
            low = _lowest(at, points[k - 1], points[k + 1])
            if low is None or low < _CLOSE * abs(u).min(abs(w)):
                return True
    return False


def _lowest(at: object, a: arb, b: arb) -> arb | None:
    """The least size between two points, by thirds; None where there is no value."""
    assert callable(at)
    found: arb | None = None
    for _ in range(_TURNS):
        left, right = ((2 * a + b) / 3).mid(), ((a + 2 * b) / 3).mid()
        v, w = at(left), at(right)
        if v is None or w is None:
            return None
        if abs(v) < abs(w):
            b, found = right, abs(v).upper()
        else:
            a, found = left, abs(w).upper()
    return found
