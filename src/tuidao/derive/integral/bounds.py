"""A substitution made in a definite integral, bounds and all, where the new variable rises or falls all the way."""

from __future__ import annotations

from flint import arb

from tuidao.derive.derivative import derivative
from tuidao.derive.integral import notes
from tuidao.derive.integral.breaks import Unbroken, level, number, points_between, singularities
from tuidao.derive.integral.guard import NoValue, dual
from tuidao.derive.integral.newton import Problem, Refused, by_primitive
from tuidao.derive.integral.plan import Plan
from tuidao.derive.simplify import tidy
from tuidao.lang.build import function, integral
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, instantiate, size, substitute
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_INF = float("inf")
_POINTS = 24
_BOUNDS = Text(
    "{change} For {x} = {a}, {u} = {c}; for {x} = {b}, {u} = {d}.",
    "{change}{x} = {a} 时 {u} = {c}，{x} = {b} 时 {u} = {d}。",
)


def substituted(p: Problem, chain: Chain, plan: Plan) -> Worked | None:
    """∫ₐᵇ f dx = ∫ h du from g(a) to g(b) for the plan's substitution u = g(x); None where that is not plain."""
    if plan.change is None or plan.rule != "integral_substitution" or len(plan.parts) != 1:
        return None
    if free_symbols(integral(p.f, p.x, p.low, p.high)) or chain.now != integral(
        p.f, p.x, p.low, p.high
    ):
        return None
    u, at = plan.change
    hole, inner = plan.parts[0]
    assert plan.line is not None
    body, primitive = (
        tidy(_put(plan.line, hole, t)) for t in (instantiate(hole.body, u), inner.value)
    )
    way = _monotone(at, p)
    if not way or size(body) >= size(p.f) or _broken(p, at):
        return None
    ends = [tidy(substitute(at, {p.x: end})) for end in (p.low, p.high)]
    if any(level(e) is None or abs(level(e) or 0.0) == _INF for e in ends):
        return None
    after = integral(body, u, *ends)
    inside = Chain(after, p.given)
    try:
        worked = by_primitive(Problem(body, u, ends[0], ends[1], p.given), inside, primitive)
    except (Refused, Unbroken, NoValue, ZeroDivisionError):
        return None
    if worked is None or not isinstance(worked.answer, Term):
        return None
    rule = "integral_change" if way > 0 else "integral_change_decreasing"
    by = {
        "f": function(p.x, p.f),
        "g": function(p.x, at),
        "h": function(u, body),
        "a": p.low,
        "b": p.high,
    }
    shown = integral(body, u, *(substitute(at, {p.x: end}) for end in (p.low, p.high)))
    chain.step(RULES[rule], shown, by, note=_note(u, at, p, ends))
    chain.step(RULES["simplify"], after)
    chain.steps += inside.steps
    chain.now = inside.now
    return Worked(worked.answer, chain.derivation(), {"substitution": f"{u} = {at}"})


def _note(u: Sym, at: Term, p: Problem, ends: list[Term]) -> Text | None:
    change = notes.change(u, at, p.x)
    if change is None:
        return None
    return _BOUNDS.format(change=change, x=p.x, u=u, a=p.low, b=p.high, c=ends[0], d=ends[1])


def _put(line: Term, hole: Bind, value: Term) -> Term:
    if line == hole:
        return value
    if type(line) is not App:
        return line
    return App(line.op, tuple(_put(a, hole, value) for a in line.args))


def _broken(p: Problem, at: Term) -> bool:
    """Does the integrand or the new variable lack a value somewhere inside?"""
    inside = singularities(p.f, p.x) + singularities(at, p.x)
    for c in points_between(inside, p.x, p.low, p.high):
        here = number(c)
        try:
            if here is None or not all(
                dual(t, Sym("#"), {p.x: here})[0].is_finite() for t in (p.f, at)
            ):
                return True
        except (NoValue, ZeroDivisionError):
            return True
    return False


def _monotone(at: Term, p: Problem) -> int:
    """1 where g′ > 0 at points all over the interval, −1 where g′ < 0; 0 else."""
    slope = derivative(at, p.x)
    a, b = level(p.low), level(p.high)
    if slope is None or a is None or b is None or not -_INF < a < b < _INF:
        return 0
    signs = set()
    for k in range(_POINTS):
        here = arb(a) + (arb(b) - arb(a)) * (2 * k + 1) / (2 * _POINTS)
        try:
            v = dual(slope, Sym("#"), {p.x: here})[0]
        except (NoValue, ZeroDivisionError):
            return 0
        signs.add(1 if v > 0 else -1 if v < 0 else 0)
    return signs.pop() if len(signs) == 1 else 0
