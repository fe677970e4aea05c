"""Information: entropy, cross-entropy and relative entropy of distributions p, q on 1, …, n."""

from tuidao.lang.build import (
    ONE,
    ZERO,
    apply,
    closed,
    eq,
    forall,
    ge,
    gt,
    le,
    log,
    ne,
    total,
)
from tuidao.lang.op import CONVERT
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


@rule(
    title=Text("Information content", "信息量"),
    why=Text(
        "The information of an event of probability P is −log P.",
        "概率为 P 的事件的信息量为 −log P。",
    ),
    cite=ARTICLE("1"),
    decide="information",
)
def information_of(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Entropy", "熵"),
    why=Text(
        "The information expected: −Σ p·log p; an outcome of probability 0 adds nothing (0·log 0 counts as 0).",
        "信息量的期望：−Σ p·log p；概率为 0 的结果不计（约定 0·log 0 = 0）。",
    ),
    cite=ARTICLE("2"),
    decide="information",
)
def entropy_of(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Cross-entropy", "交叉熵"),
    why=Text(
        "The information under q expected under p: −Σ p·log q; an outcome that p rules out adds nothing.",
        "按 p 对 q 的信息量求期望：−Σ p·log q；p = 0 的结果不计。",
    ),
    cite=ARTICLE("4"),
    decide="information",
)
def cross_entropy_of(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Relative entropy", "相对熵"),
    why=Text(
        "Σ p·log(p/q); an outcome that p rules out adds nothing.",
        "Σ p·log(p/q)；p = 0 的结果不计。",
    ),
    cite=ARTICLE("3"),
    decide="information",
)
def relative_entropy_of(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Joint entropy", "联合熵"),
    why=Text(
        "The entropy of the pairs.",
        "把各对结果看作一个分布，求它的熵。",
    ),
    cite=_COVER,
    decide="information",
)
def joint_entropy_of(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Chain rule of entropy", "熵的链式法则"),
    why=Text(
        "H(Y | X) = H(X, Y) − H(X); the probabilities of X are the sums of the rows.",
        "H(Y | X) = H(X, Y) − H(X)；X 的分布由各行求和得到。",
    ),
    cite=_COVER,
    decide="information",
)
def conditional_entropy_of(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Mutual information", "互信息"),
    why=Text(
        "I(X; Y) = H(X) + H(Y) − H(X, Y); the marginals are the sums of the rows and of the columns.",
        "I(X; Y) = H(X) + H(Y) − H(X, Y)；边缘分布由各行、各列求和得到。",
    ),
    cite=_COVER,
    decide="information",
)
def mutual_information_of(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Infinite relative entropy", "相对熵为无穷"),
    why=Text(
        "An outcome with p > 0 has q = 0: its information under q is infinite.",
        "存在 p > 0 而 q = 0 的结果，它在 q 下的信息量为无穷。",
    ),
    cite=ARTICLE("3"),
    decide="information_infinite",
)
def information_infinite(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Units of information", "信息量的单位换算"),
    why=Text(
        "Logarithms to two bases differ by a factor: 1 bit is log 2 nats, 1 hartley is log 10 nats.",
        "不同底的对数只差一个因子：1 比特 = log 2 奈特，1 哈特莱 = log 10 奈特。",
    ),
    cite=ARTICLE("1"),
    breaks_at={"x": "1", "a": "-1", "b": "2"},
)
def unit_converted(x: Real, a: Real, b: Real) -> Claim:
    given = (gt(a, 0), ne(a, 1), gt(b, 0), ne(b, 1))
    return Claim(apply(CONVERT, x, a, b), x * log(a) / log(b), given=given)
