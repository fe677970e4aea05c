"""Integrals over the half line by finite parts, even integrands, enclosures: right values pass, others do not."""

from __future__ import annotations

import random

import mpmath
import pytest

from tuidao.check.conditions import Context
from tuidao.check.integrals_enclosed import integral_enclosed
from tuidao.check.integrals_waves import integral_even, integral_waves
from tuidao.lang.ball import evaluate
from tuidao.lang.build import true
from tuidao.proof import Status
from tuidao.read import read

VALUES = [
    ("sin(x)/x", "pi/2"),
    ("sin(3*x)/x", "pi/2"),
    ("sin(x)**2/x**2", "pi/2"),
    ("(1 - cos(x))/x**2", "pi/2"),
    ("(exp(-x) - exp(-2*x))/x", "log(2)"),
    ("exp(-x)*sin(x)/x", "pi/4"),
    ("(cos(x) - cos(2*x))/x", "log(2)"),
    ("sin(x)**3/x**3", "3*pi/8"),
    ("x**2*exp(-3*x)", "2/27"),
    ("(1 - exp(-x) - x*exp(-x))/x**2", "1"),
    ("(x - sin(x))/x**3", "pi/4"),
]


@pytest.mark.parametrize(("f", "value"), VALUES)
def test_half_line(f: str, value: str) -> None:
    """The value is proved, and one beside it is not."""
    before = read(f"integrate({f}, (x, 0, oo))")
    assert integral_waves(before, read(value), Context()).status is Status.PROVED
    for other in (f"{value} + 1/1000", f"-({value})", f"2*({value})"):
        assert integral_waves(before, read(other), Context()).status is not Status.PROVED


@pytest.mark.parametrize(
    "f",
    ["cos(x)/x", "sin(x)/x**2", "1/x", "cos(x)", "exp(x)", "(1 - cos(x))/x", "sin(x)", "exp(-x)/x"],
)
def test_what_diverges_has_no_value(f: str) -> None:
    """A pole at 0 or a tail that does not die: no finite part is handed out for it."""
    before = read(f"integrate({f}, (x, 0, oo))")
    for value in ("0", "pi/2", "-log(2)", "1"):
        assert integral_waves(before, read(value), Context()).status is not Status.PROVED


def test_other_bounds_and_other_functions_are_not_its_business() -> None:
    """Only (0, ∞), only linear exponents."""
    for text in ("integrate(sin(x)/x, (x, 0, 1))", "integrate(sin(x**2)/x, (x, 0, oo))"):
        assert integral_waves(read(text), read("pi/2"), Context()).status is not Status.PROVED


def test_against_numbers() -> None:
    """Random sums e^(−ax)(c + d sin bx) with the value at 0 removed, over x: against mpmath."""
    import tuidao

    rng = random.Random(3)
    for _ in range(4):
        a, b, c, d = (rng.randint(1, 5) for _ in range(4))
        f = f"(exp(-{a}*x)*({c} + {d}*sin({b}*x)) - {c}*exp(-{a + b}*x))/x"
        solution = tuidao.solve(f"integrate({f}, (x, 0, oo))")
        assert solution.verdict.status == "proved"
        found = evaluate(solution.answer, {})
        want = mpmath.quad(
            lambda x, a=a, b=b, c=c, d=d: (
                (mpmath.exp(-a * x) * (c + d * mpmath.sin(b * x)) - c * mpmath.exp(-(a + b) * x))
                / x
            ),
            [0, 1, 5, 40],
        )
        assert abs(float(found.mid()) - float(want)) < 1e-9


def test_even() -> None:
    """∫ over [−2, 2] of an even function is twice that over [0, 2]; of another it is not."""
    good = read("2*integrate(x**2, (x, 0, 2))")
    assert (
        integral_even(read("integrate(x**2, (x, -2, 2))"), good, Context()).status is Status.PROVED
    )
    for text in ("integrate(x**2, (x, -1, 2))", "integrate(x**3, (x, -2, 2))"):
        assert integral_even(read(text), good, Context()).status is not Status.PROVED


@pytest.mark.parametrize(
    ("statement", "proved"),
    [
        ("Abs(integrate(exp(x**2), (x, 0, 1)) - 14626517459/10**10) <= 10**(-10)", True),
        ("Abs(integrate(exp(x**2), (x, 0, 1)) - 14626517450/10**10) <= 10**(-10)", False),
        ("Abs(integrate(exp(x**2), (x, 0, 1)) - 1) <= 10**(-10)", False),
        ("Abs(integrate(1/x, (x, 0, 1)) - 1) <= 10**(-10)", False),
    ],
)
def test_enclosure(statement: str, proved: bool) -> None:
    """A bound that the enclosure keeps, and ones that it does not."""
    found = integral_enclosed(read(statement), true, Context())
    assert (found.status is Status.PROVED) is proved
