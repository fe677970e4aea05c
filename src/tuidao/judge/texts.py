"""A text handed to be checked: is it plain or LaTeX, and which formulas does it hold?"""

from __future__ import annotations

import re

from tuidao.diagnostic import InputError
from tuidao.lang.term import Term
from tuidao.read.placed import Placed
from tuidao.read.webtext import KNOWN

_FOR_ALL = re.compile(  # ∀ x > 0: …
    r"^\s*((?:\\forall(?![A-Za-z])|∀|[Ff]or (?:all|every|any))[^:,.]{1,60}?)\s*(?::|,|\\colon)\s*(?![=:])"
)
_RELATION = re.compile(r"[<>=≤≥≠∈]|\\(?:in|le|ge|leq|geq|ne|neq|leqslant|geqslant)(?![A-Za-z])")
_IN_WORDS = re.compile(r"\s*(?:Implies|forall|exists|And|Or|Not)\(")
_IN_TEXT = re.compile(r"(\\(?:inter)?(?:text\w*|mbox|hbox)\s*\{[^{}]*\})")
_CONNECTIVES = re.compile(
    r"(?<![A-Za-z\\{])(?:[Ii]f|[Tt]hen|[Ww]here|[Ww]hen|[Ff]or (?:all|every|any)|[Ff]or|[Ll]et|[Hh]ence|and)"
    r"(?![A-Za-z}])"
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


def _apart(found: re.Match[str]) -> str:
    """∀ x > 0 as a condition with a comma behind it; ∀ x says nothing that is not understood."""
    return f"{found.group(1)}, " if _RELATION.search(found.group(1)) else ""


def whole_statement(text: str, plain: bool) -> Term | None:
    """The statement that a plain text such as Implies(x > 0, …) says as a whole; None for any other text."""
    from tuidao.read import read

    if not plain or not _IN_WORDS.match(text):
        return None
    try:
        return read(text)
    except InputError:
        return None


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
        parts = _IN_TEXT.split(_FOR_ALL.sub(_apart, text))
        parts[::2] = [
            _CONNECTIVES.sub(lambda m: rf"\text{{ {m.group(0)} }}", p) for p in parts[::2]
        ]
        text = "".join(parts)
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
