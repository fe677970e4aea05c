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
    for end, way in ((a, 1), (b, -1)):
        if end in (oo, minus_oo):
            if _outward(f, x, 1 if end == oo else -1):
                return Verdict(Status.TESTED, GROWS)
        else:
            v = evaluate(end, {})
            if isinstance(v, arb):
                ends.append((v, way))
    ends += [(p, way) for p in _poles(f, x, a, b) for way in (1, -1)]
    if any(_toward(f, x, point, way) for point, way in ends):
        return Verdict(Status.TESTED, GROWS)
    return Verdict(Status.OPEN, NOT_SHOWN)


def _weights(values: list[Any]) -> bool:
    """Do k·tₖ stay away from 0 with one sign, as for a series Σ tₖ that diverges?"""
    known = [(k, v) for k, v in values if isinstance(v, arb) and v.is_finite()]
    if len(known) < 8 or not (all(v > 0 for _, v in known) or all(v < 0 for _, v in known)):
        return False
    first, last = known[0], known[-1]
    return bool(abs(last[1]) * last[0] > abs(first[1]) * first[0] / 2)


def _toward(f: Term, x: Sym, point: Any, way: int) -> bool:
    values = []
    for k in range(8, 60, 4):
        h = arb(1) / 2**k
        v = evaluate(f, {x: point + way * h}, 256)
        values.append((k, v * h if isinstance(v, arb) else None))
    return _weights(values)


def _outward(f: Term, x: Sym, way: int) -> bool:
    values = []
    for k in range(6, 32, 2):
        h = arb(2) ** k
        v = evaluate(f, {x: way * h}, 256)
        values.append((k, v * h if isinstance(v, arb) else None))
    if _weights(values):
        return True
    # an integrand that keeps its size but changes sign: the partial integrals do not settle
    sizes = []
    for k in range(24):
        v = evaluate(f, {x: way * (arb(1000) + arb(k) * arb(7) / 5)}, 256)
        if isinstance(v, arb):
            sizes.append(abs(float(v.mid())))
    return len(sizes) >= 20 and max(sizes) > 0.2 and sorted(sizes)[len(sizes) // 4] > 0.05


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
