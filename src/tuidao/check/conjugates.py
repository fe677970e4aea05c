"""u + v ≠ 0 by its conjugate: where (u + v)(u − v) is not 0, neither is u + v."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, is_op, ne
from tuidao.lang.term import App, Term, size, subterms

_LARGEST = 40
_PAIRED = (  # what the conjugate rids a sum of: roots, and functions with sin² + cos² = 1 and the like
    *(ops.SQRT, ops.SIN, ops.COS, ops.TAN, ops.COT, ops.SEC, ops.CSC),
    *(ops.SINH, ops.COSH, ops.TANH, ops.COTH, ops.SECH, ops.CSCH),
)


def by_conjugate(condition: Term) -> Term | None:
    """(u + v)(u − v) ≠ 0 for the condition u + v ≠ 0 or |u + v| > 0: it is stronger, and often a constant decides it.

    None for other conditions. sec x + tan x and x + √(x² + 1) are never 0: times their conjugates they are ±1.
    """
    if not (is_op(condition, ops.GT, ops.NE) and type(condition) is App):
        return None
    g, zero = condition.args
    if zero != ZERO or size(g) > _LARGEST:
        return None
    if condition.op is ops.GT:
        if not (is_op(g, ops.ABS) and type(g) is App):
            return None
        g = g.args[0]
    if not (is_op(g, ops.ADD, ops.SUB) and type(g) is App):
        return None
    if not any(is_op(s, *_PAIRED) for _, s in subterms(g)):
        return None
    u, v = g.args
    return ne(g * (u - v if g.op is ops.ADD else u + v), ZERO)
