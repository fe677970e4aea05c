"""Remainders of Taylor's formula: a bound on an interval, and the order that an error asks for."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from flint import arb

from tuidao.derive.derivative import derivative
from tuidao.derive.simplify import tidy
from tuidao.lang.ball import Formula, value
from tuidao.lang.focus import fresh
from tuidao.lang.term import Bind, Num, Sym, Term, free_symbols, instantiate, size
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_MOST_ORDER, _MOST_SIZE, _BOXES = 30, 4000, 600
_NO_BOUND = Text(
    "the derivative of order {n} could not be bounded on the interval",
    "未能在该区间上估计 {n} 阶导数",
)
_NO_ORDER = Text("no order up to {most} is shown to suffice", "在 {most} 阶以内未找到足够的阶数")
_BAD_ORDER = Text("the order has to be a whole number", "阶数必须是整数")
_REMAINDER = Text(
    "The remainder is f^({m})(ξ)/{m}!·{power}; f^({m}) is {slope}, in size at most {most} between {a} and {b} "
    "(interval arithmetic).",
    "余项为 f^({m})(ξ)/{m}!·{power}；f^({m}) 为 {slope}，在 {a} 与 {b} 之间其绝对值不超过 {most}（区间算术）。",
)


def work_bound(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`taylor_bound(f, x, a, n, b)`: a number that |f − Tₙ| does not exceed between a and b."""
    assert type(problem) is Bind
    x = fresh(problem.name, free_symbols(problem))
    f, (a, n, b) = instantiate(problem.body, x), problem.over
    chain = Chain(problem, given)
    if type(n) is not Num or n.value.denominator != 1 or not 0 <= n.value <= _MOST_ORDER:
        return Worked(None, chain.derivation(), reason=_BAD_ORDER)
    order = int(n.value)
    found = _bound(f, x, a, b, order)
    if found is None:
        return Worked(None, chain.derivation(), reason=_NO_BOUND.format(n=order + 1))
    slope, most, bound = found
    chain.step(RULES["taylor_remainder_bound"], Num(bound), note=_note(slope, most, a, b, order, x))
    data = {"derivative": str(slope), "most": str(most), "bound": _decimal(bound)}
    return Worked(Num(bound), chain.derivation(), data)


def work_order(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`taylor_order(f, x, a, b, eps)`: an order with which the error between a and b is at most eps."""
    assert type(problem) is Bind
    x = fresh(problem.name, free_symbols(problem))
    f, (a, b, eps) = instantiate(problem.body, x), problem.over
    chain = Chain(problem, given)
    allowed = value(eps, {})
    if isinstance(allowed, arb):
        for order in range(_MOST_ORDER + 1):
            found = _bound(f, x, a, b, order)
            if found is None:
                break
            slope, most, bound = found
            if arb(bound.numerator) / bound.denominator <= allowed:
                note = _note(slope, most, a, b, order, x)
                chain.step(RULES["taylor_order_suffices"], Num(order), note=note)
                data = {"bound": _decimal(bound), "derivative": str(slope)}
                return Worked(Num(order), chain.derivation(), data)
    return Worked(None, chain.derivation(), reason=_NO_ORDER.format(most=_MOST_ORDER))


def _note(slope: Term, most: Fraction, a: Term, b: Term, n: int, x: Sym) -> Text:
    m = n + 1
    power = (x - a if a != Num(0) else x) ** Num(m)
    return _REMAINDER.format(m=m, power=power, slope=slope, most=_decimal(most), a=a, b=b)


def _bound(f: Term, x: Sym, a: Term, b: Term, n: int) -> tuple[Term, Fraction, Fraction] | None:
    """f⁽ⁿ⁺¹⁾, a bound of its size between a and b, and the bound of the remainder."""
    slope: Term | None = f
    for _ in range(n + 1):
        slope = None if slope is None else derivative(slope, x)
        slope = None if slope is None else tidy(slope)
        if slope is None or size(slope) > _MOST_SIZE:
            return None
    assert slope is not None
    ends = [value(e, {}) for e in (a, b)]
    if not all(isinstance(e, arb) for e in ends):
        return None
    low, high = sorted((e for e in ends if isinstance(e, arb)), key=float)
    most = _largest(slope, x, low.lower(), high.upper())
    if most is None:
        return None
    reach = (high - low).upper() ** (n + 1) / factorial(n + 1)
    return slope, most, rounded_up(arb(most.numerator) / most.denominator * reach)


def _largest(g: Term, x: Sym, low: arb, high: arb) -> Fraction | None:
    """A number with few digits, little above the largest size of `g` on the interval."""
    formula = Formula(g, (x,))
    seen = [formula([(low + (high - low) * k / 16).mid()]) for k in range(17)]
    balls = [abs(v).upper() for v in seen if isinstance(v, arb)]
    if len(balls) < 17:
        return None
    goal = rounded_up(max(balls, key=float) * arb("1.002") + arb("1e-30"))
    top = arb(goal.numerator) / goal.denominator
    pieces = [(low, high)]
    for _ in range(_BOXES):
        if not pieces:
            return goal
        p, q = pieces.pop()
        found = formula([p.union(q)])
        if isinstance(found, arb) and abs(found) <= top:
            continue
        middle = ((p + q) / 2).mid()
        pieces += [(p, middle), (middle, q)]
    return None


def rounded_up(ball: arb) -> Fraction:
    """The least number of four digits that is certainly no smaller."""
    if ball.is_zero():
        return Fraction(0)
    top = ball.upper()
    q = top.fmpq()
    exact = Fraction(int(q.p), int(q.q))
    scale = Fraction(1)
    while exact * scale < 1000:
        scale *= 10
    while exact * scale >= 10000:
        scale /= 10
    whole = -((-exact * scale).__floor__())
    return Fraction(whole) / scale


def _decimal(v: Fraction) -> str:
    return f"{float(v):.4g}"
