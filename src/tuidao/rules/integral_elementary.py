"""Integrals that are not elementary: the criteria of Liouville and of Chebyshev, and substitution."""

from tuidao.lang import op as ops
from tuidao.lang.build import antiderivative, apply
from tuidao.lang.term import App
from tuidao.rules.cite import BOOK
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_FINITE_TERMS = BOOK("Ritt", "Integration in Finite Terms", "ch. II–III")
_INVITATION = BOOK("Marchisotto, Zakeri", "An Invitation to Integration in Finite Terms", "§ 3")


def _none(f: Fn, x: Real) -> App:
    return apply(ops.NOT, apply(ops.ELEMENTARY, antiderivative(f(x), x)))


@rule(
    title=Text("Liouville's criterion", "刘维尔判别法"),
    why=Text(
        "The integral of f·e^g with rational f and g is elementary only if R′ + g′R = f for a rational function R; "
        "comparing coefficients, there is none. (In a sum of such terms each must be so; sines and cosines are sums of e^(ig).)",
        "f·e^g（f、g 为有理函数）的积分是初等函数，当且仅当存在有理函数 R 使 R′ + g′R = f；比较系数可知这样的 R 不存在。"
        "（对这类项之和须逐项满足；正弦、余弦是 e^(ig) 之和。）",
    ),
    cite=_INVITATION,
    decide="liouville",
)
def not_elementary_exp(f: Fn, x: Real) -> Claim:
    return Claim(_none(f, x))


@rule(
    title=Text("Chebyshev's criterion", "切比雪夫判别法"),
    why=Text(
        "The integral of xᵐ(a + bxⁿ)ᵖ with rational m, n, p is elementary only if p, (m + 1)/n or (m + 1)/n + p is an "
        "integer; none of them is.",
        "xᵐ(a + bxⁿ)ᵖ（m、n、p 为有理数）的积分是初等函数，当且仅当 p、(m + 1)/n、(m + 1)/n + p 之一为整数；这里都不是。",
    ),
    cite=_FINITE_TERMS,
    decide="chebyshev",
)
def not_elementary_binomial(f: Fn, x: Real) -> Claim:
    return Claim(_none(f, x))


@rule(
    title=Text("Substitution keeps elementary integrals", "换元不改变初等性"),
    why=Text(
        "An elementary substitution with an elementary inverse turns elementary integrals into elementary ones.",
        "换元函数及其反函数都是初等函数，故换元前后的积分同为初等或同为非初等。",
    ),
    cite=_FINITE_TERMS,
    decide="elementary_substitution",
)
def not_elementary_substitution(f: Fn, g: Fn, x: Real, u: Real) -> Claim:
    return Claim(_none(f, x), given=(_none(g, u),))
