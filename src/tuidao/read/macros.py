"""LaTeX files: comments, the document's body, and the author's own macros."""

from __future__ import annotations

import re

from tuidao.read.placed import Placed

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_NEW = re.compile(
    r"\\(?:(?:re|provide)?newcommand|providecommand)\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))"
    r"\s*(?:\[\d\])?\s*(?=\{)|\\def\s*(\\[A-Za-z]+)\s*(?:#\d)*\s*(?=\{)"
)
_PLACE = re.compile(r"#(\d)")
_SINGLE = re.compile(r"\s*(\\[A-Za-z]+|\\.|[^\s{}])", re.S)
_OPERATOR = re.compile(r"\\DeclareMathOperator\*?\s*\{\s*(\\[A-Za-z]+)\s*\}\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\[A-Za-z]+")
SHORTHANDS = {
    r"\ddx": r"\frac{d}{dx}",
    r"\ddt": r"\frac{d}{dt}",
    r"\dydx": r"\frac{dy}{dx}",
    r"\R": r"\mathbb{R}",
    r"\N": r"\mathbb{N}",
    r"\Z": r"\mathbb{Z}",
    r"\eps": r"\varepsilon",
    r"\half": r"\frac{1}{2}",
    r"\inv": r"^{-1}",
}  # what authors' own files define so often that a formula without its file still says what they mean
_MOST = 200  # expansions in one formula: an endless macro ends here


def without_comments(text: str) -> str:
    """The text with its comments turned into spaces, every offset kept."""
    return _COMMENT.sub(lambda m: m.group(1) + " " * (len(m.group(0)) - len(m.group(1))), text)


def group_end(text: str, start: int) -> int:
    """The offset behind the brace that closes the one at `start`, or −1."""
    depth, k = 0, start
    while k < len(text):
        c = text[k]
        if c == "\\":
            k += 2
            continue
        if c == "{":
            depth += 1
        elif c == "}":
            depth -= 1
            if depth == 0:
                return k + 1
        k += 1
    return -1


def macros_of(text: str) -> dict[str, str]:
    """The macros that a LaTeX text defines, the places of their arguments written #1, #2; none with a default."""
    found = {m.group(1): rf"\operatorname{{{m.group(2)}}}" for m in _OPERATOR.finditer(text)}
    for m in _NEW.finditer(text):
        end = group_end(text, m.end())
        body = text[m.end() + 1 : end - 1] if end > 0 else ""
        if end > 0:
            found[m.group(1) or m.group(2) or m.group(3)] = body
    return found


def expand(body: Placed, macros: dict[str, str]) -> Placed:
    """A formula with those macros put in; places point at the macro's use."""
    if not macros:
        return body
    k, used = 0, 0
    while used < _MOST and len(body) < 20_000:
        m = _COMMAND.search(body.text, k)
        if m is None:
            break
        new = macros.get(m.group(0))
        if new is None:
            k = m.end()
            continue
        if _PLACE.search(new):
            applied = _applied(body, m.start(), m.end(), new)
            if applied is None:
                k = m.end()
                continue
            body, k, used = applied, m.start(), used + 1
            continue
        follows = body.text[m.end() : m.end() + 1]
        pad = " " if re.search(r"\\[A-Za-z]+$", new) and follows.isalpha() else ""
        body, k, used = body.replace_span(m.start(), m.end(), new + pad), m.start(), used + 1
    return body


def _applied(body: Placed, start: int, end: int, new: str) -> Placed | None:
    """A macro's use with its arguments put in, each where it stands; None where one is missing."""
    arguments: list[Placed] = []
    k = end
    for _ in range(max(int(n) for n in _PLACE.findall(new))):
        space = len(body.text[k:]) - len(body.text[k:].lstrip())
        if body.text[k + space : k + space + 1] == "{":
            stop = group_end(body.text, k + space)
            if stop < 0:
                return None
            arguments.append(body[k + space + 1 : stop - 1])
            k = stop
            continue
        single = _SINGLE.match(body.text, k)
        if single is None:
            return None
        arguments.append(body[single.start(1) : single.end(1)])
        k = single.end()
    where = body.at[start]
    made = Placed("", ())
    at = 0
    for m in (*_PLACE.finditer(new), None):
        literal = new[at : m.start() if m else len(new)]
        made += Placed(literal, (where,) * len(literal))
        if m is not None:
            made += arguments[int(m[1]) - 1]
            at = m.end()
    return body[:start] + made + body[k:]
