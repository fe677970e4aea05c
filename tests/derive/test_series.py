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


@pytest.mark.parametrize(
    ("term", "first", "answer", "rule"),
    [
        ("1 - cos(1/n)", 1, "converges", "converges_of_quotient"),
        ("1/n - log(1 + 1/n)", 1, "converges", "converges_of_quotient"),
        ("1/n", 1, "diverges", "diverges_p_series"),
        ("1/sqrt(n + 1)", 1, "diverges", "diverges_of_quotient"),
        ("n/(n + 1)", 1, "diverges", "diverges_of_lim_ne_zero"),
        ("n/2**n", 1, "converges", "converges_of_ratio_positive"),
        ("2**n/factorial(n)", 0, "converges", "converges_of_ratio_positive"),
        ("(2/3)**n", 0, "converges", "converges_geometric"),
        ("(-1)**n*log(n)/n", 1, "converges", "converges_alternating_of_slope"),
        ("log(n)/n**2", 1, "converges", "converges_of_quotient"),
        ("1/(n*log(n)**2)", 2, "converges", "converges_log_series"),
    ],
)
def test_convergence(term: str, first: int, answer: str, rule: str) -> None:
    """Each series by a test of the textbook, its premises checked."""
    found = tuidao.solve(f"converges(Sum({term}, (n, {first}, oo)))")
    assert str(found.answer) == answer
    assert found.verdict.status == "proved"
    assert found.conditions == ()
    assert found.steps[-1].rule.id == rule


@pytest.mark.parametrize("term", ["1/(n - 3)", "sin(n)"])
def test_no_test_no_answer(term: str) -> None:
    """A term without a value, or terms that go on swinging: open, not guessed."""
    assert tuidao.solve(f"converges(Sum({term}, (n, 1, oo)))").answer is None


@pytest.mark.parametrize(
    ("term", "kind"),
    [
        ("(-1)**n/n", "conditionally"),
        ("(-1)**n/n**2", "absolutely"),
        ("(-1)**n/sqrt(n)", "conditionally"),
    ],
)
def test_absolute_and_conditional_convergence(term: str, kind: str) -> None:
    """Both statements are shown: that the series converges, and whether that of the absolute values does."""
    found = tuidao.solve(f"converges(Sum({term}, (n, 1, oo)))")
    assert (str(found.answer), found.verdict.status, found.data["kind"]) == (
        "converges",
        "proved",
        kind,
    )


def test_a_test_without_its_premise_is_refused() -> None:
    """The ratio test for the harmonic series, whose ratio tends to 1, does not pass."""
    from tuidao.check.replay import replay
    from tuidao.lang.build import function
    from tuidao.proof import Derivation, Status, Step
    from tuidao.rules import RULES

    problem = read_plain("converges(Sum(1/n, (n, 1, oo)))")
    by = {"f": function(Sym("n"), read_plain("1/n")), "a": Num(1), "L": Num(1)}
    step = Step(problem, read_plain("True"), RULES["converges_of_ratio"], by)
    found = replay(Derivation(problem, (step,)))
    assert found.status is not Status.PROVED or found.missing


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("rolle(x**3 - x, x, -1, 1)", "[-sqrt(3)/3, sqrt(3)/3]"),
        ("rolle(x, x, 0, 1)", "does not apply: the values at the ends differ"),
        ("cauchy(x**3, x**2, x, 1, 2)", "14/9"),
        (
            "cauchy(x**3, x**2, x, -1, 2)",
            "does not apply: the second function has slope 0 at x = 0",
        ),
        ("mean_value(2*x + 1, x, 0, 3)", "every point of (0, 3)"),
    ],
)
def test_mean_values_of_rolle_and_cauchy(problem: str, answer: str) -> None:
    """Every ξ, or the hypothesis that fails and where."""
    found = tuidao.solve(problem)
    assert str(found.answer) == answer
    assert found.verdict.status == "proved"


def test_few_terms_are_written_out() -> None:
    """Concrete bounds, a negative one among them."""
    found = tuidao.solve("Sum(cos(n), (n, -2, 1))")
    assert found.verdict.status == "proved"
    gap = value(found.answer - read_plain("cos(2) + 1 + 2*cos(1)"), {})  # type: ignore[operator]
    assert isinstance(gap, arb)
    assert gap.contains(0)


@pytest.mark.parametrize(
    "sum_",
    ["Sum((k + 2)/(k + 1), (k, -3, oo))", "Sum(k/log(k), (k, 1, oo))", "Sum(sqrt(k), (k, -1, oo))"],
)
def test_a_term_without_a_value_is_not_passed_over(sum_: str) -> None:
    """The terms stay above 1 from some index on, but one of them has no value."""
    assert tuidao.solve(sum_).answer is None


@pytest.mark.parametrize(
    "sum_",
    [
        "Sum((k + 2)/(k + 1), (k, 1, oo))",
        "Sum(k/log(k), (k, 2, oo))",
        "Sum(2*k/(2*k - 1), (k, 0, oo))",
    ],
)
def test_a_divergent_sum_of_terms_with_values(sum_: str) -> None:
    s = tuidao.solve(sum_)
    assert (str(s.answer), s.verdict.status, s.conditions) == ("oo", "proved", ())


@pytest.mark.parametrize(
    ("problem", "answer", "conditions"),
    [
        ("Sum(a**k, (k, 0, n))", "(a**(n + 1) - 1)/(a - 1)", "n in Integers, n >= 0, a - 1 != 0"),
        (
            "Sum(x**k/2**k, (k, 0, n))",
            "2*((x/2)**(n + 1) - 1)/(x - 2)",
            "n in Integers, n >= 0, x - 2 != 0",
        ),
        ("Sum(k**2, (k, 1, n))", "n*(n + 1)*(2*n + 1)/6", "0 <= n"),
    ],
)
def test_powers_of_letters_to_a_whole_number_ask_for_no_sign(
    problem: str, answer: str, conditions: str
) -> None:
    s = tuidao.solve(problem)
    assert (str(s.answer), s.verdict.status) == (answer, "proved")
    assert ", ".join(map(str, s.conditions)) == conditions
