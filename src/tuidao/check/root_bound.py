"""Is a constant exactly zero? Normal forms first, then a bound below which no such radical expression can lie."""

from __future__ import annotations

from dataclasses import dataclass

from flint import arb

from tuidao.check.conditions import Context, discharge
from tuidao.check.normal import compare
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate, value
from tuidao.lang.build import ZERO, rational
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Term,
    children,
    free_symbols,
    instantiate,
    rebuild,
    substitute,
)
from tuidao.proof import Status

_MOST_BITS = 60_000


def sign_of_constant(t: Term) -> int | None:
    """The certain sign of a term without symbols; None where it has no value or cannot be told."""
    if type(t) is Num:
        return (t.value > 0) - (t.value < 0)
    ball = value(t, {}, 40)
    if not isinstance(ball, arb):
        return None
    if ball > 0:
        return 1
    if ball < 0:
        return -1
    return 0 if is_zero(t) else None


def is_zero(t: Term) -> bool:
    """Is the constant, which has a value, certainly 0?"""
    found = compare(t, ZERO)
    if found.equal and all(_holds(n) for n in found.needs):
        return True
    if any(_vanishes_with(t, root) for root in roots_in(t)):
        return True
    bound = _below(t)
    if bound is None or bound > _MOST_BITS:
        return False
    ball = evaluate(t, {}, bound + 64)
    return isinstance(ball, arb) and bool(abs(ball) < arb(2) ** -bound)


def _holds(need: Term) -> bool:
    found = discharge(need, Context())
    return found.status is Status.PROVED and not found.missing


def roots_in(t: Term) -> tuple[Bind, ...]:
    """The roots of equations that occur in the constant as they are named: root_of(f, x, a, b)."""
    if type(t) is Bind and t.op is ops.ROOT_OF:
        return (t,)
    return tuple(dict.fromkeys(r for child in children(t) for r in roots_in(child)))


def _vanishes_with(t: Term, root: Bind) -> bool:
    """Is the constant 0 because the equation of one root makes it so?

    With x for the root, both are quotients over the kernels; of the factors of the equation just one can be 0 at the
    root, and it divides the constant.
    """
    from tuidao.check.field import Quotient
    from tuidao.check.signs import SignField, prepared

    x = fresh("x#root", free_symbols(root))
    there = _put(t, root, x)
    if free_symbols(there) != {x} or not isinstance(value(root, {}), arb):
        return False

    def divides(field: SignField) -> bool:
        a = field.element(there)
        if field.is_zero(a):
            return True
        _, powers = field.factors(field.element(instantiate(root.body, x)))
        left = []
        for p, _ in powers:
            ball = value(substitute(field.term(Quotient(p)), {x: root}), {})
            if not (isinstance(ball, arb) and not ball.contains(0)):
                left.append(p)
        return len(left) == 1 and bool((a.num % left[0]) == 0)

    return prepared(()).ask(divides, False)


def _put(t: Term, old: Term, new: Term) -> Term:
    if t == old:
        return new
    if type(t) is App:
        return rebuild(t, tuple(_put(a, old, new) for a in t.args))
    return t


@dataclass(slots=True)
class _Bound:
    """log₂ of the numbers u and l of the BFMS bound."""

    up: float
    low: float


def _below(t: Term) -> int | None:
    """k with |t| ≥ 2^(−k) or t = 0, for an expression of rationals, + − · / and roots; None for others.

    Source: Burnikel, Fleischer, Mehlhorn, Schirra, A strong and easily computable separation bound for arithmetic
    expressions involving radicals, Algorithmica 27 (2000).
    """
    radicals: dict[tuple[Term, int], None] = {}
    found = _measure(t, radicals)
    if found is None:
        return None
    degree = 1
    for _, k in radicals:
        degree *= k
        if degree > 400:
            return None
    return int(found.low + found.up * (degree - 1)) + 2


def _measure(t: Term, radicals: dict[tuple[Term, int], None]) -> _Bound | None:
    if type(t) is Num:
        return _Bound(
            abs(t.value.numerator).bit_length() * 1.0, t.value.denominator.bit_length() * 1.0
        )
    if type(t) is not App:
        return None
    parts = [_measure(a, radicals) for a in t.args]
    match t.op:
        case ops.NEG:
            return parts[0]
        case ops.ADD | ops.SUB | ops.MUL | ops.DIV:
            a, b = parts
            if a is None or b is None:
                return None
            if t.op is ops.MUL:
                return _Bound(a.up + b.up, a.low + b.low)
            if t.op is ops.DIV:
                return _Bound(a.up + b.low, a.low + b.up)
            return _Bound(max(a.up + b.low, b.up + a.low) + 1, a.low + b.low)
        case ops.SQRT:
            return _root(t.args[0], parts[0], 2, radicals)
        case ops.POW | ops.ROOT:
            written = rational(t.args[1])
            if parts[0] is None or not written:
                return None
            e = written if t.op is ops.POW else 1 / written
            if abs(e.numerator) > 200 or e.denominator > 60:
                return None
            inner = _root(t.args[0], parts[0], e.denominator, radicals)
            assert inner is not None
            n = abs(e.numerator)
            scaled = _Bound(inner.up * n, inner.low * n)
            return scaled if e > 0 else _Bound(scaled.low, scaled.up)
    return None


def _root(
    inside: Term, part: _Bound | None, k: int, radicals: dict[tuple[Term, int], None]
) -> _Bound | None:
    if part is None or k == 1:
        return part
    radicals[inside, k] = None
    return _Bound(part.up / k + 1, part.low / k + 1)
