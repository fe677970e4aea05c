"""Replaying a derivation: each step's rule is instantiated and compared; nothing is searched for or repaired."""

from __future__ import annotations

from tuidao.check.conditions import Context, discharge
from tuidao.check.decide import DECIDE
from tuidao.lang.build import eq, true
from tuidao.lang.focus import focus, replace_at
from tuidao.lang.op import EQ
from tuidao.lang.term import App, Term
from tuidao.proof import Derivation, Status, Step, Verdict, weakest
from tuidao.rules import put_in
from tuidao.text import Text

_REPLAYED = Text("each step follows by the rule it cites", "每一步都由所引规则得出")


def replay(derivation: Derivation, context: Context | None = None) -> Verdict:
    """Judge every step in place (`step.verdict`, `step.conditions`) and say what the whole amounts to.

    The verdict's `missing` holds the conditions that the conclusion rests on beyond those given.
    """
    context = (context or Context()).assuming(*derivation.given)
    now, verdicts, missing = derivation.start, [], []
    for step in derivation.steps:
        if step.before != now:
            step.verdict = _no(Text("does not start where the last line ended", "没有从上一行的结果开始"))
        else:
            judge_step(step, context)
        now = step.after
        verdicts.append(step.verdict)
        missing += [c for c in step.conditions if c not in missing]
    worst = weakest(verdicts)
    if worst is None or worst.status is Status.PROVED:
        return Verdict(Status.PROVED, _REPLAYED, missing=tuple(missing))
    return Verdict(worst.status, worst.reason, worst.counterexample, tuple(missing))


def _no(reason: Text) -> Verdict:
    return Verdict(Status.REFUTED, reason)


def judge_step(step: Step, context: Context) -> None:
    """Fill in `step.verdict` and `step.conditions`."""
    if step.steps:
        whole = Derivation(step.before, step.steps)
        verdict = replay(whole, context)
        if whole.end != step.after:
            verdict = _no(Text("the folded steps do not lead to this line", "折叠的步骤推不出这一行"))
        step.verdict, step.conditions = verdict, verdict.missing
        return
    try:
        here, opened = focus(step.before, step.path)
        there, _ = focus(step.after, step.path)
    except IndexError:
        step.verdict = _no(Text("the step names a place that is not there", "步骤所指的位置不存在"))
        return
    if replace_at(step.before, step.path, there) != step.after:
        step.verdict = _no(Text("the step changes more than the place it names", "步骤改动了所指位置以外的部分"))
        return
    if step.reverse:
        here, there = there, here
    inner = context.inside(opened)
    if step.rule.decide:
        verdict = DECIDE[step.rule.decide](here, there, inner)
        step.verdict, step.conditions = verdict, verdict.missing
        return
    if set(step.by) != set(step.rule.params):
        step.verdict = _no(Text("the rule's variables are not bound one for one", "规则的变元没有一一绑定"))
        return
    claim = put_in(step.rule.conclusion, step.by)
    wanted = claim.args if type(claim) is App and claim.op is EQ else (claim, true)
    if wanted != (here, there):
        step.verdict = _no(
            Text(
                f"the rule gives {wanted[0]} = {wanted[1]}, the step has {here} = {there}",
                f"规则给出 {wanted[0]} = {wanted[1]}，而步骤是 {here} = {there}",
            )
        )
        return
    _discharge_premises(step, inner)


def _discharge_premises(step: Step, context: Context) -> None:
    verdicts: list[Verdict] = []
    missing: list[Term] = []
    for k, given in enumerate(step.rule.given):
        wanted = put_in(given, step.by)
        premise = step.premises[k] if k < len(step.premises) else None
        if premise is None:
            verdict = discharge(wanted, context)
        else:
            verdict = replay(premise, context)
            shown = eq(premise.start, premise.end)
            if wanted not in (shown, premise.claim):
                verdict = _no(Text(f"the premise shows {shown}, the rule needs {wanted}", f"前提得出 {shown}，规则需要 {wanted}"))
        verdicts.append(verdict)
        missing += [c for c in verdict.missing if c not in missing]
    worst = weakest(verdicts)
    status = worst.status if worst is not None else Status.PROVED
    reason = _REPLAYED if status is Status.PROVED or worst is None else worst.reason
    step.verdict = Verdict(status, reason, worst.counterexample if worst else None, tuple(missing))
    step.conditions = tuple(missing)
