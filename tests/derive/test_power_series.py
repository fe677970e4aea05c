"""Power series in closed form: proved, with their interval, and equal to the function where they say they are."""

from __future__ import annotations

import mpmath
import pytest

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.convergence import convergent
from tuidao.check.decide import DECIDE
from tuidao.lang.term import Bind
from tuidao.proof import Status
from tuidao.read import read

# function, point, the answer, the interval
CLOSED = [
    ("exp(x)", "0", "Sum(x**n/factorial(n), (n, 0, oo))", "(-oo, oo)"),
    ("log(1 + x)", "0", "Sum((-1)**(n + 1)*x**n/n, (n, 1, oo))", "(-1, 1]"),
    ("1/(1 + x**2)", "0", "Sum((-1)**n*x**(2*n), (n, 0, oo))", "(-1, 1)"),
    ("atan(x)", "0", "Sum((-1)**n*x**(2*n + 1)/(2*n + 1), (n, 0, oo))", "[-1, 1]"),
    ("1/x", "1", "Sum((-1)**n*(x - 1)**n, (n, 0, oo))", "(0, 2)"),
    ("sqrt(1 + x)", "0", "Sum(binomial(1/2, n)*x**n, (n, 0, oo))", "[-1, 1]"),
    ("1/sqrt(1 + x)", "0", "Sum(binomial(-1/2, n)*x**n, (n, 0, oo))", "(-1, 1]"),
    ("x**2*exp(-x)", "0", "Sum((-1)**n*x**(n + 2)/factorial(n), (n, 0, oo))", "(-oo, oo)"),
    ("(exp(x) - 1)/x", "0", "Sum(x**(n - 1)/factorial(n), (n, 1, oo))", "(-oo, oo)"),
    ("1/(2 + 3*x)", "1", "Sum((-1)**n*3**n*(x - 1)**n/5**(n + 1), (n, 0, oo))", "(-2/3, 8/3)"),
    ("log((1 + x)/(1 - x))", "0", "Sum(2*x**(2*n + 1)/(2*n + 1), (n, 0, oo))", "(-1, 1)"),
]


@pytest.mark.parametrize(("f", "a", "answer", "interval"), CLOSED)
def test_closed_forms(f: str, a: str, answer: str, interval: str) -> None:
    s = tuidao.solve(f"series({f}, x, {a})")
    assert str(s.answer) == answer
    assert s.verdict.status == "proved"
    assert s.data["interval"] == interval
    assert bool(s.conditions) == (interval != "(-oo, oo)")


FUNCTIONS = [
    ("sin(2*x)", 0, 0.7),
    ("cos(x)", "pi/4", 0.3),
    ("1/((1 - x)*(2 - x))", 0, -0.4),
    ("x/(1 - x)**2", 0, 0.4),
    ("sin(x)**2", 0, 1.1),
    ("x*atan(x) - log(1 + x**2)/2", 0, 0.6),
    ("log(x)", 3, 4.1),
    ("(1 + x)**(1/3)", 0, -0.6),
    ("1/(1 - x)**3", 0, 0.3),
    ("1/(1 + x + x**2)", 0, -0.5),
    ("2**x", 1, 2.5),
    ("acos(x)", 0, 0.4),
    ("asinh(x/2)", 0, 1.1),
    ("(1 - x)*exp(x)", 0, 1.3),
    ("log(2 - 3*x)", 0, 0.3),
    ("log(x**2 - 3*x + 2)", 0, 0.3),
    ("x**3 - 2*x", 1, 0.2),
    ("3*x**2*cosh(2*x) - 1", 0, 0.9),
    ("erf(x)", 0, 0.8),
    ("sinh(x) - sin(x)", 0, 0.8),
]


@pytest.mark.parametrize(("f", "a", "at"), FUNCTIONS)
def test_the_series_adds_up_to_the_function(f: str, a: object, at: float) -> None:
    """The answer, added up by mpmath, is the function's value there."""
    s = tuidao.solve(f"series({f}, x, {a})")
    assert s.verdict.status == "proved", (f, s.verdict)
    value, wanted = (_mp(str(t), at) for t in (s.answer, f))
    assert abs(value - wanted) < 1e-12, (f, str(s.answer))


def _mp(text: str, at: float) -> mpmath.mpf:

    names = {n: getattr(mpmath, n) for n in "exp log sin cos sinh cosh atan acos asinh erf".split()}
    names |= {"factorial": mpmath.factorial, "binomial": mpmath.binomial, "sqrt": mpmath.sqrt}
    names |= {"pi": mpmath.pi, "E": mpmath.e, "x": mpmath.mpf(at)}
    text = text.replace("(1/3)", "(mpf(1)/3)")
    parts = text.split("Sum(")
    out = parts[0]
    for part in parts[1:]:
        depth, k = 1, 0
        while depth:
            depth += {"(": 1, ")": -1}.get(part[k], 0)
            k += 1
        body, _, over = part[: k - 1].rpartition(", (n, ")
        out += f"_sum(lambda n: {body}, {over.split(',')[0]}){part[k:]}"
    names["_sum"] = lambda f, first: mpmath.fsum(
        f(mpmath.mpf(n)) for n in range(first, first + 140)
    )
    names["mpf"] = mpmath.mpf
    return eval(out, {"__builtins__": {}, **names})  # our own answers


@pytest.mark.parametrize("f", ["Abs(x)", "exp(1/x)", "1/x", "log(x)", "x**x"])
def test_none_is_made_up(f: str) -> None:
    s = tuidao.solve(f"series({f}, x, 0)")
    assert s.answer is None
    assert s.verdict.status == "open"


@pytest.mark.parametrize(
    ("f", "first"),
    [
        ("tan(x)", "17*x**7/315 + 2*x**5/15 + x**3/3 + x + o(x**7)"),
        ("exp(x)*sin(x)", "x + x**2 + x**3/3 - x**5/30 - x**6/90 - x**7/630 + o(x**7)"),
    ],
)
def test_the_first_terms_are_told_where_no_general_term_is_known(f: str, first: str) -> None:
    s = tuidao.solve(f"series({f}, x)")
    assert str(s.answer) == f"{first}: the first terms, no general term is known here"
    assert s.verdict.status == "proved"


def test_a_derivative_that_grows_long_is_not_said_to_be_missing() -> None:
    s = tuidao.solve("taylor(exp(x)/(1 - x), x, 0, 7)")
    assert str(s.answer).startswith("685*x**7/252 + ")
    assert s.verdict.status == "proved"


def test_integrals_term_by_term() -> None:
    s = tuidao.solve("series(integrate(sin(t)/t, (t, 0, x)), x, 0)")
    assert str(s.answer) == "Sum((-1)**n*x**(2*n + 1)/(factorial(2*n + 1)*(2*n + 1)), (n, 0, oo))"
    assert s.verdict.status == "proved"


S = "Sum({}, (n, {}, oo))"
SAME = [
    ("x**2*" + S.format("x**n", 0), S.format("x**(n + 2)", 0), ()),
    (S.format("(-x**2)**n", 0), S.format("(-1)**n*x**(2*n)", 0), ()),
    (S.format("n*x**(n - 1)", 1), S.format("(n + 1)*x**n", 0), ()),
    ("1 + " + S.format("x**n", 1), S.format("x**n", 0), ()),
    (S.format("x**n", 0), S.format("x**(n + 1)/x", 0), ("x != 0",)),
]
FORGED = [
    (S.format("x**n", 0), S.format("x**n", 1)),
    (S.format("x**n/n", 0), S.format("x**n/n", 1)),
    ("2*" + S.format("x**n", 1), S.format("x**n", 0)),
    (S.format("(-x)**n", 0), S.format("(-1)**(n + 1)*x**n", 0)),
    (S.format("x**n/factorial(n)", 0), S.format("x**n/factorial(n + 1)", 0)),
    (S.format("x**(n + 1)", 0), S.format("x**n", 0)),
    ("x*" + S.format("x**n", 0), S.format("x**(2*n)", 0)),
    (S.format("sin(n)*x**n", 0), S.format("cos(n)*x**n", 0)),
    (S.format("2**n*x**n", 0), S.format("2**(n + 1)*x**n", 0)),
    (S.format("x**n", 0) + "+" + S.format("x**n", 0), S.format("x**n", 0)),
    (S.format("x**n", 0), "1/(1 - x)"),
    ("2*" + S.format("0**n", 0), S.format("2*0**n/0**n", 0)),
    ("Sum(0**(n + 1), (n, -1, oo))", "Sum(0, (n, -1, oo))"),
    (S.format("(x**n)/(n - 2)", 0), S.format("x**n/(n - 2)", 0)),
]


@pytest.mark.parametrize(("before", "after", "missing"), SAME)
def test_the_same_terms(before: str, after: str, missing: tuple[str, ...]) -> None:
    found = DECIDE["series_combined"](read(before), read(after), Context())
    assert found.status is Status.PROVED
    assert tuple(map(str, found.missing)) == missing


@pytest.mark.parametrize(("before", "after"), FORGED)
def test_other_terms_are_not_called_the_same(before: str, after: str) -> None:
    assert (
        DECIDE["series_combined"](read(before), read(after), Context()).status is not Status.PROVED
    )


INTEGRALS_FORGED = [
    ("Sum(t**n/factorial(n), (n, 0, oo))", "0", S.format("x**(n + 1)/factorial(n)", 0)),
    ("Sum(t**n/factorial(n), (n, 0, oo))", "0", S.format("x**n/(factorial(n)*(n + 1))", 0)),
    ("Sum(t**n/factorial(n), (n, 0, oo))", "1", S.format("x**(n + 1)/factorial(n + 1)", 0)),
    ("Sum(t**n, (n, 0, oo))", "0", S.format("x**(n + 1)/(n + 1)", 0)),  # nothing known of x
    ("Sum(x**n/factorial(n), (n, 0, oo))", "0", S.format("x**(n + 1)/factorial(n + 1)", 0)),
]


@pytest.mark.parametrize(("inside", "a", "after"), INTEGRALS_FORGED)
def test_forged_integrals_of_series(inside: str, a: str, after: str) -> None:
    before = read(f"integrate({inside}, (t, {a}, x))")
    assert DECIDE["series_integral"](before, read(after), Context()).status is not Status.PROVED


KNOWN_TERMS = {
    "1/n": False, "1/n**2": True, "(-1)**n/n": True, "(-1)**n/sqrt(n)": True, "n/2**n": True,
    "2**n/factorial(n)": True, "factorial(2*n)/(4**n*factorial(n)**2)": False, "(n + 1)/n": False,
    "factorial(2*n)/(4**n*factorial(n)**2*(2*n + 1))": True, "1/(2*n - 1) - 1/(2*n)": True,
    "(-1)**n*factorial(2*n)/(4**n*factorial(n)**2)": True, "sin(n)/n**2": True, "sin(n)/n": None,
    "log(n)/n**2": True, "log(n)/n": None, "binomial(-1/2, n)*(-1)**n": False, "1/(n - 3)": None,
    "binomial(1/2, n)*(-1)**n": True, "factorial(n)*x**n": None, "x**n/n": None, "1/log(n)/n**2": None,
}  # fmt: skip


@pytest.mark.parametrize(("term", "known"), KNOWN_TERMS.items())
def test_convergence_by_the_ratio(term: str, known: bool | None) -> None:
    series = read(S.format(term, 1))
    assert isinstance(series, Bind)
    assert convergent(series, Context()) is known
