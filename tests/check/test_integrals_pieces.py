"""Antiderivatives in pieces: proved where they join and differentiate back, and nowhere else."""

from __future__ import annotations

import pytest

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.integrals_pieces import by_pieces
from tuidao.lang.term import Sym
from tuidao.read import read_plain

x = Sym("x")


@pytest.mark.parametrize(
    ("f", "answer"),
    [
        ("x*Abs(x)", "Piecewise((-x**3/3, x < 0), (x**3/3, True)) + C"),
        ("exp(-Abs(x))", "Piecewise((exp(x), x < 0), (2 - exp(-x), True)) + C"),
        (
            "Piecewise((x, x < 0), (sin(x), True))",
            "Piecewise((x**2/2, x < 0), (1 - cos(x), True)) + C",
        ),
    ],
)
def test_continuous_functions_in_pieces(f: str, answer: str) -> None:
    """Proved, and without a condition."""
    solution = tuidao.solve(f"integrate({f}, x)")
    assert str(solution.answer) == answer
    assert solution.verdict.status == "proved"
    assert not solution.verdict.missing


@pytest.mark.parametrize(
    ("primitive", "f"),
    [
        ("Piecewise((-x**3/3, x < 0), (x**3/3 + 1, True))", "x*Abs(x)"),  # a gap
        ("Piecewise((-x, x < 0), (x, True))", "sign(x)"),  # f jumps
        ("Piecewise((-x**3/3, x < 1), (x**3/3 - 2/3, True))", "x*Abs(x)"),  # cut elsewhere
        ("Piecewise((x**2/2, x < 0), (x, True))", "Piecewise((x, x < 0), (1, True))"),
        ("Piecewise((0, x < 0), (x, True))", "Piecewise((0, x <= 0), (1, True))"),
        ("Piecewise((x**2/2, x < 0), (x**2, True))", "x"),
        (
            "Piecewise((x**2/2, x < 0), (x**2/2, True))",
            "Piecewise((x, x < 0), (5, x <= 0), (x, True))",
        ),
    ],
)
def test_what_is_no_antiderivative_everywhere(primitive: str, f: str) -> None:
    """A gap, a jump, a wrong piece, one value of f out of line."""
    assert not by_pieces(read_plain(primitive), read_plain(f), x, Context())
