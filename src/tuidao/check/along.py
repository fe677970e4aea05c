"""The sign of a function of one variable along its domain: split at minima, grown from an end, concave between ends."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import isfinite
from typing import Any

from flint import arb, fmpq

from tuidao.check.field import Quotient
from tuidao.check.positive import nonnegative
from tuidao.check.settle import SignQuestion
from tuidao.check.signs import SignField, prepared
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, ge, gt
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, size, substitute

_DEEPEST = 6  # derivatives
_MOST_SPLITS = 3
_MOST_NODES = 220
_BITS = 64
_PARTS = 10**6  # of 1, to which ends that are not rational are rounded outwards
_QUARTER = App(ops.PI, ()) / 2
_TURNED = {ops.LT: ops.GT, ops.GT: ops.LT, ops.LE: ops.GE, ops.GE: ops.LE}
_GRID = tuple(Fraction(k, 16) for k in range(-64, 65)) + tuple(
    Fraction(s * k) for k in range(5, 20) for s in (1, -1)
)


def along(d: Term, x: Sym, strict: bool, facts: tuple[Term, ...], depth: int = 0) -> bool:
    """Is d(x) > 0 (≥ 0, unless `strict`) certain wherever the facts about x hold and it has a value?"""
    if depth == 0:
        facts = tuple(turned(f, x) for f in facts)
        facts = (*facts, *roughly(x, facts))
    if depth > _DEEPEST or size(d) > _MOST_NODES:
        return False
    if _at_sight(d, strict, facts):
        return True
    bounds = tuple(f for f in facts if _is_bound(f, x))
    core = prepared(facts).ask(lambda field: what_decides(field, field.element(d)), None)
    if core is not None and free_symbols(core) == {x} and size(core) <= _MOST_NODES:
        d = core
    if from_an_end(d, x, strict, bounds, depth) or concave(d, x, bounds, strict):
        return True
    if depth > 2:
        return False
    if any(_split(d, x, c, strict, facts, depth) for c in _places(d, x, facts)):
        return True
    return _turned_over(d, x, strict, bounds, depth)


def turned(fact: Term, x: Sym) -> Term:
    """c < x as x > c."""
    if type(fact) is App and fact.op in _TURNED and fact.args[1] == x and fact.args[0] != x:
        return App(_TURNED[fact.op], fact.args[::-1])
    return fact


def roughly(x: Sym, facts: tuple[Term, ...]) -> list[Term]:
    """Rational bounds from those that are not, as x < 1.5708 from x < π/2; and where these say that cos x ≥ 0."""
    from tuidao.lang.ball import evaluate

    found: list[Term] = []
    inside: dict[bool, bool] = {}  # below, above: is cos x ≥ 0 on this side, and is it > 0?
    for fact in facts:
        if type(fact) is not App or fact.op not in _TURNED or fact.args[0] != x:
            continue
        end = fact.args[1]
        if free_symbols(end):
            continue
        below, strict = fact.op in (ops.GT, ops.GE), fact.op in (ops.GT, ops.LT)
        quarter = _QUARTER if not below else -_QUARTER
        within = App(ops.GE if below else ops.LE, (end, quarter))
        if SignQuestion(within, ()).answer() is True:
            apart = SignQuestion(App(ops.NE, (end, quarter)), ()).answer() is True
            inside[below] = inside.get(below, False) or strict or apart
        value = evaluate(end, {}, _BITS) if type(end) is not Num else None
        if isinstance(value, arb) and abs(value) < 10**4 and value.rad() < 1e-12:
            outward = Fraction(round(float(value.mid()) * _PARTS) + (-1 if below else 1), _PARTS)
            found.append(App(fact.op, (x, Num(outward))))
    if len(inside) == 2:
        found.append((gt if all(inside.values()) else ge)(App(ops.COS, (x,)), ZERO))
    return found


def _is_bound(fact: Term, x: Sym) -> bool:
    """Does the fact bound x by a number, so that where such facts hold is an interval?"""
    if type(fact) is not App or fact.op not in (ops.LT, ops.LE, ops.GT, ops.GE):
        return False
    gap = prepared(()).ask(lambda field: _linear(field, fact, x), False)
    return free_symbols(fact) == {x} and gap


def _linear(field: SignField, fact: App, x: Sym) -> bool:
    a, b = (field.element(side) for side in fact.args)
    gap = field.subtract(a, b)
    i = field.symbol(x)
    varying = {k for k in field.used(gap) if i in field.kernels[k].depends}
    return not gap.den and varying == {i} and gap.num.total_degree() == 1


def _turned_over(d: Term, x: Sym, strict: bool, bounds: tuple[Term, ...], depth: int) -> bool:
    """x = 1/t, where x > 0: what happens far out is then seen at an end."""
    r = prepared(bounds).ask(
        lambda field: (field.element(x), field.ranges.get(field.symbol(x))), None
    )
    if r is None or r[1] is None or r[1].low is None or not r[1].positive:
        return False
    t = fresh("t", {x})
    facts = [gt(t, ZERO)]
    if r[1].low > 0:
        facts.append(App(ops.LT if r[1].low_open else ops.LE, (t, Num(1 / r[1].low))))
    if r[1].high is not None and r[1].high > 0:
        facts.append(App(ops.GT if r[1].high_open else ops.GE, (t, Num(1 / r[1].high))))
    return along(substitute(d, {x: Num(1) / t}), t, strict, tuple(facts), depth + 3)


def _at_sight(d: Term, strict: bool, facts: tuple[Term, ...]) -> bool:
    if SignQuestion(gt(d, ZERO) if strict else ge(d, ZERO), facts).answer() is True:
        return True
    found = prepared(facts).ask(lambda field: nonnegative(field, field.element(d)), 0)
    return found >= (2 if strict else 1)


def what_decides(field: SignField, a: Quotient) -> Term | None:
    """A term whose sign is that of `a` wherever `a` has a value: the factors with a sign of their own left out."""
    if field.is_zero(a):
        return None
    content, powers = field.factors(a)
    sign, rest = (1 if content > 0 else -1), field.one
    for f, e in powers:
        signs = field.factor_signs(f) - ({0} if e < 0 else set())
        if len(signs) == 1 and 0 not in signs:
            sign *= next(iter(signs)) ** (e % 2)
        elif e % 2:
            rest = field.multiply(rest, Quotient(f))
        elif e > 0:
            rest = field.multiply(rest, field.power(Quotient(f), 2))
    return field.term(rest if sign > 0 else field.negate(rest))


# ------------------------------------------------------------------ splitting


def _split(d: Term, x: Sym, c: Term, strict: bool, facts: tuple[Term, ...], depth: int) -> bool:
    """d at c, beyond c and before c, each in t > 0 with x = c ± t."""
    there = substitute(d, {x: c})
    excluded = any(
        SignQuestion(f, ()).answer() is False
        for f in (substitute(f, {x: c}) for f in facts)
        if type(f) is App and f.op in (ops.GT, ops.LT, ops.NE, ops.GE, ops.LE)
    )
    if not excluded and not _at_sight(there, strict, ()):
        return False
    t = fresh("t", {x})
    for side in (c + t, c - t):
        moved = tuple(substitute(f, {x: side}) for f in facts)
        if not along(substitute(d, {x: side}), t, strict, (*moved, gt(t, ZERO)), depth + 3):
            return False
    return True


def _places(d: Term, x: Sym, facts: tuple[Term, ...]) -> Iterator[Term]:
    """Where d may be least: numbers that can be told, near the minima seen on a grid."""
    from tuidao.lang.ball import Formula, Statement

    value = Formula(d, (x,))
    given = [Statement(f, (x,)) for f in facts]
    seen: list[tuple[Fraction, float]] = []
    for point in sorted(set(_GRID)):
        ball = arb(fmpq(point.numerator, point.denominator))
        if any(g([ball], _BITS) is not True for g in given):
            continue
        found = value([ball], _BITS)
        if isinstance(found, arb) and isfinite(float(found.mid())):
            seen.append((point, float(found.mid())))
    least = [
        seen[k]
        for k in range(len(seen))
        if all(seen[k][1] <= seen[j][1] for j in (k - 1, k + 1) if 0 <= j < len(seen))
    ]
    least.sort(key=lambda s: s[1])
    told: list[Term] = []
    for point, _ in least[:_MOST_SPLITS]:
        c = _told(_minimum(value, float(point)))
        if c is not None and c not in told:
            told.append(c)
            yield c


def _minimum(value: Any, near: float) -> float:
    """The least value nearby, by golden section."""

    def at(u: float) -> float:
        found = value([arb(u)], _BITS)
        return float(found.mid()) if isinstance(found, arb) else float("inf")

    low, high, ratio = near - 1 / 8, near + 1 / 8, (5**0.5 - 1) / 2
    for _ in range(44):
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (low, b) if at(a) <= at(b) else (a, high)
    return (low + high) / 2


def _told(c: float) -> Term | None:
    """A number near c that can be written: a fraction, or the logarithm of one."""
    from math import exp

    q = Fraction(c).limit_denominator(12)
    if abs(float(q) - c) < 1e-4:
        return Num(q)
    if abs(c) < 6:
        q = Fraction(exp(c)).limit_denominator(12)
        if q > 0 and abs(float(q) - exp(c)) < 1e-4 * (1 + exp(c)):
            return App(ops.LOG, (Num(q),))
    return None


# ------------------------------------------------------------------ from an end, and between ends


def from_an_end(d: Term, x: Sym, strict: bool, facts: tuple[Term, ...], depth: int) -> bool:
    """d is not negative at an end of x's range and does not fall from there on.

    A function that is analytic, not constant and has a slope ≥ 0 rises strictly: its slope's zeros are isolated.
    """
    found = prepared(facts).ask(lambda field: _course(field, d, x), None)
    if found is None:
        return False
    slope, ends = found
    for end, way, is_open in ends:
        there = substitute(d, {x: Num(end)})
        if not _at_sight(there, False, ()):
            continue
        onwards = slope if way > 0 else -slope
        if not along(onwards, x, False, facts, depth + 1):
            continue
        if not strict or _at_sight(there, True, ()) or (is_open and _not_zero(slope, x, facts)):
            return True
    return False


Ends = tuple[tuple[Fraction, int, bool], ...]


def _course(field: SignField, d: Term, x: Sym) -> tuple[Term, Ends] | None:
    """The slope of d, and the ends of the range on which d is continuous and, inside, analytic."""
    a, i = field.element(d), field.symbol(x)
    if field.depends(a) != {i} or not field.is_smooth(a, i):
        return None
    r = field.ranges.get(i)
    if r is None:
        return None
    ends = [(r.low, 1, r.low_open)] if r.low is not None else []
    ends += [(r.high, -1, r.high_open)] if r.high is not None else []
    if not ends:
        return None
    return field.term(field.slope(a, i)), tuple(ends)


def _not_zero(slope: Term, x: Sym, facts: tuple[Term, ...]) -> bool:
    """Is the slope certainly not zero at some point where the facts hold?"""
    from tuidao.lang.ball import Formula, Statement

    value, given = Formula(slope, (x,)), [Statement(f, (x,)) for f in facts]
    for point in (Fraction(1), Fraction(1, 2), Fraction(1, 8), Fraction(-1, 2), Fraction(2)):
        ball = arb(fmpq(point.numerator, point.denominator))
        if all(g([ball], _BITS) is True for g in given):
            found = value([ball], _BITS)
            if isinstance(found, arb) and not found.contains(0):
                return True
    return False


def concave(d: Term, x: Sym, facts: tuple[Term, ...], strict: bool) -> bool:
    """d″ ≤ 0 between two closed ends at which d ≥ 0: then d ≥ 0 between them."""
    if strict:
        return False
    lows = [f.args[1] for f in facts if type(f) is App and _says(f, ops.GE, x)]
    highs = [f.args[1] for f in facts if type(f) is App and _says(f, ops.LE, x)]
    if not lows or not highs:
        return False
    low, high = lows[0], highs[0]
    if not all(_at_sight(substitute(d, {x: end}), False, ()) for end in (low, high)):
        return False
    second = prepared(facts).ask(lambda field: _second(field, d, x), None)
    return second is not None and _at_sight(-second, False, facts)


def _says(fact: Term, op: ops.Op, x: Sym) -> bool:
    return (
        type(fact) is App and fact.op is op and fact.args[0] == x and not free_symbols(fact.args[1])
    )


def _second(field: SignField, d: Term, x: Sym) -> Term | None:
    a, i = field.element(d), field.symbol(x)
    if field.depends(a) != {i} or not field.is_smooth(a, i):
        return None
    return field.term(field.slope(field.slope(a, i), i))
