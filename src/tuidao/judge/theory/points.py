"""Points that a mean value theorem speaks of: f(b) − f(a) = f′(ξ)(b − a) for some ξ between a and b."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tuidao.judge.theory.common import (
    Proof,
    function_of,
    lam,
    parts_of,
    replaced,
    rewritten,
    slope_of,
)
from tuidao.lang import op as ops
from tuidao.lang.build import (
    ZERO,
    D,
    apply,
    closed,
    eq,
    exists,
    integral,
    is_op,
    lt,
    opened,
    true,
)
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols
from tuidao.proof import Chain, Derivation, Verdict
from tuidao.rules import RULES
from tuidao.text import Text

POINTS = frozenset("xi eta zeta theta tau c".split())  # how such points are called
SOME_POINT = Text("for some {point} between {a} and {b}", "对 {a} 与 {b} 之间的某个 {point}")
_MOST_ENDS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A point and the ends that it lies between; `told`: the text says so."""

    point: Sym
    a: Term
    b: Term
    told: bool


def ends_of(point: Sym, facts: tuple[Term, ...]) -> tuple[Term, Term] | None:
    """The ends between which the facts put a point: ξ ∈ (a, b), or a < ξ and ξ < b."""
    below: list[Term] = []
    above: list[Term] = []
    for fact in reversed(facts):
        if type(fact) is not App:
            continue
        if fact.op is ops.AND:
            inner = ends_of(point, fact.args)
            if inner is not None:
                return inner
        if fact.op is ops.IN and fact.args[0] == point:
            where = fact.args[1]
            if is_op(where, ops.INTERVAL, ops.INTERVAL_OPEN) and type(where) is App:
                return where.args[0], where.args[1]
        if fact.op in (ops.LT, ops.LE, ops.GT, ops.GE) and point in fact.args:
            first, second = fact.args if fact.op in (ops.LT, ops.LE) else fact.args[::-1]
            (above if first == point else below).append(second if first == point else first)
    return (below[0], above[0]) if below and above else None


def is_point(s: Term) -> bool:
    """Is the symbol called as points of mean value theorems are: ξ, ξ₁, η, c?"""
    return (
        type(s) is Sym and s.index < 0 and s.name.partition("_")[0].rstrip("0123456789") in POINTS
    )


def _places(claim: Term, facts: tuple[Term, ...]) -> list[list[Place]] | None:
    """For each point in the claim the ends it may lie between; None where there is no such point."""
    found: list[list[Place]] = []
    taken = [slope_of(t) or function_of(t) for t in parts_of(claim)]
    points = {p[1]: p[0] for p in taken if p is not None and type(p[1]) is Sym}
    for point, f in sorted(points.items(), key=str):
        assert type(point) is Sym
        ends = ends_of(point, facts)
        if ends is not None and (is_point(point) or _bare(point, claim)):
            found.append([Place(point, *ends, told=True)])
        elif is_point(point):
            values = [p[1] for p in taken if p is not None and p[0] == f and p[1] != point]
            ends_in = [t for p in parts_of(claim) for t in _limits_of(p, f)]
            around = sorted(dict.fromkeys([*ends_in, *values]), key=str)[:_MOST_ENDS]
            pairs = [
                Place(point, a, b, told=False)
                for k, a in enumerate(around)
                for b in around[k + 1 :]
            ]
            found.append(pairs)
    return found or None


def _bare(point: Sym, claim: Term) -> bool:
    """Does the point stand nowhere but as what a derivative or a function is taken at?"""
    without = rewritten(
        claim, lambda t: Sym("#") if slope_of(t) is not None or function_of(t) is not None else None
    )
    return point not in free_symbols(without)


def _limits_of(t: Term, f: Sym) -> tuple[Term, ...]:
    """The ends of an integral of f."""
    if type(t) is Bind and t.op is ops.INTEGRAL and function_of(t.body) == (f, Sym("", 0)):
        return t.over
    return ()


def mean_value_claim(
    claim: App, facts: tuple[Term, ...]
) -> tuple[Verdict, tuple[Place, ...]] | None:
    """An equation that holds for some points by the mean value theorems; None where they do not give it."""
    if claim.op is not ops.EQ:
        return None
    places = _places(claim, facts)
    if places is None:
        return None
    for chosen in _choices(places):
        found = _with_points(claim, facts, chosen)
        if found is not None:
            return found, chosen
    return None


def chord_claim(claim: App, facts: tuple[Term, ...]) -> Verdict | None:
    """A sign of f(b) − f(a) from that of f′(ξ), ξ between a and b; None where that does not give it."""
    from tuidao.derive.simplify import tidy

    for fact in facts:
        if type(fact) is not App or fact.op not in (ops.LT, ops.LE, ops.GT, ops.GE):
            continue
        slopes = [s for s in map(slope_of, fact.args) if s is not None]
        if len(slopes) != 1 or type(slopes[0][1]) is not Sym:
            continue
        f, point = slopes[0]
        assert isinstance(point, Sym)
        ends = ends_of(point, facts)
        if ends is None:
            continue
        a, b = ends
        slope = fresh("m", free_symbols(claim) | free_symbols(a) | free_symbols(b))
        marked = {t: slope for t in parts_of(fact) if slope_of(t) == (f, point)}
        signed = replaced(fact, marked)
        proof = Proof((*facts, lt(a, b), signed), [_chord(f, a, b)])
        raised = replaced(claim, {f(b): f(a) + slope * (b - a)})
        if raised != claim and isinstance(raised, App):
            low, high = raised.args
            found = proof.concludes(App(claim.op, (tidy(low - high), ZERO)))
            if found is not None:
                return found
    return None


def _choices(places: list[list[Place]]) -> Iterator[tuple[Place, ...]]:
    if not places:
        yield ()
        return
    for first in places[0]:
        for rest in _choices(places[1:]):
            yield (first, *rest)


def _with_points(claim: App, facts: tuple[Term, ...], chosen: tuple[Place, ...]) -> Verdict | None:
    """The claim with f′(ξ) as the slope of the chord, or f(ξ) as the mean of f."""
    proof = Proof(tuple(dict.fromkeys((*facts, *(lt(p.a, p.b) for p in chosen if p.told)))))
    at = {p.point: p for p in chosen}
    integrated = {f for t in parts_of(claim) for f in _integrands(t)}
    used: set[Sym] = set()

    def change(t: Term) -> Term | None:
        slope, value = slope_of(t), function_of(t)
        if slope is not None and slope[1] in at:
            f, place = slope[0], at[slope[1]]  # type: ignore[index]
            used.add(place.point)
            proof.derivations.append(_chord(f, place.a, place.b))
            return apply(ops.DIV, f(place.b) - f(place.a), place.b - place.a)
        if value is not None and value[1] in at and value[0] in integrated:
            f, place = value[0], at[value[1]]  # type: ignore[index]
            used.add(place.point)
            proof.derivations.append(_mean(f, place.a, place.b))
            x = fresh("t", free_symbols(claim))
            return apply(ops.DIV, integral(f(x), x, place.a, place.b), place.b - place.a)
        return None

    reduced = rewritten(claim, change)
    if used != set(at) or any(at[p].point in free_symbols(reduced) for p in used):
        return None
    return proof.concludes(reduced)


def _integrands(t: Term) -> tuple[Sym, ...]:
    if type(t) is Bind and t.op is ops.INTEGRAL and t.loose == 0:
        inner = function_of(t.body)
        if inner is not None and inner[1] == Sym("", 0):
            return (inner[0],)
    return ()


def _chord(f: Sym, a: Term, b: Term) -> Derivation:
    """That f′ takes the slope of the chord somewhere between a and b."""
    t, s = Sym("t"), Sym("s")
    slope = apply(ops.DIV, f(b) - f(a), b - a)
    goal = exists(s, opened(a, b), eq(D(f(t), t, s), slope))
    by = {"f": lam(t, f(t)), "a": a, "b": b}
    return Chain(goal).step(RULES["mean_value"], true, by).derivation()


def _mean(f: Sym, a: Term, b: Term) -> Derivation:
    """That f takes its mean somewhere on [a, b]."""
    t, s = Sym("t"), Sym("s")
    mean = apply(ops.DIV, integral(f(t), t, a, b), b - a)
    goal = exists(s, closed(a, b), eq(f(s), mean))
    by = {"f": lam(t, f(t)), "a": a, "b": b}
    return Chain(goal).step(RULES["integral_mean"], true, by).derivation()
