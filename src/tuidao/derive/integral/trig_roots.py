"""Roots over rational functions of sine and cosine: the sine, the cosine or the tangent as the new variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.derive.integral.exptrig import linear_rate
from tuidao.derive.integral.field import Field, Gen
from tuidao.derive.integral.frac import ONE, ZERO, Frac, gen, substitute
from tuidao.derive.integral.plan import Plan, through
from tuidao.derive.integral.substitution import inside
from tuidao.derive.integral.trig import in_square, parity, represented
from tuidao.derive.integral.write import power, write
from tuidao.derive.simplify import tidy
from tuidao.lang.build import cos, num, sin, tan
from tuidao.lang.term import Sym, Term, mentions
from tuidao.lang.term import substitute as put

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver


def trigonometric_roots(
    solver: Solver, f: Term, x: Sym, field: Field, v: Frac, depth: int
) -> Plan | None:
    """∫ R(sin w, cos w, roots of such) dx by u = cos w, sin w or tan w, where the integrand allows it."""
    kernels = inside(field, v)
    roots = [s for s in kernels if field.gens[s].kind == "root"]
    waves = [s for s in kernels if field.gens[s].kind in ("sin", "cos")]
    if not roots or not waves or len(roots) + len(waves) != len(kernels) or v.uses(0):
        return None
    inner = field.gens[waves[0]].inner
    if inner is None or any(field.gens[s].inner != inner for s in waves):
        return None
    rate = linear_rate(field, inner)
    if rate is None:
        return None
    s = next(k for k, g in enumerate(field.gens) if g.kind == "sin" and g.inner == inner)
    c = next(k for k, g in enumerate(field.gens) if g.kind == "cos" and g.inner == inner)
    under = [field.gens[r].base for r in roots]
    if any(set(b.slots()) & set(roots) for b in under if b is not None):
        return None
    w = write(field, inner)
    for which, at in (("cos", cos(w)), ("sin", sin(w)), ("tan", tan(w))):
        solver.check()
        spare = field.spare()
        name = solver.variable(f)
        field.gens[spare].term = name
        made = _changed(field, v, s, c, spare, which, rate)
        if made is None:
            continue
        h, bases = made
        plan = _worked(solver, f, x, field, h, bases, name, at, depth)
        if plan is not None:
            return plan
    return None


def _changed(
    field: Field, v: Frac, s: int, c: int, spare: int, which: str, rate: Frac
) -> tuple[Frac, dict[int, Frac]] | None:
    """(the integrand in u, the radicands in u), roots left as they are."""
    u = gen(spare)
    keep, drop = (s, c) if which == "sin" else (c, s)

    def even(f: Frac) -> Frac | None:
        a, b = represented(f, keep, drop)
        if which != "tan":
            return substitute(a, {keep: u}) if b.is_zero else None
        if parity(a, c) not in (1, 0) or parity(b, c) not in (-1, 0):
            return None
        squares = {c: ONE / (ONE + u * u)}
        return in_square(a, c, squares) + u * in_square(b * gen(c), c, squares)

    bases: dict[int, Frac] = {}
    for k in v.slots():
        g = field.gens[k]
        if g.kind == "root" and not g.fixed and g.base is not None:
            base = even(g.base)
            if base is None:
                return None
            bases[k] = base
    if which == "tan":
        h = even(v)
        return None if h is None else (h / ((ONE + u * u) * rate), bases)
    a, b = represented(v, keep, drop)
    if not a.is_zero:
        return None
    sign = ONE if which == "sin" else -ONE
    return sign * substitute(b, {keep: u}) / rate, bases


def _worked(
    solver: Solver,
    f: Term,
    x: Sym,
    field: Field,
    h: Frac,
    bases: dict[int, Frac],
    name: Sym,
    at: Term,
    depth: int,
) -> Plan | None:
    values: dict[Sym, Term] = {}
    old = {k: field.gens[k] for k in bases}
    for k, base in bases.items():
        g = old[k]
        stand_in = Sym(f"#{k}")
        values[stand_in] = power(write(field, base), num(1, g.degree).value)
        field.gens[k] = Gen("symbol", stand_in, ZERO, fixed=True)
    try:
        body = tidy(put(write(field, h), values))
    finally:
        for k, g in old.items():
            field.gens[k] = g
    if mentions(body, x):
        return None
    inner = solver.find(body, name, depth + 1)
    if inner is None:
        return None
    made = through("integral_substitution", body, name, at, inner)
    made.value = tidy(made.value)
    return made if solver.accept(made, f, x) else None
