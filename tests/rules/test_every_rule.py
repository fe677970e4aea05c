"""Every rule holds at points drawn by its sorts and conditions, and breaks where it says once they are dropped."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from flint import arb

from tuidao.check.conditions import Context, discharge
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, evaluate, truth
from tuidao.lang.build import ABOVE, BELOW, BOTH, D, function, is_op
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, instantiate
from tuidao.proof import Status
from tuidao.read import read_plain
from tuidao.rules import RULES, Rule, put_in

WANTED, SLOW = (
    50,
    8,
)  # points that count, for plain rules and for those about limits, sums and derivatives
TRIES = 900
t = Sym("t")
POOL = [
    function(t, read_plain(text))
    for text in "t; t**2; 2*t + 1; sin(t); exp(t); cos(t) + 2; t**3 - t; 1/(t**2 + 1); 3; atan(t)".split(
        ";"
    )
]
SMALL = [
    function(t, read_plain(text))
    for text in "t; sin(t); t**2; exp(t) - 1; -t; 2*t + t**2".split(";")
]


ELSEWHERE = {
    "sigma_eq_sigmoid": "its condition is the conclusion for all values",
    "deriv_integral_limits": "needs a function continuous between two others",
    "deriv_inverse": "needs a pair of inverse functions",
    "deriv_piecewise": "needs a condition as a function",
    "lim_squeeze": "needs three functions in order",
    "lim_hopital_zero": "needs the limit that it is to find",
    "lim_hopital_inf": "needs the limit that it is to find",
    "eq_subst": "its premise is its conclusion",
    "lim_of_ends": "needs a function with the same limit at both ends",
    "lim_comp": "needs the value of the inner limit",
    "lim_of_value_between": "needs a function squeezed between values of another",
    "deriv_integral": "needs a point inside the interval",
    "newton_leibniz": "needs a function and its derivative",
}


def drawn_elsewhere(rule: Rule) -> str:
    """Why a rule is not drawn here: its conclusion is settled by a procedure or is about more than numbers; else ""."""
    if rule.id in ELSEWHERE:
        return ELSEWHERE[rule.id]
    if rule.decide and not is_op(rule.conclusion, ops.EQ):
        return "a procedure settles it"
    if is_op(rule.conclusion, ops.EQ) and is_op(rule.left, *QUESTIONS):
        return "about a question, not numbers"
    if rule.decide and any(sort in ("fn", "value", "truth") for sort in rule.params.values()):
        return "a procedure settles it"
    if rule.decide and all(isinstance(s, Sym) for s in rule.conclusion.args):  # type: ignore[union-attr]
        return "a procedure settles it"
    about_families = rule.chapter in ("families", "information", "matrices", "distributions")
    if any(sort in ("row", "truth") for sort in rule.params.values()) or about_families:
        return "about families of numbers"
    if not is_op(rule.conclusion, ops.EQ, ops.LE, ops.LT, ops.GE, ops.GT, ops.NE):
        return "about functions, not numbers"
    if any(is_op(side, *ops.RELATIONS) for side in rule.conclusion.args):  # type: ignore[union-attr]
        return "about statements, not numbers"
    if _holds(rule.conclusion, ops.EPSILON_DELTA, ops.INFINITESIMAL, ops.UNDEFINED):
        return "about functions, not numbers"
    if rule.chapter in (
        "derivative_points",
        "differentials",
        "integrals_definite",
        "integrals_known",
        "integrals_known_more",
        "continuity",
        "theorems",
    ) or "oo" in str(rule.conclusion.args[1]):  # type: ignore[union-attr]
        return "its premises are limits that are drawn with their own rules"
    return ""


def _holds(term: Term, *wanted: ops.Op) -> bool:
    return is_op(term, *wanted) or any(_holds(c, *wanted) for c in children(term))


QUESTIONS = tuple(op for op in ops.OPS.values() if op.sort is ops.Sort.QUERY)
DRAWN = [r for r in RULES.values() if not drawn_elsewhere(r)]


def number(rng: random.Random, whole: bool) -> Num:
    if whole:
        return Num(rng.randint(1, 5))
    return Num(
        Fraction(rng.choice([-7, -3, -2, -1, 1, 2, 3, 5, 9, 12]), rng.choice([1, 2, 3, 4, 5, 7]))
    )


def draw(rule: Rule, rng: random.Random) -> dict[str, Term]:
    """Values for the variables; a variable that a premise gives the value of is bound to what it equals."""
    about_limits = _holds(rule.conclusion, ops.LIMIT)
    whole = _holds(rule.conclusion, ops.SUM, ops.PRODUCT) or rule.id in (
        "factorial_succ",
        "deriv_root",
        "deriv_deriv",
        "deriv_monomial_nth",
        "deriv_pow_nth",
    )
    small = "important" in rule.chapter or rule.id in (
        "lim_add_infinitesimal",
        "lim_mul_of_bounded",
        "lim_comp",
    )
    by: dict[str, Term] = {}
    for name, sort in rule.params.items():
        match sort:
            case "fn":
                by[name] = rng.choice(SMALL if small else POOL)
            case "side":
                by[name] = rng.choice([ABOVE, BELOW, BOTH])
            case "point":
                by[name] = Num(0) if small else rng.choice([number(rng, False), Num(0), Num(1)])
            case _:
                by[name] = number(rng, whole and not (about_limits or name == "c"))
    for given in rule.given:
        if isinstance(given, App) and given.op is ops.EQ:
            for known, free in (given.args, given.args[::-1]):
                if isinstance(free, Sym) and free.name in by and not isinstance(known, Sym):
                    by[free.name] = put_in(known, by)
                    break
    return by


def condition_holds(given: Term, by: dict[str, Term]) -> bool:
    condition = put_in(given, by)
    if isinstance(condition, App) and condition.op is ops.EQ:
        here, there = (evaluate(side, {}) for side in condition.args)
        close = (
            isinstance(here, arb) and isinstance(there, arb) and bool((here - there).contains(0))
        )
        return close and float((here - there).rad()) < 1e-9
    if isinstance(condition, Bind):
        verdict = discharge(condition, Context())
        return verdict.status is Status.PROVED and not verdict.missing
    return truth(condition, {}) is True


def judge(rule: Rule, by: dict[str, Term]) -> bool | None:
    """Does the conclusion hold here? None: the right side has no value, or balls cannot tell."""
    claim = put_in(rule.conclusion, by)
    assert isinstance(claim, App)
    if claim.op is not ops.EQ:
        return truth(claim, {})
    left, right = claim.args
    if isinstance(left, Bind) and left.op is ops.ANTIDERIVATIVE:
        return slope_agrees(rule, by)
    there = evaluate(right, {})
    if not isinstance(there, arb) or not there.is_finite():
        return None
    here = evaluate(left, {})
    if here is NO_VALUE:
        return False
    if not isinstance(here, arb) or not here.is_finite():
        return None
    if here.overlaps(there):
        return True if float(here.rad()) < 1e-6 else None
    return False


def slope_agrees(rule: Rule, by: dict[str, Term]) -> bool | None:
    claim = put_in(rule.conclusion, {**by, "x": t})
    left, right = claim.args  # type: ignore[union-attr]
    integrand, slope = instantiate(left.body, by["x"]), D(right, t, by["x"])
    there, here = evaluate(integrand, {}), evaluate(slope, {})
    if not isinstance(there, arb) or not isinstance(here, arb):
        return None
    return bool(here.overlaps(there))


@pytest.mark.parametrize("rule", DRAWN, ids=lambda r: r.id)
def test_rule_holds(rule: Rule) -> None:
    """At enough points that meet the conditions, and at none of them does it fail."""
    rng = random.Random(rule.id)
    heavy = (
        _holds(rule.conclusion, ops.LIMIT, ops.SUM, ops.PRODUCT, ops.INTEGRAL)
        or "fn" in rule.params.values()
    )
    wanted = SLOW if heavy else WANTED
    met, seen = 0, 0
    for _ in range(TRIES):
        by = draw(rule, rng)
        if not all(condition_holds(g, by) for g in rule.given):
            continue
        seen += 1
        held = judge(rule, by)
        assert held is not False, f"{rule.id}: { ({k: str(v) for k, v in by.items()}) }"
        met += held is True
        if met >= wanted:
            return
    assert met >= wanted, f"{rule.id}: only {met} points counted of {seen} that met the conditions"


def plain(value: str, sort: str, name: str) -> Term:
    term = read_plain(value)
    if sort != "fn":
        return term
    free = [Sym("t"), Sym("x"), Sym("k"), Sym("h")]
    return function(next((s for s in free if s.name in value.replace("exp", "")), t), term)


BREAKING = [
    r
    for r in DRAWN
    if r.breaks_at
    and set(r.breaks_at) == set(r.params)
    and "fn" not in r.params.values()
    and not r.decide
]


@pytest.mark.parametrize("rule", BREAKING, ids=lambda r: r.id)
def test_rule_breaks_without_its_conditions(rule: Rule) -> None:
    """Where it says it breaks a condition fails, and the two sides differ, or but one has a value."""
    by = {name: plain(value, rule.params[name], name) for name, value in rule.breaks_at.items()}
    assert not all(condition_holds(g, by) for g in rule.given)
    claim = put_in(rule.conclusion, by)
    assert isinstance(claim, App)
    left, right = (evaluate(side, {}) for side in claim.args)
    if isinstance(left, arb) and isinstance(right, arb):
        assert not left.overlaps(right)
    else:
        assert isinstance(left, arb) != isinstance(right, arb) or left is NO_VALUE


def test_most_rules_are_drawn() -> None:
    """The guard meets most of the rules that say something about numbers."""
    assert len(DRAWN) > 110
    assert len(BREAKING) > 20
