"""Limits by their parts: what each part tends to, and from which side, joined by the limit theorems alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flint import arb

from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, evaluate
from tuidao.lang.build import ONE, ZERO, cos, exp, gt, log, lt, ne, rational, sin
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, mentions


class Stuck(Exception):
    """An indeterminate form, or a function that these theorems do not know."""


class Outside(Exception):
    """The part has no real value near the point on this side."""


@dataclass(frozen=True, slots=True)
class Tends:
    """A part tends to `value`, or (infinite ±1) grows without bound, or (bounded) stays between bounds.

    `side` says how: 1 from above, −1 from below, without taking the value; 0 it is that constant; None unknown.
    """

    value: Term = ZERO
    infinite: int = 0
    side: int | None = None
    bounded: bool = False


@dataclass(slots=True)
class Parts:
    """The limits of the parts of a term as x approaches a point from one side."""

    x: Sym
    start: Tends
    facts: tuple[Term, ...] = ()
    missing: list[Term] = field(default_factory=list)
    integer: bool = False
    depth: int = 0

    def sign(self, t: Term) -> int:
        """The sign of a constant: by its ball, by the normal form for zero. Raises Stuck."""
        from tuidao.check.conditions import Context, discharge
        from tuidao.check.normal import same
        from tuidao.proof import Status

        if type(t) is Num:
            return (t.value > 0) - (t.value < 0)
        if not free_symbols(t):
            ball = evaluate(t, {}, 192)
            if isinstance(ball, arb):
                if ball > 0 or ball < 0:
                    return 1 if ball > 0 else -1
                if same(t, ZERO):
                    return 0
            raise Stuck
        if same(t, ZERO, self.facts):
            return 0
        context = Context(facts=self.facts)
        for claim, s in ((gt(t, 0), 1), (lt(t, 0), -1)):
            verdict = discharge(claim, context)
            if verdict.status is Status.PROVED and not verdict.missing:
                return s
        raise Stuck

    def nonzero(self, t: Term) -> bool:
        """Is a constant not zero? With parameters that becomes a condition. Raises Stuck."""
        try:
            return self.sign(t) != 0
        except Stuck:
            if not free_symbols(t):
                raise
            condition = ne(t, 0)
            if condition not in self.missing:
                self.missing.append(condition)
            return True

    def positive_or_sign(self, t: Term) -> int:
        """The sign of a constant; one with parameters whose sign is open is taken as positive, on that condition."""
        try:
            return self.sign(t)
        except Stuck:
            if not free_symbols(t):
                raise
            condition = gt(t, 0)
            if condition not in self.missing:
                self.missing.append(condition)
            return 1

    def of(self, t: Term) -> Tends:
        """What `t` tends to. Raises Stuck, Outside."""
        if t == self.x:
            return self.start
        if not mentions(t, self.x):
            return self._constant(t)
        if type(t) is not App:
            raise Stuck
        self.depth += 1
        if self.depth > 4000:
            raise Stuck
        rewritten = QUOTIENTS.get(t.op)
        if rewritten is not None:
            return self.of(rewritten(*t.args))
        if t.op in _MONOTONE:
            return self._monotone(t.op, self.of(t.args[0]))
        handler = PARTS.get(t.op)
        if handler is None:
            raise Stuck
        return handler(self, *t.args)

    def _constant(self, t: Term) -> Tends:
        must_have_value(t)
        return Tends(t, side=0)

    # ------------------------------------------------------------ arithmetic

    def add(self, a: Tends, b: Tends) -> Tends:
        """a + b."""
        if a.infinite or b.infinite:
            if a.infinite and b.infinite and a.infinite != b.infinite:
                raise Stuck
            return Tends(infinite=a.infinite or b.infinite)
        if a.bounded or b.bounded:
            return Tends(bounded=True)
        sides = {a.side, b.side} - {0}
        side = sides.pop() if len(sides) == 1 else (None if sides else 0)
        return Tends(_sum(a.value, b.value), side=side)

    def negative(self, a: Tends) -> Tends:
        """−a."""
        if a.infinite:
            return Tends(infinite=-a.infinite)
        return Tends(-a.value, side=None if a.side is None else -a.side, bounded=a.bounded)

    def times(self, a: Tends, b: Tends) -> Tends:
        """a·b."""
        if b.infinite and not a.infinite:
            a, b = b, a
        if a.infinite:
            if b.infinite:
                return Tends(infinite=a.infinite * b.infinite)
            if b.bounded:
                raise Stuck
            s = self.sign(b.value)
            if s == 0:
                raise Stuck
            return Tends(infinite=a.infinite * s)
        if any(u.side == 0 and not u.bounded and self.is_zero(u) for u in (a, b)):
            return Tends(ZERO, side=0)
        if a.bounded or b.bounded:
            other = b if a.bounded else a
            if not other.bounded and self.is_zero(other):
                return Tends(ZERO)
            return Tends(bounded=True)
        side: int | None = None
        if a.side == 0 and b.side == 0:
            side = 0
        else:
            for u, v in ((a, b), (b, a)):
                if self.is_zero(u) and u.side:
                    way = v.side if self.is_zero(v) else self.sign_or_none(v.value)
                    side = u.side * way if way else None
                    break
            else:
                for u, v in ((a, b), (b, a)):
                    if u.side == 0 and v.side:
                        way = self.sign_or_none(u.value)
                        side = way * v.side if way else None
        return Tends(_product(a.value, b.value), side=side)

    def is_zero(self, a: Tends) -> bool:
        """Is the part an infinitesimal, for sure?"""
        if a.infinite or a.bounded:
            return False
        try:
            return self.sign(a.value) == 0
        except Stuck:
            return False

    def sign_or_none(self, t: Term) -> int | None:
        """The sign of a constant, or None."""
        try:
            return self.sign(t)
        except Stuck:
            return None

    def inverse(self, a: Tends) -> Tends:
        """1/a."""
        if a.bounded:
            raise Stuck
        if a.infinite:
            return Tends(ZERO, side=a.infinite)
        if not self.nonzero(a.value):
            if a.side is None:
                raise Stuck
            if a.side == 0:
                raise Outside
            return Tends(infinite=a.side)
        side = None if a.side is None else -a.side
        return Tends(ONE / a.value, side=side)

    # ------------------------------------------------------------ powers

    def power(self, base: Tends, exponent: Tends) -> Tends:
        """base**exponent; a varying exponent asks for a positive base."""
        if base.bounded or exponent.bounded:
            raise Stuck
        if exponent.side == 0 and not exponent.infinite:
            r = rational(exponent.value)
            if r is not None:
                return self._number_power(base, Num(r))
        if exponent.side == 0 and not base.infinite:
            if self.sign(base.value) > 0:
                rising = self.sign_or_none(exponent.value)
                side = None if base.side is None or rising is None else base.side * rising
                return Tends(base.value**exponent.value, side=side)
            raise Stuck
        try:
            logarithm = self._monotone(ops.LOG, base)
        except Outside:  # a negative base has real powers at some exponents
            raise Stuck from None
        return self._monotone(ops.EXP, self.times(exponent, logarithm), base, exponent)

    def _number_power(self, base: Tends, exponent: Num) -> Tends:
        r = exponent.value
        odd_bottom, even_top = r.denominator % 2 == 1, r.numerator % 2 == 0
        if r == 0:
            return Tends(ONE, side=0)
        if base.infinite:
            if base.infinite < 0 and not odd_bottom:
                raise Outside
            s = 1 if even_top or base.infinite > 0 else -1
            return Tends(infinite=s) if r > 0 else Tends(ZERO, side=s)
        if r < 0:
            return self.inverse(self._number_power(base, Num(-r)))
        if r == 1:
            return base
        if odd_bottom and self.sign_or_none(base.value) is None and free_symbols(base.value):
            return Tends(base.value**exponent, side=0 if base.side == 0 else None)
        s = self.positive_or_sign(base.value)
        if s < 0 and not odd_bottom:
            raise Outside
        if s == 0:
            if base.side == -1 and not odd_bottom:
                raise Outside
            if base.side is None and not odd_bottom:
                raise Stuck
            side = base.side if base.side is None or not even_top else abs(base.side)
            return Tends(ZERO, side=1 if even_top and base.side is not None and base.side else side)
        side = base.side if base.side is None or s > 0 or not even_top else -base.side
        return Tends(base.value**exponent, side=side)

    # ------------------------------------------------------------ functions

    def _monotone(self, op: Op, a: Tends, *pair: Tends) -> Tends:
        if a.bounded:
            if op in (ops.ATAN, ops.TANH, ops.EXP, ops.SINH, ops.ASINH, ops.ERF):
                return Tends(bounded=True)
            raise Stuck
        rising, low, high, left, right = _MONOTONE[op]
        if a.infinite:
            end = high if a.infinite > 0 else low
            if end is None:
                raise Outside
            if isinstance(end, int):
                return Tends(infinite=end)
            return Tends(end, side=-a.infinite * rising)
        value = App(op, (a.value,)) if not pair else pair[0].value ** pair[1].value
        side = None if a.side is None else a.side * rising
        for edge, way, infinite in ((left, 1, -1), (right, -1, 1)):
            if edge is None:
                continue
            inner = a.value if edge == ZERO else a.value - edge if way > 0 else edge - a.value
            s = way * self.positive_or_sign(inner)
            if s == -way:
                raise Outside
            if s == 0:
                if a.side == -way:
                    raise Outside
                if a.side is None:
                    raise Stuck
                if op in _POLES:
                    if a.side == 0:
                        raise Outside
                    return Tends(infinite=infinite * rising)
        return Tends(value, side=side)


def must_have_value(t: Term) -> None:
    """A constant without symbols has a real value. Raises Outside where it has none, Stuck where that is open."""
    if type(t) is not Num and not free_symbols(t):
        value = evaluate(t, {}, 128)
        if not isinstance(value, arb):
            raise Outside if value is NO_VALUE else Stuck


def _sum(a: Term, b: Term) -> Term:
    return b if a == ZERO else a if b == ZERO else a + b


def _product(a: Term, b: Term) -> Term:
    return b if a == ONE else a if b == ONE else ZERO if ZERO in (a, b) else a * b


def way_of(p: Parts, a: Tends) -> int:
    """The sign of a part near the point. Raises Stuck."""
    if a.infinite:
        return a.infinite
    if a.bounded:
        raise Stuck
    s = p.sign(a.value)
    if s == 0:
        if a.side is None:
            raise Stuck
        return a.side
    return s


_HALF_PI = App(ops.PI, ()) / 2
_MINUS = Num(-1)
# rising (1) or falling (−1), the limits at −oo and oo (None: outside the domain; ±1 infinite), the domain's ends.
_MONOTONE: dict[Op, tuple[int, Term | int | None, Term | int | None, Term | None, Term | None]] = {
    ops.EXP: (1, ZERO, 1, None, None),
    ops.LOG: (1, None, 1, ZERO, None),
    ops.SQRT: (1, None, 1, ZERO, None),
    ops.ATAN: (1, -_HALF_PI, _HALF_PI, None, None),
    ops.ASIN: (1, None, None, _MINUS, ONE),
    ops.ACOS: (-1, None, None, _MINUS, ONE),
    ops.SINH: (1, -1, 1, None, None),
    ops.TANH: (1, _MINUS, ONE, None, None),
    ops.ASINH: (1, -1, 1, None, None),
    ops.ACOSH: (1, None, 1, ONE, None),
    ops.ATANH: (1, None, None, _MINUS, ONE),
    ops.ERF: (1, _MINUS, ONE, None, None),
    ops.SIGMOID: (1, ZERO, ONE, None, None),
    ops.SOFTPLUS: (1, ZERO, 1, None, None),
}
_POLES = {ops.LOG, ops.ATANH}
QUOTIENTS: dict[Op, Callable[..., Term]] = {
    ops.TAN: lambda u: sin(u) / cos(u),
    ops.COT: lambda u: cos(u) / sin(u),
    ops.SEC: lambda u: 1 / cos(u),
    ops.CSC: lambda u: 1 / sin(u),
    ops.COSH: lambda u: (exp(u) + exp(-u)) / 2,
    ops.COTH: lambda u: 1 / App(ops.TANH, (u,)),
    ops.SECH: lambda u: 1 / App(ops.COSH, (u,)),
    ops.CSCH: lambda u: 1 / App(ops.SINH, (u,)),
    ops.ACOT: lambda u: App(ops.ATAN, (1 / u,)),
    ops.ASEC: lambda u: App(ops.ACOS, (1 / u,)),
    ops.ACSC: lambda u: App(ops.ASIN, (1 / u,)),
    ops.ACOTH: lambda u: App(ops.ATANH, (1 / u,)),
    ops.ACSCH: lambda u: App(ops.ASINH, (1 / u,)),
    ops.ASECH: lambda u: App(ops.ACOSH, (1 / u,)),
    ops.CEILING: lambda u: -App(ops.FLOOR, (-u,)),
    ops.FRAC: lambda u: u - App(ops.FLOOR, (u,)),
    ops.LOGB: lambda u, b: log(u) / log(b),
}
PARTS: dict[Op, Callable[..., Tends]] = {}  # filled by limit_functions
