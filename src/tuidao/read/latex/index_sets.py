r"""Index sets below Σ, Π and max: i ∈ S, (i, j) ∈ E, (i, j) ∈ A × B, i ∈ A ∪ B, i ∈ A ∖ B, i ∈ {1, …, n}, i ∈ [n]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import App, Sym, Term
from tuidao.read.latex.letters import read_name
from tuidao.read.latex.levels import ADD, MUL
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser

_DOTS = ("ldots", "cdots", "dots", "dotsc", "dotsb")


def paired_names(p: LatexParser) -> list[str] | None:
    """(i, j) before ∈: several letters that run together; None, and no move, where none stand there."""
    at = p.k
    if not p.sign("("):
        return None
    p.k += 1
    names: list[str] = []
    while (name := read_name(p)) is not None:
        names.append(name)
        if not p.sign(","):
            break
        p.k += 1
    if len(names) > 1 and p.sign(")") and p.peek().text == "in":
        p.k += 1
        return names
    p.k = at
    return None


def counted_to(p: LatexParser) -> Term | None:
    """The last of {1, …, n} or [n], the sets of the first whole numbers; None, and no move, for any other set."""
    at = p.k
    if p.sign("["):
        p.k += 1
        opened = p.now
        last = p.inside(opened, ADD)
        if p.sign("]") and p.peek().text == "}":
            p.k += 1
            return last
    elif p.sign("\\{") and [p.peek(k).text for k in (1, 2)] == ["1", ","]:
        p.k += 3
        if p.sign("2") and p.peek().text == ",":
            p.k += 2
        if p.command(*_DOTS) and p.peek().text == ",":
            p.k += 2
            last = p.inside(p.now, ADD)
            if p.sign("\\}"):
                p.k += 1
                return last
    p.k = at
    return None


def membership(p: LatexParser, names: list[str], opened: Token, paired: bool) -> list[Term]:
    r"""The statements that hold of the letters in the set that stands here: joined by ∪, cut by ∩ and ∖."""
    start = p.now.start
    letters = [p.build.at(Sym(n), start, p.now.end) for n in names]
    found = [_one_set(p, letters, opened, paired)]
    while p.command("cup", "cap", "setminus", "backslash"):
        sign = p.now.text
        p.k += 1
        more = _one_set(p, letters, opened, paired)
        if sign == "cup":
            either = (_all(p, found, start), more)
            found = [p.app(ops.OR, either, start)]
        else:
            found.append(more if sign == "cap" else p.app(ops.NOT, (more,), start))
    return found


def _all(p: LatexParser, claims: list[Term], start: int) -> Term:
    return claims[0] if len(claims) == 1 else p.app(ops.AND, tuple(claims), start)


def _one_set(p: LatexParser, letters: list[Term], opened: Token, paired: bool) -> Term:
    """Letters in one set; two letters in a product of two sets, each in its own."""
    start = p.now.start
    where = _set(p, opened)
    factors = _factors(where)
    if paired and len(factors) == len(letters):
        each = [p.app(ops.IN, pair, start) for pair in zip(letters, factors, strict=True)]
        return _all(p, each, start)
    if paired:
        pair = p.app(ops.TUPLE, tuple(letters), start)
        return p.app(ops.IN, (pair, where), start)
    return _all(p, [p.app(ops.IN, (i, where), start) for i in letters], start)


def _set(p: LatexParser, opened: Token) -> Term:
    sets, p.sets = p.sets, True
    p.enter(opened)
    found = p.expression(MUL)
    p.nesting -= 1
    p.sets = sets
    return found


def _factors(t: Term) -> list[Term]:
    """A and B of A × B."""
    if type(t) is App and t.op is ops.MUL:
        return [*_factors(t.args[0]), t.args[1]]
    return [t]


NOTE = Text("over the indices in the set named", "对所述集合中的指标")
