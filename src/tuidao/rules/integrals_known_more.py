"""Classical improper integrals, continued: Laplace, Fresnel, Gauss, Bose and Fermi, logarithms, the Poisson kernel."""

from tuidao.lang import op as ops
from tuidao.lang.build import (
    ONE,
    TWO,
    ZERO,
    abs_,
    atan,
    cos,
    exp,
    factorial,
    gamma,
    ge,
    gt,
    log,
    member,
    num,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    total,
)
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.rules.integrals_known import GR, known, t
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_k = Sym("k")


def _zeta(s: Term) -> Term:
    return total(1 / _k**s, _k, ONE, oo)


@rule(
    title=Text("Laplace's integral of the cosine", "拉普拉斯积分（余弦）"),
    why=Text(
        "As a function y of b the integral satisfies y″ = m²·y and stays bounded: y = y(0)·e^(−mb).",
        "作为 b 的函数，该积分满足 y″ = m²·y 且有界，故 y = y(0)·e^(−mb)。",
    ),
    cite=GR("3.723"),
    breaks_at={"f": "0", "c": "1", "b": "1", "m": "1"},
)
def integral_laplace_cos(f: Fn, c: Real, b: Real, m: Real) -> Claim:
    form = c * cos(b * t) / (t**2 + m**2)
    value = c * pi * exp(-m * abs_(b)) / (2 * m)
    return known(f, ZERO, oo, form, value, gt(m, 0))


@rule(
    title=Text("Laplace's integral of the sine", "拉普拉斯积分（正弦）"),
    why=Text(
        "Differentiate Laplace's integral of the cosine by b.",
        "对余弦的拉普拉斯积分关于 b 求导。",
    ),
    cite=GR("3.723"),
    breaks_at={"f": "0", "c": "1", "b": "1", "m": "1"},
)
def integral_laplace_sin(f: Fn, c: Real, b: Real, m: Real) -> Claim:
    form = c * t * sin(b * t) / (t**2 + m**2)
    return known(f, ZERO, oo, form, c * pi * exp(-m * b) / 2, gt(b, 0), ge(m, 0))


@rule(
    title=Text("Fresnel's integral of the sine", "菲涅耳积分（正弦）"),
    why=Text(
        "Substitute u = a·t^p; the integral of u^(q−1)·sin u is Γ(q)·sin(πq/2) for 0 < q < 1.",
        "令 u = a·t^p；u^(q−1)·sin u 的积分当 0 < q < 1 时为 Γ(q)·sin(πq/2)。",
    ),
    cite=GR("3.761"),
    breaks_at={"f": "0", "c": "1", "s": "0", "a": "1", "p": "2"},
)
def integral_fresnel_sin(f: Fn, c: Real, s: Real, a: Real, p: Real) -> Claim:
    q = (s + 1) / p
    value = c * gamma(q) * sin(pi * q / 2) / (p * a**q)
    given = (gt(a, 0), gt(p, 0), gt(s, -1), gt(p, s + 1))
    return known(f, ZERO, oo, c * t**s * sin(a * t**p), value, *given)


@rule(
    title=Text("Fresnel's integral of the cosine", "菲涅耳积分（余弦）"),
    why=Text(
        "Substitute u = a·t^p; the integral of u^(q−1)·cos u is Γ(q)·cos(πq/2) for 0 < q < 1.",
        "令 u = a·t^p；u^(q−1)·cos u 的积分当 0 < q < 1 时为 Γ(q)·cos(πq/2)。",
    ),
    cite=GR("3.761"),
    breaks_at={"f": "0", "c": "1", "s": "0", "a": "1", "p": "2"},
)
def integral_fresnel_cos(f: Fn, c: Real, s: Real, a: Real, p: Real) -> Claim:
    q = (s + 1) / p
    value = c * gamma(q) * cos(pi * q / 2) / (p * a**q)
    given = (gt(a, 0), gt(p, 0), gt(s, -1), gt(p, s + 1))
    return known(f, ZERO, oo, c * t**s * cos(a * t**p), value, *given)


@rule(
    title=Text("Gaussian times cosine", "高斯函数乘余弦的积分"),
    why=Text(
        "As a function y of b the integral satisfies y′ = −b·y/(2a), and y(0) is Gauss's integral.",
        "作为 b 的函数，该积分满足 y′ = −b·y/(2a)，而 y(0) 是高斯积分。",
    ),
    cite=GR("3.896"),
    breaks_at={"f": "0", "c": "1", "a": "1", "b": "1"},
)
def integral_gauss_cos(f: Fn, c: Real, a: Real, b: Real) -> Claim:
    form = c * exp(-a * t**2) * cos(b * t)
    value = c * sqrt(pi / a) * exp(-(b**2) / (4 * a)) / 2
    return known(f, ZERO, oo, form, value, gt(a, 0))


@rule(
    title=Text("Gaussian with a reciprocal square", "含倒数平方的高斯积分"),
    why=Text(
        "Substitute u = √a·t − √b/t (Cauchy and Schlömilch): Gauss's integral times e^(−2√(ab)).",
        "令 u = √a·t − √b/t，化为高斯积分乘以 e^(−2√(ab))。",
    ),
    cite=GR("3.325"),
    breaks_at={"f": "0", "c": "1", "a": "1", "b": "1"},
)
def integral_gauss_inverse(f: Fn, c: Real, a: Real, b: Real) -> Claim:
    form = c * exp(-(a * t**2) - b / t**2)
    value = c * sqrt(pi / a) * exp(-2 * sqrt(a * b)) / 2
    return known(f, ZERO, oo, form, value, gt(a, 0), ge(b, 0))


@rule(
    title=Text("Power over e^(at) − 1", "幂除以 e^(at) − 1 的积分"),
    why=Text(
        "Expand 1/(e^(at) − 1) in powers of e^(−at) and integrate term by term.",
        "把 1/(e^(at) − 1) 展开为 e^(−at) 的幂级数，逐项积分。",
    ),
    cite=GR("3.411"),
    breaks_at={"f": "0", "c": "1", "s": "2", "a": "1"},
)
def integral_bose(f: Fn, c: Real, s: Real, a: Real) -> Claim:
    value = c * gamma(s) / a**s * _zeta(s)
    return known(f, ZERO, oo, c * t ** (s - 1) / (exp(a * t) - 1), value, gt(a, 0), gt(s, 1))


@rule(
    title=Text("Power over e^(at) + 1", "幂除以 e^(at) + 1 的积分"),
    why=Text(
        "Expand 1/(e^(at) + 1) in powers of e^(−at), integrate term by term, and double the even terms.",
        "把 1/(e^(at) + 1) 展开为 e^(−at) 的幂级数，逐项积分，再处理偶数项。",
    ),
    cite=GR("3.411"),
    breaks_at={"f": "0", "c": "1", "s": "2", "a": "1"},
)
def integral_fermi(f: Fn, c: Real, s: Real, a: Real) -> Claim:
    value = c * gamma(s) / a**s * ((1 - TWO ** (1 - s)) * _zeta(s))
    return known(f, ZERO, oo, c * t ** (s - 1) / (exp(a * t) + 1), value, gt(a, 0), gt(s, 1))


@rule(
    title=Text("Power times the slope of the Fermi function", "幂乘费米函数导数的积分"),
    why=Text(
        "Integrate by parts: what is left is a power over e^(at) + 1.",
        "分部积分，化为幂除以 e^(at) + 1 的积分。",
    ),
    cite=GR("3.423"),
    breaks_at={"f": "0", "c": "1", "s": "2", "a": "1"},
)
def integral_fermi_slope(f: Fn, c: Real, s: Real, a: Real) -> Claim:
    value = c * gamma(s + 1) / a ** (s + 1) * ((1 - TWO ** (1 - s)) * _zeta(s))
    form = c * t**s * exp(a * t) / (exp(a * t) + 1) ** 2
    return known(f, ZERO, oo, form, value, gt(a, 0), gt(s, 1))


@rule(
    title=Text("Power over the hyperbolic sine", "幂除以双曲正弦的积分"),
    why=Text(
        "Expand 1/sinh(at) in odd powers of e^(−at) and integrate term by term.",
        "把 1/sinh(at) 展开为 e^(−at) 的奇次幂级数，逐项积分。",
    ),
    cite=GR("3.523"),
    breaks_at={"f": "0", "c": "1", "s": "2", "a": "1"},
)
def integral_over_sinh(f: Fn, c: Real, s: Real, a: Real) -> Claim:
    value = c * gamma(s) / a**s * ((2 - TWO ** (1 - s)) * _zeta(s))
    return known(f, ZERO, oo, c * t ** (s - 1) / sinh(a * t), value, gt(a, 0), gt(s, 1))


@rule(
    title=Text("Powers of ln t over 1 − t", "ln t 的幂除以 1 − t 的积分"),
    why=Text(
        "Expand 1/(1 − t) in powers of t and integrate term by term.",
        "把 1/(1 − t) 展开为 t 的幂级数，逐项积分。",
    ),
    cite=GR("4.231"),
    breaks_at={"f": "0", "c": "1", "s": "2"},
)
def integral_log_minus(f: Fn, c: Real, s: Real) -> Claim:
    value = c * gamma(s) * _zeta(s)
    return known(f, ZERO, ONE, c * (-log(t)) ** (s - 1) / (1 - t), value, gt(s, 1))


@rule(
    title=Text("Powers of ln t over 1 + t", "ln t 的幂除以 1 + t 的积分"),
    why=Text(
        "Expand 1/(1 + t) in powers of t, integrate term by term, and double the even terms.",
        "把 1/(1 + t) 展开为 t 的幂级数，逐项积分，再处理偶数项。",
    ),
    cite=GR("4.231"),
    breaks_at={"f": "0", "c": "1", "s": "2"},
)
def integral_log_plus(f: Fn, c: Real, s: Real) -> Claim:
    value = c * gamma(s) * ((1 - TWO ** (1 - s)) * _zeta(s))
    return known(f, ZERO, ONE, c * (-log(t)) ** (s - 1) / (1 + t), value, gt(s, 1))


@rule(
    title=Text("Powers of ln t over 1 − t²", "ln t 的幂除以 1 − t² 的积分"),
    why=Text(
        "Expand 1/(1 − t²) in even powers of t and integrate term by term.",
        "把 1/(1 − t²) 展开为 t 的偶次幂级数，逐项积分。",
    ),
    cite=GR("4.231"),
    breaks_at={"f": "0", "c": "1", "s": "2"},
)
def integral_log_square(f: Fn, c: Real, s: Real) -> Claim:
    value = c * gamma(s) * ((1 - TWO ** (-s)) * _zeta(s))
    return known(f, ZERO, ONE, c * (-log(t)) ** (s - 1) / (1 - t**2), value, gt(s, 1))


@rule(
    title=Text("ln(1 − t) over t", "ln(1 − t) 除以 t 的积分"),
    why=Text(
        "Expand ln(1 − t) in powers of t and integrate term by term.",
        "把 ln(1 − t) 展开为 t 的幂级数，逐项积分。",
    ),
    cite=GR("4.291"),
    breaks_at={"f": "0", "c": "1"},
)
def integral_log_one_minus(f: Fn, c: Real) -> Claim:
    return known(f, ZERO, ONE, c * log(1 - t) / t, -c * _zeta(TWO))


@rule(
    title=Text("ln(1 + t) over t", "ln(1 + t) 除以 t 的积分"),
    why=Text(
        "Expand ln(1 + t) in powers of t, integrate term by term, and double the even terms.",
        "把 ln(1 + t) 展开为 t 的幂级数，逐项积分，再处理偶数项。",
    ),
    cite=GR("4.291"),
    breaks_at={"f": "0", "c": "1"},
)
def integral_log_one_plus(f: Fn, c: Real) -> Claim:
    return known(f, ZERO, ONE, c * log(1 + t) / t, c * _zeta(TWO) / 2)


@rule(
    title=Text("ln t over t² + m²", "ln t 除以 t² + m² 的积分"),
    why=Text(
        "Substitute t = m²/u: the integrals of ln t and of 2·ln m − ln t over t² + m² are equal.",
        "令 t = m²/u，知 ln t 与 2·ln m − ln t 除以 t² + m² 的积分相等。",
    ),
    cite=GR("4.231"),
    breaks_at={"f": "0", "c": "1", "m": "2"},
)
def integral_log_over_square(f: Fn, c: Real, m: Real) -> Claim:
    value = c * pi * log(m) / (2 * m)
    return known(f, ZERO, oo, c * log(t) / (t**2 + m**2), value, gt(m, 0))


@rule(
    title=Text("ln² t over t² + m²", "ln² t 除以 t² + m² 的积分"),
    why=Text(
        "Differentiate the integral of t^s/(t² + m²), which is π·m^(s−1)/(2·cos(πs/2)), twice by s at 0.",
        "t^s/(t² + m²) 的积分为 π·m^(s−1)/(2·cos(πs/2))，对 s 求两次导数并取 s = 0。",
    ),
    cite=GR("4.261"),
    breaks_at={"f": "0", "c": "1", "m": "1"},
)
def integral_log_squared_over_square(f: Fn, c: Real, m: Real) -> Claim:
    value = c * pi * (pi**2 / 4 + log(m) ** 2) / (2 * m)
    return known(f, ZERO, oo, c * log(t) ** 2 / (t**2 + m**2), value, gt(m, 0))


@rule(
    title=Text("ln(a² + b²t²) over t² + m²", "ln(a² + b²t²) 除以 t² + m² 的积分"),
    why=Text(
        "Differentiate by b under the integral sign, split into partial fractions, and integrate back from b = 0.",
        "在积分号下对 b 求导，分解为部分分式，再从 b = 0 积回。",
    ),
    cite=GR("4.295"),
    breaks_at={"f": "0", "c": "1", "a": "1", "b": "1", "m": "1"},
)
def integral_log_quadratic(f: Fn, c: Real, a: Real, b: Real, m: Real) -> Claim:
    form = c * log(a**2 + b**2 * t**2) / (t**2 + m**2)
    return known(f, ZERO, oo, form, c * pi * log(a + b * m) / m, gt(a, 0), ge(b, 0), gt(m, 0))


@rule(
    title=Text("arctan bt over t(1 + t²)", "arctan bt 除以 t(1 + t²) 的积分"),
    why=Text(
        "Differentiate by b under the integral sign: π/(2(1 + b)); integrate back from b = 0.",
        "在积分号下对 b 求导得 π/(2(1 + b))，再从 b = 0 积回。",
    ),
    cite=GR("4.535"),
    breaks_at={"f": "0", "c": "1", "b": "1"},
)
def integral_atan_over(f: Fn, c: Real, b: Real) -> Claim:
    form = c * atan(b * t) / (t * (1 + t**2))
    return known(f, ZERO, oo, form, c * pi * log(1 + b) / 2, ge(b, 0))


@rule(
    title=Text("1/(a + b·cos t) over a period", "1/(a + b·cos t) 在一个周期上的积分"),
    why=Text(
        "Substitute u = tan(t/2) on (−π, π): an arctangent.",
        "在 (−π, π) 上令 u = tan(t/2)，化为反正切。",
    ),
    cite=GR("3.661"),
    breaks_at={"f": "0", "c": "1", "a": "2", "b": "1"},
)
def integral_poisson(f: Fn, c: Real, a: Real, b: Real) -> Claim:
    value = 2 * pi * c / sqrt(a**2 - b**2)
    return known(f, ZERO, 2 * pi, c / (a + b * cos(t)), value, gt(a, abs_(b)))


@rule(
    title=Text("1/(a + b·cos t) over half a period", "1/(a + b·cos t) 在半个周期上的积分"),
    why=Text("Substitute u = tan(t/2): an arctangent.", "令 u = tan(t/2)，化为反正切。"),
    cite=GR("3.613"),
    breaks_at={"f": "0", "c": "1", "a": "2", "b": "1"},
)
def integral_poisson_half(f: Fn, c: Real, a: Real, b: Real) -> Claim:
    value = pi * c / sqrt(a**2 - b**2)
    return known(f, ZERO, pi, c / (a + b * cos(t)), value, gt(a, abs_(b)))


@rule(
    title=Text("ln(a + b·cos t) over half a period", "ln(a + b·cos t) 在半个周期上的积分"),
    why=Text(
        "Differentiate by a under the integral sign: π/√(a² − b²); integrate back.",
        "在积分号下对 a 求导得 π/√(a² − b²)，再积回。",
    ),
    cite=GR("4.224"),
    breaks_at={"f": "0", "c": "1", "a": "2", "b": "1"},
)
def integral_log_cosine(f: Fn, c: Real, a: Real, b: Real) -> Claim:
    value = c * pi * log((a + sqrt(a**2 - b**2)) / 2)
    return known(f, ZERO, pi, c * log(a + b * cos(t)), value, gt(a, abs_(b)))


@rule(
    title=Text("Γ at half-integers", "Γ 函数在半整数处的值"),
    why=Text(
        "Γ(x + 1) = x·Γ(x) down to Γ(1/2) = √π.",
        "用 Γ(x + 1) = x·Γ(x) 递推到 Γ(1/2) = √π。",
    ),
    cite=GR("8.339"),
    breaks_at={"n": "-1"},
)
def gamma_half(n: Real) -> Claim:
    value = factorial(2 * n) / (Num(4) ** n * factorial(n)) * sqrt(pi)
    return Claim(gamma(n + num(1, 2)), value, given=(member(n, App(ops.INTEGERS, ())), ge(n, 0)))
