"""Trials of definite integrals: parameters drawn as the facts allow, antiderivatives against certified quadrature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from flint import arb

from tuidao.lang.ball import Statement, evaluate, exact_ball
from tuidao.lang.build import integral, minus_oo, oo
from tuidao.lang.term import Num, Sym, Term, free_symbols
from tuidao.proof import Status, Verdict
from tuidao.text import Text

TRIED = Text("the continuity held at every point tried", "在所试各点原函数都连续")
NOT_THIS = Text("this is not what the rule says", "这不符合该规则")
NOT_SHOWN = Text("this could not be confirmed", "未能确认这一点")
PREC = 200  # bits: more than fifty digits
_FAR = 40  # where trials of an infinite bound end
_DRAWS = 5
_ENOUGH = 12

Values = dict[Sym, Any]


def draws(symbols: Sequence[Sym], terms: Sequence[Term], facts: Sequence[Term]) -> Iterator[Values]:
    """At most five assignments at which every fact that speaks of these symbols alone certainly holds."""
    from tuidao.check.sample import kinds, points

    chosen = sorted(symbols, key=lambda s: s.name)
    known = [f for f in facts if free_symbols(f) and free_symbols(f) <= set(chosen)]
    tests = [Statement(f, tuple(chosen)) for f in known]
    count = 0
    for point in points(chosen, kinds(chosen, terms, known), 800):
        balls = tuple(exact_ball(v, PREC) for v in point)
        if all(test(balls, PREC) for test in tests):
            yield dict(zip(chosen, balls, strict=True))
            count += 1
        if count == _DRAWS or not chosen:
            return


def bound(t: Term, at: Values) -> Any | None:
    """A bound as a ball; infinities become large. None where it has no value."""
    if t in (oo, minus_oo):
        return arb(_FAR if t == oo else -_FAR)
    found = evaluate(t, at, PREC)
    return found if isinstance(found, arb) and found.is_finite() else None


def _between(low: Any, high: Any, k: int, n: int) -> Fraction:
    """A rational near low + (high − low)·k/n."""
    a, b = Fraction(float(low.mid())), Fraction(float(high.mid()))
    return (a + (b - a) * Fraction(k, n)).limit_denominator(1 << 24)


def agree(
    f: Term, g: Term, x: Sym, low: Term, high: Term, facts: Sequence[Term], refutes: bool = True
) -> Verdict:
    """Do f and g agree at twelve points or more between the bounds, whatever the parameters?"""
    names = (free_symbols(f) | free_symbols(g) | free_symbols(low) | free_symbols(high)) - {x}
    met, each = 0, 9 if names else 24
    for at in draws(tuple(names), (f, g, low, high), facts):
        a, b = bound(low, at), bound(high, at)
        if a is None or b is None:
            return Verdict(Status.OPEN, NOT_SHOWN)
        for k in range(1, each):
            here = {**at, x: exact_ball(_between(a, b, k, each), PREC)}
            u, v = evaluate(f, here, PREC), evaluate(g, here, PREC)
            if not isinstance(u, arb) or not isinstance(v, arb):
                continue
            if not u.overlaps(v):
                return Verdict(Status.REFUTED if refutes else Status.OPEN, NOT_THIS)
            met += _sharp(u) and _sharp(v)
    return Verdict(Status.TESTED, TRIED) if met >= _ENOUGH else Verdict(Status.OPEN, NOT_SHOWN)


def _sharp(v: Any) -> bool:
    return bool(v.is_finite() and v.rad() < (1 + abs(v)) * arb(10) ** -30)


def tried(
    primitive: Term,
    f: Term,
    x: Sym,
    low: Term,
    high: Term,
    facts: Sequence[Term],
    partial: bool = False,
) -> Verdict:
    """Does F move by the certified integral of f from point to point of the stretch, whatever the parameters?

    A jump inside the stretch lies between two neighbouring points, wherever it is, and is met there. `partial`: values
    of the parameters for which F or f has no value on the way are passed over.
    """
    names = (free_symbols(primitive) | free_symbols(f)) - {x}
    names |= free_symbols(low) | free_symbols(high)
    gaps = 0
    for at in draws(tuple(names), (primitive, f, low, high), facts):
        a, b = bound(low, at), bound(high, at)
        if a is None or b is None:
            return Verdict(Status.OPEN, NOT_SHOWN)
        found = _moves(primitive, f, x, a, b, at, 4 if names else 12)
        if found is None and partial:
            continue
        if found is not True:
            return Verdict(Status.OPEN if found is None else Status.REFUTED, NOT_SHOWN)
        gaps += 4 if names else 12
    return Verdict(Status.TESTED, TRIED) if gaps >= _ENOUGH else Verdict(Status.OPEN, NOT_SHOWN)


def _moves(
    primitive: Term, f: Term, x: Sym, low: Any, high: Any, at: Values, count: int
) -> bool | None:
    """F(q) − F(p) against ∫ₚ^q f over `count` gaps that cover all but a sliver at each end."""
    parts = [1, *(1024 * k + 37 for k in range(1, count)), 1024 * count - 1]
    grid = [_between(low, high, k, 1024 * count) for k in parts]
    values = []
    for p in grid:
        v = evaluate(primitive, {**at, x: exact_ball(p, PREC)}, PREC)
        if not isinstance(v, arb) or not _sharp(v):
            return None
        values.append(v)
    for k in range(count):
        area = evaluate(integral(f, x, Num(grid[k]), Num(grid[k + 1])), at)
        if not isinstance(area, arb) or not area.rad() < (1 + abs(area)) * arb(10) ** -8:
            return None
        if not area.overlaps(values[k + 1] - values[k]):
            return False
    return True
