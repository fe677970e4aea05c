"""Which number should stand in a refuted claim for it to hold at the witness: solved for, and guessed as a fraction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from flint import arb, ctx

from tuidao.lang import op as ops
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, mentions, rebuild, size

_HOLE = Sym("\x05")
_BITS = 100
_ROUNDS = 9  # of the secant method
_LARGEST = 60  # denominator of a number that is guessed
_MOST = 8  # numbers of a side
_HEAVY = (ops.INTEGRAL, ops.LIMIT, ops.SUM, ops.PRODUCT, ops.ANTIDERIVATIVE)

Statement = Callable[[Term, Term], App]


def numbers_solved(
    left: Term, right: Term, statement: Statement, values: Mapping[Any, Any]
) -> Iterator[tuple[Term, Term]]:
    """(left, right) with one number replaced by the one with which the two sides agree at `values`.

    `statement` is what is claimed of two sides. Numbers in a side under an integral, a sum or a limit stay.
    """
    known: dict[Term, Any] = {}
    for k, side in ((1, right), (0, left)):
        for opened, number in list(_opened(side))[:_MOST]:
            pair = (left, opened) if k else (opened, right)
            found = _solved(statement(*pair), number, values, known)
            if found is not None and found != number:
                new = _filled(opened, Num(found))
                yield (left, new) if k else (new, right)


def _opened(t: Term) -> Iterator[tuple[Term, Fraction]]:
    """The term with a hole in the place of each of its numbers, the plainest places first."""
    if type(t) is Num:
        yield _HOLE, t.value
        return
    if type(t) is Bind and t.op in _HEAVY:
        return
    parts = children(t)
    for k, c in enumerate(parts):
        if (type(t) is Bind and k) or (type(t) is App and t.op is ops.INDEX):
            continue
        for inner, number in _opened(c):
            yield rebuild(t, (*parts[:k], inner, *parts[k + 1 :])), number


def _filled(t: Term, number: Num) -> Term:
    if t == _HOLE:
        return number
    parts = children(t)
    return rebuild(t, tuple([_filled(c, number) for c in parts])) if parts else t


def _solved(
    claim: App, start: Fraction, values: Mapping[Any, Any], known: dict[Term, Any]
) -> Fraction | None:
    """The fraction for the hole at which the sides agree, by the secant method; None where none plain is found.

    `known` are the values of sides without the hole, computed once.
    """
    from tuidao.lang.ball import Formula

    if size(claim) > 160:
        return None
    symbols = (*values, _HOLE)
    sides = [Formula(s, symbols) if mentions(s, _HOLE) else None for s in claim.args]
    for side, formula in zip(claim.args, sides, strict=True):
        if formula is None and side not in known:
            known[side] = Formula(side, tuple(values))([*values.values()], _BITS)

    def gap(c: arb) -> arb | None:
        left, right = (
            known[s] if f is None else f([*values.values(), c], _BITS)
            for s, f in zip(claim.args, sides, strict=True)
        )
        if not isinstance(left, arb) or not isinstance(right, arb):
            return None
        found: arb = (left - right).mid()
        return found if found.is_finite() else None

    before, ctx.prec = ctx.prec, _BITS
    try:
        c = arb(start.numerator) / start.denominator
        d = c + arb(1) / 8
        u, v = gap(c), gap(d)
        for _ in range(_ROUNDS):
            if u is None or v is None or u == v:
                return None
            c, d = d, (d - v * (d - c) / (v - u)).mid()
            if not abs(d) < 10**6:
                return None
            if abs(d - c) < arb(2) ** -50 * (1 + abs(d)):
                return _plain(d)
            u, v = v, gap(d)
            if v is not None and v == 0:
                return _plain(d)
    finally:
        ctx.prec = before
    return None


def _plain(d: arb) -> Fraction | None:
    q = d.mid().fmpq()
    exact = Fraction(int(q.p), int(q.q))
    guess = exact.limit_denominator(_LARGEST)
    near = abs(guess - exact) < Fraction(1, 2**36) * (1 + abs(guess))
    return guess if near and abs(guess) < 10_000 else None
