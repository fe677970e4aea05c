"""Equations with a little o: eˣ = 1 + x + o(x) says that the difference of the sides over x tends to 0 as x does."""

from __future__ import annotations

from tuidao.judge.theory.common import parts_of, rewritten, slope_of
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, eq, is_op, lim, oo, rational
from tuidao.lang.term import App, Sym, Term, free_symbols, mentions, size
from tuidao.proof import Status, Verdict, Witness
from tuidao.text import Text

TENDS_TO_ZERO = Text(
    "the difference of the sides over {step} tends to 0 as {x} → {point}",
    "当 {x} → {point} 时，两边之差与 {step} 之比趋于 0",
)
TENDS_ELSEWHERE = Text(
    "the difference of the sides over {step} tends to {value} as {x} → {point}, not to 0",
    "当 {x} → {point} 时，两边之差与 {step} 之比趋于 {value}，而不是 0",
)
_MOST_NODES = 80


def little_o(left: Term, right: Term, given: tuple[Term, ...] = ()) -> Verdict | None:
    """The verdict on an equation with o(h) among its summands; None where it is not decided.

    Where h tends to 0 is read off h itself: (x − a)ᵏ does as x → a, 1/xᵏ as x → ∞.
    """
    from tuidao.check.conditions import Context
    from tuidao.check.replay import replay
    from tuidao.derive import solve

    found: set[Term] = set()
    sides = [_without(side, found) for side in (left, right)]
    if (
        len(found) != 1
        or sides[0] is None
        or sides[1] is None
        or size(left) + size(right) > _MOST_NODES
    ):
        return None
    step = found.pop()
    where = approach(step)
    if where is None:
        return None
    x, point = where
    gap = sides[0] - sides[1]
    by_slope = _by_slope(gap, step, x, point, given)
    if by_slope is not None:
        told = {"step": step, "x": x, "point": point}
        return Verdict(Status.PROVED, TENDS_TO_ZERO.format(**told), missing=by_slope.missing)
    problem = lim(gap / step, x, point)
    worked = solve(problem, given)
    if not isinstance(worked.answer, Term) or worked.derivation.end != worked.answer:
        return None
    replayed = replay(worked.derivation, Context(facts=given))
    if replayed.status is not Status.PROVED:
        return None
    told = {"step": step, "x": x, "point": point}
    if worked.answer == ZERO:
        return Verdict(Status.PROVED, TENDS_TO_ZERO.format(**told), missing=replayed.missing)
    value = worked.answer
    if replayed.missing or free_symbols(value) or is_op(value, ops.UNDEFINED):
        return None
    from tuidao.check.root_bound import sign_of_constant

    infinite = is_op(value, ops.OO, ops.ZOO) or value == -oo
    if not infinite and not sign_of_constant(value):
        return None
    reason = TENDS_ELSEWHERE.format(value=value, **told)
    return Verdict(Status.REFUTED, reason, Witness({}, str(value), "0"))


def _by_slope(
    gap: Term, step: Term, x: Sym, point: Term, given: tuple[Term, ...]
) -> Verdict | None:
    """f(a + h) − f(a) − f′(a)·h over h tends to 0: f′(a) is the limit of the difference quotient."""
    from tuidao.derive.simplify import tidy
    from tuidao.judge.theory.quotients import quotient_claim

    slopes = [t for t in parts_of(gap) if slope_of(t) is not None]
    if len(slopes) != 1:
        return None
    rest = tidy(gap + slopes[0] * step)
    if any(slope_of(t) is not None for t in parts_of(rest)):
        return None
    found = quotient_claim(eq(lim(rest / step, x, point), slopes[0]), given)
    return found if found is not None and found.status is Status.PROVED else None


def approach(step: Term) -> tuple[Sym, Term] | None:
    """The variable and the point at which a power of x − a, or of 1/x, tends to 0; None for anything else."""
    if type(step) is App and step.op is ops.MUL and rational(step.args[0]):
        return approach(step.args[1])
    if type(step) is App and step.op is ops.POW:
        power = rational(step.args[1])
        inside = approach(step.args[0])
        if power is None or inside is None or power == 0:
            return None
        return inside if power > 0 else _far(inside)
    if type(step) is App and step.op is ops.DIV and rational(step.args[0]):
        inside = approach(step.args[1])
        return None if inside is None else _far(inside)
    if type(step) is Sym:
        return step, ZERO
    if type(step) is App and step.op is ops.SUB:
        x, point = step.args
        if type(x) is Sym and not mentions(point, x):
            return x, point
    return None


def _far(place: tuple[Sym, Term]) -> tuple[Sym, Term] | None:
    x, point = place
    return (x, oo) if point == ZERO else None


def _without(side: Term, found: set[Term]) -> Term | None:
    """A side without its o(h), whose h is put among those found; None where o(h) is no summand."""
    if type(side) is App and side.op is ops.LITTLE_O:
        found.add(side.args[0])
        return ZERO
    if not _holds(side):
        return side
    if type(side) is not App or side.op not in (ops.ADD, ops.SUB, ops.NEG):
        return None
    parts = [_without(a, found) for a in side.args]
    if any(p is None for p in parts):
        return None
    return App(side.op, tuple(p for p in parts if p is not None))


def _holds(t: Term) -> bool:
    return rewritten(t, lambda p: ONE if is_op(p, ops.LITTLE_O) else None) != t
