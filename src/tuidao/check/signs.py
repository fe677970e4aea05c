"""Which signs a quotient can have under the facts: by factors, ranges, slopes and subdivision."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

from flint import arb, fmpq

from tuidao.check.field import NoValue, Plan, Quotient, Restart, TooLarge
from tuidao.check.functional import Functionals
from tuidao.check.interval import Range
from tuidao.check.kernels import Opaque
from tuidao.check.memberships import inequalities
from tuidao.check.needed import ungranted
from tuidao.check.ranges import quotient_range, sign_of
from tuidao.lang import op as ops
from tuidao.lang.term import App, Num, Term, substitute

Signs = frozenset[int]
ANY: Signs = frozenset((-1, 0, 1))
_ROUGH = ("sign", "floor", "piecewise", "call", "term", "index", "gamma", "binomial")
_MOST_BOXES = 96
_DEEPEST = 4
_MOST_RESTARTS = 10
_MOST_GAPS = 4  # of which products are formed
_NOTHING = Range(Fraction(0), Fraction(0))
T = TypeVar("T")
TINY = "\x03"  # ends the name of a symbol that stands for a positive number as small as one likes


class SignField(Functionals):
    """The field under facts, asked for signs."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.gaps: list[tuple[Quotient, bool]] = []

    def possible(
        self, a: Quotient, depth: int = 0, takes_both: Callable[[], bool] | None = None
    ) -> Signs:
        """The signs that `a` can have where the facts hold: a set that contains all that occur.

        `takes_both` may know that both signs occur: then nothing more is looked for.
        """
        found = self._by_factors(a)
        if len(found) == 1 or not self.depends(a):
            return found
        r = quotient_range(self, a)
        found &= _signs(r)
        if len(found) > 1 and takes_both is not None and takes_both():
            return found
        if found in (frozenset((0, 1)), ANY):
            found &= self._by_gaps(a)
        if len(found) > 1 and depth < _DEEPEST:
            found &= self._by_slope(a, depth)
        if len(found) > 1 and depth == 0:
            found &= self._by_boxes(a)
        return found

    # -------------------------------------------------- factor by factor

    def _by_factors(self, a: Quotient) -> Signs:
        if self.is_zero(a) or self.by_facts(a.num).is_zero():
            return frozenset((0,))
        a = Quotient(self.by_facts(a.num), a.den)
        content, powers = self.factors(a)
        signs: Signs = frozenset((1 if content > 0 else -1,))
        for f, e in powers:
            own = self.factor_signs(f)
            if e < 0:
                own -= {0}
            if e % 2 == 0:
                own = frozenset(abs(s) for s in own)
            signs = frozenset(s * t for s in signs for t in own)
        whole = self._by_known_product(a)
        return signs & whole if whole else signs

    def factor_signs(self, f: Any) -> Signs:
        """The signs that an irreducible polynomial can have."""
        if f.is_constant():
            return frozenset((1 if f.leading_coefficient() > 0 else -1,))
        single = self.single(f)
        kind = self.kernels[single].kind if single is not None else ""
        if kind == "sign":
            return frozenset((-1, 1))
        fixed = sign_of(self, f, strict=True)
        if fixed:
            return frozenset((fixed,))
        weak = sign_of(self, f)
        own: Signs = frozenset((weak, 0)) if weak else ANY
        index = next(
            (i for i, k in enumerate(self.kernels) if k.kind == "sign" and k.data == f), None
        )
        if index is not None and index in self.known:
            own &= frozenset((self.known[index], 0))
        rooted = (
            kind == "root" and single is not None and self.is_nonzero(self.kernels[single].data[1])
        )
        if kind == "gamma" or rooted or self.is_nonzero(f):
            own -= {0}
        return own

    def is_nonzero(self, f: Any) -> bool:
        """Is this factor not zero: by the facts, or, for a variable that is as small as one likes, because it is a
        polynomial in it with a coefficient that is not zero?"""
        if f in self.nonzero:
            return True
        for i, kernel in enumerate(self.kernels):
            if kernel.kind != "symbol" or not kernel.data.name.endswith(TINY) or not f.degrees()[i]:
                continue
            if any(i in self.kernels[j].depends for j in self.used(Quotient(f)) if j != i):
                continue
            top: dict[tuple[int, ...], Any] = {}
            degree = f.degrees()[i]
            for m, c in f.to_dict().items():
                if m[i] == degree:
                    top[(*m[:i], 0, *m[i + 1 :])] = c
            if 0 not in self.possible(Quotient(self.context.from_dict(top)), _DEEPEST):
                return True
        return False

    def _by_known_product(self, a: Quotient) -> Signs:
        sign = self.rational(Quotient(self.by_facts(self.sign_of(a).num)))
        return frozenset((int(sign), 0)) if sign is not None else ANY

    def _by_gaps(self, a: Quotient) -> Signs:
        """a ≥ g + (something ≥ 0) for a fact g ≥ 0."""
        for gap, strict in self.gaps:
            rest = self._span(self.subtract(a, gap))
            if rest.nonnegative:
                return frozenset((1,)) if strict or rest.positive else frozenset((0, 1))
            rest = self._span(self.add(a, gap))
            if rest.nonpositive:
                return frozenset((-1,)) if strict or rest.negative else frozenset((0, -1))
        return self._by_product_of_gaps(a)

    def _span(self, a: Quotient) -> Range:
        """The range of a quotient, where it has a value; that of 0 over anything is 0."""
        return _NOTHING if self.is_zero(a) else quotient_range(self, a)

    def _by_product_of_gaps(self, a: Quotient) -> Signs:
        """a = ±g·h for facts g ≥ 0 and h ≥ 0, as 1 − x² = (1 − x)(1 + x)."""
        if len(self.gaps) > _MOST_GAPS:
            return ANY
        for k, (g, g_strict) in enumerate(self.gaps):
            for h, h_strict in self.gaps[k + 1 :]:
                both = self.multiply(g, h)
                for way, other in ((1, self.subtract(a, both)), (-1, self.add(a, both))):
                    if self.is_zero(other):
                        return frozenset((way,) if g_strict and h_strict else (0, way))
        return ANY

    # -------------------------------------------------- from an end with a slope

    def _by_slope(self, a: Quotient, depth: int) -> Signs:
        """a is monotone from an end of x's range, where its sign is known: so is the sign beyond."""
        found = ANY
        for x in self.depends(a):
            r = self.ranges.get(x)
            if r is None or self.kernels[x].kind != "symbol" or self._is_cut(x):
                continue
            if not self.is_smooth(a, x):
                continue
            for end, way, is_open in ((r.low, 1, r.low_open), (r.high, -1, r.high_open)):
                if end is not None:
                    found &= self._from_end(a, x, end, way, is_open, depth)
                    if len(found) == 1:
                        return found
        return found

    def _is_cut(self, x: int) -> bool:
        """Do facts hold x to a part of its interval? A slope's sign there says nothing of the way from the ends."""
        stated = set(self.known).union(*(odd for _, odd, _ in self.facts))
        for i in stated:
            f = self.kernels[i].data
            r = quotient_range(self, Quotient(f))
            if x in self.depends(Quotient(f)) and not (r.nonnegative or r.nonpositive):
                return True
        return False

    def _from_end(
        self, a: Quotient, x: int, end: Fraction, way: int, is_open: bool, depth: int
    ) -> Signs:
        symbol = self.kernels[x].data
        try:
            start = self.element(substitute(self.term(a), {symbol: Num(end)}))
            there = self.possible(start, depth + 1) if not self.is_zero(start) else frozenset((0,))
            if len(there) == 3:
                return ANY
            change = frozenset(s * way for s in self.possible(self.slope(a, x), depth + 1))
        except (NoValue, TooLarge, Opaque):
            return ANY
        for sign in (1, -1):
            if there <= {0, sign} and change <= {0, sign}:
                strict = there == {sign} or (change == {sign} and is_open)
                return frozenset((sign,)) if strict else frozenset((0, sign))
        return ANY

    def is_smooth(self, a: Quotient, x: int) -> bool:
        """Is `a`, as a function of x, continuous on the whole interval of x's range and differentiable inside?

        Only the ranges of symbols count here: other facts may cut the interval into pieces, and what is monotone
        on each piece need not be on all.
        """
        self._open_ends(x)
        seen: set[int] = set()
        stack = [a]
        while stack:
            part = stack.pop()
            if not all(sign_of(self, self.atoms[k], strict=True) for k, _ in part.den):
                return False
            for i in self.used(part) - seen:
                seen.add(i)
                kernel = self.kernels[i]
                if x not in kernel.depends or kernel.kind == "symbol":
                    continue
                if (
                    i in self.squeezed
                    or kernel.kind in _ROUGH
                    or ":" in kernel.kind
                    or kernel.kind.startswith("product")
                ):
                    return False
                if kernel.kind in ("root", "logabs"):
                    f = kernel.data[1] if kernel.kind == "root" else kernel.args[0].num
                    if not sign_of(self, f, strict=True):
                        return False
                if kernel.kind == "asin":
                    r = quotient_range(self, kernel.args[0])
                    if r.low is None or r.high is None or r.low < -1 or r.high > 1:
                        return False
                stack.extend(kernel.args)
        return True

    def _open_ends(self, x: int) -> None:
        """An end of x's range that a fact excludes."""
        r = self.ranges.get(x)
        if r is None:
            return
        for f in self.nonzero:
            end = (
                self._root_of(f, x)
                if f.degrees()[x] == 1 and len(f) <= 2 and f.total_degree() == 1
                else None
            )
            if end is not None and end in (r.low, r.high):
                r = Range(r.low, r.high, r.low_open or end == r.low, r.high_open or end == r.high)
        if r != self.ranges[x]:
            kept = {
                i: old
                for i, old in self.ranges.items()
                if self.kernels[i].kind == "symbol" or i in self.squeezed
            }
            self.ranges = {**kept, x: r}

    def is_identically_zero(self, a: Quotient) -> bool:
        """A function of one variable with slope 0 on an interval, and zero at a point of it."""
        depends = self.depends(a)
        if self.is_zero(a) or len(depends) != 1:
            return self.is_zero(a)
        x = next(iter(depends))
        if self.kernels[x].kind != "symbol" or not self.is_smooth(a, x):
            return False
        r = self.ranges.get(x, Range())
        try:
            if not self.is_zero(self.slope(a, x)):
                return False
            for c in (Fraction(0), Fraction(1), Fraction(-1), Fraction(1, 2), Fraction(2)):
                if not r.excludes(c):
                    there = self.element(substitute(self.term(a), {self.kernels[x].data: Num(c)}))
                    if self.is_zero(there):
                        return True
        except (NoValue, TooLarge, Opaque):
            return False
        return False

    # -------------------------------------------------- subdivision

    def _by_boxes(self, a: Quotient) -> Signs:
        """One variable on a bounded closed range: halved until balls decide, within a budget."""
        depends = self.depends(a)
        if len(depends) != 1:
            return ANY
        x = next(iter(depends))
        r = self.ranges.get(x)
        if r is None or r.low is None or r.high is None or self.kernels[x].kind != "symbol":
            return ANY
        from tuidao.lang.ball import evaluate

        t = self.term(a)
        boxes, signs, count = [(r.low, r.high)], set(), 0
        while boxes:
            low, high = boxes.pop()
            count += 1
            if count > _MOST_BOXES:
                return ANY
            middle, radius = (low + high) / 2, (high - low) / 2
            ball = arb(
                fmpq(middle.numerator, middle.denominator),
                fmpq(radius.numerator, radius.denominator),
            )
            value = evaluate(t, {self.kernels[x].data: ball})
            if not isinstance(value, arb) or not value.is_finite() or value.contains(0):
                if radius * 2**11 < r.high - r.low:
                    return ANY
                boxes += [(low, middle), (middle, high)]
            else:
                signs.add(1 if value > 0 else -1)
                if len(signs) > 1:
                    return ANY
        return frozenset(signs)

    # -------------------------------------------------- facts

    def suppose(self, facts: tuple[Term, ...]) -> None:
        """Take in stated facts, and keep the inequalities to compare with."""
        facts = tuple(part for fact in facts for part in inequalities(fact))
        super().suppose(facts)
        for fact in facts:
            if type(fact) is App and fact.op in (ops.LT, ops.LE, ops.GT, ops.GE):
                a, b = fact.args if fact.op in (ops.GT, ops.GE) else fact.args[::-1]
                try:
                    gap = self.subtract(self.element(a), self.element(b))
                except (NoValue, TooLarge):
                    continue
                self.gaps.append((gap, fact.op in (ops.GT, ops.LT)))


class Prepared:
    """A field in which the facts are known. Every question finds it as the facts left it, whatever was asked before."""

    def __init__(self, facts: tuple[Term, ...]) -> None:
        self.facts = facts
        self.restarts = 0
        self.field = self._supposed()

    def _supposed(self) -> SignField | None:
        """The field that knows the facts, with the units they need; None where they cannot be read."""
        plan = Plan()
        while self.restarts < _MOST_RESTARTS:
            try:
                return self._under(plan)
            except Restart:
                self.restarts += 1
            except (NoValue, TooLarge):
                break
        return None

    def _under(self, plan: Plan) -> SignField:
        field = SignField(plan)
        field.suppose(self.facts)
        return field

    def ask(self, question: Callable[[SignField], T], otherwise: T) -> T:
        """The answer, or `otherwise` where a term has no value or is too large, or more is needed than is known."""
        answer, needs = self.ask_under(question, otherwise)
        return otherwise if needs else answer

    def ask_under(
        self, question: Callable[[SignField], T], otherwise: T
    ) -> tuple[T, tuple[Term, ...]]:
        """The answer, and what it needs beyond the facts: the terms were read as if that were so."""
        if self.field is None:
            return otherwise, ()
        first = self.field.twin()
        field: SignField | None = first
        plan = first.plan
        for _ in range(self.restarts, _MOST_RESTARTS):
            try:
                found = field or self._under(plan)
                return question(found), ungranted(found)
            except Restart:
                field = None
            except (NoValue, TooLarge, Opaque):
                break
        return otherwise, ()


@lru_cache(maxsize=64)
def prepared(facts: tuple[Term, ...]) -> Prepared:
    """The field for these facts."""
    return Prepared(facts)


def _signs(r: Range) -> Signs:
    if r.positive or r.negative:
        return frozenset((1 if r.positive else -1,))
    if r.nonnegative or r.nonpositive:
        return (
            frozenset((0, 1))
            if not r.nonpositive
            else frozenset((0, -1))
            if not r.nonnegative
            else frozenset((0,))
        )
    return ANY
