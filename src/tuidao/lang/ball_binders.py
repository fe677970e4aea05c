"""Binders in ball arithmetic: sums, products, maxima term by term, derivatives by expansion, values at places."""

from __future__ import annotations

from math import factorial
from typing import Any

from flint import arb

from tuidao.lang import op as ops
from tuidao.lang.ball_compile import BINDERS, Closure, Compiler, Env, Scope, no_number, real
from tuidao.lang.ball_integral import build_integral
from tuidao.lang.ball_jet import MOST_ORDER, G, Jet, lift
from tuidao.lang.ball_limit import build_limit, limit_of
from tuidao.lang.ball_real import MODE, REAL, NoValue, Unknown, integer, spend
from tuidao.lang.ball_series import infinite_sum
from tuidao.lang.ball_truth import infinity
from tuidao.lang.term import App, Bind, Term

_MOST_TERMS = 2_000


def _total(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    """Σ and ∏ over concrete bounds; Σ to oo where the tail is bounded by a geometric one."""
    adding = t.op is ops.SUM
    slot = c.slot()
    body = c.value(t.body, (slot, *scope), general)
    low = c.value(t.over[0], scope, general)
    if infinity(t.over[1]) == 1 and adding:
        return infinite_sum(c, t, body, low, slot, scope)
    if infinity(t.over[0]) or infinity(t.over[1]):
        raise Unknown
    high = c.value(t.over[1], scope, general)

    def run(env: Env) -> Any:
        first, last = integer(real(low(env))), integer(real(high(env)))
        if not -1 <= last - first < _MOST_TERMS:
            raise Unknown
        found: Any = arb(0 if adding else 1)
        for k in range(first, last + 1):
            spend(1)
            env[slot] = arb(k)
            found = found + body(env) if adding else found * body(env)
        return found

    return run


def _total_of_all(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    """Σ or ∏ over an index set that is not written: 1, …, n for the n chosen for the evaluation."""
    adding = t.op is ops.SUM_ALL
    slot = c.slot()
    body = c.value(t.body, (slot, *scope), general)

    def run(env: Env) -> Any:
        if not MODE.index_set:
            raise Unknown
        found: Any = arb(0 if adding else 1)
        for k in range(1, MODE.index_set + 1):
            spend(1)
            env[slot] = arb(k)
            found = found + body(env) if adding else found * body(env)
        return found

    return run


def _extremum(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    """The largest or smallest of finitely many values; of none there is no such."""
    choose = (G if general else REAL)[ops.MAX if t.op in (ops.MAX_OVER, ops.MAX_ALL) else ops.MIN]
    slot = c.slot()
    entry, among = _entry_among(t.body)
    body = c.value(entry, (slot, *scope), general)
    counts = None if among is None else c.truth(among, (slot, *scope), general)
    ends = [c.value(o, scope, general) for o in t.over]

    def run(env: Env) -> Any:
        if not ends and not MODE.index_set:
            raise Unknown
        first, last = [integer(real(o(env))) for o in ends] or (1, MODE.index_set)
        if first > last:
            raise NoValue
        if last - first >= _MOST_TERMS:
            raise Unknown
        values: list[Any] = []
        for k in range(first, last + 1):
            spend(1)
            env[slot] = arb(k)
            here = True if counts is None else counts(env)
            if here is None:
                raise Unknown
            if here:
                values.append(body(env))
        if not values:
            raise NoValue
        return choose(*values)

    return run


def _entry_among(t: Term) -> tuple[Term, Term | None]:
    """The entries and which of them count, where the others are infinite: max over j ≠ i, over i ∈ S."""
    if type(t) is App and t.op is ops.PIECEWISE and len(t.args) == 4 and infinity(t.args[2]):
        return t.args[0], t.args[1]
    return t, None


def _derivative(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    """The derivative at a point, of any concrete order, by expansion of the body there."""
    at, order = (c.value(o, scope, general) for o in t.over)
    slot = c.slot()
    c.level += 1
    level = c.level
    body = c.value(t.body, (slot, *scope), True)
    c.level -= 1

    def run(env: Env) -> Any:
        n = integer(real(order(env)))
        if n < 0:
            raise NoValue
        if n > MOST_ORDER:
            raise Unknown
        env[slot] = Jet([at(env), arb(1), *[arb(0)] * (n - 1)][: n + 1], level)
        found = body(env)
        if type(found) is not Jet or found.level != level:
            return arb(0) if n else found
        return found.c[n] * factorial(n)

    return run


def _partial(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    """The derivative by one entry of a family."""
    family, *at = [c.value(o, scope, general) for o in t.over]
    slot = c.slot()
    c.level += 1
    level = c.level
    body = c.value(t.body, (slot, *scope), True)
    c.level -= 1

    def run(env: Env) -> Any:
        entries = family(env)
        if not callable(entries):
            raise Unknown
        place = tuple(integer(real(i(env))) for i in at)

        def seen(*index: int) -> Jet:
            return Jet([entries(*index), arb(1 if index == place else 0)], level)

        env[slot] = seen
        found = body(env)
        if type(found) is not Jet or found.level != level:
            return arb(0)
        return found.c[1]

    return run


def _antiderivative(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    """Known only by its derivative: an expansion whose constant term is no number."""
    if not general:
        return no_number(c, t, scope, general)
    at = c.value(t.over[0], scope, True)
    slot = c.slot()
    body = c.value(t.body, (slot, *scope), True)

    def run(env: Env) -> Any:
        x = at(env)
        if type(x) is not Jet:
            raise Unknown

        def integrand(y: Any) -> Any:
            env[slot] = y
            return body(env)

        return lift(lambda _: arb.nan(), integrand, x)

    return run


def _at(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    slot = c.slot()
    body = c.value(t.body, (slot, *scope), general)
    at = c.value(t.over[0], scope, general)

    def run(env: Env) -> Any:
        env[slot] = at(env)
        return body(env)

    return run


def _between(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    """F(b) − F(a), each the limit there where the end is infinite."""
    slot = c.slot()
    body = c.value(t.body, (slot, *scope), general)
    ends: list[Closure] = []
    for o in t.over:
        end = infinity(o)
        ends.append(
            limit_of(body, slot, end) if end else _value_at(body, slot, c.value(o, scope, general))
        )
    low, high = ends
    return lambda env: high(env) - low(env)


def _value_at(body: Closure, slot: int, at: Closure) -> Closure:
    def run(env: Env) -> Any:
        env[slot] = at(env)
        return body(env)

    return run


BINDERS.update(dict.fromkeys((o for o in ops.OPS.values() if o.binder), no_number))
BINDERS.update(
    {
        ops.SUM: _total,
        ops.PRODUCT: _total,
        ops.SUM_ALL: _total_of_all,
        ops.PRODUCT_ALL: _total_of_all,
        **dict.fromkeys((ops.MAX_OVER, ops.MIN_OVER, ops.MAX_ALL, ops.MIN_ALL), _extremum),
        ops.DIFF: _derivative,
        ops.PARTIAL: _partial,
        ops.ANTIDERIVATIVE: _antiderivative,
        ops.AT: _at,
        ops.BETWEEN: _between,
        ops.INTEGRAL: build_integral,
        ops.LIMIT: build_limit,
    }
)
