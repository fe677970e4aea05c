"""Classical improper integrals as theorems: Euler's, Laplace's, Fresnel's, Frullani's and Poisson's, with parameters."""

from tuidao.lang.build import (
    ONE,
    TWO,
    ZERO,
    atan,
    closed,
    continuous_on,
    cos,
    eq,
    exp,
    forall,
    gamma,
    gt,
    integral,
    lim,
    log,
    lt,
    oo,
    opened,
    pi,
    sin,
)
from tuidao.lang.term import Sym, Term
from tuidao.rules.cite import BOOK
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

t = Sym("t")
_TABLE = "Table of Integrals, Series, and Products"


def GR(where: str) -> Text:
    """The table of integrals, at a formula."""
    return BOOK("Gradshteyn, Ryzhik", _TABLE, where)


def known(f: Fn, low: Term, high: Term, form: Term, value: Term, *given: Term) -> Claim:
    """∫ f = value, where f is of the form between the bounds; the conditions on the parameters come first."""
    same = forall(t, opened(low, high), eq(f(t), form))
    return Claim(integral(f(t), t, low, high), value, given=(*given, same))


@rule(
    title=Text("Gamma integral", "Γ 函数型积分"),
    why=Text(
        "Substitute u = a·t^p: what is left is Euler's integral of the second kind.",
        "令 u = a·t^p，化为第二类欧拉积分（Γ 函数）。",
    ),
    cite=GR("3.326"),
    breaks_at={"f": "0", "c": "1", "s": "1", "a": "1", "p": "1"},
)
def integral_gamma(f: Fn, c: Real, s: Real, a: Real, p: Real) -> Claim:
    form = c * t**s * exp(-a * t**p)
    value = c * gamma((s + 1) / p) / (p * a ** ((s + 1) / p))
    return known(f, ZERO, oo, form, value, gt(a, 0), gt(p, 0), gt(s, -1))


@rule(
    title=Text("Powers of the logarithm on (0, 1)", "(0, 1) 上的对数幂积分"),
    why=Text(
        "Substitute t = e^(−u): what is left is Euler's integral of the second kind.",
        "令 t = e^(−u)，化为 Γ 函数型积分。",
    ),
    cite=GR("4.272"),
    breaks_at={"f": "0", "c": "1", "a": "1", "s": "1"},
)
def integral_gamma_log(f: Fn, c: Real, a: Real, s: Real) -> Claim:
    form = c * t**a * (-log(t)) ** s
    value = c * gamma(s + 1) / (a + 1) ** (s + 1)
    return known(f, ZERO, ONE, form, value, gt(a, -1), gt(s, -1))


@rule(
    title=Text("Powers of the logarithm beyond 1", "(1, +∞) 上的对数幂积分"),
    why=Text(
        "Substitute t = e^u: what is left is Euler's integral of the second kind.",
        "令 t = e^u，化为 Γ 函数型积分。",
    ),
    cite=GR("4.272"),
    breaks_at={"f": "0", "c": "1", "a": "-2", "s": "1"},
)
def integral_gamma_log_far(f: Fn, c: Real, a: Real, s: Real) -> Claim:
    form = c * t**a * log(t) ** s
    value = c * gamma(s + 1) / (-a - 1) ** (s + 1)
    return known(f, ONE, oo, form, value, lt(a, -1), gt(s, -1))


@rule(
    title=Text("Beta integral", "B 函数型积分"),
    why=Text(
        "Substitute u = t^p: what is left is Euler's integral of the first kind, B(x, y) = Γ(x)Γ(y)/Γ(x + y).",
        "令 u = t^p，化为第一类欧拉积分 B(x, y) = Γ(x)Γ(y)/Γ(x + y)。",
    ),
    cite=GR("3.251"),
    breaks_at={"f": "0", "c": "1", "a": "1", "b": "1", "p": "1"},
)
def integral_beta(f: Fn, c: Real, a: Real, b: Real, p: Real) -> Claim:
    form = c * t**a * (1 - t**p) ** b
    q = (a + 1) / p
    value = c * (gamma(q) * gamma(b + 1) / gamma(q + b + 1)) / p
    return known(f, ZERO, ONE, form, value, gt(a, -1), gt(b, -1), gt(p, 0))


@rule(
    title=Text("Beta integral by the reflection formula", "B 函数型积分（余元公式）"),
    why=Text(
        "A beta integral Γ(x)Γ(1 − x); Euler's reflection formula gives π/sin πx.",
        "B 函数 Γ(x)Γ(1 − x)，由余元公式等于 π/sin πx。",
    ),
    cite=GR("3.191"),
    breaks_at={"f": "0", "c": "1", "a": "-1/2"},
)
def integral_beta_reflected(f: Fn, c: Real, a: Real) -> Claim:
    form = c * t**a * (1 - t) ** (-a - 1)
    return known(f, ZERO, ONE, form, c * pi / sin(pi * (a + 1)), gt(a, -1), lt(a, 0))


@rule(
    title=Text("Powers of sine and cosine to π/2", "正弦、余弦幂的积分"),
    why=Text(
        "Substitute u = sin² t: a beta integral.",
        "令 u = sin² t，化为 B 函数型积分。",
    ),
    cite=GR("3.621"),
    breaks_at={"f": "0", "c": "1", "a": "1", "b": "1"},
)
def integral_beta_angle(f: Fn, c: Real, a: Real, b: Real) -> Claim:
    form = c * sin(t) ** a * cos(t) ** b
    p, q = (a + 1) / 2, (b + 1) / 2
    value = c * (gamma(p) * gamma(q) / gamma(p + q)) / 2
    return known(f, ZERO, pi / 2, form, value, gt(a, -1), gt(b, -1))


@rule(
    title=Text("Powers of the tangent to π/2", "正切幂的积分"),
    why=Text(
        "Substitute u = tan t; Euler's reflection formula gives the value.",
        "令 u = tan t，由余元公式求值。",
    ),
    cite=GR("3.622"),
    breaks_at={"f": "0", "c": "1", "a": "1/2"},
)
def integral_tan_power(f: Fn, c: Real, a: Real) -> Claim:
    form = c * (sin(t) / cos(t)) ** a
    return known(f, ZERO, pi / 2, form, c * pi / (2 * cos(pi * a / 2)), gt(a, -1), lt(a, 1))


@rule(
    title=Text("Power over a binomial", "幂与二项式之商的积分"),
    why=Text(
        "Substitute u = 1/(1 + b·t^p): a beta integral, and Euler's reflection formula gives π/sin.",
        "令 u = 1/(1 + b·t^p)，化为 B 函数，再用余元公式。",
    ),
    cite=GR("3.241"),
    breaks_at={"f": "0", "c": "1", "s": "0", "b": "1", "p": "2"},
)
def integral_binomial_reflected(f: Fn, c: Real, s: Real, b: Real, p: Real) -> Claim:
    form = c * t**s / (1 + b * t**p)
    q = (s + 1) / p
    value = c * pi / (p * b**q * sin(pi * q))
    return known(f, ZERO, oo, form, value, gt(b, 0), gt(p, 0), gt(s, -1), gt(p, s + 1))


@rule(
    title=Text("Power over the power of a binomial", "幂与二项式之幂的商的积分"),
    why=Text(
        "Substitute u = 1/(1 + b·t^p): a beta integral.",
        "令 u = 1/(1 + b·t^p)，化为 B 函数型积分。",
    ),
    cite=GR("3.241"),
    breaks_at={"f": "0", "c": "1", "s": "0", "b": "1", "p": "2", "n": "2"},
)
def integral_binomial(f: Fn, c: Real, s: Real, b: Real, p: Real, n: Real) -> Claim:
    form = c * t**s * (1 + b * t**p) ** (-n)
    q = (s + 1) / p
    value = c * (gamma(q) * gamma(n - q) / gamma(n)) / (p * b**q)
    return known(f, ZERO, oo, form, value, gt(b, 0), gt(p, 0), gt(s, -1), gt(n * p, s + 1))


@rule(
    title=Text("Logarithm of a binomial", "二项式对数的积分"),
    why=Text(
        "Integrate by parts: what is left is a power over 1 + t^p.",
        "分部积分，化为幂与 1 + t^p 之商的积分。",
    ),
    cite=GR("4.293"),
    breaks_at={"f": "0", "c": "1", "s": "-2", "p": "2"},
)
def integral_log_binomial(f: Fn, c: Real, s: Real, p: Real) -> Claim:
    form = c * t**s * log(1 + t**p)
    value = c * pi / ((s + 1) * sin(pi * (s + 1) / p))
    return known(f, ZERO, oo, form, value, gt(p, 0), lt(s, -1), gt(p + s + 1, 0))


@rule(
    title=Text("Logarithms of sine and cosine", "正弦、余弦对数的积分"),
    why=Text(
        "Euler's integrals of ln sin and ln cos over (0, π/2) are equal by t → π/2 − t; their sum is that of "
        "ln(sin 2t) − ln 2, so each is −(π/2)·ln 2.",
        "由 t → π/2 − t 知 ln sin 与 ln cos 在 (0, π/2) 上的积分相等；两者之和是 ln(sin 2t) − ln 2 的积分，故各为 −(π/2)·ln 2。",
    ),
    cite=GR("4.224"),
    breaks_at={"f": "0", "c": "1", "d": "0", "e": "0"},
)
def integral_log_sin(f: Fn, c: Real, d: Real, e: Real) -> Claim:
    form = c * log(sin(t)) + d * log(cos(t)) + e
    return known(f, ZERO, pi / 2, form, pi / 2 * (e - (c + d) * log(TWO)))


@rule(
    title=Text("Logarithm of the sine over (0, π)", "(0, π) 上正弦对数的积分"),
    why=Text(
        "Halve the interval at π/2: twice Euler's integral of ln sin; by t → π − t the factor t counts as π/2.",
        "在 π/2 处对分区间，等于 ln sin 的欧拉积分的两倍；由 t → π − t，因子 t 相当于 π/2。",
    ),
    cite=GR("4.224"),
    breaks_at={"f": "0", "c": "1", "d": "0", "e": "0"},
)
def integral_log_sin_pi(f: Fn, c: Real, d: Real, e: Real) -> Claim:
    form = (c + d * t) * log(sin(t)) + e
    return known(f, ZERO, pi, form, pi * (e - (c + d * pi / 2) * log(TWO)))


@rule(
    title=Text("t·cot t to π/2", "t·cot t 的积分"),
    why=Text(
        "Integrate by parts: t·ln sin t vanishes at both ends, and −ln sin t is left.",
        "分部积分：t·ln sin t 在两端为零，余下 −ln sin t 的积分。",
    ),
    cite=GR("3.747"),
    breaks_at={"f": "0", "c": "1"},
)
def integral_times_cot(f: Fn, c: Real) -> Claim:
    return known(f, ZERO, pi / 2, c * t * cos(t) / sin(t), c * pi * log(TWO) / 2)


@rule(
    title=Text("1/(1 + tan^s) to π/2", "1/(1 + tan^s) 的积分"),
    why=Text(
        "Average the integrand with its reflection t → π/2 − t: the two add up to 1.",
        "令 t → π/2 − t（区间再现），两式之和为 1。",
    ),
    cite=BOOK("Gelca, Andreescu", "Putnam and Beyond", "3.2.9"),
    breaks_at={"f": "0", "c": "1", "s": "1"},
)
def integral_tan_share(f: Fn, c: Real, s: Real) -> Claim:
    return known(f, ZERO, pi / 2, c / (1 + (sin(t) / cos(t)) ** s), c * pi / 4)


@rule(
    title=Text("Dirichlet's integral", "狄利克雷积分"),
    why=Text(
        "Dirichlet's integral; a positive factor of the angle does not change it.",
        "狄利克雷积分；角度的正系数不改变其值。",
    ),
    cite=GR("3.721"),
    breaks_at={"f": "0", "c": "1", "a": "1"},
)
def integral_dirichlet(f: Fn, c: Real, a: Real) -> Claim:
    return known(f, ZERO, oo, c * sin(a * t) / t, c * pi / 2, gt(a, 0))


@rule(
    title=Text("Damped Dirichlet integral", "带衰减的狄利克雷积分"),
    why=Text(
        "Differentiate by b: the integral of e^(−at)·cos bt is a/(a² + b²); integrate that from 0 to b.",
        "对 b 求导得 e^(−at)·cos bt 的积分 a/(a² + b²)，再从 0 到 b 积分。",
    ),
    cite=GR("3.941"),
    breaks_at={"f": "0", "c": "1", "a": "1", "b": "1"},
)
def integral_dirichlet_damped(f: Fn, c: Real, a: Real, b: Real) -> Claim:
    form = c * exp(-a * t) * sin(b * t) / t
    return known(f, ZERO, oo, form, c * atan(b / a), gt(a, 0))


@rule(
    title=Text("Frullani's integral", "傅茹兰尼（Frullani）积分"),
    why=Text(
        "The integral of (g(at) − g(bt))/t is (g(0) − g(∞))·ln(b/a).",
        "(g(at) − g(bt))/t 的积分等于 (g(0) − g(∞))·ln(b/a)。",
    ),
    cite=BOOK("Fichtenholz", "Differential and Integral Calculus II", "495"),
    breaks_at={"f": "0", "g": "exp(-t)", "a": "1", "b": "2", "m": "0"},
)
def integral_frullani(f: Fn, g: Fn, a: Real, b: Real, m: Real) -> Claim:
    form = (g(a * t) - g(b * t)) / t
    given = (gt(a, 0), gt(b, 0), continuous_on(g(t), t, closed(0, oo)), eq(lim(g(t), t, oo), m))
    return known(f, ZERO, oo, form, (g(ZERO) - m) * log(b / a), *given)


@rule(
    title=Text("Difference of cosines over t", "余弦之差除以 t 的积分"),
    why=Text(
        "Frullani's integral for the cosine, whose integral over t converges far out.",
        "余弦的傅茹兰尼积分（cos t/t 在无穷远处可积）。",
    ),
    cite=GR("3.784"),
    breaks_at={"f": "0", "c": "1", "a": "1", "b": "2"},
)
def integral_frullani_cos(f: Fn, c: Real, a: Real, b: Real) -> Claim:
    form = c * (cos(a * t) - cos(b * t)) / t
    return known(f, ZERO, oo, form, c * log(b / a), gt(a, 0), gt(b, 0))


@rule(
    title=Text("Difference of powers over ln t", "幂之差除以 ln t 的积分"),
    why=Text(
        "Differentiate by the exponent: the integral of t^a is 1/(a + 1).",
        "对指数求导（积分号下求导）：t^a 的积分为 1/(a + 1)。",
    ),
    cite=GR("4.267"),
    breaks_at={"f": "0", "c": "1", "a": "1", "b": "2"},
)
def integral_powers_log(f: Fn, c: Real, a: Real, b: Real) -> Claim:
    form = c * (t**a - t**b) / log(t)
    return known(f, ZERO, ONE, form, c * log((a + 1) / (b + 1)), gt(a, -1), gt(b, -1))
