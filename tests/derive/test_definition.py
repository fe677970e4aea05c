"""Derivatives from the definition, and every derivative rule derived from it."""

from __future__ import annotations

import pytest

from tuidao.check.replay import replay
from tuidao.derive import solve
from tuidao.derive.definition import derivation_of_rule
from tuidao.lang.build import apply
from tuidao.lang.op import BY_DEFINITION
from tuidao.proof import Derivation, Status
from tuidao.read import read_plain
from tuidao.rules import RULES, put_in

ELEMENTARY = "const pow exp_base exp logb log sin cos tan cot sec csc asin acos atan acot".split()
MORE = "id sqrt square e_pow sinh cosh add sub neg mul const_mul div const_div".split()


def rules_of(d: Derivation) -> set[str]:
    """Every rule that a derivation cites, folded lines and premises too."""
    found: set[str] = set()
    for step in d.steps:
        found.add(step.rule.id)
        found |= rules_of(Derivation(step.before, step.steps))
        for premise in step.premises:
            if premise is not None:
                found |= rules_of(premise)
    return found


@pytest.mark.parametrize("name", [*ELEMENTARY, *MORE])
def test_each_rule_follows_from_the_definition(name: str) -> None:
    found = derivation_of_rule(f"deriv_{name}")
    used = rules_of(found)
    assert "deriv_def" in used
    assert f"deriv_{name}" not in used
    assert not any("hopital" in rule or "taylor" in rule for rule in used), used
    assert replay(found).status in (Status.PROVED, Status.TESTED)


def test_the_chain_rule_is_not_passed_off_as_derived() -> None:
    with pytest.raises(ValueError, match="deriv_chain"):
        derivation_of_rule("deriv_chain")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("diff(sin(x), x)", "cos(x)"),
        ("diff(x**3 - 2*x, x)", "3*x**2 - 2"),
        ("diff(1/x, x)", "-1/x**2"),
        ("diff(sqrt(2*x + 1), x)", "1/sqrt(2*x + 1)"),
        ("diff(exp(3*x), x)", "3*exp(3*x)"),
        ("diff(x*log(x), x)", "log(x) + 1"),
        ("diff(x**2, x, at=3)", "6"),
        ("diff(Abs(x), x, at=0)", "does not exist"),
    ],
)
def test_worked_from_the_definition(text: str, wanted: str) -> None:
    worked = solve(apply(BY_DEFINITION, read_plain(text)))
    assert str(worked.answer) == wanted
    assert replay(worked.derivation).status in (Status.PROVED, Status.TESTED)


def test_the_sine_by_the_half_increment() -> None:
    lines = solve(apply(BY_DEFINITION, read_plain("diff(sin(x), x)"))).derivation.steps
    assert str(lines[1].after) == "limit(cos(x + h/2)*(sin(h/2)/(h/2)), h, 0)"


def test_what_is_derived_is_the_rule() -> None:
    found = derivation_of_rule("deriv_sin")
    assert found.claim == put_in(RULES["deriv_sin"].conclusion, {"x": read_plain("x")})
