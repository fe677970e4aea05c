"""Terms that do not contain the variable, read as exact constants."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from tuidao.derive.limit.constants import Coef, is_q
from tuidao.derive.limit.elementary import (
    field_abs,
    field_asin,
    field_atan,
    field_floor,
    field_sign,
    sin_cos,
)
from tuidao.derive.limit.fault import OutsideDomain, Undecided
from tuidao.derive.limit.field import Field
from tuidao.derive.limit.powers import field_exp, field_log, power, rational_power
from tuidao.derive.limit.rewrite import REWRITE
from tuidao.lang import op as ops
from tuidao.lang.build import pi, undefined
from tuidao.lang.term import App, Num, Sym, Term

_HALF = Fraction(1, 2)


def read_constant(field: Field, t: Term) -> Coef:
    """The exact constant that `t` is. Raises OutsideDomain where it has no real value, Undecided where unknown."""
    if type(t) is Num:
        return fmpq(t.value.numerator, t.value.denominator)
    if type(t) is Sym:
        return field.atom(t)
    if type(t) is not App:
        return field.atom(t)
    op, args = t.op, t.args
    if op in (ops.OO, ops.ZOO) or t == undefined:
        raise OutsideDomain
    if op is ops.PI:
        return field.atom(pi, 1)
    if op is ops.E:
        return field_exp(field, fmpq(1))
    if op in (ops.CALL, ops.INDEX, ops.EULER_GAMMA):
        return field.atom(t)
    if op in REWRITE:
        return read_constant(field, REWRITE[op](*args))
    if op is ops.PIECEWISE or op.sort is not ops.Sort.REAL:
        return _piecewise(field, args) if op is ops.PIECEWISE else _refuse(t)
    c = [read_constant(field, a) for a in args]
    try:
        return _apply(field, op, c, t)
    except ZeroDivisionError:
        raise OutsideDomain from None


def _refuse(t: Term) -> Coef:
    raise Undecided(f"no constant: {t}")


def _apply(field: Field, op: ops.Op, c: list[Coef], t: Term) -> Coef:
    match op:
        case ops.ADD:
            return c[0] + c[1]
        case ops.SUB:
            return c[0] - c[1]
        case ops.MUL:
            return c[0] * c[1]
        case ops.DIV:
            field.require_nonzero(c[1])
            return c[0] / c[1]
        case ops.NEG:
            return -c[0]
        case ops.POW:
            return power(field, c[0], c[1])
        case ops.SQRT:
            return rational_power(field, c[0], _HALF)
        case ops.EXP:
            return field_exp(field, c[0])
        case ops.LOG:
            return field_log(field, c[0])
        case ops.SIN:
            return sin_cos(field, c[0])[0]
        case ops.COS:
            return sin_cos(field, c[0])[1]
        case ops.ATAN:
            return field_atan(field, c[0])
        case ops.ASIN:
            return field_asin(field, c[0])
        case ops.ABS:
            return field_abs(field, c[0])
        case ops.SIGN:
            return field_sign(field, c[0])
        case ops.FLOOR:
            return fmpq(field_floor(field, c[0]))
        case ops.MAX | ops.MIN:
            best = c[0]
            for other in c[1:]:
                bigger = field.sign(other - best) > 0
                best = other if bigger == (op is ops.MAX) else best
            return best
        case ops.GAMMA:
            return _gamma(field, c[0])
        case ops.ERF:
            return field.atom(t) if c[0] != 0 else fmpq(0)
    return field.atom(t)


def _gamma(field: Field, c: Coef) -> Coef:
    if is_q(c):
        if c.q == 1 and c <= 0:
            raise OutsideDomain
        if c.q <= 2 and 0 < c < 100:
            value: Coef = fmpq(1)
            while c > 1:
                c -= 1
                value = value * c
            return value if c == 1 else value * rational_power(field, field.atom(pi, 1), _HALF)
    return field.atom(App(ops.GAMMA, (field.term(c),)))


def _piecewise(field: Field, args: tuple[Term, ...]) -> Coef:
    for value, condition in zip(args[::2], args[1::2], strict=True):
        if holds(field, condition):
            return read_constant(field, value)
    raise OutsideDomain


def holds(field: Field, condition: Term) -> bool:
    """Is the condition true of these constants? Raises Undecided."""
    if condition in field.given or type(condition) is not App:
        return True
    op, args = condition.op, condition.args
    match op:
        case ops.TRUE:
            return True
        case ops.FALSE:
            return False
        case ops.AND:
            return all(holds(field, a) for a in args)
        case ops.OR:
            return any(holds(field, a) for a in args)
        case ops.NOT:
            return not holds(field, args[0])
        case ops.EQ | ops.NE | ops.LT | ops.LE | ops.GT | ops.GE:
            difference = read_constant(field, args[0]) - read_constant(field, args[1])
            return relation_holds(op, field.sign(difference))
    raise Undecided(f"condition {condition}")


def relation_holds(op: ops.Op, sign: int) -> bool:
    """Does a difference of this sign satisfy the relation?"""
    return {
        ops.EQ: sign == 0,
        ops.NE: sign != 0,
        ops.LT: sign < 0,
        ops.LE: sign <= 0,
        ops.GT: sign > 0,
        ops.GE: sign >= 0,
    }[op]
