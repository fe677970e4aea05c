"""What a sum, a product or a maximum leaves out, or is taken over: written Σ over j ≠ i, ∏ over i ∈ S."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.build import ONE, is_op, true
from tuidao.lang.term import App, Bind, Num, Sym, Term, children

_BOUND = Sym("", 0)
_PLAIN = (ops.ADD, ops.SUB, ops.MUL, ops.NEG, ops.INDEX, ops.EXP)
_EXTREMES = (ops.MAX_OVER, ops.MIN_OVER, ops.MAX_ALL, ops.MIN_ALL)
NOT, WITHIN = "≠", "∈"
Below = tuple[str, Term]  # the sign behind the index below the operator, and what follows it


def but_one(t: Bind, *, plain: bool = False) -> tuple[Bind, Below | None]:
    """The binder over the terms alone, and what stands below it beside the range: j ≠ i, i ∈ S.

    For a sum these are its factor 1 − δ_ji or 1{i ∈ S}, for products and maxima a distinction of cases. Any other
    (`plain`: a sum whose terms may lack a value) comes back as it is.
    """
    found = _of_sum(t, plain) if t.op in (ops.SUM, ops.SUM_ALL) else _of_cases(t)
    if found is None or found[1][1].loose or (found[1][0] == WITHIN and t.over):
        return t, None
    return Bind(t.op, t.name, found[0], t.over), found[1]


def _of_sum(t: Bind, plain: bool) -> tuple[Term, Below] | None:
    if type(t.body) is not App or t.body.op is not ops.MUL:
        return None
    front, rest = t.body.args
    if is_op(front, ops.INDICATOR):
        below = _member(children(front)[0])
        return None if below is None else (rest, below)
    if not (type(front) is App and front.op is ops.SUB and front.args[0] == Num(1)):
        return None
    delta = front.args[1]
    if type(delta) is App and delta.op is ops.KRONECKER and delta.args[0] == _BOUND:
        return (rest, (NOT, delta.args[1])) if is_plain(rest) or not plain else None
    return None


def _of_cases(t: Bind) -> tuple[Term, Below] | None:
    """{1 if j = i; f otherwise}, {f if i ∈ S; 1 otherwise}, {x if j ≠ i; −∞ otherwise}."""
    body = t.body
    if not (type(body) is App and body.op is ops.PIECEWISE and len(body.args) == 4):
        return None
    first, case, second, rest = body.args
    if rest != true or type(case) is not App:
        return None
    if t.op in (ops.PRODUCT, ops.PRODUCT_ALL):
        if first == ONE and case.op is ops.EQ and case.args[0] == _BOUND:
            return second, (NOT, case.args[1])
        below = _member(case) if second == ONE else None
        return None if below is None else (first, below)
    never = children(second)[0] if is_op(second, ops.NEG) else second
    if t.op in _EXTREMES and is_op(never, ops.OO):
        if case.op is ops.NE and case.args[0] == _BOUND:
            return first, (NOT, case.args[1])
        below = _member(case)
        return None if below is None else (first, below)
    return None


def _member(t: Term) -> Below | None:
    """∈ S, said of the index."""
    return (WITHIN, children(t)[1]) if is_op(t, ops.IN) and children(t)[0] == _BOUND else None


def is_plain(t: Term) -> bool:
    """Has it a value at every index, by the look of it?"""
    if isinstance(t, App) and t.op not in _PLAIN:
        return False
    return not isinstance(t, Bind) and all(map(is_plain, children(t)))
