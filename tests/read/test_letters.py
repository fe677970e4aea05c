"""Names that a person runs together: when they are factors, and when the reader asks."""

from __future__ import annotations

import pytest

from tuidao import check, solve
from tuidao.diagnostic import InputError
from tuidao.lang.term import Sym
from tuidao.proof import Status
from tuidao.read import read, read_plain

SAME = [
    ("diff(xy, x)", "diff(x*y, x)"),
    ("x^3 + y^3 = 3xy", "x**3 + y**3 = 3*x*y"),
    ("diff(sin(kx), x)", "diff(sin(k*x), x)"),
    ("b^2 - 4ac", "b**2 - 4*a*c"),
    ("solve(ax^2 + bx + c = 0, x)", "solve(a*x**2 + b*x + c = 0, x)"),
    ("d/dx xy", "diff(x*y, x)"),
    ("sinx", "sin(x)"),
    ("xlnx", "x*log(x)"),
    ("sin2xcosx", "sin(2*x)*cos(x)"),
    ("sin^2xcos^2x", "sin(x)**2*cos(x)**2"),
    ("diff(xsin(2x), x)", "diff(x*sin(2*x), x)"),
    ("1/sinx", "1/sin(x)"),
    ("cost + t", "cos(t) + t"),
    ("diff(sinxy, x)", "diff(sin(x*y), x)"),
    ("limit(lnx/x, x, oo)", "limit(log(x)/x, x, oo)"),
]


@pytest.mark.parametrize(("typed", "spelled"), SAME)
def test_factors_run_together(typed: str, spelled: str) -> None:
    assert read(typed) == read_plain(spelled)


@pytest.mark.parametrize("name", ["lr", "cost", "losses", "x1", "eps", "dx", "pi", "asin2"])
def test_names_stay_names(name: str) -> None:
    """No letter of theirs stands alone, or mathematics knows them."""
    found = read(f"3*{name} + 1/2")
    assert found == read_plain(f"3*{name} + 1/2")


def test_a_name_is_cut_everywhere_or_nowhere() -> None:
    assert read("xy + 2xy") == read_plain("x*y + 2*x*y")
    assert check("xy + xy = 2*xy + 0*x").status is Status.PROVED


def test_spelled_text_keeps_its_names() -> None:
    assert read_plain("xy*x") == read_plain("x*xy").args[1] * Sym("x")  # type: ignore[union-attr]
    assert str(read_plain("diff(xy, x)")) == "diff(xy, x)"


@pytest.mark.parametrize(
    ("text", "column"),
    [("x + e^ax", 7), ("x + 1/ax", 7), ("x - 2^-kx", 8), ("1/xsinx", 3), ("log2x", 1)],
)
def test_what_two_people_read_in_two_ways_is_asked(text: str, column: int) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert caught.value.diagnostic.code == "letters"
    assert caught.value.diagnostic.label.span.start == column - 1


def test_a_derivative_is_not_zero_for_want_of_a_blank() -> None:
    assert (
        solve("求 x^3 + y^3 = 3xy 所确定的隐函数的导数").answer
        == solve("implicit(x**3 + y**3 = 3*x*y, x, y)").answer
    )
    assert solve("diff(sinx, x)").answer == read("cos(x)")


@pytest.mark.parametrize(
    ("pasted", "spelled"),
    [
        ("lim_{x→0} (1-cosx)/x²", "limit((1 - cos(x))/x**2, x, 0)"),
        ("lim_{x->0} sinx/x", "limit(sin(x)/x, x, 0)"),
        ("∫ x sinx dx", "integrate(x*sin(x), x)"),
        ("∫₀¹ x² dx", "integrate(x**2, (x, 0, 1))"),
        ("∫ 1/√(1-x²) dx", "integrate(1/sqrt(1 - x**2), x)"),
        ("∑_{n=1}^∞ 1/n²", "Sum(1/n**2, (n, 1, oo))"),
        ("∫_{-∞}^∞ e^{-x²} dx", "integrate(E**(-x**2), (x, -oo, oo))"),
        ("n 2^n + 1", "n*2**n + 1"),
        (r"\frac{1}{n 2^n}", "1/(n*2**n)"),
        (r"\frac{x¹²}{2} + x₁", "x**12/2 + x_1"),
    ],
)
def test_signs_as_they_are_pasted(pasted: str, spelled: str) -> None:
    assert read(pasted) == read_plain(spelled)
