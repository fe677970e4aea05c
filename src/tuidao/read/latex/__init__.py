"""The reader of LaTeX as people write it."""

from __future__ import annotations

from tuidao.read.latex.parser import LatexParser
from tuidao.read.latex.reading import Note, Reading

__all__ = ["LatexParser", "Note", "Reading"]
