"""The small pieces of MathML: letters, signs, rows and brackets, and what a formula starts with."""

from __future__ import annotations

from html import escape

from tuidao.lang import op as ops
from tuidao.lang.term import App, Num, Term
from tuidao.show.signs import GREEK


def mi(name: str) -> str:
    """A letter or a name."""
    return f"<mi>{escape(name)}</mi>"


def mo(sign: str) -> str:
    """A sign."""
    return f"<mo>{escape(sign)}</mo>"


def mtext(text: str) -> str:
    """Words."""
    return f"<mtext>{escape(text)}</mtext>"


def row(*parts: str) -> str:
    """Parts one after another."""
    return f"<mrow>{''.join(parts)}</mrow>"


def fence(inside: str, left: str = "(", right: str = ")") -> str:
    """The inside between brackets."""
    return row(mo(left), inside, mo(right))


def named(name: str) -> str:
    """A symbol by its name: alpha as α, x_1 with its index below."""
    name = name.partition("#")[0]
    head, _, tail = name.partition("_")
    letter = mi(GREEK.get(head, head))
    return f"<msub>{letter}{mi(GREEK.get(tail, tail))}</msub>" if tail else letter


def negative(t: Term) -> bool:
    """Does it start with a minus sign?"""
    if type(t) is App and t.op in (ops.MUL, ops.NEG):
        return t.op is ops.NEG or negative(t.args[0])
    return type(t) is Num and t.value < 0


def starts_with_number(t: Term) -> bool:
    """Does a digit come first when it is written?"""
    while type(t) is App and t.op in (ops.MUL, ops.POW, ops.FACTORIAL):
        t = t.args[0]
    return type(t) is Num or (
        type(t) is App and t.op is ops.DIV and all(type(a) is Num for a in t.args)
    )
