"""What facts say of a relation to zero at sight: products, quotients, powers and roots taken factor by factor."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from flint import arb, fmpq

from tuidao.lang import op as ops
from tuidao.lang.ball import Formula, compiled_statement, exact_ball
from tuidao.lang.build import rational
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Num, Term, free_symbols

_DEEPEST = 40
_PRECISION = 64
_MOST_POINTS = 8
Stated = tuple[frozenset[Term], frozenset[Term]]


def follows_at_sight(condition: Term, facts: tuple[Term, ...]) -> bool:
    """Is it p ≠ 0, p > 0 or p ≥ 0, where each factor of p is known to be so by a fact or is so for any values?

    What is said holds with all it needs: then p has a value. Nothing is computed, no field is made.
    """
    if type(condition) is not App or condition.op not in (ops.NE, ops.GT, ops.GE, ops.LT, ops.LE):
        return False
    p, b = condition.args
    op = condition.op
    if op in (ops.LT, ops.LE):
        p, b, op = b, p, ops.GT if op is ops.LT else ops.GE
    if not (type(b) is Num and b.value == 0):
        if not (op is ops.NE and type(p) is Num and p.value == 0):
            return False
        p = b
    if type(p) is Num or not facts:
        return False
    known = _stated(facts)
    if op is ops.NE:
        return _nonzero(p, known, 0)
    return _positive(p, known, 0)


@lru_cache(maxsize=512)
def _stated(facts: tuple[Term, ...]) -> Stated:
    """The terms that the facts say are not zero, and those that they say are positive."""
    nonzero: set[Term] = set()
    positive: set[Term] = set()
    for fact in facts:
        if type(fact) is not App or fact.op not in (ops.NE, ops.GT, ops.LT):
            continue
        a, b = fact.args
        if rational(b) == 0:
            larger = fact.op is ops.GT
        elif rational(a) == 0:
            a, larger = b, fact.op is ops.LT
        else:
            continue
        if larger:
            positive.add(a)
        for part in _factors(a, 0):
            nonzero.add(part)
            if type(part) is App and part.op is ops.SQRT:
                positive |= {part, part.args[0]}
    for fact in facts:  # |a| > c with c ≥ 0 keeps a away from 0
        if type(fact) is App and fact.op in (ops.LT, ops.LE, ops.GT, ops.GE):
            large, small = fact.args if fact.op in (ops.GT, ops.GE) else fact.args[::-1]
            strict = fact.op in (ops.LT, ops.GT)
            c = rational(small)
            above = small in positive or (c is not None and (c >= 0 if strict else c > 0))
            if above and type(large) is App and large.op is ops.ABS:
                nonzero.add(large.args[0])
    return frozenset(nonzero), frozenset(positive)


def _factors(t: Term, depth: int) -> Iterator[Term]:
    """The terms that are not zero where `t` has a value and is not zero: what it is a product or quotient of."""
    yield t
    if type(t) is not App or depth > _DEEPEST:
        return
    if t.op in (ops.MUL, ops.DIV, ops.NEG, ops.SQRT, ops.ABS):
        for a in t.args:
            yield from _factors(a, depth + 1)
    elif t.op is ops.POW and rational(t.args[1]):
        yield from _factors(t.args[0], depth + 1)


def _nonzero(t: Term, known: Stated, depth: int) -> bool:
    """Has `t` a value other than 0 wherever the facts hold?"""
    if t in known[0]:
        return True
    if type(t) is Num:
        return t.value != 0
    if type(t) is not App or depth > _DEEPEST:
        return False
    if t.op in (ops.MUL, ops.DIV, ops.NEG, ops.ABS):
        return all(_nonzero(a, known, depth + 1) for a in t.args)
    if t.op is ops.POW:
        r = rational(t.args[1])
        if r is not None and r.denominator == 1 and _nonzero(t.args[0], known, depth + 1):
            return True
    return _positive(t, known, depth)


def _positive(t: Term, known: Stated, depth: int) -> bool:
    """Has `t` a positive value wherever the facts hold?"""
    if t in known[1]:
        return True
    if type(t) is Num:
        return t.value > 0
    if type(t) is not App or depth > _DEEPEST:
        return False
    if t.op in (ops.MUL, ops.DIV, ops.ADD, ops.SQRT):
        return all(_positive(a, known, depth + 1) for a in t.args)
    if t.op is ops.EXP:
        return not conditions(t.args[0])
    if t.op is ops.POW:
        r = rational(t.args[1])
        if r is None:
            return False
        if r.denominator == 1 and r % 2 == 0 and _nonzero(t.args[0], known, depth + 1):
            return True
        return _positive(t.args[0], known, depth + 1)
    return False


def takes_both_signs(t: Term, facts: tuple[Term, ...]) -> bool:
    """Are points at hand, at which the facts hold, where the term is positive and where it is negative?"""
    from tuidao.check.sample import kinds, points

    names = {s for part in (t, *facts) for s in free_symbols(part)}
    symbols = tuple(sorted(names, key=lambda s: s.name))
    compiled = [compiled_statement(f, symbols) for f in facts]
    value = Formula(t, symbols)
    seen = set()
    for point in points(symbols, kinds(symbols, (t,), facts), _MOST_POINTS):
        at = [exact_ball(v, _PRECISION) for v in point]
        if all(statement(at, _PRECISION) is True for statement in compiled):
            found = value(at, _PRECISION)
            if isinstance(found, arb) and not found.contains(0):
                seen.add(bool(found > 0))
                if len(seen) == 2:
                    return True
    return False


_TRIED = (
    (7, 5),
    (0, 1),
    (1, 1),
    (-1, 1),
    (-3, 5),
    (1, 3),
    (16, 5),
    (-9, 4),
    (11, 10),
    (24, 1),
    (-40, 3),
)


def holds_somewhere(condition: Term, facts: tuple[Term, ...]) -> bool:
    """Is a point at hand at which the condition holds, and so do the facts? (False says nothing.)"""
    statements = (condition, *facts)
    names = {s for t in statements for s in free_symbols(t)}
    symbols = tuple(sorted(names, key=lambda s: s.name))
    compiled = [compiled_statement(t, symbols) for t in statements]
    for p, q in _TRIED:
        at = [arb(fmpq(p * (k + 2) + k, q * 2)) for k in range(len(symbols))]
        if all(statement(at, _PRECISION) is True for statement in compiled):
            return True
    return False
