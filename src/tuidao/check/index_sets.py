"""Index sets that are only named: tried as sets of a few whole numbers, membership by a family of zeros and ones."""

from __future__ import annotations

from dataclasses import replace

from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.term import App, Num, Sym, Term, children, rebuild, subterms
from tuidao.proof import Status, Verdict
from tuidao.text import Text

RELATED = Text(
    "how the index sets on the two sides are related is not stated",
    "没有说明两边的指标集之间的关系",
)
_MARK = "∈"
_BITS = App(ops.FINITE_SET, (Num(0), Num(1)))


def named_sets(t: Term) -> frozenset[Sym]:
    """The sets that indices are said to be in and that are only named: S, or N of N_i and N(i)."""
    found = set()
    for _, s in subterms(t):
        if type(s) is App and s.op in (ops.INDICATOR, ops.PIECEWISE):
            for _, member in subterms(s):
                name = _name(member)
                if name is not None:
                    found.add(name)
    return frozenset(found)


def _name(t: Term) -> Sym | None:
    """S of i ∈ S."""
    if not (type(t) is App and t.op is ops.IN):
        return None
    where = t.args[1]
    if is_op(where, ops.CALL, ops.INDEX):
        where = children(where)[0]
    return where if type(where) is Sym and where.index < 0 else None


def in_bits(t: Term, sets: frozenset[Sym]) -> Term:
    """`t` with i ∈ S written as an entry of a family of zeros and ones that is 1."""
    name = _name(t)
    if name is not None and name in sets and type(t) is App:
        element, where = t.args
        of = children(where)[1:]
        at = element.args if type(element) is App and element.op is ops.TUPLE else (element,)
        return App(ops.EQ, (App(ops.INDEX, (Sym(_MARK + name.name), *of, *at)), Num(1)))
    parts = children(t)
    return rebuild(t, tuple([in_bits(c, sets) for c in parts])) if parts else t


def bits(sets: frozenset[Sym]) -> tuple[Term, ...]:
    """What says that each such family takes the values 0 and 1 only."""
    some = Sym("k#set")
    return tuple(
        App(ops.IN, (App(ops.INDEX, (Sym(_MARK + s.name), some)), _BITS))
        for s in sorted(sets, key=str)
    )


def said_of_sets(found: Verdict, claim: Term) -> Verdict:
    """A verdict on zeros and ones as one on sets; no refutation where each side has sets of its own."""
    witness = found.counterexample
    left, right = (children(claim) * 2)[:2] if children(claim) else (claim, claim)
    if found.status is not Status.REFUTED or witness is None:
        return found
    if named_sets(left) != named_sets(right):
        return Verdict(Status.OPEN, RELATED)
    values: dict[str, Term] = {}
    members: dict[str, list[Term]] = {}
    for name, value in witness.values.items():
        if not name.startswith(_MARK):
            values[name] = value
            continue
        of, _, at = name[len(_MARK) :].rstrip("]").partition("[")
        chosen = members.setdefault(of, [])
        if value == Num(1):
            places = tuple(Num(int(p)) for p in at.split(","))
            chosen.append(places[0] if len(places) == 1 else App(ops.TUPLE, places))
    for of, chosen in members.items():
        values[of] = App(ops.FINITE_SET, tuple(chosen)) if chosen else App(ops.EMPTY_SET, ())
    return replace(found, counterexample=replace(witness, values=values))
