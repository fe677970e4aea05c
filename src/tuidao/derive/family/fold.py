"""Abbreviations put back: e^(z_i)/Σ e^(z_j) as a_i where a_k is defined so."""

from __future__ import annotations

from fractions import Fraction

from tuidao.derive.simplify import decompose, summands, tidy
from tuidao.derive.writing import Powers, build_product
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, function
from tuidao.lang.definitions import Entries, entries
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    mentions,
    size,
    substitute,
)

_E = App(ops.E, ())
_MOST = 200


def folded(t: Term, given: tuple[Term, ...]) -> Term:
    """`t` in terms of the families that `given` defines; `t` itself where that is not shorter."""
    shorter = t
    known = entries(given)
    for head in _inner_first(known):
        names, right = known[head]
        if len(names) == 1 and _is_family(head, given):
            right = tidy(right)
            new = _fold(shorter, head, names[0], right, ())
            shorter = new if size(new) < size(shorter) else shorter
    return shorter


def pushed_in(t: Term) -> Term:
    """`t` with what stands before a sum inside it: (1/S)·Σ_l e^(z_l) w_l as Σ_l (e^(z_l)/S)·w_l."""
    try:
        rows = summands(t)
    except ValueError:
        return t
    whole: Term = ZERO
    for c, powers in rows:
        part = _pushed(abs(c), dict(powers))
        whole = part if whole == ZERO and c > 0 else whole + part if c > 0 else whole - part
    return whole


def _pushed(c: Fraction, powers: Powers) -> Term:
    found = [b for b, e in powers.items() if type(b) is Bind and b.op is ops.SUM and e == 1]
    rest = {b: e for b, e in powers.items() if b not in found}
    if len(found) != 1 or not rest:
        return build_product(c, powers)
    (inner,) = found
    assert type(inner) is Bind
    k = fresh(inner.name, free_symbols(inner).union(*map(free_symbols, rest)))
    body = build_product(c, dict(rest)) * instantiate(inner.body, k)
    return Bind(ops.SUM, inner.name, function(k, tidy(body)).body, inner.over)


def _is_family(head: Sym, given: tuple[Term, ...]) -> bool:
    """Is it indexed, where it is defined, and not called?"""
    sides = [f.args[0] for f in given if type(f) is App and f.args]
    return any(type(s) is App and s.op is ops.INDEX and s.args[0] == head for s in sides)


def _inner_first(known: Entries) -> list[Sym]:
    """The families, those that others are defined by before them."""
    order: list[Sym] = []
    left = list(known)
    while left:
        ready = [h for h in left if not any(mentions(known[h][1], o) for o in left if o != h)]
        order += ready or left
        left = [h for h in left if h not in order]
    return order


def _indices(t: Term, found: dict[Term, None]) -> None:
    if type(t) is App and t.op is ops.INDEX:
        for a in t.args[1:]:
            found[a] = None
    for c in children(t):
        _indices(c, found)


def _fold(t: Term, head: Sym, name: Sym, right: Term, bound: tuple[Sym, ...]) -> Term:
    """Every product in which an entry of the family can be split off, innermost first."""
    if type(t) is Bind:
        if type(right) is Bind:
            picked: dict[Term, None] = {}
            _indices(t, picked)
            at_once = (a for a in picked if not a.loose and t == substitute(right, {name: a}))
            found = next(at_once, None)
            if found is not None:
                return head[found]
        k = fresh(t.name, free_symbols(t) | free_symbols(right) | {head})
        if t.op not in (ops.SUM, ops.PRODUCT):
            return t
        body = _fold(instantiate(t.body, k), head, name, right, (*bound, k))
        return Bind(t.op, t.name, function(k, body).body, t.over)
    if type(t) is not App:
        return t
    at: dict[Term, None] = {}
    _indices(t, at)
    candidates = [a for a in at if a.loose == 0][:_MOST]
    for a in candidates:
        if t == substitute(right, {name: a}):
            return head[a]
    whole: Term = ZERO
    try:
        rows = summands(t)
        if len(rows) == 1 and t.op is not ops.MUL and t.op is not ops.DIV and t.op is not ops.NEG:
            return _inside(t, head, name, right, bound)
        for c, powers in rows:
            part = _split_off(abs(c), dict(powers), head, name, right, bound, candidates)
            whole = part if whole == ZERO and c > 0 else whole + part if c > 0 else whole - part
    except ValueError:
        return t
    return tidy(whole)


def _inside(t: App, head: Sym, name: Sym, right: Term, bound: tuple[Sym, ...]) -> Term:
    return App(t.op, tuple(_fold(a, head, name, right, bound) for a in t.args))


def _split_off(
    c: Fraction,
    powers: Powers,
    head: Sym,
    name: Sym,
    right: Term,
    bound: tuple[Sym, ...],
    candidates: list[Term],
) -> Term:
    for a in candidates:
        wanted_c, wanted = decompose(substitute(right, {name: a}))
        while wanted and wanted_c == 1 and (left := _less(powers, wanted)) is not None:
            entry = head[a]
            powers = {**left, entry: left.get(entry, 0) + 1}
    done: Powers = {}
    for b, e in powers.items():
        base = b if isinstance(b, Sym) else _fold(b, head, name, right, bound)
        done[base] = _fold(e, head, name, right, bound) if isinstance(e, Term) else e
    return build_product(c, done)


def _less(powers: Powers, wanted: Powers) -> Powers | None:
    """powers over wanted, where every power wanted is there in full."""
    left = dict(powers)
    for base, e in wanted.items():
        own = left.get(base)
        if own is None:
            return None
        if isinstance(own, Term) or isinstance(e, Term):
            if base != _E or not (isinstance(own, Term) and isinstance(e, Term)):
                return None
            rest = tidy(own - e)
            if size(rest) >= size(own):
                return None
            if rest == ZERO:
                del left[base]
            else:
                left[base] = rest.value if type(rest) is Num else rest
        elif (own >= e > 0) or (own <= e < 0):
            if own == e:
                del left[base]
            else:
                left[base] = own - e
        else:
            return None
    return left
