"""How LaTeX lays formulas out: environments, rows, the upright d; tokens in, tokens out."""

from __future__ import annotations

import re

from tuidao.read.builder import Builder
from tuidao.read.latex.names import STRONG
from tuidao.read.latex.token import Token
from tuidao.text import Text

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


def group_end(text: str, position: int) -> int:
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


def environment(
    name: str, text: str, start: int, position: int, tokens: list[Token], build: Builder
) -> int:
    found = _ENV.match(text, position)
    if found is None:
        raise build.refusal("unfinished", start, position, Text("which environment?", "缺少环境名"))
    what, end = found.group(1), found.end()
    braced = bool(tokens) and tokens[-1].text == "\\{" and name == "begin"
    if name == "begin" and what in ("array", "alignedat", "alignat", "alignat*"):
        end = group_end(text, _skip_optional_letter(text, end))
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


def join_rows(tokens: list[Token]) -> list[Token]:
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


_FOLDED = frozenset(("cmd", "text", "sign", "space"))
_FOLDING = _DIFFERENTIAL | _UPRIGHT | {"prime"}


def fold(tokens: list[Token]) -> list[Token]:
    """One spelling for the upright d, and for big operators in braces of their own."""
    out: list[Token] = []
    k, count = 0, len(tokens)
    while k < count:
        t = tokens[k]
        kind = t.kind
        if (
            kind not in _FOLDED
            or (kind == "sign" and t.text != "{")
            or (kind == "cmd" and t.text not in _FOLDING)
        ):
            out.append(t)
            k += 1
            continue
        if t.text == "prime" and out and out[-1].text not in ("^", "{", "_"):
            out.append(Token("sign", "'", t.start, t.end))  # typed for the mark it prints
            k += 1
            continue
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
        elif (
            texts[:3] == ["{", "d", "}"]
            and k + 3 < count
            and tokens[k + 3].kind == "letter"
            and not (out and out[-1].kind == "sign" and out[-1].text in ("^", "_"))
        ):
            out.append(Token("cmd", "diffd", t.start, tokens[k + 2].end, t.gap))
            k += 3
        elif texts[:2] == ["{", "("] and _names(out) and (end := _closing(tokens, k + 1)):
            tokens[end] = Token("space", "", t.start, t.start)
            k += 1
        elif t.kind == "space":
            k += 1
        elif texts[:1] == ["{"] and texts[2:3] == ["}"] and tokens[k + 1].text in _OPERATORS:
            out.append(tokens[k + 1])
            k += 3
        else:
            out.append(t)
            k += 1
    return out


def _names(out: list[Token]) -> bool:
    r"""Does a name end here that a bracket may apply: \sigma{(z)}, but not \frac x{(y)}?"""
    if not out or out[-1].text not in STRONG:
        return False
    return len(out) < 2 or out[-2].kind != "cmd" or not out[-2].text.endswith(("frac", "binom"))


def _closing(tokens: list[Token], k: int) -> int:
    """Where the brace is that stands right behind the round bracket opened at `k`; 0 where there is none."""
    depth = 0
    for j in range(k, len(tokens) - 2):
        text = tokens[j].text if tokens[j].kind == "sign" else ""
        depth += (text in ("(", "{", "[")) - (text in (")", "}", "]"))
        if depth == 0:
            closes = text == ")" and tokens[j + 1].text == "}" and tokens[j + 2].text != "^"
            return j + 1 if closes else 0
    return 0
