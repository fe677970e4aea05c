"""Algebra: rewriting that the exact normal form decides."""

from tuidao.rules.cite import BOOK
from tuidao.rules.rule import Claim, Real, rule
from tuidao.text import Text


@rule(
    title=Text("Simplify", "化简"),
    why=Text("Simplify.", "化简。"),
    cite=BOOK("Geddes, Czapor, Labahn", "Algorithms for Computer Algebra", "ch. 3"),
    decide="normal_form",
)
def simplify(a: Real, b: Real) -> Claim:
    return Claim(a, b)
