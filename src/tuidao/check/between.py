"""The sign of a function on a whole open interval: by factors, exact roots, slopes from an end, and subdivision."""

from __future__ import annotations

import itertools
from fractions import Fraction

from flint import arb

from tuidao.check.conditions import Context, discharge
from tuidao.check.field import Quotient
from tuidao.check.normal import too_large
from tuidao.check.opaque import Opaque
from tuidao.check.real_roots import number, polynomial, polynomial_sign
from tuidao.check.root_bound import sign_of_constant
from tuidao.check.signs import SignField, prepared
from tuidao.lang import op as ops
from tuidao.lang.ball import Formula
from tuidao.lang.build import lt, minus_oo, oo
from tuidao.lang.domain import conditions
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, free_symbols, mentions, substitute
from tuidao.proof import Status

DEEPEST = 5
_MOST_BOXES = 400
_ROUGH = frozenset(
    (
        ops.FLOOR,
        ops.CEILING,
        ops.FRAC,
        ops.SIGN,
        ops.PIECEWISE,
        ops.CALL,
        ops.INDEX,
        ops.GAMMA,
        ops.FACTORIAL,
        ops.BINOMIAL,
        ops.INTEGRAL,
        ops.LIMIT,
        ops.SUM,
        ops.DIFF,
    )
)
_BENT = _ROUGH | {ops.ABS, ops.MAX, ops.MIN, ops.ROOT, ops.SQRT, ops.POW}
WANTED = {
    ops.GT: (1,),
    ops.GE: (0, 1),
    ops.LT: (-1,),
    ops.LE: (-1, 0),
    ops.NE: (-1, 1),
    ops.EQ: (0,),
}
_TAILS = (4, 32)
_PREC = 160


class Budget:
    """What is left of the work that one question may cost."""

    def __init__(self) -> None:
        self.boxes = _MOST_BOXES * 4


def sign_between(
    f: Term, x: Sym, left: Term, right: Term, depth: int = 0, budget: Budget | None = None
) -> int | None:
    """The sign that `f` certainly has at every point of the open interval at which it has a value; None: not known.

    The ends are constants or ±oo.
    """
    budget = budget or Budget()
    if depth > DEEPEST or too_large(f) or budget.boxes <= 0:
        return None
    if free_symbols(f) - {x}:
        return None
    if not mentions(f, x):
        return sign_of_constant(f)
    facts = bounds(x, left, right)
    whole = tuple(c for c in conditions(f) if mentions(c, x))
    split = prepared((*facts, *whole)).ask(lambda field: _split(field, f), None)
    if split is None:
        return None
    sign, parts = split
    for part, odd, known in parts:
        own = known
        if own is None:
            own = _of_factor(part, x, left, right, depth, budget)
        if own is None or (own == 0):
            return own
        sign *= own if odd else 1
    return sign


def bounds(x: Sym, left: Term, right: Term) -> tuple[Term, ...]:
    """x between the ends, as facts."""
    facts: tuple[Term, ...] = () if left == minus_oo else (lt(left, x),)
    return facts if right == oo else (*facts, lt(x, right))


Part = tuple[Term, bool, int | None]


def _split(field: SignField, f: Term) -> tuple[int, list[Part]]:
    """The sign of the content, and the factors: as a term, whether to an odd power, the sign if the field knows it."""
    a = field.element(f)
    if field.is_zero(a):
        return 0, []
    found = field.possible(a)
    if len(found) == 1:
        return next(iter(found)), []
    content, powers = field.factors(a)
    parts: list[Part] = []
    for p, e in powers:
        own = field.factor_signs(p)
        if len(own) > 1:
            own = field.possible(Quotient(p))
        known = next(iter(own)) if len(own) == 1 else None
        if known is None:
            parts.append((field.term(Quotient(p)), bool(e % 2), None))
        elif e % 2:
            content *= known
    return (1 if content > 0 else -1 if content < 0 else 0), parts


def _of_factor(f: Term, x: Sym, left: Term, right: Term, depth: int, budget: Budget) -> int | None:
    p = polynomial(f, x)
    if p is not None:
        return polynomial_sign(p, f, x, left, right)
    if _has(f, _ROUGH):
        return None
    finite = _by_boxes(f, x, left, right, depth, budget)
    if finite is not None:
        return finite
    if not _unbroken(f, x, left, right, depth, budget):
        return None
    slope = derivative(f, x)
    if slope is None:
        return None
    way = sign_between(slope, x, left, right, depth + 1, budget)
    if way is None and _analytic(f):
        way = _weak_sign(slope, x, left, right)
    if way is not None:
        found = _from_ends(f, x, left, right, way)
        if found is not None:
            return found
    if left == minus_oo or right == oo:
        return _in_parts(f, x, left, right, depth, budget)
    return None


def _weak_sign(slope: Term, x: Sym, left: Term, right: Term) -> int | None:
    """The sign of an analytic slope that is 0 at isolated points at most: the function is still strictly monotone."""

    def possible(field: SignField) -> frozenset[int]:
        a = field.element(slope)
        return frozenset((0, 1, -1)) if field.is_zero(a) else field.possible(a)

    facts = (*bounds(x, left, right), *conditions(slope))
    found = prepared(facts).ask(possible, frozenset((0, 1, -1))) - {0}
    return next(iter(found)) if len(found) == 1 else None


def _unbroken(f: Term, x: Sym, left: Term, right: Term, depth: int, budget: Budget) -> bool:
    """Has `f` a value all over the interval? (It is then continuous there: nothing rough is in it.)"""
    return all(
        throughout(c, x, left, right, depth + 1, budget) for c in conditions(f) if mentions(c, x)
    )


def throughout(
    claim: Term, x: Sym, left: Term, right: Term, depth: int = 0, budget: Budget | None = None
) -> bool:
    """Is the statement certainly true at every inner point where its sides have values?"""
    if type(claim) is App and claim.op is ops.AND:
        return all(throughout(c, x, left, right, depth, budget) for c in claim.args)
    if type(claim) is App and claim.op is ops.OR:
        return any(throughout(c, x, left, right, depth, budget) for c in claim.args)
    found = discharge(claim, Context(bounds(x, left, right)))
    if found.status is Status.PROVED and not found.missing:
        return True
    if not (type(claim) is App and claim.op in WANTED):
        return False
    sign = sign_between(claim.args[0] - claim.args[1], x, left, right, depth, budget)
    return sign is not None and sign in WANTED[claim.op]


def nowhere(claim: Term, x: Sym, left: Term, right: Term) -> bool:
    """Does the statement certainly fail (or lack a value) at every inner point?"""
    if type(claim) is App and claim.op is ops.AND:
        return any(nowhere(c, x, left, right) for c in claim.args)
    if discharge(claim, Context(bounds(x, left, right))).status is Status.REFUTED:
        return True
    if not (type(claim) is App and claim.op in WANTED):
        return False
    sign = sign_between(claim.args[0] - claim.args[1], x, left, right)
    return sign is not None and sign not in WANTED[claim.op]


def _has(t: Term, wanted: frozenset[Op]) -> bool:
    return isinstance(t, App | Bind) and (
        t.op in wanted or any(_has(c, wanted) for c in children(t))
    )


def rough(f: Term) -> bool:
    """May the function jump, or be no formula of elementary functions?"""
    return _has(f, _ROUGH)


def _analytic(f: Term) -> bool:
    return not _has(f, _BENT)


def _from_ends(f: Term, x: Sym, left: Term, right: Term, way: int) -> int | None:
    """A monotone function whose sign at one end settles the rest."""
    if left != minus_oo:
        start = end_sign(f, x, left)
        if way == 0:
            return start
        if start is not None and start in (0, way):
            return way
    if right != oo:
        stop = end_sign(f, x, right)
        if way == 0:
            return stop
        if stop is not None and stop in (0, -way):
            return -way
    return None


def end_sign(f: Term, x: Sym, at: Term) -> int | None:
    """The sign of the continuous function at an end where it has a value."""
    return sign_of_constant(substitute(f, {x: at}))


def derivative(f: Term, x: Sym) -> Term | None:
    """The derivative as the field computes it, apart from all rules; None where it needs more than a value of f."""
    found, needs = derivative_under(f, x)
    return None if needs else found


def derivative_under(f: Term, x: Sym) -> tuple[Term | None, tuple[Term, ...]]:
    """The same, and what it needs: where sign(u) is written, that u is not 0."""

    def slope(field: SignField) -> Term:
        return field.term(field.slope(field.element(f), field.symbol(x)))

    try:
        return prepared(conditions(f)).ask_under(slope, None)
    except Opaque:
        return None, ()


def _in_parts(f: Term, x: Sym, left: Term, right: Term, depth: int, budget: Budget) -> int | None:
    """An endless interval: a bounded part, and tails on which the slope has one sign."""
    if depth > 2:
        return None
    low, high = number(left), number(right)
    for reach in _TAILS:
        cuts: list[Term] = []
        if left == minus_oo:
            cuts.append(Num(-reach if high is None else int(float(high)) - reach))
        if right == oo:
            cuts.append(Num(reach if low is None else int(float(low)) + reach + 1))
        ends = [left, *cuts, right]
        signs = {end_sign(f, x, c) for c in cuts}
        for a, b in itertools.pairwise(ends):
            if len(signs) != 1 or None in signs:
                break
            signs.add(sign_between(f, x, a, b, depth + 2, budget))
        if len(signs) == 1:
            found = signs.pop()
            if found is not None:
                return found
    return None


def _by_boxes(f: Term, x: Sym, left: Term, right: Term, depth: int, budget: Budget) -> int | None:
    """A bounded interval: near an end where f is 0 by its first derivative that is not, elsewhere by enclosures."""
    low, high = number(left), number(right)
    if low is None or high is None or not low < high:
        return None
    formula = Formula(f, (x,), relaxed=True)
    width = high - low
    inner_low, inner_high = low, high
    signs: set[int] = set()
    for end, ball, way in ((left, low, 1), (right, high, -1)):
        here = end_sign(f, x, end)
        if here is None:
            return None
        if here:
            signs.add(here)
            continue
        near = _near_zero(f, x, end, ball, width, way, depth)
        if near is None:
            return None
        sign, reach = near
        signs.add(sign)
        if way > 0:
            inner_low = reach
        else:
            inner_high = reach
    if len(signs) != 1:
        return None
    sign = signs.pop()
    pieces = [(inner_low.lower(), inner_high.upper())]
    boxes = 0
    while pieces:
        a, b = pieces.pop()
        boxes += 1
        budget.boxes -= 1
        if boxes > _MOST_BOXES or budget.boxes <= 0:
            return None
        found = formula([a.union(b)], _PREC)
        if isinstance(found, arb):
            if (found > 0 and sign > 0) or (found < 0 and sign < 0):
                continue
            if found > 0 or found < 0:
                return None
        middle = ((a + b) / 2).mid()
        pieces += [(a, middle), (middle, b)]
    return sign


def _steep(
    f: Term, x: Sym, end: Term, ball: arb, width: arb, way: int, depth: int
) -> tuple[int, arb] | None:
    """Beside an end where f is 0 and its slope has no value, as that of √x at 0: the slope's sign tells."""
    slope = derivative(f, x)
    if slope is None or end_sign(slope, x, end) is not None or depth > 2:
        return None
    for k in (2, 5):
        reach = (ball + way * width / arb(4) ** k).mid()
        q = reach.fmpq()
        stop = Num(Fraction(int(q.p), int(q.q)))
        low, high = (end, stop) if way > 0 else (stop, end)
        found = sign_between(slope, x, low, high, depth + 1)
        if found:
            return found * way, reach
    return None


def _near_zero(
    f: Term, x: Sym, end: Term, ball: arb, width: arb, way: int, depth: int
) -> tuple[int, arb] | None:
    """The sign beside an end where f is 0, and how far it reaches: f = f⁽ᵐ⁾(ξ)(x − a)ᵐ/m!."""
    steep = _steep(f, x, end, ball, width, way, depth)
    if steep is not None:
        return steep
    slope: Term | None = f
    for m in range(1, 5):
        slope = None if slope is None else derivative(slope, x)
        if slope is None:
            return None
        here = end_sign(slope, x, end)
        if here is None:
            return None
        if not here:
            continue
        formula = Formula(slope, (x,))
        for k in range(1, 9):
            reach = (ball + way * width / arb(4) ** k).mid()
            found = formula([ball.union(reach)], _PREC)
            if isinstance(found, arb) and (found > 0 or found < 0):
                return here * (1 if way > 0 or m % 2 == 0 else -1), reach
        return None
    return None
