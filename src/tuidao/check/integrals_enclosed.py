"""That a definite integral lies within so much of a number: by certified quadrature."""

from __future__ import annotations

from flint import arb

from tuidao.check.conditions import Context
from tuidao.check.integrals_trial import NOT_SHOWN, NOT_THIS
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import is_op, true
from tuidao.lang.term import App, Term, free_symbols
from tuidao.proof import Status, Verdict
from tuidao.text import Text

WITHIN = Text("the enclosure of the integral lies within the bound", "积分的可靠区间落在所给的界内")


def integral_enclosed(before: Term, after: Term, context: Context) -> Verdict:
    """|∫ₐᵇ f − c| ≤ e, for an integral without parameters; a ball that holds the integral lies within."""
    if after != true or not (is_op(before, ops.LE) and type(before) is App):
        return Verdict(Status.OPEN, NOT_SHOWN)
    distance, bound = before.args
    if free_symbols(before) or not (is_op(distance, ops.ABS) and type(distance) is App):
        return Verdict(Status.OPEN, NOT_SHOWN)
    gap, limit = evaluate(distance.args[0], {}), evaluate(bound, {})
    if not isinstance(gap, arb) or not isinstance(limit, arb):
        return Verdict(Status.OPEN, NOT_SHOWN)
    if abs(gap) <= limit:
        return Verdict(Status.PROVED, WITHIN)
    return Verdict(Status.REFUTED if abs(gap) > limit else Status.OPEN, NOT_THIS)
