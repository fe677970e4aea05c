"""Definite integrals: Newton–Leibniz, splitting, symmetry, improper integrals."""

from tuidao.lang.build import (
    ZERO,
    D,
    abs_,
    closed,
    continuous_on,
    eq,
    forall,
    gt,
    integral,
    le,
    lt,
    opened,
)
from tuidao.lang.term import Sym
from tuidao.rules.cite import BOOK, LECTURE
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_BOOK = LECTURE("4.2")
_t = Sym("t")
_IMPROPER = BOOK("Apostol", "Mathematical Analysis", "ch. 10")


@rule(
    title=Text("Integral over no length", "区间长度为零"),
    why=Text("The bounds are equal.", "上下限相等。"),
    cite=_BOOK,
    decide="integral_value",
)
def integral_no_length(f: Fn, a: Real, x: Real) -> Claim:
    return Claim(integral(f(x), x, a, a), ZERO)


@rule(
    title=Text("Bounds exchanged", "交换积分限"),
    why=Text("Exchanging the bounds changes the sign.", "交换上下限，积分变号。"),
    cite=_BOOK,
    decide="integral_turned",
)
def integral_turned(f: Fn, a: Real, b: Real, x: Real) -> Claim:
    return Claim(integral(f(x), x, a, b), -integral(f(x), x, b, a))


@rule(
    title=Text("Split the interval", "拆分积分区间"),
    why=Text(
        "Split the interval where the integrand changes its form.",
        "在被积函数改变形式的点处拆分区间。",
    ),
    cite=_BOOK,
    decide="integral_split",
)
def integral_split(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Newton–Leibniz formula", "牛顿–莱布尼茨公式"),
    why=Text(
        "Take an antiderivative that is continuous between the points where it is evaluated; at the ends of a stretch where it is not, take limits.",
        "取在各段内连续的原函数，用牛顿–莱布尼茨公式；在不连续的端点处取极限。",
    ),
    cite=_BOOK,
    decide="newton_leibniz",
)
def integral_newton_leibniz(a: Real, b: Real) -> Claim:
    return Claim(a, b)


def _changed(f: Fn, g: Fn, h: Fn, a: Real, b: Real, rising: bool) -> Claim:
    inside = opened(a, b)
    image = opened(g(a), g(b)) if rising else opened(g(b), g(a))
    slope = D(g(_t), _t)
    return Claim(
        integral(f(_t), _t, a, b),
        integral(h(_t), _t, g(a), g(b)),
        given=(
            lt(a, b),
            forall(_t, inside, eq(h(g(_t)) * slope, f(_t))),
            forall(_t, inside, gt(slope, 0) if rising else lt(slope, 0)),
            continuous_on(g(_t), _t, closed(a, b)),
            continuous_on(h(_t), _t, image),
        ),
    )


@rule(
    title=Text("Substitution with its bounds", "定积分的换元法"),
    why=Text(
        "Substitute an increasing function; the bounds become its values there.",
        "换元（单调增加的函数），积分限换成它在上下限处的值。",
    ),
    cite=_BOOK,
    breaks_at={"f": "2*t", "g": "t**2", "h": "2", "a": "-1", "b": "1"},
)
def integral_change(f: Fn, g: Fn, h: Fn, a: Real, b: Real) -> Claim:
    return _changed(f, g, h, a, b, True)


@rule(
    title=Text("Substitution with its bounds, decreasing", "定积分的换元法（单调减少）"),
    why=Text(
        "Substitute a decreasing function; the bounds become its values there.",
        "换元（单调减少的函数），积分限换成它在上下限处的值。",
    ),
    cite=_BOOK,
    breaks_at={"f": "2*t", "g": "t**2", "h": "2", "a": "-1", "b": "1"},
)
def integral_change_decreasing(f: Fn, g: Fn, h: Fn, a: Real, b: Real) -> Claim:
    return _changed(f, g, h, a, b, False)


@rule(
    title=Text("Values at the ends", "代入上下限"),
    why=Text("Put in the bounds, and take the limits.", "代入上下限，并求出极限。"),
    cite=_BOOK,
    decide="integral_ends",
)
def integral_ends(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Value of an integral", "积分的值"),
    why=Text("The value agrees with a certified enclosure.", "此值与可靠的区间估计一致。"),
    cite=_BOOK,
    decide="integral_value",
)
def integral_value(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Odd integrand", "奇函数的对称积分"),
    why=Text(
        "The integrand is odd and the interval symmetric.",
        "被积函数为奇函数，积分区间关于原点对称。",
    ),
    cite=_BOOK,
    decide="integral_odd",
)
def integral_odd(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Even integrand", "偶函数的对称积分"),
    why=Text(
        "The integrand is even and the interval symmetric: twice the integral over half of it.",
        "被积函数为偶函数，积分区间关于原点对称：等于半区间上积分的两倍。",
    ),
    cite=_BOOK,
    decide="integral_even",
)
def integral_even(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Sines and exponentials over powers of x", "含幂次分母的正弦、指数积分"),
    why=Text(
        "Each term xᵏe^(−px) contributes its finite part over (0, ∞): k!/p^(k+1), and for k = −m the number "
        "−(−p)^(m−1)/(m−1)!·(ln p − H), p complex; what is infinite at 0 cancels in the sum.",
        "各项 xᵏe^(−px) 在 (0, ∞) 上取有限部分：k!/p^(k+1)；当 k = −m 时为 −(−p)^(m−1)/(m−1)!·(ln p − H)，p 为复数；"
        "在 0 处的发散部分在求和中抵消。",
    ),
    cite=BOOK("Gelfand, Shilov", "Generalized Functions I", "ch. I, § 3"),
    decide="integral_waves",
)
def integral_waves(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Certified enclosure", "可靠的数值区间"),
    why=Text(
        "Certified quadrature in ball arithmetic encloses the integral this closely.",
        "用区间（球）算术作可靠的数值积分，得到这样精确的界。",
    ),
    cite=BOOK("Johansson", "Numerical integration in arbitrary-precision ball arithmetic", "§ 2"),
    decide="integral_enclosed",
)
def integral_enclosed(i: Real, c: Real, e: Real) -> Claim:
    return Claim(le(abs_(i - c), e))


@rule(
    title=Text("Reflection", "区间再现"),
    why=Text(
        "Average the integrand with its reflection in the middle of the interval.",
        "令 x → a + b − x（区间再现），取两式的平均。",
    ),
    cite=_BOOK,
    decide="integral_reflected",
)
def integral_reflected(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Periodic integrand", "周期函数的积分"),
    why=Text(
        "Over whole periods the integral is that over one, times their number.",
        "在整数个周期上的积分等于一个周期上的积分乘以周期数。",
    ),
    cite=_BOOK,
    decide="integral_periodic",
)
def integral_periodic(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Divergent integral", "发散的反常积分"),
    why=Text(
        "The improper integral diverges: the antiderivative has no finite limit there.",
        "反常积分发散：原函数在该处没有有限极限。",
    ),
    cite=_IMPROPER,
    decide="integral_diverges",
)
def integral_diverges(a: Real, b: Real) -> Claim:
    return Claim(a, b)
