"""What a text was read as: the term, where its parts stand, and the choices that were made."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.diagnostic import Span
from tuidao.lang.term import Path, Term
from tuidao.text import Text


@dataclass(frozen=True, slots=True)
class Note:
    """A place where the writing leaves a choice: what it was, and how it was read."""

    code: str
    span: Span
    text: Text


@dataclass(frozen=True, slots=True)
class Reading:
    """The term, the place of every subterm by path, and the choices made."""

    term: Term
    spans: dict[Path, Span]
    notes: tuple[Note, ...]
