"""Verifying a certificate: what it says is replayed by the checker, step by step, and compared."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.certificate import load_solution
from tuidao.check.conditions import Context, holds
from tuidao.check.prove import examine
from tuidao.check.replay import replay
from tuidao.judge.solve import is_query
from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.term import Term
from tuidao.proof import Status
from tuidao.text import Text

_STANDS = Text("every step stands", "每一步都成立")
_FAILS = Text("refused: {reason}", "不予承认：{reason}")
_OTHER = Text("the answer is not where the derivation ends", "答案与推导的结尾不符")
_START = Text("the derivation does not begin with the problem", "推导没有从题目开始")
_ANOTHER = Text(
    "the derivation shows something else than was to be proved", "推导所证的不是要证的命题"
)
_WEAKER = Text(
    "it says proved, and the replay does not show that", "它自称已证明，而重放得不出这一点"
)
_UNSTATED = Text("it leaves out the condition {condition}", "它漏掉了条件 {condition}")
_FALSE = Text("a witness speaks against the claim", "有反例否证该命题")
_NO_WITNESS = Text("no witness against the claim is found", "找不到否证该命题的反例")
_NOTHING = Text("it claims no answer", "它没有给出答案")
# Questions whose derivation begins with what they come down to: a derivative, a list of them, a claim.
_WORKED_FROM = (
    *(ops.TANGENT, ops.NORMAL, ops.DIFFERENTIAL, ops.GRADIENT, ops.JACOBIAN, ops.HESSIAN),
    *(ops.CONTINUITY, ops.SMOOTHNESS, ops.INFINITESIMAL, ops.CONVERGES),
)


@dataclass(frozen=True, slots=True)
class Verified:
    """Does the certificate stand, and what is to be said of it?"""

    stands: bool
    text: Text


def verify(text: str) -> Verified:
    """Replay a certificate. Raises CertificateError where the text is none."""
    fields = load_solution(text)
    claimed, answer = fields["verdict"], fields["answer"]
    derivation, given = fields["derivation"], fields["given"]
    if answer is None:
        return Verified(True, _NOTHING)
    problem = fields["problem"]
    if is_op(problem, ops.BY_DEFINITION, ops.BY_METHOD):
        problem = problem.args[0]
    if is_op(problem, ops.PROVE) and claimed.status is Status.REFUTED:
        again = examine(problem.args[0], given).status is Status.REFUTED
        return Verified(True, _FALSE) if again else _refused(_NO_WITNESS)
    if is_op(problem, ops.PROVE):
        if not derivation.claim == answer == problem.args[0]:
            return _refused(_ANOTHER)
    elif derivation.start != problem and problem.op not in _WORKED_FROM:
        return _refused(_START)
    found = replay(derivation, Context(facts=given))
    if found.status is Status.REFUTED:
        return _refused(found.reason)
    if isinstance(answer, Term) and not is_query(problem) and derivation.end != answer:
        return _refused(_OTHER)
    if (
        isinstance(answer, Text)
        and not is_query(problem)
        and not is_op(derivation.end, ops.UNDEFINED)
    ):
        return _refused(_OTHER)
    if found.status is not claimed.status and claimed.status is Status.PROVED:
        return _refused(_WEAKER)
    stated = Context().assuming(*given, *fields["conditions"])
    for condition in found.missing:
        if not holds(condition, stated):
            return _refused(_UNSTATED.format(condition=condition))
    return Verified(True, _STANDS)


def _refused(reason: Text) -> Verified:
    return Verified(False, _FAILS.format(reason=reason))
