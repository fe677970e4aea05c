"""Taylor's formula with Lagrange's remainder, of any order, about functions that are only named."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.judge.theory.common import Proof, function_of, lam, parts_of
from tuidao.judge.theory.points import SOME_POINT, ends_of, is_point
from tuidao.lang import op as ops
from tuidao.lang.build import D, apply, eq, exists, factorial, total, true
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, mentions
from tuidao.proof import Chain, Derivation, Verdict
from tuidao.rules import RULES
from tuidao.text import Text


@dataclass(frozen=True, slots=True)
class _Formula:
    """f(x) developed at a to the order n, its remainder taken at the point ξ."""

    f: Sym
    x: Term
    a: Term
    n: Term
    point: Sym


def taylor_claim(claim: App, facts: tuple[Term, ...]) -> tuple[Verdict, Text] | None:
    """f(x) = f(a) + … + f⁽ⁿ⁺¹⁾(ξ)/(n + 1)!·(x − a)ⁿ⁺¹ for some ξ between a and x; None for anything else."""
    if claim.op is not ops.EQ:
        return None
    for left, right in (claim.args, claim.args[::-1]):
        found = _formula(left, right, facts)
        if found is None:
            continue
        proof = Proof(facts, [_derivation(found)])
        verdict = proof.concludes(eq(right, _developed(found, found.point)))
        if verdict is not None:
            told = {"point": found.point, "a": found.a, "b": found.x}
            return verdict, SOME_POINT.format(**told)
    return None


def _formula(left: Term, right: Term, facts: tuple[Term, ...]) -> _Formula | None:
    value = function_of(left)
    if value is None:
        return None
    f, x = value
    centres: set[Term] = set()
    orders: dict[Sym, Term] = {}
    parts = tuple(parts_of(right))
    bodies = [s.body for s in parts if type(s) is Bind and s.op is ops.SUM]
    for t in (*parts, *bodies):
        for at, order in _derivatives(t, f):
            if type(at) is Sym and is_point(at):
                orders[at] = order
            else:
                centres.add(at)
    if len(orders) != 1 or len(centres) != 1:
        return None
    (point, order), a = orders.popitem(), centres.pop()
    ends = ends_of(point, facts)
    if (ends is not None and set(ends) != {a, x}) or point in free_symbols(a) | free_symbols(x):
        return None
    n = Num(order.value - 1) if type(order) is Num else _less_one(order)
    return None if n is None or a == x or mentions(n, point) else _Formula(f, x, a, n, point)


def _derivatives(t: Term, f: Sym) -> list[tuple[Term, Term]]:
    """The places and orders at which derivatives of f are taken in `t`."""
    found = []
    if type(t) is Bind and t.op is ops.DIFF and t.body == App(ops.CALL, (f, Sym("", 0))):
        found.append((t.over[0], t.over[1]))
    if type(t) is App:
        for c in t.args:
            found += _derivatives(c, f)
    return found


def _less_one(order: Term) -> Term | None:
    """n, of n + 1."""
    if type(order) is App and order.op is ops.ADD and order.args[1] == Num(1):
        return order.args[0]
    if type(order) is App and order.op is ops.ADD and order.args[0] == Num(1):
        return order.args[1]
    return order - 1 if type(order) is Sym else None


def _developed(found: _Formula, point: Term) -> Term:
    """The right side of the formula, as the rule says it."""
    f, x, a, n = found.f, found.x, found.a, found.n
    taken = free_symbols(x) | free_symbols(a) | free_symbols(n) | free_symbols(point) | {f}
    t, k = fresh("t", taken), fresh("k", taken)
    known = total(D(f(t), t, a, k) / factorial(k) * (x - a) ** k, k, 0, n)
    return known + D(f(t), t, point, n + 1) / factorial(n + 1) * (x - a) ** (n + 1)


def _derivation(found: _Formula) -> Derivation:
    """That the formula holds for some point between a and x."""
    f, x, a, n = found.f, found.x, found.a, found.n
    t = fresh("t", {f})
    s = fresh("s", free_symbols(x) | free_symbols(a) | free_symbols(n) | {f})
    between = apply(ops.INTERVAL_OPEN, apply(ops.MIN, a, x), apply(ops.MAX, a, x))
    goal = exists(s, between, eq(f(x), _developed(found, s)))
    by = {"f": lam(t, f(t)), "a": a, "b": x, "n": n}
    return Chain(goal).step(RULES["taylor_lagrange_order"], true, by).derivation()
