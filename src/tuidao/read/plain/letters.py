"""Names run together: in text that a person types, xy beside an x is the product of x and y, and sinx is sin x."""

from __future__ import annotations

import re
from itertools import pairwise

from tuidao.diagnostic import InputError
from tuidao.read.builder import Builder
from tuidao.read.names import CONSTANTS, FUNCTIONS, GREEK, OTHER_CALLS
from tuidao.read.plain.binders import CALLS
from tuidao.read.plain.levels import WORDS
from tuidao.read.plain.tokens import Token, tokenize
from tuidao.text import Text

_ENGLISH = frozenset("as at be by do is it of on so to we all any are has its let the was".split())
_KNOWN = {*FUNCTIONS, *OTHER_CALLS, *CONSTANTS, *CALLS, *WORDS, *GREEK, *_ENGLISH, "lim"}
_DIFFERENTIAL = re.compile(r"[d∂][A-Za-z]")
_BARE = r"arcsin|arccos|arctan|sinh|cosh|tanh|sin|cos|tan|cot|sec|csc|ln|lg|log"  # functions before a bare argument
_PIECE = re.compile(rf"{_BARE}|exp(?=$)|sqrt|\d+|[A-Za-z]")
_WITH_FUNCTION = re.compile(
    rf"[A-Za-z]?(?:(?:{_BARE}|sqrt)\d*[A-Za-z]{{1,2}}?)*(?:{_BARE}|exp|sqrt)?"
)
_FUNCTION = re.compile(rf"{_BARE}|exp|sqrt")
_OF_BASE = re.compile(r"log\d")
_BINDS_ONE = ("^", "**", "/", "√")  # what follows would take the first factor alone


def run_together(text: str) -> frozenset[str]:
    """The names in the text that are factors side by side: kx where x stands alone too, xy in 3xy, sinx, xsin before a
    bracket.

    A name of two letters is a product if one of them stands alone in the text or a number touches it, one of three if
    two of them stand alone; of the letters beside the name of a function one must be x or stand alone. A text that
    cannot be cut into tokens has none: its reader says where.
    """
    try:
        tokens = tokenize(text, Builder(text))
    except InputError:
        return frozenset()
    names = [t.text for t in tokens if t.kind == "name"]
    alone = {name for name in names if len(name) == 1} - {"e"}
    alone |= {name[1] for name in names if _DIFFERENTIAL.fullmatch(name)}
    alone |= {t.text.partition("/")[2][1:2] for t in tokens if t.kind == "deriv"}
    after_number = {b.text for a, b in pairwise(tokens) if a.kind == "num" and a.end == b.start}
    applied = {
        a.text
        for a, b in pairwise(tokens)
        if a.end == b.start and (b.kind == "sup" or b.text in ("(", "^", "**"))
    }

    def together(name: str) -> bool:
        if name in _KNOWN or not name.isascii() or _DIFFERENTIAL.fullmatch(name):
            return False
        if _FUNCTION.search(name):
            letters = [p for p in _PIECE.findall(name) if len(p) == 1]
            if not name.endswith(tuple(letters)):  # xsin(…), x cos^2 x
                return name in applied and _WITH_FUNCTION.fullmatch(name) is not None
            known = any(c in alone or c == "x" for c in letters)
            return known and _WITH_FUNCTION.fullmatch(name) is not None
        stand_alone = sum(c in alone for c in name)
        if not name.isalpha() or len(name) not in (2, 3):
            return False
        return stand_alone >= len(name) - 1 or (len(name) == 2 and name in after_number)

    return frozenset(filter(together, names))


def parted(tokens: list[Token], together: frozenset[str], build: Builder) -> list[Token]:
    """The tokens with the names run together cut into their factors. Refuses e^ax and 1/ax, which are read in two
    ways."""
    found: list[Token] = []
    for token in tokens:
        if token.kind != "name" or token.text not in together:
            found.append(token)
            continue
        cut = list(_PIECE.finditer(token.text))
        if _OF_BASE.search(token.text):
            raise _base_or_factor(token, build)
        before = next((t for t in reversed(found) if t.text not in ("-", "+")), None)
        if before is not None and before.kind == "sign" and before.text in _BINDS_ONE:
            functions = [p for p in cut if _FUNCTION.fullmatch(p.group())]
            if functions != cut[:1]:
                raise _refusal(token, before, [p.group() for p in cut], build)
        for p in cut:
            kind = "num" if p.group().isdigit() else "name"
            found.append(Token(kind, p.group(), token.start + p.start(), token.start + p.end()))
    return found


def ask_reach(text: str) -> None:
    """Refuse e^2x and 2^3n: the exponent is the number alone as written, and seldom as meant. Raises InputError."""
    build = Builder(text)
    tokens = tokenize(text, build)
    for k, (base, caret) in enumerate(pairwise(tokens)):
        if caret.text != "^" or not (base.kind == "num" or base.text == "e"):
            continue
        first = k + 2 + (tokens[k + 2].text == "-" if k + 2 < len(tokens) else 0)
        number, name = tokens[first : first + 2] if first + 1 < len(tokens) else (caret, caret)
        if number.kind == "num" and name.kind == "name" and number.end == name.start:
            whole = Token("name", text[number.start : name.end], number.start, name.end)
            raise _refusal(whole, caret, [number.text, name.text], build)


def _refusal(token: Token, before: Token, factors: list[str], build: Builder) -> InputError:
    inside = "".join(factors) if factors[0].isdigit() else " ".join(factors)
    return build.refusal(
        "letters",
        token.start,
        token.end,
        Text(f"how far does {before.text} reach?", f"{before.text} 的作用范围不明"),
        Text("all the factors, or the first?", "是全部因子，还是第一个？"),
        Text(f"for all of them write ({inside})", f"若是全部，请写成 ({inside})"),
    )


def _base_or_factor(token: Token, build: Builder) -> InputError:
    return build.refusal(
        "letters",
        token.start,
        token.end,
        Text("is the number the base?", "该数是底数吗？"),
        Text("a base or a factor?", "是底数还是因子？"),
        Text(
            "write log(x, 2) for the base, log(2x) for the factor",
            "底数写成 log(x, 2)，因子写成 log(2x)",
        ),
    )
