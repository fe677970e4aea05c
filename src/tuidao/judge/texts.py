"""A text handed to be checked: is it plain or LaTeX, and which formulas does it hold?"""

from __future__ import annotations

import re

from tuidao.read.placed import Placed
from tuidao.read.webtext import KNOWN

_CONNECTIVES = re.compile(
    r"(?<![A-Za-z\\{])(?:[Ii]f|[Tt]hen|[Ww]here|[Ww]hen|[Ff]or all|[Ff]or|[Ll]et|[Hh]ence|and)(?![A-Za-z}])"
)


def looks_plain(text: str) -> bool:
    """Is the text in plain spelling (SymPy's), not LaTeX?"""
    if "*" not in text and not re.search(r"[a-z]{3}\(|\bKL\(", text):
        words = set(re.findall(r"[A-Za-z]+", text))
        if "^" in text or any(len(w) in (2, 3) and not KNOWN.fullmatch(w) for w in words):
            return False  # 2ax is a product
    return not re.search(r"\\[A-Za-z]|\{|\$|[A-Za-z)\]]'", text) and not (
        re.search(r"\w_\w", text) and "(" not in text
    )


def formulas_in(text: str, plain: bool) -> list[Placed]:
    """The formulas of a text handed to `check`: between dollars, or line by line as far as lines stand alone."""
    if re.search(
        r"\$|\\\[|\\\(", re.sub(r"\\(?:inter)?(?:text|mbox|textrm)\s*\{[^{}]*\}", "", text)
    ):
        from tuidao.read.piece import Formula
        from tuidao.read.segment import pieces

        found = [p.body for p in pieces(text, "md") if isinstance(p, Formula)]
        if found:
            return found
    if plain:
        text = re.sub(r"\s+and\s+", "\n", text)
    else:
        text = _CONNECTIVES.sub(lambda m: rf"\text{{ {m.group(0)} }}", text)
    body = Placed.of(text)
    if plain or "\n" not in text:
        return [body[a:b] for a, b in _lines(text)] if "\n" in text else [body]
    blocks = [m.span() for m in re.finditer(r"(?:[^\n]|\n(?![ \t]*\n))+", text)]
    return [body[a:b] for a, b in blocks]


def _lines(text: str) -> list[tuple[int, int]]:
    """Spans of lines; a line that begins with a sign, or follows one that ends with a sign, is joined to it."""
    spans: list[tuple[int, int]] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        end = offset + len(line)
        if line.strip():
            before = text[spans[-1][0] : spans[-1][1]].rstrip() if spans else ""
            if spans and (
                re.match(r"\s*(?:[=<>≤≥≈+\-*/]|!=)", line) or re.search(r"[=<>≤≥≈+\-*/,(]$", before)
            ):
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((offset, end))
        offset = end
    return spans
