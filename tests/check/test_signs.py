"""Signs where facts hold: what a slope tells, and what it does not."""

from __future__ import annotations

import pytest

from tuidao.check.conditions import Context, discharge
from tuidao.proof import Status
from tuidao.read import read_given, read_plain


@pytest.mark.parametrize("claim", ["sqrt(1 - x**2) != 0", "sqrt(1 - x**2) > 0"])
def test_a_slope_on_a_part_of_the_interval_says_nothing_from_the_other_end(claim: str) -> None:
    """x³ − x > 0 keeps x left of 0, where √(1 − x²) rises: it is not below its value at x = 1."""
    facts = read_given("x**3 - x > 0, -1 <= x, x <= 1")
    found = discharge(read_plain(claim), Context().assuming(*facts))
    assert found.status is Status.PROVED
    assert not found.missing
