"""A claim proved from premises: a premise is taken apart into cases, and what it gives for a letter is put in."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, eq, ge, is_op, rational
from tuidao.lang.domain import trivially
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, mentions, substitute
from tuidao.proof import Status

_DEPTH = 8  # premises taken apart on the way


def follows(claim: Term, facts: tuple[Term, ...], depth: int = _DEPTH) -> tuple[Term, ...] | None:
    """What the claim needs besides the facts; None where no proof of it was found.

    Every step keeps the facts or draws from them: a product that is 0 has a factor 0, of a sum of what is nowhere
    negative that is 0 each part is 0, |u| < v says −v < u < v.
    """
    from tuidao.check.prove import prove

    if type(claim) is App and claim.op is ops.AND:
        return _together([follows(c, facts, depth) for c in claim.args])
    if depth:
        for k, fact in enumerate(facts):
            others = (*facts[:k], *facts[k + 1 :])
            if type(fact) is App and fact.op is ops.OR:
                return _together([follows(claim, (*others, c), depth - 1) for c in fact.args])
            parts = _taken_apart(fact)
            if parts is not None:
                return follows(claim, (*others, *parts), depth - 1)
        for k, fact in enumerate(facts):
            value = _value_given(fact)
            if value is not None and mentions_any(value[0], claim, *facts[:k], *facts[k + 1 :]):
                put = {value[0]: value[1]}
                others = tuple(substitute(f, put) for f in (*facts[:k], *facts[k + 1 :]))
                return follows(substitute(claim, put), others, depth - 1)
    if any(is_op(f, ops.FALSE) or trivially(f) is False for f in facts):
        return ()  # the case does not occur
    if type(claim) is App and claim.op is ops.OR:
        for k, c in enumerate(claim.args):
            fail = [_opposite(o) for o in claim.args[:k]]
            found = follows(c, (*facts, *(f for f in fail if f is not None)), 0)
            if found is not None:
                return found
        return None
    parts = _taken_apart(claim)
    if parts is not None and depth:
        return _together([follows(c, facts, depth - 1) for c in parts])
    verdict = prove(claim, facts)
    return verdict.missing if verdict.status is Status.PROVED else None


def mentions_any(x: Sym, *terms: Term) -> bool:
    """Does the symbol stand in one of the terms?"""
    return any(mentions(t, x) for t in terms)


def _together(found: list[tuple[Term, ...] | None]) -> tuple[Term, ...] | None:
    if any(f is None for f in found):
        return None
    return tuple(dict.fromkeys(c for f in found if f for c in f))


def _opposite(claim: Term) -> Term | None:
    if type(claim) is not App or claim.op not in _OPPOSITES:
        return None
    return App(_OPPOSITES[claim.op], claim.args)


_PAIRS = ((ops.EQ, ops.NE), (ops.LT, ops.GE), (ops.GT, ops.LE))
_OPPOSITES = dict(_PAIRS) | {b: a for a, b in _PAIRS}


def _taken_apart(fact: Term) -> tuple[Term, ...] | None:
    """Statements that together say what the fact says; None where it is not taken apart here."""
    if type(fact) is not App:
        return None
    if fact.op is ops.AND:
        return fact.args
    if fact.op not in ops.RELATIONS:
        return None
    a, b = fact.args
    if fact.op is ops.EQ:
        return _equation(a, b)
    return _distance(fact.op, a, b) or _distance(_TURNED.get(fact.op, ops.EQ), b, a)


_TURNED = {ops.LT: ops.GT, ops.GT: ops.LT, ops.LE: ops.GE, ops.GE: ops.LE}


def _distance(op: ops.Op, a: Term, b: Term) -> tuple[Term, ...] | None:
    """|u| < v as −v < u and u < v; |u| > v as u > v or u < −v."""
    if not (type(a) is App and a.op is ops.ABS) or op not in _TURNED:
        return None
    u = a.args[0]
    within = App(op, (u, b)), App(_TURNED[op], (u, -b))
    return within if op in (ops.LT, ops.LE) else (App(ops.OR, within),)


def _equation(a: Term, b: Term) -> tuple[Term, ...] | None:
    if is_op(a, ops.ABS) and is_op(b, ops.ABS):
        assert type(a) is App and type(b) is App
        u, v = a.args[0], b.args[0]
        return (App(ops.OR, (eq(u, v), eq(u, -v))),)
    if rational(b) != 0:
        squares = [_square_root(t) for t in (a, b)]
        if squares[0] is not None and squares[1] is not None:
            return (App(ops.OR, (eq(squares[0], squares[1]), eq(squares[0], -squares[1]))),)
        return _one_to_one(a, b)
    if type(a) is not App:
        return None
    if a.op is ops.DIV:
        return (eq(a.args[0], ZERO),)
    if a.op is ops.MUL:
        return (App(ops.OR, tuple(eq(f, ZERO) for f in a.args)),)
    if a.op is ops.POW and (rational(a.args[1]) or 0) > 0:
        return (eq(a.args[0], ZERO),)
    if a.op is ops.ABS:
        return (eq(a.args[0], ZERO),)
    if a.op is ops.ADD and all(trivially(ge(t, ZERO)) is True for t in a.args):
        return tuple(eq(t, ZERO) for t in a.args)
    if a.op is ops.SUB:
        return _equation(*a.args) if _equation(*a.args) is not None else None
    return None


def _one_to_one(a: Term, b: Term) -> tuple[Term, ...] | None:
    """u³ = v³ and eᵘ = eᵛ say that u = v."""
    if not (type(a) is App and type(b) is App and a.op is b.op):
        return None
    if a.op is ops.EXP:
        return (eq(a.args[0], b.args[0]),)
    power = rational(a.args[1]) if a.op is ops.POW else None
    if power is None or power != rational(b.args[1]) or power < 0:
        return None
    odd = power.denominator == 1 and power % 2 == 1
    return (eq(a.args[0], b.args[0]),) if odd else None


def _square_root(t: Term) -> Term | None:
    if type(t) is App and t.op is ops.POW and rational(t.args[1]) == 2:
        return t.args[0]
    return None


def _value_given(fact: Term) -> tuple[Sym, Term] | None:
    """The letter that an equation gives in terms of the others: it occurs there with a number as coefficient."""
    from tuidao.check.normal import same

    if not (type(fact) is App and fact.op is ops.EQ):
        return None
    a, b = fact.args
    for one, other in ((a, b), (b, a)):
        if type(one) is Sym and not mentions(other, one):
            return one, other
    gap = a - b
    for s in sorted(free_symbols(fact), key=lambda s: s.name):
        rest = substitute(gap, {s: ZERO})
        for c in _COEFFICIENTS:
            if same(gap, c * s + rest) is True:
                return s, -rest / c
    return None


_COEFFICIENTS = tuple(Num(k) for k in (1, -1, 2, -2, 3, -3))
