"""Plain text cut into tokens: numbers, names, signs, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tuidao.diagnostic import InputError
from tuidao.read.builder import MAX_DIGITS, Builder
from tuidao.read.names import GREEK_LETTERS
from tuidao.text import Text


@dataclass(frozen=True, slots=True)
class Token:
    """kind: num, name, deriv (d/dx), sup (²), string, sign, end."""

    kind: str
    text: str
    start: int
    end: int


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n")
_GREEK_CLASS = "π" + "".join(GREEK_LETTERS)
_TOKEN = re.compile(
    r"""(?P<space>[\s\u200b\u3000]+)
    |(?P<num>\d+(?:\.\d+)?(?:[eE][+-]?\d+(?![\w.]))?|\.\d+)
    |(?P<deriv>(?:d|∂)(?:(?:\^|\*\*)(?:\d+|[nmk]))?/(?:d|∂)[A-Za-z](?:(?:\^|\*\*)(?:\d+|[nmk]))?(?![\w]))
    |(?P<name>Interval\.(?:open|Lopen|Ropen)|[A-Za-z_"""
    + _GREEK_CLASS
    + r"""][A-Za-z0-9_\u3400-\u9fff"""
    + _GREEK_CLASS
    + r"""]*(?:\#\d+)?)
    |(?P<prime>'+(?=\s*\()|′+)
    |(?P<string>"[^"\n]*"|'[^'\n]*')
    |(?P<sup>[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]+)
    |(?P<sign><=>|<->|=>|->|<=|>=|==|!=|~=|:=|\*\*|&&|\|\||[-+*/^=<>~!&|(),\[\]{};:%√∫∑∏∞])
    """,
    re.VERBOSE,
)

# One character for another that a person may type instead.
_SAME = str.maketrans(
    {
        "（": "(",
        "）": ")",
        "［": "[",
        "］": "]",
        "｛": "{",
        "｝": "}",
        "，": ",",
        "；": ";",
        "：": ":",
        "＝": "=",
        "＋": "+",
        "－": "-",
        "−": "-",
        "–": "-",
        "×": "*",
        "·": "*",
        "⋅": "*",
        "∗": "*",
        "＊": "*",
        "÷": "/",
        "／": "/",
        "＜": "<",
        "＞": ">",
        "＾": "^",
        "！": "!",
        "≈": "≈",
        "“": '"',
        "”": '"',
        "∼": "~",
        "∧": "&",
        "∨": "|",
        "｜": "|",
    }
)
# One character for a sign of several.
_SIGNS = {
    "≤": "<=",
    "≥": ">=",
    "⩽": "<=",
    "⩾": ">=",
    "≦": "<=",
    "≧": ">=",
    "≠": "!=",
    "≈": "~=",
    "→": "->",
    "⇒": "=>",
    "⇔": "<=>",
    "∈": "in",
    "∪": "U",
    "¬": "not",
}


def tokenize(text: str, build: Builder) -> list[Token]:
    """The tokens of plain text, ended by one of kind "end"; refuses an unknown character."""
    same = text.translate(_SAME)
    tokens: list[Token] = []
    position, stop = 0, len(text)
    while position < stop:
        found = _TOKEN.match(same, position)
        if found is None:
            sign = _SIGNS.get(same[position])
            if sign is None:
                raise _refuse(same[position], position, build)
            kind = "name" if sign.isalpha() else "sign"
            tokens.append(Token(kind, sign, position, position + 1))
            position += 1
            continue
        kind, end = found.lastgroup or "", found.end()
        if kind != "space":
            part = found.group()
            if kind == "name" and not part.isascii():
                part = _spell_greek(part)
            elif kind == "sup":
                part = part.translate(_SUPERSCRIPTS)
            elif kind == "string":
                part = part[1:-1]
            elif kind == "num" and _digits(part) > MAX_DIGITS:
                raise build.refusal(
                    "too-long",
                    position,
                    end,
                    Text("a number this long is not read", "数字过长，不予读取"),
                )
            tokens.append(Token(kind, part, position, end))
        position = end
    tokens.append(Token("end", "", stop, stop))
    return tokens


def _digits(number: str) -> int:
    """How many digits the number has when written out: 1e400 has 401."""
    mantissa, _, exponent = number.lower().partition("e")
    if len(exponent) > 6:
        return MAX_DIGITS + 1
    return len(mantissa) + abs(int(exponent or "0"))


def _spell_greek(name: str) -> str:
    if name == "π":
        return "pi"
    return "".join(GREEK_LETTERS.get(c, c) for c in name)


def _refuse(character: str, position: int, build: Builder) -> InputError:
    return build.refusal(
        "unknown-character",
        position,
        position + 1,
        Text(f"the character {character!r} means nothing here", f"此处不能出现字符 {character!r}"),
        Text("not understood", "无法理解"),
    )
