"""What may be called tested of a definite integral: many points met, parameters drawn as the facts allow."""

from __future__ import annotations

import pytest

from tuidao.check.conditions import Context
from tuidao.check.integrals_definite import integral_split, newton_leibniz
from tuidao.check.integrals_symmetry import integral_periodic, integral_reflected
from tuidao.check.integrals_trial import agree, draws, tried
from tuidao.lang import op as ops
from tuidao.lang.build import gt, integral, num
from tuidao.lang.term import Sym, bind
from tuidao.proof import Status
from tuidao.read import read

x, a, b = Sym("x"), Sym("a"), Sym("b")
ACCEPTED = (Status.PROVED, Status.TESTED)


def test_drawn_parameters_satisfy_the_facts() -> None:
    """a > 3 and b > a hold in every draw, and there are several."""
    found = list(draws((a, b), (a * b,), (gt(a, num(3)), gt(b, a))))
    assert len(found) >= 4
    assert all(at[a] > 3 and at[b] > at[a] for at in found)


def test_facts_that_nothing_meets_test_nothing() -> None:
    """Where no parameters can be drawn the verdict is open."""
    facts = (gt(a, num(3)), gt(num(2), a))
    assert not list(draws((a,), (a,), facts))
    found = tried(read("a*x"), read("a"), x, num(0), num(1), facts)
    assert found.status is Status.OPEN


def test_a_pole_that_moves_with_a_parameter_is_met() -> None:
    """log|x − a| is no continuous antiderivative on [0, 1] for all a > 0, only for a > 1."""
    line = bind(ops.BETWEEN, x, read("log(Abs(x - a))"), num(0), num(1))
    found = newton_leibniz(integral(read("1/(x - a)"), x, 0, 1), line, Context((gt(a, num(0)),)))
    assert found.missing == (read("1 < a"),)


def test_a_jump_under_a_parameter_is_met() -> None:
    """The half-angle antiderivative jumps at π for every a > 1."""
    before = integral(read("1/(a + cos(x))"), x, read("0"), read("2*pi"))
    jumping = read("2*atan(tan(x/2)*(a - 1)/sqrt(a**2 - 1))/sqrt(a**2 - 1)")
    line = bind(ops.BETWEEN, x, jumping, read("0"), read("2*pi"))
    assert newton_leibniz(before, line, Context((gt(a, num(1)),))).status not in ACCEPTED


def test_a_small_jump_is_met() -> None:
    """A jump of a hundredth inside the interval is noticed."""
    primitive = read("x**2/2 + sign(x - 1/3)/200")
    assert tried(primitive, x, x, num(0), num(1), ()).status is not Status.TESTED
    assert tried(read("x**2/2"), x, x, num(0), num(1), ()).status is Status.TESTED


@pytest.mark.parametrize(("f", "g"), [("a*x", "a*x + a/100"), ("log(x)", "log(x)/2"), ("a", "b")])
def test_different_integrands_do_not_agree(f: str, g: str) -> None:
    """Symbols without values are no agreement."""
    assert agree(read(f), read(g), x, num(0), num(1), ()).status not in ACCEPTED


def test_nothing_met_is_no_agreement() -> None:
    """Where neither side has a value nothing was tested."""
    f, g = read("log(x - 5)"), read("sqrt(-x - 1)")
    assert agree(f, g, x, num(0), num(1), ()).status is Status.OPEN


def test_reflection_needs_the_integral_to_exist() -> None:
    """∫ 1/x over [−1, 1] diverges although 1/x + 1/(−x) is 0."""
    before = integral(read("1/x"), x, -1, 1)
    after = integral(read("0"), x, -1, 1) / num(2)
    assert integral_reflected(before, after, Context()).status not in ACCEPTED
    good = integral(read("x**3 + 1"), x, -1, 1)
    half = integral(read("2"), x, -1, 1) / num(2)
    assert integral_reflected(good, half, Context()).status is Status.PROVED


def test_pieces_must_be_in_order_to_use_their_bounds() -> None:
    """[0, 2] followed by [2, 1] is no place where x > 2 and x < 1 hold together."""
    before = integral(read("x"), x, 0, 1)
    after = integral(read("x"), x, 0, 2) + integral(read("Abs(x - 7)"), x, 2, 1)
    assert integral_split(before, after, Context()).status not in ACCEPTED


def test_periodicity_with_a_parameter_is_not_taken_on_trust() -> None:
    """sin(a x) has not the period 2π for every a."""
    before = integral(read("sin(a*x)"), x, read("0"), read("4*pi"))
    after = num(2) * integral(read("sin(a*x)"), x, read("0"), read("2*pi"))
    assert integral_periodic(before, after, Context()).status not in ACCEPTED
