"""The reader of LaTeX as people write it: operators, brackets, and what stands side by side."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tuidao.diagnostic import InputError, Span
from tuidao.lang import op as ops
from tuidao.lang.op import Op, Sort
from tuidao.lang.term import App, Bind, Num, Path, Sym, Term
from tuidao.read import latex_big as big
from tuidao.read import latex_symbols as symbols
from tuidao.read import latex_text as words
from tuidao.read.builder import Builder
from tuidao.read.latex_tokens import Token, tokenize
from tuidao.text import Text

FOR, IMPLIES, OR, AND, RELATION, UNION, ADD, MUL, POW = 1, 2, 3, 4, 6, 8, 10, 20, 30
_MAX_NESTING = 40
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
_ARITHMETIC: dict[str, tuple[Op, int, int]] = {
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
_LEVELS: dict[str, int] = {
    **dict.fromkeys(RELATIONS, RELATION),
    **{text: level for text, (_, level, _) in _ARITHMETIC.items()},
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
_NOT_OPERANDS = frozenset(
    """end cases|rfloor|rceil
    |end matrix|choose|over|atop|pm|mp|ldots|cdots|dots|vdots|ddots|dotsc|dotsb|because|therefore
    |mapsto|propto|subset|subseteq|supset|setminus|cap|bigcap|not|limits|qed|blacksquare|square|prime|perp
    |parallel|ll|gg|leftarrow|Leftarrow|uparrow|downarrow|gets|cong|asymp|models|vdash|hookrightarrow
    |xrightarrow|stackrel|overset|colon|cup|lor|land|vee|wedge""".replace("\n    ", "").split("|")
)


@dataclass(frozen=True, slots=True)
class Note:
    """A place where the writing leaves a choice: what it was, and how it was read."""

    code: str
    span: Span
    text: Text


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text was read as: the term, the place of every subterm by path, and the choices made."""

    term: Term
    spans: dict[Path, Span]
    notes: tuple[Note, ...]


class LatexParser:
    """One pass over the tokens; each method starts at the current token and leaves the next."""

    def __init__(
        self,
        text: str,
        functions: frozenset[str] = frozenset(),
        families: frozenset[str] = frozenset(),
        declared: frozenset[str] = frozenset(),
    ) -> None:
        self.build = Builder(text)
        self.tokens = tokenize(text, self.build)
        self.tokens += [self.tokens[-1]] * 8  # so that a few steps beyond the end still meet it
        self.k = 0
        self.functions = functions
        self.declared = declared
        self.evidence = symbols.gather(self.tokens, families)
        self.notes: list[Note] = []
        self.conditions: list[Term] = []
        self.nesting = 0
        self.bars = 0  # how many |…| are open in the innermost bracket
        self.split_bar = False  # inside the arguments of P(A | B)
        self.sets = False
        self.dots = 0  # how many \left. wait for their bar
        self.sums: list[tuple[int, Term]] = []  # by bracket, what stands before the last + or −
        self.raised = -1  # a bar of evaluation that takes in the terms before it
        self.integrals: list[big.Integral] = []

    # ------------------------------------------------------------ the whole

    def reading(self) -> Reading:
        """Everything, with places and notes."""
        t = words.whole(self)
        return Reading(t, self.build.spans(t), tuple(self.notes))

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
        shown = self.build.text[token.start : token.end]
        shown = shown if len(shown) < 30 else shown[:29] + "…"
        if token.kind == "cmd" and token.text not in _LEVELS and token.text not in symbols.KNOWN:
            return self.build.refusal(
                "unknown-command",
                token.start,
                token.end,
                Text(f"{shown} is not understood", f"无法理解 {shown}"),
                Text("not known", "未知的命令"),
            )
        hint = (
            (f"expected {wanted}", f"应为 {wanted}") if wanted else ("not understood", "无法理解")
        )
        return self.build.refusal(
            "unexpected",
            token.start,
            token.end,
            Text(f"{shown} cannot stand here", f"此处不能出现 {shown}"),
            Text(*hint),
        )

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
            return _LEVELS.get(text, 0)
        if kind == "cmd":
            level = _LEVELS.get(text)
            if level is not None:
                return level
            if text == "not":
                return RELATION
            if text in ("%", "top", "intercal"):
                return POW + 5 if text == "%" else 0
            if text in _NOT_OPERANDS or text in ("stackrel", "overset", "underset"):
                return (
                    RELATION
                    if text in ("stackrel", "overset")
                    else 0
                    if text != "underset"
                    else MUL
                )
            return 0 if self.gap(token) else MUL
        if kind in ("num", "letter"):
            if self.integrals and big.differential_ahead(self):
                return MUL
            return 0 if self.gap(token) else MUL
        return 0

    def gap(self, token: Token) -> bool:
        """Does a wide space part the token from what stands before it (outside brackets)?"""
        return token.gap and self.nesting == 0

    def infix(self, left: Term, token: Token, level: int, start: int) -> Term:
        text = token.text
        if (level == MUL and text not in _ARITHMETIC) or self.raised == self.k:
            return self.juxtaposed(left, token, start)
        if level == RELATION:
            return self.relation(left, start)
        self.k += 1
        if level > POW:
            return symbols.postfix(self, left, token, start)
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
        op, _, right_level = _ARITHMETIC[text]
        if text == "circ" and not symbols.is_family(self, left):
            self.k -= 1
            raise self.unexpected()
        if level == ADD:
            self.sums.append((self.nesting, left))
        right = self.expression(right_level)
        if level == ADD:
            self.sums.pop()
        if op is ops.DIV and self.now.kind in ("letter", "cmd") and self.level(self.now) == MUL:
            meaning = "a/bc is read as (a/b)c", "a/bc 按 (a/b)c 读"
            if self.now.text not in _ARITHMETIC and not big.differential_ahead(self):
                self.note("division-reach", start, Text(*meaning))
        return self.app(op, (left, right), start)

    def juxtaposed(self, left: Term, token: Token, start: int) -> Term:
        """What stands behind a factor without a sign: a factor, a bar of evaluation, a condition."""
        if big.at_differential(self):
            return big.take_differential(self, left, start)
        if (
            token.kind == "sign"
            and token.text in ("B|", "r|", "|")
            and self.peek().text in ("_", "^")
        ):
            if self.raised != self.k and big.takes_more(self, left):
                self.raised = self.k
                return left
            self.k += 1
            return big.evaluated(self, left, start)
        if token.kind == "num" and self.tokens[self.k - 1].kind in ("num", "letter"):
            raise self.unexpected()
        if token.kind == "sign" and token.text in ("r|", "B|"):
            raise self.unexpected()
        right = self.expression(MUL + 1)
        if _is_claim(right):
            if self.nesting:
                raise self.build.refusal(
                    "statement-as-factor",
                    *self.build.span(right),
                    Text("a statement cannot be a factor", "命题不能作为因子"),
                )
            self.conditions.append(right)
            return left
        return symbols.multiply(self, left, right, start)

    def relation(self, left: Term, start: int) -> Term:
        """a < b, or a chain a < b ≤ c: the conjunction of its links."""
        links: list[Term] = []
        while True:
            op, negated = words.relation_sign(self)
            outer, self.sets = self.sets, op is ops.IN
            right = self.expression(RELATION + 1)
            self.sets = outer
            link = self.app(op, (left, right), start)
            links.append(self.app(ops.NOT, (link,), start) if negated else link)
            if self.level(self.now) != RELATION:
                break
            left, start = right, self.build.span(right)[0]
        if len(links) == 1:
            return links[0]
        return self.app(ops.AND, tuple(links), self.build.span(links[0])[0])

    # ------------------------------------------------------------ prefix

    def prefix(self, least: int) -> Term:
        """The first operand of a term."""
        token = self.now
        kind, text = token.kind, token.text
        if kind == "num":
            self.k += 1
            return self.leaf(Num(Fraction(text)), token)
        if kind == "letter":
            if self.integrals and big.at_differential(self):
                return big.leading_differential(self)
            return symbols.letter(self)
        if kind == "cmd":
            return self.prefix_command(token, least)
        if kind == "sign":
            self.k += 1
            match text:
                case "(" | "[":
                    return self.bracket(token)
                case "{":
                    return self.group(token)
                case "\\{":
                    return self.braces(token)
                case "-" | "+":
                    self.enter(token)
                    operand = self.expression(MUL if least <= MUL else POW)
                    self.nesting -= 1
                    return self.app(ops.NEG, (operand,), token.start) if text == "-" else operand
                case "|" | "l|" | "B|":
                    return self.absolute(token)
                case "||" | "l||":
                    return self.norm(token)
                case "l.":
                    return big.left_dot(self, token)
            self.k -= 1
        raise self.unexpected()

    def prefix_command(self, token: Token, least: int) -> Term:
        text = token.text
        if text in big.COMMANDS:
            self.enter(token)
            t = big.COMMANDS[text](self)
            self.nesting -= 1
            return t
        if text in words.COMMANDS:
            self.enter(token)
            t = words.COMMANDS[text](self)
            self.nesting -= 1
            return t
        if text in _NOT_OPERANDS:
            raise self.unexpected()
        if self.integrals and big.at_differential(self):
            return big.leading_differential(self)
        return symbols.command(self)

    def inside(self, token: Token, least: int = FOR) -> Term:
        """An expression inside a bracket just opened."""
        self.enter(token)
        saved = self.bars, self.sets, self.split_bar
        self.bars, self.sets, self.split_bar = 0, False, False
        t = self.expression(least)
        self.bars, self.sets, self.split_bar = saved
        self.nesting -= 1
        return t

    def bracket(self, opened: Token) -> Term:
        """(a), [a], (a, b): grouping, an interval where a set is wanted, a tuple."""
        sets = self.sets
        parts = [self.inside(opened)]
        while self.sign(",") or self.sign(";"):
            self.k += 1
            parts.append(self.inside(opened))
        after = self.peek()
        if after.kind == "cmd" and after.text in ("cup", "bigcup"):
            sets = True
        mixed = (opened.text == "(") != (self.now.text == ")")
        if len(parts) == 2 and (sets or mixed) and self.now.text in (")", "]"):
            closed = self.now.text
            self.k += 1
            return self.app(_INTERVALS[opened.text + closed], (parts[0], parts[1]), opened.start)
        closer = ")" if opened.text == "(" else "]"
        if len(parts) == 1 and self.sign("]" if closer == ")" else ")"):
            raise self.build.refusal(
                "unbalanced-bracket",
                opened.start,
                opened.end,
                Text("this bracket is closed by one of another kind", "此括号与闭合的括号不配对"),
            )
        self.expect(closer, opened)
        if len(parts) > 1:
            return self.app(ops.TUPLE, tuple(parts), opened.start)
        if self.sign("'") and symbols.bracket_prime(self, parts[0]):
            return symbols.differentiated(self, parts[0], opened.start)
        return parts[0]

    def group(self, opened: Token) -> Term:
        """{a}: only TeX's grouping."""
        if self.sign("}"):
            self.k += 1
            return self.prefix(POW)
        t = self.inside(opened)
        if self.command("choose"):
            self.k += 1
            t = self.app(ops.BINOMIAL, (t, self.inside(opened)), opened.start)
        elif self.command("over"):
            self.k += 1
            t = self.app(ops.DIV, (t, self.inside(opened)), opened.start)
        self.expect("}", opened)
        return t

    def braces(self, opened: Token) -> Term:
        """\\{a, b\\}: a finite set, or, round one term that is no member list, grouping."""
        sets = self.sets
        parts = [self.inside(opened)]
        while self.sign(","):
            self.k += 1
            parts.append(self.inside(opened))
        self.expect("\\}", opened)
        if len(parts) == 1 and not sets:
            return parts[0]
        return self.app(ops.FINITE_SET, tuple(parts), opened.start)

    def absolute(self, opened: Token) -> Term:
        """|a|: bars that open where an operand is wanted and close where an operator is."""
        if opened.text == "|" and self.sign("|"):
            return self.doubled_bar(opened)
        self.enter(opened)
        self.bars += 1
        t = self.expression(ADD)
        closers = ("r|",) if opened.text == "l|" else ("|", "B|")
        if self.now.kind == "sign" and self.now.text in (*closers, "|", "r|"):
            self.k += 1
        else:
            self.expect("|", opened)
        self.bars -= 1
        self.nesting -= 1
        return self.app(ops.ABS, (t,), opened.start)

    def doubled_bar(self, opened: Token) -> Term:
        """||v||, two bars typed for a norm."""
        depth = self.tokens[self.k + 1 :]
        bars = [t for t in depth if t.text == "|" and t.kind == "sign"]
        if len(bars) != 2:
            raise self.build.refusal(
                "unclear-bars",
                opened.start,
                opened.end + 1,
                Text(
                    "these bars may be a norm or absolute values", "竖线可能是范数，也可能是绝对值"
                ),
                help=Text(r"write \|v\| for a norm", r"范数请写成 \|v\|"),
            )
        self.k += 1
        self.enter(opened)
        self.bars += 1
        t = self.expression(ADD)
        self.expect("|", opened)
        self.expect("|", opened)
        self.bars -= 1
        self.nesting -= 1
        return self.app(ops.NORM, (t,), opened.start)

    def norm(self, opened: Token) -> Term:
        """\\|v\\|, with a 2 below or nothing."""
        self.enter(opened)
        self.bars += 1
        t = self.expression(ADD)
        self.bars -= 1
        self.nesting -= 1
        if self.now.text in ("||", "r||") and self.now.kind == "sign":
            self.k += 1
        else:
            self.expect("\\|", opened)
        made = self.app(ops.NORM, (t,), opened.start)
        if self.sign("_"):
            mark = self.now
            self.k += 1
            kind = symbols.argument(self)
            if kind != Num(2):
                raise self.build.refusal(
                    "unknown-norm",
                    mark.start,
                    self.last_end(),
                    Text("only the 2-norm is read", "只支持 2-范数"),
                )
        return made


_INTERVALS = {
    "()": ops.INTERVAL_OPEN,
    "[]": ops.INTERVAL,
    "(]": ops.INTERVAL_LOPEN,
    "[)": ops.INTERVAL_ROPEN,
}
_CLOSERS = frozenset((")", "]", "}", "\\}"))


def _is_claim(t: Term) -> bool:
    return isinstance(t, App | Bind) and t.op.sort is Sort.BOOL
