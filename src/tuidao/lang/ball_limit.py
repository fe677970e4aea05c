"""Numerical evidence for limits: certified values at shrinking distances, and what they settle down to.

No value here is a proof: enclosures at finitely many points never are. `MODE.soft` says so to whoever evaluates. A
claim about a limit is "tested" only where values at several scales agree with it to 50 digits; it is never refuted so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from flint import arb, ctx

from tuidao.lang import op as ops
from tuidao.lang.ball_compile import Closure, Compiler, Env, Scope, no_number, real
from tuidao.lang.ball_real import MODE, Exhausted, NoValue, Unknown, begin
from tuidao.lang.ball_truth import infinity
from tuidao.lang.term import App, Bind, Num, Sym, Term, instantiate, mentions, subterms

# Distances 2^-b, and 2^b on the way to infinity: near enough that a root of the distance has 50 digits of the limit.
_NEAR = (60, 130, 200, 270, 340, 420)
_NEAR_PREC = 3_000
_STRETCHES = (60, 200)  # stretches at 2^-b or 2^b, a sixteenth of that long
_TURNING = (ops.SIN, ops.COS, ops.TAN, ops.COT, ops.SEC, ops.CSC)
_FAR = (5, 6, 7, 8, 9, 10)  # points 2^b where larger ones are out of reach
_FAR_PREC = 3_200
# Nothing periodic or alternating may look settled: distances off the powers of two, indices of mixed remainders.
_SKEW = dict(zip(_NEAR, (37, 11, 53, 29, 5, 43), strict=True))
_REMAINDER = dict(zip(_NEAR, (5, 2, 11, 7, 0, 13), strict=True))
_ODD_SCALE = 1 + arb(606_293) / (1 << 20)
_SEQUENCES = ("n", "m", "k", "N", "i", "j")  # names of variables that run through the integers
_PROBES = (1_021, 1_009, 998)
_SMALL = arb(2) ** -30


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the values from one side do: they settle down to `value`, or grow without bound (`infinite` ±1).

    Neither: they do nothing that can be told. `points` are the values themselves, by how near they were taken.
    """

    value: arb | None = None
    infinite: int = 0
    undefined: bool = False
    points: tuple[tuple[str, arb], ...] = ()


def build_limit(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    """The limit as the evidence has it: a ball around what the values settle down to."""
    slot = c.slot()
    body = c.value(t.body, (slot, *scope), general)
    end, side = infinity(t.over[0]), t.over[1]
    if type(side) is not Num:
        raise Unknown
    if any(type(s) is Bind and s.op is ops.INTEGRAL for _, s in subterms(t.body)):
        improper = _improper(t) if end > 0 else None
        return (
            no_number(c, t, scope, general)
            if improper is None
            else c.value(improper, scope, general)
        )
    if end:
        return limit_of(body, slot, end, t.name in _SEQUENCES, _turns(t.body))
    turning = _turns(t.body)
    point = c.value(t.over[0], scope, general)
    sides = [int(side.value)] if side.value else [1, -1]

    def run(env: Env) -> Any:
        return _agreed([_toward(body, env, slot, point, s, turning) for s in sides])

    return run


def limit_of(
    body: Closure, slot: int, end: int, whole: bool = False, turning: bool = False
) -> Closure:
    """The limit at ±oo; `whole`: of a sequence; `turning`: of a function that may have poles all the way out."""
    return lambda env: _agreed([_outward(body, env, slot, end, whole, turning)])


def _turns(t: Term) -> bool:
    """Are there sines, tangents and the like?"""
    return any(type(s) is App and s.op in _TURNING for _, s in subterms(t))


def _improper(t: Bind) -> Bind | None:
    """lim ∫ₐᵗ f for t → oo is the improper integral."""
    inner, x = t.body, Sym("", 0)
    if type(inner) is not Bind or inner.op is not ops.INTEGRAL or inner.over[1] != x:
        return None
    whole = Bind(inner.op, inner.name, inner.body, (inner.over[0], App(ops.OO, ())))
    marked = instantiate(whole, Sym("#t"))
    if mentions(marked, Sym("#t")) or type(marked) is not Bind:
        return None
    return marked


def _agreed(sides: Sequence[Evidence]) -> arb:
    """The one value of all sides on which there is anything; NoValue where two differ."""
    MODE.soft = True
    found = [s for s in sides if not s.undefined]
    if not found:
        raise NoValue
    values = [s.value for s in found if s.value is not None]
    ways = {s.infinite for s in found}
    if len(values) == len(found):
        first = values[0]
        for v in values[1:]:
            if not first.overlaps(v):
                if abs(first - v) > _SMALL:
                    raise NoValue
                raise Unknown
            first = first.union(v)
        return first
    if 0 not in ways:
        if len(ways) == 1:
            MODE.infinite = ways.pop()
            raise Unknown
        MODE.infinite = 2
    raise Unknown


def _distance(bits: int) -> arb:
    return (1 + arb(_SKEW[bits]) / 64) * arb(2) ** -bits


def _toward(
    body: Closure, env: Env, slot: int, point: Closure, side: int, turning: bool
) -> Evidence:
    def at(step: arb) -> arb:
        env[slot] = real(point(env)) + side * step
        return real(body(env))

    found = _nearby(at, side)
    if turning and found.value is not None:
        for bits in _STRETCHES:
            _without_pole(at(_distance(bits).union(_distance(bits) * 15 / 16)))
    return found


def _without_pole(values: arb) -> None:
    """Values on a whole stretch: between the points tried there may be poles. Raises Unknown."""
    if not values.is_finite():
        raise Unknown


def _nearby(at: Callable[[arb], arb], side: int) -> Evidence:
    return _watch(lambda b: at(_distance(b)), _NEAR, _NEAR_PREC, "+2^-{}" if side > 0 else "-2^-{}")


def _outward(body: Closure, env: Env, slot: int, end: int, whole: bool, turning: bool) -> Evidence:
    def at(x: arb) -> arb:
        env[slot] = x
        return real(body(env))

    found = _far_out(at, end, whole)
    if turning and found.value is not None and not whole:
        for bits in _STRETCHES:
            _without_pole(at((1 / _distance(bits)).union(arb(17) / 16 / _distance(bits)) * end))
    return found


def _far_out(at: Callable[[arb], arb], end: int, whole: bool) -> Evidence:
    """Points far out, and nearer ones where those are out of reach; integers for a sequence.

    A function of a real variable is tried at integers only where it has no value between them.
    """
    failed = False
    for integers in (True,) if whole else (False, True):
        try:
            found = _ladders(at, end, integers)
        except Exhausted:
            raise
        except Unknown:
            failed = True
            continue
        if not found.undefined:
            return found
    if failed:
        raise Unknown
    return Evidence(undefined=True)


def _ladders(at: Callable[[arb], arb], end: int, integers: bool) -> Evidence:
    sign = "2^{}" if end > 0 else "-2^{}"

    def far(bits: int) -> arb:
        return at(
            arb(end) * (arb(2) ** bits + _REMAINDER[bits]) if integers else end / _distance(bits)
        )

    scale = arb(end) if integers else arb(end) * _ODD_SCALE
    try:
        found = _watch(far, _NEAR, _NEAR_PREC, sign)
        if found.value is not None or found.infinite or found.undefined:
            return found
    except Exhausted:
        raise
    except Unknown:
        pass
    found = _watch(lambda b: at(scale * arb(2) ** b), _FAR, _FAR_PREC, sign, doubling=True)
    if found.value is not None:
        gap = abs(found.points[-1][1] - found.value) * 8 + _SMALL * (1 + abs(found.value))
        for n in _PROBES:
            if not abs(at(scale * n) - found.value) < gap:
                raise Unknown
    return found


def _watch(
    at: Callable[[int], arb], ladder: Sequence[int], prec: int, name: str, doubling: bool = False
) -> Evidence:
    before = ctx.prec
    ctx.prec = max(prec, before)
    try:
        values: list[arb] = []
        for bits in ladder:
            v = at(bits)
            if not v.is_finite() or v.rad() > _SMALL * _SMALL * (1 + abs(v.mid())):
                raise Unknown
            values.append(v)
    except NoValue:
        return Evidence(undefined=True)
    finally:
        ctx.prec = before
    points = tuple((name.format(b), v) for b, v in zip(ladder, values, strict=True))
    grown = _grows(values)
    if grown:
        return Evidence(infinite=grown, points=points)
    return Evidence(value=_extrapolated(values) if doubling else _settled(values), points=points)


def _settled(values: Sequence[arb]) -> arb | None:
    """The ball where the values end, if each change is less than half the one before it."""
    steps = [abs(b - a).mid() for a, b in pairwise(values)]
    floor = arb(2) ** -90 * (1 + abs(values[-1]).mid())
    for one, other in pairwise(steps):
        if other > floor and not other * 2 < one:
            return None
    return _around(values[-1], steps[-1] * 4 + arb(2) ** -200 * (1 + abs(values[-1]).mid()))


def _around(middle: arb, radius: arb) -> arb | None:
    if not radius < _SMALL * (1 + abs(middle).mid()):
        return None
    return middle.mid() + arb(0, radius.abs_upper()) + (middle - middle.mid())


def _extrapolated(values: Sequence[arb]) -> arb | None:
    """Richardson's extrapolation: the argument doubles, the error is a series in its reciprocal."""
    row, last = list(values), list(values)
    for j in range(1, len(values)):
        last, row = row, [(b * 2**j - a) / (2**j - 1) for a, b in pairwise(row)]
    error = abs(row[0] - last[-1]).mid()
    plain = _settled(values)
    if plain is not None and plain.rad() < error:
        return plain
    return _around(row[0], error * 16 + arb(2) ** -200)


def _grows(values: Sequence[arb]) -> int:
    """±1 where the values grow without bound: by a steady amount a step (a logarithm) or faster."""
    sign = 1 if values[-1] > 0 else -1
    sizes = [(v * sign).mid() for v in values]
    steps = [b - a for a, b in pairwise(sizes)]
    steady = all(step > 0 and 10 * after > 9 * step for step, after in pairwise(steps))
    return sign if steady and sizes[-1] > 3 and steps[-1] > arb(1) / 8 else 0


def approach(
    body: Term, x: Sym, point: Term, side: int, values: dict[Sym, arb] | None = None
) -> Evidence:
    """The evidence from one side (at ±oo `side` is not looked at): see `Evidence`.

    An `Evidence` without a value tells that the values could not be computed or follow no pattern.
    """
    from tuidao.lang.ball import WORK, Formula

    values = values or {}
    formula = Formula(body, (*values, x))

    def at(place: Callable[[], arb]) -> arb:
        found = formula([*values.values(), place()], ctx.prec)
        if isinstance(found, arb):
            return found
        if found is None:
            raise Unknown
        raise NoValue

    end = infinity(point)
    where = Formula(point, tuple(values))

    def near(step: arb) -> arb:
        return at(lambda: real(where(list(values.values()), ctx.prec)) + side * step)

    begin(WORK)
    try:
        return (
            _far_out(lambda y: at(lambda: y), end, x.name in _SEQUENCES)
            if end
            else _nearby(near, side)
        )
    except Unknown:
        return Evidence()
