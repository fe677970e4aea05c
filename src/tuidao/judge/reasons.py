"""What is said of a claim that was read otherwise, or that came to nothing."""

from __future__ import annotations

from tuidao.text import Text

TOO_LARGE = Text("too large to check", "过大，无法检查")
GAVE_UP = Text("the check ran into an error: {error}", "检查时出错：{error}")
SAME = Text("the two sides are the same", "两边完全相同")
READ_OTHERWISE = Text("{reason} ({note})", "{reason}（{note}）")
ONLY_READ_SO = Text(
    "false as it is usually read, but it holds when {note}", "按通常读法不成立，但{note}时成立"
)
NO_GRADIENT = Text(
    "a derivative by a whole vector or matrix that was not found in this form",
    "对整个向量或矩阵的导数，未能求出这种形式",
)
SMOOTH_ONLY = Text(
    "held for the smooth functions tried, which is no test of a limit of a function that is only named",
    "只对所试的光滑函数成立，对只有名字的函数的极限不构成检验",
)
NOT_FOR_ALL = Text(
    "does not hold for all values; whether it is meant to is not said",
    "并非对一切取值成立；文中未说明是否如此断言",
)
