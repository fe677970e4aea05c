"""Which classical integral an integrand is on (0, 1), beyond 1, and over quarter, half and whole turns."""

from __future__ import annotations

from tuidao.derive.integral.known_forms import Asked, Found, named
from tuidao.derive.integral.shapes import (
    Other,
    binomial,
    factors,
    logarithms,
    monomials,
    single,
    summands,
)
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, TWO, ZERO, is_op, log
from tuidao.lang.term import App, Num, Sym, Term


def on_unit(q: Asked) -> Found:
    """On (0, 1): powers of x, of 1 − x^p and of ln x; logarithms over x and over 1 ∓ x."""
    q.no_exponential()
    s = q.power()
    logs = [b for b in q.powers if is_op(b, ops.LOG)]
    if not logs:
        base, b = q.one()
        low, high, p = binomial(base, q.x)
        if tidy(low + high) != ZERO:
            raise Other
        c = tidy(q.c * low**b)
        if p == ONE and tidy(s + b + ONE) == ZERO:
            return "integral_beta_reflected", {"c": c, "a": s}
        return "integral_beta", {"c": c, "a": s, "b": b, "p": p}
    inner, n = single(q.powers, ops.LOG, q.x)
    if inner == q.x or inner == tidy(ONE / q.x) or inner == ONE / q.x:
        sign = ONE if inner != q.x else tidy(Num(-1) ** n)
        c = tidy(q.c * sign)
        if not q.powers:
            return "integral_gamma_log", {"c": c, "a": s, "s": n}
        base, m = q.one()
        low, high, p = binomial(base, q.x)
        if m != Num(-1) or s != ZERO or p not in (ONE, TWO):
            raise Other
        ratio = tidy(high / low)
        over_first: dict[Term, str] = {Num(-1): "integral_log_minus", ONE: "integral_log_plus"}
        over_second: dict[Term, str] = {Num(-1): "integral_log_square"}
        rule = named(over_first if p == ONE else over_second, ratio)
        return rule, {"c": tidy(c / low), "s": tidy(n + ONE)}
    low, high, p = binomial(inner, q.x)
    if q.powers or s != Num(-1) or n != ONE or p != ONE or low != ONE:
        raise Other
    rule = named({Num(-1): "integral_log_one_minus", ONE: "integral_log_one_plus"}, high)
    return rule, {"c": q.c}


def powers_over_log(q: Asked) -> Found:
    """(x^a − x^b)/ln x on (0, 1)."""
    found = monomials(tidy(q.f * log(q.x)), q.x)
    if len(found) != 2:
        raise Other
    (a, c), (b, d) = found.items()
    if tidy(c + d) != ZERO:
        raise Other
    return "integral_powers_log", {"c": c, "a": a, "b": b}


def beyond_one(q: Asked) -> Found:
    """x^a ln^s x over (1, ∞)."""
    q.no_exponential()
    a = q.power()
    inner, s = single(q.powers, ops.LOG, q.x)
    q.plain()
    if inner != q.x:
        raise Other
    return "integral_gamma_log_far", {"c": q.c, "a": a, "s": s}


def quarter_turn(q: Asked) -> Found:
    """On (0, π/2): powers of sine and cosine; logarithms of them; x cot x."""
    sine, cosine = (App(op, (q.x,)) for op in (ops.SIN, ops.COS))
    if q.u == ZERO and q.powers == {q.x: ONE, cosine: ONE, sine: Num(-1)}:
        return "integral_times_cot", {"c": q.c}
    if q.u == ZERO and not any(is_op(b, ops.LOG) for b in q.powers):
        by: dict[ops.Op, Term] = {}
        for op in (ops.SIN, ops.COS):
            here = [b for b in q.powers if is_op(b, op)]
            by[op] = ZERO
            if here:
                inner, by[op] = single(q.powers, op, q.x)
                if inner != q.x:
                    raise Other
        q.plain()
        if tidy(by[ops.SIN] + by[ops.COS]) == ZERO:
            return "integral_tan_power", {"c": q.c, "a": by[ops.SIN]}
        return "integral_beta_angle", {"c": q.c, "a": by[ops.SIN], "b": by[ops.COS]}
    e, logs = logarithms(q.f, q.x)
    sines, cosines = (App(op, (q.x,)) for op in (ops.SIN, ops.COS))
    for op, top, bottom in ((ops.TAN, sines, cosines), (ops.COT, cosines, sines)):
        c = logs.pop(App(op, (q.x,)), ZERO)
        logs[top] = tidy(logs.get(top, ZERO) + c)
        logs[bottom] = tidy(logs.get(bottom, ZERO) - c)
    c, d = logs.pop(sines, ZERO), logs.pop(cosines, ZERO)
    if logs or (c, d) == (ZERO, ZERO):
        raise Other
    return "integral_log_sin", {"c": c, "d": d, "e": e}


def tangent_share(q: Asked) -> Found:
    """On (0, π/2): 1/(1 + tan^s x)."""
    base, n = q.one()
    q.plain()
    parts = [(sign, *factors(t, q.x)) for sign, t in summands(base)]
    if n != Num(-1) or len(parts) != 2 or any(u != ZERO for *_, u in parts):
        raise Other
    (low, first), (high, second) = ((tidy(c * Num(sign)), powers) for sign, c, powers, _ in parts)
    if first:
        low, first, high, second = high, second, low, first
    sine, cosine = (App(op, (q.x,)) for op in (ops.SIN, ops.COS))
    s = second.get(sine, ZERO)
    if first or low != high or second != {sine: s, cosine: tidy(-s)}:
        raise Other
    return "integral_tan_share", {"c": tidy(q.c / low), "s": s}


def half_turn(q: Asked) -> Found:
    """On (0, π): ln sin, 1/(a + b cos x) and ln(a + b cos x)."""
    if any(is_op(b, ops.LOG) for b in q.powers) or is_op(q.f, ops.ADD, ops.SUB):
        inner = None
        if not is_op(q.f, ops.ADD, ops.SUB) and len(q.powers) == 1 and q.u == ZERO:
            inner, n = single(q.powers, ops.LOG, q.x)
            if n == ONE and is_op(inner, ops.ADD, ops.SUB):
                a, b = _with_cosine(inner, q.x)
                return "integral_log_cosine", {"c": q.c, "a": a, "b": b}
        if q.powers.get(q.x) == ONE and q.u == ZERO:  # x ln sin x
            q.power()
            inner, n = single(q.powers, ops.LOG, q.x)
            if q.powers or n != ONE or inner != App(ops.SIN, (q.x,)):
                raise Other
            return "integral_log_sin_pi", {"c": ZERO, "d": q.c, "e": ZERO}
        e, logs = logarithms(q.f, q.x)
        c = logs.pop(App(ops.SIN, (q.x,)), ZERO)
        if logs or c == ZERO:
            raise Other
        return "integral_log_sin_pi", {"c": c, "d": ZERO, "e": e}
    found = whole_turn(q)
    return "integral_poisson_half", found[1]


def whole_turn(q: Asked) -> Found:
    """On (0, 2π): 1/(a + b cos x)."""
    base, n = q.one()
    q.plain()
    if n != Num(-1):
        raise Other
    a, b = _with_cosine(base, q.x)
    return "integral_poisson", {"c": q.c, "a": a, "b": b}


def _with_cosine(t: Term, x: Sym) -> tuple[Term, Term]:
    """(a, b) with t = a + b cos x. Raises Other."""
    a: Term = ZERO
    b: Term = ZERO
    for sign, part in summands(t):
        c, powers, u = factors(part, x)
        c = c if sign > 0 else -c
        if u != ZERO or powers not in ({}, {App(ops.COS, (x,)): ONE}):
            raise Other
        a, b = (a, b + c) if powers else (a + c, b)
    a, b = tidy(a), tidy(b)
    if a == ZERO or b == ZERO:
        raise Other
    return a, b
