"""Definite integrals: Newton and Leibniz on every stretch where the antiderivative is continuous, limits at the ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd
from typing import Any

from tuidao.derive.integral.breaks import (
    Unbroken,
    branch,
    level,
    number,
    points_between,
    singularities,
    switches,
)
from tuidao.derive.integral.guard import NoValue, dual
from tuidao.derive.integral.quadrature import middle, quadrature
from tuidao.derive.integral.work import find
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ABOVE, BELOW, ZERO, gt, integral, is_op, lim, minus_oo, num, oo, pi, undefined, zoo
from tuidao.lang.op import Sort
from tuidao.lang.term import App, Bind, Num, Sym, Term, bind, children, free_symbols, instantiate, mentions, substitute
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

DIVERGES = Text("diverges", "发散")
NOT_FOUND = Text("no closed form was found by the methods here", "这里的方法没有求出解析表达式")


class Refused(Exception):
    """The method does not apply."""


@dataclass(slots=True)
class Piece:
    """F on the stretch from `low` to `high`, with its values or limits there."""

    primitive: Term
    low: Term
    high: Term
    at_low: Term  # the value, oo, −oo or undefined
    at_high: Term
    open_low: bool  # taken as a limit
    open_high: bool


@dataclass(slots=True)
class Problem:
    """∫ f dx from low to high."""

    f: Term
    x: Sym
    low: Term
    high: Term
    given: tuple[Term, ...]
    seconds: float = 3.0
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def numeric(self) -> bool:
        """Are both bounds numbers or infinities?"""
        return level(self.low) is not None and level(self.high) is not None


def work_integral(problem: Term, given: tuple[Term, ...]) -> Worked:
    """∫ₐᵇ f dx with its lines: a value, oo, −oo or "diverges"; answer None, with the enclosure as data, where none is found."""
    assert type(problem) is Bind
    from tuidao.lang.focus import fresh

    x = fresh(problem.name, free_symbols(problem))
    f = instantiate(problem.body, x)
    chain = Chain(problem, given)
    if _holds_problem(f) or any(_holds_problem(o) for o in problem.over):
        return Worked(None, chain.derivation(), reason=NOT_FOUND)
    low, high = (tidy(o) for o in problem.over)
    for assumed in ((), _positive_parameters(problem, given)):
        known = (*given, *assumed)
        if assumed == () or known != given:
            worked = _attempt(Problem(f, x, low, high, known), problem)
            if worked is not None:
                return worked
    asked = Problem(f, x, low, high, given)
    return Worked(None, Derivation(problem, (), given), _enclosure(asked), NOT_FOUND)


def _attempt(asked: Problem, problem: Term) -> Worked | None:
    """By an antiderivative, else by symmetry and the like."""
    try:
        worked = solve(asked, Chain(problem, asked.given))
    except (Refused, Unbroken, NoValue, ZeroDivisionError, RecursionError):
        worked = None
    if worked is None and not free_symbols(problem):
        from tuidao.derive.integral.special import special

        worked = special(asked, Chain(problem, asked.given))
    return worked


def _positive_parameters(problem: Term, given: tuple[Term, ...]) -> tuple[Term, ...]:
    """That the parameters of which nothing is known are positive: to be assumed, and printed."""
    spoken = {s for g in given for s in free_symbols(g)}
    free = sorted(free_symbols(problem) - spoken, key=lambda s: s.name)
    return tuple(gt(s, ZERO) for s in free)


def _holds_problem(t: Term) -> bool:
    if type(t) is Bind and t.op.sort is not Sort.FUNCTION:
        return True
    return any(_holds_problem(c) for c in children(t))


def _enclosure(p: Problem) -> dict[str, Any]:
    """The value to some digits where a closed form is missing, as data."""
    from tuidao.lang.ball import evaluate

    if free_symbols(integral(p.f, p.x, p.low, p.high)):
        return {}
    found = evaluate(integral(p.f, p.x, p.low, p.high), {})
    return {"enclosure": str(found)} if found is not None and hasattr(found, "mid") else {}


def solve(p: Problem, chain: Chain) -> Worked | None:
    """The worked integral, or None. Raises Refused, Unbroken, NoValue."""
    if p.low == p.high:
        chain.step(RULES["integral_no_length"], ZERO)
        return Worked(ZERO, chain.derivation())
    a, b = level(p.low), level(p.high)
    if a is not None and b is not None and a > b:
        turned = App(ops.NEG, (integral(p.f, p.x, p.high, p.low),))
        chain.step(RULES["integral_turned"], turned)
        inner = Chain(integral(p.f, p.x, p.high, p.low), p.given)
        worked = solve(Problem(p.f, p.x, p.high, p.low, p.given), inner)
        return _inside(chain, worked, (0,)) if worked is not None else None
    whole = _periods(p)
    if whole is not None:
        count, period = whole
        part = integral(p.f, p.x, p.low, tidy(p.low + period))
        chain.step(RULES["integral_periodic"], num(count) * part)
        worked = solve(Problem(p.f, p.x, p.low, tidy(p.low + period), p.given), Chain(part, p.given))
        if worked is None or not isinstance(worked.answer, Term):
            return None
        return _inside(chain, worked, (1,))
    if p.numeric:
        cuts = points_between(switches(p.f, p.x), p.x, p.low, p.high) if switches(p.f, p.x) else []
        if switches(p.f, p.x):
            return _by_branches(p, chain, cuts)
    return _newton_leibniz(p, chain)


def _periods(p: Problem) -> tuple[int, Term] | None:
    """(n, T) when the interval is n ≥ 2 periods T of f long."""
    from tuidao.derive.integral.special import vanishes

    a, b = level(p.low), level(p.high)
    if a is None or b is None or b - a == float("inf") or b - a < 6:
        return None
    slopes = _slopes(p.f, p.x)
    if not slopes:
        return None
    step = slopes[0]
    for k in slopes[1:]:
        step = Fraction(
            gcd(step.numerator * k.denominator, k.numerator * step.denominator),
            step.denominator * k.denominator,
        )
    for turns in (1, 2):
        period = tidy(num(turns) * pi / num(step.numerator, step.denominator))
        length = level(period)
        if length is None:
            continue
        count = round((b - a) / length)
        if count < 2 or tidy(p.high - p.low - num(count) * period) != ZERO:
            continue
        if vanishes(substitute(p.f, {p.x: p.x + period}) - p.f):
            return count, period
    return None


def _slopes(f: Term, x: Sym) -> list[Fraction] | None:
    """The rates of the angles in f, where x stands nowhere else; None otherwise."""
    if f == x:
        return None
    if type(f) is not App:
        return []
    if f.op.period and mentions(f, x):
        from tuidao.derive.integral.table import linear

        line = linear(f.args[0], x)
        rate = None if line is None else tidy(line[0])
        return [abs(rate.value)] if type(rate) is Num and rate.value else None
    out: list[Fraction] = []
    for part in f.args:
        found = _slopes(part, x)
        if found is None:
            return None
        out += found
    return out


def _inside(chain: Chain, worked: Worked, path: tuple[int, ...]) -> Worked | None:
    """Put the value of a part in and tidy."""
    from tuidao.lang.focus import focus, replace_at

    if not isinstance(worked.answer, Term):
        return Worked(worked.answer, chain.derivation(), worked.data)
    part, _ = focus(chain.now, path)
    by = {"a": part, "b": worked.answer}
    chain.step(
        RULES["eq_subst"], replace_at(chain.now, path, worked.answer), by, path, premises=(worked.derivation,)
    )
    answer = tidy(chain.now)
    chain.step(RULES["simplify"], answer)
    return Worked(answer, chain.derivation(), worked.data)


def _by_branches(p: Problem, chain: Chain, cuts: list[Term]) -> Worked | None:
    """Split where the branches change."""
    ends = [p.low, *cuts, p.high]
    parts: list[tuple[Term, Worked]] = []
    plans: dict[Term, Term] = {}
    line: Term | None = None
    for low, high in zip(ends, ends[1:], strict=False):
        a, b = level(low), level(high)
        assert a is not None and b is not None
        g = tidy(branch(p.f, p.x, middle(a, b)))
        part = integral(g, p.x, low, high)
        plans[g] = part
        inner = Chain(part, p.given)
        worked = _newton_leibniz(Problem(g, p.x, low, high, p.given), inner)
        if worked is None or worked.answer is None:
            return None
        if not isinstance(worked.answer, Term) or worked.answer in (oo, minus_oo):
            chain.step(RULES["integral_diverges"], undefined)
            return Worked(DIVERGES, chain.derivation())
        parts.append((part, worked))
        line = part if line is None else line + part
    assert line is not None
    chain.step(RULES["integral_split"], line)
    total: Term | None = None
    now = line
    for part, worked in parts:
        assert isinstance(worked.answer, Term)
        total = worked.answer if total is None else total + worked.answer
    if len(parts) <= 12:
        for k, (part, worked) in enumerate(parts):
            path = _sum_path(k, len(parts))
            from tuidao.lang.focus import replace_at

            assert isinstance(worked.answer, Term)
            now = replace_at(now, path, worked.answer)
            by = {"a": part, "b": worked.answer}
            chain.step(RULES["eq_subst"], now, by, path, premises=(worked.derivation,))
    assert total is not None
    answer = tidy(total)
    _guard(p, answer)
    if len(parts) > 12:
        chain.step(RULES["integral_value"], answer)
    else:
        chain.step(RULES["simplify"], answer)
    return Worked(answer, chain.derivation())


def _sum_path(k: int, n: int) -> tuple[int, ...]:
    """Where the k-th of n summands stands in a sum that associates to the left."""
    if n == 1:
        return ()
    return (0,) * (n - 1) if k == 0 else (0,) * (n - 1 - k) + (1,)


def _newton_leibniz(p: Problem, chain: Chain) -> Worked | None:
    plan = find(p.f, p.x, p.given, p.seconds)
    if plan is None:
        return None
    return by_primitive(p, chain, plan.value)


def by_primitive(p: Problem, chain: Chain, primitive: Term) -> Worked | None:
    """The value from an antiderivative, piece by piece between its break points."""
    cuts: list[Term] = []
    if p.numeric:
        inside = singularities(primitive, p.x) + singularities(p.f, p.x)
        cuts = points_between(list(dict.fromkeys(inside)), p.x, p.low, p.high)
        cuts = [c for c in cuts if not _smooth_at(p.f, primitive, p.x, c)]
    ends = [p.low, *cuts, p.high]
    pieces = []
    for low, high in zip(ends, ends[1:], strict=False):
        pieces.append(_piece(p, primitive, low, high))
    verdict = _divergence(pieces)
    if verdict is not None:
        chain.step(RULES["integral_diverges"], verdict if isinstance(verdict, Term) else undefined)
        return Worked(verdict, chain.derivation())
    line: Term | None = None
    total: Term | None = None
    for piece in pieces:
        shown = _shown(piece, p.x)
        line = shown if line is None else line + shown
        value = piece.at_high - piece.at_low
        total = value if total is None else total + value
    assert line is not None and total is not None
    answer = tidy(total)
    if is_op(answer, ops.UNDEFINED) or oo in _all(answer) or zoo in _all(answer):
        return None
    _guard(p, answer)
    chain.step(RULES["integral_newton_leibniz"], line)
    chain.step(RULES["integral_ends"], total)
    chain.step(RULES["simplify"], answer)
    return Worked(answer, chain.derivation(), {"antiderivative": str(primitive)})


def _all(t: Term) -> set[Term]:
    out = {t}
    for c in children(t):
        out |= _all(c)
    return out


def _shown(piece: Piece, x: Sym) -> Term:
    if not piece.open_low and not piece.open_high:
        return bind(ops.BETWEEN, x, piece.primitive, piece.low, piece.high)
    return _end(piece, x, True) - _end(piece, x, False)


def _end(piece: Piece, x: Sym, high: bool) -> Term:
    point, is_open = (piece.high, piece.open_high) if high else (piece.low, piece.open_low)
    if not is_open:
        return bind(ops.AT, x, piece.primitive, point)
    side = ZERO if point in (oo, minus_oo) else BELOW if high else ABOVE
    return lim(piece.primitive, x, point, side)


def _smooth_at(f: Term, primitive: Term, x: Sym, c: Term) -> bool:
    """Have both f and F ordinary values on a small ball around c?"""
    v = number(c)
    if v is None:
        return False
    from flint import arb

    ball = v + arb(0, 1e-9)
    try:
        value, slope = dual(primitive, x, {x: ball})
        here = dual(f, Sym("#"), {x: ball})[0]
    except (NoValue, ZeroDivisionError):
        return False
    return bool(value.is_finite() and slope.is_finite() and here.is_finite() and float(value.rad()) < 1e-3)


def _piece(p: Problem, primitive: Term, low: Term, high: Term) -> Piece:
    at_low, open_low = _value(p, primitive, low, ABOVE)
    at_high, open_high = _value(p, primitive, high, BELOW)
    return Piece(primitive, low, high, at_low, at_high, open_low, open_high)


def _value(p: Problem, primitive: Term, point: Term, side: Term) -> tuple[Term, bool]:
    """F at an end, or its one-sided limit there. Raises Refused where neither is told."""
    if point not in (oo, minus_oo) and _regular(p, primitive, point):
        return tidy(substitute(primitive, {p.x: point})), False
    from tuidao.derive.limit.answer import limit_value

    found = limit_value(primitive, p.x, point, ZERO if point in (oo, minus_oo) else side, _facts(p))
    if found is None:
        raise Refused
    return found, True


def _facts(p: Problem) -> tuple[Term, ...]:
    return p.given


def _regular(p: Problem, primitive: Term, point: Term) -> bool:
    """Has F an ordinary value at the point (continuous there from inside)?"""
    v = number(point)
    if v is not None:
        if free_symbols(primitive) - {p.x}:
            return _regular_with_parameters(p, primitive, point)
        try:
            value = dual(primitive, Sym("#"), {p.x: v})[0]
        except (NoValue, ZeroDivisionError):
            return False
        return bool(value.is_finite())
    return _regular_with_parameters(p, primitive, point)


def _regular_with_parameters(p: Problem, primitive: Term, point: Term) -> bool:
    from flint import arb

    from tuidao.derive.integral.guard import NEGATIVE

    t = tidy(substitute(primitive, {p.x: point}))
    values: dict[Sym, Any] = {}
    for k, s in enumerate(sorted(free_symbols(t), key=lambda s: s.name)):
        v = arb(7 * k * k + 13 * k + 11) / 10
        values[s] = -v if s.name in NEGATIVE.get() else v
    if is_op(t, ops.UNDEFINED):
        return False
    try:
        return bool(dual(t, Sym("#"), values)[0].is_finite())
    except (NoValue, ZeroDivisionError):
        return False


def _divergence(pieces: list[Piece]) -> Term | Text | None:
    """oo or −oo where every infinite contribution has that sign; "diverges" where they differ or a limit is missing."""
    signs = set()
    for piece in pieces:
        for value, sign in ((piece.at_high, 1), (piece.at_low, -1)):
            if is_op(value, ops.UNDEFINED) or value == zoo or is_op(value, ops.SIGN):
                return DIVERGES
            if value == oo:
                signs.add(sign)
            elif value == minus_oo:
                signs.add(-sign)
    if not signs:
        return None
    if len(signs) == 2:
        return DIVERGES
    return oo if signs == {1} else minus_oo


def _guard(p: Problem, answer: Term) -> None:
    """Compare with quadrature where both are numbers. Raises Refused where they differ."""
    from flint import arb

    from tuidao.derive.integral.guard import NEGATIVE

    names = sorted(
        (free_symbols(integral(p.f, p.x, p.low, p.high)) | free_symbols(answer)), key=lambda s: s.name
    )
    values: dict[Sym, Any] = {}
    for k, s in enumerate(names):
        v = arb(5 * k * k + 8 * k + 9) / 8
        values[s] = -v if s.name in NEGATIVE.get() else v
    try:
        bounds = []
        for t in (p.low, p.high):
            if t in (oo, minus_oo):
                bounds.append(float("inf") if t == oo else float("-inf"))
            else:
                bounds.append(float(dual(t, Sym("#"), values)[0].mid()))
        said = float(dual(answer, Sym("#"), values)[0].mid())
    except (NoValue, ZeroDivisionError):
        if names:
            return
        raise Refused from None
    found = quadrature(p.f, p.x, bounds[0], bounds[1], values)
    if found is None:
        return
    value, error = found
    if error < 1e-6 * (1 + abs(value)) and abs(value - said) > 1e-4 * (1 + abs(value)):
        raise Refused
