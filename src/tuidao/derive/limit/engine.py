"""The limit of a term from one side: expand, look at the dominant germ, say what it tends to."""

from __future__ import annotations

from dataclasses import dataclass, field

from flint import arb, fmpq

from tuidao.derive.limit import functions as _functions
from tuidao.derive.limit.bounded import samples
from tuidao.derive.limit.constant_terms import read_constant
from tuidao.derive.limit.constants import Coef, is_q
from tuidao.derive.limit.expand import Expander, Scale
from tuidao.derive.limit.fault import OutsideDomain, PrecisionLost, Restart, Undecided
from tuidao.derive.limit.field import Field, facts_of
from tuidao.derive.limit.series import Germ, Series
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import minus_oo, oo
from tuidao.lang.term import App, Bind, Sym, Term, children, free_symbols, size

assert _functions  # fills the table of handlers

_KEEPS = (5, 10, 20, 36)
_RESTARTS = 14
_LARGEST = 600

_ZERO = fmpq(0)
VALUE, INFINITE, OSCILLATES, OUTSIDE = "value", "infinite", "oscillates", "outside"


@dataclass(slots=True)
class Outcome:
    """What a function does on one side of a point.

    `kind` is VALUE (tends to `value`), INFINITE (grows like `value` times a germ without bound), OSCILLATES, or
    OUTSIDE (no real values there). `germ` is the dominant germ, `conditions` what was taken of the parameters.
    """

    kind: str
    value: Coef = _ZERO
    germ: Germ = ()
    series: Series | None = None
    expander: Expander | None = None
    conditions: tuple[Term, ...] = ()
    even_odd: bool = False  # only whole powers: the other side is the same series in −t
    notes: dict[str, str] = field(default_factory=dict)


def make_field(given: tuple[Term, ...]) -> Field:
    """A field of constants that knows the order relations given."""
    made = Field(given)
    for greater, less, strict in facts_of(given):
        try:
            made.learn(read_constant(made, greater - less), 1 if strict == 1 else 2)
        except (Undecided, OutsideDomain, Restart):
            continue
    return made


def runs_through_integers(body: Term, x: Sym, given: tuple[Term, ...]) -> bool:
    """Is x an integer: stated, or told by a factorial or a power of a negative number?"""
    for fact in given:
        if type(fact) is App and fact.op is ops.IN and fact.args[0] == x:
            return fact.args[1] in (App(ops.INTEGERS, ()), App(ops.NATURALS, ()))
    stack = [body]
    while stack:
        t = stack.pop()
        if type(t) is App and t.op is ops.FACTORIAL and t.args[0] == x:
            return True
        stack.extend(children(t))
    return False


def expanded(
    body: Term, x: Sym, base: Term | None, direction: int, given: tuple[Term, ...]
) -> Outcome | None:
    """The behaviour of `body` as x = base + direction·t (or direction/t), t → 0+; None where it cannot be told."""
    if size(body) > _LARGEST:
        return None
    made = make_field(given)
    scale = Scale()
    keep = 0
    for _ in range(_RESTARTS):
        made.assumed.clear()
        try:
            start = None if base is None else read_constant(made, base)
            e = Expander(made, scale, _KEEPS[keep], x, start, direction)
            e.integer = base is None and runs_through_integers(body, x, given)
            try:
                s = e.expand(body)
                return _read_off(e, s)
            except ZeroDivisionError:
                return Outcome(OUTSIDE)
        except Restart:
            fresh = make_field(given)
            fresh.degree = made.degree
            made = fresh
        except PrecisionLost:
            keep += 1
            if keep >= len(_KEEPS):
                return None
        except OutsideDomain:
            return Outcome(OUTSIDE)
        except (Undecided, RecursionError, OverflowError):
            return None
    return None


def _read_off(e: Expander, s: Series) -> Outcome:
    conditions = e.field.assumed
    if not s.terms:
        if s.err is None or e.one < s.err:
            return Outcome(VALUE, fmpq(0), e.one, s, e, tuple(conditions))
        raise PrecisionLost
    g, c = s.terms[0]
    plain = not e.sided and all(is_q(v) and v.q == 1 for h, _ in s.terms for v in h)
    if e.one < g:
        return Outcome(VALUE, fmpq(0), g, s, e, tuple(conditions), plain)
    if g == e.one:
        if e.field.oscillating(c):
            return _oscillation(e, c, g, s)
        return Outcome(VALUE, c, g, s, e, tuple(conditions), plain)
    if e.field.oscillating(c):
        return _wild(e, c, g, s)
    return Outcome(INFINITE, c, g, s, e, tuple(conditions), plain)


def _phase_values(e: Expander, c: Coef) -> list[arb] | None:
    t = e.field.term(c)
    symbols = sorted((s for s in free_symbols(t) if "#" in s.name), key=str)
    others = [s for s in free_symbols(t) if "#" not in s.name]
    choices = samples(e, symbols)
    if choices is None:
        return None
    fixed = {s: arb(2 * j + 3) / 7 for j, s in enumerate(others)}
    values = [evaluate(t, {**fixed, **choice}) for choice in choices]
    return [v for v in values if isinstance(v, arb)]


def _oscillation(e: Expander, c: Coef, g: Germ, s: Series) -> Outcome:
    values = _phase_values(e, c)
    if values is None:
        raise Undecided("oscillation")
    if any(not v.overlaps(values[0]) for v in values[1:]):
        return Outcome(OSCILLATES, c, g, s, e, tuple(e.field.assumed))
    raise Undecided("oscillation")


def _wild(e: Expander, c: Coef, g: Germ, s: Series) -> Outcome:
    ball = e.field.ball(c)
    if ball is not None and (ball > 0 or ball < 0):
        return Outcome(INFINITE, fmpq(1 if ball > 0 else -1), g, s, e, tuple(e.field.assumed))
    values = _phase_values(e, c)
    if values is None:
        raise Undecided("oscillation")
    if any(v > 0 for v in values) and any(v < 0 for v in values):
        return Outcome(OSCILLATES, c, g, s, e, tuple(e.field.assumed))
    raise Undecided("oscillation")


def is_infinite_point(point: Term) -> int:
    """1 for oo, −1 for −oo, 2 for zoo, 0 for a finite point."""
    if point == oo:
        return 1
    if point == minus_oo:
        return -1
    return 2 if type(point) is App and point.op is ops.ZOO else 0


__all__ = ["INFINITE", "OSCILLATES", "OUTSIDE", "VALUE", "Bind", "Outcome", "expanded"]
