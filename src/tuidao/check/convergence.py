"""Does a series converge? By the limit of the ratio of its terms, and where that is ±1 by Gauss's test."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import fmpq_poly

from tuidao.check.conditions import Context
from tuidao.check.general_term import Reader
from tuidao.check.index_product import Outside, Product, collected
from tuidao.check.normal import same
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, value
from tuidao.lang.build import ONE, ZERO, gt, is_op, lt, ne, oo, rational
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    substitute,
)
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_SEEN = Text(
    "the ratio of the terms decides inside, outside and at the ends",
    "由相邻两项之比判定内部、外部与端点",
)
_NOT_SEEN = Text("the set was not confirmed", "未能证实该收敛域")
_CLOSED = {
    ops.INTERVAL: (True, True),
    ops.INTERVAL_OPEN: (False, False),
    ops.INTERVAL_LOPEN: (False, True),
    ops.INTERVAL_ROPEN: (True, False),
}
_K = fmpq_poly([0, 1])
_TRIED = 24  # terms looked at one by one


def is_series(t: Term) -> bool:
    """Is it a sum from a whole number on to oo?"""
    return type(t) is Bind and t.op is ops.SUM and t.over[1] == oo and first_index(t) is not None


def first_index(t: Bind) -> int | None:
    """The first index of a series, where it is a whole number."""
    first = rational(t.over[0])
    return None if first is None or first.denominator != 1 or abs(first) > 10**6 else int(first)


def convergent(t: Bind, context: Context) -> bool | None:
    """Does the series converge? By the ratio of its terms, where that tends to ±1 by Gauss's test.

    None where the ratio does not tell, or is not seen to be less or more than 1 in size under what is known.
    Source: Knopp, Theory and Application of Infinite Series, §§ 15, 39.
    """
    first = first_index(t)
    if not is_series(t) or first is None:
        return None
    k = fresh("k", free_symbols(t) | {s for f in context.facts for s in free_symbols(f)})
    reader = Reader(k, first)
    try:
        products = collected(reader.read(instantiate(t.body, k)))
        found = [_product(p, reader, context) for p in products]
    except Outside:
        return None
    if any(not _known(n, context) for n in reader.needs):
        return None
    if all(f is True for f in found):
        return True
    if found.count(False) == 1 and all(f is not None for f in found):
        return False
    return None


def converges(t: Term, context: Context) -> bool | None:
    """Has this series a sum? None where it is none, or where that is not known."""
    return convergent(t, context) if type(t) is Bind else None


def all_defined(t: Bind, context: Context) -> bool | None:
    """Of ∀ k ≥ a: k whole ⇒ u(k) has a value: does it hold? None for another claim, and where it is not known."""
    (where,) = t.over
    if not (type(where) is App and where.op is ops.INTERVAL_ROPEN and is_op(t.body, ops.IMPLIES)):
        return None
    k = fresh(t.name or "k", free_symbols(t) | {o.symbol for o in context.opened})
    claim = instantiate(t.body, k)
    assert type(claim) is App
    whole, claimed = claim.args
    said = whole == App(ops.IN, (k, App(ops.INTEGERS, ()))) and is_op(claimed, ops.DEFINED)
    if not said or where.args[1] != oo or type(claimed) is not App:
        return None
    return terms_defined(claimed.args[0], k, where.args[0], context)


def terms_defined(t: Term, k: Sym, first: Term, context: Context) -> bool | None:
    """Has t a value at every whole k from the first on? None where that is not known."""
    start = rational(first)
    if start is None:
        return None
    low = -(-start).__floor__()
    if not free_symbols(t) - {k}:
        for j in range(low, low + _TRIED):
            if value(substitute(t, {k: Num(j)}), {}, 20) is NO_VALUE:
                return False
    reader = Reader(k, low)
    try:
        products = reader.read(t)
    except Outside:
        return None
    for p in products:
        for other, e in p.others.items():
            always = is_op(other, ops.SIN, ops.COS) and e > 0
            if not always and _order(other, k, low, e) is None:
                return None
    return True if all(_known(n, context) for n in reader.needs) else None


def _known(claim: Term, context: Context) -> bool:
    from tuidao.check.settle import settle_known

    return settle_known(claim, context) is True


def _product(p: Product, reader: Reader, context: Context) -> bool | None:
    """Does the series of this one product converge?"""
    k = reader.k
    num, den = p.num(fmpq_poly([1, 1])) * p.den, p.den(fmpq_poly([1, 1])) * p.num
    for m, e in p.factorials.items():
        step = fmpq_poly([1])
        for j in range(1, m + 1):
            step = step * fmpq_poly([j, m])
        num, den = (num * step**e, den) if e > 0 else (num, den * step**-e)
    order, logs, wave = Fraction(0), False, False
    ratio: Term = ONE
    for other, e in p.others.items():
        grown = _order(other, k, reader.first, e)
        if is_op(other, ops.SIN, ops.COS) and e > 0:
            wave = True
        elif (tower := _tower(other, k, reader)) is not None:
            size, s, t = tower
            ratio = ratio * size ** Num(e * s)
            num, den = (num * _K ** (e * s), den) if e * s > 0 else (num, den * _K ** (-e * s))
            order += e * (Fraction(s, 2) + t)
        elif isinstance(grown, Fraction):
            order += grown * e
        elif grown == "log":
            logs = True
        elif isinstance(grown, tuple):
            for _ in range(abs(e)):
                top, low = grown if e > 0 else grown[::-1]
                num, den = num * top, den * low
        else:
            return None
    for base, (slope, _) in p.bases.items():
        if slope:
            factor = base if slope == 1 else base ** Num(slope)
            ratio = factor if ratio == ONE else ratio * factor
    if num.degree() != den.degree():
        if num.degree() < den.degree() or same(ratio, ZERO) is True:
            return True
        return False if not wave and (ratio == ONE or _known(ne(ratio, 0), context)) else None
    lead = num[num.degree()] / den[den.degree()]
    return _by_ratio(
        ratio * Num(Fraction(int(lead.p), int(lead.q))), num, den, order, logs, wave, context
    )


def _tower(t: Term, k: Sym, reader: Reader) -> tuple[Term, int, Fraction] | None:
    """(a·E, s, t) of (a·k + b)^(s·k + t): its ratio from k to k + 1 is (a·E·k)^s·(1 + (s/2 + t)/k + …)."""
    if not (type(t) is App and t.op is ops.POW):
        return None
    base, exponent = reader.line(t.args[0]), reader.line(t.args[1])
    if base is None or exponent is None or base[0] <= 0 or base[0] * reader.first + base[1] <= 0:
        return None
    (a, _), (s, offset) = base, exponent
    if s.denominator != 1 or not s:
        return None
    return Num(a) * App(ops.E, ()), int(s), offset


def _by_ratio(
    size: Term, num: Any, den: Any, order: Fraction, logs: bool, wave: bool, context: Context
) -> bool | None:
    """By the limit of the ratio; where that is ±1, by the second term of its expansion in 1/k."""
    value = rational(_folded(size))
    if value is None:
        value = next((Fraction(w) for w in (1, -1) if same(size, Num(w)) is True), None)
    if value is None:
        if _known(lt(size, 1), context) and _known(gt(size, -1), context):
            return True
        beyond = _known(gt(size, 1), context) or _known(lt(size, -1), context)
        return False if beyond and not wave else None
    if abs(value) != 1:
        return True if abs(value) < 1 else None if wave else False
    d = num.degree()
    second = num[d - 1] / num[d] - den[d - 1] / den[d] if d > 0 else num[0] * 0
    power = Fraction(int(second.p), int(second.q)) + order  # the terms are like k^power
    if wave:
        return True if power < -1 else None
    edge = Fraction(-1) if value == 1 else Fraction(0)
    if power == edge and logs:
        return None
    return power < edge


def _folded(t: Term) -> Term:
    """A product of numbers worked out."""
    if type(t) is App and t.op is ops.MUL:
        parts = [rational(_folded(c)) for c in children(t)]
        if all(p is not None for p in parts):
            out = Fraction(1)
            for p in parts:
                assert p is not None
                out *= p
            return Num(out)
    if type(t) is App and t.op is ops.POW:
        base, e = (rational(c) for c in t.args)
        if base and e is not None and e.denominator == 1 and abs(e) <= 200:
            return Num(base ** int(e))
    return t


def _order(t: Term, k: Sym, first: int, e: int) -> Fraction | tuple[Any, Any] | str | None:
    """How a factor to the power e grows: like k to a power; by the ratio of its values; slower than any power ("log").

    None where its form tells nothing, or where it is not seen to have a value at every index.
    """
    if type(t) is not App:
        return None
    if t.op is ops.BINOMIAL and t.args[1] == k and first >= 0:
        c = rational(t.args[0])
        if c is None or (c.denominator == 1 and c >= 0):
            return None
        return fmpq_poly([0, -1]) + fmpq_poly([c.numerator]) / c.denominator, fmpq_poly([1, 1])
    if t.op not in (ops.SQRT, ops.POW, ops.LOG):
        return None
    below = Reader(k, first).polynomial(t.args[0])
    if below is None or below.degree() < 1:
        return None
    lower = below - 1 if t.op is ops.LOG and e < 0 else below
    if not _positive(lower, first):
        return None
    if t.op is ops.LOG:
        return "log"
    power = Fraction(1, 2) if t.op is ops.SQRT else rational(t.args[1])
    return None if power is None else power * below.degree()


def _positive(p: Any, first: int) -> bool:
    """Is the polynomial positive from the index on? Seen by its coefficients there: none is negative."""
    moved = p(fmpq_poly([first, 1]))
    return moved.degree() >= 1 and moved[0] > 0 and all(c >= 0 for c in moved.coeffs())


def _squared(
    x: Sym, low: Term, high: Term, relation: Callable[[Term, Term], Term]
) -> tuple[Term, ...]:
    """x² < r² (or >) besides −r < x < r, where the ends are ∓√q."""
    if type(high) is App and high.op is ops.SQRT and same(low, App(ops.NEG, (high,))) is True:
        return (relation(x**2, high.args[0]),)
    return ()


def convergence_set(before: Term, after: Term, context: Context) -> Verdict:
    """Does the series converge for exactly the x of the set claimed: all numbers, one point, or an interval?"""
    unknown = Verdict(Status.OPEN, _NOT_SEEN)
    if not (type(before) is Bind and before.op is ops.CONVERGENCE):
        return unknown
    taken = free_symbols(before) | {s for f in context.facts for s in free_symbols(f)}
    x = fresh(before.name, frozenset(taken))
    series = instantiate(before.body, x)
    if type(series) is not Bind or not is_series(series) or type(after) is not App:
        return unknown
    if after.op is ops.REALS:
        fine = convergent(series, context) is True
        return Verdict(Status.PROVED, _SEEN) if fine else unknown
    if after.op is ops.FINITE_SET and len(after.args) == 1:
        low = high = after.args[0]
        belongs: tuple[bool, ...] = (True,)
    elif after.op in _CLOSED:
        low, high = after.args
        belongs = _CLOSED[after.op]
        between = context.assuming(gt(x, low), lt(x, high), *_squared(x, low, high, lt))
        if not _known(lt(low, high), context) or convergent(series, between) is not True:
            return unknown
    else:
        return unknown
    if free_symbols(low) | free_symbols(high):
        return unknown
    far = _squared(x, low, high, gt)
    for fact in (lt(x, low), gt(x, high)):
        if convergent(series, context.assuming(fact, *far)) is not False:
            return unknown
    for end, inside in zip((low, high), belongs, strict=False):
        there = substitute(series, {x: end})
        if type(there) is not Bind or convergent(there, context) is not inside:
            return unknown
    return Verdict(Status.PROVED, _SEEN)
