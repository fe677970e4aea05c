"""Risch–Norman: an ansatz with unknown coefficients, settled by linear algebra.

After Bronstein, Symbolic Integration I, ch. 10 ("Parallel integration"): the antiderivative is sought as a fraction
whose denominator is read off the integrand's, plus constant multiples of logarithms of its factors.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import flint
from flint.utils.flint_exceptions import DomainError

from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import (
    CONTEXT,
    ONE,
    P_ONE,
    ZERO,
    Frac,
    TooHard,
    const,
    degree,
    gen,
)
from tuidao.derive.integral.rational import Anti, free_root, positive

MOST_UNKNOWNS = 260


def moving_slots(field: Field, f: Frac) -> list[int]:
    """The generators that move in f, closed under differentiation."""
    found: list[int] = []
    queue = sorted(s for s in f.slots() if s == 0 or not field.gens[s].fixed)
    while queue:
        s = queue.pop(0)
        if s in found:
            continue
        found.append(s)
        queue += [k for k in field.gens[s].d.slots() if k == 0 or not field.gens[k].fixed]
        relation = field.gens[s].relation
        if relation is not None:
            queue += [k for k in relation.slots() if k == 0 or not field.gens[k].fixed]
    return sorted(found)


def ansatz(field: Field, f: Frac, more: int = 0) -> Anti | None:
    """∫ f by the ansatz; None when the linear system has no solution. `more` raises the degrees tried."""
    f = field.clean(f)
    moving = moving_slots(field, f)
    if len(moving) > 7:
        raise TooHard("too many kernels for the ansatz")
    bottom, factors = _denominator(field, f, moving)
    arguments = _arguments(field, f, moving, factors)
    monomials = _monomials(field, f, moving, bottom, more)
    basis = [Frac(m, P_ONE) / bottom for m in monomials]
    targets = [field.clean(field.d(b)) for b in basis]
    for kind, a in arguments:
        rate = field.d(a)
        targets.append(field.clean(rate / a if kind == "log" else rate / (ONE + a * a)))
    solution = _solve(field, targets, f, moving)
    if solution is None:
        return None
    out = Anti()
    for c, b in zip(solution, basis, strict=False):
        if not c.is_zero:
            out.part = out.part + c * b
    for c, (kind, a) in zip(solution[len(basis) :], arguments, strict=True):
        if not c.is_zero:
            (out.logs if kind == "log" else out.atans).append((c, a))
    out.part = field.clean(out.part)
    return out


def _denominator(field: Field, f: Frac, moving: list[int]) -> tuple[Frac, list[Any]]:
    """The denominator of the rational part, and the irreducible factors that logarithms may have."""
    bottom = ONE
    logs: list[Any] = []
    for p, k in f.den.factor()[1]:
        if not any(degree(p, s) > 0 for s in moving):
            continue
        logs.append(p)
        rate = field.clean(field.d(Frac(p)))
        special = (rate / Frac(p)).den.is_one() or _divides(p, rate)
        power = k if special else k - 1
        if power:
            bottom = bottom * Frac(p) ** power
    for s in moving:
        for p, _ in field.gens[s].d.den.factor()[1]:
            if p not in logs and any(degree(p, t) > 0 for t in moving):
                logs.append(p)
    return bottom, logs


def _divides(p: Any, f: Frac) -> bool:
    return bool((f.num % p).is_zero()) and not bool((f.den % p).is_zero())


def _arguments(
    field: Field, f: Frac, moving: list[int], factors: list[Any]
) -> list[tuple[str, Frac]]:
    out: list[tuple[str, Frac]] = []
    for p in factors:
        if len(p) == 1 and any(
            field.gens[s].kind in ("exp", "power") and degree(p, s) for s in moving
        ):
            continue
        if len(p) == 1 and any(field.gens[s].kind == "root" and degree(p, s) for s in moving):
            continue
        out.append(("log", Frac(p)))
        found = _split_quadratic(field, p, moving)
        out += found or _split_square(field, p, moving)
    for s in moving:
        g = field.gens[s]
        if g.kind == "root" and g.degree == 2:
            out += _root_arguments(field, s, f, moving)
        if g.kind == "log":
            continue
        if g.kind in ("sin",) and not any(a == gen(s) for _, a in out):
            cos_slot = next(
                k for k in moving if field.gens[k].kind == "cos" and field.gens[k].inner == g.inner
            )
            if f.den.is_constant() is False and degree(f.den, cos_slot):
                pass
    if len(out) > 24:
        raise TooHard("too many logarithms")
    return out


def _split_quadratic(field: Field, p: Any, moving: list[int]) -> list[tuple[str, Frac]]:
    """For a factor quadratic in one kernel: the arctangent or the pair of logarithms it calls for."""
    from tuidao.derive.integral.upoly import split

    for s in moving:
        if degree(p, s) != 2:
            continue
        c0, c1, c2 = split(p, s)
        if any(k in moving for c in (c0, c1, c2) for k in c.slots()):
            continue
        delta = field.clean(const(4) * c2 * c0 - c1 * c1)
        linear = const(2) * c2 * gen(s) + c1
        try:
            if positive(field, delta):
                return [("atan", field.clean(linear / free_root(field, delta)))]
            r = free_root(field, -delta)
            return [("log", (linear - r) / (linear + r))]
        except (TooHard, ZeroDivisionError):
            return []
    return []


def _split_square(field: Field, p: Any, moving: list[int]) -> list[tuple[str, Frac]]:
    """For a factor k + m q²: the arctangent or the pair of logarithms in q."""
    low: dict[tuple[int, ...], Any] = {}
    high: dict[tuple[int, ...], Any] = {}
    for e, c in p.terms():
        (high if any(e[s] for s in moving) else low)[e] = c
    if not low or not high:
        return []
    k, rest = Frac(CONTEXT.from_dict(low)), CONTEXT.from_dict(high)
    content, square = rest.primitive()
    if rest.leading_coefficient() < 0:
        content, square = -content, -square
    try:
        q = Frac(square.sqrt())
        m = Frac(CONTEXT.constant(content))
        ratio = field.clean(m / k)
        if positive(field, ratio):
            return [("atan", q * free_root(field, ratio))]
        r = free_root(field, -ratio)
        return [("log", (q * r - ONE) / (q * r + ONE))]
    except (TooHard, ZeroDivisionError, ValueError, DomainError):
        return []


def _root_arguments(field: Field, s: int, f: Frac, moving: list[int]) -> list[tuple[str, Frac]]:
    """Logarithms and arctangents over a square root: log(x + r), and atan or log at the poles of f."""
    from tuidao.derive.integral.upoly import split

    relation = field.gens[s].relation
    assert relation is not None
    out: list[tuple[str, Frac]] = []
    r = gen(s)
    if not relation.den.is_one():
        return out
    others = [k for k in moving if k != s and degree(relation.num, k) > 0]
    for k in others:
        if degree(relation.num, k) != 2:
            continue
        c0, c1, c2 = split(relation.num, k)
        if any(j in moving for c in (c0, c1, c2) for j in c.slots()):
            continue
        linear = (const(2) * c2 * gen(k) + c1) / const(2)
        if positive(field, c2):
            root = free_root(field, c2)
            out.append(("log", linear / root + r))
        else:
            root = free_root(field, -c2)
            out.append(("atan", field.clean(linear / (root * r))))
    for p, _ in f.den.factor()[1]:
        for k in others:
            if degree(p, k) != 1 or len([j for j in moving if degree(p, j) > 0]) != 1:
                continue
            low, high = split(p, k)
            value = field.put(relation, {k: -low / high})
            if any(j in moving for j in value.slots()) or value.is_zero:
                continue
            if positive(field, value):
                root = free_root(field, value)
                out.append(("log", (r - root) / (r + root)))
            else:
                root = free_root(field, -value)
                out.append(("atan", r / root))
    return out


def _monomials(field: Field, f: Frac, moving: list[int], bottom: Frac, more: int) -> list[Any]:
    ranges = []
    total_top = 0
    for s in moving:
        g = field.gens[s]
        top = max(degree(f.num, s), degree(bottom.num, s))
        if g.degree:
            top = g.degree - 1
        elif g.kind in ("exp", "power"):
            top = max(
                degree(f.num, s) - degree(f.den, s) + degree(bottom.num, s), degree(bottom.num, s)
            )
        elif s == 0 or g.kind not in ("cos",):
            top = max(degree(f.num, s) - degree(f.den, s), 0) + degree(bottom.num, s) + 1
        else:
            top = top + 1
        ranges.append(range(top + more + 1) if not g.degree else range(top + 1))
        total_top = max(total_top, top)
    count = 1
    for k in ranges:
        count *= len(k)
    limit = None
    if count > MOST_UNKNOWNS:
        bound = max(_total(f.num, moving), _total(bottom.num, moving)) + 2 + more
        limit = bound
    out = []
    for exps in product(*ranges):
        if limit is not None and sum(exps) > limit:
            continue
        full = [0] * len(CONTEXT.gens())
        for s, e in zip(moving, exps, strict=True):
            full[s] = e
        if any(full):
            out.append(CONTEXT.from_dict({tuple(full): 1}))
        if len(out) > MOST_UNKNOWNS:
            raise TooHard("too many unknowns")
    return out if bottom == ONE else [P_ONE, *out]


def _total(p: Any, moving: list[int]) -> int:
    return max((sum(int(e[s]) for s in moving) for e in p.monoms()), default=0)


def _solve(field: Field, targets: list[Frac], f: Frac, moving: list[int]) -> list[Frac] | None:
    """Constants c with Σ c·target = f, by comparing coefficients."""
    common = f.den
    for t in targets:
        g = common.gcd(t.den)
        common = common / g * t.den
        if len(common) > 400:
            raise TooHard("common denominator too long")
    columns = []
    parametric = False
    for t in [*targets, f]:
        p = t.num * (common / t.den)
        if len(p) > 3000:
            raise TooHard("too long")
        column: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
        for exps, c in p.terms():
            row = tuple(int(exps[s]) for s in moving)
            rest = tuple(0 if s in moving else int(k) for s, k in enumerate(exps))
            parametric = parametric or any(rest)
            column.setdefault(row, {})[rest] = c
        columns.append(column)
    rows = sorted({r for column in columns for r in column})
    if not parametric:
        return _solve_rational(columns, rows)
    return _solve_parametric(field, columns, rows)


def _solve_rational(columns: list[dict[Any, dict[Any, Any]]], rows: list[Any]) -> list[Frac] | None:
    where = {r: k for k, r in enumerate(rows)}
    m = flint.fmpz_mat(len(rows), len(columns))
    for j, column in enumerate(columns):
        for r, entry in column.items():
            (value,) = entry.values()
            m[where[r], j] = value
    reduced, den, rank = m.rref()
    n = len(columns) - 1
    out = [ZERO] * n
    for i in range(rank):
        pivot = next((j for j in range(n + 1) if reduced[i, j] != 0), n)
        if pivot == n:
            return None
        out[pivot] = const(Fraction(int(reduced[i, n]), int(den)))
    return out


def _solve_parametric(
    field: Field, columns: list[dict[Any, dict[Any, Any]]], rows: list[Any]
) -> list[Frac] | None:
    """Sparse elimination over the field of the constants."""
    n = len(columns) - 1
    system: dict[Any, dict[int, Frac]] = {r: {} for r in rows}
    for j, column in enumerate(columns):
        for r, entry in column.items():
            system[r][j] = Frac(CONTEXT.from_dict(entry))
    pending = [row for row in system.values() if row]
    solved: list[tuple[int, dict[int, Frac]]] = []
    work = 0
    while pending:
        pending.sort(key=len)
        row = pending.pop(0)
        pivots = [j for j in row if j != n]
        if not pivots:
            return None
        pivot = min(
            pivots, key=lambda j: (len(row[j].num) + len(row[j].den), sum(j in r for r in pending))
        )
        lead = row[pivot]
        row = {j: field.clean(c / lead) for j, c in row.items()}
        solved.append((pivot, row))
        kept = []
        for other in pending:
            if pivot in other:
                c = other.pop(pivot)
                for j, v in row.items():
                    if j == pivot:
                        continue
                    work += 1
                    if work > 6000:
                        raise TooHard("elimination too long")
                    value = field.clean(other.get(j, ZERO) - c * v)
                    if value.is_zero:
                        other.pop(j, None)
                    else:
                        other[j] = value
            if other:
                kept.append(other)
        pending = kept
    out = [ZERO] * n
    for pivot, row in reversed(solved):
        value = row.get(n, ZERO)
        for j, c in row.items():
            if j not in (pivot, n) and not out[j].is_zero:
                value = value - c * out[j]
        out[pivot] = field.clean(value)
    return out
