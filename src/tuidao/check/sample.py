"""Points to try a claim at: exact values by the kind of each symbol, near what is special, within what is given."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from flint import arb

from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, free_symbols

_SEED = 20261121
_INTEGER_NAMES = frozenset(("n", "m", "N", "i", "j", "k"))
_SPECIAL = (
    Fraction(0),
    Fraction(1),
    Fraction(-1),
    Fraction(2),
    Fraction(1, 2),
    Fraction(-2),
    Fraction(3),
)
_WHOLE = tuple(map(Fraction, (3, 2, 5, 1, 4, 7, 6, 9, 8, 12, 10, 15, 11, 13, 20, 14, 17)))
_COUNTED = (ops.SUM, ops.PRODUCT, ops.MAX_OVER, ops.MIN_OVER)
_MOST_WAYS = 52  # of indices being equal or not: all that five indices have
_SPANS = {  # kinds of real points: numerators over 64
    "positive": ((9, 180),),
    "small": ((3, 61),),
    "mixed": ((-180, -9), (9, 180)),
    "wide": ((-1_900, -200), (200, 1_900)),
}
_PLAN = (
    *(
        "positive",
        "mixed",
        "small",
        "mixed",
        "positive",
        "mixed",
        "special",
        "wide",
        "small",
        "mixed",
        "equal",
    ),
    *(
        "special",
        "positive",
        "wide",
        "mixed",
        "special",
        "small",
        "mixed",
        "near",
        "positive",
        "special",
        "mixed",
    ),
)


@dataclass(slots=True)
class Kind:
    """What a symbol may stand for: a real number, or an integer, between bounds where some were given.

    `index`: it picks entries of families, so that much turns on which indices are equal.
    """

    integer: bool = False
    index: bool = False
    least: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None


def kinds(symbols: Sequence[Sym], claims: Iterable[Term], given: Iterable[Term]) -> dict[Sym, Kind]:
    """The kind of each symbol, by how the claims use it and what is given of it."""
    found = {s: Kind(integer=s.name.partition("_")[0] in _INTEGER_NAMES) for s in symbols}
    for s, kind in found.items():
        if kind.integer:
            kind.least = Fraction(0)
        del s
    for claim in claims:
        _used(claim, found)
    for fact in given:
        _restrict(fact, found)
    for kind in found.values():
        if kind.least is not None and kind.high is not None and kind.high <= kind.least:
            kind.least = None  # what is given says otherwise than the name does
    return found


def _used(t: Term, found: dict[Sym, Kind]) -> None:
    stack = [t]
    while stack:
        t = stack.pop()
        stack.extend(children(t))
        counted: tuple[Term, ...] = ()
        least = Fraction(0)
        if type(t) is Bind and t.op in _COUNTED:
            counted, least = t.over, Fraction(1)
        elif type(t) is Bind and t.op is ops.DIFF:
            counted, least = (t.over[1],), Fraction(1)
        elif type(t) is App and t.op is ops.INDEX:
            counted, least = t.args[1:], Fraction(1)
        elif type(t) is App and t.op in (ops.FACTORIAL, ops.BINOMIAL, ops.KRONECKER):
            counted = t.args
        elif type(t) is App and t.op is ops.POW and _negative(t.args[0]):
            counted = (t.args[1],)
        for part in counted:
            for s in free_symbols(part):
                if s in found:
                    kind = found[s]
                    kind.integer = True
                    kind.least = max(least, kind.least or Fraction(0))
                    kind.index |= type(t) is App and t.op in (ops.INDEX, ops.KRONECKER)


def _negative(t: Term) -> bool:
    return (type(t) is Num and t.value < 0) or (
        type(t) is App and t.op is ops.NEG and type(t.args[0]) is Num
    )


def _number(t: Term) -> Fraction | None:
    """A closed term as a nearby rational, for bounds only."""
    if type(t) is Num:
        return t.value
    if free_symbols(t):
        return None
    found = evaluate(t, {}, 64)
    return (
        Fraction(float(found.mid())).limit_denominator(1 << 20) if isinstance(found, arb) else None
    )


def _restrict(fact: Term, found: dict[Sym, Kind]) -> None:
    if type(fact) is not App:
        return
    if fact.op is ops.AND:
        for part in fact.args:
            _restrict(part, found)
    if fact.op is ops.IN and type(fact.args[0]) is Sym and fact.args[0] in found:
        _restrict_set(fact.args[1], found[fact.args[0]])
    if fact.op in (ops.LT, ops.LE, ops.GT, ops.GE):
        a, b = fact.args
        if fact.op in (ops.GT, ops.GE):
            a, b = b, a
        if type(b) is Sym and b in found:
            low = _number(a)
            if low is not None:
                found[b].low = low
        if type(a) is Sym and a in found:
            high = _number(b)
            if high is not None:
                found[a].high = high


def _restrict_set(s: Term, kind: Kind) -> None:
    if type(s) is not App:
        return
    if s.op in (ops.INTEGERS, ops.NATURALS):
        kind.integer = True
        kind.least = Fraction(1) if s.op is ops.NATURALS else kind.least
    elif s.op is ops.REALS or s.op is ops.RATIONALS:
        kind.integer, kind.least = False, None
    elif s.op in (ops.INTERVAL, ops.INTERVAL_OPEN, ops.INTERVAL_LOPEN, ops.INTERVAL_ROPEN):
        kind.low, kind.high = _number(s.args[0]), _number(s.args[1])


def coincidences(symbols: Sequence[Sym], kind: dict[Sym, Kind]) -> list[dict[Sym, int]]:
    """All the ways in which indices can be equal or not, each as a number for every index; at most `_MOST_WAYS`."""
    indices = [s for s in symbols if kind[s].index]
    found: list[list[int]] = [[]]
    for _ in indices if len(indices) > 1 else ():
        found = [[*old, k] for old in found for k in range(max(old, default=-1) + 2)]
        found = found[:_MOST_WAYS]
    return [dict(zip(indices, way, strict=False)) for way in found if way]


def points(
    symbols: Sequence[Sym], kind: dict[Sym, Kind], count: int
) -> Iterator[tuple[Fraction, ...]]:
    """At most `count` points, the generic ones first, then those near what is special; the same every time.

    Every second point makes indices equal or unequal in another way.
    """
    draw = random.Random(_SEED)
    ways = coincidences(symbols, kind)
    for k in range(count):
        plan = _PLAN[k % len(_PLAN)]
        shared = _real("mixed", draw) if plan == "equal" else None
        values = [_value(kind[s], plan, k, place, shared, draw) for place, s in enumerate(symbols)]
        if ways and k % 2:
            way = ways[(k // 2) % len(ways)]
            base = max(_first_index(kind[s]) for s in way)
            values = [
                _placed(kind[s], v, base + way.get(s, len(way)), s in way)
                for s, v in zip(symbols, values, strict=True)
            ]
        yield tuple(values)


def _first_index(kind: Kind) -> int:
    """An index that is surely within what is given."""
    low = 1 if kind.low is None else kind.low.numerator // kind.low.denominator + 1
    return max(1, low, ceil(kind.least or 0))


def _placed(kind: Kind, value: Fraction, number: int, index: bool) -> Fraction:
    """An index as the pattern has it, a size large enough for all indices; the value where that is out of bounds."""
    if not kind.integer or (kind.high is not None and number > kind.high):
        return value
    return Fraction(number) if index else max(value, Fraction(number))


def _real(plan: str, draw: random.Random) -> Fraction:
    low, high = draw.choice(_SPANS[plan])
    return Fraction(draw.randint(low, high) | 1, 64)


def _value(
    kind: Kind, plan: str, k: int, place: int, shared: Fraction | None, draw: random.Random
) -> Fraction:
    if kind.integer:
        return _integer(kind, plan, k, place, draw)
    if kind.low is not None or kind.high is not None:
        return _between(kind, plan, draw)
    if shared is not None:
        return shared
    if plan == "special":
        return draw.choice(_SPECIAL)
    if plan == "near":
        return draw.choice(_SPECIAL) + Fraction(draw.choice((-1, 1)), 1 << 20)
    return _real(plan, draw)


def _integer(kind: Kind, plan: str, k: int, place: int, draw: random.Random) -> Fraction:
    least = kind.least
    if kind.low is not None:
        least = kind.low if least is None else max(least, kind.low)
    if least is None:
        top = 6 if kind.high is None else kind.high.numerator // kind.high.denominator
        return Fraction(draw.randint(top - 10, top))
    first = -(-least.numerator // least.denominator)
    value = Fraction(first) if plan == "special" else _WHOLE[(k + 3 * place) % len(_WHOLE)]
    if value < first:
        value += first
    if kind.high is not None and value > kind.high:
        top = kind.high.numerator // kind.high.denominator
        value = Fraction(draw.randint(min(first, top), top))
    return value


def _between(kind: Kind, plan: str, draw: random.Random) -> Fraction:
    low, high = kind.low, kind.high
    if low is not None and high is not None:
        if plan == "special":
            return draw.choice((low, high))
        return low + (high - low) * Fraction(draw.randint(1, 1023), 1024)
    scale = {"small": Fraction(61, 64), "wide": Fraction(30), "near": Fraction(1, 1 << 20)}.get(
        plan, Fraction(3)
    )
    step = scale * Fraction(draw.randint(1, 127), 128)
    if low is not None:
        return low if plan == "special" and draw.random() < 0.3 else _dyadic(low) + step
    assert high is not None
    return high if plan == "special" and draw.random() < 0.3 else _dyadic(high) - step


def _dyadic(x: Fraction) -> Fraction:
    return x if x.denominator & (x.denominator - 1) == 0 else Fraction(round(x * 4096), 4096)
