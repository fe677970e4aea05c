"""The exact normal form: are two terms equal wherever both have a value?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tuidao.check.field import NoValue, Plan, Restart, TooLarge
from tuidao.check.functional import Functionals
from tuidao.check.read_back import readable
from tuidao.lang import op as ops
from tuidao.lang.build import all_of, false, is_op, not_, true
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
    size,
    substitute,
    subterms,
)

_MOST_NODES = 3000
_MOST_RESTARTS = 12
_MOST_CASES = 24
_FLIPPED = {
    ops.LT: ops.GE,
    ops.LE: ops.GT,
    ops.GT: ops.LE,
    ops.GE: ops.LT,
    ops.EQ: ops.NE,
    ops.NE: ops.EQ,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """equal: True where the terms agree at every point at which both have a value and `needs` hold; None: not known."""

    equal: bool | None
    needs: tuple[Term, ...] = ()


UNKNOWN = Comparison(None)


def same(a: Term, b: Term, facts: tuple[Term, ...] = ()) -> bool | None:
    """Are the terms equal at every point where both have a value (and the facts hold)?

    True: proved, by polynomial identity modulo the relations of the kernels. False: proved to differ somewhere
    where both have values. None: neither.
    """
    found = compare(a, b, facts)
    if found.equal and not found.needs:
        return True
    if found.equal is None and _differ(a, b):
        return False
    return None


@lru_cache(maxsize=4096)
def compare(a: Term, b: Term, facts: tuple[Term, ...] = ()) -> Comparison:
    """The comparison behind `same`, with what it needs beyond the definedness of both sides."""
    if a == b:
        return Comparison(True)
    if too_large(a) or too_large(b):
        return UNKNOWN
    try:
        return _by_cases(a, b, facts, _MOST_CASES)
    except RecursionError:
        return UNKNOWN


def too_large(t: Term) -> bool:
    """Has the term more nodes than the checker compares?"""
    return size(t) > _MOST_NODES


def _by_cases(a: Term, b: Term, facts: tuple[Term, ...], budget: int) -> Comparison:
    cases = _first_piecewise(a)
    cases = _first_piecewise(b) if cases is None else cases
    if cases is None:
        found = _compare(a, b, facts)
        return found if found.equal else _by_equal_indices(a, b, facts, budget)
    if budget < len(cases.args) // 2:
        return UNKNOWN
    needs: list[Term] = []
    ruled_out: list[Term] = []
    values, conditions = cases.args[::2], cases.args[1::2]
    for value, condition in zip(values, conditions, strict=True):
        here = (*facts, *ruled_out, *_parts(condition))
        if not contradictory(here) and not _impossible(condition, (*facts, *ruled_out)):
            found = _by_cases(
                _put(a, cases, value), _put(b, cases, value), here, budget // max(len(values), 2)
            )
            if not found.equal:
                return UNKNOWN
            case = (*ruled_out, *_parts(condition))
            needs += [n for n in _within(case, found.needs) if n not in needs]
        ruled_out.append(negation(condition))
    return Comparison(True, tuple(needs))


def _within(case: tuple[Term, ...], needs: tuple[Term, ...]) -> Iterator[Term]:
    """What is needed in one case, and only there: a ≠ 0 where |a| > c says so."""
    sizes = [f for f in case if is_op(f, *_FLIPPED) and is_op(children(f)[0], ops.ABS)]
    for n in needs:
        kept = is_op(n, ops.NE) and any(
            children(n)[0] == children(children(f)[0])[0] for f in sizes
        )
        yield App(ops.IMPLIES, (all_of(*sizes), n)) if kept else n


def _by_equal_indices(a: Term, b: Term, facts: tuple[Term, ...], budget: int) -> Comparison:
    """The two where the indices of a delta are equal, put for one another, and where they are not, δ being 0."""
    found = next((d for t in (a, b) for d in _deltas(t)), None)
    if found is None or budget < 2:
        return UNKNOWN
    i, j = found
    needs: list[Term] = []
    for case in (
        [substitute(t, {i: j}) for t in (a, b)],
        [_without_delta(t, i, j) for t in (a, b)],
    ):
        equal = _by_cases(case[0], case[1], facts, budget // 2)
        if not equal.equal:
            return UNKNOWN
        needs += [n for n in equal.needs if n not in needs]
    return Comparison(True, tuple(needs))


def _deltas(t: Term) -> Iterator[tuple[Sym, Term]]:
    """Pairs of indices, one of them a letter, neither bound, that a delta or an indicator compares."""
    for _, s in subterms(t):
        if is_op(s, ops.INDICATOR) and isinstance(s, App):
            s = s.args[0]
        if is_op(s, ops.KRONECKER, ops.EQ, ops.NE) and isinstance(s, App) and not s.loose:
            for i, j in (s.args, s.args[::-1]):
                if type(i) is Sym and not mentions(j, i):
                    yield i, j
                    break


def _without_delta(t: Term, i: Sym, j: Term) -> Term:
    """`t` where i is not j."""
    if (
        is_op(t, ops.KRONECKER, ops.EQ, ops.NE)
        and isinstance(t, App)
        and t.args in ((i, j), (j, i))
    ):
        return {ops.KRONECKER: Num(0), ops.EQ: false, ops.NE: true}[t.op]
    parts = children(t)
    return rebuild(t, tuple(_without_delta(c, i, j) for c in parts)) if parts else t


def _impossible(condition: Term, facts: tuple[Term, ...]) -> bool:
    """Do the facts rule the condition out?"""
    from tuidao.check.conditions import Context
    from tuidao.check.settle import settle_known

    return bool(facts) and settle_known(condition, Context(facts)) is False


def _parts(condition: Term) -> tuple[Term, ...]:
    return (
        condition.args if is_op(condition, ops.AND) and isinstance(condition, App) else (condition,)
    )


def negation(condition: Term) -> Term:
    """The statement that it does not hold, where both sides have values."""
    if type(condition) is App and condition.op in _FLIPPED:
        return App(_FLIPPED[condition.op], condition.args)
    opposite: Term = not_(condition)
    return opposite


def contradictory(facts: tuple[Term, ...]) -> bool:
    """Do two of these facts plainly rule each other out?"""
    known = set(facts)
    return any(negation(f) in known for f in facts)


def _first_piecewise(t: Term) -> App | None:
    """The first innermost piecewise value that stands under no binder."""
    if type(t) is not App:
        return None
    for c in t.args:
        found = _first_piecewise(c)
        if found is not None:
            return found
    return t if t.op is ops.PIECEWISE and len(t.args) % 2 == 0 else None


def _put(t: Term, old: Term, new: Term) -> Term:
    if t == old:
        return new
    if type(t) is not App:
        return t
    return rebuild(t, tuple(_put(c, old, new) for c in t.args))


def _compare(a: Term, b: Term, facts: tuple[Term, ...]) -> Comparison:
    found = _at_level(a, b, facts, thorough=False)
    if not found.equal and (_speaks_of_indices(a) or _speaks_of_indices(b)):
        found = _at_level(a, b, facts, thorough=True)
    if not found.equal and len(_sums(a) | _sums(b)) > len(_sums(a) & _sums(b)):
        by_ends = _at_level(a, b, facts, by_ends=True)
        return by_ends if by_ends.equal else found
    return found


def _sums(t: Term) -> set[Term]:
    """The finite sums with symbols in their ends."""
    found = set().union(*map(_sums, children(t)))
    if type(t) is Bind and t.op is ops.SUM and not is_op(t.over[1], ops.OO):
        found.add(t)
    return found


def _at_level(
    a: Term,
    b: Term,
    facts: tuple[Term, ...],
    *,
    thorough: bool = False,
    by_ends: bool = False,
) -> Comparison:
    plan = Plan(size=_first_size(a, b))
    for _ in range(_MOST_RESTARTS):
        field = Functionals(plan)
        field.thorough, field.by_ends = thorough, by_ends
        try:
            return _in_field(field, a, b, facts)
        except Restart:
            continue
        except (NoValue, TooLarge):
            return UNKNOWN
    return UNKNOWN


def _speaks_of_indices(t: Term, inside: bool = False) -> bool:
    """Does it hold a sum within a sum, or a delta or an indicator within one?"""
    if type(t) is Bind and t.op is ops.SUM:
        if inside:
            return True
        inside = True
    if inside and is_op(t, ops.KRONECKER, ops.INDICATOR):
        return True
    return any(_speaks_of_indices(c, inside) for c in children(t))


def _first_size(a: Term, b: Term) -> int:
    kernels = len(free_symbols(a) | free_symbols(b)) + len(_applied(a) | _applied(b))
    return 0 if kernels <= 6 else 1 if kernels <= 14 else 2


def _applied(t: Term) -> set[Term]:
    found: set[Term] = set()
    stack = [t]
    while stack:
        t = stack.pop()
        if (type(t) is App and (t.op.function or t.op is ops.POW)) or type(t) is Bind:
            found.add(t)
        stack.extend(children(t))
    return found


def _in_field(field: Functionals, a: Term, b: Term, facts: tuple[Term, ...]) -> Comparison:
    field.suppose(facts)
    left, right = field.element(a), field.element(b)
    difference = field.subtract(left, right)
    equal = field.is_zero(difference)
    if not equal and field.facts:
        equal = field.by_facts(difference.num).is_zero()
        if not equal:
            field.memo.clear()  # read again, now that the signs are known
            difference = field.subtract(field.element(a), field.element(b))
            equal = field.by_facts(difference.num).is_zero()
    if not equal and field.suppose_values(facts):
        equal = field.is_zero(field.subtract(field.element(a), field.element(b)))
    if not equal:
        return UNKNOWN
    needs = tuple(dict.fromkeys(map(readable, field.needs)))
    if any(s.name.startswith("\x01") for n in needs for s in free_symbols(n)):
        return UNKNOWN
    return Comparison(True, needs)


def _differ(a: Term, b: Term) -> bool:
    """Do the two certainly differ at one of a few points?"""
    from flint import arb, fmpq

    from tuidao.lang.ball import evaluate

    names = sorted(free_symbols(a) | free_symbols(b), key=lambda s: s.name)
    for k in (1, 2, 3):
        values = {s: arb(fmpq(2 * k + 1 + 3 * j, 8 + j)) for j, s in enumerate(names)}
        left, right = evaluate(a, values), evaluate(b, values)
        if not (isinstance(left, arb) and isinstance(right, arb)):
            continue
        if left.is_finite() and right.is_finite() and not left.overlaps(right):
            return True
    return False
