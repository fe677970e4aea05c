"""Claims proved by a derivation: one side worked out, every step replayed, and compared with the other."""

from __future__ import annotations

from tuidao.judge.meaning import has_op
from tuidao.lang import op as ops
from tuidao.lang.build import eq, is_op
from tuidao.lang.term import App, Bind, Term, size
from tuidao.proof import Status, Verdict
from tuidao.text import Text

OTHER_VALUES = Text(
    "the two sides were worked out, every step checked, and differ",
    "两边都已逐步求出并经检查，结果不同",
)
_WORKED = (ops.DIFF, ops.LIMIT, ops.INTEGRAL, ops.SUM, ops.PRODUCT, ops.ANTIDERIVATIVE)
_MOST_NODES = 80
DERIVED = Text("derived, and every step checked", "已推导，且每一步都经过检查")


def derived(left: Term, right: Term, given: tuple[Term, ...]) -> Verdict | None:
    """A derivation of one side that ends in something provably equal to the other, every step replayed."""
    from tuidao.check.prove import prove
    from tuidao.derive import solver as solver_of

    for side, other in ((left, right), (right, left)):
        if (
            not has_op(side, ops.DIFF, ops.LIMIT, ops.INTEGRAL, ops.SUM, ops.PARTIAL)
            or size(side) > 200
        ):
            continue
        if solver_of(side) is None and not isinstance(side, App | Bind):
            continue
        found = worked_out(side, given)
        if found is None:
            continue
        answer, missing = found
        if answer == other:
            proved = Verdict(Status.PROVED, DERIVED)
        else:
            proved = prove(eq(answer, other), given)
            if proved.status is not Status.PROVED:
                second = worked_out(other, given)
                if second is None:
                    continue
                proved = prove(eq(answer, second[0]), given)
                missing = (*missing, *second[1])
        if proved.status is Status.PROVED:
            needs = tuple(dict.fromkeys((*missing, *proved.missing)))
            return Verdict(Status.PROVED, DERIVED, missing=needs)
    return None


def refuted_by_values(left: Term, right: Term, given: tuple[Term, ...]) -> Verdict | None:
    """A refutation of left = right: what the sides work out to, every step replayed, differs at a witness."""
    from tuidao.check.refute import test

    values, needs = [], list(given)
    for side in (left, right):
        if not has_op(side, *_WORKED):
            values.append(side)
            continue
        found = worked_out(side, given) if size(side) <= _MOST_NODES else None
        if found is None or has_op(found[0], *_WORKED, ops.CALL, ops.OO, ops.ZOO):
            return None
        values.append(found[0])
        needs += found[1]
    if values == [left, right]:
        return None
    seen = test(eq(*values), tuple(needs))
    witness = seen.counterexample
    if (
        seen.status is not Status.REFUTED
        or witness is None
        or None in (witness.left, witness.right)
    ):
        return None
    return Verdict(Status.REFUTED, OTHER_VALUES, witness)


def worked_out(side: Term, given: tuple[Term, ...]) -> tuple[Term, tuple[Term, ...]] | None:
    """What a side works out to and the conditions it rests on; None where no proved derivation was found."""
    from tuidao.check.conditions import Context
    from tuidao.check.replay import replay
    from tuidao.derive import solve

    worked = solve(side, given)
    if not isinstance(worked.answer, Term) or worked.derivation.end != worked.answer:
        return None
    verdict = replay(worked.derivation, Context(facts=given))
    if verdict.status is not Status.PROVED or is_op(worked.answer, ops.UNDEFINED):
        return None
    return worked.answer, verdict.missing


def bounded(claim: Term, given: tuple[Term, ...]) -> Verdict | None:
    """An inequality between products, derived from one between their factors; None where that does not prove it."""
    from tuidao.check.conditions import Context
    from tuidao.check.replay import replay
    from tuidao.derive.family.bounds import prove_bound
    from tuidao.derive.family.depth import prove_depth

    derivation = prove_bound(claim, given) or prove_depth(claim, given)
    if derivation is None:
        return None
    found = replay(derivation, Context(facts=given))
    if found.status is not Status.PROVED or any(has_op(m, ops.FORALL) for m in found.missing):
        return None  # a bound of the factors that would have to be assumed is no proof
    return Verdict(Status.PROVED, DERIVED, missing=found.missing)


def abstract_limit(*sides: Term) -> bool:
    """Do limits of functions that are only named stand there? Those that are tried are too smooth to tell."""
    return any(has_op(t, ops.LIMIT) and has_op(t, ops.CALL) for t in sides)
