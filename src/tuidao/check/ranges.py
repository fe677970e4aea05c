"""Ranges of kernels and of polynomials over them, and the signs that follow."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import acb, arb, ctx, fmpq, fmpq_poly

from tuidao.check.families import family_range
from tuidao.check.interval import (
    NONNEGATIVE,
    POSITIVE,
    REAL,
    UNIT,
    Range,
    power,
    product,
    reciprocal,
    to_range,
)

if TYPE_CHECKING:
    from tuidao.check.factors import Factors
    from tuidao.check.field import Quotient


_HALF_PI = Fraction(1570796327, 10**9)
_FIXED = {
    "exp": POSITIVE,
    "root": NONNEGATIVE,
    "sin": UNIT,
    "cos": UNIT,
    "sign": UNIT,
    "erf": Range(Fraction(-1), Fraction(1), True, True),
    "asin": Range(-_HALF_PI, _HALF_PI),
    "atan": Range(-_HALF_PI, _HALF_PI, True, True),
    "prime": POSITIVE,
    "delta": Range(Fraction(0), Fraction(1)),
    "step": Range(Fraction(0), Fraction(1)),
}


def kernel_range(field: Factors, index: int) -> Range:
    """Where a kernel's values lie."""
    got = field.ranges.get(index)
    if got is not None:
        return got
    kernel = field.kernels[index]
    found = _FIXED.get(kernel.kind, REAL)
    field.ranges[index] = (
        found  # whatever asks again while this is being found gets no more help from it
    )
    if kernel.kind.startswith(("product", "sum:")):
        found = found.meet(family_range(field, kernel))
    elif not kernel.depends and kernel.kind not in ("sign", "term", "call", "index"):
        value = constant_kernel(field, index)
        if value is not None:
            found = found.meet(to_range(value))
    elif kernel.kind == "gamma":
        found = POSITIVE if quotient_range(field, kernel.args[0]).positive else REAL
    elif kernel.kind in _MONOTONE or kernel.kind in ("sin", "cos"):
        divisor = kernel_divisor(kernel)
        inner = quotient_range(field, kernel.args[0]).times(1 / divisor)
        if kernel.kind in ("sin", "cos"):
            found = _wave(kernel.kind, inner)
        else:
            found = found.meet(_monotone(kernel, inner))
    field.ranges[index] = found
    return found


def kernel_divisor(kernel: Any) -> Fraction:
    """The D of exp(b/D), cos(b/D); 1 for other kernels."""
    if kernel.kind == "exp":
        return Fraction(kernel.data[1])
    if kernel.kind in ("sin", "cos"):
        c = kernel.args[1].num.leading_coefficient()
        return Fraction(int(c.p), int(c.q))
    return Fraction(1)


_MONOTONE: dict[str, Callable[[Any, arb], arb]] = {
    "exp": lambda kernel, x: x.exp(),
    "logabs": lambda kernel, x: x.log(),
    "atan": lambda kernel, x: x.atan(),
    "asin": lambda kernel, x: x.asin(),
    "erf": lambda kernel, x: x.erf(),
    "root": lambda kernel, x: x.root(kernel.data[0]),
}


def _monotone(kernel: Any, inner: Range) -> Range:
    """The image of an interval under an increasing kernel (of a positive argument, where it takes |f|)."""
    if kernel.kind in ("logabs", "root"):
        if inner.nonpositive:
            inner = inner.times(Fraction(-1))
        if not inner.nonnegative:
            return REAL
    low, low_open = _image(kernel, inner.low, inner.low_open, 1)
    high, high_open = _image(kernel, inner.high, inner.high_open, -1)
    return Range(low, high, low_open, high_open)


def _image(
    kernel: Any, end: Fraction | None, open_end: bool, way: int
) -> tuple[Fraction | None, bool]:
    if (
        end is None
        or (kernel.kind == "logabs" and end == 0)
        or (kernel.kind == "asin" and abs(end) > 1)
    ):
        return None, False
    exact = {
        "exp": (0, 1),
        "logabs": (1, 0),
        "atan": (0, 0),
        "asin": (0, 0),
        "erf": (0, 0),
        "root": (0, 0),
    }
    at, image = exact[kernel.kind]
    if end == at:
        return Fraction(image), open_end
    if kernel.kind == "root" and end == 1:
        return Fraction(1), open_end
    if abs(end) > 10**7 or (kernel.kind == "exp" and abs(end) > 10**4):
        return None, False
    r = to_range(_MONOTONE[kernel.kind](kernel, arb(fmpq(end.numerator, end.denominator))))
    return (r.low if way > 0 else r.high), False


def _wave(kind: str, inner: Range) -> Range:
    """sin or cos on an interval inside [−3.14, 3.14], by pieces on which they are monotone."""
    bound = Fraction(314, 100)
    if inner.low is None or inner.high is None or inner.low < -bound or inner.high > bound:
        return UNIT
    if inner.low < 0 < inner.high:
        left = _wave(kind, Range(inner.low, Fraction(0), inner.low_open))
        right = _wave(kind, Range(Fraction(0), inner.high, False, inner.high_open))
        return _hull(left, right)
    if inner.high <= 0 and inner.low < 0:
        mirrored = _wave(kind, inner.times(Fraction(-1)))
        return mirrored if kind == "cos" else mirrored.times(Fraction(-1))
    a, b = (arb(fmpq(e.numerator, e.denominator)) for e in (inner.low, inner.high))
    if kind == "cos":
        low, high = to_range(b.cos()).low, to_range(a.cos()).high
        return Range(
            low, Fraction(1) if inner.low == 0 else high, False, inner.low == 0 and inner.low_open
        )
    ends = (to_range(a.sin()), to_range(b.sin()))
    low = min(e.low for e in ends if e.low is not None)
    high = Fraction(1) if inner.high > Fraction(157, 100) else ends[1].high
    return Range(
        Fraction(0) if inner.low == 0 and low <= 0 else low, high, inner.low == 0 and inner.low_open
    )


def _hull(a: Range, b: Range) -> Range:
    assert a.low is not None and b.low is not None and a.high is not None and b.high is not None
    return Range(min(a.low, b.low), max(a.high, b.high))


def polynomial_range(field: Factors, p: Any) -> Range:
    """An interval that holds the values of a polynomial over the kernels, term by term."""
    total: Range | None = None
    for m, c in zip(p.monoms(), p.coeffs(), strict=True):
        part: Range | None = None
        for i, n in enumerate(m):
            if n:
                own = kernel_range(field, i) if n == 1 else power(kernel_range(field, i), int(n))
                part = own if part is None else product(part, own)
        if part is None:
            value = Fraction(int(c.p), int(c.q))
            part = Range(value, value)
        elif c != 1:
            part = part.times(Fraction(int(c.p), int(c.q)))
        total = part if total is None else total.plus(part)
        if total.low is None and total.high is None:
            return REAL
    return _NOUGHT if total is None else total


_NOUGHT = Range(Fraction(0), Fraction(0))


def quotient_range(field: Factors, a: Quotient) -> Range:
    """An interval that holds the values of a quotient, where it has one."""
    top = polynomial_range(field, a.num)
    for atom, n in a.den:
        below = power(polynomial_range(field, field.atoms[atom]), n)
        if below.nonnegative:
            top = product(top, reciprocal(below))
        elif below.nonpositive:
            top = product(top, reciprocal(below.times(Fraction(-1)))).times(Fraction(-1))
        else:
            return REAL
    return top


_NESTED = 2  # quadratics in one kernel whose discriminants are quadratics in the next: each costs its square


def sign_of(field: Factors, p: Any, strict: bool = False, nested: int = 0) -> int:
    """+1 where p ≥ 0 (strict: > 0) for all values its kernels can take, −1 likewise, 0 when that is not seen."""
    r = polynomial_range(field, p)
    if r.positive or (r.nonnegative and not strict):
        return 1
    if r.negative or (r.nonpositive and not strict):
        return -1
    degrees = p.degrees()
    used = [i for i, d in enumerate(degrees) if d > 0]
    exact = len(p) == 1 or (len(used) == 1 and degrees[used[0]] == 1)
    if exact and (len(used) != 1 or field.kernels[used[0]].depends):
        return 0  # a monomial, or a multiple of one kernel and a number: the range says all
    if len(used) == 1:
        return _univariate_sign(field, p, used[0], strict)
    if used and all(not field.kernels[i].depends for i in used):
        value = constant_polynomial(field, p)
        if value is not None:
            return 1 if value > 0 else -1 if value < 0 else 0
    for i in used:
        if degrees[i] == 2 and nested < _NESTED:
            found = _quadratic_sign(field, p, i, nested + 1)
            if found:
                return found
    return 0


def _quadratic_sign(field: Factors, p: Any, i: int, nested: int) -> int:
    """A quadratic in one kernel with a negative discriminant and a leading coefficient of one sign."""
    parts: dict[int, dict[tuple[int, ...], Any]] = {0: {}, 1: {}, 2: {}}
    for m, c in zip(p.monoms(), p.coeffs(), strict=True):
        parts[int(m[i])][(*m[:i], 0, *m[i + 1 :])] = c
    c0, c1, c2 = (field.context.from_dict(parts[k]) for k in (0, 1, 2))
    if c2.degrees()[i] or max(len(c0), len(c1), len(c2)) > 30:
        return 0
    lead = sign_of(field, c2, True, nested)
    return lead if lead and sign_of(field, c1 * c1 - 4 * c0 * c2, True, nested) < 0 else 0


def _univariate_sign(field: Factors, p: Any, i: int, strict: bool) -> int:
    coefficients = [fmpq(0)] * (p.degrees()[i] + 1)
    for m, c in zip(p.monoms(), p.coeffs(), strict=True):
        coefficients[m[i]] = c
    poly = fmpq_poly(coefficients)
    if poly.degree() > 60:
        return 0
    r = kernel_range(field, i)
    roots: Any = poly.numer().complex_roots()
    for root, multiplicity in roots:
        z = acb(root)
        real = z.imag.contains(0) and (strict or multiplicity % 2)
        if real and _may_lie_in(z.real, r):
            return 0
    sample = _sample(r)
    value = poly(fmpq(sample.numerator, sample.denominator))
    return 1 if value > 0 else -1 if value < 0 else 0


def _may_lie_in(ball: arb, r: Range) -> bool:
    """Could this real root be a point of the interval?

    An end that is left out counts as outside only when it is met exactly.
    """
    if r.low is not None:
        low = arb(fmpq(r.low.numerator, r.low.denominator))
        if ball < low or (r.low_open and ball == low and ball.is_exact()):
            return False
    if r.high is not None:
        high = arb(fmpq(r.high.numerator, r.high.denominator))
        if ball > high or (r.high_open and ball == high and ball.is_exact()):
            return False
    return True


def _sample(r: Range) -> Fraction:
    if r.low is None and r.high is None:
        return Fraction(0)
    if r.low is None:
        assert r.high is not None
        return r.high - 1
    return r.low + 1 if r.high is None else (r.low + r.high) / 2


def constant_kernel(field: Factors, index: int) -> arb | None:
    """A ball around a kernel that depends on no symbol."""
    value: arb | None = _constant_kernel(field, index)
    return value


def _constant_kernel(field: Factors, index: int) -> Any:
    kernel = field.kernels[index]
    old, ctx.prec = ctx.prec, 200
    try:
        inner = constant_quotient(field, kernel.args[0]) if kernel.args else None
        match kernel.kind:
            case "constant":
                return arb.const_euler() if kernel.data == "EulerGamma" else arb.pi()
            case "log":
                return arb(kernel.data).log()
            case "prime":
                return arb(kernel.data[1]).root(kernel.data[0])
            case "algebraic":
                return (arb.pi() / kernel.data).cos()
        if inner is None:
            return None
        match kernel.kind:
            case "logabs":
                return abs(inner).log() if not inner.contains(0) else None
            case "root":
                return abs(inner).root(kernel.data[0]) if not inner.contains(0) else None
            case "exp":
                return (inner / kernel.data[1]).exp()
            case "sin":
                return (inner / kernel.args[1].num.leading_coefficient()).sin()
            case "cos":
                return (inner / kernel.args[1].num.leading_coefficient()).cos()
            case "asin":
                return inner.asin()
            case "atan":
                return inner.atan()
            case "erf":
                return inner.erf()
            case "gamma":
                return inner.gamma()
        return None
    finally:
        ctx.prec = old


def constant_polynomial(field: Factors, p: Any) -> arb | None:
    """A ball around a polynomial over constant kernels."""
    total = arb(0)
    values: dict[int, arb] = {}
    for m, c in zip(p.monoms(), p.coeffs(), strict=True):
        part = arb(c)
        for i, n in enumerate(m):
            if n:
                if i not in values:
                    if field.kernels[i].depends:
                        return None
                    value = constant_kernel(field, i)
                    if value is None or not value.is_finite():
                        return None
                    values[i] = value
                part *= values[i] ** int(n)
        total += part
    return total if total.is_finite() else None


def constant_quotient(field: Factors, a: Quotient) -> arb | None:
    """A ball around a quotient over constant kernels."""
    top = constant_polynomial(field, a.num)
    for atom, n in a.den:
        below = constant_polynomial(field, field.atoms[atom])
        if top is None or below is None or below.contains(0):
            return None
        top = top / below**n
    return top
