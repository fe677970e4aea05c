"""A function taken apart for its power series: numbers, powers of h = x − a, functions whose series is known."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq, fmpq_poly

from tuidao.derive.derivative import derivative
from tuidao.derive.series.table import Core, binomial_core, of_function, of_log
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, atanh, cos, exp, is_op, log, num, rational, sin
from tuidao.lang.term import App, Num, Sym, Term, mentions, substitute

_MOST_DEGREE, _MOST_PIECES, _DEEPEST = 12, 12, 24


class NoSeries(Exception):
    """The function is not of a kind whose series is known in general form here."""


@dataclass(frozen=True, slots=True)
class Piece:
    """factor·h^power·core; without a core a power alone."""

    factor: Term
    power: int
    core: Core | None = None

    def times(self, c: Term, power: int = 0) -> Piece:
        return Piece(tidy(c * self.factor), self.power + power, self.core)


@dataclass(frozen=True, slots=True)
class Taker:
    """Takes functions of x apart about x = a."""

    x: Sym
    a: Term

    @property
    def h(self) -> Term:
        """x − a."""
        return self.x if self.a == ZERO else tidy(self.x - self.a)

    def pieces(self, t: Term, depth: int = 0) -> list[Piece]:
        """Pieces that add up to the term. Raises NoSeries."""
        if depth > _DEEPEST:
            raise NoSeries
        row = self.polynomial(t)
        if row is not None:
            return [Piece(c, k) for k, c in sorted(row.items())]
        found = self._pieces(t, depth + 1)
        if len(found) > _MOST_PIECES:
            raise NoSeries
        return found

    def _pieces(self, t: Term, depth: int) -> list[Piece]:
        if type(t) is not App:
            raise NoSeries
        args = t.args
        match t.op:
            case ops.ADD | ops.SUB:
                right = self.pieces(args[1], depth)
                if t.op is ops.SUB:
                    right = [p.times(Num(-1)) for p in right]
                return self.pieces(args[0], depth) + right
            case ops.NEG:
                return [p.times(Num(-1)) for p in self.pieces(args[0], depth)]
            case ops.MUL:
                return self._product(t, args[0], args[1], depth)
            case ops.DIV:
                return self._quotient(args[0], args[1], depth)
            case ops.POW:
                return self._power(args[0], args[1], depth)
            case ops.SQRT:
                return self._power(args[0], num(1, 2), depth)
            case ops.ROOT if not mentions(args[1], self.x):
                return self._power(args[0], tidy(ONE / args[1]), depth)
            case ops.LOG:
                return self._log(args[0], depth)
            case ops.LOGB if not mentions(args[1], self.x):
                return [p.times(ONE / log(args[1])) for p in self._log(args[0], depth)]
        c, b, k = self.one_power(args[0]) if len(args) == 1 else (None, ZERO, 0)
        if c is None:
            raise NoSeries
        found = of_function(t.op, c, b, self.h, k)
        if found is None:
            raise NoSeries
        return [Piece(tidy(f), 0, core) for f, core in found]

    # ---------------------------------------------------------------- polynomials

    def polynomial(self, t: Term) -> dict[int, Term] | None:
        """The coefficients by powers of h, those that are 0 left out; None where it is no polynomial in x."""
        if not mentions(t, self.x):
            return {0: t} if tidy(t) != ZERO else {}
        degree = self._degree(t)
        if degree is None or degree > _MOST_DEGREE:
            return None
        found: dict[int, Term] = {}
        d: Term | None = t
        scale = 1
        for k in range(degree + 1):
            if d is None:
                return None
            c = tidy(substitute(d, {self.x: self.a}) / Num(scale))
            if c != ZERO:
                found[k] = c
            d, scale = derivative(d, self.x), scale * (k + 1)
            d = None if d is None else tidy(d)
        return found

    def _degree(self, t: Term) -> int | None:
        if t == self.x:
            return 1
        if not mentions(t, self.x):
            return 0
        if type(t) is not App:
            return None
        if t.op is ops.POW:
            e, below = rational(t.args[1]), self._degree(t.args[0])
            if below is None or e is None or e.denominator != 1 or not 0 <= e <= _MOST_DEGREE:
                return None
            return below * int(e)
        if t.op is ops.DIV:
            return None if mentions(t.args[1], self.x) else self._degree(t.args[0])
        if t.op not in (ops.ADD, ops.SUB, ops.MUL, ops.NEG):
            return None
        parts = [self._degree(p) for p in t.args]
        known = [p for p in parts if p is not None]
        if len(known) < len(parts):
            return None
        return sum(known) if t.op is ops.MUL else max(known)

    def one_power(self, t: Term) -> tuple[Term | None, Term, int]:
        """c, b, k with t = c + b·h^k, where t has this form."""
        row = self.polynomial(t)
        if row is None:
            return None, ZERO, 0
        high = [k for k in row if k]
        if len(high) != 1:
            return None, ZERO, 0
        return row.get(0, ZERO), row[high[0]], high[0]

    # ---------------------------------------------------------------- products, quotients, powers

    def _product(self, t: Term, a: Term, b: Term, depth: int) -> list[Piece]:
        for u, v in ((a, b), (b, a)):
            row = self.polynomial(u)
            if row is not None:
                rest = self.pieces(v, depth)
                return [p.times(c, k) for p in rest for k, c in row.items()]
        whole = _exponents(t)
        if whole is not None:
            return self.pieces(exp(tidy(whole)), depth)
        if is_op(a, ops.DIV) and isinstance(a, App):
            return self._quotient(a.args[0] * b, a.args[1], depth)
        if is_op(b, ops.DIV) and isinstance(b, App):
            return self._quotient(a * b.args[0], b.args[1], depth)
        if {getattr(a, "op", None), getattr(b, "op", None)} == {ops.SIN, ops.COS}:
            assert isinstance(a, App) and isinstance(b, App)
            if a.args == b.args:
                return [p.times(num(1, 2)) for p in self.pieces(sin(tidy(2 * a.args[0])), depth)]
        raise NoSeries

    def _quotient(self, a: Term, b: Term, depth: int) -> list[Piece]:
        if not mentions(b, self.x):
            return [p.times(ONE / b) for p in self.pieces(a, depth)]
        row = self.polynomial(b)
        if row is not None and len(row) == 1:
            ((k, c),) = row.items()
            return [p.times(ONE / c, -k) for p in self.pieces(a, depth)]
        above = self.polynomial(a)
        known = row is None or self._is_one_power(row) or is_op(b, ops.POW)
        if above is not None and row is not None and not known:
            return self._fractions(above, row, depth)
        if above is not None:
            try:
                below = self._power(b, Num(-1), depth)
            except NoSeries:
                if row is None:
                    raise
                return self._fractions(above, row, depth)
            return [p.times(c, k) for p in below for k, c in above.items()]
        if is_op(b, ops.EXP) and isinstance(b, App):
            return self.pieces(a * exp(tidy(-b.args[0])), depth)
        return self._product(a / b, a, b ** Num(-1), depth)

    def _is_one_power(self, row: dict[int, Term]) -> bool:
        return len([k for k in row if k]) == 1 and 0 in row

    def _power(self, base: Term, e: Term, depth: int) -> list[Piece]:
        if mentions(e, self.x):
            if mentions(base, self.x):
                raise NoSeries
            return self.pieces(exp(tidy(e * log(base))), depth)
        value = rational(tidy(e))
        c, b, k = self.one_power(base)
        if c is not None and c != ZERO:
            factor, core = binomial_core(c, b, self.h, k, tidy(e))
            return [Piece(tidy(factor), 0, core)]
        if value is not None and is_op(base, ops.POW) and isinstance(base, App):
            inner = rational(base.args[1])
            if inner is not None and (
                value.denominator == 1 or inner.denominator == 1 and inner % 2
            ):
                return self._power(base.args[0], Num(inner * value), depth)
        if value == -1 and is_op(base, ops.SQRT) and isinstance(base, App):
            return self._power(base.args[0], num(-1, 2), depth)
        if value == 2 and is_op(base, ops.SIN, ops.COS) and isinstance(base, App):
            double = cos(tidy(2 * base.args[0]))
            half = num(1 if base.op is ops.COS else -1, 2)
            return self.pieces(num(1, 2) + half * double, depth)
        if value is not None and value.denominator == 1 and is_op(base, ops.EXP):
            assert isinstance(base, App)
            return self.pieces(exp(tidy(e * base.args[0])), depth)
        if value is not None and value.denominator == 1 and value < 0:
            row = self.polynomial(base)
            if row is not None and value >= -4:
                below = row
                for _ in range(-int(value) - 1):
                    below = _multiplied(below, row)
                return self._fractions({0: ONE}, below, depth)
        raise NoSeries

    def _fractions(self, above: dict[int, Term], below: dict[int, Term], depth: int) -> list[Piece]:
        """A quotient of polynomials in h with rational coefficients as a sum of quotients with linear divisors."""
        n, d = _flint(above), _flint(below)
        if n is None or d is None or d.degree() < 1:
            raise NoSeries
        g = n.gcd(d)
        n, d = n // g, d // g
        whole, n = n // d, n % d
        found = [Piece(Num(_fraction(c)), k) for k, c in enumerate(whole.coeffs()) if c != 0]
        roots = d.roots()
        if sum(m for _, m in roots) < d.degree():
            return self._completed(n, d, depth) + found
        for root, m in roots:
            line = fmpq_poly([-root, 1])
            other = d // line**m
            moved_n, moved_d = n(fmpq_poly([root, 1])), other(fmpq_poly([root, 1]))
            part = _quotient_to(moved_n, moved_d, m)
            for j in range(m):
                if part[j] == 0:
                    continue
                c = Num(_fraction(part[j]))
                if root == 0:
                    found.append(Piece(c, j - m))
                    continue
                factor, core = binomial_core(Num(_fraction(-root)), ONE, self.h, 1, Num(j - m))
                found.append(Piece(tidy(c * factor), 0, core))
        return found

    def _completed(self, n: fmpq_poly, d: fmpq_poly, depth: int) -> list[Piece]:
        """n/d with both multiplied so that the divisor becomes h^k − c: 1/(1 + h + h²) = (1 − h)/(1 − h³)."""
        for k in range(d.degree(), 9):
            power = fmpq_poly([0] * k + [1])
            c = power % d
            if c.degree() > 0 or c[0] == 0:
                continue
            top = n * ((power - c) // d)
            below = binomial_core(Num(_fraction(-c[0])), ONE, self.h, k, Num(-1))
            row = [(j, Num(_fraction(v))) for j, v in enumerate(top.coeffs()) if v != 0]
            return [Piece(tidy(below[0]), 0, below[1]).times(v, j) for j, v in row]
        raise NoSeries

    # ---------------------------------------------------------------- logarithms

    def _log(self, u: Term, depth: int) -> list[Piece]:
        c, b, k = self.one_power(u)
        if c is not None and c != ZERO:
            whole = of_log(c, b, self.h, k)
            constant = tidy(log(c))
            first = [] if constant == ZERO else [Piece(constant, 0)]
            return [*first, Piece(ONE, 0, whole)]
        if type(u) is App:
            if u.op is ops.DIV:
                above, below = self.polynomial(u.args[0]), self.polynomial(u.args[1])
                if above is not None and below is not None and _mirrored(above, below):
                    (k,) = (e for e in above if e)
                    t = tidy(above[k] / above[0] * self.h ** Num(k))
                    return [p.times(Num(2)) for p in self.pieces(atanh(t), depth)]
            if u.op in (ops.MUL, ops.DIV):
                right = self.pieces(log(u.args[1]), depth)
                if u.op is ops.DIV:
                    right = [p.times(Num(-1)) for p in right]
                return self.pieces(log(u.args[0]), depth) + right
            if u.op is ops.SQRT:
                return [p.times(num(1, 2)) for p in self._log(u.args[0], depth)]
            if u.op is ops.POW and not mentions(u.args[1], self.x):
                return [p.times(u.args[1]) for p in self._log(u.args[0], depth)]
            if u.op is ops.EXP:
                return self.pieces(u.args[0], depth)
        row = self.polynomial(u)
        p = None if row is None else _flint(row)
        if p is None or p.degree() < 1:
            raise NoSeries
        roots = p.roots()
        if sum(m for _, m in roots) < p.degree() or p[0] <= 0:
            raise NoSeries
        constant = tidy(log(Num(_fraction(p[0]))))
        found = [] if constant == ZERO else [Piece(constant, 0)]
        for root, m in roots:
            one = of_log(ONE, Num(_fraction(-1 / root)), self.h, 1)
            found.append(Piece(Num(m), 0, one))
        return found


def _multiplied(a: dict[int, Term], b: dict[int, Term]) -> dict[int, Term]:
    out: dict[int, Term] = {}
    for i, c in a.items():
        for j, d in b.items():
            out[i + j] = tidy(out[i + j] + c * d) if i + j in out else tidy(c * d)
    return {k: c for k, c in out.items() if c != ZERO}


def _mirrored(a: dict[int, Term], b: dict[int, Term]) -> bool:
    """c + d·h^k and c − d·h^k?"""
    high = [k for k in a if k]
    if set(a) != set(b) or len(high) != 1 or 0 not in a:
        return False
    return tidy(a[0] - b[0]) == ZERO and tidy(a[high[0]] + b[high[0]]) == ZERO


def _exponents(t: Term) -> Term | None:
    """u with t = exp(u), for a product or a quotient of exponentials."""
    if type(t) is not App:
        return None
    if t.op is ops.EXP:
        return t.args[0]
    if t.op in (ops.MUL, ops.DIV):
        a, b = (_exponents(s) for s in t.args)
        if a is not None and b is not None:
            return a + b if t.op is ops.MUL else a - b
    return None


def _flint(row: dict[int, Term]) -> fmpq_poly | None:
    """The polynomial, where its coefficients are rational."""
    out = [fmpq(0)] * (max(row, default=0) + 1)
    for k, c in row.items():
        value = rational(c)
        if value is None:
            return None
        out[k] = fmpq(value.numerator, value.denominator)
    return fmpq_poly(out)


def _fraction(q: fmpq) -> Fraction:
    return Fraction(int(q.p), int(q.q))


def _quotient_to(n: fmpq_poly, d: fmpq_poly, m: int) -> list[fmpq]:
    """The first m coefficients of n/d as a power series."""
    out: list[fmpq] = []
    for k in range(m):
        c = n[k] - sum((out[j] * d[k - j] for j in range(k)), fmpq(0))
        out.append(c / d[0])
    return out
