"""Taylor polynomials: the formula with its derivatives, compared with what the definition says."""

from __future__ import annotations

from math import factorial

from flint import arb

from tuidao.check.between import derivative, rough
from tuidao.check.conditions import Context
from tuidao.check.normal import same
from tuidao.lang import op as ops
from tuidao.lang.ball import Formula, value
from tuidao.lang.build import D
from tuidao.lang.domain import conditions
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

_SAYS = Text("this is the Taylor formula", "这正是泰勒公式")
_OTHER = Text("this is not the Taylor formula", "这不是泰勒公式")
_BOUND = Text(
    "the next derivative was enclosed on every piece of the interval",
    "在区间的每一小段上都估计了下一阶导数",
)
_UNKNOWN = Text("the bound was not confirmed", "未能证实该界")
_SPLIT = Text("the rest divided by the increment tends to 0", "余下部分与增量之比趋于零")
_NO_SPLIT = Text("this is no such split", "这不是所说的分解")
_MOST, _BOXES = 60, 3000


def taylor(before: Term, after: Term, context: Context) -> Verdict:
    """Is `after` the formula f(a) + f'(a)(x − a) + … of the order asked for, its derivatives not yet worked out?"""
    if type(before) is not Bind or before.op is not ops.TAYLOR:
        return Verdict(Status.REFUTED, _OTHER)
    at, n = before.over
    if type(n) is not Num or n.value.denominator != 1 or not 0 <= n.value <= _MOST:
        return Verdict(Status.REFUTED, _OTHER)
    x = fresh(before.name, free_symbols(before.body))
    f = instantiate(before.body, x)
    t = fresh("t", free_symbols(f) | free_symbols(at))
    g = substitute(f, {x: t})
    base = x if at == Num(0) else x - at
    formula: Term = bind(ops.AT, x, f, at)
    for k in range(1, int(n.value) + 1):
        slope = D(g, t, at, k)
        formula = formula + (slope if k == 1 else slope / Num(factorial(k))) * (
            base if k == 1 else base**k
        )
    return Verdict(Status.PROVED, _SAYS) if formula == after else Verdict(Status.REFUTED, _OTHER)


def taylor_bound(before: Term, after: Term, context: Context) -> Verdict:
    """|f⁽ⁿ⁺¹⁾|·|b − a|ⁿ⁺¹/(n + 1)! stays at or below the number, piece by piece of the interval, by expansions."""
    if not (type(before) is Bind and before.op is ops.TAYLOR_BOUND and type(after) is Num):
        return Verdict(Status.OPEN, _OTHER)
    a, n, b = before.over
    if type(n) is not Num or n.value.denominator != 1 or not 0 <= n.value <= _MOST:
        return Verdict(Status.OPEN, _OTHER)
    return _bounded(before, a, b, int(n.value), after)


def taylor_order(before: Term, after: Term, context: Context) -> Verdict:
    """The remainder of the order claimed is at most the error allowed."""
    if not (type(before) is Bind and before.op is ops.TAYLOR_ORDER and type(after) is Num):
        return Verdict(Status.OPEN, _OTHER)
    a, b, eps = before.over
    if after.value.denominator != 1 or not 0 <= after.value <= _MOST:
        return Verdict(Status.OPEN, _OTHER)
    return _bounded(before, a, b, int(after.value), eps)


def _bounded(before: Bind, a: Term, b: Term, n: int, allowed: Term) -> Verdict:
    x = fresh(before.name, free_symbols(before))
    t = Sym(f"{x.name}#t")
    f = instantiate(before.body, x)
    ends = [value(e, {}) for e in (a, b)]
    most = value(allowed, {})
    if not isinstance(most, arb) or not all(isinstance(e, arb) for e in ends):
        return Verdict(Status.OPEN, _UNKNOWN)
    low, high = sorted((e for e in ends if isinstance(e, arb)), key=float)
    formula = Formula(D(substitute(f, {x: t}), t, x, n + 1), (x,))
    reach = (high - low).upper() ** (n + 1) / factorial(n + 1)
    pieces = [(low.lower(), high.upper())]
    for _ in range(_BOXES):
        if not pieces:
            return Verdict(Status.PROVED, _BOUND)
        p, q = pieces.pop()
        found = formula([p.union(q)])
        if isinstance(found, arb) and abs(found) * reach <= most:
            continue
        middle = ((p + q) / 2).mid()
        pieces += [(p, middle), (middle, q)]
    return Verdict(Status.OPEN, _UNKNOWN)


def little_o_split(before: Term, after: Term, context: Context) -> Verdict:
    """f(x + h) − f(x) is A·h + r with A free of h and r/h → 0: r and its derivative by h are 0 at h = 0."""
    h = Sym("Delta_x")
    if not (type(after) is App and after.op is ops.ADD):
        return Verdict(Status.REFUTED, _NO_SPLIT)
    linear, rest = after.args
    if same(before, after) is not True or not mentions(before, h):
        return Verdict(Status.REFUTED, _NO_SPLIT)
    if (
        mentions(substitute(linear, {h: Num(1)}), h)
        or same(linear, substitute(linear, {h: Num(1)}) * h) is not True
    ):
        return Verdict(Status.REFUTED, _NO_SPLIT)
    slope = derivative(rest, h)
    if slope is None or conditions(rest) or rough(rest):
        return Verdict(Status.OPEN, _NO_SPLIT)
    if all(same(substitute(t, {h: Num(0)}), Num(0)) is True for t in (rest, slope)):
        return Verdict(Status.PROVED, _SPLIT)
    return Verdict(Status.OPEN, _NO_SPLIT)
