"""Piecewise functions whose pieces meet smoothly, and what is known inside one piece."""

from __future__ import annotations

from tuidao.check.conditions import Context, discharge
from tuidao.lang import op as ops
from tuidao.lang.build import D, differentiable, eq, is_op, ne, true
from tuidao.lang.focus import focus, fresh
from tuidao.lang.op import Op
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Path,
    Sym,
    Term,
    free_symbols,
    instantiate,
    substitute,
)
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_YES = Text("values and slopes agree at the seam", "分段点处函数值与斜率都相等")
_NO = Text(
    "the pieces are not shown to meet with one value and one slope",
    "未能证明各段在分段点处的值与斜率相等",
)
_ORDERS = (ops.LT, ops.LE, ops.GT, ops.GE)
_OPPOSITE: dict[Op, Op] = {
    ops.LT: ops.GE,
    ops.LE: ops.GT,
    ops.GT: ops.LE,
    ops.GE: ops.LT,
    ops.EQ: ops.NE,
    ops.NE: ops.EQ,
}
_POINTWISE = (ops.SUM, ops.PRODUCT, ops.FORALL, ops.EXISTS)


def glued(before: Term, after: Term, context: Context) -> Verdict:
    """The derivative of a function of two pieces is that of the piece, at the seam too.

    Away from the seam one case holds all around; at the seam both pieces have the value and the slope of the function,
    whichever case it belongs to.
    """
    no = Verdict(Status.OPEN, _NO)
    if not (type(before) is Bind and before.op is ops.DIFF and before.over[1] == Num(1)):
        return no
    x = fresh("x", free_symbols(before) | free_symbols(after) | {o.symbol for o in context.opened})
    body = instantiate(before.body, x)
    if not (type(body) is App and body.op is ops.PIECEWISE and len(body.args) == 4):
        return no
    u, case, v, other = body.args
    seams = seams_of(case, x)
    if other != true or seams is None:
        return no
    at = before.over[0]
    slopes = [D(piece, x, at) for piece in (u, v)]
    if after != App(ops.PIECEWISE, (slopes[0], substitute(case, {x: at}), slopes[1], true)):
        return no
    if not _meet(u, v, x, seams, context):
        return no
    return Verdict(Status.PROVED, _YES)


def _meet(u: Term, v: Term, x: Sym, seams: tuple[Term, ...], context: Context) -> bool:
    """Have the two pieces one value and one slope at each seam?"""
    claims = [
        claim
        for s in seams
        for claim in (eq(substitute(u, {x: s}), substitute(v, {x: s})), eq(D(u, x, s), D(v, x, s)))
    ]
    verdicts = (discharge(claim, context) for claim in claims)
    return all(f.status is Status.PROVED and not f.missing for f in verdicts)


def smooth_pieces(t: Term, x: Sym, at: Term, context: Context) -> bool:
    """Is a function of two pieces that meet smoothly differentiable at a point, as each piece is where it counts?"""
    if not (type(t) is App and t.op is ops.PIECEWISE and len(t.args) == 4 and t.args[3] == true):
        return False
    u, case, v, _ = t.args
    seams = seams_of(case, x)
    if seams is None or not _meet(u, v, x, seams, context):
        return False
    here, other = substitute(case, {x: at}), _not(substitute(case, {x: at}))
    assert other is not None
    for piece, fact in ((u, here), (v, other)):
        inside = context.assuming(fact, *_away_from_zero(fact, context))
        found = discharge(differentiable(piece, x, at), inside)
        if found.status is not Status.PROVED or found.missing:
            return False
    return True


def seams_of(case: Term, x: Sym) -> tuple[Term, ...] | None:
    """The points at which x < c, or |x| < c (≤, >, ≥), changes its truth; None for a case of another form."""
    if not (type(case) is App and case.op in _ORDERS):
        return None
    a, c = case.args
    if x in free_symbols(c):
        return None
    if a == x:
        return (c,)
    return (c, App(ops.NEG, (c,))) if a == App(ops.ABS, (x,)) else None


def inside_piece(t: Term, path: Path, context: Context) -> tuple[Term, ...]:
    """What holds at a place inside one piece of a piecewise value: its case, and none of the cases before it.

    Only where every binder on the way asks for the value point by point: under a derivative or a limit the points
    around count as well.
    """
    found: list[Term] = []
    for n, k in enumerate(path):
        here, opened = focus(t, path[:n])
        if any(o.binder.op not in _POINTWISE for o in opened):
            break
        if not (type(here) is App and here.op is ops.PIECEWISE) or k % 2:
            continue
        found += [c for c in (_not(case) for case in here.args[1:k:2]) if c is not None]
        if k + 1 < len(here.args) and here.args[k + 1] != true:
            found.append(here.args[k + 1])
    return tuple(w for f in found for w in (f, *_away_from_zero(f, context)))


def _not(case: Term) -> Term | None:
    """The case does not hold, where both its sides have values (which the choice of a piece needs)."""
    if type(case) is App and case.op in _OPPOSITE:
        return App(_OPPOSITE[case.op], case.args)
    return None


def _away_from_zero(fact: Term, context: Context) -> tuple[Term, ...]:
    """a ≠ 0 where |a| > c and c ≥ 0, or |a| ≥ c and c > 0."""
    if not (is_op(fact, ops.GT, ops.GE) and isinstance(fact, App) and is_op(fact.args[0], ops.ABS)):
        return ()
    size, c = fact.args
    assert type(size) is App
    needed = App(ops.GE if fact.op is ops.GT else ops.GT, (c, Num(0)))
    found = discharge(needed, context)
    return (
        (ne(size.args[0], Num(0)),) if not found.missing and found.status is Status.PROVED else ()
    )
