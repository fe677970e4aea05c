"""Logic: putting equals for equals."""

from tuidao.lang.build import eq
from tuidao.rules.cite import BOOK
from tuidao.rules.rule import Claim, Truth, Value, rule
from tuidao.text import Text


@rule(
    title=Text("Equals for equals", "等量代换"),
    why=Text("Put in the value found.", "代入求得的值。"),
    cite=BOOK("Tarski", "Introduction to Logic", "§17"),
    breaks_at={"a": "1", "b": "2"},
)
def eq_subst(a: Value, b: Value) -> Claim:
    return Claim(a, b, given=(eq(a, b),))


@rule(
    title=Text("By computation", "直接计算"),
    why=Text(
        "Both sides are brought to normal form, or the sign is decided.", "化为标准形或判定符号。"
    ),
    cite=BOOK("Geddes, Czapor, Labahn", "Algorithms for Computer Algebra", "ch. 3"),
    decide="normal_form",
)
def by_computation(a: Truth, b: Truth) -> Claim:
    return Claim(a, b)
