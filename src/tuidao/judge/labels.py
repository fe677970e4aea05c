"""Claims about labels: what takes a few values only (y is 0 or 1) is settled value by value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, is_op
from tuidao.lang.term import App, Term, children, rebuild
from tuidao.proof import Status, Verdict, Witness
from tuidao.text import Text

_MOST_VALUES = 4
EACH = Text("in each case, {values}: {reason}", "对 {values} 各种情形都成立：{reason}")


def labelled(given: tuple[Term, ...], *sides: Term) -> tuple[Term, tuple[Term, ...]] | None:
    """What the conditions say takes a few values only, of the parts of the sides, and those values."""
    for fact in given:
        if type(fact) is App and fact.op is ops.IN and is_op(fact.args[1], ops.FINITE_SET):
            values = children(fact.args[1])
            what = fact.args[0]
            if len(values) > _MOST_VALUES or not any(_stands(s, what) for s in sides):
                continue
            if type(what) is App and any(
                _stands(put(s, {what: ZERO}), what.args[0]) for s in sides
            ):
                continue  # other entries of the family stand there too, and one of them is this one
            return what, values
    return None


def by_values(
    what: Term, values: tuple[Term, ...], judge: Callable[[Mapping[Term, Term]], Verdict]
) -> Verdict | None:
    """The verdict on a claim that `judge` settles for each value; None where one of them is left open."""
    found: list[Verdict] = []
    for value in values:
        verdict = judge({what: value})
        if verdict.status is Status.REFUTED and verdict.counterexample is not None:
            seen = verdict.counterexample
            at = {**seen.values, str(what): value}
            return replace(verdict, counterexample=Witness(at, seen.left, seen.right))
        if verdict.status not in (Status.PROVED, Status.TESTED):
            return None
        found.append(verdict)
    proved = all(v.status is Status.PROVED for v in found)
    words = ", ".join(f"{what} = {v}" for v in values)
    missing = tuple(dict.fromkeys(m for v in found for m in v.missing))
    status = Status.PROVED if proved else Status.TESTED
    weakest = found[0] if proved else next(v for v in found if v.status is Status.TESTED)
    return Verdict(status, EACH.format(values=words, reason=weakest.reason), missing=missing)


def put(t: Term, values: Mapping[Term, Term]) -> Term:
    """`t` with parts replaced by values."""
    if t in values:
        return values[t]
    parts = tuple([put(c, values) for c in children(t)])
    return rebuild(t, parts) if parts and parts != children(t) else t


def _stands(t: Term, part: Term) -> bool:
    return t == part or any(_stands(c, part) for c in children(t))
