"""Gibbs' inequality, the bounds of entropy, and how cross-entropy splits: proved step by step."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.derive.theorems.common import start
from tuidao.lang.build import ONE, ZERO, closed, forall, function, ge, log, total, true
from tuidao.lang.term import Sym, Term
from tuidao.proof import Chain, Derivation
from tuidao.rules import RULES

p, q, n, k = Sym("p"), Sym("q"), Sym("n"), Sym("k")


def over(body: Term) -> Term:
    """Σ body for k from 1 to n."""
    return total(body, k, ONE, n)


def gibbs() -> Derivation:
    """Each p·log(p/q) is at least p − q, and those sum to 1 − 1."""
    chain = start("gibbs")
    given = chain.given
    body, bound = p[k] * log(p[k] / q[k]), p[k] - q[k]
    each = Chain(forall(k, closed(ONE, n), ge(body, bound)), given)
    each.step(
        RULES["mul_log_div_ge"], forall(k, closed(ONE, n), true), {"p": p[k], "q": q[k]}, (0,)
    )
    each.step(RULES["by_computation"], true)
    level = Chain(over(bound), given)
    parts = {"f": function(k, p[k]), "g": function(k, q[k]), "a": ONE, "b": n}
    level.step(RULES["sum_sub"], over(p[k]) - over(q[k]), parts)
    level.step(RULES["eq_subst"], ONE - over(q[k]), {"a": over(p[k]), "b": ONE}, (0,))
    level.step(RULES["eq_subst"], ONE - ONE, {"a": over(q[k]), "b": ONE}, (1,))
    level.step(RULES["simplify"], ZERO)
    by = {"f": function(k, body), "g": function(k, bound), "n": n, "c": ZERO}
    chain.step(RULES["sum_ge_of_terms"], true, by, premises=(each.derivation(), level.derivation()))
    return chain.derivation()


def cross_entropy() -> Derivation:
    """log(p/q) = log p − log q in the relative entropy, and the sums put together."""
    rule = RULES["cross_entropy_eq"]
    chain = Chain(rule.left, rule.given)
    entropy = -over(p[k] * log(p[k]))
    split = over(p[k] * (log(p[k]) - log(q[k])))
    chain.step(RULES["simplify"], entropy + split)
    joined = over(p[k] * log(p[k] / q[k]))
    by = {"a": p[k], "b": q[k]}
    chain.step(RULES["log_div"], entropy + joined, by, (1, 0, 1), reverse=True)
    return chain.derivation()


def entropy_nonneg() -> Derivation:
    """Each −p·log p is at least 0."""
    chain = start("entropy_nonneg")
    body = -(p[k] * log(p[k]))
    each = Chain(forall(k, closed(ONE, n), ge(body, ZERO)), chain.given)
    each.step(RULES["neg_mul_log_nonneg"], forall(k, closed(ONE, n), true), {"p": p[k]}, (0,))
    each.step(RULES["by_computation"], true)
    zero = Chain(over(ZERO), chain.given).step(RULES["simplify"], ZERO)
    by = {"f": function(k, body), "g": function(k, ZERO), "n": n, "c": ZERO}
    chain.step(RULES["sum_ge_of_terms"], true, by, premises=(each.derivation(), zero.derivation()))
    return chain.derivation()


def entropy_at_most() -> Derivation:
    """Gibbs' inequality against the uniform distribution: log n less the entropy is that relative entropy."""
    chain = start("entropy_le_log")
    given = chain.given
    entropy = -over(p[k] * log(p[k]))
    chain.step(RULES["le_iff_sub_nonneg"], ge(log(n) - entropy, 0), {"a": entropy, "b": log(n)})
    uniform = ONE / n
    difference = Chain(log(n) - entropy, given)
    difference.step(RULES["simplify"], ONE * log(n) - entropy)
    whole = over(p[k])
    difference.step(
        RULES["eq_subst"], whole * log(n) - entropy, {"a": whole, "b": ONE}, (0, 0), reverse=True
    )
    difference.step(RULES["simplify"], over(p[k] * (log(p[k]) + log(n))))
    difference.step(
        RULES["log_mul"], over(p[k] * log(p[k] * n)), {"a": p[k], "b": n}, (0, 1), reverse=True
    )
    difference.step(RULES["simplify"], over(p[k] * log(p[k] / uniform)), path=(0, 1, 0))
    relative = difference.now
    by: dict[str, Term] = {"a": log(n) - entropy, "b": relative}
    chain.step(RULES["eq_subst"], ge(relative, 0), by, (0,), premises=(difference.derivation(),))
    one = Chain(over(uniform), given)
    one.step(RULES["sum_const"], uniform * (n - 1 + 1), {"c": uniform, "a": ONE, "b": n})
    one.step(RULES["simplify"], ONE)
    by = {"p": p, "c": uniform, "n": n}
    chain.step(RULES["gibbs_constant"], true, by, premises=(None, None, None, one.derivation()))
    return chain.derivation()


PROOFS: dict[str, Callable[[], Derivation]] = {
    "gibbs": gibbs,
    "cross_entropy_eq": cross_entropy,
    "entropy_nonneg": entropy_nonneg,
    "entropy_le_log": entropy_at_most,
}
