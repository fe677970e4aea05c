"""Claims about functions that are only named, settled by theorems whose hypotheses the text states."""

from __future__ import annotations

from tuidao.judge.theory.decide import by_theory

__all__ = ["by_theory"]
