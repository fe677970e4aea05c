"""The only zero of a function in an interval, as a number: signs show that it exists, the slope that it is alone."""

from __future__ import annotations

from typing import Any

from flint import arb, ctx

from tuidao.lang import op as ops
from tuidao.lang.ball_compile import BINDERS, Closure, Compiler, Env, Scope, real
from tuidao.lang.ball_jet import Jet
from tuidao.lang.ball_real import Exhausted, NoValue, Unknown, spend
from tuidao.lang.term import Bind, Term, children, free_symbols

_MOST_TURNS = 80
_MOST_PARTS = 100
_MOST_KEPT = 512
_KEPT: dict[tuple[Bind, int], arb] = {}


def _build(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    """root_of(f, x, a, b) where f′ has one sign on [a, b]: NoValue where f has no change of sign there."""
    if t.loose or free_symbols(t) or _foreign(t):
        raise Unknown
    slot = c.slot()
    c.level += 1
    level = c.level
    body = c.value(t.body, (slot,), True)
    c.level -= 1
    low, high = (c.value(o, (), False) for o in t.over)

    def at(env: Env, x: Any) -> arb:
        spend(1)
        env[slot] = x
        return real(body(env))

    def slope(env: Env, x: arb) -> arb:
        spend(2)
        env[slot] = Jet([x, arb(1)], level)
        found = body(env)
        if type(found) is not Jet or found.level != level:
            raise Unknown
        return real(found.c[1])

    def run(env: Env) -> arb:
        key = (t, ctx.prec)
        known = _KEPT.get(key)
        if known is None:
            a, b = real(low(env)), real(high(env))
            if not a < b:
                raise NoValue if a >= b else Unknown
            found = _newton(lambda x: at(env, x), lambda x: slope(env, x), a, b)
            if len(_KEPT) >= _MOST_KEPT:
                _KEPT.clear()
            known = _KEPT[key] = found
        return known

    return run


def _newton(f: Any, slope: Any, a: arb, b: arb) -> arb:
    """The zero enclosed by interval Newton steps. Source: Moore, Interval Analysis (1966), chapter 7."""
    box = a.union(b)
    steep = _steepness(slope, a, b)
    left, right = f(a), f(b)
    if left.contains(0) or right.contains(0):
        raise Unknown
    if (left > 0) is (right > 0):
        raise NoValue
    for _ in range(_MOST_TURNS):
        middle = box.mid()
        here = _wide(slope, box)
        if here is not None:  # else the enclosure over the interval before serves as well
            steep = here
        step = middle - f(middle) / steep
        if not step.overlaps(box):
            raise Unknown
        tighter: arb = step.intersection(box)
        if not tighter.rad() < box.rad() * 0.75:
            here = f(middle)
            if here.contains(0):
                return tighter
            low, high = box.lower(), box.upper()
            tighter = low.union(middle) if (here > 0) is not (left > 0) else middle.union(high)
            if not tighter.rad() < box.rad() * 0.75:
                return box
        box = tighter
    return box


def _steepness(slope: Any, a: arb, b: arb) -> arb:
    """An enclosure of the slope on [a, b] without 0, part by part. Raises Unknown where there is none."""
    parts: list[tuple[arb, arb]] = [(a.lower(), b.upper())]
    hull: arb | None = None
    for _ in range(_MOST_PARTS):
        if not parts:
            break
        low, high = parts.pop()
        found = _wide(slope, low.union(high))
        if found is None:
            middle = ((low + high) / 2).mid()
            parts += [(low, middle), (middle, high)]
        else:
            hull = found if hull is None else hull.union(found)
    if parts or hull is None or hull.contains(0):
        raise Unknown
    return hull


def _wide(slope: Any, box: arb) -> arb | None:
    """The slope's enclosure where it is one without 0."""
    try:
        found = slope(box)
    except Exhausted:
        raise
    except (Unknown, NoValue):
        return None
    return None if found.contains(0) or not found.is_finite() else found


def _foreign(t: Term) -> bool:
    """Does a binder occur whose value may rest on numerical evidence?"""
    if type(t) is Bind and t.op is not ops.ROOT_OF:
        return True
    return any(_foreign(child) for child in children(t))


BINDERS[ops.ROOT_OF] = _build
