"""What a method of integration hands back: a value and the line of a worked solution that leads to it."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import Frac, const, degree, gen
from tuidao.derive.integral.rational import Anti
from tuidao.derive.integral.write import minus, over, plus, times, write
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, antiderivative, atan, log
from tuidao.lang.term import App, Bind, Num, Sym, Term, substitute
from tuidao.text import Text


@dataclass(slots=True)
class Plan:
    """∫ f dx = `line`, in which the integrals `parts` remain, each with a plan of its own; `value` has none left.

    With `change` = (u, g(x)) the line speaks of u, and stands for its value at u = g(x).
    """

    rule: str
    value: Term
    line: Term | None = None
    parts: tuple[tuple[Bind, Plan], ...] = ()
    note: Text | None = None
    change: tuple[Sym, Term] | None = None
    closing: str = ""  # the rule of a last line, where the integral came back and is solved for
    closing_note: Text | None = None


def hole(f: Term, x: Sym) -> Bind:
    """∫ f dx at x."""
    return antiderivative(f, x)


def through(
    rule: str, f: Term, u: Sym, at: Term, plan: Plan, factor: Term = ONE, note: Text | None = None
) -> Plan:
    """The plan of a substitution u = at: ∫ … dx = factor · ∫ f du."""
    inner = hole(f, u)
    value = neat(times(factor, substitute(plan.value, {u: at})))
    return Plan(rule, value, times(factor, inner), ((inner, plan),), note, (u, at))


def sum_plan(found: list[tuple[int, Term, Plan]], x: Sym) -> Plan:
    """∫ Σ ± t = Σ ± ∫ t."""
    line: Term = Num(0)
    value: Term = Num(0)
    parts = []
    if all(_known(plan) for _, _, plan in found):
        for sign, _, plan in found:
            value = plus(value, plan.value) if sign > 0 else minus(value, plan.value)
        return Plan("integral_terms", tidy(value))
    for sign, t, plan in found:
        here = hole(t, x)
        parts.append((here, plan))
        line = plus(line, here) if sign > 0 else minus(line, here)
        value = plus(value, plan.value) if sign > 0 else minus(value, plan.value)
    return Plan("integral_add", tidy(value), line, tuple(parts))


def _known(plan: Plan) -> bool:
    """Is it in the table, up to a constant factor?"""
    if plan.rule == "integral_const_mul" and len(plan.parts) == 1:
        plan = plan.parts[0][1]
    return plan.line is None and plan.rule not in ("integral_ansatz", "integral_rational")


def neat(t: Term) -> Term:
    """log|e^u| = u, and no bars around what is plainly positive."""
    if type(t) is not App:
        return t
    args = tuple(neat(a) for a in t.args)
    if t.op is ops.LOG and type(args[0]) is App and args[0].op is ops.ABS:
        inside = args[0].args[0]
        if type(inside) is App and inside.op is ops.EXP:
            return inside.args[0]
        if definitely_positive(inside):
            return App(ops.LOG, (inside,))
    return t if args == t.args else App(t.op, args)


def definitely_positive(t: Term) -> bool:
    """Is t plainly positive for all real values of its symbols: sums of even powers and exponentials?"""
    if type(t) is Num:
        return t.value > 0
    if type(t) is App:
        if t.op in (ops.EXP, ops.COSH, ops.PI, ops.E):
            return True
        if t.op is ops.ADD:
            a, b = t.args
            return (
                definitely_positive(a)
                and _not_negative(b)
                or _not_negative(a)
                and definitely_positive(b)
            )
        if t.op in (ops.MUL, ops.DIV):
            return all(definitely_positive(a) for a in t.args)
        if t.op in (ops.SQRT,):
            return definitely_positive(t.args[0])
        if t.op is ops.POW and type(t.args[0]) is Num:
            return t.args[0].value > 0
    return False


def _not_negative(t: Term) -> bool:
    if definitely_positive(t):
        return True
    if type(t) is App:
        if t.op is ops.POW and type(t.args[1]) is Num:
            k = t.args[1].value
            return k.denominator == 1 and k % 2 == 0
        if t.op in (ops.MUL, ops.DIV):
            return all(_not_negative(a) for a in t.args)
        if t.op in (ops.SQRT, ops.ABS):
            return True
        if t.op is ops.ADD:
            return all(_not_negative(a) for a in t.args)
    return False


def log_abs(t: Term) -> Term:
    """log|t|, the bars left out where t is plainly positive."""
    if type(t) is App and t.op is ops.NEG:
        t = t.args[0]
    if not (definitely_positive(t) or _quadratic_positive(t)):
        t = App(ops.ABS, (t,))
    return App(ops.LOG, (t,))


def _quadratic_positive(t: Term) -> bool:
    """A numeric quadratic in one symbol without real roots, positive."""
    from tuidao.derive.integral.convert import embed
    from tuidao.derive.integral.frac import TooHard, coefficients
    from tuidao.lang.term import free_symbols

    names = free_symbols(t)
    if len(names) != 1:
        return False
    try:
        field, f = embed(t, next(iter(names)))
    except (TooHard, ZeroDivisionError):
        return False
    if len(field.gens) != 1 or not f.den.is_constant():
        return False
    c = [int(k.leading_coefficient()) if not k.is_zero() else 0 for k in coefficients(f.num, 0)]
    return len(c) == 3 and c[2] > 0 and c[1] ** 2 < 4 * c[0] * c[2]


def written(field: Field, anti: Anti, slot: int = 0) -> Term:
    """The antiderivative as a term; `slot` is the variable of integration."""
    out = write(field, anti.part) if not anti.part.is_zero else ZERO
    for c, a in anti.logs:
        c, a = field.clean(c), field.clean(a)
        if c.is_zero or not (field.depends(a) or a.uses(slot)):
            continue
        out = _plus_log(field, out, c, a, slot)
    for c, a in anti.atans:
        c, a = field.clean(c), field.clean(a)
        if not c.is_zero:
            out = plus(out, times(write(field, c), atan(_over_root(field, a))))
    return out


def _over_root(field: Field, a: Frac) -> Term:
    """The argument of an arctangent, a constant square root that it is a multiple of standing below: (2x + 1)/√3."""
    for s in a.slots():
        g = field.gens[s]
        if g.kind == "root" and g.degree == 2 and g.fixed and g.base is not None:
            below = field.clean(a * gen(s))
            if not below.uses(s):
                return over(write(field, below), write(field, gen(s)))
    return write(field, a)


def _plus_log(field: Field, out: Term, c: Frac, a: Frac, slot: int) -> Term:
    if _root_of_parameter(field, a):
        # log(z²)/2 in place of log|z|: it also serves where the root of the parameter is imaginary
        square = App(ops.POW, (write(field, a), Num(2)))
        return plus(out, times(write(field, field.clean(c / const(2))), log(square)))
    if len(a.num) == 1 and a.den.is_constant() and len(a.slots()) == 1:
        (s,) = a.slots()
        k = degree(a.num, s)
        if k > 1:  # log of a power
            c, a = field.clean(c * const(k)), gen(s)
    moving_num = field.depends(Frac(a.num)) or Frac(a.num).uses(slot)
    moving_den = field.depends(Frac(a.den)) or Frac(a.den).uses(slot)
    if moving_num and not moving_den:
        a = Frac(a.num)
        a = _primitive(a)
    elif moving_den and not moving_num:
        return minus(out, times(write(field, c), log_abs(write(field, _primitive(Frac(a.den))))))
    return plus(out, times(write(field, c), log_abs(write(field, a))))


def _root_of_parameter(field: Field, a: Frac) -> bool:
    """Does a square root of something with a parameter in it stand in `a`?"""
    for s in a.slots():
        g = field.gens[s]
        if (
            g.kind == "root"
            and g.degree % 2 == 0
            and g.fixed
            and g.base is not None
            and g.base.rational is None
        ):
            return True
    return False


def _primitive(a: Frac) -> Frac:
    content, _ = a.num.primitive()
    return Frac(a.num / content) if content not in (0, 1) else a
