"""Substitutions: the reversed chain rule, a kernel as the new variable, a kernel solved for x."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, Any

from tuidao.derive.integral.exptrig import linear_rate
from tuidao.derive.integral.field import Field, Gen
from tuidao.derive.integral.frac import ONE, ZERO, Frac, const, degree, gen
from tuidao.derive.integral.plan import Plan, log_abs, through
from tuidao.derive.integral.table import table_plan
from tuidao.derive.integral.write import minus, over, plain, power, times, write
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE as T_ONE
from tuidao.lang.build import exp, num
from tuidao.lang.term import App, Num, Sym, Term, mentions, substitute

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver


def candidates(field: Field, v: Frac) -> list[Frac]:
    """What may stand for u in the reversed chain rule: kernels, what stands in them, factors."""
    out: list[Frac] = []
    moving = [s for s in v.slots() if s and not field.gens[s].fixed]
    for s in moving:
        g = field.gens[s]
        if g.inner is not None and g.kind in ("root", "log", "exp"):
            out.append(g.inner)
        if g.kind not in ("root", "sign"):
            out.append(gen(s))
        if g.base is not None and g.kind == "power":
            out.append(g.base)
    for p in (v.num, v.den):
        if len(p) > 200 or degree(p, 0) > 120:
            continue
        for q, _ in p.factor()[1]:
            f = Frac(q)
            if field.depends(f) and len(q) < 60:
                out.append(f)
    seen: list[Frac] = []
    for f in out:
        if f not in seen and field.depends(f):
            seen.append(f)
    return seen[:14]


def power_rule(solver: Solver, f: Term, x: Sym, field: Field, v: Frac) -> Plan | None:
    """∫ c u^p u′ dx and ∫ c e^u u′ dx: h = f/u′ satisfies h′/h = p u′/u, or = u′."""
    if v.is_zero:
        return None
    for u in candidates(field, v):
        solver.check()
        du = field.clean(field.d(u))
        if du.is_zero:
            continue
        h = field.clean(v / du)
        dh = field.clean(field.d(h))
        p = field.clean(dh * u / (h * du))
        if not field.depends(p) and not _has_sign(field, p):
            plan = _power(solver, f, x, field, u, h, p)
        elif field.same(dh, h * du):
            plan = _exponential(solver, f, x, field, u, h)
        else:
            continue
        if plan is not None and solver.accept(plan, f, x):
            return plan
    return None


def _has_sign(field: Field, p: Frac) -> bool:
    return any(field.gens[s].kind == "sign" for s in p.slots())


def _power(solver: Solver, f: Term, x: Sym, field: Field, u: Frac, h: Frac, p: Frac) -> Plan | None:
    """h = c u^p: ∫ = h u/(p + 1), or c log|u|."""
    name = solver.variable(f)
    at = write(field, u)
    up = field.clean(p + ONE)
    if up.is_zero:
        c = field.clean(h * u)
        if field.depends(c):
            return None
        factor = tidy(write(field, c))
        plan = Plan("integral_reciprocal", log_abs(name))
        made = through("integral_substitution", over(T_ONE, name), name, at, plan, factor)
        made.value = tidy(times(factor, log_abs(at)))
        return made
    value = tidy(write(field, field.clean(h * u / up)))
    exponent = tidy(write(field, p))
    if p.rational == 0 or at == x:
        return None if at == x else Plan("integral_power_rule", value)
    scale = (
        field.clean(h / field.power(u, p))
        if p.rational is None or p.rational.denominator == 1
        else None
    )
    if scale is None or field.depends(scale):
        return Plan("integral_power_rule", value)
    factor = tidy(write(field, scale))
    body = power(name, p.rational) if p.rational is not None else App(ops.POW, (name, exponent))
    inner = table_plan(tidy(body), name)
    if inner is None:
        return Plan("integral_power_rule", value)
    made = through("integral_substitution", tidy(body), name, at, inner, factor)
    made.value = tidy(made.value)
    return made


def _exponential(solver: Solver, f: Term, x: Sym, field: Field, u: Frac, h: Frac) -> Plan | None:
    name = solver.variable(f)
    at = write(field, u)
    c = field.clean(h / field.exponential(u))
    if field.depends(c):
        return None
    factor = tidy(write(field, c))
    plan = Plan("integral_exp", exp(name))
    made = through("integral_substitution", exp(name), name, at, plan, factor)
    made.value = tidy(made.value)
    return made


def substitute_kernel(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int
) -> Plan | None:
    """u = a kernel, or u = x^n, when f/u′ speaks of u alone."""
    plan = _power_of_x(solver, f, x, field, v, depth)
    if plan is not None:
        return plan
    moving = inside(field, v)
    if len(moving) > 8:
        return None
    for s in moving:
        g = field.gens[s]
        if g.kind in ("root", "sign"):
            continue
        plain = g.inner is not None and linear_rate(field, g.inner) is not None
        if plain and g.kind in ("sin", "cos") and _only_angle(field, moving):
            continue
        solver.check()
        plan = _as_variable(solver, f, x, field, v, s, depth)
        if plan is not None:
            return plan
    return None


def inside(field: Field, v: Frac) -> list[int]:
    """The moving kernels of v and of the roots in it, x left out."""
    found: list[int] = []
    queue = sorted(s for s in v.slots() if s and not field.gens[s].fixed)
    while queue:
        s = queue.pop(0)
        if s in found:
            continue
        found.append(s)
        base = field.gens[s].base
        if field.gens[s].kind == "root" and base is not None:
            queue += [k for k in base.slots() if k and not field.gens[k].fixed]
    return found


def _only_angle(field: Field, moving: list[int]) -> bool:
    return all(field.gens[s].kind in ("sin", "cos") for s in moving)


def _as_variable(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, s: int, depth: int
) -> Plan | None:
    g = field.gens[s]
    rate = field.clean(field.d(gen(s)))
    if rate.is_zero:
        return None
    h = field.clean(v / rate)
    if g.kind in ("sin", "cos"):
        h = _other_side(field, h, s)
    at = write(field, gen(s))
    u = solver.variable(f)
    field.gens[s] = Gen("symbol", u, ZERO, fixed=True)
    try:
        body = tidy(write(field, h))
    finally:
        field.gens[s] = g
    if mentions(body, x) or body == f:
        return None
    inner = solver.find(body, u, depth + 1)
    if inner is None:
        return None
    made = through("integral_substitution", body, u, at, inner)
    made.value = tidy(made.value)
    return made if solver.accept(made, f, x) else None


def _other_side(field: Field, h: Frac, s: int) -> Frac:
    """Squares of the other one of sine and cosine written in this one."""
    g = field.gens[s]
    other = next(
        k
        for k, o in enumerate(field.gens)
        if o.inner == g.inner and o.kind in ("sin", "cos") and k != s
    )
    if not h.uses(other):
        return h
    square = ONE - gen(s) ** 2
    out = ONE
    for p, sign in ((h.num, 1), (h.den, -1)):
        value = ZERO
        from tuidao.derive.integral.frac import coefficients

        for k, c in enumerate(coefficients(p, other)):
            value = value + Frac(c) * square ** (k // 2) * gen(other) ** (k % 2)
        out = out * value if sign > 0 else out / value
    if out.uses(other) and degree(out.den, other):
        out = out * gen(other) / gen(other)
        parts = out.den
        if degree(parts, other) == 1 and len(parts) == len((Frac(parts) / gen(other)).num):
            out = Frac(out.num) * gen(other) / (Frac(parts) / gen(other) * square)
    return out


def _power_of_x(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """u = x^n when f dx = F(x^n) d(x^n), kernels and all."""
    if not v.slots() - {0}:
        return None
    written_term = plain(field, v * gen(0))
    powers: list[Any] = []
    if not _collect(written_term, x, powers):
        return None
    n = 0
    for k in powers:
        n = gcd(n, k)
    if n < 1:
        return None
    if all(k <= 0 for k in powers) and any(k < 0 for k in powers) or _inverted(field, v):
        n = -n
    if n == 1:
        return None
    return _monomial(solver, f, x, written_term, n, depth)


def _inverted(field: Field, v: Frac) -> bool:
    """Do the kernels speak of 1/x only?"""
    inners = [
        g.inner
        for s, g in enumerate(field.gens)
        if v.uses(s) and s and not g.fixed and g.inner is not None
    ]
    return bool(inners) and all(degree(i.den, 0) > 0 and degree(i.num, 0) == 0 for i in inners)


def _monomial(
    solver: Solver, f: Term, x: Sym, written_term: Term, n: int, depth: int
) -> Plan | None:
    u = solver.variable(f)
    body = _lowered(written_term, x, n, u)
    if body is None or mentions(body, x):
        return None
    body = tidy(over(body, times(num(n), u)))
    at = power(x, n) if n > 0 else over(T_ONE, power(x, -n))
    inner = solver.find(body, u, depth + 1)
    if inner is None:
        return None
    made = through("integral_substitution", body, u, at, inner)
    made.value = tidy(made.value)
    return made if solver.accept(made, f, x) else None


def _collect(t: Term, x: Sym, powers: list[int], sign: int = 1) -> bool:
    """The powers of x that occur; False where x stands in a power that is no integer."""
    if t == x:
        powers.append(sign)
        return True
    if type(t) is not App:
        return True
    if t.op is ops.POW and t.args[0] == x:
        k = t.args[1]
        if type(k) is Num and k.value.denominator == 1:
            powers.append(sign * int(k.value))
            return True
        return False
    if t.op is ops.DIV and t.args[0] != x:
        return _collect(t.args[0], x, powers, sign) and _collect(t.args[1], x, powers, -sign)
    return all(_collect(a, x, powers, sign) for a in t.args)


def _lowered(t: Term, x: Sym, n: int, u: Sym) -> Term | None:
    """t with x^n = u."""
    if t == x:
        return u if n == 1 else over(T_ONE, u) if n == -1 else None
    if type(t) is not App:
        return t
    if t.op is ops.POW and t.args[0] == x and type(t.args[1]) is Num:
        k = t.args[1].value / n
        return (power(u, k) if k > 0 else over(T_ONE, power(u, -k))) if k.denominator == 1 else None
    args = [_lowered(a, x, n, u) for a in t.args]
    if any(a is None for a in args):
        return None
    return App(t.op, tuple(a for a in args if a is not None))


def inner_argument(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int
) -> Plan | None:
    """u = the argument of a function, when f/u′ speaks of u alone."""
    inners: list[Frac] = []
    for s in v.slots():
        g = field.gens[s]
        if s and not g.fixed and g.inner is not None and g.kind not in ("sign",):
            inners.append(g.inner)
            if g.kind == "root" and len(g.inner.slots()) > 0:
                inners += [gen(k) for k in g.inner.slots() if k and not field.gens[k].fixed]
    for inner in inners[:8]:
        if inner == gen(0) or not field.depends(inner):
            continue
        solver.check()
        du = field.clean(field.d(inner))
        h = field.clean(v / du)
        body = write(field, h)
        at = write(field, inner)
        u = solver.variable(f)
        new: Term | None = replace_term(body, at, u)
        if new is not None and mentions(new, x):
            new = _in_linear_part(field, h, inner, x, u)
        if new is None or mentions(new, x):
            continue
        new = tidy(new)
        plan = solver.find(new, u, depth + 1)
        if plan is None:
            continue
        made = through("integral_substitution", new, u, at, plan)
        made.value = tidy(made.value)
        if solver.accept(made, f, x):
            return made
    return None


def _in_linear_part(field: Field, h: Frac, inner: Frac, x: Sym, u: Sym) -> Term | None:
    """Solve inner = α m + β for a kernel or power m and put it in."""
    if not inner.den.is_constant() and field.depends(Frac(inner.den)):
        return None
    pieces = [(c, m) for c, m in field.monomials(inner) if field.depends(m)]
    if len(pieces) != 1:
        return None
    c, m = pieces[0]
    mobile = [s for s in m.slots() if s == 0 or not field.gens[s].fixed]
    if len(mobile) != 1 or degree(m.den, mobile[0]):
        return None
    s, n = mobile[0], degree(m.num, mobile[0])
    scale = const(c) * m / gen(s) ** n
    rest = inner - const(c) * m
    solved = over(minus(u, write(field, rest)), write(field, scale))
    if s == 0:
        body = _lowered(write(field, h), x, n, Sym("#hole"))
        return None if body is None else substitute(body, {Sym("#hole"): solved})
    if n != 1:
        return None
    old = field.gens[s]
    field.gens[s] = Gen("symbol", Sym("#hole"), ZERO, fixed=True)
    try:
        return substitute(write(field, h), {Sym("#hole"): solved})
    finally:
        field.gens[s] = old


def replace_term(t: Term, old: Term, new: Term) -> Term:
    """t with every occurrence of a subterm replaced."""
    if t == old:
        return new
    if type(t) is not App:
        return t
    return App(t.op, tuple(replace_term(a, old, new) for a in t.args))
