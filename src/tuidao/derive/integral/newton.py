"""Newton and Leibniz between the break points of an antiderivative, with limits where it has no value."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from flint import arb

from tuidao.derive.integral.breaks import level, number, points_between, singularities
from tuidao.derive.integral.engine import Solver
from tuidao.derive.integral.guard import NEGATIVE, NoValue, dual
from tuidao.derive.integral.quadrature import quadrature
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ABOVE, BELOW, ZERO, integral, is_op, lim, minus_oo, oo, undefined, zoo
from tuidao.lang.term import Sym, Term, bind, children, free_symbols, substitute
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_PLAIN = Text(
    "An antiderivative, continuous on the interval, is taken between the bounds.",
    "取在区间上连续的原函数，代入上、下限相减（牛顿–莱布尼茨公式）。",
)
DIVERGES = Text("diverges", "发散")


class Refused(Exception):
    """The method does not apply."""


@dataclass(slots=True)
class Piece:
    """F on the stretch from `low` to `high`, with its values or limits there."""

    primitive: Term
    low: Term
    high: Term
    at_low: Term  # the value, oo, −oo or undefined
    at_high: Term
    open_low: bool  # taken as a limit
    open_high: bool


@dataclass(slots=True)
class Problem:
    """∫ f dx from low to high."""

    f: Term
    x: Sym
    low: Term
    high: Term
    given: tuple[Term, ...]
    seconds: float = 2.0
    solver: Solver = field(default_factory=Solver)

    def part(self, f: Term, low: Term, high: Term) -> Problem:
        """∫ f dx from low to high, as a part of this problem: the search goes on with what it remembers."""
        return Problem(f, self.x, low, high, self.given, self.seconds, self.solver)

    @property
    def numeric(self) -> bool:
        """Are both bounds numbers or infinities?"""
        return level(self.low) is not None and level(self.high) is not None


def by_primitive(p: Problem, chain: Chain, primitive: Term) -> Worked | None:
    """The value from an antiderivative, piece by piece between its break points."""
    cuts: list[Term] = []
    if p.numeric:
        inside = singularities(primitive, p.x) + singularities(p.f, p.x)
        # where parameters move a zero about nothing is cut: the check says what keeps it off the interval
        inside = [u for u in inside if not free_symbols(u) - {p.x}]
        cuts = points_between(list(dict.fromkeys(inside)), p.x, p.low, p.high)
        cuts = [c for c in cuts if not _smooth_at(p.f, primitive, p.x, c)]
    ends = [p.low, *cuts, p.high]
    pieces = []
    for low, high in itertools.pairwise(ends):
        pieces.append(_piece(p, primitive, low, high))
    verdict = _divergence(pieces)
    if verdict is not None:
        chain.step(RULES["integral_diverges"], verdict if isinstance(verdict, Term) else undefined)
        return Worked(verdict, chain.derivation())
    line: Term | None = None
    total: Term | None = None
    for piece in pieces:
        shown = _shown(piece, p.x)
        line = shown if line is None else line + shown
        value = piece.at_high - piece.at_low
        total = value if total is None else total + value
    assert line is not None and total is not None
    answer = tidy(total)
    if is_op(answer, ops.UNDEFINED) or oo in _all(answer) or zoo in _all(answer):
        return None
    guard(p, answer)
    plain = len(pieces) == 1 and not (pieces[0].open_low or pieces[0].open_high)
    chain.step(RULES["integral_newton_leibniz"], line, note=_PLAIN if plain else None)
    chain.step(RULES["integral_ends"], total)
    chain.step(RULES["simplify"], answer)
    return Worked(answer, chain.derivation(), {"antiderivative": str(primitive)})


def _all(t: Term) -> set[Term]:
    out = {t}
    for c in children(t):
        out |= _all(c)
    return out


def _shown(piece: Piece, x: Sym) -> Term:
    if not piece.open_low and not piece.open_high:
        return bind(ops.BETWEEN, x, piece.primitive, piece.low, piece.high)
    return _end(piece, x, True) - _end(piece, x, False)


def _end(piece: Piece, x: Sym, high: bool) -> Term:
    point, is_open = (piece.high, piece.open_high) if high else (piece.low, piece.open_low)
    if not is_open:
        return bind(ops.AT, x, piece.primitive, point)
    side = ZERO if point in (oo, minus_oo) else BELOW if high else ABOVE
    return lim(piece.primitive, x, point, side)


def _smooth_at(f: Term, primitive: Term, x: Sym, c: Term) -> bool:
    """Have both f and F ordinary values on a small ball around c?"""
    v = number(c)
    if v is None:
        return False
    ball = v + arb(0, 1e-9)
    try:
        value, slope = dual(primitive, x, {x: ball})
        here = dual(f, Sym("#"), {x: ball})[0]
    except (NoValue, ZeroDivisionError):
        return False
    return bool(
        value.is_finite() and slope.is_finite() and here.is_finite() and float(value.rad()) < 1e-3
    )


def _piece(p: Problem, primitive: Term, low: Term, high: Term) -> Piece:
    at_low, open_low = _value(p, primitive, low, ABOVE)
    at_high, open_high = _value(p, primitive, high, BELOW)
    return Piece(primitive, low, high, at_low, at_high, open_low, open_high)


def _value(p: Problem, primitive: Term, point: Term, side: Term) -> tuple[Term, bool]:
    """F at an end, or its one-sided limit there. Raises Refused where neither is told."""
    if point not in (oo, minus_oo) and _regular(p, primitive, point):
        return tidy(substitute(primitive, {p.x: point})), False
    from tuidao.derive.limit.answer import limit_value

    found = limit_value(primitive, p.x, point, ZERO if point in (oo, minus_oo) else side, p.given)
    if found is None:
        raise Refused
    return found, True


def _regular(p: Problem, primitive: Term, point: Term) -> bool:
    """Has F an ordinary value at the point (continuous there from inside)?"""
    v = number(point)
    if v is not None:
        if free_symbols(primitive) - {p.x}:
            return _regular_with_parameters(p, primitive, point)
        try:
            value = dual(primitive, Sym("#"), {p.x: v})[0]
        except (NoValue, ZeroDivisionError):
            return False
        return bool(value.is_finite())
    return _regular_with_parameters(p, primitive, point)


def _regular_with_parameters(p: Problem, primitive: Term, point: Term) -> bool:
    t = tidy(substitute(primitive, {p.x: point}))
    values: dict[Sym, Any] = {}
    for k, s in enumerate(sorted(free_symbols(t), key=lambda s: s.name)):
        v = arb(7 * k * k + 13 * k + 11) / 10
        values[s] = -v if s.name in NEGATIVE.get() else v
    if is_op(t, ops.UNDEFINED):
        return False
    try:
        return bool(dual(t, Sym("#"), values)[0].is_finite())
    except (NoValue, ZeroDivisionError):
        return False


def _divergence(pieces: list[Piece]) -> Term | Text | None:
    """oo or −oo where every infinite contribution has that sign; "diverges" where they differ or a limit is missing."""
    signs = set()
    for piece in pieces:
        for value, sign in ((piece.at_high, 1), (piece.at_low, -1)):
            if is_op(value, ops.UNDEFINED) or value == zoo or is_op(value, ops.SIGN):
                return DIVERGES
            if value == oo:
                signs.add(sign)
            elif value == minus_oo:
                signs.add(-sign)
    if not signs:
        return None
    if len(signs) == 2:
        return DIVERGES
    return oo if signs == {1} else minus_oo


def guard(p: Problem, answer: Term) -> None:
    """Compare with quadrature where both are numbers. Raises Refused where they differ."""
    names = sorted(
        (free_symbols(integral(p.f, p.x, p.low, p.high)) | free_symbols(answer)),
        key=lambda s: s.name,
    )
    values: dict[Sym, Any] = {}
    for k, s in enumerate(names):
        v = arb(5 * k * k + 8 * k + 9) / 8
        values[s] = -v if s.name in NEGATIVE.get() else v
    try:
        bounds = []
        for t in (p.low, p.high):
            if t in (oo, minus_oo):
                bounds.append(float("inf") if t == oo else float("-inf"))
            else:
                bounds.append(float(dual(t, Sym("#"), values)[0].mid()))
        said = float(dual(answer, Sym("#"), values)[0].mid())
    except (NoValue, ZeroDivisionError):
        if names:
            return
        raise Refused from None
    found = quadrature(p.f, p.x, bounds[0], bounds[1], values)
    if found is None:
        return
    value, error = found
    if error < 1e-6 * (1 + abs(value)) and abs(value - said) > 1e-4 * (1 + abs(value)):
        raise Refused
