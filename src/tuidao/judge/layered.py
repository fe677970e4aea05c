"""Claims about a chain of layers: derived for any number of them, else tried on networks of a few."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.recursions import Layers, layers, recursive_families, shown, written_out
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    free_symbols,
    instantiate,
    substitute,
    subterms,
)
from tuidao.proof import Status, Verdict, Witness
from tuidao.text import Text

_SIZES = (1, 2, 3)
_MOST = 4
TRIED = Text("held for networks of one, two and three layers", "对一、二、三层的网络都成立")


def recursion(given: tuple[Term, ...], claim: Term) -> Layers | None:
    """The recursion that the claim speaks of."""
    names = free_symbols(claim)
    for head in recursive_families(given):
        known = layers(given, head)
        if known is not None and names & {*known.own, *known.others}:
            return known
    return None


def tried(claim: App, given: tuple[Term, ...], known: Layers) -> Verdict | None:
    """The claim on networks of one, two and three layers, written out; None where it cannot be."""
    from tuidao.check.prove import examine

    sizes = _sizes(claim, known)
    if len(sizes) > _MOST:
        return None
    heads = {*known.own, *known.others}
    rest = tuple(g for g in given if not heads & free_symbols(g))
    verdicts = []
    for n in _SIZES:
        at: dict[Sym, Term] = dict.fromkeys(sizes, Num(n))
        small = written_out(_opened(substitute(claim, at)), known)
        assert type(small) is App
        verdict = examine(small, tuple(substitute(g, at) for g in rest))
        if verdict.status is Status.REFUTED and verdict.counterexample is not None:
            seen = verdict.counterexample
            values = {**{s.name: Num(n) for s in sizes}, **seen.values}
            witness = Witness(values, seen.left, seen.right)
            return Verdict(Status.REFUTED, verdict.reason, witness)
        verdicts.append(verdict.status)
    # A bound may fail only where the slopes are largest, which few networks come near: that is no test.
    held = claim.op is ops.EQ and all(s in (Status.PROVED, Status.TESTED) for s in verdicts)
    return Verdict(Status.TESTED, TRIED) if held else None


def _sizes(claim: Term, known: Layers) -> list[Sym]:
    """The letters that say which layer is meant, and how many there are."""
    found: dict[Sym, None] = {}
    for _, s in subterms(shown(claim, known)):
        if is_op(s, ops.INDEX) and isinstance(s, App):
            found |= dict.fromkeys(x for a in s.args[1:] for x in free_symbols(a))
        if isinstance(s, Bind) and s.op in (ops.PARTIAL, ops.SUM, ops.PRODUCT):
            over = s.over[1:] if s.op is ops.PARTIAL else s.over
            found |= dict.fromkeys(x for a in over for x in free_symbols(a))
    return list(found)


def _opened(t: Term) -> Term:
    """Sums and products over a few numbers written out, so that their entries have numeric indices."""
    if type(t) is App:
        return App(t.op, tuple(map(_opened, t.args)))
    if type(t) is not Bind:
        return t
    if t.op in (ops.SUM, ops.PRODUCT) and all(type(o) is Num for o in t.over):
        first, last = (int(o.value) for o in t.over if type(o) is Num)
        if last < first - 1:
            return t
        whole: Term = Num(0 if t.op is ops.SUM else 1)
        for k in range(first, last + 1):
            part = _opened(instantiate(t.body, Num(k)))
            whole = whole + part if t.op is ops.SUM else whole * part
        return whole
    return Bind(t.op, t.name, _opened(t.body), tuple(map(_opened, t.over)))
