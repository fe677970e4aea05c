"""A term as a generalised series in t → 0+, where the variable is a + t, a − t, 1/t or −1/t."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, fmpq

from tuidao.derive.limit.constant_terms import read_constant, relation_holds
from tuidao.derive.limit.constants import Coef, fraction, is_q
from tuidao.derive.limit.elementary import HALF
from tuidao.derive.limit.fault import OutsideDomain, PrecisionLost, Restart, Undecided
from tuidao.derive.limit.field import Field
from tuidao.derive.limit.powers import field_exp, field_log
from tuidao.derive.limit.rewrite import REWRITE
from tuidao.derive.limit.series import Arithmetic, Germ, Series, raised, times
from tuidao.lang import op as ops
from tuidao.lang.term import App, Num, Sym, Term, mentions

_DEEPEST = 10  # elements of the scale
# A germ that stays the same when the scale grows: exponents by the key of their element.
Key = tuple[Any, ...]
T, L1, L2 = ("t",), ("log", 1), ("log", 2)


class Scale:
    """The elements of the scale, fastest first: t, 1/log(1/t), 1/loglog(1/t), and exp(−m) for infinite germs m."""

    def __init__(self) -> None:
        self.keys: list[Key] = [T, L1, L2]
        self.exponent: dict[Key, tuple[tuple[Key, Coef], ...]] = {
            T: ((L1, fmpq(-1)),),
            L1: ((L2, fmpq(-1)),),
        }
        self.angles: dict[
            Any, Any
        ] = {}  # what the sine of an infinite argument is told by, kept over restarts

    def germ(self, key: tuple[tuple[Key, Coef], ...]) -> Germ:
        """The exponent vector of a germ told by keys."""
        powers = dict(key)
        return tuple(powers.get(k, fmpq(0)) for k in self.keys)

    def name(self, g: Germ) -> tuple[tuple[Key, Coef], ...]:
        """A germ told by keys."""
        return tuple((k, e) for k, e in zip(self.keys, g, strict=True) if not (is_q(e) and e == 0))

    def minus_log(self, key: Key) -> Germ:
        """m where the element is exp(−m)."""
        found = self.exponent.get(key)
        if found is None:
            raise Undecided("logarithms too deep")
        return self.germ(found)

    def insert(self, m: Germ) -> None:
        """A new element exp(−m), put where it belongs. Raises Restart always."""
        if len(self.keys) >= _DEEPEST:
            raise Undecided("scale too large")
        name = self.name(m)
        place = 0
        for k in self.keys:
            if k in self.exponent and m < self.minus_log(k):
                break
            if k not in self.exponent:
                break
            place += 1
        self.keys.insert(place, ("exp", name))
        self.exponent["exp", name] = name
        raise Restart


class Expander(Arithmetic):
    """Expands terms in one variable at one point from one side."""

    def __init__(
        self, field: Field, scale: Scale, keep: int, x: Sym, base: Coef | None, direction: int
    ) -> None:
        super().__init__(field, keep, len(scale.keys))
        self.scale_of = scale
        self.x = x
        self.t = tuple(fmpq(1 if k == T else 0) for k in scale.keys)
        self.integer = False  # the variable runs through the integers
        self.sided = False  # something was decided by the side of approach
        self.memo: dict[Term, Series] = {}
        if base is None:
            self.variable = Series([(raised(self.t, fmpq(-1)), fmpq(direction))])
        else:
            start = [(self.one, base)] if not (is_q(base) and base == 0) else []
            self.variable = Series([*start, (self.t, fmpq(direction))])

    def expand(self, u: Term) -> Series:
        """The series of a term. Raises the faults of this package."""
        found = self.memo.get(u)
        if found is None:
            found = self.memo[u] = self._expand(u)
        return found

    def _expand(self, u: Term) -> Series:
        if type(u) is Num:
            return self.const(fmpq(u.value.numerator, u.value.denominator))
        if u == self.x:
            return self.variable
        if not mentions(u, self.x):
            return self.const(read_constant(self.field, u))
        if type(u) is not App or u.op.sort is not ops.Sort.REAL:
            raise Undecided(f"no expansion of {u}")
        op, args = u.op, u.args
        if op in REWRITE:
            return self.expand(REWRITE[op](*args))
        handler = HANDLERS.get(op)
        if handler is None:
            raise Undecided(f"no expansion of {op.name}")
        try:
            return handler(self, *args)
        except ZeroDivisionError:
            raise OutsideDomain from None

    # ------------------------------------------------------------ parts of a series

    def is_infinite(self, g: Germ) -> bool:
        """Does the germ grow without bound?"""
        return g < self.one

    def parts(self, s: Series) -> tuple[list[tuple[Germ, Coef]], Coef, Series]:
        """The infinite terms, the constant term and the infinitesimal rest. Raises PrecisionLost."""
        if s.err is not None and not self.one < s.err:
            raise PrecisionLost
        infinite = [(g, c) for g, c in s.terms if g < self.one]
        constant: Coef = fmpq(0)
        small = []
        for g, c in s.terms[len(infinite) :]:
            if g == self.one:
                constant = c
            else:
                small.append((g, c))
        return infinite, constant, Series(small, s.err)

    def sign(self, s: Series) -> int:
        """The eventual sign of a series; 0 for an exact zero."""
        if not s.terms and s.err is None:
            return 0
        _, c = self.lead(s)
        self.sided = True
        return self.field.sign(c)

    # ------------------------------------------------------------ exp and log

    def exp(self, s: Series) -> Series:
        """exp of a series."""
        infinite, c0, d = self.parts(s)
        factorials: list[Coef] = [fmpq(1)]

        def taylor(k: int) -> Coef:
            while len(factorials) <= k:
                factorials.append(factorials[-1] / len(factorials))
            return factorials[k]

        result = self.scale(self.compose(taylor, d), field_exp(self.field, c0))
        for g, c in infinite:
            result = self.scale(result, fmpq(1), self.exp_germ(g, c))
        return result

    def exp_germ(self, m: Germ, c: Coef) -> Germ:
        """exp(c·m) for an infinite germ m, as a germ."""
        self.sided = True
        for k, key in enumerate(self.scale_of.keys):
            if key in self.scale_of.exponent and self.scale_of.minus_log(key) == m:
                return (*self.one[:k], -c, *self.one[k + 1 :])
        self.scale_of.insert(m)
        raise AssertionError

    def log(self, s: Series) -> Series:
        """log of a series that is eventually positive."""
        if not s.terms and s.err is None:
            raise OutsideDomain
        g, c, d = self.split(s)
        if not self.field.require_positive(c):
            raise OutsideDomain
        total = self.compose(lambda k: fmpq((-1) ** (k + 1), k) if k else fmpq(0), d)
        total = self.add(total, self.const(field_log(self.field, c)))
        for k, e in enumerate(g):
            if not (is_q(e) and e == 0):
                m = self.scale_of.minus_log(self.scale_of.keys[k])
                total = self.add(total, Series([(m, -e)]))
        return total


def _add(e: Expander, a: Term, b: Term) -> Series:
    return e.add(e.expand(a), e.expand(b))


def _sub(e: Expander, a: Term, b: Term) -> Series:
    return e.add(e.expand(a), e.expand(b), -1)


def _mul(e: Expander, a: Term, b: Term) -> Series:
    if a == b:
        return e.power(e.expand(a), fmpq(2))
    return e.mul(e.expand(a), e.expand(b))


def _pow(e: Expander, a: Term, b: Term) -> Series:
    from tuidao.derive.limit.bounded import power_of_negative

    if a == App(ops.E, ()):
        return e.exp(e.expand(b))
    if not mentions(b, e.x):
        r = read_constant(e.field, b)
        if not is_q(r) or r.q % 2 == 0:
            e.sided = True
        return e.power(e.expand(a), r)
    exponent = e.expand(b)
    base = e.expand(a)
    if exponent.err is None and not exponent.terms:
        return e.const(fmpq(1))
    if exponent.err is None and len(exponent.terms) == 1 and exponent.terms[0][0] == e.one:
        return e.power(base, exponent.terms[0][1])
    if not base.terms and base.err is None:
        if e.sign(exponent) < 0:
            raise OutsideDomain
        return base
    negative = power_of_negative(e, base, exponent)
    if negative is not None:
        return negative
    if base.terms and e.field.known_sign(base.terms[0][1]) == -1:
        raise Undecided("a negative base with a varying exponent")
    e.sided = True
    return e.exp(e.mul(exponent, e.log(base)))


def _sqrt(e: Expander, a: Term) -> Series:
    s = e.expand(a)
    e.sided = True
    return e.power(s, HALF)


def _log(e: Expander, a: Term) -> Series:
    inner = a.args[0] if type(a) is App and a.op is ops.ABS else None
    if inner is not None:
        s = e.expand(inner)
        if s.terms and e.field.known_sign(s.terms[0][1]) == -1:
            s = e.neg(s)
            e.sided = True
            return e.log(s)
    s = e.expand(a)
    e.sided = True
    return e.log(s)


def _exp(e: Expander, a: Term) -> Series:
    return e.exp(e.expand(a))


def _abs(e: Expander, a: Term) -> Series:
    from tuidao.derive.limit.elementary import field_abs

    s = e.expand(a)
    if not s.terms and s.err is None:
        return s
    _, c = e.lead(s)
    e.sided = True
    known = e.field.known_sign(c)
    if known is None:
        if e.field.oscillating(c):
            if len(s.terms) > 1 or s.err is not None:
                raise Undecided("absolute value of an oscillation")
            return Series([(s.terms[0][0], field_abs(e.field, c))])
        ratio = field_abs(e.field, c) / c
        return e.scale(s, ratio)
    return s if known > 0 else e.neg(s)


def _sign(e: Expander, a: Term) -> Series:
    return e.const(fmpq(e.sign(e.expand(a))))


def _best(bigger: bool) -> Callable[..., Series]:
    def handler(e: Expander, *args: Term) -> Series:
        best = e.expand(args[0])
        for other in args[1:]:
            s = e.expand(other)
            if (e.sign(e.add(s, best, -1)) > 0) == bigger:
                best = s
        return best

    return handler


def holds_near(e: Expander, condition: Term) -> bool:
    """Is the condition true all the way near the point? Raises Undecided where it keeps changing."""
    if condition in e.field.given or type(condition) is not App:
        return True
    op, args = condition.op, condition.args
    match op:
        case ops.TRUE | ops.FALSE:
            return op is ops.TRUE
        case ops.AND:
            return all(holds_near(e, a) for a in args)
        case ops.OR:
            return any(holds_near(e, a) for a in args)
        case ops.NOT:
            return not holds_near(e, args[0])
        case ops.EQ | ops.NE | ops.LT | ops.LE | ops.GT | ops.GE:
            return relation_holds(op, e.sign(_sub(e, args[0], args[1])))
    raise Undecided(f"condition {condition}")


def _piecewise(e: Expander, *args: Term) -> Series:
    e.sided = True
    for value, condition in zip(args[::2], args[1::2], strict=True):
        if holds_near(e, condition):
            return e.expand(value)
    raise OutsideDomain


HANDLERS: dict[ops.Op, Callable[..., Series]] = {
    ops.ADD: _add,
    ops.SUB: _sub,
    ops.MUL: _mul,
    ops.DIV: lambda e, a, b: e.div(e.expand(a), e.expand(b)),
    ops.NEG: lambda e, a: e.neg(e.expand(a)),
    ops.POW: _pow,
    ops.SQRT: _sqrt,
    ops.EXP: _exp,
    ops.LOG: _log,
    ops.ABS: _abs,
    ops.SIGN: _sign,
    ops.MAX: _best(True),
    ops.MIN: _best(False),
    ops.PIECEWISE: _piecewise,
}

__all__ = ["HANDLERS", "Expander", "Scale", "arb", "fraction", "holds_near", "times"]
