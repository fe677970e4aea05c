"""Finding F with F(k + 1) − F(k) = f(k): polynomials, polynomials times powers, and Gosper's algorithm."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_poly

from tuidao.derive.shape.atoms import TooHard, expanded
from tuidao.derive.simplify import summands, tidy
from tuidao.derive.writing import Exponent, build_product
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, factorial, is_op
from tuidao.lang.term import App, Num, Sym, Term, mentions, substitute

_MOST_DEGREE = 40
_E = App(ops.E, ())


def antidifference(f: Term, k: Sym) -> Term | None:
    """F with F(k + 1) − F(k) = f(k), or None where these methods find none."""
    try:
        rows = _rows(tidy(f), k)
    except ValueError:
        return None
    total: Term | None = None
    hyper: list[Term] = []
    for c, powers in rows:
        found = _power_times_geometric(c, powers, k)
        if found is None:
            hyper.append(_row_term(c, powers))
        else:
            total = found if total is None else total + found
    if hyper:
        rest = hyper[0]
        for h in hyper[1:]:
            rest = rest + h
        found = gosper(rest, k)
        if found is None:
            return None
        total = found if total is None else total + found
    return None if total is None else tidy(total)


def _rows(f: Term, k: Sym) -> list[tuple[Fraction, dict[Term, Exponent]]]:
    """The summands; those with sums in k multiplied out, where that leaves k in no denominator."""
    rows = summands(f)
    if not any(is_op(b, ops.ADD, ops.SUB) and mentions(b, k) for _, p in rows for b in p):
        return rows
    try:
        spread = expanded(f)
    except TooHard:
        return rows
    plain = all(b == k or not mentions(b, k) for _, p in spread for b in p)
    return spread if plain else rows


def _row_term(c: Fraction, powers: dict[Term, Exponent]) -> Term:
    return build_product(c, dict(powers))


def _power_times_geometric(c: Fraction, powers: dict[Term, Exponent], k: Sym) -> Term | None:
    """F for const·kᵐ·rᵏ, r free of k."""
    const: Term = Num(c)
    degree, ratio = 0, None
    for base, e in powers.items():
        whole = isinstance(e, Term)
        if not mentions(base, k) and not (whole and mentions(e, k)):  # type: ignore[arg-type]
            const = const * base ** (e if isinstance(e, Term) else Num(e))
        elif base == k and type(e) is int and 0 < e <= _MOST_DEGREE:
            degree += e
        elif isinstance(e, Term) and not mentions(base, k):
            line = _linear(e, k)
            if line is None:
                return None
            slope, offset = line
            r = tidy(base**slope)
            ratio = r if ratio is None else tidy(ratio * r)
            const = const * base**offset
        else:
            return None
    const = tidy(const)
    if ratio is None or ratio == ONE:
        return const * faulhaber(degree, k)
    if degree > 6:
        return None
    return const * ratio**k * _geometric_factor(degree, ratio, k)


def _linear(e: Term, k: Sym) -> tuple[Term, Term] | None:
    """(slope, offset) of an exponent linear in k."""
    offset = tidy(substitute(e, {k: Num(0)}))
    slope = tidy(substitute(e, {k: ONE}) - offset)
    left = tidy(e - slope * k - offset)
    return (slope, offset) if left == Num(0) else None


def faulhaber(m: int, k: Sym) -> Term:
    """Σ_{j<k} jᵐ, with 0⁰ = 1, as a polynomial in k (Bernoulli's formula)."""
    total: Term | None = None
    for i in range(m + 1):
        b = _bernoulli(i)
        if b:
            part = Num(b * comb(m + 1, i) / (m + 1)) * k ** Num(m + 1 - i)
            total = part if total is None else total + part
    assert total is not None
    return tidy(total)


def _bernoulli(n: int) -> Fraction:
    """Bₙ with B₁ = −1/2."""
    found = fmpq.bernoulli(n)
    return Fraction(int(found.p), int(found.q))


def _geometric_factor(m: int, r: Term, k: Sym) -> Term:
    """Q with r·Q(k + 1) − Q(k) = kᵐ, a polynomial in k with coefficients in r."""
    found: list[Term] = [Num(0)] * (m + 1)
    for d in range(m, -1, -1):
        # the coefficient of k^d: (r − 1)·q_d + r·Σ_{j>d} C(j, d)·q_j = [d = m]
        rest: Term = Num(1 if d == m else 0)
        for j in range(d + 1, m + 1):
            rest = rest - r * Num(comb(j, d)) * found[j]
        found[d] = tidy(rest / (r - 1))
    total: Term = found[0]
    for d in range(1, m + 1):
        total = total + found[d] * k ** Num(d)
    return tidy(total)


# ---------------------------------------------------------------- Gosper's algorithm over the rationals


def gosper(f: Term, k: Sym) -> Term | None:
    """F by Gosper's algorithm, where f(k + 1)/f(k) is a rational function of k with rational coefficients.

    Source: Petkovšek, Wilf, Zeilberger, A = B, ch. 5.
    """
    ratio = _ratio(f, k)
    if ratio is None:
        return None
    a, b, c = _normal(*ratio)
    x = _solve(a, _shift(b, -1), c)
    if x is None:
        return None
    certificate = _to_term(_shift(b, -1) * x, k) / _to_term(c, k)
    return certificate * f


def _ratio(f: Term, k: Sym) -> tuple[Any, Any] | None:
    """Numerator and denominator of f(k + 1)/f(k) as polynomials in k."""
    try:
        rows = summands(f)
    except ValueError:
        return None
    if len(rows) != 1:
        top = [_as_rational(_row_term(c, p), k) for c, p in rows]
        if any(t is None for t in top):
            return None
        n, d = fmpq_poly([0]), fmpq_poly([1])
        for pair in top:
            assert pair is not None
            n, d = n * pair[1] + pair[0] * d, d * pair[1]
        return _reduced(_shift(n, 1) * d, _shift(d, 1) * n)
    _, powers = rows[0]
    n, d = fmpq_poly([1]), fmpq_poly([1])
    for base, e in powers.items():
        step = _factor_ratio(base, e, k)
        if step is None:
            return None
        n, d = n * step[0], d * step[1]
    return _reduced(n, d)


def _reduced(n: Any, d: Any) -> tuple[Any, Any] | None:
    if n.degree() < 0 or d.degree() < 0 or max(n.degree(), d.degree()) > _MOST_DEGREE:
        return None
    g = n.gcd(d)
    return n // g, d // g


def _factor_ratio(base: Term, e: Exponent, k: Sym) -> tuple[Any, Any] | None:
    one = fmpq_poly([1])
    if isinstance(e, Term):
        if mentions(base, k):
            return None
        line = _linear(e, k)
        r = None if line is None else tidy(base ** line[0])
        if type(r) is not Num:
            return None
        return fmpq_poly([fmpq(r.value.numerator, r.value.denominator)]), one
    if not mentions(base, k):
        return one, one
    if e != int(e):
        return None
    if is_op(base, ops.FACTORIAL, ops.BINOMIAL) and type(base) is App:
        step = _factorial_step(base, k)
    else:
        found = _polynomial(base, k)
        step = None if found is None else (_shift(found, 1), found)
    if step is None:
        return None
    n, d = step
    return (n ** int(e), d ** int(e)) if e > 0 else (d ** int(-e), n ** int(-e))


def _factorial_step(base: App, k: Sym) -> tuple[Any, Any] | None:
    """f(k + 1)/f(k) for factorial(p·k + q), or a binomial of such, p a small whole number."""
    if base.op is ops.BINOMIAL:
        top, low = base.args
        parts = [(factorial(top), 1), (factorial(low), -1), (factorial(tidy(top - low)), -1)]
        n, d = fmpq_poly([1]), fmpq_poly([1])
        for f, sign in parts:
            step = _factorial_step(f, k)
            if step is None:
                return None
            n, d = (n * step[0], d * step[1]) if sign > 0 else (n * step[1], d * step[0])
        return n, d
    inside = _polynomial(base.args[0], k)
    if inside is None or inside.degree() > 1:
        return None
    slope = inside[1] if inside.degree() == 1 else fmpq(0)
    if slope.q != 1 or abs(int(slope.p)) > 6:
        return None
    n, d, p = fmpq_poly([1]), fmpq_poly([1]), int(slope.p)
    for j in range(1, p + 1):
        n = n * (inside + j)
    for j in range(-p):
        d = d * (inside - j)
    return n, d


def _polynomial(t: Term, k: Sym) -> Any | None:
    try:
        rows = summands(tidy(t))
    except ValueError:
        return None
    total = fmpq_poly([0])
    for c, powers in rows:
        part = fmpq_poly([fmpq(c.numerator, c.denominator)])
        for base, e in powers.items():
            if type(e) is not int or not 0 < e <= _MOST_DEGREE:
                return None
            inside = fmpq_poly([0, 1]) if base == k else None
            if inside is None and is_op(base, ops.ADD, ops.SUB):
                inside = _polynomial(base, k)
            if inside is None:
                return None
            part = part * inside**e
        total = total + part
    return total


def _as_rational(t: Term, k: Sym) -> tuple[Any, Any] | None:
    (row,) = summands(t)
    n, d = fmpq_poly([fmpq(row[0].numerator, row[0].denominator)]), fmpq_poly([1])
    for base, e in row[1].items():
        p = fmpq_poly([0, 1]) if base == k else _polynomial(base, k)
        if p is None or type(e) is not int or abs(e) > _MOST_DEGREE:
            return None
        n, d = (n * p**e, d) if e > 0 else (n, d * p**-e)
    return n, d


def _shift(p: Any, by: int) -> Any:
    return p(fmpq_poly([by, 1]))


def _normal(n: Any, d: Any) -> tuple[Any, Any, Any]:
    """n/d = a(k)/b(k)·c(k + 1)/c(k) with a(k), b(k + j) coprime for every whole j ≥ 0."""
    a, b, c = n, d, fmpq_poly([1])
    for j in range(60):
        g = a.gcd(_shift(b, j))
        if g.degree() > 0:
            a, b = a // g, b // _shift(g, -j)
            for i in range(1, j + 1):
                c = c * _shift(g, -i)
    return a, b, c


def _solve(a: Any, b: Any, c: Any) -> Any | None:
    """A polynomial x with a(k)·x(k + 1) − b(k)·x(k) = c(k), or None."""
    da, db, dc = a.degree(), b.degree(), c.degree()
    if da != db or a[da] != b[db]:
        degree = dc - max(da, db)
    else:
        degree = dc - da + 1
        top = (b[da - 1] - a[da - 1]) / a[da] if da > 0 else fmpq(0)
        if top.q == 1 and int(top.p) >= 0:
            degree = max(degree, int(top.p))
    if not 0 <= degree <= _MOST_DEGREE:
        return None
    columns = [
        a * _shift(m, 1) - b * m for m in (fmpq_poly([0] * i + [1]) for i in range(degree + 1))
    ]
    rows = max(max((p.degree() for p in columns), default=0), dc) + 1
    table = fmpq_mat(
        rows, degree + 2, [q for r in range(rows) for q in [*(p[r] for p in columns), c[r]]]
    )
    reduced, rank = table.rref()
    found = [fmpq(0)] * (degree + 1)
    for r in range(rank):
        lead = next(j for j in range(degree + 2) if reduced[r, j] != 0)
        if lead == degree + 1:
            return None
        found[lead] = reduced[r, degree + 1]
    return fmpq_poly(found)


def _to_term(p: Any, k: Sym) -> Term:
    total: Term = Num(0)
    for i, c in enumerate(p.coeffs()):
        if c != 0:
            total = total + Num(Fraction(int(c.p), int(c.q))) * k ** Num(i)
    return tidy(total)
