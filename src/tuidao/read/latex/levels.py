"""How tightly the signs of LaTeX bind, and the operators they are."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.op import Op

FOR, IMPLIES, OR, AND, RELATION, UNION, ADD, MUL, POW = 1, 2, 3, 4, 6, 8, 10, 20, 30
RELATIONS: dict[str, Op] = {
    "=": ops.EQ,
    ":=": ops.EQ,
    "equiv": ops.EQ,
    "triangleq": ops.EQ,
    "coloneqq": ops.EQ,
    "doteq": ops.EQ,
    "coloneq": ops.EQ,
    "ne": ops.NE,
    "neq": ops.NE,
    "<": ops.LT,
    ">": ops.GT,
    "lt": ops.LT,
    "gt": ops.GT,
    "le": ops.LE,
    "leq": ops.LE,
    "leqslant": ops.LE,
    "leqq": ops.LE,
    "ge": ops.GE,
    "geq": ops.GE,
    "geqslant": ops.GE,
    "geqq": ops.GE,
    "approx": ops.APPROX,
    "simeq": ops.APPROX,
    "thickapprox": ops.APPROX,
    "to": ops.TENDS,
    "rightarrow": ops.TENDS,
    "longrightarrow": ops.TENDS,
    "sim": ops.SIMILAR,
    "in": ops.IN,
    "notin": ops.IN,
}
ARITHMETIC: dict[str, tuple[Op, int, int]] = {
    "+": (ops.ADD, ADD, ADD + 1),
    "-": (ops.SUB, ADD, ADD + 1),
    "cdot": (ops.MUL, MUL, MUL + 1),
    "times": (ops.MUL, MUL, MUL + 1),
    "ast": (ops.MUL, MUL, MUL + 1),
    "odot": (ops.HADAMARD, MUL, MUL + 1),
    "circ": (ops.HADAMARD, MUL, MUL + 1),
    "div": (ops.DIV, MUL, MUL + 1),
    "/": (ops.DIV, MUL, MUL + 1),
}
LEVELS: dict[str, int] = {
    **dict.fromkeys(RELATIONS, RELATION),
    **{text: level for text, (_, level, _) in ARITHMETIC.items()},
    **dict.fromkeys(
        ("Rightarrow", "implies", "Longrightarrow", "Leftrightarrow", "iff", "Longleftrightarrow"),
        IMPLIES,
    ),
    "lor": OR,
    "vee": OR,
    "land": AND,
    "wedge": AND,
    "cup": UNION,
    "bigcup": UNION,
    "^": POW + 5,
    "_": POW + 5,
    "!": POW + 5,
    "'": POW + 5,
    "%": POW + 5,
}
NOT_OPERANDS = frozenset(
    """end cases|rfloor|rceil|rangle
    |end matrix|choose|over|atop|pm|mp|ldots|cdots|dots|vdots|ddots|dotsc|dotsb|because|therefore
    |mapsto|propto|subset|subseteq|supset|setminus|cap|bigcap|not|limits|qed|blacksquare|square|prime|perp
    |parallel|ll|gg|leftarrow|Leftarrow|uparrow|downarrow|gets|cong|asymp|models|vdash|hookrightarrow
    |xrightarrow|stackrel|overset|colon|cup|lor|land|vee|wedge""".replace("\n    ", "").split("|")
)
