"""Oscillation told by two sequences: the growing angle held at two phases, whole numbers even and odd."""

from __future__ import annotations

from fractions import Fraction

from tuidao.derive.limit.engine import INFINITE, VALUE, Outcome, expanded, runs_through_integers
from tuidao.derive.limit.rewrite import held, turning
from tuidao.derive.limit.work import Work
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, eq, minus_oo, oo, pi
from tuidao.lang.term import App, Num, Sym, Term, children
from tuidao.text import Text

ALONG = Text(
    "Where {one} the function tends to {a}, where {two} to {b} (k → ∞).",
    "取 {one}（k → ∞），函数趋于 {a}；取 {two}，函数趋于 {b}。",
)
EVEN_ODD = Text(
    "Along even {n} the function tends to {a}, along odd ones to {b}.",
    "{n} 取偶数时趋于 {a}，取奇数时趋于 {b}。",
)
_MINUS = Num(-1)
# An angle in units of π with its sine and cosine.
_PHASES: tuple[tuple[Fraction, Term, Term], ...] = (
    (Fraction(1, 2), ONE, ZERO),
    (Fraction(3, 2), _MINUS, ZERO),
    (Fraction(0), ZERO, ONE),
    (Fraction(1), ZERO, _MINUS),
    (
        Fraction(1, 4),
        Num(Fraction(1, 2)) ** Num(Fraction(1, 2)),
        Num(Fraction(1, 2)) ** Num(Fraction(1, 2)),
    ),
)


def two_sequences(w: Work) -> Text | None:
    """Two sequences along which the function tends to different values, in words; None where none are seen."""
    base = None if not w.finite else w.point
    way = -1 if w.point == minus_oo else 1
    if w.finite and w.side == _MINUS:
        way = -1
    powers = _alternating(w.body, w.x)
    if powers:
        return _by_parity(w, powers, base, way)
    if base is None and runs_through_integers(w.body, w.x, w.given):
        return None
    angles = turning(w.body, w.x)
    if len(angles) != 1:
        return None
    seen: list[tuple[Term, Term]] = []
    for phase, s, c in _PHASES:
        value = _value(expanded(held(w.body, angles[0], s, c), w.x, base, way, w.given))
        if value is None:
            continue
        place = eq(angles[0], _angle(phase, _sign_of(w, angles[0], base, way)))
        for other, before in seen:
            if other != value:
                return ALONG.format(one=before, a=other, two=place, b=value)
        seen.append((value, place))
    return None


def _by_parity(w: Work, powers: list[Term], base: Term | None, way: int) -> Text | None:
    values = []
    for sign in (ONE, _MINUS):
        held = _put(w.body, powers, sign)
        values.append(_value(expanded(held, w.x, base, way, w.given)))
    if None in values or values[0] == values[1]:
        return None
    return EVEN_ODD.format(n=w.x, a=values[0], b=values[1])


def _angle(phase: Fraction, sign: int) -> Term:
    """2kπ + phase·π, or its negative turns."""
    turns: Term = 2 * Sym("k") * pi
    turns = turns if sign > 0 else -turns
    if phase == 0:
        return turns
    front: Term = pi if phase == 1 else Num(phase.numerator) * pi / phase.denominator
    if phase.numerator == 1 and phase != 1:
        front = pi / phase.denominator
    return turns + front


def _sign_of(w: Work, angle: Term, base: Term | None, way: int) -> int:
    found = expanded(angle, w.x, base, way, w.given)
    if found is None or found.kind != INFINITE or found.expander is None:
        return 1
    return found.expander.field.known_sign(found.value) or 1


def _value(found: Outcome | None) -> Term | None:
    """What the function tends to along a sequence, as a tidy term."""
    from tuidao.derive.limit.answer import outcome_value
    from tuidao.derive.simplify import tidy

    if found is None or found.kind not in (VALUE, INFINITE):
        return None
    value = outcome_value(found)
    return value if value in (oo, minus_oo) else tidy(value)


def _alternating(t: Term, x: Sym) -> list[Term]:
    """The powers (−1)^x in a term."""
    found: list[Term] = []
    stack = [t]
    while stack:
        t = stack.pop()
        if type(t) is App and t.op is ops.POW and t.args[1] == x and t.args[0] in (_MINUS, -ONE):
            found.append(t)
        else:
            stack.extend(children(t))
    return found


def _put(t: Term, powers: list[Term], sign: Term) -> Term:
    if t in powers:
        return sign
    return App(t.op, tuple(_put(a, powers, sign) for a in t.args)) if type(t) is App else t
