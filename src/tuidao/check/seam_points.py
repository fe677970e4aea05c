"""Points at which a case, an indicator, a maximum or a floor of a claim turns, and points just beside them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice, pairwise, product

from flint import arb

from tuidao.check.sample import Kind
from tuidao.lang import op as ops
from tuidao.lang.ball import Formula, exact_ball
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, subterms

_SEED = 5
_PRECISION = 192
_MOST_SWITCHES = 12
_MOST_POINTS = 48
_TIMES = 3  # with other values of the other symbols
_MOST_CORNERS = 8
_MOST_ABOUT = 6
_MOST_NODES = 600  # of a claim in which they are looked for
_TINY, _SMALL = Fraction(1, 1 << 40), Fraction(1, 1 << 20)
_ROW = tuple(Fraction(k, 2) for k in range(-10, 11))  # where a change of sign is looked for
_RELATIONS = (ops.EQ, ops.NE, ops.LT, ops.LE, ops.GT, ops.GE)
_STEPS = (ops.FLOOR, ops.CEILING, ops.FRAC)
_PLACES = tuple(
    Fraction(p, q) for p, q in ((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (3, 1), (3, 2))
)

_OTHERS = tuple(
    map(Fraction, ("2", "-4", "1/2", "8", "-1/4", "4"))
)  # so that quotients stay dyadic


def seam_points(
    claim: Term, facts: Sequence[Term], symbols: Sequence[Sym], kind: dict[Sym, Kind]
) -> Iterator[tuple[Fraction, ...]]:
    """Exact points on the seams of the claim, and 2⁻⁴⁰ to either side of each; then the corners and the edge of
    what is given. The same every time."""
    edges = [g for fact in facts for g in _compared(fact) if len(free_symbols(g)) > 1]
    return chain(
        islice(_beside(switches(claim), symbols, kind), _MOST_POINTS),
        islice(_corners(symbols, kind), _MOST_CORNERS),
        islice(_beside(edges, symbols, kind), _MOST_CORNERS),
    )


def _corners(symbols: Sequence[Sym], kind: dict[Sym, Kind]) -> Iterator[tuple[Fraction, ...]]:
    """The points at which every symbol that has bounds is at one of them."""
    ends = [[e for e in (kind[s].low, kind[s].high) if e is not None] for s in symbols]
    if any(ends):
        yield from product(*(e or [Fraction(1)] for e in ends))


def _beside(
    seams: Sequence[Term], symbols: Sequence[Sym], kind: dict[Sym, Kind]
) -> Iterator[tuple[Fraction, ...]]:
    draw = random.Random(_SEED)
    for g in seams:
        unknown = sorted(free_symbols(g) & set(symbols), key=lambda s: s.name)
        if not unknown or not free_symbols(g) <= set(symbols):
            continue
        for x in unknown[:2] * (_TIMES if len(symbols) > 1 else 1):
            others = {s: _value(kind[s], draw) for s in symbols if s != x}
            formula = Formula(g, (x, *others))
            root = _root(formula, others)
            if root is None:
                near = _about_roots(formula, others) if not kind[x].integer else ()
            else:
                near = (root,) if kind[x].integer else (root, root - _TINY, root + _TINY)
            for value in near:
                if not (kind[x].integer and value.denominator != 1):
                    yield tuple(value if s == x else others[s] for s in symbols)


def switches(claim: Term) -> list[Term]:
    """The terms whose zeros are seams of the claim; nothing that speaks of a bound variable."""
    found: dict[Term, None] = {}
    for k, (_, t) in enumerate(subterms(claim)):
        if k > _MOST_NODES or len(found) >= _MOST_SWITCHES:
            break
        if type(t) is not App or t.loose:
            continue
        if t.op is ops.PIECEWISE:
            for case in t.args[1::2]:
                found |= dict.fromkeys(_compared(case))
        elif t.op is ops.INDICATOR:
            found |= dict.fromkeys(_compared(t.args[0]))
        elif t.op in (ops.MAX, ops.MIN):
            found |= {a - b: None for a, b in zip(t.args, t.args[1:], strict=False)}
        elif t.op in (ops.ABS, ops.SIGN):
            found[t.args[0]] = None
        elif t.op in _STEPS:
            found |= {t.args[0] - Num(k): None for k in (0, 1, 2)}
    return [g for g in found if free_symbols(g)]


def _compared(condition: Term) -> Iterator[Term]:
    """a − b of every comparison of a and b in a condition."""
    for _, s in subterms(condition):
        if type(s) is App and not s.loose and s.op in _RELATIONS:
            yield s.args[0] - s.args[1]


def _value(kind: Kind, draw: random.Random) -> Fraction:
    """A value of another symbol: whole where it must be, within its bounds."""
    value = Fraction(draw.randint(1, 5)) if kind.integer else draw.choice(_OTHERS)
    low, high = kind.low, kind.high
    if low is not None and value <= low:
        value = low + 1 if high is None else (low + high) / 2
    if high is not None and value >= high:
        value = high - 1 if low is None else (low + high) / 2
    return value


def _root(formula: Formula, others: dict[Sym, Fraction]) -> Fraction | None:
    """A rational zero in the first symbol, where the others have their values: of a line, or a small number."""

    def at(value: Fraction) -> Fraction | None:
        return _exact(_value_at(formula, value, others))

    zero, one, two = (at(Fraction(k)) for k in (0, 1, 2))
    if zero is not None and one is not None and two is not None:
        slope = one - zero
        if slope and two - one == slope and at(-zero / slope) == 0:
            return -zero / slope
    return next((p for p in _PLACES if at(p) == 0), None)


def _about_roots(formula: Formula, others: dict[Sym, Fraction]) -> tuple[Fraction, ...]:
    """Points on both sides of the zeros that are no small rationals: by the signs at a row of numbers, halved."""
    found: list[Fraction] = []
    signs = [(p, _sign(_value_at(formula, p, others))) for p in _ROW]
    for (low, s), (high, t) in pairwise(signs):
        if s * t < 0 and len(found) < _MOST_ABOUT:
            while high - low > _TINY:
                middle = (low + high) / 2
                if _sign(_value_at(formula, middle, others)) * s > 0:
                    low = middle
                else:
                    high = middle
            found += [low - _SMALL, high + _SMALL]
    return tuple(found)


def _value_at(formula: Formula, value: Fraction, others: dict[Sym, Fraction]) -> arb | None:
    found = formula([exact_ball(v, _PRECISION) for v in (value, *others.values())], _PRECISION)
    return found if isinstance(found, arb) else None


def _sign(ball: arb | None) -> int:
    return 0 if ball is None else 1 if ball > 0 else -1 if ball < 0 else 0


def _exact(ball: arb | None) -> Fraction | None:
    """The value of a ball of radius 0."""
    if ball is None or not ball.is_exact() or not ball.is_finite():
        return None
    man, exp = ball.man_exp()
    if not -_PRECISION < int(exp) < _PRECISION:
        return None
    return Fraction(int(man)) * Fraction(2) ** int(exp)
