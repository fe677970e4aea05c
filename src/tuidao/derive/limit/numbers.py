"""A found limit held against numbers: certified values at points ever nearer."""

from __future__ import annotations

from collections.abc import Mapping

from flint import arb

from tuidao.lang.ball import evaluate
from tuidao.lang.build import minus_oo, oo, zoo
from tuidao.lang.term import Bind, Num, Sym, Term, free_symbols, instantiate

_NEAR = (20, 40, 60)
_FAR = (4, 8, 12)


def contradicted(problem: Bind, value: Term, given: tuple[Term, ...]) -> bool:
    """Do numbers speak clearly against the value? Only for problems without parameters."""
    if free_symbols(problem) or given:
        return False
    point, side = problem.over
    x = Sym("\x01x")
    body = instantiate(problem.body, x)
    if free_symbols(value) or value == zoo or point == zoo:
        return False
    if point in (oo, minus_oo):
        s = 1 if point == oo else -1
        return _against(body, x, [{x: arb(s) * arb(2) ** k} for k in _FAR], value)
    centre = evaluate(point, {}, 400)
    if not isinstance(centre, arb):
        return False
    ways = [int(side.value)] if isinstance(side, Num) and side.value else [1, -1]
    return any(
        _against(body, x, [{x: centre + w * arb(2) ** -k} for k in _NEAR], value) for w in ways
    )


def _against(body: Term, x: Sym, points: list[Mapping[Sym, arb]], value: Term) -> bool:
    """Values that settle down to something else: the gap to the claim stays while the steps shrink."""
    found = [evaluate(body, p, 600) for p in points]
    if not all(isinstance(v, arb) and v.is_finite() for v in found):
        return False
    a, b, c = (v for v in found if isinstance(v, arb))
    steps = (abs(b - a), abs(c - b))
    settling = bool(steps[1] * 1000 < steps[0]) and bool(steps[1] < arb(2) ** -16)
    if value in (oo, minus_oo):
        return settling
    claim = evaluate(value, {}, 600)
    if not isinstance(claim, arb):
        return False
    return (
        settling and bool(abs(c - claim) > arb(2) ** -12) and bool(abs(c - claim) > 1000 * steps[1])
    )
