"""Binomial differentials x^m (a + b x^n)^p, after Chebyshev, and polynomials times Gaussian exponentials."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tuidao.derive.integral import upoly
from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import ONE, ZERO, Frac, coefficients, const, degree, gen
from tuidao.derive.integral.plan import Plan, through
from tuidao.derive.integral.table import table_plan
from tuidao.derive.integral.write import over, plus, power, times, write
from tuidao.derive.simplify import tidy
from tuidao.lang.build import exp
from tuidao.lang.term import Sym, Term

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver


def binomial(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """∫ c x^m (a + b x^n)^p dx where (m + 1)/n + p is whole: u^q = (a + b x^n)/x^n, q the denominator of p."""
    if len(v.num) != 1:
        return None
    m, p = Fraction(0), Fraction(0)
    base: Frac | None = None
    c = ONE
    pieces = [(Frac(g), Fraction(k)) for g, k in v.num.factor()[1]]
    pieces += [(Frac(g), Fraction(-k)) for g, k in v.den.factor()[1]]
    c = const(Fraction(int(v.num.factor()[0]), int(v.den.factor()[0])))
    for g, k in pieces:
        slots = [s for s in g.slots() if s == 0 or not field.gens[s].fixed]
        if not slots:
            c = c * g ** int(k)
            continue
        if g == gen(0):
            m += k
            continue
        if len(slots) != 1:
            return None
        inner = g
        if slots[0] != 0:
            kernel = field.gens[slots[0]]
            if kernel.kind != "root" or kernel.base is None or g != gen(slots[0]):
                return None
            inner, k = kernel.base, k / kernel.degree
            if inner == gen(0):
                m += k
                continue
        if base is not None and base != inner:
            return None
        base, p = inner, p + k
    if base is None or p.denominator == 1 or not base.den.is_constant():
        return None
    if any(s and not field.gens[s].fixed for s in base.slots()):
        return None
    coefs = [Frac(k, base.den) for k in coefficients(base.num, 0)]
    n = len(coefs) - 1
    if n < 2 or any(not k.is_zero for k in coefs[1:-1]) or coefs[0].is_zero:
        return None
    total = (m + 1) / n + p
    if total.denominator != 1:
        return None
    a, b = coefs[0], coefs[-1]
    q = p.denominator
    u = solver.variable(f)
    spare = field.spare()
    field.gens[spare].term = u
    w = gen(spare) ** q - b  # = a / x^n
    # x^m (a + b x^n)^p dx with x^n = a/w: u^(qp) a^(…) w^(−(m+1)/n − p − 1), whole powers only
    body = c * gen(spare) ** int(p * q) * gen(spare) ** (q - 1) * const(-Fraction(q, n))
    body = body * w ** int(-total - 1) * a ** int(total)
    inner_term = tidy(write(field, field.clean(body)))
    at = power(tidy(over(write(field, base), power(x, n))), Fraction(1, q))
    plan = solver.find(inner_term, u, depth + 1)
    if plan is None:
        return None
    made = through("integral_root_substitution", inner_term, u, at, plan)
    made.value = tidy(made.value)
    return made if solver.accept(made, f, x) else None


def gaussian(solver: Solver, f: Term, x: Sym, field: Field, v: Frac) -> Plan | None:
    """∫ P(x) exp(a x² + b x + c) dx = Q(x) exp(…) + λ ∫ exp(…) dx."""
    moving = [s for s in v.slots() if s == 0 or not field.gens[s].fixed]
    kernels = [s for s in moving if s]
    if not kernels or any(field.gens[s].kind != "exp" for s in kernels) or len(v.num) > 30:
        return None
    if any(degree(v.den, s) and len(v.den) > 1 for s in kernels) or degree(v.den, 0):
        return None
    groups: dict[Frac, upoly.Upoly] = {}
    for e, k in v.num.terms():
        inner = ZERO
        for s in kernels:
            g = field.gens[s].inner
            assert g is not None
            inner = inner + g * const(int(e[s]) - degree(v.den, s))
        stay = tuple(0 if s in kernels or s == 0 else int(j) for s, j in enumerate(e))
        below = Frac(v.den)
        for s in kernels:
            below = below / gen(s) ** degree(v.den, s)
        weight = Frac(v.num.context().from_dict({stay: k})) / below
        groups[inner] = upoly.add(groups.get(inner, []), [ZERO] * int(e[0]) + [weight])
    value: Term | None = None
    for inner, p in groups.items():
        if any(s and not field.gens[s].fixed for s in inner.slots()) or degree(inner.den, 0):
            return None
        if degree(inner.num, 0) != 2:
            return None
        slope = upoly.derivative([Frac(k, inner.den) for k in coefficients(inner.num, 0)])
        quotient: upoly.Upoly = []
        rest = list(p)
        while len(rest) > 1:
            k = len(rest) - 2
            lead = field.clean(rest[-1] / slope[1])
            piece = [ZERO] * k + [lead]
            quotient = upoly.add(quotient, piece)
            used = upoly.add(upoly.multiply(piece, slope), upoly.derivative(piece))
            rest = [field.clean(j) for j in upoly.add(rest, upoly.scale(used, -ONE))]
            upoly.trim(rest)
        kernel = exp(write(field, inner))
        part = (
            times(write(field, field.clean(upoly.join(quotient, 0))), kernel) if quotient else None
        )
        if rest:
            basic = table_plan(tidy(kernel), x)
            if basic is None:
                return None
            tail = times(write(field, rest[0]), basic.value)
            part = tail if part is None else plus(part, tail)
        if part is not None:
            value = part if value is None else plus(value, part)
    if value is None:
        return None
    return Plan("integral_parts", tidy(value))
