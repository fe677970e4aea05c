"""Improper integrals without a value at hand: comparison with powers, Dirichlet's test, the interval split."""

from tuidao.lang import op as ops
from tuidao.lang.build import (
    D,
    abs_,
    apply,
    closed,
    continuous_on,
    cos,
    eq,
    forall,
    ge,
    gt,
    integral,
    le,
    lim,
    lt,
    ne,
    oo,
    opened,
    sin,
)
from tuidao.lang.term import App, Sym, Term
from tuidao.rules.cite import BOOK
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_t = Sym("t")
_TESTS = BOOK("Apostol", "Mathematical Analysis", "ch. 10")


def _converges(body: Term, a: Term, b: Term) -> App:
    return apply(ops.CONVERGES, integral(body, _t, a, b))


def _not(claim: Term) -> App:
    return apply(ops.NOT, claim)


def _without_low(a: Term, b: Term) -> App:
    return apply(ops.INTERVAL_LOPEN, a, b)


def _without_high(a: Term, b: Term) -> App:
    return apply(ops.INTERVAL_ROPEN, a, b)


@rule(
    title=Text("Comparison far out", "无穷远处的比较判别法"),
    why=Text(
        "Far out the integrand is at most a multiple of t^(−p) with p > 1.",
        "在无穷远处被积函数的绝对值不超过 t^(−p) 的倍数，p > 1。",
    ),
    cite=_TESTS,
    breaks_at={"f": "1/t", "a": "1", "m": "1", "p": "1", "k": "1"},
)
def converges_far(f: Fn, a: Real, m: Real, p: Real, k: Real) -> Claim:
    small = forall(_t, opened(m, oo), le(abs_(_t**p * f(_t)), k))
    given = (continuous_on(f(_t), _t, closed(a, oo)), gt(m, 0), ge(m, a), gt(p, 1), small)
    return Claim(_converges(f(_t), a, oo), given=given)


@rule(
    title=Text("Comparison with 1/t far out", "与 1/t 比较：发散"),
    why=Text(
        "Far out the integrand keeps its sign and is at least a multiple of 1/t.",
        "在无穷远处被积函数不变号，且绝对值不小于 1/t 的倍数。",
    ),
    cite=_TESTS,
    breaks_at={"f": "1/t**2", "a": "1", "m": "1", "k": "1"},
)
def diverges_far(f: Fn, a: Real, m: Real, k: Real) -> Claim:
    large = forall(_t, opened(m, oo), ge(_t * f(_t) / k, 1))
    given = (continuous_on(f(_t), _t, closed(a, oo)), gt(m, 0), ge(m, a), ne(k, 0), large)
    return Claim(_not(_converges(f(_t), a, oo)), given=given)


@rule(
    title=Text("Comparison at the lower end", "下端点处的比较判别法"),
    why=Text(
        "Near the lower end the integrand is at most a multiple of (t − a)^(−p) with p < 1.",
        "在下端点附近被积函数的绝对值不超过 (t − a)^(−p) 的倍数，p < 1。",
    ),
    cite=_TESTS,
    breaks_at={"f": "1/t", "a": "0", "b": "1", "m": "1", "p": "1", "k": "1"},
)
def converges_low(f: Fn, a: Real, b: Real, m: Real, p: Real, k: Real) -> Claim:
    small = forall(_t, opened(a, m), le(abs_((_t - a) ** p * f(_t)), k))
    given = (continuous_on(f(_t), _t, _without_low(a, b)), gt(m, a), le(m, b), lt(p, 1), small)
    return Claim(_converges(f(_t), a, b), given=given)


@rule(
    title=Text("Comparison with 1/(t − a) at the lower end", "下端点处与 1/(t − a) 比较：发散"),
    why=Text(
        "Near the lower end the integrand keeps its sign and is at least a multiple of 1/(t − a).",
        "在下端点附近被积函数不变号，且绝对值不小于 1/(t − a) 的倍数。",
    ),
    cite=_TESTS,
    breaks_at={"f": "1/sqrt(t)", "a": "0", "b": "1", "m": "1", "k": "1"},
)
def diverges_low(f: Fn, a: Real, b: Real, m: Real, k: Real) -> Claim:
    large = forall(_t, opened(a, m), ge((_t - a) * f(_t) / k, 1))
    given = (continuous_on(f(_t), _t, _without_low(a, b)), gt(m, a), le(m, b), ne(k, 0), large)
    return Claim(_not(_converges(f(_t), a, b)), given=given)


@rule(
    title=Text("Comparison at the upper end", "上端点处的比较判别法"),
    why=Text(
        "Near the upper end the integrand is at most a multiple of (b − t)^(−p) with p < 1.",
        "在上端点附近被积函数的绝对值不超过 (b − t)^(−p) 的倍数，p < 1。",
    ),
    cite=_TESTS,
    breaks_at={"f": "1/(1 - t)", "a": "0", "b": "1", "m": "0", "p": "1", "k": "1"},
)
def converges_high(f: Fn, a: Real, b: Real, m: Real, p: Real, k: Real) -> Claim:
    small = forall(_t, opened(m, b), le(abs_((b - _t) ** p * f(_t)), k))
    given = (continuous_on(f(_t), _t, _without_high(a, b)), ge(m, a), lt(m, b), lt(p, 1), small)
    return Claim(_converges(f(_t), a, b), given=given)


@rule(
    title=Text("Comparison with 1/(b − t) at the upper end", "上端点处与 1/(b − t) 比较：发散"),
    why=Text(
        "Near the upper end the integrand keeps its sign and is at least a multiple of 1/(b − t).",
        "在上端点附近被积函数不变号，且绝对值不小于 1/(b − t) 的倍数。",
    ),
    cite=_TESTS,
    breaks_at={"f": "1/sqrt(1 - t)", "a": "0", "b": "1", "m": "0", "k": "1"},
)
def diverges_high(f: Fn, a: Real, b: Real, m: Real, k: Real) -> Claim:
    large = forall(_t, opened(m, b), ge((b - _t) * f(_t) / k, 1))
    given = (continuous_on(f(_t), _t, _without_high(a, b)), ge(m, a), lt(m, b), ne(k, 0), large)
    return Claim(_not(_converges(f(_t), a, b)), given=given)


def _dirichlet(f: Fn, g: Fn, wave: Term, a: Real, b: Real, m: Real) -> Claim:
    far = opened(m, oo)
    given = (
        eq(lim(g(_t), _t, oo), 0),
        continuous_on(f(_t), _t, closed(a, oo)),
        ge(m, a),
        ne(b, 0),
        forall(_t, far, eq(f(_t), g(_t) * wave)),
        forall(_t, far, le(D(g(_t), _t), 0)),
    )
    return Claim(_converges(f(_t), a, oo), given=given)


@rule(
    title=Text("Dirichlet's test, sine", "狄利克雷判别法（正弦）"),
    why=Text(
        "The integrals of the sine are bounded, and its factor falls to 0.",
        "正弦的积分有界，另一因子单调趋于 0。",
    ),
    cite=_TESTS,
    breaks_at={"f": "sin(t)", "g": "1", "a": "0", "b": "1", "d": "0", "m": "0"},
)
def converges_dirichlet_sin(f: Fn, g: Fn, a: Real, b: Real, d: Real, m: Real) -> Claim:
    return _dirichlet(f, g, sin(b * _t + d), a, b, m)


@rule(
    title=Text("Dirichlet's test, cosine", "狄利克雷判别法（余弦）"),
    why=Text(
        "The integrals of the cosine are bounded, and its factor falls to 0.",
        "余弦的积分有界，另一因子单调趋于 0。",
    ),
    cite=_TESTS,
    breaks_at={"f": "cos(t)", "g": "1", "a": "0", "b": "1", "d": "0", "m": "0"},
)
def converges_dirichlet_cos(f: Fn, g: Fn, a: Real, b: Real, d: Real, m: Real) -> Claim:
    return _dirichlet(f, g, cos(b * _t + d), a, b, m)


@rule(
    title=Text("Convergence in two parts", "分段判定收敛"),
    why=Text(
        "Both parts of the interval give a convergent integral.", "区间的两部分上的积分都收敛。"
    ),
    cite=_TESTS,
    breaks_at={"f": "1/t", "a": "0", "b": "1", "c": "1/2"},
)
def converges_split(f: Fn, a: Real, b: Real, c: Real) -> Claim:
    given = (_converges(f(_t), a, c), _converges(f(_t), c, b), lt(a, c), lt(c, b))
    return Claim(_converges(f(_t), a, b), given=given)


@rule(
    title=Text("Convergence in two parts, to infinity", "分段判定收敛（到无穷）"),
    why=Text(
        "Both parts of the interval give a convergent integral.", "区间的两部分上的积分都收敛。"
    ),
    cite=_TESTS,
    breaks_at={"f": "1/t", "a": "0", "c": "1"},
)
def converges_split_far(f: Fn, a: Real, c: Real) -> Claim:
    given = (_converges(f(_t), a, c), _converges(f(_t), c, oo), lt(a, c))
    return Claim(_converges(f(_t), a, oo), given=given)


@rule(
    title=Text("Divergence at the lower end", "下端点处发散"),
    why=Text("The part of the integral at the lower end diverges.", "积分在下端点一侧的部分发散。"),
    cite=_TESTS,
    breaks_at={"f": "1/sqrt(t)", "a": "0", "c": "1"},
)
def diverges_split_far(f: Fn, a: Real, c: Real) -> Claim:
    given = (_not(_converges(f(_t), a, c)), lt(a, c))
    return Claim(_not(_converges(f(_t), a, oo)), given=given)


@rule(
    title=Text("Divergence far out", "无穷远处发散"),
    why=Text("The part of the integral far out diverges.", "积分在无穷远一侧的部分发散。"),
    cite=_TESTS,
    breaks_at={"f": "exp(-t)", "a": "0", "c": "1"},
)
def diverges_tail(f: Fn, a: Real, c: Real) -> Claim:
    given = (_not(_converges(f(_t), c, oo)), lt(a, c))
    return Claim(_not(_converges(f(_t), a, oo)), given=given)


@rule(
    title=Text("Divergence of a part", "部分区间上发散"),
    why=Text(
        "The integral over a part of the interval that begins with it diverges.",
        "从下端点开始的部分区间上积分发散。",
    ),
    cite=_TESTS,
    breaks_at={"f": "1/sqrt(t)", "a": "0", "b": "1", "c": "1/2"},
)
def diverges_first(f: Fn, a: Real, b: Real, c: Real) -> Claim:
    given = (_not(_converges(f(_t), a, c)), lt(a, c), lt(c, b))
    return Claim(_not(_converges(f(_t), a, b)), given=given)


@rule(
    title=Text("Divergence of the last part", "末段区间上发散"),
    why=Text(
        "The integral over a part of the interval that ends with it diverges.",
        "到上端点为止的部分区间上积分发散。",
    ),
    cite=_TESTS,
    breaks_at={"f": "1/sqrt(1 - t)", "a": "0", "b": "1", "c": "1/2"},
)
def diverges_last(f: Fn, a: Real, b: Real, c: Real) -> Claim:
    given = (_not(_converges(f(_t), c, b)), lt(a, c), lt(c, b))
    return Claim(_not(_converges(f(_t), a, b)), given=given)
