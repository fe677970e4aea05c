"""Infinite sums in ball arithmetic: the first terms, and a geometric bound on the rest; or a sum of powers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import arb, ctx

from tuidao.lang import op as ops
from tuidao.lang.ball_compile import Closure, Compiler, Env, Scope, real
from tuidao.lang.ball_real import NoValue, Unknown, int_power, integer, spend
from tuidao.lang.ball_zeta import Reader, summed
from tuidao.lang.term import App, Bind, Num, Sym, Term, children

_STARTS = (8, 40, 200, 600)  # the terms after which the ratio is bounded
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class _Ratio:
    """The ratio of a term to the one before it, for all indices k ≥ some N: `factor`·k^`order`."""

    factor: arb
    order: int = 0

    def times(self, other: _Ratio) -> _Ratio:
        return _Ratio(self.factor * other.factor, self.order + other.order)

    def to(self, n: int) -> _Ratio:
        return _Ratio(int_power(self.factor, n), self.order * n)


_SAME = _Ratio(arb(1))


def infinite_sum(
    c: Compiler, t: Bind, body: Closure, low: Closure, slot: int, scope: Scope
) -> Closure:
    """Σ to oo, where from some index on the ratio of terms stays below a bound that is less than 1."""
    inner = (slot, *scope)

    def run(env: Env) -> Any:
        first = integer(real(low(env)))
        for count in _STARTS:
            last = first + count
            if last < 2:
                raise Unknown
            try:
                q = _bound(c, t.body, inner, env, last)
            except NoValue:
                raise Unknown from None
            if q is None or not q * 20 < 19:
                continue
            tail, negligible = q / (1 - q), arb(2) ** -(ctx.prec - 8)
            total = arb(0)
            for k in range(first, first + _MOST):
                spend(1)
                env[slot] = arb(k)
                term = real(body(env))
                total = total + term
                if k >= last and abs(term) * tail < negligible * abs(total).mid():
                    break
            return total + arb(0, (abs(term) * tail).abs_upper())
        terms = Reader(lambda p: _fixed(c, p, inner, env), _free_of).read(t.body)
        if terms is None:
            raise Unknown
        return summed(terms, lambda k: real(_entry(body, env, slot, k)), first)

    return run


def _entry(body: Closure, env: Env, slot: int, k: int) -> Any:
    env[slot] = arb(k)
    return body(env)


def _bound(c: Compiler, t: Term, scope: Scope, env: Env, start: int) -> arb | None:
    """A bound on |a(k+1)/a(k)| for every k ≥ start."""
    u = arb(0).union(arb(1) / start)  # 1/k
    found = _ratio(c, t, 0, scope, env, u)
    if found is None or found.order > 0:
        return None
    size = abs(found.factor) * arb(start) ** found.order
    upper: arb = size.abs_upper()
    return upper if upper.is_finite() else None


def _free_of(t: Term, index: int) -> bool:
    if t.loose <= index:
        return True
    if type(t) is Sym:
        return t.index != index
    if type(t) is Bind:
        return _free_of(t.body, index + 1) and all(_free_of(o, index) for o in t.over)
    return all(_free_of(a, index) for a in children(t))


def _fixed(c: Compiler, t: Term, scope: Scope, env: Env) -> arb:
    """The value of a part that does not depend on the index."""
    run = c.value(t, scope, False)
    env.extend([None] * (c.size - len(env)))
    return real(run(env))


def _ratio(c: Compiler, t: Term, index: int, scope: Scope, env: Env, u: arb) -> _Ratio | None:
    """a(k+1)/a(k) for all k with 1/k in u; None where the form of the term gives none."""
    if _free_of(t, index):
        return _SAME
    if type(t) is App and t.op in (ops.MUL, ops.DIV):
        a, b = (_ratio(c, x, index, scope, env, u) for x in t.args)
        if a is None or b is None:
            return None
        return a.times(b if t.op is ops.MUL else b.to(-1))
    if type(t) is App and t.op is ops.NEG:
        return _ratio(c, t.args[0], index, scope, env, u)
    if type(t) is App and t.op is ops.POW:
        return _power_ratio(c, t, index, scope, env, u)
    if type(t) is App and t.op is ops.EXP:
        slope = _slope(c, t.args[0], index, scope, env)
        return None if slope is None else _Ratio(slope.exp())
    if type(t) is App and t.op is ops.FACTORIAL:
        return _factorial_ratio(c, t.args[0], index, scope, env, u)
    return _polynomial_ratio(c, t, index, scope, env, u)


def _power_ratio(c: Compiler, t: App, index: int, scope: Scope, env: Env, u: arb) -> _Ratio | None:
    base, exponent = t.args
    if _free_of(exponent, index):
        n = exponent.value if type(exponent) is Num else None
        below = _ratio(c, base, index, scope, env, u)
        return None if n is None or n.denominator != 1 or below is None else below.to(int(n))
    if not _free_of(base, index):
        return None
    slope = _slope(c, exponent, index, scope, env)
    return None if slope is None else _Ratio(int_power(_fixed(c, base, scope, env), integer(slope)))


def _factorial_ratio(
    c: Compiler, t: Term, index: int, scope: Scope, env: Env, u: arb
) -> _Ratio | None:
    """(m(k+1) + b)!/(mk + b)! = k^m·∏(m + (b + j)/k), j = 1…m."""
    found = _coefficients(c, t, index, scope, env)
    if found is None or len(found) != 2:
        return None
    m = integer(found[1])
    if not 1 <= m <= 20:
        return None
    factor = arb(1)
    for j in range(1, m + 1):
        factor = factor * (m + (found[0] + j) * u)
    return _Ratio(factor, m)


def _polynomial_ratio(
    c: Compiler, t: Term, index: int, scope: Scope, env: Env, u: arb
) -> _Ratio | None:
    found = _coefficients(c, t, index, scope, env)
    if found is None:
        return None
    d, v = len(found) - 1, u / (1 + u)  # 1/(k + 1)
    below, above = arb(0), arb(0)  # p(k)/k^d and p(k + 1)/(k + 1)^d
    for power, a in enumerate(found):
        below = below + a * u ** (d - power)
        above = above + a * v ** (d - power)
    if below.contains(0):
        return None
    return _Ratio(above * (1 + u) ** d / below)


def _slope(c: Compiler, t: Term, index: int, scope: Scope, env: Env) -> arb | None:
    found = _coefficients(c, t, index, scope, env)
    return found[1] if found is not None and len(found) == 2 else None


def _coefficients(c: Compiler, t: Term, index: int, scope: Scope, env: Env) -> list[arb] | None:
    """The coefficients of a polynomial in the index, lowest first; None where it is none, or its degree is large."""
    if _free_of(t, index):
        return [_fixed(c, t, scope, env)]
    if type(t) is Sym:
        return [arb(0), arb(1)]
    if type(t) is not App or t.op not in (ops.ADD, ops.SUB, ops.MUL, ops.NEG, ops.DIV, ops.POW):
        return None
    if t.op is ops.POW:
        n = t.args[1].value if type(t.args[1]) is Num else None
        if n is None or n.denominator != 1 or not 1 <= n <= 8:
            return None
        base = _coefficients(c, t.args[0], index, scope, env)
        found: list[arb] | None = base
        for _ in range(int(n) - 1):
            found = _product(found, base)
        return found
    parts = [_coefficients(c, a, index, scope, env) for a in t.args]
    if any(p is None for p in parts):
        return None
    a = parts[0]
    assert a is not None
    if t.op is ops.NEG:
        return [-x for x in a]
    b = parts[1]
    assert b is not None
    if t.op is ops.MUL:
        return _product(a, b)
    if t.op is ops.DIV:
        return [x / b[0] for x in a] if len(b) == 1 and not b[0].contains(0) else None
    size = max(len(a), len(b))
    a, b = a + [arb(0)] * (size - len(a)), b + [arb(0)] * (size - len(b))
    return [x + y if t.op is ops.ADD else x - y for x, y in zip(a, b, strict=True)]


def _product(a: list[arb] | None, b: list[arb] | None) -> list[arb] | None:
    if a is None or b is None or len(a) + len(b) > 18:
        return None
    found = [arb(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            found[i + j] = found[i + j] + x * y
    return found
