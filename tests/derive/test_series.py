"""Sums and Taylor polynomials, solved and checked from the outside."""

from __future__ import annotations

import pytest
from flint import arb

import tuidao
from tuidao.lang.ball import value
from tuidao.lang.term import Num, Sym, Term, substitute
from tuidao.read import read_plain


@pytest.mark.parametrize(
    "term",
    [
        "k",
        "k**2",
        "k**5",
        "2**k",
        "k*3**k",
        "1/(k*(k + 1))",
        "k*factorial(k)",
        "binomial(2*k, k)/4**k",
        "c*k + 1",
    ],
)
def test_closed_form_agrees_with_adding_up(term: str) -> None:
    """The closed form with symbolic n has the value of the sum written out, for several n."""
    found = tuidao.solve(f"Sum({term}, (k, 1, n))")
    assert found.verdict.status in ("proved", "tested")
    assert isinstance(found.answer, Term)
    for n in (1, 2, 5, 9):
        body = read_plain(term)
        total: Term = Num(0)
        for j in range(1, n + 1):
            total = total + substitute(body, {Sym("k"): Num(j)})
        values = {Sym("n"): Num(n), Sym("c"): Num(3)}
        gap = value(substitute(found.answer, values) - substitute(total, values), {})
        assert isinstance(gap, arb)
        assert gap.contains(0)


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ("Sum(2**(-n), (n, 1, oo))", "1"),
        ("Sum(1/n**2, (n, 1, oo))", "pi**2/6"),
        ("Sum(n**2/(n + 1)**2, (n, 0, oo))", "oo"),
        ("Sum(-2**n, (n, 0, oo))", "-oo"),
        ("Sum(1/(n*(n + 1)), (n, 1, oo))", "1"),
    ],
)
def test_series(series: str, expected: str) -> None:
    """Convergent series have their sum, divergent ones say so."""
    found = tuidao.solve(series)
    assert expected == str(found.answer)
    assert found.verdict.status in ("proved", "tested")


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        ("taylor(cos(x), x, 0, 4)", "x**4/24 - x**2/2 + 1"),
        ("taylor(3*x**2 + 2*x + 4, x, 0, 4)", "3*x**2 + 2*x + 4"),
        ("taylor(exp(x), x, 0, 3)", "x**3/6 + x**2/2 + x + 1"),
    ],
)
def test_taylor(problem: str, expected: str) -> None:
    """The polynomial, proved through the derivatives at the point."""
    found = tuidao.solve(problem)
    assert expected == str(found.answer)
    assert found.verdict.status == "proved"


def test_taylor_where_there_is_no_value_is_open() -> None:
    """log has no value at 0: no polynomial is made up."""
    assert tuidao.solve("taylor(log(x), x, 0, 3)").answer is None
