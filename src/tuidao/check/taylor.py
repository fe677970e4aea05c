"""Taylor polynomials: the formula with its derivatives, compared with what the definition says."""

from __future__ import annotations

from math import factorial

from flint import arb

from tuidao.check.conditions import Context
from tuidao.lang import op as ops
from tuidao.lang.ball import Formula, value
from tuidao.lang.build import D, ge, is_op, le, true
from tuidao.lang.domain import existence
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
    subterms,
)
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_SAYS = Text("this is the Taylor formula", "这正是泰勒公式")
_OTHER = Text("this is not the Taylor formula", "这不是泰勒公式")
_NO_DERIVATIVE = Text(
    "it is not seen that the derivatives exist at the point", "未能证实该点各阶导数存在"
)
_BOUND = Text(
    "the next derivative was enclosed on every piece of the interval",
    "在区间的每一小段上都估计了下一阶导数",
)
_UNKNOWN = Text("the bound was not confirmed", "未能证实该界")
_MOST, _BOXES = 60, 3000


def taylor(before: Term, after: Term, context: Context) -> Verdict:
    """Is `after` the formula f(a) + f'(a)(x − a) + … of the order asked for, its derivatives not yet worked out?"""
    from tuidao.check.decide import settled

    if type(before) is not Bind or before.op is not ops.TAYLOR:
        return Verdict(Status.REFUTED, _OTHER)
    at, n = before.over
    if type(n) is Sym:
        return _general(before, after, at, n, context)
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
    if formula != after:
        return Verdict(Status.REFUTED, _OTHER)
    found = settled(existence(after), context)
    if any(not free_symbols(m) for m in found.missing):
        return Verdict(Status.OPEN, _NO_DERIVATIVE)
    reason = _SAYS if found.status is Status.PROVED else _NO_DERIVATIVE
    return Verdict(found.status, reason, missing=found.missing)


def _general(before: Bind, after: Term, at: Term, n: Sym, context: Context) -> Verdict:
    """f(a) + Σ f⁽ᵏ⁾(a)/k!·(x − a)ᵏ for k from 1 to a whole n ≥ 0, the k-th derivatives not yet worked out."""
    from tuidao.check.decide import settled

    x = fresh(before.name, free_symbols(before))
    f = instantiate(before.body, x)
    base = x if at == Num(0) else x - at
    parts = after.args if is_op(after, ops.ADD) and type(after) is App else ()
    if len(parts) != 2 or parts[0] != bind(ops.AT, x, f, at):
        return Verdict(Status.REFUTED, _OTHER)
    k = fresh("k", free_symbols(before) | {x})
    wanted = bind(ops.AT, x, D(f, x, order=k), at) / App(ops.FACTORIAL, (k,)) * base**k
    if mentions(f, n) or parts[1] != bind(ops.SUM, k, wanted, Num(1), n):
        return Verdict(Status.REFUTED, _OTHER)
    whole = (App(ops.IN, (n, App(ops.INTEGERS, ()))), ge(n, 0))
    return settled(whole, context)


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
    whole = _one_case(f, (ge(x, a), le(x, b)) if ends[0] is low else (ge(x, b), le(x, a)))
    if whole is None or (whole != f and not low <= high):
        return Verdict(Status.OPEN, _UNKNOWN)
    formula = Formula(D(substitute(whole, {x: t}), t, x, n + 1), (x,))
    reach = abs(high - low).upper() ** (n + 1) / factorial(n + 1)
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


def _one_case(f: Term, facts: tuple[Term, ...]) -> Term | None:
    """The function without its cases: the one that holds on the whole interval. None where they meet within it, where
    the function may jump though each case is smooth."""
    from tuidao.check.settle import settle_known

    if type(f) is Bind or is_op(f, ops.INDICATOR):
        return None if _has_cases(f) else f
    if type(f) is not App:
        return f
    if f.op is not ops.PIECEWISE:
        parts = [_one_case(a, facts) for a in f.args]
        known = [p for p in parts if p is not None]
        return App(f.op, tuple(known)) if len(known) == len(parts) else None
    context = Context(facts)
    for one, case in zip(f.args[::2], f.args[1::2], strict=True):
        if case == true or settle_known(case, context) is True:
            return _one_case(one, facts)
        if settle_known(case, context) is not False:
            return None
    return None


def _has_cases(t: Term) -> bool:
    return any(is_op(s, ops.PIECEWISE, ops.INDICATOR) for _, s in subterms(t))
