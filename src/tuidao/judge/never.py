"""Equations that nothing solves: sides that are never equal over the reals are not meant to be made equal."""

from __future__ import annotations

from tuidao.judge.context import Context, heads
from tuidao.lang import op as ops
from tuidao.lang.term import App, Term
from tuidao.proof import Status
from tuidao.text import Text

NEVER = Text("no values make the two sides equal", "任何取值都不能使两边相等")
_IMAGINARY = frozenset(("i", "j"))


def never_equal(claim: App, given: tuple[Term, ...], context: Context | None) -> bool:
    """Is left ≠ right proved for all real values at which both sides have one?

    Not where i or j may be the imaginary unit, or where functions or families that are only named stand there.
    """
    from tuidao.check.prove import prove

    if claim.op is not ops.EQ or (context is not None and context.complex_numbers):
        return False
    names = [heads(s) for s in claim.args]
    if any(functions or families for _, functions, families in names):
        return False
    symbols = names[0][0] | names[1][0]
    if not symbols or symbols & _IMAGINARY:
        return False
    for op in (ops.NE, ops.GT, ops.LT):
        found = prove(App(op, claim.args), given)
        if found.status is Status.PROVED and not found.missing:
            return True
    return False
