"""Differentials, implicit and parametric derivatives, Taylor's formula in several variables, propagated errors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from flint import arb

from tuidao.check.between import rough
from tuidao.check.conditions import Context
from tuidao.check.regular import Rough, requirements
from tuidao.lang import op as ops
from tuidao.lang.ball import Formula, value
from tuidao.lang.build import D, is_op, ne
from tuidao.lang.domain import conditions, existence
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    bind,
    free_symbols,
    instantiate,
    mentions,
    substitute,
)
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_SAYS = Text("this is what the definition says", "这正是定义所说的")
_OTHER = Text("this is not what the definition says", "这与定义不符")
_NOT_SMOOTH = Text("it is not seen that the function is smooth", "未能证实函数光滑")
_BOUNDED = Text(
    "the partial derivatives were enclosed on every piece of the box",
    "在每一小块上都估计了各偏导数",
)
_UNKNOWN = Text("the bound was not confirmed", "未能证实该界")
_BOXES, _MOST_VARIABLES = 4000, 4


def _refused(reason: Text = _OTHER) -> Verdict:
    return Verdict(Status.REFUTED, reason)


def _granted(needs: list[Term], context: Context) -> Verdict:
    """PROVED under what is left of the needs; OPEN where one without symbols is not known."""
    from tuidao.check.decide import settled

    found = settled(tuple(dict.fromkeys(needs)), context)
    if any(not free_symbols(m) for m in found.missing):
        return Verdict(Status.OPEN, _NOT_SMOOTH)
    reason = _SAYS if found.status is Status.PROVED else found.reason
    return Verdict(found.status, reason, missing=found.missing)


def variables(t: Term) -> tuple[Sym, ...] | None:
    """The symbols of a list, each once; None for anything else."""
    if not (type(t) is App and t.op is ops.TUPLE):
        return None
    found = tuple(v for v in t.args if type(v) is Sym)
    alone = len(found) == len(t.args) == len(set(found))
    return found if alone and 0 < len(found) <= _MOST_VARIABLES else None


def smooth(f: Term, names: tuple[Sym, ...]) -> list[Term] | None:
    """Conditions under which f has continuous partial derivatives by all the names; None where none are known.

    Each operator in f then acts at a point around which it is continuously differentiable in its arguments.
    """
    needs = list(conditions(f))
    try:
        for v in names:
            needs += requirements(f, v, True)
    except Rough:
        return None
    return needs


def differential(before: Term, after: Term, context: Context) -> Verdict:
    """df = f′(x)·dx where f is differentiable; in several variables Σ ∂f/∂v·dv, where these are continuous."""
    if type(before) is Bind and before.op is ops.DIFFERENTIAL:
        x = Sym(before.name)
        f = instantiate(before.body, x)
        step = Sym(f"d{x.name}")
        if {x, step} & free_symbols(before) or after != D(f, x) * step:
            return _refused()
        return _granted(list(existence(D(f, x))), context)
    if not (type(before) is App and before.op is ops.TOTAL_DIFFERENTIAL):
        return _refused()
    f, names = before.args[0], variables(before.args[1])
    if names is None or after != total_differential(f, names):
        return _refused()
    if any(mentions(f, Sym(f"d{v.name}")) for v in names):
        return _refused()
    needs = smooth(f, names)
    return Verdict(Status.OPEN, _NOT_SMOOTH) if needs is None else _granted(needs, context)


def total_differential(f: Term, names: tuple[Sym, ...]) -> Term:
    """Σ ∂f/∂v·dv."""
    out: Term | None = None
    for v in names:
        part = D(f, v) * Sym(f"d{v.name}")
        out = part if out is None else out + part
    assert out is not None
    return out


def implicit(before: Term, after: Term, context: Context) -> Verdict:
    """dy/dx = −F_x/F_y on the curve F = 0, where F has continuous partial derivatives and F_y ≠ 0."""
    if not (type(before) is App and before.op is ops.IMPLICIT):
        return _refused()
    f, x, y = before.args
    if type(x) is not Sym or type(y) is not Sym or x == y:
        return _refused()
    if type(f) is App and f.op is ops.EQ:
        f = f.args[0] if f.args[1] == Num(0) else f.args[0] - f.args[1]
    if after != App(ops.NEG, (D(f, x) / D(f, y),)):
        return _refused()
    needs = smooth(f, (x, y))
    if needs is None:
        return Verdict(Status.OPEN, _NOT_SMOOTH)
    return _granted([*needs, ne(D(f, y), 0)], context)


def implicit_second(before: Term, after: Term, context: Context) -> Verdict:
    """d²y/dx² = g_x + g_y·g on the curve F = 0, where g = −F_x/F_y has continuous partial derivatives."""
    from tuidao.check.decide import equal

    if not (type(before) is App and before.op is ops.IMPLICIT_SECOND):
        return _refused()
    f, x, y = before.args
    slope = after.args[1].args[1] if _sum_with_product(after) else None  # type: ignore[attr-defined]
    if type(x) is not Sym or type(y) is not Sym or x == y or slope is None:
        return _refused()
    if type(f) is App and f.op is ops.EQ:
        f = f.args[0] if f.args[1] == Num(0) else f.args[0] - f.args[1]
    if after != D(slope, x) + D(slope, y) * slope:
        return _refused()
    wanted = App(ops.NEG, (D(f, x) / D(f, y),))
    alike = equal(wanted, slope, context)
    of_curve, of_slope = smooth(f, (x, y)), smooth(slope, (x, y))
    if alike is None or of_curve is None or of_slope is None:
        return Verdict(Status.OPEN, _NOT_SMOOTH)
    return _granted([*of_curve, ne(D(f, y), 0), *of_slope, *alike], context)


def _sum_with_product(t: Term) -> bool:
    return is_op(t, ops.ADD) and type(t) is App and is_op(t.args[1], ops.MUL)


def parametric(before: Term, after: Term, context: Context) -> Verdict:
    """dy/dx = y′(t)/x′(t), where both have derivatives, x′ continuous and not 0."""
    if not (type(before) is App and before.op is ops.PARAMETRIC):
        return _refused()
    x, y, t = before.args
    if type(t) is not Sym or after != D(y, t) / D(x, t):
        return _refused()
    needs = smooth(x, (t,))
    if needs is None:
        return Verdict(Status.OPEN, _NOT_SMOOTH)
    return _granted([*needs, *existence(D(y, t)), ne(D(x, t), 0)], context)


def taylor_several(before: Term, after: Term, context: Context) -> Verdict:
    """f(a) + Σ f_v(a)(v − a_v) + ½ Σ f_vw(a)(v − a_v)(w − a_w), the derivatives not yet worked out."""
    if not (type(before) is App and before.op is ops.TAYLOR_SEVERAL):
        return _refused()
    f, listed, point, order = before.args
    names = variables(listed)
    if names is None or not (type(point) is App and point.op is ops.TUPLE) or rough(f):
        return Verdict(Status.OPEN, _NOT_SMOOTH)
    if len(point.args) != len(names) or order not in (Num(0), Num(1), Num(2)):
        return _refused()
    if any(mentions(p, v) for p in point.args for v in names):
        return _refused()
    assert type(order) is Num
    if after != formula(f, names, point.args, int(order.value)):
        return _refused()
    needs = smooth(f, names)
    if needs is None:
        return Verdict(Status.OPEN, _NOT_SMOOTH)
    values = dict(zip(names, point.args, strict=True))
    return _granted([substitute(n, values) for n in needs], context)


def formula(f: Term, names: tuple[Sym, ...], point: tuple[Term, ...], order: int) -> Term:
    """Taylor's formula up to the second order, written out."""

    def at(t: Term) -> Term:
        for v, a in zip(names, point, strict=True):
            t = bind(ops.AT, v, t, a)
        return t

    steps = [v if a == Num(0) else v - a for v, a in zip(names, point, strict=True)]
    out = at(f)
    if order >= 1:
        for v, h in zip(names, steps, strict=True):
            out = out + at(D(f, v)) * h
    if order >= 2:
        for (i, v), (j, w) in product(enumerate(names), repeat=2):
            if i == j:
                out = out + at(D(f, v, order=2)) / 2 * steps[i] ** 2
            elif i < j:
                out = out + at(D(D(f, v), w)) * (steps[i] * steps[j])
    return out


def error_bound(before: Term, after: Term, context: Context) -> Verdict:
    """|Δf| ≤ Σ sup|∂f/∂v|·δ_v over the box |v − a_v| ≤ δ_v: the mean value theorem along the segment."""
    unknown = Verdict(Status.OPEN, _UNKNOWN)
    if not (type(before) is App and before.op is ops.ERROR_BOUND and type(after) is Num):
        return unknown
    f, listed, point, errors = before.args
    names = variables(listed)
    lists = [t.args for t in (point, errors) if type(t) is App and t.op is ops.TUPLE]
    if names is None or len(lists) != 2 or any(len(row) != len(names) for row in lists):
        return unknown
    if free_symbols(f) - set(names) or _cases(f):
        return unknown
    middle, reach = (_balls([value(t, {}) for t in row]) for row in lists)
    if middle is None or reach is None or not all(d >= 0 for d in reach):
        return unknown
    slopes = []
    for v in names:
        t = fresh("t", free_symbols(f) | set(names))
        slopes.append(Formula(D(substitute(f, {v: t}), t, v), names))
    box = [((a - d).lower(), (a + d).upper()) for a, d in zip(middle, reach, strict=True)]
    most = arb(after.value.numerator) / after.value.denominator
    boxes = [box]
    for _ in range(_BOXES):
        if not boxes:
            return Verdict(Status.PROVED, _BOUNDED)
        here = boxes.pop()
        found = _balls([s([p.union(q) for p, q in here]) for s in slopes])
        if found is not None:
            total = arb(0)
            for b, d in zip(found, reach, strict=True):
                total = total + abs(b) * d.upper()
            if total <= most:
                continue
        widest = max(range(len(here)), key=lambda k: float((here[k][1] - here[k][0]).mid()))
        p, q = here[widest]
        half = ((p + q) / 2).mid()
        boxes += [[*here[:widest], part, *here[widest + 1 :]] for part in ((p, half), (half, q))]
    return unknown


def _balls(values: Sequence[object]) -> list[arb] | None:
    """The values, where each of them is a finite number."""
    found = [v for v in values if isinstance(v, arb) and v.is_finite()]
    return found if len(found) == len(values) else None


def _cases(t: Term) -> bool:
    """Does it hold what may jump between pieces that are each smooth?"""
    if is_op(t, ops.PIECEWISE, ops.INDICATOR):
        return True
    if type(t) is Bind:
        return True
    return type(t) is App and any(_cases(a) for a in t.args)
