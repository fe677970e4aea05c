"""The forms in which losses are differentiated: the sigmoid, logarithms taken apart, definitions put in."""

from tuidao.lang.build import ONE as _ONE
from tuidao.lang.build import (
    D,
    abs_,
    apply,
    delta,
    eq,
    exp,
    forall,
    gt,
    le,
    log,
    member,
    ne,
    partial,
    sigmoid,
    total,
    true,
)
from tuidao.lang.op import FINITE_SET, INDICATOR, INTEGERS, MAX, PIECEWISE, REALS
from tuidao.lang.term import App, Num, Sym
from tuidao.rules.cite import ARTICLE, BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, Row, rule
from tuidao.text import Text

_t, _k = Sym("t"), Sym("k")
_LABELS = App(FINITE_SET, (Num(0), Num(1)))


@rule(
    title=Text("The sigmoid function", "S 型函数（Sigmoid）"),
    why=Text(
        "1/(1 + e^(−u)) = e^u/(1 + e^u) is the sigmoid σ(u).",
        "1/(1 + e^(−u)) = e^u/(1 + e^u) 就是 Sigmoid 函数 σ(u)。",
    ),
    cite=LECTURE("2.5"),
    decide="normal_form",
)
def sigmoid_form(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("The sigmoid as a quotient", "Sigmoid 的分式形式"),
    why=Text("The definition of the sigmoid.", "Sigmoid 函数的定义。"),
    cite=LECTURE("2.5"),
)
def sigmoid_eq(x: Real) -> Claim:
    return Claim(sigmoid(x), 1 / (1 + exp(-x)))


@rule(
    title=Text("Laws of logarithms", "对数运算法则"),
    why=Text(
        "The logarithm of a quotient is a difference, of a product a sum; log e^x = x.",
        "商的对数等于对数之差，积的对数等于对数之和；log e^x = x。",
    ),
    cite=ARTICLE("1"),
    decide="normal_form",
)
def log_laws(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Definitions put in", "代入定义"),
    why=Text("By the definitions given.", "由所给定义。"),
    cite=BOOK("Suppes", "Introduction to Logic", "ch. 8"),
    decide="by_definition",
)
def definition(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Partial derivative beside a constant", "加上常数后的偏导数"),
    why=Text("A constant term has derivative 0.", "常数项的导数为零。"),
    cite=LECTURE("2.5"),
)
def partial_add_const(u: Fn, c: Real, z: Fn, i: Row) -> Claim:
    return Claim(partial(u(z) + c, z, i), partial(u(z), z, i))


@rule(
    title=Text("Partial derivative after a constant", "常数加函数的偏导数"),
    why=Text("A constant term has derivative 0.", "常数项的导数为零。"),
    cite=LECTURE("2.5"),
)
def partial_const_add(c: Real, u: Fn, z: Fn, i: Row) -> Claim:
    return Claim(partial(c + u(z), z, i), partial(u(z), z, i))


@rule(
    title=Text("Partial derivative less a constant", "减去常数后的偏导数"),
    why=Text("A constant term has derivative 0.", "常数项的导数为零。"),
    cite=LECTURE("2.5"),
)
def partial_sub_const(u: Fn, c: Real, z: Fn, i: Row) -> Claim:
    return Claim(partial(u(z) - c, z, i), partial(u(z), z, i))


@rule(
    title=Text("Partial derivative of a constant less a function", "常数减函数的偏导数"),
    why=Text("A constant term has derivative 0, the sign stays.", "常数项的导数为零，负号保留。"),
    cite=LECTURE("2.5"),
)
def partial_const_sub(c: Real, u: Fn, z: Fn, i: Row) -> Claim:
    return Claim(partial(c - u(z), z, i), -partial(u(z), z, i))


@rule(
    title=Text("Constant factor behind, in a partial derivative", "偏导数中右侧的常数因子"),
    why=Text("A factor without the variable goes in front.", "不含该变量的因子可提到前面。"),
    cite=LECTURE("2.5"),
)
def partial_const_mul(u: Fn, c: Real, z: Fn, i: Row) -> Claim:
    return Claim(partial(u(z) * c, z, i), c * partial(u(z), z, i))


@rule(
    title=Text("Constant divisor in a partial derivative", "偏导数中的常数除数"),
    why=Text("A divisor without the variable stays.", "不含该变量的除数保持不变。"),
    cite=LECTURE("2.5"),
)
def partial_div_const(u: Fn, c: Real, z: Fn, i: Row) -> Claim:
    return Claim(partial(u(z) / c, z, i), partial(u(z), z, i) / c)


@rule(
    title=Text("A sum of deltas", "δ 的和"),
    why=Text("Exactly one term is 1, the others are 0.", "恰有一项为 1，其余各项为 0。"),
    cite=BOOK("Graham, Knuth, Patashnik", "Concrete Mathematics", "ch. 2"),
    breaks_at={"i": "0", "a": "1", "b": "2"},
)
def sum_delta(i: Real, a: Real, b: Real) -> Claim:
    given = (le(a, i), le(i, b), member(i, App(INTEGERS, ())))
    return Claim(total(delta(_k, i), _k, a, b), _ONE, given=given)


@rule(
    title=Text("Derivative of log(1 + eᵗ)", "log(1 + eᵗ) 的导数"),
    why=Text("Its derivative is the sigmoid.", "其导数是 Sigmoid 函数。"),
    cite=ARTICLE("2.1"),
)
def deriv_log_one_add_exp(x: Real) -> Claim:
    return Claim(D(log(1 + exp(x)), x), sigmoid(x))


@rule(
    title=Text("Derivative of an indexed sum", "求和式的导数"),
    why=Text("Differentiate each term of the sum.", "对和式逐项求导。"),
    cite=LECTURE("2.2"),
)
def deriv_sum(u: Fn, x: Real, a: Real, b: Real) -> Claim:
    return Claim(D(total(u(_k, x), _k, a, b), x), total(D(u(_k, x), x), _k, a, b))


@rule(
    title=Text("Derivative of max(0, t)", "max(0, t) 的导数"),
    why=Text(
        "It is 1 where t is positive and 0 where t is negative; there is a kink at 0.",
        "t 为正处导数为 1，t 为负处导数为 0；在 0 处有尖点。",
    ),
    cite=LECTURE("2.1"),
    breaks_at={"x": "0"},
)
def deriv_relu(x: Real) -> Claim:
    return Claim(D(apply(MAX, 0, x), x), apply(INDICATOR, gt(x, 0)), given=(ne(x, 0),))


@rule(
    title=Text("σ is the sigmoid", "σ 表示 Sigmoid 函数"),
    why=Text(
        "A σ that is applied and not defined otherwise is the sigmoid.",
        "未另行定义而作为函数使用的 σ 即 Sigmoid 函数。",
    ),
    cite=LECTURE("2.5"),
    breaks_at={"s": "t", "x": "1"},
)
def sigma_eq_sigmoid(s: Fn, x: Real) -> Claim:
    return Claim(s(x), sigmoid(x), given=(forall(_t, App(REALS, ()), eq(s(_t), sigmoid(_t))),))


@rule(
    title=Text("Derivative of a power of max(0, t)", "max(0, t) 的幂的导数"),
    why=Text(
        "The power flattens the kink at 0: from the left and from the right the slope there is 0.",
        "幂次使 0 处的尖点变平：左、右导数都为 0。",
    ),
    cite=LECTURE("2.1"),
    breaks_at={"x": "0", "n": "1"},
)
def deriv_relu_pow(x: Real, n: Real) -> Claim:
    left = D(apply(MAX, 0, x) ** n, x)
    return Claim(left, n * apply(MAX, 0, x) ** (n - 1), given=(gt(n, 1),))


@rule(
    title=Text("Pieces that meet smoothly", "光滑衔接的分段函数"),
    why=Text(
        "At the seam the values agree and so do the slopes: the function is differentiable there too.",
        "在分段点处函数值相等、左右导数也相等，故在该点也可导。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    decide="glued",
)
def deriv_glued(u: Fn, v: Fn, p: Fn, x: Real) -> Claim:
    left = D(apply(PIECEWISE, u(x), p(x), v(x), true), x)
    return Claim(left, apply(PIECEWISE, D(u(x), x), p(x), D(v(x), x), true))


@rule(
    title=Text("log(1 + eᵗ) in its stable form", "log(1 + eᵗ) 的稳定形式"),
    why=Text(
        "max(0, t) + log(1 + e^(−|t|)) is log(1 + eᵗ): for t ≥ 0 take eᵗ out of the logarithm.",
        "max(0, t) + log(1 + e^(−|t|)) 即 log(1 + eᵗ)：t ≥ 0 时从对数中提出 eᵗ。",
    ),
    cite=BOOK("Goodfellow, Bengio, Courville", "Deep Learning", "6.2"),
)
def relu_add_log_eq(x: Real) -> Claim:
    return Claim(apply(MAX, 0, x) + log(1 + exp(-abs_(x))), log(1 + exp(x)))


@rule(
    title=Text("Indicator of a label that is 1", "标签为 1 的示性函数"),
    why=Text(
        "For labels 0 and 1 the indicator 1{y = 1} is y itself, and 1{y = 0} is 1 − y.",
        "标签取 0 或 1 时，1{y = 1} 就是 y，1{y = 0} 就是 1 − y。",
    ),
    cite=ARTICLE("2.1"),
    breaks_at={"y": "2"},
)
def indicator_one(y: Real) -> Claim:
    return Claim(apply(INDICATOR, eq(y, 1)), y, given=(member(y, _LABELS),))


@rule(
    title=Text("Indicator of a label that is 0", "标签为 0 的示性函数"),
    why=Text(
        "For labels 0 and 1 the indicator 1{y = 0} is 1 − y.",
        "标签取 0 或 1 时，1{y = 0} 就是 1 − y。",
    ),
    cite=ARTICLE("2.1"),
    breaks_at={"y": "2"},
)
def indicator_zero(y: Real) -> Claim:
    return Claim(apply(INDICATOR, eq(y, 0)), 1 - y, given=(member(y, _LABELS),))
