"""Terms as one line of Unicode mathematics: x², √x, lim x→0 sin x / x."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.op import OPS, Op, Sort
from tuidao.lang.term import App, Bind, Num, Sym, Term
from tuidao.show import unicode_binders as binders
from tuidao.show.decimals import decimal
from tuidao.show.signs import (
    ADD,
    AND,
    ATOM,
    BIG,
    BINDER,
    CONSTANTS,
    FENCES,
    INFIX,
    MUL,
    NAMES,
    NEG,
    OR,
    POW,
    REL,
    SUB,
    SUPER,
    Piece,
    name_of,
    raised,
)
from tuidao.show.words import PHRASES, phrase
from tuidao.text import Language, Text

_AND_WORD = Text(" and ", " 且 ")
_OR_WORD = Text(" or ", " 或 ")
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ⁾′″‴")
_FUNCTION_NAMES = frozenset("fghuvwFGH")  # brackets after these read as an argument
_LONG = 3  # factors without a dot between them: letters side by side, at most


def unicode_math(t: Term, language: Language = "en") -> str:
    """The term on one line; words inside it (such as "if") are in the reader's language."""
    return Writer(language).write(t).text


class Writer:
    """Writes terms for a reader of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def text(self, t: Term) -> str:
        """The term by itself."""
        return self.write(t).text

    def at_least(self, t: Term, level: int) -> str:
        """The term, in brackets where it holds together less tightly than `level`."""
        piece = self.write(t)
        return piece.text if piece.level >= level else f"({piece.text})"

    def write(self, t: Term) -> Piece:
        """The term with how tightly it holds together."""
        if type(t) is Num:
            return _number(t.value)
        if type(t) is Sym:
            return Piece(name_of(t.name) if t.index < 0 else f"#{t.index}")
        assert isinstance(t, App | Bind)
        digits = decimal(t)
        if digits is not None:
            return Piece(digits, NEG if digits[0] == "−" else ATOM)
        if t.op in _TABLE:
            return _TABLE[t.op](self, t)
        if t.op in PHRASES:
            return self._phrase(t)
        return self.function(t)

    def _phrase(self, t: App | Bind) -> Piece:
        """A statement or a question that is told in words."""
        parts: dict[str, str] = {}
        if type(t) is Bind:
            parts["x"], body = binders.opened(t)
            parts["body"] = self.text(body)
            rest = t.over
            if len(rest) > 1:
                parts["to"] = self.text(rest[0]) + binders.side(rest[1])
        else:
            assert type(t) is App
            rest = t.args
        parts |= {f"p{k}": self.text(a) for k, a in enumerate(rest)}
        return Piece(phrase(t.op, rest)(self.language).format(**parts), REL)

    def function(self, t: App | Bind, name: str = "") -> Piece:
        """sin x, sin 2x, sin(x + 1), max(a, b); and for a binder name(body, x, …)."""
        name = name or NAMES.get(t.op, t.op.name)
        if type(t) is Bind:
            x, body = binders.opened(t)
            return Piece(f"{name}({', '.join([self.text(body), x, *map(self.text, t.over)])})")
        assert type(t) is App
        if len(t.args) == 1 and t.op.function:
            argument = self.write(t.args[0])
            if is_op(t.args[0], ops.ABS):
                return Piece(f"{name}{argument.text}", POW)
            if self._bare(t.args[0], argument):
                return Piece(f"{name} {argument.text}", MUL + 1, True)
        return Piece(f"{name}({', '.join(self.text(a) for a in t.args)})")

    @staticmethod
    def _bare(t: Term, piece: Piece) -> bool:
        """May an argument stand without brackets: x, 2x, x², √x, but not x/2 or xy?"""
        if piece.open or any(c in piece.text for c in " /·^"):
            return False
        if type(t) is App and t.op is ops.MUL:
            return type(t.args[0]) is Num and piece.text[-1] != ")"
        return piece.level >= POW and piece.text[0] not in "([{"

    def arithmetic(self, t: App) -> Piece:
        """Sums, differences, products, quotients."""
        op, (a, b) = t.op, t.args
        if op is ops.MUL:
            return self._times(a, b)
        if op is ops.DIV:
            return self._over(a, b)
        left, right = self.write(a), self.write(b)
        lhs = left.text if left.level >= ADD else f"({left.text})"
        # A sign straight after a sign is put in brackets: x − (−x).
        tight = right.level > ADD and not right.text.startswith("−")
        rhs = right.text if tight else f"({right.text})"
        return Piece(f"{lhs} {'+' if op is ops.ADD else '−'} {rhs}", ADD)

    def _over(self, a: Term, b: Term) -> Piece:
        left = self.at_least(a, MUL)
        below = self.write(b)
        right = below.text if below.level > MUL else f"({below.text})"
        sign = " / " if " " in left or " " in right else "/"
        return Piece(f"{left}{sign}{right}", MUL, below.open and right == below.text)

    def _times(self, a: Term, b: Term) -> Piece:
        left, right = self.write(a), self.write(b)
        spaced = type(a) is App and a.op is ops.DIV and " / " in left.text
        spaced = spaced or (type(a) is Num and a.value.denominator != 1)
        lhs = f"({left.text})" if left.level < MUL or spaced else left.text
        tail = right.level == BINDER and lhs == left.text and not left.open
        rhs = right.text if right.level > MUL or tail else f"({right.text})"
        if rhs.startswith("−"):
            rhs = f"({rhs})"
        ends_open, starts_open = left.open and lhs == left.text, right.open and rhs == right.text
        quotient = "/" in lhs and lhs == left.text
        if ends_open or (quotient and (starts_open or " " in lhs)):
            sign = " · "
        elif starts_open or (_is_applied(b) and rhs == right.text) or _is_long_name(b):
            sign = " "
        elif rhs[0].isdigit() or quotient or not _adjoin(a, lhs, rhs):
            sign = "·"
        else:
            sign = ""
        return Piece(lhs + sign + rhs, BINDER if tail else MUL, starts_open)

    def power(self, t: App) -> Piece:
        """x², xⁿ⁺¹, sin² x, x^(1/2)."""
        base, exponent = t.args
        up = _raise(self, exponent)
        piece = self.write(base)
        whole = type(exponent) is Num and exponent.value.denominator == 1 and exponent.value > 0
        if whole and up and type(base) is App and base.op.function and len(base.args) == 1:
            name = NAMES.get(base.op, base.op.name)
            if piece.text.startswith((name + " ", name + "(")):
                level = MUL + 1 if piece.open else POW
                return Piece(name + up + piece.text[len(name) :], level, piece.open)
        below = piece.text if piece.level >= ATOM else f"({piece.text})"
        if below[-1] in _RAISED:
            below = f"({below})"
        return Piece(below + (up or "^" + self.at_least(exponent, ATOM)), POW)

    def exponential(self, t: App) -> Piece:
        """eˣ, e^(−x²)."""
        up = _raise(self, t.args[0])
        return Piece("e" + (up or "^" + self.at_least(t.args[0], ATOM)), POW)

    def negative(self, t: App) -> Piece:
        """−x, −(a + b), −(−x)."""
        piece = self.write(t.args[0])
        plain = piece.level >= MUL and not piece.text.startswith("−")
        text = "−" + (piece.text if plain else f"({piece.text})")
        return Piece(text, MUL if piece.level == MUL else NEG, piece.open and plain)

    def root(self, t: App) -> Piece:
        """√x, ∛x, √(x + 1)."""
        order: str | None = ""
        if t.op is ops.ROOT:
            order = raised(self.text(t.args[1]))
            order = {"³": "∛", "⁴": "∜"}.get(order, order + "√") if order else None
            if order is None:
                return self.function(t)
        piece = self.write(t.args[0])
        inside = piece.text if type(t.args[0]) is not App and piece.level == ATOM else ""
        return Piece((order or "√") + (inside or f"({piece.text})"))

    def log_base(self, t: App) -> Piece:
        """log₂ x."""
        low = raised(self.text(t.args[1]), SUB)
        name = "log" + (low or f"_{self.at_least(t.args[1], ATOM)}")
        return self.function(App(ops.LOG, t.args[:1]), name)

    def call(self, t: App) -> Piece:
        """f(x)."""
        f, *args = t.args
        return Piece(f"{self.at_least(f, ATOM)}({', '.join(map(self.text, args))})")

    def index(self, t: App) -> Piece:
        """zᵢ, W[i,θ]."""
        head, at = self.at_least(t.args[0], ATOM), ",".join(map(self.text, t.args[1:]))
        low = raised(at.replace(",", ""), SUB) if all(len(p) == 1 for p in at.split(",")) else None
        return Piece(head + low if low else f"{head}[{at}]")

    def kronecker(self, t: App) -> Piece:
        """δᵢⱼ."""
        return self.index(App(ops.INDEX, (Sym("delta"), *t.args)))

    def all_of(self, t: App) -> Piece:
        """A conjunction; a < b and b < c is written a < b < c."""
        parts = [self.at_least(t.args[0], AND + 1)] if t.args else ["⊤"]
        for before, now in pairwise(t.args):
            if type(now) is App and _follows(before, now):
                parts[-1] += INFIX[now.op][0] + self.at_least(now.args[1], REL + 1)
            else:
                parts.append(self.at_least(now, AND + 1))
        return Piece(_AND_WORD(self.language).join(parts), AND if len(parts) > 1 else REL)

    def any_of(self, t: App) -> Piece:
        """A disjunction."""
        return Piece(_OR_WORD(self.language).join(self.at_least(a, OR + 1) for a in t.args), OR)

    def negated(self, t: App) -> Piece:
        """¬claim."""
        return Piece("¬" + self.at_least(t.args[0], ATOM), NEG)

    def infix(self, t: App) -> Piece:
        """Relations and matrix products."""
        sign, level = INFIX[t.op]
        if t.op is ops.EQ and type(t.args[1]) is App and t.args[1].op is ops.UNDEFINED:
            return Piece(f"{self.at_least(t.args[0], level + 1)} {self.text(t.args[1])}", level)
        a, b = (self.at_least(x, level + 1) for x in t.args)
        return Piece(f"{a}{sign}{b}", level)

    def fenced(self, t: App) -> Piece:
        """|x|, ⌊x⌋, [a, b]."""
        left, right = FENCES[t.op]
        return Piece(f"{left}{', '.join(map(self.text, t.args))}{right}")

    def constant(self, t: App) -> Piece:
        """π, ∞, ℝ."""
        return Piece(CONSTANTS[t.op])

    def suffixed(self, t: App) -> Piece:
        """n!, Wᵀ."""
        return Piece(self.at_least(t.args[0], ATOM) + ("!" if t.op is ops.FACTORIAL else "ᵀ"))

    def gradient(self, t: App) -> Piece:
        """∇f."""
        return Piece("∇" + self.at_least(t.args[0], POW), MUL + 1, True)

    def union(self, t: App) -> Piece:
        """A ∪ B."""
        return Piece(" ∪ ".join(map(self.text, t.args)) or "∅", ADD)


def _number(value: Fraction) -> Piece:
    top = str(abs(value.numerator))
    if value.denominator != 1:
        top += f"/{value.denominator}"
    whole = value.denominator == 1
    if value < 0:
        return Piece("−" + top, NEG if whole else MUL)
    return Piece(top, ATOM if whole else MUL)


def _raise(w: Writer, exponent: Term) -> str | None:
    """An exponent in superscripts: letters one by one, no function names, no brackets."""
    text = w.text(exponent).replace(" ", "")
    if any(c.isalpha() and d.isalpha() for c, d in pairwise(text)):
        return None
    return raised(text) if "(" not in text else None


def _adjoin(a: Term, lhs: str, rhs: str) -> bool:
    """May two factors stand side by side without a dot: 2x, xy, 3(x + 1), (x + 1)y?"""
    if lhs.lstrip("−").isdigit() or (lhs[0] == "(" and lhs[-1] == ")"):
        return True
    if rhs[0] == "(":
        return not (type(a) is Sym and a.name in _FUNCTION_NAMES)
    return _letters(lhs) and _letters(rhs)


def _is_applied(t: Term) -> bool:
    """Is it a function's name with its argument, sin(x + 1), or a power of that?"""
    if type(t) is App and t.op is ops.POW:
        t = t.args[0]
    return type(t) is App and t.op.function and len(t.args) == 1 and t.op not in _TABLE


def _is_long_name(t: Term) -> bool:
    """Is it a name of several letters, as dx is?"""
    return type(t) is Sym and len(t.name) > 1 and t.name.isalpha() and len(name_of(t.name)) > 1


def _letters(text: str) -> bool:
    """Does the text read as factors of one letter each (2x²y), which need no dot beside them?"""
    bare = "".join(c for c in text if c not in SUPER.values() and c not in SUB.values())
    bare = bare.lstrip("−").lstrip("0123456789").replace("′", "")
    return bare.isalpha() and len(bare) <= _LONG


def _follows(before: Term, now: App) -> bool:
    """Do two relations make a chain: a < b, b < c?"""
    return (
        type(before) is App
        and before.op in INFIX
        and now.op in INFIX
        and INFIX[before.op][1] == INFIX[now.op][1] == REL
        and before.args[1] == now.args[0]
    )


_TABLE: dict[Op, Callable[[Writer, Any], Piece]] = {
    **dict.fromkeys((ops.ADD, ops.SUB, ops.MUL, ops.DIV), Writer.arithmetic),
    ops.POW: Writer.power,
    ops.EXP: Writer.exponential,
    ops.NEG: Writer.negative,
    ops.SQRT: Writer.root,
    ops.ROOT: Writer.root,
    ops.LOGB: Writer.log_base,
    ops.CALL: Writer.call,
    ops.INDEX: Writer.index,
    ops.KRONECKER: Writer.kronecker,
    ops.AND: Writer.all_of,
    ops.OR: Writer.any_of,
    ops.NOT: Writer.negated,
    ops.FACTORIAL: Writer.suffixed,
    ops.TRANSPOSE: Writer.suffixed,
    ops.NABLA: Writer.gradient,
    ops.UNION: Writer.union,
    ops.PIECEWISE: binders.pieces,
    ops.LIMIT: binders.limit,
    ops.DIFF: binders.derivative,
    ops.PARTIAL: binders.partial,
    ops.INTEGRAL: binders.integral,
    ops.ANTIDERIVATIVE: binders.integral,
    **dict.fromkeys(BIG, binders.big),
    ops.BETWEEN: binders.at,
    ops.AT: binders.at,
    ops.ROOT_OF: Writer.function,
    ops.LAMBDA: binders.function,
    ops.FORALL: binders.quantified,
    ops.EXISTS: binders.quantified,
    **dict.fromkeys(INFIX, Writer.infix),
    **dict.fromkeys(FENCES, Writer.fenced),
    **dict.fromkeys(CONSTANTS, Writer.constant),
}

# What stands in no table is written name(argument); a test says that only functions are left.
WRITTEN = (
    frozenset(_TABLE)
    | frozenset(PHRASES)
    | frozenset(NAMES)
    | {op for op in OPS.values() if op.function and op.sort is Sort.REAL}
)
