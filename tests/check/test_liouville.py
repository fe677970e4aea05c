"""The criteria of Liouville and Chebyshev: never against an integral that is elementary."""

from __future__ import annotations

import random

import pytest

from tuidao.check.conditions import Context
from tuidao.check.liouville import chebyshev, elementary_substitution, liouville
from tuidao.derive.derivative import derivative
from tuidao.lang import op as ops
from tuidao.lang.build import antiderivative, apply, true
from tuidao.lang.term import Sym, Term
from tuidao.proof import Status
from tuidao.read import read

x, u = Sym("x"), Sym("u")


def none(f: Term, at: Sym = x) -> Term:
    """∫ f is not elementary."""
    return apply(ops.NOT, apply(ops.ELEMENTARY, antiderivative(f, at)))


@pytest.mark.parametrize(
    "f",
    [
        "exp(x**2)",
        "exp(x)/x",
        "sin(x)/x",
        "cos(x**2)",
        "exp(1/x)",
        "exp(x)/(x**2 + 1)",
        "sinh(x)/x**2",
        "exp(x**2)*(2*x**2 + 2)",
        "1/x + exp(x)/x",
        "sin(x)**2/x",
        "exp(x)*cos(x)/(x - 1)",
        "exp(-x**2)",
    ],
)
def test_liouville_proves(f: str) -> None:
    """The classical examples, and an elementary one with a coefficient changed."""
    assert liouville(none(read(f)), true, Context()).status is Status.PROVED


@pytest.mark.parametrize(
    "f",
    [
        "exp(x**2)*x",
        "exp(x)*(1/x - 1/x**2)",
        "exp(x**2)*(2*x**2 + 1)",
        "x**3*exp(2*x)*sin(x)",
        "cos(x)/x - sin(x)/x**2",
        "(x - 1)*exp(x)/x**2",
        "1/x",
        "exp(1/x)/x**2",
        "log(x)*exp(x)",
        "exp(a*x)/x",
        "exp(pi*x)",
        "exp(x + 1)/x - exp(x)*exp(1)/x",
        "exp(sqrt(x))",
    ],
)
def test_liouville_is_silent_on_what_is_elementary_or_of_another_form(f: str) -> None:
    """What has an elementary integral, and what the criterion does not speak of."""
    assert liouville(none(read(f)), true, Context()).status is not Status.PROVED


def test_liouville_never_excludes_a_derivative() -> None:
    """Derivatives of random Σ R·e^g, of sines and cosines too, are left alone."""
    rng = random.Random(5)
    pieces = ["x", "x + 1", "1/x", "x**2 - 2", "1/(x**2 + 1)", "3", "x/(x - 2)**2"]
    powers = ["x", "x**2", "-x**3", "1/x", "x/(x + 1)", "2*x - 1/x**2"]
    functions = ["exp", "sin", "cos", "sinh", "cosh"]
    met = 0
    for _ in range(60):
        terms = [
            f"({rng.choice(pieces)})*({rng.choice(pieces)})*{rng.choice(functions)}({rng.choice(powers)})"
            for _ in range(rng.randint(1, 2))
        ]
        slope = derivative(read(" + ".join(terms)), x)
        assert slope is not None
        found = liouville(none(slope), true, Context())
        assert found.status is not Status.PROVED, terms
        met += found.status is Status.REFUTED
    assert met > 30


@pytest.mark.parametrize(
    ("f", "proved"),
    [
        ("sqrt(1 + x**3)", True),
        ("1/sqrt(1 - x**4)", True),
        ("(x**2 + 1)**(1/3)", True),
        ("sqrt(x**3 + x)", True),
        ("x**2*sqrt(1 + x**3)", False),  # (m + 1)/n whole
        ("1/(x**2*sqrt(1 + x**2))", False),
        ("(1 + x**4)**(-1/4)", False),  # (m + 1)/n + p whole
        ("sqrt(1 + x**2)", False),
        ("(1 + x**3)**2", False),
        ("sqrt(-1 - x**4)", False),  # has no value
        ("sqrt(1 + a*x**3)", False),
        ("sqrt(1 + x**3)*sqrt(2 + x**3)", False),
    ],
)
def test_chebyshev(f: str, proved: bool) -> None:
    """None of the three numbers is whole, and only then."""
    found = chebyshev(none(read(f)), true, Context())
    assert (found.status is Status.PROVED) is proved


@pytest.mark.parametrize(
    ("f", "g", "proved"),
    [
        ("1/log(x)", "exp(u)/u", True),
        ("sin(exp(x))", "sin(u)/u", True),
        ("exp(sqrt(x))/x", "2*exp(u)/u", True),
        ("sqrt(sin(x))", "sqrt(u)/sqrt(1 - u**2)", True),
        ("1/log(x)", "exp(u)*u", False),
        ("1/log(x)", "exp(u)/u + 1", False),
        ("log(-x)", "exp(u)/u", False),
        ("exp(x)", "exp(u)/u", False),
    ],
)
def test_substitution(f: str, g: str, proved: bool) -> None:
    """The integrand in the new variable is what the substitution makes of it."""
    found = elementary_substitution(none(read(f)), none(read(g), u), Context())
    assert (found.status is Status.PROVED) is proved
