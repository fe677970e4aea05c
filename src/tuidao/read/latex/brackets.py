"""Brackets: grouping, tuples, intervals, sets, absolute values, norms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.read.latex.calls import bracket_prime, differentiated, primed_function
from tuidao.read.latex.letters import argument
from tuidao.read.latex.levels import ADD, POW
from tuidao.read.latex.products import is_family
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser

_INTERVALS = {
    "()": ops.INTERVAL_OPEN,
    "[]": ops.INTERVAL,
    "(]": ops.INTERVAL_LOPEN,
    "[)": ops.INTERVAL_ROPEN,
}


def bracket(p: LatexParser, opened: Token) -> Term:
    """(a), [a], (a, b): grouping, an interval where a set is wanted, a tuple."""
    sets, at = p.sets, p.k
    parts = [p.inside(opened)]
    while p.sign(",") or p.sign(";"):
        p.k += 1
        parts.append(p.inside(opened))
    after = p.peek()
    if after.kind == "cmd" and after.text in ("cup", "bigcup"):
        sets = True
    mixed = (opened.text == "(") != (p.now.text == ")")
    if len(parts) == 2 and (sets or mixed) and p.now.text in (")", "]"):
        closed = p.now.text
        p.k += 1
        return p.app(_INTERVALS[opened.text + closed], (parts[0], parts[1]), opened.start)
    closer = ")" if opened.text == "(" else "]"
    if len(parts) == 1 and p.sign("]" if closer == ")" else ")"):
        raise p.build.refusal(
            "unbalanced-bracket",
            opened.start,
            opened.end,
            Text("this bracket is closed by one of another kind", "此括号与闭合的括号不配对"),
        )
    p.expect(closer, opened)
    if len(parts) > 1:
        return p.app(ops.TUPLE, tuple(parts), opened.start)
    if p.sign("'") and bracket_prime(p, parts[0]):
        value = primed_function(p, parts[0], opened)
        if value is not None:
            return value
        return differentiated(p, parts[0], opened.start)
    if opened.text == "[" and at - 1 != p.operand and not p.sign("_") and not p.sign("^"):
        return _square(p, parts[0], opened, at)
    return parts[0]


def _square(p: LatexParser, t: Term, opened: Token, at: int) -> Term:
    """[a] where no other bracket calls for a square one: the greatest integer may be meant.

    Round one letter or number nothing else can be.
    """
    inside = p.tokens[at : p.k - 1]
    if p.now.text in ("|", "B|", "r|") or any(x.text in ("(", "[") for x in inside):
        return t
    if type(t) is Num and t.value.denominator == 1:
        return t
    if len(inside) == 1:
        raise p.build.refusal(
            "unclear-brackets",
            opened.start,
            p.last_end(),
            Text("square brackets round one sign", "方括号中只有一个符号"),
            Text("the greatest integer?", "是取整吗？"),
            Text(r"write \lfloor x \rfloor", r"取整请写成 \lfloor x \rfloor"),
        )
    p.note("square-brackets", opened.start, Text("read as grouping", "按普通括号读"))
    return (
        p.app(ops.FLOOR, (t,), opened.start) if p.otherwise("square-brackets", opened.start) else t
    )


def group(p: LatexParser, opened: Token) -> Term:
    """{a}: only TeX's grouping."""
    if p.sign("}"):
        p.k += 1
        return p.prefix(POW)
    t = p.inside(opened)
    if p.command("choose"):
        p.k += 1
        t = p.app(ops.BINOMIAL, (t, p.inside(opened)), opened.start)
    elif p.command("over"):
        p.k += 1
        t = p.app(ops.DIV, (t, p.inside(opened)), opened.start)
    p.expect("}", opened)
    return t


def braces(p: LatexParser, opened: Token) -> Term:
    """\\{a, b\\}: a finite set, or, round one term that is no member list, grouping."""
    sets = p.sets
    parts = [p.inside(opened)]
    while p.sign(","):
        p.k += 1
        parts.append(p.inside(opened))
    p.expect("\\}", opened)
    if len(parts) == 1 and not sets:
        return parts[0]
    return p.app(ops.FINITE_SET, tuple(parts), opened.start)


def absolute(p: LatexParser, opened: Token) -> Term:
    """|a|: bars that open where an operand is wanted and close where an operator is."""
    if opened.text == "|" and p.sign("|"):
        return doubled_bar(p, opened)
    p.enter(opened)
    p.bars += 1
    t = p.expression(ADD)
    closers = ("r|",) if opened.text == "l|" else ("|", "B|")
    if p.now.kind == "sign" and p.now.text in (*closers, "|", "r|"):
        p.k += 1
    else:
        p.expect("|", opened)
    p.bars -= 1
    p.nesting -= 1
    if is_family(p, t.args[0] if type(t) is App and t.op is ops.INDEX else t):
        raise p.build.refusal(
            "unclear-bars",
            opened.start,
            p.last_end(),
            Text("bars round a vector or a matrix", "竖线中是向量或矩阵"),
            Text("a norm, a determinant?", "是范数还是行列式？"),
            Text(r"write \|v\| for a norm", r"范数请写成 \|v\|"),
        )
    return p.app(ops.ABS, (t,), opened.start)


def doubled_bar(p: LatexParser, opened: Token) -> Term:
    """||v||, two bars typed for a norm."""
    depth = p.tokens[p.k + 1 :]
    bars = [t for t in depth if t.text == "|" and t.kind == "sign"]
    if len(bars) != 2:
        raise p.build.refusal(
            "unclear-bars",
            opened.start,
            opened.end + 1,
            Text("these bars may be a norm or absolute values", "竖线可能是范数，也可能是绝对值"),
            help=Text(r"write \|v\| for a norm", r"范数请写成 \|v\|"),
        )
    p.k += 1
    p.enter(opened)
    p.bars += 1
    t = p.expression(ADD)
    p.expect("|", opened)
    p.expect("|", opened)
    p.bars -= 1
    p.nesting -= 1
    return _of_kind(p, t, opened)


def norm(p: LatexParser, opened: Token) -> Term:
    """\\|v\\|, with a 2 below or nothing."""
    p.enter(opened)
    p.bars += 1
    t = p.expression(ADD)
    p.bars -= 1
    p.nesting -= 1
    if p.now.text in ("||", "r||") and p.now.kind == "sign":
        p.k += 1
    else:
        p.expect("\\|", opened)
    return _of_kind(p, t, opened)


def _of_kind(p: LatexParser, t: Term, opened: Token) -> Term:
    """A norm whose bars are closed, with what says which below: \\|v\\|_1, and as \\|v\\|^2_2 behind an exponent."""
    made = p.app(ops.NORM, (t,), opened.start)
    exponent = _exponent_before_index(p)
    if p.sign("_"):
        mark = p.now
        p.k += 1
        kind = argument(p)
        if type(kind) is Sym or (type(kind) is Num and kind != Num(2)) or is_op(kind, ops.OO):
            name = p.build.at(Sym(f"norm_{kind}"), mark.start, p.last_end())
            made = p.app(ops.CALL, (name, t), opened.start)
        elif kind != Num(2):
            raise p.build.refusal(
                "unknown-norm",
                mark.start,
                p.last_end(),
                Text("only the 2-norm is read", "只支持 2-范数"),
            )
    return made if exponent is None else p.app(ops.POW, (made, exponent), opened.start)


def _exponent_before_index(p: LatexParser) -> Term | None:
    """The exponent of ‖v‖^2_2, an index following; None, and no move, for any other."""
    at = p.k
    if p.sign("^") and not (p.peek().kind == "sign" and p.peek().text != "{"):
        p.k += 1
        exponent = argument(p)
        if p.sign("_"):
            return exponent
        p.k = at
    return None
