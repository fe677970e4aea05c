"""Signs where facts hold: what a slope tells, and what it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tuidao.check.conditions import Context, discharge
from tuidao.check.signs import Prepared
from tuidao.proof import Status
from tuidao.read import read_given, read_plain


@pytest.mark.parametrize("claim", ["sqrt(1 - x**2) != 0", "sqrt(1 - x**2) > 0"])
def test_a_slope_on_a_part_of_the_interval_says_nothing_from_the_other_end(claim: str) -> None:
    """x³ − x > 0 keeps x left of 0, where √(1 − x²) rises: it is not below its value at x = 1."""
    facts = read_given("x**3 - x > 0, -1 <= x, x <= 1")
    found = discharge(read_plain(claim), Context().assuming(*facts))
    assert found.status is Status.PROVED
    assert not found.missing


def test_a_question_finds_the_field_as_the_facts_left_it() -> None:
    facts = (read_plain("sqrt(x) > 1"), read_plain("a + b > 0"))
    held = Prepared(facts)
    assert held.field is not None
    before = {
        name: len(value) for name, value in vars(held.field).items() if hasattr(value, "__len__")
    }
    plan = replace(held.field.plan)
    for text in ("exp(x/3) + exp(x/2)", "x**(1/5) + cos(a/7)", "gamma(x + 1/2) + gamma(x - 7/2)"):
        t = read_plain(text)
        held.ask(lambda field, t=t: field.possible(field.element(t)), None)
    after = {
        name: len(value) for name, value in vars(held.field).items() if hasattr(value, "__len__")
    }
    assert after == before
    assert held.field.plan == plan
