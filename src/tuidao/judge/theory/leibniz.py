"""Derivatives in Leibniz's form: dy/dx = dy/du · du/dx, where y = f(u), u = g(x) were said or are understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tuidao.judge.theory.common import Proof, parts_of
from tuidao.lang import op as ops
from tuidao.lang.build import D, is_op
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    mentions,
    rebuild,
    substitute,
)
from tuidao.proof import Verdict
from tuidao.text import Text

_ROUNDS = 6
UNDERSTOOD = Text("read with {dependences}", "理解为 {dependences}")


@dataclass(frozen=True, slots=True)
class Fraction:
    """dy/dx as written: y, a name; x, the variable, at a point."""

    name: Sym
    variable: str


def fraction_of(t: Term) -> Fraction | None:
    """What `t` differentiates by what, where that is a bare name: dy/dx, ∂z/∂u, y′."""
    if type(t) is not Bind or t.op is not ops.DIFF:
        return None
    body = t.body
    if type(body) is App and body.op is ops.CALL and body.args[1:] == (Sym("", 0),):
        name = body.args[0]
        if type(name) is Sym and name.index < 0:
            return Fraction(name, t.name)
    return None


def understood(claim: Term, stated: Mapping[str, Term]) -> dict[str, Term]:
    """What each name depends on: as stated; else as the fractions themselves say, the nearest variables first."""
    by: dict[str, dict[str, None]] = {}
    for t in parts_of(claim):
        found = fraction_of(t)
        if found is not None and type(t) is Bind and _at_variable(t):
            by.setdefault(found.name.name, {})[found.variable] = None
    names: dict[str, Term] = dict(stated)
    for name, variables in by.items():
        if name in stated or name in variables:
            continue
        near = [v for v in variables if not any(_leads(w, v, by, stated) for w in variables)]
        near = near or list(variables)
        names[name] = App(ops.CALL, (Sym(name), *(Sym(v) for v in near)))
    return names


def _at_variable(t: Bind) -> bool:
    """Is dy/du taken at u itself, or at u(x), and not at some other point?"""
    at = t.over[0]
    if type(at) is App and at.op is ops.CALL:
        at = at.args[0]
    return at == Sym(t.name)


def _leads(
    w: str, v: str, by: Mapping[str, Mapping[str, None]], stated: Mapping[str, Term]
) -> bool:
    """Does w depend on v: does dw/dv stand there, or was it said?"""
    if w == v:
        return False
    return v in by.get(w, {}) or (w in stated and mentions(expanded(Sym(w), stated), Sym(v)))


def expanded(t: Term, names: Mapping[str, Term], keep: str = "") -> Term:
    """`t` with every dependent name written by what it depends on, `keep` apart, down to the last variables."""
    for _ in range(_ROUNDS):
        values = {
            s: names[s.name]
            for s in bare_names(t)
            if s.name in names and s.name != keep and names[s.name] != t
        }
        if not values:
            return t
        new = _put(t, values)
        if new == t:
            return t
        t = new
    return t


def bare_names(t: Term) -> frozenset[Sym]:
    """The names that stand in `t` as numbers, not as functions."""
    if type(t) is Sym:
        return frozenset({t}) if t.index < 0 else frozenset()
    parts = children(t)
    if type(t) is App and t.op in (ops.CALL, ops.INDEX):
        parts = parts[1:]
    return frozenset[Sym]().union(*(bare_names(c) for c in parts))


def _put(t: Term, values: Mapping[Sym, Term]) -> Term:
    if type(t) is Sym:
        return values.get(t, t)
    parts = children(t)
    if type(t) is App and t.op in (ops.CALL, ops.INDEX):
        return rebuild(t, (parts[0], *(_put(c, values) for c in parts[1:])))
    return rebuild(t, tuple([_put(c, values) for c in parts])) if parts else t


def resolved(t: Term, names: Mapping[str, Term]) -> Term:
    """`t` with dy/dx as the derivative of what y is by x, everything else written by the last variables."""
    if type(t) is Bind and t.op is ops.AT:
        point = t.over[0]
        inner = resolved(
            instantiate(t.body, Sym(t.name)), {k: v for k, v in names.items() if k != t.name}
        )
        return substitute(inner, {Sym(t.name): resolved(point, names)})
    if type(t) is Bind and t.op is ops.DIFF:
        found = fraction_of(t)
        at = resolved(t.over[0], names)
        if found is not None:
            whole = names.get(found.name.name)
            if whole is not None:
                body = expanded(whole, names, keep=found.variable)
                if mentions(body, Sym(found.variable)):
                    return D(body, Sym(found.variable), at, t.over[1])
            return Bind(t.op, t.name, t.body, (at, t.over[1]))
        x = fresh(t.name or "x", free_symbols(t))
        body = instantiate(t.body, Sym(t.name) if Sym(t.name) not in free_symbols(t.body) else x)
        var = Sym(t.name) if Sym(t.name) not in free_symbols(t.body) else x
        new = resolved(body, {k: v for k, v in names.items() if k != var.name})
        return D(new, var, at, t.over[1])
    if type(t) is Sym:
        return expanded(t, names) if t.index < 0 else t
    parts = children(t)
    if type(t) is App and t.op in (ops.CALL, ops.INDEX):
        named = _as_named(t, names)
        if named is not None:
            return expanded(named, names)
        return rebuild(t, (parts[0], *(resolved(c, names) for c in parts[1:])))
    if type(t) is Bind and parts:
        body, *over = parts
        return rebuild(t, (resolved(body, names), *(resolved(o, names) for o in over)))
    return rebuild(t, tuple([resolved(c, names) for c in parts])) if parts else t


def _as_named(t: App, names: Mapping[str, Term]) -> Term | None:
    """u(x) as what u was said to be, where it was said to be another function of x."""
    head = t.args[0]
    if t.op is not ops.CALL or type(head) is not Sym or head.index >= 0:
        return None
    whole = names.get(head.name)
    if type(whole) is not App or whole.op is not ops.CALL or whole.args[0] == head:
        return None
    return whole if whole.args[1:] == t.args[1:] else None


def increments(claim: Term, names: Mapping[str, Term]) -> list[Term]:
    """The claim with Δy as y(x₀ + Δx) − y(x₀), for each point x₀ that it may be taken at."""
    free = free_symbols(claim)
    deltas = [s for s in free if s.name.startswith("Delta_") and s.name[6:] in names]
    found: list[Term] = []
    for point in ("_0", ""):
        values: dict[Sym, Term] = {}
        for s in sorted(deltas, key=str):
            whole = expanded(Sym(s.name[6:]), names)
            steps = [v for v in bare_names(whole) if Sym(f"Delta_{v.name}") in _every(claim)]
            if len(steps) != 1 or steps[0].name == s.name[6:]:
                continue
            x = steps[0]
            at = Sym(x.name + point)
            if point and at not in free:
                continue
            values[s] = substitute(whole, {x: at + Sym(f"Delta_{x.name}")}) - substitute(
                whole, {x: at}
            )
        if values:
            found.append(_opened_put(claim, values))
    return found


def _every(t: Term) -> frozenset[Sym]:
    """The free names of `t` and those of its bound variables."""
    names = {Sym(s.name) for s in _binders(t)}
    return free_symbols(t) | names


def _binders(t: Term) -> list[Bind]:
    found = [t] if type(t) is Bind else []
    for c in children(t):
        found += _binders(c)
    return found


def _opened_put(t: Term, values: Mapping[Sym, Term]) -> Term:
    """Δy put in under lim Δx → 0 too, where it speaks of the bound Δx."""
    if type(t) is Bind and any(mentions(v, Sym(t.name)) for v in values.values()):
        from tuidao.lang.term import close

        x = Sym(t.name)
        body = _opened_put(instantiate(t.body, x), values)
        return Bind(t.op, t.name, close(body, x), tuple(_opened_put(o, values) for o in t.over))
    if type(t) is Sym:
        return values.get(t, t)
    parts = children(t)
    return rebuild(t, tuple([_opened_put(c, values) for c in parts])) if parts else t


def leibniz_claim(
    claim: App, facts: tuple[Term, ...], stated: Mapping[str, Term]
) -> tuple[Verdict, dict[str, Term]] | None:
    """An equation of Leibniz's fractions, by the chain rule; and the dependences it was read with, if not stated."""
    names = understood(claim, stated)
    reduced = resolved(claim, names)
    if reduced == claim or is_op(reduced, ops.UNDEFINED):
        return None
    found = Proof(facts).concludes(reduced)
    if found is None:
        return None
    told = {k: v for k, v in names.items() if stated.get(k) != v}
    linked = {s.name for v in told.values() for s in bare_names(v)} & set(names)
    return found, {
        k: v for k, v in told.items() if k in linked or any(s.name in names for s in bare_names(v))
    }
