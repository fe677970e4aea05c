"""Mean values on an interval: the points that Rolle's and Lagrange's theorems speak of."""

from tuidao.rules.cite import LECTURE
from tuidao.rules.rule import Claim, Real, rule
from tuidao.text import Text


@rule(
    title=Text("Points of the mean value", "中值点"),
    why=Text("Find where the tangent is parallel to the chord.", "求切线与弦平行的点。"),
    cite=LECTURE("3.2"),
    decide="mean_value_points",
)
def mean_value_points(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("A hypothesis of the mean value theorem fails", "中值定理的条件不满足"),
    why=Text("The theorem does not apply.", "定理不适用。"),
    cite=LECTURE("3.2"),
    decide="mean_value_fails",
)
def mean_value_fails(a: Real, b: Real) -> Claim:
    return Claim(a, b)
