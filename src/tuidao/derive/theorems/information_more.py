"""Equality in Gibbs' inequality, Jensen for the logarithm, entropies of pairs: proved step by step."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.derive.theorems.common import start
from tuidao.lang.build import (
    ONE,
    ZERO,
    closed,
    forall,
    function,
    ge,
    gt,
    le,
    log,
    lt,
    sigmoid,
    total,
    true,
)
from tuidao.lang.term import Sym, Term
from tuidao.proof import Chain, Derivation
from tuidao.rules import RULES

p, q, r, c, v, t, x = (Sym(name) for name in ("p", "q", "r", "c", "v", "t", "x"))
n, m, i, j, k, el = (Sym(name) for name in ("n", "m", "i", "j", "k", "l"))


def over(body: Term) -> Term:
    """Σ body for k from 1 to n."""
    return total(body, k, ONE, n)


def across(body: Term) -> Term:
    """Σ body for l from 1 to m."""
    return total(body, el, ONE, m)


def table(body: Term) -> Term:
    """Σ Σ body over the cells of a table."""
    return over(across(body))


def _each(claim: Term, rule_id: str, by: dict[str, Term], given: tuple[Term, ...]) -> Derivation:
    """A statement for every k of 1, …, n."""
    chain = Chain(forall(k, closed(ONE, n), claim), given)
    chain.step(RULES[rule_id], forall(k, closed(ONE, n), true), by, (0,))
    return chain.step(RULES["by_computation"], true).derivation()


def _gaps(second: Term, given: tuple[Term, ...], uniform: bool) -> Derivation:
    """Σ (p − q) = 1 − 1 = 0."""
    level = Chain(over(p[k] - second), given)
    parts = {"f": function(k, p[k]), "g": function(k, second), "a": ONE, "b": n}
    level.step(RULES["sum_sub"], over(p[k]) - over(second), parts)
    level.step(RULES["eq_subst"], ONE - over(second), {"a": over(p[k]), "b": ONE}, (0,))
    if uniform:
        by = {"c": second, "a": ONE, "b": n}
        level.step(RULES["sum_const"], ONE - second * (n - 1 + 1), by, (1,))
    else:
        level.step(RULES["eq_subst"], ONE - ONE, {"a": over(second), "b": ONE}, (1,))
    return level.step(RULES["simplify"], ZERO).derivation()


def _strictly(chain: Chain, second: Term, at: Term, uniform: bool = False) -> Derivation:
    """Each p·log(p/q) is at least p − q, one is more; and those sum to 0."""
    given = chain.given
    body, bound = p[k] * log(p[k] / second), p[k] - second
    each = _each(ge(body, bound), "mul_log_div_ge", {"p": p[k], "q": second}, given)
    more = Chain(gt(p[i] * log(p[i] / at), p[i] - at), given)
    more.step(RULES["mul_log_div_gt"], true, {"p": p[i], "q": at})
    by = {"f": function(k, body), "g": function(k, bound), "n": n, "c": ZERO, "i": i}
    premises = (each, _gaps(second, given, uniform), None, None, None, more.derivation())
    return chain.step(RULES["sum_gt_of_terms"], true, by, premises=premises).derivation()


def gibbs_strict() -> Derivation:
    """Where p and q differ, the term there is more than its bound."""
    return _strictly(start("gibbs_strict"), q[k], q[i])


def entropy_pos() -> Derivation:
    """Each −p·log p is at least 0, and one is more."""
    chain = start("entropy_pos")
    body = -(p[k] * log(p[k]))
    each = _each(ge(body, ZERO), "neg_mul_log_nonneg", {"p": p[k]}, chain.given)
    zero = Chain(over(ZERO), chain.given).step(RULES["simplify"], ZERO)
    more = Chain(gt(-(p[i] * log(p[i])), ZERO), chain.given)
    more.step(RULES["neg_mul_log_pos"], true, {"p": p[i]})
    by = {"f": function(k, body), "g": function(k, ZERO), "n": n, "c": ZERO, "i": i}
    premises = (each, zero.derivation(), None, None, None, more.derivation())
    return chain.step(RULES["sum_gt_of_terms"], true, by, premises=premises).derivation()


def entropy_lt_log() -> Derivation:
    """log n less the entropy is the relative entropy to the uniform distribution, which is positive."""
    chain = start("entropy_lt_log")
    uniform = ONE / n
    relative = over(p[k] * log(p[k] / uniform))
    entropy = -over(p[k] * log(p[k]))
    split = Chain(entropy, chain.given)
    # log p = log(p/(1/n)) − log n, and the weights sum to 1.
    split.step(RULES["simplify"], over(p[k]) * log(n) - over(p[k] * (log(p[k]) + log(n))))
    split.step(
        RULES["log_mul"],
        over(p[k]) * log(n) - over(p[k] * log(p[k] * n)),
        {"a": p[k], "b": n},
        (1, 0, 1),
        reverse=True,
    )
    split.step(RULES["simplify"], over(p[k]) * log(n) - relative, path=())
    split.step(RULES["eq_subst"], ONE * log(n) - relative, {"a": over(p[k]), "b": ONE}, (0, 0))
    split.step(RULES["simplify"], log(n) - relative)
    by = {"a": entropy, "b": log(n) - relative}
    chain.step(
        RULES["eq_subst"], lt(log(n) - relative, log(n)), by, (0,), premises=(split.derivation(),)
    )
    positive = Chain(gt(relative, 0), chain.given)
    inner = _strictly(positive, uniform, uniform, uniform=True)
    chain.step(RULES["sub_lt_self"], true, {"a": log(n), "b": relative}, premises=(inner,))
    return chain.derivation()


def jensen_log() -> Derivation:
    """Each logarithm lies below the tangent at the mean M, and there the mean of the tangent is log M."""
    chain = start("jensen_log")
    given = chain.given
    mean = over(p[k] * t(k))
    body, bound = p[k] * log(t(k)), p[k] * (log(mean) + (t(k) - mean) / mean)
    each = _each(le(body, bound), "mul_log_le_tangent", {"p": p[k], "t": t(k), "m": mean}, given)
    level = Chain(over(bound), given)
    level.step(RULES["sum_split"], over(p[k]) * log(mean) + (mean - over(p[k]) * mean) / mean)
    by = {"a": over(p[k]), "b": ONE}
    level.step(RULES["eq_subst"], ONE * log(mean) + (mean - over(p[k]) * mean) / mean, by, (0, 0))
    level.step(RULES["eq_subst"], ONE * log(mean) + (mean - ONE * mean) / mean, by, (1, 0, 1, 0))
    level.step(RULES["simplify"], log(mean))
    by = {"f": function(k, body), "g": function(k, bound), "n": n, "c": log(mean)}
    chain.step(RULES["sum_le_of_terms"], true, by, premises=(each, level.derivation()))
    return chain.derivation()


def gibbs_by_jensen() -> Derivation:
    """0 = log 1 = log Σ q = log Σ p·(q/p)."""
    chain = start("gibbs_by_jensen")
    left = over(p[k] * log(q[k] / p[k]))
    chain.step(RULES["simplify"], le(left, log(ONE)), path=(1,))
    by = {"a": over(q[k]), "b": ONE}
    chain.step(RULES["eq_subst"], le(left, log(over(q[k]))), by, (1, 0), reverse=True)
    chain.step(RULES["simplify"], le(left, log(over(p[k] * (q[k] / p[k])))), path=(1, 0))
    by = {"p": p, "t": function(k, q[k] / p[k]), "n": n}
    each = _each(gt(q[k] / p[k], 0), "div_pos", {"a": q[k], "b": p[k]}, chain.given)
    chain.step(RULES["jensen_log"], true, by, premises=(None, None, each))
    return chain.derivation()


def entropy_chain() -> Derivation:
    """p(x) as the sum of its row, and log p(x, y) − log p(x) as the logarithm of the quotient."""
    rule = RULES["entropy_chain"]
    chain = Chain(rule.left, rule.given)
    cell = p[k, el]
    first = -over(r[k] * log(r[k]))
    joint = table(cell * log(cell))
    chain.step(RULES["simplify"], first + (over(r[k] * log(r[k])) - joint))
    row = across(cell)
    by = {"a": row, "b": r[k]}
    chain.step(
        RULES["eq_subst"],
        first + (over(row * log(r[k])) - joint),
        by,
        (1, 0, 0, 0),
        reverse=True,
    )
    chain.step(RULES["simplify"], first + -table(cell * (log(cell) - log(r[k]))))
    by = {"a": cell, "b": r[k]}
    end = first + -table(cell * log(cell / r[k]))
    return chain.step(RULES["log_div"], end, by, (1, 0, 0, 0, 1), reverse=True).derivation()


def mutual_information_eq() -> Derivation:
    """log(p/(rc)) = log p − log r − log c; the rows sum to r, the columns to c."""
    rule = RULES["mutual_information_eq"]
    chain = Chain(rule.left, rule.given)
    cell = p[k, el]
    by = {"a": cell, "b": r[k] * c[el]}
    chain.step(RULES["log_div"], table(cell * (log(cell) - log(r[k] * c[el]))), by, (0, 0, 1))
    by = {"a": r[k], "b": c[el]}
    logs = log(cell) - (log(r[k]) + log(c[el]))
    chain.step(RULES["log_mul"], table(cell * logs), by, (0, 0, 1, 1))
    row, column = across(cell), total(cell, k, ONE, n)
    joint = table(cell * log(cell))
    first, second = over(row * log(r[k])), across(column * log(c[el]))
    chain.step(RULES["sum_split"], -first + -second - -joint)
    by = {"a": row, "b": r[k]}
    plain = over(r[k] * log(r[k]))
    chain.step(RULES["eq_subst"], -plain + -second - -joint, by, (0, 0, 0, 0, 0))
    by = {"a": column, "b": c[el]}
    end = -plain + -across(c[el] * log(c[el])) - -joint
    return chain.step(RULES["eq_subst"], end, by, (0, 1, 0, 0, 0)).derivation()


def mutual_information_nonneg() -> Derivation:
    """Each p·log(p/(rc)) is at least p − rc, and those sum to 1 − 1·1."""
    chain = start("mutual_information_nonneg")
    given = chain.given
    cell = p[k, el]
    body, bound = cell * log(cell / (r[k] * c[el])), cell - r[k] * c[el]
    columns = closed(ONE, m)
    cells = Chain(forall(el, columns, ge(body, bound)), given)
    positive = Chain(gt(r[k] * c[el], 0), given).step(
        RULES["mul_pos"], true, {"a": r[k], "b": c[el]}
    )
    cells.step(
        RULES["mul_log_div_ge"],
        forall(el, columns, true),
        {"p": cell, "q": r[k] * c[el]},
        (0,),
        premises=(None, positive.derivation()),
    )
    cells.step(RULES["by_computation"], true)
    rows = Chain(forall(k, closed(ONE, n), ge(across(body), across(bound))), given)
    by = {"f": function(el, body), "g": function(el, bound), "n": m, "c": across(bound)}
    rows.step(
        RULES["sum_ge_of_terms"],
        forall(k, closed(ONE, n), true),
        by,
        (0,),
        premises=(cells.derivation(), None),
    )
    rows.step(RULES["by_computation"], true)
    level = Chain(table(bound), given)
    level.step(RULES["sum_split"], table(cell) - over(r[k]) * across(c[el]))
    level.step(
        RULES["eq_subst"], ONE - over(r[k]) * across(c[el]), {"a": table(cell), "b": ONE}, (0,)
    )
    level.step(RULES["eq_subst"], ONE - ONE * across(c[el]), {"a": over(r[k]), "b": ONE}, (1, 0))
    level.step(RULES["eq_subst"], ONE - ONE * ONE, {"a": across(c[el]), "b": ONE}, (1, 1))
    level.step(RULES["simplify"], ZERO)
    by = {"f": function(k, across(body)), "g": function(k, across(bound)), "n": n, "c": ZERO}
    chain.step(RULES["sum_ge_of_terms"], true, by, premises=(rows.derivation(), level.derivation()))
    return chain.derivation()


def variance_nonneg() -> Derivation:
    """Σ p·(v − μ)² multiplied out, with Σ p = 1."""
    chain = start("variance_nonneg")
    mean = over(p[k] * v[k])
    square = over(p[k] * v[k] ** 2)
    by = {"a": over(p[k]), "b": ONE}
    split = Chain(square - mean**2, chain.given)
    split.step(RULES["simplify"], square - 2 * mean * mean + ONE * mean**2)
    at = square - 2 * mean * mean + over(p[k]) * mean**2
    split.step(RULES["eq_subst"], at, by, (1, 0), reverse=True)
    split.step(RULES["simplify"], over(p[k] * (v[k] - mean) ** 2))
    by = {"a": split.start, "b": split.now}
    chain.step(RULES["eq_subst"], ge(split.now, 0), by, (0,), premises=(split.derivation(),))
    body = p[k] * (v[k] - mean) ** 2
    each = _each(ge(body, ZERO), "mul_sq_nonneg", {"p": p[k], "x": v[k] - mean}, chain.given)
    zero = Chain(over(ZERO), chain.given).step(RULES["simplify"], ZERO)
    by = {"f": function(k, body), "g": function(k, ZERO), "n": n, "c": ZERO}
    chain.step(RULES["sum_ge_of_terms"], true, by, premises=(each, zero.derivation()))
    return chain.derivation()


def softmax_convex() -> Derivation:
    """The quadratic form is Σ p v² − (Σ p v)², a variance."""
    chain = start("softmax_convex")
    mean = over(p[k] * v[k])
    chain.step(RULES["simplify"], ge(over(p[k] * v[k] ** 2) - mean**2, 0), path=(0,))
    return chain.step(RULES["variance_nonneg"], true, {"p": p, "v": v, "n": n}).derivation()


def logistic_convex() -> Derivation:
    """The sums over j and l of one sample are the square of Σ v_j x_j."""
    chain = start("logistic_convex")
    a = Sym("a")
    weight = sigmoid(a[i]) * (1 - sigmoid(a[i]))
    squares = total(weight * total(v[j] * x[i, j], j, ONE, p) ** 2, i, ONE, m) / m
    chain.step(RULES["simplify"], ge(squares, 0), path=(0,))
    return chain.step(RULES["by_computation"], true).derivation()


PROOFS: dict[str, Callable[[], Derivation]] = {
    "gibbs_strict": gibbs_strict,
    "entropy_pos": entropy_pos,
    "entropy_lt_log": entropy_lt_log,
    "jensen_log": jensen_log,
    "gibbs_by_jensen": gibbs_by_jensen,
    "entropy_chain": entropy_chain,
    "mutual_information_eq": mutual_information_eq,
    "mutual_information_nonneg": mutual_information_nonneg,
    "variance_nonneg": variance_nonneg,
    "softmax_convex": softmax_convex,
    "logistic_convex": logistic_convex,
}
