"""Derivatives at points and seams, continuity, smoothness, tangents."""

from __future__ import annotations

import pytest

from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.check.replay import replay
from tuidao.derive import solve
from tuidao.lang.build import D, defined, true
from tuidao.lang.term import Sym
from tuidao.proof import Status, Worked
from tuidao.read import read_plain


def worked(text: str) -> Worked:
    return solve(read_plain(text))


AT_POINTS = [
    ("diff(x**3*sin(x), x, at=2)", "12*sin(2) + 8*cos(2)"),
    ("diff(Piecewise((x, Ne(x, 0)), (0, True)), x, at=0)", "1"),
    ("diff(Piecewise((cos(x), x < 0), (1/3, True)), x, at=0)", "does not exist"),
    ("diff(Piecewise((x**2*sin(1/x), Ne(x, 0)), (0, True)), x, at=0)", "0"),
    ("diff(Piecewise((x**2, x < 1), (2*x - 1, True)), x, at=1)", "2"),
    ("diff(Piecewise((x**2, x < 1), (3*x - 2, True)), x, at=1)", "does not exist"),
    ("diff(Abs(x), x, at=0)", "does not exist"),
    ("diff(Abs(x), x, at=-2)", "-1"),
    ("diff(x*Abs(x), x, at=0)", "0"),
    ("diff(x**(1/3), x, at=0)", "does not exist"),
    ("diff(x**(5/3), x, at=0)", "0"),
    ("diff(Max(2*x, x + x**2, sin(2*x)), x, at=0)", "does not exist"),
    ("diff(floor(x), x, at=1/2)", "0"),
    ("diff(floor(x), x, at=1)", "does not exist"),
    ("diff(log(x), x, at=-1)", "does not exist"),
    ("diff(x**2*Abs(x), x, 2, at=0)", "0"),
    ("diff(x**2*Abs(x), x, 3, at=0)", "does not exist"),
]


@pytest.mark.parametrize(("text", "wanted"), AT_POINTS)
def test_at_a_point(text: str, wanted: str) -> None:
    assert str(worked(text).answer) == wanted


def test_one_sided_derivatives_are_told() -> None:
    assert worked("diff(Abs(x), x, at=0)").data == {"left": "-1", "right": "1"}
    assert worked("diff(sqrt(x), x, at=0)").data == {"left": None, "right": "oo"}


@pytest.mark.parametrize(
    ("text", "wanted"), [row for row in AT_POINTS if "x < 1" in row[0] or "Abs" in row[0]]
)
def test_the_lines_are_not_refused(text: str, wanted: str) -> None:
    assert wanted
    assert replay(worked(text).derivation).status in (Status.PROVED, Status.TESTED)


@pytest.mark.parametrize(
    ("f", "at", "wanted"),
    [
        ("x**2", "3", "continuous"),
        ("sqrt(x)", "0", "continuous"),
        ("Piecewise((sin(x)/x, Ne(x, 0)), (1, True))", "0", "continuous"),
        ("Piecewise((sin(x)/x, Ne(x, 0)), (2, True))", "0", "removable discontinuity"),
        ("(x**2 - 1)/(x - 1)", "1", "removable discontinuity"),
        ("Abs(x)/x", "0", "jump discontinuity"),
        ("floor(x)", "2", "jump discontinuity"),
        ("1/x", "0", "infinite discontinuity"),
        ("tan(x)", "pi/2", "infinite discontinuity"),
        ("sin(1/x)", "0", "oscillating discontinuity"),
    ],
)
def test_continuity(f: str, at: str, wanted: str) -> None:
    found = worked(f"continuity({f}, x, {at})")
    assert str(found.answer) == wanted
    assert set(found.data) == {"left", "right", "value"}
    assert replay(found.derivation).status in (Status.PROVED, Status.TESTED)


@pytest.mark.parametrize(
    ("f", "at", "wanted"),
    [
        ("sin(x)", "1", "oo"),
        ("Piecewise((5*x**2, x < 0), (7*x**2, True))", "0", "1"),
        ("Abs(x)", "0", "0"),
        ("Abs(x)**3", "0", "2"),
        ("x**(7/3)", "0", "2"),
        ("Piecewise((x**3*sin(1/x), Ne(x, 0)), (0, True))", "0", "1"),
        ("Piecewise((sin(x)/x, Ne(x, 0)), (1, True))", "0", "oo"),
        ("sign(x)", "0", "not continuous"),
    ],
)
def test_smoothness(f: str, at: str, wanted: str) -> None:
    assert str(worked(f"smoothness({f}, x, {at})").answer) == wanted


@pytest.mark.parametrize(
    ("f", "at"), [("sin(x)*exp(x)/x", "2"), ("sqrt(x)", "4"), ("Abs(x)", "-1"), ("log(x)", "1")]
)
def test_every_order_is_shown(f: str, at: str) -> None:
    found = worked(f"smoothness({f}, x, {at})")
    assert str(found.answer) == "oo"
    assert replay(found.derivation).status is Status.PROVED


@pytest.mark.parametrize("f", ["Abs(x)", "sqrt(x**2)", "x**(7/3)", "sign(x)", "1/x", "floor(x)"])
def test_the_checker_calls_no_kink_analytic(f: str) -> None:
    x = read_plain("x")
    assert isinstance(x, Sym)
    claim = defined(D(read_plain(f), x, 0, Sym("n")))
    assert DECIDE["analytic"](claim, true, Context()).status is Status.OPEN


def test_smoothness_tells_where_the_derivative_jumps() -> None:
    found = worked("smoothness(Piecewise((5*x**2, x < 0), (7*x**2, True)), x, 0)")
    assert found.data["derivatives"][-1] == {"order": 2, "left": "10", "right": "14"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tangent(x**2, x, 3)", "y = 6*x - 9"),
        ("normal(sin(x), x, 0)", "y = -x"),
        ("normal(cos(x), x, 0)", "x = 0"),
        ("tangent(Abs(x), x, 0)", "does not exist"),
        ("differential(sin(x)**2, x)", "2*sin(x)*cos(x)*dx"),
    ],
)
def test_lines_and_differentials(text: str, wanted: str) -> None:
    assert str(worked(text).answer) == wanted
