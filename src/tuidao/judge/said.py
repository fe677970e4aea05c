"""What stands beside a statement and holds for it: x > 0 after a comma, the premises before an arrow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tuidao.diagnostic import InputError
from tuidao.judge.context import heads
from tuidao.judge.meaning import has_function, has_op
from tuidao.judge.reader import Reader, without_quantifier
from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.definitions import stated_entries
from tuidao.lang.term import App, Num, Sym, Term, children, free_symbols, size
from tuidao.read.statement import Statement

_ORDERS = ("lt", "le", "gt", "ge", "ne", "in")
_CALCULUS = (ops.DIFF, ops.LIMIT, ops.INTEGRAL, ops.SUM, ops.PRODUCT)
_LARGEST = 7  # nodes of what a letter is compared with
_BETWEEN = frozenset("xi eta zeta theta vartheta c ξ η ζ θ".split())


def said_beside(together: Sequence[Statement], reader: Reader) -> list[tuple[Term, ...]]:
    """For each statement of a formula the conditions that the others put on it."""
    bare = [_bare(s, reader) for s in together]
    found = []
    for k, statement in enumerate(together):
        said = [c for c in bare if c is not None] if bare[k] is None else []
        if statement.cue == "implies":
            j = k - 1
            while j >= 0 and together[j].cue != "iff":
                premise = _premise(together[j], reader)
                said += [premise] if premise is not None and premise not in said else []
                if together[j].cue == "implies":
                    break
                j -= 1
        found.append(tuple(said))
    return found


def _bare(statement: Statement, reader: Reader) -> Term | None:
    """A condition on a letter: x > 0, a < b, 1 < ξ < 1 + x, n ∈ ℕ."""
    if statement.listed or not statement.relations or statement.cue in ("implies", "iff"):
        return None
    if any(r.name not in _ORDERS for r in statement.relations):
        return None
    sides = [None if s is None else reader.side(without_quantifier(s)) for s in statement.sides]
    terms = [s for s in sides if s is not None and not isinstance(s, InputError)]
    if len(terms) != len(sides) or not all(size(t) <= _LARGEST and _plain(t) for t in terms):
        return None
    if not all(type(a) is Sym or type(b) is Sym for a, b in pairwise(terms)):
        return None
    return reader.condition(statement)


def _plain(t: Term) -> bool:
    """Do no functions of letters stand there?"""
    return not (free_symbols(t) and (has_function(t) or has_op(t, *_CALCULUS)))


def _premise(statement: Statement, reader: Reader) -> Term | None:
    """What stands before an arrow, as a condition; an equation only where it gives a letter its value."""
    if statement.listed or not statement.relations:
        return None
    condition = reader.condition(statement)
    if condition is None or not any(r.name == "eq" for r in statement.relations):
        return condition
    if type(condition) is App and condition.op is ops.EQ:
        a, b = condition.args
        if type(a) is Sym and (type(b) is Num or not free_symbols(b)):
            return condition
    return None


def somewhere_between(left: Term, right: Term, given: Sequence[Term]) -> bool:
    """Is the claim about some ξ between two bounds, as the mean value theorem says, and not about all?"""
    one_sided = free_symbols(left) ^ free_symbols(right)
    for s in one_sided:
        if s.name not in _BETWEEN:
            continue
        below = above = False
        for fact in given:
            for part in fact.args if type(fact) is App and fact.op is ops.AND else (fact,):
                if is_op(part, ops.LT, ops.LE, ops.GT, ops.GE) and isinstance(part, App):
                    a, b = part.args if part.op in (ops.LT, ops.LE) else part.args[::-1]
                    below, above = below or b == s, above or a == s
        if below and above:
            return True
    return False


def another_value(condition: Term, left: Term) -> bool:
    """Does a condition give a value to what is given one here: x = μ beside x = μ + σ lists two points?"""
    return type(left) is Sym and is_op(condition, ops.EQ) and children(condition)[0] == left


def concerns(condition: Term, *sides: Term) -> bool:
    """Does a condition speak of anything the sides speak of?"""
    names = set().union(*(set().union(*heads(s)) for s in sides))
    return bool(stated_entries((condition,))) or bool(names & set().union(*heads(condition)))
