"""The table of elementary integrals, for a linear inner argument, and the integral of a constant."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.derive.integral.plan import Plan, log_abs
from tuidao.derive.integral.write import negative, over, plus, power, times
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import (
    ONE,
    TWO,
    ZERO,
    cos,
    cosh,
    cot,
    csc,
    e,
    exp,
    log,
    pi,
    sec,
    sin,
    sinh,
    sqrt,
    tan,
)
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, mentions

TABLE: dict[Op, tuple[str, Callable[[Term], Term]]] = {
    ops.EXP: ("integral_exp", exp),
    ops.SIN: ("integral_sin", lambda u: negative(cos(u))),
    ops.COS: ("integral_cos", sin),
    ops.TAN: ("integral_tan_table", lambda u: negative(log_abs(cos(u)))),
    ops.COT: ("integral_cot", lambda u: log_abs(sin(u))),
    ops.SEC: ("integral_sec", lambda u: log_abs(plus(sec(u), tan(u)))),
    ops.CSC: ("integral_csc", lambda u: negative(log_abs(plus(csc(u), cot(u))))),
    ops.SINH: ("integral_sinh", cosh),
    ops.COSH: ("integral_cosh", sinh),
    ops.TANH: ("integral_tanh", lambda u: log(cosh(u))),
    ops.COTH: ("integral_coth", lambda u: log_abs(sinh(u))),
    ops.SECH: ("integral_sech", lambda u: times(TWO, App(ops.ATAN, (exp(u),)))),
    ops.CSCH: ("integral_csch", lambda u: log_abs(App(ops.TANH, (over(u, TWO),)))),
}
SQUARES: dict[Op, tuple[str, Callable[[Term], Term]]] = {
    ops.SEC: ("integral_sec_squared", tan),
    ops.CSC: ("integral_csc_squared", lambda u: negative(cot(u))),
    ops.SECH: ("integral_sech_squared", lambda u: App(ops.TANH, (u,))),
    ops.CSCH: ("integral_csch_squared", lambda u: negative(App(ops.COTH, (u,)))),
}


def constant_plan(c: Term, x: Sym) -> Plan:
    """∫ c dx = c x."""
    return Plan("integral_const", tidy(times(c, x)))


def linear(t: Term, x: Sym) -> tuple[Term, Term] | None:
    """(α, β) when t = α x + β with α, β free of x."""
    if t == x:
        return ONE, ZERO
    if not mentions(t, x):
        return ZERO, t
    if type(t) is not App:
        return None
    if t.op in (ops.ADD, ops.SUB):
        a, b = linear(t.args[0], x), linear(t.args[1], x)
        if a is None or b is None:
            return None
        if t.op is ops.ADD:
            return plus(a[0], b[0]), plus(a[1], b[1])
        return plus(a[0], negative(b[0])), plus(a[1], negative(b[1]))
    if t.op is ops.NEG:
        a = linear(t.args[0], x)
        return None if a is None else (negative(a[0]), negative(a[1]))
    if t.op is ops.MUL:
        for k in (0, 1):
            if not mentions(t.args[k], x):
                a = linear(t.args[1 - k], x)
                return None if a is None else (times(t.args[k], a[0]), times(t.args[k], a[1]))
    if t.op is ops.DIV and not mentions(t.args[1], x):
        a = linear(t.args[0], x)
        return None if a is None else (over(a[0], t.args[1]), over(a[1], t.args[1]))
    return None


def table_plan(f: Term, x: Sym) -> Plan | None:
    """∫ g(αx + β) dx for g in the table, and the powers of a linear function."""
    if type(f) is not App:
        return Plan("integral_pow", over(power(x, 2), TWO)) if f == x else None
    if f.op is ops.POW and not mentions(f.args[1], x):
        base, n = f.args
        if type(n) is App and n.op is ops.NEG and type(n.args[0]) is Num:
            n = Num(-n.args[0].value)
        if n == Num(2) and type(base) is App and base.op in SQUARES:
            return _by_table(SQUARES, base.op, base.args[0], x)
        if base == x and n != Num(-1):
            up = tidy(plus(n, ONE))
            return Plan("integral_pow", tidy(over(App(ops.POW, (x, up)), up)))
    if f.op is ops.SQRT and f.args[0] == x:
        return Plan(
            "integral_pow", tidy(times(over(TWO, Num(3)), App(ops.POW, (x, over(Num(3), TWO)))))
        )
    if f.op is ops.DIV and not mentions(f.args[0], x) and f.args[1] == x:
        return Plan("integral_reciprocal", times(f.args[0], log_abs(x)))
    if f.op in TABLE and len(f.args) == 1:
        return _by_table(TABLE, f.op, f.args[0], x)
    if f.op is ops.POW and f.args[1] == x and not mentions(f.args[0], x) and f.args[0] != e:
        return Plan("integral_exp_base", over(f, log(f.args[0])))
    if f.op is ops.EXP:
        return _gaussian(f.args[0], x)
    return None


def _by_table(
    table: dict[Op, tuple[str, Callable[[Term], Term]]], op: Op, inner: Term, x: Sym
) -> Plan | None:
    found = linear(inner, x)
    if found is None:
        return _gaussian(inner, x) if op is ops.EXP else None
    rule, build = table[op]
    return Plan(rule, tidy(over(build(inner), found[0])))


def _gaussian(inner: Term, x: Sym) -> Plan | None:
    """∫ exp(a x² + b x + c) dx by the error function, for a < 0 at the sample."""
    from tuidao.derive.integral.convert import embed
    from tuidao.derive.integral.frac import TooHard, const, gen
    from tuidao.derive.integral.rational import positive
    from tuidao.derive.integral.upoly import split
    from tuidao.derive.integral.write import write

    try:
        field, f = embed(inner, x)
        if any(s and not field.gens[s].fixed for s in f.slots()) or f.den.degrees()[0] > 0:
            return None
        c = [k / f.__class__(f.den) for k in split(f.num, 0)]
        if len(c) != 3 or positive(field, c[2]):
            return None
        middle = gen(0) + c[1] / (const(2) * c[2])
        top = field.clean(c[0] - c[1] * c[1] / (const(4) * c[2]))
        root = sqrt(write(field, -c[2]))
        scale = over(sqrt(pi), times(TWO, root))
        value = times(
            times(scale, exp(write(field, top))), App(ops.ERF, (times(root, write(field, middle)),))
        )
        return Plan("integral_gauss", tidy(value))
    except (TooHard, ZeroDivisionError):
        return None
