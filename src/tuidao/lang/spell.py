"""Terms written in plain spelling, which the plain reader (and, where it has the operator, SymPy) reads back."""

from __future__ import annotations

from fractions import Fraction

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate

_ADD, _MUL, _NEG, _POW, _ATOM = 10, 20, 25, 30, 40
_REL, _AND, _OR, _IMPLIES = 5, 4, 3, 2
_INFIX: dict[Op, tuple[str, int, int, int]] = {  # spelling, own level, least level of left and of right
    ops.ADD: (" + ", _ADD, _ADD, _ADD + 1),
    ops.SUB: (" - ", _ADD, _ADD, _ADD + 1),
    ops.MUL: ("*", _MUL, _MUL, _MUL + 1),
    ops.DIV: ("/", _MUL, _MUL, _MUL + 1),
    ops.POW: ("**", _POW, _ATOM, _NEG),
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


def spell(t: Term) -> str:
    """The plain spelling: `x**2/2 + C`, `limit(sin(x)/x, x, 0)`, `oo`."""
    return _spell(t)[0]


def _at_least(t: Term, level: int) -> str:
    text, own = _spell(t)
    return text if own >= level else f"({text})"


def _number(value: Fraction) -> tuple[str, int]:
    if value.denominator != 1:
        return f"{value.numerator}/{value.denominator}", _MUL if value > 0 else _ADD
    return str(value.numerator), _ATOM if value >= 0 else _NEG


def _spell(t: Term) -> tuple[str, int]:
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
        return f"{_at_least(args[0], left)}{sign}{_at_least(args[1], right)}", own
    if op is ops.NEG:
        return f"-{_at_least(args[0], _MUL)}", _NEG if _spell(args[0])[1] != _MUL else _ADD
    if op is ops.CALL:
        return f"{_at_least(args[0], _ATOM)}({', '.join(map(spell, args[1:]))})", _ATOM
    if op is ops.INDEX:
        return f"{_at_least(args[0], _ATOM)}[{', '.join(map(spell, args[1:]))}]", _ATOM
    if op is ops.LOGB:
        return f"log({spell(args[0])}, {spell(args[1])})", _ATOM
    if op is ops.TUPLE:
        return f"[{', '.join(map(spell, args))}]", _ATOM
    if op is ops.PIECEWISE:
        pairs = zip(args[::2], args[1::2], strict=True)
        return f"Piecewise({', '.join(f'({spell(v)}, {spell(c)})' for v, c in pairs)})", _ATOM
    if op in (ops.AND, ops.OR) and len(args) > 1:
        level = _AND if op is ops.AND else _OR
        return (" and " if op is ops.AND else " or ").join(_at_least(a, level + 1) for a in args), level
    if op is ops.UNION and args:
        return " U ".join(spell(a) for a in args), _ADD
    if op.arity == 0:
        return op.name, _ATOM
    return f"{op.name}({', '.join(map(spell, args))})", _ATOM


def bound_name(t: Bind) -> Sym:
    """The name to show for a binder's variable: its own, primed where a free symbol of the body has it too."""
    name, taken = t.name.partition("#")[0], {s.name for s in free_symbols(t.body)}
    while name in taken:
        name += "_"
    return Sym(name)


def _binder(t: Bind) -> str:
    var = bound_name(t)
    x, body, over = var.name, spell(instantiate(t.body, var)), [spell(o) for o in t.over]
    match t.op:
        case ops.LIMIT:
            side = {"1": ', "+"', "-1": ', "-"', "0": ""}[over[1]]
            return f"limit({body}, {x}, {over[0]}{side})"
        case ops.DIFF:
            order = "" if over[1] == "1" else f", {over[1]}"
            at = "" if over[0] == x else f", at={over[0]}"
            return f"diff({body}, {x}{order}{at})"
        case ops.ANTIDERIVATIVE if over[0] == x:
            return f"integrate({body}, {x})"
        case ops.INTEGRAL:
            return f"integrate({body}, ({x}, {over[0]}, {over[1]}))"
        case ops.SUM:
            return f"Sum({body}, ({x}, {over[0]}, {over[1]}))"
        case ops.PRODUCT:
            return f"Product({body}, ({x}, {over[0]}, {over[1]}))"
    return f"{t.op.name}({', '.join([body, x, *over])})"
