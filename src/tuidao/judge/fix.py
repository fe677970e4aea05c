"""Accepted repairs put back into the source: the smallest edit after which it says the nearest true version."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.term import App, Term, children
from tuidao.read.placed import Placed

Read = Callable[[str], Term | None]
_MOST_TRIES = 1500
_MOST_LENGTH = 400

_TOKEN = re.compile(
    r"\\(?:text\w*|mathrm|operatorname)\s*\{[^{}]*\}|\\[A-Za-z]+|\d+(?:\.\d+)?|[A-Za-z]|[-+−*/^_{}()\[\]]"
)
_SWAPS = {
    "sin": ("cos",), "cos": ("sin",), "tan": ("cot",), "cot": ("tan",), "sec": ("csc",), "csc": ("sec",),
    "ln": ("exp",), "log": ("exp",), "exp": ("ln",), "sinh": ("cosh",), "cosh": ("sinh",),
    "cdot": ("div",), "times": ("div",), "div": ("times",),
}  # fmt: skip
_GREEK = frozenset(
    "alpha beta gamma delta epsilon varepsilon theta lambda mu nu xi rho sigma tau phi psi omega eta".split()
)


@dataclass(frozen=True, slots=True)
class Patch:
    """The text of a source from `start` to `end` becomes `new`."""

    start: int
    end: int
    new: str


def patches_for(
    left: Placed, right: Placed, written: tuple[Term, Term], version: Term, read: Read
) -> tuple[Patch, ...]:
    """The edits after which the sides say `version`; none where no small edit of the text does.

    `written` are the sides as read, `read` reads a side's text again (None where it cannot be read).
    """
    if type(version) is not App or len(version.args) != 2:
        return ()
    found: list[Patch] = []
    for side, old, new in zip((left, right), written, version.args, strict=True):
        if old == new:
            continue
        patch = _patch(side, new, read)
        if not patch:
            return ()
        found += patch
    return tuple(found)


def _patch(side: Placed, wanted: Term, read: Read) -> tuple[Patch, ...]:
    """The likeliest edit of a side after which it says what is wanted, with the same value or to the letter."""
    from tuidao.check.normal import same

    text = side.text
    if len(text) > _MOST_LENGTH:
        return ()
    close: tuple[Patch, ...] = ()
    for tries, edits in enumerate(sorted(set(_edits(text)), key=_cost)):
        if tries > _MOST_TRIES:
            break
        places = _placed(side, edits)
        said = read(_applied(text, edits)) if places else None
        if said is None:
            continue
        if said == wanted:
            return places
        if not close and same(said, wanted) is True:
            close = places
    return close


Edit = tuple[int, int, str]


def _cost(edits: tuple[Edit, ...]) -> tuple[int, int, int]:
    """What is changed least comes first; then what stands first."""
    changed = sum(max(end - start, len(new)) for start, end, new in edits)
    return (len(edits), changed, edits[0][0])


def _edits(text: str) -> Iterator[tuple[Edit, ...]]:
    """Small edits of a side: a sign, a number, an exponent, a function's or a symbol's name, a factor, bars."""
    tokens = list(_TOKEN.finditer(text))
    names = {m.group(0) for m in tokens if m.group(0).isalpha()}
    names |= {m.group(0) for m in tokens if m.group(0)[1:] in _GREEK}
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    yield ((begin, begin, "-"),)
    yield ((begin, begin, r"-\left("), (end, end, r"\right)"))
    yield ((begin, begin, r"\left|"), (end, end, r"\right|"))
    for m in tokens:
        token, a, b = m.group(0), m.start(), m.end()
        if token in "+-−":
            yield ((a, b, "-" if token == "+" else "+"),)
            yield ((a, b, ""),)
        elif token[0].isdigit():
            yield from (((a, b, new),) for new in _numbers(token))
        elif token[0] == "\\":
            for new in _SWAPS.get(token[1:], ()):
                yield ((a, b, "\\" + new),)
        elif token in "*/":
            yield ((a, b, "/" if token == "*" else "*"),)
        if token in names:
            yield from (((a, b, f"{other} "),) for other in names if other[0] == "\\" != token)
            yield from (((a, b, other),) for other in names if other != token)
            yield ((a, b, f"|{token}|"),)
            yield ((a, b, f"(-{token})"),)
            yield ((a, b, ""),)
        if token in names or token[0].isdigit() or token in ")}":
            yield ((b, b, "^2"),)
        if token in names or token[0] == "\\" or token == "(":
            yield ((a, a, "2"),)
            yield ((a, a, r"\frac{1}{2}"),)
            yield ((a, a, "-"),)
    for m in re.finditer(r"\^\s*(?:\{[^{}]*\}|\w|\\[A-Za-z]+)", text):
        yield ((m.start(), m.end(), ""),)
    for m in re.finditer(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", text):
        yield ((m.start(), m.end(), rf"\frac{{{m.group(2)}}}{{{m.group(1)}}}"),)
    yield from _brackets(text)


def _brackets(text: str) -> Iterator[tuple[Edit, ...]]:
    """A bracket lost: round two terms beside a sign."""
    for m in re.finditer(r"[\w}]+\s*[-+]\s*[\w\\{}^]+", text):
        yield ((m.start(), m.start(), "("), (m.end(), m.end(), ")"))


def _numbers(token: str) -> Iterator[str]:
    if not token.isdigit() or len(token) > 6:
        return
    n = int(token)
    yield str(n + 1)
    if n:
        yield str(n - 1)
        yield str(2 * n)
    if n % 2 == 0 and n:
        yield str(n // 2)
    if n > 1:
        yield rf"\frac{{1}}{{{n}}}"
    yield f"(-{n})"
    yield ""


def _applied(text: str, edits: tuple[Edit, ...]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _placed(side: Placed, edits: tuple[Edit, ...]) -> tuple[Patch, ...]:
    """The edits as places in the source; none where what is edited does not stand there letter for letter."""
    found = []
    for start, end, new in edits:
        at = side.at[max(0, start - 1) : end + 1]
        if any(b - a != 1 for a, b in pairwise(at)):
            return ()
        where = side.at[start] if start < len(side) else side.end
        found.append(Patch(where, where + end - start, new))
    return tuple(found)


def with_bars(left: Placed, right: Placed, version: Term) -> tuple[Patch, ...]:
    """Bars around both sides of an inequality, where that is its true version."""
    if not all(is_op(c, ops.ABS) for c in children(version)):
        return ()
    found: list[Patch] = []
    for side in (left, right):
        text = side.text
        begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
        found += _placed(side, ((begin, begin, r"\left|"), (end, end, r"\right|")))
    return tuple(found) if len(found) == 4 else ()


def patched(text: str, patches: list[Patch]) -> str:
    """The text with the patches put in; of patches that overlap the first wins."""
    out, at = [], 0
    for p in sorted(patches, key=lambda p: (p.start, p.end)):
        if p.start >= at:
            out += [text[at : p.start], p.new]
            at = p.end
    return "".join([*out, text[at:]])


def difference(name: str, old: str, new: str) -> str:
    """What changed, as `diff -u` prints it; empty where nothing did."""
    rows = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), name, name, n=1
    )
    return "".join(r if r.endswith("\n") else f"{r}\n\\ No newline at end of file\n" for r in rows)
