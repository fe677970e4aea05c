"""Leibniz's notation: d/dx f, dy/dx, ∂²f/∂x∂y, ∂L/∂z_k."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate, substitute
from tuidao.read.latex.calls import arguments, partial
from tuidao.read.latex.evidence import DEPENDENT, is_d
from tuidao.read.latex.letters import argument, read_name, subscript
from tuidao.read.latex.levels import MUL, POW
from tuidao.read.latex.notation import word
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser

_CONSTANT = frozenset("ckabmn")  # letters that d/dx takes for constants when they stand alone


def derivative(p: LatexParser, token: Token) -> Term | None:
    """Read \\frac{d…}{dx} behind its command; None, and no move, where it is a plain quotient."""
    at = p.k
    braced = p.sign("{")
    if not is_d(p.peek() if braced else p.now):
        return None
    _skip(p)
    below = _below(p)
    if below is None:
        p.k = at
        return None
    end = p.k
    variables, order = below
    p.k = at + (2 if braced else 1)
    upper = 1
    if p.sign("^"):
        p.k += 1
        value = argument(p)
        order_above: Term = value
    else:
        order_above = Num(upper)
    if order_above != order:
        raise p.build.refusal(
            "orders-differ",
            token.start,
            p.tokens[end - 1].end,
            Text("the two orders differ", "上下的求导阶数不一致"),
        )
    if not braced or p.sign("}"):
        p.k = end
        bracketed = p.sign("(") or p.sign("[") or p.sign("\\{")
        body = operand(p)
        if bracketed or (type(body) is Sym and body.name in _CONSTANT):
            return bound(p, body, variables, token)
    else:
        begin = p.k
        body = p.inside(token, MUL)
        bare = all(t.text != "(" for t in p.tokens[begin : p.k])
        p.expect("}", token)
        p.k = end
        there = _at_point(p, body, variables, token) if bare and p.sign("(") else None
        if there is not None:
            return there
    return bound(p, depending(p, body, variables), variables, token)


def _at_point(
    p: LatexParser, body: Term, variables: list[tuple[Term, Term]], token: Token
) -> Term | None:
    """df/dx(x₀), ∂f/∂x(x₀, y₀): a name differentiated and then applied. None, and no move, before a factor.

    Brackets round one name or number would be idle round a factor; round a sum they are not: dy/dx(x + 1).
    """
    f = body.args[0] if is_op(body, ops.CALL) and isinstance(body, App) else body
    if type(f) is not Sym or len(variables) != 1:
        return None
    at, notes = p.k, len(p.notes)
    try:
        points, bar = arguments(p)
    except InputError:
        points, bar = [], True
    (var, order), simple = variables[0], (Num, Sym)
    x = var.args[0] if isinstance(var, App) else var
    if (
        not bar
        and len(points) == 1
        and points[0] != body
        and (type(points[0]) in simple or is_op(points[0], *_NAMED))
    ):
        value = bound(p, depending(p, f, variables), variables, token)
        if points[0] == x:
            return value
        if isinstance(value, Bind) and type(var) is Sym:
            return p.bind(
                ops.DIFF, var, instantiate(value.body, var), (points[0], order), token.start
            )
    if not bar and len(points) > 1 and type(var) is Sym:
        places = [a for a in points if type(a) is Sym and a.name.partition("_")[0] == var.name]
        if len(places) == 1:
            return partial(p, f, points, order, var.name, token)
    p.k = at
    del p.notes[notes:]
    return None


_NAMED = (ops.CALL, ops.INDEX, ops.PI, ops.E)  # what stands for one place


def operand(p: LatexParser) -> Term:
    """What d/dx is applied to: a bracket alone, else a product."""
    first = p.now
    p.operand = p.k
    if first.kind == "sign" and first.text in ("(", "[", "\\{"):
        body = p.expression(POW)
        if p.level(p.now) == MUL:
            p.note(
                "derivative-reach",
                first.start,
                Text("it is applied to the bracket alone", "只对紧随其后的括号求导"),
            )
            if p.otherwise("derivative-reach", first.start):
                return p.continued(body, MUL, first.start)
        return body
    return p.expression(MUL)


def _skip(p: LatexParser) -> None:
    """Step over a macro's argument."""
    depth = 0
    while p.now.kind != "end":
        depth += p.sign("{")
        depth -= p.sign("}")
        p.k += 1
        if depth == 0:
            return


def _below(p: LatexParser) -> tuple[list[tuple[Term, Term]], Term] | None:
    """{∂x ∂y}, {dx^2}: the variables with their orders, and the order in all."""
    if not p.sign("{") or not is_d(p.peek()):
        return None
    opened = p.now
    p.k += 1
    found: list[tuple[Term, Term]] = []
    while not p.sign("}"):
        if not is_d(p.now):
            return None
        token = p.peek()
        p.k += 1
        closing = p.sign("(") and p.peek(2).text == ")"
        p.k += closing
        long = word(p, p.now) if p.notation and p.now.kind == "letter" else None
        name = read_name(p) if long is None else long
        if name is None:
            return None
        p.k += closing
        var: Term = p.leaf(Sym(name), token)
        indices: list[Term] = []
        while p.sign("_") or (p.sign("^") and p.peek().text == "{" and p.peek(2).text == "("):
            upper = p.sign("^")
            p.k += 3 if upper else 1
            if upper:
                indices.insert(0, p.inside(opened))
                p.expect(")", opened)
                p.expect("}", opened)
                continue
            more, suffix = subscript(p, name)
            if more is None:
                var = p.build.at(Sym(name + suffix), token.start, p.last_end())
            else:
                indices += more
        if indices:
            var = p.app(ops.INDEX, (var, *indices), token.start)
        order: Term = Num(1)
        if p.sign("^"):
            p.k += 1
            turned = bool(found) and _turned(p)
            order = Num(1) if turned else argument(p)
            if turned and found == [(var, Num(1))]:  # ∂²f/∂θ∂θᵀ
                found, order = [], Num(2)
        found.append((var, order))
    p.k += 1
    if len(found) == 1:
        return found, found[0][1]
    count = 0
    for _, order in found:
        if type(order) is not Num:
            return None
        count += int(order.value)
    return (found, Num(count)) if found else None


def _turned(p: LatexParser) -> bool:
    """Step over the T of ∂θᵀ; False, and no move, elsewhere."""
    braced = p.sign("{")
    token = p.peek() if braced else p.now
    if token.text not in ("T", "top", "intercal") or (braced and p.peek(2).text != "}"):
        return False
    p.k += 3 if braced else 1
    return True


def depending(p: LatexParser, body: Term, variables: list[tuple[Term, Term]]) -> Term:
    """A letter differentiated by something it does not show is a function of that."""
    heads = [v.args[0] if isinstance(v, App) else v for v, _ in variables]
    by = tuple(dict.fromkeys(heads))
    free = free_symbols(body)
    if any(h in free for h in by):
        return body
    known = p.signatures.get(body.name, ()) if type(body) is Sym else ()
    if {h.name for h in by if type(h) is Sym} <= set(known):
        by = tuple(Sym(name) for name in known) or by
    elif len(by) > 1:  # ∂²f/∂x∂y and ∂²f/∂y∂x are of the same f(x, y)
        by = tuple(sorted(by, key=str))
    if type(body) is Sym or (isinstance(body, App) and body.op is ops.INDEX):
        return p.app(ops.CALL, (body, *by), p.build.span(body)[0])
    values: dict[Sym, Term] = {
        s: App(ops.CALL, (s, *by)) for s in free if s.name in DEPENDENT and s.name not in p.declared
    }
    return p.build.at(substitute(body, values), *p.build.span(body), 40) if values else body


def bound(p: LatexParser, body: Term, variables: list[tuple[Term, Term]], token: Token) -> Term:
    for var, order in reversed(variables):
        if isinstance(var, App):
            head = var.args[0]
            if type(order) is not Num or type(head) is not Sym:
                raise p.build.refusal(
                    "unclear-order",
                    token.start,
                    p.last_end(),
                    Text("of which order?", "求导阶数不明"),
                )
            for _ in range(min(int(order.value), 9)):
                body = p.bind(ops.PARTIAL, head, body, var.args, token.start)
        else:
            assert type(var) is Sym
            point = p.build.at(Sym(var.name), token.start, p.last_end())
            body = p.bind(ops.DIFF, var, body, (point, order), token.start)
    return body
