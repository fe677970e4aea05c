"""One claim judged: examined by the checker, derived where that only tests it, read otherwise before it is refuted."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from tuidao.judge.integrals import (
    BY_DERIVATIVE,
    NO_CONSTANT,
    SAME_CONSTANT,
    constant_in,
    derivative_claim,
    up_to_constants,
)
from tuidao.judge.meaning import has_op
from tuidao.judge.readings import BASE, other_readings, over_free_indices, to_base
from tuidao.judge.repair import nearest
from tuidao.judge.rounding import rounded
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, eq, gt, is_op
from tuidao.lang.op import Op
from tuidao.lang.term import (
    App,
    Bind,
    Sym,
    Term,
    children,
    free_symbols,
    rebuild,
    size,
    subterms,
)
from tuidao.proof import Status, Verdict
from tuidao.text import Text

BUDGET = 2.0  # seconds for one claim before nothing new is begun
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
TOO_LARGE = Text("too large to check", "过大，无法检查")
GAVE_UP = Text("the check ran into an error: {error}", "检查时出错：{error}")
DERIVED = Text("derived, and every step checked", "已推导，且每一步都经过检查")
SAME = Text("the two sides are the same", "两边完全相同")
READ_OTHERWISE = Text("{reason} ({note})", "{reason}（{note}）")
ONLY_READ_SO = Text(
    "false as it is usually read, but it holds when {note}", "按通常读法不成立，但{note}时成立"
)
NOT_FOR_ALL = Text(
    "does not hold for all values; whether it is meant to is not said",
    "并非对一切取值成立；文中未说明是否如此断言",
)


@dataclass(slots=True)
class Claim:
    """left relation right under the conditions `given`, its definitions put in. `universal`: meant for all values.

    `plain_log`: the base of its logarithms is not written; `units` are the decimals written; `written` the sides as
    written and `prepare` what puts the definitions in.
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

    @property
    def term(self) -> App:
        """The claim as a statement."""
        return App(OPERATORS[self.relation], (self.left, self.right))


def judge(claim: Claim, *, suggest: bool = True) -> Verdict:
    """The verdict on a claim. Never raises: what breaks inside comes back as open, with the error named."""
    try:
        return _judge(claim, time.monotonic() + BUDGET, suggest)
    except RecursionError:
        return Verdict(Status.OPEN, TOO_LARGE)
    except Exception as error:  # the checker must not take a document down with it
        return Verdict(Status.OPEN, GAVE_UP.format(error=f"{type(error).__name__}: {error}"[:160]))


def _judge(claim: Claim, stop: float, suggest: bool) -> Verdict:
    if size(claim.left) + size(claim.right) > _MOST_NODES:
        return Verdict(Status.OPEN, TOO_LARGE)
    notes: list[Text] = []
    left, note = over_free_indices(claim.left)
    right, second = over_free_indices(claim.right)
    notes += [n for n in (note, second) if n is not None]
    if notes:
        claim = replace(claim, left=left, right=right)
    if claim.relation in ("eq", "approx"):
        near = rounded(claim.left, claim.right, claim.units, approx=claim.relation == "approx")
        if near is not None:
            return near
    verdict = _examined(claim, stop)
    verdict = _with_signs(claim, verdict)
    lacks = len(verdict.missing) if verdict.status is Status.REFUTED else 0
    if lacks == 1 or (lacks and claim.relation == "eq"):
        verdict = _under_missing(claim, verdict, stop)
    if verdict.status is Status.REFUTED and claim.relation == "eq":
        verdict = _normalised(claim, verdict, stop)
    if verdict.status is Status.REFUTED:
        if not claim.universal:
            return Verdict(Status.OPEN, NOT_FOR_ALL, missing=verdict.missing)
        verdict = _another_reading(claim, verdict, stop)
    if verdict.status is Status.REFUTED and suggest:
        verdict = _with_suggestion(claim, verdict)
    for note in notes:
        verdict = replace(verdict, reason=READ_OTHERWISE.format(reason=verdict.reason, note=note))
    return verdict


def _examined(claim: Claim, stop: float) -> Verdict:
    """The verdict on the claim as it is read, by examination, then by derivation."""
    left, right = claim.left, claim.right
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
    verdict = _where_defined(claim)
    if (
        verdict.status in (Status.TESTED, Status.OPEN)
        and claim.relation == "eq"
        and time.monotonic() < stop
    ):
        try:
            derived = _derived(claim)
        except Exception:  # no derivation found; what examination said stands
            derived = None
        if derived is not None:
            return derived
    return verdict


def _where_defined(claim: Claim) -> Verdict:
    """Examination; a witness at which a side has no value only shows a missing condition, never a falsehood."""
    from tuidao.check.prove import examine
    from tuidao.lang.domain import conditions

    verdict = examine(claim.term, claim.given)
    witness = verdict.counterexample
    if (
        verdict.status is Status.REFUTED
        and witness is not None
        and None in (witness.left, witness.right)
    ):
        needed = tuple(
            dict.fromkeys(
                c
                for side in (claim.left, claim.right)
                for c in conditions(side)
                if c not in claim.given
            )
        )
        if not needed:
            return verdict
        again = examine(claim.term, (*claim.given, *needed))
        if again.status in (Status.PROVED, Status.TESTED):
            missing = _one_sided(claim, needed)
            return replace(again, missing=tuple(dict.fromkeys((*missing, *again.missing))))
        return again if again.status is Status.REFUTED else replace(again, status=Status.OPEN)
    return verdict


def _with_signs(claim: Claim, verdict: Verdict) -> Verdict:
    """A refuted equality whose witness has a negative value, with the sign under which it holds, if one does."""
    witness = verdict.counterexample
    if verdict.status is not Status.REFUTED or verdict.missing or witness is None:
        return verdict
    if claim.relation != "eq" or not has_root(claim.left, claim.right):
        return verdict
    for name, value in witness.values.items():
        if str(value).startswith("-") and "[" not in name:
            fact = gt(Sym(name), 0)
            again = _examined(replace(claim, given=(*claim.given, fact)), time.monotonic())
            if again.status in (Status.PROVED, Status.TESTED):
                return replace(verdict, missing=(fact,))
    return verdict


def has_root(*sides: Term) -> bool:
    """Does a root or an absolute value occur, which make signs matter?"""
    return any(has_op(t, ops.SQRT, ops.ROOT, ops.ABS, ops.POW) for t in sides)


def _under_missing(claim: Claim, refuted: Verdict, stop: float) -> Verdict:
    """A claim that only lacks a condition: its verdict under that condition, the witness kept beside it."""
    again = _examined(replace(claim, given=(*claim.given, *refuted.missing)), stop)
    if again.status not in (Status.PROVED, Status.TESTED):
        return refuted
    missing = tuple(dict.fromkeys((*refuted.missing, *again.missing)))
    return replace(again, missing=missing, counterexample=refuted.counterexample)


def _normalised(claim: Claim, refuted: Verdict, stop: float) -> Verdict:
    """A claim that holds once a family adds up to 1: its verdict with that condition."""
    for name in sorted(_families(claim.left) | _families(claim.right))[:3]:
        whole = _whole(claim.left, name)
        whole = _whole(claim.right, name) if whole is None else whole
        if whole is None or time.monotonic() > stop or whole in (claim.left, claim.right):
            continue
        left, right = (_divided(t, name, whole) for t in (claim.left, claim.right))
        again = _where_defined(replace(claim, left=left, right=right))
        if again.status in (Status.PROVED, Status.TESTED):
            return Verdict(Status.TESTED, again.reason, refuted.counterexample, (eq(whole, ONE),))
    return refuted


def _whole(t: Term, name: str) -> Term | None:
    """The sum of a family over the range that it is summed over in `t`."""
    if isinstance(t, Bind) and t.op in (ops.SUM, ops.SUM_ALL) and not any(o.loose for o in t.over):
        entry = App(ops.INDEX, (Sym(name), Sym("", 0)))
        if entry in (s for _, s in subterms(t.body)):
            return Bind(t.op, t.name, entry, t.over)
    for c in children(t):
        found = _whole(c, name)
        if found is not None:
            return found
    return None


def _families(t: Term) -> set[str]:
    """The families of one index in `t` that nothing is differentiated by."""
    found: set[str] = set()
    if isinstance(t, App) and t.op is ops.INDEX and len(t.args) == 2:
        head = t.args[0]
        if isinstance(head, Sym) and head.index < 0:
            found.add(head.name)
    return found.union(*(_families(c) for c in children(t)))


def _divided(t: Term, name: str, whole: Term) -> Term:
    """`t` with each entry of the family divided by the sum of them all."""
    if isinstance(t, App) and t.op is ops.INDEX and t.args[0] == Sym(name):
        return t / whole
    parts = tuple([_divided(c, name, whole) for c in children(t)])
    return rebuild(t, parts) if parts else t


def _one_sided(claim: Claim, needed: tuple[Term, ...]) -> tuple[Term, ...]:
    """Of the conditions under which both sides have values, those that only one side needs."""
    from tuidao.lang.domain import conditions

    a, b = set(conditions(claim.left)), set(conditions(claim.right))
    return tuple(c for c in needed if (c in a) != (c in b))


def _derived(claim: Claim) -> Verdict | None:
    """A derivation of one side that ends in something provably equal to the other, every step replayed."""
    from tuidao.check.prove import prove
    from tuidao.derive import solver as solver_of

    for side, other in ((claim.left, claim.right), (claim.right, claim.left)):
        if (
            not has_op(side, ops.DIFF, ops.LIMIT, ops.INTEGRAL, ops.SUM, ops.PARTIAL)
            or size(side) > 200
        ):
            continue
        if solver_of(side) is None and not isinstance(side, App | Bind):
            continue
        found = _worked(side, claim.given)
        if found is None:
            continue
        answer, missing = found
        if answer == other:
            proved = Verdict(Status.PROVED, DERIVED)
        else:
            proved = prove(eq(answer, other), claim.given)
            if proved.status is not Status.PROVED:
                second = _worked(other, claim.given)
                if second is None:
                    continue
                proved = prove(eq(answer, second[0]), claim.given)
                missing = (*missing, *second[1])
        if proved.status is Status.PROVED:
            needs = tuple(dict.fromkeys((*missing, *proved.missing)))
            return Verdict(Status.PROVED, DERIVED, missing=needs)
    return None


def _worked(side: Term, given: tuple[Term, ...]) -> tuple[Term, tuple[Term, ...]] | None:
    """What a side works out to and the conditions it rests on; None where no proved derivation was found."""
    from tuidao.check.conditions import Context
    from tuidao.check.replay import replay
    from tuidao.derive import solve

    worked = solve(side, given)
    if not isinstance(worked.answer, Term) or worked.derivation.end != worked.answer:
        return None
    verdict = replay(worked.derivation, Context(facts=given))
    if verdict.status is not Status.PROVED or is_op(worked.answer, ops.UNDEFINED):
        return None
    return worked.answer, verdict.missing


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
    others = [(replace(claim, left=t), note) for t, note in other_readings(claim.left)]
    others += [(replace(claim, right=t), note) for t, note in other_readings(claim.right)]
    if claim.plain_log:
        for base in (2, 10):
            both = replace(claim, left=to_base(claim.left, base), right=to_base(claim.right, base))
            others.append((both, BASE.format(base=base)))
    for other, note in others:
        if time.monotonic() > stop:
            return refuted
        again = _where_defined(other)
        if again.status in (Status.PROVED, Status.TESTED):
            return Verdict(Status.TESTED, ONLY_READ_SO.format(note=note), missing=again.missing)
    return refuted


def _with_suggestion(claim: Claim, refuted: Verdict) -> Verdict:
    """A refuted equality or inequality with the nearest true version beside it, where one is near."""
    witness = refuted.counterexample
    if claim.relation not in ("eq", "le", "lt", "ge", "gt"):
        return refuted
    from tuidao.check.prove import examine

    op = OPERATORS[claim.relation]
    at = _values(witness.values) if witness is not None else None
    written = claim.written or (claim.left, claim.right)
    names = free_symbols(written[0]) | free_symbols(written[1])

    def statement(a: Term, b: Term) -> Term:
        if claim.prepare is not None:
            a, b = claim.prepare(a, b)
        slopes = derivative_claim(a, b) if op is ops.EQ else None
        return slopes if slopes is not None else App(op, (a, b))

    def holds(a: Term, b: Term) -> bool:
        if free_symbols(a) | free_symbols(b) != names:
            return False
        return examine(statement(a, b), claim.given).status in (Status.PROVED, Status.TESTED)

    def may_hold(a: Term, b: Term) -> bool:
        from tuidao.lang.ball import truth

        return at is None or truth(statement(a, b), at) is not False

    if op is not ops.EQ:
        sizes = App(ops.ABS, (written[0],)), App(ops.ABS, (written[1],))
        return replace(refuted, suggestion=App(op, sizes)) if holds(*sizes) else refuted
    found = nearest(*written, holds, may_hold)
    return refuted if found is None else replace(refuted, suggestion=App(op, found))


def _values(values: Mapping[str, Term]) -> Mapping[Any, Any] | None:
    """A witness's values as balls; None where one is no number."""
    from flint import arb

    from tuidao.lang.ball import evaluate

    found: dict[Any, Any] = {}
    for name, value in values.items():
        ball = evaluate(value, {})
        if not isinstance(ball, arb) or "[" in name:
            return None
        found[Sym(name)] = ball
    return found
