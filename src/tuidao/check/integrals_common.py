"""What the deciders of definite integrals share: bounds, trial points, refusals."""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from tuidao.lang.ball import evaluate
from tuidao.lang.build import minus_oo, oo
from tuidao.lang.term import Sym, Term
from tuidao.proof import Status, Verdict
from tuidao.text import Text

HOLDS = Text("the antiderivative is continuous on each stretch", "原函数在每一段上连续")
TRIED = Text("the continuity held at every point tried", "在所试各点原函数都连续")
NOT_THIS = Text("this is not what the rule says", "这不符合该规则")
NOT_SHOWN = Text("this could not be confirmed", "未能确认这一点")


def no() -> Verdict:
    """The refusal: this is not what the rule says."""
    return Verdict(Status.REFUTED, NOT_THIS)


def same_bound(a: Term, b: Term) -> bool:
    """Are two bounds the same number?"""
    from tuidao.check.normal import compare

    return a == b or bool(compare(a, b).equal)


def level(t: Term) -> Fraction | None:
    """A bound as a number for trials; infinities become large."""
    if t in (oo, minus_oo):
        return Fraction(40 if t == oo else -40)
    found = evaluate(t, {})
    return Fraction(float(found.mid())) if isinstance(found, arb) else None


def agree(f: Term, g: Term, x: Sym, low: Term, high: Term) -> Verdict:
    """Do f and g agree at points between the bounds?"""
    a, b = level(low), level(high)
    if a is None or b is None:
        return Verdict(Status.OPEN, NOT_SHOWN)
    for k in range(1, 24):
        point = a + (b - a) * Fraction(k, 24)
        at = {x: arb(point.numerator) / point.denominator}
        u, v = evaluate(f, at), evaluate(g, at)
        if not isinstance(u, arb) or not isinstance(v, arb):
            continue
        if not u.overlaps(v):
            return no()
    return Verdict(Status.TESTED, TRIED)
