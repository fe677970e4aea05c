"""Calls of plain text whose arguments are LaTeX: series(\\frac{1}{1-x}, x)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from tuidao.diagnostic import InputError, Source
from tuidao.lang.term import Term

_CALL = re.compile(r"\s*([a-z_]+)\s*\((.*)\)\s*", re.S)


def in_plain(text: str, is_latex: Callable[[str], bool], read: Callable[[str], Term]) -> str | None:
    """The call with its LaTeX arguments in plain spelling; None where the text is no call of a problem.

    Raises InputError, with the place in the text, for an argument that `read` refuses.
    """
    from tuidao.read.plain.binders import CALLS

    m = _CALL.fullmatch(text)
    if m is None or m[1] not in CALLS:
        return None
    places = list(_split(text, m.start(2), m.end(2)))
    if not places:
        return None
    return f"{m[1]}({', '.join(_spelled(text, a, b, is_latex, read) for a, b in places)})"


def _spelled(
    text: str, start: int, end: int, is_latex: Callable[[str], bool], read: Callable[[str], Term]
) -> str:
    piece = text[start:end]
    if not is_latex(piece):
        return piece
    inner = piece.strip()
    if inner[:1] + inner[-1:] in ("()", "[]"):
        left = start + piece.index(inner)
        parts = list(_split(text, left + 1, left + len(inner) - 1))
        if len(parts) > 1:
            whole = ", ".join(_spelled(text, a, b, is_latex, read) for a, b in parts)
            return f"{inner[0]}{whole}{inner[-1]}"
    try:
        # The blanks before keep every place where it is in the whole.
        return str(read(" " * start + piece.replace("$", " ")))
    except InputError as error:
        raise InputError(replace(error.diagnostic, source=Source(text))) from None


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of the pieces between commas outside of brackets; nothing where brackets do not match."""
    found, depth, last = [], 0, start
    for k in range(start, end):
        c = text[k]
        depth += (c in "([{") - (c in ")]}")
        if depth < 0:
            return
        if c == "," and not depth:
            found.append((last, k))
            last = k + 1
    if not depth:
        yield from (*found, (last, end))
