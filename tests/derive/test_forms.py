"""Multiplying out, cancelling, factoring, and the shortest form."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from flint import arb

from tuidao.derive.forms import cancel, expand, factor, simplest
from tuidao.derive.simplify import tidy
from tuidao.lang.ball import value
from tuidao.lang.term import Sym, size
from tuidao.read import read_plain

from .test_simplify import X, Y, draw


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        (expand, "(x + 1)**3 - x**3", "3*x**2 + 3*x + 1"),
        (expand, "(exp(x) + 1)**2", "1 + exp(2*x) + 2*exp(x)"),
        (factor, "x**2 + 2*x + 1", "(x + 1)**2"),
        (cancel, "(x**2 - 1)/(x - 1)", "x + 1"),
        (cancel, "1/x + 1/(x + 1)", "(2*x + 1)/(x*(x + 1))"),
        (simplest, "((2*x + 1)*(x + 3) - (x**2 + x))/(x + 3)**2", "(x**2 + 6*x + 3)/(x + 3)**2"),
        (simplest, "(cos(x)*cos(x) + sin(x)*sin(x))/cos(x)**2", "1/cos(x)**2"),
        (simplest, "sqrt(x)*(x + 1) - x*sqrt(x)", "sqrt(x)"),
    ],
)
def test_form(form: object, text: str, wanted: str) -> None:
    assert callable(form)
    assert str(form(read_plain(text))) == wanted


def test_sine_squared_times_cosine_squared_is_no_identity() -> None:
    t = read_plain("sin(x)**2*cos(x)**2 + cos(x)**2")
    at = {Sym("x"): Fraction(7, 5)}
    before, after = value(t, at), value(simplest(t), at)
    assert isinstance(before, arb)
    assert isinstance(after, arb)
    assert before.overlaps(after)


def test_the_shortest_form_has_the_same_values() -> None:
    rng = random.Random(7)
    compared = 0
    for _ in range(500):
        t = draw(rng, rng.randint(2, 5))
        found = simplest(t)
        assert size(found) <= size(tidy(t)), str(t)
        at = {X: Fraction(rng.randint(-40, 40), 13), Y: Fraction(rng.randint(1, 60), 17)}
        before, after = value(t, at, 20), value(found, at, 20)
        if isinstance(before, arb) and isinstance(after, arb):
            assert before.overlaps(after), f"{t} -> {found} at {at}: {before} and {after}"
            compared += 1
    assert compared > 100
