"""A limit is taken within the domain: where there are no values near the point no theorem gives one."""

from __future__ import annotations

import pytest

from tuidao.check.replay import replay
from tuidao.lang.build import (
    ABOVE,
    BELOW,
    BOTH,
    continuous,
    function,
    lim,
    not_,
    num,
    oo,
    undefined,
)
from tuidao.lang.build import true as yes
from tuidao.lang.term import Sym, Term
from tuidao.proof import Chain, Derivation, Status, Verdict
from tuidao.read import read_plain
from tuidao.rules import RULES

x, t = Sym("x"), Sym("t")
ZERO = num(0)


def _shown(start: Term, after: Term, rule: str, **by: Term) -> Derivation:
    premises = by.pop("premises", ())
    return Chain(start).step(RULES[rule], after, by, premises=premises).derivation()  # type: ignore[arg-type]


def _limit(text: str, value: Term, at: Term = ZERO, side: Term = BOTH) -> Derivation:
    return _shown(lim(read_plain(text), x, at, side), value, "lim_continuous")


def _fn(text: str) -> Term:
    return function(x, read_plain(text))


def _firm(verdict: Verdict) -> bool:
    return verdict.status is Status.PROVED and not verdict.missing


@pytest.mark.parametrize(
    ("rule", "text"), [("lim_add", "sqrt(x) + sqrt(-x)"), ("lim_mul", "sqrt(x)*sqrt(-x)")]
)
def test_two_parts_with_no_point_in_common(rule: str, text: str) -> None:
    parts = (_limit("sqrt(x)", ZERO), _limit("sqrt(-x)", ZERO))
    by = {"u": _fn("sqrt(x)"), "v": _fn("sqrt(-x)"), "a": ZERO, "s": BOTH, "A": ZERO, "B": ZERO}
    value = ZERO + ZERO if rule == "lim_add" else ZERO * ZERO
    made = _shown(lim(read_plain(text), x, 0), value, rule, premises=parts, **by)
    assert replay(parts[0]).status is Status.PROVED
    assert replay(made).status is not Status.PROVED


def test_an_inner_function_on_the_wrong_side() -> None:
    inner, outer = _limit("-x**2", ZERO), _limit("sqrt(x)", ZERO)
    by = {"f": _fn("sqrt(x)"), "g": _fn("-x**2"), "a": ZERO, "s": BOTH, "b": ZERO, "A": ZERO}
    start = lim(read_plain("sqrt(-x**2)"), x, 0)
    made = _shown(start, ZERO, "lim_comp", premises=(inner, None, outer), **by)
    assert replay(made).status is not Status.PROVED


def test_bounded_means_that_there_are_values() -> None:
    for at, good in ((num(-5), False), (ZERO, True)):
        shifted = "(x + 5)" if at == num(-5) else "x"
        by = {"u": _fn(shifted), "v": _fn("sin(log(x))"), "a": at, "s": BOTH}
        start = lim(read_plain(shifted) * read_plain("sin(log(x))"), x, at)
        small = (_limit(shifted, ZERO, at),)
        made = _shown(start, ZERO, "lim_mul_of_bounded", premises=small, **by)
        assert _firm(replay(made)) is good


def test_a_side_outside_the_domain_proves_nothing() -> None:
    f, start = _fn("sqrt(x)"), lim(read_plain("sqrt(x)"), x, 0)
    wrong = _shown(start, undefined, "lim_undefined_of_side", f=f, a=ZERO, s=BELOW)
    assert replay(wrong).status is not Status.PROVED
    inverse = lim(read_plain("1/sqrt(x)"), x, 0)
    by = {"f": _fn("1/sqrt(x)"), "a": ZERO, "A": undefined, "B": oo}
    assert replay(_shown(inverse, undefined, "lim_undefined_of_sides", **by)).status is (
        Status.REFUTED
    )
    claim = not_(continuous(read_plain("sqrt(t)"), t, 0))
    by = {"u": function(t, read_plain("sqrt(t)")), "a": ZERO, "s": BELOW}
    end = _shown(claim, yes, "discontinuous_of_oscillation", **by)
    assert replay(end).status is not Status.PROVED


def test_a_side_that_swings_does() -> None:
    f = _fn("sin(1/x)")
    one = _shown(lim(read_plain("sin(1/x)"), x, 0, ABOVE), undefined, "lim_oscillates")
    start = lim(read_plain("sin(1/x)"), x, 0)
    by = {"f": f, "a": ZERO, "s": ABOVE}
    assert _firm(replay(_shown(start, undefined, "lim_undefined_of_side", premises=(one,), **by)))


def test_a_composite_may_have_a_limit_where_the_outer_function_has_none() -> None:
    """|t|/t has no limit at 0, |x²|/x² has."""
    by = {"f": _fn("Abs(x)/x"), "g": _fn("x**2"), "a": ZERO, "s": BOTH, "b": ZERO, "A": undefined}
    start = lim(read_plain("Abs(x**2)/x**2"), x, 0)
    assert replay(_shown(start, undefined, "lim_comp", **by)).status is Status.REFUTED
