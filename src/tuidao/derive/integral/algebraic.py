"""Roots: of linear fractions by a rationalising substitution, of one quadratic by reduction."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tuidao.derive.integral import upoly
from tuidao.derive.integral.field import Field, Gen
from tuidao.derive.integral.frac import ONE, ZERO, Frac, TooHard, coefficients, const, degree, gen
from tuidao.derive.integral.notes import solved_change
from tuidao.derive.integral.plan import Plan, hole, log_abs, through, written
from tuidao.derive.integral.rational import Anti, free_root, integrate_rational, positive
from tuidao.derive.integral.sine import sine_substitution
from tuidao.derive.integral.textbook import rational_plan
from tuidao.derive.integral.upoly import Upoly
from tuidao.derive.integral.write import over, plus, times, write
from tuidao.derive.simplify import tidy
from tuidao.lang.build import asin, asinh, atan, log
from tuidao.lang.term import Sym, Term, mentions, substitute

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver

HALF = const(Fraction(1, 2))


def mobius(field: Field, base: Frac) -> tuple[Frac, Frac, Frac, Frac] | None:
    """(α, β, γ, δ) when base = (α x + β)/(γ x + δ) with constants."""
    if any(s and not field.gens[s].fixed for s in base.slots()):
        return None
    if degree(base.num, 0) > 1 or degree(base.den, 0) > 1:
        return None
    top, bottom = upoly.split(base.num, 0), upoly.split(base.den, 0)
    top += [ZERO] * (2 - len(top))
    bottom += [ZERO] * (2 - len(bottom))
    return top[1], top[0], bottom[1], bottom[0]


def shifted(solver: Solver, f: Term, x: Sym) -> Plan | None:
    """u = a x + b where a high power of it stands in a rational integrand: nothing is multiplied out."""
    from tuidao.derive.integral.convert import embed
    from tuidao.derive.integral.table import linear
    from tuidao.lang import op as ops
    from tuidao.lang.term import App, Num, subterms

    best: tuple[int, Term] | None = None
    for _, t in subterms(f):
        if type(t) is App and t.op is ops.POW and type(t.args[1]) is Num and t.args[0] != x:
            n = abs(t.args[1].value)
            fits = n >= 4 and linear(t.args[0], x) is not None and mentions(t.args[0], x)
            if fits and (best is None or n > best[0]):
                best = (int(n), t.args[0])
    if best is None:
        return None
    at = best[1]
    line = linear(at, x)
    assert line is not None
    u = solver.variable(f)
    back = over(plus(u, times(Num(-1), line[1])), line[0])
    from tuidao.derive.integral.substitution import replace_term

    body = tidy(over(substitute(replace_term(f, at, u), {x: back}), line[0]))
    field, v = embed(body, u)
    if not set(v.slots()) - {0} <= {s for s in v.slots() if field.gens[s].fixed}:
        return None
    if degree(v.num, 0) - degree(v.den, 0) < 0 and degree(v.num, 0) > 0 and len(v.den) > 1:
        return None
    anti = integrate_rational(field, v, 0)
    inner = rational_plan(solver, field, v, 0, anti)
    made = through("integral_substitution", tidy(write(field, v)), u, at, inner)
    made.value = tidy(made.value)
    return made


def linear_root(solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int) -> Plan | None:
    """u = the root of a linear fraction; x = φ(u) put in everywhere."""
    moving = [s for s in v.slots() if s == 0 or not field.gens[s].fixed]
    inside = set(moving)
    for s in moving:
        inner = field.gens[s].inner
        if inner is not None:
            inside |= {k for k in inner.slots() if k and not field.gens[k].fixed}
    for s in sorted(inside):
        g = field.gens[s]
        if g.kind != "root" or g.base is None:
            continue
        shape = mobius(field, g.base)
        if shape is None:
            continue
        a, b, c, d = shape
        u = solver.variable(f)
        at = write(field, gen(s))
        spare = field.spare()
        field.gens[spare].term = u
        power = gen(spare) ** g.degree
        back = (d * power - b) / (a - c * power)
        speed = Frac(
            back.num.derivative(spare) * back.den - back.num * back.den.derivative(spare),
            back.den * back.den,
        )
        if set(moving) <= {0, s}:
            h = field.clean(field.put(v, {s: gen(spare), 0: back}) * speed)
            anti = integrate_rational(field, h, spare)
            body = tidy(write(field, h))
            inner_plan = rational_plan(solver, field, h, spare, anti)
            note = solved_change(u, at, x, write(field, back), write(field, field.clean(speed)))
            made = through("integral_root_substitution", body, u, at, inner_plan, note=note)
            made.value = tidy(made.value)
            return made
        old = field.gens[s]
        field.gens[s] = Gen("symbol", u, ZERO, fixed=True)
        try:
            body = write(field, v)
        finally:
            field.gens[s] = old
        body = tidy(times(substitute(body, {x: write(field, back)}), write(field, speed)))
        if mentions(body, x):
            continue
        plan = solver.find(body, u, depth + 1)
        if plan is None:
            continue
        note = solved_change(u, at, x, write(field, back), write(field, field.clean(speed)))
        made = through("integral_root_substitution", body, u, at, plan, note=note)
        made.value = tidy(made.value)
        if solver.accept(made, f, x):
            return made
    return None


def quadratic_root(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int
) -> Plan | None:
    """∫ R(x, √(a x² + b x + c)) dx."""
    moving = [s for s in v.slots() if s == 0 or not field.gens[s].fixed]
    roots = [s for s in moving if s]
    if len(roots) != 1:
        return None
    s = roots[0]
    g = field.gens[s]
    if g.kind != "root" or g.degree != 2 or g.base is None or degree(g.base.den, 0):
        return None
    if any(k and not field.gens[k].fixed for k in g.base.slots()) or degree(g.base.num, 0) != 2:
        return None
    q = [c / Frac(g.base.den) for c in upoly.split(g.base.num, 0)]
    parts = coefficients(v.num, s)
    plain = Frac(parts[0], v.den)
    rooted = Frac(parts[1], v.den) if len(parts) > 1 else ZERO
    anti = integrate_rational(field, plain, 0) if not plain.is_zero else Anti()
    extra = _reduced(field, field.clean(rooted * g.base), q, s, anti)
    value = tidy(plus(written(field, anti), extra))
    first = _first_rule(field, q, extra)
    sine = sine_substitution(solver, f, x, field, v, s, value, depth)
    if sine is not None:
        return sine
    if anti.logs or anti.atans or first is None:
        return Plan("integral_quadratic_root", value)
    if anti.part.is_zero:
        return Plan(first, value)
    # f = (Q r)′ + λ/r: what is left is a basic integral
    part = tidy(write(field, anti.part))
    left = field.clean((v - field.d(anti.part)) * gen(s))
    if field.depends(left):
        return Plan("integral_quadratic_root", value)
    here = hole(tidy(over(write(field, left), write(field, gen(s)))), x)
    return Plan(
        "integral_quadratic_root", value, plus(part, here), ((here, Plan(first, tidy(extra))),)
    )


def _first_rule(field: Field, q: Upoly, extra: Term) -> str | None:
    """The basic integral that ∫ dx/√q is; None where there is none or where a square is to be completed."""
    if extra == upoly_zero() or not q[1].is_zero:
        return None
    if positive(field, q[2]):
        return "integral_root_log"
    return "integral_asin" if all(k.rational is not None for k in q) else None


def _reduced(field: Field, f: Frac, q: Upoly, s: int, out: Anti) -> Term:
    """∫ f / r dx with r² = q: the algebraic part to `out`, the rest as a term."""
    polynomial, pieces = upoly.partial_fractions(field, f, 0)
    r = gen(s)
    dq = upoly.derivative(q)
    extra: Term = upoly_zero()
    by_factor: dict[str, tuple[Upoly, dict[int, Upoly]]] = {}
    for p, k, a in pieces:
        by_factor.setdefault(str(p), (p, {}))[1][k] = a
    for p, digits in by_factor.values():
        shared = not upoly.divide(field, q, p)[1]
        m = upoly.divide(field, q, p)[0] if shared else []
        dp = upoly.derivative(p)
        for k in range(max(digits), 0 if shared else 1, -1):
            a = digits.get(k, [])
            carry, a = upoly.divide(field, a, p)
            if k > 1:
                digits[k - 1] = upoly.add(digits.get(k - 1, []), carry)
            else:
                polynomial = upoly.add(polynomial, carry)
            if not a:
                continue
            if shared:
                weight = const(Fraction(1, 2) - k)
                t = upoly.inverse_times(field, a, upoly.scale(upoly.multiply(dp, m), weight), p)
                out.part = out.part + upoly.join(t, 0) * r / upoly.join(p, 0) ** k
                used = upoly.scale(upoly.multiply(upoly.multiply(t, dp), m), weight)
                rest = upoly.divide(field, upoly.add(a, upoly.scale(used, -ONE)), p)[0]
                lower = upoly.add(
                    rest,
                    upoly.scale(
                        upoly.add(
                            upoly.multiply(upoly.derivative(t), m),
                            upoly.scale(upoly.multiply(t, upoly.derivative(m)), HALF),
                        ),
                        -ONE,
                    ),
                )
                if k > 1:
                    digits[k - 1] = upoly.add(digits.get(k - 1, []), lower)
                else:
                    polynomial = upoly.add(polynomial, lower)
            else:
                t = upoly.inverse_times(
                    field, a, upoly.scale(upoly.multiply(dp, q), const(-(k - 1))), p
                )
                out.part = out.part + upoly.join(t, 0) * r / upoly.join(p, 0) ** (k - 1)
                used = upoly.scale(upoly.multiply(upoly.multiply(t, dp), q), const(-(k - 1)))
                rest = upoly.divide(field, upoly.add(a, upoly.scale(used, -ONE)), p)[0]
                lower = upoly.add(
                    rest,
                    upoly.scale(
                        upoly.add(
                            upoly.multiply(upoly.derivative(t), q),
                            upoly.scale(upoly.multiply(t, dq), HALF),
                        ),
                        -ONE,
                    ),
                )
                digits[k - 1] = upoly.add(digits.get(k - 1, []), lower)
        if shared:
            continue
        carry, a = upoly.divide(field, digits.get(1, []), p)
        polynomial = upoly.add(polynomial, carry)
        a = [field.clean(c) for c in a]
        upoly.trim(a)
        if not a:
            continue
        if len(p) == 2:
            _third_kind(field, a[0] / p[1], -p[0] / p[1], q, s, out)
        elif len(p) == 3:
            _pencil(field, a, p, q, s, out)
        else:
            raise TooHard("pole of large degree under a root")
    # the polynomial part: P/r = (Q r)' + λ/r
    rest = [field.clean(c) for c in polynomial]
    upoly.trim(rest)
    while len(rest) > 1:
        n = len(rest) - 1
        c = field.clean(rest[-1] / (const(n) * q[2]))
        t = [ZERO] * (n - 1) + [c]
        out.part = out.part + upoly.join(t, 0) * r
        used = upoly.add(
            upoly.multiply(upoly.derivative(t), q), upoly.scale(upoly.multiply(t, dq), HALF)
        )
        rest = [field.clean(k) for k in upoly.add(rest, upoly.scale(used, -ONE))]
        upoly.trim(rest)
        if len(rest) > n:
            raise TooHard("reduction failed")
    if rest:
        extra = _first_kind(field, rest[0], q, s, out)
    return extra


def upoly_zero() -> Term:
    """The term 0."""
    from tuidao.lang.build import ZERO as T_ZERO

    return T_ZERO


def _first_kind(field: Field, c: Frac, q: Upoly, s: int, out: Anti) -> Term:
    """c ∫ dx/r."""
    gamma, beta, alpha = q
    linear = const(2) * alpha * gen(0) + beta
    disc = field.clean(beta * beta - const(4) * alpha * gamma)
    numeric = all(k.rational is not None for k in q)
    if positive(field, alpha):
        root = free_root(field, alpha)
        if numeric and disc.rational is not None and disc.rational < 0:
            arg = field.clean(linear / free_root(field, -disc))
            sign = ONE if field.sample(root) or 1 > 0 else -ONE
            return times(write(field, field.clean(c * sign / root)), asinh(write(field, arg)))
        arg = field.clean(linear / (const(2) * root) + gen(s))
        gap = gamma.rational
        inside = write(field, arg)
        # over αx² + γ with γ > 0 the root outweighs √α·x: the bars have nothing to do
        plain = beta.is_zero and gap is not None and gap > 0
        return times(write(field, field.clean(c / root)), log(inside) if plain else log_abs(inside))
    root = free_root(field, -alpha)
    if numeric and disc.rational is not None and disc.rational > 0:
        arg = field.clean(-linear / free_root(field, disc))
        return times(write(field, field.clean(c / root)), asin(write(field, arg)))
    half = field.clean(-linear / (const(2) * root))
    slope = over(write(field, half), write(field, gen(s)))  # the root is left below
    return times(write(field, field.clean(c / root)), atan(slope))


def _third_kind(field: Field, c: Frac, pole: Frac, q: Upoly, s: int, out: Anti) -> None:
    """c ∫ dx/((x − pole) r)."""
    value = field.clean(q[0] + q[1] * pole + q[2] * pole * pole)
    slope = field.clean(q[1] + const(2) * q[2] * pole)
    x = gen(0)
    top = const(2) * value + slope * (x - pole)
    if positive(field, value):
        root = free_root(field, value)
        arg = (top + const(2) * root * gen(s)) / (x - pole)
        out.logs.append((field.clean(-c / root), arg))
    else:
        root = free_root(field, -value)
        out.atans.append((field.clean(c / root), field.clean(top / (const(2) * root * gen(s)))))


def _pencil(field: Field, a: Upoly, p: Upoly, q: Upoly, s: int, out: Anti) -> None:
    """∫ a/(p r), p quadratic: q − λ p is κ times a square for two λ, and each gives one basic integral."""
    z = field.spare()
    lam = gen(z)
    d = [q[k] - lam * p[k] for k in range(3)]
    disc = d[1] * d[1] - const(4) * d[2] * d[0]
    low = upoly.split(disc.num, z)
    if len(low) == 2:
        roots = [-low[0] / low[1]]
    elif len(low) == 3:
        inner = field.clean(low[1] * low[1] - const(4) * low[2] * low[0])
        if inner.is_zero or not positive(field, inner):
            raise TooHard("a pencil without real squares")
        w = free_root(field, inner)
        roots = [(-low[1] + w) / (const(2) * low[2]), (-low[1] - w) / (const(2) * low[2])]
    else:
        raise TooHard("a degenerate pencil")
    dq = upoly.derivative(q)
    basics: list[tuple[Upoly, Frac, Frac, Frac]] = []
    for root in roots:
        root = field.clean(root)
        if root.is_zero:
            continue
        kappa = field.clean(q[2] - root * p[2])
        if kappa.is_zero:
            kappa = field.clean(q[0] - root * p[0])
            line: Upoly = [ONE]
        else:
            line = [field.clean((q[1] - root * p[1]) / (const(2) * kappa)), ONE]
        numerator = upoly.add(
            upoly.multiply(upoly.derivative(line), q),
            upoly.scale(upoly.multiply(line, dq), -HALF),
        )
        numerator = [field.clean(c) for c in numerator]
        numerator = ([*numerator, ZERO, ZERO])[:2]
        theta = field.clean(upoly.join(line, 0) / gen(s))
        basics.append((numerator, root, kappa, theta))
    a = ([*a, ZERO, ZERO])[:2]
    weights: list[Frac]
    if len(basics) == 2:
        (n1, *_), (n2, *_) = basics
        det = field.clean(n1[0] * n2[1] - n1[1] * n2[0])
        weights = [(a[0] * n2[1] - a[1] * n2[0]) / det, (n1[0] * a[1] - n1[1] * a[0]) / det]
    else:
        n = basics[0][0]
        k = 0 if not n[0].is_zero else 1
        weights = [a[k] / n[k]]
        if not field.same(a[1 - k], weights[0] * n[1 - k]):
            raise TooHard("a degenerate pencil")
    for weight, (_, root, kappa, theta) in zip(weights, basics, strict=True):
        c = field.clean(weight * root)
        if c.is_zero:
            continue
        if kappa.is_zero:
            out.part = out.part + c * theta
        elif positive(field, kappa):
            w = free_root(field, kappa)
            out.logs.append(
                (field.clean(c / (const(2) * w)), (ONE + w * theta) / (ONE - w * theta))
            )
        else:
            w = free_root(field, -kappa)
            out.atans.append((field.clean(c / w), field.clean(w * theta)))


def ratio(a: Term, b: Term) -> Term:
    """a / b."""
    return over(a, b)
