"""Limits with one class of exponentials: expanded first in W = exp(−|u|), which is smaller than every power.

As x → point let |u| grow at least like a power of the distance, and let all other parts have an order: each is shown to
grow or vanish like a power of the distance, with logarithms. A function of x and W that has a series in W then behaves
like its leading term c(x)·W^k, since W beats every power.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from flint import arb

from tuidao.check.field import NoValue, Plan, Quotient, Restart, TooLarge
from tuidao.check.functional import Functionals
from tuidao.check.limit_parts import Stuck
from tuidao.check.limit_power import LOG_T, Deeper, Power, Ramify
from tuidao.check.limit_series import Local, series_limit
from tuidao.check.normal import same
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import ZERO, exp, log, minus_oo, oo
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, children, free_symbols, mentions, substitute

W = Sym("\x01W")
_MOST = 8  # exponentials in one function
_LARGEST_POWER = 24
_BOUNDED_FOREVER = (
    ops.SIN,
    ops.COS,
    ops.TAN,
    ops.COT,
    ops.SEC,
    ops.CSC,
    ops.FLOOR,
    ops.CEILING,
    ops.FRAC,
)


class _Outer(Local):
    """Series in W whose coefficients are functions of x near its point."""

    def __init__(
        self,
        at: tuple[Sym, Term | None, int],
        exponent: Term,
        n: int,
        r: int,
        facts: tuple[Term, ...],
        plan: Plan,
        mild: set[Term],
    ) -> None:
        super().__init__(W, ZERO, 1, n, r, facts, plan)
        self.at, self.exponent, self.facts, self.mild = at, exponent, facts, mild

    def _of(self, t: Term) -> Power:
        if not mentions(t, W):
            self._must_be_mild(t)
        return super()._of(t)

    def function(self, op: Op, a: Quotient) -> Quotient:
        """A function of a coefficient. Raises Stuck where that grows or vanishes faster than every power."""
        self._must_be_mild(App(op, (self.plainly(a),)))
        return super().function(op, a)

    def _must_be_mild(self, t: Term) -> None:
        """A coefficient has an order: it is a power of the distance, with logarithms. Raises Stuck, Outside."""
        if t not in self.mild and mentions(t, self.at[0]):
            _series(t, self.at, self.facts)
            self.mild.add(t)

    def is_zero(self, a: Quotient) -> bool:
        """Zero, or certainly not zero near the point. Raises Stuck."""
        if self.field.is_zero(a):
            return True
        if self.field.rational(a) is None:
            t = self.plainly(a)
            if self.field.symbol(LOG_T) in self.field.depends(a) and same(t, ZERO, self.facts):
                return True
            if mentions(t, self.at[0]):
                self._must_be_mild(t)
            else:
                return super().is_zero(a)
        return False

    def divisor(self, a: Quotient) -> Quotient:
        """A coefficient to divide by: one that depends on x has an order, so it is not zero near the point."""
        if self.field.rational(a) is None:
            symbols = free_symbols(self.plainly(a))
            if self.at[0] not in symbols:
                return super().divisor(a)
            if symbols != {self.at[0]}:
                raise Stuck
        return self.field.inverse(a)

    def positive(self, a: Quotient) -> bool:
        """Is the coefficient positive near the point? Raises Stuck."""
        q = self.field.rational(a)
        return q > 0 if q is not None else sign_near(self.plainly(a), self.at, self.facts) > 0

    def plainly(self, a: Quotient) -> Term:
        """The coefficient as a function of x: log W is −|u|."""
        return substitute(self.term(a), {LOG_T: -self.exponent})


def sign_near(t: Term, at: tuple[Sym, Term | None, int], facts: tuple[Term, ...]) -> int:
    """The sign of a function near the point, by its leading term. Raises Stuck."""
    x, base, way = at
    local, a = _series(t, at, facts)
    if not a.c or local.missing:
        raise Stuck
    lead = local.term(a.c[0])
    if mentions(lead, LOG_T):
        value, needs = series_limit(t, x, base, way, facts)
        if needs or value not in (oo, minus_oo):
            raise Stuck
        return 1 if value == oo else -1
    way = 1 if local.positive(a.c[0]) else -1
    if local.missing:  # the sign depends on parameters
        raise Stuck
    return way


def _series(
    t: Term, at: tuple[Sym, Term | None, int], facts: tuple[Term, ...]
) -> tuple[Local, Power]:
    """The series of a function of x, and the ring it lives in. Raises Stuck, Outside."""
    x, base, way = at
    plan, n, r = Plan(size=1), 6, 1
    for _ in range(10):
        local = Local(x, base, way, n, r, facts, plan)
        try:
            a = local.of(t)
            if a.c:
                return local, a
            n *= 2
        except Deeper:
            n *= 2
        except Ramify as more:
            r = lcm(r, r * more.by)
        except Restart:
            continue
        except (NoValue, TooLarge, ZeroDivisionError, RecursionError):
            raise Stuck from None
        if n > 40 or r > 12:
            break
    raise Stuck


def _exponent(t: Term, x: Sym) -> Term | None:
    """u where the term is exp(u), c^u or E^u with x in u. Raises Stuck for a base not known to be positive."""
    if type(t) is not App:
        return None
    if t.op is ops.EXP and mentions(t.args[0], x):
        return t.args[0]
    if t.op is ops.POW and mentions(t.args[1], x) and not mentions(t.args[0], x):
        base, u = t.args
        if base == App(ops.E, ()):
            return u
        value = evaluate(base, {}, 128)
        if not (isinstance(value, arb) and value > 0):  # a base ≤ 0 has real powers too
            raise Stuck
        return u * log(base)
    return None


def _exponentials(t: Term, x: Sym, found: list[Term]) -> None:
    if type(t) is App and mentions(t, x) and (t.op in _BOUNDED_FOREVER or _large_power(t)):
        raise Stuck
    if _exponent(t, x) is not None and t not in found:
        found.append(t)
    for c in children(t):
        _exponentials(c, x, found)


def _rational(t: Term) -> Fraction | None:
    """The rational number that a constant plainly is."""
    plan = Plan()
    for _ in range(6):
        field = Functionals(plan)
        try:
            return field.rational(field.element(t))
        except Restart:
            continue
        except (NoValue, TooLarge):
            return None
    return None


def _large_power(t: App) -> bool:
    n = t.args[1] if t.op is ops.POW else None
    return type(n) is Num and max(abs(n.value.numerator), n.value.denominator) > _LARGEST_POWER


def exponential_limit(
    body: Term, x: Sym, base: Term | None, way: int, facts: tuple[Term, ...]
) -> tuple[Term, tuple[Term, ...]]:
    """The one-sided limit. Raises Stuck, Outside."""
    at = (x, base, way)
    body = _hyperbolic(body)
    if free_symbols(body) - {x}:
        raise Stuck
    found: list[Term] = []
    _exponentials(body, x, found)
    if not found or len(found) > _MOST:
        raise Stuck
    size: Term | None = None
    put: dict[Term, Term] = {}
    for t in found:
        u = _exponent(t, x)
        assert u is not None
        if any(_exponent(part, x) is not None for part in _inside(u)):
            continue  # its exponent is a series in W
        _, series = _series(u, at, facts)
        if series.v >= 0:
            continue
        if size is None:
            size = u if sign_near(u, at, facts) > 0 else -u
        value, needs = series_limit(u / size, x, base, way, facts)
        ratio = None if needs or value in (oo, minus_oo) else _rational(value)
        if not ratio:
            raise Stuck
        rest = u - Num(ratio) * size
        front = W ** Num(-ratio)
        if same(rest, ZERO, facts):
            put[t] = front
            continue
        local, tail = _series(rest, at, facts)
        if tail.v > 0 or (tail.v == 0 and not mentions(local.term(tail.c[0]), LOG_T)):
            put[t] = front * exp(rest)
        else:
            raise Stuck
    if size is None:
        raise Stuck
    return _leading(_replaced(body, put), size, at, facts)


def _inside(t: Term) -> list[Term]:
    found, stack = [], [t]
    while stack:
        t = stack.pop()
        found.append(t)
        stack.extend(children(t))
    return found


def _hyperbolic(t: Term) -> Term:
    """Hyperbolic functions told by the exponential; exp(u + v) split where only one of them has exponentials."""
    if type(t) is not App:
        return t
    args = tuple(_hyperbolic(a) for a in t.args)
    if t.op is ops.EXP and type(args[0]) is App and args[0].op in (ops.ADD, ops.SUB):
        a, b = args[0].args
        if _grows_fast(a) != _grows_fast(b):
            return _hyperbolic(exp(a)) * exp(b if args[0].op is ops.ADD else -b)
    if t.op in (ops.SINH, ops.COSH, ops.TANH):
        up, down = exp(args[0]), exp(-args[0])
        if t.op is ops.TANH:
            return (up - down) / (up + down)
        return (up - down if t.op is ops.SINH else up + down) / 2
    return App(t.op, args)


def _grows_fast(t: Term) -> bool:
    return any(type(p) is App and p.op is ops.EXP for p in _inside(t))


def _replaced(t: Term, put: dict[Term, Term]) -> Term:
    if t in put:
        return put[t]
    return App(t.op, tuple(_replaced(a, put) for a in t.args)) if type(t) is App else t


def _leading(
    body: Term, size: Term, at: tuple[Sym, Term | None, int], facts: tuple[Term, ...]
) -> tuple[Term, tuple[Term, ...]]:
    """The limit that the leading term in W gives."""
    x, base, way = at
    plan, n, r = Plan(size=1), 4, 1
    mild: set[Term] = set()
    for _ in range(10):
        outer = _Outer(at, size, n, r, facts, plan, mild)
        try:
            a = outer.of(body)
            if not a.c:
                raise Deeper
            lead = outer.plainly(a.c[0])
            value: Term = ZERO
            needs: tuple[Term, ...] = ()
            if a.v == 0:
                value = lead
                if mentions(lead, x):
                    value, needs = series_limit(lead, x, base, way, facts)
            elif a.v < 0:
                value = oo if sign_near(lead, at, facts) > 0 else minus_oo
            return value, tuple(dict.fromkeys((*outer.missing, *needs)))
        except Deeper:
            n *= 2
            if n > 16:
                break
        except Ramify as more:
            r = lcm(r, r * more.by)
            n = max(n, 3 * r)
            if r > 8:
                break
        except Restart:
            continue
        except (NoValue, TooLarge, ZeroDivisionError, RecursionError):
            break
    raise Stuck
