"""Series: two combinations of series with the same terms; does a series converge, by the ratio of its terms?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq_poly

from tuidao.check.conditions import Context
from tuidao.check.convergence import convergent, first_index, is_series
from tuidao.check.general_term import Reader
from tuidao.check.index_product import Outside, Product, collected, negated, primitive
from tuidao.check.normal import same
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, oo
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
    subterms,
)
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_SAME = Text("term by term the same", "逐项相同")
_OTHER = Text("the terms were not found to be the same", "未能证实逐项相同")
_FIRST_TERMS, _MOST_SUMS = 12, 12


# ------------------------------------------------------------------ combinations


@dataclass(slots=True)
class Combination:
    """rest + Σ factor·series."""

    rest: list[Term]
    sums: list[tuple[Term, Bind]]


def combination(t: Term) -> Combination | None:
    """A term as a combination of infinite series with factors that hold none; None where it is no such."""
    made = Combination([], [])
    return made if _combine(t, ONE, made) and len(made.sums) <= _MOST_SUMS else None


def _combine(t: Term, by: Term, made: Combination) -> bool:
    if not _has_series(t):
        made.rest.append(t if by == ONE else by * t)
        return True
    if type(t) is Bind and is_series(t):
        made.sums.append((by, t))
        return True
    if type(t) is not App:
        return False
    a = t.args
    match t.op:
        case ops.ADD:
            return _combine(a[0], by, made) and _combine(a[1], by, made)
        case ops.SUB:
            return _combine(a[0], by, made) and _combine(a[1], App(ops.NEG, (by,)), made)
        case ops.NEG:
            return _combine(a[0], App(ops.NEG, (by,)), made)
        case ops.MUL if not _has_series(a[0]):
            return _combine(a[1], a[0] if by == ONE else by * a[0], made)
        case ops.MUL if not _has_series(a[1]):
            return _combine(a[0], a[1] if by == ONE else by * a[1], made)
        case ops.DIV if not _has_series(a[1]):
            return _combine(a[0], by / a[1], made)
    return False


def _has_series(t: Term) -> bool:
    return any(type(s) is Bind and s.op is ops.SUM and s.over[1] == oo for _, s in subterms(t))


def series_combined(before: Term, after: Term, context: Context) -> Verdict:
    """Wherever `before` has a value, `after`, with one series at most, has the same: their terms agree one by one.

    The series of `before` converge where it has a value, so that they may be added and multiplied by numbers.
    """
    from tuidao.check.decide import settled

    old, new = combination(before), combination(after)
    if old is None or new is None or not old.sums or len(new.sums) > 1:
        return Verdict(Status.OPEN, _OTHER)
    k = fresh("k", free_symbols(before) | free_symbols(after))
    for aligned in (True, False):
        try:
            needs = _agree(old, new, k, aligned)
        except Outside:
            continue
        if needs is not None:
            return settled(tuple(sorted(needs - set(conditions(before)), key=str)), context)
    return Verdict(Status.OPEN, _OTHER)


def _first(t: Bind) -> int:
    found = first_index(t)
    assert found is not None
    return found


Row = tuple[Term, Term, int]  # factor, term, first index


def _agree(old: Combination, new: Combination, k: Sym, aligned: bool) -> set[Term] | None:
    """What the later line needs besides, where the terms are the same; `aligned`: with the indices moved so that
    powers of the same base have the same exponent."""
    rows = [(c, instantiate(s.body, k), _first(s)) for c, s in (*old.sums, *new.sums)]
    if aligned:
        rows = _aligned(rows, k)
    plain, moved = rows[: len(old.sums)], rows[len(old.sums) :]
    start = max(f for _, _, f in (*moved, *plain))
    if any(start - f > _FIRST_TERMS for _, _, f in (*moved, *plain)):
        return None
    known, wanted = Reader(k, start), Reader(k, start)
    products: list[Product] = []
    for c, term, _ in plain:
        products += known.read(c * term)
    others = {o for p in products for o in p.others}
    for c, term, _ in moved:
        found = wanted.read(c * term)
        if any(o not in others for p in found for o in p.others):
            return None
        products += negated(found)
    if collected(products):
        return None
    left, right = _sum(old.rest, plain, k, start), _sum(new.rest, moved, k, start)
    if left != right and same(left, right) is not True:
        return None
    needs = {c for r in (right, *(c for c, _, _ in moved)) for c in conditions(r)}
    if not any(free_symbols(s) for _, s in old.sums):
        return wanted.needs | needs | known.needs
    return (wanted.needs | needs) - known.needs


def _aligned(rows: list[Row], k: Sym) -> list[Row]:
    """The index of each series moved: n ↦ n + s does not change a sum that then begins at first − s."""
    found: list[Row] = []
    wanted: dict[Term, Fraction] = {}
    for c, term, first in rows:
        products = Reader(k, first).read(c * term)
        slopes = {b: v for p in products[:1] for b, v in p.bases.items() if type(b) is not Num}
        shift = Fraction(0)
        for base, (slope, offset) in slopes.items():
            if slope and base in wanted:
                shift = (wanted[base] - offset) / slope
            elif slope:
                wanted[base] = offset
        if shift.denominator == 1 and shift and abs(shift) <= _FIRST_TERMS:
            s = int(shift)
            found.append((c, substitute(term, {k: k + s if s > 0 else k - (-s)}), first - s))
        else:
            found.append((c, term, first))
    return found


def _sum(rest: list[Term], sums: list[Row], k: Sym, start: int) -> Term:
    """What stands outside the series, with the terms before the index `start`."""
    total: Term = ZERO
    for r in rest:
        total = r if total == ZERO else total + r
    for c, term, first in sums:
        for j in range(first, start):
            part = c * substitute(term, {k: Num(j)})
            total = part if total == ZERO else total + part
    return total


def sum_same(before: Term, after: Term, context: Context) -> Verdict:
    """Two sums over the same indices, the first of them a number, with the same terms."""
    from tuidao.check.decide import settled

    unknown = Verdict(Status.OPEN, _OTHER)
    sums = [t for t in (before, after) if type(t) is Bind and t.op is ops.SUM]
    if len(sums) != 2 or sums[0].over != sums[1].over or is_series(sums[0]):
        return unknown
    first = first_index(sums[0])
    if first is None:
        return unknown
    k = fresh("k", free_symbols(before) | free_symbols(after))
    old, new = Reader(k, first), Reader(k, first)
    try:
        products = old.read(instantiate(sums[0].body, k))
        known = {o for p in products for o in p.others}
        others = new.read(instantiate(sums[1].body, k))
    except Outside:
        return unknown
    if any(o not in known for p in others for o in p.others):
        return unknown
    if collected([*products, *negated(others)]):
        return unknown
    return settled(tuple(sorted(new.needs - old.needs, key=str)), context)


def series_integral(before: Term, after: Term, context: Context) -> Verdict:
    """∫ₐˣ of a power series in t − a is the series of the integrals of its terms, where the series converges at x.

    By Abel's theorem that is enough also where x is an end of the interval of convergence.
    Source: Rudin, Principles of Mathematical Analysis, 8.1, 8.2.
    """
    from tuidao.check.decide import settled

    unknown = Verdict(Status.OPEN, _OTHER)
    if not (type(before) is Bind and before.op is ops.INTEGRAL and is_series(after)):
        return unknown
    t = fresh(before.name, free_symbols(before) | free_symbols(after))
    k = fresh("k", free_symbols(before) | free_symbols(after) | {t})
    series, (a, x) = instantiate(before.body, t), before.over
    assert type(after) is Bind
    if not (type(series) is Bind and is_series(series)) or series.over != after.over:
        return unknown
    first, term = _first(series), instantiate(series.body, k)
    old, new = Reader(k, first), Reader(k, first)
    try:
        factor, base = primitive(t - a) if a != ZERO else (Fraction(1), t)
        products = [_integrated(p, old, factor, base, t, x - a) for p in old.read(term)]
        products += negated(new.read(instantiate(after.body, k)))
    except Outside:
        return unknown
    at_x = substitute(series, {t: x})
    if collected(products) or not (type(at_x) is Bind and convergent(at_x, context)):
        return unknown
    needs = {n for n in new.needs - old.needs if not mentions(n, t)}
    return settled(tuple(sorted(needs, key=str)), context)


def _integrated(
    p: Product, reader: Reader, factor: Fraction, base: Term, t: Sym, height: Term
) -> Product:
    """∫ of c·(t − a)^(pk + q) from a to x, where base = (t − a)/factor. Raises Outside."""
    slope, offset = p.bases.get(base, (Fraction(0), Fraction(0)))
    made = Product(p.num, p.den, dict(p.bases), p.factorials, p.others)
    made.bases.pop(base, None)
    whole = slope.denominator == offset.denominator == 1
    left = [*made.bases, *made.others]
    if not whole or slope < 0 or slope * reader.first + offset < 0:
        raise Outside
    if any(mentions(u, t) for u in left):
        raise Outside
    inner = Product(den=fmpq_poly([int(offset) + 1, int(slope)]))
    reader.multiply(inner, height, slope, offset + 1)
    if factor != 1:
        reader.multiply(inner, Num(factor), -slope, -offset)
    return made.times(inner)
