"""What would have to be assumed for a relation that fails, or has no value on one side, at some of the points tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from tuidao.check.entries import Test
from tuidao.check.sample import Kind, points
from tuidao.check.witness import Outcome
from tuidao.lang import op as ops
from tuidao.lang.ball import Statement, exact_ball
from tuidao.lang.build import gt
from tuidao.lang.domain import conditions, existence
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, substitute
from tuidao.proof import Status

Values = Sequence[Any]
_MOST_POINTS = 120
_SIGNS = 4  # conditions tried
_WANTED, _ENOUGH = 10, 6  # points at which it holds
_MOST_ASIDE = 8
_EXIST = (ops.SUM, ops.PRODUCT, ops.INTEGRAL)


def signs(
    failed: Sequence[Values],
    symbols: Sequence[Sym],
    kind: dict[Sym, Kind],
    tests: Sequence[Test],
    outcome: Callable[[list[Fraction]], Outcome],
) -> tuple[Term, ...]:
    """That one symbol is positive, or all are: so is no point of `failed`, and where they are so, the claim held."""
    numbers = tuple(kind)
    if len(numbers) != len(symbols):
        return ()
    tries: list[tuple[Sym, ...]] = [(s,) for s in numbers]
    if len(numbers) > 1:
        tries.append(numbers)
    where = {s: k for k, s in enumerate(symbols)}
    for positive in tries[:_SIGNS]:
        if any(all(values[where[s]] > 0 for s in positive) for values in failed):
            continue
        held = 0
        for point in points(numbers, kind, _MOST_POINTS):
            by = dict(zip(numbers, point, strict=True))
            if any(by[s] <= 0 for s in positive):
                continue
            values = [by[s] for s in symbols]
            if any(t([exact_ball(v, 192) for v in values]) is not True for t in tests):
                continue
            found = outcome(values)
            if found is Outcome.FAILS:
                held = 0
                break
            held += found is Outcome.HOLDS
            if held >= _WANTED:
                break
        if held >= _ENOUGH:
            return tuple(gt(s, 0) for s in positive)
    return ()


def unmet(
    left: Term,
    right: Term,
    given: tuple[Term, ...],
    symbols: Sequence[Sym],
    one_sided: Sequence[Values],
    unsure: Sequence[Values],
) -> tuple[Term, ...]:
    """The conditions that fail where only one side had a value, and what must exist where none could be computed."""
    found: list[Term] = []
    named = set(symbols)
    if one_sided:
        for c in dict.fromkeys((*conditions(left), *conditions(right))):
            if c in given or not free_symbols(c) <= named:
                continue
            if not _holds(c, symbols, one_sided[:_MOST_ASIDE]):
                found.append(c)
    if unsure:
        for c in dict.fromkeys((*_existing(left), *_existing(right))):
            if c in given or c in found or not free_symbols(c) <= named:
                continue
            if _surely(c, given):
                continue
            if not all(
                _holds(c, symbols, (v,)) or _surely_at(c, symbols, v) for v in unsure[:_MOST_ASIDE]
            ):
                found.append(c)
    return tuple(found)


def _surely(c: Term, given: tuple[Term, ...]) -> bool:
    """Does the condition follow from what is given?"""
    from tuidao.check.conditions import Context, discharge

    found = discharge(c, Context().assuming(*given))
    return found.status is Status.PROVED and not found.missing


def _surely_at(c: Term, symbols: Sequence[Sym], values: Values) -> bool:
    """Is the condition proved at a point? (Not asked where families take part.)"""
    if not all(isinstance(v, Fraction) for v in values):
        return False
    return _surely(substitute(c, {s: Num(v) for s, v in zip(symbols, values, strict=True)}), ())


def unexplained(
    one_sided: Sequence[Values], missing: tuple[Term, ...], symbols: Sequence[Sym]
) -> Values | None:
    """A point with a value on one side only at which all of the conditions hold."""
    return next((v for v in one_sided if all(_holds(c, symbols, (v,)) for c in missing)), None)


def _existing(t: Term) -> Iterator[Term]:
    """That infinite sums, integrals and derivatives exist."""
    for c in existence(t):
        if type(c) is Bind and c.op is ops.DIFFERENTIABLE:
            yield c
        elif type(c) is App and c.op is ops.DEFINED:
            inner = c.args[0]
            if type(inner) is Bind and inner.op in _EXIST:
                yield c


def _holds(c: Term, symbols: Sequence[Sym], places: Sequence[Values]) -> bool:
    """Does the condition certainly hold at all of these points?"""
    holds = Statement(c, symbols)
    for values in places:
        balls = [exact_ball(v, 192) if isinstance(v, Fraction) else v for v in values]
        if holds(balls) is not True:
            return False
    return True
