"""u + v ≠ 0 by its conjugate: proved where (u + v)(u − v) is certainly not 0, and only there."""

from __future__ import annotations

import pytest

from tuidao.check.conditions import Context, discharge
from tuidao.proof import Status
from tuidao.read import read_plain


@pytest.mark.parametrize(
    ("condition", "fact"),
    [
        ("Abs(sec(x) + tan(x)) > 0", "cos(x) != 0"),
        ("Abs(csc(x) - cot(x)) > 0", "sin(x) != 0"),
        ("sin(x) + 1 != 0", "cos(x) != 0"),
        ("x + sqrt(x**2 - 1) != 0", "x > 1"),
    ],
)
def test_never_zero(condition: str, fact: str) -> None:
    """The product with the conjugate is ±1, or a power of what is known not to vanish."""
    found = discharge(read_plain(condition), Context((read_plain(fact),)))
    assert found.status is Status.PROVED
    assert not found.missing


@pytest.mark.parametrize(
    "condition", ["Abs(sin(x) + cos(x)) > 0", "sin(x) + 1 != 0", "x + sqrt(x**2 + a) != 0"]
)
def test_where_the_product_may_vanish_nothing_is_said(condition: str) -> None:
    """At x = −π/4, at −π/2, and for a = 0 these are 0."""
    found = discharge(read_plain(condition), Context(()))
    assert found.status is not Status.PROVED or found.missing
