"""Integrals of functions that are only named: by an antiderivative that the text names, up to a constant it names."""

from __future__ import annotations

from tuidao.check.prove import prove
from tuidao.judge.integrals import CONSTANTS, derivative_claim
from tuidao.judge.theory.common import (
    Proof,
    equations,
    function_of,
    lam,
    opened,
    parts_of,
    rewritten,
    slope_of,
)
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, D, closed, eq, forall
from tuidao.lang.build import opened as open_interval
from tuidao.lang.term import (
    App,
    Bind,
    Sym,
    Term,
    children,
    free_symbols,
    mentions,
    substitute,
)
from tuidao.proof import Chain, Derivation, Status, Verdict
from tuidao.rules import RULES
from tuidao.text import Text

SOME_CONSTANT = Text(
    "for some constant {name}: both sides have the same derivative",
    "对某个常数 {name} 成立：两边导数相同",
)


def antiderivatives(facts: tuple[Term, ...]) -> dict[Sym, Sym]:
    """The functions said to be antiderivatives, each with what it is one of: F′(x) = f(x)."""
    found: dict[Sym, Sym] = {}
    for fact in facts:
        body = fact
        if type(fact) is Bind and fact.op is ops.FORALL:
            body = opened(fact)[1]
        for a, b in equations((body,)):
            slope, value = slope_of(a), function_of(b)
            if slope is None or value is None or slope[1] != value[1]:
                continue
            if type(value[1]) is Sym:
                found[slope[0]] = value[0]
    return found


def spread(facts: tuple[Term, ...], a: Term, b: Term) -> tuple[Term, ...]:
    """F′(x) = f(x), said of the x concerned, said of the x between a and b; F is smooth there for that."""
    from tuidao.lang.build import continuous_on, differentiable_on

    t = Sym("t")
    found = list(facts)
    for big, small in antiderivatives(facts).items():
        found.append(forall(t, open_interval(a, b), eq(D(big(t), t, t), small(t))))
        found.append(differentiable_on(big(t), t, open_interval(a, b)))
        found.append(continuous_on(big(t), t, closed(a, b)))
    return tuple(dict.fromkeys(found))


def integral_claim(claim: App, facts: tuple[Term, ...]) -> Verdict | None:
    """An equation with ∫ f from a to b, by an antiderivative F of f; None where that does not give it."""
    integrals = [t for t in parts_of(claim) if _integrand(t) is not None]
    if not integrals:
        return None
    known = antiderivatives(facts)
    others = {p[0] for p in map(function_of, parts_of(claim)) if p is not None}
    for big in (*known, *sorted(others - set(known), key=str)):
        found = _by(claim, facts, big, known.get(big))
        if found is not None:
            return found
    return None


def _integrand(t: Term) -> Sym | None:
    """f where `t` is ∫ f(x) dx from one end to another."""
    if type(t) is Bind and t.op is ops.INTEGRAL:
        inner = function_of(t.body)
        if inner is not None and inner[1] == Sym("", 0):
            return inner[0]
    return None


def _by(claim: App, facts: tuple[Term, ...], big: Sym, small: Sym | None) -> Verdict | None:
    proof = Proof(facts)

    def change(t: Term) -> Term | None:
        f = _integrand(t)
        if f is None or f == big or (small is not None and f != small):
            return None
        assert type(t) is Bind
        a, b = t.over
        if a == b:
            by = {"f": lam(Sym("t"), f(Sym("t"))), "a": a}
            proof.derivations.append(Chain(t).step(RULES["integral_self"], ZERO, by).derivation())
            return ZERO
        proof.facts = spread(proof.facts, a, b)
        proof.derivations.append(_newton_leibniz(t, f, big))
        return big(b) - big(a)

    reduced = rewritten(claim, change)
    if reduced == claim:
        return None
    return proof.concludes(reduced)


def _newton_leibniz(t: Bind, f: Sym, big: Sym) -> Derivation:
    a, b = t.over
    x = Sym("t")
    by = {"f": lam(x, f(x)), "g": lam(x, big(x)), "a": a, "b": b}
    return Chain(t).step(RULES["newton_leibniz"], big(b) - big(a), by).derivation()


def constant_of(claim: App) -> Sym | None:
    """A constant that stands as a summand of one side and nowhere else."""
    for side, other in (claim.args, claim.args[::-1]):
        for part in summands(side):
            if type(part) is not Sym or part.name not in CONSTANTS or mentions(other, part):
                continue
            if _count(side, part) == 1:
                return part
    return None


def _count(t: Term, part: Term) -> int:
    """How often `part` stands in `t`."""
    return int(t == part) + sum(_count(c, part) for c in children(t))


def summands(t: Term) -> tuple[Term, ...]:
    """The terms of a sum."""
    if type(t) is App and t.op in (ops.ADD, ops.SUB):
        return (*summands(t.args[0]), *summands(t.args[1]))
    return (t,)


def solved_for(claim: App, name: Sym) -> Term:
    """The value of a constant that stands as a summand of one side."""
    side, other = claim.args if mentions(claim.args[0], name) else claim.args[::-1]
    rest = substitute(side, {name: ZERO})
    unit = substitute(side, {name: ONE}) - rest
    positive = prove(eq(unit, ONE)).status is Status.PROVED
    return other - rest if positive else rest - other


def constant_claim(claim: App, facts: tuple[Term, ...]) -> tuple[Verdict, Sym] | None:
    """left = right + C for some constant C: the derivatives by some variable agree, which comes with it; else None."""
    from tuidao.derive import solve

    if claim.op is not ops.EQ:
        return None
    name = constant_of(claim)
    if name is None:
        return None
    left, right = (substitute(s, {name: ZERO}) for s in claim.args)
    known = antiderivatives(facts)
    for x in sorted(free_symbols(left) & free_symbols(right), key=str):
        slopes = []
        proof = Proof(facts)
        for side in (left, right):
            if not mentions(side, x):
                break
            worked = solve(D(side, x))
            if not isinstance(worked.answer, Term):
                break
            proof.derivations.append(worked.derivation)
            slopes.append(rewritten(worked.answer, lambda t: _as_integrand(t, known)))
        if len(slopes) == 2:
            found = proof.concludes(eq(*slopes))
            if found is not None:
                return found, x
    return None


def indefinite_claim(claim: App, facts: tuple[Term, ...]) -> Verdict | None:
    """∫ f(x) dx = F(x) + C, where F′ = f was said; None where the derivatives are not found to agree."""
    from tuidao.derive import solve

    known = antiderivatives(facts)
    slopes = derivative_claim(*claim.args) if known else None
    if slopes is None:
        return None
    proof = Proof(facts)
    sides: list[Term] = []
    for side in slopes.args:
        if type(side) is Bind and side.op is ops.DIFF:
            worked = solve(side)
            if not isinstance(worked.answer, Term):
                return None
            proof.derivations.append(worked.derivation)
            side = worked.answer
        sides.append(rewritten(side, lambda t: _as_integrand(t, known)))
    return proof.concludes(eq(*sides))


def _as_integrand(t: Term, known: dict[Sym, Sym]) -> Term | None:
    """F′(a) as f(a)."""
    slope = slope_of(t)
    if slope is not None and slope[0] in known:
        return known[slope[0]](slope[1])
    return None
