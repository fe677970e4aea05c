"""The signs that structure a formula: relations, row ends, separators and words, found outside all brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tuidao.read.macros import group_end
from tuidao.read.placed import Placed

# Relation signs -> name. Names of two kinds are not relations of terms: "implies", "iff" join statements.
RELATIONS: dict[str, str] = {
    "=": "eq", "==": "eq", r"\neq": "ne", r"\ne": "ne", "≠": "ne", "!=": "ne", r"\not=": "ne", "<": "lt",
    r"\lt": "lt", "＜": "lt", ">": "gt", r"\gt": "gt", "＞": "gt", r"\le": "le", r"\leq": "le",
    r"\leqslant": "le", r"\leqq": "le", "≤": "le", "⩽": "le", "<=": "le", "≦": "le", r"\ge": "ge",
    r"\geq": "ge", r"\geqslant": "ge", r"\geqq": "ge", "≥": "ge", "⩾": "ge", ">=": "ge", "≧": "ge",
    r"\approx": "approx", "≈": "approx", r"\doteq": "approx", r"\simeq": "approx", r"\cong": "other",
    "~=": "approx", r"\approxeq": "approx", r"\sim": "similar", "∼": "similar", r"\to": "tends",
    r"\rightarrow": "tends", "→": "tends", "->": "tends", r"\longrightarrow": "tends", r"\in": "in", "∈": "in",
    r"\notin": "other", r"\subset": "other", r"\subseteq": "other", r"\supset": "other", r"\propto": "other",
    "∝": "other", r"\mapsto": "other", r"\ll": "other", r"\gg": "other", r"\perp": "other",
    r"\models": "other", r"\prec": "other", r"\succ": "other", r"\preceq": "other", r"\succeq": "other",
    r"\lessapprox": "other", r"\gtrapprox": "other", r"\bot": "other", r"\supseteq": "other",
    r"\lesssim": "other", r"\gtrsim": "other", r"\leadsto": "other", r"\stackrel": "", r"\overset": "",
    r"\underset": "", r"\equiv": "define", "≡": "define", ":=": "define", r"\triangleq": "define",
    r"\coloneqq": "define", r"\coloneq": "define", "≜": "define", "≝": "define", r"\gets": "assign",
    r"\leftarrow": "assign", "←": "assign", r"\Rightarrow": "implies", r"\implies": "implies",
    r"\Longrightarrow": "implies", "⇒": "implies", "=>": "implies", "⟹": "implies", r"\Leftrightarrow": "iff",
    r"\iff": "iff", r"\Longleftrightarrow": "iff", "⇔": "iff", "<=>": "iff", "⟺": "iff", r"\xlongequal": "eq",
    r"\xrightarrow": "tends", r"\xRightarrow": "implies", "+=": "assign", "-=": "assign", r"\equal": "eq",
}  # fmt: skip
_LONGEST_FIRST = sorted((r for r in RELATIONS if not r.startswith("\\")), key=len, reverse=True)

_TOKEN = re.compile(
    r"\\\\(?:\s*\[[^\]]*\])?|\\(?:newline|cr)(?![A-Za-z])|\\begin\s*\{[^{}]*\}|\\end\s*\{[^{}]*\}"
    r"|\\(?:left|right)(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\.|.)"
    r"|\\(?:text|mbox|textrm|textbf|textit|textnormal|intertext|mathrm|rm|hbox|textsf)\s*\{"
    r"|\\[A-Za-z]+\*?|\\.|[\u2e80-\u9fff\uf900-\ufaff]+|[∵∴]|<=>|:=|!=|<=|>=|==|=>|->|~=|\+=|-=|.",
    re.S,
)
_TEXT = re.compile(
    r"\\(text|mbox|textrm|textbf|textit|textnormal|intertext|mathrm|rm|hbox|textsf)\s*\{$"
)
_SIZED = re.compile(r"\\(?:left|right)(?![A-Za-z])")
_OPEN, _CLOSE = set("([{"), set(")]}")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign outside all brackets: kind "relation", "row", "comma", "stop", "space", "word" or "" (part of a side)."""

    kind: str
    start: int
    end: int
    name: str = ""


def marks(body: Placed) -> list[Mark]:
    """The signs of a formula in order; stretches of ordinary text between them have kind ""."""
    text = body.text
    found: list[Mark] = []
    depth = 0
    k = 0
    while k < len(text):
        m = _TOKEN.match(text, k)
        assert m is not None
        token, end = m.group(0), m.end()
        kind, name = "", ""
        opened = _TEXT.match(token)
        if opened:
            close = group_end(text, end - 1)
            inside = text[end : close - 1] if close > 0 else text[end:]
            end = close if close > 0 else len(text)
            if depth == 0 and _is_word(inside, opened.group(1), text[end:], text[:k]):
                kind, name = "word", re.sub(r"\$|\\[,; ]|~", " ", inside).strip()
        elif _SIZED.match(token):
            depth = max(0, depth + (1 if token.startswith(r"\left") else -1))
        elif token.startswith(r"\begin"):
            depth += 1
        elif token.startswith(r"\end"):
            depth = max(0, depth - 1)
        elif token in (r"\{", r"\lbrace", r"\langle", r"\lfloor", r"\lceil") or token in _OPEN:
            depth += 1
        elif token in (r"\}", r"\rbrace", r"\rangle", r"\rfloor", r"\rceil") or token in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            kind, name, end = _outside(token, k, end, text)
        found.append(Mark(kind, k, end, name))
        k = end
    return _joined(found)


def _outside(token: str, k: int, end: int, text: str) -> tuple[str, str, int]:
    """Kind, name and end of a token outside all brackets."""
    if token.startswith(("\\\\", r"\newline", r"\cr")):
        return "row", "", end
    if token in (
        r"\stackrel",
        r"\overset",
        r"\underset",
        r"\xlongequal",
        r"\xrightarrow",
        r"\xRightarrow",
    ):
        return _decorated(token, end, text)
    if token == r"\not":
        follows = re.match(r"\s*(=|\\in(?![a-z]))", text[end:])
        if follows:
            return "relation", "ne" if follows.group(1) == "=" else "other", end + follows.end()
    if token in RELATIONS:
        return "relation", RELATIONS[token], end
    if token in (r"\because", "∵"):
        return "word", "因为", end
    if token in (r"\therefore", "∴"):
        return "word", "所以", end
    if _CJK.match(token):
        return ("comma", "", end) if token in "、，；" else ("word", token, end)
    if token in ",;、，；":
        digits = (
            re.match(r"\d{3}(?!\d)", text[end : end + 4]) and text[k - 1 : k].isdigit()
            if token == ","
            else False
        )
        return ("", "", end) if digits else ("comma", "", end)
    if token in (r"\quad", r"\qquad"):
        return "space", "", end
    if (
        token in ".。"
        and not re.match(r"\d", text[end : end + 1])
        and text[max(0, k - 1) : k] != "."
    ):
        return ("", "", end) if text[end : end + 1] == "." else ("stop", "", end)
    return "", "", end


def _decorated(token: str, end: int, text: str) -> tuple[str, str, int]:
    r"""A relation with something written over it: \overset{d}{=}, \xlongequal{x=t}."""
    groups = []
    stop = end
    option = re.match(r"\s*\[[^\]]*\]", text[stop:])
    if option:
        stop += option.end()
    for _ in range(1 if token.startswith(r"\x") else 2):
        space = re.match(r"\s*", text[stop:])
        at = stop + (space.end() if space else 0)
        if text[at : at + 1] == "{":
            close = group_end(text, at)
            if close < 0:
                return "", "", end
            groups.append(text[at + 1 : close - 1].strip())
            stop = close
        else:
            single = re.match(r"\\[A-Za-z]+|.", text[at:], re.S)
            if single is None:
                return "", "", end
            groups.append(single.group(0).strip())
            stop = at + single.end()
    if token.startswith(r"\x"):
        return "relation", RELATIONS[token], stop
    sign, over = groups[1], groups[0]
    if sign not in RELATIONS:
        return "", "", end
    defines = RELATIONS[sign] == "eq" and re.search(r"def|\\[Dd]elta|\\triangle|记|令", over)
    limit = RELATIONS[sign] in ("similar", "tends") and "i.i.d" in over
    return "relation", "define" if defines else "other" if limit else RELATIONS[sign], stop


_NAMES = re.compile(r"[A-Za-z][A-Za-z0-9]*\*?$")
_ENGLISH = re.compile(
    r"(?:and|or|if|for|when|where|with|let|so|then|as|is|are|otherwise|such|since|because|hence|thus|therefore|by|use|Use|Let|all|some|in|of|"
    r"the|to|from|at|on|units?|ft|lb|lbs|in|cm|m|mi|kg|sec|feet|dollars|text|square|cubic|but|we|have|s|st)$"
)


def _is_word(inside: str, command: str, after: str, before: str) -> bool:
    """Is this upright text words beside the mathematics, not the name of a thing in it?"""
    bare = inside.strip()
    if not bare:
        return True
    if _CJK.search(bare) or " " in bare:
        return True
    if not _NAMES.match(bare):
        return bool(re.search(r"[A-Za-z]{2}|[.,:;]", bare)) and not re.match(r"\s*[(_^]", after)
    if command in ("mathrm", "rm", "textbf", "textit", "textsf"):
        return bool(_ENGLISH.match(bare)) and len(bare) > 1 and not re.match(r"\s*[(_^]", after)
    if re.match(r"\s*[(_\[=]", after) or re.search(r"[=+\-*(]\s*$", before):
        return bool(_ENGLISH.match(bare)) and len(bare) > 1
    return len(bare) > 1 or bool(re.search(r"\d\s*$", before))


def _joined(found: list[Mark]) -> list[Mark]:
    """Neighbouring ordinary stretches made one; what stands over a word (units^3) belongs to the word."""
    joined: list[Mark] = []
    for m in found:
        if joined and m.kind == "" and joined[-1].kind == "":
            joined[-1] = Mark("", joined[-1].start, m.end)
        else:
            joined.append(m)
    return joined
