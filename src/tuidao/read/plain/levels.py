"""How tightly the signs and words of plain text bind, and the operators they are."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.op import Op

# Levels of binding; what stands further down binds tighter.
FOR, IMPLIES, OR, AND, NOT = 1, 2, 3, 4, 5
RELATION, UNION, ADD, MUL, POW, ATOM = 6, 8, 10, 20, 30, 40
RELATIONS: dict[str, Op] = {
    "=": ops.EQ,
    "==": ops.EQ,
    ":=": ops.EQ,
    "!=": ops.NE,
    "<": ops.LT,
    "<=": ops.LE,
    ">": ops.GT,
    ">=": ops.GE,
    "~=": ops.APPROX,
    "->": ops.TENDS,
    "~": ops.SIMILAR,
    "in": ops.IN,
}
ARITHMETIC: dict[str, tuple[Op, int]] = {
    "+": (ops.ADD, ADD + 1),
    "-": (ops.SUB, ADD + 1),
    "*": (ops.MUL, MUL + 1),
    "/": (ops.DIV, MUL + 1),
    "^": (ops.POW, POW),
    "**": (ops.POW, POW),
}
LEVELS = dict.fromkeys(RELATIONS, RELATION) | {
    "=>": IMPLIES,
    "<=>": IMPLIES,
    "<->": IMPLIES,
    "|": OR,
    "||": OR,
    "&": AND,
    "&&": AND,
    "+": ADD,
    "-": ADD,
    "*": MUL,
    "/": MUL,
    "^": POW,
    "**": POW,
    "!": ATOM,
}
WORD_LEVELS = {
    "in": RELATION,
    "and": AND,
    "or": OR,
    "for": FOR,
    "if": FOR,
    "when": FOR,
    "U": UNION,
}
WORDS = frozenset({"in", "and", "or", "for", "if", "U", "not", "when"})
