"""Definite integrals: Newton–Leibniz with its continuity, splitting, symmetry, ends, divergence."""

from __future__ import annotations

import itertools

from tuidao.check.conditions import Context, discharge
from tuidao.check.integrals_common import HOLDS, no, same_bound
from tuidao.check.integrals_stretch import continuous, stretch
from tuidao.check.integrals_trial import NOT_SHOWN, agree
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, D, eq, gt, is_op, lt, minus_oo, oo
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
)
from tuidao.proof import Status, Verdict

End = tuple[Term, Term, bool]  # F, the point, a limit?


def _worst(verdicts: list[Verdict]) -> Verdict:
    from tuidao.proof import weakest

    worst = weakest(verdicts)
    missing: list[Term] = []
    for v in verdicts:
        missing += [m for m in v.missing if m not in missing]
    if worst is None:
        return Verdict(Status.PROVED, HOLDS)
    return Verdict(worst.status, worst.reason, worst.counterexample, tuple(missing))


def summands(t: Term, sign: int = 1) -> list[tuple[int, Term]]:
    """The terms of a sum with their signs."""
    if is_op(t, ops.ADD, ops.SUB) and type(t) is App:
        turn = -sign if t.op is ops.SUB else sign
        return summands(t.args[0], sign) + summands(t.args[1], turn)
    if is_op(t, ops.NEG) and type(t) is App:
        return summands(t.args[0], -sign)
    return [(sign, t)]


def _stretches(t: Term, x: Sym) -> list[tuple[Term, Term, Term, bool, bool]] | None:
    """(F, low, high, limit at low, limit at high) for every stretch of a sum of F(high) − F(low)."""
    out: list[tuple[Term, Term, Term, bool, bool]] = []
    waiting: End | None = None
    for sign, part in summands(t):
        if type(part) is not Bind:
            return None
        body = instantiate(part.body, x)
        if part.op is ops.BETWEEN and sign > 0 and waiting is None:
            out.append((body, part.over[0], part.over[1], False, False))
            continue
        if part.op not in (ops.AT, ops.LIMIT):
            return None
        here = (body, part.over[0], part.op is ops.LIMIT)
        finite = part.op is ops.LIMIT and here[1] not in (oo, minus_oo)
        if finite and part.over[1] != Num(-1 if sign > 0 else 1):
            return None
        if sign > 0 and waiting is None:
            waiting = here
        elif sign < 0 and waiting is not None and waiting[0] == body:
            out.append((body, here[1], waiting[1], here[2], waiting[2]))
            waiting = None
        else:
            return None
    return out if waiting is None else None


def newton_leibniz(before: Term, after: Term, context: Context) -> Verdict:
    """∫ₐᵇ f = Σ (F(c) − F(d)) over stretches that join up, F′ = f inside each and F continuous there."""
    if not (type(before) is Bind and before.op is ops.INTEGRAL):
        return no()
    x = fresh(before.name, free_symbols(before) | free_symbols(after))
    f = instantiate(before.body, x)
    stretches = _stretches(after, x)
    if not stretches:
        return no()
    if not same_bound(stretches[0][1], before.over[0]) or not same_bound(
        stretches[-1][2], before.over[1]
    ):
        return no()
    if any(a[2] != b[1] for a, b in itertools.pairwise(stretches)):
        return no()
    verdicts = []
    for primitive in {s[0] for s in stretches}:
        verdicts.append(_differentiates(primitive, f, x, context))
    for primitive, low, high, open_low, open_high in stretches[:40]:
        ends = ((low, open_low), (high, open_high))
        verdicts.append(continuous(stretch(primitive, f, x, ends, context), context))
    return _worst(verdicts)


def _differentiates(primitive: Term, f: Term, x: Sym, context: Context) -> Verdict:
    from tuidao.check.decide import by_numbers, equal

    inner = context.assuming(*conditions(f))
    needs = equal(D(primitive, x), f, inner)
    if needs is not None:
        return Verdict(Status.PROVED, HOLDS)
    found = by_numbers(D(primitive, x), f, context)
    if found.status is Status.PROVED:
        return Verdict(Status.TESTED, found.reason)
    return found


def integral_turned(before: Term, after: Term, context: Context) -> Verdict:
    """∫ₐᵇ f = −∫ᵇₐ f."""
    if type(before) is Bind and before.op is ops.INTEGRAL:
        a, b = before.over
        if is_op(after, ops.NEG) and type(after) is App:
            other = after.args[0]
            if (
                type(other) is Bind
                and other.op is ops.INTEGRAL
                and other.body == before.body
                and same_bound(other.over[0], b)
                and same_bound(other.over[1], a)
            ):
                return Verdict(Status.PROVED, HOLDS)
    return no()


def integral_split(before: Term, after: Term, context: Context) -> Verdict:
    """∫ₐᵇ f = Σ ∫ gₖ over intervals that join up, gₖ = f inside the k-th."""
    from tuidao.check.normal import compare

    if not (type(before) is Bind and before.op is ops.INTEGRAL):
        return no()
    x = fresh(before.name, free_symbols(before) | free_symbols(after))
    f = instantiate(before.body, x)
    at, verdicts = before.over[0], []
    for sign, part in summands(after):
        if (
            sign < 0
            or type(part) is not Bind
            or part.op is not ops.INTEGRAL
            or not same_bound(part.over[0], at)
        ):
            return no()
        at = part.over[1]
        g = instantiate(part.body, x)
        low, high = part.over
        facts = _inside(x, low, high, context)
        if compare(f, g, (*context.facts, *facts)).equal:
            verdicts.append(Verdict(Status.PROVED, HOLDS))
        elif len(verdicts) < 60:
            verdicts.append(agree(f, g, x, low, high, context.facts))
    if not same_bound(at, before.over[1]):
        return no()
    return _worst(verdicts)


def _inside(x: Sym, low: Term, high: Term, context: Context) -> tuple[Term, ...]:
    """low < x < high, where the bounds are certainly in this order; nothing may be used of x elsewhere."""
    ordered = low == minus_oo or high == oo
    if not ordered:
        found = discharge(lt(low, high), context)
        ordered = found.status is Status.PROVED and not found.missing
    if not ordered:
        return ()
    ends = ((gt(x, low), low), (lt(x, high), high))
    return tuple(fact for fact, end in ends if end not in (oo, minus_oo))


def integral_ends(before: Term, after: Term, context: Context) -> Verdict:
    """The values and limits at the ends, one by one."""
    from tuidao.check.decide import DECIDE, normal_form
    from tuidao.check.refute import test

    shown: list[tuple[int, Term]] = []
    for sign, part in summands(before):
        if type(part) is Bind and part.op is ops.BETWEEN and sign > 0:
            low, high = (Bind(ops.AT, part.name, part.body, (o,)) for o in part.over)
            shown += [(1, high), (-1, low)]
        else:
            shown.append((sign, part))
    said = _pairs(after, len(shown))
    if said is None:
        return no()
    verdicts = []
    for (sign, part), (other, value) in zip(shown, said, strict=True):
        if sign != other:
            return no()
        if not (type(part) is Bind and part.op is ops.LIMIT):
            verdicts.append(normal_form(part, value, context))
            continue
        found = Verdict(Status.OPEN, NOT_SHOWN)
        for name in ("limit_series", "limit_continuous"):
            decider = DECIDE.get(name)
            if decider is not None:
                found = decider(part, value, context)
                if found.status is Status.PROVED:
                    break
        if found.status is not Status.PROVED:
            found = test(eq(part, value), context.facts)
            if found.status is Status.PROVED:
                found = Verdict(Status.TESTED, found.reason, missing=found.missing)
        verdicts.append(found)
    return _worst(verdicts)


def _pairs(t: Term, count: int) -> list[tuple[int, Term]] | None:
    """(h₁ − l₁) + (h₂ − l₂) + …, as the ends were listed."""
    out: list[tuple[int, Term]] = []
    parts: list[Term] = []
    while len(parts) * 2 + 2 < count and is_op(t, ops.ADD) and type(t) is App:
        parts.append(t.args[1])
        t = t.args[0]
    for part in [t, *reversed(parts)]:
        if not (is_op(part, ops.SUB) and type(part) is App):
            return None
        out += [(1, part.args[0]), (-1, part.args[1])]
    return out if len(out) == count else None


def integral_value(before: Term, after: Term, context: Context) -> Verdict:
    """The value by certified quadrature."""
    from tuidao.check.refute import test

    if (
        type(before) is Bind
        and before.op is ops.INTEGRAL
        and before.over[0] == before.over[1]
        and after == ZERO
    ):
        return Verdict(Status.PROVED, HOLDS)
    found = test(eq(before, after), context.facts)
    if found.status is Status.PROVED:
        return Verdict(Status.TESTED, found.reason, missing=found.missing)
    return found
