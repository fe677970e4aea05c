"""Entropies and what they mean in logarithms: the expansion is done again and compared."""

from __future__ import annotations

from tuidao.check.conditions import Context, discharge
from tuidao.lang import op as ops
from tuidao.lang.build import gt, oo, rational
from tuidao.lang.information import Infinite, NotWrittenOut, conditions, entries, meaning
from tuidao.lang.term import App, Term
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_YES = Text("by definition", "由定义")
_NO = Text("this is not what it means", "与定义不符")
_INFINITE = Text(
    "an outcome that is possible under p has probability 0 under q",
    "某个在 p 下可能的结果在 q 下概率为 0",
)


def information(before: Term, after: Term, context: Context) -> Verdict:
    """`after` is what the quantity means; where `before` has a value its arguments are probabilities."""
    if type(before) is App and before.op in ops.INFORMATION_OPS:
        try:
            if meaning(before) == after:
                return Verdict(Status.PROVED, _YES)
        except (Infinite, NotWrittenOut):
            pass
    return Verdict(Status.OPEN, _NO)


def information_infinite(before: Term, after: Term, context: Context) -> Verdict:
    """Cross-entropy or relative entropy of two distributions, one of which rules out what the other does not."""
    if not (type(before) is App and before.op in (ops.KL, ops.CROSS_ENTROPY) and after == oo):
        return Verdict(Status.OPEN, _NO)
    try:
        meaning(before)
    except NotWrittenOut:
        pass
    except Infinite:
        missing: list[Term] = []
        for c in conditions(before):
            found = discharge(c, context)
            if found.status is not Status.PROVED:
                return found
            missing += [m for m in found.missing if m not in missing]
        missing += _possible(before, context, missing)
        return Verdict(Status.PROVED, _INFINITE, missing=tuple(missing))
    return Verdict(Status.OPEN, _NO)


def _possible(t: App, context: Context, missing: list[Term]) -> list[Term]:
    """That one outcome with q = 0 has p > 0: seen at once, or to be assumed of the first."""
    needed = [
        gt(p, 0)
        for p, q in zip(*map(entries, t.args[:2]), strict=True)
        if rational(q) == 0 and rational(p) != 0
    ]
    verdicts = [discharge(c, context) for c in needed]
    if any(v.status is Status.PROVED and not v.missing for v in verdicts):
        return []
    return [c for c in needed[:1] if c not in missing]
