"""Integrals that are proved not to be elementary."""

from __future__ import annotations

import pytest

import tuidao


@pytest.mark.parametrize(
    "f",
    [
        "exp(x**2)",
        "exp(x)/x",
        "1/log(x)",
        "sin(x)/x",
        "exp(exp(x))",
        "sqrt(1 + x**3)",
        "sqrt(sin(x))",
    ],
)
def test_no_elementary_antiderivative_is_proved(f: str) -> None:
    """The answer says so, with a proof; the data says so too."""
    solution = tuidao.solve(f"integrate({f}, x)")
    assert str(solution.answer) == "no elementary antiderivative"
    assert solution.verdict.status == "proved"
    assert solution.data["elementary"] is False


@pytest.mark.parametrize("f", ["x**x", "tan(x)/x", "exp(a*x)/x", "log(log(x))"])
def test_what_no_criterion_speaks_of_stays_open(f: str) -> None:
    """Not found is not the same as none."""
    solution = tuidao.solve(f"integrate({f}, x)")
    assert solution.answer is None
    assert solution.verdict.status == "open"


def test_the_proof_names_the_equation() -> None:
    """The equation without a rational solution stands in the proof, in both languages."""
    (step,) = tuidao.solve("integrate(exp(x**2), x)").steps
    assert "R′ + 2*x*R = 1" in step.why("en")
    assert "刘维尔" in step.why("zh")
