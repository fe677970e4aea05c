"""The reader of LaTeX as people write it: operators, brackets, and what stands side by side."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tuidao.diagnostic import InputError, Span
from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import Bind, Num, Sym, Term
from tuidao.read.builder import Builder
from tuidao.read.latex import notation as notations
from tuidao.read.latex.bars import left_dot
from tuidao.read.latex.brackets import absolute, braces, bracket, group, norm
from tuidao.read.latex.commands import COMMANDS, OPERATORS
from tuidao.read.latex.ellipsis import DOTS, sum_with_dots
from tuidao.read.latex.evidence import gather
from tuidao.read.latex.factors import divisor, juxtaposed
from tuidao.read.latex.integrals import (
    Integral,
    at_differential,
    leading_differential,
)
from tuidao.read.latex.levels import (
    ADD,
    AND,
    ARITHMETIC,
    FOR,
    IMPLIES,
    LEVELS,
    MUL,
    NOT_OPERANDS,
    OR,
    POW,
    RELATION,
    UNION,
)
from tuidao.read.latex.logic import relation
from tuidao.read.latex.operands import command, letter
from tuidao.read.latex.products import is_family, postfix
from tuidao.read.latex.reading import Choice, Note, Reading
from tuidao.read.latex.refusals import refuse
from tuidao.read.latex.statement import several, whole
from tuidao.read.latex.token import Token
from tuidao.read.latex.tokens import tokenize
from tuidao.read.latex.upright import indicator, is_indicator
from tuidao.text import Text

_MAX_NESTING = 40
_NONE: Mapping[str, tuple[str, ...]] = {}


class LatexParser:
    """One pass over the tokens; each method starts at the current token and leaves the next."""

    def __init__(
        self,
        text: str,
        functions: frozenset[str] = frozenset(),
        families: frozenset[str] = frozenset(),
        declared: frozenset[str] = frozenset(),
        turned: frozenset[Choice] = frozenset(),
        notation: bool = False,
        signatures: Mapping[str, tuple[str, ...]] = _NONE,
    ) -> None:
        self.names = functions, families, declared
        self.turned = turned  # choices to be made otherwise
        self.notation = notation  # arg max, sets and their like are read as names
        self.build = Builder(text)
        self.signatures = signatures  # what functions were defined of: f of x and y
        self.tokens = tokenize(text, self.build)
        if notation:
            self.tokens = notations.joined(self.tokens)
        self.tokens += [self.tokens[-1]] * 8  # so that a few steps beyond the end still meet it
        self.k = 0
        self.functions = functions
        self.declared = declared
        self.evidence = gather(self.tokens, families)
        self.notes: list[Note] = []
        self.conditions: list[Term] = []
        self.nesting = 0
        self.bars = 0  # how many |…| are open in the innermost bracket
        self.split_bar = False  # inside the arguments of P(A | B)
        self.sets = False
        self.dots = 0  # how many \left. wait for their bar
        self.sums: list[tuple[int, Term]] = []  # by bracket, what stands before the last + or −
        self.raised = -1  # a bar of evaluation that takes in the terms before it
        self.integrals: list[Integral] = []
        self.stop = -1  # where the factors of a product end before another one
        self.operand = -1  # where the argument of a function or of d/dx begins

    # ------------------------------------------------------------ the whole

    def reading(self) -> Reading:
        """Everything, with places and notes."""
        t = whole(self)
        return Reading(t, tuple(self.notes), self)

    def several(self) -> tuple[Term, ...]:
        """The statements of a list of conditions."""
        return several(self)

    def again(self, choice: Choice) -> Term:
        """The term of the same text with one choice made otherwise. Raises InputError."""
        turned = self.turned ^ {choice}
        more = turned, self.notation, self.signatures
        return whole(LatexParser(self.build.text, *self.names, *more))

    # ------------------------------------------------------------ small helpers

    @property
    def now(self) -> Token:
        return self.tokens[self.k]

    def peek(self, ahead: int = 1) -> Token:
        """A token further on (the last one at the end)."""
        k = self.k + ahead
        return self.tokens[k] if k < len(self.tokens) else self.tokens[-1]

    def sign(self, text: str) -> bool:
        token = self.tokens[self.k]
        return token.kind == "sign" and token.text == text

    def command(self, *names: str) -> bool:
        token = self.tokens[self.k]
        return token.kind == "cmd" and token.text in names

    def last_end(self) -> int:
        return self.tokens[self.k - 1].end if self.k else 0

    def app(self, op: Op, args: tuple[Term, ...], start: int) -> Term:
        return self.build.app(op, args, start, self.last_end())

    def leaf(self, t: Term, token: Token) -> Term:
        return self.build.at(t, token.start, token.end)

    def bind(self, op: Op, var: Sym, body: Term, over: tuple[Term, ...], start: int) -> Bind:
        return self.build.binder(op, var, body, over, start, self.last_end())

    def note(self, code: str, start: int, text: Text) -> None:
        self.notes.append(Note(code, Span(start, max(self.last_end(), start + 1)), text))

    def otherwise(self, code: str, start: int) -> bool:
        """Is the choice that is noted by `code` at `start` to be made the other way?"""
        return (code, start) in self.turned

    def enter(self, token: Token) -> None:
        self.nesting += 1
        if self.nesting > _MAX_NESTING:
            raise self.build.refusal(
                "too-deep",
                token.start,
                token.end,
                Text(f"nested more than {_MAX_NESTING} levels deep", f"嵌套超过 {_MAX_NESTING} 层"),
            )

    def expect(self, text: str, opened: Token | None = None) -> Token:
        """Take the sign, or refuse: at the bracket that was never closed, if there is one."""
        token = self.now
        if token.kind == "sign" and token.text == text:
            self.k += 1
            return token
        if opened is not None and (token.kind == "end" or token.text in _CLOSERS):
            raise self.build.refusal(
                "unbalanced-bracket",
                opened.start,
                opened.end,
                Text("a bracket is opened here and never closed", "此处的括号没有闭合"),
                Text(f"no {text.lstrip(chr(92))!r} follows", f"后面缺少 {text.lstrip(chr(92))!r}"),
            )
        raise self.unexpected(text)

    def unexpected(self, wanted: str = "") -> InputError:
        """The refusal of the current token."""
        return refuse(self, wanted)

    # ------------------------------------------------------------ infix

    def expression(self, least: int) -> Term:
        """A term all of whose bare operators bind at `least` or tighter."""
        start = self.now.start
        return self.continued(self.prefix(least), least, start)

    def continued(self, left: Term, least: int, start: int) -> Term:
        """The rest of an expression whose first operand is read."""
        while True:
            token = self.now
            level = self.level(token)
            if level < least:
                return left
            left = self.infix(left, token, level, start)

    def level(self, token: Token) -> int:
        """How tightly the current token binds as an operator; 0 where it ends the term."""
        kind, text = token.kind, token.text
        if self.integrals and self.integrals[-1].ended == self.k:
            return 0
        if self.notation and (found := notations.level(self, token)):
            return found
        if self.stop == self.k:
            return 0
        if self.raised == self.k:
            return ADD
        if kind == "sign":
            if text == "|":
                if self.peek().text == "_" and self.peek().kind == "sign":
                    return MUL
                return 0 if self.bars or self.split_bar or self.gap(token) else MUL
            if text in ("B|", "r|"):
                if text == "r|" and (self.bars or self.dots):
                    return 0
                return MUL if self.peek().text in ("_", "^") else (0 if self.bars else MUL)
            if text in ("(", "[", "\\{", "{", "l|", "l||", "l."):
                return 0 if self.gap(token) else MUL
            if text == "||":
                return 0 if self.bars or self.split_bar or self.gap(token) else MUL
            return LEVELS.get(text, 0)
        if kind == "cmd":
            level = LEVELS.get(text)
            if level is not None:
                return level
            if text == "not":
                return RELATION
            if text in ("%", "top", "intercal"):
                return POW + 5 if text == "%" else 0
            if text in NOT_OPERANDS or text in ("stackrel", "overset", "underset"):
                return (
                    RELATION
                    if text in ("stackrel", "overset")
                    else 0
                    if text != "underset"
                    else MUL
                )
            return 0 if self.gap(token) else MUL
        if kind in ("num", "letter"):
            if self.integrals and at_differential(self):
                return MUL
            return 0 if self.gap(token) else MUL
        return 0

    def ends_argument(self, text: str) -> bool:
        """Is this command one that the argument of a function does not reach over?"""
        return text in OPERATORS

    def gap(self, token: Token) -> bool:
        """Does a wide space part the token from what stands before it (outside brackets)?"""
        return token.gap and self.nesting == 0

    def infix(self, left: Term, token: Token, level: int, start: int) -> Term:
        text = token.text
        if self.notation and (made := self.only_notated(left, token, start)) is not None:
            return made
        if (level == MUL and text not in ARITHMETIC) or self.raised == self.k:
            return juxtaposed(self, left, token, start)
        if level == RELATION:
            return relation(self, left, start)
        self.k += 1
        if level > POW:
            return postfix(self, left, token, start)
        if level in (AND, OR):
            parts = [left, self.expression(level + 1)]
            while self.level(self.now) == level:
                self.k += 1
                parts.append(self.expression(level + 1))
            return self.app(ops.AND if level == AND else ops.OR, tuple(parts), start)
        if level == IMPLIES:
            op = ops.IMPLIES if text in ("Rightarrow", "implies", "Longrightarrow") else ops.IFF
            right = self.expression(IMPLIES if op is ops.IMPLIES else IMPLIES + 1)
            return self.app(op, (left, right), start)
        if level == UNION:
            sets, self.sets = self.sets, True
            parts = [left, self.expression(UNION + 1)]
            while self.command("cup"):
                self.k += 1
                parts.append(self.expression(UNION + 1))
            self.sets = sets
            return self.app(ops.UNION, tuple(parts), start)
        op, _, right_level = ARITHMETIC[text]
        if text == "circ" and not is_family(self, left):
            if self.notation:
                return notations.named(self, "after", (left, self.expression(right_level)), token)
            self.k -= 1
            raise self.unexpected()
        if text == "+" and self.now.kind == "cmd" and self.now.text in DOTS:
            return sum_with_dots(self, left, start)
        if level == ADD:
            self.sums.append((self.nesting, left))
        right = self.expression(right_level)
        if level == ADD:
            self.sums.pop()
        if op is ops.DIV and self.now.kind in ("letter", "cmd") and self.factor_follows():
            right = divisor(self, right, token)
        return self.app(op, (left, right), start)

    def only_notated(self, left: Term, token: Token, start: int) -> Term | None:
        """What is read of a document only as a notation, where the sign at hand is not read otherwise."""
        if token.text == "+" and self.peek().kind == "cmd" and self.peek().text in DOTS:
            at = self.k
            self.k += 1
            try:
                return sum_with_dots(self, left, start)
            except InputError:
                self.k = at
        return notations.infix(self, left, token)

    def factor_follows(self) -> bool:
        """Does a factor stand here without a sign before it?"""
        token = self.now
        return (
            self.level(token) == MUL and token.text not in ARITHMETIC and not at_differential(self)
        )

    # ------------------------------------------------------------ prefix

    def prefix(self, least: int) -> Term:
        """The first operand of a term."""
        token = self.now
        kind, text = token.kind, token.text
        if kind == "num":
            if text == "1" and is_indicator(self):
                self.k += 1
                return indicator(self, token)
            self.k += 1
            return self.leaf(Num(Fraction(text)), token)
        if kind == "letter":
            if self.integrals and at_differential(self):
                return leading_differential(self)
            return letter(self)
        if kind == "cmd":
            return self.prefix_command(token, least)
        if kind == "sign":
            self.k += 1
            match text:
                case "(" | "[":
                    return bracket(self, token)
                case "{":
                    return group(self, token)
                case "\\{":
                    return braces(self, token)
                case "-" | "+":
                    self.enter(token)
                    operand = self.expression(MUL if least <= MUL else POW)
                    self.nesting -= 1
                    return self.app(ops.NEG, (operand,), token.start) if text == "-" else operand
                case "|" | "l|" | "B|":
                    return absolute(self, token)
                case "||" | "l||":
                    return norm(self, token)
                case "l.":
                    return left_dot(self, token)
            self.k -= 1
        raise self.unexpected()

    def prefix_command(self, token: Token, least: int) -> Term:
        text = token.text
        reader = COMMANDS.get(text)
        if reader is not None:
            self.enter(token)
            t = notations.or_over(self, reader, text, token) if text in _OVER else reader(self)
            self.nesting -= 1
            return t
        if text in NOT_OPERANDS and not self.notation:
            raise self.unexpected()
        if self.integrals and at_differential(self):
            return leading_differential(self)
        if self.notation and text not in ("max", "min"):
            self.enter(token)
            named = notations.prefix(self)
            self.nesting -= 1
            if named is not None:
                return named
        return command(self)

    def inside(self, token: Token, least: int = FOR) -> Term:
        """An expression inside a bracket just opened."""
        self.enter(token)
        saved = self.bars, self.sets, self.split_bar
        self.bars, self.sets, self.split_bar = 0, False, False
        t = self.expression(least)
        self.bars, self.sets, self.split_bar = saved
        self.nesting -= 1
        return t


_OVER = frozenset(("sum", "prod", "int", "iint", "iiint"))
_CLOSERS = frozenset((")", "]", "}", "\\}"))
