"""Trying a claim at exact points in ball arithmetic: refuted by a witness, tested, or open."""

from __future__ import annotations

import time
from collections.abc import Sequence

from tuidao.check import unfold
from tuidao.check.index_sets import bits, in_bits, named_sets, said_of_sets
from tuidao.check.reasons import CONSTANT, DEPENDS, FEW, REFUTED, TESTED
from tuidao.check.sample import kinds, points
from tuidao.check.trial import ENOUGH, MOST_POINTS, SECONDS, WANTED, Trial
from tuidao.check.vectors import Unclear, written_out
from tuidao.check.witness import contains_binder
from tuidao.lang import op as ops
from tuidao.lang.ball import Statement, exact_ball
from tuidao.lang.build import member
from tuidao.lang.focus import fresh
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate, size, subterms
from tuidao.proof import Status, Verdict, Witness
from tuidao.text import Text

_LARGEST = 4_000  # nodes of a claim
_WAYS = 4  # assignments of concrete functions

DEFINES = Text(
    "a definition, or an equation to solve: nothing is claimed",
    "这是定义或待解方程，没有可判真假的断言",
)
TOO_LARGE = Text("too large", "规模过大")
NO_METHOD = Text("no way to try a statement of this form", "没有办法试验这种形式的命题")
TWO_VARIABLES = Text(
    "antiderivatives in different variables: how they depend on each other is not stated",
    "两边对不同变量求原函数，而变量之间的关系没有给出",
)

_RELATIONS = (ops.EQ, ops.NE, ops.LT, ops.LE, ops.GT, ops.GE)
_SMOOTHNESS = (ops.CONTINUOUS, ops.DIFFERENTIABLE, ops.CONTINUOUS_ON, ops.DIFFERENTIABLE_ON)


def test(claim: Term, given: tuple[Term, ...] = ()) -> Verdict:  # noqa: PT028 (no test of pytest's)
    """Try `claim` where `given` holds: refuted with a witness, tested (50 digits at 12 points or more), or open.

    `missing` of a tested claim holds the conditions outside which one side has no value; of a refuted one a condition
    under which it held. A constant claim that enclosures settle is proved.
    """
    if size(claim) > _LARGEST or sum(size(g) for g in given) > _LARGEST:
        return Verdict(Status.OPEN, TOO_LARGE)
    try:
        claim, given = unfold.put_definitions(claim, given)
        if size(claim) > _LARGEST:
            return Verdict(Status.OPEN, TOO_LARGE)
        sets = named_sets(App(ops.AND, (claim, *given)))
        if sets:
            facts = (*(in_bits(g, sets) for g in given), *bits(sets))
            return said_of_sets(_judge(written_out(in_bits(claim, sets)), facts), claim)
        return _judge(written_out(claim), given)
    except Unclear:
        return Verdict(Status.OPEN, NO_METHOD)
    except RecursionError:
        return Verdict(Status.OPEN, TOO_LARGE)


def _judge(claim: Term, given: tuple[Term, ...]) -> Verdict:
    if type(claim) is Bind:
        if claim.op is ops.FORALL:
            x = fresh(claim.name, free_symbols(claim) | {s for g in given for s in free_symbols(g)})
            return _judge(instantiate(claim.body, x), (*given, member(x, claim.over[0])))
        return Verdict(Status.OPEN, NO_METHOD)
    if type(claim) is not App:
        return Verdict(Status.OPEN, NO_METHOD)
    if claim.op is ops.AND:
        return _all([_judge(a, given) for a in claim.args])
    if claim.op is ops.IMPLIES:
        return _judge(claim.args[1], (*given, claim.args[0]))
    if claim.op is ops.TENDS and contains_binder(claim, (ops.LIMIT,)):
        return _relation(ops.EQ, claim.args[0], claim.args[1], given)
    if claim.op in _RELATIONS:
        return _relation(claim.op, claim.args[0], claim.args[1], given)
    return _truths(claim, given)


def _all(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict on a chain: false where a part is false, tested where every part stands."""
    for v in verdicts:
        if v.status is Status.REFUTED:
            return v
    for v in verdicts:
        if v.status is Status.OPEN:
            return v
    missing = tuple(dict.fromkeys(c for v in verdicts for c in v.missing))
    if all(v.status is Status.PROVED for v in verdicts):
        return Verdict(Status.PROVED, CONSTANT, missing=missing)
    return Verdict(Status.TESTED, TESTED, missing=missing)


def _relation(op: Op, left: Term, right: Term, given: tuple[Term, ...]) -> Verdict:
    if (
        type(left) is App
        and type(right) is App
        and left.op is right.op is ops.TUPLE
        and op is ops.EQ
    ):
        if len(left.args) != len(right.args):
            return Verdict(Status.OPEN, NO_METHOD)
        return _all(
            [_relation(op, a, b, given) for a, b in zip(left.args, right.args, strict=True)]
        )
    claim = App(op, (left, right))
    if unfold.is_definition_like(claim):
        return Verdict(Status.OPEN, DEFINES)
    free_at = {
        s.over[0]
        for _, s in subterms(claim)
        if type(s) is Bind and s.op is ops.ANTIDERIVATIVE and s.over[0].loose == 0
    }
    if free_at:
        x = unfold.integration_variable(claim) if len(free_at) == 1 else None
        if op is not ops.EQ or x is None:
            return Verdict(Status.OPEN, TWO_VARIABLES if len(free_at) > 1 else NO_METHOD)
        left, right = unfold.differentiated(left, right, x)
    return _over_functions(op, left, right, given)


def _over_functions(op: Op, left: Term, right: Term, given: tuple[Term, ...]) -> Verdict:
    """The relation with concrete functions in the place of abstract ones, several ways."""
    claim = App(op, (left, right))
    functions = unfold.abstract_functions(claim)
    refutable = not unfold.hides_dependence(claim)
    if not functions:
        return Trial(op, left, right, given, refutable).verdict()
    if any(n < 1 for n in functions.values()):
        return Verdict(Status.OPEN, DEPENDS)
    calculus = (ops.DIFF, ops.PARTIAL, ops.INTEGRAL, ops.LIMIT, ops.ANTIDERIVATIVE)
    both = unfold.abstract_functions(left).keys() == unfold.abstract_functions(right).keys()
    refutable = (
        refutable and both and all(contains_binder(side, calculus) for side in (left, right))
    )
    if not both:
        return Verdict(Status.OPEN, DEPENDS)
    verdicts = []
    kept = tuple(g for g in given if not _smooth(g, functions))
    for by in unfold.assignments(functions, _WAYS):
        facts = tuple(unfold.put_functions(g, by) for g in kept)
        a, b = unfold.put_functions(left, by), unfold.put_functions(right, by)
        trial = Trial(op, a, b, facts, refutable, {f.name: body for f, body in by.items()})
        verdict = trial.verdict()
        if verdict.status in (Status.REFUTED, Status.OPEN):
            return verdict
        verdicts.append(verdict)
    return Verdict(Status.TESTED, TESTED)


def _smooth(fact: Term, functions: dict[Sym, int]) -> bool:
    """Does the fact ask of an abstract function only what every function put in its place has?"""
    if type(fact) is not Bind or fact.op not in _SMOOTHNESS:
        return False
    body = fact.body
    return type(body) is App and body.op is ops.CALL and body.args[0] in functions


def _truths(claim: Term, given: tuple[Term, ...]) -> Verdict:
    """A statement that is no relation of two sides, by its truth at points."""
    symbols = tuple(
        sorted(
            free_symbols(claim) | {s for g in given for s in free_symbols(g)}, key=lambda s: s.name
        )
    )
    if unfold.abstract_functions(claim) or unfold.families(claim):
        return Verdict(Status.OPEN, DEPENDS)
    if unfold.is_definition_like(claim):
        return Verdict(Status.OPEN, DEFINES)
    decide, tests = Statement(claim, symbols), [Statement(g, symbols) for g in given]
    kind = kinds(symbols, (claim,), given)
    held, tried = 0, set()
    stop = time.process_time() + SECONDS
    for point in points(symbols, kind, MOST_POINTS if symbols else 1):
        if point in tried or time.process_time() > stop:
            continue
        tried.add(point)
        balls = [exact_ball(v, 448) for v in point]
        if any(t(balls) is not True for t in tests):
            continue
        holds = decide(balls, 448)
        if holds is False:
            by: dict[str, Term] = {s.name: Num(v) for s, v in zip(symbols, point, strict=True)}
            return Verdict(Status.REFUTED, REFUTED, Witness(by, "False", "True"))
        held += holds is True
        if held >= WANTED:
            break
    if held and not symbols:
        return Verdict(Status.PROVED, CONSTANT)
    if held >= ENOUGH:
        return Verdict(Status.TESTED, TESTED)
    return Verdict(Status.OPEN, FEW if symbols or held else NO_METHOD)
