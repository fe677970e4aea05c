"""Derivatives of order n: the formulas, and none that is wrong."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.lang.ball import evaluate
from tuidao.lang.build import D
from tuidao.lang.term import Num, Sym, Term, substitute
from tuidao.proof import Status
from tuidao.read import read

WORKED = [
    "exp(2*x + 1)", "sin(x)", "cos(3*x)", "1/x", "1/(2*x + 1)", "log(1 + x)", "x**2*exp(x)", "x*sin(x)",
    "sqrt(1 + x)", "sin(x)**2", "3**x", "1/(1 - x)**2", "x**3*exp(2*x)", "x**2*log(x)", "x/(1 - x)",
    "x**2*cos(x) + 1/x", "sin(x)*cos(x)", "x**(5/2)",
]  # fmt: skip
x, n = Sym("x"), Sym("n")


@pytest.mark.parametrize("f", WORKED)
def test_the_formula_at_small_orders(f: str) -> None:
    """Proved, and at n = 3, 4 what balls give for the derivative itself."""
    s = tuidao.solve(f"diff({f}, x, n)")
    assert s.verdict.status == "proved"
    assert isinstance(s.answer, Term)
    for order in (3, 4):
        at: dict[Sym, Term] = {x: Num(3) / 5}
        direct = evaluate(substitute(D(read(f), x, order=order), at), {})
        said = evaluate(substitute(s.answer, {**at, n: Num(order)}), {})
        assert direct.overlaps(said), (f, order)  # type: ignore[union-attr]


FORGED = [
    ("exp(a*x)", "a**(n + 1)*exp(a*x)"), ("1/x", "factorial(n)/x**(n + 1)"),
    ("log(x)", "(-1)**n*factorial(n - 1)/x**n"), ("sin(x)", "sin(x - n*pi/2)"),
    ("1/x", "(-1)**n*factorial(n + 1)/x**(n + 1)"), ("x**2*exp(x)", "(x**2 + 2*n*x + n*n)*exp(x)"),
    ("Abs(x)", "Abs(x)"), ("exp(Abs(x))", "exp(Abs(x))"), ("sqrt(x)", "factorial(n)*binomial(1/2, n)*x**(n - 1/2)"),
    ("floor(x) + exp(x)", "floor(x) + exp(x)"), ("n*exp(x)", "n*exp(x)"), ("exp(x)", "exp(x) + x*(n - n)/0"),
    ("x**3", "factorial(3)*x**(3 - n)"), ("cos(x)", "cos(x + n*pi)"), ("2**x", "2**x"),
]  # fmt: skip


@pytest.mark.parametrize(("f", "claimed"), FORGED)
def test_forged_formulas_are_refused(f: str, claimed: str) -> None:
    found = DECIDE["nth_derivative"](read(f"diff({f}, x, n)"), read(claimed), Context())
    assert found.status is not Status.PROVED


def test_a_kink_is_a_condition() -> None:
    problem = read("diff(Abs(x)*exp(x), x, n)")
    claimed = read("Abs(x)*exp(x) + n*sign(x)*exp(x)")
    found = DECIDE["nth_derivative"](problem, claimed, Context())
    assert "x != 0" in map(str, found.missing)


def test_orders_are_written_as_symbols() -> None:
    assert read("d^n/dx^n sin x") == read("diff(sin(x), x, n)")
    assert read("d^2/dx^2 sin x") == read("diff(sin(x), x, 2)")
