"""Differentiating through a family that is defined: what depends on z by way of p_k = e^(z_k)/Σ e^(z_j) alone."""

from __future__ import annotations

from tuidao.derive.family.walk import mapped
from tuidao.lang import op as ops
from tuidao.lang.definitions import entries, put_in
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Sym,
    Term,
    children,
    free_symbols,
    mentions,
    rebuild,
    substitute,
    subterms,
)

_E = App(ops.E, ())
Through = tuple[tuple[Sym, Sym, Term], ...]


def families_between(problem: Term, given: tuple[Term, ...]) -> Through:
    """The families, with one index, to be differentiated through: the name, the index, the general entry.

    Where all that is done with an entry is to take its logarithm, putting the definition in is shorter.
    """
    if not (type(problem) is Bind and problem.op is ops.PARTIAL and type(problem.over[0]) is Sym):
        return ()
    z, found = problem.over[0], []
    for head, (names, right) in entries(given).items():
        right = put_in(right, given)
        if (
            len(names) != 1
            or head == z
            or not mentions(right, z)
            or not _is_normalised(right, names[0], z)
        ):
            continue
        rest = tuple(f for f in given if not _defines(f, head))
        body = put_in(problem, rest)
        if type(body) is Bind and not _is_entry(body.body, head) and _outside_logs(body.body, head):
            found.append((head, names[0], mapped(right, _as_exp)))
    return tuple(found)


def _is_entry(t: Term, head: Sym) -> bool:
    """Is it p_k, or p_k(z), alone?"""
    return _is_of(t.args[0] if type(t) is App and t.op is ops.CALL else t, head)


def _is_of(t: Term, head: Sym) -> bool:
    """Is it p_k, or an entry of p(z)?"""
    if not (type(t) is App and t.op is ops.INDEX):
        return False
    of = t.args[0]
    return of == head or (type(of) is App and of.op is ops.CALL and of.args[0] == head)


def _defines(fact: Term, head: Sym) -> bool:
    left = fact.args[0] if type(fact) is App and fact.op is ops.EQ else None
    return type(left) is App and left.op is ops.INDEX and left.args[0] == head


def _is_normalised(t: Term, index: Sym, z: Sym) -> bool:
    """Does a sum over the whole of z stand in the general entry, the same for every index?"""
    return any(
        type(s) is Bind and s.op is ops.SUM and mentions(s, z) and not mentions(s, index)
        for _, s in subterms(t)
    )


def _outside_logs(t: Term, head: Sym) -> bool:
    """Does an entry of the family stand elsewhere than alone in a logarithm?"""
    if _is_of(t, head):
        return True
    if type(t) is App and t.op is ops.LOG and _is_of(t.args[0], head):
        return False
    return any(_outside_logs(c, head) for c in children(t))


def _as_exp(t: Term) -> Term:
    if type(t) is App and t.op is ops.POW and t.args[0] == _E:
        return App(ops.EXP, (t.args[1],))
    return t


def inner_entry(body: Term, z: Sym, through: Through) -> tuple[Term, Term] | None:
    """The entry of such a family by way of which alone `body` depends on z, short and written out; None for none."""
    if not through or type(body) is not App:
        return None
    indices = {
        a
        for _, s in subterms(body)
        if type(s) is App and s.op is ops.INDEX
        for a in s.args[1:]
        if not a.loose
    }
    for head, name, right in through:
        for at in sorted(indices, key=str):
            entry = substitute(right, {name: at})
            if _only_by(body, entry, z):
                return head[at], entry
    return None


def _only_by(body: Term, entry: Term, z: Sym) -> bool:
    t = fresh("t", free_symbols(body) | free_symbols(entry))
    rest = put(body, entry, t)
    return mentions(rest, t) and not mentions(rest, z)


def put(t: Term, old: Term, new: Term) -> Term:
    """`t` with `new` for `old`."""
    if t == old:
        return new
    return rebuild(t, tuple(put(c, old, new) for c in children(t))) if children(t) else t


def with_variable(through: Through, z: Sym, other: Sym) -> Through:
    """The entries with the family z under the name by which it is differentiated."""
    return tuple((head, name, substitute(right, {z: other})) for head, name, right in through)
