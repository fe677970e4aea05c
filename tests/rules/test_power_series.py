"""Power series of the elementary functions, against equations that the functions satisfy and against balls."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

import pytest
from flint import arb, ctx, fmpq, fmpq_series

from tuidao.lang.ball import evaluate
from tuidao.lang.term import App, Bind, Num, Term, instantiate
from tuidao.rules import RULES, put_in

N = 10
ENTRIES = [r for r in RULES.values() if r.chapter == "power_series" and not r.decide]
# For each function: by its name a series over the rationals, from its own differential equation.
x = fmpq_series([0, 1], prec=N)


def _geometric(a: int, b: int, c: int) -> fmpq_series:
    """1/(a + b·x + c·x²)."""
    return fmpq_series([a, b, c], prec=N).inv()


def _integral(f: fmpq_series) -> fmpq_series:
    return fmpq_series([0, *[f[k] / (k + 1) for k in range(N - 1)]], prec=N)


def _power(c: Fraction) -> fmpq_series:
    """(1 + x)·y′ = c·y."""
    out = [fmpq(1)]
    for k in range(N - 1):
        out.append(out[-1] * (fmpq(c.numerator, c.denominator) - k) / (k + 1))
    return fmpq_series(out, prec=N)


def _second_order(values: list[int], sign: int) -> fmpq_series:
    """y″ = ±y."""
    out = [fmpq(v) for v in values]
    for k in range(N - 2):
        out.append(out[k] * sign / ((k + 1) * (k + 2)))
    return fmpq_series(out, prec=N)


def _root(c: int) -> fmpq_series:
    """(1 + c·x²)^(−1/2)."""
    base = _power(Fraction(-1, 2))
    out = [fmpq(0)] * N
    for k in range((N + 1) // 2):
        out[2 * k] = base[k] * c**k
    return fmpq_series(out, prec=N)


KNOWN: dict[str, fmpq_series] = {
    "series_exp": fmpq_series([fmpq(1, factorial(k)) for k in range(N)], prec=N),
    "series_sin": _second_order([0, 1], -1),
    "series_cos": _second_order([1, 0], -1),
    "series_sinh": _second_order([0, 1], 1),
    "series_cosh": _second_order([1, 0], 1),
    "series_geometric": _geometric(1, -1, 0),
    "series_geometric_alternating": _geometric(1, 1, 0),
    "series_log": _integral(_geometric(1, 1, 0)),
    "series_log_sub": -_integral(_geometric(1, -1, 0)),
    "series_atan": _integral(_geometric(1, 0, 1)),
    "series_atanh": _integral(_geometric(1, 0, -1)),
    "series_asin": _integral(_root(-1)),
    "series_asinh": _integral(_root(1)),
}


SMALL = Num(Fraction(1, 10**6))


@pytest.mark.parametrize("name", KNOWN)
def test_coefficients_are_those_of_the_differential_equation(name: str) -> None:
    """At t = 10⁻⁶ the first terms add up to the same to 52 digits: so the coefficients agree one by one."""
    right, sign = RULES[name].right, 1
    if isinstance(right, App):  # −Σ
        sign, right = -1, right.args[0]
    assert isinstance(right, Bind)
    (first, _), total = right.over, arb(0)
    assert isinstance(first, Num)
    ctx.prec = 500
    for n in range(int(first.value), N):
        term = put_in(instantiate(right.body, Num(n)), {"t": SMALL})
        total += evaluate(term, {}, 500) * sign  # type: ignore[operator]
    wanted = sum((arb(KNOWN[name][k]) / arb(10) ** (6 * k) for k in range(N)), arb(0))
    close = abs(total - wanted) < arb(10) ** -52
    ctx.prec = 53
    assert close


POINTS = [
    Fraction(0),
    Fraction(1, 2),
    Fraction(-1, 3),
    Fraction(-9, 10),
    Fraction(7, 10),
    Fraction(3),
]


@pytest.mark.parametrize("rule", ENTRIES, ids=lambda r: r.id)
def test_series_holds_at_points(rule) -> None:  # type: ignore[no-untyped-def]
    from tuidao.lang.ball import truth

    met = 0
    for p in POINTS:
        for c in (Fraction(1, 2), Fraction(-1, 2), Fraction(-3), Fraction(2, 3)):
            by: dict[str, Term] = {"t": Num(p)}
            if "c" in rule.params:
                by["c"] = Num(c)
            if not all(truth(put_in(g, by), {}) for g in rule.given):
                continue
            left, right = (evaluate(put_in(s, by), {}) for s in (rule.left, rule.right))
            if isinstance(left, arb) and isinstance(right, arb):
                assert left.overlaps(right), (rule.id, p, c)
                met += float(right.rad()) < 1e-9
    assert met >= 4 or "binomial" in rule.id or rule.id.endswith("_at"), rule.id


@pytest.mark.parametrize("c", [Fraction(1, 2), Fraction(-1, 3), Fraction(-3)])
def test_the_binomial_series_has_binomial_coefficients(c: Fraction) -> None:
    term = RULES["series_binomial"].right.body  # type: ignore[attr-defined]
    for k in range(8):
        by: dict[str, Term] = {"c": Num(c), "t": Num(1)}
        found = evaluate(put_in(instantiate(term, Num(k)), by), {})
        assert isinstance(found, arb) and found.overlaps(arb(_power(c)[k]))
