"""Continuity seen at once: where a ball around the point has a finite image, the point may be put in."""

from __future__ import annotations

from flint import arb

from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.term import App, Bind, Sym, Term, children, close, free_symbols, instantiate

_RADIUS = arb(2) ** -20
_JUMPING = (
    ops.FLOOR,
    ops.CEILING,
    ops.FRAC,
    ops.SIGN,
    ops.PIECEWISE,
    ops.CALL,
    ops.INDEX,
    ops.BINOMIAL,
)


def value_by_continuity(body: Term, x: Sym, point: Term) -> Term | None:
    """The body with the point put in, where it is continuous there for sure; None where that is not seen.

    Every operator but those that jump is continuous on the inside of its domain; a finite enclosure over a whole ball
    around the point says that all parts stay inside theirs.
    """
    if free_symbols(body) - {x} or free_symbols(point) or _jumps(body):
        return None
    centre = evaluate(point, {}, 128)
    if not isinstance(centre, arb):
        return None
    around = evaluate(body, {x: centre + arb(0, 1) * _RADIUS}, 128)
    if not isinstance(around, arb) or not around.is_finite():
        return None
    return instantiate(close(body, x), point)


def _jumps(t: Term) -> bool:
    if type(t) is Bind or type(t) is App and t.op in _JUMPING:
        return True
    return any(_jumps(c) for c in children(t))
