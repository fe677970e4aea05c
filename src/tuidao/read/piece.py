"""The pieces a document is cut into: headings, prose and formulas, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from tuidao.read.placed import Placed


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest."""

    level: int
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Prose:
    """Words between formulas."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its delimiters. `start`, `end`: where it stands in the source, delimiters included."""

    body: Placed
    display: bool
    start: int
    end: int


Piece = Heading | Prose | Formula


class Lines:
    """Line and column (both from 1) of an offset in a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        for k, c in enumerate(text):
            if c == "\n":
                self.starts.append(k + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """(line, column) of the character at `offset`."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, without its end."""
        start = self.starts[number - 1]
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r")
