"""Solving: derive finds, check replays, and only what was checked becomes an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tuidao.lang import op as ops
from tuidao.lang.build import D, eq, gt, is_op, minus_oo, oo
from tuidao.lang.definitions import by_entries, depending
from tuidao.lang.in_entries import in_entries
from tuidao.lang.term import App, Bind, Sym, Term, bind, free_symbols
from tuidao.proof import Derivation, Status, Step, Verdict, Worked
from tuidao.text import Text

NOT_FOUND = Text("no method here finds the answer", "现有方法没有求出答案")
_FALSE = Text("the claim is false", "命题不成立")
WITHHELD = Text("an answer was found, but it did not pass the check", "求得的答案未通过检查")
UNSETTLED = Text(
    "it rests on a condition that could not be settled: {condition}",
    "它依赖一个未能判定的条件：{condition}",
)
HELD = Text("the answer held at every point tried", "答案在所试各点都成立")


_DERIVATIVES = (
    *(ops.DIFF, ops.PARTIAL, ops.GRADIENT, ops.JACOBIAN, ops.HESSIAN, ops.CONVEXITY),
    *(ops.BY_METHOD,),
)


@dataclass(slots=True)
class Solved:
    """A problem and what became of it.

    `answer` is a term or words ("does not exist"), and None only where the verdict is open; the verdict is refuted
    where a witness speaks against the claim of `prove(…)`; `conditions` are the
    statements that the answer rests on beyond what was given; `data` is JSON-able.
    """

    problem: Term
    given: tuple[Term, ...]
    answer: Term | Text | None
    verdict: Verdict
    derivation: Derivation
    conditions: tuple[Term, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


def solve_term(problem: Term, given: tuple[Term, ...] = ()) -> Solved:
    """Work `problem` under the conditions `given`, check every step, and hand out what stood the check."""
    from tuidao.check.conditions import Context, holds
    from tuidao.check.replay import replay
    from tuidao.derive import solve as derive

    problem, given = _under_hypotheses(problem, given)
    problem = _asked(by_entries(problem, given))
    asked = depending(problem, given) if given else problem
    if asked != problem:
        problem, given = asked, _still_needed(asked, given)
    if is_op(problem, *_DERIVATIVES):
        problem, *facts = in_entries((problem, *given))
        given = tuple(facts)
    worked = derive(problem, given)
    if worked.answer is None:
        verdict = Verdict(Status.OPEN, worked.reason or NOT_FOUND)
        return Solved(problem, given, None, verdict, worked.derivation, (), worked.data)
    verdict = replay(worked.derivation, Context(facts=given))
    if _wants_signs(problem, verdict):
        other = derive(problem, (*given, *_positive(problem, given)))
        found = replay(other.derivation, Context(facts=given))
        if other.answer is not None and found.status is Status.PROVED:
            worked, verdict = other, found
    if verdict.missing and verdict.status is not Status.REFUTED and _without_parameters(problem):
        verdict = Verdict(Status.OPEN, UNSETTLED.format(condition=verdict.missing[0]))
    if verdict.status in (Status.OPEN, Status.TESTED):
        verdict = _second_opinion(worked, given, verdict)
    if verdict.status in (Status.OPEN, Status.REFUTED):
        false = _refutation(problem, given)
        if false is not None:
            nothing = Derivation(worked.derivation.start)
            return Solved(problem, given, _FALSE, false, nothing)
        reason = WITHHELD if verdict.status is Status.REFUTED else verdict.reason
        refusal = Verdict(Status.OPEN, reason, missing=verdict.missing)
        return Solved(problem, given, None, refusal, worked.derivation)
    whole = _of_the_whole(worked.derivation, given) if verdict.missing else None
    rests_on = verdict.missing if whole is None else whole
    conditions = tuple(c for c in rests_on if not holds(c, Context().assuming(*given)))
    return Solved(
        problem, given, worked.answer, verdict, worked.derivation, conditions, worked.data
    )


def _under_hypotheses(problem: Term, given: tuple[Term, ...]) -> tuple[Term, tuple[Term, ...]]:
    """To prove that h implies an inequality is to prove the inequality, h given."""
    if is_op(problem, ops.PROVE) and isinstance(problem, App):
        claim = problem.args[0]
        if is_op(claim, ops.IMPLIES) and isinstance(claim, App):
            hypothesis, shown = claim.args
            if is_op(shown, ops.LT, ops.LE, ops.GT, ops.GE):
                return App(ops.PROVE, (shown,)), (*given, *_parts(hypothesis))
    return problem, given


def _parts(hypothesis: Term) -> tuple[Term, ...]:
    if is_op(hypothesis, ops.AND) and isinstance(hypothesis, App):
        return tuple(part for a in hypothesis.args for part in _parts(a))
    return (hypothesis,)


def _refutation(problem: Term, given: tuple[Term, ...]) -> Verdict | None:
    """The witness against a claim that was to be proved."""
    if not (is_op(problem, ops.PROVE) and isinstance(problem, App)):
        return None
    from tuidao.check.prove import examine

    found = examine(problem.args[0], given)
    return found if found.status is Status.REFUTED else None


def _still_needed(problem: Term, given: tuple[Term, ...]) -> tuple[Term, ...]:
    """The facts without f = x² where f is not spoken of any more."""
    kept = list(given)
    for fact in given:
        left = fact.args[0] if is_op(fact, ops.EQ) and isinstance(fact, App) else None
        if type(left) is Sym:
            rest = [f for f in kept if f != fact]
            if not any(left in free_symbols(t) for t in (problem, *rest)):
                kept = rest
    return tuple(kept)


def _asked(problem: Term) -> Term:
    """An equation or an inequality in one variable, put as it stands, is to be solved."""
    if type(problem) is App and problem.op in ops.RELATIONS:
        names = free_symbols(problem)
        if len(names) == 1:
            return bind(ops.SOLUTIONS, next(iter(names)), problem)
    if type(problem) is App and problem.op is ops.NABLA:
        return _gradient(problem.args[0])
    return problem


def _gradient(of: Term) -> Term:
    """∇J(θ) as the derivative by θ; ∇f of several numbers as the list of its partial derivatives."""
    if is_op(of, ops.CALL) and isinstance(of, App):
        by = tuple(a for a in of.args[1:] if type(a) is Sym)
        if len(by) == 1 == len(of.args) - 1:
            return D(of, by[0])
    else:
        by = tuple(sorted(free_symbols(of), key=lambda s: s.name))
    return App(ops.GRADIENT, (of, App(ops.TUPLE, by)))


def proved_rule(rule_id: str) -> Derivation | None:
    """The proof of a rule, replayed; None where it has none or where it does not stand."""
    from tuidao.check.replay import replay
    from tuidao.derive.theorems import proof_of

    proof = proof_of(rule_id)
    if proof is None or replay(proof).status is not Status.PROVED:
        return None
    return proof


def _wants_signs(problem: Term, verdict: Verdict) -> bool:
    """Would a definite integral be said more plainly if the signs of its parameters were known?"""
    if not (isinstance(problem, Bind) and problem.op is ops.INTEGRAL):
        return False
    plain = verdict.status is Status.PROVED and not any(type(m) is Bind for m in verdict.missing)
    return not plain and bool(free_symbols(problem))


def _without_parameters(problem: Term) -> bool:
    """Is it an integral, or the question whether one converges, in which no symbol is left free? A condition of its
    answer holds or not: it is not for the reader to meet."""
    if is_op(problem, ops.CONVERGES) and isinstance(problem, App):
        problem = problem.args[0]
    return is_op(problem, ops.INTEGRAL) and not free_symbols(problem)


def _positive(problem: Term, given: tuple[Term, ...]) -> tuple[Term, ...]:
    """That the parameters of which nothing is said are positive: to be assumed, and printed."""
    spoken = {s for g in given for s in free_symbols(g)}
    free = sorted(free_symbols(problem) - spoken, key=lambda s: s.name)
    return tuple(gt(s, 0) for s in free)


def _of_the_whole(derivation: Derivation, given: tuple[Term, ...]) -> tuple[Term, ...] | None:
    """What an antiderivative rests on when it is differentiated as a whole: a line on the way may need more of x.

    None for other problems, and where the whole is not proved at one stroke.
    """
    from tuidao.check.conditions import Context
    from tuidao.check.replay import replay
    from tuidao.rules import RULES

    start, end = derivation.start, derivation.end
    if not (isinstance(start, Bind) and start.op is ops.ANTIDERIVATIVE):
        return None
    step = Step(start, end, RULES["integral_terms"])
    found = replay(Derivation(start, (step,), derivation.given), Context(facts=given))
    return found.missing if found.status is Status.PROVED else None


def _second_opinion(worked: Worked, given: tuple[Term, ...], replayed: Verdict) -> Verdict:
    """Where a step could not be proved: the whole claim, put to the test by numbers."""
    from tuidao.check.refute import test

    start, end = worked.derivation.start, worked.derivation.end
    if end != worked.answer or is_query(start):
        return replayed
    if is_op(start, ops.INTEGRAL) and end in (oo, minus_oo):
        return replayed  # an integral that diverges has no value to compare with
    tested = test(eq(_plain(start), end), given)
    if tested.status is Status.REFUTED:
        return tested
    if replayed.status is Status.TESTED:
        return replayed
    if tested.status is Status.TESTED or tested.status is Status.PROVED:
        return Verdict(Status.TESTED, HELD, missing=replayed.missing)
    return replayed


def _plain(t: Term) -> Term:
    """The problem without the wish for how it is worked."""
    return t.args[0] if is_op(t, ops.BY_DEFINITION) and isinstance(t, App) else t


def is_query(t: Term) -> bool:
    """Is the problem a question answered in words or lists, not a value?"""
    return (
        isinstance(t, App | Bind) and t.op.sort is ops.Sort.QUERY and t.op is not ops.BY_DEFINITION
    )
