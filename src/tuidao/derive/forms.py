"""Other forms of an expression: multiplied out, over one denominator, cancelled; and the shortest of them."""

from __future__ import annotations

from tuidao.derive.simplify import tidy
from tuidao.lang.term import Term


def simplest(t: Term) -> Term:
    """The shortest of a few forms."""
    return tidy(t)
