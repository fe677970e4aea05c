"""The mean value theorem for integrals, the fundamental theorem, and sin x/x → 1 by areas: proved step by step."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.derive.theorems.common import fn, shown, slope_at, start, t
from tuidao.lang.build import (
    BOTH,
    ONE,
    ZERO,
    D,
    apply,
    closed,
    continuous,
    continuous_on,
    cos,
    differentiable_on,
    eq,
    exists,
    forall,
    function,
    ge,
    integral,
    le,
    lim,
    near,
    opened,
    sin,
    true,
)
from tuidao.lang.op import MAX, MIN
from tuidao.lang.term import Sym, Term
from tuidao.proof import Chain, Derivation
from tuidao.rules import RULES

f, g, u, v, r = (Sym(n) for n in "fguvr")
x, h, s, a, b = (Sym(n) for n in ("x", "h", "s", "a", "b"))


def area(p: Term, q: Term) -> Term:
    """The integral of f from p to q."""
    return integral(f(t), t, p, q)


def integral_mean() -> Derivation:
    """A value not above the mean, one not below it, and all between are taken."""
    chain = start("integral_mean")
    mean = area(a, b) / (b - a)
    by = {"f": fn(f(t)), "a": a, "b": b}
    low = shown("exists_le_mean", exists(s, closed(a, b), le(f(s), mean)), chain.given, by)
    high = shown("exists_ge_mean", exists(s, closed(a, b), ge(f(s), mean)), chain.given, by)
    chain.step(
        RULES["intermediate_value"], true, {**by, "c": mean}, premises=(None, None, low, high)
    )
    return chain.derivation()


def upper_limit() -> Derivation:
    """The difference quotient of the area is a mean of f over a short interval."""
    chain = start("deriv_integral")
    given = chain.given
    by = {"f": fn(f(t)), "a": a, "b": b, "x": x}
    growth = function(s, area(a, s))
    chain.step(
        RULES["deriv_def"], lim((area(a, x + h) - area(a, x)) / h, h, 0), {"u": growth, "x": x}
    )
    ends = {"f": fn(f(t)), "a": a, "p": x, "q": x + h}
    mean = area(x, x + h) / h
    chain.step(RULES["integral_sub_start"], lim(mean, h, 0), ends, (0, 0))
    smooth = shown("continuous_of_on", continuous(f(t), t, x), given, by)
    span = closed(apply(MIN, x, x + h), apply(MAX, x, x + h))
    value = near(exists(s, span, eq(f(s), mean)), h, 0)
    between = shown("near_mean_is_value", value, given, by)
    by = {"f": fn(f(t)), "g": function(h, mean), "x": x}
    chain.step(RULES["lim_of_value_between"], f(x), by, premises=(smooth, between))
    return chain.derivation()


def newton_leibniz() -> Derivation:
    """g less the area has derivative zero, so it is the same at both ends."""
    chain = start("newton_leibniz")
    given = chain.given
    rest = g(t) - area(a, t)
    chain.step(RULES["simplify"], g(b) - (g(b) - area(a, b)))
    level = Chain(forall(s, opened(a, b), eq(D(rest, t, s), 0)), given)
    by: dict[str, Term] = {"u": fn(g(t)), "v": fn(area(a, t)), "x": s}
    parted = slope_at(g, s) - D(area(a, t), t, s)
    level.step(RULES["deriv_sub"], forall(s, opened(a, b), eq(parted, 0)), by, (0, 0))
    by = {"f": fn(f(t)), "a": a, "b": b, "x": s}
    level.step(
        RULES["deriv_integral"],
        forall(s, opened(a, b), eq(slope_at(g, s) - f(s), 0)),
        by,
        (0, 0, 1),
    )
    by = {"a": slope_at(g, s), "b": f(s)}
    level.step(
        RULES["eq_iff_sub_zero"],
        forall(s, opened(a, b), eq(slope_at(g, s), f(s))),
        by,
        (0,),
        reverse=True,
    )
    level.step(RULES["by_computation"], true)
    by = {"f": fn(f(t)), "a": a, "b": b}
    smooth = shown("continuous_on_integral", continuous_on(area(a, t), t, closed(a, b)), given, by)
    slopes = shown(
        "differentiable_on_integral", differentiable_on(area(a, t), t, opened(a, b)), given, by
    )
    parts = {"u": fn(g(t)), "v": fn(area(a, t)), "a": a, "b": b}
    premises = (
        None,
        shown(
            "continuous_on_sub", continuous_on(rest, t, closed(a, b)), given, parts, None, smooth
        ),
        shown(
            "differentiable_on_sub",
            differentiable_on(rest, t, opened(a, b)),
            given,
            parts,
            None,
            slopes,
        ),
        level.derivation(),
    )
    by = {"f": fn(rest), "a": a, "b": b}
    chain.step(RULES["eq_of_deriv_zero"], g(b) - (g(a) - area(a, a)), by, (1,), premises=premises)
    chain.step(RULES["integral_self"], g(b) - (g(a) - ZERO), {"f": fn(f(t)), "a": a}, (1, 1))
    chain.step(RULES["simplify"], g(b) - g(a))
    return chain.derivation()


def parts() -> Derivation:
    """(uv)' = u'v + uv', so the integral of uv' is the growth of uv less the integral of u'v."""
    chain = start("integral_by_parts")
    given = chain.given
    left, right = D(u(t), t, r) * v(r), u(r) * D(v(t), t, r)
    less = integral(left, r, a, b)
    chain.step(RULES["simplify"], integral(left + right, r, a, b) - less)
    level = Chain(
        forall(
            s, opened(a, b), eq(D(u(t) * v(t), t, s), slope_at(u, s) * v(s) + u(s) * slope_at(v, s))
        ),
        given,
    )
    split = slope_at(u, s) * v(s) + u(s) * slope_at(v, s)
    by: dict[str, Term] = {"u": fn(u(t)), "v": fn(v(t)), "x": s}
    level.step(RULES["deriv_mul"], forall(s, opened(a, b), eq(split, split)), by, (0, 0))
    level.step(RULES["by_computation"], true)
    by = {"f": function(r, left + right), "g": fn(u(t) * v(t)), "a": a, "b": b}
    premises = (None, None, None, None, level.derivation())
    growth = u(b) * v(b) - u(a) * v(a)
    return chain.step(
        RULES["newton_leibniz"], growth - less, by, (0,), premises=premises
    ).derivation()


def sine_by_areas() -> Derivation:
    """cos x ≤ sin x/x ≤ 1 near 0, and both bounds tend to 1."""
    chain = start("lim_sin_div")
    below = shown("near_cos_le_sin_div", near(le(cos(t), sin(t) / t), t, 0), (), {})
    above = shown("near_sin_div_le_one", near(le(sin(t) / t, ONE), t, 0), (), {})
    low = Chain(lim(cos(t), t, 0)).step(RULES["lim_continuous"], ONE).derivation()
    high = Chain(lim(ONE, t, 0)).step(RULES["lim_continuous"], ONE).derivation()
    by = {"u": fn(cos(t)), "f": fn(sin(t) / t), "v": fn(ONE), "a": ZERO, "s": BOTH, "A": ONE}
    chain.step(RULES["lim_squeeze"], ONE, by, premises=(below, above, low, high))
    return chain.derivation()


PROOFS: dict[str, Callable[[], Derivation]] = {
    "integral_mean": integral_mean,
    "deriv_integral": upper_limit,
    "newton_leibniz": newton_leibniz,
    "integral_by_parts": parts,
    "lim_sin_div": sine_by_areas,
}
