"""Sums Σ F·e^G with F and G rational functions of one variable over Q(i): sines and cosines are such sums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq, fmpq_poly

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term

MOST_TERMS = 300
MOST_DEGREE = 60
_MOST_POWER = 12


class NotOne(Exception):
    """The term is no such sum, or too large a one."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A quotient of polynomials over Q, lowest terms, the lower one monic."""

    num: fmpq_poly
    den: fmpq_poly

    def __add__(self, other: Ratio) -> Ratio:
        return ratio(self.num * other.den + other.num * self.den, self.den * other.den)

    def __sub__(self, other: Ratio) -> Ratio:
        return self + Ratio(-other.num, other.den)

    def __mul__(self, other: Ratio) -> Ratio:
        return ratio(self.num * other.num, self.den * other.den)

    def derivative(self) -> Ratio:
        """By the quotient rule."""
        slope = self.num.derivative() * self.den - self.num * self.den.derivative()
        return ratio(slope, self.den * self.den)

    def key(self) -> tuple[str, str]:
        """Equal for equal ones."""
        return str(self.num.coeffs()), str(self.den.coeffs())

    @property
    def is_zero(self) -> bool:
        """Is it 0?"""
        return self.num.degree() < 0

    @property
    def is_constant(self) -> bool:
        """Is it free of the variable?"""
        return self.num.degree() <= 0 and self.den.degree() <= 0


def ratio(num: fmpq_poly, den: fmpq_poly) -> Ratio:
    """num/den in lowest terms. Raises NotOne where den is 0 or the degrees are large."""
    if den.degree() < 0:
        raise NotOne
    g = num.gcd(den)
    num, den = num // g, den // g
    if max(num.degree(), den.degree()) > MOST_DEGREE:
        raise NotOne
    lead = den[den.degree()]
    return Ratio(num / lead, den / lead)


NOUGHT = Ratio(fmpq_poly([0]), fmpq_poly([1]))
UNIT = Ratio(fmpq_poly([1]), fmpq_poly([1]))
HALF = Ratio(fmpq_poly([fmpq(1, 2)]), fmpq_poly([1]))


@dataclass(frozen=True, slots=True)
class Complex:
    """re + i im."""

    re: Ratio
    im: Ratio

    def __add__(self, other: Complex) -> Complex:
        return Complex(self.re + other.re, self.im + other.im)

    def __sub__(self, other: Complex) -> Complex:
        return Complex(self.re - other.re, self.im - other.im)

    def __mul__(self, other: Complex) -> Complex:
        return Complex(
            self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re
        )

    def inverse(self) -> Complex:
        """1/(re + i im). Raises NotOne for 0."""
        square = self.re * self.re + self.im * self.im
        below = ratio(square.den, square.num)
        return Complex(self.re * below, NOUGHT - self.im * below)

    def derivative(self) -> Complex:
        """Of both parts."""
        return Complex(self.re.derivative(), self.im.derivative())

    def key(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Equal for equal ones."""
        return self.re.key(), self.im.key()

    @property
    def is_zero(self) -> bool:
        """Is it 0?"""
        return self.re.is_zero and self.im.is_zero

    @property
    def is_constant(self) -> bool:
        """Is it free of the variable?"""
        return self.re.is_constant and self.im.is_constant


ZERO, ONE = Complex(NOUGHT, NOUGHT), Complex(UNIT, NOUGHT)
Sum = list[tuple[Complex, Complex]]  # pairs (G, F): Σ F·e^G, the G different


def exponential_sum(t: Term, x: Sym) -> Sum:
    """The term as Σ F·e^G. Raises NotOne where it is none (with other functions, parameters or constants like π)."""
    match t:
        case Num(value):
            return _rational(fmpq_poly([fmpq(value.numerator, value.denominator)]))
        case Sym():
            if t != x:
                raise NotOne
            return _rational(fmpq_poly([0, 1]))
        case App(op, args):
            return _applied(op, args, x)
    raise NotOne


def _rational(p: fmpq_poly) -> Sum:
    return [(ZERO, Complex(ratio(p, fmpq_poly([1])), NOUGHT))]


def _applied(op: Op, args: tuple[Term, ...], x: Sym) -> Sum:
    if op is ops.NEG:
        return _scaled(exponential_sum(args[0], x), Complex(NOUGHT - UNIT, NOUGHT))
    if op in (ops.ADD, ops.SUB):
        a, b = (exponential_sum(s, x) for s in args)
        return _collected(
            [*a, *(_scaled(b, Complex(NOUGHT - UNIT, NOUGHT)) if op is ops.SUB else b)]
        )
    if op in (ops.MUL, ops.DIV):
        a, b = (exponential_sum(s, x) for s in args)
        return _product(a, _inverse(b) if op is ops.DIV else b)
    if op is ops.POW:
        return _power(args[0], args[1], x)
    if op in _WAVES:
        return _WAVES[op](_exponent(args[0], x))
    raise NotOne


def _power(base: Term, exponent: Term, x: Sym) -> Sum:
    if type(base) is App and base.op is ops.E:
        return _exponential(_exponent(exponent, x))
    n = _whole(exponent)
    if n is None or abs(n) > _MOST_POWER:
        raise NotOne
    factor = exponential_sum(base, x)
    if n < 0:
        factor = _inverse(factor)
    out: Sum = [(ZERO, ONE)]
    for _ in range(abs(n)):
        out = _product(out, factor)
    return out


def _whole(t: Term) -> int | None:
    if type(t) is App and t.op is ops.NEG:
        inner = _whole(t.args[0])
        return None if inner is None else -inner
    if type(t) is Num and t.value.denominator == 1:
        return int(Fraction(t.value))
    return None


def _exponent(t: Term, x: Sym) -> Ratio:
    """What stands in an exponential, a sine or a cosine: a real rational function."""
    found = exponential_sum(t, x)
    if not found:
        return NOUGHT
    if len(found) != 1 or not found[0][0].is_zero or not found[0][1].im.is_zero:
        raise NotOne
    return found[0][1].re


def _exponential(g: Ratio) -> Sum:
    return [(Complex(g, NOUGHT), ONE)]


def _two(g: Complex, plus: Complex, minus: Complex) -> Sum:
    return _collected([(g, plus), (ZERO - g, minus)])


_I_HALF = Complex(NOUGHT, HALF)
_HALF = Complex(HALF, NOUGHT)
_WAVES: dict[Op, Callable[[Ratio], Sum]] = {
    ops.EXP: _exponential,
    ops.COS: lambda g: _two(Complex(NOUGHT, g), _HALF, _HALF),
    ops.SIN: lambda g: _two(Complex(NOUGHT, g), ZERO - _I_HALF, _I_HALF),
    ops.COSH: lambda g: _two(Complex(g, NOUGHT), _HALF, _HALF),
    ops.SINH: lambda g: _two(Complex(g, NOUGHT), _HALF, ZERO - _HALF),
}


def _collected(parts: Sum) -> Sum:
    found: dict[object, tuple[Complex, Complex]] = {}
    for g, f in parts:
        old = found.get(g.key())
        found[g.key()] = (g, f if old is None else old[1] + f)
    if len(found) > MOST_TERMS:
        raise NotOne
    return [(g, f) for g, f in found.values() if not f.is_zero]


def _scaled(parts: Sum, c: Complex) -> Sum:
    return [(g, f * c) for g, f in parts]


def _product(a: Sum, b: Sum) -> Sum:
    if len(a) * len(b) > 2 * MOST_TERMS:
        raise NotOne
    return _collected([(g + h, f * k) for g, f in a for h, k in b])


def _inverse(a: Sum) -> Sum:
    if len(a) != 1:
        raise NotOne
    ((g, f),) = a
    return [(ZERO - g, f.inverse())]
