"""The reader of plain text."""

from __future__ import annotations

from tuidao.read.plain.parser import PlainParser

__all__ = ["PlainParser"]
