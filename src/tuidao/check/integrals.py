"""Antiderivatives: both sides of a line are differentiated and compared."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tuidao.check.conditions import Context
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, D, is_op, ne
from tuidao.lang.domain import conditions
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    mentions,
    substitute,
    subterms,
)
from tuidao.proof import Status, Verdict
from tuidao.text import Text

NOT_EQUAL = Text("the derivatives of the two sides differ", "两边的导数不同")
NO_INTEGRAL = Text("no antiderivative stands here", "此处没有不定积分")
DISAGREE = Text("the derivatives of the two sides differ at a point", "两边的导数在某点处不同")
IN_PIECES = Text(
    "each piece differentiates back, and the pieces join where the integrand is continuous",
    "各段求导后都得到被积函数，且各段在被积函数的连续点处相接",
)
_OPEN = (ops.GT, ops.LT, ops.NE)  # facts on x that leave it room: derivatives can be taken
TANGLED = Text(
    "the integrals stand where their constants do not add", "积分所处的位置使常数不能直接相加"
)


def antiderivative(before: Term, after: Term, context: Context) -> Verdict:
    """Are the two sides, the first of which holds indefinite integrals, equal up to a constant?

    The variable x is the one that the integrals of `before` are taken at. Every condition that the line rests on and
    that does not follow from the integrand's is named, those on x too: log(x) is an antiderivative of 1/x for x > 0
    only, and what a later line says has been shown there only.
    """
    from tuidao.check.decide import by_numbers, equal, settled
    from tuidao.check.integrals_pieces import by_pieces

    x = variable(before)
    if x is None:
        return Verdict(Status.OPEN, NO_INTEGRAL)
    left, right = slope(before, x), slope(after, x)
    if left is None or right is None:
        return Verdict(Status.OPEN, TANGLED)
    facts = tuple(f for f in context.facts if not mentions(f, x))
    inner = Context(facts, context.opened)
    if by_pieces(after, left, x, inner):
        return Verdict(Status.PROVED, IN_PIECES)
    needs = equal(right, left, inner.assuming(*conditions(left)))
    if needs is None:
        found = by_numbers(right, left, inner)
        if found.status is Status.REFUTED:
            return Verdict(Status.REFUTED, NOT_EQUAL, found.counterexample)
        if found.status is Status.PROVED:
            found = Verdict(Status.TESTED, found.reason, missing=found.missing)
        if found.status is not Status.TESTED:
            return found
        if not spread(right, left, x, inner.facts, found.missing):
            return Verdict(Status.OPEN, DISAGREE)
        more = _more(before, after, left, x, context)
        if more.status is not Status.PROVED:
            return more
        return Verdict(Status.TESTED, found.reason, missing=(*found.missing, *more.missing))
    found = _more(before, after, left, x, context)
    # off single points the derivatives agree, and both sides are continuous there: they agree at these points too
    needs = tuple(n for n in needs if not (mentions(n, x) and is_op(n, ops.NE)))
    if found.status is not Status.PROVED or not needs:
        return found
    out, where = _place(before, left, x, context)
    where = where.assuming(*map(out, conditions(right)), *found.missing)
    rest = settled(tuple(map(out, needs)), where)
    return Verdict(rest.status, rest.reason, missing=(*found.missing, *rest.missing))


def _more(before: Term, after: Term, left: Term, x: Sym, context: Context) -> Verdict:
    """What `after` needs for a value, and to be continuous, that does not follow from what the integrand needs."""
    from tuidao.check.decide import settled

    old = (*conditions(left), *conditions(before))
    more = [c for c in conditions(after) if c not in old]
    jumps = [j for j in off_jumps(after, x) if j not in off_jumps(before, x)]
    out, where = _place(before, left, x, context)
    return settled(tuple(map(out, [*more, *jumps])), where)


def _place(
    before: Term, left: Term, x: Sym, context: Context
) -> tuple[Callable[[Term], Term], Context]:
    """Where the integrand has a value, said outside: facts that pin x to a point are left out."""
    usable = [f for f in context.facts if not mentions(f, x) or is_op(f, *_OPEN)]
    out, outside = brought_out(context)
    return out, outside.assuming(*map(out, [*usable, *conditions(left), *conditions(before)]))


def brought_out(context: Context) -> tuple[Callable[[Term], Term], Context]:
    """What takes a statement about u out of a value taken at u = g(x), and the place outside."""
    places = {o.symbol: o.binder.over[0] for o in context.opened if o.binder.op is ops.AT}
    kept = tuple(o for o in context.opened if o.binder.op is not ops.AT)
    facts = tuple(f for f in context.facts if not free_symbols(f) & set(places))

    def out(t: Term) -> Term:
        for u, at in reversed(places.items()):
            t = substitute(t, {u: at})
        return t

    return out, Context(facts, kept)


def off_jumps(t: Term, x: Sym) -> tuple[Term, ...]:
    """That x is off the points at which a sign, a floor, a ceiling, a fractional part of it or a function given in
    pieces may jump."""
    found: list[Term] = []
    for _, s in subterms(t):
        if type(s) is App and s.loose == 0 and mentions(s, x):
            if s.op is ops.SIGN:
                found.append(ne(s.args[0], 0))
            elif s.op in (ops.FLOOR, ops.CEILING, ops.FRAC):
                found.append(ne(s.args[0], App(ops.FLOOR, s.args)))
            elif s.op is ops.PIECEWISE and not _joined(s, x):
                found += [ne(*r.args) for r in _relations(s.args[1::2]) if mentions(r, x)]
    return tuple(dict.fromkeys(found))


def _relations(statements: tuple[Term, ...]) -> list[App]:
    """The comparisons that statements are made of."""
    found: list[App] = []
    for t in statements:
        if is_op(t, ops.AND, ops.OR, ops.NOT) and type(t) is App:
            found += _relations(t.args)
        elif type(t) is App and t.op in ops.RELATIONS:
            found.append(t)
    return found


def _joined(t: App, x: Sym) -> bool:
    """Pieces x < a, x < b, …: do the neighbours agree at a, b, …?"""
    from tuidao.check.normal import compare

    for k in range(0, len(t.args) - 2, 2):
        edge = t.args[k + 1]
        if not (is_op(edge, ops.LT, ops.LE) and type(edge) is App and edge.args[0] == x):
            return False
        at = {x: edge.args[1]}
        if (
            mentions(edge.args[1], x)
            or not compare(substitute(t.args[k], at), substitute(t.args[k + 2], at)).equal
        ):
            return False
    return is_op(t.args[-1], ops.TRUE)


def spread(f: Term, g: Term, x: Sym, facts: tuple[Term, ...], missing: tuple[Term, ...]) -> bool:
    """Do f and g nowhere differ on a grid of x, at parameters that satisfy the facts and at x that satisfy `missing`?

    Functions put together of pieces can agree at many scattered points and differ on a short interval.
    """
    from flint import arb

    from tuidao.check.integrals_trial import PREC, draws
    from tuidao.lang.ball import evaluate, exact_ball, truth

    names = (free_symbols(f) | free_symbols(g)) - {x}
    for at in draws(tuple(names), (f, g), facts):
        for k in range(-20, 21):
            here = {**at, x: exact_ball(Fraction(4 * k + 1, 13), PREC)}
            if not all(truth(m, here, PREC) for m in missing if free_symbols(m) <= set(here)):
                continue
            u, v = evaluate(f, here, PREC), evaluate(g, here, PREC)
            if isinstance(u, arb) and isinstance(v, arb) and not u.overlaps(v):
                return False
    return True


def variable(t: Term) -> Sym | None:
    """The one variable that the indefinite integrals of `t` (those outside other binders) are taken at."""
    found: set[Sym] = set()
    stack = [t]
    while stack:
        t = stack.pop()
        if type(t) is Bind:
            if t.op is ops.ANTIDERIVATIVE and type(t.over[0]) is Sym and t.over[0].index < 0:
                found.add(t.over[0])
            continue
        stack.extend(children(t))
    return found.pop() if len(found) == 1 else None


def holds_integral(t: Term) -> bool:
    """Does an indefinite integral occur in `t`?"""
    if type(t) is Bind and t.op is ops.ANTIDERIVATIVE:
        return True
    return any(holds_integral(c) for c in children(t))


def slope(t: Term, x: Sym) -> Term | None:
    """dt/dx with ∫ f dx differentiated to f; None where an integral stands inside anything but a linear expression.

    F(u) taken at u = g(x) is differentiated by the chain rule: F′(g(x)) · g′(x).
    """
    if not holds_integral(t):
        return D(t, x) if mentions(t, x) else ZERO
    if type(t) is Bind:
        if t.op is ops.ANTIDERIVATIVE and t.over[0] == x and not holds_integral(t.body):
            return instantiate(t.body, x)
        if t.op is ops.AT and not holds_integral(t.over[0]):
            u = fresh(t.name, free_symbols(t.body) | free_symbols(t.over[0]) | {x})
            body = instantiate(t.body, u)
            if mentions(body, x):
                return None
            inner = slope(body, u)
            if inner is None:
                return None
            return App(ops.MUL, (substitute(inner, {u: t.over[0]}), D(t.over[0], x)))
        return None
    if type(t) is not App:
        return None
    parts = t.args
    if t.op in (ops.ADD, ops.SUB, ops.NEG):
        slopes = [slope(a, x) for a in parts]
        return None if None in slopes else App(t.op, tuple(s for s in slopes if s is not None))
    if t.op is ops.MUL:
        for k in (0, 1):
            if not holds_integral(parts[k]) and not mentions(parts[k], x):
                inner = slope(parts[1 - k], x)
                return None if inner is None else App(ops.MUL, (parts[k], inner))
    if t.op is ops.DIV and not holds_integral(parts[1]) and not mentions(parts[1], x):
        inner = slope(parts[0], x)
        return None if inner is None else App(ops.DIV, (inner, parts[1]))
    return None
