"""Limits of functions given by cases: equal, where both branches are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tuidao.judge.theory.common import Proof, opened, parts_of, rewritten
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, eq, is_op
from tuidao.lang.term import App, Bind, Term, children, mentions, rebuild, substitute
from tuidao.proof import Verdict


def cases_claim(claim: App, facts: tuple[Term, ...]) -> Verdict | None:
    """Two limits at one point, equal because their functions are, whether c = 0 or not; None for anything else."""
    left, right = claim.args
    if claim.op is not ops.EQ or type(left) is not Bind or type(right) is not Bind:
        return None
    if left.op is not ops.LIMIT or right.op is not ops.LIMIT or left.over != right.over:
        return None
    x, a = opened(left)
    y, b = opened(right)
    b = substitute(b, {y: x})
    split = _turning(a) or _turning(b)
    if split is None:
        return None
    missing: dict[Term, None] = {}
    last: Verdict | None = None
    for zero in (False, True):
        pair = tuple(_branch(t, split, zero=zero) for t in (a, b))
        if zero:
            same = _made_equal(split)
            if same is None:
                return None
            pair = tuple(_replaced(t, same) for t in pair)
        found = Proof(facts).concludes(eq(*pair))
        if found is None:
            return None
        last = found
        own = () if zero else (App(ops.NE, (split, ZERO)),)
        missing.update(dict.fromkeys(c for c in found.missing if c not in own))
    apart = App(ops.NE, (x, left.over[0]))  # within a limit the point itself does not count
    rest = tuple(c for c in missing if c != apart)
    if last is None or any(mentions(c, x) for c in rest):
        return None
    return replace(last, missing=rest)


def _turning(t: Term) -> Term | None:
    """c where a part of `t` is one thing for c = 0 and another for c ≠ 0."""
    for p in parts_of(t):
        if type(p) is App and p.op is ops.PIECEWISE:
            for c in p.args[1::2]:
                if type(c) is App and c.op in (ops.EQ, ops.NE) and c.args[1] == ZERO:
                    return c.args[0]
    return None


def _branch(t: Term, split: Term, *, zero: bool) -> Term:
    """`t` with each function by cases on `split` as what it is in this case."""

    def change(p: Term) -> Term | None:
        if type(p) is not App or p.op is not ops.PIECEWISE:
            return None
        for value, c in zip(p.args[::2], p.args[1::2], strict=False):
            if type(c) is App and c.op in (ops.EQ, ops.NE) and c.args == (split, ZERO):
                if (c.op is ops.EQ) == zero:
                    return value
            elif is_op(c, ops.TRUE):
                return value
        return None

    return rewritten(t, change)


def _made_equal(split: Term) -> Mapping[Term, Term] | None:
    """What c = 0 says, c being a − b: a for b."""
    if type(split) is App and split.op is ops.SUB:
        return {split: ZERO, split.args[0]: split.args[1]}
    return None


def _replaced(t: Term, values: Mapping[Term, Term]) -> Term:
    if t in values:
        return values[t]
    parts = children(t)
    return rebuild(t, tuple([_replaced(c, values) for c in parts])) if parts else t
