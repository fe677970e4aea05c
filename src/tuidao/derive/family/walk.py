"""Going over every part of a term."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.lang.term import Path, Term, children, rebuild


def mapped(t: Term, change: Callable[[Term], Term]) -> Term:
    """`change` applied to every subterm, innermost first; bound variables stay references."""
    parts = children(t)
    if parts:
        new = tuple([mapped(c, change) for c in parts])
        if any(a is not b for a, b in zip(parts, new, strict=True)):
            t = rebuild(t, new)
    return change(t)


def find(t: Term, path: Path, wanted: Callable[[Term], bool]) -> Path | None:
    """The first place, outermost first, of a part that is wanted."""
    if wanted(t):
        return path
    for n, c in enumerate(children(t)):
        found = find(c, (*path, n), wanted)
        if found is not None:
            return found
    return None
