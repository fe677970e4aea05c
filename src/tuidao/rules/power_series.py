"""Power series of the elementary functions, each with the interval on which it holds."""

from tuidao.lang import op as ops
from tuidao.lang.build import (
    ONE,
    TWO,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    cosh,
    erf,
    exp,
    factorial,
    ge,
    gt,
    le,
    log,
    lt,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    total,
)
from tuidao.lang.build import apply as applied
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.rules.cite import BOOK, RUDIN
from tuidao.rules.rule import Claim, Real, rule
from tuidao.text import Text

_n = Sym("n")
_ODD = TWO * _n + 1
_SIGN = App(ops.NEG, (ONE,)) ** _n
_RUDIN = BOOK("Rudin", RUDIN, "ch. 8")
_KNOPP = BOOK("Knopp", "Theory and Application of Infinite Series", "§§ 22–25")


def _series(term: Term, first: int = 0) -> Term:
    return total(term, _n, Num(first), oo)


def _inside(t: Term) -> tuple[Term, Term]:
    return gt(t, -1), lt(t, 1)


def _closed(t: Term) -> tuple[Term, Term]:
    return ge(t, -1), le(t, 1)


def _central(t: Term) -> Term:
    """The n-th term of arcsin t, without its sign."""
    return factorial(TWO * _n) / (Num(4) ** _n * factorial(_n) ** TWO * _ODD) * t**_ODD


@rule(
    title=Text("Exponential series", "指数函数的幂级数"),
    why=Text("The series of e^t; it holds for every t.", "e^t 的幂级数，对一切 t 成立。"),
    cite=_RUDIN,
)
def series_exp(t: Real) -> Claim:
    return Claim(exp(t), _series(t**_n / factorial(_n)))


@rule(
    title=Text("Sine series", "正弦函数的幂级数"),
    why=Text("The series of sin t; it holds for every t.", "sin t 的幂级数，对一切 t 成立。"),
    cite=_RUDIN,
)
def series_sin(t: Real) -> Claim:
    return Claim(sin(t), _series(_SIGN * t**_ODD / factorial(_ODD)))


@rule(
    title=Text("Cosine series", "余弦函数的幂级数"),
    why=Text("The series of cos t; it holds for every t.", "cos t 的幂级数，对一切 t 成立。"),
    cite=_RUDIN,
)
def series_cos(t: Real) -> Claim:
    return Claim(cos(t), _series(_SIGN * t ** (TWO * _n) / factorial(TWO * _n)))


@rule(
    title=Text("Taylor series of the sine", "正弦函数在任一点的泰勒级数"),
    why=Text(
        "Each derivative of the sine is the sine a quarter turn on; the series holds for every t.",
        "正弦每求导一次相位增加 π/2；级数对一切 t 成立。",
    ),
    cite=_RUDIN,
)
def series_sin_at(c: Real, t: Real) -> Claim:
    return Claim(sin(c + t), _series(sin(c + _n * pi / 2) / factorial(_n) * t**_n))


@rule(
    title=Text("Taylor series of the cosine", "余弦函数在任一点的泰勒级数"),
    why=Text(
        "Each derivative of the cosine is the cosine a quarter turn on; the series holds for every t.",
        "余弦每求导一次相位增加 π/2；级数对一切 t 成立。",
    ),
    cite=_RUDIN,
)
def series_cos_at(c: Real, t: Real) -> Claim:
    return Claim(cos(c + t), _series(cos(c + _n * pi / 2) / factorial(_n) * t**_n))


@rule(
    title=Text("Series of the hyperbolic sine", "双曲正弦的幂级数"),
    why=Text("The series of sinh t; it holds for every t.", "sinh t 的幂级数，对一切 t 成立。"),
    cite=_KNOPP,
)
def series_sinh(t: Real) -> Claim:
    return Claim(sinh(t), _series(t**_ODD / factorial(_ODD)))


@rule(
    title=Text("Series of the hyperbolic cosine", "双曲余弦的幂级数"),
    why=Text("The series of cosh t; it holds for every t.", "cosh t 的幂级数，对一切 t 成立。"),
    cite=_KNOPP,
)
def series_cosh(t: Real) -> Claim:
    return Claim(cosh(t), _series(t ** (TWO * _n) / factorial(TWO * _n)))


@rule(
    title=Text("Geometric series", "几何级数"),
    why=Text("The geometric series; it holds for |t| < 1.", "几何级数，当 |t| < 1 时成立。"),
    cite=_RUDIN,
    breaks_at={"t": "2"},
)
def series_geometric(t: Real) -> Claim:
    return Claim(ONE / (ONE - t), _series(t**_n), given=_inside(t))


@rule(
    title=Text("Alternating geometric series", "交错几何级数"),
    why=Text(
        "The geometric series of −t; it holds for |t| < 1.",
        "以 −t 代入几何级数，当 |t| < 1 时成立。",
    ),
    cite=_RUDIN,
    breaks_at={"t": "2"},
)
def series_geometric_alternating(t: Real) -> Claim:
    return Claim(ONE / (ONE + t), _series(_SIGN * t**_n), given=_inside(t))


@rule(
    title=Text("Series of the logarithm", "对数函数的幂级数"),
    why=Text(
        "The series of log(1 + t); it holds for −1 < t ≤ 1.",
        "ln(1 + t) 的幂级数，当 −1 < t ≤ 1 时成立。",
    ),
    cite=_RUDIN,
    breaks_at={"t": "2"},
)
def series_log(t: Real) -> Claim:
    term = App(ops.NEG, (ONE,)) ** (_n + 1) * t**_n / _n
    return Claim(log(ONE + t), _series(term, 1), given=(gt(t, -1), le(t, 1)))


@rule(
    title=Text("Series of log(1 − t)", "ln(1 − t) 的幂级数"),
    why=Text(
        "The series of log(1 − t); it holds for −1 ≤ t < 1.",
        "ln(1 − t) 的幂级数，当 −1 ≤ t < 1 时成立。",
    ),
    cite=_RUDIN,
    breaks_at={"t": "-2"},
)
def series_log_sub(t: Real) -> Claim:
    right = App(ops.NEG, (_series(t**_n / _n, 1),))
    return Claim(log(ONE - t), right, given=(ge(t, -1), lt(t, 1)))


@rule(
    title=Text("Binomial series", "二项式级数"),
    why=Text(
        "Newton's binomial series; it holds for |t| < 1.", "牛顿二项式级数，当 |t| < 1 时成立。"
    ),
    cite=_KNOPP,
    breaks_at={"c": "1/2", "t": "2"},
)
def series_binomial(c: Real, t: Real) -> Claim:
    right = _series(applied(ops.BINOMIAL, c, _n) * t**_n)
    return Claim((ONE + t) ** c, right, given=_inside(t))


@rule(
    title=Text("Binomial series up to 1", "二项式级数（含右端点）"),
    why=Text(
        "Newton's binomial series; with an exponent above −1 it holds at t = 1 too.",
        "牛顿二项式级数；指数大于 −1 时在 t = 1 处也成立。",
    ),
    cite=_KNOPP,
    breaks_at={"c": "-1/2", "t": "2"},
)
def series_binomial_right(c: Real, t: Real) -> Claim:
    right = _series(applied(ops.BINOMIAL, c, _n) * t**_n)
    return Claim((ONE + t) ** c, right, given=(gt(c, -1), gt(t, -1), le(t, 1)))


@rule(
    title=Text("Binomial series on the closed interval", "二项式级数（含两端点）"),
    why=Text(
        "Newton's binomial series; with a positive exponent it holds at both ends too.",
        "牛顿二项式级数；指数为正时在两端点也成立。",
    ),
    cite=_KNOPP,
    breaks_at={"c": "1/2", "t": "2"},
)
def series_binomial_closed(c: Real, t: Real) -> Claim:
    right = _series(applied(ops.BINOMIAL, c, _n) * t**_n)
    return Claim((ONE + t) ** c, right, given=(gt(c, 0), *_closed(t)))


@rule(
    title=Text("Series of the arctangent", "反正切函数的幂级数"),
    why=Text(
        "The series of arctan t; it holds for |t| ≤ 1.", "arctan t 的幂级数，当 |t| ≤ 1 时成立。"
    ),
    cite=_RUDIN,
    breaks_at={"t": "2"},
)
def series_atan(t: Real) -> Claim:
    return Claim(atan(t), _series(_SIGN * t**_ODD / _ODD), given=_closed(t))


@rule(
    title=Text("Series of the arcsine", "反正弦函数的幂级数"),
    why=Text(
        "The series of arcsin t; it holds for |t| ≤ 1.", "arcsin t 的幂级数，当 |t| ≤ 1 时成立。"
    ),
    cite=_KNOPP,
    breaks_at={"t": "2"},
)
def series_asin(t: Real) -> Claim:
    return Claim(asin(t), _series(_central(t)), given=_closed(t))


@rule(
    title=Text("Series of the inverse hyperbolic sine", "反双曲正弦的幂级数"),
    why=Text(
        "The series of arsinh t; it holds for |t| ≤ 1.", "arsinh t 的幂级数，当 |t| ≤ 1 时成立。"
    ),
    cite=_KNOPP,
    breaks_at={"t": "2"},
)
def series_asinh(t: Real) -> Claim:
    return Claim(asinh(t), _series(_SIGN * _central(t)), given=_closed(t))


@rule(
    title=Text("Series of the inverse hyperbolic tangent", "反双曲正切的幂级数"),
    why=Text(
        "The series of artanh t; it holds for |t| < 1.", "artanh t 的幂级数，当 |t| < 1 时成立。"
    ),
    cite=_KNOPP,
    breaks_at={"t": "2"},
)
def series_atanh(t: Real) -> Claim:
    return Claim(atanh(t), _series(t**_ODD / _ODD), given=_inside(t))


@rule(
    title=Text("Series of the error function", "误差函数的幂级数"),
    why=Text("The series of erf t; it holds for every t.", "erf t 的幂级数，对一切 t 成立。"),
    cite=BOOK("Abramowitz, Stegun", "Handbook of Mathematical Functions", "7.1.5"),
)
def series_erf(t: Real) -> Claim:
    term = _SIGN * t**_ODD / (factorial(_n) * _ODD)
    return Claim(erf(t), TWO / sqrt(pi) * _series(term))


@rule(
    title=Text("Combining series", "级数的线性运算"),
    why=Text(
        "Convergent series are added, and multiplied by a number, term by term.",
        "收敛级数可以逐项相加、逐项乘以常数。",
    ),
    cite=BOOK("Rudin", RUDIN, "3.47"),
    decide="series_combined",
)
def series_combined(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Integrating term by term", "逐项积分"),
    why=Text(
        "A power series may be integrated term by term from its centre to any point at which it converges.",
        "幂级数可从中心到任一收敛点逐项积分。",
    ),
    cite=BOOK("Rudin", RUDIN, "8.1–8.2"),
    decide="series_integral",
)
def series_integral(a: Real, b: Real) -> Claim:
    return Claim(a, b)
