"""Pieces of LaTeX with the levels they bind at, and what may stand beside what."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Sym, Term

LOW, IMPLIES, OR, AND, REL, UNION, ADD, MUL, POW, ATOM = 1, 2, 3, 4, 6, 8, 10, 20, 30, 40


class Piece(NamedTuple):
    """Written text: the level it binds at; does it swallow what follows; letters of Σ and lim still in reach."""

    text: str
    level: int = ATOM
    open: bool = False
    reach: frozenset[str] = frozenset()


INFIX: dict[Op, tuple[str, int]] = {
    ops.EQ: (" = ", REL),
    ops.NE: (r" \neq ", REL),
    ops.LT: (" < ", REL),
    ops.LE: (r" \leq ", REL),
    ops.GT: (" > ", REL),
    ops.GE: (r" \geq ", REL),
    ops.APPROX: (r" \approx ", REL),
    ops.TENDS: (r" \to ", REL),
    ops.SIMILAR: (r" \sim ", REL),
    ops.IN: (r" \in ", REL),
    ops.IMPLIES: (r" \implies ", IMPLIES),
    ops.IFF: (r" \iff ", IMPLIES),
}
INTERVALS = {
    ops.INTERVAL: "[]",
    ops.INTERVAL_OPEN: "()",
    ops.INTERVAL_LOPEN: "(]",
    ops.INTERVAL_ROPEN: "[)",
}


def bracketed(text: str) -> str:
    return rf"\left({text}\right)"


def escape(word: str) -> str:
    return word.replace("_", r"\_")


_BIG = (r"\sum", r"\prod", r"\lim", r"\max_", r"\min_")


def swallows(piece: Piece) -> bool:
    """Would this operator, standing left of a factor, take the factor in?"""
    return piece.open and piece.text.startswith(_BIG) or bool(piece.reach)


def mentions_any(text: str, letters: frozenset[str]) -> bool:
    return any(letter in text for letter in letters)


_FACTORS = frozenset("xtnkmab")  # letters that a bracket behind them multiplies


def side_by_side(a: Term, b: Term, before: str, after: str) -> bool:
    """May the factors stand without a dot? Not where it could be read otherwise."""
    if after[0].isdigit() or after.startswith(r"\frac") and before[-1].isdigit():
        return False
    if after.startswith((r"\left(", r"\left[")):
        whole = after.endswith(r"\right)") and isinstance(b, App) and b.op in (ops.ADD, ops.SUB)
        if before[-1].isdigit() or before.endswith(r"\right)"):
            return True
        return whole and type(a) is Sym and a.name in _FACTORS and after[6:7] != "-"
    if after.startswith((r"\left", r"\operatorname", "|")):
        return not isinstance(a, App) or a.op is ops.MUL or before.endswith(")")
    return True


def marked_above(t: Term) -> bool:
    return type(t) is Sym and t.name.endswith(("_star", "_prime"))


def is_chain(args: tuple[Term, ...]) -> bool:
    links = [
        a
        for a in args
        if type(a) is App and a.op in INFIX and INFIX[a.op][1] == REL and a.op is not ops.IN
    ]
    return len(links) == len(args) and all(p.args[1] == q.args[0] for p, q in pairwise(links))
