"""Taylor's formula."""

from tuidao.lang import op as ops
from tuidao.lang.build import (
    D,
    apply,
    defined,
    eq,
    exists,
    factorial,
    forall,
    ge,
    member,
    ne,
    total,
)
from tuidao.lang.term import App, Sym
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_t, _s, _r, _k = Sym("t"), Sym("s"), Sym("r"), Sym("k")


@rule(
    title=Text(
        "Taylor's formula of order n with Lagrange's remainder", "n 阶泰勒公式（拉格朗日余项）"
    ),
    why=Text(
        "What is left after n orders looks like the next term, with its derivative taken at a point between.",
        "展开到 n 阶后的余项形如下一项，只是其中的导数取在两点之间的某一点。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.15"),
    breaks_at={"f": "t*Abs(t)", "a": "-1", "b": "2", "n": "1"},
)
def taylor_lagrange_order(f: Fn, a: Real, b: Real, n: Real) -> Claim:
    low, high = apply(ops.MIN, a, b), apply(ops.MAX, a, b)
    given = (
        ne(a, b),
        member(n, App(ops.INTEGERS, ())),
        ge(n, 0),
        forall(_r, apply(ops.INTERVAL, low, high), defined(D(f(_t), _t, _r, n + 1))),
    )
    known = total(D(f(_t), _t, a, _k) / factorial(_k) * (b - a) ** _k, _k, 0, n)
    rest = D(f(_t), _t, _s, n + 1) / factorial(n + 1) * (b - a) ** (n + 1)
    between = apply(ops.INTERVAL_OPEN, low, high)
    return Claim(exists(_s, between, eq(f(b), known + rest)), given=given)


@rule(
    title=Text("Taylor polynomial", "泰勒多项式"),
    why=Text(
        "The polynomial that has the same derivatives at the point.",
        "在该点与函数有相同各阶导数的多项式。",
    ),
    cite=LECTURE("3.3"),
    decide="taylor",
)
def taylor_polynomial(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Bound of the remainder", "余项估计"),
    why=Text(
        "The next derivative is bounded on the interval; Lagrange's form bounds the remainder.",
        "估计区间上的下一阶导数，由拉格朗日余项得出误差的界。",
    ),
    cite=LECTURE("3.3"),
    decide="taylor_bound",
)
def taylor_remainder_bound(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Order that suffices", "足够的阶数"),
    why=Text(
        "With this order the bound of the remainder is no more than the error allowed.",
        "取此阶数时，余项的界不超过允许误差。",
    ),
    cite=LECTURE("3.3"),
    decide="taylor_order",
)
def taylor_order_suffices(a: Real, b: Real) -> Claim:
    return Claim(a, b)
