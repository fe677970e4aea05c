"""LaTeX cut into tokens: spacing and sizes dropped, delimiters told apart."""

from __future__ import annotations

import re

from tuidao.read.builder import MAX_DIGITS, Builder
from tuidao.read.latex.layout import environment, fold, group_end, join_rows
from tuidao.read.latex.token import Token
from tuidao.read.names import GREEK_LETTERS
from tuidao.text import Text

_TOKEN = re.compile(
    r"""(?P<space>[\s~\u200b\u3000]+|%[^\n]*(?:\n|$))
    |(?P<num>\d+(?:\.\d+)?|\.\d+)
    |(?P<cmd>\\[A-Za-z]+\*?|\\[^A-Za-z])
    |(?P<letter>[A-Za-z])
    |(?P<text>[\u3400-\u9fff]+)
    |(?P<sign>:=|->|\.\.\.|[-+*/=<>()\[\]{}|!',.;:^_&])
    """,
    re.VERBOSE,
)
_SAME = str.maketrans(
    "（）［］｛｝，、；：＝＋－−–＊∗／＜＞！｜’′。．", "()[]{},,;:=+---**/<>!|''.."
)
_UNICODE = {
    "≤": "le",
    "≥": "ge",
    "⩽": "le",
    "⩾": "ge",
    "≠": "ne",
    "≈": "approx",
    "→": "to",
    "∞": "infty",
    "∈": "in",
    "×": "times",
    "·": "cdot",
    "⋅": "cdot",
    "÷": "div",
    "√": "sqrt",
    "∑": "sum",
    "∫": "int",
    "∬": "iint",
    "∏": "prod",
    "∂": "partial",
    "⇒": "Rightarrow",
    "⇔": "Leftrightarrow",
    "∇": "nabla",
    "…": "ldots",
    "⋯": "cdots",
    "π": "pi",
    "∼": "sim",
    "±": "pm",
    "∪": "cup",
}
_SCRIPTS = {
    "^": dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿˣ", "0123456789+-nx", strict=True)),
    "_": dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋ₙᵢⱼₖ", "0123456789+-nijk", strict=True)),
}
_SPACES = frozenset(
    [",", ";", ":", "!", " ", "\n", "\t", "/", "thinspace", "medspace", "negthinspace"]
)
_GAPS = frozenset(["quad", "qquad", "enspace", "hfill", "hskip", "enskip"])
_NOTHING = frozenset(
    """displaystyle textstyle scriptstyle scriptscriptstyle ds limits nolimits displaylimits nonumber notag
    left right rm it bf sf tt cal normalsize small large Large big Big bigg Bigg bigl bigr Bigl Bigr biggl
    biggr Biggl Biggr bigm Bigm middle mathstrut strut allowbreak break noindent centering hline mathop
    mathrel mathbin mathord mathopen mathclose relax protect boldmath unboldmath nobreak par null""".split()
)
# Commands round an answer: only the answer counts; what stands in square brackets does not.
_WRAPPERS = frozenset(("answer", "boxed", "fbox", "hl", "ensuremath", "mathchoice"))
_SIGNS_IN_TEXT = frozenset(("+", "-", "=", ",", ".", ";", "<", ">"))
# Commands whose argument is thrown away with them.
_DROPPED = frozenset(
    "tag label hspace vspace phantom hphantom vphantom color cline vskip hskip ref eqref".split()
)
TEXTS = frozenset("text mbox textrm textnormal textup textbf textit hbox textsf intertext".split())
_OPENING = frozenset("left bigl Bigl biggl Biggl mathopen".split())
_CLOSING = frozenset("right bigr Bigr biggr Biggr mathclose".split())
_SIZED = frozenset("big Big bigg Bigg bigm Bigm middle".split())
_BARS = {
    "vert": "|",
    "lvert": "l|",
    "rvert": "r|",
    "Vert": "||",
    "lVert": "l||",
    "rVert": "r||",
    "|": "||",
    "mid": "|",
}
_BRACKETS = {
    "lbrace": "\\{",
    "rbrace": "\\}",
    "{": "\\{",
    "}": "\\}",
    "lbrack": "[",
    "rbrack": "]",
    "lparen": "(",
}
_ROLES: dict[str, str] = {
    **dict.fromkeys(_SPACES | _NOTHING, "nothing"),
    **dict.fromkeys(_OPENING, "l"),
    **dict.fromkeys(_CLOSING, "r"),
    **dict.fromkeys(_SIZED, "B"),
    **dict.fromkeys(_DROPPED, "dropped"),
    **dict.fromkeys(_GAPS, "gap"),
    **dict.fromkeys(_WRAPPERS, "wrapper"),
    **dict.fromkeys(TEXTS, "text"),
    **dict.fromkeys(("begin", "end"), "environment"),
    **dict.fromkeys(_BARS, "bar"),
    **dict.fromkeys(_BRACKETS, "bracket"),
    "_": "underscore",
    "\\": "row",
}


def tokenize(source: str, build: Builder) -> list[Token]:
    """The tokens of LaTeX, ended by one of kind "end"; refuses a character that means nothing here."""
    return join_rows(fold(_Scanner(source.translate(_SAME), build).scan()))


class _Scanner:
    """One pass over the characters. `gap`, `delimiter`: what stood before the token to come."""

    __slots__ = ("build", "delimiter", "gap", "position", "text", "tokens")

    def __init__(self, text: str, build: Builder) -> None:
        self.text = text
        self.build = build
        self.tokens: list[Token] = []
        self.position = 0
        self.gap = False
        self.delimiter = ""

    def scan(self) -> list[Token]:
        """All tokens."""
        text, stop, match = self.text, len(self.text), _TOKEN.match
        while self.position < stop:
            start = self.position
            found = match(text, start)
            if found is None:
                self.other(text[start], start)
                continue
            kind, part = found.lastgroup or "", found.group()
            self.position = found.end()
            if kind == "cmd":
                self.command(part[1:], start)
            elif kind == "sign":
                self.sign(part, start)
            elif kind != "space":
                if kind == "num" and len(part) > MAX_DIGITS:
                    raise self.build.refusal(
                        "too-long",
                        start,
                        self.position,
                        Text("a number this long is not read", "数字过长，不予读取"),
                    )
                self.add(kind, part, start)
        self.tokens.append(Token("end", "", stop, stop, self.gap))
        return self.tokens

    def add(self, kind: str, part: str, start: int) -> None:
        """A token from `start` to here."""
        self.tokens.append(Token(kind, part, start, self.position, self.gap))
        self.gap, self.delimiter = False, ""

    def other(self, character: str, start: int) -> None:
        """A character that stands for a command, or for nothing."""
        for sign, scripts in _SCRIPTS.items():
            if character in scripts:
                self.script(sign, scripts, start)
                return
        name = GREEK_LETTERS.get(character) or _UNICODE.get(character)
        if name is None:
            raise self.build.refusal(
                "unknown-character",
                start,
                start + 1,
                Text(
                    f"the character {character!r} means nothing here",
                    f"此处不能出现字符 {character!r}",
                ),
                Text("not understood", "无法理解"),
            )
        self.position = start + 1
        self.tokens.append(Token("cmd", name, start, start + 1, self.gap))
        self.gap = False

    def script(self, sign: str, scripts: dict[str, str], start: int) -> None:
        """Raised or lowered characters, x² or ∫₀¹, as the exponent or index that they write."""
        while self.position < len(self.text) and self.text[self.position] in scripts:
            self.position += 1
        written = "".join(scripts[c] for c in self.text[start : self.position])
        self.add("sign", sign, start)
        self.add("sign", "{", start)
        for part in re.findall(r"\d+|.", written):
            kind = "num" if part.isdigit() else "letter" if part.isalpha() else "sign"
            self.add(kind, part, start)
        self.add("sign", "}", start)

    def sign(self, part: str, start: int) -> None:
        """One of the characters that structure a formula."""
        if self.delimiter and part in ("|", "."):
            part = self.delimiter + part
        elif part == "*":
            return self.add("cmd", "cdot", start)
        elif part in ("...", "->"):
            return self.add("cmd", "ldots" if part == "..." else "to", start)
        return self.add("sign", part, start)

    def command(self, name: str, start: int) -> None:
        """A command, by what it is to a reader of formulas."""
        if name.endswith("*") and name[:-1] not in ("operatorname", "tag", "hspace", "vspace"):
            name, self.position = name[:-1], self.position - 1
        name = name.rstrip("*")
        match _ROLES.get(name):
            case None:
                self.add("cmd", name, start)
            case "nothing":
                pass
            case "l" | "r" | "B" as side:
                self.delimiter = side
            case "gap":
                self.gap = True
                if name == "hskip":
                    self.skip(_LENGTH)
            case "dropped":
                self.gap = self.gap or name in ("hspace", "phantom", "hphantom")
                self.position = group_end(self.text, self.position)
            case "wrapper":
                self.skip(_OPTION)
            case "text":
                self.words(start)
            case "environment":
                end = environment(name, self.text, start, self.position, self.tokens, self.build)
                self.position, self.gap = end, False
            case "bar":
                edge = self.delimiter if self.delimiter in ("l", "r") else ""
                bar = _BARS[name]
                self.add("sign", edge + bar if bar in ("|", "||") else bar, start)
            case "bracket":
                self.add("sign", _BRACKETS[name], start)
            case "row":
                self.skip(_ROW_SPACE)
                self.add("sign", "\\\\", start)
            case "underscore":
                self.tokens.append(Token("letter", "_", start, self.position, self.gap))
                self.gap = False

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Step over what the pattern matches here."""
        found = pattern.match(self.text, self.position)
        self.position = found.end() if found else self.position

    def words(self, start: int) -> None:
        """Text in braces: words, or a sign set upright."""
        end = group_end(self.text, self.position)
        if end == self.position:
            raise self.build.refusal(
                "unfinished", start, end, Text("this text has no braces", "文字缺少花括号")
            )
        inside = self.text[self.position : end].strip()[1:-1].replace("~", " ").strip()
        condition = _CONDITION.match(self.text, self.position, end)
        if condition and not _LONG_WORD.search(condition.group(2)):
            # A condition typed as text: its word, and a formula.
            self.tokens.append(Token("text", condition.group(1), start, condition.end(1), self.gap))
            inner = _Scanner(self.text[: condition.end(2)], self.build)
            inner.position = condition.start(2)
            self.tokens += inner.scan()[:-1]
        elif inside:
            kind = "sign" if inside in _SIGNS_IN_TEXT else "text"
            self.tokens.append(Token(kind, inside, start, end, self.gap))
        self.gap, self.position = False, end


_CONDITION = re.compile(
    r"\s*\{\s*(if|when|for|当|若|如果)\s*([A-Za-z0-9+\-*/^_()|. ]*(?:[<>=≤≥≠]|!=)[A-Za-z0-9+\-*/^_()|.,<>=≤≥≠ ]*)\}"
)
_LONG_WORD = re.compile(r"[A-Za-z]{2}")
_LENGTH = re.compile(r"\s*[\d.]+\s*(?:pt|em|cm|mm|ex)")
_OPTION = re.compile(r"\s*\[[A-Za-z ]*\]")
_ROW_SPACE = re.compile(r"\[\s*-?[\d.]+\s*(?:pt|em|cm|mm|ex)\s*\]")
