"""Limits as problems: the answer by the engine, the lines by the first textbook method that tells it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flint import arb

from tuidao.derive.limit.algebraic import cancel, divide_by_highest, rationalise
from tuidao.derive.limit.answer import Found, find_limit, outcome_value
from tuidao.derive.limit.basic import basic, difference, second_important
from tuidao.derive.limit.continuity import value_by_continuity
from tuidao.derive.limit.engine import is_infinite_point
from tuidao.derive.limit.fault import FAULTS
from tuidao.derive.limit.hopital import as_quotient, hopital
from tuidao.derive.limit.numbers import contradicted
from tuidao.derive.limit.special import (
    equivalents,
    growth,
    important,
    joined_powers,
    power_form,
    simpler_body,
    taylor,
)
from tuidao.derive.limit.squeeze import bounded_times_infinitesimal
from tuidao.derive.limit.textbook import (
    corners_opened,
    direct,
    ends,
    oscillation,
    sides,
)
from tuidao.derive.limit.work import Work
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, evaluate
from tuidao.lang.build import minus_oo, oo, undefined, zoo
from tuidao.lang.domain import conditions
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Term, free_symbols, instantiate
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

NO_METHOD = Text("this limit is beyond the methods here", "现有方法求不出这个极限")
DOES_NOT_EXIST = Text("does not exist", "不存在")
_DEEPEST = 8

METHODS = (
    ends,
    sides,
    oscillation,
    corners_opened,
    bounded_times_infinitesimal,
    direct,
    cancel,
    important,
    basic,
    second_important,
    difference,
    joined_powers,
    simpler_body,
    rationalise,
    divide_by_highest,
    equivalents,
    power_form,
    hopital,
    as_quotient,
    growth,
    taylor,
)


_CLOSE = (12, 20, 28)  # how near the point, in powers of 1/2, a side is looked at


def work_limit(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """Work a limit; the answer is a term, or the words "does not exist" with the reason in `data`."""
    assert type(problem) is Bind
    worked = derive_limit(problem, given, 0)
    if worked is None:
        return Worked(None, Chain(problem, given).derivation(), reason=NO_METHOD)
    within = _within(problem) if isinstance(worked.answer, Term) else None
    return worked if within is None else replace(worked, data={**worked.data, "within": within})


def _within(problem: Bind) -> str | None:
    """The side that a two-sided limit is taken from, where the function has no values on the other one."""
    point, side = problem.over
    if side != Num(0) or is_infinite_point(point) or free_symbols(problem):
        return None
    x = fresh(problem.name, frozenset())
    body = instantiate(problem.body, x)
    if not conditions(body):
        return None
    at = evaluate(point, {})
    if not isinstance(at, arb):
        return None
    left, right = (
        [evaluate(body, {x: at + sign * arb(2) ** -k}) is NO_VALUE for k in _CLOSE]
        for sign in (-1, 1)
    )
    if all(left) and not any(right):
        return f"{x} > {point}"
    return f"{x} < {point}" if all(right) and not any(left) else None


def derive_limit(problem: Bind, given: tuple[Term, ...], depth: int) -> Worked | None:
    """The derivation of a limit, itself or as a part of another; None where it cannot be told."""
    if depth > _DEEPEST:
        return None
    x = fresh(problem.name, free_symbols(problem))
    body = instantiate(problem.body, x)
    point, side = problem.over
    at_once = None if is_infinite_point(point) else value_by_continuity(body, x, point)
    if at_once is not None:
        chain = Chain(problem, given).step(RULES["lim_continuous"], at_once)
        chain.step(RULES["simplify"], tidy(at_once))
        return Worked(chain.now, chain.derivation())
    found = find_limit(body, x, point, side, given)
    if found is None:
        return None
    value = tidied(found)
    if depth == 0 and contradicted(problem, value, given):
        return None
    chain = Chain(problem, given)
    work = Work(chain, body, x, point, side, given, found, value, depth)
    for method in METHODS:
        try:
            if method(work):
                break
        except FAULTS:
            pass
        chain.steps.clear()
        chain.now = problem
    answer = DOES_NOT_EXIST if value == undefined else value
    return Worked(answer, chain.derivation(), _data(found, not is_infinite_point(point)))


def tidied(found: Found) -> Term:
    """The value as a textbook prints it."""
    if found.value in (oo, minus_oo, zoo, undefined) or _signed(found.value):
        return found.value
    return tidy(found.value)


def _signed(t: Term) -> bool:
    """oo·sign(a), or its negative."""
    if type(t) is App and t.op is ops.NEG:
        t = t.args[0]
    return type(t) is App and t.op is ops.MUL and t.args[0] == oo


def _data(found: Found, finite: bool) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if found.value != undefined:
        return data
    if found.reason is not None:
        data["reason"] = found.reason("en")
    for name, outcome in (("left", found.left), ("right", found.right)):
        value = undefined if outcome is None else outcome_value(outcome)
        if finite and value != undefined:
            data[name] = str(value)
    return data
