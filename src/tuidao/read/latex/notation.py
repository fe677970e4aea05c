r"""What documents write and no value is read from: arg max, regions, sets, dots, events in words; read as names.

Read so only where a parser is told to (`notation`): the relations around it are then seen, and what stands inside is
read. A name made here begins with WRITTEN and spells out what it is taken over, so that different things never agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.term import Sym, Term, children
from tuidao.read.latex.levels import ADD, MUL, UNION
from tuidao.read.latex.token import Token

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser

WRITTEN = "written_"
DOTS = frozenset(("ldots", "cdots", "dots", "dotsc", "dotsb", "vdots", "ddots"))
SETS = {"cap": "intersection", "bigcap": "intersection", "setminus": "difference"}
_TIMES = frozenset(("cdot", "times"))
_ARGS = re.compile(r"arg\s*(max|min)|minimi[sz]e|maximi[sz]e", re.I)


def only_written(*terms: Term) -> bool:
    """Does a term hold anything that is read as a name only?"""
    stack = list(terms)
    while stack:
        t = stack.pop()
        if type(t) is Sym and t.name.startswith(WRITTEN):
            return True
        stack.extend(children(t))
    return False


def named(p: LatexParser, head: str, args: tuple[Term, ...], token: Token) -> Term:
    """`head` of `args`, as a function that nothing is known of."""
    name = p.build.at(Sym(WRITTEN + head), token.start, p.last_end())
    return p.app(ops.CALL, (name, *args), token.start)


def coded(text: str) -> str:
    """A text as part of a name, different for different texts."""
    return "".join(
        c if c.isalnum() else "" if c.isspace() or c in "{}\\" else f"u{ord(c):x}" for c in text
    )


def over(p: LatexParser, head: str, token: Token) -> Term:
    """An operator whose name is taken: what stands below and above it, and what it is applied to."""
    begin = p.now.start
    while p.sign("_") or p.sign("^"):
        p.k += 1
        _step_over(p)
    name = head + "_" + coded(p.build.text[begin : p.last_end()])
    if p.now.kind == "end" or p.level(p.now) not in (0, MUL) or p.sign(")") or p.sign("}"):
        return p.build.at(Sym(WRITTEN + name), token.start, p.last_end())
    p.enter(token)
    body = p.expression(MUL)
    p.nesting -= 1
    return named(p, name, (body,), token)


def _step_over(p: LatexParser) -> None:
    """One argument of a macro, whatever it holds."""
    depth = 0
    while p.now.kind != "end":
        styled = p.now.kind == "cmd" and p.now.text in ("mathbf", "boldsymbol", "bm", "mathcal")
        depth += p.sign("{")
        depth -= p.sign("}")
        p.k += 1
        if depth == 0 and not styled:
            return


def or_over(p: LatexParser, reader: Callable[[LatexParser], Term], head: str, token: Token) -> Term:
    """What `reader` makes of the current token, or the operator as a name where it cannot."""
    saved = p.k, p.nesting, len(p.notes), len(p.integrals), p.bars, p.sets, p.split_bar
    try:
        return reader(p)
    except InputError as error:
        if not p.notation:
            raise
        wrong = error.diagnostic.label.span.start
        p.k, p.nesting, notes, integrals, p.bars, p.sets, p.split_bar = saved
        del p.notes[notes:], p.integrals[integrals:]
        while p.now.start < token.end and p.now.kind != "end":
            p.k += 1
        at = p.k
        while p.sign("_") or p.sign("^"):
            p.k += 1
            _step_over(p)
        if wrong >= p.now.start:  # not the operator is at fault, but what it is applied to
            raise
        p.k = at
        return over(p, head, token)


def joined(tokens: list[Token]) -> list[Token]:
    r"""`\arg\max`, {\mathrm{argmax}} and their like as one command each."""
    out: list[Token] = []
    k = 0
    while k < len(tokens):
        found = _argument_of_extremum(tokens, k)
        if found is None:
            out.append(tokens[k])
            k += 1
            continue
        name, end = found
        braced = out and out[-1].text == "{" and out[-1].kind == "sign" and tokens[end].text == "}"
        start = out.pop().start if braced else tokens[k].start
        end += bool(braced)
        out.append(Token("cmd", name, start, tokens[end - 1].end, tokens[k].gap))
        k = end
    return out


def _argument_of_extremum(tokens: list[Token], k: int) -> tuple[str, int] | None:
    """The name and the end of an arg max that begins at `k`."""
    token = tokens[k]
    if token.kind == "text" and (m := _ARGS.match(token.text.strip(" ~"))):
        return "arg" + (m.group(1) or token.text.strip()[:3]).lower(), k + 1
    if token.kind != "cmd":
        return None
    if token.text == "arg":
        following = tokens[k + 1]
        return (
            ("arg" + following.text, k + 2)
            if following.kind == "cmd" and following.text in ("max", "min")
            else None
        )
    if token.text in ("mathrm", "operatorname", "mathop", "mathsf") and tokens[k + 1].text == "{":
        end = k + 2
        while tokens[end].kind == "letter":
            end += 1
        word = "".join(t.text for t in tokens[k + 2 : end])
        if tokens[end].text == "}" and word.lower() in ("argmax", "argmin"):
            return word.lower(), end + 1
    return None


def prefix(p: LatexParser) -> Term | None:
    """What begins with a command that only documents are read with; None, and no move, for any other."""
    token = p.now
    text = token.text
    if text in ("argmax", "argmin", "sup", "inf", "bigcup", "bigcap", "cap", "max", "min"):
        p.k += 1
        return over(p, text, token)
    if text in ("det", "dim", "ker", "#"):
        p.k += 1
        return named(p, {"#": "count"}.get(text, text), (p.expression(MUL + 1),), token)
    if text == "langle":
        return _inner(p)
    if text == "diffd":  # du = −sin x dx
        p.k += 1
        return p.leaf(Sym(WRITTEN + "d"), token)
    if text == "partial" and p.peek().text == "_":
        p.k += 1
        return over(p, text, token)
    if text == "partial":
        return _slope(p)
    if text in DOTS:
        p.k += 1
        return p.build.at(Sym(WRITTEN + "dots"), token.start, token.end)
    return None


def _slope(p: LatexParser) -> Term:
    r"""\partial f/\partial x in a line, or \partial f alone."""
    token = p.now
    p.k += 1
    above = p.expression(MUL + 1)
    if p.now.kind == "end" and p.tokens[0] is token:
        return named(p, "partial", (above,), token)
    if not (p.sign("/") and p.peek().text == "partial"):
        raise p.unexpected("/")
    p.k += 2
    return named(p, "slope", (above, p.expression(MUL + 1)), token)


def _inner(p: LatexParser) -> Term:
    """⟨x, y⟩."""
    token = p.now
    p.k += 1
    parts = [p.inside(token)]
    while p.sign(","):
        p.k += 1
        parts.append(p.inside(token))
    if not p.command("rangle"):
        raise p.unexpected("\\rangle")
    p.k += 1
    return named(p, "inner", tuple(parts), token)


def level(p: LatexParser, token: Token) -> int:
    """How tightly a sign binds that only documents are read with; 0 for any other."""
    if token.kind != "cmd":
        return 0
    if token.text in SETS:
        return UNION
    if token.text in DOTS:
        if p.peek().text in ("+", "-"):
            return ADD
        return MUL if p.integrals or not p.nesting or _goes_on(p.peek()) else 0
    return 0


def _goes_on(token: Token) -> bool:
    return token.kind in ("letter", "num", "cmd") and token.text not in DOTS or token.text in "(["


def infix(p: LatexParser, left: Term, token: Token) -> Term | None:
    """`left`, the sign at hand and what follows it; None, and no move, for a sign that is read otherwise."""
    if token.kind == "cmd" and token.text in SETS:
        p.k += 1
        return named(p, SETS[token.text], (left, p.expression(UNION + 1)), token)
    plus = token.text in ("+", "-") and token.kind == "sign"
    times = token.kind == "cmd" and token.text in _TIMES
    if (plus or times) and p.peek().kind == "cmd" and p.peek().text in DOTS:
        return _and_so_on(p, left, "sum_on" if plus else "product_on", 2)
    if token.kind == "cmd" and token.text in DOTS:
        return _and_so_on(p, left, "sum_on" if p.peek().text in ("+", "-") else "product_on", 1)
    return None


def _and_so_on(p: LatexParser, left: Term, head: str, steps: int) -> Term:
    r"""a \cdots z: of its first terms and its last one."""
    token = p.now
    p.k += steps
    summed = head == "sum_on"
    joins = p.now.text in ("+", "-") if summed else p.now.text in _TIMES
    if joins:
        p.k += 1
    elif summed or not _goes_on(p.now):
        return named(p, head, (left,), token)
    return named(p, head, (left, p.expression(ADD + 1 if summed else MUL + 1)), token)


def event(p: LatexParser) -> Term | None:
    """Words in the brackets at hand, P(好瓜 = 是 | 青绿), as one name each side of a bar; None where there are none."""
    depth, k = 0, p.k
    while p.tokens[k].kind != "end":
        text = p.tokens[k].text if p.tokens[k].kind == "sign" else ""
        depth += (text in ("(", "[", "\\{", "{")) - (text in (")", "]", "\\}", "}"))
        if depth < 0 or (depth == 0 and text in ("|", ",", ";", "B|")):
            break
        k += 1
    part = p.tokens[p.k : k]
    if not any(t.kind == "text" for t in part):
        return None
    start, end = part[0].start, part[-1].end
    p.k = k
    return p.build.at(Sym("event_" + coded(p.build.text[start:end])), start, end)


WORD = re.compile(r"(?:[A-Za-z]|\{\\_[A-Za-z]*\}|\\_)+")


def word(p: LatexParser, token: Token) -> str | None:
    r"""Letters that touch, or that \_ joins, as the name they are: learning\_rate; None, and no move, for others."""
    m = WORD.match(p.build.text, token.start)
    if m is None or not re.search("[aeiou]", m[0]) or _FUNCTIONS.fullmatch(m[0]):
        return None
    indexed = len(m[0]) >= 3 and p.build.text[m.end() : m.end() + 1] == "_"
    if not ("\\_" in m[0] or len(m[0]) >= 6 or indexed):
        return None
    while p.now.start < m.end() and p.now.kind != "end":
        p.k += 1
    return re.sub(r"[{}\\]", "", m[0])


_FUNCTIONS = re.compile(
    r"(?:[a-z]?(?:sin|cos|tan|cot|sec|csc|log|ln|exp|lim|max|min|sum|int|arg(?:max|min)?|det|sup|inf))+"
    r"[a-z]{0,2}"
)  # x sin x, typed without backslashes
