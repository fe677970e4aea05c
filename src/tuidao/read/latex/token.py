"""A token of LaTeX."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Token:
    """kind: num, letter, cmd, text, sign, end. `gap`: a wide space stands before it."""

    kind: str
    text: str
    start: int
    end: int
    gap: bool = False
