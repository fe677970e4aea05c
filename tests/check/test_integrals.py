"""The checker of integrals: true lines pass, damaged ones do not."""

from __future__ import annotations

import pytest

from tuidao.check.conditions import Context
from tuidao.check.integrals import antiderivative
from tuidao.check.integrals_definite import integral_split, newton_leibniz
from tuidao.check.integrals_diverge import integral_diverges
from tuidao.lang import op as ops
from tuidao.lang.build import antiderivative as hole
from tuidao.lang.build import cos, integral, num, oo, sin, undefined
from tuidao.lang.term import Sym, Term, bind
from tuidao.proof import Status
from tuidao.read import read

x, u = Sym("x"), Sym("u")
GOOD = [
    ("x**2", "x**3/3 + C"),
    ("1/x", "log(Abs(x))"),
    ("1/(1 + x**2)", "atan(x) + 7"),
    ("x*exp(x)", "(x - 1)*exp(x)"),
]
BAD = [
    ("x**2", "x**3/2"),
    ("1/x", "log(Abs(x)) + x"),
    ("sin(x)", "cos(x)"),
    ("x*exp(x)", "(x + 1)*exp(x)"),
    ("1/(1 + x**2)", "-atan(x)"),
]


@pytest.mark.parametrize(("f", "value"), GOOD)
def test_accepts_an_antiderivative(f: str, value: str) -> None:
    """F′ = f is proved."""
    assert antiderivative(hole(read(f), x), read(value), Context()).status is Status.PROVED


@pytest.mark.parametrize(("f", "value"), BAD)
def test_refuses_damage(f: str, value: str) -> None:
    """A wrong factor, sign or term is refuted."""
    assert antiderivative(hole(read(f), x), read(value), Context()).status is Status.REFUTED


def test_a_substituted_line_is_judged_by_the_chain_rule() -> None:
    """∫ 2x cos(x²) dx = ∫ cos u du at u = x², and not at u = x³."""
    before = hole(read("2*x*cos(x**2)"), x)

    def line(at: Term) -> Term:
        return bind(ops.AT, u, hole(cos(u), u), at)

    assert antiderivative(before, line(x**2), Context()).status is Status.PROVED
    assert antiderivative(before, line(x**3), Context()).status is Status.REFUTED


def test_parts_leave_an_integral_standing() -> None:
    """x eˣ − ∫ eˣ dx is judged with its integral; the sign matters."""
    before, rest = hole(read("x*exp(x)"), x), hole(read("exp(x)"), x)
    assert antiderivative(before, read("x*exp(x)") - rest, Context()).status is Status.PROVED
    assert antiderivative(before, read("x*exp(x)") + rest, Context()).status is Status.REFUTED


def test_a_constant_may_not_hide_the_variable() -> None:
    """The integral of a substituted line may not mention the outer variable."""
    line = bind(ops.AT, u, hole(x * cos(u), u), x**2)
    assert (
        antiderivative(hole(read("2*x**2*cos(x**2)"), x), line, Context()).status
        is not Status.PROVED
    )


def test_pieces_that_differ_on_a_short_interval_are_not_tested() -> None:
    """|x + 1| has the slope of |x| save on (−1, 0)."""
    found = antiderivative(hole(read("sign(x)"), x), read("Abs(x + 1)"), Context())
    assert found.status not in (Status.PROVED, Status.TESTED)


def test_newton_leibniz_wants_continuity() -> None:
    """−1/x across 0 is not taken for a continuous antiderivative of 1/x²."""
    good = integral(x**2, x, 0, 1)
    assert (
        newton_leibniz(good, bind(ops.BETWEEN, x, x**3 / num(3), num(0), num(1)), Context()).status
        is Status.PROVED
    )
    bad = integral(read("1/x**2"), x, -1, 1)
    line = bind(ops.BETWEEN, x, read("-1/x"), num(-1), num(1))
    assert newton_leibniz(bad, line, Context()).status not in (Status.PROVED, Status.TESTED)
    jump = integral(read("1/(2 + cos(x))"), x, read("0"), read("2*pi"))
    primitive = read("2*atan(tan(x/2)/sqrt(3))/sqrt(3)")
    line = bind(ops.BETWEEN, x, primitive, read("0"), read("2*pi"))
    assert newton_leibniz(jump, line, Context()).status not in (Status.PROVED, Status.TESTED)


def test_split_pieces_must_join_and_agree() -> None:
    """The pieces cover the interval and each integrand agrees on its piece."""
    before = integral(read("Abs(x)"), x, -1, 1)
    right = integral(-x, x, -1, 0) + integral(x, x, 0, 1)
    gap = integral(-x, x, -1, 0) + integral(x, x, num(1, 2), 1)
    wrong = integral(x, x, -1, 0) + integral(x, x, 0, 1)
    assert integral_split(before, right, Context()).status is Status.PROVED
    assert integral_split(before, gap, Context()).status is Status.REFUTED
    assert integral_split(before, wrong, Context()).status is Status.REFUTED


def test_a_convergent_integral_is_not_called_divergent() -> None:
    """∫₁^∞ dx/x² and ∫₀¹ dx/√x have values; ∫₁^∞ dx/x has none."""
    for text in [
        "integrate(1/x**2, (x, 1, oo))",
        "integrate(1/sqrt(x), (x, 0, 1))",
        "integrate(sin(x), (x, 0, 1))",
    ]:
        assert integral_diverges(read(text), undefined, Context()).status not in (
            Status.PROVED,
            Status.TESTED,
        )
    assert (
        integral_diverges(read("integrate(1/x, (x, 1, oo))"), oo, Context()).status is Status.TESTED
    )
    assert sin(x) == sin(x)


def test_a_jump_of_the_antiderivative_is_a_condition() -> None:
    """sign(x) has slope 0 only off its jump: ∫ 0 dx = sign(x) + C says so."""
    found = antiderivative(read("integrate(0, x)"), read("sign(x) + C"), Context())
    assert read("x != 0") in found.missing
