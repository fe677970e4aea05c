"""Sines and cosines of multiples of one angle, and of the angles that inverse functions give."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd, lcm

from tuidao.derive.simplify import summands, tidy
from tuidao.lang import op as ops
from tuidao.lang.build import cos, is_op, pi, sin, sqrt
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, mentions, rebuild, substitute

_MOST = 8


def by_one_angle(t: Term, x: Sym | None) -> Term | None:
    """`t` with sin nu and cos nu, for several whole n, by sin u and cos u; None where there is nothing to rewrite."""
    angles = _angles(t, x)
    if len(angles) < 2:
        return None
    first = next(iter(angles))
    ratios: dict[Term, Fraction] = {}
    for u in angles:
        ratio = tidy(u / first)
        if type(ratio) is not Num or not ratio.value:
            return None
        ratios[u] = ratio.value
    below = lcm(*(q.denominator for q in ratios.values()))
    step = Fraction(gcd(*(abs(int(q * below)) for q in ratios.values())), below)
    if any(abs(q / step) > _MOST for q in ratios.values()):
        return None
    u = tidy(Num(step) * first)
    return _rewritten(t, {a: int(q / step) for a, q in ratios.items()}, u)


def _angles(t: Term, x: Sym | None) -> dict[Term, None]:
    if is_op(t, ops.SIN, ops.COS) and isinstance(t, App):
        return {t.args[0]: None} if x is None or mentions(t, x) else {}
    found: dict[Term, None] = {}
    if type(t) is App:
        for a in t.args:
            found |= _angles(a, x)
    return found


def _rewritten(t: Term, multiples: dict[Term, int], u: Term) -> Term:
    if type(t) is not App:
        return t
    if t.op in (ops.SIN, ops.COS) and t.args[0] in multiples:
        n = multiples[t.args[0]]
        even, odd = _multiple(abs(n), u)
        return even if t.op is ops.COS else odd if n > 0 else -odd
    return rebuild(t, tuple(_rewritten(a, multiples, u) for a in t.args))


def _multiple(n: int, u: Term) -> tuple[Term, Term]:
    """cos nu and sin nu, by the addition theorems."""
    c, s = cos(u), sin(u)
    even: Term = c
    odd: Term = s
    for _ in range(n - 1):
        even, odd = tidy(even * c - odd * s), tidy(odd * c + even * s)
    return even, odd


def value_at(f: Term, x: Sym, at: Term) -> Term:
    """f at an exact point, sines and cosines of inverse functions worked out."""
    written = by_one_angle(f, x)
    here = tidy(substitute(f if written is None else written, {x: at}))
    return tidy(_worked(here)) if _inverses(at) else tidy(substitute(f, {x: at}))


def simple(t: Term) -> Term:
    """A constant in its simplest form, double angles of inverse functions too."""
    inner = next((a for a in _angles(t, None) if _inverses(a)), None)
    if inner is None:
        return tidy(t)
    written = by_one_angle(t, None)
    return tidy(_worked(tidy(t if written is None else written)))


def _inverses(t: Term) -> bool:
    return is_op(t, *_SIDES) or (type(t) is App and any(_inverses(a) for a in t.args))


def _worked(t: Term) -> Term:
    if type(t) is not App:
        return t
    if t.op in (ops.SIN, ops.COS):
        found = _sine_and_cosine(t.args[0])
        if found is not None:
            return found[0 if t.op is ops.SIN else 1]
    return rebuild(t, tuple(_worked(a) for a in t.args))


def _sine_and_cosine(angle: Term) -> tuple[Term, Term] | None:
    """The sine and the cosine of kπ/2 ± an inverse function, k whole."""
    sine, cosine, turns = None, None, Fraction(0)
    for c, powers in summands(tidy(angle)):
        (base, e), *rest = list(powers.items()) or [(Num(1), 0)]
        if rest or e != 1:
            return None
        if base == pi:
            turns = 2 * c
        elif is_op(base, *_SIDES) and isinstance(base, App) and abs(c) == 1 and sine is None:
            sine, cosine = _SIDES[base.op](base.args[0])
            sine = sine if c > 0 else -sine
        else:
            return None
    if sine is None or cosine is None or turns.denominator != 1:
        return None
    for _ in range(int(turns) % 4):
        sine, cosine = cosine, -sine
    return tidy(sine), tidy(cosine)


_SIDES: dict[Op, Callable[[Term], tuple[Term, Term]]] = {
    ops.ASIN: lambda a: (a, sqrt(1 - a**2)),
    ops.ACOS: lambda a: (sqrt(1 - a**2), a),
    ops.ATAN: lambda a: (a / sqrt(1 + a**2), 1 / sqrt(1 + a**2)),
}
