r"""Lists with dots, (x_1, x_2, \ldots, x_n)^T, \max\{x_1, \dots, x_n\}: nothing is claimed, the entries are read."""

from __future__ import annotations

import re

from tuidao.read.placed import Placed

_DOTS = r"(?:\\(?:[lc]?dots[bc]?)(?![A-Za-z])|\.{3}|…|⋯)"
_LIST = re.compile(
    r"\s*(?:\\(?:max|min|sup|inf|gcd)\s*|(?:max|min)\s*)?"
    r"(?:\\left\s*)?(?P<open>\\?\{|\(|\[|\\langle)(?P<inside>.*?)(?:\\right\s*)?(?:\\?\}|\)|\]|\\rangle)"
    r"\s*(?:\^\s*(?:\{?\s*(?:T|\\top|\\mathrm\s*\{\s*T\s*\}|\\prime|')\s*\}?))?\s*",
    re.S,
)
_LOST = re.compile(
    r"(?<![A-Za-z\\{_])([A-Za-z])\s+(\d+|[a-z])(?=\s*(?:,|$))|(?<![A-Za-z\\_{])([A-Za-z])(\d{1,2})(?![\d.A-Za-z])"
)
_UNSAID = frozenset(("unfinished", "word", "no-range"))
_LONGEST = 30
_BLANK = re.compile(
    r"\(\s*\?\s*\)|_{3,}|\\underline\s*\{\s*(?:\\q?quad|\\hspace\{[^{}]*\}|~|\s)*\}|\\square\b"
)


def entries_with_dots(side: Placed) -> Placed | None:
    """The entries of a list in brackets, its dots left out; None where the side is no such list."""
    m = _LIST.fullmatch(side.text)
    if m is None or not re.search(_DOTS, m.group("inside")) or "," not in m.group("inside"):
        return None
    inside = side[m.start("inside") : m.end("inside")]
    if re.search(r"[+\-*/]\s*" + _DOTS, inside.text):
        return None  # a sum with dots is read as a sum
    return without_dots(inside)


def without_dots(inside: Placed) -> Placed:
    """A list without its dots: `a, b, …, z` as `a, b, z`."""
    kept = Placed("", ())
    at = 0
    for m in re.finditer(rf",?\s*{_DOTS}\s*(?:,(?=\s*\}}))?", inside.text):
        kept += inside[at : m.start()]
        at = m.end()
    return kept + inside[at:]


def only_dots(side: Placed) -> bool:
    """Do only dots stand there?"""
    return bool(re.fullmatch(rf"\s*{_DOTS}\s*", side.text))


def has_blank(side: Placed) -> bool:
    """Is something left for the reader to fill in: F'(x) = (?)?"""
    return bool(_BLANK.search(side.text))


def spelled(text: str) -> str:
    """`x 1, x 2` as x_1, x_2: an index copied flat."""
    return _LOST.sub(lambda m: f"{m[1] or m[3]}_{{{m[2] or m[4]}}}", text)


def names_notation(side: Placed, code: str) -> bool:
    r"""Is a formula that was refused for `code` only a sign or a word that is spoken of: \log, \sum, \sigma(\cdot)?"""
    text = side.text.strip()
    if len(text) > _LONGEST:
        return False
    if code in _UNSAID and not re.search(r"[=<>]", text):
        return True
    dotted = re.sub(r"\(\s*(?:\.|\\cdot)\s*\)|\{\s*\\cdot\s*\}", "", text)
    return bool(
        dotted != text
        and re.fullmatch(r"\\?[A-Za-z]+(?:_\{?\w+\}?)?", dotted)
        or re.fullmatch(r"\\?[A-Za-z]+|[-+*/?]|\d{1,3}(?:,\d{3})+", text)
    )
