"""The writer of LaTeX: pieces with their levels, binders, what may stand side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from tuidao.lang import op as ops
from tuidao.lang.build import picks_entry
from tuidao.lang.op import Op
from tuidao.lang.spell import bound_name
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, free_symbols, instantiate
from tuidao.show.but_one import NOT, WITHIN, but_one
from tuidao.show.decimals import decimal
from tuidao.show.latex_names import CALLED, FUNCTION_COMMANDS, INDEX_LETTERS, name
from tuidao.show.latex_pieces import (
    ADD,
    AND,
    ATOM,
    IMPLIES,
    INFIX,
    INTERVALS,
    LOW,
    MUL,
    OR,
    POW,
    REL,
    Piece,
    bracketed,
    escape,
    is_chain,
    marked_above,
    mentions_any,
    side_by_side,
    swallows,
)

Notation: TypeAlias = "Callable[[Writer, tuple[Term, ...]], Piece | None]"
_BELOW = {NOT: r"\ne", WITHIN: r"\in"}
_SIDES = {1: "^{+}", -1: "^{-}", 0: ""}
_NO_SIDE = "no side"


class Writer:
    """Writes one term; what it knows of the whole term decides how parts may be written."""

    def __init__(self, whole: Term, table: Mapping[Op, Notation]) -> None:
        self.table = table
        self.families: set[str] = set()
        stack = [whole]
        while stack:
            t = stack.pop()
            if type(t) is App and t.op is ops.INDEX and type(t.args[0]) is Sym:
                self.families.add(t.args[0].name)
            stack.extend(children(t))

    # ------------------------------------------------------------ pieces

    def write(self, t: Term) -> Piece:
        if type(t) is Num:
            return self.number(t)
        if type(t) is Sym:
            return Piece(name(t.name if t.index < 0 else f"n{t.index}", self.families))
        digits = decimal(t)
        if digits is not None:
            text = digits.replace("−", "-").replace("…", r"\ldots")
            return Piece(text, ADD if digits[0] == "−" else ATOM)
        if type(t) is Bind:
            return self.binder(t)
        assert type(t) is App
        writer = self.table.get(t.op)
        made = writer(self, t.args) if writer else None
        return made or self.generic(t)

    def text(self, t: Term, level: int = LOW) -> str:
        """The text of `t`, in brackets where it binds more loosely than `level`."""
        piece = self.write(t)
        return piece.text if piece.level >= level else bracketed(piece.text)

    def number(self, t: Num) -> Piece:
        p, q = abs(t.value.numerator), t.value.denominator
        text = str(p) if q == 1 else rf"\frac{{{p}}}{{{q}}}"
        if t.value < 0:
            return Piece(f"-{text}", ADD)
        return Piece(text, ATOM if q == 1 else POW)

    def listed(self, args: tuple[Term, ...], separator: str = ", ") -> str:
        return separator.join(self.text(a) for a in args)

    def generic(self, t: App) -> Piece:
        r"""\operatorname{name}(…): what has no notation of its own."""
        word = rf"\operatorname{{{escape(t.op.name)}}}"
        return Piece(word if t.op.arity == 0 else word + bracketed(self.listed(t.args)))

    # ------------------------------------------------------------ arithmetic

    def sum(self, sign: str, a: Term, b: Term) -> Piece:
        left, right = self.write(a), self.write(b)
        text = right.text if right.level > ADD else bracketed(right.text)
        begins_big = text.startswith((r"\sum", r"\prod", r"\lim", r"\int"))
        swallows = left.reach and not begins_big and mentions_any(text, left.reach)
        before = left.text if left.level >= ADD and not swallows else bracketed(left.text)
        reach = right.reach | (frozenset() if begins_big or swallows else left.reach)
        return Piece(f"{before} {sign} {text}", ADD, right.open, reach)

    def product(self, a: Term, b: Term) -> Piece:
        left, right = self.write(a), self.write(b)
        before = left.text if left.level >= MUL and not swallows(left) else bracketed(left.text)
        after = right.text if right.level > MUL else bracketed(right.text)
        closed = before != left.text or not left.open
        joined = closed and side_by_side(a, b, before, after)
        joined = joined or (left.open and before == left.text and after.startswith(_FUNCTIONS))
        return Piece(
            f"{before} {after}" if joined else rf"{before} \cdot {after}",
            MUL,
            right.open,
            right.reach,
        )

    def power(self, a: Term, b: Term) -> Piece:
        exponent = self.text(b)
        if b == Sym("T"):
            exponent = "{T}"
        if (
            isinstance(a, App)
            and a.op in _POWERED
            and type(b) is Num
            and b.value.denominator == 1
            and b.value > 0
        ):
            return self.applied(a.op, a.args[0], f"^{{{exponent}}}")
        base = self.write(a)
        text = base.text if base.level >= ATOM and not base.open else bracketed(base.text)
        if "^" in text and not text.endswith(("}", r"\right)")) or marked_above(a):
            text = f"{{{text}}}"
        return Piece(f"{text}^{{{exponent}}}", POW)

    def applied(self, op: Op, x: Term, mark: str = "") -> Piece:
        """A function with its argument, in brackets unless it is one letter or number."""
        command = FUNCTION_COMMANDS[op] + mark
        if type(x) is Sym or (type(x) is Num and x.value >= 0 and x.value.denominator == 1):
            return Piece(f"{command} {self.text(x)}", POW, True)
        return Piece(command + bracketed(self.text(x)), POW)

    # ------------------------------------------------------------ binders

    def binder(self, t: Bind) -> Piece:
        made = None
        match t.op:
            case ops.DIFF:
                made = self.derivative(t)
            case ops.PARTIAL:
                made = self.partial(t)
            case ops.ANTIDERIVATIVE | ops.INTEGRAL:
                made = self.integral(t)
            case ops.LIMIT:
                made = self.limit(t)
            case ops.SUM | ops.PRODUCT | ops.SUM_ALL | ops.PRODUCT_ALL:
                made = self.total(t)
            case ops.MAX_OVER | ops.MIN_OVER | ops.MAX_ALL | ops.MIN_ALL:
                made = self.extremum(t)
            case ops.BETWEEN | ops.AT:
                made = self.evaluated(t)
            case ops.FORALL | ops.EXISTS:
                x = bound_name(t)
                sign = r"\forall" if t.op is ops.FORALL else r"\exists"
                body = self.text(instantiate(t.body, x), IMPLIES)
                made = Piece(rf"{sign} {self.text(x)} \in {self.set(t.over[0])}, {body}", LOW)
        return made or self.generic_binder(t)

    def generic_binder(self, t: Bind) -> Piece:
        x = bound_name(t)
        parts = (instantiate(t.body, x), *t.over)
        word = rf"\operatorname{{{escape(t.op.name)}}}_{{{self.text(x)}}}"
        return Piece(word + bracketed(self.listed(parts, "; ")))

    def derivative(self, t: Bind) -> Piece | None:
        at, order = t.over
        x = (
            at
            if type(at) is Sym and at.index < 0 and at not in free_symbols(t.body)
            else bound_name(t)
        )
        body = instantiate(t.body, x)
        called = type(t.body) is App and t.body.op is ops.CALL and t.body.args[1:] == (Sym("", 0),)
        if called and type(order) is Num and order.value in (1, 2, 3):
            head = children(t.body)[0]
            if type(head) is Sym and head.index < 0 and CALLED.fullmatch(head.name):
                return Piece(self.text(head) + "'" * int(order.value) + bracketed(self.text(at)))
        others = free_symbols(body) - {x}
        d = r"\partial" if others else "d"
        upper, lower = "", ""
        if order != Num(1):
            upper = f"^{{{self.text(order)}}}"
            lower = upper
        head_text = rf"\frac{{{d}{upper}}}{{{d} {self.text(x)}{lower}}}"
        text = head_text + bracketed(self.text(body))
        if at == x:
            return Piece(text, POW)
        return Piece(rf"\left. {text} \right|_{{{self.text(x)} = {self.text(at, ADD)}}}", POW)

    def partial(self, t: Bind) -> Piece | None:
        z = t.over[0]
        if type(z) is not Sym or z.index >= 0 or z in free_symbols(t.body) or len(t.over) < 2:
            return None
        entry = self.write(App(ops.INDEX, t.over)).text
        if "operatorname" in entry:
            return None
        body = instantiate(t.body, z)
        return Piece(rf"\frac{{\partial}}{{\partial {entry}}}" + bracketed(self.text(body)), POW)

    def integral(self, t: Bind) -> Piece | None:
        if t.op is ops.ANTIDERIVATIVE:
            x = t.over[0]
            if type(x) is not Sym or x.index >= 0 or x in free_symbols(t.body):
                return None
            bounds = ""
        else:
            x = bound_name(t)
            bounds = f"_{{{self.text(t.over[0], ADD)}}}^{{{self.text(t.over[1], ADD)}}}"
        body = self.write(instantiate(t.body, x))
        text = body.text if body.level >= MUL else bracketed(body.text)
        return Piece(rf"\int{bounds} {text} \, d {self.text(x)}", POW)

    def limit(self, t: Bind) -> Piece | None:
        side = t.over[1].value if type(t.over[1]) is Num else None
        mark = _SIDES.get(side, _NO_SIDE) if side is not None else _NO_SIDE  # type: ignore[call-overload]
        if mark is _NO_SIDE:
            return None
        x = bound_name(t)
        point = self.text(t.over[0], ADD)
        under = rf"{self.text(x)} \to {point}{mark}"
        return self.big(rf"\lim_{{{under}}}", x, instantiate(t.body, x))

    def total(self, t: Bind) -> Piece | None:
        t, other = but_one(t, plain=True)
        x = bound_name(t)
        sign = r"\sum" if t.op in (ops.SUM, ops.SUM_ALL) else r"\prod"
        under = self.text(x)
        apart = "" if other is None else f", {under} {_BELOW[other[0]]} {self.text(other[1], ADD)}"
        if not t.over:
            return self.big(f"{sign}_{{{apart[2:] or under}}}", x, instantiate(t.body, x))
        first, last = (self.text(o, ADD) for o in t.over)
        return self.big(f"{sign}_{{{under}={first}{apart}}}^{{{last}}}", x, instantiate(t.body, x))

    def extremum(self, t: Bind) -> Piece | None:
        """max with the range of its index below, where the body has entries by that index."""
        t, other = but_one(t)
        x = bound_name(t)
        body = instantiate(t.body, x)
        if not picks_entry(body, x):
            return None
        sign = r"\max" if t.op in (ops.MAX_OVER, ops.MAX_ALL) else r"\min"
        under = self.text(x)
        if other is not None and t.over:
            return None
        if other is not None:
            under += f" {_BELOW[other[0]]} {self.text(other[1], ADD)}"
        if t.over:
            ends = [self.text(o, ADD) for o in t.over]
            under = rf"{ends[0]} \leq {under} \leq {ends[1]}"
        return self.big(f"{sign}_{{{under}}}", x, body)

    def big(self, operator: str, x: Sym, body: Term) -> Piece:
        piece = self.write(body)
        text = piece.text if piece.level >= MUL else bracketed(piece.text)
        return Piece(f"{operator} {text}", MUL + 1, True, piece.reach | {self.text(x)})

    def evaluated(self, t: Bind) -> Piece | None:
        x = bound_name(t)
        body = instantiate(t.body, x)
        if t.op is ops.AT and type(body) is Bind and body.op is ops.DIFF and body.over[0] == x:
            return None  # that notation means the derivative at the point
        name_ = self.text(x)
        text = rf"\left. {self.text(body, ADD)} \right|_{{{name_} = {self.text(t.over[0], ADD)}}}"
        if t.op is ops.BETWEEN:
            text += f"^{{{name_} = {self.text(t.over[1], ADD)}}}"
        return Piece(text, POW)

    # ------------------------------------------------------------ statements and sets

    def set(self, t: Term) -> str:
        """A set where only a set can stand: intervals with their own brackets."""
        if type(t) is App and t.op in INTERVALS:
            ends = INTERVALS[t.op]
            return rf"\left{ends[0]}{self.listed(t.args)}\right{ends[1]}"
        if type(t) is App and t.op is ops.FINITE_SET and t.args:
            inside = self.listed(t.args)
            return rf"\left\{{{inside}\right\}}"
        return self.text(t, REL + 1)

    def joined(self, op: Op, args: tuple[Term, ...]) -> Piece | None:
        if len(args) < 2:
            return None
        if op is ops.AND and is_chain(args):
            text = self.text(children(args[0])[0], REL + 1)
            for link in args:
                assert type(link) is App
                text += INFIX[link.op][0] + self.text(link.args[1], REL + 1)
            return Piece(text, REL)
        sign, level = (r" \land ", AND) if op is ops.AND else (r" \lor ", OR)
        return Piece(sign.join(self.text(a, level + 1) for a in args), level)

    def relation(self, op: Op, a: Term, b: Term) -> Piece:
        sign, level = INFIX[op]
        if op is ops.IN:
            return Piece(self.text(a, level + 1) + sign + self.set(b), level)
        right = level if op is ops.IMPLIES else level + 1
        return Piece(self.text(a, level + 1) + sign + self.text(b, right), level)

    def index(self, args: tuple[Term, ...]) -> Piece | None:
        head = args[0]
        if type(head) is not Sym or head.index >= 0 or len(args) < 2 or type(args[1]) is Num:
            return None
        if len(args) == 2 and type(args[1]) is Sym and args[1].name not in INDEX_LETTERS:
            return Piece(f"{self.text(head)}_{{({self.text(args[1])})}}")
        text = self.text(head)
        text = f"{{{text}}}" if "_" in text or "'" in text else text
        return Piece(f"{text}_{{{', '.join(self.text(a, ADD) for a in args[1:])}}}")

    def cases(self, args: tuple[Term, ...]) -> Piece | None:
        if len(args) % 2 or not args:
            return None
        rows = []
        for value, condition in zip(args[::2], args[1::2], strict=True):
            otherwise = condition == App(ops.TRUE, ())
            when = (
                r"\text{otherwise}"
                if otherwise
                else rf"\text{{if }} {self.text(condition, IMPLIES)}"
            )
            rows.append(f"{self.text(value, ADD)} & {when}")
        body = r" \\ ".join(rows)
        return Piece(rf"\begin{{cases}} {body} \end{{cases}}")


_FUNCTIONS = tuple(c for c in FUNCTION_COMMANDS.values() if "operatorname" not in c)
_POWERED = {
    *(ops.SIN, ops.COS, ops.TAN, ops.COT, ops.SEC, ops.CSC, ops.SINH, ops.COSH, ops.TANH, ops.COTH),
    ops.LOG,
}
