"""Inequalities proved: by cases of absolute values, as sums of squares, by squaring, along one variable, by induction.

Every way is a theorem with its hypotheses checked: a difference that grows from an end where it is not negative; a
concave one that is not negative at both ends; a power or a root compared after squaring; the step from n to n + 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.check.along import along, roughly, turned, what_decides
from tuidao.check.conditions import Context
from tuidao.check.memberships import inequalities
from tuidao.check.normal import too_large
from tuidao.check.positive import nonnegative
from tuidao.check.settle import SignQuestion, settle_known
from tuidao.check.signs import prepared
from tuidao.check.witness import COSTLY, contains_binder
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, ge, gt, is_op, le, member
from tuidao.lang.domain import conditions
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Num, Sym, Term, children, free_symbols, rebuild, size, substitute

_MOST_QUESTIONS = 60
_DEEPEST = 5
_MOST_NODES = 160


@dataclass(slots=True)
class Work:
    """How much may still be asked."""

    questions: int = _MOST_QUESTIONS

    def spend(self) -> bool:
        """Is there work left for another question?"""
        self.questions -= 1
        return self.questions >= 0


def holds(claim: App, facts: tuple[Term, ...]) -> bool:
    """Is the inequality certain wherever both sides have a value and the facts hold?"""
    if claim.op not in (ops.LT, ops.LE, ops.GT, ops.GE):
        return False
    facts = tuple(dict.fromkeys(part for f in facts for part in inequalities(f)))
    high, low = claim.args if claim.op in (ops.GT, ops.GE) else claim.args[::-1]
    return exceeds(high, low, claim.op in (ops.GT, ops.LT), facts, Work())


def consequences(facts: tuple[Term, ...]) -> tuple[Term, ...]:
    """What bounds of single variables say besides, as cos x > 0 between −π/2 and π/2."""
    found: list[Term] = []
    for x in {s for f in facts for s in free_symbols(f)}:
        found += roughly(x, tuple(turned(f, x) for f in facts if free_symbols(f) == {x}))
    return tuple(found)


def exceeds(
    high: Term, low: Term, strict: bool, facts: tuple[Term, ...], work: Work, depth: int = 0
) -> bool:
    """Is high > low (≥, unless `strict`) certain under the facts, by one of the ways below?"""
    if depth > _DEEPEST or not work.spend() or size(high) + size(low) > _MOST_NODES:
        return False
    if too_large(high) or too_large(low):
        return False
    if at_sight(high, low, strict, facts):
        return True
    if contains_binder(high, COSTLY) or contains_binder(low, COSTLY):
        return False
    case = _first_case(App(ops.TUPLE, (high, low)))
    if case is not None:
        return _by_cases(high, low, strict, facts, work, depth, *case)
    ways = (
        _by_rising_function,
        _by_logarithm,
        _by_squaring,
        _along_one,
        _by_scaling,
        _by_induction,
    )
    return any(way(high, low, strict, facts, work, depth) for way in ways)


def at_sight(high: Term, low: Term, strict: bool, facts: tuple[Term, ...]) -> bool:
    """By signs and ranges, or as a sum of squares and products of what is known."""
    relation = gt(high, low) if strict else ge(high, low)
    if SignQuestion(relation, facts).answer() is True:
        return True
    found = prepared(facts).ask(
        lambda field: nonnegative(field, field.subtract(field.element(high), field.element(low))), 0
    )
    return found >= (2 if strict else 1)


# ------------------------------------------------------------------ cases


def _first_case(t: Term) -> tuple[App, tuple[tuple[Term, Term], ...]] | None:
    """An innermost |u|, max or min, with what it is in each case and the case as a statement."""
    for c in children(t):
        if type(c) is App:
            found = _first_case(c)
            if found is not None:
                return found
    if type(t) is not App or t.loose:
        return None
    if t.op is ops.ABS and free_symbols(t):
        u = t.args[0]
        return t, ((u, ge(u, ZERO)), (-u, le(u, ZERO)))
    if t.op in (ops.MAX, ops.MIN) and len(t.args) == 2:
        a, b = t.args if t.op is ops.MAX else t.args[::-1]
        return t, ((t.args[0], ge(a, b)), (t.args[1], le(a, b)))
    return None


def _by_cases(
    high: Term,
    low: Term,
    strict: bool,
    facts: tuple[Term, ...],
    work: Work,
    depth: int,
    whole: App,
    cases: tuple[tuple[Term, Term], ...],
) -> bool:
    for value, case in cases:
        a, b = (_put(t, whole, value) for t in (high, low))
        if not exceeds(a, b, strict, (*facts, case), work, depth + (len(facts) > 12)):
            return False
    return True


def _put(t: Term, old: Term, new: Term) -> Term:
    if t == old:
        return new
    parts = children(t)
    return rebuild(t, tuple([_put(c, old, new) for c in parts])) if parts else t


# ------------------------------------------------------------------ both sides under a monotone function


_RISING = (ops.EXP, ops.LOG, ops.SQRT, ops.SINH, ops.TANH, ops.ASINH, ops.ATAN, ops.ASIN)


def _by_rising_function(
    high: Term, low: Term, strict: bool, facts: tuple[Term, ...], work: Work, depth: int
) -> bool:
    """g(p) > g(q) where p > q, g rising wherever it has a value; also written g(p) − g(q) > 0."""
    if low == ZERO and is_op(high, ops.SUB) and type(high) is App:
        high, low = high.args
    if not (is_op(high, *_RISING) and is_op(low, *_RISING)):
        return False
    if type(high) is not App or type(low) is not App or high.op is not low.op:
        return False
    return exceeds(high.args[0], low.args[0], strict, facts, work, depth + 1)


def _by_logarithm(
    high: Term, low: Term, strict: bool, facts: tuple[Term, ...], work: Work, depth: int
) -> bool:
    """log u against v is u against exp v, where u > 0."""
    for k, side in enumerate((high, low)):
        if type(side) is App and side.op is ops.LOG and len(free_symbols(side)) > 0:
            u, other = side.args[0], App(ops.EXP, ((low, high)[k],))
            more, less = (u, other) if k == 0 else (other, u)
            if at_sight(more, less, strict, (*facts, gt(u, ZERO))):
                return True
    return False


def _by_squaring(
    high: Term, low: Term, strict: bool, facts: tuple[Term, ...], work: Work, depth: int
) -> bool:
    """high ≥ 0 and high² > low² (≥): then high > |low| (≥)."""
    if not (_rooted(high) or _rooted(low)) or depth > 2:
        return False
    if not at_sight(high, ZERO, False, facts):
        return False
    return exceeds(high ** Num(2), low ** Num(2), strict, facts, work, depth + 1)


def _rooted(t: Term) -> bool:
    return is_op(t, ops.SQRT) or (type(t) is App and any(_rooted(c) for c in t.args))


# ------------------------------------------------------------------ one variable


def _along_one(
    high: Term, low: Term, strict: bool, facts: tuple[Term, ...], work: Work, depth: int
) -> bool:
    symbols = free_symbols(high) | free_symbols(low)
    if len(symbols) != 1:
        return False
    (x,) = symbols
    mine = tuple(f for f in facts if free_symbols(f) == {x})
    return along(high - low, x, strict, mine)


def _by_scaling(
    high: Term, low: Term, strict: bool, facts: tuple[Term, ...], work: Work, depth: int
) -> bool:
    """p = q·t with p, q > 0, where t alone decides: the difference is a power of q times a function of t."""
    symbols = sorted(free_symbols(high) | free_symbols(low), key=lambda s: s.name)
    if len(symbols) != 2:
        return False
    where = Context((*facts, *conditions(high), *conditions(low)))
    if any(settle_known(gt(s, ZERO), where) is not True for s in symbols):
        return False
    p, q = symbols
    t = fresh("t", set(symbols))
    scaled = substitute(high - low, {p: q * t})
    rest = prepared((gt(q, ZERO), gt(t, ZERO))).ask(
        lambda field: what_decides(field, field.element(scaled)), None
    )
    if rest is None or free_symbols(rest) != {t}:
        return False
    return along(rest, t, strict, (gt(t, ZERO),))


# ------------------------------------------------------------------ induction


def _by_induction(
    high: Term, low: Term, strict: bool, facts: tuple[Term, ...], work: Work, depth: int
) -> bool:
    """From a natural number n to n + 1, by the claim for n."""
    if depth:
        return False
    relation = gt(high, low) if strict else ge(high, low)
    for n in sorted(free_symbols(high) | free_symbols(low), key=lambda s: s.name):
        first = _first_of(n, facts)
        if first is None:
            continue
        others = tuple(f for f in facts if n not in free_symbols(f))
        a, b = (substitute(t, {n: first}) for t in (high, low))
        if not exceeds(a, b, strict, others, work, depth + 1):
            continue
        before = (*others, member(n, App(ops.INTEGERS, ())), ge(n, first), relation)
        a, b = (substitute(t, {n: n + ONE}) for t in (high, low))
        if at_sight(a, b, strict, before):
            return True
    return False


def _first_of(n: Sym, facts: tuple[Term, ...]) -> Num | None:
    """The least value of a symbol that runs over all natural numbers from there; None where the facts say otherwise."""
    about = [f for f in facts if n in free_symbols(f)]
    natural = App(ops.IN, (n, App(ops.NATURALS, ())))
    integer = App(ops.IN, (n, App(ops.INTEGERS, ())))
    if about == [natural]:
        return ONE
    if integer in about or natural in about:
        bounds = [f for f in about if f not in (natural, integer)]
        if len(bounds) == 1 and type(bounds[0]) is App and bounds[0].op is ops.GE:
            a, b = bounds[0].args
            if a == n and type(b) is Num and b.value.denominator == 1:
                return b if integer in about else Num(max(b.value, ONE.value))
    return None
