"""Zeros without a closed form: changes of sign on a grid, each narrowed to an interval that holds just one zero."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

from flint import arb, fmpq, fmpq_poly, fmpz_poly

from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import Formula, value
from tuidao.lang.build import minus_oo, oo, pi
from tuidao.lang.term import Num, Sym, Term, bind, free_symbols, substitute

_MOST = 40
_OFFSET = Fraction(1, 97)  # off the whole numbers, at which zeros like to lie
_DIGITS = (4, 6, 9, 14)


def root_of(f: Term, x: Sym, low: Fraction, high: Fraction) -> Term:
    """The only zero of f between two numbers."""
    return bind(ops.ROOT_OF, x, f, Num(low), Num(high))


def polynomial_root_terms(values: list[Fraction]) -> list[Term]:
    """The real roots of a squarefree polynomial (lowest coefficient first), in ascending order, each isolated."""
    x = Sym("x")
    p = fmpq_poly([fmpq(v.numerator, v.denominator) for v in values])
    whole = p * p.denom()
    found: Any = fmpz_poly([int(c.p) for c in whole.coeffs()]).complex_roots()
    balls = [r.real for r, _ in found if r.imag.contains(0) and r.imag.is_exact()]
    f: Term = Num(0)
    for k in range(len(values) - 1, -1, -1):
        if values[k]:
            f = f + Num(values[k]) * x**k
    f = tidy(f)
    out = []
    for ball in sorted(balls, key=_middle):
        short = _narrowed(f, x, ball)
        out.append(_between_balls(f, x, ball) if short is None else short)
    return out


def _middle(ball: arb) -> Fraction:
    q = ball.mid().fmpq()
    return Fraction(int(q.p), int(q.q))


def _between_balls(f: Term, x: Sym, ball: arb) -> Term:
    """The enclosure as it was computed, a little widened."""
    middle, width = _middle(ball), Fraction(1, 2**40)
    return root_of(f, x, middle - width, middle + width)


def _narrowed(f: Term, x: Sym, ball: arb) -> Term | None:
    """An interval with short decimal ends around an approximate zero, in which it is seen to be the only one."""
    at = _middle(ball)
    scale = 0
    while abs(at) >= 10 ** (scale + 1):
        scale += 1
    for digits in _DIGITS:
        step = Fraction(10) ** (scale - digits)
        low = (at / step).__floor__() * step
        for left, right in ((low, low + step), (low - step, low + 2 * step)):
            found = root_of(f, x, left, right)
            if isinstance(value(found, {}, 20), arb):
                return found
    return None


def isolated(f: Term, x: Sym, within: tuple[Term, Term] | None) -> tuple[Term, ...] | None:
    """The zeros of `f` that a grid over the line, or over the interval, meets; None where one could not be isolated.

    The grid may miss some: whoever uses them has to show that there are no others.
    """
    if free_symbols(f) != {x}:
        return None
    run = _Scan(f, x)
    zeros: list[Term] = []
    points = list(run.points(within))
    for (a, fa), (b, fb) in itertools.pairwise(points):
        if fa is None or fb is None or (fa > 0) is (fb > 0):
            continue
        found = run.zero(a, fa, b)
        if found is None:
            return None
        if found is not _POLE:
            zeros.append(found)
        if len(zeros) > _MOST:
            return None
    return tuple(zeros)


_POLE = Sym("pole#")


class _Scan:
    def __init__(self, f: Term, x: Sym) -> None:
        self.f, self.x = f, x
        self.formula = Formula(f, (x,))

    def at(self, p: Fraction) -> arb | None:
        """A value that is certainly not 0; None where there is none such."""
        found = self.formula([arb(fmpq(p.numerator, p.denominator))], 96)
        return found if isinstance(found, arb) and not found.contains(0) else None

    def points(self, within: tuple[Term, Term] | None) -> list[tuple[Fraction, arb | None]]:
        """The grid with the values on it, finer where the function begins and ends to have values."""
        grid = [(p, self.at(p)) for p in sorted(_grid(within))]
        out: list[tuple[Fraction, arb | None]] = []
        for (p, v), (q, w) in itertools.pairwise(grid):
            out.append((p, v))
            if (v is None) is not (w is None):
                out += self._edge(p, v, q)
        return [*out, *grid[-1:]]

    def _edge(self, p: Fraction, v: arb | None, q: Fraction) -> list[tuple[Fraction, arb | None]]:
        """Points that crowd towards the end of the domain between p and q."""
        found = []
        low, high = (p, q) if v is not None else (q, p)  # a value at `low`, none at `high`
        for _ in range(40):
            middle = (low + high) / 2
            here = self.at(middle)
            if here is None:
                high = middle
            else:
                found.append((middle, here))
                low = middle
        return sorted(found, key=lambda pair: pair[0])

    def zero(self, a: Fraction, fa: arb, b: Fraction) -> Term | None:
        """The zero between a and b, where f changes its sign; `_POLE` where it has a pole or a jump instead."""
        high = abs(fa)
        for _ in range(50):
            middle = (a + b) / 2
            here = self.at(middle)
            if here is None:
                break
            if (here > 0) is (fa > 0):
                a, fa = middle, here
            else:
                b = middle
        if not abs(fa) < 1e-6 and abs(fa) > high:
            return _POLE
        at = (a + b) / 2
        exact = self._exact(at)
        ball = arb(fmpq(at.numerator, at.denominator))
        return _narrowed(self.f, self.x, ball) if exact is None else exact

    def _exact(self, at: Fraction) -> Term | None:
        """A simple number, or a simple multiple of π, that is a zero exactly."""
        over_pi = Fraction(float(at) / 3.141592653589793)
        for guess, unit in ((at, Num(1)), (over_pi, pi)):
            simple = guess.limit_denominator(60)
            if abs(simple - guess) < Fraction(1, 10**9):
                term = tidy(Num(simple) * unit)
                if tidy(substitute(self.f, {self.x: term})) == Num(0):
                    return term
        return None


def _grid(within: tuple[Term, Term] | None) -> set[Fraction]:
    low, high = (_end(e) for e in within) if within else (None, None)
    if low is not None and high is not None:
        width = high - low
        points = {low + width * (Fraction(k, 700) + _OFFSET / 700) for k in range(700)}
        return points | {
            e + s * width / 2**k for e, s in ((low, 1), (high, -1)) for k in range(2, 40)
        }
    centre = low if low is not None else high if high is not None else Fraction(0)
    near = {centre + Fraction(k, 16) + _OFFSET for k in range(-400, 400)}
    far = {centre + s * Fraction(5, 4) ** k * 20 for k in range(60) for s in (1, -1)}
    close = {centre + s * Fraction(1, 2**k) for k in range(2, 60) for s in (1, -1)}
    return {
        p for p in near | far | close if (low is None or p > low) and (high is None or p < high)
    }


def _end(end: Term) -> Fraction | None:
    ball = None if end in (oo, minus_oo) else value(end, {})
    return _middle(ball) if isinstance(ball, arb) else None
