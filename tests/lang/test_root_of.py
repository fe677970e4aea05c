"""Numbers told as the only zero of a function in an interval: enclosed, or refused where that is not shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb

from tuidao.check.root_bound import is_zero, sign_of_constant
from tuidao.lang.ball import NO_VALUE, value
from tuidao.lang.domain import conditions
from tuidao.read import read_plain
from tuidao.show.unicode import unicode_math

FIFTH = "root_of(x**5 - x - 1, x, 1, 2)"


@pytest.mark.parametrize(
    ("plain", "digits"),
    [
        (FIFTH, "1.1673039782614186842560458998"),
        ("root_of(x*exp(x) - 1, x, 0, 1)", "0.5671432904097838729999686622"),
        ("root_of(cos(x) - x, x, 0, 1)", "0.7390851332151606416553120876"),
        ("root_of(tan(x) - x, x, 4, 9/2)", "4.4934094579090641753078809272"),
    ],
)
def test_the_zero_is_enclosed(plain: str, digits: str) -> None:
    """To as many digits as are asked for, and the enclosure holds the known value."""
    found = value(read_plain(plain), {}, 60)
    assert isinstance(found, arb)
    assert found.rel_accuracy_bits() > 190
    q = found.mid().fmpq()
    assert abs(Fraction(int(q.p), int(q.q)) - Fraction(digits)) < Fraction(1, 10**27)


@pytest.mark.parametrize(
    "plain",
    [
        "root_of(x**2, x, -1, 1)",  # no change of sign
        "root_of(x**3, x, -1, 1)",  # the slope is 0 inside
        "root_of(1/x, x, -1, 1)",  # a pole
        "root_of(sign(x), x, -1, 1)",  # a jump
        "root_of(x**3 - x, x, -2, 2)",  # three of them
        "root_of(x - y, x, 0, 1)",
    ],
)
def test_what_is_not_one_simple_zero_has_no_known_value(plain: str) -> None:
    """Nothing is said, and that it has a value is a condition."""
    t = read_plain(plain)
    assert not isinstance(value(t, {}), arb)
    assert conditions(t)


def test_no_zero_is_no_value() -> None:
    """A monotone function that keeps its sign: certainly none."""
    assert value(read_plain("root_of(x**3 + x + 1, x, 0, 1)"), {}) is NO_VALUE


def test_zero_exactly_by_its_own_equation() -> None:
    """What the equation makes 0 is 0; what is merely small is not."""
    assert is_zero(read_plain(f"{FIFTH}**5 - {FIFTH} - 1"))
    assert is_zero(read_plain(f"{FIFTH}**6 - {FIFTH}**2 - {FIFTH}"))
    assert is_zero(
        read_plain("exp(root_of(x*exp(x) - 1, x, 0, 1)) * root_of(x*exp(x) - 1, x, 0, 1) - 1")
    )
    assert not is_zero(read_plain(f"{FIFTH}**5 - {FIFTH} - 1 - 10**(-90)"))
    assert sign_of_constant(read_plain(f"{FIFTH}**2 - 34/25")) == 1
    # Another factor of the same equation is not 0 there.
    assert not is_zero(read_plain("root_of((x - 1)*(x**2 - 2), x, 5/4, 3/2) - 1"))


def test_it_is_spelt_and_read_back_and_shown_by_its_digits() -> None:
    """Plain spelling is exact, the page shows the first digits."""
    t = read_plain(FIFTH)
    assert read_plain(str(t)) == t
    assert unicode_math(t) == "1.1673…"
    assert unicode_math(read_plain("root_of(x**3 + x + 1, x, -1, 0)")) == "−0.68232…"
