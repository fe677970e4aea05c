"""Sums over all indices but one, which are terms with a factor 1 − δ: written Σ over j ≠ i."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.term import App, Bind, Num, Sym, Term, children

_BOUND = Sym("", 0)
_PLAIN = (ops.ADD, ops.SUB, ops.MUL, ops.NEG, ops.INDEX, ops.EXP)


def but_one(t: Bind, *, plain: bool = False) -> tuple[Bind, Term | None]:
    """The sum without its factor 1 − δ_ji, and i; any other (`plain`: one whose terms may lack a value) as it is."""
    if t.op not in (ops.SUM, ops.SUM_ALL) or type(t.body) is not App or t.body.op is not ops.MUL:
        return t, None
    front, rest = t.body.args
    if not (type(front) is App and front.op is ops.SUB and front.args[0] == Num(1)):
        return t, None
    delta = front.args[1]
    if type(delta) is App and delta.op is ops.KRONECKER and delta.args[0] == _BOUND:
        i = delta.args[1]
        if not i.loose and (is_plain(rest) or not plain):
            return Bind(t.op, t.name, rest, t.over), i
    return t, None


def is_plain(t: Term) -> bool:
    """Has it a value at every index, by the look of it?"""
    if isinstance(t, App) and t.op not in _PLAIN:
        return False
    return not isinstance(t, Bind) and all(map(is_plain, children(t)))
