"""Sines and cosines of one angle as methods: odd powers by the other function, the rest made rational."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.derive.integral import notes, trig
from tuidao.derive.integral.exptrig import linear_rate
from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import ONE, ZERO, Frac, TooHard, const, gen
from tuidao.derive.integral.plan import Plan, hole, sum_plan, through
from tuidao.derive.integral.rational import Anti, integrate_rational
from tuidao.derive.integral.textbook import rational_plan
from tuidao.derive.integral.write import over, plus, power, times, write
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE as ONE_TERM
from tuidao.lang.term import App, Num, Sym, Term, mentions
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver

HALF = ONE / const(2)


def trigonometric(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int
) -> Plan | None:
    """Rational functions of sine and cosine."""
    slots = trig.trig_slots(field, v)
    if slots is None:
        return None
    s, c = slots
    inner = field.gens[s].inner
    assert inner is not None
    rate = linear_rate(field, inner)
    if rate is None:
        return None
    best: Plan | None = None
    for change in trig.changes(field, v, rate, s, c):
        try:
            anti = integrate_rational(field, field.clean(change.integrand), change.slot)
        except (TooHard, ZeroDivisionError):
            continue
        u = solver.variable(f)
        field.gens[change.slot].term = u
        body = tidy(write(field, change.integrand))
        inner_plan = rational_plan(solver, field, field.clean(change.integrand), change.slot, anti)
        note = _note(change.rule, u, change.at, x)
        best = through(change.rule, body, u, change.at, inner_plan, note=note)
        best.value = tidy(best.value)
        if solver.accept(best, f, x):
            constant = _constant_part(field, anti, change, rate)
            apart = None if constant is None else _apart(solver, x, field, v, constant, depth)
            return best if apart is None else apart
    return best


def _note(rule: str, u: Sym, at: Term, x: Sym) -> Text | None:
    """For the tangent of half the angle: sine, cosine and dx; du for the others is said as for any substitution."""
    if rule != "integral_half_angle":
        return None
    from tuidao.derive.integral.table import linear

    assert type(at) is App
    line = linear(at.args[0], x)
    if line is None:
        return None
    return notes.half_angle(
        u, at.args[0], x, over(ONE_TERM, times(line[0], plus(ONE_TERM, power(u, 2))))
    )


def _constant_part(field: Field, anti: Anti, change: trig.Change, rate: Frac) -> Frac | None:
    """k, where k·w came back through the substitution as k·arctan(tan w), which jumps."""
    found = ZERO
    for c, a in anti.atans:
        if a == gen(change.slot):
            found = found + c * rate * (HALF if change.rule == "integral_half_angle" else ONE)
    found = field.clean(found)
    return None if found.is_zero or change.rule == "integral_substitution" else found


def _apart(
    solver: Solver, x: Sym, field: Field, v: Frac, constant: Frac, depth: int
) -> Plan | None:
    """∫ f = ∫ k + ∫ (f − k)."""
    first, rest = tidy(write(field, constant)), field.clean(v - constant)
    if rest.is_zero:
        return None
    second = tidy(write(field, rest))
    plans = [solver.find(t, x, depth + 1) for t in (first, second)]
    found = [(1, t, p) for t, p in zip((first, second), plans, strict=True) if p is not None]
    if len(found) < 2:
        return None
    here = hole(plus(first, second), x)
    plan = sum_plan(found, x)
    return Plan("integral_expand", plan.value, here, ((here, plan),))


def odd_power(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """sin^m w cos^n w with an odd exponent from 3 on: the other function is the new variable."""
    powers: dict[App, int] = {}
    slots = trig.trig_slots(field, v)
    if slots is None or not _product(f, x, powers) or len({t.args[0] for t in powers}) != 1:
        return None
    inner = field.gens[slots[0]].inner
    rate = None if inner is None else linear_rate(field, inner)
    odd = [k for k in powers.values() if k % 2 and k >= 3]
    if rate is None or not odd or sum(powers.values()) > 24:
        return None
    change = trig.changes(field, v, rate, *slots)[0]
    u = solver.variable(f)
    field.gens[change.slot].term = u
    body = tidy(write(field, change.integrand))
    plan = solver.find(body, u, depth + 1)
    if plan is None:
        return None
    made = through(change.rule, body, u, change.at, plan)
    made.value = tidy(made.value)
    return made


def _product(t: Term, x: Sym, powers: dict[App, int], k: int = 1) -> bool:
    """Is t, as written, a product of powers of sines and cosines and of constants?"""
    if not mentions(t, x):
        return True
    if type(t) is not App:
        return False
    if t.op in (ops.SIN, ops.COS):
        powers[t] = powers.get(t, 0) + k
        return True
    if t.op is ops.POW and type(t.args[1]) is Num:
        n = t.args[1].value
        return n.denominator == 1 and 0 < n <= 24 and _product(t.args[0], x, powers, k * int(n))
    if t.op is ops.DIV:
        return not mentions(t.args[1], x) and _product(t.args[0], x, powers, k)
    return t.op in (ops.MUL, ops.NEG) and all(_product(a, x, powers, k) for a in t.args)
