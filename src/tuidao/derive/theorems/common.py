"""What the proofs of theorems are built from."""

from __future__ import annotations

from tuidao.lang.build import D, function, is_op, lim, true
from tuidao.lang.op import EQ
from tuidao.lang.term import Sym, Term
from tuidao.proof import Chain, Derivation
from tuidao.rules import RULES

t, h = Sym("t"), Sym("h")


def fn(body: Term) -> Term:
    """t ↦ body."""
    return function(t, body)


def slope_at(w: Sym, at: Term) -> Term:
    return D(w(t), t, at)


def start(rule_id: str) -> Chain:
    """The chain that has to show a rule from its hypotheses, its variables standing for themselves."""
    rule = RULES[rule_id]
    start = rule.left if is_op(rule.conclusion, EQ) else rule.conclusion
    return Chain(start, rule.given)


def shown(
    rule_id: str,
    start: Term,
    given: tuple[Term, ...],
    by: dict[str, Term],
    *premises: Derivation | None,
) -> Derivation:
    """A statement shown in one step."""
    return Chain(start, given).step(RULES[rule_id], true, by, premises=premises).derivation()


def quotient_limit(w: Sym, at: Term, given: tuple[Term, ...]) -> Derivation:
    """lim (w(x + h) − w(x))/h = w'(x)."""
    chain = Chain(lim((w(at + h) - w(at)) / h, h, 0), given)
    rule = RULES["lim_quotient_of_differentiable"]
    return chain.step(rule, slope_at(w, at), {"f": fn(w(t)), "x": at}).derivation()
