"""Terms of the elementary functions as elements of the field: what each operator becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_poly, fmpz_poly

from tuidao.check.factors import Factors
from tuidao.check.field import Kernel, NoValue, Plan, Quotient, Restart, TooLarge
from tuidao.check.ranges import Range, constant_quotient, kernel_range, quotient_range
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, beta, is_op, ne
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols

_MOST_ANGLE = 200  # sin(nx) is written out for n up to this
_MOST_FACTORIAL = 400


SLOPE = Op("slope", None)  # slope(u, orders…, arguments…): a partial derivative of a function of the user's, at a point


class Opaque(Exception):
    """The checker does not look inside this term: it stays a kernel of its own."""


class Elements(Factors):
    """The field together with the reading of terms into it."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.memo: dict[Term, Quotient] = {}
        self.needs: list[Term] = []  # what must hold beyond the definedness of the terms
        self.angles: dict[tuple[int, int], tuple[Quotient, Quotient]] = {}
        self.depth = 0
        self.squeezed: set[int] = set()  # kernels other than symbols whose range comes from a fact
        self.slopes: dict[tuple[int, int], Quotient] = {}
        self.ranges_met: list[tuple[Op, tuple[Term | None, ...], tuple[Quotient, ...]]] = []

    def suppose(self, facts: tuple[Term, ...]) -> None:
        """Take in stated facts: (in)equalities between real terms become ranges of kernels and signs of factors."""
        for fact in facts:
            if not (type(fact) is App and fact.op in (ops.LT, ops.LE, ops.GT, ops.GE, ops.NE)):
                continue
            a, b = fact.args if fact.op in (ops.GT, ops.GE, ops.NE) else fact.args[::-1]
            try:
                gap = self.subtract(self.element(a), self.element(b))
                if fact.op is ops.NE:
                    self.is_not_zero(gap)
                    continue
                strict = fact.op in (ops.GT, ops.LT)
                self._bound(gap, strict)
                self.fact(gap, strict)
            except (NoValue, TooLarge):
                continue

    def is_not_zero(self, a: Quotient) -> None:
        """Note that a ≠ 0: none of its factors is zero, nor what they are roots of."""
        for f, e in self.factors(a)[1]:
            single = self.single(f)
            if e > 0 and f not in self.nonzero:
                self.nonzero.append(f)
                if single is not None and self.kernels[single].kind == "root":
                    self.nonzero.append(self.kernels[single].data[1])

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
            new = Range(ends[0], None, strict) if content > 0 else Range(None, ends[0], False, strict)
        elif len(ends) == 2 and content < 0 and ends[0] is not None and ends[1] is not None:
            new = Range(min(ends[0], ends[1]), max(ends[0], ends[1]), strict, strict)
        else:
            return
        if self.kernels[i].kind != "symbol":
            self.squeezed.add(i)
        self.ranges[i] = kernel_range(self, i).meet(new)

    def _root_of(self, f: Any, i: int) -> Fraction | None:
        if f.total_degree() != 1:
            return None
        c, d = _alone(f, i, len(self.gens)), f[(0,) * len(self.gens)]
        return -Fraction(int(d.p), int(d.q)) / Fraction(int(c.p), int(c.q))

    @contextmanager
    def scope(self) -> Iterator[None]:
        """A part whose definedness says nothing about the rest: facts found inside are forgotten afterwards."""
        memo, facts, known = self.memo, self.facts, self.known
        self.memo, self.facts, self.known = dict(memo), list(facts), dict(known)
        try:
            yield
        finally:
            self.memo, self.facts, self.known = memo, facts, known

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
                method = _METHODS.get(t.op)
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
            return self.power(self.element(a), _small(b.value))
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

    def rational_power(self, a: Quotient, q: Fraction) -> Quotient:
        """a^q as a real power: an odd root of a negative number is negative."""
        if q.denominator == 1:
            return self.power(a, _small(q))
        if abs(q.numerator) > 2000:
            raise TooLarge
        if q.denominator % 2 == 0:
            self.fact(a, q < 0)
            return self.absolute_power(a, q)
        root = self.absolute_power(a, q)
        return self.multiply(root, self.sign_of(a)) if q.numerator % 2 else root

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
        return self.logarithm(self.add(x, self.rational_power(self.add(self.power(x, 2), self.one), Fraction(1, 2))))

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

    def cos_sin(self, a: Quotient) -> tuple[Quotient, Quotient]:
        """cos a and sin a, written in those of a basis of angles."""
        cosine, sine = self.one, self.zero
        num = self.reduce(a.num)
        if not a.den:
            for i, kernel in enumerate(self.kernels):
                if kernel.kind in ("constant", "asin", "atan") and num.degrees()[i]:
                    c = _alone(num, i, len(self.gens))
                    part = self._known_angle(kernel, Fraction(int(c.p), int(c.q))) if c else None
                    if part is not None:
                        num = num - c * self.gens[i]
                        cosine, sine = self._turn((cosine, sine), part)
        if num.is_zero():
            return cosine, sine
        for k, n in self.combination("trig", Quotient(num, a.den)):
            cosine, sine = self._turn((cosine, sine), self._multiple(k, n))
        return cosine, sine

    def _turn(self, a: tuple[Quotient, Quotient], b: tuple[Quotient, Quotient]) -> tuple[Quotient, Quotient]:
        if a[1] is self.zero and a[0] is self.one:
            return b
        cosine = self.subtract(self.multiply(a[0], b[0]), self.multiply(a[1], b[1]))
        return cosine, self.add(self.multiply(a[1], b[0]), self.multiply(a[0], b[1]))

    def _multiple(self, k: int, n: int) -> tuple[Quotient, Quotient]:
        """cos and sin of n times the k-th basis angle (divided by its D)."""
        if n < 0:
            cosine, sine = self._multiple(k, -n)
            return cosine, self.negate(sine)
        if n > _MOST_ANGLE:
            raise TooLarge
        if (k, n) not in self.angles:
            if n == 1:
                d = self.constant((self.plan.parts or {}).get(("trig", k), 1))
                args = (self.basis["trig"][k], d)
                c = self.kernel(Kernel("cos", args, k), k)
                s = self.kernel(Kernel("sin", args, c), k)
                self.relate(s, 2, 1 - self.gens[c] ** 2)
                self.angles[k, 1] = (self.generator(c), self.generator(s))
            else:
                half = self._multiple(k, n // 2)
                turned = self._turn(half, self._multiple(k, n - n // 2))
                self.angles[k, n] = tuple(Quotient(self.reduce(q.num), q.den) for q in turned)  # type: ignore[assignment]
        return self.angles[k, n]

    def _known_angle(self, kernel: Kernel, q: Fraction) -> tuple[Quotient, Quotient] | None:
        if kernel.kind == "constant":
            return self._pi_times(q) if kernel.data == "pi" else None
        if q.denominator != 1 or abs(q) > 20:
            return None
        x = kernel.args[0]
        square = self.power(x, 2)
        if kernel.kind == "asin":
            cosine, sine = self.rational_power(self.subtract(self.one, square), Fraction(1, 2)), x
        else:
            cosine = self.rational_power(self.add(self.one, square), Fraction(-1, 2))
            sine = self.multiply(x, cosine)
        if q < 0:
            sine = self.negate(sine)
        total = (self.one, self.zero)
        for _ in range(abs(int(q))):
            total = self._turn(total, (cosine, sine))
        return total

    def _pi_times(self, q: Fraction) -> tuple[Quotient, Quotient]:
        """cos and sin of q·pi, by radicals for 12 | 12q, else in cos(pi/n), known by its minimal polynomial."""
        q %= 2
        if q >= 1:
            cosine, sine = self._pi_times(q - 1) if q > 1 else (self.one, self.zero)
            return self.negate(cosine), self.negate(sine)
        if q == 0:
            return self.one, self.zero
        if q > Fraction(1, 2):
            cosine, sine = self._pi_times(1 - q)
            return self.negate(cosine), sine
        if q == Fraction(1, 2):
            return self.zero, self.one
        half = Fraction(1, 2)
        table = {Fraction(1, 3): (1, 3), Fraction(1, 4): (2, 2), Fraction(1, 6): (3, 1)}
        if q in table:
            return tuple(  # type: ignore[return-value]
                self.scale(self.absolute_power(self.constant(n), half), half) for n in table[q]
            )
        if q == Fraction(1, 12):
            return self._turn(self._pi_times(Fraction(1, 3)), self._pi_times(Fraction(-1, 4)))
        if q == Fraction(5, 12):
            return self._turn(self._pi_times(Fraction(1, 4)), self._pi_times(Fraction(1, 6)))
        n = q.denominator
        if n % 2 == 0:
            double, _ = self._pi_times(2 * q)
            plus, minus = self.add(self.one, double), self.subtract(self.one, double)
            return tuple(  # type: ignore[return-value]
                self.rational_power(self.scale(p, half), half) for p in (plus, minus)
            )
        if n > 60:
            raise TooLarge
        if n == 5:
            root = self.absolute_power(self.constant(5), half)
            return self._repeated(self.scale(self.add(self.one, root), Fraction(1, 4)), q.numerator)
        minimal = fmpz_poly.cos_minpoly(2 * n)  # of 2·cos(2·pi/2n)
        poly = fmpq_poly([fmpq(c) * 2**k for k, c in enumerate(minimal.coeffs())])
        index = self.kernel(Kernel("algebraic", (), n), n)
        self.relate(index, minimal.degree(), poly)
        return self._repeated(self.generator(index), q.numerator)

    def _repeated(self, cosine: Quotient, n: int) -> tuple[Quotient, Quotient]:
        """cos and sin of n times an angle in (0, pi/2), given its cosine."""
        square = self.subtract(self.one, self.power(cosine, 2))
        first = total = (cosine, self.rational_power(square, Fraction(1, 2)))
        for _ in range(n - 1):
            total = self._turn(total, first)
        return total

    def _trig(self, a: Term, top: int, below: int | None) -> Quotient:
        pair = (self.one, *self.cos_sin(self.element(a)))
        return pair[top] if below is None else self.divide(pair[top], pair[below])

    def asin(self, x: Quotient) -> Quotient:
        """asin x."""
        return self._odd("asin", x, (Fraction(1, 2), Fraction(1, 3), Fraction(1, 4), Fraction(1, 6)))

    def atan(self, x: Quotient) -> Quotient:
        """atan x."""
        return self._odd("atan", x, (Fraction(1, 3), Fraction(1, 4), Fraction(1, 6), Fraction(1, 12)))

    def _odd(self, kind: str, x: Quotient, known: tuple[Fraction, ...] = ()) -> Quotient:
        num = self.reduce(x.num)
        if num.is_zero():
            return self.zero
        if num.leading_coefficient() < 0:
            return self.negate(self._odd(kind, Quotient(-num, x.den), known))
        if known and not self.depends(x):
            for q in known:
                cosine, sine = self._pi_times(q)
                if self.is_zero(self.subtract(x if kind == "asin" else self.multiply(x, cosine), sine)):
                    return self.scale(self.generator(self.constant_kernel("pi")), q)
        return self.generator(self.kernel(Kernel(kind, (Quotient(num, x.den),))))

    def _acos(self, x: Quotient) -> Quotient:
        return self.subtract(self.scale(self._pi(), Fraction(1, 2)), self.asin(x))

    def constant_kernel(self, name: str) -> int:
        """The kernel of a named constant."""
        return self.kernel(Kernel("constant", (), name), name)

    def _pi(self) -> Quotient:
        return self.generator(self.constant_kernel("pi"))

    # -------------------------------------------------- |x|, sign, max, floor

    def _sign(self, a: Term) -> Quotient:
        x = self.element(a)
        if self.is_zero(x):
            return self.zero
        r = quotient_range(self, x)
        if not (r.positive or r.negative):
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

    def _max(self, *terms: Term) -> Quotient:
        return self._extreme(terms, 1)

    def _min(self, *terms: Term) -> Quotient:
        return self._extreme(terms, -1)

    def floor(self, x: Quotient) -> Quotient:
        """⌊x⌋, whole rational parts taken out."""
        num, whole = self.reduce(x.num), Fraction(0)
        q = self.rational(x)
        if q is not None:
            return self.constant(q.numerator // q.denominator)
        if not x.den:
            c = num[(0,) * len(self.gens)]
            whole = Fraction(int(c.p) // int(c.q))
            num = num - int(whole)
        if not self.depends(x):
            ball = constant_quotient(self, x)
            value = ball.floor().unique_fmpz() if ball is not None and abs(ball) < 2**200 else None
            if value is not None:
                return self.constant(int(value))
        index = self.kernel(Kernel("floor", (Quotient(num, x.den),)))
        return self.add(self.generator(index), self.constant(whole))

    # -------------------------------------------------- factorials

    def gamma(self, x: Quotient) -> Quotient:
        """Γ(x), brought to the largest argument met that differs by a whole number."""
        q = self.rational(x)
        if q is not None and q.denominator == 1:
            if q < 1:
                raise NoValue
            if q > _MOST_FACTORIAL:
                raise TooLarge
            value = 1
            for k in range(2, int(q)):
                value *= k
            return self.constant(value)
        shifts = self.plan.shift = self.plan.shift if self.plan.shift is not None else {}
        count = 0
        for i, kernel in enumerate(self.kernels):
            if kernel.kind != "gamma":
                continue
            gap = self.rational(self.subtract(kernel.args[0], x))
            if gap is not None and gap.denominator == 1:
                if abs(gap) > 60:
                    raise TooLarge
                if gap < 0:
                    shifts[count] = shifts.get(count, 0) - int(gap)
                    raise Restart
                below = self.one
                for k in range(int(gap)):
                    below = self.multiply(below, self.add(x, self.constant(k)))
                return self.divide(self.generator(i), below)
            count += 1
        base = self.add(x, self.constant(shifts.get(count, 0)))
        self.kernel(Kernel("gamma", (base,)))
        return self.gamma(x)

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
            result = self.multiply(result, self.scale(self.subtract(n, self.constant(j)), Fraction(1, j + 1)))
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
        return self.generator(self.kernel(Kernel("call", args, (head, orders), frozenset({self.symbol(head)}))))

    def _index(self, head: Term, *args: Term) -> Quotient:
        return self._named("index", head, args)

    def _named(self, kind: str, head: Term, args: tuple[Term, ...]) -> Quotient:
        if type(head) is not Sym:
            raise Opaque
        values = tuple(self.element(a) for a in args)
        data = (head, (0,) * len(args)) if kind == "call" else head
        return self.generator(self.kernel(Kernel(kind, values, data, frozenset({self.symbol(head)}))))

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
        return self.generator(self.kernel(Kernel("piecewise", tuple(values), parts[1::2], frozenset(speaks))))


def _alone(p: Any, i: int, count: int) -> fmpq:
    m = [0] * count
    m[i] = 1
    return p[tuple(m)]


def _small(q: Fraction) -> int:
    if abs(q) > 2000:
        raise TooLarge
    return int(q)


_METHODS: dict[Op, Callable[..., Quotient]] = {
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
    ops.TANH: lambda f, a: f.divide(f.hyperbolic(f.element(a), True), f.hyperbolic(f.element(a), False)),
    ops.COTH: lambda f, a: f.divide(f.hyperbolic(f.element(a), False), f.hyperbolic(f.element(a), True)),
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
    ops.MAX: Elements._max,
    ops.MIN: Elements._min,
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
