"""What a text was read as: the term, where its parts stand, and the choices that were made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from tuidao.diagnostic import InputError, Span
from tuidao.lang.term import Path, Term
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser

Choice: TypeAlias = tuple[str, int]  # the code of a note and where it begins
TWO_WAYS = frozenset(
    (
        *("reach", "division-reach", "argument-reach", "derivative-reach", "bar-reach"),
        "square-brackets",
    )
)


@dataclass(frozen=True, slots=True)
class Note:
    """A place where the writing leaves a choice: what it was, and how it was read."""

    code: str
    span: Span
    text: Text


class Reading:
    """The term, the choices made, and, when asked for, the places of subterms and what else could be meant."""

    def __init__(self, term: Term, notes: tuple[Note, ...], parser: LatexParser) -> None:
        self.term = term
        self.notes = notes
        self._parser = parser

    @cached_property
    def spans(self) -> dict[Path, Span]:
        """The place of every subterm by path."""
        return self._parser.build.spans(self.term)

    def alternatives(self) -> Iterator[tuple[Note, Term]]:
        """What else the text could mean: for each note of a choice, the term read with that choice made otherwise.

        Each is a reading of its own, made when it is asked for; the same term is not given twice.
        """
        seen = {self.term}
        for note in self.notes:
            if note.code not in TWO_WAYS:
                continue
            try:
                other = self._parser.again((note.code, note.span.start))
            except InputError:
                continue
            if other not in seen:
                seen.add(other)
                yield note, other
