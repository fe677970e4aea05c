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


@rule(
    title=Text("Inequality by its parts", "分部分证明不等式"),
    why=Text(
        "By the signs of the parts, by cases, as a sum of squares, or by the course of the difference of the sides.",
        "由各部分的符号、分情形、配成平方和，或由两边之差的变化得出。",
    ),
    cite=BOOK("Hardy, Littlewood, Pólya", "Inequalities", "ch. 2"),
    decide="inequality",
)
def by_inequality(a: Truth, b: Truth) -> Claim:
    return Claim(a, b)
