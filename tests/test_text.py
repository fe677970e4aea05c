"""Sentences in two languages: filled, listed, and written with their formulas a page's own way."""

from __future__ import annotations

from tuidao.read import read_plain
from tuidao.text import Text


def _written(text: Text, language: str) -> str:
    return text.written("zh" if language == "zh" else "en", str.upper, lambda t: f"<{t}>")


def test_a_list_keeps_its_formulas() -> None:
    parts = [read_plain("x**2"), Text("or {t}", "或 {t}").format(t=read_plain("-oo")), "end"]
    said = Text("on {all}.", "在 {all} 上。").format(all=Text.listed(parts))
    assert said("en") == "on x**2, or -oo, end."
    assert said("zh") == "在 x**2，或 -oo，end 上。"
    assert _written(said, "en") == "ON <x**2>, OR <-oo>, END."
    assert _written(said, "zh") == "在 <x**2>，或 <-oo>，END 上。"


def test_an_empty_list_says_nothing() -> None:
    assert Text.listed([]) == Text("", "")
