"""Derivatives of order n: proved by induction, the step by differentiating once and comparing."""

from __future__ import annotations

from fractions import Fraction

from tuidao.check.between import derivative, derivative_under
from tuidao.check.conditions import Context
from tuidao.check.index_product import sum_rows
from tuidao.check.normal import compare
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ge, is_op, member, rational
from tuidao.lang.domain import conditions
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    free_symbols,
    instantiate,
    mentions,
    substitute,
)
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_BY_INDUCTION = Text(
    "true for the first order; differentiated once more it is itself with n + 1 for n",
    "对最低阶成立；再求导一次即得把 n 换成 n + 1 的式子",
)
_UNKNOWN = Text("the induction was not carried through", "未能完成归纳")
_MOST_FIRST, _MOST_SHIFT = 6, 8
_STRICT = (ops.GT, ops.LT, ops.NE)
_MADE_STRICT = {ops.GE: ops.GT, ops.LE: ops.LT}


def nth_derivative(before: Term, after: Term, context: Context) -> Verdict:
    """Is dⁿf/dxⁿ = F(n, x) for every whole n from some order on, on the open set on which the conditions hold?

    By induction: f^(m) = F(m, x) at the first order m, and dF/dx = F(n + 1, x). The condition n ≥ m is among what the
    verdict says is missing unless it is known.
    """
    from tuidao.check.decide import settled

    unknown = Verdict(Status.OPEN, _UNKNOWN)
    if not (type(before) is Bind and before.op is ops.DIFF):
        return unknown
    x, n = before.over
    if type(x) is not Sym or type(n) is not Sym or n == x or mentions(before.body, n):
        return unknown
    f = instantiate(before.body, x)
    where = _open_domain(f, context)
    if where is None:
        return unknown
    domain, extra = where
    for first in range(_MOST_FIRST):
        needs = _induction(f, after, x, n, first, domain)
        if needs is not None:
            whole = (member(n, App(ops.INTEGERS, ())), ge(n, first))
            needs = tuple(c for c in (*extra, *needs) if c in extra or c not in domain)
            found = settled(needs, context.assuming(*(c for c in domain if c not in extra), *whole))
            if found.status is not Status.PROVED:
                return found
            order = settled(whole, context)
            missing = tuple(dict.fromkeys((*order.missing, *found.missing)))
            return Verdict(order.status, _BY_INDUCTION, missing=missing)
    return unknown


def _open_domain(f: Term, context: Context) -> tuple[tuple[Term, ...], tuple[Term, ...]] | None:
    """Strict conditions under which f has a value, so that they hold all around; and those of them that f itself
    does not impose: at the end of its domain a function has no derivative. None for conditions of another kind."""
    from tuidao.check.settle import settle_known

    domain: list[Term] = []
    extra: list[Term] = []
    for c in conditions(f):
        if is_op(c, *_STRICT):
            domain.append(c)
        elif type(c) is App and c.op in _MADE_STRICT:
            extra.append(App(_MADE_STRICT[c.op], c.args))
        elif is_op(c, ops.OR) and isinstance(c, App) and is_op(c.args[0], ops.GT):
            if settle_known(c, context) is not True:  # a power with a symbol in its exponent
                extra.append(c.args[0])
        else:
            return None
    return (*domain, *extra), tuple(extra)


def _induction(
    f: Term, claimed: Term, x: Sym, n: Sym, first: int, domain: tuple[Term, ...]
) -> tuple[Term, ...] | None:
    """The conditions on x and the parameters under which the induction from this order goes through."""
    start: Term | None = f
    for _ in range(first):
        start = None if start is None else derivative(start, x)
    at_first = _folded(substitute(claimed, {n: Num(first)}))
    if start is None:
        return None
    base = compare(start, at_first, domain)
    if not base.equal:
        return None
    names = _Names(n, x, free_symbols(claimed) | free_symbols(f))
    here = names.abstract(claimed)
    there = names.abstract(substitute(claimed, {n: n + 1}))
    slope = names.slope(here)
    if here is None or there is None or slope is None:
        return None
    facts = (member(n, App(ops.INTEGERS, ())), ge(n, first))
    step = compare(slope, there, (*domain, *facts))
    if not step.equal:
        return None
    own = tuple(c for c in conditions(claimed) if not _of_whole_order(c, n))
    needs = (
        *own,
        *conditions(at_first),
        *base.needs,
        *(names.written(c) for c in (*names.slope_needs, *step.needs)),
    )
    nonzero = tuple(App(ops.NE, (b, Num(0))) for b in names.divided)
    needs = tuple(dict.fromkeys((*needs, *nonzero)))
    about_x = [c for c in needs if mentions(c, x)]
    return needs if all(is_op(c, *_STRICT) for c in about_x) else None


def _of_whole_order(c: Term, n: Sym) -> bool:
    """Is it the condition of a power with a whole exponent, which is asked for as base ≠ 0?"""
    return is_op(c, ops.OR) and mentions(c, n)


def _folded(t: Term) -> Term:
    """The sums and products of numbers in it worked out, as in x^(0 − 1), b⁰ and C(c, 0) put as 1."""
    if type(t) is not App:
        return t
    parts = tuple(_folded(a) for a in t.args)
    made = App(t.op, parts)
    values = [rational(p) for p in parts]
    if t.op is ops.BINOMIAL and values[1] == 0:
        return ONE
    if t.op is ops.POW and values[1] == 0:
        return ONE  # 0⁰ = 1 for a whole exponent
    if t.op in (ops.ADD, ops.SUB, ops.MUL) and None not in values:
        a, b = (v for v in values if v is not None)
        return Num(a + b if t.op is ops.ADD else a - b if t.op is ops.SUB else a * b)
    return made


class _Names:
    """What grows with n, named: b^n, n!, C(c, n). Such a name times a function free of n stands for it at n + 1."""

    def __init__(self, n: Sym, x: Sym, taken: frozenset[Sym]) -> None:
        self.n, self.x = n, x
        self.taken = set(taken)
        self.names: dict[Term, Sym] = {}
        self.divided: dict[Term, None] = {}
        self.slope_needs: tuple[Term, ...] = ()

    def _name(self, t: Term) -> Sym:
        if t not in self.names:
            made = fresh("p", frozenset(self.taken))
            self.taken.add(made)
            self.names[t] = made
        return self.names[t]

    def written(self, t: Term) -> Term:
        """The names replaced by what they stand for."""
        return substitute(t, {name: u for u, name in self.names.items()})

    def slope(self, t: Term | None) -> Term | None:
        """d/dx, with (b^n)′ = n·b^n·b′/b where b depends on x."""
        if t is None:
            return None
        total, self.slope_needs = derivative_under(t, self.x)
        if total is None:
            return None
        for u, name in self.names.items():
            if not mentions(u, self.x):
                continue
            assert isinstance(u, App)
            base, e = u.args
            part, inner = derivative(t, name), derivative(base, self.x)
            if u.op is not ops.POW or part is None or inner is None:
                return None
            total = total + part * (e * name * inner / base)
        return total

    def abstract(self, t: Term) -> Term | None:
        """The term with its growing parts named; None where one is of another kind."""
        if type(t) is not App or not mentions(t, self.n):
            return None if type(t) is Bind and mentions(t, self.n) else t
        a = t.args
        if t.op is ops.POW and mentions(a[1], self.n):
            return self._power(a[0], a[1])
        if t.op is ops.FACTORIAL:
            return self._factorial(a[0])
        if t.op is ops.BINOMIAL and not mentions(a[0], self.n):
            return self._binomial(*a)
        parts = [self.abstract(c) for c in a]
        known = [p for p in parts if p is not None]
        return App(t.op, tuple(known)) if len(known) == len(parts) else None

    def _split(self, e: Term, every: bool = False) -> tuple[Term, Fraction] | None:
        """The exponent without its whole constant (`every`: without its constant), and that."""
        rows = sum_rows(e)
        constant = rows.pop(ONE, Fraction(0))
        whole = constant if every else Fraction(constant.__floor__())
        out: Term | None = None if constant == whole else Num(constant - whole)
        for part in sorted(rows, key=str):
            c = rows[part]
            if c:
                one = part if c == 1 else Num(c) * part
                out = one if out is None else out + one
        return None if out is None or abs(whole) > _MOST_SHIFT else (out, whole)

    def _power(self, base: Term, e: Term) -> Term | None:
        """b^(e + c) as b^e·b^c. For a base that depends on x, or may be negative, e has to be a whole multiple of n."""
        value = rational(base)
        found = self._split(e, every=value is not None and value > 0)
        if found is None or mentions(base, self.n):
            return None
        rest, c = found
        rows = sum_rows(rest)
        whole = set(rows) == {self.n} and rows[self.n].denominator == 1
        positive = value is not None and value > 0
        if not (whole or positive or self._real_power(base, rows)):
            return None
        if value is None or value == 0:
            self.divided[base] = None
        named = self._name(App(ops.POW, (base, rest)))
        return named * base ** Num(c) if c else named

    def _real_power(self, base: Term, rows: dict[Term, Fraction]) -> bool:
        """b^(c − n) with a fixed c: has a value for b > 0, which is among the conditions of what is claimed."""
        return mentions(base, self.x) and all(not mentions(p, self.x) for p in rows)

    def _factorial(self, e: Term) -> Term | None:
        found = self._split(e)
        if found is None:
            return None
        rest, c = found
        out: Term = self._name(App(ops.FACTORIAL, (rest,)))
        for j in range(1, int(c) + 1):
            out = out * (rest + Num(j))
        for j in range(int(c) + 1, 1):
            out = out / (rest + Num(j))
        return out

    def _binomial(self, c: Term, e: Term) -> Term | None:
        found = self._split(e)
        if found is None or found[0] != self.n or not 0 <= found[1] <= 1:
            return None
        named: Term = self._name(App(ops.BINOMIAL, (c, self.n)))
        return named * (c - self.n) / (self.n + 1) if found[1] else named
