"""Mean values: that a hypothesis of a theorem fails, at the point named."""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from tuidao.check.between import bounds, derivative, rough
from tuidao.check.charts import on_row
from tuidao.check.conditions import Context, discharge
from tuidao.check.pieces_of_line import Stretch
from tuidao.check.root_bound import is_zero, sign_of_constant
from tuidao.check.signs import SignField, prepared
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, value
from tuidao.lang.build import (
    ABOVE,
    BELOW,
    continuous,
    differentiable,
    lim,
    lt,
    minus_oo,
    oo,
    rational,
)
from tuidao.lang.domain import conditions
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate, substitute
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_SHOWN = Text("the hypotheses hold and each point was checked", "条件成立，各点均已核对")
_TRIED = Text("held as far as points could be tried", "在所试各点成立")
_STANDS = Text("the hypothesis does not fail there", "该处条件并未失效")


_CLOSE, _APART = (40, 80), arb(2) ** -12
_THEOREMS = (ops.MEAN_VALUE, ops.ROLLE, ops.CAUCHY, ops.INTEGRAL_MEAN)


def mean_value_fails(before: Term, after: Term, context: Context) -> Verdict:
    """The hypothesis named does fail at the point named."""
    assert type(before) is Bind and type(after) is App and before.op in _THEOREMS
    x = fresh(before.name, free_symbols(before))
    body, (a, b) = instantiate(before.body, x), before.over
    f, g = body.args if before.op is ops.CAUCHY and type(body) is App else (body, x)
    name, at = str(after.args[0]), after.args[1]
    if name == "equal":
        if before.op is not ops.ROLLE:
            return Verdict(Status.REFUTED, _STANDS)  # only Rolle's theorem asks for it
        gap = sign_of_constant(substitute(f, {x: a}) - substitute(f, {x: b}))
        return Verdict(Status.PROVED if gap else Status.REFUTED, _SHOWN if gap else _STANDS)
    if name == "nonzero" and before.op is ops.CAUCHY:
        slope = derivative(g, x)
        zero = slope is not None and is_zero(substitute(slope, {x: at}))
        inside = all(sign_of_constant(d) == 1 for d in (at - a, b - at))
        return Verdict(Status.PROVED if zero and inside else Status.OPEN, _SHOWN)
    if name.endswith("_g"):
        name, f = name.removesuffix("_g"), g
    if name == "order":
        found = discharge(lt(a, b), context)
        return Verdict(Status.PROVED if found.status is Status.REFUTED else Status.OPEN, _SHOWN)
    smooth = before.op is not ops.INTEGRAL_MEAN
    if name not in ("continuous", "differentiable") or (name == "differentiable" and not smooth):
        return Verdict(Status.REFUTED, _STANDS)
    place = [sign_of_constant(d) for d in (at - a, b - at)]
    if None in place:
        return Verdict(Status.OPEN, _STANDS)
    inner = place == [1, 1]
    if not (inner or (name == "continuous" and sorted(p or 0 for p in place) == [0, 1])):
        return Verdict(Status.REFUTED, _STANDS)
    if name == "continuous" and _no_value(f, x, at, context):
        return Verdict(Status.PROVED, _SHOWN)
    if _certain((continuous if name == "continuous" else differentiable)(f, x, at), context):
        return Verdict(Status.REFUTED, _STANDS)
    breaks = _breaks(f, x, at, name, (a, b), context) if inner else None
    sure = _breaks_at_end(f, x, at, (a, b), context) if breaks is None else breaks
    if not sure and not inner:
        return Verdict(Status.OPEN, _TRIED)  # from within it may be continuous all the same
    if not sure and not _looks_broken(f, x, at, name == "differentiable"):
        return Verdict(Status.OPEN, _TRIED)
    return Verdict(Status.PROVED if sure else Status.TESTED, _SHOWN if sure else _TRIED)


def _looks_broken(f: Term, x: Sym, at: Term, slope: bool) -> bool:
    """Do the values (or the slopes of chords) from the two sides stay apart, or grow, close to the point?"""
    seen: list[list[arb]] = []
    for bits in _CLOSE:
        row = []
        for h in (Num(Fraction(-1, 2**bits)), Num(Fraction(1, 2**bits))):
            step = substitute(f, {x: at + h}) - substitute(f, {x: at})
            ball = value(step / h if slope else step, {}, 60)
            if not isinstance(ball, arb):
                return False
            row.append(ball)
        seen.append(row)
    apart = all(abs(right - left) > _APART for left, right in seen)
    if slope:
        return apart or any(
            abs(last) > 4 * abs(first) + 1 for first, last in zip(*seen, strict=True)
        )
    return apart or any(all(abs(v) > _APART for v in side) for side in zip(*seen, strict=True))


def _breaks_at_end(f: Term, x: Sym, at: Term, within: tuple[Term, Term], context: Context) -> bool:
    """Has the function, at an end of the interval, another value than its limit from inside?"""
    law = _law(f, x, *within, 0)
    if law is None or not _certain(continuous(law, x, at), context):
        return False
    return sign_of_constant(substitute(law, {x: at}) - substitute(f, {x: at})) not in (0, None)


def _breaks(
    f: Term, x: Sym, at: Term, name: str, within: tuple[Term, Term], context: Context
) -> bool:
    """Do the limits from the two sides differ: of the function itself, or of its slope where it is continuous, or
    does the slope grow without bound?

    Source: a function that is continuous at c and has a limit of its slope there from one side has that limit as its
    one-sided slope (by Lagrange's theorem).
    """
    order = 0 if name == "continuous" else 1
    low, high = (_near(at, end) if rough(f) else end for end in within)
    beside = ((low, at, BELOW), (at, high, ABOVE))
    if order and not (
        _certain(continuous(f, x, at), context) or _joined(f, x, at, beside, context)
    ):
        return False
    values = [substitute(f, {x: at})] if order == 0 else []
    for left, right, side in beside:
        law = _law(f, x, left, right, order)
        if law is None:
            return False
        end = lim(law, x, at, side)
        if order and any(_tends(end, far, context) for far in (oo, minus_oo)):
            return True
        if not _certain(continuous(law, x, at), context):
            return False
        values.append(substitute(law, {x: at}))
    return any(sign_of_constant(values[0] - v) not in (0, None) for v in values[1:])


def _near(at: Term, end: Term) -> Term:
    """A point between them, near `at`: what a function of several laws does further off does not count."""
    a, b = rational(at), rational(end)
    return at - (at - end) / 1024 if a is None or b is None else Num(a - (a - b) / 1024)


def _no_value(f: Term, x: Sym, at: Term, context: Context) -> bool:
    """Has the function certainly no value at the point?"""
    if value(substitute(f, {x: at}), {}) is NO_VALUE:
        return True
    needs = [substitute(c, {x: at}) for c in conditions(f)]
    return any(discharge(n, context).status is Status.REFUTED for n in needs)


def _joined(
    f: Term, x: Sym, at: Term, beside: tuple[tuple[Term, Term, Term], ...], context: Context
) -> bool:
    """Do the laws on both sides go on to the value at the point?"""
    here = substitute(f, {x: at})
    laws = [_law(f, x, left, right, 0) for left, right, _ in beside]
    return all(
        g is not None
        and _certain(continuous(g, x, at), context)
        and is_zero(substitute(g, {x: at}) - here)
        for g in laws
    )


def _certain(claim: Term, context: Context) -> bool:
    found = discharge(claim, context)
    return found.status is Status.PROVED and not found.missing


def _law(f: Term, x: Sym, left: Term, right: Term, order: int) -> Term | None:
    """The function, or its slope, between two points, written without the bars that have one sign there."""

    g = on_row(f, x, Stretch(left, right))

    def read(field: SignField) -> Term:
        a = field.element(g)
        return field.term(field.without_signs(field.slope(a, field.symbol(x)) if order else a))

    return prepared((*conditions(g), *bounds(x, left, right))).ask(read, None)


def _tends(limit: Term, far: Term, context: Context) -> bool:
    from tuidao.check.decide import decided

    for name in ("limit_theorems", "limit_growth"):
        found = decided(name, limit, far, context)
        if found.status is Status.PROVED and not found.missing:
            return True
    return False
