"""Statements that cite no rule: proved by normal form, signs and ranges, or left to be tried by numbers."""

from __future__ import annotations

from tuidao.check.conditions import Context
from tuidao.check.decide import settled
from tuidao.check.field import NoValue, Plan, Restart, TooLarge
from tuidao.check.normal import compare, same, too_large
from tuidao.check.settle import settle_known
from tuidao.check.signs import SignField
from tuidao.check.worst import fails_somewhere
from tuidao.lang import op as ops
from tuidao.lang.build import is_op, true
from tuidao.lang.domain import conditions
from tuidao.lang.focus import fresh
from tuidao.lang.information import in_logarithms
from tuidao.lang.term import App, Bind, Num, Term, free_symbols, instantiate
from tuidao.proof import Status, Verdict
from tuidao.text import Text

BY_NORMAL_FORM = Text("both sides have the same normal form", "两边的标准形相同")
BY_SLOPE = Text(
    "the difference has slope 0 and vanishes at a point", "两边之差的导数为零，且在一点处为零"
)
BY_SIGNS = Text(
    "by the signs of the factors and bounds of the parts", "由各因子的符号与各部分的界得出"
)
BY_INEQUALITY = Text(
    "by cases, sums of squares, or the course of the difference of the sides",
    "分情形讨论、配成平方和，或由两边之差的变化得出",
)
NOT_PROVED = Text("no proof was found", "没有找到证明")
TOO_BIG = Text("too large", "规模过大")
_RESTARTS = 10


def prove(claim: Term, given: tuple[Term, ...] = ()) -> Verdict:
    """PROVED (with `missing`: what is needed beyond `given`), or OPEN; never by numbers alone, never TESTED.

    An equality is proved where both sides have a value; a condition that only one side imposes is among `missing`.
    """
    if too_large(claim) or len(given) > 60:
        return Verdict(Status.OPEN, TOO_BIG)
    try:
        return _prove(in_logarithms(claim), Context().assuming(*given))
    except RecursionError:
        return Verdict(Status.OPEN, TOO_BIG)


def examine(claim: Term, given: tuple[Term, ...] = ()) -> Verdict:
    """Proved if it can be, else tried: refuted wins over everything but a proof, tested over open."""
    found = prove(claim, given)
    if found.status is Status.PROVED:
        return found
    from tuidao.check.refute import test

    tested = test(claim, given)
    return found if tested.status is Status.OPEN and tested.reason == NOT_PROVED else tested


def _prove(claim: Term, context: Context) -> Verdict:
    if type(claim) is Bind and claim.op is ops.FORALL:
        return _for_all(claim, context)
    if type(claim) is App:
        match claim.op:
            case ops.AND:
                return _all_of(claim.args, context)
            case ops.IMPLIES:
                return _prove(claim.args[1], context.assuming(claim.args[0]))
            case ops.IFF:
                a, b = claim.args
                both = [_prove(b, context.assuming(a)), _prove(a, context.assuming(b))]
                return _joined(both)
            case ops.EQ:
                return _equality(claim, context)
            case ops.LT | ops.LE | ops.GT | ops.GE | ops.NE:
                return _relation(claim, context)
    return _settled(claim, context)


def _all_of(claims: tuple[Term, ...], context: Context) -> Verdict:
    return _joined([_prove(c, context) for c in claims])


def _joined(verdicts: list[Verdict]) -> Verdict:
    for v in verdicts:
        if v.status is not Status.PROVED:
            return v
    missing = tuple(dict.fromkeys(m for v in verdicts for m in v.missing))
    return Verdict(
        Status.PROVED, verdicts[0].reason if verdicts else BY_NORMAL_FORM, missing=missing
    )


def _for_all(claim: Bind, context: Context) -> Verdict:
    taken = set(free_symbols(claim))
    for fact in context.facts:
        taken |= free_symbols(fact)
    x = fresh(claim.name or "x", taken)
    found = _prove(instantiate(claim.body, x), context.assuming(App(ops.IN, (x, claim.over[0]))))
    if any(x in free_symbols(m) for m in found.missing):
        return Verdict(Status.OPEN, NOT_PROVED)
    return found


def _settled(claim: Term, context: Context) -> Verdict:
    if settle_known(claim, context) is True:
        return Verdict(Status.PROVED, BY_SIGNS)
    return Verdict(Status.OPEN, NOT_PROVED)


def _is_finite(t: Term) -> bool:
    return not (
        is_op(t, ops.OO, ops.ZOO, ops.UNDEFINED)
        or (is_op(t, ops.NEG) and is_op(_inside(t), ops.OO))
    )


def _inside(t: Term) -> Term:
    assert type(t) is App
    return t.args[0]


def _equality(claim: App, context: Context) -> Verdict:
    a, b = claim.args
    if not (_is_finite(a) and _is_finite(b)):
        return _settled(claim, context)
    found = compare(a, b)
    if not found.equal and context.facts:
        found = compare(a, b, context.facts)
    reason = BY_NORMAL_FORM
    if not found.equal:
        if same(a, b) is False or not _slope_zero(a, b, context):
            return Verdict(Status.OPEN, NOT_PROVED)
        reason = BY_SLOPE
    verdict = settled((*found.needs, *_one_sided(a, b)), context.assuming(*_shared(a, b)))
    if verdict.status is not Status.PROVED:
        return Verdict(Status.OPEN, verdict.reason)
    return Verdict(Status.PROVED, reason, missing=verdict.missing)


def _shared(a: Term, b: Term) -> tuple[Term, ...]:
    left, right = conditions(a), set(conditions(b))
    return tuple(c for c in left if c in right)


def _one_sided(a: Term, b: Term) -> tuple[Term, ...]:
    """The conditions that only one side imposes."""
    left, right = conditions(a), conditions(b)
    return (*(c for c in left if c not in right), *(c for c in right if c not in left))


def _slope_zero(a: Term, b: Term, context: Context) -> bool:
    facts = (*context.facts, *conditions(a), *conditions(b))
    plan = Plan()
    for _ in range(_RESTARTS):
        field = SignField(plan)
        try:
            field.suppose(facts)
            return field.is_identically_zero(field.subtract(field.element(a), field.element(b)))
        except Restart:
            continue
        except (NoValue, TooLarge):
            return False
    return False


def inequality(before: Term, after: Term, context: Context) -> Verdict:
    """An inequality where both sides have a value, by all the means there are; or one for all values that …"""
    if after == true and is_op(before, ops.FORALL, ops.IMPLIES):
        return _prove(before, context)
    if after != true or not is_op(before, ops.LT, ops.LE, ops.GT, ops.GE):
        return Verdict(Status.OPEN, NOT_PROVED)
    assert type(before) is App
    return _relation(before, context)


def _relation(claim: App, context: Context) -> Verdict:
    """An inequality, claimed where both sides have a value and the facts hold."""
    a, b = claim.args
    if type(a) is Num and type(b) is Num:
        return _settled(claim, context)
    where = context.assuming(*conditions(a), *conditions(b))
    reason = BY_SIGNS
    if settle_known(claim, where) is not True:
        from tuidao.check.inequality import consequences, holds

        new = [c for c in where.facts if settle_known(c, context) is not True]
        facts = tuple(dict.fromkeys((*context.facts, *new)))
        if fails_somewhere(claim, where.facts) or not holds(claim, facts):
            return Verdict(Status.OPEN, NOT_PROVED)
        reason = BY_INEQUALITY
        context = context.assuming(*consequences(context.facts))
    found = settled((*conditions(a), *conditions(b)), context)
    missing = found.missing if found.status is Status.PROVED else ()
    return Verdict(Status.PROVED, reason, missing=missing)
