"""How zeros are looked for: how deep, in closed form only or also by isolating intervals, and where."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuidao.lang.term import Term


@dataclass(frozen=True, slots=True)
class Search:
    """`isolate`: zeros without a closed form are told as root_of(f, x, a, b); `within`: only those there are wanted."""

    depth: int = 0
    isolate: bool = False
    within: tuple[Term, Term] | None = None

    def deeper(self) -> Search:
        """The same for an equation that comes up on the way."""
        return replace(self, depth=self.depth + 1)

    def elsewhere(self) -> Search:
        """The same for an equation in another variable."""
        return replace(self, depth=self.depth + 1, within=None)


EXACT, ANY = Search(), Search(isolate=True)
