"""Stationary points of functions of two variables: each is one, none is left out, the Hessian tells their kind."""

from __future__ import annotations

from itertools import product
from typing import Any

from flint import Ordering, arb, fmpq, fmpq_mpoly_ctx, fmpq_poly

from tuidao.check.between import derivative
from tuidao.check.conditions import Context
from tuidao.check.field import Quotient
from tuidao.check.normal import same
from tuidao.check.real_roots import real_roots
from tuidao.check.root_bound import is_zero, sign_of_constant
from tuidao.check.signs import SignField, prepared
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Sym, Term, free_symbols, substitute
from tuidao.proof import Status, Verdict, weakest
from tuidao.text import Text

_SHOWN = Text("every stationary point was found and classified", "已求出全部驻点并逐一判定")
_OTHER = Text("these are not the derivatives of the function", "这不是该函数的偏导数")
_NO = Text("not a stationary point of that kind: {at}", "不是该类驻点：{at}")
_LEFT_OUT = Text("a stationary point near {at} is left out", "漏掉了 {at} 附近的驻点")
_ALL = Text("that there are no other stationary points was not shown", "未能证明没有其他驻点")
_TRIED = Text("held as far as digits tell", "在所算位数内成立")
_PROVED = Verdict(Status.PROVED, _SHOWN)
_MOST = 400
Point = tuple[Term, ...]


def stationary(before: Term, after: Term, context: Context) -> Verdict:
    """[gradient, Hessian, [point, word, value], …]: all the points at which the gradient is 0, with their kinds.

    Source: Rudin, Principles of Mathematical Analysis, ch. 9; the resultant of two polynomials vanishes at their
    common zeros: Cox, Little, O'Shea, Ideals, Varieties, and Algorithms, §3.6.
    """
    assert type(before) is App and type(after) is App and before.op is ops.STATIONARY
    f, listed = before.args
    assert type(listed) is App
    x, y = listed.args
    assert type(x) is Sym and type(y) is Sym
    gradient, hessian, *points = after.args
    first = [derivative(f, v) for v in (x, y)]
    if any(g is None for g in first) or free_symbols(f) - {x, y}:
        return Verdict(Status.OPEN, _OTHER)
    second = [[derivative(g, v) for v in (x, y)] for g in first if g is not None]
    rows = [_parts(gradient), *map(_parts, _parts(hessian))]
    for shown, real in zip(rows, [first, *second], strict=True):
        for a, b in zip(shown, real, strict=True):
            if b is None or same(a, b) is not True:
                return Verdict(Status.REFUTED, _OTHER)
    verdicts = [_point(f, (x, y), rows, claim) for claim in points]
    places = [_parts(_parts(claim)[0]) for claim in points]
    verdicts.append(_complete(f, (x, y), [g for g in first if g is not None], places))
    return weakest(verdicts) or _PROVED


def _parts(t: Term) -> tuple[Term, ...]:
    assert type(t) is App and t.op is ops.TUPLE
    return t.args


def _point(f: Term, names: tuple[Sym, Sym], rows: list[tuple[Term, ...]], claim: Term) -> Verdict:
    """The gradient is 0 there, the value is right, and so is the kind."""
    place, word, height = _parts(claim)
    no = Verdict(Status.REFUTED, _NO.format(at=place))
    at = dict(zip(names, _parts(place), strict=True))
    sure = True
    for g, wanted in ((rows[0][0], None), (rows[0][1], None), (f, height)):
        gap = substitute(g, at) if wanted is None else substitute(g, at) - wanted
        ball = value(gap, {}, 40)
        if not isinstance(ball, arb) or not (ball.contains(0) or ball.is_zero()):
            return no
        sure = sure and is_zero(gap)
    a, b, c = (substitute(t, at) for t in (rows[1][0], rows[1][1], rows[2][1]))
    minor, det = sign_of_constant(a), sign_of_constant(a * c - b * b)
    kind = "unclear"
    if det is None or (det == 1 and minor is None):
        return Verdict(Status.OPEN, _TRIED)
    if det:
        kind = "saddle" if det < 0 else "minimum" if minor == 1 else "maximum"
    if word != Sym(kind):
        return no
    return _PROVED if sure else Verdict(Status.TESTED, _TRIED)


def _complete(
    f: Term, names: tuple[Sym, Sym], gradient: list[Term], places: list[Point]
) -> Verdict:
    """Every common zero of the two derivatives is among the places."""
    found = prepared(conditions(f)).ask(lambda field: _systems(field, gradient, names), None)
    if found is None:
        return Verdict(Status.OPEN, _ALL)
    known = [_balls(place) for place in places]
    met = 0
    for p, q in found:
        grids = [_coordinates(p, q, k) for k in (0, 1)]
        if grids[0] is None or grids[1] is None:
            return Verdict(Status.OPEN, _ALL)
        for pair in product(*grids):  # type: ignore[arg-type]
            met += 1
            if met > _MOST:
                return Verdict(Status.OPEN, _ALL)
            if any(_away(g, pair) for g in (p, q)):
                continue
            if not any(all(a.overlaps(b) for a, b in zip(pair, k, strict=True)) for k in known):
                at = ", ".join(str(b) for b in pair)
                return Verdict(Status.OPEN, _LEFT_OUT.format(at=at))
    return _PROVED


def _balls(place: Point) -> list[arb]:
    found = [value(c, {}, 40) for c in place]
    return [b if isinstance(b, arb) else arb.nan() for b in found]


def _systems(
    field: SignField, gradient: list[Term], names: tuple[Sym, Sym]
) -> list[tuple[Any, Any]] | None:
    """Pairs of polynomials, one factor of each derivative: what else divides these is nowhere 0."""
    ring = fmpq_mpoly_ctx.get(("x", "y"), Ordering.lex)
    places = [field.symbol(v) for v in names]
    sides: list[list[Any]] = []
    for g in gradient:
        a = field.element(g)
        if field.is_zero(a):
            return None
        own = []
        for p, e in field.factors(a)[1]:
            if e < 0 or 0 not in field.factor_signs(p):
                continue
            if field.used(Quotient(p)) - set(places):
                return None
            terms = {tuple(m[i] for i in places): c for m, c in p.to_dict().items()}
            own.append(ring.from_dict(terms))
        sides.append(own)
    return [(p, q) for p in sides[0] for q in sides[1]]


def _coordinates(p: Any, q: Any, kept: int) -> list[arb] | None:
    """Balls that hold that coordinate of every common zero; None where there are infinitely many."""
    r = p.resultant(q, 1 - kept)
    if r.is_zero():
        return None
    rows = {int(m[kept]): c for m, c in r.to_dict().items()}
    return _separate(fmpq_poly([rows.get(k, fmpq(0)) for k in range(max(rows) + 1)]))


def _separate(p: Any) -> list[arb]:
    return [] if p.degree() < 1 else real_roots(p)


def _away(p: Any, pair: tuple[arb, ...]) -> bool:
    """Is the polynomial certainly not 0 in this box?"""
    total = arb(0)
    for m, c in p.to_dict().items():
        total = total + arb(c) * pair[0] ** int(m[0]) * pair[1] ** int(m[1])
    return not total.contains(0)
