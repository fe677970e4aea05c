"""Theorems about distributions: equality in Gibbs' inequality, Jensen, the chain rule of entropy, curvature of losses."""

from tuidao.lang.build import (
    ONE,
    ZERO,
    closed,
    delta,
    eq,
    forall,
    ge,
    gt,
    le,
    log,
    lt,
    member,
    ne,
    sigmoid,
    total,
)
from tuidao.lang.op import INTEGERS
from tuidao.lang.term import App, Sym, Term
from tuidao.rules.cite import ARTICLE, BOOK, LECTURE
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_i, _j, _k, _l = Sym("i"), Sym("j"), Sym("k"), Sym("l")
_COVER = BOOK("Cover, Thomas", "Elements of Information Theory", "ch. 2")
_BOYD = BOOK("Boyd, Vandenberghe", "Convex Optimization", "3.1")


def _positive(p: Fn, n: Term) -> Term:
    return forall(_k, closed(ONE, n), gt(p[_k], 0))


def _distribution(p: Fn, n: Term) -> tuple[Term, Term]:
    return _positive(p, n), eq(total(p[_k], _k, ONE, n), 1)


def _index(i: Term, n: Term) -> tuple[Term, ...]:
    """i is one of 1, …, n."""
    return le(ONE, i), le(i, n), member(i, App(INTEGERS, ()))


def _over(body: Term, n: Term) -> Term:
    return total(body, _k, ONE, n)


def _table(body: Term, n: Term, m: Term) -> Term:
    return total(total(body, _l, ONE, m), _k, ONE, n)


def _joint(p: Fn, r: Fn, n: Term, m: Term) -> tuple[Term, ...]:
    """A table of positive probabilities, and the sums of its rows."""
    rows = closed(ONE, n)
    return (
        forall(_k, rows, forall(_l, closed(ONE, m), gt(p[_k, _l], 0))),
        forall(_k, rows, gt(r[_k], 0)),
        forall(_k, rows, eq(total(p[_k, _l], _l, ONE, m), r[_k])),
    )


@rule(
    title=Text("Logarithm strictly above a hyperbola", "对数严格大于 1 − 1/t"),
    why=Text(
        "log t > 1 − 1/t for t ≠ 1, with t = p/q and multiplied by p.",
        "t ≠ 1 时 log t > 1 − 1/t；取 t = p/q，两边乘以 p。",
    ),
    cite=_COVER,
    breaks_at={"p": "1", "q": "1"},
)
def mul_log_div_gt(p: Real, q: Real) -> Claim:
    return Claim(gt(p * log(p / q), p - q), given=(gt(p, 0), gt(q, 0), ne(p, q)))


@rule(
    title=Text("Below the tangent of the logarithm", "对数曲线在切线下方"),
    why=Text(
        "The logarithm lies below its tangent at m; multiplied by p.",
        "对数函数的图像在点 m 处切线的下方；两边乘以 p。",
    ),
    cite=_BOYD,
    breaks_at={"p": "-1", "t": "1", "m": "2"},
)
def mul_log_le_tangent(p: Real, t: Real, m: Real) -> Claim:
    given = (gt(p, 0), gt(t, 0), gt(m, 0))
    return Claim(le(p * log(t), p * (log(m) + (t - m) / m)), given=given)


@rule(
    title=Text("Uncertain, so informative", "不确定的结果带有信息"),
    why=Text("log p < 0 for 0 < p < 1.", "0 < p < 1 时 log p < 0。"),
    cite=ARTICLE("1"),
    breaks_at={"p": "1"},
)
def neg_mul_log_pos(p: Real) -> Claim:
    return Claim(gt(-(p * log(p)), ZERO), given=(gt(p, 0), lt(p, 1)))


@rule(
    title=Text("No more than the sum of upper bounds", "和不大于各项上界之和"),
    why=Text(
        "Each term is at most its bound, so the sum is at most the sum of the bounds.",
        "逐项不大于上界，故和不大于上界之和。",
    ),
    cite=_COVER,
    breaks_at={"f": "1", "g": "0", "n": "2", "c": "0"},
)
def sum_le_of_terms(f: Fn, g: Fn, n: Real, c: Real) -> Claim:
    each = forall(_k, closed(ONE, n), le(f(_k), g(_k)))
    return Claim(le(_over(f(_k), n), c), given=(each, eq(_over(g(_k), n), c)))


@rule(
    title=Text("More than the sum of lower bounds", "和大于各项下界之和"),
    why=Text(
        "Each term is at least its bound and one is more, so the sum is more than that of the bounds.",
        "逐项不小于下界，且有一项大于下界，故和大于下界之和。",
    ),
    cite=_COVER,
    breaks_at={"f": "0", "g": "0", "n": "2", "c": "0", "i": "1"},
)
def sum_gt_of_terms(f: Fn, g: Fn, n: Real, c: Real, i: Real) -> Claim:
    given = (
        forall(_k, closed(ONE, n), ge(f(_k), g(_k))),
        eq(_over(g(_k), n), c),
        *_index(i, n),
        gt(f(i), g(i)),
    )
    return Claim(gt(_over(f(_k), n), c), given=given)


@rule(
    title=Text("Equality in Gibbs' inequality", "吉布斯不等式取等条件"),
    why=Text(
        "Two distributions that differ have positive relative entropy.",
        "两个不同的分布之间相对熵为正。",
    ),
    cite=ARTICLE("3"),
    breaks_at={"p": "1/2", "q": "1/2", "n": "2", "i": "1"},
)
def gibbs_strict(p: Fn, q: Fn, n: Real, i: Real) -> Claim:
    given = (*_distribution(p, n), *_distribution(q, n), *_index(i, n), ne(p[i], q[i]))
    return Claim(gt(_over(p[_k] * log(p[_k] / q[_k]), n), 0), given=given)


@rule(
    title=Text("Zero entropy only for certainty", "熵为零仅当结果确定"),
    why=Text(
        "An outcome that is possible and not certain carries positive information.",
        "可能而不必然的结果带有正的信息量。",
    ),
    cite=ARTICLE("2"),
    breaks_at={"p": "1", "n": "1", "i": "1"},
)
def entropy_pos(p: Fn, n: Real, i: Real) -> Claim:
    at_most = forall(_k, closed(ONE, n), le(p[_k], 1))
    given = (_positive(p, n), at_most, *_index(i, n), lt(p[i], 1))
    return Claim(gt(_over(-(p[_k] * log(p[_k])), n), 0), given=given)


@rule(
    title=Text("Entropy log n only for equal weights", "熵为 log n 仅当等概率"),
    why=Text(
        "A distribution that is not uniform is less uncertain than the uniform one.",
        "非均匀分布的不确定性小于均匀分布。",
    ),
    cite=ARTICLE("2"),
    breaks_at={"p": "1/2", "n": "2", "i": "1"},
)
def entropy_lt_log(p: Fn, n: Real, i: Real) -> Claim:
    given = (*_distribution(p, n), *_index(i, n), ne(p[i], ONE / n))
    return Claim(lt(-_over(p[_k] * log(p[_k]), n), log(n)), given=given)


@rule(
    title=Text("Jensen's inequality for the logarithm", "对数的琴生不等式"),
    why=Text(
        "The mean of the logarithms is at most the logarithm of the mean.",
        "对数的平均不超过平均的对数。",
    ),
    cite=_BOYD,
    breaks_at={"p": "2", "t": "3", "n": "1"},
)
def jensen_log(p: Fn, t: Fn, n: Real) -> Claim:
    positive = forall(_k, closed(ONE, n), gt(t(_k), 0))
    given = (*_distribution(p, n), positive)
    return Claim(le(_over(p[_k] * log(t(_k)), n), log(_over(p[_k] * t(_k), n))), given=given)


@rule(
    title=Text("Gibbs' inequality by Jensen", "由琴生不等式得吉布斯不等式"),
    why=Text(
        "The mean of log(q/p) is at most log Σ q = log 1.",
        "log(q/p) 的平均不超过 log Σ q = log 1。",
    ),
    cite=ARTICLE("3"),
    breaks_at={"p": "1/4", "q": "1/2", "n": "2"},
)
def gibbs_by_jensen(p: Fn, q: Fn, n: Real) -> Claim:
    given = (*_distribution(p, n), *_distribution(q, n))
    return Claim(le(_over(p[_k] * log(q[_k] / p[_k]), n), 0), given=given)


@rule(
    title=Text("Chain rule for entropy", "联合熵的链式法则"),
    why=Text(
        "The logarithm of p(x, y) is that of p(x) plus that of p(y | x): H(X, Y) = H(X) + H(Y | X).",
        "log p(x, y) = log p(x) + log p(y | x)，取期望得 H(X, Y) = H(X) + H(Y | X)。",
    ),
    cite=_COVER,
    breaks_at={"p": "1/4", "r": "1/4", "n": "2", "m": "2"},
)
def entropy_chain(p: Fn, r: Fn, n: Real, m: Real) -> Claim:
    cell = p[_k, _l]
    left = -_table(cell * log(cell), n, m)
    right = -_over(r[_k] * log(r[_k]), n) + -_table(cell * log(cell / r[_k]), n, m)
    return Claim(left, right, given=_joint(p, r, n, m))


@rule(
    title=Text("Mutual information in entropies", "用熵表示互信息"),
    why=Text(
        "The logarithm is taken apart: I(X; Y) = H(X) + H(Y) − H(X, Y).",
        "把对数拆开，得 I(X; Y) = H(X) + H(Y) − H(X, Y)。",
    ),
    cite=_COVER,
    breaks_at={"p": "1/4", "r": "1/4", "c": "1/4", "n": "2", "m": "2"},
)
def mutual_information_eq(p: Fn, r: Fn, c: Fn, n: Real, m: Real) -> Claim:
    cell = p[_k, _l]
    left = _table(cell * log(cell / (r[_k] * c[_l])), n, m)
    across = -_over(r[_k] * log(r[_k]), n)
    down = -total(c[_l] * log(c[_l]), _l, ONE, m)
    columns = closed(ONE, m)
    given = (
        *_joint(p, r, n, m),
        forall(_l, columns, gt(c[_l], 0)),
        forall(_l, columns, eq(total(p[_k, _l], _k, ONE, n), c[_l])),
    )
    return Claim(left, across + down - -_table(cell * log(cell), n, m), given=given)


@rule(
    title=Text("Mutual information is not negative", "互信息非负"),
    why=Text(
        "It is the relative entropy of the joint distribution to the product of the marginals.",
        "它是联合分布相对于边缘分布之积的相对熵。",
    ),
    cite=_COVER,
    breaks_at={"p": "1/8", "r": "1/2", "c": "1/2", "n": "2", "m": "2"},
)
def mutual_information_nonneg(p: Fn, r: Fn, c: Fn, n: Real, m: Real) -> Claim:
    cell, rows, columns = p[_k, _l], closed(ONE, n), closed(ONE, m)
    given = (
        forall(_k, rows, forall(_l, columns, gt(cell, 0))),
        forall(_k, rows, gt(r[_k], 0)),
        forall(_l, columns, gt(c[_l], 0)),
        eq(_table(cell, n, m), 1),
        eq(_over(r[_k], n), 1),
        eq(total(c[_l], _l, ONE, m), 1),
    )
    return Claim(ge(_table(cell * log(cell / (r[_k] * c[_l])), n, m), 0), given=given)


@rule(
    title=Text("A variance is not negative", "方差非负"),
    why=Text(
        "It is the mean of the squared distances from the mean.", "它是与均值之差的平方的均值。"
    ),
    cite=_COVER,
    breaks_at={"p": "1", "v": "1", "n": "2"},
)
def variance_nonneg(p: Fn, v: Fn, n: Real) -> Claim:
    mean = _over(p[_k] * v[_k], n)
    return Claim(ge(_over(p[_k] * v[_k] ** 2, n) - mean**2, 0), given=_distribution(p, n))


@rule(
    title=Text("Softmax cross-entropy is convex", "softmax 交叉熵是凸函数"),
    why=Text(
        "The Hessian of log Σ e^z, and so of the loss, is positive semidefinite: vᵀHv is a variance.",
        "log Σ e^z 的黑塞矩阵（也就是该损失的黑塞矩阵）半正定：vᵀHv 是一个方差。",
    ),
    cite=ARTICLE("5"),
    breaks_at={"p": "1", "v": "1", "n": "2"},
)
def softmax_convex(p: Fn, v: Fn, n: Real) -> Claim:
    entry = p[_k] * delta(_k, _l) - p[_k] * p[_l]
    form = total(total(v[_k] * v[_l] * entry, _l, ONE, n), _k, ONE, n)
    return Claim(ge(form, 0), given=_distribution(p, n))


@rule(
    title=Text("Logistic cross-entropy is convex", "逻辑回归的交叉熵是凸函数"),
    why=Text(
        "vᵀHv is a sum of squares with weights σ(1 − σ) ≥ 0.",
        "vᵀHv 是以 σ(1 − σ) ≥ 0 为权的平方和。",
    ),
    cite=LECTURE("2.5"),
)
def logistic_convex(a: Fn, x: Fn, v: Fn, m: Real, p: Real) -> Claim:
    weight = sigmoid(a[_i]) * (1 - sigmoid(a[_i]))
    entry = total(weight * x[_i, _j] * x[_i, _l], _i, ONE, m) / m
    form = total(total(v[_j] * v[_l] * entry, _l, ONE, p), _j, ONE, p)
    return Claim(ge(form, 0), given=(ge(m, 1),))


@rule(
    title=Text("Less by something positive", "减去正数则变小"),
    why=Text("What is taken away is positive.", "所减去的是正数。"),
    cite=_COVER,
    breaks_at={"a": "1", "b": "-1"},
)
def sub_lt_self(a: Real, b: Real) -> Claim:
    return Claim(lt(a - b, a), given=(gt(b, 0),))


@rule(
    title=Text("Product of positive numbers", "正数之积"),
    why=Text("Both factors are positive.", "两个因子都为正。"),
    cite=_COVER,
    breaks_at={"a": "1", "b": "-1"},
)
def mul_pos(a: Real, b: Real) -> Claim:
    return Claim(gt(a * b, 0), given=(gt(a, 0), gt(b, 0)))


@rule(
    title=Text("Quotient of positive numbers", "正数之商"),
    why=Text("Both numbers are positive.", "两数都为正。"),
    cite=_COVER,
    breaks_at={"a": "1", "b": "-1"},
)
def div_pos(a: Real, b: Real) -> Claim:
    return Claim(gt(a / b, 0), given=(gt(a, 0), gt(b, 0)))


@rule(
    title=Text("A weighted square", "加权平方"),
    why=Text("A square is not negative, and the weight is positive.", "平方非负，权为正。"),
    cite=_COVER,
    breaks_at={"p": "-1", "x": "1"},
)
def mul_sq_nonneg(p: Real, x: Real) -> Claim:
    return Claim(ge(p * x**2, 0), given=(gt(p, 0),))
