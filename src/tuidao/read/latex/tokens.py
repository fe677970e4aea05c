"""LaTeX cut into tokens: spacing and sizes dropped, delimiters told apart, rows joined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tuidao.read.builder import MAX_DIGITS, Builder
from tuidao.read.names import GREEK_LETTERS
from tuidao.text import Text


@dataclass(slots=True)
class Token:
    """kind: num, letter, cmd, text, sign, end. `gap`: a wide space stands before it."""

    kind: str
    text: str
    start: int
    end: int
    gap: bool = False


_TOKEN = re.compile(
    r"""(?P<space>[\s~\u200b\u3000]+|%[^\n]*(?:\n|$))
    |(?P<num>\d+(?:\.\d+)?|\.\d+)
    |(?P<cmd>\\[A-Za-z]+\*?|\\[^A-Za-z])
    |(?P<letter>[A-Za-z])
    |(?P<text>[\u3400-\u9fff]+)
    |(?P<sign>:=|\.\.\.|[-+*/=<>()\[\]{}|!',.;:^_&])
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
# Environments that only lay a formula out.
_LAYOUT = frozenset(
    """aligned align align* split gather gather* gathered equation equation* eqnarray eqnarray* multline
    multline* alignat alignat* alignedat displaymath math flalign flalign*""".split()
)
_ROWS = frozenset(
    ("array", "aligned", "align", "align*", "matrix", "gathered", "split", "alignedat")
)
_ENV = re.compile(r"\s*\{([A-Za-z]+\*?)\}")
_JOINS = frozenset(
    "= < > + - * / le leq leqslant ge geq geqslant ne neq approx sim to times cdot div equiv in ".split()
)


def _group(text: str, position: int) -> int:
    """Where the braced group that opens at `position` (after spaces) ends; `position` where there is none."""
    k = position
    while k < len(text) and text[k] in " \t\n":
        k += 1
    if k >= len(text) or text[k] != "{":
        return position
    depth = 0
    for j in range(k, len(text)):
        if text[j] == "\\":
            continue
        if text[j] == "{" and text[j - 1] != "\\":
            depth += 1
        elif text[j] == "}" and text[j - 1] != "\\":
            depth -= 1
            if depth == 0:
                return j + 1
    return position


def tokenize(source: str, build: Builder) -> list[Token]:
    """The tokens of LaTeX, ended by one of kind "end"; refuses a character that means nothing here."""
    text = source.translate(_SAME)
    tokens: list[Token] = []
    position, stop, gap, delimiter = 0, len(text), False, ""
    while position < stop:
        found = _TOKEN.match(text, position)
        if found is None:
            c = text[position]
            if c in GREEK_LETTERS or c in _UNICODE:
                name = GREEK_LETTERS.get(c) or _UNICODE[c]
                tokens.append(Token("cmd", name, position, position + 1, gap))
                gap, position = False, position + 1
                continue
            raise build.refusal(
                "unknown-character",
                position,
                position + 1,
                Text(f"the character {c!r} means nothing here", f"此处不能出现字符 {c!r}"),
                Text("not understood", "无法理解"),
            )
        kind, part, start = found.lastgroup or "", found.group(), position
        position = found.end()
        if kind == "space":
            continue
        if kind == "num" and len(part) > MAX_DIGITS:
            raise build.refusal(
                "too-long",
                start,
                position,
                Text("a number this long is not read", "数字过长，不予读取"),
            )
        if kind == "cmd":
            name = part[1:]
            if name.endswith("*") and name[:-1] not in ("operatorname", "tag", "hspace", "vspace"):
                name, position = name[:-1], position - 1
            name = name.rstrip("*") if name != "*" else name
            if name in _SPACES:
                continue
            if name in _GAPS:
                gap = True
                if name == "hskip":
                    position = _skip_length(text, position)
                continue
            if name in _OPENING or name in _CLOSING or name in _SIZED:
                delimiter = "l" if name in _OPENING else "r" if name in _CLOSING else "B"
                continue
            if name in _NOTHING:
                continue
            if name in _DROPPED:
                gap = gap or name in ("hspace", "phantom", "hphantom")
                position = _group(text, position)
                continue
            if name == "_":
                tokens.append(Token("letter", "_", start, position, gap))
                gap = False
                continue
            if name in _WRAPPERS:
                option = re.compile(r"\s*\[[A-Za-z ]*\]").match(text, position)
                position = option.end() if option else position
                continue
            if name in TEXTS:
                end = _group(text, position)
                if end == position:
                    raise build.refusal(
                        "unfinished",
                        start,
                        position,
                        Text("this text has no braces", "文字缺少花括号"),
                    )
                inside = text[position:end].strip()[1:-1]
                inside = inside.replace("~", " ").strip()
                if inside in _SIGNS_IN_TEXT:
                    tokens.append(Token("sign", inside, start, end, gap))
                elif inside:
                    tokens.append(Token("text", inside, start, end, gap))
                gap, position = False, end
                continue
            if name in ("begin", "end"):
                position = _environment(name, text, start, position, tokens, build)
                gap = False
                continue
            if name in _BARS:
                part = _BARS[name]
                if delimiter in ("l", "r") and part in ("|", "||"):
                    part = delimiter + part
                kind = "sign"
            elif name in _BRACKETS:
                kind, part = "sign", _BRACKETS[name]
            elif name == "\\":
                kind, part = "sign", "\\\\"
                position = _skip_optional(text, position)
            else:
                part = name
        elif kind == "sign" and delimiter and part in ("|", "."):
            part = delimiter + part
        elif kind == "sign" and part == "*":
            part, kind = "cdot", "cmd"
        elif kind == "sign" and part == "...":
            part, kind = "ldots", "cmd"
        tokens.append(Token(kind, part, start, position, gap))
        gap, delimiter = False, ""
    tokens.append(Token("end", "", stop, stop, gap))
    return _join_rows(_fold(tokens))


def _skip_length(text: str, position: int) -> int:
    found = re.compile(r"\s*[\d.]+\s*(?:pt|em|cm|mm|ex)").match(text, position)
    return found.end() if found else position


def _skip_optional(text: str, position: int) -> int:
    """The length in `\\\\[2mm]` says nothing."""
    found = re.compile(r"\[\s*-?[\d.]+\s*(?:pt|em|cm|mm|ex)\s*\]").match(text, position)
    return found.end() if found else position


def _environment(
    name: str, text: str, start: int, position: int, tokens: list[Token], build: Builder
) -> int:
    found = _ENV.match(text, position)
    if found is None:
        raise build.refusal("unfinished", start, position, Text("which environment?", "缺少环境名"))
    what, end = found.group(1), found.end()
    braced = bool(tokens) and tokens[-1].text == "\\{" and name == "begin"
    if name == "begin" and what in ("array", "alignedat", "alignat", "alignat*"):
        end = _group(text, _skip_optional_letter(text, end))
    if braced and what in _ROWS:
        tokens.pop()
        tokens.append(Token("cmd", "begin cases", start, end))
    elif what in ("cases", "dcases", "rcases"):
        tokens.append(Token("cmd", f"{name} cases", start, end))
    elif what.endswith("matrix"):
        tokens.append(Token("cmd", f"{name} matrix", start, end))
    elif what in _ROWS and name == "end" and _open_cases(tokens):
        tokens.append(Token("cmd", "end cases", start, end))
    elif what == "array" or what in _LAYOUT:
        pass
    else:
        raise build.refusal(
            "unknown-environment",
            start,
            end,
            Text(f"the environment {what} is not one of formulas", f"环境 {what} 不是公式环境"),
            Text("not understood", "无法理解"),
        )
    return end


def _skip_optional_letter(text: str, position: int) -> int:
    found = re.compile(r"\s*\[[tbc]\]").match(text, position)
    return found.end() if found else position


def _open_cases(tokens: list[Token]) -> bool:
    depth = 0
    for t in tokens:
        if t.kind == "cmd" and t.text == "begin cases":
            depth += 1
        elif t.kind == "cmd" and t.text == "end cases":
            depth -= 1
    return depth > 0


def _join_rows(tokens: list[Token]) -> list[Token]:
    """Outside tables, `&` says nothing, and a row that begins or follows with an operator continues."""
    out: list[Token] = []
    depth = 0
    for k, t in enumerate(tokens):
        if t.kind == "cmd" and t.text in ("begin cases", "begin matrix", "substack"):
            depth += 1
        elif t.kind == "cmd" and t.text in ("end cases", "end matrix"):
            depth = max(0, depth - 1)
        if depth == 0 and t.kind == "sign":
            if t.text == "&":
                continue
            if t.text == "\\\\":
                following = next(
                    (n for n in tokens[k + 1 :] if n.text not in ("&", "\\\\")), tokens[-1]
                )
                before = out[-1].text if out else "\\\\"
                if following.kind == "end":
                    continue
                if following.text in _JOINS or before in _JOINS or before == "\\\\":
                    continue
        if t.kind == "sign" and t.text == "r.":
            continue
        out.append(t)
    return out


_DIFFERENTIAL = frozenset(("dd", "dif", "diff", "d", "ud", "rd", "diffd"))
_UPRIGHT = frozenset(("mathrm", "mathop", "operatorname", "mathsf", "mathbf"))
_OPERATORS = frozenset(("lim", "sum", "prod", "int", "max", "min", "oint"))


def _fold(tokens: list[Token]) -> list[Token]:
    """One spelling for the upright d, and for big operators in braces of their own."""
    out: list[Token] = []
    k, count = 0, len(tokens)
    while k < count:
        t = tokens[k]
        texts = [n.text if n.kind != "text" else "" for n in tokens[k : k + 5]]
        if t.kind == "cmd" and t.text in _DIFFERENTIAL:
            out.append(Token("cmd", "diffd", t.start, t.end, t.gap))
            k += 1
        elif t.kind == "cmd" and t.text in _UPRIGHT and texts[1:2] == ["d"]:
            out.append(Token("cmd", "diffd", t.start, tokens[k + 1].end, t.gap))
            k += 2
        elif t.kind == "cmd" and t.text in _UPRIGHT and texts[1:4] == ["{", "d", "}"]:
            out.append(Token("cmd", "diffd", t.start, tokens[k + 3].end, t.gap))
            k += 4
        elif (
            t.kind == "cmd"
            and t.text in _UPRIGHT
            and texts[1:3] == ["{", "d"]
            and texts[4:5] == ["}"]
            and tokens[k + 3].kind == "letter"
        ):
            out.append(Token("cmd", "diffd", t.start, tokens[k + 2].end, t.gap))
            out.append(tokens[k + 3])
            k += 5
        elif t.kind == "text" and t.text == "d":
            out.append(Token("cmd", "diffd", t.start, t.end, t.gap))
            k += 1
        elif t.kind == "text" and len(t.text) == 2 and t.text[0] == "d" and t.text.isascii():
            out.append(Token("cmd", "diffd", t.start, t.end, t.gap))
            out.append(Token("letter", t.text[1], t.start, t.end))
            k += 1
        elif texts[:3] == ["{", "d", "}"] and k + 3 < count and tokens[k + 3].kind == "letter":
            out.append(Token("cmd", "diffd", t.start, tokens[k + 2].end, t.gap))
            k += 3
        elif texts[:1] == ["{"] and texts[2:3] == ["}"] and tokens[k + 1].text in _OPERATORS:
            out.append(tokens[k + 1])
            k += 3
        else:
            out.append(t)
            k += 1
    return out
