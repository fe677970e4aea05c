"""The reader of plain text: SymPy's spelling, and small phrases as people type them."""

from __future__ import annotations

from fractions import Fraction

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import Num, Sym, Term
from tuidao.read.builder import Builder
from tuidao.read.names import CONSTANTS, FUNCTIONS, GREEK, OTHER_CALLS
from tuidao.read.plain.binders import CALLS
from tuidao.read.plain.brackets import absolute, braces, bracket, indexed, square
from tuidao.read.plain.calls import call
from tuidao.read.plain.letters import parted
from tuidao.read.plain.levels import (
    AND,
    ARITHMETIC,
    FOR,
    IMPLIES,
    LEVELS,
    MUL,
    NOT,
    OR,
    POW,
    RELATION,
    RELATIONS,
    UNION,
    WORD_LEVELS,
    WORDS,
)
from tuidao.read.plain.phrases import bare_function, derivative, limit_phrase, names_a_symbol
from tuidao.read.plain.tokens import Token, tokenize
from tuidao.text import Text

_MAX_NESTING = 60  # brackets inside brackets, calls inside calls: the reader recurses through them


class PlainParser:
    """One pass over the tokens; each method starts at the current token and leaves the next."""

    def __init__(
        self,
        text: str,
        functions: frozenset[str] = frozenset(),
        together: frozenset[str] = frozenset(),
    ) -> None:
        self.build = Builder(text)
        self.tokens = parted(tokenize(text, self.build), together - functions, self.build)
        self.k = 0
        self.functions = functions
        self.euler = self._writes_euler()
        self.nesting = 0
        self.bars = 0
        self.sets = False

    def _writes_euler(self) -> bool:
        """Is e Euler's number here? So people write e^x; in SymPy's own spelling, E**x, the letter e is a name."""
        after = [
            self.tokens[k + 1 : k + 3]
            for k, t in enumerate(self.tokens)
            if t.kind == "name" and t.text == "e"
        ]
        raised = [b for b in after if b[0].kind == "sup" or b[0].text == "^"]
        exponents = [b[0] if b[0].kind == "sup" else b[-1] for b in raised]
        return len(raised) == len(after) or any(not t.text.isdigit() for t in exponents)

    # ------------------------------------------------------------ the whole

    def whole(self) -> Term:
        """Everything, as one term."""
        if self.tokens[0].kind == "end":
            raise self.build.refusal(
                "empty", 0, 1, Text("there is no formula here", "此处没有公式")
            )
        t = self.expression(FOR)
        self.skip_end_marks()
        if self.now.kind != "end":
            raise self.unexpected()
        return t

    def several(self) -> tuple[Term, ...]:
        """Terms set apart by commas or semicolons."""
        found = []
        while self.now.kind != "end":
            found.append(self.expression(FOR))
            if self.now.text in (",", ";") or self.word("and"):
                self.k += 1
            elif self.now.kind != "end":
                raise self.unexpected()
        return tuple(found)

    def skip_end_marks(self) -> None:
        """A comma or semicolon that ends the formula says nothing."""
        if self.now.text in (",", ";") and self.tokens[self.k + 1].kind == "end":
            self.k += 1

    # ------------------------------------------------------------ small helpers

    @property
    def now(self) -> Token:
        return self.tokens[self.k]

    def sign(self, text: str) -> bool:
        """Is the current token this sign?"""
        token = self.tokens[self.k]
        return token.kind == "sign" and token.text == text

    def word(self, text: str) -> bool:
        """Is the current token this word?"""
        token = self.tokens[self.k]
        return token.kind == "name" and token.text == text

    def expect(self, text: str, opened: Token | None = None) -> Token:
        """Take the sign, or refuse: at the bracket that was never closed, if there is one."""
        token = self.now
        if token.kind == "sign" and token.text == text:
            self.k += 1
            return token
        if token.kind == "end" and opened is not None:
            raise self.build.refusal(
                "unbalanced-bracket",
                opened.start,
                opened.end,
                Text("a bracket is opened here and never closed", "此处的括号没有闭合"),
                Text(f"no {text!r} follows", f"后面缺少 {text!r}"),
            )
        raise self.unexpected(text)

    def unexpected(self, wanted: str = "") -> InputError:
        """Refuse the current token."""
        token = self.now
        if token.kind == "end":
            at = max(token.start - 1, 0)
            return self.build.refusal(
                "unfinished",
                at,
                at + 1,
                Text("the formula breaks off here", "公式在此处中断"),
                Text("something must follow", "后面应有内容"),
            )
        hint = (
            (f"expected {wanted!r}", f"应为 {wanted!r}")
            if wanted
            else ("not understood", "无法理解")
        )
        return self.build.refusal(
            "unexpected",
            token.start,
            token.end,
            Text(f"{token.text!r} cannot stand here", f"此处不能出现 {token.text!r}"),
            Text(*hint),
        )

    def last_end(self) -> int:
        """Where the token before the current one ends."""
        return self.tokens[self.k - 1].end

    def app(self, op: Op, args: tuple[Term, ...], start: int) -> Term:
        return self.build.app(op, args, start, self.last_end())

    def enter(self, token: Token) -> None:
        self.nesting += 1
        if self.nesting > _MAX_NESTING:
            raise self.build.refusal(
                "too-deep",
                token.start,
                token.end,
                Text(f"nested more than {_MAX_NESTING} levels deep", f"嵌套超过 {_MAX_NESTING} 层"),
            )

    # ------------------------------------------------------------ infix

    def expression(self, least: int) -> Term:
        """A term all of whose bare operators bind at `least` or tighter."""
        start = self.now.start
        left = self.prefix(least)
        while True:
            token = self.now
            level = self.level(token)
            if level < least:
                return left
            left = self.infix(left, token, level, start)

    def level(self, token: Token) -> int:
        """How tightly the operator at the current token binds; 0 where it is none."""
        kind, text = token.kind, token.text
        if kind == "sign":
            level = LEVELS.get(text, 0)
            if text == "|" and self.bars:
                return 0
            if text in ("(", "["):
                return MUL if text == "(" else 0
            return level
        if kind == "name":
            level = WORD_LEVELS.get(text, 0)
            if text == "U" and not self.sets:
                return MUL
            return level if text in WORDS else MUL
        if kind == "sup":
            return POW
        return MUL if kind == "num" or kind == "deriv" else 0

    def infix(self, left: Term, token: Token, level: int, start: int) -> Term:
        text = token.text
        if token.kind == "sup":
            self.k += 1
            value: Term = (
                Sym("n")
                if text == "n"
                else self.build.at(self.small(token), token.start, token.end)
            )
            return self.app(ops.POW, (left, value), start)
        if level == MUL and (token.kind != "sign" or text == "("):
            return self.juxtaposed(left, token, start)
        self.k += 1
        if level == RELATION:
            return self.relation(left, text, start)
        if level in (AND, OR):
            return self.joined(left, level, start)
        if level == FOR:
            return self.conditioned(left, start)
        if level == IMPLIES:
            op = ops.IMPLIES if text == "=>" else ops.IFF
            right = self.expression(IMPLIES if op is ops.IMPLIES else IMPLIES + 1)
            return self.app(op, (left, right), start)
        if level == UNION:
            parts = [left, self.expression(UNION + 1)]
            while self.word("U"):
                self.k += 1
                parts.append(self.expression(UNION + 1))
            return self.app(ops.UNION, tuple(parts), start)
        if text == "!":
            return self.app(ops.FACTORIAL, (left,), start)
        op, right_level = ARITHMETIC[text]
        return self.app(op, (left, self.expression(right_level)), start)

    def small(self, token: Token) -> Num:
        try:
            return Num(int(token.text))
        except ValueError:
            raise self.unexpected() from None

    def juxtaposed(self, left: Term, token: Token, start: int) -> Term:
        """A product whose sign was left out: 2x, 2(x + 1), (x + 1)(x − 1)."""
        before = self.tokens[self.k - 1]
        apart = before.kind == "name" and token.start > before.end
        if token.kind == "num" and not (apart and self.tokens[self.k + 1].text == "^"):
            raise self.unexpected("*")  # n 2^n may stand so, x2 and 3 4 may not
        if before.kind == token.kind == "name" and (_is_word(before) or _is_word(token)):
            raise self.build.refusal(
                "words",
                before.start,
                token.end,
                Text("words in a formula", "公式中有文字"),
                Text("names or words?", "是变量名还是文字？"),
                Text(
                    f"for the product write {before.text}*{token.text}",
                    f"乘积请写成 {before.text}*{token.text}",
                ),
            )
        return self.app(ops.MUL, (left, self.expression(MUL + 1)), start)

    def relation(self, left: Term, sign: str, start: int) -> Term:
        """a < b, or a chain a < b ≤ c: the conjunction of its links."""
        links: list[Term] = []
        while True:
            op = RELATIONS[sign]
            outer, self.sets = self.sets, op is ops.IN
            right = self.expression(RELATION + 1)
            self.sets = outer
            links.append(self.app(op, (left, right), start))
            token = self.now
            if self.level(token) != RELATION:
                break
            self.k += 1
            sign, left = token.text, right
            start = self.build.span(right)[0]
        if len(links) == 1:
            return links[0]
        return self.app(ops.AND, tuple(links), self.build.span(links[0])[0])

    def joined(self, left: Term, level: int, start: int) -> Term:
        parts = [left, self.expression(level + 1)]
        while self.level(self.now) == level:
            self.k += 1
            parts.append(self.expression(level + 1))
        return self.app(ops.AND if level == AND else ops.OR, tuple(parts), start)

    def conditioned(self, left: Term, start: int) -> Term:
        """`a = b for x > 0` is an implication; `x**2 for x > 0` a value with a condition."""
        condition = self.expression(OR)
        while self.sign(","):
            self.k += 1
            condition = self.app(
                ops.AND, (condition, self.expression(OR)), self.build.span(condition)[0]
            )
        if getattr(left, "op", ops.ADD).sort is ops.Sort.BOOL:
            return self.app(ops.IMPLIES, (condition, left), start)
        return self.app(ops.PIECEWISE, (left, condition), start)

    # ------------------------------------------------------------ prefix

    def prefix(self, least: int) -> Term:
        token = self.now
        kind, text = token.kind, token.text
        self.k += 1
        if kind == "num":
            return self.build.at(Num(Fraction(text)), token.start, token.end)
        if kind == "name":
            return self.name(token)
        if kind == "sign":
            if text == "(":
                return bracket(self, token)
            if text in ("-", "+"):
                self.enter(token)
                operand = self.expression(POW if least > MUL else MUL)
                self.nesting -= 1
                return self.app(ops.NEG, (operand,), token.start) if text == "-" else operand
            if text == "[":
                return square(self, token)
            if text == "{":
                return braces(self, token)
            if text == "|":
                return absolute(self, token)
            if text in ("~", "!"):
                self.enter(token)
                operand = self.expression(NOT + 1)
                self.nesting -= 1
                return self.app(ops.NOT, (operand,), token.start)
            if text == "∞":
                return self.app(ops.OO, (), token.start)
            if text == "√":
                self.enter(token)
                operand = self.expression(POW + 1)
                self.nesting -= 1
                return self.app(ops.SQRT, (operand,), token.start)
        if kind == "deriv":
            return derivative(self, token)
        self.k -= 1
        raise self.unexpected()

    def name(self, token: Token) -> Term:
        """A constant, a function applied, a call, a family indexed, or a symbol."""
        text, after = token.text, self.now
        touching = after.kind == "sign" and after.text == "("
        if text == "not":
            return self.app(ops.NOT, (self.expression(NOT + 1),), token.start)
        if text in ("lim", "limit") and after.kind == "name":
            return limit_phrase(self, token)
        if touching and (text in CALLS or text in OTHER_CALLS or text in FUNCTIONS):
            return call(self, token)
        if text in WORDS and text != "U":
            self.k -= 1
            raise self.unexpected()
        if text in FUNCTIONS and text != "o" and not names_a_symbol(text, after):
            return bare_function(self, token)
        if text in CONSTANTS and not (touching and text == "E"):
            return self.app(CONSTANTS[text], (), token.start)
        if text == "e" and self.euler:
            return self.app(ops.E, (), token.start)
        symbol = self.build.at(Sym(text), token.start, token.end)
        if after.kind == "prime":
            return call(self, token, symbol)
        if after.kind == "sign" and after.text == "[" and after.start == token.end:
            return indexed(self, symbol, token)
        if touching and after.start == token.end:
            return call(self, token, symbol)
        return symbol


def _is_word(token: Token) -> bool:
    """A name of three letters and more that no mathematics knows."""
    known = FUNCTIONS | OTHER_CALLS | CALLS | CONSTANTS
    text = token.text
    return len(text) > 2 and text.isalpha() and text not in known and text not in GREEK
