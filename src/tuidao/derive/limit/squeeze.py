"""Products of an infinitesimal and a bounded part: the squeeze theorem at a point, boundedness shown by a bound."""

from __future__ import annotations

from tuidao.derive.limit.work import BOUNDED, FINITE, INFINITE, Part, Work
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, abs_, bounded, function, is_op, le, near, true
from tuidao.lang.term import App, Num, Term
from tuidao.proof import Derivation, Step
from tuidao.rules import RULES
from tuidao.text import Text

REORDERED = Text("Write the quotient as a product.", "把商写成乘积。")
SWAPPED = Text("Put the infinitesimal first.", "把无穷小写在前面。")
UNIT = Text("{f} lies between −1 and 1.", "{f} 的值总在 −1 与 1 之间。")
BETWEEN = Text("{f} lies between −1 and 1; multiply by {u}.", "{f} 的值在 −1 与 1 之间，乘以 {u}。")
_UNIT_RANGE = (ops.SIN, ops.COS)


def bounded_times_infinitesimal(w: Work) -> bool:
    """u·v with u → 0 and v bounded without a limit; u/w as (1/w)·u."""
    pair = _factors(w)
    if pair is None:
        return False
    small, other, note = pair
    if w.finite and _within_unit(other):
        return _squeezed(w, small, other)
    from tuidao.derive.limit.solve import derive_limit

    if note is not None:
        w.chain.step(RULES["lim_congr"], w.limit(small * other), note=note)
    tends = derive_limit(w.limit(small), w.given, w.depth + 1)
    if tends is None or tends.derivation.end != ZERO:
        return False
    by = {"u": function(w.x, small), "v": function(w.x, other), "a": w.point, "s": w.side}
    premises = (tends.derivation, _shown_bounded(w, other))
    w.chain.step(RULES["lim_mul_of_bounded"], ZERO, by, premises=premises)
    return True


def _factors(w: Work) -> tuple[Term, Term, Text | None] | None:
    """The infinitesimal, the bounded factor, and what is to be said where they have to be written anew."""
    t = w.body
    if w.value != ZERO or type(t) is not App or t.op not in (ops.MUL, ops.DIV) or w.depth > 4:
        return None
    a, b = t.args
    if t.op is ops.DIV:
        top, bottom = w.part(a), w.part(b)
        if top is None or bottom is None or top.kind != BOUNDED or bottom.kind != INFINITE:
            return None
        return ONE / b, a, REORDERED
    if _is_bounded(w.part(a)) and _vanishes(w.part(b)):
        return b, a, SWAPPED
    return (a, b, None) if _vanishes(w.part(a)) and _is_bounded(w.part(b)) else None


def _squeezed(w: Work, small: Term, other: Term) -> bool:
    """−|u| ≤ u·v ≤ |u| for |v| ≤ 1."""
    from tuidao.derive.limit.solve import derive_limit

    size = _size(w, small)
    low = derive_limit(w.limit(-size), w.given, w.depth + 1)
    high = derive_limit(w.limit(size), w.given, w.depth + 1)
    if low is None or high is None or low.derivation.end != ZERO or high.derivation.end != ZERO:
        return False
    note = BETWEEN.format(f=other, u=size)
    premises = (
        _near(w, le(-size, w.body), note),
        _near(w, le(w.body, size), note),
        low.derivation,
        high.derivation,
    )
    by = {"u": function(w.x, -size), "f": function(w.x, w.body), "v": function(w.x, size)}
    place = {"a": w.point, "s": w.side, "A": ZERO}
    w.chain.step(RULES["lim_squeeze"], ZERO, {**by, **place}, premises=premises)
    return True


def _size(w: Work, small: Term) -> Term:
    """|u|, without the bars where u is an even power."""
    if is_op(small, ops.POW) and type(small) is App:
        n = small.args[1]
        if type(n) is Num and n.value.denominator == 1 and n.value % 2 == 0:
            return small
    if small == w.x and w.point == ZERO and w.side == ONE:
        return small
    size: Term = abs_(small)
    return size


def _near(w: Work, claim: Term, note: Text) -> Derivation:
    statement = near(claim, w.x, w.point, w.side)
    return Derivation(statement, (Step(statement, true, RULES["near_of_range"], note=note),))


def _shown_bounded(w: Work, other: Term) -> Derivation:
    """Bounded since |v| ≤ 1; else by its parts."""
    claim = bounded(other, w.x, w.point, w.side)
    if not _within_unit(other):
        return Derivation(claim, (Step(claim, true, RULES["bounded_of_parts"]),))
    held = _near(w, le(abs_(other), ONE), UNIT.format(f=other))
    by = {"v": function(w.x, other), "a": w.point, "s": w.side, "M": ONE}
    rule = RULES["bounded_of_abs_le"]
    return Derivation(claim, (Step(claim, true, rule, by, premises=(held,)),))


def _within_unit(t: Term) -> bool:
    """A sine or cosine, or a power of one, or a product of such."""
    if type(t) is not App:
        return False
    if t.op in _UNIT_RANGE:
        return True
    if t.op is ops.MUL:
        return all(_within_unit(a) for a in t.args)
    n = t.args[1] if t.op is ops.POW else None
    whole = type(n) is Num and n.value.denominator == 1 and n.value > 0
    return whole and _within_unit(t.args[0])


def _is_bounded(p: Part | None) -> bool:
    return p is not None and p.kind == BOUNDED


def _vanishes(p: Part | None) -> bool:
    return p is not None and p.kind == FINITE and p.zero
