r"""Cases and matrices: rows and columns set apart by & and \\."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import App, Term
from tuidao.read.latex.letters import style_word
from tuidao.read.latex.levels import ADD, IMPLIES
from tuidao.read.latex.notation import DOTS, named
from tuidao.read.latex.statement import is_claim
from tuidao.read.latex.words import (
    AND_WORDS,
    CONDITION_WORDS,
    OR_WORDS,
    OTHERWISE_WORDS,
    WHEN_SUFFIX,
    bare_word,
)
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


def cases(p: LatexParser) -> Term:
    """\\begin{cases} value & condition \\\\ … \\end{cases}."""
    opened = p.now
    p.k += 1
    saved = p.bars, p.sets, p.split_bar
    p.bars, p.sets, p.split_bar = 0, False, False
    args: list[Term] = []
    p.nesting += 1
    while not p.command("end cases"):
        value = p.expression(ADD)
        condition = _case_condition(p, opened.start)
        args += [value, condition]
        while p.sign("\\\\"):
            p.k += 1
        if p.now.kind == "end":
            p.expect("\\end{cases}", opened)
    p.nesting -= 1
    p.k += 1
    if not args:
        raise p.unexpected()
    p.bars, p.sets, p.split_bar = saved
    return p.app(ops.PIECEWISE, tuple(args), opened.start)


def _case_condition(p: LatexParser, start: int) -> Term:
    parts: list[Term] = []
    joiner = ops.AND
    while True:
        token = p.now
        if token.kind == "sign" and token.text in (",", "&", ";", ".", ":"):
            p.k += 1
        elif token.kind == "text":
            word = bare_word(token.text)
            if word in OTHERWISE_WORDS:
                p.k += 1
                parts.append(p.app(ops.TRUE, (), token.start))
            elif word in OR_WORDS:
                p.k += 1
                joiner = ops.OR
            elif word in CONDITION_WORDS or word in AND_WORDS or word in ("", WHEN_SUFFIX):
                p.k += 1
            else:
                raise p.unexpected()
        elif not parts and (bare := _bare_word(p)):
            if bare in OTHERWISE_WORDS:
                parts.append(p.app(ops.TRUE, (), token.start))
        elif (upright := _upright(p)) in OTHERWISE_WORDS and not parts:
            parts.append(p.app(ops.TRUE, (), token.start))
        elif upright:
            pass
        elif (token.kind == "sign" and token.text == "\\\\") or p.command("end cases"):
            break
        else:
            part = p.expression(IMPLIES)
            if not is_claim(part):
                raise p.build.refusal(
                    "not-a-condition",
                    *p.build.span(part),
                    Text("a condition is expected here", "此处应为条件"),
                )
            parts.append(part)
        if p.now.kind == "end":
            raise p.unexpected()
    if not parts:
        if p.command("end cases"):
            return p.app(ops.TRUE, (), start)
        raise p.unexpected("if")
    if len(parts) == 1:
        return parts[0]
    return p.app(joiner, tuple(parts), p.build.span(parts[0])[0])


def _upright(p: LatexParser) -> str:
    """Take a connective typed as \\mathrm{if}, \\mathrm{otherwise}; "" (and no move) for anything else."""
    at = p.k
    if p.now.kind == "cmd" and p.now.text in ("mathrm", "operatorname"):
        word = style_word(p) or ""
        if word in OTHERWISE_WORDS or word in CONDITION_WORDS:
            return word
    p.k = at
    return ""


_BARE = re.compile(r"(if|otherwise|else|others?|when|for)(?![A-Za-z])")


def _bare_word(p: LatexParser) -> str:
    """Take a connective typed as plain letters, "0, if x < 0"; "" (and no move) for anything else."""
    token = p.now
    found = _BARE.match(p.build.text, token.start) if token.kind == "letter" else None
    if found is None:
        return ""
    p.k += len(found[1])
    return "otherwise" if found[1].startswith("other") else found[1]


def matrix(p: LatexParser) -> Term:
    """A matrix as a tuple of rows; a column as a tuple."""
    opened = p.now
    p.k += 1
    rows: list[Term] = []
    row: list[Term] = []
    start = p.now.start
    p.nesting += 1
    dots = False
    while True:
        if p.notation and p.now.kind == "cmd" and p.now.text in DOTS:
            p.k += 1
            dots = True
        else:
            row.append(p.expression(ADD))
        if p.sign("&"):
            p.k += 1
            continue
        if row:
            rows.append(row[0] if len(row) == 1 else p.app(ops.TUPLE, tuple(row), start))
        if p.sign("\\\\"):
            p.k += 1
            row, start = [], p.now.start
            if not p.command("end matrix"):
                continue
        if not p.command("end matrix"):
            raise p.unexpected("\\\\")
        p.k += 1
        break
    p.nesting -= 1
    if dots:
        return named(p, "matrix", tuple(rows), opened)
    if len(rows) == 1 and isinstance(rows[0], App) and rows[0].op is ops.TUPLE:
        return rows[0]
    return p.app(ops.TUPLE, tuple(rows), opened.start)
