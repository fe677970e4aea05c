"""A formula cleared of what only lays it out: labels, outer environments, braces around a system; every place kept."""

from __future__ import annotations

import re

from tuidao.read.placed import Placed

HAS_RELATION = re.compile(
    r"[=<>≠≤≥∈→]|\\(?:ne|neq|le|leq|leqslant|ge|geq|geqslant|lt|gt|in|to|rightarrow|forall)(?![A-Za-z])"
)
_WIDE = str.maketrans("（）［］｛｝＝＋－＜＞：／＊｜　－", "()[]{}=+-<>:/*| -")
_BLANK = re.compile(
    r"\\(?:label|tag\*?|eqref|ref|cite|vspace|hspace|phantom|color|textcolor)\s*\{[^{}]*\}|"
    r"\\(?:nonumber|notag|displaystyle|textstyle|hline|ds|allowbreak|break|"
    r"noindent|limits|nolimits|par|centering|scriptsize|small|large|hfill)(?![A-Za-z])|[\u200b\u200c\ufeff\u2061]"
)
_OUTER = (
    "equation|align|aligned|alignat|alignedat|gather|gathered|multline|split|eqnarray|flalign|"
    "displaymath|math|dmath|multlined"
)
_UPRIGHT_NAME = re.compile(
    r"\\text(?:rm|bf|it)?\s*\{\s*([A-Za-z]{2,})\s*\}(?=\s*(?:\\left\s*)?[(_])"
)
_SIGN_IN_TEXT = re.compile(r"\\(?:text|mbox|mathrm)\s*\{\s*([-+=])\s*\}")
_PRIMES = re.compile(r"\^\s*(?:\{\s*(?:\\prime\s*)+\}|\\prime(?![A-Za-z]))")
_BEGIN = re.compile(
    rf"\\begin\s*\{{(?:{_OUTER})\*?\}}(?:\s*\[[^\]]*\])?(?:\s*\{{\d+\}})?|\\end\s*\{{(?:{_OUTER})\*?\}}"
)
_ARRAY = re.compile(r"\\begin\s*\{array\}\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}|\\end\s*\{array\}")


_AT_BOTH = re.compile(
    r"(?<=\|)_\s*\{\s*\\substack\s*\{([^{}\\]*)\\\\([^{}\\]*)\}\s*\}"
)  # evaluated at x = x₀ and y = y₀, one under the other
_PUNCTURED = re.compile(r"\\overset\s*\{\s*\\circ\s*\}\s*\{\s*([A-Za-z])\s*\}")
_SYSTEM = re.compile(
    r"(\\left\s*\\\{\s*)?\\begin\s*\{(cases|array)\}(?:\s*\{[lcr| ]*\})?((?:(?!\\begin|\\end).)*)"
    r"\\end\s*\{\2\}(\s*\\right\s*\.)?",
    re.S,
)
_BESIDE = re.compile(r"&(?=\s*(?:\\left\s*)?\()")
_SETS_SIDE = re.compile(
    r"(?:[-=<>+*/(,^_]|\\(?:le|ge|leq|geq|ne|approx|equiv|to|cdot|times|left))\s*&?\s*$"
)


def _system(m: re.Match[str]) -> str:
    """A system of relations under one brace as its rows; values by cases stay what they are."""
    rows = [r for r in re.split(r"\\\\(?:\[[^\]]*\])?", m.group(3)) if r.strip()]
    braced = m.group(2) == "cases" or (m.group(1) and m.group(4))
    related = all(HAS_RELATION.search(outside_brackets(r.partition("&")[0])) for r in rows)
    if not braced or not related or _SETS_SIDE.search(m.string[: m.start()]):
        return m.group(0)
    start, end = m.start(3) - m.start(), m.end(3) - m.start()
    inner = _BESIDE.sub(" ", m.group(3)).replace("&", ";")
    return " " * start + inner + " " * (len(m.group(0)) - end)


_TYPED_PRIME = re.compile(r"\^\s*\{\s*[,`´‘’]\s*\}")  # f^{,}(x)
_BRACED_ROWS = re.compile(
    r"\\left\s*\\\{\s*\\begin\s*\{(aligned|split|gathered)\}((?:(?!\\begin|\\end).)*)"
    r"\\end\s*\{\1\}\s*\\right\s*\.",
    re.S,
)


def _braced_rows(m: re.Match[str]) -> str:
    """Rows under one brace as the cases that they are, every place kept."""
    inside = m.group(2)
    lead, tail = m.start(2) - m.start(), m.end() - m.end(2)
    return r"\begin{cases}".rjust(lead) + inside + r"\end{cases}".ljust(tail)


def clean(body: Placed) -> Placed:
    """The formula with labels, comments on layout and its outer environments blanked out; every place kept."""
    text = body.text.translate(_WIDE).replace(r"\bullet", r"\cdot  ").replace("]_{}", "]   ")
    text = _PRIMES.sub(lambda m: ("'" * m.group(0).count("prime")).ljust(len(m.group(0))), text)
    text = re.sub(r"\{(\\[A-Za-z]+|[A-Za-z])\}(?=')", r" \1 ", text)
    text = _TYPED_PRIME.sub(lambda m: "'".ljust(len(m.group(0))), text)
    text = _BRACED_ROWS.sub(_braced_rows, text)
    text = _PUNCTURED.sub(lambda m: rf"\dot{{{m.group(1)}}}".rjust(len(m.group(0))), text)
    text = _SYSTEM.sub(_system, text)
    text = _AT_BOTH.sub(
        lambda m: rf"_{{{m.group(1)}}}\Big|_{{{m.group(2)}}}".ljust(len(m.group(0))), text
    )
    text = _SIGN_IN_TEXT.sub(lambda m: m.group(1).rjust(len(m.group(0))), text)
    for pattern in (_BLANK, _BEGIN):
        text = pattern.sub(lambda m: " " * len(m.group(0)), text)
    if "\\left\\{" not in text and len(_ARRAY.findall(text)) == 2:
        text = _ARRAY.sub(lambda m: " " * len(m.group(0)), text)
    unclosed = re.search(r"\([^()]{0,3}$", text)
    if (
        unclosed and text.count("(") == text.count(")") + 1
    ):  # "… (C" before the words "is constant)"
        text = text[: unclosed.start()].ljust(len(text))
    found = Placed(text, body.at)
    for m in reversed(list(_UPRIGHT_NAME.finditer(text))):
        found = found.replace_span(m.start(), m.end(), rf"\operatorname{{{m.group(1)}}}")
    return found


def outside_brackets(text: str) -> str:
    previous = None
    while previous != text:
        previous, text = text, re.sub(r"\([^()]*\)|\{[^{}]*\}", "", text)
    return text
