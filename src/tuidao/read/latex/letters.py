"""A letter with its accents, subscripts and marks above; the argument of a macro."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import Num, Sym, Term
from tuidao.read.latex.evidence import INDEX_LETTERS
from tuidao.read.latex.levels import ADD, POW
from tuidao.read.latex.names import (
    ACCENTS,
    CONSTANTS,
    GREEK,
    NAMED,
    TRANSPARENT,
)
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def read_name(p: LatexParser) -> str | None:
    """A letter, possibly accented or in braces, as the name of a symbol; None (and no move) elsewhere."""
    token, at = p.now, p.k
    if token.kind == "letter":
        p.k += 1
        return "E_" if token.text == "E" else token.text
    if token.kind == "cmd":
        text = token.text
        if text == "Delta" and p.peek().kind == "letter":
            p.k += 2
            return f"Delta_{p.tokens[p.k - 1].text}"
        if text in GREEK:
            p.k += 1
            return text
        if text in NAMED:
            p.k += 1
            return NAMED[text]
        if text in ACCENTS or text in TRANSPARENT:
            p.k += 1
            inner = read_name(p)
            if inner is not None:
                return inner + ACCENTS.get(text, "")
    elif token.kind == "sign" and token.text == "{":
        p.k += 1
        inner = read_name(p)
        if inner is not None and p.sign("}"):
            p.k += 1
            return inner
    p.k = at
    return None


def style_word(p: LatexParser) -> str | None:
    """The word of \\mathrm{KL}, \\operatorname{softmax}; None (and no move) for anything else."""
    k = p.k + 1
    if k >= len(p.tokens) or p.now.text not in ("mathrm", "operatorname", "mathsf", "mathtt"):
        return None
    if p.tokens[k].text != "{":
        if p.now.text == "mathrm" and p.tokens[k].kind == "letter" and p.tokens[k].text in "eidT":
            p.k += 2
            return p.tokens[k].text
        return None
    letters = []
    k += 1
    while k < len(p.tokens) and (p.tokens[k].kind in ("letter", "num") or p.tokens[k].text == "_"):
        if p.tokens[k].kind == "sign":
            return None
        letters.append(p.tokens[k].text)
        k += 1
    if not letters or k >= len(p.tokens) or p.tokens[k].text != "}":
        return None
    p.k = k + 1
    return "".join(letters)


def upper_mark(p: LatexParser) -> tuple[str, Term | None] | None:
    """At `^`: (i), a prime, a star; None (and no move) for a power."""
    at, one, two = p.k, p.peek(), p.peek(2)
    if one.kind == "cmd" and one.text == "prime":
        p.k += 2
        return "prime", None
    if one.kind == "cmd" and one.text in ("ast", "cdot", "star"):
        p.k += 2
        return "star", None
    if one.kind == "sign" and one.text == "'":
        p.k += 2
        return "prime", None
    if one.text != "{" or one.kind != "sign":
        return None
    if two.text in ("prime", "'") and p.peek(3).text == "}":
        p.k += 4
        return "prime", None
    if two.kind == "cmd" and two.text in ("ast", "cdot", "star") and p.peek(3).text == "}":
        p.k += 4
        return "star", None
    if two.text != "(" or two.kind != "sign":
        return None
    depth, k = 0, p.k + 2
    while k < len(p.tokens):
        text = p.tokens[k].text if p.tokens[k].kind == "sign" else ""
        depth += (text == "(") - (text == ")")
        if depth == 0:
            break
        k += 1
    if k + 1 >= len(p.tokens) or p.tokens[k + 1].text != "}":
        return None
    p.k += 3
    opened = p.tokens[at + 2]
    value = p.inside(opened)
    if not p.sign(")"):
        p.k = at
        return None
    p.k += 2
    return "index", value


def subscript(p: LatexParser, base: str) -> tuple[list[Term] | None, str]:
    """What stands behind `_`: indices, or the end of a name."""
    token = p.now
    if token.kind == "num":
        digit = _digit(p)
        return _numbered(p, base, digit, token)
    if token.kind == "letter":
        p.k += 1
        return _lettered(p, [token], base)
    if token.kind == "text":
        p.k += 1
        return None, "_" + _plain(token.text)
    if token.kind == "cmd":
        if token.text in ("cdot", "ast", "star"):
            p.k += 1
            return None, "_star"
        if token.text == "infty":
            p.k += 1
            return None, "_infty"
        word = style_word(p)
        if word is not None:
            return None, "_" + word
        if token.text in ("pi", "max", "min", "sup", "inf"):
            p.k += 1
            return None, "_" + token.text
        name = read_name(p)
        if name is None:
            raise p.unexpected()
        if name in p.evidence.bound:
            return [p.leaf(Sym(name), token)], ""
        return None, "_" + name
    if token.text in ("+", "-") and token.kind == "sign":
        p.k += 1
        return None, "_plus" if token.text == "+" else "_minus"
    if token.text != "{":
        raise p.unexpected()
    return _braced_subscript(p, base)


def _braced_subscript(p: LatexParser, base: str) -> tuple[list[Term] | None, str]:
    opened = p.now
    end = p.k + 1
    while end < len(p.tokens) and p.tokens[end].text != "}" and p.tokens[end].text != "{":
        end += 1
    content = p.tokens[p.k + 1 : end]
    closed = end < len(p.tokens) and p.tokens[end].text == "}"
    kinds = {t.kind for t in content}
    if closed and not content:
        p.k = end + 1
        return None, ""
    if closed and kinds == {"letter"}:
        p.k = end + 1
        return _lettered(p, content, base)
    if closed and kinds == {"num"} and len(content) == 1:
        p.k = end + 1
        return _numbered(p, base, content[0].text, content[0])
    if closed and kinds == {"letter", "num"} and content[0].kind == "letter":
        p.k = end + 1
        letters = [t for t in content if t.kind == "letter"]
        if not all(t.text in INDEX_LETTERS | p.evidence.bound for t in letters):
            return None, "_" + "".join(t.text for t in content)
        parts = [
            p.leaf(Sym(t.text) if t.kind == "letter" else Num(int(t.text)), t) for t in content
        ]
        return parts, ""
    if closed and "text" in kinds:
        p.k = end + 1
        return None, "_" + "_".join(_plain(t.text) for t in content if t.kind != "sign")
    if closed and len(content) == 1:
        p.k += 1
        found = subscript(p, base)
        p.expect("}", opened)
        return found
    p.k += 1
    word = style_word(p)
    if word is not None and p.sign("}"):
        p.k += 1
        return None, "_" + word
    if p.sign("(") and p.peek(2).text == ")" and p.peek(3).text == "}":
        p.k += 1
    saved, p.split_bar = p.split_bar, False
    parts = [p.inside(opened, ADD)]
    while p.sign(","):
        p.k += 1
        parts.append(p.inside(opened, ADD))
    p.split_bar = saved
    if p.sign(")"):
        p.k += 1
    p.expect("}", opened)
    return parts, ""


def _plain(text: str) -> str:
    """Words as the end of a name, different for different words: x_{训练} is not x_{测试}."""
    kept = "".join(c for c in text if "\u3400" <= c <= "\u9fff" or (c.isascii() and c.isalnum()))
    return kept or "".join(f"u{ord(c):x}" for c in text)


def _numbered(
    p: LatexParser, base: str, digits: str, token: Token
) -> tuple[list[Term] | None, str]:
    """x_1 is a name of its own, unless x is indexed by letters elsewhere."""
    if base in p.evidence.families and digits.isdigit():
        return [p.leaf(Num(int(digits)), token)], ""
    return None, "_" + digits.replace(".", "_")


def _lettered(p: LatexParser, content: list[Token], base: str) -> tuple[list[Term] | None, str]:
    letters = [t.text for t in content]
    index = INDEX_LETTERS | p.evidence.bound
    known = base in p.evidence.families and len(letters) == 1
    known = known or (base in p.evidence.matrices and len(letters) == 2)
    # v_{ja} under a sum over j depends on j: no name of one thing.
    known = known or (len(letters) == 2 and any(c in p.evidence.bound for c in letters))
    if known or all(c in index for c in letters):
        return [p.leaf(Sym("E_" if t.text == "E" else t.text), t) for t in content], ""
    return None, "_" + "".join(letters)


def _digit(p: LatexParser) -> str:
    """The one digit TeX would take; the rest of the number stays."""
    token = p.now
    if "." in token.text[:2]:
        raise p.build.refusal(
            "unbraced",
            token.start,
            token.end,
            Text("TeX takes only the first digit here", "TeX 在此只取第一位数字"),
            help=Text(f"write {{{token.text}}}", f"请写成 {{{token.text}}}"),
        )
    if len(token.text) == 1:
        p.k += 1
        return token.text
    p.tokens[p.k] = Token("num", token.text[1:], token.start + 1, token.end, token.gap)
    return token.text[0]


def argument(p: LatexParser) -> Term:
    """A macro's argument, or what stands behind `^`: a group, or one token."""
    token = p.now
    if token.kind == "num":
        return p.build.at(Num(int(_digit(p))), token.start, token.start + 1)
    if token.kind == "letter":
        p.k += 1
        if token.text == "e" and "e" not in p.declared | p.evidence.bound:
            return p.app(ops.E, (), token.start)
        return p.leaf(Sym("E_" if token.text == "E" else token.text), token)
    if token.kind == "sign" and token.text == "{":
        p.k += 1
        t = p.inside(token)
        p.expect("}", token)
        return t
    if token.kind == "cmd":
        if token.text in CONSTANTS:
            p.k += 1
            return p.app(CONSTANTS[token.text], (), token.start)
        if token.text in GREEK:
            p.k += 1
            return p.leaf(Sym(token.text), token)
        if token.text in ("frac", "tfrac", "dfrac", "sqrt"):
            return p.prefix(POW)
        name = read_name(p)
        if name is not None:
            return p.leaf(Sym(name), token)
    raise p.unexpected()
