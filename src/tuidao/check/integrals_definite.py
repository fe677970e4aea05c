"""Definite integrals: Newton–Leibniz with its continuity, splitting, symmetry, ends, divergence."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

from flint import arb

from tuidao.check.conditions import Context, discharge
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import ZERO, D, eq, gt, integral, is_op, lt, minus_oo, oo
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
    mentions,
    substitute,
)
from tuidao.proof import Status, Verdict
from tuidao.text import Text

HOLDS = Text("the antiderivative is continuous on each stretch", "原函数在每一段上连续")
TRIED = Text("the continuity held at every point tried", "在所试各点原函数都连续")
NOT_THIS = Text("this is not what the rule says", "这不符合该规则")
NOT_SHOWN = Text("this could not be confirmed", "未能确认这一点")
GROWS = Text("the integral grows without bound towards that end", "越靠近该端点，积分越无界")
CONVERGES = Text("the integral has a finite value", "该积分有有限值")

End = tuple[Term, Term, bool]  # F, the point, a limit?


def _no() -> Verdict:
    return Verdict(Status.REFUTED, NOT_THIS)


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
        return _no()
    x = fresh(before.name, free_symbols(before) | free_symbols(after))
    f = instantiate(before.body, x)
    stretches = _stretches(after, x)
    if not stretches:
        return _no()
    if not _same(stretches[0][1], before.over[0]) or not _same(stretches[-1][2], before.over[1]):
        return _no()
    if any(a[2] != b[1] for a, b in itertools.pairwise(stretches)):
        return _no()
    verdicts = []
    for primitive in {s[0] for s in stretches}:
        verdicts.append(_differentiates(primitive, f, x, context))
    for primitive, low, high, open_low, open_high in stretches[:40]:
        verdicts.append(_continuous(primitive, f, x, low, high, open_low, open_high, context))
    return _worst(verdicts)


def _same(a: Term, b: Term) -> bool:
    """Are two bounds the same number?"""
    from tuidao.check.normal import compare

    return a == b or bool(compare(a, b).equal)


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


def _continuous(
    primitive: Term,
    f: Term,
    x: Sym,
    low: Term,
    high: Term,
    open_low: bool,
    open_high: bool,
    context: Context,
) -> Verdict:
    facts: list[Term] = []
    if low != minus_oo:
        facts.append(gt(x, low) if open_low else App(ops.GE, (x, low)))
    if high != oo:
        facts.append(lt(x, high) if open_high else App(ops.LE, (x, high)))
    strict = [gt(x, low)] if low != minus_oo else []
    strict += [lt(x, high)] if high != oo else []
    inner = context.assuming(*facts)
    inside = context.assuming(*strict)
    doubtful: list[Term] = []
    missing: list[Term] = []
    for statement, where in [(c, inner) for c in conditions(primitive)] + [
        (c, inside) for c in conditions(f)
    ]:
        if not mentions(statement, x):
            missing += [m for m in discharge(statement, context).missing if m not in missing]
            continue
        verdict = discharge(statement, where)
        if verdict.status is Status.REFUTED or verdict.missing:
            doubtful.append(statement)
    if _jumps(primitive):
        doubtful.append(eq(primitive, primitive))
    if not doubtful:
        return Verdict(Status.PROVED, HOLDS, missing=tuple(missing))
    tried = _tried(primitive, f, x, low, high)
    return Verdict(tried.status, tried.reason, missing=tuple(missing))


def _jumps(t: Term) -> bool:
    if is_op(t, ops.SIGN, ops.FLOOR, ops.CEILING, ops.FRAC, ops.PIECEWISE):
        return True
    return type(t) is App and any(_jumps(a) for a in t.args)


def _tried(primitive: Term, f: Term, x: Sym, low: Term, high: Term) -> Verdict:
    """F and f have values, and F moves by the right amount, at many points of the stretch."""
    if free_symbols(primitive) - {x} or free_symbols(low) | free_symbols(high):
        return Verdict(Status.TESTED, TRIED)
    a, b = _level(low), _level(high)
    if a is None or b is None:
        return Verdict(Status.OPEN, NOT_SHOWN)
    count = 48
    last: tuple[Any, Any, Any] | None = None
    for k in range(1, count):
        point = a + (b - a) * Fraction(k, count)
        at = {x: arb(point.numerator) / point.denominator}
        value, slope = evaluate(primitive, at), evaluate(f, at)
        if not isinstance(value, arb) or not isinstance(slope, arb):
            return Verdict(Status.OPEN, NOT_SHOWN)
        here = (at[x], value, slope)
        if last is not None:
            step = here[0] - last[0]
            moved = abs(value - last[1])
            bound = (abs(slope) + abs(last[2]) + 1) * step * 8
            if moved > bound and moved > arb(1) / 2:
                return Verdict(Status.REFUTED, NOT_THIS)
        last = here
    return Verdict(Status.TESTED, TRIED)


def _level(t: Term) -> Fraction | None:
    if t in (oo, minus_oo):
        return Fraction(40 if t == oo else -40)
    found = evaluate(t, {})
    return Fraction(float(found.mid())) if isinstance(found, arb) else None


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
                and _same(other.over[0], b)
                and _same(other.over[1], a)
            ):
                return Verdict(Status.PROVED, HOLDS)
    return _no()


def integral_split(before: Term, after: Term, context: Context) -> Verdict:
    """∫ₐᵇ f = Σ ∫ gₖ over intervals that join up, gₖ = f inside the k-th."""
    from tuidao.check.normal import compare

    if not (type(before) is Bind and before.op is ops.INTEGRAL):
        return _no()
    x = fresh(before.name, free_symbols(before) | free_symbols(after))
    f = instantiate(before.body, x)
    at, verdicts = before.over[0], []
    for sign, part in summands(after):
        if (
            sign < 0
            or type(part) is not Bind
            or part.op is not ops.INTEGRAL
            or not _same(part.over[0], at)
        ):
            return _no()
        at = part.over[1]
        g = instantiate(part.body, x)
        low, high = part.over
        facts = tuple(
            fact
            for fact, end in ((gt(x, low), low), (lt(x, high), high))
            if end not in (oo, minus_oo)
        )
        if compare(f, g, (*context.facts, *facts)).equal:
            verdicts.append(Verdict(Status.PROVED, HOLDS))
        elif len(verdicts) < 60:
            verdicts.append(_agree(f, g, x, low, high))
    if not _same(at, before.over[1]):
        return _no()
    return _worst(verdicts)


def _agree(f: Term, g: Term, x: Sym, low: Term, high: Term) -> Verdict:
    a, b = _level(low), _level(high)
    if a is None or b is None:
        return Verdict(Status.OPEN, NOT_SHOWN)
    for k in range(1, 24):
        point = a + (b - a) * Fraction(k, 24)
        at = {x: arb(point.numerator) / point.denominator}
        u, v = evaluate(f, at), evaluate(g, at)
        if not isinstance(u, arb) or not isinstance(v, arb):
            continue
        if not u.overlaps(v):
            return _no()
    return Verdict(Status.TESTED, TRIED)


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
        return _no()
    verdicts = []
    for (sign, part), (other, value) in zip(shown, said, strict=True):
        if sign != other:
            return _no()
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


def integral_odd(before: Term, after: Term, context: Context) -> Verdict:
    """∫ over [−a, a] of an odd function that is continuous there is 0."""
    from tuidao.check.normal import compare

    if not (type(before) is Bind and before.op is ops.INTEGRAL) or after != ZERO:
        return _no()
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
        return _no()
    other, two = after.args
    if (
        two != Num(2)
        or type(other) is not Bind
        or other.op is not ops.INTEGRAL
        or not all(map(_same, other.over, before.over))
    ):
        return _no()
    x = fresh(before.name, free_symbols(before) | free_symbols(after))
    f, g = instantiate(before.body, x), instantiate(other.body, x)
    a, b = before.over
    both = f + substitute(f, {x: a + b - x})
    if compare(both, g).equal:
        return Verdict(Status.PROVED, HOLDS)
    return _agree(both, g, x, a, b)


def integral_periodic(before: Term, after: Term, context: Context) -> Verdict:
    """∫ over [a, a + nT] of a T-periodic f is n ∫ over [a, a + T]."""
    from tuidao.check.normal import compare

    if not (
        type(before) is Bind
        and before.op is ops.INTEGRAL
        and is_op(after, ops.MUL)
        and type(after) is App
    ):
        return _no()
    n, part = after.args
    if (
        type(n) is not Num
        or n.value.denominator != 1
        or not (type(part) is Bind and part.op is ops.INTEGRAL)
    ):
        return _no()
    a, b = before.over
    if part.body != before.body or not _same(part.over[0], a):
        return _no()
    x = fresh(before.name, free_symbols(before))
    f = instantiate(before.body, x)
    period = part.over[1] - a
    if compare(b - a, n * period).equal and compare(substitute(f, {x: x + period}), f).equal:
        return Verdict(Status.PROVED, HOLDS)
    if compare(b - a, n * period).equal:
        return _agree(substitute(f, {x: x + period}), f, x, a, part.over[1])
    return Verdict(Status.OPEN, NOT_SHOWN)


def integral_diverges(before: Term, after: Term, context: Context) -> Verdict:
    """Evidence that the improper integral has no finite value: what is left near an end or a pole does not shrink."""
    if not (type(before) is Bind and before.op is ops.INTEGRAL):
        return _no()
    if after not in (oo, minus_oo) and not is_op(after, ops.UNDEFINED):
        return _no()
    if free_symbols(before):
        return Verdict(Status.OPEN, NOT_SHOWN)
    if isinstance(evaluate(before, {}), arb):
        return Verdict(Status.REFUTED, CONVERGES)
    x = fresh(before.name, free_symbols(before))
    f = instantiate(before.body, x)
    a, b = before.over
    ends: list[tuple[Any, int]] = []
    for end, way in ((a, 1), (b, -1)):
        if end in (oo, minus_oo):
            if _outward(f, x, 1 if end == oo else -1):
                return Verdict(Status.TESTED, GROWS)
        else:
            v = evaluate(end, {})
            if isinstance(v, arb):
                ends.append((v, way))
    ends += [(p, way) for p in _poles(f, x, a, b) for way in (1, -1)]
    if any(_toward(f, x, point, way) for point, way in ends):
        return Verdict(Status.TESTED, GROWS)
    return Verdict(Status.OPEN, NOT_SHOWN)


def _weights(values: list[Any]) -> bool:
    """Do k·tₖ stay away from 0 with one sign, as for a series Σ tₖ that diverges?"""
    known = [(k, v) for k, v in values if isinstance(v, arb) and v.is_finite()]
    if len(known) < 8 or not (all(v > 0 for _, v in known) or all(v < 0 for _, v in known)):
        return False
    first, last = known[0], known[-1]
    return bool(abs(last[1]) * last[0] > abs(first[1]) * first[0] / 2)


def _toward(f: Term, x: Sym, point: Any, way: int) -> bool:
    values = []
    for k in range(8, 60, 4):
        h = arb(1) / 2**k
        v = evaluate(f, {x: point + way * h}, 256)
        values.append((k, v * h if isinstance(v, arb) else None))
    return _weights(values)


def _outward(f: Term, x: Sym, way: int) -> bool:
    values = []
    for k in range(6, 32, 2):
        h = arb(2) ** k
        v = evaluate(f, {x: way * h}, 256)
        values.append((k, v * h if isinstance(v, arb) else None))
    if _weights(values):
        return True
    # an integrand that keeps its size but changes sign: the partial integrals do not settle
    sizes = []
    for k in range(24):
        v = evaluate(f, {x: way * (arb(1000) + arb(k) * arb(7) / 5)}, 256)
        if isinstance(v, arb):
            sizes.append(abs(float(v.mid())))
    return len(sizes) >= 20 and max(sizes) > 0.2 and sorted(sizes)[len(sizes) // 4] > 0.05


def _poles(f: Term, x: Sym, a: Term, b: Term) -> list[Any]:
    """Where 1/f has a zero inside, roughly: rationals and rational multiples of π at which f has no value."""
    low, high = _level(a), _level(b)
    if low is None or high is None:
        return []
    out: list[Any] = []
    for unit in (arb(1), arb.pi()):
        for q in (1, 2, 3, 4, 6):
            step = float(unit.mid()) / q
            first, last = int(float(low) / step) - 1, int(float(high) / step) + 1
            if last - first > 400:
                continue
            for k in range(first, last + 1):
                point = unit * k / q
                if float(low) < float(point.mid()) < float(high):
                    v = evaluate(f, {x: point + arb(1) / 2**40}, 256)
                    if isinstance(v, arb) and abs(v) > 1000:
                        out.append(point)
    return out[:20]
