"""The bare derivative against automatic differentiation in ball arithmetic, and derivatives worked in checked lines."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from flint import arb

from tuidao.check.replay import replay
from tuidao.derive import solve
from tuidao.derive.derivative import TABLE, derivative
from tuidao.derive.derivative_lines import TABLE_RULE
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import D
from tuidao.lang.term import App, Sym, Term
from tuidao.proof import Status
from tuidao.read import read_plain
from tuidao.rules import RULES, put_in

from .test_simplify import X, Y, draw


@pytest.mark.parametrize("op", TABLE, ids=lambda op: op.name)
def test_the_table_and_the_rules_agree(op: ops.Op) -> None:
    rule = RULES[TABLE_RULE[op]]
    assert put_in(rule.right, {"x": X}) == TABLE[op](X)


@pytest.mark.parametrize("op", TABLE, ids=lambda op: op.name)
def test_the_table_against_ball_arithmetic(op: ops.Op) -> None:
    f = App(op, (X,))
    met = 0
    for k in (-23, -9, -4, 3, 7, 16, 29):
        at = Fraction(k, 11)
        exact, found = value(D(f, X), {X: at}, 20), value(TABLE[op](X), {X: at}, 20)
        if isinstance(value(f, {X: at}), arb) and isinstance(exact, arb):
            assert isinstance(found, arb)
            assert exact.overlaps(found), f"{f} at {at}"
            met += 1
    assert met >= 2


def test_random_terms_against_ball_arithmetic() -> None:
    rng = random.Random(11)
    met = 0
    for _ in range(500):
        f = draw(rng, rng.randint(1, 4))
        slope = derivative(f, X)
        assert slope is not None
        at = {X: Fraction(rng.randint(-40, 40), 13), Y: Fraction(rng.randint(1, 60), 17)}
        exact, found = value(D(f, X), at, 15), value(slope, at, 15)
        if isinstance(exact, arb) and isinstance(found, arb):
            assert exact.overlaps(found), f"{f} at {at}: {exact}, {found}"
            met += 1
    assert met > 150


@pytest.mark.parametrize("text", ["gamma(x)", "Sum(x**k, (k, 0, oo))", "zeta(x)"])
def test_what_has_no_rule_says_so(text: str) -> None:
    f = read_plain(text, frozenset({"zeta"}))
    slope = derivative(f, X)
    assert slope is None or "diff" in str(slope)


WORKED = [
    ("diff(x**2*sin(3*x)/log(x), x)", None),
    ("diff(3*x**2 - 2*x + sin(x)/2 + 5, x)", "6*x - 2 + cos(x)/2"),
    ("diff(x**x, x)", "x**x*(log(x) + 1)"),
    ("diff((2*x + 1)/(x + 3), x)", "5/(x + 3)**2"),
    ("diff(exp(-x**2), x)", "-2*exp(-x**2)*x"),
    ("diff(log(Abs(cos(x))), x)", "-sin(x)/cos(x)"),
    ("diff(sin(x)*exp(x), x, 3)", None),
    ("diff(diff(x**2*y**3, y), x) + 1", "6*x*y**2 + 1"),
    ("diff(x**4, x, 5)", "0"),
    ("diff(sqrt(x), x)", "1/(2*sqrt(x))"),
    ("diff(x**(2/3), x)", "2/(3*x**(1/3))"),
    ("diff(2**x, x)", "2**x*log(2)"),
    ("diff(Abs(x), x)", "sign(x)"),
    ("diff(u(x)*v(x), x)", "diff(u(x), x)*v(x) + u(x)*diff(v(x), x)"),
    ("diff(f(x**2), x)", "2*x*diff(f(t), t, at=x**2)"),
    ("gradient(x**2*y, [x, y])", "[2*x*y, x**2]"),
    ("hessian(x**2*y, [x, y])", "[[2*y, 2*x], [2*x, 0]]"),
    ("jacobian([x*y, x + y], [x, y])", "[[y, x], [1, 1]]"),
]


@pytest.mark.parametrize(("text", "wanted"), WORKED)
def test_worked_in_lines_that_hold(text: str, wanted: str | None) -> None:
    worked = solve(read_plain(text, frozenset({"u", "v", "f"})))
    assert isinstance(worked.answer, Term)
    if wanted is not None:
        assert str(worked.answer) == wanted
    assert replay(worked.derivation).status is Status.PROVED
    assert worked.derivation.end == worked.answer


def test_where_the_logarithm_has_a_value_nothing_more_is_asked() -> None:
    worked = solve(read_plain("diff(log(x), x)"))
    assert replay(worked.derivation).missing == ()


def test_the_derivative_of_the_absolute_value_leaves_zero_out() -> None:
    worked = solve(read_plain("diff(Abs(x), x)"))
    assert [str(c) for c in replay(worked.derivation).missing] == ["x != 0"]


def test_the_chain_rule_names_both_functions() -> None:
    worked = solve(read_plain("diff(sin(x**2), x)"))
    first = worked.derivation.steps[0]
    assert first.rule.id == "deriv_chain"
    assert str(first.after) == "diff(sin(t), t, at=x**2)*diff(x**2, x)"


def test_a_large_problem_ends_quickly() -> None:
    f: Term = X
    for _ in range(400):
        f = App(ops.SIN, (f,))
    worked = solve(D(f, Sym("x")))
    assert worked.answer is None or isinstance(worked.answer, Term)
