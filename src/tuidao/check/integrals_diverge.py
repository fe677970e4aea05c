"""Evidence that an improper integral diverges."""

from __future__ import annotations

from typing import Any

from flint import arb

from tuidao.check.conditions import Context
from tuidao.check.integrals_common import level, no
from tuidao.check.integrals_trial import NOT_SHOWN
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import is_op, minus_oo, oo
from tuidao.lang.focus import fresh
from tuidao.lang.term import Bind, Sym, Term, free_symbols, instantiate
from tuidao.proof import Status, Verdict
from tuidao.text import Text

GROWS = Text("the integral grows without bound towards that end", "越靠近该端点，积分越无界")
CONVERGES = Text("the integral has a finite value", "该积分有有限值")


def integral_diverges(before: Term, after: Term, context: Context) -> Verdict:
    """Evidence that the improper integral has no finite value: what is left near an end or a pole does not shrink."""
    if not (type(before) is Bind and before.op is ops.INTEGRAL):
        return no()
    if after not in (oo, minus_oo) and not is_op(after, ops.UNDEFINED):
        return no()
    if free_symbols(before):
        return Verdict(Status.OPEN, NOT_SHOWN)
    if isinstance(evaluate(before, {}), arb):
        return Verdict(Status.REFUTED, CONVERGES)
    x = fresh(before.name, free_symbols(before))
    f = instantiate(before.body, x)
    a, b = before.over
    ends: list[tuple[Any, int]] = []
    signs: set[int] = set()
    for end, way in ((a, 1), (b, -1)):
        if end in (oo, minus_oo):
            signs.add(_outward(f, x, 1 if end == oo else -1))
        else:
            v = evaluate(end, {})
            if isinstance(v, arb):
                ends.append((v, way))
    ends += [(p, way) for p in _poles(f, x, a, b) for way in (1, -1)]
    signs |= {_toward(f, x, point, way) for point, way in ends}
    signs -= {0}
    if not signs:
        return Verdict(Status.OPEN, NOT_SHOWN)
    upward = a == minus_oo or b == oo or (len(ends) > 1 and bool(ends[0][0] < ends[1][0]))
    wanted = {1} if after == oo else {-1} if after == minus_oo else None
    if wanted is not None and not (upward and signs == wanted):
        return Verdict(Status.OPEN, NOT_SHOWN)  # it is unbounded, but not towards this infinity
    return Verdict(Status.TESTED, GROWS)


_OSCILLATES = 2  # no sign


def _weights(values: list[Any], far: list[Any]) -> int:
    """Do k·tₖ stay away from 0 with one sign, as for a series Σ tₖ that diverges? That sign; 0 where they do not.

    Of `far` the first and the last must not tell otherwise: t ~ k^(−6/5) shrinks too slowly to show before.
    """
    known = [(k, v) for k, v in values if isinstance(v, arb) and v.is_finite()]
    if len(known) < 8 or not (all(v > 0 for _, v in known) or all(v < 0 for _, v in known)):
        return 0
    first, last = known[0], known[-1]
    if not abs(last[1]) * last[0] > abs(first[1]) * first[0] / 2:
        return 0
    if all(isinstance(v, arb) and v.is_finite() for _, v in far):
        (k, v), (m, w) = far
        if abs(w) * m < abs(v) * k * _SHRINKS:
            return 0
    return 1 if last[1] > 0 else -1


_FAR = (100, 800)
_SHRINKS = arb(4) / 5


def _toward(f: Term, x: Sym, point: Any, way: int) -> int:
    def weight(k: int, prec: int) -> Any:
        h = arb(1) / arb(2) ** k
        v = evaluate(f, {x: point + way * h}, prec)
        return v * h if isinstance(v, arb) else None

    exact = isinstance(point, arb) and point.is_exact()
    far = [(k, weight(k, 2_000) if exact else None) for k in _FAR]
    return _weights([(k, weight(k, 256)) for k in range(8, 60, 4)], far)


def _outward(f: Term, x: Sym, way: int) -> int:
    def weight(k: int, prec: int) -> Any:
        h = arb(2) ** k
        v = evaluate(f, {x: way * h}, prec)
        return v * h if isinstance(v, arb) else None

    sign = _weights(
        [(k, weight(k, 256)) for k in range(6, 32, 2)], [(k, weight(k, 2_000)) for k in _FAR]
    )
    if sign:
        return sign
    # an integrand that keeps its size but changes sign: the partial integrals do not settle
    sizes = []
    for k in range(24):
        v = evaluate(f, {x: way * (arb(1000) + arb(k) * arb(7) / 5)}, 256)
        if isinstance(v, arb):
            sizes.append(abs(float(v.mid())))
    keeps = len(sizes) >= 20 and max(sizes) > 0.2 and sorted(sizes)[len(sizes) // 4] > 0.05
    return _OSCILLATES if keeps else 0


def _poles(f: Term, x: Sym, a: Term, b: Term) -> list[Any]:
    """Where 1/f has a zero inside, roughly: rationals and rational multiples of π at which f has no value."""
    low, high = level(a), level(b)
    if low is None or high is None:
        return []
    out: list[Any] = []
    for unit in (arb(1), arb.pi()):
        for q in (1, 2, 3, 4, 6):
            step = float(unit.mid()) / q
            first, last = int(float(low) / step) - 1, int(float(high) / step) + 1
            if last - first > 400:
                continue
            for k in range(first, last + 1):
                point = unit * k / q
                if float(low) < float(point.mid()) < float(high):
                    v = evaluate(f, {x: point + arb(1) / 2**40}, 256)
                    if isinstance(v, arb) and abs(v) > 1000:
                        out.append(point)
    return out[:20]
