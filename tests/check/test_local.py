"""Conditions read off: pieces near a point, strict inequalities by continuity, plain limits and numbers."""

from __future__ import annotations

import pytest

from tuidao.check.conditions import Context, discharge
from tuidao.proof import Status
from tuidao.read import read_plain

PIECES = "Piecewise((6*t**2, t >= 0), (12*t**2, t < 0))"


def _missing(condition: str, *facts: str) -> list[str] | None:
    found = discharge(read_plain(condition), Context().assuming(*map(read_plain, facts)))
    return [str(m) for m in found.missing] if found.status is Status.PROVED else None


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        (f"near(diff({PIECES}, t) = 24*t, t, 0, '-')".replace("'", '"'), ()),
        (f"near(diff({PIECES}, t) = 12*t, t, 0, '+')".replace("'", '"'), ()),
        (f"diff({PIECES}, t, at=3) = 36", ()),
        (f"differentiable({PIECES}, t, -1)", ()),
        ("near(1 + h/x > 0, h, 0)", ("x != 0",)),
        ("limit(x/2, x, 0) = 0", ()),
    ],
)
def test_holds(condition: str, facts: tuple[str, ...]) -> None:
    assert _missing(condition, *facts) == []


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        (f"near(diff({PIECES}, t) = 24*t, t, 0)", ()),
        (f"diff({PIECES}, t, at=a) = 12*a", ()),
        ("differentiable(Piecewise((t, t >= 0), (-t, t < 0)), t, 0)", ()),
        ("differentiable(Piecewise((t, t > 0), (1, True)), t, 0)", ()),
        ("diff(Piecewise((1, t > 0), (0, True)), t, at=0) = 0", ()),
        ("diff(Piecewise((5, t = 0), (t, True)), t, at=0) = 0", ()),
        ("near(sign(h) + 1 > 0, h, 0)", ()),
        ("near(h > 0, h, 0)", ()),
        ("near(sqrt(h) + 1 > 0, h, 0)", ()),
        ("limit(x/2, x, 0) = 1", ()),
    ],
)
def test_does_not_follow(condition: str, facts: tuple[str, ...]) -> None:
    assert _missing(condition, *facts) != []


def test_what_is_missing_is_said_plainly() -> None:
    assert _missing("near(1 + h/x > 0, h, 0)") == ["x != 0"]
    assert _missing("1 - 1 <= n") == ["0 <= n"]
