"""Derivatives of order n."""

from tuidao.lang import op as ops
from tuidao.lang.build import D, apply, factorial, ge, gt, le, member
from tuidao.lang.term import App, Term
from tuidao.rules.cite import BOOK, LECTURE
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_COURANT = BOOK("Courant", "Differential and Integral Calculus", "vol. 1, ch. III")


def _whole(n: Term) -> Term:
    return member(n, App(ops.INTEGERS, ()))


@rule(
    title=Text("Derivative of order n by induction", "用归纳法求 n 阶导数"),
    why=Text(
        "By induction: true for the lowest order, and one more derivative puts n + 1 for n.",
        "归纳法：对最低阶成立，再求导一次即得 n + 1 的情形。",
    ),
    cite=LECTURE("2.5"),
    decide="nth_derivative",
)
def deriv_nth(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Derivative of order n of a power", "幂函数的 n 阶导数"),
    why=Text(
        "Each derivative brings the exponent down and lowers it by 1.",
        "每求导一次，指数移到前面并减 1。",
    ),
    cite=_COURANT,
    breaks_at={"c": "1/2", "n": "1", "x": "-1"},
)
def deriv_pow_nth(c: Real, n: Real, x: Real) -> Claim:
    right = factorial(n) * apply(ops.BINOMIAL, c, n) * x ** (c - n)
    return Claim(D(x**c, x, order=n), right, given=(_whole(n), ge(n, 0), gt(x, 0)))


@rule(
    title=Text("Derivative of order n of a whole power", "正整数次幂的 n 阶导数"),
    why=Text(
        "Each derivative brings the exponent down and lowers it by 1.",
        "每求导一次，指数移到前面并减 1。",
    ),
    cite=_COURANT,
    breaks_at={"m": "1", "n": "2", "x": "2"},
)
def deriv_monomial_nth(m: Real, n: Real, x: Real) -> Claim:
    right = factorial(m) / factorial(m - n) * x ** (m - n)
    return Claim(D(x**m, x, order=n), right, given=(_whole(m), _whole(n), ge(n, 0), le(n, m)))


@rule(
    title=Text("Derivative of order n of a sum", "和的 n 阶导数"),
    why=Text("Differentiate term by term.", "逐项求导。"),
    cite=LECTURE("2.5"),
)
def deriv_add_nth(u: Fn, v: Fn, n: Real, x: Real) -> Claim:
    right = D(u(x), x, order=n) + D(v(x), x, order=n)
    return Claim(D(u(x) + v(x), x, order=n), right)


@rule(
    title=Text("Constant factor of a derivative of order n", "n 阶导数的常数因子"),
    why=Text("A constant factor goes in front.", "常数因子提到导数外面。"),
    cite=LECTURE("2.5"),
)
def deriv_const_mul_nth(c: Real, u: Fn, n: Real, x: Real) -> Claim:
    return Claim(D(c * u(x), x, order=n), c * D(u(x), x, order=n))
