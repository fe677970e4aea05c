"""Sums with symbolic bounds by their partial sums: Σ from a to b is S(b) − S(a − 1), so that ranges join and shift.

S(m) is the sum of all terms up to m. Two ends that differ by a small whole number have partial sums that differ by
the terms between them. Each sum is used only where it has no fewer than 0 terms, and that is noted.
Graham, Knuth, Patashnik, Concrete Mathematics, 2.6 (finite calculus).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tuidao.check.field import Quotient
from tuidao.check.indices import closed_over
from tuidao.check.kernels import Opaque
from tuidao.lang import op as ops
from tuidao.lang.build import ge
from tuidao.lang.term import Term, instantiate, substitute

_MOST_BETWEEN = 8  # terms between two ends that are written out


def by_partial_sums(field: Any, part: Quotient, x: int, over: tuple[Quotient, ...]) -> Quotient:
    """Σ of `part` over x as S(b) − S(a − 1). Raises Opaque, TooLarge."""
    count = field.add(field.subtract(over[1], over[0]), field.one)
    q = field.rational(count)
    if q is None:
        need = ge(field.term(count), 0)
        field.needs += [need] if need not in field.needs else []
    elif q < 0 or q.denominator != 1:
        raise Opaque
    part, x, first, last = _aligned(field, part, x, over)
    part, x = field.lowest(part, x, over)
    basis = field.basis.setdefault("partial sums", [])
    ratios = field._ratios(basis, part)
    if ratios is None:
        basis.append(part)
        ratios = [(len(basis) - 1, Fraction(1))]
    total: Quotient = field.zero
    before = field.subtract(first, field.one)
    for k, ratio in ratios:
        change = field.subtract(_up_to(field, k, x, last), _up_to(field, k, x, before))
        total = field.add(total, field.scale(change, ratio))
    return total


def _up_to(field: Any, k: int, x: int, end: Quotient) -> Quotient:
    """S(end) for the k-th body: a kernel, or one that is there already with the terms between."""
    body = field.basis["partial sums"][k]
    for index, kernel in enumerate(field.kernels):
        if kernel.kind != "partial sum" or kernel.data[2] != k:
            continue
        gap = field.rational(field.subtract(end, kernel.args[1]))
        if gap is None or gap.denominator != 1 or abs(gap) > _MOST_BETWEEN:
            continue
        found: Quotient = field.generator(index)
        steps = range(1, int(gap) + 1) if gap > 0 else range(0, int(gap), -1)
        for j in steps:
            at = field.term(field.add(kernel.args[1], field.constant(j)))
            value = field.element(instantiate(_body(field, body, kernel.data[3]), at))
            found = field.add(found, value if gap > 0 else field.negate(value))
        return found
    index = field.bound_kernel("partial sum", (body, end), (ops.SUM, (None,), k, x), frozenset({x}))
    made: Quotient = field.generator(index)
    return made


def _body(field: Any, body: Quotient, x: int) -> Term:
    return closed_over(field.term(body), field.kernels[x].data)


def _aligned(
    field: Any, part: Quotient, x: int, over: tuple[Quotient, ...]
) -> tuple[Quotient, int, Quotient, Quotient]:
    """The sum with its index shifted, or turned round, so that the last entry it picks is z_x itself."""
    first, last = over
    places = [
        p
        for i in field.used(part)
        if field.kernels[i].kind in ("index", "call") and x in field.kernels[i].depends
        for p in field.kernels[i].args
        if x in field.depends(p)
    ]
    symbol = field.generator(x)
    ahead = [field.subtract(p, symbol) for p in places]
    back = [field.add(p, symbol) for p in places]
    if places and not any(x in field.depends(c) for c in ahead):
        shift = _last(field, ahead)
        if shift is None or field.rational(shift) == 0:
            return part, x, first, last
        new = _put(field, part, x, lambda s: s - field.term(shift))
        return new, x, field.add(first, shift), field.add(last, shift)
    if places and not any(x in field.depends(c) for c in back):
        shift = _last(field, back)
        if shift is None:
            return part, x, first, last
        new = _put(field, part, x, lambda s: field.term(shift) - s)
        return new, x, field.subtract(shift, last), field.subtract(shift, first)
    return part, x, first, last


def _last(field: Any, shifts: list[Quotient]) -> Quotient | None:
    """The largest of shifts that differ by whole numbers; None where they differ otherwise."""
    best = shifts[0]
    for c in shifts[1:]:
        gap = field.rational(field.subtract(c, best))
        if gap is None or gap.denominator != 1:
            return None
        best = c if gap > 0 else best
    return best


def _put(field: Any, part: Quotient, x: int, by: Any) -> Quotient:
    """The terms with another expression in the place of the index."""
    symbol = field.kernels[x].data
    t = substitute(field.term(part), {symbol: by(symbol)})
    with field.inside():
        found: Quotient = field.element(t)
    return found
