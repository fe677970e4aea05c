"""Indices in the field: Kronecker's delta, indicators, sums contracted, turned round and made rectangular."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from itertools import permutations
from typing import Any

from flint import fmpq_poly

from tuidao.check.angles import alone
from tuidao.check.field import Kernel, NoValue, Plan, Quotient, TooLarge
from tuidao.check.kernels import METHODS, Opaque
from tuidao.check.read_back import ReadBack
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, ge, is_op
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, bind, free_symbols, instantiate, mentions

_IDEMPOTENT = fmpq_poly([0, -1, 1])  # δ² = δ
_MOST_SHIFT = 4
_MOST_NESTED = 4
_MOST_TURNS = 96  # orders of summation tried in one comparison
_MARK = "\x01"


class Indexed(ReadBack):
    """The field with what is known of indices; more of it where `thorough`, which takes its time."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.thorough = False
        self.by_ends = False  # sums by their partial sums, see `partial_sums.py`
        self.turning = False
        self.turns = _MOST_TURNS
        self.running: dict[
            Sym, tuple[Term, Term]
        ] = {}  # the indices of the sums around, and their ranges

    def functional(
        self,
        op: Op,
        body: Quotient,
        x: int,
        over: tuple[Quotient, ...],
        data: tuple[Term | None, ...],
    ) -> Quotient:
        """A sum, an integral or a limit; see `functional.py`."""
        raise Opaque

    def suppose_values(self, facts: tuple[Term, ...]) -> bool:
        """Take in the stated values of sums: Σ p_k = 1. Are there any?"""
        found = False
        for fact in facts:
            sides = fact.args if type(fact) is App and fact.op is ops.EQ else ()
            if any(is_op(a, ops.SUM) for a in sides):
                found = True
                with suppress(NoValue, TooLarge):
                    self._are_equal(*(self.element(a) for a in sides))
        return found

    @contextmanager
    def runs(self, x: Sym, over: tuple[Term, ...]) -> Iterator[None]:
        """While the body of a sum over x is read."""
        kept, self.running = self.running, {**self.running, x: (over[0], over[1])}
        try:
            yield
        finally:
            self.running = kept

    @contextmanager
    def outwards(self, level: int) -> Iterator[None]:
        """See `BoundNames`: what is read further out knows nothing of the indices from `level` on."""
        kept = self.running
        self.running = {x: r for x, r in kept.items() if int(x.name[1:]) < level}
        try:
            with super().outwards(level):
                yield
        finally:
            self.running = kept

    # -------------------------------------------------- delta and indicator

    def kronecker(self, i: Term, j: Term) -> Quotient:
        """δ_ij: a kernel of the difference of the indices, with δ² = δ."""
        return self._delta(self.subtract(self.element(i), self.element(j)))

    def _delta(self, gap: Quotient) -> Quotient:
        q = self.rational(gap)
        if q is not None:
            return self.zero if q else self.one
        if gap.den:
            raise Opaque
        return self._idempotent(
            "delta", gap if gap.num.leading_coefficient() > 0 else self.negate(gap)
        )

    def _idempotent(self, kind: str, gap: Quotient) -> Quotient:
        index = self.kernel(Kernel(kind, (gap,)))
        self.relate(index, 2, _IDEMPOTENT)
        return self.generator(index)

    def indicator(self, t: Term) -> Quotient:
        """1{…} of comparisons of numbers and what is joined out of them."""
        if is_op(t, ops.AND, ops.OR, ops.NOT) and type(t) is App:
            parts = [self.indicator(a) for a in t.args]
            if t.op is ops.NOT:
                return self.subtract(self.one, parts[0])
            whole = self.one
            for p in parts:
                whole = self.multiply(whole, p if t.op is ops.AND else self.subtract(self.one, p))
            return whole if t.op is ops.AND else self.subtract(self.one, whole)
        if not (type(t) is App and t.op in ops.RELATIONS):
            raise Opaque
        gap = self.subtract(self.element(t.args[0]), self.element(t.args[1]))
        if t.op in (ops.EQ, ops.NE):
            found = self._delta(gap)
            return found if t.op is ops.EQ else self.subtract(self.one, found)
        if t.op in (ops.LT, ops.LE):
            gap = self.negate(gap)
        found = self._step(gap)
        return found if t.op in (ops.LE, ops.GE) else self.subtract(found, self._delta(gap))

    def _step(self, gap: Quotient) -> Quotient:
        """1{gap ≥ 0}; between indices, which are whole, with the constant part of the difference taken off."""
        q = self.rational(gap)
        if q is not None:
            return self.one if q >= 0 else self.zero
        if gap.den:
            raise Opaque
        if gap.num.leading_coefficient() < 0:
            opposite = self.negate(gap)
            if self._whole(gap):
                return self.subtract(self.one, self._step(self.subtract(opposite, self.one)))
            return self.add(self.subtract(self.one, self._step(opposite)), self._delta(opposite))
        shift = Fraction(0)
        if self._whole(gap):
            c = gap.num[(0,) * len(self.gens)]
            shift = Fraction(int(c.p), int(c.q))
        if abs(shift) > _MOST_SHIFT:
            raise Opaque
        gap = self.subtract(gap, self.constant(shift))
        found = self._idempotent("step", gap)
        for k in range(1, int(shift) + 1):  # 1{h ≥ −c} has more cases than 1{h ≥ 0}
            found = self.add(found, self._delta(self.add(gap, self.constant(k))))
        for k in range(-int(shift)):
            found = self.subtract(found, self._delta(self.subtract(gap, self.constant(k))))
        return found

    def _whole(self, gap: Quotient) -> bool:
        """Is it a whole number, being made of the indices of the sums around?"""
        return all(c.q == 1 for c in gap.num.coeffs()) and all(
            self.kernels[i].data in self.running for i in self.used(gap)
        )

    # -------------------------------------------------- sums

    def widened(self, t: Bind) -> Bind:
        """Σ for j up to i, or from i on, where i runs from a to n: over all of a … n with an indicator.

        Terms outside the triangle are only written: the factor is 0 there.
        """
        first, last = t.over
        for y, (a, n) in self.running.items():
            below, above = mentions(last, y), mentions(first, y)
            if below == above:
                continue
            shift = self.rational(
                self.subtract(self.element(last if below else first), self.element(y))
            )
            end = (
                self.equal(self.element(first), self.element(a))
                if below
                else self.equal(self.element(last), self.element(n))
            )
            if not end or shift not in ((0, -1) if below else (0, 1)):
                continue
            k = Sym(f"{t.name}#{len(self.running)}")
            gap = y + Num(shift) - k if below else k - y - Num(shift)
            body = App(ops.INDICATOR, (ge(gap, ZERO),)) * instantiate(t.body, k)
            return bind(ops.SUM, k, body, a if not below else first, n if below else last)
        return t

    def contracted(
        self, body: Quotient, x: int, over: tuple[Quotient, ...]
    ) -> tuple[Quotient, Quotient]:
        """The body without its rows f(x)·δ(x, i), and the sum of their f(i); that i is in the range is noted."""
        left: dict[Any, Any] = {}
        out = self.zero
        for m, c in body.num.to_dict().items():
            found = next(
                (p for k, n in enumerate(m) if n and (p := self._picked(k, x, over))), None
            )
            if found is None:
                left[m] = c
                continue
            k, i = found
            row = Quotient(self.context.from_dict({(*m[:k], 0, *m[k + 1 :]): c}), body.den)
            put = instantiate(closed_over(self.term(row), self.kernels[x].data), i)
            out = self.add(out, self.element(put))
        return Quotient(self.context.from_dict(left), body.den if left else ()), out

    def _picked(self, k: int, x: int, over: tuple[Quotient, ...]) -> tuple[int, Term] | None:
        """The delta kernel k as δ(x, i): k and i, where i is in the range of the sum."""
        kernel = self.kernels[k]
        if kernel.kind != "delta" or x not in kernel.depends:
            return None
        gap = kernel.args[0]
        c = alone(gap.num, x, len(self.gens))
        if abs(c) != 1:
            return None
        i = self.subtract(Quotient(self.gens[x]), Quotient(gap.num / c))
        if x in self.depends(i):
            return None
        at = self.term(i)
        ends = tuple(self.term(o) for o in over)
        if any(s.name.startswith(_MARK) for t in (at, *ends) for s in free_symbols(t)):
            own = self.running.get(at) if type(at) is Sym else None
            same = own is not None and all(
                self.equal(self.element(a), o) for a, o in zip(own, over, strict=True)
            )
            return (k, at) if same else None
        self.needs += [n for n in (ge(at, ends[0]), ge(ends[1], at)) if n not in self.needs]
        return k, at

    def turned(self, part: Quotient, x: int, over: tuple[Quotient, ...], value: Quotient) -> None:
        """Teach the field that a nest of sums has one value in whatever order it is summed."""
        if self.turning or any(self._open(a) for a in (value, *over)):
            return
        symbol = Sym("nest#0")
        runs = [(symbol, tuple(self.term(o) for o in over))]
        try:
            body = instantiate(closed_over(self.term(part), self.kernels[x].data), symbol)
        except TooLarge:
            return
        factors = _unnested(body, runs)
        if not 2 <= len(runs) <= _MOST_NESTED:
            return
        self.turning = True
        try:
            for order in permutations(runs):
                self.turns -= 1
                if self.turns < 0:
                    return
                t = factors
                for k, ends in reversed(order):
                    t = bind(ops.SUM, k, t, *ends)
                self._are_equal(value, self.element(t))
        except (NoValue, TooLarge):
            pass
        finally:
            self.turning = False

    def _open(self, a: Quotient) -> bool:
        return any(self.kernels[i].data.name.startswith(_MARK) for i in self.depends(a))

    def _are_equal(self, a: Quotient, b: Quotient) -> None:
        """Take in that the two are equal, by solving for the last kernel that stands in one row of its own."""
        gap = self.subtract(a, b)
        if gap.den or self._open(gap):
            return
        p = self.reduce(gap.num)
        if p.is_zero():
            return
        rows = p.to_dict()
        for i in reversed(range(len(self.kernels))):
            if self.kernels[i].kind.startswith("sum:") and p.degrees()[i] == 1:
                c = alone(p, i, len(self.gens))
                if c != 0 and sum(1 for m in rows if m[i]) == 1:
                    value = self.gens[i] - p / c
                    for k, (bound, old) in list(self.lowered.items()):
                        if bound == 1 and old.degrees()[i]:
                            self.lowered[k] = (1, self._lower(old, i, 1, value))
                    self.relate(i, 1, value)
                    return


def closed_over(t: Term, x: Sym) -> Term:
    """The body of a binder over x."""
    return bind(ops.LAMBDA, x, t).body


def _unnested(t: Term, runs: list[tuple[Sym, tuple[Term, ...]]]) -> Term:
    """A product with the sums among its factors opened: their indices and ranges are added to `runs`."""
    if type(t) is App and t.op is ops.MUL:
        return _unnested(t.args[0], runs) * _unnested(t.args[1], runs)
    if type(t) is App and t.op is ops.NEG:
        return -_unnested(t.args[0], runs)
    if type(t) is Bind and t.op is ops.SUM and len(runs) < _MOST_NESTED:
        names = {k for k, _ in runs}
        if not is_op(t.over[1], ops.OO) and not any(names & free_symbols(o) for o in t.over):
            k = Sym(f"nest#{len(runs)}")
            runs.append((k, t.over))
            return _unnested(instantiate(t.body, k), runs)
    return t


METHODS[ops.KRONECKER] = lambda field, i, j: field.kronecker(i, j)
METHODS[ops.INDICATOR] = lambda field, t: field.indicator(t)
