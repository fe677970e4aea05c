"""That an antiderivative is continuous between two bounds, symbols among them: what that asks of the bounds."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.check.conditions import Context, discharge
from tuidao.check.integrals_common import HOLDS
from tuidao.check.integrals_trial import NOT_SHOWN, tried
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, any_of, ge, gt, is_op, le, lt, minus_oo, ne, oo, rational
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Bind, Num, Sym, Term, bind, free_symbols, mentions, substitute
from tuidao.proof import Status, Verdict


@dataclass(frozen=True, slots=True)
class Stretch:
    """F and f between two bounds; `order` 1 when low ≤ high is known, 0 when it is not."""

    primitive: Term
    f: Term
    x: Sym
    low: Term
    high: Term
    open_low: bool
    open_high: bool
    order: int

    @property
    def ends(self) -> tuple[tuple[Term, bool], ...]:
        """The bounds, each with whether a limit is taken there."""
        return (self.low, self.open_low), (self.high, self.open_high)


def stretch(
    primitive: Term,
    f: Term,
    x: Sym,
    ends: tuple[tuple[Term, bool], tuple[Term, bool]],
    context: Context,
) -> Stretch:
    """The stretch between two ends, the smaller first where their order is known."""
    (low, open_low), (high, open_high) = ends
    order = _order(low, high, context)
    if order < 0:
        low, open_low, high, open_high = high, open_high, low, open_low
    return Stretch(primitive, f, x, low, high, open_low, open_high, abs(order))


def _order(low: Term, high: Term, context: Context) -> int:
    if low == minus_oo or high == oo:
        return 1
    if high == minus_oo or low == oo:
        return -1
    for sign, statement in ((1, le(low, high)), (-1, le(high, low))):
        if _certain(statement, context):
            return sign
    return 0


def _certain(statement: Term, context: Context) -> bool:
    found = discharge(statement, context)
    return found.status is Status.PROVED and not found.missing


def continuous(s: Stretch, context: Context) -> Verdict:
    """F is continuous on the stretch and f has values inside it: proved, or tested where only points were tried.

    With symbols in it, what is not certain is said of the bounds (b > 0, for 1/x from 1 to b), or else of all points
    between them, and is `missing`.
    """
    names = free_symbols(s.primitive) | free_symbols(s.f) | free_symbols(s.low)
    names = (names | free_symbols(s.high)) - {s.x}
    missing: list[Term] = []
    doubtful: list[Term] = []
    every = [(c, False) for c in conditions(s.primitive)] + [(c, True) for c in conditions(s.f)]
    every.sort(
        key=lambda c: mentions(c[0], s.x)
    )  # those on the parameters first: they help with the rest
    for statement, inside in every:
        squares = (
            gt(m.args[0] ** Num(2), 0)
            for m in (*context.facts, *missing)
            if is_op(m, ops.NE) and type(m) is App and m.args[1] == ZERO
        )
        here = context.assuming(*missing, *squares)
        where = _facts(s, here, inside) if mentions(statement, s.x) else here
        verdict = discharge(statement, where)
        if verdict.status is not Status.PROVED:
            doubtful.append(statement)
            continue
        for m in verdict.missing:
            said = [m] if not mentions(m, s.x) else None
            if said is None and names:
                said = _said_of_ends(m, s, here, inside)
            if said is None:
                doubtful.append(m)
                continue
            for need in said:
                found = discharge(need, here)
                if found.status is not Status.PROVED:
                    return Verdict(Status.OPEN, NOT_SHOWN)
                missing += [n for n in found.missing if n not in missing]
    if _jumps(s.primitive):
        doubtful.append(ge(s.primitive, s.primitive))
    if not doubtful:
        return Verdict(Status.PROVED, HOLDS, missing=tuple(missing))
    if names and not _jumps(s.primitive):
        if not s.order:
            missing.append(le(s.low, s.high))
        interval = App(ops.INTERVAL_OPEN, (s.low, s.high))
        missing += [bind(ops.FORALL, s.x, c, interval) for c in dict.fromkeys(doubtful)]
    facts = (*context.facts, *(m for m in missing if type(m) is not Bind))
    found = tried(s.primitive, s.f, s.x, s.low, s.high, facts, partial=bool(names))
    return Verdict(found.status, found.reason, missing=tuple(dict.fromkeys(missing)))


def _facts(s: Stretch, context: Context, inside: bool) -> Context:
    """What is known of x on the stretch, or inside it; nothing where the order of its ends is not known."""
    if not s.order:
        return context
    facts: list[Term] = []
    if s.low != minus_oo:
        facts.append(gt(s.x, s.low) if inside or s.open_low else ge(s.x, s.low))
    if s.high != oo:
        facts.append(lt(s.x, s.high) if inside or s.open_high else le(s.x, s.high))
    return context.assuming(*facts)


def _said_of_ends(statement: Term, s: Stretch, context: Context, inside: bool) -> list[Term] | None:
    """A condition on all x between the ends as conditions on the ends: for one that is linear in x; else None.

    `inside`: the ends themselves are left out.
    """
    if not (
        type(statement) is App and statement.op in ops.RELATIONS and statement.op is not ops.EQ
    ):
        return None
    a, b = statement.args
    op = statement.op
    if op in (ops.LT, ops.LE):
        a, b, op = b, a, ops.GT if op is ops.LT else ops.GE
    if is_op(a, ops.ABS) and type(a) is App and b == ZERO and op in (ops.GT, ops.NE):
        a, op = a.args[0], ops.NE
    while op is ops.NE and b == ZERO and is_op(a, ops.POW) and type(a) is App:
        exponent = rational(a.args[1])
        if exponent is None or exponent <= 0:
            return None
        a = a.args[0]
    line = _line(a - b, s.x)
    if line is None:
        return None
    slope, start = line
    if op is ops.NE:
        if not _certain(ne(slope, ZERO), context):
            return None
        return _off(_neat(-start / slope), s, context, inside)
    if oo in (s.low, s.high) or minus_oo in (s.low, s.high):
        return None
    found: list[Term] = []
    for end, is_open in s.ends:
        at = _neat(substitute(a - b, {s.x: end}))
        found.append(ge(at, 0) if op is ops.GE or is_open or inside else gt(at, 0))
    return found


def _off(p: Term, s: Stretch, context: Context, inside: bool) -> list[Term] | None:
    """That the point p does not lie on the stretch."""
    ends = [(end, inside or is_open) for end, is_open in s.ends]
    for (here, here_open), (there, there_open) in (ends, ends[::-1]):
        less, more = (le, ge) if here_open else (lt, gt)
        if here == oo or (here != minus_oo and _certain(less(p, here), context)):
            return [] if there == oo else [(ge if there_open else gt)(there, p)]
        if here == minus_oo or (here != oo and _certain(more(p, here), context)):
            return [] if there == minus_oo else [(le if there_open else lt)(there, p)]
    return [any_of(lt(p, s.low), gt(p, s.high))] if s.order else None


def _line(u: Term, x: Sym) -> tuple[Term, Term] | None:
    """(slope, value at 0) of a term linear in x; None for others."""
    from tuidao.check.normal import compare

    start = _neat(substitute(u, {x: ZERO}))
    slope = _neat(substitute(u, {x: Num(1)}) - start)
    if slope == ZERO or not compare(u, start + slope * x).equal:
        return None
    return slope, start


def _neat(t: Term) -> Term:
    """The term as the checker's field writes it."""
    from tuidao.check.signs import prepared

    found = prepared(()).ask(lambda field: field.term(field.element(t)), None)
    return t if found is None else found


def _jumps(t: Term) -> bool:
    if is_op(t, ops.SIGN, ops.FLOOR, ops.CEILING, ops.FRAC, ops.PIECEWISE):
        return True
    return type(t) is App and any(_jumps(a) for a in t.args)
