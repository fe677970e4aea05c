"""Signs of sums and products from the signs of their terms, and when an index set is not empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tuidao.check.interval import NONNEGATIVE, POSITIVE, REAL, Range
from tuidao.lang import op as ops
from tuidao.lang.build import ge, oo
from tuidao.lang.term import App, Bind, Term, instantiate, subterms

if TYPE_CHECKING:
    from tuidao.check.factors import Factors
    from tuidao.check.field import Kernel, Quotient

_MOST_GAPS = 12


def family_range(field: Factors, kernel: Kernel) -> Range:
    """Where the value of a sum or a product lies, by where its terms lie, whatever the index is.

    An empty sum is 0, an empty product is 1: a sum of positive terms is positive only over an index set that is not
    empty by what is known. What is known of a variable that is spelt like the bound one is left out of sight.
    """
    op, infinite, _, x = kernel.data
    if op not in (ops.SUM, ops.PRODUCT):
        return REAL
    kept = field.ranges
    field.ranges = {i: r for i, r in kept.items() if x not in field.kernels[i].depends}
    try:
        body = _range_of(field, kernel.args[0])
    finally:
        field.ranges = kept
    if op is ops.PRODUCT:
        if _is_absolute(field, kernel.args[0]):
            return NONNEGATIVE
        return POSITIVE if body.positive else NONNEGATIVE if body.nonnegative else REAL
    if not (body.nonnegative or body.nonpositive):
        return REAL
    strict = (body.positive or body.negative) and _is_nonempty(field, kernel.args[1:], infinite)
    found = POSITIVE if strict else NONNEGATIVE
    return found if body.nonnegative else found.times(Fraction(-1))


def _is_absolute(field: Factors, a: Quotient) -> bool:
    """Is it g·sign g, or an odd power of g times that sign?"""
    if a.den or len(a.num) != 1 or a.num.leading_coefficient() < 0:
        return False
    ((m, _),) = a.num.to_dict().items()
    left = list(m)
    for i, n in enumerate(m):
        g = field.single(field.kernels[i].data) if n and field.kernels[i].kind == "sign" else None
        if g is not None and n == 1 and left[g] % 2:
            left[i] = left[g] = 0
    return not any(n % 2 for n in left)


def _range_of(field: Factors, a: Quotient) -> Range:
    """The range of the terms: from the ranges of what they are made of, else by the signs of the factors."""
    from tuidao.check.ranges import quotient_range, sign_of

    found = quotient_range(field, a)
    if found.nonnegative or found.nonpositive or a.den:
        return found
    strict = sign_of(field, a.num, strict=True)
    weak = strict or sign_of(field, a.num)
    if not weak:
        return found
    way = POSITIVE if strict else NONNEGATIVE
    return way if weak > 0 else way.times(Fraction(-1))


def _is_nonempty(field: Any, over: tuple[Quotient, ...], infinite: tuple[Term | None, ...]) -> bool:
    """Is last ≥ first, by the ranges of the bounds or by one or two stated inequalities added up?"""
    from tuidao.check.ranges import quotient_range

    if infinite[0] is not None:
        return False
    if infinite[1] is not None:
        return True
    gap = field.subtract(over[1], over[0])
    if quotient_range(field, gap).nonnegative:
        return True
    known = [g for g, _ in getattr(field, "gaps", ())][:_MOST_GAPS]
    for k, first in enumerate(known):
        rest = field.subtract(gap, first)
        if quotient_range(field, rest).nonnegative:
            return True
        for second in known[k + 1 :]:
            if quotient_range(field, field.subtract(rest, second)).nonnegative:
                return True
    return False


def or_nonempty(
    parts: list[Term],
    facts: tuple[Term, ...],
    holds: Callable[[App, tuple[Term, ...]], bool],
) -> list[Term]:
    """Relations that are to be assumed; for one that holds as soon as its sums have a term: that they have one."""
    found: list[Term] = []
    for p in parts:
        assert type(p) is App
        wanted = tuple(w for w in dict.fromkeys(_nonempty(p)) if w not in facts)
        enough = bool(wanted) and holds(p, (*facts, *wanted))
        for w in wanted if enough and len(wanted) > 1 else ():
            fewer = tuple(v for v in wanted if v != w)
            if fewer and holds(p, (*facts, *fewer)):
                wanted = fewer
        found += [w for w in (wanted if enough else (p,)) if w not in found]
    return found


def _nonempty(t: Term) -> Iterator[Term]:
    for _, s in subterms(t):
        if type(s) is Bind and s.op is ops.SUM:
            first, last = s.over
            if not first.loose and not last.loose and last != oo:
                yield ge(last, first)


def instances(
    t: Term, facts: tuple[Term, ...], belongs: Callable[[Term, Term, tuple[Term, ...]], bool]
) -> tuple[Term, ...]:
    """What facts "for all k in an interval" say of the indices that occur in `t`, where these belong to it."""
    general = [f for f in facts if type(f) is Bind and f.op is ops.FORALL]
    if not general:
        return ()
    at = {
        a: None
        for _, s in subterms(t)
        if type(s) is App and s.op is ops.INDEX
        for a in s.args[1:]
        if not a.loose
    }
    found = [instantiate(f.body, a) for f in general for a in at if belongs(a, f.over[0], facts)]
    return tuple(dict.fromkeys(found))
