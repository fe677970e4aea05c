"""Quotient rule, Fermat's theorem, Cauchy's mean value theorem, Taylor's formula: proved step by step."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.derive.theorems.common import fn, quotient_limit, shown, slope_at, start, t
from tuidao.lang.build import (
    ABOVE,
    BELOW,
    BOTH,
    ZERO,
    D,
    differentiable,
    eq,
    exists,
    function,
    le,
    lim,
    opened,
    true,
)
from tuidao.lang.term import Sym, Term
from tuidao.proof import Chain, Derivation
from tuidao.rules import RULES

u, v, f, g = Sym("u"), Sym("v"), Sym("f"), Sym("g")
x, h, s, a, b, c = (Sym(n) for n in ("x", "h", "s", "a", "b", "c"))


def quotient_rule() -> Derivation:
    """(u/v)' = (u'v − uv')/v²: the difference of the quotients over one denominator."""
    rule = RULES["deriv_div"]
    given = (differentiable(u(t), t, x), differentiable(v(t), t, x))  # u/v has a value: v(x) ≠ 0
    chain = Chain(rule.left, given)
    at_h = (u(x + h) / v(x + h) - u(x) / v(x)) / h
    chain.step(RULES["deriv_def"], lim(at_h, h, 0), {"u": fn(u(t) / v(t)), "x": x})
    du, dv = ((w(x + h) - w(x)) / h for w in (u, v))
    top, bottom = v(x) * du - u(x) * dv, v(x) * v(x + h)
    chain.step(RULES["simplify"], lim(top / bottom, h, 0), path=(0,))
    parts = [
        _multiple(k, quotient, slope_at(w, x), quotient_limit(w, x, given), given)
        for k, quotient, w in ((v(x), du, u), (u(x), dv, v))
    ]
    by = {
        "u": function(h, v(x) * du),
        "v": function(h, u(x) * dv),
        "a": ZERO,
        "s": BOTH,
        "A": parts[0].end,
        "B": parts[1].end,
    }
    above = Chain(lim(top, h, 0), given)
    above.step(RULES["lim_sub"], parts[0].end - parts[1].end, by, premises=tuple(parts))
    reach = Chain(lim(v(x + h), h, 0), given)
    reach.step(RULES["lim_of_differentiable"], v(x), {"u": fn(v(t)), "x": x})
    below = _multiple(v(x), v(x + h), v(x), reach.derivation(), given)
    by = {
        "u": function(h, top),
        "v": function(h, bottom),
        "a": ZERO,
        "s": BOTH,
        "A": above.now,
        "B": below.end,
    }
    chain.step(
        RULES["lim_div"], above.now / below.end, by, premises=(above.derivation(), below, None)
    )
    return chain.step(RULES["simplify"], rule.right).derivation()


def _multiple(
    k: Term, body: Term, value: Term, premise: Derivation, given: tuple[Term, ...]
) -> Derivation:
    """lim k·w = k·lim w as h → 0."""
    by = {"c": k, "u": function(h, body), "a": ZERO, "s": BOTH, "A": value}
    chain = Chain(lim(k * body, h, 0), given)
    return chain.step(RULES["lim_const_mul"], k * value, by, premises=(premise,)).derivation()


def fermat() -> Derivation:
    """From the right the chords do not rise, from the left they do not fall, and both tend to the derivative."""
    chain = start("fermat")
    given = chain.given
    slope, chord = slope_at(f, c), (f(t) - f(c)) / (t - c)
    by = {"f": fn(f(t)), "c": c}

    def one_side(side: Term, rule_id: str, low: Term, high: Term) -> Derivation:
        """low ≤ high on that side, hence for the limits."""
        bodies = [chord if w is slope else w for w in (low, high)]
        claim = RULES[rule_id].conclusion
        order = shown(rule_id, claim, given, by)
        limits = []
        for w in (low, high):
            if w is slope:
                line = Chain(lim(chord, t, c, side), given)
                line.step(
                    RULES["lim_chord_side_of_differentiable"],
                    slope,
                    {"f": fn(f(t)), "a": c, "s": side},
                )
            else:
                line = Chain(lim(ZERO, t, c, side), given).step(RULES["lim_continuous"], ZERO)
            limits.append(line.derivation())
        names = {
            "u": fn(bodies[0]),
            "v": fn(bodies[1]),
            "a": c,
            "s": side,
            "A": low,
            "B": high,
        }
        return shown("lim_le", le(low, high), given, names, order, *limits)

    right = one_side(ABOVE, "chords_right_of_top", slope, ZERO)
    left = one_side(BELOW, "chords_left_of_top", ZERO, slope)
    chain.step(RULES["eq_of_le_le"], ZERO, {"a": slope, "b": ZERO}, premises=(right, left))
    return chain.derivation()


def cauchy() -> Derivation:
    """Rolle's theorem for (f(b) − f(a))·g − (g(b) − g(a))·f."""
    chain = start("cauchy_mean_value")
    rise, run = f(b) - f(a), g(b) - g(a)
    sides = rise * slope_at(g, s), run * slope_at(f, s)
    chain.step(
        RULES["eq_iff_sub_zero"],
        exists(s, opened(a, b), eq(sides[0] - sides[1], 0)),
        {"a": sides[0], "b": sides[1]},
        (0,),
    )
    bent = rise * g(t) - run * f(t)
    chain.step(RULES["simplify"], exists(s, opened(a, b), eq(D(bent, t, s), 0)), path=(0, 0))
    level = Chain(rise * g(a) - run * f(a), chain.given)
    level.step(RULES["simplify"], rise * g(b) - run * f(b))
    return _by_rolle(chain, bent, level)


def taylor() -> Derivation:
    """Rolle's theorem for f(t) + f'(t)(b − t) + K(b − t)², which is f(b) at both ends."""
    chain = start("taylor_lagrange")
    gap = f(b) - f(a) - slope_at(f, a) * (b - a)
    bent = f(t) + D(f(x), x, t) * (b - t) + gap / (b - a) ** 2 * (b - t) ** 2
    rest = D(slope_at(f, x), x, s) / 2 * (b - a) ** 2
    right = f(a) + slope_at(f, a) * (b - a) + rest
    chain.step(
        RULES["eq_iff_sub_zero"],
        exists(s, opened(a, b), eq(f(b) - right, 0)),
        {"a": f(b), "b": right},
        (0,),
    )
    factor, slope = -((b - a) ** 2) / (2 * (b - s)), D(bent, t, s)
    chain.step(RULES["simplify"], exists(s, opened(a, b), eq(factor * slope, 0)), path=(0, 0))
    chain.step(
        RULES["eq_zero_iff_mul"],
        exists(s, opened(a, b), eq(slope, 0)),
        {"c": factor, "u": slope},
        (0,),
    )
    at_a = f(a) + slope_at(f, a) * (b - a) + gap / (b - a) ** 2 * (b - a) ** 2
    at_b = f(b) + slope_at(f, b) * (b - b) + gap / (b - a) ** 2 * (b - b) ** 2
    level = Chain(at_a, chain.given).step(RULES["simplify"], at_b)
    return _by_rolle(chain, bent, level)


def _by_rolle(chain: Chain, bent: Term, level: Chain) -> Derivation:
    """What is left to show is that the slope of `bent` is 0 somewhere between a and b."""
    by = {"f": fn(bent), "a": a, "b": b}
    premises = (None, None, None, level.derivation())
    return chain.step(RULES["rolle"], true, by, premises=premises).derivation()


PROOFS: dict[str, Callable[[], Derivation]] = {
    "deriv_div": quotient_rule,
    "fermat": fermat,
    "cauchy_mean_value": cauchy,
    "taylor_lagrange": taylor,
}
