"""What a function is near a point: its corners opened on one side, its growing angles held at one phase."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tuidao.check.limit_exponential import sign_near
from tuidao.check.limit_functions import holds
from tuidao.check.limit_parts import QUOTIENTS, Outside, Parts, Stuck, way_of
from tuidao.check.normal import same
from tuidao.lang import op as ops
from tuidao.lang.build import cos, pi, sin
from tuidao.lang.term import App, Num, Sym, Term, children, free_symbols, mentions

_MOST = 400
_PHASES = (Fraction(1, 2), Fraction(3, 2), Fraction(0), Fraction(1), Fraction(1, 3))


def one_sided_form(p: Parts, t: Term) -> Term:
    """`t` with |u|, sign u, ⌊u⌋, max, min and cases put for what they are there. Raises Stuck, Outside."""
    if type(t) is not App or not mentions(t, p.x):
        return t
    if t.op is ops.PIECEWISE:
        for value, condition in zip(t.args[::2], t.args[1::2], strict=True):
            if holds(p, condition):
                return one_sided_form(p, value)
        raise Outside
    if t.op in (ops.ABS, ops.SIGN):
        s = _sign(p, t.args[0])
        inner = one_sided_form(p, t.args[0])
        return Num(s) if t.op is ops.SIGN else inner if s >= 0 else -inner
    if t.op in (ops.FLOOR, ops.CEILING):
        part = p.of(t)
        if part.infinite or part.bounded or part.side != 0:
            raise Stuck
        return part.value
    if t.op in (ops.MAX, ops.MIN):
        best = t.args[0]
        for other in t.args[1:]:
            s = _sign(p, other - best)
            if s == (1 if t.op is ops.MAX else -1):
                best = other
        return one_sided_form(p, best)
    return App(t.op, tuple(one_sided_form(p, a) for a in t.args))


def _sign(p: Parts, t: Term) -> int:
    """The sign of a part near the point: by its parts, or by its leading term."""
    try:
        return way_of(p, p.of(t))
    except Stuck:
        start = p.start
        if start.infinite:
            return sign_near(t, (p.x, None, start.infinite), p.facts)
        return sign_near(t, (p.x, start.value, start.side or 1), p.facts)


def phases(p: Parts, body: Term, whole: bool) -> Iterator[Term]:
    """The function along points at which its growing angle has one phase modulo 2π; they exist, for a continuous
    angle that grows takes every large value. Powers (−1)^n of a whole n: along the even and along the odd ones.
    """
    body = _plain(body)
    if _signs(body, p.x):
        for value in (Num(1), Num(-1)):
            yield _with_signs(body, p.x, value)
        return
    turning = _fractions(p, body, whole)
    if turning is not None:
        yield from turning
        return
    angles: list[Term] = []
    _growing(p, body, angles)
    if any(_jumps(u) for u in angles):
        raise Stuck
    if not angles or (whole and not all(_turns_freely(u, p.x) for u in angles)):
        raise Stuck
    base = angles[0]
    multiples: dict[Term, Fraction] = {}
    for u in angles:
        for k in _MULTIPLES:
            if u == base or same(u, Num(k) * base):
                multiples[u] = Fraction(1) if u == base else k
                break
        else:
            raise Stuck
    for phase in _PHASES:
        yield _held(body, multiples, phase)


_JUMPING = (ops.FLOOR, ops.CEILING, ops.FRAC, ops.SIGN, ops.PIECEWISE, ops.CALL, ops.INDEX)


def _jumps(t: Term) -> bool:
    """May a term fail to be continuous where it has values?"""
    return (
        type(t) is not App
        and bool(children(t))
        or (type(t) is App and (t.op in _JUMPING or any(_jumps(a) for a in t.args)))
    )


def _fractions(p: Parts, body: Term, whole: bool) -> list[Term] | None:
    """The function where the fractional part of a growing part u is 0, and where it is a half; None without ⌊u⌋.

    For whole x and u = x·m/r, in lowest terms, the fractional part is 0 and 1/r again and again.
    """
    found: list[Term] = []
    _rounded(p, body, found)
    if len(found) != 1:
        return None
    u = found[0]
    if _jumps(u):
        raise Stuck
    other = Fraction(1, 2)
    if whole:
        q = _rate(u, p.x)
        if q is None or q.denominator == 1:
            raise Stuck
        other = Fraction(1, q.denominator)
    return [_settled(body, u, Fraction(0)), _settled(body, u, other)]


def _rounded(p: Parts, t: Term, found: list[Term]) -> None:
    """The arguments that grow without bound under ⌊·⌋, ⌈·⌉ and the fractional part."""
    if type(t) is not App or not mentions(t, p.x):
        return
    if t.op in (ops.FLOOR, ops.CEILING, ops.FRAC) and p.of(t.args[0]).infinite:
        if t.args[0] not in found:
            found.append(t.args[0])
        return
    for a in t.args:
        _rounded(p, a, found)


def _settled(t: Term, u: Term, part: Fraction) -> Term:
    """`t` with the fractional part of u put for a number."""
    if type(t) is not App:
        return t
    if t.op in (ops.FLOOR, ops.CEILING, ops.FRAC) and t.args[0] == u:
        if t.op is ops.FRAC:
            return Num(part)
        return u - Num(part) if t.op is ops.FLOOR else u + Num(-part % 1)
    return App(t.op, tuple(_settled(a, u, part) for a in t.args))


def _rate(u: Term, x: Sym) -> Fraction | None:
    """q where u is x·q."""
    if type(u) is App and u.op is ops.DIV and u.args[0] == x and type(u.args[1]) is Num:
        return 1 / u.args[1].value
    if type(u) is App and u.op is ops.MUL and u.args[1] == x and type(u.args[0]) is Num:
        return u.args[0].value
    return Fraction(1) if u == x else None


def _turns_freely(u: Term, x: Sym) -> bool:
    """q·x with a rational q: for whole x such angles come near every phase, since π is irrational."""
    if type(u) is App and u.op is ops.NEG:
        u = u.args[0]
    if type(u) is App and u.op in (ops.MUL, ops.DIV):
        a, b = u.args
        return (type(a) is Num and b == x and u.op is ops.MUL and a != Num(0)) or (
            a == x and type(b) is Num
        )
    return u == x


_MULTIPLES = tuple(Fraction(k) for k in (1, -1, 2, -2, 3, -3, 4, 5))


def _plain(t: Term) -> Term:
    """Tangents and their like told by sine and cosine."""
    if type(t) is not App:
        return t
    if t.op in (ops.TAN, ops.COT, ops.SEC, ops.CSC):
        return _plain(QUOTIENTS[t.op](*t.args))
    return App(t.op, tuple(_plain(a) for a in t.args))


def _signs(t: Term, x: Sym) -> bool:
    if type(t) is not App:
        return False
    if t.op is ops.POW and t.args[1] == x and _is_minus_one(t.args[0]):
        return True
    return any(_signs(a, x) for a in t.args)


def _is_minus_one(t: Term) -> bool:
    return t == Num(-1) or (type(t) is App and t.op is ops.NEG and t.args[0] == Num(1))


def _with_signs(t: Term, x: Sym, value: Term) -> Term:
    if type(t) is not App:
        return t
    if t.op is ops.POW and t.args[1] == x and _is_minus_one(t.args[0]):
        return value
    return App(t.op, tuple(_with_signs(a, x, value) for a in t.args))


def _growing(p: Parts, t: Term, found: list[Term]) -> None:
    """The arguments of sine and cosine that grow without bound."""
    if type(t) is not App or not mentions(t, p.x) or len(found) > _MOST:
        return
    if t.op in (ops.SIN, ops.COS):
        if p.of(t.args[0]).infinite and t.args[0] not in found:
            found.append(t.args[0])
        return
    for a in t.args:
        _growing(p, a, found)


def _held(t: Term, multiples: dict[Term, Fraction], phase: Fraction) -> Term:
    if type(t) is not App:
        return t
    if t.op in (ops.SIN, ops.COS) and t.args[0] in multiples:
        angle = pi * Num(phase * multiples[t.args[0]])
        return _exact(sin if t.op is ops.SIN else cos, angle)
    return App(t.op, tuple(_held(a, multiples, phase) for a in t.args))


def _exact(f: object, angle: Term) -> Term:
    """A whole number where the sine or cosine is one."""
    assert callable(f)
    value: Term = f(angle)
    for k in (-1, 0, 1):
        if same(value, Num(k)):
            return Num(k)
    return value


def whole_form(t: Term, x: Sym) -> Term:
    """`t` for whole x: sin(kπx) is 0, cos(kπx) is (−1)^(kx)."""
    if type(t) is not App or not mentions(t, x):
        return t
    if t.op in (ops.SIN, ops.COS) and len(free_symbols(t)) == 1:
        for k in range(-6, 7):
            if k and same(t.args[0], Num(k) * pi * x):
                if t.op is ops.SIN:
                    return Num(0)
                return Num(1) if k % 2 == 0 else Num(-1) ** x
    return App(t.op, tuple(whole_form(a, x) for a in t.args))
