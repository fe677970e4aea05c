"""Limits of functions that are only named: what is said of them, and the theorems on sums, products and composition."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.judge.theory.common import (
    MIRROR,
    ORDERS,
    Proof,
    equations,
    function_of,
    lam,
    opened,
    parts_of,
    rewritten,
)
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, eq, is_op, lim, near, true
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, mentions, substitute
from tuidao.proof import Chain, Derivation, Verdict
from tuidao.rules import RULES

_RULES = {ops.ADD: "lim_add", ops.SUB: "lim_sub", ops.MUL: "lim_mul", ops.DIV: "lim_div"}
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Found:
    """The value of a limit and the derivation that leads to it; none where it is one of the facts."""

    value: Term
    proof: Derivation | None = None


def value_of(t: Bind, facts: tuple[Term, ...], depth: int = 0) -> Found | None:
    """What a limit is by the theorems on limits, given those that the facts name; None where they do not say.

    A limit that nothing is known of stands for itself: that it exists becomes a condition.
    """
    for a, b in equations(facts):
        if a == t and not is_op(b, ops.LIMIT):
            return Found(b)
    if depth > _DEEPEST:
        return None
    x, body = opened(t)
    point, side = t.over
    chain = Chain(t)
    if not mentions(body, x):
        return Found(body, chain.step(RULES["lim_continuous"], body).derivation())
    if type(body) is App and body.op in _RULES:
        u, v = body.args
        found = [value_of(lim(w, x, point, side), facts, depth + 1) for w in (u, v)]
        if found[0] is not None and found[1] is not None:
            value = App(body.op, (found[0].value, found[1].value))
            by = {
                "u": lam(x, u), "v": lam(x, v), "a": point, "s": side,
                "A": found[0].value, "B": found[1].value,
            }  # fmt: skip
            premises = tuple(f.proof if f is not None else None for f in found)
            chain.step(RULES[_RULES[body.op]], value, by, premises=premises)
            return Found(value, chain.derivation())
    if type(body) is App and body.op is ops.NEG:
        turned = App(ops.MUL, (-ONE, body.args[0]))
        inner = value_of(lim(turned, x, point, side), facts, depth + 1)
        if inner is not None and inner.proof is not None:
            chain.step(RULES["lim_congr"], lim(turned, x, point, side))
            chain.steps += inner.proof.steps
            return Found(inner.value, Derivation(t, tuple(chain.steps)))
    composed = _composed(t, facts, depth)
    if composed is not None:
        return composed
    if is_op(body, ops.CALL, ops.INDEX):
        return Found(t)
    return _worked(t)


def _composed(t: Bind, facts: tuple[Term, ...], depth: int) -> Found | None:
    """lim f(g(x)), where g(x) → b and f(u) → A as u → b."""
    x, body = opened(t)
    point, side = t.over
    outer = function_of(body)
    if outer is None or not mentions(outer[1], x) or outer[1] == x:
        return None
    f, inner = outer
    went = value_of(lim(inner, x, point, side), facts, depth + 1)
    if went is None or is_op(went.value, ops.LIMIT):
        return None
    u = fresh("u", free_symbols(t) | free_symbols(went.value))
    at = value_of(lim(f(u), u, went.value), facts, depth + 1)
    if at is None or is_op(at.value, ops.LIMIT):
        return None
    by = {
        "f": lam(u, f(u)), "g": lam(x, inner), "a": point, "s": side,
        "b": went.value, "A": at.value,
    }  # fmt: skip
    premises = (went.proof, None, at.proof)
    chain = Chain(t).step(RULES["lim_comp"], at.value, by, premises=premises)
    return Found(at.value, chain.derivation())


def _worked(t: Bind) -> Found | None:
    """A limit in which only known functions stand, worked out."""
    from tuidao.derive import solve

    if any(is_op(s, ops.CALL) for s in parts_of(t)):
        return None
    found = solve(t)
    if not isinstance(found.answer, Term) or found.derivation.end != found.answer:
        return None
    if is_op(found.answer, ops.UNDEFINED, ops.OO, ops.NEG):
        return None
    return Found(found.answer, found.derivation)


def nearby(facts: tuple[Term, ...], x: Sym, point: Term, side: Term) -> tuple[Term, ...]:
    """What is said of f(x) for the x concerned, said of all x near the point."""
    found = []
    for fact in facts:
        if type(fact) is not App or fact.op not in ORDERS or not mentions(fact, x):
            continue
        if any(is_op(p, ops.CALL, ops.INDEX) for p in parts_of(fact)):
            found.append(near(fact, x, point, side))
    return tuple(found)


def limit_claim(claim: App, facts: tuple[Term, ...]) -> Verdict | None:
    """An equation between limits of functions that are only named; None where the theorems do not give it."""
    limits = [t for t in parts_of(claim) if type(t) is Bind and t.op is ops.LIMIT]
    if not limits:
        return None
    spread = list(facts)
    for t in limits:
        for name in sorted(_variables(facts), key=str):
            spread += nearby(facts, name, *t.over)
    proof = Proof(tuple(dict.fromkeys(spread)))

    def change(t: Term) -> Term | None:
        if type(t) is not Bind or t.op is not ops.LIMIT:
            return None
        found = value_of(t, proof.facts)
        if found is None:
            return None
        if found.proof is not None:
            proof.derivations.append(found.proof)
        return found.value if found.value == t else rewritten(found.value, change)

    reduced = rewritten(claim, change)
    return proof.concludes(reduced) if reduced != claim else None


def _variables(facts: tuple[Term, ...]) -> frozenset[Sym]:
    return frozenset[Sym]().union(*(free_symbols(f) for f in facts))


def order_claim(claim: App, facts: tuple[Term, ...]) -> Verdict | None:
    """A ≤ B between limits A and B of functions of which one is nowhere greater than the other."""
    if claim.op not in (ops.LE, ops.GE):
        return None
    low, high = claim.args if claim.op is ops.LE else claim.args[::-1]
    limits = [(t, a) for t, a in equations(facts) if type(t) is Bind and t.op is ops.LIMIT]
    for first, a in limits:
        for second, b in limits:
            if (a, b) != (low, high) or first.over != second.over:
                continue
            found = _ordered(first, second, a, b, facts)
            if found is not None:
                return found
    return None


def _ordered(
    first: Term, second: Term, a: Term, b: Term, facts: tuple[Term, ...]
) -> Verdict | None:
    assert type(first) is Bind and type(second) is Bind
    x, u = opened(first)
    v = substitute(opened(second)[1], {opened(second)[0]: x})
    point, side = first.over
    for fact in facts:
        if type(fact) is not App or fact.op not in (ops.LE, ops.LT, ops.GE, ops.GT):
            continue
        weak = {ops.LT: ops.LE, ops.GT: ops.GE}.get(fact.op, fact.op)
        pair = fact.args if weak is ops.LE else App(MIRROR[weak], fact.args[::-1]).args
        for name in free_symbols(fact):
            if tuple(substitute(p, {name: x}) for p in pair) == (u, v):
                shown = near(App(ops.LE, (u, v)), x, point, side)
                by = {"u": lam(x, u), "v": lam(x, v), "a": point, "s": side, "A": a, "B": b}
                goal = App(ops.LE, (a, b))
                chain = Chain(goal).step(RULES["lim_le"], true, by)
                proof = Proof((*facts, shown), [chain.derivation()])
                missing = proof.missing()
                if missing is not None:
                    return proof.concludes(eq(ONE, ONE))
    return None
