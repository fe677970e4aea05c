"""Where a function of x may fail to be smooth on an interval: kinks, jumps and poles, exactly."""

from __future__ import annotations

from typing import Any

from flint import arb

from tuidao.derive.integral.guard import NoValue, dual
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, minus_oo, oo, pi
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, mentions

MOST = 220  # break points on one interval


class Unbroken(Exception):
    """The break points cannot all be found."""


def number(t: Term) -> Any | None:
    """The value of a closed term as a ball; None for symbols, infinities, undefined."""
    if free_symbols(t) or t in (oo, minus_oo):
        return None
    try:
        v = dual(t, Sym("#"), {})[0]
    except (NoValue, ZeroDivisionError):
        return None
    return v if v.is_finite() else None


def level(t: Term) -> float | None:
    """A bound of an interval as a float; infinities included."""
    if t == oo:
        return float("inf")
    if t == minus_oo:
        return float("-inf")
    v = number(t)
    return None if v is None else float(v.mid())


def switches(f: Term, x: Sym) -> list[Term]:
    """Terms whose sign changes switch the branch of an Abs, sign, Max, Min or Piecewise in f."""
    out: list[Term] = []

    def go(t: Term) -> None:
        if type(t) is not App:
            return
        for a in t.args:
            go(a)
        if t.op in (ops.ABS, ops.SIGN) and mentions(t.args[0], x):
            out.append(t.args[0])
        elif t.op in (ops.MAX, ops.MIN):
            for k in range(len(t.args)):
                for j in range(k):
                    out.append(tidy(t.args[k] - t.args[j]))
        elif t.op is ops.PIECEWISE:
            for c in t.args[1::2]:
                relations(c)
        elif t.op in (ops.FLOOR, ops.CEILING, ops.FRAC) and mentions(t.args[0], x):
            from tuidao.lang.build import sin

            out.append(sin(pi * t.args[0]))

    def relations(c: Term) -> None:
        if type(c) is App and c.op in (ops.AND, ops.OR, ops.NOT):
            for a in c.args:
                relations(a)
        elif type(c) is App and c.op in ops.RELATIONS and mentions(c, x):
            out.append(tidy(c.args[0] - c.args[1]))

    go(f)
    return list(dict.fromkeys(out))


def singularities(f: Term, x: Sym) -> list[Term]:
    """Terms at whose zeros f may be undefined or lose its smoothness."""
    out: list[Term] = []
    for c in conditions(f):
        if type(c) is App and c.op in ops.RELATIONS and mentions(c, x):
            a, b = c.args
            out.append(tidy(a - b) if b != Num(0) else a)

    def go(t: Term) -> None:
        if type(t) is App:
            for a in t.args:
                go(a)
            if t.op is ops.ACOT:
                out.append(t.args[0])
            if t.op in (ops.TAN, ops.SEC):
                from tuidao.lang.build import cos

                out.append(cos(t.args[0]))
            if t.op in (ops.COT, ops.CSC):
                from tuidao.lang.build import sin

                out.append(sin(t.args[0]))

    go(f)
    bare = []
    for u in out:
        while type(u) is App and (u.op in (ops.ABS, ops.NEG, ops.SQRT) or _positive_power(u)):
            u = u.args[0]
        if mentions(u, x):
            bare.append(u)
    return list(dict.fromkeys([*bare, *switches(f, x)]))


def _positive_power(t: App) -> bool:
    """Is t a power with a positive exponent: zero where its base is?"""
    if t.op is not ops.POW:
        return False
    exponent = t.args[1]
    return type(exponent) is Num and exponent.value > 0


def points_between(terms: list[Term], x: Sym, low: Term, high: Term) -> list[Term]:
    """The zeros of the terms strictly between two bounds, in order. Raises Unbroken where they are not all found."""
    a, b = level(low), level(high)
    if a is None or b is None:
        raise Unbroken
    found: list[tuple[float, Term]] = []
    for u in terms:
        for p in _zeros(u, x, a, b):
            v = number(p)
            if v is None:
                continue
            here = float(v.mid())
            edge_low, edge_high = number(low), number(high)
            if edge_low is not None and not v > edge_low:
                continue
            if edge_high is not None and not v < edge_high:
                continue
            if any(abs(here - q) < 1e-12 * (1 + abs(here)) for q, _ in found):
                continue
            found.append((here, tidy(p)))
            if len(found) > MOST:
                raise Unbroken
    return [p for _, p in sorted(found, key=lambda fp: fp[0])]


def _zeros(u: Term, x: Sym, a: float, b: float) -> list[Term]:
    if _definite(u, x, a, b):
        return []
    from tuidao.derive.shape.zeros import zeros

    try:
        every = zeros(tidy(u), x)
    except (TypeError, ValueError, ZeroDivisionError, RecursionError):
        every = None
    if every is None:
        raise Unbroken
    out = list(every.points)
    for start, period in every.families:
        s, p = level(start), level(period)
        if s is None or p is None or p <= 0 or max(abs(a), abs(b)) == float("inf"):
            raise Unbroken
        first, last = int((a - s) / p) - 1, int((b - s) / p) + 1
        if last - first > 2 * MOST:
            raise Unbroken
        out += [start + Num(k) * period for k in range(first, last + 1)]
    return out


def _definite(u: Term, x: Sym, a: float, b: float) -> bool:
    """Is u of one sign on [a, b], by balls?"""
    if max(abs(a), abs(b)) == float("inf"):
        low, high = (a if a > -1e300 else None), (b if b < 1e300 else None)
        if low is not None and high is None:
            pieces = [(low, low + 1), (low + 1, low + 64)]
            return all(_definite(u, x, p, q) for p, q in pieces) and _far(u, x, low + 64, 1)
        return False
    stack, work = [(a, b)], 0
    while stack:
        work += 1
        if work > 120:
            return False
        low, high = stack.pop()
        ball = arb((low + high) / 2, (high - low) / 2 * 1.0000001 + 1e-300)
        try:
            v = dual(u, Sym("#"), {x: ball})[0]
            if v > 0 or v < 0:
                continue
        except (NoValue, ZeroDivisionError):
            pass
        if high - low < 1e-6 * (1 + abs(low)):
            return False
        middle = (low + high) / 2
        stack += [(low, middle), (middle, high)]
    return True


def _far(u: Term, x: Sym, start: float, way: int) -> bool:
    """Has u one sign from `start` on, by a ball around 1/t?"""
    try:
        t = arb(0.5 / start, 0.5 / start * 0.9999999)
        v = dual(u, Sym("#"), {x: ONE_BALL / t})[0]
    except (NoValue, ZeroDivisionError):
        return False
    return bool(v > 0 or v < 0) and way > 0


ONE_BALL = arb(1)


def branch(f: Term, x: Sym, at: Any) -> Term:
    """f with every Abs, sign, Max, Min, floor and Piecewise replaced by the branch it takes at x = at."""
    if type(f) is not App:
        return f
    if f.op is ops.PIECEWISE:
        from tuidao.derive.integral.guard import holds

        for value, condition in zip(f.args[::2], f.args[1::2], strict=True):
            if holds(condition, x, {x: at}):
                return branch(value, x, at)
        raise NoValue
    args = tuple(branch(a, x, at) for a in f.args)
    if f.op in (ops.ABS, ops.SIGN) and mentions(args[0], x):
        v = dual(args[0], Sym("#"), {x: at})[0]
        if not (v > 0 or v < 0):
            raise NoValue
        if f.op is ops.SIGN:
            return ONE if v > 0 else Num(-1)
        return args[0] if v > 0 else App(ops.NEG, (args[0],))
    if f.op in (ops.MAX, ops.MIN):
        values = [dual(a, Sym("#"), {x: at})[0] for a in args]
        best = 0
        for k in range(1, len(args)):
            higher = values[k] > values[best]
            if higher == (f.op is ops.MAX):
                best = k
        return args[best]
    if f.op in (ops.FLOOR, ops.CEILING, ops.FRAC) and mentions(args[0], x):
        v = dual(args[0], Sym("#"), {x: at})[0]
        low = int(float(v.floor().mid()))
        if f.op is ops.FRAC:
            return App(ops.SUB, (args[0], Num(low)))
        return Num(low if f.op is ops.FLOOR else low + 1)
    return App(f.op, args)
