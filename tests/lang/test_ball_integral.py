"""Certified quadrature where the integrand is put together of pieces: the enclosure holds the value."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb, fmpq

from tuidao.lang.ball import evaluate
from tuidao.read import read

PIECES = [
    ("Piecewise((1, x < 1), (2, True))", "0", "2", Fraction(3)),
    ("Piecewise((1, x < 1/3), (2, True))", "0", "2", Fraction(11, 3)),
    (
        "Piecewise((1, x < 1), (2, True))*Piecewise((3, x < 1/3), (5, True))",
        "0",
        "2",
        Fraction(43, 3),
    ),
    ("Piecewise((x, x < 1), (2, True))", "0", "2", Fraction(5, 2)),
    ("sign(x - 1/3)", "0", "2", Fraction(4, 3)),
    ("floor(x)", "0", "5/2", Fraction(2)),
    ("Max(x, 1/3)", "0", "2", Fraction(37, 18)),
    ("Min(sign(x - 1/3), 1/2)", "0", "2", Fraction(1, 2)),
    ("Abs(x - 1/3)", "0", "2", Fraction(13, 9)),
]


@pytest.mark.parametrize(("f", "low", "high", "value"), PIECES)
def test_the_enclosure_holds_the_value(f: str, low: str, high: str, value: Fraction) -> None:
    """Constant pieces too: a jump inside the range is seen."""
    found = evaluate(read(f"integrate({f}, (x, {low}, {high}))"), {})
    assert isinstance(found, arb)
    assert found.overlaps(arb(fmpq(value.numerator, value.denominator)))
    assert float(found.rad()) < 1e-9


def test_an_integral_is_enclosed_once_and_alike() -> None:
    """Asked again, and after another one, the same enclosure comes back; one that has none has none again."""
    good, bad = read("integrate(exp(sin(x)), (x, 0, 1)) - 1"), read("integrate(1/x, (x, 0, 1)) + 2")
    first = str(evaluate(good, {}))
    assert evaluate(bad, {}) is None
    assert str(evaluate(good, {})) == first
    assert evaluate(bad, {}) is None
