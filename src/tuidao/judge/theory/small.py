"""Approximate equality for small increments: ΔS ≈ 2x₀·Δx up to terms of higher order."""

from __future__ import annotations

from dataclasses import replace

from tuidao.judge.theory.common import Proof
from tuidao.lang.build import ZERO, eq, lim
from tuidao.lang.op import APPROX
from tuidao.lang.term import App, Term, free_symbols
from tuidao.proof import Verdict
from tuidao.text import Text

HIGHER_ORDER = Text(
    "up to terms of higher order than {step}: the difference over {step} tends to 0",
    "相差 {step} 的高阶无穷小：两边之差与 {step} 之比趋于 0",
)


def small_claim(claim: App, facts: tuple[Term, ...]) -> Verdict | None:
    """left ≈ right where they differ by less than the order of the one increment Δx; None for anything else."""
    from tuidao.derive import solve

    if claim.op is not APPROX:
        return None
    steps = [s for s in free_symbols(claim) if s.name.startswith("Delta_")]
    if len(steps) != 1:
        return None
    (step,) = steps
    left, right = claim.args
    worked = solve(lim((left - right) / step, step, ZERO))
    if worked.answer != ZERO:
        return None
    found = Proof(facts, [worked.derivation]).concludes(eq(ZERO, ZERO))
    reason = HIGHER_ORDER.format(step=str(step))
    return None if found is None else replace(found, reason=reason)
