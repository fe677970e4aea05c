"""Information: entropy, cross-entropy and relative entropy of distributions p, q on 1, …, n."""

from tuidao.lang.build import (
    ONE,
    ZERO,
    closed,
    eq,
    forall,
    ge,
    gt,
    le,
    log,
    total,
)
from tuidao.lang.term import Sym, Term
from tuidao.rules.cite import ARTICLE, BOOK
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_k = Sym("k")
_COVER = BOOK("Cover, Thomas", "Elements of Information Theory", "ch. 2")


def _positive(p: Fn, n: Term) -> Term:
    return forall(_k, closed(ONE, n), gt(p[_k], 0))


def _distribution(p: Fn, n: Term) -> tuple[Term, Term]:
    """p is positive and sums to 1."""
    return _positive(p, n), eq(total(p[_k], _k, ONE, n), 1)


@rule(
    title=Text("Logarithm above a hyperbola", "对数不小于 1 − 1/t"),
    why=Text(
        "log t ≥ 1 − 1/t, with t = p/q and multiplied by p.",
        "取 t = p/q，由 log t ≥ 1 − 1/t 两边乘以 p。",
    ),
    cite=_COVER,
    breaks_at={"p": "-1", "q": "-2"},
)
def mul_log_div_ge(p: Real, q: Real) -> Claim:
    return Claim(ge(p * log(p / q), p - q), given=(gt(p, 0), gt(q, 0)))


@rule(
    title=Text("No less than the sum of lower bounds", "和不小于各项下界之和"),
    why=Text(
        "Each term is at least its bound, so the sum is at least the sum of the bounds.",
        "逐项不小于下界，故和不小于下界之和。",
    ),
    cite=_COVER,
    breaks_at={"f": "-1", "g": "0", "n": "2", "c": "0"},
)
def sum_ge_of_terms(f: Fn, g: Fn, n: Real, c: Real) -> Claim:
    given = (
        forall(_k, closed(ONE, n), ge(f(_k), g(_k))),
        eq(total(g(_k), _k, ONE, n), c),
    )
    return Claim(ge(total(f(_k), _k, ONE, n), c), given=given)


@rule(
    title=Text("Gibbs' inequality", "吉布斯不等式"),
    why=Text("Relative entropy is never negative.", "相对熵不为负。"),
    cite=ARTICLE("3"),
    breaks_at={"p": "1/4", "q": "1/2", "n": "2"},
)
def gibbs(p: Fn, q: Fn, n: Real) -> Claim:
    given = (*_distribution(p, n), *_distribution(q, n))
    return Claim(ge(total(p[_k] * log(p[_k] / q[_k]), _k, ONE, n), 0), given=given)


@rule(
    title=Text("Gibbs' inequality against equal weights", "与等权分布比较的吉布斯不等式"),
    why=Text(
        "Relative entropy to equal weights is never negative.", "相对于等权分布的相对熵不为负。"
    ),
    cite=ARTICLE("3"),
    breaks_at={"p": "1/4", "c": "1/2", "n": "2"},
)
def gibbs_constant(p: Fn, c: Real, n: Real) -> Claim:
    given = (*_distribution(p, n), gt(c, 0), eq(total(c, _k, ONE, n), 1))
    return Claim(ge(total(p[_k] * log(p[_k] / c), _k, ONE, n), 0), given=given)


@rule(
    title=Text("Cross-entropy is entropy plus relative entropy", "交叉熵等于熵加相对熵"),
    why=Text("The logarithm of the quotient is split.", "把商的对数拆开。"),
    cite=ARTICLE("4"),
    breaks_at={"p": "-1", "q": "1", "n": "1"},
)
def cross_entropy_eq(p: Fn, q: Fn, n: Real) -> Claim:
    left = -total(p[_k] * log(q[_k]), _k, ONE, n)
    entropy = -total(p[_k] * log(p[_k]), _k, ONE, n)
    return Claim(
        left,
        entropy + total(p[_k] * log(p[_k] / q[_k]), _k, ONE, n),
        given=(_positive(p, n), _positive(q, n)),
    )


@rule(
    title=Text("Less than one carries no negative information", "小于 1 的概率的信息量非负"),
    why=Text("log p ≤ 0 for 0 < p ≤ 1.", "0 < p ≤ 1 时 log p ≤ 0。"),
    cite=ARTICLE("1"),
    breaks_at={"p": "2"},
)
def neg_mul_log_nonneg(p: Real) -> Claim:
    return Claim(ge(-(p * log(p)), ZERO), given=(gt(p, 0), le(p, 1)))


@rule(
    title=Text("Entropy is not negative", "熵非负"),
    why=Text("Every outcome carries non-negative information.", "每个结果的信息量都非负。"),
    cite=ARTICLE("2"),
    breaks_at={"p": "2", "n": "1"},
)
def entropy_nonneg(p: Fn, n: Real) -> Claim:
    given = (_positive(p, n), forall(_k, closed(ONE, n), le(p[_k], 1)))
    return Claim(ge(total(-(p[_k] * log(p[_k])), _k, ONE, n), 0), given=given)


@rule(
    title=Text("Entropy is at most log n", "熵不超过 log n"),
    why=Text(
        "No distribution on n outcomes is more uncertain than the uniform one.",
        "n 个结果的分布中均匀分布最不确定。",
    ),
    cite=ARTICLE("2"),
    breaks_at={"p": "2", "n": "1"},
)
def entropy_le_log(p: Fn, n: Real) -> Claim:
    given = _distribution(p, n)
    return Claim(le(-total(p[_k] * log(p[_k]), _k, ONE, n), log(n)), given=given)


@rule(
    title=Text("Difference not negative", "差非负"),
    why=Text("Bring everything to one side.", "移项。"),
    cite=_COVER,
)
def le_iff_sub_nonneg(a: Real, b: Real) -> Claim:
    return Claim(eq(le(a, b), ge(b - a, 0)))
