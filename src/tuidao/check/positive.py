"""A quotient that cannot be negative, as a combination of squares, of what the facts say, and of positive kernels."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

from flint import fmpq

from tuidao.check.combination import MOST_COLUMNS, Poly, combination, semidefinite
from tuidao.check.field import Quotient
from tuidao.check.ranges import kernel_range
from tuidao.check.signs import SignField

_MOST_MONOMIALS = 14
_MOST_TERMS = 60
_MOST_DEGREE = 12
_MOST_KNOWN = 8
_MOST_FREE = 24
Known = tuple[Poly, bool]  # a polynomial that is ≥ 0, and whether it is > 0


def nonnegative(field: SignField, a: Quotient) -> int:
    """2: `a` is positive wherever it has a value and the facts hold; 1: it is not negative; 0: neither is seen."""
    p = _numerator(field, a)
    if p is None or len(p) > _MOST_TERMS or not p:
        return 0
    free = _relations(field, p)
    fold = _folds(field, p)
    p, free = _folded(p, fold), [_folded(f, fold) for f in free]
    degree = max(sum(m) for m in p)
    if degree > _MOST_DEGREE:
        return 0
    plain = 0 if free else semidefinite(p)
    if plain:
        return plain
    used = sorted({i for q in (p, *free) for m in q for i, n in enumerate(m) if n})
    known = _known(field, used, fold)
    weak, strict = _columns(p, used, known, bool(free))
    return combination(p, weak, strict, _multiples(p, free))


def _numerator(field: SignField, a: Quotient) -> Poly | None:
    """A polynomial with the sign of `a` wherever that has a value."""
    num = field.by_facts(a.num)
    for k, n in a.den:
        if n % 2:
            atom = field.atoms[k]
            signs = field.possible(Quotient(atom))
            if signs == {-1}:
                num = -num
            elif signs != {1}:
                if len(num) * len(atom) > 4 * _MOST_TERMS:
                    return None
                num = field.reduce(num * atom)
    return {tuple(map(int, m)): c for m, c in num.to_dict().items()}


def _relations(field: SignField, p: Poly) -> list[Poly]:
    """What is zero by the relations of kernels that occur: s² + c² − 1, ρ² − (a² + b²)."""
    found = []
    for i in field.relations:
        bound, value = field.lowered[i]
        if not hasattr(value, "to_dict") or field.kernels[i].kind == "sign":
            continue
        pair = {i, field.kernels[i].data} if field.kernels[i].kind == "sin" else {i}
        if any(m[j] for m in p for j in pair):
            relation = field.gens[i] ** bound - value
            found.append({tuple(map(int, m)): c for m, c in relation.to_dict().items()})
    return found


def _folds(field: SignField, p: Poly) -> dict[int, tuple[int, int]]:
    """Symbols g ≥ 0 of which a root ρ = g^(1/N) occurs in `p`: g is ρ^N. Each with its root and N."""
    found: dict[int, tuple[int, int]] = {}
    for i in field.relations:
        bound = field.lowered[i][0]
        if field.kernels[i].kind != "root" or not any(m[i] for m in p):
            continue
        single = field.single(field.kernels[i].data[1])
        if single is None or single in found or field.kernels[single].kind != "symbol":
            continue
        if field.possible(field.generator(single)) <= {0, 1}:
            found[single] = i, bound
    return found


def _folded(p: Poly, fold: dict[int, tuple[int, int]]) -> Poly:
    found: Poly = {}
    for m, c in p.items():
        exponents = list(m)
        for g, (root, n) in fold.items():
            exponents[root] += n * exponents[g]
            exponents[g] = 0
        key = tuple(exponents)
        found[key] = found.get(key, fmpq(0)) + c
    return {m: c for m, c in found.items() if c != 0}


def _known(field: SignField, used: list[int], fold: dict[int, tuple[int, int]]) -> list[Known]:
    """Polynomials of low degree that the facts and the ranges of kernels show not to be negative."""
    found: list[Known] = []
    size = len(field.gens)

    def linear(i: int, by: int, constant: Fraction) -> Poly:
        p = {_unit(i, size): fmpq(by)}
        if constant:
            p[(0,) * size] = fmpq(constant.numerator, constant.denominator)
        return p

    for i in used:
        r = kernel_range(field, i)
        if r.nonnegative:
            found.append((linear(i, 1, Fraction(0)), r.positive))
        if r.low is not None and r.low != 0 and r.low.denominator < 1000:
            found.append((linear(i, 1, -r.low), r.low_open))
        if r.high is not None and r.high.denominator < 1000:
            found.append((linear(i, -1, r.high), r.high_open))
    for gap, strict in field.gaps:
        p = _numerator(field, gap)
        if p and len(p) <= 12:
            p = _folded(p, fold)
            if p and all(p != q for q, _ in found):
                found.append((p, strict))
    return found[:_MOST_KNOWN]


def _unit(i: int, size: int) -> tuple[int, ...]:
    return tuple(int(j == i) for j in range(size))


def _multiples(p: Poly, free: list[Poly]) -> list[Poly]:
    """What is zero, times the monomials with which parts of `p` are made of it."""
    found = list(free)
    for f in free:
        for m in p:
            for n in f:
                if any(n) and all(a >= b for a, b in zip(m, n, strict=True)):
                    rest = tuple(a - b for a, b in zip(m, n, strict=True))
                    q = {_add(rest, k): c for k, c in f.items()}
                    if q not in found:
                        found.append(q)
    return found[:_MOST_FREE]


def _columns(
    p: Poly, used: list[int], known: list[Known], free: bool
) -> tuple[list[Poly], list[Poly]]:
    """Squares, what is known, their products of no higher degree than `p`: those only ≥ 0, and those > 0."""
    size = len(next(iter(p)))
    most = [max(m[i] for m in p) for i in range(size)]
    degree, least = max(sum(m) for m in p), min(sum(m) for m in p)
    given = max((max(map(sum, q)) for q, _ in known), default=0)
    if given > 1:  # a stated inequality may have to be multiplied by a linear one
        degree, least = max(degree, given + 1), 0
    one: Poly = {(0,) * size: fmpq(1)}
    monomials = _monomials(used, most, degree, size)

    def fits(q: Poly) -> bool:
        if least == degree and not free:  # homogeneous: so are all its parts
            return all(sum(m) == degree for m in q)
        return all(sum(m) <= degree for m in q)

    weak: list[Poly] = []
    strict: list[Poly] = [one] if (0,) * size in p else []
    factors: list[Known] = [(one, True), *known]
    factors += [
        (_times(a, b), s and t)
        for (a, s), (b, t) in combinations(known, 2)
        if max(map(sum, a)) + max(map(sum, b)) <= degree
    ]
    factors += [
        (_times(a, a), s) for a, s in known if 2 * max(map(sum, a)) <= degree and len(a) > 1
    ]
    for f, positive in factors:
        if positive and f != one and fits(f):
            strict.append(f)
        elif f != one and fits(f):
            weak.append(f)
        room = degree - max(map(sum, f))
        small = [m for m in monomials if 2 * sum(m) <= room]
        squares = [{_add(m, m): fmpq(1)} for m in small if any(m) or f == one]
        for m, n in combinations(small, 2):
            for sign in (2, -2):
                squares.append({_add(m, m): fmpq(1), _add(n, n): fmpq(1), _add(m, n): fmpq(sign)})
        weak += [q for s in squares if fits(q := _times(f, s))]
        if len(weak) > MOST_COLUMNS:
            break
    return weak[: MOST_COLUMNS - len(strict) - 8], strict


def _monomials(used: list[int], most: list[int], degree: int, size: int) -> list[tuple[int, ...]]:
    """Monomials whose squares may occur, by degree."""
    ranges = [range((most[i] + 1) // 2 + 1) for i in used]
    count = 1
    for r in ranges:
        count *= len(r)
    if count > 4000:
        return []
    found = []
    for exponents in product(*ranges):
        if 2 * sum(exponents) <= degree:
            m = [0] * size
            for i, e in zip(used, exponents, strict=True):
                m[i] = e
            found.append(tuple(m))
    found.sort(key=sum)
    return found if len(found) <= _MOST_MONOMIALS else _of_middle_degree(found, degree)


def _of_middle_degree(found: list[tuple[int, ...]], degree: int) -> list[tuple[int, ...]]:
    """Only those of half the whole degree, as a homogeneous polynomial needs them."""
    half = [m for m in found if sum(m) == degree // 2]
    return half if len(half) <= 2 * _MOST_MONOMIALS else []


def _times(p: Poly, q: Poly) -> Poly:
    found: Poly = {}
    for m, c in p.items():
        for n, d in q.items():
            key = _add(m, n)
            found[key] = found.get(key, fmpq(0)) + c * d
    return {m: c for m, c in found.items() if c != 0}


def _add(m: tuple[int, ...], n: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(m, n, strict=True))
