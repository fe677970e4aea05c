"""Taylor's formula."""

from tuidao.rules.cite import LECTURE
from tuidao.rules.rule import Claim, Real, rule
from tuidao.text import Text


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
