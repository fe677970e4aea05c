"""One claim about functions that are only named: each theorem tried in turn, in the light of what the text says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from tuidao.judge.context import Context, differentiated_by
from tuidao.judge.theory.branches import cases_claim
from tuidao.judge.theory.common import Proof, function_of, parts_of
from tuidao.judge.theory.gradients import gradient_claim, written_out
from tuidao.judge.theory.integrals import (
    SOME_CONSTANT,
    constant_claim,
    constant_of,
    indefinite_claim,
    integral_claim,
    solved_for,
)
from tuidao.judge.theory.leibniz import UNDERSTOOD, increments, leibniz_claim
from tuidao.judge.theory.limits import limit_claim, order_claim
from tuidao.judge.theory.points import SOME_POINT, Place, chord_claim, mean_value_claim
from tuidao.judge.theory.quotients import quotient_claim
from tuidao.judge.theory.small import small_claim
from tuidao.judge.theory.summands import summand_claim
from tuidao.judge.theory.taylor import taylor_claim
from tuidao.judge.theory.unknown import MEANT, unknown_function
from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.op import Op
from tuidao.lang.term import App, Sym, Term, children, mentions, size, substitute
from tuidao.proof import Verdict
from tuidao.text import Text

BUDGET = 1.5  # seconds for one claim
_MOST_NODES = 300
NOTED = Text("{reason} ({note})", "{reason}（{note}）")
BY_THEOREM = Text("by the theorems, their hypotheses checked", "由定理得出，并检查了其条件")


_THEOREMS = (
    gradient_claim,
    quotient_claim,
    limit_claim,
    cases_claim,
    integral_claim,
    indefinite_claim,
)


def by_theory(
    op: Op,
    sides: tuple[tuple[Term, Term], ...],
    facts: tuple[Term, ...],
    context: Context,
) -> Verdict | None:
    """PROVED where a theorem gives the claim; None where none does. Nothing is ever refuted here.

    `sides` are the claim's sides as written and with the definitions put in, whichever a theorem fits; `facts` the
    conditions stated beside it.
    """
    stop = time.monotonic() + BUDGET
    beside = (c for c in context.beside if c not in facts)
    facts = tuple(dict.fromkeys((*facts, *beside, *context.facts)))
    orders = op in (ops.LT, ops.LE, ops.GT, ops.GE)
    for left, right in reversed(sides):
        if size(left) + size(right) > _MOST_NODES or not (orders or _abstract(left, right)):
            continue
        for claim in _versions(App(op, (left, right)), context):
            if time.monotonic() > stop:
                return None
            found = _decided(claim, facts, context)
            if found is not None:
                return replace(found, reason=_reason(found))
    return None


def _reason(found: Verdict) -> Text:
    from tuidao.check.prove import BY_NORMAL_FORM

    if found.reason == BY_NORMAL_FORM:
        return BY_THEOREM
    return found.reason


def _abstract(*sides: Term) -> bool:
    """Do functions that are only named stand there, or derivatives of names?"""
    return any(
        is_op(t, ops.CALL, ops.NABLA, ops.LIMIT) or (type(t) is Sym and t.name.startswith("Delta_"))
        for side in sides
        for t in _every(side)
    )


def _every(t: Term) -> Iterator[Term]:
    yield t
    for c in children(t):
        yield from _every(c)


def _versions(claim: App, context: Context) -> Iterator[App]:
    """The claim, with increments written out, with constants that were fixed before put in."""
    yield claim
    gradient = written_out(claim)
    if gradient != claim:
        keep = differentiated_by(gradient)
        yield App(claim.op, tuple(context.put_in(a, keep) for a in children(gradient)))
    for value, name in _same_places(context.beside):
        yield App(claim.op, tuple(substitute(a, {name: value}) for a in claim.args))
    for version in increments(claim, names_of(context)):
        if isinstance(version, App):
            yield version


def _same_places(facts: tuple[Term, ...]) -> Iterator[tuple[Term, Sym]]:
    """(a, x₀) where f(x₀) = f(a) is said, which is to say that x₀ is a."""
    for fact in facts:
        if type(fact) is App and fact.op is ops.EQ:
            first, second = map(function_of, fact.args)
            if first is not None and second is not None and first[0] == second[0]:
                for (_, x), (_, a) in ((first, second), (second, first)):
                    if type(x) is Sym and not mentions(a, x) and type(a) is not Sym:
                        yield a, x


def names_of(context: Context) -> dict[str, Term]:
    """What each dependent name stands for, as far as the text says."""
    names = {
        d.name: d.body for d in context.definitions.values() if d.kind == "symbol" and d.arity == 0
    }
    return {**names, **context.depends}


def _decided(claim: App, facts: tuple[Term, ...], context: Context) -> Verdict | None:
    if claim.op in (ops.LT, ops.LE, ops.GT, ops.GE):
        return order_claim(claim, facts) or chord_claim(claim, facts)
    if claim.op is ops.APPROX:
        return small_claim(claim, facts)
    if claim.op is not ops.EQ:
        return None
    name = constant_of(claim)
    if name is not None and not any(is_op(t, ops.ANTIDERIVATIVE) for t in parts_of(claim)):
        return _with_constant(claim, name, facts, context)
    for theorem in _THEOREMS:
        found = theorem(claim, facts)
        if found is not None:
            return found
    points = mean_value_claim(claim, facts)
    if points is not None:
        return _noted(points[0], _points(points[1]))
    developed = taylor_claim(claim, facts)
    if developed is not None:
        return _noted(*developed)
    terms = summand_claim(claim, facts, context)
    if terms is not None:
        return _noted(*terms)
    fractions = leibniz_claim(claim, facts, names_of(context))
    if fractions is not None:
        verdict, told = fractions
        note = ", ".join(f"{k} = {k}({_arguments(v)})" for k, v in sorted(told.items()))
        return _noted(verdict, UNDERSTOOD.format(dependences=note) if note else None)
    meant = unknown_function(claim)
    if meant is not None:
        f, x, value = meant
        if context.free_to_mean(f.name):
            found = Proof(facts).concludes(App(ops.EQ, (value, value)))
            read_so = MEANT.format(f=str(f), x=str(x), value=str(value))
            return None if found is None else _noted(found, read_so)
    return None


def _arguments(t: Term) -> str:
    return ", ".join(str(a) for a in children(t)[1:])


def _points(places: tuple[Place, ...]) -> Text:
    notes = [SOME_POINT.format(point=str(p.point), a=str(p.a), b=str(p.b)) for p in places]
    return Text("; ".join(n.en for n in notes), "；".join(n.zh for n in notes))


def _noted(found: Verdict, note: Text | None) -> Verdict:
    if note is None:
        return found
    return replace(found, reason=NOTED.format(reason=_reason(found), note=note))


def _with_constant(
    claim: App, name: Sym, facts: tuple[Term, ...], context: Context
) -> Verdict | None:
    """A claim with a constant of integration: for some constant where it is new, else for the one it was."""
    before = [(x, value) for c, x, value in context.constants if c == name]
    if before:
        points = dict.fromkeys(p[1] for t in parts_of(claim) if (p := function_of(t)) is not None)
        for x, value in before:
            for at in points:
                fixed = substitute(claim, {name: context.put_in(substitute(value, {x: at}))})
                assert isinstance(fixed, App)
                found = integral_claim(fixed, facts) or Proof(facts).concludes(fixed)
                if found is not None:
                    return found
        return None
    shown = constant_claim(claim, facts)
    if shown is None:
        return None
    found, x = shown
    context.constants.append((name, x, solved_for(claim, name)))
    return _noted(found, SOME_CONSTANT.format(name=str(name)))
