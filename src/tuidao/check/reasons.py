"""What a trial at points says of a claim, in words."""

from __future__ import annotations

from tuidao.text import Text

REFUTED = Text("false at the values shown", "在所示取值处不成立")
NO_VALUE_THERE = Text("one side has no value there", "其中一边在该处无意义")
SETTLES = Text(
    "false at the values shown: the limit is certainly another one",
    "在所示取值处不成立：极限必为另一个值",
)
NOT_SETTLED = Text(
    "the values near the point speak against it; that is no proof",
    "该点附近的取值与之不符，但这不构成证明",
)
TESTED = Text("held at every point tried", "在所试各点都成立")
CONSTANT = Text("true by the enclosures of both sides", "由两边的区间估计得出")
FEW = Text("met too few points that could be decided", "能判定的试点太少")
MEET = Text(
    "the sides come as near to one another as can be told: whether they are ever equal is not settled",
    "两边可以无限接近，是否会相等未能判定",
)
DEPENDS = Text(
    "it depends on what an unknown function or variable stands for", "它取决于未知函数或变量的含义"
)
