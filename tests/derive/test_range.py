"""Ranges, greatest and least values, integrals from Riemann sums and by variable limits."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.lang.term import App
from tuidao.proof import Status
from tuidao.read import read_plain


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("range(x**2, x)", "[0, oo)"),
        ("range(sin(x), x)", "[-1, 1]"),
        ("range(1/x, x)", "(-oo, 0) U (0, oo)"),
        ("range(x/(x**2 + 1), x)", "[-1/2, 1/2]"),
        ("range(exp(-x**2), x)", "(0, 1]"),
        ("range(x*log(x), x)", "[-1/E, oo)"),
        ("range(x + 1/x, x)", "(-oo, -2] U [2, oo)"),
        ("range(tan(x), x)", "(-oo, oo)"),
        ("range(sqrt(1 - x**2), x)", "[0, 1]"),
        (
            "extrema(x**3 - 3*x, (x, -2, 3))",
            "greatest value 18 at x = 3; least value -2 at x = -2, 1",
        ),
        ("riemann(x**2, (x, 0, 1))", "1/3"),
        ("riemann(x**3 - x, (x, 1, 3))", "16"),
        ("riemann(2**x, (x, 0, 1))", "1/log(2)"),
        ("diff(integrate(sin(t**2), (t, 0, x)), x)", "sin(x**2)"),
        ("Sum(k**2, (k, 1, n))", "n*(n + 1)*(2*n + 1)/6"),
    ],
)
def test_worked_and_proved(problem: str, answer: str) -> None:
    """The answer of the textbook, every step proved."""
    found = tuidao.solve(problem)
    assert str(found.answer) == answer
    assert found.verdict.status == "proved"


@pytest.mark.parametrize("claimed", ["[0, 2)", "(0, oo)", "[-1, oo)", "[1, oo)"])
def test_a_wrong_range_is_refused(claimed: str) -> None:
    """Too large, too small, or the wrong end: not proved."""
    last = tuidao.solve("range(x**2, x)").steps[-1]
    where = read_plain(f"x in {claimed}")
    assert isinstance(where, App)
    assert isinstance(last.after, App)
    wrong = App(last.after.op, (where.args[1], *last.after.args[1:]))
    found = DECIDE["image"](last.before, wrong, Context())
    assert found.status is not Status.PROVED


def test_riemann_sums_need_continuity() -> None:
    """1/x on [−1, 1] has no Riemann sum that could be trusted."""
    assert tuidao.solve("riemann(1/x, (x, -1, 1))").answer is None
