"""Text that knows where each of its characters stands in the source it was taken from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch of text; `at[k]` is the offset in the source of its k-th character."""

    text: str
    at: Sequence[int]

    @classmethod
    def of(cls, text: str, start: int = 0) -> Placed:
        """The text as it stands in the source from offset `start` on."""
        return cls(text, range(start, start + len(text)))

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, part: slice) -> Placed:
        return Placed(self.text[part], self.at[part])

    def __add__(self, other: Placed) -> Placed:
        return Placed(self.text + other.text, (*self.at, *other.at))

    @property
    def start(self) -> int:
        """Where it begins in the source."""
        return self.at[0] if len(self.at) else 0

    @property
    def end(self) -> int:
        """Where it ends in the source (the offset behind its last character)."""
        return self.at[-1] + 1 if len(self.at) else 0

    def strip(self, chars: str | None = None) -> Placed:
        """Without white space (or `chars`) at either end."""
        left = len(self.text) - len(self.text.lstrip(chars))
        return self[left : max(left, len(self.text.rstrip(chars)))]

    def replace_span(self, start: int, end: int, new: str) -> Placed:
        """With `new` in the place of [start, end): every new character points at where the old ones began."""
        where = self.at[start] if start < len(self.at) else self.end
        text = self.text[:start] + new + self.text[end:]
        return Placed(text, (*self.at[:start], *([where] * len(new)), *self.at[end:]))

    def blank(self, start: int, end: int) -> Placed:
        """With spaces in the place of [start, end)."""
        return Placed(self.text[:start] + " " * (end - start) + self.text[end:], self.at)
