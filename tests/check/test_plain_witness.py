"""A refutation is shown at numbers that a reader can put in by hand."""

from __future__ import annotations

import pytest

from tuidao.check.refute import test as try_claim
from tuidao.lang.spell import spell
from tuidao.proof import Status
from tuidao.read import read_given, read_plain


@pytest.mark.parametrize(
    ("claim", "given", "values", "left", "right"),
    [
        ("(x + 1)**2 = x**2 + 1", "", {"x": "1"}, "4", "2"),
        ("1/a + 1/b = 1/(a + b)", "", {"a": "1", "b": "1"}, "2", "0.5"),
        ("Sum(k, (k, 1, n)) = n*(n - 1)/2", "", {"n": "1"}, "1", "0"),
        ("x*y = x + y", "x > 3, y < 0", {"x": "4", "y": "-1"}, "-4", "3"),
    ],
)
def test_the_values_are_plain_and_keep_what_is_given(
    claim: str, given: str, values: dict[str, str], left: str, right: str
) -> None:
    verdict = try_claim(read_plain(claim), read_given(given))
    assert verdict.status is Status.REFUTED
    w = verdict.counterexample
    assert w is not None
    assert {name: spell(v) for name, v in w.values.items()} == values
    assert (w.left, w.right) == (left, right)


def test_where_the_plain_numbers_agree_the_point_stays_one_that_refutes() -> None:
    false = read_plain("x*(x - 1)*(x - 2)*(x - 3)*(x + 1)*(x - 4)*(2*x - 1)*(x + 2) = 0")
    verdict = try_claim(false)
    assert verdict.status is Status.REFUTED
    assert verdict.counterexample is not None
    assert verdict.counterexample.left != verdict.counterexample.right
