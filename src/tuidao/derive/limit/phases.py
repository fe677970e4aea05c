"""Oscillation found by phases: the growing angle held at one value or another leads to different limits."""

from __future__ import annotations

from tuidao.derive.limit.engine import (
    INFINITE,
    OSCILLATES,
    VALUE,
    Outcome,
    expanded,
    runs_through_integers,
)
from tuidao.derive.limit.rewrite import held, turning
from tuidao.lang import op as ops
from tuidao.lang.term import App, Num, Sym, Term

_HALF, _ROOT = Num(1) / 2, App(ops.SQRT, (Num(3),)) / 2
_PHASES = ((Num(0), Num(1)), (Num(1), Num(0)), (Num(-1), Num(0)), (_HALF, _ROOT), (-_HALF, _ROOT))


def one_sided(
    body: Term, x: Sym, base: Term | None, direction: int, given: tuple[Term, ...]
) -> Outcome | None:
    """What `expanded` says; where it fails, OSCILLATES if two phases lead to different limits."""
    found = expanded(body, x, base, direction, given)
    if found is not None or (base is None and runs_through_integers(body, x, given)):
        return found
    angles = [u for u in turning(body, x) if _grows(u, x, base, direction, given)]
    if len(angles) != 1:
        return None
    seen: list[Outcome] = []
    for s, c in _PHASES:
        along = expanded(held(body, angles[0], s, c), x, base, direction, given)
        if along is None or along.kind not in (VALUE, INFINITE):
            continue
        if any(_differ(other, along) for other in seen):
            return Outcome(OSCILLATES, expander=along.expander, series=along.series)
        seen.append(along)
    return None


def _grows(u: Term, x: Sym, base: Term | None, direction: int, given: tuple[Term, ...]) -> bool:
    inner = expanded(u, x, base, direction, given)
    return inner is not None and inner.kind == INFINITE


def _differ(a: Outcome, b: Outcome) -> bool:
    """Do two behaviours certainly differ?"""
    if a.kind != b.kind:
        return True
    if a.expander is None or b.expander is None:
        return False
    if a.kind == INFINITE:
        one, two = a.expander.field.known_sign(a.value), b.expander.field.known_sign(b.value)
        return one is not None and two is not None and one != two
    left, right = a.expander.field.ball(a.value), b.expander.field.ball(b.value)
    return left is not None and right is not None and not left.overlaps(right)
