"""Conditions a claim lacks: where a witness stands outside them it is refuted, not proved; a mere domain is not one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tuidao.judge.context import differentiated_by
from tuidao.judge.meaning import has_op
from tuidao.judge.repair import values_of
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, eq, ge, gt, is_op, le, lt
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    free_symbols,
    rebuild,
    size,
    substitute,
    subterms,
)
from tuidao.proof import Status, Verdict, Witness
from tuidao.text import Text

HOLDS = (Status.PROVED, Status.TESTED)
TRUE_WHERE = Text(
    "false at the values shown; true where {conditions}",
    "在所示取值处不成立；当 {conditions} 时成立",
)
NOT_STATED = Text(
    "true where {conditions}, which is not stated", "当 {conditions} 时成立，而这一条件没有写明"
)

_VARIABLES = frozenset("x y z t u v w theta phi varphi alpha beta".split())
_NEGATIONS = {ops.GT: ops.LE, ops.GE: ops.LT, ops.LT: ops.GE, ops.LE: ops.GT}
_WEAK = {ops.GT: ops.GE, ops.LT: ops.LE}
_MOST_NODES = 12  # of a side that may become a condition
_MOST_TRIES = 6
_MOST_BRANCHES = 3

Under = Callable[[tuple[Term, ...]], Verdict]


def with_conditions(claim: App, given: tuple[Term, ...], found: Verdict, under: Under) -> Verdict:
    """The verdict on `claim`, given what its examination `found` and its verdict `under` further conditions.

    It is refuted where a witness meets every stated condition, with the condition under which it does hold among
    `missing`; open where that is only the sign of a constant, which authors seldom state.
    """
    found = on_each_branch(claim, given, found)
    if found.status in HOLDS:
        witness = _outside(claim, given, found.missing)
        if witness is None:
            return found
        return _lacking(claim, given, witness, found.missing, under)
    if found.status is Status.REFUTED:
        from tuidao.lang.ball import truth

        seen = found.counterexample
        if seen is None or None in (seen.left, seen.right):
            return found
        at = values_of(seen.values)
        for conditions in _candidates(claim, found):
            if at is not None and all(truth(c, at) is True for c in conditions):
                continue  # the witness meets it
            if under(conditions).status in HOLDS:
                return _lacking(claim, given, seen, conditions, under, found.reason)
        return replace(found, missing=())
    if found.missing and under(found.missing).status in HOLDS:
        return _lacking(claim, given, None, found.missing, under)
    return found


def on_each_branch(claim: App, given: tuple[Term, ...], found: Verdict) -> Verdict:
    """What held at the points tried, tried again where each |u| turns: few points may lie on one of its sides."""
    if found.status is not Status.TESTED:
        return found
    from tuidao.check.refute import test

    inner = dict.fromkeys(
        s.args[0]
        for _, s in subterms(claim)
        if type(s) is App and s.op is ops.ABS and s.loose == 0 and type(s.args[0]) is not Sym
    )
    for u in list(inner)[:_MOST_BRANCHES]:
        for side in (lt(u, 0), gt(u, 0)):
            tried = test(claim, (*given, side))
            seen = tried.counterexample
            if tried.status is not Status.REFUTED or seen is None:
                continue
            if None not in (seen.left, seen.right):
                return tried
    return found


def _outside(claim: App, given: tuple[Term, ...], missing: tuple[Term, ...]) -> Witness | None:
    """A witness that meets what is stated but not what is missing, both sides having values there."""
    from tuidao.check.refute import test

    for c in missing:
        if type(c) is not App or c.op not in _NEGATIONS:
            continue
        tried = test(claim, (*given, App(_NEGATIONS[c.op], c.args)))
        seen = tried.counterexample
        if tried.status is not Status.REFUTED or seen is None:
            continue
        if None not in (seen.left, seen.right):
            return seen
    return None


def _lacking(
    claim: App,
    given: tuple[Term, ...],
    witness: Witness | None,
    conditions: tuple[Term, ...],
    under: Under,
    reason: Text | None = None,
) -> Verdict:
    """The verdict on a claim that fails at the witness and holds under the conditions."""
    conditions = _weakened(claim, given, conditions)
    words = ", ".join(map(str, conditions))
    varied = differentiated_by(*claim.args)
    names = {s.name for c in conditions for s in free_symbols(c)}
    if witness is None or all(_parameter(n) and n not in varied for n in names):
        seen = witness if claim.op is ops.EQ else None
        return Verdict(Status.OPEN, NOT_STATED.format(conditions=words), seen, conditions)
    return Verdict(Status.REFUTED, TRUE_WHERE.format(conditions=words), witness, conditions)


def _parameter(name: str) -> bool:
    """Is the name one that authors use for a constant (a, r, sigma), not for a variable?"""
    return name.partition("_")[0] not in _VARIABLES


def _weakened(
    claim: App, given: tuple[Term, ...], conditions: tuple[Term, ...]
) -> tuple[Term, ...]:
    """x ≥ 0 in the place of x > 0, where the claim holds at 0 as well."""
    from tuidao.check.prove import examine

    found: list[Term] = []
    for c in conditions:
        if type(c) is App and c.op in _WEAK and type(c.args[0]) is Sym and type(c.args[1]) is Num:
            at: dict[Sym, Term] = {c.args[0]: c.args[1]}
            others = tuple(substitute(g, at) for g in (*given, *(d for d in conditions if d != c)))
            verdict = examine(substitute(claim, at), others)
            if verdict.status in HOLDS and not verdict.missing:
                c = App(_WEAK[c.op], c.args)
        found.append(c)
    return tuple(found)


def _candidates(claim: App, refuted: Verdict) -> Iterator[tuple[Term, ...]]:
    """Conditions under which a refuted claim may hold: the sign of a side (all that |u| = v asks), of a symbol."""
    rooted = has_op(claim, ops.SQRT, ops.ROOT, ops.ABS, ops.POW)
    if claim.op is ops.EQ and rooted:
        for side in (claim.args[1], claim.args[0]):
            bare = _bare_factor(side)
            if free_symbols(bare) and size(bare) <= _MOST_NODES and not _rooted(bare):
                turned = type(bare) is App and bare.op is ops.NEG
                yield (le(children(bare)[0], 0) if turned else ge(bare, 0),)
    if refuted.missing:
        yield refuted.missing
    if claim.op is not ops.EQ or not rooted or refuted.counterexample is None:
        return
    values = refuted.counterexample.values.items()
    signed = [(n, v.value) for n, v in values if isinstance(v, Num) and v.value and "[" not in n]
    for name, value in signed[:_MOST_TRIES]:
        yield (gt(Sym(name), 0) if value < 0 else le(Sym(name), 0),)


def _rooted(t: Term) -> bool:
    return has_op(t, ops.SQRT, ops.ABS, ops.DIFF, ops.INTEGRAL, ops.SUM, ops.LIMIT)


def _bare_factor(t: Term) -> Term:
    """A side without the factors that cannot be negative: x for x·√(x² + 1)."""
    if type(t) is App and t.op is ops.MUL:
        a, b = (_bare_factor(f) for f in t.args)
        if a == ONE or b == ONE:
            return b if a == ONE else a
        return a * b
    if is_op(t, ops.SQRT, ops.ABS, ops.EXP) or (type(t) is Num and t.value > 0):
        return ONE
    return t


def normalised(
    left: Term,
    right: Term,
    refuted: Verdict,
    under: Callable[[Term, Term], Verdict],
    stated: frozenset[str],
) -> Verdict:
    """A refuted equality that holds once a family adds up to 1: open, with that condition.

    It holds where the family is among those `stated` to be distributions or one-hot.
    """
    for name in sorted(_families(left) | _families(right))[:3]:
        whole = whole_sum(left, name)
        whole = whole_sum(right, name) if whole is None else whole
        if whole is None or whole in (left, right):
            continue
        again = under(*(_divided(t, name, whole) for t in (left, right)))
        if again.status in HOLDS:
            if name in stated:
                return again
            fact = eq(whole, ONE)
            reason = NOT_STATED.format(conditions=str(fact))
            return Verdict(Status.OPEN, reason, refuted.counterexample, (fact,))
    return refuted


def whole_sum(t: Term, name: str) -> Term | None:
    """The sum of a family over the range that it is summed over in `t`."""
    if isinstance(t, Bind) and t.op in (ops.SUM, ops.SUM_ALL) and not any(o.loose for o in t.over):
        entry = App(ops.INDEX, (Sym(name), Sym("", 0)))
        if entry in (s for _, s in subterms(t.body)):
            return Bind(t.op, t.name, entry, t.over)
    for c in children(t):
        found = whole_sum(c, name)
        if found is not None:
            return found
    return None


def _families(t: Term) -> set[str]:
    """The families of one index in `t`."""
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
