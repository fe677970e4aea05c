"""A whole formula: claims side by side, the conditions and remarks beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.op import Sort
from tuidao.lang.term import App, Bind, Term
from tuidao.read.latex.levels import IMPLIES
from tuidao.read.latex.words import (
    AND_WORDS,
    CONDITION_WORDS,
    REMARK,
    UNIT,
    WHEN_SUFFIX,
    bare_word,
    is_condition_word,
)
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def is_claim(t: Term) -> bool:
    return isinstance(t, App | Bind) and t.op.sort is Sort.BOOL


def _is_equation(t: Term) -> bool:
    """An equation, or a chain that holds one: a claim of its own, not a side condition."""
    if not isinstance(t, App):
        return True
    if t.op is ops.AND:
        return any(_is_equation(a) for a in t.args)
    return t.op in (ops.EQ, ops.APPROX, ops.SIMILAR, ops.IMPLIES, ops.IFF, ops.TENDS)


def whole(p: LatexParser) -> Term:
    """A formula with the conditions and further formulas that stand beside it."""
    if p.now.kind == "end":
        raise p.build.refusal("empty", 0, 1, Text("there is no formula here", "此处没有公式"))
    claims: list[Term] = []
    conditions: list[Term] = []
    starts: list[int] = []
    conditional = False
    if p.now.kind == "text" and (is_condition_word(p.now.text)):
        conditional = True
        p.k += 1
    while True:
        token = p.now
        bracketed = token.text == "(" and token.gap
        t = p.expression(IMPLIES)
        if conditional or (claims and is_claim(t) and (bracketed or not _is_equation(t))):
            if not is_claim(t):
                raise p.build.refusal(
                    "not-a-condition",
                    *p.build.span(t),
                    Text("a condition is expected here", "此处应为条件"),
                )
            conditions.append(t)
        else:
            claims.append(t)
            starts.append(token.start)
        conditional = _between(p, conditional and not claims)
        if p.now.kind == "end":
            break
    return _joined(p, claims, conditions + p.conditions, starts)


def several(p: LatexParser) -> tuple[Term, ...]:
    """Statements side by side, each of its own."""
    found: list[Term] = []
    if p.now.kind == "text" and is_condition_word(p.now.text):
        p.k += 1
    while p.now.kind != "end":
        found.append(p.expression(IMPLIES))
        _between(p, True)
    return (*found, *p.conditions)


def _between(p: LatexParser, leading: bool) -> bool:
    """Step over what parts two formulas; says whether a condition comes next."""
    conditional, moved = False, False
    while True:
        token = p.now
        if token.kind == "end":
            return conditional
        if token.kind == "sign" and token.text in (",", ";", "\\\\", ":"):
            conditional = conditional if token.text != "\\\\" else False
            p.k += 1
        elif (
            token.kind == "sign"
            and token.text in (".", "'")
            and _only_marks(p)
            or token.kind == "cmd"
            and token.text in ("because", "therefore")
            and p.peek().kind == "end"
        ):
            p.k += 1
        elif token.kind == "text":
            word = bare_word(token.text)
            if word in CONDITION_WORDS:
                conditional = True
            elif (
                word in AND_WORDS
                or word == ""
                or (word in ("时", "时,") and leading)
                or word == "then"
                or word == WHEN_SUFFIX
            ):
                pass
            elif _is_remark(p, token.text):
                p.k += 1
                p.note(
                    "remark", token.start, Text("this remark is left aside", "未考察此处的文字说明")
                )
                continue
            else:
                raise p.unexpected()
            p.k += 1
        elif token.gap or moved:
            return conditional
        else:
            raise p.unexpected()
        moved = True


def _is_remark(p: LatexParser, text: str) -> bool:
    """A unit behind a number, or a few words on the step at the very end."""
    unit = UNIT.fullmatch(text.strip())
    k = p.k + 1
    while unit and p.tokens[k].text == "^" and k + 2 < len(p.tokens):
        k += 4 if p.tokens[k + 1].text == "{" else 2
    ends = all(t.kind == "end" or t.text in (".", ",", ";", "\\\\", "}") for t in p.tokens[k:])
    if unit and ends:
        p.k = k - 1
        return True
    return ends and REMARK.match(text.strip()) is not None


def _only_marks(p: LatexParser) -> bool:
    return all(
        t.kind in ("end", "text") or t.text in (".", ",", ";", "\\\\", "}")
        for t in p.tokens[p.k + 1 :]
    )


def _joined(p: LatexParser, claims: list[Term], conditions: list[Term], starts: list[int]) -> Term:
    if not claims:
        claims, conditions, starts = conditions, [], [0]
    if len(claims) > 1:
        for t in claims:
            if not is_claim(t):
                raise p.build.refusal(
                    "list",
                    *p.build.span(t),
                    Text("expressions side by side say nothing", "并列的表达式没有陈述任何内容"),
                    Text("not a statement", "不是命题"),
                )
        links = [
            c for t in claims for c in (t.args if isinstance(t, App) and t.op is ops.AND else (t,))
        ]
        claim = p.app(ops.AND, tuple(links), starts[0])
    else:
        claim = claims[0]
    if not conditions:
        return claim
    condition = conditions[0]
    if len(conditions) > 1:
        condition = p.app(ops.AND, tuple(conditions), p.build.span(conditions[0])[0])
    if is_claim(claim):
        return p.app(ops.IMPLIES, (condition, claim), starts[0])
    return p.app(ops.PIECEWISE, (claim, condition), starts[0])
