"""Terms of the elementary functions as elements of the field: what each operator becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from typing import Any

from tuidao.check.angles import alone
from tuidao.check.field import Kernel, NoValue, Plan, Quotient, TooLarge
from tuidao.check.interval import Range
from tuidao.check.opaque import SLOPE as SLOPE
from tuidao.check.opaque import Opaque as Opaque
from tuidao.check.pieces import Pieces
from tuidao.check.powers import small
from tuidao.check.ranges import kernel_range, quotient_range
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, beta, is_op, ne
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols

_STATED = (ops.LT, ops.LE, ops.GT, ops.GE, ops.NE)


class Elements(Pieces):
    """The field together with the reading of terms into it."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.memo: dict[Term, Quotient] = {}
        self.needs: list[Term] = []  # what must hold beyond the definedness of the terms
        self.depth = 0
        self.squeezed: set[int] = set()  # kernels other than symbols whose range comes from a fact
        self.slopes: dict[tuple[int, int], Quotient] = {}
        self.ranges_met: list[tuple[Op, tuple[Term | None, ...], tuple[Quotient, ...]]] = []

    def suppose(self, facts: tuple[Term, ...]) -> None:
        """Take in stated facts: (in)equalities between real terms become ranges of kernels and signs of factors.

        Bounds, and what is said not to be zero, come first: what a product ≥ 0 tells depends on them.
        """
        gaps: list[tuple[Quotient, bool]] = []
        for fact in facts:
            if type(fact) is not App or fact.op not in _STATED:
                continue
            a, b = fact.args if fact.op in (ops.GT, ops.GE, ops.NE) else fact.args[::-1]
            with suppress(NoValue, TooLarge):
                gap = self.subtract(self.element(a), self.element(b))
                strict = fact.op in (ops.GT, ops.LT, ops.NE)
                if strict:
                    self.is_not_zero(gap)
                if fact.op is not ops.NE:
                    self._bound(gap, strict)
                    gaps.append((gap, strict))
        for gap, strict in sorted(gaps, key=lambda g: not g[1]):
            with suppress(NoValue, TooLarge):
                self.fact(gap, strict)

    def _bound(self, gap: Quotient, strict: bool) -> None:
        """c·g + d ≥ 0 bounds the kernel g; (g − a)(b − g) ≥ 0 bounds it on both sides."""
        if gap.den or gap.num.total_degree() > 2 or len(gap.num) > 3:
            return
        used = [k for k, d in enumerate(gap.num.degrees()) if d]
        if len(used) != 1:
            return
        i = used[0]
        content, powers = self.factors(gap)
        ends = [self._root_of(f, i) for f, _ in powers]
        if len(ends) == 1 and powers[0][1] == 1 and ends[0] is not None:
            new = (
                Range(ends[0], None, strict) if content > 0 else Range(None, ends[0], False, strict)
            )
        elif len(ends) == 2 and content < 0 and ends[0] is not None and ends[1] is not None:
            new = Range(min(ends[0], ends[1]), max(ends[0], ends[1]), strict, strict)
        else:
            return
        if self.kernels[i].kind != "symbol":
            self.squeezed.add(i)
        self.ranges[i] = kernel_range(self, i).meet(new)

    def _root_of(self, f: Any, i: int) -> Fraction | None:
        if f.total_degree() != 1 or f.degrees()[i] != 1:
            return None
        c, d = alone(f, i, len(self.gens)), f[(0,) * len(self.gens)]
        return -Fraction(int(d.p), int(d.q)) / Fraction(int(c.p), int(c.q))

    @contextmanager
    def scope(self) -> Iterator[None]:
        """A part whose definedness says nothing about the rest: facts found inside are forgotten afterwards."""
        kept = (self.memo, self.facts, self.known, self.nonzero, self.slopes, self.ranges)
        self.memo, self.facts, self.known = dict(self.memo), list(self.facts), dict(self.known)
        self.nonzero, self.slopes, self.ranges = (
            list(self.nonzero),
            dict(self.slopes),
            dict(self.ranges),
        )
        try:
            yield
        finally:
            self.memo, self.facts, self.known, self.nonzero, self.slopes, self.ranges = kept

    def element(self, t: Term) -> Quotient:
        """The term as an element. Raises NoValue, TooLarge or Restart."""
        got = self.memo.get(t)
        if got is None:
            got = self.memo[t] = self._element(t)
        return got

    def _element(self, t: Term) -> Quotient:
        if type(t) is Num:
            return self.constant(t.value)
        if type(t) is Sym:
            return self.generator(self.symbol(t))
        try:
            if type(t) is App:
                method = METHODS.get(t.op)
                if method is None:
                    raise Opaque
                return method(self, *t.args)
            assert type(t) is Bind
            return self.binder(t)
        except Opaque:
            return self.opaque(t)

    def symbol(self, t: Sym) -> int:
        """The kernel of a symbol."""
        index = self.found.get(("symbol", t))
        if index is None:
            index = self.kernel(Kernel("symbol", (), t), t)
            self.kernels[index] = Kernel("symbol", (), t, frozenset({index}))
        return index

    def opaque(self, t: Term) -> Quotient:
        """A term as a kernel of its own, known by its spelling."""
        if is_op(t, ops.OO, ops.ZOO, ops.UNDEFINED):
            raise NoValue
        if is_op(t, ops.LITTLE_O):  # each time it is written it may be another function
            raise TooLarge
        depends = frozenset(self.symbol(s) for s in free_symbols(t))
        return self.generator(self.kernel(Kernel("term", (), t, depends), t))

    def binder(self, t: Bind) -> Quotient:
        """A binder as an element; see `functional.py`."""
        raise Opaque

    # -------------------------------------------------- arithmetic

    def _add(self, a: Term, b: Term) -> Quotient:
        return self.add(self.element(a), self.element(b))

    def _sub(self, a: Term, b: Term) -> Quotient:
        return self.subtract(self.element(a), self.element(b))

    def _mul(self, a: Term, b: Term) -> Quotient:
        return self.multiply(self.element(a), self.element(b))

    def _div(self, a: Term, b: Term) -> Quotient:
        return self.divide(self.element(a), self.element(b))

    def _neg(self, a: Term) -> Quotient:
        return self.negate(self.element(a))

    def _pow(self, a: Term, b: Term) -> Quotient:
        if type(b) is Num and b.value.denominator == 1:
            return self.power(self.element(a), small(b.value))
        base, exponent = self.element(a), self.element(b)
        q = self.rational(exponent)
        if q is not None:
            return self.rational_power(base, q)
        if self.is_zero(base):
            raise Opaque
        sign = self.sign_of(base)
        if self.rational(sign) != 1:
            log = self.generator(self.kernel(Kernel("logsign", (sign,))))
            return self.exponential(self.multiply(exponent, self.add(self.logarithm(base), log)))
        return self.exponential(self.multiply(exponent, self.logarithm(base)))

    def _sqrt(self, a: Term) -> Quotient:
        return self.rational_power(self.element(a), Fraction(1, 2))

    def _root(self, a: Term, n: Term) -> Quotient:
        q = self.rational(self.element(n))
        if q is None or q.denominator != 1 or q < 1:
            raise Opaque
        return self.rational_power(self.element(a), 1 / q)

    # -------------------------------------------------- exponentials and logarithms

    def _exp(self, a: Term) -> Quotient:
        return self.exponential(self.element(a))

    def _e(self) -> Quotient:
        return self.exponential(self.one)

    def real_log(self, a: Quotient) -> Quotient:
        """log a, which has a value only where a > 0."""
        self.fact(a, True)
        return self.logarithm(a)

    def _log(self, a: Term) -> Quotient:
        return self.real_log(self.element(a))

    def _logb(self, a: Term, b: Term) -> Quotient:
        return self.divide(self.real_log(self.element(a)), self.real_log(self.element(b)))

    def _both(self, a: Quotient) -> tuple[Quotient, Quotient]:
        return self.exponential(a), self.exponential(self.negate(a))

    def hyperbolic(self, a: Quotient, odd: bool) -> Quotient:
        """sinh a or cosh a."""
        up, down = self._both(a)
        return self.scale(self.subtract(up, down) if odd else self.add(up, down), Fraction(1, 2))

    def _softplus(self, a: Term) -> Quotient:
        return self.logarithm(self.add(self.one, self.exponential(self.element(a))))

    def _sigmoid(self, a: Term) -> Quotient:
        up = self.exponential(self.element(a))
        return self.divide(up, self.add(self.one, up))

    def _asinh(self, a: Term) -> Quotient:
        x = self.element(a)
        return self.logarithm(
            self.add(x, self.rational_power(self.add(self.power(x, 2), self.one), Fraction(1, 2)))
        )

    def acosh(self, x: Quotient) -> Quotient:
        """acosh x, on x ≥ 1."""
        self.fact(self.subtract(x, self.one), False)
        self.fact(self.add(x, self.one), True)
        square = self.subtract(self.power(x, 2), self.one)
        return self.logarithm(self.add(x, self.rational_power(square, Fraction(1, 2))))

    def atanh(self, x: Quotient) -> Quotient:
        """½·log((1 + x)/(1 − x)): atanh where |x| < 1, and acoth(1/x) is that of x."""
        ratio = self.divide(self.add(self.one, x), self.subtract(self.one, x))
        return self.scale(self.real_log(ratio), Fraction(1, 2))

    # -------------------------------------------------- angles

    def _trig(self, a: Term, top: int, below: int | None) -> Quotient:
        pair = (self.one, *self.cos_sin(self.element(a)))
        return pair[top] if below is None else self.divide(pair[top], pair[below])

    def _acos(self, x: Quotient) -> Quotient:
        return self.subtract(self.scale(self._pi(), Fraction(1, 2)), self.asin(x))

    # -------------------------------------------------- |x|, sign, max, floor

    def _sign(self, a: Term) -> Quotient:
        x = self.element(a)
        if self.is_zero(x):
            return self.zero
        r = quotient_range(self, x)
        if not (r.positive or r.negative):
            if any(s.name.startswith("\x01") for s in free_symbols(a)):
                raise Opaque  # a condition on a bound variable cannot be stated outside
            self.needs.append(ne(a, ZERO))
        return self.sign_of(x)

    def _extreme(self, terms: tuple[Term, ...], way: int) -> Quotient:
        if not terms or len(terms) > 8:
            raise Opaque
        total = self.element(terms[0])
        for t in terms[1:]:
            x = self.element(t)
            gap = self.scale(self.absolute(self.subtract(total, x)), Fraction(way))
            total = self.scale(self.add(self.add(total, x), gap), Fraction(1, 2))
        return total

    # -------------------------------------------------- factorials

    def _factorial(self, a: Term) -> Quotient:
        return self.gamma(self.add(self.element(a), self.one))

    def _binomial(self, a: Term, b: Term) -> Quotient:
        n, k = self.element(a), self.element(b)
        q = self.rational(k)
        if q is None or q.denominator != 1 or q > 40:
            return self.generator(self.kernel(Kernel("binomial", (n, k))))
        if q < 0:
            return self.zero
        result = self.one
        for j in range(int(q)):
            result = self.multiply(
                result, self.scale(self.subtract(n, self.constant(j)), Fraction(1, j + 1))
            )
        return result

    # -------------------------------------------------- the user's own

    def _call(self, head: Term, *args: Term) -> Quotient:
        if type(head) is Bind:
            t = beta(head, *args)
            if is_op(t, ops.CALL):
                raise Opaque
            return self.element(t)
        return self._named("call", head, args)

    def _slope(self, head: Term, *rest: Term) -> Quotient:
        half = len(rest) // 2
        orders = tuple(int(n.value) for n in rest[:half] if type(n) is Num)
        args = tuple(self.element(a) for a in rest[half:])
        assert type(head) is Sym
        return self.generator(
            self.kernel(Kernel("call", args, (head, orders), frozenset({self.symbol(head)})))
        )

    def _index(self, head: Term, *args: Term) -> Quotient:
        return self._named("index", head, args)

    def _named(self, kind: str, head: Term, args: tuple[Term, ...]) -> Quotient:
        if type(head) is not Sym:
            raise Opaque
        values = tuple(self.element(a) for a in args)
        data = (head, (0,) * len(args)) if kind == "call" else head
        return self.generator(
            self.kernel(Kernel(kind, values, data, frozenset({self.symbol(head)})))
        )

    def _piecewise(self, *parts: Term) -> Quotient:
        if len(parts) % 2 or not parts:
            raise Opaque
        values = []
        for v in parts[::2]:
            with self.scope():
                values.append(self.element(v))
        speaks: set[int] = set()
        for c in parts[1::2]:
            speaks |= {self.symbol(s) for s in free_symbols(c)}
        return self.generator(
            self.kernel(Kernel("piecewise", tuple(values), parts[1::2], frozenset(speaks)))
        )


METHODS: dict[Op, Callable[..., Quotient]] = {
    ops.ADD: Elements._add,
    ops.SUB: Elements._sub,
    ops.MUL: Elements._mul,
    ops.DIV: Elements._div,
    ops.NEG: Elements._neg,
    ops.POW: Elements._pow,
    ops.SQRT: Elements._sqrt,
    ops.ROOT: Elements._root,
    ops.PI: Elements._pi,
    ops.E: Elements._e,
    ops.EULER_GAMMA: lambda f: f.generator(f.constant_kernel("EulerGamma")),
    ops.EXP: Elements._exp,
    ops.LOG: Elements._log,
    ops.LOGB: Elements._logb,
    ops.SIN: lambda f, a: f._trig(a, 2, None),
    ops.COS: lambda f, a: f._trig(a, 1, None),
    ops.TAN: lambda f, a: f._trig(a, 2, 1),
    ops.COT: lambda f, a: f._trig(a, 1, 2),
    ops.SEC: lambda f, a: f._trig(a, 0, 1),
    ops.CSC: lambda f, a: f._trig(a, 0, 2),
    ops.ASIN: lambda f, a: f.asin(f.element(a)),
    ops.ACOS: lambda f, a: f._acos(f.element(a)),
    ops.ATAN: lambda f, a: f.atan(f.element(a)),
    ops.ACOT: lambda f, a: f.atan(f.inverse(f.element(a))),
    ops.ASEC: lambda f, a: f._acos(f.inverse(f.element(a))),
    ops.ACSC: lambda f, a: f.asin(f.inverse(f.element(a))),
    ops.SINH: lambda f, a: f.hyperbolic(f.element(a), True),
    ops.COSH: lambda f, a: f.hyperbolic(f.element(a), False),
    ops.TANH: lambda f, a: f.divide(
        f.hyperbolic(f.element(a), True), f.hyperbolic(f.element(a), False)
    ),
    ops.COTH: lambda f, a: f.divide(
        f.hyperbolic(f.element(a), False), f.hyperbolic(f.element(a), True)
    ),
    ops.SECH: lambda f, a: f.inverse(f.hyperbolic(f.element(a), False)),
    ops.CSCH: lambda f, a: f.inverse(f.hyperbolic(f.element(a), True)),
    ops.ASINH: Elements._asinh,
    ops.ACOSH: lambda f, a: f.acosh(f.element(a)),
    ops.ATANH: lambda f, a: f.atanh(f.element(a)),
    ops.ACOTH: lambda f, a: f.atanh(f.inverse(f.element(a))),
    ops.ASECH: lambda f, a: f.acosh(f.inverse(f.element(a))),
    ops.ACSCH: lambda f, a: f._asinh(App(ops.DIV, (Num(1), a))),
    ops.ABS: lambda f, a: f.absolute(f.element(a)),
    ops.SIGN: Elements._sign,
    ops.MAX: lambda f, *terms: f._extreme(terms, 1),
    ops.MIN: lambda f, *terms: f._extreme(terms, -1),
    ops.FLOOR: lambda f, a: f.floor(f.element(a)),
    ops.CEILING: lambda f, a: f.negate(f.floor(f.negate(f.element(a)))),
    ops.FRAC: lambda f, a: f.subtract(f.element(a), f.floor(f.element(a))),
    ops.FACTORIAL: Elements._factorial,
    ops.GAMMA: lambda f, a: f.gamma(f.element(a)),
    ops.BINOMIAL: Elements._binomial,
    ops.ERF: lambda f, a: f._odd("erf", f.element(a)),
    ops.SIGMOID: Elements._sigmoid,
    ops.SOFTPLUS: Elements._softplus,
    ops.CALL: Elements._call,
    SLOPE: Elements._slope,
    ops.INDEX: Elements._index,
    ops.PIECEWISE: Elements._piecewise,
}
