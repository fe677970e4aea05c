"""Signs on whole intervals, and charts: true ones proved, damaged ones never."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.check.between import sign_between
from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.check.root_bound import is_zero
from tuidao.lang import op as ops
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.proof import Status
from tuidao.read import read_plain

X = Sym("x")


@pytest.mark.parametrize(
    ("function", "left", "right", "sign"),
    [
        ("cos(x)", "-pi/2", "pi/2", 1),
        ("log(x) + 1", "0", "1/E", -1),
        ("log(x) + 1", "1/E", "oo", 1),
        ("5*x**4 - 1", "5**(3/4)/5", "oo", 1),
        ("2*cos(x) - 1", "-pi/3", "pi/3", 1),
        ("exp(x) - x - 1", "-oo", "0", 1),
        ("exp(x) - x", "-oo", "oo", 1),
        ("x - sin(x)", "0", "oo", 1),
        ("sqrt(x) - x", "0", "1", 1),
        ("(1 - log(x))/x**2", "E", "oo", -1),
    ],
)
def test_sign_on_an_interval(function: str, left: str, right: str, sign: int) -> None:
    """Proved from factors, roots, slopes and enclosures, also where the function is 0 at an end."""
    assert sign_between(read_plain(function), X, read_plain(left), read_plain(right)) == sign


@pytest.mark.parametrize(
    ("function", "left", "right"),
    [
        ("atan(1/x)", "-1", "1"),
        ("1/x", "-1", "1"),
        ("tan(x)", "0", "pi"),
        ("x**3", "-1", "1"),
        ("x**3 - x + 1", "-2", "oo"),
        ("log(x**2) + x", "-1", "3"),
        ("floor(x) - 1/2", "0", "2"),
        ("(x - 1)**2", "0", "2"),
        ("1 + cos(x)", "0", "2*pi"),
    ],
)
def test_no_sign_where_there_is_none(function: str, left: str, right: str) -> None:
    """A pole, a jump or a zero inside: nothing is said."""
    assert sign_between(read_plain(function), X, read_plain(left), read_plain(right)) is None


def test_nested_roots_are_exactly_zero_or_not() -> None:
    """The bound tells 0 from what is merely small."""
    assert is_zero(read_plain("sqrt(5 + 2*sqrt(6)) - sqrt(2) - sqrt(3)"))
    assert is_zero(read_plain("(2 + sqrt(5))**(1/3) - (sqrt(5) - 2)**(1/3) - 1"))
    assert not is_zero(read_plain("sqrt(2) + sqrt(3) - 31462643699/10000000000"))


def test_rows_are_open() -> None:
    """The derivative of 1/x has no sign at 0, whatever is read off its chart."""
    last = tuidao.solve("monotone(1/x, x)").steps[-1]
    assert type(last.after) is App
    *sets, rows = last.after.args
    assert type(rows) is App
    first = rows.args[0]
    assert type(first) is App and type(first.args[0]) is App
    closed = App(ops.TUPLE, (App(ops.INTERVAL_LOPEN, first.args[0].args), first.args[1]))
    forged = App(ops.TUPLE, (*sets, App(ops.TUPLE, (closed, *rows.args[1:]))))
    found = DECIDE["monotone"](last.before, forged, Context())
    assert found.status not in (Status.PROVED, Status.TESTED)


def damaged(t: Term) -> list[Term]:
    """The term with one number or one constant in it changed."""
    if type(t) is Num:
        return [Num(t.value + 1), Num(-t.value)] if t.value else [Num(1)]
    if type(t) is App:
        if t.op in (ops.PI, ops.E):
            return [Num(3)]
        return [
            App(t.op, (*t.args[:k], new, *t.args[k + 1 :]))
            for k, a in enumerate(t.args)
            for new in damaged(a)
        ]
    return []


@pytest.mark.parametrize(
    "problem",
    [
        "monotone(x**3 - 3*x, x)",
        "monotone(sin(x), x)",
        "convex(exp(-x**2), x)",
        "convex(Abs(x - 1), x)",
        "extrema(x**3 - 3*x, x)",
        "extrema(sin(x) + x/2, x)",
    ],
)
def test_damaged_charts_are_not_proved(problem: str) -> None:
    """One number of what is read off the chart changed: the checker does not prove it."""
    last = tuidao.solve(problem).steps[-1]
    met = 0
    for wrong in damaged(last.after):
        try:
            found = DECIDE[last.rule.decide](last.before, wrong, Context())
        except (AssertionError, AttributeError, TypeError, ValueError):
            met += 1
            continue
        if found.status is Status.PROVED and harmless(last.after, wrong):
            continue
        assert found.status is not Status.PROVED, str(wrong)
        met += 1
    assert met >= 5


def harmless(right: Term, wrong: Term) -> bool:
    """Only which points of a flat or repeating chart begin it changed: 5π/2 − 2π for π/2, say."""
    return str(right).replace(" ", "") == str(wrong).replace(" ", "")


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        (
            "monotone(tan(x), (x, 0, 5))",
            "not monotonic: increasing on (0, pi/2) and on (pi/2, 3*pi/2) and on (3*pi/2, 5)",
        ),
        ("monotone(x**3, (x, -10, 10))", "increasing on (-10, 10)"),
        ("monotone(x + sin(x), x)", "increasing on (-oo, oo)"),
        ("convex(Abs(x) + x**2, x)", "convex on (-oo, oo)"),
        ("extrema(x**3 - 3*x, x)", "local maximum 2 at x = -1; local minimum -2 at x = 1"),
        ("extrema(x**3, x)", "no local extrema"),
        (
            "extrema(cos(x), x)",
            "local maximum 1 at x = 2*pi*k; local minimum -1 at x = 2*pi*k + pi, k in Integers",
        ),
    ],
)
def test_charts_are_proved(problem: str, answer: str) -> None:
    """The whole chain is proved: the domain, the derivative worked, the chart."""
    found = tuidao.solve(problem)
    assert str(found.answer) == answer
    assert found.verdict.status == "proved"
    assert found.conditions == ()
