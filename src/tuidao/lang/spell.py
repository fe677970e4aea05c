"""Terms written in plain spelling, which the plain reader (and, where it can, SymPy) reads back."""

from __future__ import annotations

import re
from fractions import Fraction

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate

_IMPLIES, _OR, _AND, _NOT, _REL, _UNION, _ADD, _MUL, _POW, _ATOM = 2, 3, 4, 5, 6, 8, 10, 20, 30, 40
# Spelling, own level, least level of what stands left and right of it.
_INFIX: dict[Op, tuple[str, int, int, int]] = {
    ops.ADD: (" + ", _ADD, _ADD, _ADD + 1),
    ops.SUB: (" - ", _ADD, _ADD, _ADD + 1),
    ops.MUL: ("*", _MUL, _MUL, _MUL + 1),
    ops.DIV: ("/", _MUL, _MUL, _MUL + 1),
    ops.POW: ("**", _POW, _ATOM, _POW),
    ops.EQ: (" = ", _REL, _REL + 1, _REL + 1),
    ops.NE: (" != ", _REL, _REL + 1, _REL + 1),
    ops.LT: (" < ", _REL, _REL + 1, _REL + 1),
    ops.LE: (" <= ", _REL, _REL + 1, _REL + 1),
    ops.GT: (" > ", _REL, _REL + 1, _REL + 1),
    ops.GE: (" >= ", _REL, _REL + 1, _REL + 1),
    ops.IN: (" in ", _REL, _REL + 1, _REL + 1),
    ops.APPROX: (" ~= ", _REL, _REL + 1, _REL + 1),
    ops.TENDS: (" -> ", _REL, _REL + 1, _REL + 1),
    ops.SIMILAR: (" ~ ", _REL, _REL + 1, _REL + 1),
    ops.IMPLIES: (" => ", _IMPLIES, _IMPLIES + 1, _IMPLIES),
    ops.IFF: (" <=> ", _IMPLIES, _IMPLIES + 1, _IMPLIES + 1),
}
_INTERVALS = {
    ops.INTERVAL: "[]",
    ops.INTERVAL_OPEN: "()",
    ops.INTERVAL_LOPEN: "(]",
    ops.INTERVAL_ROPEN: "[)",
}
# A name that the reader takes for a function before a bracket.
_CALLED = re.compile(
    r"([fghuvFGHUVPQpqJ]|phi|psi|varphi|Phi|Psi|sigma)[0-9]*(_[A-Za-z0-9_]*)?(#[0-9]+)?"
)


def spell(t: Term) -> str:
    """The plain spelling: `x**2/2 + C`, `limit(sin(x)/x, x, 0)`, `oo`, `(-oo, 0) U [1, oo)`."""
    if type(t) is App and t.op in _INTERVALS and t.op is not ops.INTERVAL:
        return _set(t)
    return _spell(t)[0]


def _at_least(t: Term, level: int) -> str:
    text, own = _spell(t)
    return text if own >= level else f"({text})"


def _inner(t: Term) -> str:
    return _spell(t)[0]


def _list(args: tuple[Term, ...]) -> str:
    return ", ".join(map(_inner, args))


def _number(value: Fraction) -> tuple[str, int]:
    if value.denominator != 1:
        return f"{value.numerator}/{value.denominator}", _MUL if value > 0 else _ADD
    return str(value.numerator), _ATOM if value >= 0 else _ADD


def _spell(t: Term) -> tuple[str, int]:
    """The text of `t` and the level it binds at."""
    if type(t) is Num:
        return _number(t.value)
    if type(t) is Sym:
        return (t.name if t.index < 0 else f"#{t.index}"), _ATOM
    if type(t) is Bind:
        return _binder(t), _ATOM
    assert type(t) is App
    op, args = t.op, t.args
    if op in _INFIX:
        sign, own, left, right = _INFIX[op]
        if op is ops.IN:
            return f"{_at_least(args[0], left)} in {_set(args[1])}", own
        return f"{_at_least(args[0], left)}{sign}{_at_least(args[1], right)}", own
    return _other(op, args)


def _other(op: Op, args: tuple[Term, ...]) -> tuple[str, int]:
    if op is ops.NEG:
        return f"-{_at_least(args[0], _MUL)}", _ADD
    if op is ops.CALL and args and _is_called(args[0]):
        return f"{_inner(args[0])}({_list(args[1:])})", _ATOM
    if op is ops.INDEX and len(args) > 1 and type(args[0]) is Sym and args[0].index < 0:
        return f"{args[0].name}[{_list(args[1:])}]", _ATOM
    if op is ops.LOGB:
        return f"log({_list(args)})", _ATOM
    if op is ops.TUPLE:
        return f"[{_list(args)}]", _ATOM
    if op is ops.FINITE_SET:
        return f"{{{_list(args)}}}", _ATOM
    if op is ops.PIECEWISE and len(args) % 2 == 0:
        pairs = zip(args[::2], args[1::2], strict=True)
        return f"Piecewise({', '.join(f'({_inner(v)}, {_inner(c)})' for v, c in pairs)})", _ATOM
    if op in (ops.AND, ops.OR) and len(args) > 1:
        level, word = (_AND, " and ") if op is ops.AND else (_OR, " or ")
        return word.join(_at_least(a, level + 1) for a in args), level
    if op is ops.UNION and len(args) > 1 and all(_is_set(a) for a in args):
        return " U ".join(map(_set, args)), _UNION
    if op.arity == 0:
        return op.name, _ATOM
    return f"{op.name}({_list(args)})", _ATOM


def _is_called(f: Term) -> bool:
    return type(f) is Sym and f.index < 0 and _CALLED.fullmatch(f.name) is not None


def _is_set(t: Term) -> bool:
    return type(t) is App and t.op in _INTERVALS


def _set(t: Term) -> str:
    """A set where only a set can stand: intervals there may be written with their brackets."""
    if type(t) is App and t.op in _INTERVALS:
        ends = _INTERVALS[t.op]
        return f"{ends[0]}{_list(t.args)}{ends[1]}"
    return _at_least(t, _REL + 1)


_INDICES = "ijklm"


def bound_name(t: Bind) -> Sym:
    """The name to show for a binder's variable: its own; where the body has it free the next letter, or a mark."""
    name, taken = t.name.partition("#")[0], {s.name for s in free_symbols(t.body)}
    if name in taken and name in _INDICES:
        others = taken | {s.name for s in free_symbols(t)}
        name = next((c for c in _INDICES if c not in others), name)
    while name in taken:
        name += "_"
    return Sym(name)


_SIDES: dict[Fraction | int | None, str] = {1: ', "+"', -1: ', "-"', 0: ""}
_SIDED = {ops.LIMIT, ops.NEAR, ops.BOUNDED, ops.INFINITESIMAL}
_OVER_RANGE = {
    ops.INTEGRAL: "integrate",
    ops.SUM: "Sum",
    ops.PRODUCT: "Product",
    ops.RIEMANN: "riemann",
}


def _binder(t: Bind) -> str:
    op, over = t.op, t.over
    if op is ops.DIFF or op is ops.ANTIDERIVATIVE or (op is ops.PARTIAL and over):
        var = _point_name(t, over[0])
    else:
        var = bound_name(t)
    x, body = var.name, _inner(instantiate(t.body, var))
    if op in _SIDED:
        side = _SIDES.get(over[1].value if type(over[1]) is Num else None)
        if side is not None:
            return f"{op.name}({body}, {x}, {_inner(over[0])}{side})"
    if op is ops.DIFF:
        order = "" if over[1] == Num(1) else f", ({x}, {_inner(over[1])})"
        if type(over[1]) is Num and over[1] != Num(1):
            order = f", {x}, {_inner(over[1])}" if over[1].value > 0 else order
        at = "" if over[0] == var else f", at={_at_least(over[0], _OR)}"
        return f"diff({body}{order or ', ' + x}{at})"
    if op is ops.ANTIDERIVATIVE and over[0] == var:
        return f"integrate({body}, {x})"
    if op is ops.PARTIAL and len(over) > 1 and over[0] == var:
        return f"diff({body}, {x}[{_list(over[1:])}])"
    if op in (ops.SUM_ALL, ops.PRODUCT_ALL):
        return f"{'Sum' if op is ops.SUM_ALL else 'Product'}({body}, {x})"
    if op in _OVER_RANGE:
        return f"{_OVER_RANGE[op]}({body}, ({x}, {_list(over)}))"
    return f"{op.name}({', '.join([body, x, *map(_inner, over)])})"


def _point_name(t: Bind, point: Term) -> Sym:
    """A derivative at the symbol x is best written by x, whatever its bound name: d/dx."""
    if type(point) is Sym and point.index < 0 and point not in free_symbols(t.body):
        return point
    return bound_name(t)
