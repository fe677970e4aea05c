"""Letters that a document only ever applies, ζ(x) = log(1 + eˣ): functions, though nothing else says so."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LETTER = r"(?:\\[A-Za-z]+|[A-Za-z])"
_OPEN = r"\s*(?:\\left\s*)?\("
_DEFINED = re.compile(
    rf"\s*({_LETTER}){_OPEN}\s*{_LETTER}(?:\s*,\s*{_LETTER})*\s*(?:\\right\s*)?\)\s*&?\s*"
    r"(?:=|:=|\\equiv|\\triangleq|\\coloneqq)"
)
_APPLIED = re.compile(rf"\s*'*\s*(?:\^\s*\{{\s*(?:-1|\\prime|'|\(\w\))\s*\}})?{_OPEN}")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_NO_LETTER = re.compile(
    r"\\(?:frac|d?frac|sqrt|left|log|ln|exp|sin|cos|tan|max|min|det|Pr|mathbf)$"
)


def applied_letters(formulas: Iterable[str]) -> frozenset[str]:
    """The letters of which some formula begins with f(x) = … and that stand before a bracket wherever they stand."""
    together = list(formulas)
    found = {m[1] for f in together if (m := _DEFINED.match(f)) and not _NO_LETTER.match(m[1])}
    text = "\n".join(together)
    plain = _COMMAND.sub(lambda m: " " * len(m[0]), text)  # x of \exp is no letter
    names = set()
    for letter in found:
        whole = text if letter.startswith("\\") else plain
        places = re.finditer(re.escape(letter) + r"(?![A-Za-z])" * letter.startswith("\\"), whole)
        if all(_APPLIED.match(text, m.end()) for m in places):
            names.add(letter.lstrip("\\"))
    return frozenset(names)
