"""Binders in the field: derivatives worked out, sums, integrals and limits as linear kernels of their bodies."""

from __future__ import annotations

from contextlib import nullcontext
from fractions import Fraction
from typing import Any

from flint import fmpq

from tuidao.check.bound import level_of
from tuidao.check.field import Kernel, Quotient
from tuidao.check.kernels import Opaque
from tuidao.check.partial_sums import by_partial_sums
from tuidao.check.products import Products, all_but_one
from tuidao.lang import build as b
from tuidao.lang import op as ops
from tuidao.lang.build import ge, is_op
from tuidao.lang.op import Op
from tuidao.lang.term import Bind, Num, Sym, Term, instantiate, mentions, substitute

_MOST_WRITTEN_OUT = 24  # sums with numeric bounds up to this long are added up
_MOST_ORDER = 12
_LINEAR = (ops.SUM, ops.INTEGRAL, ops.LIMIT, ops.ANTIDERIVATIVE)


class Functionals(Products):
    """The field with its binders."""

    def binder(self, t: Bind) -> Quotient:
        """A binder as an element, read as far out as what it speaks of allows."""
        with self.outwards(level_of(t)):
            return self._binder(t)

    def _binder(self, t: Bind) -> Quotient:
        match t.op:
            case ops.DIFF:
                return self._diff(t)
            case ops.BETWEEN:
                low, high = (self.element(instantiate(t.body, o)) for o in t.over)
                return self.subtract(high, low)
            case ops.AT:
                return self.element(instantiate(t.body, t.over[0]))
            case ops.SUM | ops.PRODUCT:
                written = self._written_out(t)
                if written is not None:
                    return written
        if t.op in _LINEAR:
            return self.linear(t)
        if t.op is ops.PRODUCT:
            over, data = self._over(t.over)
            x = self.fresh_bound()
            apart = all_but_one(t)
            factors = t.body if apart is None else apart[0]
            with self.inside():
                body = self._settled(self.element(instantiate(factors, x)))
            if apart is not None and data == (None, None):
                return self.product_but_one(body, self.symbol(x), over, apart[1])
            return self.product(body, self.symbol(x), over, data)
        raise Opaque

    # -------------------------------------------------- linear binders

    def _settled(self, a: Quotient) -> Quotient:
        return Quotient(self.by_facts(a.num), a.den)

    def _written_out(self, t: Bind) -> Quotient | None:
        first, last = t.over
        if is_op(last, ops.OO) or is_op(first, ops.NEG):
            return None
        low, high = self.rational(self.element(first)), self.rational(self.element(last))
        if low is None or high is None or low.denominator != 1 or high.denominator != 1:
            return None
        if high - low >= _MOST_WRITTEN_OUT:
            return None
        summing = t.op is ops.SUM
        total = self.zero if summing else self.one
        for k in range(int(low), int(high) + 1):
            part = self.element(instantiate(t.body, Num(k)))
            total = self.add(total, part) if summing else self.multiply(total, part)
        return total

    def linear(self, t: Bind) -> Quotient:
        """A sum, an integral or a limit: a linear functional of its body.

        Where it has a value it agrees with a linear functional on *all* functions (one exists, by a basis), so that
        splitting the body is sound even where the parts have no value of their own.
        """
        summing = t.op is ops.SUM and not any(is_op(o, ops.OO, ops.NEG) for o in t.over)
        if summing and self.thorough:
            t = self.widened(t)
        over, data = self._over(t.over)
        x = self.fresh_bound()
        with self.inside(), self.runs(x, t.over) if summing else nullcontext():
            body = self._settled(self.element(instantiate(t.body, x)))
        if any(self.symbol(x) in self.depends(o) for o in over):
            raise Opaque
        return self.functional(t.op, body, self.symbol(x), over, data)

    def _over(
        self, terms: tuple[Term, ...]
    ) -> tuple[tuple[Quotient, ...], tuple[Term | None, ...]]:
        over, data = [], []
        for o in terms:
            infinite = is_op(o, ops.OO, ops.ZOO) or (is_op(o, ops.NEG) and o == b.minus_oo)
            data.append(o if infinite else None)
            if not infinite:
                over.append(self.element(o))
        return tuple(over), tuple(data)

    def functional(
        self,
        op: Op,
        body: Quotient,
        x: int,
        over: tuple[Quotient, ...],
        data: tuple[Term | None, ...],
    ) -> Quotient:
        """The functional `op` over x of `body`: what does not depend on x is taken out, the rest is a kernel."""
        picked = self.zero
        if op is ops.SUM and self.thorough and all(d is None for d in data):
            body, picked = self.contracted(body, x, over)
        inner = tuple((k, n) for k, n in body.den if x in self.depends(Quotient(self.atoms[k])))
        outer = tuple(pair for pair in body.den if pair not in inner)
        bound = [i for i, kernel in enumerate(self.kernels) if x in kernel.depends]
        split = (
            op is ops.SUM and (self.thorough or self.by_ends) and not inner
        )  # row by row, to be turned round
        groups: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
        for m, c in body.num.to_dict().items():
            own, rest = [0] * len(m), list(m)
            for i in bound:
                own[i], rest[i] = m[i], 0
            key = tuple(rest) if not split else (*rest, *own)
            groups.setdefault(key, {})[tuple(own)] = c
        total = self.zero
        for key, terms in groups.items():
            m = key[: len(self.gens)]
            part = Quotient(self.context.from_dict(terms), inner)
            value = self._value(op, part, x, over, data)
            total = self.add(total, self.multiply(Quotient(self.context.from_dict({m: 1})), value))
        total = self.multiply(total, Quotient(self.one.num, outer)) if outer else total
        return self.add(total, picked)

    def _value(
        self,
        op: Op,
        part: Quotient,
        x: int,
        over: tuple[Quotient, ...],
        data: tuple[Term | None, ...],
    ) -> Quotient:
        c = self.rational(part)
        finite = all(d is None for d in data)
        if c == 0:
            return self.zero
        if c is not None and op is ops.LIMIT:
            return self.constant(c)
        if c is not None and op is ops.INTEGRAL and finite:
            return self.scale(self.subtract(over[1], over[0]), c)
        if c is not None and op is ops.SUM and finite:
            count = self.add(self.subtract(over[1], over[0]), self.one)
            if not self.is_whole(count):
                raise Opaque
            return self.scale(count, c)
        if op is ops.SUM and finite and self.by_ends:
            return by_partial_sums(self, part, x, over)
        part, x = self.lowest(part, x, over)
        kind = self._kind(op, over, data)
        basis = self.basis.setdefault(kind, [])
        ratios = self._ratios(basis, part)
        if ratios is None:
            basis.append(part)
            ratios = [(len(basis) - 1, Fraction(1))]
        total = self.zero
        for k, q in ratios:
            args = (basis[k], *over)
            index = self.bound_kernel(kind, args, (op, data, k, x), frozenset({x}))
            total = self.add(total, self.scale(self.generator(index), q))
        if op is ops.SUM and self.thorough and finite and len(part.num) == 1:
            self.turned(part, x, over, total)
        return total

    def is_whole(self, count: Quotient) -> bool:
        """May Σ c be written as the number of terms times c? Only with a bound that is a symbol or a number, as usual:
        the need `last ≥ first − 1` is noted."""
        q = self.rational(count)
        if q is not None:
            return q >= 0 and q.denominator == 1
        if len(count.num) > 3 or count.den or count.num.total_degree() != 1:
            return False
        self.needs.append(ge(self.term(count), 0))
        return True

    def _kind(self, op: Op, over: tuple[Quotient, ...], data: tuple[Term | None, ...]) -> str:
        for k, (o, d, old) in enumerate(self.ranges_met):
            if (
                o is op
                and d == data
                and all(self.equal(p, q) for p, q in zip(over, old, strict=True))
            ):
                return f"{op.name}:{k}"
        self.ranges_met.append((op, data, over))
        return f"{op.name}:{len(self.ranges_met) - 1}"

    # -------------------------------------------------- derivatives

    def _diff(self, t: Bind) -> Quotient:
        at, order = t.over
        n = self.rational(self.element(order))
        if n is None or n.denominator != 1 or not 0 <= n <= _MOST_ORDER:
            raise Opaque
        own = type(at) is Sym and at.index < 0 and not mentions(t.body, at)
        x = at if own and type(at) is Sym else self.fresh_bound()
        if own:
            value = self.element(instantiate(t.body, x))
            for _ in range(int(n)):
                value = self.slope(value, self.symbol(x))
            return value
        with self.inside():
            value = self.element(instantiate(t.body, x))
            for _ in range(int(n)):
                value = self.slope(value, self.symbol(x))
            result = self.term(self._settled(value))
        return self.element(substitute(result, {x: at}))

    def slope(self, a: Quotient, x: int) -> Quotient:
        """The derivative of `a` by the symbol x. Raises Opaque where a kernel's derivative is not known here."""
        total = self.zero
        for i, d in enumerate(a.num.degrees()):
            if d > 0 and x in self.kernels[i].depends:
                part = Quotient(self.reduce(a.num.derivative(i)))
                total = self.add(total, self.multiply(part, self.kernel_slope(i, x)))
        if a.den:
            total = self.multiply(total, Quotient(self.one.num, a.den))
            for k, n in a.den:
                p = Quotient(self.atoms[k])
                if x in self.depends(p):
                    change = self.divide(self.slope(p, x), p)
                    total = self.subtract(total, self.scale(self.multiply(a, change), Fraction(n)))
        return total

    def kernel_slope(self, i: int, x: int) -> Quotient:
        """The derivative of a kernel by the symbol x, kept."""
        if (i, x) not in self.slopes:
            self.slopes[i, x] = self._kernel_slope(i, self.kernels[i], x)
        return self.slopes[i, x]

    def _kernel_slope(self, i: int, kernel: Kernel, x: int) -> Quotient:
        own, args = self.generator(i), kernel.args
        match kernel.kind:
            case "symbol":
                return self.one if i == x else self.zero
            case "sign" | "floor" | "logsign":
                return self.zero
            case "root":
                f = Quotient(kernel.data[1])
                part = self.multiply(own, self.divide(self.slope(f, x), f))
                return self.scale(part, Fraction(1, kernel.data[0]))
            case "logabs":
                return self.divide(self.slope(args[0], x), args[0])
            case "exp":
                change = self.without_signs(self.slope(args[0], x))
                return self.scale(self.multiply(own, change), Fraction(1, kernel.data[1]))
            case "sin" | "cos":
                d = args[1].num.leading_coefficient()
                other = kernel.data if kernel.kind == "sin" else self.found["sin", kernel.data]
                factor = fmpq(1) / d * (1 if kernel.kind == "sin" else -1)
                return self.multiply(Quotient(self.gens[other] * factor), self.slope(args[0], x))
            case "asin":
                return self._times_power(args[0], -1, Fraction(-1, 2), x)
            case "atan":
                return self._times_power(args[0], 1, Fraction(-1), x)
            case "erf":
                square = self.exponential(self.negate(self.power(args[0], 2)))
                factor = self.absolute_power(self._pi(), Fraction(-1, 2))
                return self.multiply(
                    self.scale(self.multiply(square, factor), Fraction(2)), self.slope(args[0], x)
                )
            case "call":
                return self._chain(kernel, x)
            case "index" | "term":
                raise Opaque
        if kernel.kind.startswith("sum:") and not any(x in self.depends(o) for o in args[1:]):
            op, data, _, bound = kernel.data
            if all(d is None for d in data):
                return self.functional(op, self.slope(args[0], x), bound, args[1:], data)
        raise Opaque

    def _times_power(self, a: Quotient, sign: int, q: Fraction, x: int) -> Quotient:
        """a′·(1 ± a²)^q."""
        inside = self.add(self.one, self.scale(self.power(a, 2), Fraction(sign)))
        return self.multiply(self.slope(a, x), self.rational_power(inside, q))

    def _chain(self, kernel: Kernel, x: int) -> Quotient:
        head, orders = kernel.data
        if self.symbol(head) == x:
            raise Opaque
        total = self.zero
        for k, a in enumerate(kernel.args):
            if x in self.depends(a):
                more = (*orders[:k], orders[k] + 1, *orders[k + 1 :])
                outer = Kernel("call", kernel.args, (head, more), frozenset({self.symbol(head)}))
                total = self.add(
                    total, self.multiply(self.generator(self.kernel(outer)), self.slope(a, x))
                )
        return total
