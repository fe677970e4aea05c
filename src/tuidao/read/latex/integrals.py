"""Integrals: the differential that ends an integrand, bounds, several at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import App, Num, Sym, Term, free_symbols
from tuidao.read.latex.letters import argument, read_name, subscript
from tuidao.read.latex.levels import ADD, MUL
from tuidao.read.latex.names import (
    GREEK,
)
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser


@dataclass(slots=True)
class Integral:
    """An integral whose integrand is being read: how many differentials it wants, which it has."""

    wants: int
    variables: list[Sym] = field(default_factory=list)
    ended: int = -1  # the token behind its last differential


def at_differential(p: LatexParser) -> bool:
    """Do the current tokens read dx, inside an integral that still waits for it?"""
    if not p.integrals or len(p.integrals[-1].variables) >= p.integrals[-1].wants:
        return False
    token = p.now
    if token.kind == "cmd" and token.text == "diffd":
        return True
    if token.kind != "letter" or token.text != "d":
        return False
    one, two = p.peek(), p.peek(2)
    if not (
        one.kind == "letter" or (one.kind == "cmd" and (one.text in GREEK or one.text in _STYLES))
    ):
        return False
    return not (two.kind == "sign" and two.text in ("^", "'"))


_STYLES = frozenset(("mathbf", "boldsymbol", "bm", "vec", "hat", "tilde", "bar", "Delta"))


def take_differential(p: LatexParser, left: Term, start: int) -> Term:
    """The differential behind an integrand ends it."""
    _differential(p)
    p.integrals[-1].ended = p.k
    return left


def leading_differential(p: LatexParser) -> Term:
    """∫dx, ∫dx f(x), dx over something: the differential stands first."""
    token = p.now
    _differential(p)
    after = p.now
    if p.level(after) == MUL and after.text not in ("cdot", "times", "/", "diffd", "d"):
        return p.expression(MUL)
    if after.text in ("d", "diffd"):
        p.integrals[
            -1
        ].ended = p.k  # ∫∫ dx dy: the next differential is that of the integral outside
    return p.leaf(Num(1), token)


def _differential(p: LatexParser) -> None:
    token = p.now
    p.k += 1
    name = read_name(p)
    if name is None or p.sign("("):
        raise p.build.refusal(
            "unclear-differential",
            token.start,
            p.now.end,
            Text("the variable of integration must be one letter", "积分变量应为一个字母"),
            Text("of what?", "对什么积分？"),
        )
    if p.sign("_"):
        p.k += 1
        indices, suffix = subscript(p, "")
        if indices is not None:
            raise p.build.refusal(
                "unclear-differential",
                token.start,
                p.last_end(),
                Text("integration by an indexed variable is not read", "不支持对带下标的变量积分"),
            )
        name += suffix
    p.integrals[-1].variables.append(Sym(name))


def _pending(p: LatexParser) -> bool:
    """Is there a differential further on, in this bracket, that no inner integral takes?"""
    depth, inner, k = 0, 0, p.k
    at = p.k
    found = False
    while k < len(p.tokens) and p.tokens[k].kind != "end":
        token = p.tokens[k]
        if token.kind == "sign":
            if token.text in ("(", "[", "{", "\\{"):
                depth += 1
            elif token.text in (")", "]", "}", "\\}"):
                depth -= 1
                if depth < 0:
                    break
            elif depth == 0 and token.text in ("=", "<", ">", ",", "\\\\", "&"):
                break
        elif token.kind == "cmd" and token.text in INTEGRALS:
            inner += INTEGRALS[token.text]
        p.k = k
        if at_differential(p):
            if inner == 0:
                found = True
                break
            inner -= 1
        k += 1
    p.k = at
    return found


INTEGRALS = {"int": 1, "iint": 2, "iiint": 3}


def integral(p: LatexParser) -> Term:
    """∫, with bounds or without; the integrand reaches to its differential."""
    token = p.now
    count = INTEGRALS[token.text]
    p.k += 1
    named: list[Sym] = []  # the variable, where the bounds name it: x = 0
    lower, upper = _limits(p, named)
    if (lower is None) != (upper is None) or (lower is not None and count > 1):
        raise p.build.refusal(
            "region",
            token.start,
            p.last_end(),
            Text("integrals over a region are not read", "不支持区域上的积分"),
            Text("two bounds are needed", "需要上下两个限"),
        )
    record = Integral(count)
    p.integrals.append(record)
    start = p.now.start
    body = p.expression(MUL)
    if len(record.variables) < count and p.level(p.now) >= ADD and _pending(p):
        body = p.continued(body, ADD, start)
    p.integrals.pop()
    if len(record.variables) < count:
        record.variables.append(_missing_variable(p, body, token, count))
    if any(x != record.variables[0] for x in named):
        raise p.build.refusal(
            "unclear-differential",
            token.start,
            p.last_end(),
            Text("the bounds speak of another variable", "积分限所指的是另一个变量"),
        )
    if not p.integrals:
        _check_parts(p, body, record, token)
    for x in record.variables:
        if lower is None or upper is None:
            at = p.build.at(Sym(x.name), token.start, p.last_end())
            body = p.bind(ops.ANTIDERIVATIVE, x, body, (at,), token.start)
        else:
            body = p.bind(ops.INTEGRAL, x, body, (lower, upper), token.start)
    return body


def _missing_variable(p: LatexParser, body: Term, token: Token, count: int) -> Sym:
    free = free_symbols(body)
    if count == 1 and len(free) == 1:
        (x,) = free
        p.note(
            "missing-differential",
            token.start,
            Text(f"no differential: read as d{x}", f"缺少微分，按 d{x} 读"),
        )
        return x
    raise p.build.refusal(
        "missing-differential",
        token.start,
        token.end,
        Text("the differential of this integral is missing", "此积分缺少微分"),
        Text("by which variable?", "对哪个变量积分？"),
        Text(r"write \,dx behind the integrand", r"请在被积函数后写 \,dx"),
    )


def _check_parts(p: LatexParser, body: Term, record: Integral, token: Token) -> None:
    """∫u dv: u depends on v in a way that is not written."""
    x = record.variables[0].name
    others = {s.name for s in free_symbols(body)}
    if x in ("u", "v", "w") and x not in others and others & {"u", "v", "w"}:
        raise p.build.refusal(
            "unclear-differential",
            token.start,
            p.last_end(),
            Text("a differential of a function is not read", "不支持对函数的微分积分"),
            Text(f"how do they depend on {x}?", f"它们如何依赖于 {x}？"),
        )


def _limits(p: LatexParser, named: list[Sym]) -> tuple[Term | None, Term | None]:
    lower: Term | None = None
    upper: Term | None = None
    while (p.sign("_") and lower is None) or (p.sign("^") and upper is None):
        below = p.sign("_")
        p.k += 1
        mark = p.now
        if mark.kind == "sign" and mark.text in ("-", "+"):
            raise p.unexpected("{")
        if p.sign("{") and p.peek().text == "}" and p.peek().kind == "sign":
            p.k += 2
            continue
        bound = argument(p)
        if isinstance(bound, App) and bound.op is ops.EQ and type(bound.args[0]) is Sym:
            named.append(bound.args[0])
            bound = bound.args[1]
        if isinstance(bound, App) and bound.op.sort is ops.Sort.BOOL:
            raise p.build.refusal(
                "region",
                mark.start,
                p.last_end(),
                Text("this bound is not read", "不支持这种积分限"),
            )
        lower, upper = (bound, upper) if below else (lower, bound)
    return lower, upper
