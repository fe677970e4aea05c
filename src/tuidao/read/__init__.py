"""Reading: plain text and LaTeX become terms; what is not understood is refused, by place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuidao.lang.term import Term

if TYPE_CHECKING:
    from tuidao.read.latex.reading import Reading


def read_plain(text: str, functions: frozenset[str] = frozenset()) -> Term:
    """The term that plain text says; `functions` are names to read as functions before a bracket.

    Raises InputError, with the place, where the text cannot be read.
    """
    from tuidao.read.plain.parser import PlainParser

    return PlainParser(text, functions).whole()


def read_latex(text: str, functions: frozenset[str] = frozenset()) -> Term:
    """The term that LaTeX says. Raises InputError, with the place, where it cannot be read."""
    return read_latex_noted(text, functions).term


def read_latex_noted(
    text: str,
    functions: frozenset[str] = frozenset(),
    families: frozenset[str] = frozenset(),
    declared: frozenset[str] = frozenset(),
) -> Reading:
    """The term, the place of each subterm, and notes on what the writing leaves open.

    `functions` are names that a bracket applies, `families` names that are indexed (so that x_1 is an entry),
    `declared` letters with a meaning of their own (so that e is not Euler's number). Raises InputError.
    """
    from tuidao.read.latex.parser import LatexParser

    return LatexParser(text, functions, families, declared).reading()


_LATEX = re.compile(r"\\[A-Za-z,;!{|]|[_^]\s*\{|\$")


def read(text: str, functions: frozenset[str] = frozenset()) -> Term:
    """The term that a text says, plain or LaTeX by its looks. Raises InputError, with the place."""
    return read_latex(text, functions) if _LATEX.search(text) else read_plain(text, functions)


def read_given(text: str) -> tuple[Term, ...]:
    """The statements of "a > 0, n in Integers", or of LaTeX, between commas, semicolons and ends of lines.

    Raises InputError, with the place.
    """
    from tuidao.read.plain.parser import PlainParser

    if not _LATEX.search(text):
        return PlainParser(text).several()
    found: list[Term] = []
    for piece in _pieces(text):
        found += [read_latex(piece)] if _LATEX.search(piece) else PlainParser(piece).several()
    return tuple(found)


def _pieces(text: str) -> list[str]:
    """The statements of a text, parted where no bracket is open."""
    found, depth, start = [], 0, 0
    for k, c in enumerate(text):
        before = text[k - 1] if k else ""
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
        elif (c in ",;，；" and depth <= 0 and before != "\\") or c == "\n":
            found.append(text[start:k])
            start = k + 1
    found.append(text[start:])
    return [piece.strip().strip("$") for piece in found if piece.strip()]
