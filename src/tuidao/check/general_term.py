"""The general term of a series read as a sum of products that depend on its index."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_poly, fmpz

from tuidao.check.index_product import Outside, Product, few, negated, primitive, put_number
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, is_op, ne, rational
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Num, Sym, Term, mentions

_MOST_DEGREE, _MOST_POWER, _MOST_SHIFT = 40, 12, 24


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads terms in the whole number k ≥ first; `needs` holds what they ask of what is free of k to have a value."""

    k: Sym
    first: int
    needs: set[Term] = field(default_factory=set)

    def read(self, t: Term) -> list[Product]:
        """The products that add up to the term. Raises Outside."""
        found = self.polynomial(t)
        if found is not None:
            return [Product(found)]
        if not mentions(t, self.k):
            return [self._constant(t)]
        assert not isinstance(t, Num)
        if type(t) is not App:
            raise Outside
        match t.op:
            case ops.ADD | ops.SUB:
                left, right = self.read(t.args[0]), self.read(t.args[1])
                return few([*left, *(right if t.op is ops.ADD else negated(right))])
            case ops.NEG:
                return negated(self.read(t.args[0]))
            case ops.MUL:
                a, b = (self.read(x) for x in t.args)
                return few([p.times(q) for p in a for q in b])
            case ops.DIV:
                (below,) = self._divisor(t.args[1])
                return few([p.times(below, -1) for p in self.read(t.args[0])])
            case ops.POW:
                return self._power(*t.args)
            case ops.EXP:
                return [self._exponential(t.args[0])]
            case ops.ABS:
                return [self._size(t)]
            case ops.FACTORIAL:
                return [self._factorial(t.args[0])]
            case ops.BINOMIAL:
                return [self._binomial(t)]
        return [Product(others={t: 1})]

    def _size(self, t: App) -> Product:
        """|u| for a product of numbers to powers, factorials and polynomials that keep their sign."""
        inner = self.read(t.args[0])
        plain = len(inner) == 1 and all(map(self._not_negative, inner[0].others))
        if not plain or not all(type(b) is Num or is_op(b, ops.EXP, ops.E) for b in inner[0].bases):
            return Product(others={t: 1})
        made = Product().times(inner[0])
        made.bases.pop(Num(-1), None)
        for p in (made.num, made.den):
            self.no_zero(p)
        if made.num(fmpq(self.first)) * made.den(fmpq(self.first)) < 0:
            made.num = -made.num
        return made

    def _not_negative(self, t: Term) -> bool:
        """Is it a square root, or a power of what is linear in k and positive at every index?"""
        if is_op(t, ops.POW) and type(t) is App:
            base = self.line(t.args[0])
            return base is not None and base[0] >= 0 and base[0] * self.first + base[1] > 0
        return is_op(t, ops.SQRT)

    def _divisor(self, t: Term) -> list[Product]:
        """One product that is zero at no index."""
        found = self.read(t)
        if len(found) != 1:
            return [Product(others={t: 1})]
        self.no_zero(found[0].num)
        if Num(0) in found[0].bases:
            raise Outside
        self.needs.update(ne(b, 0) for b in found[0].bases if type(b) is not Num)
        return found

    def no_zero(self, p: Any) -> None:
        """Raises Outside where the polynomial vanishes at an index of the series."""
        for root, _ in p.roots() if p.degree() > 0 else ():
            if root.q == 1 and int(root.p) >= self.first:
                raise Outside
        if p.degree() < 0:
            raise Outside

    def polynomial(self, t: Term) -> Any | None:
        """The term as a polynomial in k with rational coefficients; None where it is none."""
        value = rational(t)
        if value is not None:
            return fmpq_poly([fmpq(value.numerator, value.denominator)])
        if t == self.k:
            return fmpq_poly([0, 1])
        if type(t) is not App or t.op not in (ops.ADD, ops.SUB, ops.MUL, ops.NEG, ops.DIV, ops.POW):
            return None
        if t.op is ops.POW:
            e = rational(t.args[1])
            below = self.polynomial(t.args[0])
            if below is None or e is None or e.denominator != 1 or not 0 <= e <= _MOST_POWER:
                return None
            return below ** int(e) if below.degree() * e <= _MOST_DEGREE else None
        parts: list[Any] = [self.polynomial(a) for a in t.args]
        if any(p is None for p in parts):
            return None
        match t.op:
            case ops.ADD:
                return parts[0] + parts[1]
            case ops.SUB:
                return parts[0] - parts[1]
            case ops.NEG:
                return -parts[0]
            case ops.MUL:
                return parts[0] * parts[1]
        return parts[0] / parts[1][0] if parts[1].degree() == 0 else None

    def line(self, t: Term) -> tuple[Fraction, Fraction] | None:
        """Slope and offset of a term linear in k with rational coefficients."""
        p = self.polynomial(t)
        if p is None or p.degree() > 1:
            return None
        q = [Fraction(int(c.p), int(c.q)) for c in (p[0], p[1])]
        return q[1], q[0]

    # ---------------------------------------------------------------- powers

    def _constant(self, t: Term) -> Product:
        made = Product()
        self.multiply(made, t, Fraction(0), Fraction(1))
        return made

    def multiply(self, made: Product, t: Term, slope: Fraction, offset: Fraction) -> None:
        """Multiply `made` by t^(slope·k + offset), t free of the index."""
        whole = slope.denominator == offset.denominator == 1
        value = rational(t)
        if value is not None:
            if not value and (self.first < 0 or slope < 0):
                raise Outside  # 0^(k + 1) is 1 at k = −1
            put_number(made, value, slope, offset)
            return
        if type(t) is App and whole:
            match t.op:
                case ops.MUL:
                    for a in t.args:
                        self.multiply(made, a, slope, offset)
                    return
                case ops.DIV:
                    self.multiply(made, t.args[0], slope, offset)
                    self.multiply(made, t.args[1], -slope, -offset)
                    return
                case ops.NEG:
                    put_number(made, Fraction(-1), slope, offset)
                    self.multiply(made, t.args[0], slope, offset)
                    return
                case ops.POW:
                    e = rational(t.args[1])
                    inner = rational(t.args[0])
                    if e is not None and (e.denominator == 1 or (inner is not None and inner > 0)):
                        self.multiply(made, t.args[0], slope * e, offset * e)
                        return
                case ops.SQRT:
                    inner = rational(t.args[0])
                    if inner is not None and inner > 0:
                        put_number(made, inner, slope / 2, offset / 2)
                        return
        if not whole or is_op(t, ops.OO, ops.ZOO, ops.UNDEFINED):
            raise Outside
        factor, base = primitive(t)
        self.needs.update(conditions(t))
        if slope < 0 or slope * self.first + offset < 0:
            self.needs.add(ne(base, 0))
        put_number(made, factor, slope, offset)
        made.power(base, slope, offset)

    def _power(self, base: Term, exponent: Term) -> list[Product]:
        e = rational(exponent)
        if e is not None:
            if e.denominator != 1 or abs(e) > 200:
                return [Product(others={App(ops.POW, (base, exponent)): 1})]
            inner = self._divisor(base) if e < 0 else self.read(base)
            if len(inner) == 1:
                return [Product().times(inner[0], int(e))] if e else [Product()]
            if not 0 <= e <= 4:
                raise Outside
            out = [Product()]
            for _ in range(int(e)):
                out = few([p.times(q) for p in out for q in inner])
            return out
        if mentions(base, self.k):
            return [Product(others={App(ops.POW, (base, exponent)): 1})]
        line = self.line(exponent)
        if line is None:
            raise Outside
        made = Product()
        self.multiply(made, base, *line)
        return [made]

    def _exponential(self, u: Term) -> Product:
        """exp(αk + β) as exp(α)^k·exp(β)."""
        slope, rest = self._linear_part(u)
        made = Product()
        for part, grows in ((slope, Fraction(1)), (rest, Fraction(0))):
            number = rational(part)
            base = App(ops.EXP, (part,)) if number is None else App(ops.E, ())
            size = Fraction(1) if number is None else number
            if size:
                made.power(base, size * grows, size * (1 - grows))
        return made

    def _linear_part(self, u: Term) -> tuple[Term, Term]:
        """α and β with u = αk + β; α and β may hold symbols."""
        if not mentions(u, self.k):
            return Num(0), u
        if u == self.k:
            return ONE, Num(0)
        if type(u) is App and u.op is ops.NEG:
            a, b = self._linear_part(u.args[0])
            return App(ops.NEG, (a,)), b if b == Num(0) else App(ops.NEG, (b,))
        if type(u) is App and u.op is ops.MUL:
            free = [a for a in u.args if not mentions(a, self.k)]
            if len(free) == 1:
                a, b = self._linear_part(u.args[1 - u.args.index(free[0])])
                made = free[0] if a == ONE else free[0] * a
                return made, b if b == Num(0) else free[0] * b
        raise Outside

    # ---------------------------------------------------------------- factorials

    def _factorial(self, u: Term) -> Product:
        line = self.line(u)
        if line is None:
            raise Outside
        slope, offset = line
        whole = slope.denominator == offset.denominator == 1
        if not whole or slope < 0 or abs(offset) > _MOST_SHIFT or slope > 8:
            raise Outside
        if slope * self.first + offset < 0:
            raise Outside
        m, shift = int(slope), int(offset)
        if not m:
            value = fmpz(1)
            for j in range(1, shift + 1):
                value *= j
            return Product(fmpq_poly([value]))
        made = Product(factorials={m: 1})
        for j in range(1, shift + 1):
            made.num = made.num * fmpq_poly([j, m])
        for j in range(shift + 1, 1):
            made.den = made.den * fmpq_poly([j, m])
        return made

    def _binomial(self, t: App) -> Product:
        top, low = t.args
        if mentions(top, self.k) and self.line(top) is not None:
            parts = (self._factorial(top), self._factorial(low), self._factorial(top - low))
            return parts[0].times(parts[1], -1).times(parts[2], -1)
        number = rational(top)
        if number is not None and number.denominator == 1 and number < 0 and low == self.k:
            m = int(-number)  # C(−m, k) = (−1)^k·C(k + m − 1, k)
            if self.first < 0 or m > _MOST_SHIFT:
                raise Outside
            made = Product()
            made.power(Num(-1), Fraction(1), Fraction(0))
            for j in range(1, m):
                made.num = made.num * fmpq_poly([j, 1]) / j
            return made
        return Product(others={t: 1})
