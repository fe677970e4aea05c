"""The sign chart of a derivative: the domain cut where the sign can change, and pieces put together across joins."""

from __future__ import annotations

from math import ceil, floor

from flint import arb

from tuidao.derive.derivative import derivative
from tuidao.derive.forms import factor, simplest
from tuidao.derive.shape.chart import Cut, Line, Piece, Undecided, merged, sign_at
from tuidao.derive.shape.domain import as_union, boundary, domain_of, holds
from tuidao.derive.shape.search import ANY, Search
from tuidao.derive.shape.zeros import NONE, Zeros, linear, zeros
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import ABOVE, BELOW, minus_oo, oo
from tuidao.lang.domain import conditions
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, substitute

WHOLE = Piece(minus_oo, oo)


def seams(f: Term, x: Sym, how: Search = ANY) -> Zeros | None:
    """Points where a piecewise part of `f` may change its law: kinks of |·|, max, min, sign, conditions of pieces."""
    found: Zeros | None = NONE
    if type(f) is App:
        parts: list[Zeros | None] = [seams(a, x, how) for a in f.args]
        if f.op in (ops.ABS, ops.SIGN):
            parts.append(zeros(f.args[0], x, how))
        elif f.op in (ops.MAX, ops.MIN):
            parts += [zeros(a - b, x, how) for i, a in enumerate(f.args) for b in f.args[:i]]
        elif f.op is ops.PIECEWISE:
            parts += [boundary(c, x, how) for c in f.args[1::2]]
        elif f.op in (ops.FLOOR, ops.CEILING, ops.FRAC):
            parts.append(_steps(f.args[0], x, how))
        for p in parts:
            if p is None or found is None:
                return None
            found = found.joined(p)
    elif any(type(c) is Bind for c in children(f)) or type(f) is Bind:
        return None
    return found


_MOST_STEPS = 40


def _steps(u: Term, x: Sym, how: Search) -> Zeros | None:
    """Where u, linear in x, is a whole number on the interval looked at; None where that is not bounded."""
    line = linear(u, x)
    if line is None or how.within is None:
        return None
    ends = [value(substitute(u, {x: e}), {}) for e in how.within]
    if not all(isinstance(e, arb) and e.is_finite() for e in ends):
        return None
    low, high = sorted(float(e.mid()) for e in ends if isinstance(e, arb))
    if high - low > _MOST_STEPS:
        return None
    slope, offset = line
    whole = range(floor(low), ceil(high) + 1)
    return Zeros(tuple(tidy((Num(n) - offset) / slope) for n in whole))


class Chart:
    """The sign of a derivative of `f` on every piece of its domain (within an interval) between the points where it
    can change. Raises Undecided."""

    def __init__(
        self, f: Term, x: Sym, order: int, within: tuple[Term, Term] | None = None
    ) -> None:
        self.f, self.x, self.order = f, x, order
        d: Term | None = f
        for _ in range(order):
            d = None if d is None else derivative(d, x)
            d = None if d is None else tidy(d)
        if d is None or (within is None and domain_of(f, x) is None):
            raise Undecided
        factored = None if _has_root(d) else factor(d)
        self.derivative = simplest(d) if factored is None else factored
        found = NONE
        wanted = conditions(f)
        self.smooth = (*wanted, *conditions(d), *conditions(self.derivative))
        how = Search(isolate=True, within=within)
        bent = seams(f, x, how)
        nought = zeros(d, x, how)
        if nought is None:
            nought = zeros(self.derivative, x, how)
        for part in (nought, bent, *(boundary(c, x, how) for c in self.smooth)):
            if part is None:
                raise Undecided
            found = found.joined(part)
        self.line = Line(found, within)
        self.inside = {c.term for c in self.line.cuts if all(holds(w, x, c.term) for w in wanted)}
        self.corners = Line(bent or NONE, within).cuts
        self.rows: list[tuple[Piece, int]] = []
        for left, right, sample in self.line.gaps():
            if all(holds(w, x, sample) for w in wanted):
                sign = sign_at(self.derivative, x, sample)
                if sign is None:
                    raise Undecided
                self.rows.append((Piece(left, right), sign))
        if not self.rows:
            raise Undecided

    @property
    def period(self) -> Term | None:
        """The period of the chart, if it repeats."""
        return self.line.period

    def where(self) -> Term:
        """The set looked at: open intervals of the domain; [set, period] where the domain repeats."""
        corners = {c.term for c in self.corners}
        smooth = {
            t
            for t in self.inside - corners
            if all(holds(c, self.x, t) for c in self.smooth if type(c) is App)
        }
        parts = merged([p for p, _ in self.rows], smooth)
        if self.period is None:
            return as_union(parts)
        if len(parts) == 1:
            return WHOLE.as_set()
        kept = self.first_of(parts, next(c for c in self.line.cuts if not c.ball < 0))
        return App(ops.TUPLE, (as_union(kept), self.period))

    def one_period(self) -> list[tuple[Piece, int]]:
        """The rows; of a chart that repeats those of one period."""
        if self.period is None:
            return self.rows
        first = set(self.first_of([p for p, _ in self.rows]))
        return [(p, s) for p, s in self.rows if p in first]

    def _start(self) -> Cut:
        """Where a period begins: at the left end of the first part of the set looked at, where it has gaps."""
        from_zero = [c for c in self.line.cuts if not c.ball < 0]
        where = self.where()
        if where == WHOLE.as_set():
            return from_zero[0]
        assert type(where) is App
        parts = where.args[0]
        first = parts.args[0] if type(parts) is App and parts.op is ops.UNION else parts
        assert type(first) is App
        return next(c for c in self.line.cuts if c.term == first.args[0])

    def first_of(self, pieces: list[Piece], start: Cut | None = None) -> list[Piece]:
        """Those that begin in one period from `start` (or where the set begins), cut-off ones left out."""
        start = start or self._start()
        assert self.period is not None
        stop = tidy(start.term + self.period)
        low, high = value(start.term, {}), value(stop, {})
        assert isinstance(low, arb) and isinstance(high, arb)
        out = []
        for p in pieces:
            left = value(p.left, {})
            if isinstance(left, arb) and not left < low and left < high and p.left != stop:
                out.append(p)
        return out

    def with_sign(self, sign: int, joined: set[Term]) -> list[Piece]:
        """The pieces where the derivative has this sign, put together across `joined`; the whole line, where a chart
        that repeats has but one sign and no break."""
        found = merged([p for p, s in self.rows if s == sign], joined)
        if self.period is None or len(found) != 1 or len(self.rows) < 2:
            return found
        return [WHOLE] if all(s == sign for _, s in self.rows) else found

    def continuous_cuts(self) -> set[Term]:
        """Cuts inside the domain where `f` is continuous: all but jumps of piecewise parts."""
        out = set()
        for t in self.inside:
            if not _has(self.f, ops.PIECEWISE, ops.SIGN) or self._no_jump(self.f, t):
                out.add(t)
        return out

    def smooth_cuts(self, rising: bool) -> set[Term]:
        """Cuts across which convexity (`rising`: the slope may jump up) or concavity goes on."""
        out = set()
        for t in self.continuous_cuts():
            before, after = self._slopes(t)
            if before is None or after is None:
                continue
            gap = sign_at(after - before, self.x, t)
            if gap == 0 or gap == (1 if rising else -1):
                out.add(t)
        return out

    def smooth_at(self, t: Term) -> bool:
        """Have the slopes from both sides one value at a seam?"""
        before, after = self._slopes(t)
        return before is not None and after is not None and sign_at(after - before, self.x, t) == 0

    def _slopes(self, t: Term) -> tuple[Term | None, Term | None]:
        from tuidao.derive.limit.answer import limit_value

        first = derivative(self.f, self.x)
        if first is None:
            return None, None
        both = [limit_value(tidy(first), self.x, t, side) for side in (BELOW, ABOVE)]
        ok = [None if v is None or not finite(v) else v for v in both]
        return ok[0], ok[1]

    def _no_jump(self, f: Term, t: Term) -> bool:
        from tuidao.derive.limit.answer import limit_value

        here = tidy(substitute(f, {self.x: t}))
        for side in (BELOW, ABOVE):
            v = limit_value(f, self.x, t, side)
            if v is None or not finite(v) or sign_at(v - here, self.x, t) != 0:
                return False
        return True

    def with_flat(self, joins: list[set[Term]]) -> tuple[list[Piece], list[Piece]]:
        """Straight pieces belong to a convex stretch (or a concave one) that has a bend in it."""
        out = []
        for sign, joined in ((1, joins[0]), (-1, joins[1])):
            pieces = [p for p, s in self.rows if s in (sign, 0)]
            whole = merged(pieces, joined)
            bent = {p for p, s in self.rows if s == sign}
            out.append([w for w in whole if w not in pieces or w in bent])
        return out[0], out[1]

    def turns(self) -> list[tuple[Term, int]]:
        """The points of the domain where the sign changes, with the sign before."""
        out = []
        for (p, s), (q, t) in zip(self.rows, self.rows[1:], strict=False):
            if p.right == q.left and s * t < 0 and p.right in self.inside:
                out.append((p.right, s))
        return out

    def rows_term(self) -> Term:
        """The rows as the checker goes through them."""
        rows = [App(ops.TUPLE, (p.as_set(), Num(s))) for p, s in self.one_period()]
        return App(ops.TUPLE, tuple(rows))

    def answer_term(self, *parts: Term) -> Term:
        """What is read off, the rows, and the period."""
        extra = () if self.period is None else (self.period,)
        return App(ops.TUPLE, (*parts, self.rows_term(), *extra))


def _has_root(t: Term) -> bool:
    """Does a broken power or a root occur? Its factored form may need more than the function does."""
    if (
        type(t) is App
        and t.op is ops.POW
        and type(t.args[1]) is Num
        and t.args[1].value.denominator != 1
    ):
        return True
    return _has(t, ops.SQRT, ops.ROOT) or any(_has_root(c) for c in children(t))


def finite(v: Term) -> bool:
    """Is a limit value a number?"""
    if type(v) is App and v.op in (ops.UNDEFINED, ops.OO, ops.ZOO):
        return False
    return not (type(v) is App and v.op is ops.NEG and not finite(v.args[0]))


def _has(f: Term, *wanted: Op) -> bool:
    return (type(f) is App and f.op in wanted) or any(_has(c, *wanted) for c in children(f))
