"""One claim judged: examined by the checker, derived where that only tests it, read otherwise before it is refuted."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from tuidao.judge.at_once import at_once
from tuidao.judge.context import Context
from tuidao.judge.derived import (
    DERIVED,
    abstract_limit,
    bounded,
    derived,
    refuted_by_values,
    worked_out,
)
from tuidao.judge.families import (
    about_indices,
    by_whole_matrix,
    entries_of_both,
    in_entries,
    index_ranges,
    indexed,
    signs_of_indices,
    whole_entries,
)
from tuidao.judge.honest import normalised, on_each_branch, with_conditions
from tuidao.judge.index_sets import settled, sized
from tuidao.judge.integrals import (
    BY_DERIVATIVE,
    NO_CONSTANT,
    SAME_CONSTANT,
    constant_in,
    derivative_claim,
    other_variable,
    up_to_constants,
)
from tuidao.judge.labels import by_values, labelled, put
from tuidao.judge.layered import recursion, tried
from tuidao.judge.matrices import taken_as_numbers
from tuidao.judge.meaning import has_op
from tuidao.judge.never import NEVER, never_equal
from tuidao.judge.readings import BASE, other_readings, over_free_indices, to_base
from tuidao.judge.reasons import (
    GAVE_UP,
    NO_GRADIENT,
    NOT_FOR_ALL,
    ONLY_READ_SO,
    READ_OTHERWISE,
    SAME,
    SMOOTH_ONLY,
    TOO_LARGE,
)
from tuidao.judge.repair import with_suggestion
from tuidao.judge.rounding import rounded
from tuidao.judge.smooth import where_it_exists
from tuidao.judge.values import where_defined
from tuidao.lang import op as ops
from tuidao.lang.build import defined, is_op
from tuidao.lang.definitions import by_entries
from tuidao.lang.op import Op
from tuidao.lang.term import App, Sym, Term, size, substitute
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_ABSTRACT = (ops.CALL, ops.LIMIT, ops.DIFF, ops.INTEGRAL)
BUDGET = 1.5  # seconds of processor time for one claim before nothing new is begun
_WORK = 150_000  # of ball evaluation, for one claim
_SECONDS = 1.5  # of processor time, for the evaluations of one claim
_LATER = 1.0  # seconds more to begin working out both sides of a claim that is still open
_MOST_NODES = 1500

OPERATORS: dict[str, Op] = {
    "eq": ops.EQ,
    "define": ops.EQ,
    "ne": ops.NE,
    "lt": ops.LT,
    "le": ops.LE,
    "gt": ops.GT,
    "ge": ops.GE,
    "in": ops.IN,
    "approx": ops.APPROX,
    "similar": ops.SIMILAR,
    "tends": ops.TENDS,
}


@dataclass(slots=True)
class Claim:
    """left relation right under the conditions `given`, its definitions put in. `universal`: meant for all values.

    `plain_log`: the base of its logarithms is not written; `units` are the decimals written; `written` the sides as
    written and `prepare` what puts the definitions in; the families `sum_to_one` are distributions or one-hot;
    `texts` are its sides as text, which may leave open how they are read; `plain`: nothing in them hints at another
    meaning of the signs.
    """

    relation: str
    left: Term
    right: Term
    given: tuple[Term, ...] = ()
    units: Mapping[Fraction, Fraction] = field(default_factory=dict)
    universal: bool = True
    plain_log: bool = False
    written: tuple[Term, Term] | None = None
    prepare: Callable[[Term, Term], tuple[Term, ...]] | None = None
    sum_to_one: frozenset[str] = frozenset()
    texts: tuple[str, str] = ("", "")
    context: Context | None = None
    plain: bool = False

    @property
    def term(self) -> App:
        """The claim as a statement."""
        return App(OPERATORS[self.relation], (self.left, self.right))


def judge(claim: Claim, *, suggest: bool = True) -> Verdict:
    """The verdict on a claim. Never raises: what breaks inside comes back as open, with the error named."""
    left, right, note = settled(claim.left, claim.right)
    if (left, right) != (claim.left, claim.right):
        written = settled(*claim.written)[:2] if claim.written else None
        claim = replace(claim, left=left, right=right, written=written)
    found = _told(claim, suggest)
    if found.status is Status.TESTED:  # a proof holds for every index
        signs = signs_of_indices(claim.given, left, right)
        found = replace(found, missing=tuple(dict.fromkeys((*found.missing, *signs))))
    numbers = taken_as_numbers(left, right) if claim.relation == "eq" else None
    for n in (note, numbers):
        if n is not None and (n is note or found.status in (Status.PROVED, Status.TESTED)):
            found = replace(found, reason=READ_OTHERWISE.format(reason=found.reason, note=n))
    return found


def _told(claim: Claim, suggest: bool) -> Verdict:
    from tuidao.lang.ball_real import allowance

    try:
        under = any(is_op(g, ops.EQ) and has_op(g, *_ABSTRACT) for g in claim.given)
        sides = dict.fromkeys(
            (claim.written or (claim.left, claim.right), (claim.left, claim.right))
        )
        found = at_once(OPERATORS[claim.relation], tuple(sides), claim.given)
        limits = claim.relation == "eq" and abstract_limit(claim.left, claim.right)
        if found is None:
            found = _by_theory(claim) if under or limits else _by_labels(claim)
        if found is None:
            with allowance(_WORK, _SECONDS):
                found = _judge(claim, time.process_time() + BUDGET, suggest)
            if found.status in (Status.OPEN, Status.TESTED) and not (under or limits):
                found = _by_theory(claim) or found
        if found.status is Status.TESTED and limits:
            return Verdict(Status.OPEN, SMOOTH_ONLY, missing=found.missing)
        return where_it_exists(claim.term, claim.given, found)
    except RecursionError:
        return Verdict(Status.OPEN, TOO_LARGE)
    except Exception as error:  # the checker must not take a document down with it
        return Verdict(Status.OPEN, GAVE_UP.format(error=f"{type(error).__name__}: {error}"[:160]))


def _by_labels(claim: Claim) -> Verdict | None:
    """The verdict on a claim about what takes a few values only; None where there is no such thing."""
    what = labelled(claim.given, claim.left, claim.right)
    if what is None:
        return None

    def at(values: Mapping[Term, Term]) -> Verdict:
        given = tuple(put(g, values) for g in claim.given if not is_op(g, ops.IN))
        left, right = put(claim.left, values), put(claim.right, values)
        first, second = claim.written or (left, right)
        written = put(first, values), put(second, values)
        return judge(
            replace(claim, left=left, right=right, given=given, written=written), suggest=False
        )

    return by_values(*what, at)


def _by_theory(claim: Claim) -> Verdict | None:
    """PROVED where theorems about functions that are only named give the claim."""
    from tuidao.judge.theory import by_theory

    sides = dict.fromkeys(((claim.left, claim.right), claim.written or (claim.left, claim.right)))
    context = Context() if claim.context is None else claim.context
    try:
        return by_theory(OPERATORS[claim.relation], tuple(sides), claim.given, context)
    except Exception:  # a theorem that does not fit
        return None


def _judge(claim: Claim, stop: float, suggest: bool) -> Verdict:
    if size(claim.left) + size(claim.right) > _MOST_NODES:
        return Verdict(Status.OPEN, TOO_LARGE)
    notes: list[Text] = []
    left, note = over_free_indices(claim.left)
    right, second = over_free_indices(claim.right)
    notes += [n for n in (note, second) if n is not None]
    if notes:
        claim = replace(claim, left=left, right=right)
    given, ranges = about_indices(claim.given, claim.left, claim.right)
    left, right = (by_entries(t, given) for t in (claim.left, claim.right))
    claim = replace(claim, left=left, right=right, given=given)
    if recursion(given, claim.term) is not None:
        claim = replace(claim, universal=True)  # what it speaks of is defined: it is no equation
    misnamed = other_variable(left, right, given) if claim.relation == "eq" else None
    if misnamed is not None:
        return misnamed
    if claim.relation in ("eq", "approx"):
        near = rounded(claim.left, claim.right, claim.units, approx=claim.relation == "approx")
        if near is not None:
            return near
    verdict = _examined(claim, stop)

    def under(conditions: tuple[Term, ...]) -> Verdict:
        given = (*claim.given, *conditions)
        return on_each_branch(claim.term, given, _examined(replace(claim, given=given), stop))

    if verdict.status is Status.OPEN and claim.relation == "eq":
        verdict = _with_values(claim, verdict, stop)
    verdict = with_conditions(claim.term, claim.given, verdict, under)
    if verdict.status is Status.REFUTED and claim.relation == "eq" and time.process_time() < stop:
        verdict = normalised(
            claim.left,
            claim.right,
            verdict,
            lambda a, b: _where_defined(replace(claim, left=a, right=b)),
            claim.sum_to_one,
        )
    if verdict.status is Status.REFUTED:
        if not claim.universal:
            if claim.plain and never_equal(claim.term, claim.given, claim.context):
                return replace(verdict, reason=NEVER, missing=())
            return Verdict(Status.OPEN, NOT_FOR_ALL, missing=verdict.missing)
        verdict = _another_reading(claim, verdict, stop)
    if verdict.status is Status.REFUTED and suggest:
        written = claim.written or (claim.left, claim.right)
        op = OPERATORS[claim.relation]
        verdict = with_suggestion(op, written, claim.given, claim.prepare, verdict, worked_out)
    if ranges:
        verdict = replace(verdict, missing=tuple(c for c in verdict.missing if c not in ranges))
    for note in notes:
        verdict = replace(verdict, reason=READ_OTHERWISE.format(reason=verdict.reason, note=note))
    return verdict


def _with_values(claim: Claim, found: Verdict, stop: float) -> Verdict:
    """A claim about A where lim f(x) = A was stated: judged with lim f(x) in the place of A."""
    named: dict[Sym, Term] = {}
    others: list[Term] = []
    for fact in claim.given:
        if type(fact) is App and fact.op is ops.EQ:
            value, name = fact.args
            if type(name) is Sym and has_op(value, ops.LIMIT, ops.INTEGRAL, ops.DIFF, ops.SUM):
                named[name] = value
                continue
        others.append(fact)
    if not named:
        return found
    left, right = substitute(claim.left, named), substitute(claim.right, named)
    given = tuple(substitute(g, named) for g in others)
    again = _examined(replace(claim, left=left, right=right, given=given), stop)
    if again.status not in (Status.PROVED, Status.TESTED):
        return found
    stated = {defined(v) for v in named.values()}
    return replace(again, missing=tuple(c for c in again.missing if c not in stated))


def _examined(claim: Claim, stop: float) -> Verdict:
    """The verdict on the claim as it is read, by examination, then by derivation."""
    left, right = claim.left, claim.right
    known = recursion(claim.given, claim.term)
    if known is not None:
        own = bounded(claim.term, claim.given) if claim.relation != "eq" else _try_deriving(claim)
        own = own or tried(claim.term, claim.given, known)
        if own is not None:
            return own
    if claim.relation == "eq":
        if left == right:
            return Verdict(Status.PROVED, SAME)
        slopes = derivative_claim(left, right)
        if slopes is not None:
            verdict = _examined(replace(claim, left=slopes.args[0], right=slopes.args[1]), stop)
            note = BY_DERIVATIVE
            if has_op(left, ops.ANTIDERIVATIVE) != has_op(right, ops.ANTIDERIVATIVE):
                other = right if has_op(left, ops.ANTIDERIVATIVE) else left
                note = note if constant_in(other) is not None else NO_CONSTANT
            return replace(verdict, reason=READ_OTHERWISE.format(reason=verdict.reason, note=note))
        special = _of_families(claim, stop)
        if special is not None:
            return special
    if claim.relation in ("le", "ge") and has_op(left, ops.PRODUCT) | has_op(right, ops.PRODUCT):
        bound = bounded(claim.term, claim.given)
        if bound is not None:
            return bound
    verdict = _where_defined(claim)
    if verdict.status not in (Status.TESTED, Status.OPEN) or claim.relation != "eq":
        return verdict
    found = _try_deriving(claim) if time.process_time() < stop else None
    if found is None and verdict.status is Status.OPEN and time.process_time() < stop + _LATER:
        found = _by_values(claim)
    if found is not None:
        return found
    return verdict


def _of_families(claim: Claim, stop: float) -> Verdict | None:
    """A claim about entries of families, or about vectors and matrices; None for any other."""
    left, right = claim.left, claim.right
    if by_whole_matrix(left, right):
        return _whole(claim)
    entries = in_entries(left, right)
    if entries is not None:
        return _examined(replace(claim, left=entries[0], right=entries[1]), stop)
    pair = whole_entries(left, right)
    if pair is not None:
        return _examined(replace(claim, left=pair[0], right=pair[1]), stop)
    if not indexed(left, right):
        return None
    return _try_deriving(claim) or _where_defined(claim)


def _whole(claim: Claim) -> Verdict:
    """A derivative by a whole vector or matrix: worked, and compared with the other side entry by entry."""
    for side, other in ((claim.left, claim.right), (claim.right, claim.left)):
        found = worked_out(side, claim.given) if by_whole_matrix(side) else None
        pair = None if found is None else entries_of_both(found[0], other)
        if found is not None and pair is not None:
            left, right = pair
            verdict = _where_defined(replace(claim, left=left, right=right))
            if verdict.status is Status.PROVED:
                return Verdict(Status.PROVED, DERIVED, missing=found[1])
            return verdict
    return Verdict(Status.OPEN, NO_GRADIENT)


def _try_deriving(claim: Claim) -> Verdict | None:
    try:
        return derived(claim.left, claim.right, claim.given)
    except Exception:  # no derivation found
        return None


def _by_values(claim: Claim) -> Verdict | None:
    try:
        return refuted_by_values(claim.left, claim.right, claim.given)
    except Exception:  # not worked out
        return None


def _where_defined(claim: Claim) -> Verdict:
    return where_defined(claim.term, claim.given)


def _another_reading(claim: Claim, refuted: Verdict, stop: float) -> Verdict:
    """A refuted claim, unless the same signs read another way make it hold: then tested, and the reading told."""
    if claim.relation == "eq":
        slopes = up_to_constants(claim.left, claim.right)
        if slopes is not None:
            again = _where_defined(replace(claim, left=slopes.args[0], right=slopes.args[1]))
            if again.status in (Status.PROVED, Status.TESTED):
                return replace(
                    again, reason=READ_OTHERWISE.format(reason=again.reason, note=SAME_CONSTANT)
                )
    others = [
        (replace(claim, left=a, right=b, given=(*claim.given, *index_ranges(a, b))), n)
        for a, b, n in sized(claim.left, claim.right)
    ]
    others += [
        (replace(claim, left=t), note) for t, note in other_readings(claim.left, claim.texts[0])
    ]
    others += [
        (replace(claim, right=t), note) for t, note in other_readings(claim.right, claim.texts[1])
    ]
    if claim.plain_log:
        for base in (2, 10):
            both = replace(claim, left=to_base(claim.left, base), right=to_base(claim.right, base))
            others.append((both, BASE.format(base=base)))
    for other, note in others:
        if time.process_time() > stop:
            return refuted
        again = on_each_branch(other.term, other.given, _where_defined(other))
        if again.status in (Status.PROVED, Status.TESTED):
            return Verdict(Status.TESTED, ONLY_READ_SO.format(note=note), missing=again.missing)
    return refuted
