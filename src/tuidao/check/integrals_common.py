"""What the deciders of definite integrals share: bounds, trial points, refusals."""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from tuidao.check.integrals_trial import NOT_THIS
from tuidao.lang.ball import evaluate
from tuidao.lang.build import minus_oo, oo
from tuidao.lang.term import Term
from tuidao.proof import Status, Verdict
from tuidao.text import Text

HOLDS = Text("the antiderivative is continuous on each stretch", "原函数在每一段上连续")


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
