"""Limits that are derivatives by definition: difference quotients, as x → a or as the increment tends to 0."""

from __future__ import annotations

from dataclasses import replace

from tuidao.judge.theory.common import Proof, lam, opened, parts_of, replaced, rewritten
from tuidao.lang import op as ops
from tuidao.lang.build import BOTH, ZERO, D, apply, eq, is_op, lim
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    free_symbols,
    mentions,
    rebuild,
    substitute,
)
from tuidao.proof import Chain, Derivation, Verdict
from tuidao.rules import RULES


def as_derivative(t: Bind) -> tuple[Term, Derivation] | None:
    """A limit of a difference quotient as a derivative at a point, and the steps; None for any other limit."""
    from tuidao.derive.simplify import tidy

    point, side = t.over
    if side != BOTH:
        return None
    chain = Chain(t)
    x, body = opened(t)
    h = x
    if point != ZERO:
        if free_symbols(point) == frozenset() and not isinstance(point, Num):
            return None
        h = fresh("h", free_symbols(t) | free_symbols(body))
        body = substitute(body, {x: point + h})
        by = {"f": lam(x, opened(t)[1]), "a": point, "s": side}
        chain.step(RULES["lim_shift"], lim(body, h, 0), by)
        body = _without_sums(body, point, h)
    whole = cleared(body, h)
    if whole is None:
        return None
    for base in _bases(whole, h):
        tau = fresh("t", free_symbols(whole) | free_symbols(base) | {h})
        rising = replaced(whole, {base + h: tau, h + base: tau})
        if mentions(rising, h) or not mentions(rising, tau):
            continue
        start = substitute(rising, {tau: base})
        quotient = apply(ops.DIV, substitute(rising, {tau: base + h}) - start, h)
        chain.step(RULES["lim_congr"], lim(quotient, h, 0))
        slope = D(rising, tau, base)
        chain.step(RULES["deriv_def"], slope, {"u": lam(tau, rising), "x": base}, reverse=True)
        nothing = tidy(start)
        if nothing != ZERO and not _vanishes(start):
            return None
        return slope, chain.derivation()
    return None


def _vanishes(t: Term) -> bool:
    from tuidao.check.prove import prove

    return str(prove(eq(t, ZERO)).status) == "proved"


def _without_sums(t: Term, point: Term, h: Sym) -> Term:
    """(a + h) − a as h."""
    if type(t) is App and t.op is ops.SUB and t.args == (point + h, point):
        return h
    parts = tuple([_without_sums(c, point, h) for c in children(t)])
    return rebuild(t, parts) if parts else t


def cleared(t: Term, h: Sym) -> Term | None:
    """h·t with the h below the bar cancelled; None where it does not cancel."""
    if type(t) is not App:
        return None
    if t.op in (ops.ADD, ops.SUB, ops.NEG):
        parts = [cleared(a, h) for a in t.args]
        return None if None in parts else App(t.op, tuple(p for p in parts if p is not None))
    if t.op is ops.DIV:
        above, below = t.args
        if below == h:
            return above
        if not mentions(below, h):
            inner = cleared(above, h)
            return None if inner is None else apply(ops.DIV, inner, below)
        if type(below) is App and below.op is ops.MUL:
            for k in (0, 1):
                if below.args[k] == h:
                    return apply(ops.DIV, above, below.args[1 - k])
        return None
    if t.op is ops.MUL:
        for k in (0, 1):
            inner = cleared(t.args[k], h)
            if inner is not None:
                return rebuild(t, (inner, t.args[1]) if k == 0 else (t.args[0], inner))
    return None


def _bases(t: Term, h: Sym) -> list[Term]:
    """What h is added to in `t`."""
    found: dict[Term, None] = {}
    for p in parts_of(t):
        if type(p) is App and p.op is ops.ADD and h in p.args:
            other = p.args[0] if p.args[1] == h else p.args[1]
            if not mentions(other, h):
                found[other] = None
    return list(found)


def quotient_claim(claim: App, facts: tuple[Term, ...]) -> Verdict | None:
    """An equation in which limits of difference quotients stand, with those as derivatives; None where not proved."""
    proof = Proof(facts)

    def change(t: Term) -> Term | None:
        if type(t) is not Bind or t.op is not ops.LIMIT:
            return None
        found = as_derivative(t)
        if found is None:
            return None
        proof.derivations.append(found[1])
        return found[0]

    reduced = rewritten(claim, change)
    found = None if reduced == claim else proof.concludes(reduced)
    if found is None:
        return None
    # The quotient has a limit exactly where the derivative exists, which is among the conditions.
    return replace(found, missing=tuple(c for c in found.missing if not _of_limit(c)))


def _of_limit(c: Term) -> bool:
    return type(c) is App and c.op is ops.DEFINED and is_op(c.args[0], ops.LIMIT)
