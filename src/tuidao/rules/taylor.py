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
