"""Products over an index in the field: factor by factor, with one factor left out, and their logarithms."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tuidao.check.field import Quotient
from tuidao.check.indices import Indexed, closed_over
from tuidao.check.kernels import Opaque
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ge, ne, true
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, instantiate

_BOUND = Sym("", 0)


def all_but_one(t: Bind) -> tuple[Term, Term] | None:
    """The factors of ∏ over all k but i, as the body of a binder, and i; None for any other product."""
    body = t.body
    if t.op is not ops.PRODUCT or type(body) is not App or body.op is not ops.PIECEWISE:
        return None
    if len(body.args) != 4 or body.args[0] != ONE or body.args[3] != true:
        return None
    case = body.args[1]
    if type(case) is App and case.op is ops.EQ and case.args[0] == _BOUND:
        return (body.args[2], case.args[1]) if not case.args[1].loose else None
    return None


class Products(Indexed):
    """The field with ∏."""

    def is_whole(self, count: Quotient) -> bool:
        """May a number of terms stand as a number? See `functional.py`."""
        return False

    def product(self, body: Quotient, x: int, over: tuple[Quotient, ...], data: Any) -> Quotient:
        """∏ of a product: factor by factor; ∏ e^u = e^(Σ u); ∏ c = c^n for a positive number c."""
        if any(d is not None for d in data):
            return self._product_kernel(body, x, over, data)
        if len(body.num) != 1:
            return self._of_factors(body, x, over, data)
        ((m, c),) = body.num.to_dict().items()
        whole = self._of_constant(Fraction(int(c.p), int(c.q)), x, over, data)
        left = list(m)
        for i, n in enumerate(m):
            of = self.single(self.kernels[i].data) if n and self.kernels[i].kind == "sign" else None
            if of is not None and left[of]:  # |g| = g·sign g stays whole: it is not negative
                both = self.generator(i).num * self.gens[of] ** int(left[of])
                left[i] = left[of] = 0
                whole = self.multiply(whole, self._product_kernel(Quotient(both), x, over, data))
        for i, n in enumerate(left):
            if n:
                whole = self.multiply(whole, self._product_of_kernel(i, int(n), x, over, data))
        for atom, n in body.den:
            below = self._of_factor(Quotient(self.atoms[atom]), x, over, data)
            whole = self.divide(whole, self.power(below, int(n)))
        return whole

    def _of_factors(
        self, body: Quotient, x: int, over: tuple[Quotient, ...], data: Any
    ) -> Quotient:
        """∏ of what has a sum above the bar: of its irreducible factors, where there are several."""
        content, powers = self.factors(body)
        if content == 1 and len(powers) == 1 and powers[0][1] == 1:
            return self._of_factor(body, x, over, data)
        whole = self._of_constant(content, x, over, data)
        for f, e in powers:
            i = self.single(f)
            if i is not None:
                part = self._product_of_kernel(i, int(e), x, over, data)
            else:
                part = self.power(self._of_factor(Quotient(f), x, over, data), int(e))
            whole = self.multiply(whole, part)
        return whole

    def _of_factor(self, f: Quotient, x: int, over: tuple[Quotient, ...], data: Any) -> Quotient:
        """∏ of one factor: a power, where it does not depend on the index."""
        count = self.add(self.subtract(over[1], over[0]), self.one)
        if x not in self.depends(f) and self.is_whole(count):
            return self.element(App(ops.POW, (self.term(f), self.term(count))))
        return self._product_kernel(f, x, over, data)

    def _of_constant(self, c: Fraction, x: int, over: tuple[Quotient, ...], data: Any) -> Quotient:
        if c == 1:
            return self.one
        if c < 0:
            return self._product_kernel(self.constant(c), x, over, data)
        count = self.add(self.subtract(over[1], over[0]), self.one)
        return self.exponential(self.multiply(count, self.logarithm(self.constant(c))))

    def _product_of_kernel(
        self, i: int, n: int, x: int, over: tuple[Quotient, ...], data: Any
    ) -> Quotient:
        kernel = self.kernels[i]
        if kernel.kind == "exp" and x in kernel.depends:
            exponent = self.scale(kernel.args[0], Fraction(n, kernel.data[1]))
            return self.exponential(self.functional(ops.SUM, exponent, x, over, data))
        return self.power(self._of_factor(self.generator(i), x, over, data), n)

    def _product_kernel(
        self, body: Quotient, x: int, over: tuple[Quotient, ...], data: Any
    ) -> Quotient:
        kept = (ops.PRODUCT, data, 0, x)
        return self.generator(self.bound_kernel("product", (body, *over), kept, frozenset({x})))

    # -------------------------------------------------- one factor left out

    def product_but_one(
        self, body: Quotient, x: int, over: tuple[Quotient, ...], i: Term
    ) -> Quotient:
        """∏ over all k but i; that i is in the range is noted. Raises Opaque where that cannot be said."""
        ends = tuple(self.term(o) for o in over)
        own = self.running.get(i) if type(i) is Sym else None
        if own is not None:
            if not all(self.equal(self.element(a), o) for a, o in zip(own, over, strict=True)):
                raise Opaque
        elif any(s.name.startswith("\x01") for s in _free(i, *ends)):
            raise Opaque
        else:
            self.needs += [n for n in (ge(i, ends[0]), ge(ends[1], i)) if n not in self.needs]
        at = self.element(i)
        if len(body.num) != 1:
            return self._but_kernel(body, x, over, at, i)
        ((m, c),) = body.num.to_dict().items()
        q = Fraction(int(c.p), int(c.q))
        if q < 0:
            return self._but_kernel(body, x, over, at, i)
        whole = self.one
        if q != 1:
            others = self.subtract(over[1], over[0])
            whole = self.exponential(self.multiply(others, self.logarithm(self.constant(q))))
        for k, n in enumerate(m):
            if n:
                whole = self.multiply(whole, self._but_of_kernel(k, int(n), x, over, at, i))
        for atom, n in body.den:
            below = self._but_kernel(Quotient(self.atoms[atom]), x, over, at, i)
            whole = self.divide(whole, self.power(below, int(n)))
        return whole

    def _but_of_kernel(
        self, k: int, n: int, x: int, over: tuple[Quotient, ...], at: Quotient, i: Term
    ) -> Quotient:
        kernel = self.kernels[k]
        if kernel.kind == "exp" and x in kernel.depends:
            exponent = self.scale(kernel.args[0], Fraction(n, kernel.data[1]))
            total = self.functional(ops.SUM, exponent, x, over, (None, None))
            return self.exponential(self.subtract(total, self._at(exponent, x, i)))
        return self.power(self._but_kernel(self.generator(k), x, over, at, i), n)

    def _at(self, body: Quotient, x: int, i: Term) -> Quotient:
        """The factor with index i."""
        return self.element(instantiate(closed_over(self.term(body), self.kernels[x].data), i))

    def _but_kernel(
        self, body: Quotient, x: int, over: tuple[Quotient, ...], at: Quotient, i: Term
    ) -> Quotient:
        """The product without one factor; with it, it is the whole product."""
        kept = (ops.PRODUCT, (None, None), 0, x)
        index = self.bound_kernel("product_but", (body, *over, at), kept, frozenset({x}))
        others = self.generator(index)
        whole = self._product_kernel(body, x, over, (None, None))
        left_out = self._at(body, x, i)
        k = self.single(whole.num)
        if k is not None and k not in self.lowered and not left_out.den:
            self.relate(k, 1, self.reduce(self.multiply(others, left_out).num))
        return others

    def log_of_product(self, index: int) -> Quotient:
        """log|∏ f| as Σ log|f|: no factor is 0 where the product is not."""
        kernel = self.kernels[index]
        _, data, _, x = kernel.data
        body, *over = kernel.args
        total = self.functional(ops.SUM, self.logarithm(body), x, tuple(over[:2]), data)
        if kernel.kind == "product":
            return total
        i = self.term(over[2])
        left_out = self._at(body, x, i)
        need = ne(self.term(left_out), 0)
        self.needs += [need] if need not in self.needs else []
        return self.subtract(total, self.logarithm(left_out))


def _free(*terms: Term) -> frozenset[Sym]:
    return frozenset[Sym]().union(*(free_symbols(t) for t in terms))
