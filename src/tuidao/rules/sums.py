"""Sums: linearity, telescoping, closed forms, and infinite sums as limits."""

from tuidao.lang import op as ops
from tuidao.lang.build import (
    ONE,
    TWO,
    ZERO,
    D,
    abs_,
    apply,
    defined,
    eq,
    forall,
    ge,
    gt,
    integral,
    le,
    lim,
    lt,
    member,
    minus_oo,
    ne,
    near,
    oo,
    opened,
    total,
)
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, Value, rule
from tuidao.text import Text

_k, _n = Sym("k"), Sym("n")
MINUS_ONE = App(ops.NEG, (Num(1),))


def _series(f: Fn, a: Real) -> App:
    return apply(ops.CONVERGES, total(f(_k), _k, a, oo))


def _terms(f: Fn, a: Real) -> Term:
    """Every term has a value."""
    whole = member(_k, App(ops.INTEGERS, ()))
    claim = apply(ops.IMPLIES, whole, defined(f(_k)))
    return forall(_k, apply(ops.INTERVAL_ROPEN, a, oo), claim)


_CONCRETE = BOOK("Graham, Knuth, Patashnik", "Concrete Mathematics", "ch. 2")


@rule(
    title=Text("Telescoping sum", "裂项求和"),
    why=Text("Neighbouring terms cancel; the two ends are left.", "相邻项相消，只剩首尾两项。"),
    cite=_CONCRETE,
    breaks_at={"f": "k", "a": "1", "b": "-2"},
)
def sum_telescope(f: Fn, a: Real, b: Real) -> Claim:
    left = total(f(_k + 1) - f(_k), _k, a, b)
    return Claim(left, f(b + 1) - f(a), given=(le(a - 1, b), defined(left)))


@rule(
    title=Text("Infinite sum", "无穷级数的和"),
    why=Text("The sum of a series is the limit of its partial sums.", "级数的和是部分和的极限。"),
    cite=LECTURE("4.2"),
)
def sum_infinite(f: Fn, a: Real) -> Claim:
    return Claim(total(f(_k), _k, a, oo), lim(total(f(_k), _k, a, _n), _n, oo))


@rule(
    title=Text("Sum of a constant factor", "常数因子提出求和号"),
    why=Text(
        "A factor that does not depend on the index goes in front.",
        "与求和指标无关的因子可提到求和号外。",
    ),
    cite=_CONCRETE,
)
def sum_mul_const(c: Real, f: Fn, a: Real, b: Real) -> Claim:
    return Claim(total(c * f(_k), _k, a, b), c * total(f(_k), _k, a, b))


@rule(
    title=Text("Sum term by term", "逐项求和"),
    why=Text("Sum term by term.", "逐项求和。"),
    cite=_CONCRETE,
)
def sum_add(f: Fn, g: Fn, a: Real, b: Real) -> Claim:
    return Claim(total(f(_k) + g(_k), _k, a, b), total(f(_k), _k, a, b) + total(g(_k), _k, a, b))


@rule(
    title=Text("Sum of one term", "单项的和"),
    why=Text("There is one term.", "只有一项。"),
    cite=_CONCRETE,
)
def sum_one(f: Fn, a: Real) -> Claim:
    return Claim(total(f(_k), _k, a, a), f(a))


@rule(
    title=Text("Last term split off", "分出末项"),
    why=Text("Write the last term apart.", "把末项单独写出。"),
    cite=_CONCRETE,
    breaks_at={"f": "k", "a": "1", "b": "-1"},
)
def sum_split_last(f: Fn, a: Real, b: Real) -> Claim:
    return Claim(total(f(_k), _k, a, b), total(f(_k), _k, a, b - 1) + f(b), given=(le(a, b),))


@rule(
    title=Text("Binomial row", "二项式系数之和"),
    why=Text("A set of m things has 2^m subsets.", "m 元集合共有 2^m 个子集。"),
    cite=BOOK("Graham, Knuth, Patashnik", "Concrete Mathematics", "5.1"),
    breaks_at={"m": "-1"},
)
def sum_binomial(m: Real) -> Claim:
    left = total(apply(ops.BINOMIAL, m, _k), _k, ZERO, m)
    return Claim(left, TWO**m, given=(member(m, App(ops.INTEGERS, ())), ge(m, 0)))


@rule(
    title=Text("Sum of the reciprocal even powers", "偶数次倒数幂的和"),
    why=Text(
        "Euler's value of the series of reciprocal even powers.", "欧拉给出的偶数次倒数幂级数的和。"
    ),
    cite=BOOK("Apostol", "Introduction to Analytic Number Theory", "12.17"),
    decide="zeta_even",
)
def sum_zeta_even(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Sum written out", "逐项写出"),
    why=Text("Write the terms out.", "逐项写出。"),
    cite=_CONCRETE,
    decide="sum_written_out",
)
def sum_written_out(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Divergence by the terms", "通项不趋于零则发散"),
    why=Text(
        "The terms stay above a positive number, so the partial sums grow without bound.",
        "通项保持大于某个正数，部分和无界增大。",
    ),
    cite=LECTURE("4.2"),
    breaks_at={"f": "1/k**2", "a": "1", "L": "0"},
)
def sum_oo_of_lim_pos(f: Fn, a: Real, L: Value) -> Claim:
    return Claim(
        total(f(_k), _k, a, oo), oo, given=(eq(lim(f(_k), _k, oo), L), gt(L, 0), _terms(f, a))
    )


@rule(
    title=Text("Divergence by negative terms", "通项保持为负则发散"),
    why=Text(
        "The terms stay below a negative number, so the partial sums fall without bound.",
        "通项保持小于某个负数，部分和无界减小。",
    ),
    cite=LECTURE("4.2"),
    breaks_at={"f": "-1/k**2", "a": "1", "L": "0"},
)
def sum_oo_of_lim_neg(f: Fn, a: Real, L: Value) -> Claim:
    return Claim(
        total(f(_k), _k, a, oo), minus_oo, given=(eq(lim(f(_k), _k, oo), L), lt(L, 0), _terms(f, a))
    )


def _not(claim: Term) -> App:
    return apply(ops.NOT, claim)


_RUDIN = BOOK("Rudin", RUDIN, "ch. 3")


@rule(
    title=Text("Divergence test", "级数收敛的必要条件"),
    why=Text("The terms do not tend to 0.", "通项不趋于零。"),
    cite=_RUDIN,
    breaks_at={"f": "1/k**2", "a": "1", "L": "0"},
)
def diverges_of_lim_ne_zero(f: Fn, a: Real, L: Real) -> Claim:
    return Claim(_not(_series(f, a)), given=(eq(lim(f(_k), _k, oo), L), ne(L, 0)))


@rule(
    title=Text("Divergence of unbounded terms", "通项无界则发散"),
    why=Text("The terms grow without bound.", "通项无界。"),
    cite=_RUDIN,
)
def diverges_of_lim_oo(f: Fn, a: Real) -> Claim:
    return Claim(_not(_series(f, a)), given=(eq(lim(abs_(f(_k)), _k, oo), oo),))


@rule(
    title=Text("p-series", "p 级数"),
    why=Text("A p-series with p > 1 converges.", "p > 1 时 p 级数收敛。"),
    cite=_RUDIN,
    breaks_at={"p": "1", "a": "1"},
)
def converges_p_series(p: Real, a: Real) -> Claim:
    term = ONE / _k**p
    return Claim(apply(ops.CONVERGES, total(term, _k, a, oo)), given=(gt(p, 1), ge(a, 1)))


@rule(
    title=Text("Divergent p-series", "发散的 p 级数"),
    why=Text("A p-series with p ≤ 1 diverges.", "p ≤ 1 时 p 级数发散。"),
    cite=_RUDIN,
    breaks_at={"p": "2", "a": "1"},
)
def diverges_p_series(p: Real, a: Real) -> Claim:
    term = ONE / _k**p
    return Claim(_not(apply(ops.CONVERGES, total(term, _k, a, oo))), given=(le(p, 1), ge(a, 1)))


@rule(
    title=Text("Ratio test", "比值判别法"),
    why=Text(
        "The ratio of neighbouring terms tends to a limit below 1.", "相邻两项之比的极限小于 1。"
    ),
    cite=_RUDIN,
    breaks_at={"f": "1/k", "a": "1", "L": "1"},
)
def converges_of_ratio(f: Fn, a: Real, L: Real) -> Claim:
    ratio = lim(abs_(f(_k + 1) / f(_k)), _k, oo)
    return Claim(_series(f, a), given=(eq(ratio, L), lt(L, 1), _terms(f, a)))


@rule(
    title=Text("Ratio test: divergence", "比值判别法：发散"),
    why=Text(
        "The ratio of neighbouring terms tends to a limit above 1.", "相邻两项之比的极限大于 1。"
    ),
    cite=_RUDIN,
    breaks_at={"f": "1/k**2", "a": "1", "L": "1"},
)
def diverges_of_ratio(f: Fn, a: Real, L: Real) -> Claim:
    ratio = lim(abs_(f(_k + 1) / f(_k)), _k, oo)
    return Claim(_not(_series(f, a)), given=(eq(ratio, L), gt(L, 1)))


@rule(
    title=Text("Root test", "根值判别法"),
    why=Text(
        "The k-th root of the terms tends to a limit below 1.", "通项的 k 次方根的极限小于 1。"
    ),
    cite=_RUDIN,
    breaks_at={"f": "1/k", "a": "1", "L": "1"},
)
def converges_of_root(f: Fn, a: Real, L: Real) -> Claim:
    root = lim(abs_(f(_k)) ** (ONE / _k), _k, oo)
    return Claim(_series(f, a), given=(eq(root, L), lt(L, 1), _terms(f, a)))


@rule(
    title=Text("Limit comparison", "比较判别法的极限形式"),
    why=Text(
        "The quotient with the terms of a convergent series tends to a number.",
        "与收敛级数通项之比的极限是有限数。",
    ),
    cite=_RUDIN,
)
def converges_of_quotient(f: Fn, g: Fn, a: Real, L: Real) -> Claim:
    return Claim(
        _series(f, a),
        given=(
            eq(lim(f(_k) / g(_k), _k, oo), L),
            near(gt(g(_k), 0), _k, oo),
            _series(g, a),
            _terms(f, a),
        ),
    )


@rule(
    title=Text("Limit comparison: divergence", "比较判别法的极限形式：发散"),
    why=Text(
        "The quotient with the terms of a divergent series tends to a number that is not 0.",
        "与发散级数通项之比的极限是非零数。",
    ),
    cite=_RUDIN,
    breaks_at={"f": "1/k**2", "g": "1/k", "a": "1", "L": "0"},
)
def diverges_of_quotient(f: Fn, g: Fn, a: Real, L: Real) -> Claim:
    quotient = lim(f(_k) / g(_k), _k, oo)
    return Claim(
        _not(_series(f, a)),
        given=(eq(quotient, L), ne(L, 0), near(gt(g(_k), 0), _k, oo), _not(_series(g, a))),
    )


@rule(
    title=Text("Comparison with a divergent series", "与发散级数比较"),
    why=Text(
        "The terms outgrow those of a divergent series.", "通项比发散级数的通项更大（阶更高）。"
    ),
    cite=_RUDIN,
)
def diverges_of_quotient_oo(f: Fn, g: Fn, a: Real) -> Claim:
    quotient = lim(f(_k) / g(_k), _k, oo)
    return Claim(
        _not(_series(f, a)),
        given=(eq(quotient, oo), near(gt(g(_k), 0), _k, oo), _not(_series(g, a))),
    )


@rule(
    title=Text("Comparison", "比较判别法"),
    why=Text(
        "The terms are no larger in size than those of a convergent series.",
        "通项的绝对值不超过某收敛级数的通项。",
    ),
    cite=_RUDIN,
)
def converges_of_le(f: Fn, g: Fn, a: Real) -> Claim:
    return Claim(
        _series(f, a), given=(near(le(abs_(f(_k)), g(_k)), _k, oo), _series(g, a), _terms(f, a))
    )


@rule(
    title=Text("Alternating series", "莱布尼茨判别法"),
    why=Text(
        "The terms alternate in sign and fall to 0 in size.", "各项正负相间，绝对值单调趋于零。"
    ),
    cite=_RUDIN,
)
def converges_alternating(f: Fn, a: Real) -> Claim:
    term = MINUS_ONE**_k * f(_k)
    return Claim(
        apply(ops.CONVERGES, total(term, _k, a, oo)),
        given=(near(le(f(_k + 1), f(_k)), _k, oo), eq(lim(f(_k), _k, oo), 0), _terms(f, a)),
    )


@rule(
    title=Text("Alternating series, rising", "莱布尼茨判别法（负项形式）"),
    why=Text("The terms alternate in sign and rise to 0.", "各项正负相间，单调上升趋于零。"),
    cite=_RUDIN,
)
def converges_alternating_rising(f: Fn, a: Real) -> Claim:
    term = MINUS_ONE**_k * f(_k)
    return Claim(
        apply(ops.CONVERGES, total(term, _k, a, oo)),
        given=(
            near(ge(f(_k + 1), f(_k)), _k, oo),
            eq(lim(f(_k), _k, oo), 0),
            _terms(f, a),
        ),
    )


@rule(
    title=Text("Integral test", "积分判别法"),
    why=Text(
        "The terms fall and are positive, and their integral is finite.",
        "通项为正且单调递减，相应的反常积分收敛。",
    ),
    cite=_RUDIN,
)
def converges_of_integral(f: Fn, a: Real, L: Real) -> Claim:
    return Claim(
        _series(f, a),
        given=(
            forall(_k, opened(a, oo), lt(D(f(_k), _k), 0)),
            forall(_k, opened(a, oo), gt(f(_k), 0)),
            eq(integral(f(_k), _k, a, oo), L),
            _terms(f, a),
        ),
    )


@rule(
    title=Text("Integral test: divergence", "积分判别法：发散"),
    why=Text(
        "The terms fall and are positive, and their integral is infinite.",
        "通项为正且单调递减，相应的反常积分发散。",
    ),
    cite=_RUDIN,
)
def diverges_of_integral(f: Fn, a: Real) -> Claim:
    return Claim(
        _not(_series(f, a)),
        given=(
            forall(_k, opened(a, oo), lt(D(f(_k), _k), 0)),
            forall(_k, opened(a, oo), gt(f(_k), 0)),
            eq(integral(f(_k), _k, a, oo), oo),
        ),
    )
