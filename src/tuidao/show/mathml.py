"""Terms as presentation MathML, which browsers and notebooks show without any script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tuidao.lang import op as ops
from tuidao.lang.op import OPS, Op, Sort
from tuidao.lang.spell import bound_name
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, instantiate
from tuidao.show.but_one import but_one
from tuidao.show.chained import is_chain
from tuidao.show.decimals import decimal
from tuidao.show.mathml_parts import fence, mi, mo, mtext, named, negative, row, starts_with_number
from tuidao.show.signs import (
    ADD,
    AND,
    ATOM,
    BIG,
    BINDER,
    CONSTANTS,
    FENCES,
    IMPLIES,
    INFIX,
    MUL,
    NAMES,
    NEG,
    OR,
    POW,
    REL,
    name_of,
)
from tuidao.show.unicode_binders import here
from tuidao.show.words import PHRASES, phrase
from tuidao.text import Language, Text

_AND_WORD, _OR_WORD = Text("and", "且"), Text("or", "或")
_IF, _ELSE = Text("if", "当"), Text("otherwise", "其余")
_APPLY = "<mo>&#x2061;</mo>"
_THIN = "<mspace width='0.17em'/>"
_SIDES = {1: "+", -1: "−"}
Written = tuple[str, int]


def mathml(t: Term, language: Language = "en", *, block: bool = False) -> str:
    """The term as a `<math>` element."""
    display = ' display="block"' if block else ""
    return f'<math{display} displaystyle="true">{_Writer(language).row(t)}</math>'


def _is_plain_function(t: App) -> bool:
    """Is it written name argument, as sin x is?"""
    return t.op.function and len(t.args) == 1 and t.op not in _TABLE and t.op not in PHRASES


class _Writer:
    def __init__(self, language: Language) -> None:
        self.language = language

    def row(self, t: Term) -> str:
        return self.write(t)[0]

    def at_least(self, t: Term, level: int) -> str:
        text, own = self.write(t)
        return text if own >= level else fence(text)

    def listed(self, terms: tuple[Term, ...]) -> str:
        return mo(",").join(self.row(t) for t in terms)

    def write(self, t: Term) -> Written:
        if type(t) is Num:
            top = f"<mn>{abs(t.value.numerator)}</mn>"
            whole = t.value.denominator == 1
            if not whole:
                top = f"<mfrac>{top}<mn>{t.value.denominator}</mn></mfrac>"
            return (row(mo("−"), top), NEG) if t.value < 0 else (top, ATOM if whole else POW)
        if type(t) is Sym:
            return named(t.name if t.index < 0 else f"#{t.index}"), ATOM
        assert isinstance(t, App | Bind)
        digits = decimal(t)
        if digits is not None:
            shown = f"<mn>{digits.lstrip('−')}</mn>"
            return (row(mo("−"), shown), NEG) if digits[0] == "−" else (shown, ATOM)
        if t.op in _TABLE:
            return _TABLE[t.op](self, t)
        if t.op in PHRASES:
            return self.phrase(t), REL
        return self.function(t)

    def phrase(self, t: App | Bind) -> str:
        """A statement in words, with formulas in the places of its parts."""
        parts: dict[str, str] = {}
        if type(t) is Bind:
            x = bound_name(t)
            parts = {"x": named(x.name), "body": self.row(instantiate(t.body, x))}
            rest = t.over
            if len(rest) > 1:
                parts["to"] = self.point(rest[0], rest[1])
        else:
            assert type(t) is App
            rest = t.args
        parts |= {f"p{k}": self.row(a) for k, a in enumerate(rest)}
        out, text = [], phrase(t.op, rest)(self.language)
        while text:
            before, brace, after = text.partition("{")
            if before:
                out.append(mtext(before.replace(" ", "\u00a0")))
            name, _, text = after.partition("}") if brace else ("", "", "")
            if name:
                out.append(parts[name])
        return row(*out)

    def point(self, point: Term, side: Term) -> str:
        sign = _SIDES.get(int(side.value)) if type(side) is Num else None
        return f"<msup>{self.at_least(point, ATOM)}{mo(sign)}</msup>" if sign else self.row(point)

    def function(self, t: App | Bind) -> Written:
        name = mi(NAMES.get(t.op, t.op.name))
        if type(t) is Bind:
            x = bound_name(t)
            inside = self.listed((instantiate(t.body, x), x, *t.over))
        else:
            assert type(t) is App
            inside = self.listed(t.args)
            if len(t.args) == 1 and t.op.function:
                return self.applied(name, t.args[0])
        return row(name, fence(inside)), ATOM

    def applied(self, name: str, argument: Term) -> Written:
        """A function's name with its argument, without brackets where it can only be read one way."""
        if self._bare(argument):
            return row(name, _APPLY, _THIN, self.row(argument)), MUL + 1
        return row(name, fence(self.row(argument))), ATOM

    def _bare(self, t: Term) -> bool:
        if type(t) is App and t.op is ops.MUL and type(t.args[0]) is Num:
            return not negative(t.args[0]) and type(t.args[1]) is Sym
        return self.write(t)[1] >= POW

    def binary(self, t: App) -> Written:
        a, b = t.args
        if t.op is ops.DIV:
            return f"<mfrac>{row(self.row(a))}{row(self.row(b))}</mfrac>", POW
        if t.op is ops.MUL:
            return self.product(a, b), MUL
        # A sign straight after a sign is put in brackets: x − (−x).
        right = fence(self.row(b)) if negative(b) else self.at_least(b, ADD + 1)
        return row(self.at_least(a, ADD), mo("+" if t.op is ops.ADD else "−"), right), ADD

    def product(self, a: Term, b: Term) -> str:
        """a·b with the sign left out where it would be in print."""
        left, right = self.at_least(a, MUL), self.at_least(b, MUL + 1)
        if negative(b):
            right = fence(self.row(b))
        bare_function = self.write(b)[1] == MUL + 1
        number = starts_with_number(b)
        if number or (self._ends_open(a) and not bare_function):
            return row(left, mo("·"), right)
        return row(left, mo("\u2062"), _THIN if bare_function else "", right)

    def _ends_open(self, t: Term) -> bool:
        """Does it end in an argument without brackets, so that what follows could be taken into it?"""
        if type(t) is App and t.op in (ops.MUL, ops.NEG):
            return not negative(t.args[-1]) and self._ends_open(t.args[-1])
        return self.write(t)[1] == MUL + 1

    def power(self, t: App) -> Written:
        base, exponent = t.args
        up = row(self.row(exponent))
        whole = type(exponent) is Num and exponent.value.denominator == 1 and exponent.value > 0
        if whole and type(base) is App and _is_plain_function(base):
            name = f"<msup>{mi(NAMES.get(base.op, base.op.name))}{up}</msup>"
            return self.applied(name, base.args[0])
        return f"<msup>{self.at_least(base, ATOM)}{up}</msup>", POW

    def exponential(self, t: App) -> Written:
        return f"<msup>{mi('e')}{row(self.row(t.args[0]))}</msup>", POW

    def negative(self, t: App) -> Written:
        inside = t.args[0]
        if negative(inside):
            return row(mo("−"), fence(self.row(inside))), NEG
        if type(inside) is Bind and inside.op in BIG:
            return row(mo("−"), self.row(inside)), BINDER
        return row(mo("−"), self.at_least(inside, MUL)), NEG

    def root(self, t: App) -> Written:
        if t.op is ops.SQRT:
            return f"<msqrt>{self.row(t.args[0])}</msqrt>", ATOM
        return f"<mroot>{row(self.row(t.args[0]))}{row(self.row(t.args[1]))}</mroot>", ATOM

    def log_base(self, t: App) -> Written:
        name = f"<msub>{mi('log')}{row(self.row(t.args[1]))}</msub>"
        return self.applied(name, t.args[0])

    def call(self, t: App) -> Written:
        f, *args = t.args
        return row(self.at_least(f, ATOM), fence(self.listed(tuple(args)))), ATOM

    def index(self, t: App) -> Written:
        head, at = t.args[0], t.args[1:]
        return f"<msub>{self.at_least(head, ATOM)}{row(self.listed(at))}</msub>", ATOM

    def kronecker(self, t: App) -> Written:
        return f"<msub>{mi('δ')}{row(self.listed(t.args))}</msub>", ATOM

    def pieces(self, t: App) -> Written:
        rows = []
        for value, when in zip(t.args[::2], t.args[1::2], strict=True):
            last = type(when) is App and when.op is ops.TRUE
            word = _ELSE if last else _IF
            condition = mtext(word(self.language) + "\u00a0") + ("" if last else self.row(when))
            rows.append(f"<mtr><mtd>{self.row(value)}</mtd><mtd>{condition}</mtd></mtr>")
        return row(mo("{"), f"<mtable>{''.join(rows)}</mtable>"), ATOM

    def joined(self, t: App) -> Written:
        if t.op is ops.AND and is_chain(t.args):
            links = [mo(INFIX[a.op][0].strip()) for a in t.args if type(a) is App]
            ends = [self.at_least(children(a)[1], REL + 1) for a in t.args]
            first = self.at_least(children(t.args[0])[0], REL + 1)
            return row(first, *(p for pair in zip(links, ends, strict=True) for p in pair)), REL
        level, word = (AND, _AND_WORD) if t.op is ops.AND else (OR, _OR_WORD)
        link = mtext(f"\u00a0{word(self.language)}\u00a0")
        return row(link.join(self.at_least(a, level + 1) for a in t.args)), level

    def negated(self, t: App) -> Written:
        return row(mo("¬"), self.at_least(t.args[0], ATOM)), NEG

    def infix(self, t: App) -> Written:
        sign, level = INFIX[t.op]
        a, b = t.args
        if t.op is ops.EQ and type(b) is App and b.op is ops.UNDEFINED:
            return row(self.at_least(a, level + 1), mtext("\u00a0"), self.row(b)), level
        return row(
            self.at_least(a, level + 1), mo(sign.strip()), self.at_least(b, level + 1)
        ), level

    def fenced(self, t: App) -> Written:
        left, right = FENCES[t.op]
        return fence(self.listed(t.args), left, right), ATOM

    def constant(self, t: App) -> Written:
        return mi(CONSTANTS[t.op]), ATOM

    def suffixed(self, t: App) -> Written:
        inside = self.at_least(t.args[0], ATOM)
        if t.op is ops.FACTORIAL:
            return row(inside, mo("!")), ATOM
        return f"<msup>{inside}{mi('T')}</msup>", ATOM

    def gradient(self, t: App) -> Written:
        return row(mo("∇"), self.at_least(t.args[0], POW)), MUL + 1

    def union(self, t: App) -> Written:
        return row(mo("∪").join(self.row(a) for a in t.args)), ADD

    def opened(self, t: Bind) -> tuple[str, Term]:
        x = bound_name(t)
        return named(x.name), instantiate(t.body, x)

    def limit(self, t: Bind) -> Written:
        x, body = self.opened(t)
        below = row(x, mo("→"), self.point(*t.over))
        lim = f"<munder>{mi('lim')}{below}</munder>"
        return row(lim, _APPLY, self.at_least(body, BINDER)), BINDER

    def derivative(self, t: Bind) -> Written:
        x, body = self.opened(t)
        at, order = t.over
        up = "" if order == Num(1) else self.row(order)
        top = f"<msup>{mi('d')}{up}</msup>" if up else mi("d")
        low = row(mi("d"), f"<msup>{x}{up}</msup>" if up else x)
        sign = f"<mfrac>{top}{low}</mfrac>"
        shown = fence(self.row(body)) if negative(body) else self.at_least(body, MUL + 1)
        text = row(sign, shown)
        if here(t, name_of(bound_name(t).name)):
            return text, BINDER
        return self.barred(text, row(x, mo("="), self.row(at))), ATOM

    @staticmethod
    def barred(text: str, low: str) -> str:
        return f"<msub>{row(text, mo('|'))}{low}</msub>"

    def partial(self, t: Bind) -> Written:
        family, *at = t.over
        by = self.row(App(ops.INDEX, (family, *at)))
        sign = f"<mfrac>{mo('∂')}{row(mo('∂'), by)}</mfrac>"
        body = instantiate(t.body, family)
        shown = fence(self.row(body)) if negative(body) else self.at_least(body, MUL + 1)
        return row(sign, shown), BINDER

    def integral(self, t: Bind) -> Written:
        x, body = self.opened(t)
        sign = mo("∫")
        if t.op is ops.INTEGRAL:
            a, b = (row(self.row(o)) for o in t.over)
            sign = f"<msubsup>{sign}{a}{b}</msubsup>"
        return row(sign, self.at_least(body, MUL), _THIN, mi("d"), x), BINDER

    def big(self, t: Bind) -> Written:
        t, below = but_one(t)
        i, body = self.opened(t)
        sign = mo(BIG[t.op])
        other = () if below is None else (i, mo(below[0]), self.row(below[1]))
        if not t.over:
            sign = f"<munder>{sign}{row(*other) if other else i}</munder>"
        else:
            low = row(i, mo("="), self.row(t.over[0]), *((mo(","), *other) if other else ()))
            sign = f"<munderover>{sign}{low}{row(self.row(t.over[1]))}</munderover>"
        return row(sign, self.at_least(body, MUL)), BINDER

    def at(self, t: Bind) -> Written:
        x, body = self.opened(t)
        ends = [self.row(o) for o in t.over]
        text = fence(self.row(body), "[", "]")
        if len(ends) == 2:
            return f"<msubsup>{text}{row(ends[0])}{row(ends[1])}</msubsup>", ATOM
        return self.barred(text, row(x, mo("="), ends[0])), ATOM

    def mapping(self, t: Bind) -> Written:
        x, body = self.opened(t)
        return row(x, mo("↦"), self.row(body)), IMPLIES

    def quantified(self, t: Bind) -> Written:
        x, body = self.opened(t)
        sign = mo("∀" if t.op is ops.FORALL else "∃")
        return row(sign, x, mo("∈"), self.row(t.over[0]), mo(":"), self.row(body)), IMPLIES


_TABLE: dict[Op, Callable[[_Writer, Any], Written]] = {
    **dict.fromkeys((ops.ADD, ops.SUB, ops.MUL, ops.DIV), _Writer.binary),
    ops.POW: _Writer.power,
    ops.EXP: _Writer.exponential,
    ops.NEG: _Writer.negative,
    ops.SQRT: _Writer.root,
    ops.ROOT: _Writer.root,
    ops.LOGB: _Writer.log_base,
    ops.CALL: _Writer.call,
    ops.INDEX: _Writer.index,
    ops.KRONECKER: _Writer.kronecker,
    ops.PIECEWISE: _Writer.pieces,
    ops.AND: _Writer.joined,
    ops.OR: _Writer.joined,
    ops.NOT: _Writer.negated,
    ops.FACTORIAL: _Writer.suffixed,
    ops.TRANSPOSE: _Writer.suffixed,
    ops.NABLA: _Writer.gradient,
    ops.UNION: _Writer.union,
    ops.LIMIT: _Writer.limit,
    ops.DIFF: _Writer.derivative,
    ops.PARTIAL: _Writer.partial,
    ops.INTEGRAL: _Writer.integral,
    ops.ROOT_OF: _Writer.function,
    ops.ANTIDERIVATIVE: _Writer.integral,
    **dict.fromkeys(BIG, _Writer.big),
    ops.BETWEEN: _Writer.at,
    ops.AT: _Writer.at,
    ops.LAMBDA: _Writer.mapping,
    ops.FORALL: _Writer.quantified,
    ops.EXISTS: _Writer.quantified,
    **dict.fromkeys(INFIX, _Writer.infix),
    **dict.fromkeys(FENCES, _Writer.fenced),
    **dict.fromkeys(CONSTANTS, _Writer.constant),
}

# What stands in no table is written name(argument); a test says that only functions are left.
WRITTEN = (
    frozenset(_TABLE)
    | frozenset(PHRASES)
    | frozenset(NAMES)
    | {op for op in OPS.values() if op.function and op.sort is Sort.REAL}
)
