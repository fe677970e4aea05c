"""Conditions as they are written down: 1 ≤ i and i ≤ n as 1 ≤ i ≤ n."""

from __future__ import annotations

from itertools import pairwise

from tuidao.lang import op as ops
from tuidao.lang.term import App, Num, Term

_TURNED = {ops.GT: ops.LT, ops.GE: ops.LE}
_RISING = (ops.LT, ops.LE)


def is_chain(args: tuple[Term, ...]) -> bool:
    """Are these relations, each going on where the one before ends: a < b, b < c?"""
    links = [a for a in args if type(a) is App and a.op in (*ops.RELATIONS, ops.SIMILAR)]
    return len(links) == len(args) > 1 and all(p.args[1] == q.args[0] for p, q in pairwise(links))


def chained(conditions: tuple[Term, ...]) -> tuple[Term, ...]:
    """The conditions with a ≤ b and b ≤ c made one, where b is a letter; the others as they are, in their places."""
    left = list(conditions)
    found: list[Term] = []
    while left:
        links = [left.pop(0)]
        for below in (True, False):
            more = _next(links, left, below)
            while more is not None:
                left.remove(more)
                links = [more, *links] if below else [*links, more]
                more = _next(links, left, below)
        found.append(App(ops.AND, tuple(map(_rising, links))) if len(links) > 1 else links[0])
    return tuple(found)


def _next(links: list[Term], others: list[Term], below: bool) -> Term | None:
    """A condition that ends where the chain begins (`below`), or begins where it ends."""
    end = _rising(links[0 if below else -1])
    if not (type(end) is App and end.op in _RISING) or type(end.args[1 - below]) is Num:
        return None
    for other in others:
        link = _rising(other)
        if type(link) is App and link.op in _RISING and link.args[below] == end.args[1 - below]:
            return other
    return None


def _rising(t: Term) -> Term:
    """a > b as b < a."""
    return App(_TURNED[t.op], t.args[::-1]) if type(t) is App and t.op in _TURNED else t
