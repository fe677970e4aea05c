"""The checker of integrals: true lines pass, damaged ones do not."""

from __future__ import annotations

import pytest

from tuidao.check.conditions import Context
from tuidao.check.integrals import antiderivative
from tuidao.check.integrals_definite import integral_split, newton_leibniz
from tuidao.check.integrals_diverge import integral_diverges
from tuidao.check.replay import replay
from tuidao.lang import op as ops
from tuidao.lang.build import antiderivative as hole
from tuidao.lang.build import cos, integral, num, oo, sin, undefined
from tuidao.lang.term import Sym, Term, bind
from tuidao.proof import Chain, Status
from tuidao.read import read
from tuidao.rules import RULES

x, u = Sym("x"), Sym("u")
GOOD = [
    ("x**2", "x**3/3 + C"),
    ("1/x", "log(Abs(x))"),
    ("1/(1 + x**2)", "atan(x) + 7"),
    ("x*exp(x)", "(x - 1)*exp(x)"),
]
BAD = [
    ("x**2", "x**3/2"),
    ("1/x", "log(Abs(x)) + x"),
    ("sin(x)", "cos(x)"),
    ("x*exp(x)", "(x + 1)*exp(x)"),
    ("1/(1 + x**2)", "-atan(x)"),
]


@pytest.mark.parametrize(("f", "value"), GOOD)
def test_accepts_an_antiderivative(f: str, value: str) -> None:
    """F′ = f is proved."""
    assert antiderivative(hole(read(f), x), read(value), Context()).status is Status.PROVED


@pytest.mark.parametrize(("f", "value"), BAD)
def test_refuses_damage(f: str, value: str) -> None:
    """A wrong factor, sign or term is refuted."""
    assert antiderivative(hole(read(f), x), read(value), Context()).status is Status.REFUTED


def test_a_substituted_line_is_judged_by_the_chain_rule() -> None:
    """∫ 2x cos(x²) dx = ∫ cos u du at u = x², and not at u = x³."""
    before = hole(read("2*x*cos(x**2)"), x)

    def line(at: Term) -> Term:
        return bind(ops.AT, u, hole(cos(u), u), at)

    assert antiderivative(before, line(x**2), Context()).status is Status.PROVED
    assert antiderivative(before, line(x**3), Context()).status is Status.REFUTED


def test_parts_leave_an_integral_standing() -> None:
    """x eˣ − ∫ eˣ dx is judged with its integral; the sign matters."""
    before, rest = hole(read("x*exp(x)"), x), hole(read("exp(x)"), x)
    assert antiderivative(before, read("x*exp(x)") - rest, Context()).status is Status.PROVED
    assert antiderivative(before, read("x*exp(x)") + rest, Context()).status is Status.REFUTED


def test_a_constant_may_not_hide_the_variable() -> None:
    """The integral of a substituted line may not mention the outer variable."""
    line = bind(ops.AT, u, hole(x * cos(u), u), x**2)
    assert (
        antiderivative(hole(read("2*x**2*cos(x**2)"), x), line, Context()).status
        is not Status.PROVED
    )


def test_pieces_that_differ_on_a_short_interval_are_not_tested() -> None:
    """|x + 1| has the slope of |x| save on (−1, 0)."""
    found = antiderivative(hole(read("sign(x)"), x), read("Abs(x + 1)"), Context())
    assert found.status not in (Status.PROVED, Status.TESTED)


def test_newton_leibniz_wants_continuity() -> None:
    """−1/x across 0 is not taken for a continuous antiderivative of 1/x²."""
    good = integral(x**2, x, 0, 1)
    assert (
        newton_leibniz(good, bind(ops.BETWEEN, x, x**3 / num(3), num(0), num(1)), Context()).status
        is Status.PROVED
    )
    bad = integral(read("1/x**2"), x, -1, 1)
    line = bind(ops.BETWEEN, x, read("-1/x"), num(-1), num(1))
    assert newton_leibniz(bad, line, Context()).status not in (Status.PROVED, Status.TESTED)
    jump = integral(read("1/(2 + cos(x))"), x, read("0"), read("2*pi"))
    primitive = read("2*atan(tan(x/2)/sqrt(3))/sqrt(3)")
    line = bind(ops.BETWEEN, x, primitive, read("0"), read("2*pi"))
    assert newton_leibniz(jump, line, Context()).status not in (Status.PROVED, Status.TESTED)


def test_split_pieces_must_join_and_agree() -> None:
    """The pieces cover the interval and each integrand agrees on its piece."""
    before = integral(read("Abs(x)"), x, -1, 1)
    right = integral(-x, x, -1, 0) + integral(x, x, 0, 1)
    gap = integral(-x, x, -1, 0) + integral(x, x, num(1, 2), 1)
    wrong = integral(x, x, -1, 0) + integral(x, x, 0, 1)
    assert integral_split(before, right, Context()).status is Status.PROVED
    assert integral_split(before, gap, Context()).status is Status.REFUTED
    assert integral_split(before, wrong, Context()).status is Status.REFUTED


def test_a_convergent_integral_is_not_called_divergent() -> None:
    """∫₁^∞ dx/x² and ∫₀¹ dx/√x have values; ∫₁^∞ dx/x has none."""
    for text in [
        "integrate(1/x**2, (x, 1, oo))",
        "integrate(1/sqrt(x), (x, 0, 1))",
        "integrate(sin(x), (x, 0, 1))",
    ]:
        assert integral_diverges(read(text), undefined, Context()).status not in (
            Status.PROVED,
            Status.TESTED,
        )
    assert (
        integral_diverges(read("integrate(1/x, (x, 1, oo))"), oo, Context()).status is Status.TESTED
    )
    assert sin(x) == sin(x)


def test_a_jump_of_the_antiderivative_is_a_condition() -> None:
    """sign(x) has slope 0 only off its jump: ∫ 0 dx = sign(x) + C says so."""
    found = antiderivative(read("integrate(0, x)"), read("sign(x) + C"), Context())
    assert read("x != 0") in found.missing


NARROWER = [
    ("1/x", "log(x)", "x > 0"),
    ("1/x", "2*log(sqrt(x))", "x >= 0"),  # and x is not 0 where 1/x has a value
    ("x", "x**2/2 + 0*log(x)", "x > 0"),
    ("2*x", "x*sqrt(x)*sqrt(x)", "x >= 0"),
    ("tan(x)", "-log(cos(x))", "cos(x) > 0"),
    ("1/(x**2 - 1)", "log((x - 1)/(x + 1))/2", "(x - 1)/(x + 1) > 0"),
    ("1/(1 + x**2)", "-atan(1/x)", "x != 0"),
    ("1", "Piecewise((x, x < 0), (x + 1, True))", "x != 0"),
    ("1", "x + Abs(x)/x", "x != 0"),
]


@pytest.mark.parametrize(("f", "value", "needed"), NARROWER)
def test_a_smaller_domain_is_a_condition(f: str, value: str, needed: str) -> None:
    """log(x) is an antiderivative of 1/x for x > 0 only, and that is printed."""
    found = antiderivative(hole(read(f), x), read(value), Context())
    assert found.status in (Status.PROVED, Status.TESTED)
    assert read(needed) in found.missing


@pytest.mark.parametrize(
    ("f", "value"),
    [
        ("1/x", "log(Abs(x))"),
        ("1/sqrt(x)", "2*sqrt(x)"),
        ("log(x)", "x*log(x) - x"),
        ("Abs(x)", "Piecewise((-x**2/2, x < 0), (x**2/2, True))"),
        ("1/sqrt(1 - x**2)", "asin(x)"),
    ],
)
def test_the_integrands_own_domain_is_no_condition(f: str, value: str) -> None:
    """Where the integrand has no value nothing is claimed."""
    found = antiderivative(hole(read(f), x), read(value), Context())
    assert not found.missing


@pytest.mark.parametrize(
    ("f", "middle", "end"),
    [
        ("2*x", "integrate(2*Abs(x) + 0*sqrt(x), x)", "x*Abs(x)"),
        ("1/x", "integrate(sqrt(x)*sqrt(x)/x**2, x)", "log(Abs(x)) + Abs(x) - x"),
    ],
)
def test_a_narrow_line_on_the_way_cannot_be_forgotten(f: str, middle: str, end: str) -> None:
    """A line that holds for x ≥ 0 only, followed by one that has a value everywhere, still says so."""
    chain = Chain(hole(read(f), x))
    chain.step(RULES["integral_rewrite"], read(middle))
    chain.step(RULES["integral_terms"], read(end))
    assert read("x >= 0") in replay(chain.derivation()).missing


def test_conditions_on_a_substituted_variable_are_said_of_the_first() -> None:
    """∫ cos x/sin x dx = log u at u = sin x rests on sin x > 0, not on anything about all u."""
    line = bind(ops.AT, u, hole(1 / u, u), sin(x))
    chain = Chain(hole(read("cos(x)/sin(x)"), x))
    chain.step(RULES["integral_substitution"], line)
    chain.step(RULES["integral_reciprocal"], bind(ops.AT, u, read("log(u)"), sin(x)), path=(0,))
    judged = [c for s in chain.steps for c in s.conditions] if replay(chain.derivation()) else []
    assert judged == [read("sin(x) > 0")]


@pytest.mark.parametrize(
    ("f", "primitive", "low", "high", "needed"),
    [
        ("1/x", "log(Abs(x))", "1", "b", "b > 0"),
        ("1/(x - 3)", "log(Abs(x - 3))", "0", "b", "b < 3"),
        ("1/(x - a)", "log(Abs(x - a))", "0", "1", "a < 0 or a > 1"),
        ("1/x**2", "-1/x", "c", "2", "c > 0"),
        ("log(x)", "x*log(x) - x", "1", "b", "b > 0"),
    ],
)
def test_a_pole_between_symbolic_bounds_is_a_condition(
    f: str, primitive: str, low: str, high: str, needed: str
) -> None:
    """∫₁ᵇ dx/x = log|b| only for b > 0: what keeps the pole off the stretch is said of the bounds."""
    before = integral(read(f), x, read(low), read(high))
    line = bind(ops.BETWEEN, x, read(primitive), read(low), read(high))
    found = newton_leibniz(before, line, Context())
    assert found.status in (Status.PROVED, Status.TESTED)
    assert read(needed) in found.missing


@pytest.mark.parametrize(
    ("f", "primitive", "low", "high", "facts"),
    [
        ("1/x", "log(Abs(x))", "1", "-1", ()),
        ("1/x", "log(Abs(x))", "1", "b", ("b < 0",)),
        ("1/x", "log(Abs(x))", "-b", "b", ("b > 0",)),
        ("1/x", "log(Abs(x))", "b", "-b", ("b > 0",)),
        ("1/x**2", "-1/x", "a", "b", ("a < 0", "b > 0")),
        ("1/(x - 3)", "log(Abs(x - 3))", "0", "b", ("b > 5",)),
        ("1/(2 + cos(x))", "2*atan(tan(x/2)/sqrt(3))/sqrt(3)", "0", "b", ("b > 4",)),
    ],
)
def test_no_way_across_a_pole(
    f: str, primitive: str, low: str, high: str, facts: tuple[str, ...]
) -> None:
    """Bounds turned round, and symbols that certainly enclose the pole, do not help."""
    before = integral(read(f), x, read(low), read(high))
    line = bind(ops.BETWEEN, x, read(primitive), read(low), read(high))
    context = Context().assuming(*(read(g) for g in facts))
    assert newton_leibniz(before, line, context).status not in (Status.PROVED, Status.TESTED)
