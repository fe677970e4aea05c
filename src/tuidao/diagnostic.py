"""A mistake in what a user typed, as a value: where it is, what it is, what to write instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from unicodedata import combining, east_asian_width

from tuidao.text import Language, Text

Severity = Literal["error", "warning", "note"]
_SEVERITY = {
    "error": Text("error", "错误"),
    "warning": Text("warning", "警告"),
    "note": Text("note", "说明"),
}
_HELP = Text("help", "提示")


@dataclass(frozen=True, slots=True)
class Source:
    """A text that was read and the name to show for it; `line` is the number of its first line."""

    text: str
    name: str = "input"
    line: int = 1


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source, in characters: from `start` up to but not with `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Label:
    """A few words put under a span."""

    span: Span
    text: Text


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, and a help line that can be pasted; `others` mark related places."""

    code: str
    headline: Text
    source: Source
    label: Label
    help: Text | None = None
    severity: Severity = "error"
    others: tuple[Label, ...] = field(default=())

    @property
    def line(self) -> int:
        """The line of the primary span, counted from 1."""
        return _place(self.source, self.label.span.start)[0]

    @property
    def column(self) -> int:
        """The column of the primary span, in characters, counted from 1."""
        return _place(self.source, self.label.span.start)[1]

    def __str__(self) -> str:
        return render(self, "en")


class InputError(Exception):
    """Raised for text that cannot be read; `diagnostic` says where and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic

    def __str__(self) -> str:
        return render(self.diagnostic, "en")


def _place(source: Source, position: int) -> tuple[int, int]:
    position = min(position, len(source.text))
    before = source.text[:position]
    return source.line + before.count("\n"), position - (before.rfind("\n") + 1) + 1


def width(text: str) -> int:
    """How many terminal cells a text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


_SHOWN = 100  # characters of a long line that are shown around the place


def _excerpt(text: str, position: int, length: int) -> tuple[str, str, str]:
    """The line at `position` cut around it: what is shown, what stands before the mark, the mark."""
    start = text.rfind("\n", 0, position) + 1
    stop = text.find("\n", position)
    stop = len(text) if stop < 0 else stop
    first = max(start, min(position - _SHOWN // 2, stop - _SHOWN))
    last = min(stop, first + _SHOWN)
    lead = "…" if first > start else ""
    clean = text[first:last].translate(_CONTROL)
    shown = lead + clean + ("…" if last < stop else "")
    before = lead + clean[: position - first]
    return shown, before, clean[position - first : position - first + length]


_CONTROL = dict.fromkeys((*range(32), 127), " ")


def render(diagnostic: Diagnostic, language: Language = "en") -> str:
    """The diagnostic as a compiler prints it: headline, place, the line with carets, help."""
    d, src = diagnostic, diagnostic.source
    rows = [f"{_SEVERITY[d.severity](language)}[{d.code}]: {d.headline(language)}"]
    labels = (d.label, *d.others)
    gutter = len(str(max(_place(src, label.span.start)[0] for label in labels)))
    for k, label in enumerate(labels):
        line, column = _place(src, label.span.start)
        if k == 0:
            rows.append(f"{' ' * gutter}--> {src.name}:{line}:{column}")
            rows.append(f"{' ' * gutter} |")
        position = min(label.span.start, len(src.text))
        shown, before, marked = _excerpt(src.text, position, label.span.end - label.span.start)
        rows.append(f"{line:>{gutter}} | {shown}")
        caret = ("^" if k == 0 else "-") * max(1, width(marked))
        rows.append(
            f"{' ' * gutter} | {' ' * width(before)}{caret} {label.text(language)}".rstrip()
        )
    if d.help is not None:
        colon = "：" if language == "zh" else ": "
        rows.append(f"{_HELP(language)}{colon}{d.help(language)}")
    return "\n".join(rows)
