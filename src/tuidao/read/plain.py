"""The reader of plain text: SymPy's spelling, and small phrases as people type them."""

from __future__ import annotations

from fractions import Fraction

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import Num, Sym, Term
from tuidao.read.builder import Builder
from tuidao.read.names import CONSTANTS, FUNCTIONS, OTHER_CALLS
from tuidao.read.plain_calls import CALLS, call
from tuidao.read.plain_tokens import Token, tokenize
from tuidao.text import Text

# Levels of binding; what stands further down binds tighter.
FOR, IMPLIES, OR, AND, NOT, RELATION, UNION, ADD, MUL, POW, ATOM = (
    1,
    2,
    3,
    4,
    5,
    6,
    8,
    10,
    20,
    30,
    40,
)
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
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_WORDS = frozenset({"in", "and", "or", "for", "if", "U", "not", "when"})
_MAX_NESTING = 60  # brackets inside brackets, calls inside calls: the reader recurses through them


class PlainParser:
    """One pass over the tokens; each method starts at the current token and leaves the next."""

    def __init__(self, text: str, functions: frozenset[str] = frozenset()) -> None:
        self.build = Builder(text)
        self.tokens = tokenize(text, self.build)
        self.k = 0
        self.functions = functions
        self.nesting = 0
        self.bars = 0
        self.sets = False

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
            level = _LEVELS.get(text, 0)
            if text == "|" and self.bars:
                return 0
            if text in ("(", "["):
                return MUL if text == "(" else 0
            return level
        if kind == "name":
            level = _WORD_LEVELS.get(text, 0)
            if text == "U" and not self.sets:
                return MUL
            return level if text in _WORDS else MUL
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
        op, right_level = _ARITHMETIC[text]
        return self.app(op, (left, self.expression(right_level)), start)

    def small(self, token: Token) -> Num:
        try:
            return Num(int(token.text))
        except ValueError:
            raise self.unexpected() from None

    def juxtaposed(self, left: Term, token: Token, start: int) -> Term:
        """A product whose sign was left out: 2x, 2(x + 1), (x + 1)(x − 1)."""
        if token.kind == "num":
            raise self.unexpected("*")
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
                return self.bracket(token)
            if text in ("-", "+"):
                self.enter(token)
                operand = self.expression(POW if least > MUL else MUL)
                self.nesting -= 1
                return self.app(ops.NEG, (operand,), token.start) if text == "-" else operand
            if text == "[":
                return self.square(token)
            if text == "{":
                return self.braces(token)
            if text == "|":
                return self.absolute(token)
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
            return self.derivative(token)
        self.k -= 1
        raise self.unexpected()

    def bracket(self, opened: Token) -> Term:
        self.enter(opened)
        bars, self.bars = self.bars, 0
        inside = self.expression(FOR)
        if self.sign(","):
            inside = self.pair(opened, inside)
        else:
            self.expect(")", opened)
        self.bars = bars
        self.nesting -= 1
        return inside

    def pair(self, opened: Token, first: Term) -> Term:
        """(a, b): an interval where a set is wanted or it is all there is; a tuple elsewhere."""
        parts = [first]
        while self.sign(","):
            self.k += 1
            parts.append(self.expression(FOR))
        closer = self.now.text
        alone = opened.start == self.tokens[0].start and self.tokens[self.k + 1].kind == "end"
        if len(parts) == 2 and (closer == "]" or self.sets or alone or self.follows_union()):
            self.k += 1
            if closer not in (")", "]"):
                self.k -= 1
                self.expect(")", opened)
            op = ops.INTERVAL_OPEN if closer == ")" else ops.INTERVAL_LOPEN
            self.sets = self.sets or self.word("U")
            return self.app(op, (parts[0], parts[1]), opened.start)
        self.expect(")", opened)
        return self.app(ops.TUPLE, tuple(parts), opened.start)

    def follows_union(self) -> bool:
        after = self.tokens[min(self.k + 1, len(self.tokens) - 1)]
        return after.kind == "name" and after.text == "U"

    def square(self, opened: Token) -> Term:
        """[a, b]: a closed interval where a set is wanted, else a tuple."""
        self.enter(opened)
        bars, self.bars = self.bars, 0
        parts: list[Term] = []
        while not self.sign("]"):
            parts.append(self.expression(FOR))
            if not self.sign(","):
                break
            self.k += 1
        self.bars = bars
        self.nesting -= 1
        if len(parts) == 2 and self.sign(")"):
            self.k += 1
            self.sets = self.sets or self.word("U")
            return self.app(ops.INTERVAL_ROPEN, (parts[0], parts[1]), opened.start)
        self.expect("]", opened)
        if len(parts) == 2 and (self.sets or self.word("U")):
            self.sets = True
            return self.app(ops.INTERVAL, (parts[0], parts[1]), opened.start)
        return self.app(ops.TUPLE, tuple(parts), opened.start)

    def braces(self, opened: Token) -> Term:
        self.enter(opened)
        parts: list[Term] = []
        while not self.sign("}"):
            parts.append(self.expression(FOR))
            if not self.sign(","):
                break
            self.k += 1
        self.expect("}", opened)
        self.nesting -= 1
        return self.app(ops.FINITE_SET, tuple(parts), opened.start)

    def absolute(self, opened: Token) -> Term:
        self.enter(opened)
        self.bars += 1
        inside = self.expression(OR + 1)
        self.expect("|", opened)
        self.bars -= 1
        self.nesting -= 1
        return self.app(ops.ABS, (inside,), opened.start)

    def derivative(self, token: Token) -> Term:
        """d/dx f, d^2/dx^2 f: the reach is a product's."""
        above, below = token.text.replace("**", "^").split("/")
        order = above.partition("^")[2] or "1"
        name, _, order_below = below[1:].partition("^")
        if (order_below or "1") != order:
            raise self.build.refusal(
                "orders-differ",
                token.start,
                token.end,
                Text("the two orders differ", "上下的求导阶数不一致"),
            )
        x = self.build.at(Sym(name), token.start, token.end)
        self.enter(token)
        body = self.expression(MUL)
        self.nesting -= 1
        over = (x, Num(int(order)))
        return self.build.binder(ops.DIFF, Sym(name), body, over, token.start, self.last_end())

    def name(self, token: Token) -> Term:
        """A constant, a function applied, a call, a family indexed, or a symbol."""
        text, after = token.text, self.now
        touching = after.kind == "sign" and after.text == "("
        if text == "not":
            return self.app(ops.NOT, (self.expression(NOT + 1),), token.start)
        if text in ("lim", "limit") and after.kind == "name":
            return self.limit_phrase(token)
        if touching and (text in CALLS or text in OTHER_CALLS or text in FUNCTIONS):
            return call(self, token)
        if text in _WORDS and text != "U":
            self.k -= 1
            raise self.unexpected()
        if text in FUNCTIONS and text != "o" and not _names_a_symbol(text, after):
            return self.bare_function(token)
        if text in CONSTANTS and not (touching and text == "E"):
            return self.app(CONSTANTS[text], (), token.start)
        symbol = self.build.at(Sym(text), token.start, token.end)
        if after.kind == "prime":
            return call(self, token, symbol)
        if after.kind == "sign" and after.text == "[" and after.start == token.end:
            return self.indexed(symbol, token)
        if touching and after.start == token.end:
            return call(self, token, symbol)
        return symbol

    def indexed(self, symbol: Term, token: Token) -> Term:
        opened = self.now
        self.k += 1
        self.enter(opened)
        sets, self.sets = self.sets, False
        parts = [symbol, self.expression(ADD)]
        while self.sign(","):
            self.k += 1
            parts.append(self.expression(ADD))
        self.expect("]", opened)
        self.sets = sets
        self.nesting -= 1
        return self.app(ops.INDEX, tuple(parts), token.start)

    def bare_function(self, token: Token) -> Term:
        """sin x, sin 2x, sin^2 x: the argument is the product up to the next function."""
        op = FUNCTIONS[token.text]
        power: Term | None = None
        if self.sign("^") or self.sign("**") or self.now.kind == "sup":
            mark = self.now
            self.k += 1
            power = (
                self.build.at(self.small(mark), mark.start, mark.end)
                if mark.kind == "sup"
                else self.expression(ATOM)
            )
        self.enter(token)
        if op.arity not in (1, None) or self.now.kind == "end":
            raise self.unexpected("(")
        start = self.now.start
        bracketed = self.sign("(")
        argument = self.expression(POW) if not bracketed else self.prefix(ATOM)
        while (
            not bracketed
            and self.now.kind in ("num", "name")
            and self.now.text not in FUNCTIONS | OTHER_CALLS | CALLS
        ):
            if self.level(self.now) != MUL:
                break
            argument = self.app(ops.MUL, (argument, self.expression(POW)), start)
        self.nesting -= 1
        applied = self.app(op, (argument,), token.start)
        if power is None:
            return applied
        inverse = ops.OPS.get("a" + op.name)
        if power == Num(-1) and inverse is not None:
            return self.app(inverse, (argument,), token.start)
        return self.app(ops.POW, (applied, power), token.start)

    def limit_phrase(self, token: Token) -> Term:
        """lim x->0+ f: the reach is a product's."""
        name = self.now
        self.k += 1
        if not self.sign("->"):
            raise self.unexpected("->")
        self.k += 1
        point = self.expression(POW) if not self.sign("-") else self.expression(MUL + 1)
        side = Num(0)
        after = self.tokens[self.k + 1]
        if (self.sign("+") or self.sign("-")) and (
            after.start > self.now.end or after.text in ("(", ",")
        ):
            side = Num(1 if self.sign("+") else -1)
            self.k += 1
        if self.sign(",") or self.sign(":"):
            self.k += 1
        self.enter(token)
        body = self.expression(MUL)
        self.nesting -= 1
        return self.build.binder(
            ops.LIMIT, Sym(name.text), body, (point, side), token.start, self.last_end()
        )


def _names_a_symbol(text: str, after: Token) -> bool:
    """A function's name where no argument can follow is a symbol: beta = gamma + 1."""
    if text not in ("gamma", "sign", "ch", "sh", "th", "fact", "root", "frac", "max", "min"):
        return False
    return after.kind == "end" or (after.kind == "sign" and after.text not in ("^", "**", "("))


_ARITHMETIC: dict[str, tuple[Op, int]] = {
    "+": (ops.ADD, ADD + 1),
    "-": (ops.SUB, ADD + 1),
    "*": (ops.MUL, MUL + 1),
    "/": (ops.DIV, MUL + 1),
    "^": (ops.POW, POW),
    "**": (ops.POW, POW),
}
_LEVELS = dict.fromkeys(RELATIONS, RELATION) | {
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
_WORD_LEVELS = {
    "in": RELATION,
    "and": AND,
    "or": OR,
    "for": FOR,
    "if": FOR,
    "when": FOR,
    "U": UNION,
}
