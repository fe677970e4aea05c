"""Definite integrals by symmetry: odd, reflected and periodic integrands."""

from __future__ import annotations

from flint import arb

from tuidao.check.conditions import Context, discharge
from tuidao.check.integrals_common import HOLDS, no, same_bound
from tuidao.check.integrals_trial import NOT_SHOWN, TRIED, agree
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import ZERO, integral, is_op, minus_oo, oo
from tuidao.lang.domain import conditions
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    free_symbols,
    instantiate,
    substitute,
    subterms,
)
from tuidao.proof import Status, Verdict
from tuidao.text import Text

ONE_SIGN = Text(
    "the integrand keeps its sign, so that nothing cancels", "被积函数不变号，不会相互抵消"
)
_JUMPS = (ops.SIGN, ops.FLOOR, ops.CEILING, ops.FRAC, ops.PIECEWISE, ops.CALL)


def integral_odd(before: Term, after: Term, context: Context) -> Verdict:
    """∫ over [−a, a] of an odd function that is continuous there is 0."""
    from tuidao.check.normal import compare

    if not (type(before) is Bind and before.op is ops.INTEGRAL) or after != ZERO:
        return no()
    x = fresh(before.name, free_symbols(before))
    f = instantiate(before.body, x)
    a, b = before.over
    if not compare(a + b, ZERO).equal or not compare(substitute(f, {x: -x}), -f).equal:
        return Verdict(Status.OPEN, NOT_SHOWN)
    facts = (App(ops.GE, (x, a)), App(ops.LE, (x, b))) if b != oo else ()
    doubtful = [c for c in conditions(f) if discharge(c, context.assuming(*facts)).missing]
    if not doubtful and facts:
        return Verdict(Status.PROVED, HOLDS)
    found = evaluate(integral(f, x, ZERO, b), {})
    return (
        Verdict(Status.TESTED, TRIED) if isinstance(found, arb) else Verdict(Status.OPEN, NOT_SHOWN)
    )


def integral_reflected(before: Term, after: Term, context: Context) -> Verdict:
    """∫ₐᵇ f = ½ ∫ₐᵇ (f(x) + f(a + b − x)) dx."""
    from tuidao.check.normal import compare

    if not (type(before) is Bind and before.op is ops.INTEGRAL) or not (
        is_op(after, ops.DIV) and type(after) is App
    ):
        return no()
    other, two = after.args
    if (
        two != Num(2)
        or type(other) is not Bind
        or other.op is not ops.INTEGRAL
        or not all(map(same_bound, other.over, before.over))
    ):
        return no()
    x = fresh(before.name, free_symbols(before) | free_symbols(after))
    f, g = instantiate(before.body, x), instantiate(other.body, x)
    a, b = before.over
    both = f + substitute(f, {x: a + b - x})
    exists = _exists(before, f, x, context)
    if exists.status is Status.OPEN:
        return exists
    if compare(both, g).equal:
        return exists
    return agree(both, g, x, a, b, context.facts)


def _exists(t: Bind, f: Term, x: Sym, context: Context) -> Verdict:
    """Has ∫ₐᵇ f a value: f continuous on the closed interval (proved), or a certified enclosure (tested)?

    Without it the halves of f could be infinite and cancel: ∫ 1/x over [−1, 1].
    """
    a, b = t.over
    if a != minus_oo and b != oo:
        inner = context.assuming(App(ops.GE, (x, a)), App(ops.LE, (x, b)))
        found = [discharge(c, inner) for c in conditions(f)]
        if all(v.status is Status.PROVED and not v.missing for v in found):
            return Verdict(Status.PROVED, HOLDS)
    if _one_sign(f, x, a, b, context):
        return Verdict(Status.PROVED, ONE_SIGN)
    enclosed = None if free_symbols(t) else evaluate(t, {})
    if isinstance(enclosed, arb) and enclosed.is_finite():
        return Verdict(Status.TESTED, TRIED)
    return Verdict(Status.OPEN, NOT_SHOWN)


def _one_sign(f: Term, x: Sym, a: Term, b: Term, context: Context) -> bool:
    """Is f continuous inside and nowhere of two signs? Then it is bounded by the sum with its reflection, and its
    integral converges if that of the sum does."""
    inside = [App(ops.GT, (x, a))] if a != minus_oo else []
    inside += [App(ops.LT, (x, b))] if b != oo else []
    inner = context.assuming(*inside)

    def certain(c: Term) -> bool:
        v = discharge(c, inner)
        return v.status is Status.PROVED and not v.missing

    if any(is_op(s, *_JUMPS) for _, s in subterms(f)) or not all(map(certain, conditions(f))):
        return False
    return certain(App(ops.GE, (f, ZERO))) or certain(App(ops.LE, (f, ZERO)))


def integral_periodic(before: Term, after: Term, context: Context) -> Verdict:
    """∫ over [a, a + nT] of a T-periodic f is n ∫ over [a, a + T]."""
    from tuidao.check.normal import compare

    if not (
        type(before) is Bind
        and before.op is ops.INTEGRAL
        and is_op(after, ops.MUL)
        and type(after) is App
    ):
        return no()
    n, part = after.args
    if (
        type(n) is not Num
        or n.value.denominator != 1
        or not (type(part) is Bind and part.op is ops.INTEGRAL)
    ):
        return no()
    a, b = before.over
    if part.body != before.body or not same_bound(part.over[0], a):
        return no()
    x = fresh(before.name, free_symbols(before))
    f = instantiate(before.body, x)
    period = part.over[1] - a
    if compare(b - a, n * period).equal and compare(substitute(f, {x: x + period}), f).equal:
        return Verdict(Status.PROVED, HOLDS)
    if compare(b - a, n * period).equal:
        return agree(substitute(f, {x: x + period}), f, x, a, part.over[1], context.facts)
    return Verdict(Status.OPEN, NOT_SHOWN)
