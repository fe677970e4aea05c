"""Diagnostics are printed as a compiler prints them, in both languages."""

from __future__ import annotations

from tuidao.diagnostic import Diagnostic, Label, Source, Span, render, width
from tuidao.text import Text


def test_rendered_like_a_compiler() -> None:
    text = "令 x = 1，\nH(p,q) = D - H(p)"
    d = Diagnostic(
        "refuted",
        Text("the two sides differ", "两边不相等"),
        Source(text, "notes.md", 12),
        Label(Span(16, 17), Text("here", "此处")),
        Text("holds with + H(p)", "改为 + H(p) 即成立"),
    )
    assert (d.line, d.column) == (13, 8)
    assert render(d).split("\n") == [
        "error[refuted]: the two sides differ",
        "  --> notes.md:13:8",
        "   |",
        "13 | H(p,q) = D - H(p)",
        "   |        ^ here",
        "help: holds with + H(p)",
    ]
    assert render(d, "zh").startswith("错误[refuted]: 两边不相等")


def test_wide_characters_take_two_cells() -> None:
    d = Diagnostic("c", Text("a", "b"), Source("当x时y"), Label(Span(3, 4), Text("l", "l")))
    assert render(d).split("\n")[-1] == "  |      ^ l"
    assert width("当x") == 3
