"""A line without a value proves nothing: no derivative there, a quotient by zero, a root outside its domain."""

from __future__ import annotations

import pytest

from tuidao.check.conditions import Context, discharge
from tuidao.check.replay import replay
from tuidao.lang.build import (
    D,
    abs_,
    continuous,
    defined,
    differentiable,
    differentiable_on,
    eq,
    function,
    gt,
    integral,
    lim,
    lt,
    num,
    opened,
    sin,
    sqrt,
    true,
)
from tuidao.lang.term import Sym, Term
from tuidao.proof import Chain, Derivation, Status
from tuidao.read import read_plain
from tuidao.rules import RULES

t, x, a, b, h, f = (Sym(n) for n in ("t", "x", "a", "b", "h", "f"))
SLOPE = D(f(t), t, a)
QUOTIENT = lim((f(a + h) - f(a)) / h, h, 0)


def _proved(condition: Term, *facts: Term) -> bool:
    """Proved with nothing left to assume."""
    found = discharge(condition, Context().assuming(*facts))
    return found.status is Status.PROVED and not found.missing


@pytest.mark.parametrize(
    "text",
    ["sin(t)*exp(t)", "t**3", "log(t)", "sqrt(t)", "Abs(t)", "t**(1/3)"],
)
def test_the_derivative_of_an_elementary_function_exists_inside_its_domain(text: str) -> None:
    body = read_plain(text)
    for order in (1, 2, 5):
        assert _proved(defined(D(body, t, 2, order)))


@pytest.mark.parametrize("text", ["Abs(t)", "t**(1/3)", "sqrt(t)", "sqrt(t**2)"])
def test_a_derivative_that_does_not_exist_has_no_value(text: str) -> None:
    body = read_plain(text)
    assert not _proved(defined(D(body, t, 0)))
    assert not _proved(defined(D(body, t, 0, 2)))
    assert not _proved(eq(D(body, t, 0) - D(body, t, 0), 0))
    assert not _proved(eq(D(body, t, 0), D(body, t, 0)))


def test_of_an_abstract_function_it_must_be_known() -> None:
    found = discharge(defined(SLOPE), Context())
    assert found.missing == (differentiable(f(t), t, a),)
    assert _proved(defined(SLOPE), differentiable(f(t), t, a))
    assert not _proved(defined(D(f(t), t, a, 2)), differentiable(f(t), t, a))
    inside = (differentiable_on(f(t), t, opened(0, 1)), gt(a, 0), lt(a, 1))
    assert _proved(defined(SLOPE), *inside)
    assert not _proved(defined(SLOPE), *inside[:-1])


def test_an_equality_needs_values_on_both_sides() -> None:
    assert discharge(read_plain("x/x = 1"), Context()).missing == (read_plain("x != 0"),)
    assert _proved(read_plain("x/x = 1"), read_plain("x > 0"))
    assert not _proved(read_plain("sqrt(x)**2 >= 0"))


def test_the_definition_read_backwards_needs_differentiability() -> None:
    chain = Chain(QUOTIENT)
    chain.step(RULES["deriv_def"], SLOPE, {"u": function(t, f(t)), "x": a}, reverse=True)
    verdict = replay(chain.derivation())
    assert differentiable(f(t), t, a) in verdict.missing


def test_a_premise_must_lead_to_something_that_has_a_value() -> None:
    """From lim = f'(a), with f'(a) nowhere shown to exist, lim 2·quotient = 2·f'(a) does not follow."""
    premise = Chain(QUOTIENT)
    premise.step(RULES["deriv_def"], SLOPE, {"u": function(t, f(t)), "x": a}, reverse=True)
    quotient = (f(a + h) - f(a)) / h
    by = {"c": num(2), "u": function(h, quotient), "a": num(0), "s": num(0), "A": SLOPE}
    chain = Chain(lim(2 * quotient, h, 0))
    chain.step(RULES["lim_const_mul"], 2 * SLOPE, by, premises=(premise.derivation(),))
    verdict = replay(chain.derivation())
    assert differentiable(f(t), t, a) in verdict.missing
    assert not replay(chain.derivation(), Context((differentiable(f(t), t, a),))).missing or (
        replay(chain.derivation(), Context((differentiable(f(t), t, a),))).missing
        == (defined(QUOTIENT),)
    )


def _simplified(start: Term, after: Term, path: tuple[int, ...]) -> Derivation:
    return Chain(start).step(RULES["simplify"], after, path=path).derivation()


def test_simplifying_may_not_lose_the_domain() -> None:
    root = sqrt(x) ** 2
    assert replay(_simplified(lim(root, x, -5), lim(x, x, -5), (0,))).status is Status.REFUTED
    low, high = num(-2), num(-1)
    made = _simplified(integral(root, x, low, high), integral(x, x, low, high), (0,))
    assert replay(made).status is Status.REFUTED
    good = _simplified(lim(root, x, 5), lim(x, x, 5), (0,))
    assert replay(good).status is Status.PROVED
    assert not replay(good).missing
    at_the_end = _simplified(lim(root, x, 0), lim(x, x, 0), (0,))
    assert replay(at_the_end).status is Status.PROVED  # a limit is taken within the domain


def test_a_product_may_be_differentiable_where_its_factors_are_not() -> None:
    """(t^(1/3)·t^(2/3))' is 1 at 0; by the product rule it would be what simplifying 0·u' leaves."""
    u, v = read_plain("t**(1/3)"), read_plain("t**(2/3)")
    at = read_plain("diff(t**(1/3), t, at=x)*x**(2/3) + x**(1/3)*diff(t**(2/3), t, at=x)")
    chain = Chain(D(u * v, t, x))
    chain.step(RULES["deriv_mul"], at, {"u": function(t, u), "v": function(t, v), "x": x})
    chain.step(RULES["simplify"], num(1))
    verdict = replay(chain.derivation())
    assert verdict.status is not Status.PROVED or read_plain("x != 0") in verdict.missing


def test_a_statement_rule_needs_values_for_what_it_is_told() -> None:
    wrong = Chain(continuous(abs_(t) / t, t, 0))
    wrong.step(RULES["continuous_of_lim"], true, {"u": function(t, abs_(t) / t), "a": num(0)})
    assert replay(wrong.derivation()).status is not Status.PROVED or (
        replay(wrong.derivation()).missing
    )
    assert not _proved(defined(sin(D(abs_(t), t, 0))))


def test_an_integral_that_may_diverge_has_no_value_at_sight() -> None:
    assert not _proved(defined(integral(1 / t, t, 0, 1)))
    assert not _proved(defined(integral(1 / t, t, -1, 1)))
    assert _proved(defined(integral(1 / t, t, 1, 2)))
    assert _proved(defined(integral(f(t), t, 0, 1)))
    nothing = integral(1 / t, t, 0, 1) - integral(1 / t, t, 0, 1)
    assert replay(_simplified(nothing, num(0), ())).missing


def test_intervals_are_joined_only_where_the_integrals_exist() -> None:
    left = integral(1 / t, t, -1, 2) - integral(1 / t, t, -1, 1)
    by = {"f": function(t, 1 / t), "a": num(-1), "p": num(1), "q": num(2)}
    chain = Chain(left).step(RULES["integral_sub_start"], integral(1 / t, t, 1, 2), by)
    assert replay(chain.derivation()).missing
