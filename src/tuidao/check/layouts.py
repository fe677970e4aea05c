"""Vectors and matrices beside their entries: the step from one way of writing to the other."""

from __future__ import annotations

from itertools import permutations

from tuidao.check.conditions import Context
from tuidao.check.normal import same
from tuidao.lang import op as ops
from tuidao.lang.focus import fresh
from tuidao.lang.layout import Layout, NoLayout, written_out
from tuidao.lang.term import Bind, Sym, Term, free_symbols, instantiate, substitute
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_YES = Text("entry by entry the same", "逐个元素相同")
_NO = Text("the entries are not shown to be the same", "未能证明各元素相同")
_MOST_RANK = 2
_MOST_NAMES = 6


def index_form(before: Term, after: Term, context: Context) -> Verdict:
    """`after` is `before` with its vectors and matrices in entries."""
    try:
        found = written_out(before)
    except NoLayout:
        return Verdict(Status.OPEN, _NO)
    return Verdict(Status.PROVED, _YES) if found == after else Verdict(Status.OPEN, _NO)


def matrix_form(before: Term, after: Term, context: Context) -> Verdict:
    """`before` gives the entries, k ↦ l ↦ …, of the vector or matrix `after`, with sizes named as in `before`."""
    taken = set(free_symbols(before) | free_symbols(after))
    at: list[Term] = []
    t = before
    while type(t) is Bind and t.op is ops.LAMBDA and len(at) < _MOST_RANK:
        k = fresh(t.name or "k", taken)
        taken.add(k)
        at.append(k)
        t = instantiate(t.body, k)
    layout = Layout((before, after), entries=t)
    try:
        layout.axes(after, len(at))
        entry = layout.entry(after, tuple(at))
    except NoLayout:
        return Verdict(Status.OPEN, _NO)
    open_sizes = sorted((s for s in free_symbols(entry) if s.name.startswith("\x02")), key=str)
    groups: dict[tuple[str, int], list[Sym]] = {}
    for s in open_sizes:
        name, _, axis = s.name[1:].rpartition(":")
        groups.setdefault(layout.root((name, int(axis))), []).append(s)
    names = sorted(free_symbols(t) - free_symbols(after) - set(at), key=str)[:_MOST_NAMES]
    if len(groups) > len(names) or len(groups) > _MOST_RANK + 1:
        return Verdict(Status.OPEN, _NO)
    for chosen in permutations(names, len(groups)):
        sizes = {s: n for n, g in zip(chosen, groups.values(), strict=True) for s in g}
        if same(t, substitute(entry, dict(sizes))):
            return Verdict(Status.PROVED, _YES)
    return Verdict(Status.OPEN, _NO)
