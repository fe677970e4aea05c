"""Logic: putting equals for equals."""

from tuidao.lang.build import eq
from tuidao.rules.cite import BOOK
from tuidao.rules.rule import Claim, Value, rule
from tuidao.text import Text


@rule(
    title=Text("Equals for equals", "等量代换"),
    why=Text("Put in the value found.", "代入求得的值。"),
    cite=BOOK("Tarski", "Introduction to Logic", "§17"),
    breaks_at={"a": "1", "b": "2"},
)
def eq_subst(a: Value, b: Value) -> Claim:
    return Claim(a, b, given=(eq(a, b),))
