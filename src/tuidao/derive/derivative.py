"""The bare derivative: one pass over the term, each operator's partial derivatives by table."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.lang import op as ops
from tuidao.lang.build import ONE, TWO, ZERO, e, is_op, pi, rational
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, close, instantiate, mentions

MINUS_ONE = Num(-1)


def add(a: Term, b: Term) -> Term:
    """a + b, zero left out."""
    if type(a) is Num and not a.value:
        return b
    if type(b) is Num:
        if not b.value:
            return a
        if type(a) is Num:
            return Num(a.value + b.value)
    if type(b) is App and b.op is ops.NEG:
        return App(ops.SUB, (a, b.args[0]))
    return App(ops.ADD, (a, b))


def sub(a: Term, b: Term) -> Term:
    """a − b, zero left out."""
    if type(b) is Num:
        if not b.value:
            return a
        if type(a) is Num:
            return Num(a.value - b.value)
    if type(a) is Num and not a.value:
        return neg(b)
    if type(b) is App and b.op is ops.NEG:
        return App(ops.ADD, (a, b.args[0]))
    return App(ops.SUB, (a, b))


def neg(a: Term) -> Term:
    """−a."""
    if type(a) is Num:
        return Num(-a.value)
    if type(a) is App and a.op is ops.NEG:
        return a.args[0]
    return App(ops.NEG, (a,))


def mul(a: Term, b: Term) -> Term:
    """a·b, ones left out, numbers first, signs in front."""
    if type(b) is Num:
        if type(a) is Num:
            return Num(a.value * b.value)
        a, b = b, a
    if type(a) is Num:
        if not a.value:
            return a
        if a.value == 1:
            return b
        if a.value == -1:
            return neg(b)
        if type(b) is App:
            if b.op is ops.MUL and type(b.args[0]) is Num:
                return mul(Num(a.value * b.args[0].value), b.args[1])
            if b.op is ops.DIV and type(b.args[0]) is Num:
                return div(Num(a.value * b.args[0].value), b.args[1])
    if type(a) is App and a.op is ops.NEG:
        return neg(mul(a.args[0], b))
    if type(b) is App:
        if b.op is ops.NEG:
            return neg(mul(a, b.args[0]))
        if b.op is ops.DIV and type(b.args[0]) is Num and b.args[0].value == 1:
            return App(ops.DIV, (a, b.args[1]))
    return App(ops.MUL, (a, b))


def div(a: Term, b: Term) -> Term:
    """a/b, with 0/b = 0 and a/1 = a."""
    if (type(a) is Num and not a.value) or (type(b) is Num and b.value == 1):
        return a
    if type(a) is Num and type(b) is Num and b.value:
        return Num(a.value / b.value)
    if type(a) is App and a.op is ops.NEG:
        return App(ops.NEG, (App(ops.DIV, (a.args[0], b)),))
    return App(ops.DIV, (a, b))


def power(a: Term, n: Term) -> Term:
    """a**n, with a**1 = a and a**0 = 1."""
    if type(n) is Num:
        if n.value == 1:
            return a
        if not n.value:
            return ONE
    return App(ops.POW, (a, n))


def _f(op: Op, *args: Term) -> App:
    return App(op, args)


def _one_minus_square(u: Term) -> Term:
    return ONE - u**2


def _root_of(t: Term) -> Term:
    return App(ops.SQRT, (t,))


def _arc_abs(u: Term) -> Term:
    """|u|·√(u² − 1), where the inverse secant and cosecant have their slopes."""
    return App(ops.MUL, (App(ops.ABS, (u,)), _root_of(u**2 - 1)))


# f -> f′(u) for the functions of one variable, as in the table of derivatives.
TABLE: dict[Op, Callable[[Term], Term]] = {
    ops.SQRT: lambda u: ONE / (TWO * _root_of(u)),
    ops.EXP: lambda u: _f(ops.EXP, u),
    ops.LOG: lambda u: ONE / u,
    ops.SIN: lambda u: _f(ops.COS, u),
    ops.COS: lambda u: -_f(ops.SIN, u),
    ops.TAN: lambda u: _f(ops.SEC, u) ** 2,
    ops.COT: lambda u: -(_f(ops.CSC, u) ** 2),
    ops.SEC: lambda u: _f(ops.SEC, u) * _f(ops.TAN, u),
    ops.CSC: lambda u: -(_f(ops.CSC, u) * _f(ops.COT, u)),
    ops.ASIN: lambda u: ONE / _root_of(_one_minus_square(u)),
    ops.ACOS: lambda u: -(ONE / _root_of(_one_minus_square(u))),
    ops.ATAN: lambda u: ONE / (u**2 + 1),
    ops.ACOT: lambda u: -(ONE / (u**2 + 1)),
    ops.ASEC: lambda u: ONE / _arc_abs(u),
    ops.ACSC: lambda u: -(ONE / _arc_abs(u)),
    ops.SINH: lambda u: _f(ops.COSH, u),
    ops.COSH: lambda u: _f(ops.SINH, u),
    ops.TANH: lambda u: _f(ops.SECH, u) ** 2,
    ops.COTH: lambda u: -(_f(ops.CSCH, u) ** 2),
    ops.SECH: lambda u: -(_f(ops.SECH, u) * _f(ops.TANH, u)),
    ops.CSCH: lambda u: -(_f(ops.CSCH, u) * _f(ops.COTH, u)),
    ops.ASINH: lambda u: ONE / _root_of(u**2 + 1),
    ops.ACOSH: lambda u: ONE / _root_of(u**2 - 1),
    ops.ATANH: lambda u: ONE / _one_minus_square(u),
    ops.ACOTH: lambda u: ONE / _one_minus_square(u),
    ops.ASECH: lambda u: -(ONE / (u * _root_of(_one_minus_square(u)))),
    ops.ACSCH: lambda u: -(ONE / (App(ops.ABS, (u,)) * _root_of(u**2 + 1))),
    ops.ABS: lambda u: _f(ops.SIGN, u),
    ops.ERF: lambda u: TWO * _f(ops.EXP, -(u**2)) / _root_of(pi),
    ops.SIGMOID: lambda u: _f(ops.SIGMOID, u) * (ONE - _f(ops.SIGMOID, u)),
    ops.SOFTPLUS: lambda u: _f(ops.SIGMOID, u),
}
# Slope 0, or 1, wherever there is a slope; where there is none is a condition of the rule.
FLAT = {ops.SIGN, ops.FLOOR, ops.CEILING}


class NoDerivative(Exception):
    """The term holds something that has no derivative by table."""


def derivative(body: Term, x: Sym) -> Term | None:
    """d(body)/dx as a term, unsimplified but for zeros, ones and signs; None where an operator has no table entry.

    It is the derivative wherever `body` is differentiable; at kinks and jumps (of |u|, sign, floor, seams) it is not.
    """
    try:
        return _d(body, x, {})
    except (NoDerivative, RecursionError):
        return None


def _d(t: Term, x: Sym, known: dict[int, Term]) -> Term:
    if type(t) is Num:
        return ZERO
    if type(t) is Sym:
        return ONE if t == x else ZERO
    found = known.get(id(t))
    if found is None:
        found = known[id(t)] = _app(t, x, known) if type(t) is App else _bind(t, x, known)  # type: ignore[arg-type]
    return found


def _app(t: App, x: Sym, known: dict[int, Term]) -> Term:
    op, args = t.op, t.args
    if op is ops.ADD:
        return add(_d(args[0], x, known), _d(args[1], x, known))
    if op is ops.SUB:
        return sub(_d(args[0], x, known), _d(args[1], x, known))
    if op is ops.NEG:
        return neg(_d(args[0], x, known))
    if op is ops.MUL:
        u, v = args
        du, dv = _d(u, x, known), _d(v, x, known)
        return add(mul(du, v), mul(u, dv))
    if op is ops.DIV:
        u, v = args
        du, dv = _d(u, x, known), _d(v, x, known)
        if type(dv) is Num and not dv.value:
            return div(du, v)
        if type(du) is Num and not du.value:
            return neg(div(mul(u, dv), power(v, TWO)))
        return div(sub(mul(du, v), mul(u, dv)), power(v, TWO))
    if op is ops.POW:
        return _power(args[0], args[1], x, known)
    slope = TABLE.get(op)
    if slope is not None:
        du = _d(args[0], x, known)
        return du if type(du) is Num and not du.value else mul(slope(args[0]), du)
    if not args:
        return ZERO
    return _other(t, x, known)


def _power(u: Term, v: Term, x: Sym, known: dict[int, Term]) -> Term:
    du, dv = _d(u, x, known), _d(v, x, known)
    still_u, still_v = type(du) is Num and not du.value, type(dv) is Num and not dv.value
    if still_v:
        if still_u:
            return ZERO
        value = rational(v)
        lower = Num(value - 1) if value is not None else sub(v, ONE)
        return mul(mul(Num(value) if value is not None else v, power(u, lower)), du)
    whole = App(ops.POW, (u, v))
    if still_u:
        return mul(whole if u == e else mul(whole, App(ops.LOG, (u,))), dv)
    inner = add(mul(dv, App(ops.LOG, (u,))), div(mul(v, du), u))
    return mul(whole, inner)


def _other(t: App, x: Sym, known: dict[int, Term]) -> Term:
    op, args = t.op, t.args
    if not mentions(t, x):
        return ZERO
    if op in FLAT:
        return ZERO
    if op is ops.FRAC:
        return _d(args[0], x, known)
    if op is ops.LOGB:
        u, b = args
        return _app(App(ops.DIV, (App(ops.LOG, (u,)), App(ops.LOG, (b,)))), x, known)
    if op is ops.ROOT:
        u, n = args
        if mentions(n, x):
            raise NoDerivative
        return div(_d(u, x, known), n * App(ops.ROOT, (u, n)) ** (n - 1))
    if op in (ops.MAX, ops.MIN):
        return _extreme(t, x, known)
    if op is ops.PIECEWISE:
        parts = [a if k % 2 else _d(a, x, known) for k, a in enumerate(args)]
        return App(op, tuple(parts))
    if op is ops.CALL:
        return _call(t, x, known)
    raise NoDerivative


def _extreme(t: App, x: Sym, known: dict[int, Term]) -> Term:
    """The slope of the argument that is ahead there; where the leader changes there is a seam."""
    ahead = ops.GT if t.op is ops.MAX else ops.LT
    parts: list[Term] = []
    for k, a in enumerate(t.args):
        others = [b for j, b in enumerate(t.args) if j != k]
        claims = tuple([App(ahead, (a, b)) for b in others])
        parts += [_d(a, x, known), claims[0] if len(claims) == 1 else App(ops.AND, claims)]
    return App(ops.PIECEWISE, tuple(parts)) if len(t.args) > 1 else parts[0]


def _call(t: App, x: Sym, known: dict[int, Term]) -> Term:
    """f(u, v, …) of an unknown f: Σ (∂f/∂argument)·(its derivative)."""
    head, args = t.args[0], t.args[1:]
    found: Term = ZERO
    for k, a in enumerate(args):
        da = _d(a, x, known)
        if type(da) is Num and not da.value:
            continue
        hole = Sym(f"t#{k}")
        body = App(ops.CALL, (head, *args[:k], hole, *args[k + 1 :]))
        name = a.name if type(a) is Sym and a.name else "t"
        found = add(found, mul(Bind(ops.DIFF, name, close(body, hole), (a, ONE)), da))
    return found


def _bind(t: Bind, x: Sym, known: dict[int, Term]) -> Term:
    if not mentions(t, x):
        return ZERO
    if any(mentions(o, x) for o in t.over):
        if t.op is ops.DIFF and not mentions(t.body, x) and not mentions(t.over[1], x):
            return mul(
                Bind(t.op, t.name, t.body, (t.over[0], add(t.over[1], ONE))),
                _d(t.over[0], x, known),
            )
        if t.op is ops.INTEGRAL:
            return _leibniz(t, x, known)
        raise NoDerivative
    if t.op is ops.SUM and not any(is_op(o, ops.OO, ops.NEG) for o in t.over):
        hole = Sym(f"{t.name}#d")
        return Bind(t.op, t.name, close(_d(instantiate(t.body, hole), x, {}), hole), t.over)
    raise NoDerivative


def _leibniz(t: Bind, x: Sym, known: dict[int, Term]) -> Term:
    """d/dx of an integral whose ends move and whose integrand does not."""
    if mentions(t.body, x):
        raise NoDerivative
    low, high = (mul(instantiate(t.body, o), _d(o, x, known)) for o in t.over)
    return sub(high, low)
