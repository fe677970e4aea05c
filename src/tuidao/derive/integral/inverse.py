"""Inverse functions as new variables: x = φ(u) put in everywhere, and the pairs undone afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuidao.derive.integral.exptrig import linear_rate
from tuidao.derive.integral.field import Field, Gen
from tuidao.derive.integral.frac import ONE, ZERO, Frac, gen
from tuidao.derive.integral.plan import Plan, hole, through
from tuidao.derive.integral.write import minus, over, plus, power, times, write
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE as T_ONE
from tuidao.lang.build import cos, cosh, exp, num, sec, sin, sinh, tan
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, mentions, substitute
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver

_INVERSES: dict[Op, tuple[Op, Op | None]] = {
    ops.ASIN: (ops.SIN, ops.COS),
    ops.ACOS: (ops.COS, ops.SIN),
    ops.ATAN: (ops.TAN, ops.SEC),
    ops.ASINH: (ops.SINH, ops.COSH),
    ops.ACOSH: (ops.COSH, ops.SINH),
    ops.ASEC: (ops.SEC, ops.TAN),
}


def invert(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """u = log(αx + β) or an inverse function of it: x = φ(u) put in everywhere."""
    for s in list(v.slots()):
        g = field.gens[s]
        if (
            not s
            or g.fixed
            or g.inner is None
            or g.kind in ("root", "exp", "power", "sign", "sin", "cos")
        ):
            continue
        rate = linear_rate(field, g.inner)
        if rate is None:
            continue
        u = solver.variable(f)
        start = write(field, g.inner - rate * gen(0))
        slope = write(field, rate)
        root: Term | None = None
        if g.kind == "log":
            forward: Term = exp(u)
            speed: Term = exp(u)
        else:
            pair = next(((a, b) for o, (a, b) in _INVERSES.items() if o.name == g.kind), None)
            if pair is None:
                continue
            forward = App(pair[0], (u,))
            root = App(pair[1], (u,)) if pair[1] is not None else None
            speed = _speed(pair[0], u)
        at = write(field, gen(s))
        back = over(minus(forward, start), slope)
        old = [(s, g)]
        field.gens[s] = Gen("symbol", u, ZERO, fixed=True)
        if root is not None:
            for k, o in enumerate(field.gens):
                if (
                    o.kind == "root"
                    and o.degree == 2
                    and o.base is not None
                    and _matches(field, o.base, g.inner, g.kind)
                ):
                    old.append((k, o))
                    field.gens[k] = Gen("symbol", Sym("#root"), ZERO, fixed=True)
        body = write(field, v)
        for k, o in old:
            field.gens[k] = o
        values: dict[Sym, Term] = {x: back}
        if root is not None:
            values[Sym("#root")] = root
        body = tidy(times(substitute(body, values), over(speed, slope)))
        plan = solver.find(body, u, depth + 2)
        if plan is None:
            continue
        made = through("integral_inverse_substitution", body, u, at, plan)
        made.value = tidy(undo(made.value))
        if solver.accept(made, f, x):
            return made
    return None


def unwrapped(solver: Solver, f: Term, x: Sym, depth: int) -> Plan | None:
    """artanh(tanh u), arsinh(sinh u) and ln(e^u), which are u for every u, so written before anything else is tried."""
    plain = tidy(_without_pairs(f))
    if plain == f or not mentions(plain, x):
        return None
    inner = solver.find(plain, x, depth + 1)
    if inner is None:
        return None
    here = hole(plain, x)
    return Plan("integral_expand", inner.value, here, ((here, inner),), _UNDONE)


def _without_pairs(t: Term) -> Term:
    if type(t) is not App:
        return t
    args = tuple(_without_pairs(a) for a in t.args)
    if len(args) == 1 and type(args[0]) is App and (t.op, args[0].op) in _ALWAYS:
        return args[0].args[0]
    return App(t.op, args) if args != t.args else t


_UNDONE = Text("A function and its inverse undo each other.", "函数与其反函数相消。")
_ALWAYS = {(ops.ATANH, ops.TANH), (ops.ASINH, ops.SINH), (ops.LOG, ops.EXP)}


def _speed(op: Op, u: Sym) -> Term:
    speeds: dict[Op, Term] = {
        ops.SIN: cos(u),
        ops.COS: times(num(-1), sin(u)),
        ops.TAN: power(sec(u), 2),
        ops.SINH: cosh(u),
        ops.COSH: sinh(u),
        ops.SEC: times(sec(u), tan(u)),
    }
    return speeds[op]


def _matches(field: Field, base: Frac, inner: Frac, kind: str) -> bool:
    square = inner * inner
    wanted = {
        "asin": ONE - square,
        "acos": ONE - square,
        "atan": ONE + square,
        "asinh": ONE + square,
        "acosh": square - ONE,
        "asec": square - ONE,
    }.get(kind)
    return wanted is not None and base == wanted


def undo(t: Term) -> Term:
    """sin(asin y), cos(asin y), exp(log y), … written without the pair."""
    if type(t) is not App:
        return t
    args = tuple(undo(a) for a in t.args)
    t = App(t.op, args)
    if len(args) == 1 and type(args[0]) is App and len(args[0].args) == 1:
        y = args[0].args[0]
        made = _UNDO.get((t.op, args[0].op))
        if made is not None:
            return made(y)
    if t.op in (ops.SIN, ops.COS) and type(args[0]) is App and args[0].op is ops.MUL:
        k, rest = args[0].args
        if k == Num(2):
            if t.op is ops.SIN:
                return times(num(2), times(undo(sin(rest)), undo(cos(rest))))
            return minus(times(num(2), power(undo(cos(rest)), 2)), T_ONE)
    if t.op is ops.EXP and type(args[0]) is App and args[0].op is ops.MUL:
        k, rest = args[0].args
        if type(k) is Num and type(rest) is App and rest.op is ops.LOG:
            return App(ops.POW, (rest.args[0], k))
    return t


def _root(t: Term) -> Term:
    return power(t, num(1, 2).value)


def _one_minus(y: Term) -> Term:
    return _root(minus(T_ONE, power(y, 2)))


def _one_plus(y: Term) -> Term:
    return _root(plus(T_ONE, power(y, 2)))


def _minus_one(y: Term) -> Term:
    return _root(minus(power(y, 2), T_ONE))


_UNDO: dict[tuple[Op, Op], Callable[[Term], Term]] = {
    (ops.EXP, ops.LOG): lambda y: y,
    (ops.SIN, ops.ASIN): lambda y: y,
    (ops.COS, ops.ASIN): _one_minus,
    (ops.TAN, ops.ASIN): lambda y: over(y, _one_minus(y)),
    (ops.SEC, ops.ASIN): lambda y: over(T_ONE, _one_minus(y)),
    (ops.COS, ops.ACOS): lambda y: y,
    (ops.SIN, ops.ACOS): _one_minus,
    (ops.TAN, ops.ATAN): lambda y: y,
    (ops.SEC, ops.ATAN): _one_plus,
    (ops.COS, ops.ATAN): lambda y: over(T_ONE, _one_plus(y)),
    (ops.SIN, ops.ATAN): lambda y: over(y, _one_plus(y)),
    (ops.SINH, ops.ASINH): lambda y: y,
    (ops.COSH, ops.ASINH): _one_plus,
    (ops.COSH, ops.ACOSH): lambda y: y,
    (ops.SINH, ops.ACOSH): _minus_one,
    (ops.SEC, ops.ASEC): lambda y: y,
    (ops.COS, ops.ASEC): lambda y: over(T_ONE, y),
    (ops.EXP, ops.ASINH): lambda y: plus(y, _one_plus(y)),
    (ops.EXP, ops.ACOSH): lambda y: plus(y, _minus_one(y)),
}
