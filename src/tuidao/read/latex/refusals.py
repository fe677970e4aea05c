"""What a reader says to a token that cannot stand where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.read.latex.levels import LEVELS
from tuidao.read.latex.names import KNOWN
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser

_TWO_AT_ONCE = Text("two formulas at once are not read", "不支持同时表示两个式子")
_WRITE_BOTH = Text("write one formula with + and one with −", "请分别写出取 + 与取 − 的两个式子")
_DOTS = Text("which terms do the dots stand for?", "省略号代表哪些项？")
_WRITE_SUM = Text(r"write \sum_{i=1}^{n}", r"请写成 \sum_{i=1}^{n}")
# Commands that are understood and not read: their code, why, and what to write.
_REFUSED: dict[str, tuple[str, Text, Text | None]] = {
    **dict.fromkeys(("pm", "mp"), ("two-signs", _TWO_AT_ONCE, _WRITE_BOTH)),
    **dict.fromkeys(
        ("ldots", "cdots", "dots", "dotsc", "dotsb", "vdots", "ddots"),
        ("unclear-dots", _DOTS, _WRITE_SUM),
    ),
    "arg": (
        "unsupported",
        Text("where a maximum is taken is not a value that is read", "不支持最值点 arg max"),
        None,
    ),
    "propto": ("unsupported", Text("proportionality is not read", "不支持“正比于”"), None),
}


def refuse(p: LatexParser, wanted: str = "") -> InputError:
    """The refusal of the current token; `wanted` is what should stand there."""
    token = p.now
    if token.kind == "end":
        at = max(token.start - 1, 0)
        return p.build.refusal(
            "unfinished",
            at,
            at + 1,
            Text("the formula breaks off here", "公式在此处中断"),
            Text("something must follow", "后面应有内容"),
        )
    if token.kind == "cmd" and token.text in _REFUSED:
        code, why, help = _REFUSED[token.text]
        return p.build.refusal(code, token.start, token.end, why, Text("not read", "不支持"), help)
    shown = p.build.text[token.start : token.end]
    shown = shown if len(shown) < 30 else shown[:29] + "…"
    if token.kind == "cmd" and token.text not in LEVELS and token.text not in KNOWN:
        return p.build.refusal(
            "unknown-command",
            token.start,
            token.end,
            Text(f"{shown} is not understood", f"无法理解 {shown}"),
            Text("not known", "未知的命令"),
        )
    hint = (f"expected {wanted}", f"应为 {wanted}") if wanted else ("not understood", "无法理解")
    return p.build.refusal(
        "unexpected",
        token.start,
        token.end,
        Text(f"{shown} cannot stand here", f"此处不能出现 {shown}"),
        Text(*hint),
    )
