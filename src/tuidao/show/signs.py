"""Signs and names of Unicode mathematics: tables by operator, raised and lowered signs, Greek."""

from __future__ import annotations

from typing import NamedTuple

from tuidao.lang import op as ops
from tuidao.lang.op import Op

# How tightly what an operator writes holds together.
IMPLIES, OR, AND, REL, ADD, BINDER, MUL, NEG, POW, ATOM = 2, 3, 4, 5, 10, 15, 20, 25, 30, 40
SUPER = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyz−",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁻",
        strict=True,
    )
)
SUB = dict(
    zip("0123456789+-=()aehijklmnoprstuvx−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₋", strict=True)
)
GREEK = dict(
    zip(
        [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "omicron",
            "pi",
            "rho",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "chi",
            "psi",
            "omega",
        ],
        "αβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
)
GREEK |= {name.capitalize(): letter.upper() for name, letter in GREEK.items()}


class Piece(NamedTuple):
    """Written text, how tightly it holds together, whether it ends in an argument without brackets."""

    text: str
    level: int = ATOM
    open: bool = False


def name_of(name: str) -> str:
    """A symbol's name as it is printed: alpha → α, x_1 → x₁, epsilon#1 → ε."""
    name, _, _ = name.partition("#")
    head, _, tail = name.partition("_")
    head = GREEK.get(head, head)
    if not tail:
        return head
    tail = GREEK.get(tail, tail)
    low = raised(tail, SUB)
    return head + low if low else f"{head}_{tail}"


def raised(text: str, table: dict[str, str] = SUPER) -> str | None:
    """The text in superscripts (subscripts), or None where Unicode lacks a character."""
    return "".join(table[c] for c in text) if text and all(c in table for c in text) else None


INFIX: dict[Op, tuple[str, int]] = {
    ops.EQ: (" = ", REL),
    ops.NE: (" ≠ ", REL),
    ops.LT: (" < ", REL),
    ops.LE: (" ≤ ", REL),
    ops.GT: (" > ", REL),
    ops.GE: (" ≥ ", REL),
    ops.IN: (" ∈ ", REL),
    ops.APPROX: (" ≈ ", REL),
    ops.TENDS: (" → ", REL),
    ops.SIMILAR: (" ~ ", REL),
    ops.DOT: (" · ", MUL),
    ops.MATMUL: (" ", MUL),
    ops.HADAMARD: (" ⊙ ", MUL),
    ops.IMPLIES: (" ⇒ ", IMPLIES),
    ops.IFF: (" ⇔ ", IMPLIES),
}
CONSTANTS: dict[Op, str] = {
    ops.PI: "π",
    ops.E: "e",
    ops.EULER_GAMMA: "γ",
    ops.OO: "∞",
    ops.ZOO: "±∞",
    ops.TRUE: "⊤",
    ops.FALSE: "⊥",
    ops.REALS: "ℝ",
    ops.INTEGERS: "ℤ",
    ops.NATURALS: "ℕ⁺",
    ops.RATIONALS: "ℚ",
    ops.EMPTY_SET: "∅",
}
FENCES: dict[Op, tuple[str, str]] = {
    ops.ABS: ("|", "|"),
    ops.FLOOR: ("⌊", "⌋"),
    ops.CEILING: ("⌈", "⌉"),
    ops.FRAC: ("{", "}"),
    ops.NORM: ("‖", "‖"),
    ops.INDICATOR: ("1{", "}"),
    ops.TUPLE: ("(", ")"),
    ops.ROW: ("", ""),
    ops.INTERVAL: ("[", "]"),
    ops.INTERVAL_OPEN: ("(", ")"),
    ops.INTERVAL_LOPEN: ("(", "]"),
    ops.INTERVAL_ROPEN: ("[", ")"),
    ops.FINITE_SET: ("{", "}"),
}
# Operators over an index.
BIG: dict[Op, str] = {
    ops.SUM: "∑",
    ops.SUM_ALL: "∑",
    ops.PRODUCT_ALL: "∏",
    ops.PRODUCT: "∏",
    ops.MAX_OVER: "max",
    ops.MAX_ALL: "max",
    ops.MIN_OVER: "min",
    ops.MIN_ALL: "min",
}
NAMES: dict[Op, str] = {
    ops.LOG: "ln",
    ops.ASIN: "arcsin",
    ops.ACOS: "arccos",
    ops.ATAN: "arctan",
    ops.ACOT: "arccot",
    ops.ASEC: "arcsec",
    ops.ACSC: "arccsc",
    ops.SIGN: "sgn",
    ops.MAX: "max",
    ops.MIN: "min",
    ops.GAMMA: "Γ",
    ops.BINOMIAL: "C",
    ops.SIGMOID: "σ",
    ops.LITTLE_O: "o",
    ops.TRACE: "tr",
    ops.KL: "KL",
    ops.INFORMATION: "information",
    ops.ENTROPY: "entropy",
    ops.CROSS_ENTROPY: "cross-entropy",
    ops.JOINT_ENTROPY: "joint entropy",
    ops.CONDITIONAL_ENTROPY: "conditional entropy",
    ops.MUTUAL_INFORMATION: "mutual information",
    ops.CONVERT: "convert",
}
