"""Limits and integrals of closed terms that are certain: an exact value, an enclosure, or none at all.

Values near a point are only evidence. Here a limit comes from its leading term, from the limits of its parts or from
an enclosure over a whole neighbourhood; an integral without a value from the leading term at the place it fails at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from flint import arb

from tuidao.check.field import NoValue, Restart, TooLarge
from tuidao.check.limit_parts import Outside, Parts, Stuck, Tends
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, Formula, Value, evaluate, exact_ball, truth
from tuidao.lang.build import BOTH, ONE, lim, minus_oo, oo, undefined, zoo
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
    rebuild,
    size,
    subterms,
)

_FAULTS = (Stuck, NoValue, Restart, TooLarge, ZeroDivisionError, RecursionError)
_SEQUENCES = ("n", "m", "k", "N", "i", "j")
_COSTLY = (ops.INTEGRAL, ops.SUM, ops.PRODUCT, ops.LIMIT)  # not enclosed on a neighbourhood
_LARGEST = 200  # nodes of a body that is expanded
_WIDTHS = (20, 44, 90)  # neighbourhoods of 2^-b
_PREC = 256


@dataclass(frozen=True, slots=True)
class Certain:
    """What a side of a claim certainly is: a number in a ball, ±oo (`infinite`), or `nothing` at all."""

    ball: arb | None = None
    infinite: int = 0
    nothing: bool = False

    def differs(self, other: Certain) -> bool:
        """Are the two certainly not the same number, the same infinity, or both without value?"""
        if self.ball is not None and other.ball is not None:
            return not self.ball.overlaps(other.ball)
        if self.infinite and other.infinite and 2 in (self.infinite, other.infinite):
            return False  # authors write oo for an infinity without a sign
        return (self.infinite, self.nothing, self.ball is None) != (
            other.infinite,
            other.nothing,
            other.ball is None,
        )

    def value(self) -> Value:
        """The ball, or NO_VALUE."""
        return self.ball if self.ball is not None else NO_VALUE


@dataclass(slots=True)
class _Settler:
    """Puts what is certain in the place of limits; the balls that are no exact terms stand under new names."""

    balls: dict[Sym, arb] = field(default_factory=dict)

    def put(self, t: Term) -> Term | None:
        """`t` without limits; None where one of them could not be settled, or is infinite or nothing."""
        if type(t) is Bind and t.loose == 0:
            if t.op is ops.LIMIT:
                found = of_limit(t)
                return None if found is None else self._named(found)
            if t.op is ops.BETWEEN and {oo, minus_oo} & set(t.over):
                return self.put(_from_to(t))
        if type(t) not in (App, Bind):
            return t
        parts = [self.put(c) for c in children(t)]
        if any(p is None for p in parts):
            return None
        return rebuild(t, tuple(p for p in parts if p is not None)) if parts else t

    def _named(self, found: Term | arb) -> Term | None:
        if isinstance(found, arb):
            name = Sym(f"#{len(self.balls)}")
            self.balls[name] = found
            return name
        return None if found in (oo, minus_oo, zoo, undefined) else found


def side(t: Term) -> Certain | None:
    """What a closed term certainly is; None where that was not found."""
    signs: dict[Term, int] = {oo: 1, minus_oo: -1, zoo: 2}
    if t in signs:
        return Certain(infinite=signs[t])
    if type(t) is Bind and t.op is ops.LIMIT:
        found = of_limit(t)
        if found is None:
            return None
        if isinstance(found, arb):
            return Certain(found)
        if found in signs:
            return Certain(infinite=signs[found])
        return Certain(nothing=True) if found == undefined else _ball(found, {})
    if type(t) is Bind and t.op is ops.INTEGRAL and diverges(t):
        return Certain(nothing=True)
    settler = _Settler()
    plain = settler.put(t)
    return None if plain is None else _ball(plain, settler.balls)


def _ball(t: Term, balls: dict[Sym, arb]) -> Certain | None:
    from tuidao.lang.ball_real import MODE

    once = any(type(s) is Bind and s.op is ops.INTEGRAL for _, s in subterms(t))
    for prec in (_PREC,) if once else (_PREC, 4 * _PREC):
        found = evaluate(t, balls, prec)
        if MODE.soft or MODE.doubtful:
            return None
        if found is NO_VALUE:
            return Certain(nothing=True)
        if isinstance(found, arb):
            return Certain(found)
        if MODE.infinite and type(t) is Bind and t.op is ops.SUM:
            return Certain(infinite=MODE.infinite)
    return None


def _from_to(t: Bind) -> Term:
    """F|ₐᵇ with the limit at an infinite end."""
    low, high = (
        Bind(ops.LIMIT, t.name, t.body, (end, BOTH))
        if end in (oo, minus_oo)
        else Bind(ops.AT, t.name, t.body, (end,))
        for end in t.over
    )
    return high - low


# ---------------------------------------------------------------- limits


@lru_cache(maxsize=256)
def of_limit(t: Bind) -> Term | arb | None:
    """The limit of a closed term: an exact term, a ball it lies in, `undefined`; None where no proof was found."""
    x = fresh(t.name, free_symbols(t))
    body, point, way = instantiate(t.body, x), t.over[0], t.over[1]
    if _costly(body):
        return None
    if free_symbols(t) or size(body) > _LARGEST or point == zoo or type(way) is not Num:
        return None
    sides: list[tuple[Term | None, int]]
    if point in (oo, minus_oo):
        sides = [(None, 1 if point == oo else -1)]
    else:
        sides = [(point, s) for s in ((1, -1) if not way.value else (int(way.value),))]
    found: list[Term | arb] = []
    for base, s in sides:
        try:
            value = _one_sided(body, x, base, s, t.name in _SEQUENCES)
        except Outside:
            continue
        if value is None:
            return None
        found.append(value)
    if not found:
        return undefined
    if len(found) == 1 or found[0] == found[1]:
        return found[0]
    return _joined(*found)


def _costly(t: Term) -> bool:
    return any(type(s) is Bind and s.op in _COSTLY for _, s in subterms(t))


def _joined(a: Term | arb, b: Term | arb) -> Term | arb | None:
    """One value from both sides; `undefined` where they certainly differ."""
    if not isinstance(a, arb) and not isinstance(b, arb) and {a, b} == {oo, minus_oo}:
        return zoo
    one, other = _as_certain(a), _as_certain(b)
    if one is None or other is None:
        return None
    if one.differs(other):
        return undefined
    if one.ball is None or other.ball is None:
        return a
    return one.ball.union(other.ball)


def _as_certain(a: Term | arb) -> Certain | None:
    return Certain(a) if isinstance(a, arb) else side(a)


def _one_sided(body: Term, x: Sym, base: Term | None, way: int, whole: bool) -> Term | arb | None:
    """By parts, by the leading term, by phases, by an enclosure. Raises Outside."""
    from tuidao.check.limit_exponential import exponential_limit
    from tuidao.check.limit_forms import whole_form
    from tuidao.check.limit_series import series_limit
    from tuidao.check.limits import parts_limit

    if whole and base is None:
        body = whole_form(body, x)
    for settle in (parts_limit, series_limit, exponential_limit):
        try:
            value, needs = settle(body, x, base, way, ())
        except _FAULTS:
            continue
        if all(truth(n, {}) is True for n in needs):
            return value
    if _oscillates(body, x, base, way, whole):
        return undefined
    return None if base is None else _enclosed(body, x, base, way)


def _oscillates(body: Term, x: Sym, base: Term | None, way: int, whole: bool) -> bool:
    """Have two sequences of points limits that certainly differ?"""
    from tuidao.check.limit_forms import phases
    from tuidao.check.limit_series import series_limit
    from tuidao.check.limits import parts_limit

    start = Tends(infinite=way) if base is None else Tends(base, side=way)
    seen: list[Certain] = []
    try:
        for along in phases(Parts(x, start, ()), body, whole):
            for settle in (parts_limit, series_limit):
                try:
                    value, needs = settle(along, x, base, way, ())
                except (Outside, *_FAULTS):
                    continue
                found = None if needs else side(value)
                if found is not None:
                    seen.append(found)
                    break
            if len(seen) > 1 and seen[0].differs(seen[-1]):
                return True
    except (Outside, *_FAULTS):
        return False
    return False


def _enclosed(body: Term, x: Sym, base: Term, way: int) -> arb | None:
    """The values on a whole one-sided neighbourhood of the point lie in one ball, and so must the limit."""
    at = evaluate(base, {}, _PREC)
    if not isinstance(at, arb):
        return None
    formula = Formula(body, (x,))
    best: arb | None = None
    for bits in _WIDTHS:
        width = arb(2) ** -bits
        found = formula([at.union(at + way * width)], _PREC)
        if isinstance(found, arb):
            best = found
    return best


# ---------------------------------------------------------------- integrals


def diverges(t: Bind) -> bool:
    """Does |f| certainly stay above C/|x − c| on one side of a point c of the range, or above C/x far out?"""
    if free_symbols(t) or size(t.body) > _LARGEST or _costly(t.body):
        return False
    x = fresh(t.name, free_symbols(t))
    body = instantiate(t.body, x)
    low, high = t.over
    for end in (high, low):
        if end in (oo, minus_oo) and _heavy(body * x, x, end, ONE):
            return True
    a, b = (None if e in (oo, minus_oo) else evaluate(e, {}, _PREC) for e in (low, high))
    if a is NO_VALUE or b is NO_VALUE:
        return False
    first, last = (e if isinstance(e, arb) else None for e in (a, b))
    for c in _candidates(body, x, first, last):
        here = evaluate(c, {}, _PREC)
        if not isinstance(here, arb):
            continue
        for s in (1, -1):
            inside = (
                (last is None or here < last) if s > 0 else (first is None or here > first)
            ) or _is_start(c, (low, high), s)
            if inside and _heavy(body * (x - c), x, c, Num(s)):
                return True
    return False


def _is_start(c: Term, ends: tuple[Term, Term], way: int) -> bool:
    """Does the range begin (for 1) or end (for −1) at c, the other end lying beyond it?"""
    return c == ends[0] if way > 0 else c == ends[1]


def _heavy(t: Term, x: Sym, point: Term, way: Term) -> bool:
    """Has |t| a limit that is certainly not 0?"""
    bound = lim(t, x, point, way) if point not in (oo, minus_oo) else lim(t, x, point)
    assert type(bound) is Bind
    found = of_limit(bound)
    if found is None or found in (undefined, zoo):
        return False
    if found in (oo, minus_oo):
        return True
    value = _as_certain(found)
    return value is not None and value.ball is not None and not value.ball.contains(0)


def _candidates(body: Term, x: Sym, a: arb | None, b: arb | None) -> list[Term]:
    """Points of the range at which the integrand has no value: simple rationals and multiples of π among them."""
    from tuidao.lang.build import pi

    found: list[Term] = []
    formula = Formula(body, (x,))
    for unit in (None, pi):
        for q in (1, 2, 3, 4):
            for p in range(-12, 13):
                value = Fraction(p, q)
                if value.denominator != q or (unit is not None and p == 0):
                    continue
                c: Term = Num(value) if unit is None else Num(value) * unit
                at = exact_ball(value, _PREC) * (arb.pi() if unit is not None else 1)
                if (a is not None and at < a) or (b is not None and at > b):
                    continue
                if not isinstance(formula([at], _PREC), arb):
                    found.append(c)
    return found[:6]
