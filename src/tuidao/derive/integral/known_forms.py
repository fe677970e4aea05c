"""Which classical integral an integrand is: the rule and its parameters, read off the integrand's factors."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.derive.integral.shapes import (
    Other,
    Powers,
    binomial,
    factors,
    monomials,
    rate,
    single,
    summands,
)
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, TWO, ZERO, function, is_op, pi, rational, sqrt
from tuidao.lang.term import App, Num, Sym, Term

Params = dict[str, Term]
Found = tuple[str, Params]


@dataclass(slots=True)
class Asked:
    """The integrand with its factors: c · ∏ base^exponent · e^u."""

    f: Term
    x: Sym
    c: Term
    powers: Powers
    u: Term

    def power(self) -> Term:
        """The exponent of x, taken out."""
        return self.powers.pop(self.x, ZERO)

    def one(self) -> tuple[Term, Term]:
        """The only base left and its exponent, taken out. Raises Other."""
        if len(self.powers) != 1:
            raise Other
        return self.powers.popitem()

    def no_exponential(self) -> None:
        """There is no exponential factor. Raises Other."""
        if self.u != ZERO:
            raise Other

    def plain(self) -> None:
        """Nothing is left but the constant. Raises Other."""
        if self.powers or self.u != ZERO:
            raise Other


def asked(f: Term, x: Sym) -> Asked:
    """The integrand taken apart."""
    return Asked(f, x, *factors(f, x))


def named(rules: dict[Term, str], at: Term) -> str:
    """The rule for this value. Raises Other where there is none."""
    if at not in rules:
        raise Other
    return rules[at]


def gamma_integral(q: Asked) -> Found:
    """c x^s e^(−a x^p), and with −b/x² beside a x²."""
    s = q.power()
    found = monomials(q.u, q.x)
    c = q.c
    if ZERO in found:
        c = tidy(c * App(ops.EXP, (found.pop(ZERO),)))
    if q.powers:
        raise Other
    if len(found) == 2 and s == ZERO and set(found) == {TWO, Num(-2)}:
        a, b = tidy(-found[TWO]), tidy(-found[Num(-2)])
        return "integral_gauss_inverse", {"c": c, "a": a, "b": b}
    if len(found) != 1:
        raise Other
    ((p, a),) = found.items()
    return "integral_gamma", {"c": c, "s": s, "a": tidy(-a), "p": p}


def wave_integral(q: Asked) -> Found:
    """Sines and cosines of a x^p: over x, x² + m², times powers of x, damped, times a Gaussian."""
    wave = next((op for op in (ops.SIN, ops.COS) if any(is_op(b, op) for b in q.powers)), None)
    if wave is None:
        raise Other
    inner, n = single(q.powers, wave, q.x)
    if n != ONE:
        raise Other
    s = q.power()
    if q.powers:
        base, m = q.one()
        if m != Num(-1) or q.u != ZERO:
            raise Other
        low, high, p = binomial(base, q.x)
        ends = {"c": tidy(q.c / high), "b": rate(inner, q.x), "m": tidy(sqrt(low / high))}
        if p != TWO or s != (ONE if wave is ops.SIN else ZERO):
            raise Other
        return "integral_laplace_sin" if wave is ops.SIN else "integral_laplace_cos", ends
    if q.u != ZERO:
        found = monomials(q.u, q.x)
        if set(found) == {ONE} and wave is ops.SIN and s == Num(-1):
            ends = {"c": q.c, "a": tidy(-found[ONE]), "b": rate(inner, q.x)}
            return "integral_dirichlet_damped", ends
        if set(found) == {TWO} and wave is ops.COS and s == ZERO:
            ends = {"c": q.c, "a": tidy(-found[TWO]), "b": rate(inner, q.x)}
            return "integral_gauss_cos", ends
        raise Other
    found = monomials(inner, q.x)
    if len(found) != 1:
        raise Other
    ((p, a),) = found.items()
    if wave is ops.SIN and s == Num(-1) and p == ONE:
        return "integral_dirichlet", {"c": q.c, "a": a}
    rule = "integral_fresnel_sin" if wave is ops.SIN else "integral_fresnel_cos"
    return rule, {"c": q.c, "s": s, "a": a, "p": p}


def exponential_quotient(q: Asked) -> Found:
    """x^s over e^(ax) ∓ 1, over sinh ax, and times e^(ax)/(e^(ax) + 1)²."""
    s = q.power()
    base, n = q.one()
    if is_op(base, ops.SINH) and type(base) is App and n == Num(-1) and q.u == ZERO:
        return "integral_over_sinh", {"c": q.c, "s": tidy(s + ONE), "a": rate(base.args[0], q.x)}
    if is_op(base, ops.COSH) and type(base) is App and n == Num(-2) and q.u == ZERO:
        twice = tidy(TWO * rate(base.args[0], q.x))
        return "integral_fermi_slope", {"c": tidy(Num(4) * q.c), "s": s, "a": twice}
    constant: Term = ZERO
    c: Term = ZERO
    a: Term = ZERO
    for sign, part in summands(base):
        k, powers, u = factors(part, q.x)
        if powers:
            raise Other
        if u == ZERO:
            constant = tidy(constant + k * Num(sign))
        elif a == ZERO:
            c, a = tidy(k * Num(sign)), rate(u, q.x)
        else:
            raise Other
    if a == ZERO or constant == ZERO:
        raise Other
    ratio, left = tidy(c / constant), rate(q.u, q.x) if q.u != ZERO else ZERO
    if n == Num(-1):
        # k e^(vx)/(1 + r e^(ax)): with r = ±1, both for a > 0 and, turned over, for a < 0
        scale = q.c / constant
        if left == ZERO:
            pass
        elif left == a:  # 1/(e^(−ax) + r): the turned one
            scale, a, ratio = scale / ratio, tidy(-a), tidy(ONE / ratio)
        else:
            raise Other
        rule = named({ONE: "integral_fermi", Num(-1): "integral_bose"}, ratio)
        scale = scale if ratio == ONE else -scale
        return rule, {"c": tidy(scale), "s": tidy(s + ONE), "a": a}
    if n == Num(-2) and ratio == ONE and left == a:
        scale = tidy(q.c / constant**TWO)
        return "integral_fermi_slope", {"c": scale, "s": s, "a": a}
    raise Other


def binomial_quotient(q: Asked) -> Found:
    """c x^s (α + β x^p)^(−n) over (0, ∞)."""
    q.no_exponential()
    s = q.power()
    base, n = q.one()
    low, high, p = binomial(base, q.x)
    if rational(p) is not None and (rational(p) or 0) < 0:
        raise Other
    b = tidy(high / low)
    if n == Num(-1):
        return "integral_binomial_reflected", {"c": tidy(q.c / low), "s": s, "b": b, "p": p}
    by = {"c": tidy(q.c * low**n), "s": s, "b": b, "p": p, "n": tidy(-n)}
    return "integral_binomial", by


def logarithm_quotient(q: Asked) -> Found:
    """Logarithms over x² + m², of 1 + x^p times a power, and arctangents over x(1 + x²), over (0, ∞)."""
    q.no_exponential()
    s = q.power()
    turned = [b for b in q.powers if is_op(b, ops.ATAN)]
    if turned:
        inner, n = single(q.powers, ops.ATAN, q.x)
        base, m = q.one()
        low, high, p = binomial(base, q.x)
        if (n, m, s, p) != (ONE, Num(-1), Num(-1), TWO) or tidy(high - low) != ZERO:
            raise Other
        return "integral_atan_over", {"c": tidy(q.c / low), "b": rate(inner, q.x)}
    inner, n = single(q.powers, ops.LOG, q.x)
    if not q.powers:
        low, high, p = binomial(inner, q.x)
        if n != ONE or low != ONE or high != ONE:
            raise Other
        return "integral_log_binomial", {"c": q.c, "s": s, "p": p}
    base, m = q.one()
    low, high, p = binomial(base, q.x)
    if m != Num(-1) or p != TWO or s != ZERO:
        raise Other
    c, root = tidy(q.c / high), tidy(sqrt(low / high))
    if inner == q.x and n == ONE:
        return "integral_log_over_square", {"c": c, "m": root}
    if inner == q.x and n == TWO:
        return "integral_log_squared_over_square", {"c": c, "m": root}
    first, second, p = binomial(inner, q.x)
    if p != TWO or n != ONE:
        raise Other
    by = {"c": c, "a": tidy(sqrt(first)), "b": tidy(sqrt(second)), "m": root}
    return "integral_log_quadratic", by


def frullani(q: Asked) -> Found:
    """(g(ax) − g(bx))/x, for one kernel g of multiples of x."""
    top = tidy(q.f * q.x)
    terms = [(sign, *factors(t, q.x)) for sign, t in summands(top)]
    if len(terms) != 2:
        raise Other
    rates, heads = [], []
    for sign, c, powers, u in terms:
        c = tidy(c * Num(sign))
        if u != ZERO and not powers:
            rates.append(tidy(-rate(u, q.x)))
            heads.append((c, ops.EXP))
            continue
        if u != ZERO or len(powers) != 1:
            raise Other
        ((base, n),) = powers.items()
        if n != ONE or type(base) is not App or base.op not in (ops.COS, ops.ATAN, ops.TANH):
            raise Other
        rates.append(rate(base.args[0], q.x))
        heads.append((c, base.op))
    (c, op), (d, other) = heads
    if op is not other or tidy(c + d) != ZERO:
        raise Other
    a, b = rates
    if op is ops.COS:
        return "integral_frullani_cos", {"c": c, "a": a, "b": b}
    t = Sym("t")
    g, m = {
        ops.EXP: (App(ops.EXP, (-t,)), ZERO),
        ops.ATAN: (App(ops.ATAN, (t,)), pi / TWO),
        ops.TANH: (App(ops.TANH, (t,)), ONE),
    }[op]
    body, far = (g, m) if c == ONE else (c * g, tidy(c * m))
    return "integral_frullani", {"g": function(t, body), "a": a, "b": b, "m": far}
