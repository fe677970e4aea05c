"""Improper integrals: the range is cut where a proved bound makes the rest small, or stretched near a singular end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb

from tuidao.lang import op as ops
from tuidao.lang.ball_compile import Closure, Compiler, Env, Scope, real
from tuidao.lang.ball_growth import Bounds, Growth, rest_of
from tuidao.lang.ball_integral import COARSE, FromTo, quadrature
from tuidao.lang.ball_power import End, integrand
from tuidao.lang.ball_real import Exhausted, NoValue, Unknown
from tuidao.lang.ball_truth import infinity
from tuidao.lang.build import rational
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, subterms

_GOAL = arb(10) ** -55
_CUTS = (8, 32, 128, 512)
_GOAL_FAR = arb(10) ** -21
_LONGEST = 2_000  # of a range in log x


def build_tail(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    """∫ over a range that ends at −oo or oo: each half cut where the rest is negligible."""
    low, high = infinity(t.over[0]), infinity(t.over[1])
    if low == 1 or high == -1:
        raise Unknown
    x = Sym("", 0)
    flipped = turned(t.body, App(ops.NEG, (x,)))
    if low and high:
        zero = Num(0)
        left = _half(c, flipped, zero, scope)
        right = _half(c, t.body, zero, scope)
        return lambda env: left(env) + right(env)
    if high:
        return _half(c, t.body, t.over[0], scope)
    return _half(c, flipped, App(ops.NEG, (t.over[1],)), scope)


def turned(body: Term, value: Term) -> Term:
    """Index 0 of the body replaced by `value`, in which index 0 is the same variable again."""

    def go(t: Term, depth: int) -> Term:
        if t.loose <= depth:
            return t
        if type(t) is Sym:
            return shift(value, depth) if t.index == depth else t
        if type(t) is App:
            return App(t.op, tuple(go(a, depth) for a in t.args))
        assert type(t) is Bind
        return Bind(t.op, t.name, go(t.body, depth + 1), tuple(go(o, depth) for o in t.over))

    def shift(t: Term, by: int) -> Term:
        if type(t) is Sym:
            return Sym("", t.index + by) if t.index >= 0 else t
        if type(t) is App:
            return App(t.op, tuple(shift(a, by) for a in t.args))
        return t

    return go(body, 0)


def _half(c: Compiler, body: Term, start: Term, scope: Scope) -> Closure:
    """∫ of the body over [start, oo)."""
    slot = c.slot()
    inner = (slot, *scope)
    low = c.value(start, scope, False)
    stretched = c.value(
        App(ops.MUL, (turned(body, App(ops.EXP, (Sym("", 0),))), App(ops.EXP, (Sym("", 0),)))),
        inner,
        True,
    )

    def near(env: Env, cut: int) -> Any:
        part = c.value(Bind(ops.INTEGRAL, "x", body, (start, Num(cut))), scope, True)
        env.extend([None] * (c.size - len(env)))
        return part(env)

    def algebraic(env: Env, a: arb) -> Any:
        """The whole range where the integrand is like a power of x far out."""
        first = arb(1) if a < 1 else a
        w, q = integrand(body, End(None))
        part = c.value(w, inner, True)
        env.extend([None] * (c.size - len(env)))
        far = quadrature(part, env, slot, arb(0), (-first.log() / q).exp())
        return near(env, 1) + far if a < 1 else far

    def run(env: Env) -> Any:
        a = real(low(env))
        try:
            return algebraic(env, a)
        except Exhausted:
            raise
        except Unknown:
            pass

        def fixed(t: Term) -> arb:
            f = c.value(t, inner, False)
            env.extend([None] * (c.size - len(env)))
            return real(f(env))

        for cut in _CUTS:
            if not a < cut:
                continue
            try:
                growth = Bounds(fixed, cut).upper(body)
            except NoValue:
                raise Unknown from None
            rest = rest_of(growth, arb(cut))
            if rest is None:
                continue
            if rest < _GOAL * 100:
                return _around(near(env, cut), rest)
            if not any(not r.is_zero() for _, r in growth.rates):
                return _slow(near, stretched, env, slot, a, growth)
        raise Unknown

    return run


def build_singular(
    c: Compiler, t: Bind, scope: Scope, direct: FromTo, regular: Callable[[Env, arb, arb], bool]
) -> FromTo | None:
    """∫ over [a, b] where the integrand is unbounded at an end, by x = a + 1/y and x = b − 1/y.

    A half that is `regular` at its ends is taken as it stands (`direct`); the other is compiled when it is needed.
    """
    y, two = Sym("", 0), Num(2)
    if c.stretching:
        return None

    def part(end: Term, sign: Op, width: Term) -> Closure:
        inverse = App(ops.DIV, (Num(1), y))
        place = App(sign, (_outside(end), inverse))
        if end == Num(0) and sign is ops.ADD:
            place = inverse
        body = App(ops.DIV, (turned(t.body, place), App(ops.POW, (y, two))))
        return _half(c, body, App(ops.DIV, (two, width)), scope)

    low, high = t.over
    made: dict[Op, Closure] = {}

    slot = c.slot()

    def algebraic(env: Env, width: arb, end: Term, way: int) -> Any:
        """The range of this width from an end on, where the integrand is like a power of the distance."""
        point = rational(end)
        if point is None:
            raise Unknown
        w, q = integrand(t.body, End(point, way))
        part = c.value(w, (slot, *scope), True)
        env.extend([None] * (c.size - len(env)))
        return quadrature(part, env, slot, arb(0), (width.log() / q).exp())

    def half(env: Env, a: arb, b: arb, end: Term, sign: Op) -> Any:
        smooth = regular(env, a, b)
        if smooth and not rooted(t.body):
            return direct(env, a, b)
        try:
            return algebraic(env, b - a, end, 1 if sign is ops.ADD else -1)
        except Exhausted:
            raise
        except Unknown:
            if smooth:
                return direct(env, a, b)
        if sign not in made:
            made[sign] = part(end, sign, App(ops.SUB, (high, low)))
        env.extend([None] * (c.size - len(env)))
        return made[sign](env)

    def run(env: Env, a: arb, b: arb) -> Any:
        if not a < b:
            raise Unknown
        middle = (a + b) / 2
        c.stretching = True
        try:
            return half(env, a, middle, low, ops.ADD) + half(env, middle, b, high, ops.SUB)
        finally:
            c.stretching = False

    return run


def rooted(t: Term) -> bool:
    """Are there roots in `t`, which are not analytic where they vanish?"""
    return any(
        type(s) is App
        and (s.op in (ops.SQRT, ops.ROOT) or (s.op is ops.POW and not _whole(s.args[1])))
        for _, s in subterms(t)
    )


def _whole(t: Term) -> bool:
    value = rational(t)
    return value is not None and value.denominator == 1


def _outside(t: Term) -> Term:
    """A term from outside the binder, as it reads inside."""
    if t.loose == 0:
        return t
    raise Unknown


def _slow(
    near: Callable[[Env, int], Any], stretched: Closure, env: Env, slot: int, a: arb, g: Growth
) -> arb:
    """A decay like a power: from some point on in the variable log x."""
    turn = next(cut for cut in _CUTS if a < cut)
    end = 16
    while end < _LONGEST:
        rest = rest_of(g, arb(end).exp())
        if rest is not None and rest < _GOAL_FAR:
            break
        end = end * 5 // 4
    else:
        raise Unknown
    far = quadrature(stretched, env, slot, arb(turn).log(), arb(end), COARSE)
    return _around(near(env, turn) + far, rest)


def _around(value: Any, rest: arb) -> arb:
    found = real(value)
    return found + arb(0, rest.abs_upper())
