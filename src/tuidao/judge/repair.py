"""The nearest true version of a refuted claim: one small edit at a time, each candidate checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from tuidao.judge.integrals import derivative_claim
from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, free_symbols, rebuild, size
from tuidao.proof import Status, Verdict

_BUDGET = 1.0  # seconds for one claim
_MOST_NODES = 120
_SWAPS = {
    ops.SIN: (ops.COS,),
    ops.COS: (ops.SIN,),
    ops.TAN: (ops.COT,),
    ops.COT: (ops.TAN,),
    ops.SEC: (ops.CSC,),
    ops.CSC: (ops.SEC,),
    ops.EXP: (ops.LOG,),
    ops.LOG: (ops.EXP,),
    ops.SINH: (ops.COSH,),
    ops.COSH: (ops.SINH,),
}


def nearest(
    left: Term,
    right: Term,
    holds: Callable[[Term, Term], bool],
    may_hold: Callable[[Term, Term], bool],
) -> tuple[Term, Term] | None:
    """(left, right) after the first small edit, likeliest first, for which `holds`; None where none is found in time.

    `may_hold` is the quick test that rejects most candidates (the sides at the witness).
    """
    if size(left) + size(right) > _MOST_NODES:
        return None
    stop = time.monotonic() + _BUDGET
    candidates = [(cost, 0, left, new) for cost, new in edits(right)]
    candidates += [(cost + 1, 1, new, right) for cost, new in edits(left)]
    candidates.sort(key=lambda c: (c[0], c[1], size(c[2]) + size(c[3])))
    for _, _, a, b in candidates:
        if time.monotonic() > stop:
            return None
        if a != b and may_hold(a, b) and holds(a, b):
            return a, b
    return None


def with_suggestion(
    op: Op,
    written: tuple[Term, Term],
    given: tuple[Term, ...],
    prepare: Callable[[Term, Term], tuple[Term, ...]] | None,
    refuted: Verdict,
) -> Verdict:
    """A refuted equality or inequality with the nearest true version beside it, where one is near.

    `written` are its sides; `prepare` puts the definitions in force into them.
    """
    if op not in (ops.EQ, ops.LE, ops.LT, ops.GE, ops.GT):
        return refuted
    from tuidao.check.prove import examine

    witness = refuted.counterexample
    at = values_of(witness.values) if witness is not None else None
    names = free_symbols(written[0]) | free_symbols(written[1])

    def statement(a: Term, b: Term) -> Term:
        if prepare is not None:
            a, b = prepare(a, b)
        slopes = derivative_claim(a, b) if op is ops.EQ else None
        return slopes if slopes is not None else App(op, (a, b))

    def holds(a: Term, b: Term) -> bool:
        if free_symbols(a) | free_symbols(b) != names:
            return False
        found = examine(statement(a, b), given)
        return found.status in (Status.PROVED, Status.TESTED)

    def may_hold(a: Term, b: Term) -> bool:
        from tuidao.lang.ball import truth

        return at is None or truth(statement(a, b), at) is not False

    if op is not ops.EQ:
        sizes = App(ops.ABS, (written[0],)), App(ops.ABS, (written[1],))
        return replace(refuted, suggestion=App(op, sizes)) if holds(*sizes) else refuted
    found = nearest(*written, holds, may_hold)
    return refuted if found is None else replace(refuted, suggestion=App(op, found))


def values_of(values: Mapping[str, Term]) -> Mapping[Any, Any] | None:
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


def edits(t: Term) -> Iterator[tuple[int, Term]]:
    """Every term one small edit away, and its cost: a sign 0, a number 1, a function or a name 2, structure 3."""
    names = sorted((s for s in free_symbols(t)), key=lambda s: s.name)
    yield from _inside(t, names)
    yield 0, _negated(t)


def _negated(t: Term) -> Term:
    return t.args[0] if type(t) is App and t.op is ops.NEG else -t


def _inside(t: Term, names: list[Sym]) -> Iterator[tuple[int, Term]]:
    yield from _here(t, names)
    parts = children(t)
    for k, c in enumerate(parts):
        if type(t) is App and t.op in (ops.CALL, ops.INDEX) and k == 0:
            continue
        if type(t) is Bind and t.op in (ops.DIFF, ops.PARTIAL, ops.ANTIDERIVATIVE) and k:
            continue  # what is differentiated by
        for cost, new in _inside(c, names):
            yield cost, rebuild(t, (*parts[:k], new, *parts[k + 1 :]))


def _here(t: Term, names: list[Sym]) -> Iterator[tuple[int, Term]]:
    if type(t) is Num:
        for value in (t.value + 1, t.value - 1, -t.value, t.value * 2, t.value / 2):
            if value != t.value:
                yield 1, Num(value)
        if t.value != 0 and t.value != 1:
            yield 1, Num(Fraction(1) / t.value)
    elif type(t) is Sym:
        if t.index < 0:
            for other in names:
                if other != t:
                    yield 2, other
            yield 2, -t
            yield 2, t ** Num(2)
            yield 2, App(ops.ABS, (t,))
    elif type(t) is App:
        yield from _application(t)
    elif type(t) is Bind and t.op is ops.DIFF:
        return


def _application(t: App) -> Iterator[tuple[int, Term]]:
    op, args = t.op, t.args
    if op is ops.ADD:
        yield 0, args[0] - args[1]
        yield 0, -args[0] + args[1]
    elif op is ops.SUB:
        yield 0, args[0] + args[1]
        yield 0, args[1] - args[0]
    elif op is ops.NEG:
        yield 0, args[0]
    elif op is ops.POW:
        yield 1, args[0]
        yield 2, args[1] ** args[0]
    elif op is ops.MUL:
        yield 2, args[0] / args[1]
        yield 2, args[0]
        yield 2, args[1]
        for k in (0, 1):
            other = args[1 - k]
            inner = args[k]
            if type(inner) is App and inner.op in (ops.ADD, ops.SUB):  # a bracket too many
                yield 3, App(inner.op, (inner.args[0], inner.args[1] * other))
                yield 3, App(inner.op, (inner.args[0] * other, inner.args[1]))
    elif op is ops.DIV:
        yield 2, args[0] * args[1]
        yield 2, args[1] / args[0]
        yield 2, args[0]
    for swap in _SWAPS.get(op, ()):
        yield 2, App(swap, args)
    if op in (ops.ADD, ops.SUB):  # a bracket lost: a·b + c for a·(b + c)
        first = args[0]
        if type(first) is App and first.op is ops.MUL:
            yield 3, first.args[0] * App(op, (first.args[1], args[1]))
        if type(first) is App and first.op is ops.DIV:
            yield 3, App(op, (first.args[0], args[1])) / first.args[1]
        second = args[1]
        if type(second) is App and second.op in (ops.MUL, ops.DIV):
            yield 3, App(second.op, (App(op, (args[0], second.args[0])), second.args[1]))
    if op.sort is ops.Sort.REAL and op not in (ops.CALL, ops.INDEX):
        yield 2, -t
        yield 2, Num(2) * t
        yield 2, t / Num(2)
        if op.function:
            yield 2, t ** Num(2)
            yield 2, Num(1) / t
