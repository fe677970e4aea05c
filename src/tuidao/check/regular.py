"""Bounded, continuous, differentiable: what elementary functions need for it, operator by operator."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.check.field import NoValue, Plan, Restart, TooLarge
from tuidao.check.local import local
from tuidao.check.normal import too_large
from tuidao.check.on_sets import at_the_same_point, by_parts
from tuidao.check.ranges import quotient_range
from tuidao.check.seams import smooth_pieces
from tuidao.check.settle import Answer, cases, join, settle_each, settle_known, settle_member
from tuidao.check.signs import SignField
from tuidao.check.unfold import definitions, put_functions
from tuidao.lang import op as ops
from tuidao.lang.build import (
    ABOVE,
    BELOW,
    BOTH,
    ONE,
    ZERO,
    abs_,
    any_of,
    beta,
    ceiling,
    cos,
    forall,
    ge,
    gt,
    is_op,
    le,
    lt,
    minus_oo,
    ne,
    near,
    num,
    oo,
    rational,
    sin,
    true,
)
from tuidao.lang.domain import existence
from tuidao.lang.focus import Opened, fresh
from tuidao.lang.op import Op
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    bind,
    children,
    free_symbols,
    instantiate,
    mentions,
    rebuild,
    substitute,
)
from tuidao.proof import Status

Needs = tuple[Term, ...]
_MINUS_ONE = Num(-1)


class Rough(Exception):
    """An operator whose regularity is not known here."""


def bounded(t: Bind, context: Context) -> Answer:
    """|body| stays below a constant near the point: its range there is finite."""
    x = _fresh(t, context)
    every = cases(context.inside((Opened(t, x),)))
    body = instantiate(t.body, x)
    if every is None or too_large(body):
        return None
    if peopled(t, context) is not True:
        return None
    for values, facts in every:
        if not _finite(substitute(body, values), facts):
            return (
                True if DECIDE["limit_bounded"](t, true, context).status is Status.PROVED else None
            )
    return True


def peopled(t: Bind, context: Context, others: tuple[Bind, ...] = ()) -> Answer:
    """Has the function values near the point: on one side at least, as a limit is taken within the domain?

    `others` are known to have: it is enough to have values wherever one of them has.
    """
    x = _fresh(t, context)
    parts = existence(instantiate(t.body, x))
    if not parts or any(
        o.over == t.over and set(parts) <= set(existence(instantiate(o.body, x))) for o in others
    ):
        return True
    point, side = t.over
    both = side == BOTH and point not in (oo, minus_oo)
    answers: list[Answer] = []
    for way in (ABOVE, BELOW) if both else (side,):
        there = Bind(ops.NEAR, t.name, t.body, (point, way))
        found = settle_each(parts, context.inside((Opened(there, x),)))
        if found is True or all(
            settle_known(near(p, x, point, way), context) is True for p in parts
        ):
            return True
        answers.append(found)
    whole = Bind(ops.NEAR, t.name, App(ops.DEFINED, (t.body,)), t.over)
    return False if all(a is False for a in answers) else (whole,)


def _finite(t: Term, facts: tuple[Term, ...]) -> bool:
    plan = Plan()
    for _ in range(10):
        field = SignField(plan)
        try:
            field.suppose(facts)
            r = quotient_range(field, field.element(t))
            return r.low is not None and r.high is not None
        except Restart:
            continue
        except (NoValue, TooLarge):
            return False
    return False


def _fresh(t: Bind, context: Context) -> Sym:
    taken = free_symbols(t) | {o.symbol for o in context.opened}
    for fact in context.facts:
        taken |= free_symbols(fact)
    return fresh(t.name or "x", taken)


def continuous(t: Bind, context: Context) -> Answer:
    """An elementary function is continuous where it has a value (within its domain)."""
    return _at_point(t, context, smooth=False)


def differentiable(t: Bind, context: Context) -> Answer:
    """An elementary function is differentiable inside its domain, away from the kinks of |·|, roots and their like."""
    return _at_point(t, context, smooth=True)


def on_a_set(t: Bind, context: Context) -> Answer:
    """Is the function continuous (differentiable) on a set, because it is so at each of its points?"""
    x = _fresh(t, context)
    op = ops.CONTINUOUS if t.op is ops.CONTINUOUS_ON else ops.DIFFERENTIABLE
    claim = forall(x, t.over[0], Bind(op, t.name, t.body, (x,)))
    found = settle_known(claim, context)
    return True if found is True else by_parts(t, context)


def analytic_at(t: Bind, context: Context) -> Answer:
    """Has an elementary function derivatives of every order at the point? What makes the elementary functions
    differentiable makes them analytic; of a function that is only named nothing is known beyond the first order."""
    stack: list[Term] = [t.body]
    while stack:
        part = stack.pop()
        if is_op(part, ops.CALL, ops.DIFF):
            return None
        stack.extend(children(part))
    return _at_point(t, context, smooth=True)


def integrable(t: Bind, context: Context) -> bool:
    """Is the integrand continuous on the closed interval between finite ends?"""
    if any(is_op(o, ops.OO) or o == minus_oo for o in t.over):
        return False
    x = _fresh(t, context)
    body = instantiate(t.body, x)
    here = context.inside((Opened(t, x),))
    try:
        needs = tuple(dict.fromkeys(requirements(body, x, smooth=False)))
        if all(settle_known(n, here) is True for n in needs):
            return True
    except Rough:
        pass
    low, high = t.over
    whole = Bind(ops.CONTINUOUS_ON, t.name, t.body, (App(ops.INTERVAL, t.over),))
    return settle_known(le(low, high), context) is True and by_parts(whole, context) is True


def _at_point(t: Bind, context: Context, smooth: bool) -> Answer:
    at = t.over[0]
    x = _fresh(t, context)
    body = put_functions(instantiate(t.body, x), definitions(context.facts)[1])
    if too_large(body):
        return None
    if _on_a_set(t, context, smooth) or (smooth and smooth_pieces(body, x, at, context)):
        return True
    if at_the_same_point(t, context):
        return True
    body = local(body, x, at, context)
    try:
        needs = tuple(dict.fromkeys(requirements(body, x, smooth)))
    except Rough:
        return None
    needs = tuple(substitute(n, {x: at}) for n in needs)
    if t in needs:
        return None if len(needs) == 1 else needs
    answers = [settle_known(n, context) for n in needs]
    found = join(answers, needs)
    if found is False and smooth:
        return None  # a sufficient condition fails: x·|x| is differentiable at 0 all the same
    return found


def _on_a_set(t: Bind, context: Context, smooth: bool) -> bool:
    """Is it known on a set that the point lies inside of?"""
    wanted = (ops.DIFFERENTIABLE_ON,) if smooth else (ops.DIFFERENTIABLE_ON, ops.CONTINUOUS_ON)
    for fact in context.facts:
        if type(fact) is Bind and fact.op in wanted and fact.body == t.body:
            where = fact.over[0]
            if is_op(where, ops.INTERVAL) and isinstance(where, App):
                where = App(ops.INTERVAL_OPEN, where.args)
            if is_op(where, ops.REALS, ops.INTERVAL_OPEN) and (
                settle_member(t.over[0], where, context) is True
            ):
                return True
    return False


def requirements(t: Term, x: Sym, smooth: bool) -> list[Term]:
    """What makes the term continuous (smooth: differentiable) in x. Raises Rough where that is not known."""
    if not mentions(t, x) or type(t) is Sym:
        return []
    if type(t) is Bind:
        return _binder(t, x, smooth)
    assert type(t) is App
    if t.op is ops.CALL:
        return _call(t, x, smooth)
    if t.op is ops.INDEX and t.args[0] == x and not any(mentions(a, x) for a in t.args[1:]):
        return []  # a family, of which this is an entry
    flat = _flat_kink(t) if smooth else None
    if flat is not None:
        return requirements(flat, x, smooth)
    needs: list[Term] = []
    for a in t.args:
        needs += requirements(a, x, smooth)
    make = _NEEDS.get(t.op)
    if make is None:
        raise Rough
    return needs + list(make(smooth, *t.args))


def _flat_kink(t: App) -> Term | None:
    """u of |u|^n, max(0, u)^n, min(0, u)^n with n > 1, whose slope at u = 0 is 0 from either side."""
    n = rational(t.args[1]) if t.op is ops.POW else None
    if n is None or n <= 1:
        return None
    base = t.args[0]
    if is_op(base, ops.ABS) and isinstance(base, App):
        return base.args[0]
    if is_op(base, ops.MAX, ops.MIN) and isinstance(base, App) and len(base.args) == 2:
        a, b = base.args
        return b if a == ZERO else a if b == ZERO else None
    return None


def _binder(t: Bind, x: Sym, smooth: bool) -> list[Term]:
    """A finite sum or product is smooth where every term is; a derivative where its function is analytic."""
    if t.op is ops.DIFF:
        from tuidao.check.slopes import analytic_slope

        return analytic_slope(t, x)
    finite = t.op in (ops.SUM, ops.PRODUCT) and not is_op(t.over[1], ops.OO)
    if not finite or any(mentions(o, x) for o in t.over):
        raise Rough
    i = fresh(t.name or "i", free_symbols(t) | {x})
    needs = requirements(instantiate(t.body, i), x, smooth)
    inside = App(ops.INTERVAL, t.over)
    return [forall(i, inside, any_of(ne(i, ceiling(i)), n)) if mentions(n, i) else n for n in needs]


def partial_exists(t: Bind, context: Context) -> Answer:
    """Has the function a derivative by one entry of a family? It has where it is smooth in every entry that may be
    that one."""
    z, *at = t.over
    if type(z) is not Sym:
        return None
    itself = (App(ops.DEFINED, (t,)),)
    x = _fresh(t, context)
    try:
        needs = requirements(_entries_apart(instantiate(t.body, x), x, tuple(at)), x, smooth=True)
    except Rough:
        return itself
    parts = tuple(dict.fromkeys(substitute(n, {x: z}) for n in needs))
    found = settle_each(parts, context)
    return itself if found is False else found  # what fails is a sufficient condition


def _entries_apart(t: Term, x: Sym, at: tuple[Term, ...]) -> Term:
    """The entries with other numbers than the one differentiated by, as constants."""
    if type(t) is App and t.op is ops.INDEX and t.args[0] == x and len(t.args) == len(at) + 1:
        pairs = zip(t.args[1:], at, strict=True)
        if any(type(a) is Num and type(b) is Num and a != b for a, b in pairs):
            return App(ops.INDEX, (Sym(f"{x.name}#still"), *t.args[1:]))
    parts = children(t)
    return rebuild(t, tuple(_entries_apart(c, x, at) for c in parts)) if parts else t


def _call(t: App, x: Sym, smooth: bool) -> list[Term]:
    head, *args = t.args
    if type(head) is Bind:
        return requirements(beta(head, *args), x, smooth)
    if type(head) is not Sym or len(args) != 1:
        raise Rough
    s = fresh("t", free_symbols(t) | {x})
    op = ops.DIFFERENTIABLE if smooth else ops.CONTINUOUS
    return [*requirements(args[0], x, smooth), bind(op, s, App(ops.CALL, (head, s)), args[0])]


def _none(smooth: bool, *args: Term) -> Needs:
    return ()


def _power(smooth: bool, base: Term, exponent: Term) -> Needs:
    value = exponent.value if type(exponent) is Num else None
    if value is None and is_op(exponent, ops.NEG, ops.DIV) and isinstance(exponent, App):
        a = exponent.args
        if exponent.op is ops.NEG and type(a[0]) is Num:
            value = -a[0].value
        elif exponent.op is ops.DIV and type(a[0]) is Num and type(a[1]) is Num and a[1].value:
            value = a[0].value / a[1].value
    if value is None:
        return () if is_op(base, ops.E) else (gt(base, ZERO),)
    if value.denominator == 1:
        return (ne(base, ZERO),) if value < 0 else ()
    if value.denominator % 2 == 0:
        return (gt(base, ZERO),) if smooth or value < 0 else (ge(base, ZERO),)
    return (ne(base, ZERO),) if smooth or value < 0 else ()


def _root(smooth: bool, a: Term, n: Term) -> Needs:
    if type(n) is not Num or n.value.denominator != 1 or n.value < 1:
        raise Rough
    return _power(smooth, a, Num(1 / n.value))


def _within(low: Term | None, high: Term | None) -> Callable[..., Needs]:
    def needs(smooth: bool, a: Term) -> Needs:
        below = () if low is None else ((gt if smooth else ge)(a, low),)
        return below + (() if high is None else ((lt if smooth else le)(a, high),))

    return needs


def _outside(smooth: bool, a: Term) -> Needs:
    return ((gt if smooth else ge)(abs_(a), ONE),)


def _kink(smooth: bool, a: Term) -> Needs:
    return (ne(a, ZERO),) if smooth else ()


def _extreme(smooth: bool, *args: Term) -> Needs:
    if not smooth:
        return ()
    return tuple(ne(a, b) for k, a in enumerate(args) for b in args[k + 1 :])


def _not_zero(smooth: bool, a: Term) -> Needs:
    return (ne(a, ZERO),)


_SMOOTH = "add sub mul neg exp sin cos atan sinh cosh tanh sech asinh erf sigmoid softplus pi E EulerGamma".split()
_NEEDS: dict[Op, Callable[..., Needs]] = {
    **{ops.OPS[name]: _none for name in _SMOOTH},
    ops.DIV: lambda smooth, a, b: (ne(b, ZERO),),
    ops.POW: _power,
    ops.SQRT: lambda smooth, a: _power(smooth, a, num(1, 2)),
    ops.ROOT: _root,
    ops.LOG: lambda smooth, a: (gt(a, ZERO),),
    ops.LOGB: lambda smooth, a, b: (gt(a, ZERO), gt(b, ZERO), ne(b, ONE)),
    ops.TAN: lambda smooth, a: (ne(cos(a), ZERO),),
    ops.SEC: lambda smooth, a: (ne(cos(a), ZERO),),
    ops.COT: lambda smooth, a: (ne(sin(a), ZERO),),
    ops.CSC: lambda smooth, a: (ne(sin(a), ZERO),),
    ops.ASIN: _within(_MINUS_ONE, ONE),
    ops.ACOS: _within(_MINUS_ONE, ONE),
    ops.ACOT: _not_zero,
    ops.ASEC: _outside,
    ops.ACSC: _outside,
    ops.COTH: _not_zero,
    ops.CSCH: _not_zero,
    ops.ACOSH: _within(ONE, None),
    ops.ATANH: lambda smooth, a: (gt(a, _MINUS_ONE), lt(a, ONE)),
    ops.ACOTH: lambda smooth, a: (gt(abs_(a), ONE),),
    ops.ASECH: lambda smooth, a: (gt(a, ZERO), (lt if smooth else le)(a, ONE)),
    ops.ACSCH: _not_zero,
    ops.ABS: _kink,
    ops.SIGN: _not_zero,
    ops.MAX: _extreme,
    ops.MIN: _extreme,
    ops.GAMMA: lambda smooth, a: (gt(a, ZERO),),
    ops.FACTORIAL: lambda smooth, a: (gt(a, _MINUS_ONE),),
}
