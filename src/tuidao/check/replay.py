"""Replaying a derivation: each step's rule is instantiated and compared; nothing is searched for or repaired."""

from __future__ import annotations

from time import monotonic

from tuidao.check.at_sight import holds_somewhere
from tuidao.check.conditions import Context, discharge, fails, known
from tuidao.check.decide import decided, pruned
from tuidao.check.defined_by import loses_definition
from tuidao.check.seams import inside_piece
from tuidao.check.sorts import misfit
from tuidao.check.whole import whole
from tuidao.lang import op as ops
from tuidao.lang.build import ABOVE, BELOW, BOTH, defined, eq, is_op, minus_oo, true
from tuidao.lang.domain import conditions, existence
from tuidao.lang.focus import Opened, focus, replace_at
from tuidao.lang.term import App, Bind, Num, Path, Sym, Term, free_symbols
from tuidao.proof import Derivation, Status, Step, Verdict, weakest
from tuidao.rules import put_in
from tuidao.text import Text

REPLAYED = Text("each step follows by the rule it cites", "每一步都由所引规则得出")
_TOO_LONG = Text("the check took too long", "检查超时")
_ITSELF = Text("no step shows the claim itself", "没有一步证明命题本身")
_TOO_DEEP = Text("the derivation is folded too deeply", "推导嵌套过深")
_DEFINED = Text(
    "what is differentiated is defined by the variable: the definition is to be put in first",
    "被求导的量由该变量定义，应先代入定义",
)
_OF_DEFINITIONS = ("definition", "eq_subst")
_SECONDS = 10.0
_DEEPEST = 60
_MOST_STEPS = 5000
_WHERE_DEFINED = (
    "normal_form",
    "arithmetic",
    "numeric",
    "nonzero",
)  # equal where both lines have a value


class Clock:
    """What is left of the budget of one replay."""

    def __init__(self, seconds: float) -> None:
        self.end = monotonic() + seconds
        self.steps = _MOST_STEPS

    def out(self) -> bool:
        """Is the time, or the number of steps, used up? Counts one step."""
        self.steps -= 1
        return self.steps < 0 or monotonic() > self.end


def replay(
    derivation: Derivation, context: Context | None = None, seconds: float = _SECONDS
) -> Verdict:
    """Judge every step in place (`step.verdict`, `step.conditions`) and say what the whole amounts to.

    The verdict's `missing` holds the conditions that the conclusion rests on beyond those of the context (without
    one: beyond what the derivation says is given). The conditions under which `start` has a value count as known:
    the claim is about the points where it does.
    """
    stated = Context().assuming(*derivation.given) if context is None else context
    extra = tuple(g for g in derivation.given if g not in stated.facts)
    context = stated.assuming(*extra)
    context = context.assuming(
        *_start_conditions(derivation.start, context), *whole(derivation.start)
    )
    verdict = _chain(derivation, context, Clock(seconds), 0)
    if verdict.status in (Status.PROVED, Status.TESTED):
        verdict = _with_end(verdict, derivation, context)
    if verdict.status is Status.PROVED and derivation.claim in verdict.missing:
        verdict = Verdict(Status.OPEN, _ITSELF)
    missing = tuple(dict.fromkeys((*extra, *verdict.missing)))
    return Verdict(
        verdict.status, verdict.reason, verdict.counterexample, missing, verdict.suggestion
    )


def _start_conditions(start: Term, context: Context) -> tuple[Term, ...]:
    """Where the start has a value, as facts. What is said of a binder (that a limit exists, say) is not taken for
    granted, nor is anything that certainly fails."""
    found = []
    for c in conditions(start):
        if type(c) is Bind or is_op(c, ops.DEFINED) or not free_symbols(c):
            continue
        if holds_somewhere(c, context.facts) or discharge(c, context).status is Status.PROVED:
            found.append(c)
    return tuple(found)


def _with_end(verdict: Verdict, derivation: Derivation, context: Context) -> Verdict:
    """The end must have a value where the start has one; what that needs is a condition."""
    end = derivation.end
    if (
        end == true
        or is_op(end, ops.UNDEFINED)
        or isinstance(end, App | Bind)
        and end.op.sort is not ops.Sort.REAL
    ):
        return verdict
    missing = list(verdict.missing)
    where = context.assuming(*missing)
    for c in existence(end):
        if _left_to_the_end(c) or known(c, where.facts):
            continue
        found = discharge(c, context)
        if found.status is not Status.PROVED:
            return _no(
                Text(
                    f"the result {end} has no value: {found.reason.en}",
                    f"结果 {end} 没有意义：{found.reason.zh}",
                )
            )
        missing += [m for m in found.missing if m not in missing]
    return Verdict(
        verdict.status, verdict.reason, verdict.counterexample, pruned(tuple(missing), context)
    )


def _left_to_the_end(c: Term) -> bool:
    """What is not asked of a result that is written with a limit, an integral or a sum: that this has a value."""
    return (type(c) is Bind and c.op is not ops.DIFFERENTIABLE) or (
        is_op(c, ops.DEFINED) and isinstance(c, App) and not is_op(c.args[0], ops.DIFF, ops.PARTIAL)
    )


def _chain(derivation: Derivation, context: Context, clock: Clock, depth: int) -> Verdict:
    now, verdicts, missing = derivation.start, [], []
    for number, step in enumerate(derivation.steps, 1):
        if step.before != now:
            step.verdict = _no(
                Text("does not start where the last line ended", "没有从上一行的结果开始")
            )
        else:
            judge_step(step, context, clock, depth)
        now = step.after
        verdicts.append(_placed(step, number))
        missing += [c for c in step.conditions if c not in missing]
    worst = weakest(verdicts)
    if worst is None or worst.status is Status.PROVED:
        return Verdict(Status.PROVED, REPLAYED, missing=tuple(missing))
    return Verdict(worst.status, worst.reason, worst.counterexample, tuple(missing))


def _placed(step: Step, number: int) -> Verdict:
    """A step's "no" with the step's number and rule before the reason."""
    v = step.verdict
    if v.status is Status.PROVED:
        return v
    title, reason = step.rule.title, v.reason
    where = Text(
        f"step {number} ({title.en}): {reason.en}", f"第 {number} 步（{title.zh}）：{reason.zh}"
    )
    return Verdict(v.status, where, v.counterexample, v.missing, v.suggestion)


def _no(reason: Text) -> Verdict:
    return Verdict(Status.REFUTED, reason)


def judge_step(step: Step, context: Context, clock: Clock | None = None, depth: int = 0) -> None:
    """Fill in `step.verdict` and `step.conditions`."""
    clock = clock or Clock(_SECONDS)
    step.conditions = ()
    if clock.out() or depth > _DEEPEST:
        step.verdict = Verdict(Status.OPEN, _TOO_DEEP if depth > _DEEPEST else _TOO_LONG)
        return
    step.verdict = _judge(step, context, clock, depth)
    step.conditions = step.verdict.missing


def _judge(step: Step, context: Context, clock: Clock, depth: int) -> Verdict:
    if step.steps:
        whole = Derivation(step.before, step.steps)
        if whole.end != step.after:
            return _no(Text("the folded steps do not lead to this line", "折叠的步骤推不出这一行"))
        return _chain(whole, context, clock, depth + 1)
    try:
        here, opened = focus(step.before, step.path)
        there, _ = focus(step.after, step.path)
    except IndexError:
        return _no(Text("the step names a place that is not there", "步骤所指的位置不存在"))
    if not _elsewhere_same(step.before, step.after, step.path, there):
        return _no(
            Text("the step changes more than the place it names", "步骤改动了所指位置以外的部分")
        )
    if step.reverse:
        here, there = there, here
    inner = context.inside(opened)
    inner = inner.assuming(*inside_piece(step.before, step.path, inner))
    if step.rule.id not in _OF_DEFINITIONS and loses_definition(here, there, inner):
        return _no(_DEFINED)
    if step.rule.decide and not (step.rule.given and step.premises):
        found = decided(step.rule.decide, here, there, inner)
        if step.rule.decide not in _WHERE_DEFINED or found.status is not Status.PROVED:
            return found
        return _together([found, *(_kept(*_way(step, here, there), inner))])
    wrong = misfit(step.rule, step.by)
    if wrong is not None:
        return _no(wrong)
    claim = put_in(step.rule.conclusion, step.by)
    if (here, there) != (claim, true) and not (
        is_op(claim, ops.EQ) and _sides(claim) == (here, there)
    ):
        shown = f"{here} = {there}" if there != true else f"{here}"
        return _no(
            Text(
                f"the rule gives {claim}, the step has {shown}",
                f"规则给出 {claim}，而步骤是 {shown}",
            )
        )
    verdicts = _premises(step, inner, clock, depth)
    if step.rule.decide:  # with what the premises show in force
        within = inner.assuming(*(put_in(g, step.by) for g in step.rule.given))
        verdicts.append(decided(step.rule.decide, here, there, within))
    if step.reverse and there != true:
        verdicts += _kept(there, here, inner)
    if type(here) is Bind and here.op is ops.LIMIT and not is_op(there, ops.LIMIT, ops.UNDEFINED):
        verdicts.append(_peopled(here, step, inner))
    return _together(verdicts)


def _elsewhere_same(before: Term, after: Term, path: Path, there: Term) -> bool:
    """Does the line change nowhere but at the place? Where no binder is crossed, nothing is built to see that."""
    first, last = before, after
    for k in path:
        if type(first) is not App or type(last) is not App:
            return replace_at(before, path, there) == after
        if first.op is not last.op or len(first.args) != len(last.args):
            return False
        pairs = enumerate(zip(first.args, last.args, strict=True))
        if any(a is not b and a != b for j, (a, b) in pairs if j != k):
            return False
        first, last = first.args[k], last.args[k]
    return last == there


def _sides(claim: Term) -> tuple[Term, ...]:
    assert type(claim) is App
    return claim.args


def _premises(step: Step, context: Context, clock: Clock, depth: int) -> list[Verdict]:
    verdicts: list[Verdict] = []
    if len(step.premises) > len(step.rule.given):
        return [_no(Text("more premises than the rule has conditions", "前提比规则的条件还多"))]
    for k, given in enumerate(step.rule.given):
        wanted = put_in(given, step.by)
        premise = step.premises[k] if k < len(step.premises) else None
        if premise is None:
            verdicts.append(discharge(wanted, context))
            continue
        within = context.assuming(*whole(premise.start))
        verdict = _chain(premise, within, clock, depth + 1)
        shown = eq(premise.start, premise.end)
        if wanted not in (shown, premise.claim):
            verdict = _no(
                Text(
                    f"the premise shows {shown}, the rule needs {wanted}",
                    f"前提得出 {shown}，规则需要 {wanted}",
                )
            )
        verdicts.append(verdict)
        if wanted == shown and _is_real(premise.end):
            verdicts.append(discharge(defined(premise.end), context))
    verdicts += [discharge(defined(t), context) for t in _chosen(step)]
    return verdicts


def _is_real(t: Term) -> bool:
    """Is it a term that may lack a value, not an infinity, "undefined" or a statement?"""
    if type(t) is Num or type(t) is Sym or t == minus_oo:
        return False
    assert isinstance(t, App | Bind)
    return t.op.sort is ops.Sort.REAL and not is_op(t, ops.OO, ops.ZOO, ops.UNDEFINED)


def _together(verdicts: list[Verdict]) -> Verdict:
    worst = weakest(verdicts)
    missing = tuple(dict.fromkeys(c for v in verdicts for c in v.missing))
    if worst is None or worst.status is Status.PROVED:
        return Verdict(Status.PROVED, REPLAYED, missing=missing)
    return Verdict(worst.status, worst.reason, worst.counterexample, missing)


def _way(step: Step, left: Term, right: Term) -> tuple[Term, Term]:
    """What stands there before the step and after it."""
    return (right, left) if step.reverse else (left, right)


def _peopled(limit: Bind, step: Step, context: Context) -> Verdict:
    """A limit has a value only where there are values near the point: sqrt(x) + sqrt(-x) has no limit at 0, though
    both its parts have one within their domains."""
    from tuidao.check.regular import peopled

    try:
        given = [put_in(g, step.by) for g in step.rule.given]
        sides = [s for g in given if is_op(g, ops.EQ) for s in _sides(g)]
        others = tuple(s for s in sides if type(s) is Bind and s.op is ops.LIMIT)
        found = peopled(limit, context, others)
    except RecursionError:
        found = None
    if found is False:
        return _no(fails(defined(limit)))
    missing = found if isinstance(found, tuple) else ()
    return Verdict(
        Status.PROVED, REPLAYED, missing=tuple(m for m in missing if m not in context.facts)
    )


def _kept(first: Term, then: Term, context: Context) -> list[Verdict]:
    """Such a step holds where both lines have a value: what only the earlier one needs for that must hold too.

    Within a limit it is enough on one side: a limit is taken within the domain.
    """
    after = existence(then)
    lost = [c for c in existence(first) if c not in after and c not in context.facts]
    if not lost:
        return []
    where = context.assuming(*after)
    verdicts = [discharge(c, where) for c in lost]
    if all(v.status is Status.PROVED and not v.missing for v in verdicts):
        return []
    for one_sided in _sides_of(where):
        if all(
            v.status is Status.PROVED and not v.missing
            for v in [discharge(c, one_sided) for c in lost]
        ):
            return []
    return verdicts


def _sides_of(context: Context) -> list[Context]:
    """The place seen from either side of the point of the limit around it."""
    for k, o in enumerate(context.opened):
        if o.binder.op is ops.LIMIT and o.binder.over[1] == BOTH:
            found = []
            for side in (ABOVE, BELOW):
                over = (o.binder.over[0], side)
                turned = Opened(Bind(ops.LIMIT, o.binder.name, o.binder.body, over), o.symbol)
                opened = (*context.opened[:k], turned, *context.opened[k + 1 :])
                found.append(Context(context.facts, opened))
            return found
    return []


def _chosen(step: Step) -> list[Term]:
    """Real terms that the step brings in and that must have a value: they do not occur on the side it starts from,
    or the rule concludes a statement."""
    found: set[str] = set()
    if is_op(step.rule.conclusion, ops.EQ):
        side = step.rule.right if step.reverse else step.rule.left
        found = {s.name for s in free_symbols(side)}
    return [
        step.by[p]
        for p, sort in step.rule.params.items()
        if sort == "real" and p not in found and type(step.by[p]) not in (Num, Sym)
    ]
