"""Polynomials in one variable with rational coefficients: their real roots, and their sign on an interval."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb, fmpq, fmpq_poly

from tuidao.check.root_bound import is_zero
from tuidao.check.signs import SignField, prepared
from tuidao.lang.ball import value
from tuidao.lang.build import minus_oo, oo
from tuidao.lang.term import Sym, Term, substitute


def polynomial(f: Term, x: Sym) -> Any | None:
    """`f` as a polynomial in x with rational coefficients, if the field shows it to be one."""

    def read(field: SignField) -> Any:
        a = field.element(f)
        index = field.symbol(x)
        if a.den or field.used(a) - {index}:
            return None
        rows: dict[int, fmpq] = {}
        for m, c in a.num.to_dict().items():
            rows[int(m[index])] = c
        return fmpq_poly([rows.get(k, fmpq(0)) for k in range(max(rows, default=0) + 1)])

    return prepared(()).ask(read, None)


def polynomial_sign(p: Any, f: Term, x: Sym, left: Term, right: Term) -> int | None:
    """No root lies inside; the sign at a point inside tells the rest."""
    low, high = number(left), number(right)
    if (low is None and left != minus_oo) or (high is None and right != oo):
        return None
    for root in real_roots(p):
        beyond = (low is not None and root < low) or (high is not None and root > high)
        if beyond:
            continue
        at = next(
            (
                e
                for e, ball in ((left, low), (right, high))
                if ball is not None and ball.overlaps(root)
            ),
            None,
        )
        if at is None or not is_zero(substitute(f, {x: at})):
            return None
    inside = _inner(low, high)
    if inside is None:
        return None
    here = p(fmpq(inside.numerator, inside.denominator))
    return 1 if here > 0 else -1 if here < 0 else 0


def real_roots(p: Any) -> list[arb]:
    """The real roots, each isolated in a ball."""
    from flint import fmpz_poly

    if p.degree() < 1:
        return []
    q = p * p.denom()
    whole = fmpz_poly([int(c.p) for c in q.coeffs()])
    found: Any = whole.complex_roots()
    return [r.real for r, _ in found if r.imag.contains(0) and r.imag.is_exact()]


def _inner(low: arb | None, high: arb | None) -> Fraction | None:
    """A rational inside the interval."""
    if low is None and high is None:
        return Fraction(0)
    if low is None:
        assert high is not None
        return Fraction(int(float(high.lower())) - 2)
    if high is None:
        return Fraction(int(float(low.upper())) + 2)
    middle = ((low + high) / 2).mid()
    if not (low < middle and middle < high):
        return None
    q = middle.fmpq()
    return Fraction(int(q.p), int(q.q))


def number(end: Term) -> arb | None:
    """The end enclosed; None for ±oo."""
    found = None if end in (minus_oo, oo) else value(end, {}, 40)
    return found if isinstance(found, arb) else None
