"""Sums: linearity, telescoping, closed forms, and infinite sums as limits."""

from tuidao.lang import op as ops
from tuidao.lang.build import TWO, ZERO, apply, eq, gt, le, lim, lt, minus_oo, oo, total
from tuidao.lang.term import Sym
from tuidao.rules.cite import BOOK, LECTURE
from tuidao.rules.rule import Claim, Fn, Real, Value, rule
from tuidao.text import Text

_k, _n = Sym("k"), Sym("n")
_CONCRETE = BOOK("Graham, Knuth, Patashnik", "Concrete Mathematics", "ch. 2")


@rule(
    title=Text("Telescoping sum", "裂项求和"),
    why=Text("Neighbouring terms cancel; the two ends are left.", "相邻项相消，只剩首尾两项。"),
    cite=_CONCRETE,
    breaks_at={"f": "k", "a": "1", "b": "-2"},
)
def sum_telescope(f: Fn, a: Real, b: Real) -> Claim:
    return Claim(total(f(_k + 1) - f(_k), _k, a, b), f(b + 1) - f(a), given=(le(a - 1, b),))


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
)
def sum_binomial(m: Real) -> Claim:
    return Claim(total(apply(ops.BINOMIAL, m, _k), _k, ZERO, m), TWO**m)


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
    return Claim(total(f(_k), _k, a, oo), oo, given=(eq(lim(f(_k), _k, oo), L), gt(L, 0)))


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
    return Claim(total(f(_k), _k, a, oo), minus_oo, given=(eq(lim(f(_k), _k, oo), L), lt(L, 0)))
