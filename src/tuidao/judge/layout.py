"""Where a document comes from, and how it is laid out: sentences and chapters."""

from __future__ import annotations

import re
from pathlib import Path

from tuidao.read.piece import Formula, Heading, Piece
from tuidao.read.words import ends_sentence

_AFTERWARDS = re.compile(r"\s*(?:其中|这里|where|for|if|when|with|provided|here)", re.I)


def load(source: str | Path, kind: str) -> tuple[str, str, str]:
    """Text, name and kind of a document: a path, or the text itself. Raises OSError where a path cannot be read."""
    if isinstance(source, str):
        if not _is_path(source):
            return source, "text", kind
        source = Path(source)
    kinds = {".md": "md", ".markdown": "md", ".tex": "tex"}
    text = source.read_bytes().decode("utf-8", errors="replace")  # line ends as they are
    return text, str(source), kind or kinds.get(source.suffix.lower(), "")


def _is_path(source: str) -> bool:
    """Is this the name of a file, not the text of a document?"""
    if "\n" in source or len(source) > 500:
        return False
    if re.search(r"[^\s$\\]\.(?:md|markdown|tex|txt)$", source):
        return True
    try:
        return Path(source).is_file()
    except OSError:  # too long for a name
        return False


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Where each paragraph of a text begins and ends: blank lines part them."""
    return [m.span() for m in re.finditer(r"(?:[^\n]|\n(?![ \t>]*\n))+", text) if m[0].strip()]


_ITEM = re.compile(r"^[ \t>]*(?:\d{1,2}[.)]|[-*+]|\\item\b)[ \t]", re.M)


def list_item(text: str, at: int) -> int:
    """Where the list item begins that a place lies in; −1 outside lists."""
    start = text.rfind("\n\n", 0, at) + 2 if "\n\n" in text[:at] else 0
    found = [m.start() for m in _ITEM.finditer(text, start, at)]
    return found[-1] if found else -1


def breaks(text: str, following: Piece | None) -> bool:
    """Does a sentence end in the words between two formulas?"""
    if ends_sentence(re.sub(r"\n[ \t>]*\n", "\n", text)):
        return not _AFTERWARDS.match(text.lstrip(".。 \n"))
    gap = re.search(r"\n[ \t>]*\n", text)
    if not gap:
        return False
    rest = text[gap.end() :].strip()
    if not rest:
        display = isinstance(following, Formula) and following.display
        return not display
    return not _AFTERWARDS.match(rest) and not re.match(r"[\u4e00-\u9fffA-Za-z]{0,4}[:：]", rest)


def top_level(found: list[Piece]) -> int:
    """The level of heading at which chapters begin: the highest that occurs more than once."""
    levels = sorted(p.level for p in found if isinstance(p, Heading))
    for level in levels:
        if levels.count(level) > 1:
            return level
    return levels[0] if levels else 0
