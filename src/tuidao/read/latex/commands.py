"""The commands of LaTeX that are read by a function of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import Term
from tuidao.read.latex.fractions import (
    binomial,
    braced_below,
    dotted,
    fence,
    fraction,
    macro,
    nabla,
    root,
    underset,
)
from tuidao.read.latex.integrals import INTEGRALS, integral
from tuidao.read.latex.limits import limit
from tuidao.read.latex.logic import negated, quantified
from tuidao.read.latex.tables import cases, matrix
from tuidao.read.latex.totals import total
from tuidao.read.latex.upright import number_set, word

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser

# Those that end the argument of a function before them: sin x \sum_i y_i.
OPERATORS: dict[str, Callable[[LatexParser], Term]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), binomial),
    **dict.fromkeys(("sum", "prod"), total),
    **dict.fromkeys(INTEGRALS, integral),
    "sqrt": root,
    "lim": limit,
    "nabla": nabla,
    "dot": dotted,
    "ddot": dotted,
    "underset": underset,
    "lfloor": fence(ops.FLOOR, "rfloor"),
    "lceil": fence(ops.CEILING, "rceil"),
    "underbrace": braced_below,
    "overbrace": braced_below,
    "abs": macro(ops.ABS),
    "norm": macro(ops.NORM),
}
COMMANDS: dict[str, Callable[[LatexParser], Term]] = {
    **OPERATORS,
    "begin cases": cases,
    "begin matrix": matrix,
    "operatorname": word,
    "mathbb": number_set,
    "forall": quantified,
    "exists": quantified,
    "lnot": negated,
    "neg": negated,
}
