"""Ball arithmetic: every operator against another library, binders, refusals, budgets."""

from __future__ import annotations

import time
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import mpmath
import pytest
from flint import arb, ctx

from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, Formula, compare, compile_ball, evaluate, truth, value
from tuidao.lang.ball_compile import BINDERS, SPECIAL
from tuidao.lang.ball_complex import COMPLEX
from tuidao.lang.ball_jet import G
from tuidao.lang.ball_limit import approach
from tuidao.lang.ball_real import REAL
from tuidao.lang.ball_truth import TRUTHS
from tuidao.lang.build import (
    D,
    abs_,
    cos,
    e,
    exp,
    factorial,
    floor,
    integral,
    lim,
    log,
    lt,
    minus_oo,
    ne,
    num,
    oo,
    pi,
    product,
    sign,
    sin,
    sqrt,
    tan,
    total,
)
from tuidao.lang.op import OPS, Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, bind

x, y, n, k, t = (Sym(s) for s in "xynkt")
mp = mpmath.mp.clone()
mp.dps = 60

_PEERS: dict[Op, Any] = {
    ops.SQRT: mp.sqrt,
    ops.EXP: mp.exp,
    ops.LOG: mp.log,
    ops.SIN: mp.sin,
    ops.COS: mp.cos,
    ops.TAN: mp.tan,
    ops.COT: mp.cot,
    ops.SEC: mp.sec,
    ops.CSC: mp.csc,
    ops.ASIN: mp.asin,
    ops.ACOS: mp.acos,
    ops.ATAN: mp.atan,
    ops.ACOT: lambda v: mp.atan(1 / v),
    ops.ASEC: mp.asec,
    ops.ACSC: mp.acsc,
    ops.SINH: mp.sinh,
    ops.COSH: mp.cosh,
    ops.TANH: mp.tanh,
    ops.COTH: mp.coth,
    ops.SECH: mp.sech,
    ops.CSCH: mp.csch,
    ops.ASINH: mp.asinh,
    ops.ACOSH: mp.acosh,
    ops.ATANH: mp.atanh,
    ops.ACOTH: lambda v: mp.atanh(1 / v),
    ops.ASECH: lambda v: mp.acosh(1 / v),
    ops.ACSCH: lambda v: mp.asinh(1 / v),
    ops.ABS: abs,
    ops.SIGN: mp.sign,
    ops.FLOOR: mp.floor,
    ops.CEILING: mp.ceil,
    ops.FRAC: lambda v: v - mp.floor(v),
    ops.FACTORIAL: mp.factorial,
    ops.GAMMA: mp.gamma,
    ops.ERF: mp.erf,
    ops.SIGMOID: lambda v: 1 / (1 + mp.exp(-v)),
    ops.SOFTPLUS: lambda v: mp.log(1 + mp.exp(v)),
}
_TWO: dict[Op, Any] = {
    ops.POW: mp.power,
    ops.LOGB: lambda a, b: mp.log(a) / mp.log(b),
    ops.MAX: max,
    ops.MIN: min,
    ops.BINOMIAL: mp.binomial,
}
_POINTS = [
    Fraction(p, 64) for p in (-200, -130, -67, -63, -40, -9, 5, 21, 47, 63, 65, 90, 150, 320)
]


@pytest.fixture(autouse=True)
def _precision() -> Iterator[None]:
    before, ctx.prec = ctx.prec, 400
    yield
    ctx.prec = before


def near(found: Any, want: Any) -> bool:
    """Does the ball hold the peer's value, and to 45 digits?"""
    assert isinstance(found, arb), found
    gap = abs(mp.mpf(str(found.mid().str(58, radius=False))) - want)
    return bool(gap <= mp.mpf(10) ** -45 * (1 + abs(want))) and bool(
        found.rad() < 1e-45 * (1 + abs(found))
    )


def test_the_tables_are_whole() -> None:
    values = set(REAL) | set(SPECIAL) | set(BINDERS)
    assert values == set(OPS.values())
    assert set(G) == set(REAL) == set(COMPLEX)
    plain = {o for o in OPS.values() if o.sort is ops.Sort.BOOL and not o.binder}
    assert set(TRUTHS) == plain


def test_every_function_is_compared_with_a_peer() -> None:
    functions = {o for o in OPS.values() if o.function and o.arity == 1}
    assert functions == set(_PEERS)


@pytest.mark.parametrize("op", _PEERS, ids=lambda o: o.name)
def test_functions_agree_with_another_library(op: Op) -> None:
    met = 0
    formula = compile_ball(App(op, (x,)), (x,))
    for at in _POINTS:
        found = formula([arb(at.numerator) / at.denominator])
        want = None
        try:
            want = _PEERS[op](mp.mpf(at.numerator) / at.denominator)
        except (ValueError, ZeroDivisionError):
            want = None
        if want is None or mp.im(want) != 0:
            assert found is NO_VALUE, at
        elif found is not NO_VALUE:
            assert near(found, mp.re(want)), at
            met += 1
        else:
            pytest.fail(f"{op.name} at {at}: no value, the peer has {want}")
    assert met >= 3


@pytest.mark.parametrize("op", _TWO, ids=lambda o: o.name)
def test_functions_of_two_agree_with_another_library(op: Op) -> None:
    met = 0
    for a in (Fraction(5, 8), Fraction(9, 4), Fraction(7)):
        for b in (Fraction(-3, 2), Fraction(1, 4), Fraction(3)):
            if op is ops.LOGB and b < 0:
                continue
            found = value(App(op, (x, y)), {x: a, y: b})
            want = _TWO[op](
                mp.mpf(a.numerator) / a.denominator, mp.mpf(b.numerator) / b.denominator
            )
            assert near(found, want), (a, b)
            met += 1
    assert met >= 6


@pytest.mark.parametrize(
    "op", [o for o in _PEERS if o not in (ops.FLOOR, ops.CEILING)], ids=lambda o: o.name
)
def test_derivatives_agree_with_differences(op: Op) -> None:
    """The expansion of f at a point has the slope that values of f near the point have."""
    body, met = App(op, (x,)), 0
    h = Fraction(1, 1 << 60)
    for at in _POINTS:
        slope = value(D(body, x), {x: at})
        low, high = (value(body, {x: v}, 100) for v in (at - h, at + h))
        if not (isinstance(slope, arb) and isinstance(low, arb) and isinstance(high, arb)):
            continue
        quotient = (high - low) / (2 * (arb(1) / (1 << 60)))
        assert abs(quotient - slope) < 1e-25 * (1 + abs(slope)), at
        met += 1
    assert met >= 3


@pytest.mark.parametrize(
    ("body", "at", "order", "want"),
    [
        (x**5, 2, 5, 120),
        (exp(2 * x), 0, 10, 1024),
        (1 / x, 1, 4, 24),
        (x ** num(1, 3), -8, 1, Fraction(1, 12)),
        (abs_(x), -3, 1, -1),
        (x * abs_(x), 5, 2, 2),
        (sign(x), 2, 1, 0),
        (x**x, 1, 1, 1),
        (App(ops.MAX, (x, 2 * x)), 3, 1, 2),
    ],
)
def test_derivatives_at_points(body: Term, at: int, order: int, want: Fraction | int) -> None:
    found = value(D(body, x, at, order))
    assert isinstance(found, arb)
    assert abs(found - arb(Fraction(want).numerator) / Fraction(want).denominator) < 1e-40


@pytest.mark.parametrize(
    "body", [abs_(x), sign(x), sqrt(x), App(ops.MAX, (x, -x)), x ** num(1, 3), floor(x)]
)
def test_no_derivative_is_made_up_at_a_kink(body: Term) -> None:
    assert not isinstance(value(D(body, x, 0)), arb)


def test_nested_derivatives_do_not_confuse_variables() -> None:
    at = {x: Fraction(3, 4), y: Fraction(5, 2)}
    mixed = D(D(x**2 * y**3, x), y)
    assert compare(value(mixed, at), value(6 * x * y**2, at)) is not False
    inner = D(x * D(x * y, y), x)  # d/dx (x·x) = 2x
    assert compare(value(inner, at), value(2 * x, at)) is not False


@pytest.mark.parametrize(
    ("t", "want"),
    [
        (integral(sin(x) ** 2, x, 0, pi), mp.pi / 2),
        (integral(abs_(x - num(1, 3)), x, 0, 1), mp.mpf(5) / 18),
        (integral(exp(-(x**2)), x, minus_oo, oo), mp.sqrt(mp.pi)),
        (integral(x * exp(-x), x, 0, oo), mp.mpf(1)),
        (integral(1 / (1 + x**2), x, 0, oo), mp.pi / 2),
        (integral(1 / x**2, x, 1, oo), mp.mpf(1)),
        (integral(1 / sqrt(x), x, 0, 1), mp.mpf(2)),
        (integral(sqrt(1 - x**2), x, -1, 1), mp.pi / 2),
        (integral(floor(x), x, 0, 4), mp.mpf(6)),
        (integral(integral(x * y, y, 0, x), x, 0, 1), mp.mpf(1) / 8),
        (integral(x ** num(1, 3), x, -1, 0), mp.mpf(-3) / 4),
        (total(k**2, k, 1, 10), mp.mpf(385)),
        (product(k, k, 1, 5), mp.mpf(120)),
        (total(1 / factorial(k), k, 0, oo), mp.e),
        (total(k / num(2) ** k, k, 1, oo), mp.mpf(2)),
        (Bind(ops.BETWEEN, "x", Sym("", 0) ** 2, (Num(1), Num(3))), mp.mpf(8)),
        (Bind(ops.AT, "x", Sym("", 0) ** 2, (Num(3),)), mp.mpf(9)),
    ],
    ids=str,
)
def test_binders(t: Term, want: Any) -> None:
    found = Formula(t, ())([])
    assert isinstance(found, arb)
    gap = abs(mp.mpf(found.mid().str(50, radius=False)) - want)
    assert gap < mp.mpf(10) ** -18
    assert found.overlaps(arb(mp.nstr(want, 50)) + arb(0, 1e-48))


@pytest.mark.parametrize(
    "t",
    [
        integral(1 / x, x, -1, 1),
        integral(1 / x, x, 1, oo),
        integral(log(x), x, -1, 1),
        total(1 / n, n, 1, oo),
        total(Num(-1) ** n, n, 0, oo),
        lim(sin(1 / x), x, 0),
        lim(sin(pi * x), x, oo),
        lim(Num(-1) ** n, n, oo),
        oo,
        Sym("f")(2),
    ],
    ids=str,
)
def test_what_has_no_value_gets_none(t: Term) -> None:
    assert not isinstance(Formula(t, ())([]), arb)


@pytest.mark.parametrize(
    ("t", "want"),
    [
        (lim(sin(x) / x, x, 0), 1.0),
        (lim((1 + 1 / x) ** x, x, oo), 2.718281828459045),
        (lim((1 - cos(x)) / x**2, x, 0), 0.5),
        (lim(total(k / n**2, k, 1, n), n, oo), 0.5),
        (lim(x * log(x), x, 0), 0.0),
        (lim(tan(x) / x, x, 0), 1.0),
    ],
    ids=str,
)
def test_limits_by_evidence(t: Term, want: float) -> None:
    found = Formula(t, ())([])
    assert isinstance(found, arb)
    assert abs(found - want) < 1e-7


def test_approach_tells_what_the_values_do() -> None:
    assert approach(1 / x, x, Num(0), 1).infinite == 1
    assert approach(1 / x, x, Num(0), -1).infinite == -1
    assert approach(log(x), x, Num(0), -1).undefined
    seen = approach(abs_(x) / x, x, Num(0), -1)
    assert seen.value is not None
    assert seen.value.contains(-1)
    assert len(seen.points) >= 5
    nothing = approach(sin(1 / x), x, Num(0), 1)
    assert nothing.value is None
    assert not nothing.infinite


@pytest.mark.parametrize(
    "t", [1 / (x - x), log(Num(-1)), sqrt(Num(-2)), 0 ** Num(-1), App(ops.UNDEFINED, ())]
)
def test_certainly_undefined(t: Term) -> None:
    assert evaluate(t, {x: arb(2)}) in (NO_VALUE, None)
    assert not isinstance(evaluate(t, {x: arb(2)}), arb)


def test_real_powers() -> None:
    assert value((-8) ** num(1, 3) + 2) == 0 or abs(value((-8) ** num(1, 3) + 2)) < 1e-40  # type: ignore[arg-type]
    assert value(Num(-8) ** num(1, 2)) is NO_VALUE
    assert value(Num(0) ** Num(0)) == 1
    assert value(x**y, {x: Fraction(0), y: Fraction(1, 2)}) == 0
    assert value(x**y, {x: Fraction(0), y: Fraction(-1, 2)}) is NO_VALUE
    assert value(x**y, {x: Fraction(-2), y: Fraction(3)}) == -8


def test_enclosures_hold_every_point_of_the_input() -> None:
    wide = arb(1, 0.5)
    body = sin(x) * exp(x) - x**3 / (1 + x**2)
    ball = evaluate(body, {x: wide})
    assert isinstance(ball, arb)
    for p in range(33):
        point = evaluate(body, {x: arb(0.5) + arb(p) / 32})
        assert isinstance(point, arb)
        assert ball.contains(point)


def test_piecewise_is_decided_or_enclosed() -> None:
    step = App(ops.PIECEWISE, (Num(1), lt(x, 0), Num(5), App(ops.TRUE, ())))
    assert value(step, {x: Fraction(-1)}) == 1
    assert value(step, {x: Fraction(0)}) == 5
    both = evaluate(step, {x: arb(0, 1)})
    assert isinstance(both, arb)
    assert both.contains(1)
    assert both.contains(5)
    assert value(App(ops.PIECEWISE, (Num(1), lt(x, 0))), {x: Fraction(1)}) is NO_VALUE


def test_truth_has_three_values() -> None:
    at = {x: arb(2)}
    assert truth(lt(x, 3), at) is True
    assert truth(lt(x, 2), at) is False
    assert truth(lt(x, 5), {x: arb(5, 1)}) is None
    assert truth(App(ops.IN, (x, App(ops.INTEGERS, ()))), at) is True
    assert truth(App(ops.IN, (x, App(ops.INTERVAL_OPEN, (Num(0), Num(2))))), at) is False
    assert truth(ne(x, 0), at) is True
    assert truth(lt(log(-x), 1), at) is None
    assert truth(lt(x, oo), at) is True


def test_families_are_read_by_index_and_differentiated_by_entry() -> None:
    z, i = Sym("z"), Sym("i")
    square = total(z[i] ** 2, i, 1, 3)
    family = {z: lambda i: arb(i)}
    assert evaluate(square, family) == 14
    slope = bind(ops.PARTIAL, z, square, z, Num(2))
    assert evaluate(slope, family) == 4


@pytest.mark.parametrize(
    "t",
    [
        Num(9) ** (Num(9) ** (Num(9) ** Num(9))),
        total(k, k, 1, 10**12),
        factorial(factorial(Num(10) ** 9)),
        exp(exp(exp(exp(exp(Num(9)))))),
        D(x**x, x, 2, 10**6),
        total(total(total(k * n * t, k, 1, 2000), n, 1, 2000), t, 1, 2000),
        integral(sin(1 / x), x, 0, 1),
    ],
    ids=lambda t: str(t)[:30],
)
def test_hostile_terms_end_at_once(t: Term) -> None:
    start = time.perf_counter()
    found = evaluate(t, {})
    assert found is None or found is NO_VALUE or isinstance(found, arb)
    assert time.perf_counter() - start < 2


def test_deep_terms_are_refused_and_long_sums_are_not() -> None:
    deep: Term = x
    for _ in range(5000):
        deep = sin(deep)
    assert evaluate(deep, {x: arb(1)}) is None
    long: Term = x
    for _ in range(3000):
        long = long + x
    assert evaluate(long, {x: arb(1)}) == 3001


def test_constants() -> None:
    assert near(value(pi * e), mp.pi * mp.e)
    assert near(value(App(ops.EULER_GAMMA, ())), mp.euler)


@pytest.mark.parametrize("shift", [30, 60, 200, 900])
def test_numbers_with_a_power_of_two_below_are_as_exact_as_asked(shift: int) -> None:
    found = value(App(ops.ADD, (Num(1), Num(Fraction(1, 2**shift)))), {}, 400)
    assert isinstance(found, arb)
    assert found.rel_accuracy_bits() > 1300
    assert found - 1 > 0
