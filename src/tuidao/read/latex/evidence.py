"""What the other places of a formula say about its letters: families, bound names, functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuidao.read.latex.names import (
    GREEK,
    STRONG,
    WEAK,
)
from tuidao.read.latex.token import Token

if TYPE_CHECKING:
    pass

INDEX_LETTERS = frozenset("ijklmnrst")


DEPENDENT = STRONG | WEAK | frozenset("ywsz")


@dataclass(slots=True)
class Evidence:
    """What a formula's other places say about its letters."""

    families: set[str] = field(default_factory=set)  # indexed by a letter somewhere: x_i
    matrices: set[str] = field(default_factory=set)  # indexed by two: x_{ij}
    bound: set[str] = field(default_factory=set)  # run through by a sum or a product
    bare: set[str] = field(default_factory=set)  # standing without a bracket behind them
    bold: set[str] = field(default_factory=set)
    dependents: dict[str, str] = field(default_factory=dict)  # y where dy/dx stands: y → x
    variable: str = "x"  # what a bare prime differentiates by


def name_of(token: Token) -> str | None:
    if token.kind == "letter":
        return token.text
    return token.text if token.kind == "cmd" and token.text in GREEK else None


def gather(tokens: list[Token], families: frozenset[str]) -> Evidence:
    """Look through the tokens once, before they are read."""
    found = Evidence(set(families))
    pairs: dict[str, set[str]] = {}
    count = len(tokens)
    seen_variable, word_ends = False, 0
    for k, token in enumerate(tokens):
        if k < word_ends:
            continue
        if token.kind == "cmd" and token.text in WORDS and k + 1 < count:
            word_ends = word_end(tokens, k + 1)
        after = tokens[k + 1] if k + 1 < count else tokens[-1]
        if token.kind == "cmd" and token.text in (
            "sum",
            "prod",
            "bigcup",
            "max",
            "min",
            "sup",
            "inf",
        ):
            j = k + 1
            while j < count and tokens[j].text in ("_", "{", "substack"):
                j += 1
            name = name_of(tokens[j]) if j < count and j > k + 1 else None
            if name:
                found.bound.add(name)
        elif token.kind == "cmd" and token.text in ("mathbf", "boldsymbol", "bm", "vec"):
            j = k + 2 if after.text == "{" else k + 1
            name = name_of(tokens[j]) if j < count else None
            if name:
                found.bold.add(name)
        elif token.kind == "cmd" and token.text in ("frac", "dfrac", "tfrac"):
            pair = _leibniz(tokens, k + 1)
            if pair is not None:
                if pair[0]:
                    pairs.setdefault(pair[0], set()).add(pair[1])
                if not seen_variable:
                    found.variable, seen_variable = pair[1], True
        name = name_of(token)
        if name is None:
            continue
        j = k + 1
        while j < count and tokens[j].text == "}" and tokens[j].kind == "sign":
            j += 1
        if j < count and tokens[j].text == "_" and tokens[j].kind == "sign":
            inner = tokens[j + 1 : j + 4]
            letters = [t for t in inner[:2] if t.kind == "letter"]
            if letters and letters[0].text in INDEX_LETTERS:
                found.families.add(name)
                if _two_letters(tokens[j + 1 : j + 5]):
                    found.matrices.add(name)
        elif not _called(tokens, k, j) and not (k and is_d(tokens[k - 1])):
            found.bare.add(name)
        if after.kind == "sign" and after.text == "'" and name in DEPENDENT:
            j = k + 1
            while j < count and tokens[j].text == "'":
                j += 1
            if tokens[min(j, count - 1)].text != "(":
                pairs.setdefault(name, set()).add("")
    found.families |= _run_through(tokens)
    for name, by in pairs.items():
        named = by - {""}
        if len(named) <= 1:
            found.dependents[name] = named.pop() if named else found.variable
    return found


def _called(tokens: list[Token], k: int, j: int) -> bool:
    """Does a bracket or a prime stand behind the letter at k, or behind the braces of its style: \\mathcal{L}(w)?"""
    styled = j == k + 2 and k > 1 and tokens[k - 1].text == "{" and tokens[k - 2].text in _STYLES
    after = tokens[min(j if styled else k + 1, len(tokens) - 1)]
    return after.kind == "sign" and after.text in ("(", "'")


_STYLES = ("mathcal", "mathscr", "mathfrak", "mathbb", "mathbf", "boldsymbol", "bm")


def _run_through(tokens: list[Token]) -> set[str]:
    """The letters counted up to one with a letter below, where dots stand between: θ_1, …, θ_p."""
    if not any(t.kind == "cmd" and t.text in _DOTS for t in tokens):
        return set()
    counted: set[str] = set()
    lettered: set[str] = set()
    for k, token in enumerate(tokens[:-2]):
        name = name_of(token)
        if name is None or tokens[k + 1].text != "_":
            continue
        inner = (
            tokens[k + 3] if tokens[k + 2].text == "{" and k + 3 < len(tokens) else tokens[k + 2]
        )
        if inner.kind == "num":
            counted.add(name)
        elif inner.kind == "letter":
            lettered.add(name)
    return counted & lettered


_DOTS = ("ldots", "cdots", "dots", "dotsc", "dotsb")


def _two_letters(inner: list[Token]) -> bool:
    """{ij} behind a subscript's mark."""
    return (
        [t.text for t in inner if t.kind == "sign"] == ["{", "}"]
        and len(inner) == 4
        and all(t.kind == "letter" and t.text in INDEX_LETTERS for t in inner[1:3])
    )


WORDS = frozenset(("operatorname", "mathrm", "mathsf", "mathtt"))


def word_end(tokens: list[Token], k: int) -> int:
    """Where a word in braces ends: its letters are no symbols."""
    if tokens[k].text != "{":
        return k
    j = k + 1
    while j < len(tokens) and tokens[j].kind in ("letter", "num"):
        j += 1
    return j if j - k > 2 and j < len(tokens) and tokens[j].text == "}" else k


def is_d(token: Token) -> bool:
    """Is the token the d (or ∂) of a differential?"""
    return (token.kind == "cmd" and token.text in ("diffd", "partial")) or (
        token.kind == "letter" and token.text == "d"
    )


def _leibniz(tokens: list[Token], k: int) -> tuple[str, str] | None:
    """(y, x) at {dy}{dx}, ("", x) at {d}{dx}."""
    if k + 1 >= len(tokens) or tokens[k].text != "{" or not is_d(tokens[k + 1]):
        return None
    partial = tokens[k + 1].text == "partial"
    k += 2
    if tokens[k].text == "^" and k + 1 < len(tokens):
        k += 4 if tokens[k + 1].text == "{" else 2
    upper = ""
    if k < len(tokens) and tokens[k].text != "}":
        name = name_of(tokens[k])
        if name is None or k + 1 >= len(tokens) or tokens[k + 1].text != "}":
            return None
        upper = name
        k += 1
    if k + 3 >= len(tokens) or tokens[k + 1].text != "{" or not is_d(tokens[k + 2]):
        return None
    lower = name_of(tokens[k + 3])
    return (upper if not partial else "", lower) if lower else None
