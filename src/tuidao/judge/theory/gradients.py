"""Gradients written by entries: ∇F(x, y, z) = (∂F/∂x, ∂F/∂y, ∂F/∂z)."""

from __future__ import annotations

from tuidao.judge.theory.common import Proof, parts_of, rewritten
from tuidao.judge.theory.leibniz import resolved
from tuidao.lang import op as ops
from tuidao.lang.build import D, all_of, eq, is_op
from tuidao.lang.term import App, Sym, Term, children
from tuidao.proof import Verdict


def gradient_claim(claim: App, facts: tuple[Term, ...]) -> Verdict | None:
    """A gradient that equals a list of numbers, entry by entry; None where that is not shown."""
    gradients = [t for t in parts_of(claim) if is_op(t, ops.NABLA)]
    lists = all(is_op(s, ops.TUPLE) for s in claim.args)
    if not (gradients or lists) or claim.op is not ops.EQ:
        return None
    names: dict[str, Term] = {}
    for t in gradients:
        inner = children(t)[0]
        if type(inner) is App and inner.op is ops.CALL and type(inner.args[0]) is Sym:
            names[inner.args[0].name] = inner
    left, right = (resolved(s, names) for s in children(written_out(claim)))
    if not (is_op(left, ops.TUPLE) and is_op(right, ops.TUPLE)):
        return None
    pairs = list(zip(children(left), children(right), strict=False))
    if len(children(left)) != len(children(right)) or not pairs:
        return None
    return Proof(facts).concludes(all_of(*(eq(a, b) for a, b in pairs)))


def written_out(t: Term) -> Term:
    """`t` with each gradient ∇F(x, y) as the list of its partial derivatives."""
    return rewritten(t, _written_out)


def _written_out(t: Term) -> Term | None:
    """∇F(x, y) as the tuple of its partial derivatives."""
    if type(t) is not App or t.op is not ops.NABLA or len(t.args) != 1:
        return None
    inner = t.args[0]
    if type(inner) is not App or inner.op is not ops.CALL:
        return None
    variables = inner.args[1:]
    if not variables or not all(type(v) is Sym for v in variables):
        return None
    return App(ops.TUPLE, tuple(D(inner, v) for v in variables if isinstance(v, Sym)))
