"""What an indexed sum comes to, by another library: terms with Σ, ∏, δ, families and ∂ at concrete values."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Any

import mpmath

from tuidao.lang import op as ops
from tuidao.lang.term import App, Bind, Num, Sym, Term, instantiate

_mp = mpmath.mp.clone()
_mp.dps = 50
_STEP = _mp.mpf(10) ** -12  # of a difference quotient; its error is about the square
NEAR = _mp.mpf(10) ** -15
INDICES = ("i", "j")
SIZES = ("n", "m")
_MOST = 40  # the furthest index that is summed to


class NoOpinion(Exception):
    """There is no value here, or none that everybody agrees on."""


_REAL: dict[ops.Op, Callable[..., Any]] = {
    ops.ADD: lambda a, b: a + b,
    ops.SUB: lambda a, b: a - b,
    ops.MUL: lambda a, b: a * b,
    ops.DIV: lambda a, b: a / b,
    ops.NEG: lambda a: -a,
    ops.POW: lambda a, b: _power(a, b),
    ops.EXP: _mp.exp,
    ops.LOG: lambda a: _mp.log(a) if a > 0 else _nothing(),
    ops.SQRT: lambda a: _mp.sqrt(a) if a >= 0 else _nothing(),
    ops.ABS: abs,
    ops.SIN: _mp.sin,
    ops.COS: _mp.cos,
    ops.E: lambda: _mp.e,
    ops.KRONECKER: lambda a, b: _mp.mpf(1 if a == b else 0),
    ops.FACTORIAL: lambda a: _mp.mpf(_mp.factorial(_whole(a))),
    ops.BINOMIAL: lambda a, b: _mp.binomial(_whole(a), _whole(b)),
    ops.LT: lambda a, b: a < b,
    ops.LE: lambda a, b: a <= b,
    ops.GT: lambda a, b: a > b,
    ops.GE: lambda a, b: a >= b,
    ops.NE: lambda a, b: abs(a - b) > NEAR,
    ops.EQ: lambda a, b: abs(a - b) <= NEAR,
    ops.CEILING: _mp.ceil,
    ops.FLOOR: _mp.floor,
    ops.OR: lambda *parts: any(parts),
    ops.AND: lambda *parts: all(parts),
    ops.NOT: lambda a: not a,
}


def _nothing() -> Any:
    raise NoOpinion


def _power(a: Any, b: Any) -> Any:
    if a == 0 and b <= 0:
        raise NoOpinion
    if a < 0 and b != int(b):
        raise NoOpinion
    return _mp.power(a, int(b)) if b == int(b) else _mp.power(a, b)


def _whole(a: Any) -> int:
    if a != int(a) or a < 0:
        raise NoOpinion
    return int(a)


class Point:
    """Values of the symbols, and of the entries of families as they are asked for: positive ones, or of either sign."""

    def __init__(self, draw: random.Random, positive: bool) -> None:
        self.draw = draw
        self.positive = positive
        self.symbols: dict[Sym, Any] = {Sym(s): draw.randint(1, 4) for s in SIZES}
        largest = min(self.symbols.values())
        for s in INDICES:
            self.symbols[Sym(s)] = draw.randint(1, largest)
        self.entries: dict[tuple[Sym, tuple[int, ...]], Any] = {}

    def number(self) -> Any:
        """A fresh value."""
        value = _mp.mpf(self.draw.randint(20, 160)) / 64
        return value if self.positive or self.draw.random() < 0.5 else -value

    def entry(self, family: Sym, index: tuple[int, ...]) -> Any:
        """An entry of a family."""
        if (family, index) not in self.entries:
            self.entries[family, index] = self.number()
        return self.entries[family, index]

    def value(self, t: Term) -> Any:
        """The value of a term without loose indices, or the truth of a statement. Raises NoOpinion."""
        if type(t) is Num:
            return _mp.mpf(t.value.numerator) / t.value.denominator
        if type(t) is Sym:
            if t not in self.symbols:
                self.symbols[t] = self.number()
            return self.symbols[t]
        if type(t) is App:
            if t.op is ops.INDEX and type(t.args[0]) is Sym:
                return self.entry(t.args[0], tuple(self._index(a) for a in t.args[1:]))
            if t.op not in _REAL:
                raise NoOpinion
            try:
                return _REAL[t.op](*(self.value(a) for a in t.args))
            except (ZeroDivisionError, OverflowError, ValueError):
                raise NoOpinion from None
        assert type(t) is Bind
        return self._bound(t)

    def _index(self, t: Term) -> int:
        found = self.value(t)
        if found != int(found):
            raise NoOpinion
        return int(found)

    def _bound(self, t: Bind) -> Any:
        if t.op in (ops.SUM, ops.PRODUCT):
            parts = [self.value(instantiate(t.body, Num(k))) for k in self._range(t.over)]
            return _mp.fsum(parts) if t.op is ops.SUM else _mp.fprod(parts)
        if t.op is ops.FORALL:
            where = t.over[0]
            if type(where) is not App or where.op is not ops.INTERVAL:
                raise NoOpinion
            return all(self.value(instantiate(t.body, Num(k))) for k in self._range(where.args))
        if t.op is ops.PARTIAL and type(t.over[0]) is Sym:
            key = t.over[0], tuple(self._index(a) for a in t.over[1:])
            self.entry(*key)
            return self._slope(self.entries, key, instantiate(t.body, t.over[0]))
        if t.op is ops.DIFF and type(t.over[0]) is Sym and t.over[1] == Num(1):
            self.value(t.over[0])
            return self._slope(self.symbols, t.over[0], instantiate(t.body, t.over[0]))
        raise NoOpinion

    def _range(self, ends: Iterable[Term]) -> range:
        first, last = (self._index(e) for e in ends)
        if last < first - 1 or max(abs(first), abs(last)) > _MOST:
            raise NoOpinion  # what a sum that runs backwards is, is a convention
        return range(first, last + 1)

    def _slope(self, where: dict[Any, Any], key: Any, body: Term) -> Any:
        """The derivative by one of the values, as a difference quotient to the fourth order of the step."""
        here = where[key]
        if type(here) is int and key in self.symbols:
            raise NoOpinion  # a size or an index does not vary
        try:
            found = []
            for k in (-2, -1, 1, 2):
                where[key] = here + k * _STEP
                found.append(self.value(body))
        finally:
            where[key] = here
        a, b, c, d = found
        return (a - 8 * b + 8 * c - d) / (12 * _STEP)


def points(seed: str, count: int = 6) -> list[Point]:
    """Points to try a statement at, the same for the same seed: half of them with positive values only."""
    draw = random.Random(seed)
    return [Point(draw, k % 2 == 0) for k in range(count)]


def differ(left: Term, right: Term, at: Point) -> bool:
    """Do the two sides differ at the point, far beyond the error of what was computed?"""
    try:
        a, b = at.value(left), at.value(right)
    except NoOpinion:
        return False
    return bool(abs(a - b) > _mp.mpf(10) ** -10 * (1 + abs(a) + abs(b)))


def agree(left: Term, right: Term, at: Point) -> bool | None:
    """Do the two sides agree at the point? None where one has no value."""
    try:
        a, b = at.value(left), at.value(right)
    except NoOpinion:
        return None
    return bool(abs(a - b) <= _mp.mpf(10) ** -15 * (1 + abs(a) + abs(b)))


def breaks(conditions: Iterable[Term], at: Point) -> bool:
    """Does one of the conditions certainly fail at the point?"""
    for c in conditions:
        try:
            if at.value(c) is False:
                return True
        except (NoOpinion, TypeError):
            continue
    return False
