"""The real zeros of a function of one variable, exactly: closed forms, and families that repeat."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb

from tuidao.derive.shape.angles import by_one_angle
from tuidao.derive.shape.atoms import Atoms, TooHard
from tuidao.derive.shape.isolate import isolated
from tuidao.derive.shape.roots import polynomial_roots, sign_of
from tuidao.derive.shape.search import EXACT, Search
from tuidao.derive.simplify import decompose, tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import (
    ONE,
    abs_,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    cosh,
    exp,
    is_op,
    log,
    num,
    pi,
    sin,
    sinh,
    tan,
    tanh,
)
from tuidao.lang.term import App, Num, Sym, Term, mentions

_DEPTH = 6
_MOST_LOGARITHM = 64


@dataclass(frozen=True, slots=True)
class Zeros:
    """All the real zeros: single points, and families a + k·period for every whole k (each with its period)."""

    points: tuple[Term, ...] = ()
    families: tuple[tuple[Term, Term], ...] = ()

    def joined(self, other: Zeros) -> Zeros:
        """The union."""
        points = self.points + tuple(p for p in other.points if p not in self.points)
        families = self.families + tuple(f for f in other.families if f not in self.families)
        return Zeros(points, families)


NONE = Zeros()


def zeros(f: Term, x: Sym, how: Search = EXACT) -> Zeros | None:
    """All points that can be zeros of `f`, those included where it is undefined; None where not all are found.

    A superset: whoever uses a point evaluates `f` there.
    """
    if how.depth > _DEPTH:
        return None
    try:
        _, powers = decompose(tidy(f))
    except ValueError:
        return None
    found = NONE
    for base, e in powers.items():
        if not mentions(base, x) or (isinstance(e, int | Fraction) and e < 0):
            continue
        more = _base(base, x, how)
        if more is None:
            return None
        found = found.joined(more)
    return found


def _base(base: Term, x: Sym, how: Search) -> Zeros | None:
    if base == x:
        return Zeros((Num(0),))
    if is_op(base, ops.ADD, ops.SUB):
        return _sum(base, x, how)
    if is_op(base, ops.MUL, ops.DIV):
        return zeros(base, x, how.deeper())
    if type(base) is App and base.op is ops.PIECEWISE:
        return _pieces(base, x, how)
    if type(base) is App and len(base.args) == 1:
        return equal_to(base, Num(0), x, how)
    return None


def _pieces(t: App, x: Sym, how: Search) -> Zeros | None:
    """Zeros of the values, and the seams between them."""
    found = NONE
    parts = list(t.args[::2])
    for condition in t.args[1::2]:
        if type(condition) is App and condition.op in ops.RELATIONS:
            parts.append(condition.args[0] - condition.args[1])
        elif condition != App(ops.TRUE, ()):
            return None
    for part in parts:
        more = zeros(part, x, how.deeper())
        if more is None:
            return None
        found = found.joined(more)
    return found


def _sum(t: Term, x: Sym, how: Search) -> Zeros | None:
    same_angle = by_one_angle(t, x)
    if same_angle is not None:
        return zeros(same_angle, x, how.deeper())
    try:
        atoms = Atoms(t, x)
    except (TooHard, ValueError):
        return _isolated(t, x, how)
    found = NONE
    for kernel in atoms.lone_powers():
        if mentions(kernel, x):
            more = _base(kernel, x, how.deeper())
            if more is None:
                return None
            found = found.joined(more)
    for p in atoms.factors():
        more = _factor(atoms, p, x, how)
        if more is None and how.isolate:
            more = _isolated(atoms.term(p), x, how)
        if more is None:
            return None
        found = found.joined(more)
    return found


def _factor(atoms: Atoms, p: Any, x: Sym, how: Search) -> Zeros | None:
    active = atoms.active(p)
    if not active:
        return NONE
    if len(active) == 1:
        return _in_kernel(atoms.coefficients(p, active[0]), atoms.kernels[active[0]], x, how)
    squared = _without_root(atoms, p, active)
    if squared is not None:
        return zeros(squared, x, how.deeper())
    return _sine_and_cosine(atoms, p, active, x, how)


def _isolated(f: Term, x: Sym, how: Search) -> Zeros | None:
    """The zeros told by the intervals that hold them, if such are wanted."""
    points = isolated(f, x, how.within) if how.isolate else None
    return None if points is None else Zeros(points)


def _in_kernel(coefficients: list[Term], kernel: Term, x: Sym, how: Search) -> Zeros | None:
    """Zeros of a polynomial in one kernel."""
    roots = polynomial_roots(coefficients, how.isolate)
    if roots is None:
        return None
    if kernel == x:
        return Zeros(tuple(roots))
    found = NONE
    for c in roots:
        is_sum = is_op(kernel, ops.ADD, ops.SUB)  # one that stood below the bar
        more = zeros(kernel - c, x, how.deeper()) if is_sum else equal_to(kernel, c, x, how)
        if more is None:
            return None
        found = found.joined(more)
    return found


def _without_root(atoms: Atoms, p: Any, active: list[int]) -> Term | None:
    """A + B·s with s a square root, A and B in s²: A² − B²·s², whose zeros include those of p."""
    for i in active:
        k = atoms.kernels[i]
        if not (is_op(k, ops.POW) and type(k) is App and k.args[1] == num(1, 2)):
            continue
        square = k.args[0]
        even, odd = Num(0) + Num(0), Num(0) + Num(0)
        for n, c in enumerate(atoms.coefficients(p, i)):
            part = c if n < 2 else c * square ** Num(n // 2)
            even, odd = (even, odd + part) if n % 2 else (even + part, odd)
        return even if tidy(odd) == Num(0) else even**2 - odd**2 * square
    return None


def _sine_and_cosine(atoms: Atoms, p: Any, active: list[int], x: Sym, how: Search) -> Zeros | None:
    """A polynomial in sin u and cos u: t = tan(u/2) makes it a polynomial in t; u = π + 2kπ is looked at apart."""
    if len(active) != 2:
        return None
    a, b = (atoms.kernels[i] for i in active)
    if not (is_op(a, ops.SIN, ops.COS) and is_op(b, ops.SIN, ops.COS)) or a.args != b.args:  # type: ignore[attr-defined]
        return None
    assert type(a) is App
    u, t = a.args[0], Sym("t#half")
    plain = _tangent(atoms, p, active, u)
    if plain is not None:
        turns = [_shifted(u, tidy(plain + k * pi), tidy(2 * pi), x, how) for k in (0, 1)]
        return None if None in turns else turns[0].joined(turns[1])  # type: ignore[union-attr,arg-type]
    names = {
        atoms.kernels[i]: (2 * t if is_op(atoms.kernels[i], ops.SIN) else 1 - t**2) for i in active
    }
    top = max(m[active[0]] + m[active[1]] for m, _ in p.terms())
    total: Term = Num(0)
    for m, c in p.terms():
        part: Term = Num(Fraction(int(c.p), int(c.q)))
        for j, e in enumerate(m):
            if e:
                part = part * (names.get(atoms.kernels[j], atoms.kernels[j]) ** int(e))
        total = total + part * (1 + t**2) ** int(top - m[active[0]] - m[active[1]])
    halves = zeros(total, t, how.elsewhere())
    if halves is None or halves.families:
        return None
    found = NONE
    for angle in [*(tidy(2 * atan(h)) for h in halves.points), pi]:
        more = _shifted(u, angle, tidy(2 * pi), x, how)
        if more is None:
            return None
        found = found.joined(more)
    return found


def _tangent(atoms: Atoms, p: Any, active: list[int], u: Term) -> Term | None:
    """a·sin u + b·cos u = 0 as tan u = −b/a: the angle; None for another polynomial."""
    parts: dict[Any, Term] = {}
    for m, c in p.terms():
        if sum(int(m[i]) for i in active) != 1:
            return None
        i = next(i for i in active if m[i])
        part: Term = Num(Fraction(int(c.p), int(c.q)))
        for j, e in enumerate(m):
            if e and j != i:
                part = part * (atoms.kernels[j] ** int(e))
        parts[i] = part if i not in parts else parts[i] + part
    by = {(ops.SIN if is_op(atoms.kernels[i], ops.SIN) else ops.COS): v for i, v in parts.items()}
    return tidy(atan(-by[ops.COS] / by[ops.SIN])) if len(by) == 2 else None


def _shifted(u: Term, start: Term, period: Term, x: Sym, how: Search) -> Zeros | None:
    """Solutions of u = start + k·period for every whole k, u linear in x."""
    line = linear(u, x)
    if line is None:
        return None
    slope, offset = line
    return Zeros((), ((tidy((start - offset) / slope), tidy(abs_(period / slope))),))


def linear(u: Term, x: Sym) -> tuple[Term, Term] | None:
    """(a, b) with u = a·x + b and a, b free of x, a not 0."""
    from tuidao.derive.derivative import derivative
    from tuidao.lang.term import substitute

    slope = derivative(u, x)
    slope = None if slope is None else tidy(slope)
    if slope is None or mentions(slope, x) or slope == Num(0):
        return None
    return slope, tidy(substitute(u, {x: Num(0)}))


def equal_to(f: Term, c: Term, x: Sym, how: Search) -> Zeros | None:
    """The points where the single function application `f` has the value `c` (or a superset of them)."""
    if type(f) is not App:
        return None
    if is_op(f, ops.POW):
        return _power_equal(f, c, x, how)
    if len(f.args) != 1:
        return None
    (u,) = f.args
    inside = _INVERSE.get(f.op)
    if inside is not None:
        return zeros(u - tidy(inside(c)), x, how.deeper())
    sign = sign_of(c)
    match f.op:
        case ops.EXP:
            if sign is None:
                return None
            return zeros(u - tidy(log(c)), x, how.deeper()) if sign > 0 else NONE
        case ops.COSH | ops.ABS | ops.SECH:
            if sign is None:
                return None
            if sign < 0 or (f.op is not ops.ABS and sign == 0):
                return NONE
            b = c if f.op is ops.ABS else tidy(acosh(c if f.op is ops.COSH else ONE / c))
            if value(b, {}) is None:
                return None
            both = [zeros(u - b, x, how.deeper()), zeros(u + b, x, how.deeper())]
            return None if None in both else both[0].joined(both[1])  # type: ignore[union-attr,arg-type]
        case ops.SIN | ops.COS:
            size = value(abs_(c) - 1, {})
            if not isinstance(size, arb):
                return None
            if size > 0:
                return NONE
            first = tidy(asin(c) if f.op is ops.SIN else acos(c))
            second = tidy(pi - first if f.op is ops.SIN else -first)
            both = [_shifted(u, s, tidy(2 * pi), x, how) for s in (first, second)]
            return None if None in both else both[0].joined(both[1])  # type: ignore[union-attr,arg-type]
        case ops.TAN:
            return _shifted(u, tidy(atan(c)), pi, x, how)
        case ops.COT:
            return _shifted(u, tidy(atan(ONE / c)) if c != Num(0) else tidy(pi / 2), pi, x, how)
        case ops.SEC | ops.CSC:
            if sign == 0:
                return NONE
            return equal_to(
                App(ops.COS if f.op is ops.SEC else ops.SIN, (u,)), tidy(ONE / c), x, how
            )
        case ops.SIGN:
            return zeros(u, x, how.deeper()) if sign == 0 else None
    return None


_INVERSE = {
    ops.LOG: exp,
    ops.SQRT: lambda c: c**2,
    ops.ASIN: sin,
    ops.ACOS: cos,
    ops.ATAN: tan,
    ops.SINH: asinh,
    ops.TANH: atanh,
    ops.ASINH: sinh,
    ops.ACOSH: cosh,
    ops.ATANH: tanh,
}


def _power_equal(f: App, c: Term, x: Sym, how: Search) -> Zeros | None:
    base, e = f.args
    if type(e) is Num and not mentions(e, x):
        if e.value < 0:
            return (
                NONE
                if sign_of(c) == 0
                else _power_equal(App(ops.POW, (base, Num(-e.value))), tidy(ONE / c), x, how)
            )
        found = (
            zeros(base - tidy(c ** Num(1 / e.value)), x, how.deeper())
            if sign_of(c) != -1 or e.value.numerator % 2
            else NONE
        )
        if found is not None and e.value.numerator % 2 == 0:
            more = zeros(base + tidy(c ** Num(1 / e.value)), x, how.deeper())
            return None if more is None else found.joined(more)
        return found
    if not mentions(base, x):
        sign = sign_of(c)
        if sign is None:
            return None
        return zeros(e - _logarithm(c, base), x, how.deeper()) if sign > 0 else NONE
    return None


def _logarithm(c: Term, base: Term) -> Term:
    """log c/log base, as a fraction where it is one of small numbers: 8 is 2³."""
    if type(c) is Num and type(base) is Num and base.value > 0 and base.value != 1:
        ratio = value(log(c) / log(base), {})
        if isinstance(ratio, arb) and abs(ratio) < _MOST_LOGARITHM:
            near = Fraction(float(ratio.mid())).limit_denominator(_MOST_LOGARITHM)
            if base.value**near.numerator == c.value**near.denominator:
                return Num(near)
    return tidy(log(c) / log(base))
