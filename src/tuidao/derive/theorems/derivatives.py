"""Product rule, chain rule, Lagrange, and what the sign of a derivative says: proved step by step."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.derive.theorems.common import fn, quotient_limit, shown, slope_at, start, t
from tuidao.lang.build import (
    BOTH,
    ZERO,
    D,
    closed,
    continuous,
    continuous_on,
    differentiable,
    differentiable_on,
    eq,
    exists,
    forall,
    function,
    ge,
    le,
    lim,
    lt,
    ne,
    opened,
    true,
)
from tuidao.lang.op import PIECEWISE
from tuidao.lang.term import App, Sym, Term
from tuidao.proof import Chain, Derivation
from tuidao.rules import RULES

u, v, f, g = Sym("u"), Sym("v"), Sym("f"), Sym("g")
x, h, s, r, a, b = (Sym(n) for n in ("x", "h", "s", "u", "a", "b"))


def product_rule() -> Derivation:
    """(uv)' = u'v + uv': the difference quotient split by adding and taking away u(x)·v(x + h)."""
    rule = RULES["deriv_mul"]
    given = _differentiable(u, x), _differentiable(v, x)
    chain = Chain(rule.left, given)
    du, dv = (w(x + h) - w(x) for w in (u, v))
    chain.step(
        RULES["deriv_def"],
        lim((u(x + h) * v(x + h) - u(x) * v(x)) / h, h, 0),
        {"u": fn(u(t) * v(t)), "x": x},
    )
    left, right = du / h * v(x + h), u(x) * (dv / h)
    chain.step(RULES["simplify"], lim(left + right, h, 0), path=(0,))
    near_v = Chain(lim(v(x + h), h, 0), given).step(
        RULES["lim_of_differentiable"], v(x), {"u": fn(v(t)), "x": x}
    )
    first = Chain(lim(left, h, 0), given).step(
        RULES["lim_mul"],
        slope_at(u, x) * v(x),
        {
            "u": function(h, du / h),
            "v": function(h, v(x + h)),
            "a": ZERO,
            "s": BOTH,
            "A": slope_at(u, x),
            "B": v(x),
        },
        premises=(quotient_limit(u, x, given), near_v.derivation()),
    )
    second = Chain(lim(right, h, 0), given).step(
        RULES["lim_const_mul"],
        u(x) * slope_at(v, x),
        {"c": u(x), "u": function(h, dv / h), "a": ZERO, "s": BOTH, "A": slope_at(v, x)},
        premises=(quotient_limit(v, x, given),),
    )
    by = {
        "u": function(h, left),
        "v": function(h, right),
        "a": ZERO,
        "s": BOTH,
        "A": first.now,
        "B": second.now,
    }
    chain.step(
        RULES["lim_add"],
        first.now + second.now,
        by,
        premises=(first.derivation(), second.derivation()),
    )
    return chain.derivation()


def _differentiable(w: Sym, at: Term) -> Term:
    return differentiable(w(t), t, at)


def chain_rule() -> Derivation:
    """f(g(x))' = f'(g(x))·g'(x), with the function that repairs g(x + h) = g(x)."""
    y = g(x)
    given = (_differentiable(g, x), _differentiable(f, y))
    chain = Chain(RULES["deriv_chain"].left, given)
    outer = slope_at(f, y)
    repaired = App(PIECEWISE, ((f(t) - f(y)) / (t - y), ne(t, y), outer, true))
    at_inner = App(PIECEWISE, ((f(g(x + h)) - f(y)) / (g(x + h) - y), ne(g(x + h), y), outer, true))
    inner = (g(x + h) - g(x)) / h
    chain.step(
        RULES["deriv_def"], lim((f(g(x + h)) - f(g(x))) / h, h, 0), {"u": fn(f(g(t))), "x": x}
    )
    by: dict[str, Term] = {"f": fn(f(t)), "p": g(x + h), "q": y, "c": outer, "h": h}
    chain.step(RULES["chord_repaired"], lim(at_inner * inner, h, 0), by, (0,))
    chord = Chain(lim(repaired, t, y), given)
    slopes = (f(t) - f(y)) / (t - y)
    chord.step(RULES["lim_value_aside"], lim(slopes, t, y), {"f": fn(slopes), "c": outer, "a": y})
    chord.step(RULES["lim_chord_of_differentiable"], outer, {"f": fn(f(t)), "a": y})
    value = App(PIECEWISE, ((f(y) - f(y)) / (y - y), ne(y, y), outer, true))
    chord.step(RULES["simplify"], value)
    smooth = shown(
        "continuous_of_lim",
        continuous(repaired, t, y),
        given,
        {"u": fn(repaired), "a": y},
        chord.derivation(),
    )
    reach = Chain(lim(g(x + h), h, 0), given).step(
        RULES["lim_of_differentiable"], y, {"u": fn(g(t)), "x": x}
    )
    first = Chain(lim(at_inner, h, 0), given).step(
        RULES["lim_comp_of_continuous"],
        value,
        {"f": fn(repaired), "g": function(h, g(x + h)), "a": ZERO, "s": ZERO, "b": y},
        premises=(reach.derivation(), smooth),
    )
    first.step(RULES["simplify"], outer)
    by = {
        "u": function(h, at_inner),
        "v": function(h, inner),
        "a": ZERO,
        "s": BOTH,
        "A": outer,
        "B": slope_at(g, x),
    }
    chain.step(
        RULES["lim_mul"],
        outer * slope_at(g, x),
        by,
        premises=(first.derivation(), quotient_limit(g, x, given)),
    )
    return chain.derivation()


def differentiable_is_continuous() -> Derivation:
    """f(t) = f(a) + (f(t) − f(a))/(t − a)·(t − a) → f(a)."""
    chain = start("continuous_of_differentiable")
    given = chain.given
    chord = (f(t) - f(a)) / (t - a)
    line = Chain(lim(f(t), t, a), given)
    line.step(RULES["simplify"], lim(f(a) + chord * (t - a), t, a), path=(0,))
    constant = Chain(lim(f(a), t, a), given).step(RULES["lim_continuous"], f(a))
    gap = Chain(lim(t - a, t, a), given).step(RULES["lim_continuous"], ZERO)
    slope = Chain(lim(chord, t, a), given)
    slope.step(RULES["lim_chord_of_differentiable"], slope_at(f, a), {"f": fn(f(t)), "a": a})
    by = {"u": fn(chord), "v": fn(t - a), "a": a, "s": BOTH, "A": slope_at(f, a), "B": ZERO}
    rest = Chain(lim(chord * (t - a), t, a), given)
    rest.step(
        RULES["lim_mul"], slope_at(f, a) * ZERO, by, premises=(slope.derivation(), gap.derivation())
    )
    by = {"u": fn(f(a)), "v": fn(chord * (t - a)), "a": a, "s": BOTH, "A": f(a), "B": rest.now}
    line.step(
        RULES["lim_add"], f(a) + rest.now, by, premises=(constant.derivation(), rest.derivation())
    )
    line.step(RULES["simplify"], f(a))
    chain.step(
        RULES["continuous_of_lim"], true, {"u": fn(f(t)), "a": a}, premises=(line.derivation(),)
    )
    return chain.derivation()


def lagrange() -> Derivation:
    """Rolle's theorem for f(t) − kt, where k is the slope of the chord."""
    chain = start("mean_value")
    given = chain.given
    k = (f(b) - f(a)) / (b - a)
    bent = f(t) - k * t
    chain.step(
        RULES["eq_iff_sub_zero"],
        exists(s, opened(a, b), eq(slope_at(f, s) - k, 0)),
        {"a": slope_at(f, s), "b": k},
        (0,),
    )
    chain.step(RULES["simplify"], exists(s, opened(a, b), eq(D(bent, t, s), 0)), path=(0, 0))
    parts = {"a": a, "b": b}
    smooth = shown(
        "continuous_on_sub",
        continuous_on(bent, t, closed(a, b)),
        given,
        {"u": fn(f(t)), "v": fn(k * t), **parts},
        None,
        shown(
            "continuous_on_linear", continuous_on(k * t, t, closed(a, b)), given, {"c": k, **parts}
        ),
    )
    slopes = shown(
        "differentiable_on_sub",
        differentiable_on(bent, t, opened(a, b)),
        given,
        {"u": fn(f(t)), "v": fn(k * t), **parts},
        None,
        shown(
            "differentiable_on_linear",
            differentiable_on(k * t, t, opened(a, b)),
            given,
            {"c": k, **parts},
        ),
    )
    level = Chain(f(a) - k * a, given).step(RULES["simplify"], f(b) - k * b)
    premises = (None, smooth, slopes, level.derivation())
    chain.step(RULES["rolle"], true, {"f": fn(bent), **parts}, premises=premises)
    return chain.derivation()


def _by_mean_value(rule_id: str, lemma: str) -> Derivation:
    """f(a) against f(b): the slope of the chord is a value of the derivative."""
    chain = start(rule_id)
    found = exists(s, opened(a, b), eq(slope_at(f, s), (f(b) - f(a)) / (b - a)))
    chord = shown("mean_value", found, chain.given, {"f": fn(f(t)), "a": a, "b": b})
    by = {"k": function(s, slope_at(f, s)), "p": a, "q": b, "A": f(a), "B": f(b)}
    after = f(a) if lemma == "eq_of_slope_zero" else true
    return chain.step(RULES[lemma], after, by, premises=(chord,)).derivation()


def convexity() -> Derivation:
    """Lagrange on both halves; the slope on the left is at most the slope on the right."""
    chain = start("convex_of_deriv2_nonneg")
    given = chain.given
    m = (a + b) / 2
    halves = [_half(given, a, m), _half(given, m, b)]
    k = function(s, slope_at(f, s))
    order = forall(s, opened(a, m), forall(r, opened(m, b), le(slope_at(f, s), slope_at(f, r))))
    rising = Chain(order, given)
    slope = function(r, slope_at(f, r))
    smooth = shown(
        "continuous_on_of_differentiable_on",
        continuous_on(slope_at(f, t), t, closed(s, r)),
        given,
        {"f": slope, "a": a, "b": b, "c": s, "d": r},
    )
    part = shown(
        "differentiable_on_part",
        differentiable_on(slope_at(f, t), t, opened(s, r)),
        given,
        {"f": slope, "a": a, "b": b, "c": s, "d": r},
    )
    between = shown("lt_trans", lt(s, r), given, {"a": s, "b": m, "c": r})
    above = forall(x, opened(s, r), ge(D(slope_at(f, t), t, x), 0))
    bend = {"P": function(x, ge(D(slope_at(f, t), t, x), 0)), "a": a, "b": b, "c": s, "d": r}
    bends = shown("forall_on_part", above, given, bend)
    inside = forall(s, opened(a, m), forall(r, opened(m, b), true))
    by = {"f": slope, "a": s, "b": r}
    premises = (between, smooth, part, bends)
    rising.step(RULES["le_of_deriv_nonneg"], inside, by, (0, 0), premises=premises)
    rising.step(RULES["simplify"], true)
    by = {"k": k, "p": a, "q": b, "A": f(a), "M": f(m), "B": f(b)}
    chain.step(
        RULES["le_middle_of_slopes"], true, by, premises=(None, *halves, rising.derivation())
    )
    return chain.derivation()


def _half(given: tuple[Term, ...], p: Term, q: Term) -> Derivation:
    """Lagrange on a part of [a, b]."""
    by = {"f": fn(f(t)), "a": a, "b": b, "c": p, "d": q}
    smooth = shown("continuous_on_part", continuous_on(f(t), t, closed(p, q)), given, by)
    slopes = shown("differentiable_on_part", differentiable_on(f(t), t, opened(p, q)), given, by)
    found = exists(s, opened(p, q), eq(slope_at(f, s), (f(q) - f(p)) / (q - p)))
    return shown("mean_value", found, given, {"f": fn(f(t)), "a": p, "b": q}, None, smooth, slopes)


PROOFS: dict[str, Callable[[], Derivation]] = {
    "deriv_mul": product_rule,
    "deriv_chain": chain_rule,
    "continuous_of_differentiable": differentiable_is_continuous,
    "mean_value": lagrange,
    "lt_of_deriv_pos": lambda: _by_mean_value("lt_of_deriv_pos", "lt_of_slope_pos"),
    "le_of_deriv_nonneg": lambda: _by_mean_value("le_of_deriv_nonneg", "le_of_slope_nonneg"),
    "eq_of_deriv_zero": lambda: _by_mean_value("eq_of_deriv_zero", "eq_of_slope_zero"),
    "convex_of_deriv2_nonneg": convexity,
}
