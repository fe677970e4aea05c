"""Polynomials that are sums of others known not to be negative: found by linear programming, verified exactly.

A sum of squares with diagonally dominant Gram matrix is found as one of binomial squares (Ahmadi and Majumdar 2019);
products with given inequalities make it a certificate of Handelman's and Schmüdgen's kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import fmpq, fmpq_mat

Poly = dict[tuple[int, ...], Any]  # exponents to rational coefficients
_TINY = 1e-9
_MOST_PIVOTS = 400
MOST_COLUMNS = 320
MOST_ROWS = 110


def combination(
    target: Poly, weak: Sequence[Poly], strict: Sequence[Poly], free: Sequence[Poly]
) -> int:
    """Is the target Σ λ·(weak or strict) + Σ μ·free with λ ≥ 0? 2: with λ > 0 on a strict one; 1: so; 0: not seen."""
    weak, strict, free = ([p for p in part if p] for part in (weak, strict, free))
    columns = [*weak, *strict, *free, *({m: -c for m, c in f.items()} for f in free)]
    rows = sorted({m for p in (target, *columns) for m in p})
    if not columns or len(columns) > MOST_COLUMNS or len(rows) > MOST_ROWS:
        return 0
    basis = _feasible(rows, columns, target, range(len(weak), len(weak) + len(strict)))
    if basis is None:
        return 0
    weights = _exact(rows, [columns[k] for k in basis], target)
    if weights is None or any(w < 0 for w in weights):
        return 0
    chosen = zip(basis, weights, strict=True)
    return 2 if any(w > 0 and 0 <= k - len(weak) < len(strict) for k, w in chosen) else 1


def _feasible(
    rows: list[tuple[int, ...]], columns: Sequence[Poly], target: Poly, wanted: range
) -> list[int] | None:
    """A basis of a solution, in floating point: the simplex method's first phase, then a wanted column brought in."""
    place = {m: r for r, m in enumerate(rows)}
    count = len(columns)
    scale = [max(abs(float(c)) for c in p.values()) for p in columns]
    table = [[0.0] * (count + 1) for _ in rows]
    for k, p in enumerate(columns):
        for m, c in p.items():
            table[place[m]][k] = float(c) / scale[k]
    for m, c in target.items():
        table[place[m]][count] = float(c)
    for row in table:
        if row[count] < 0:
            row[:] = [-v for v in row]
    basis = [-1] * len(rows)  # −1: an artificial variable
    cost = [-sum(column) for column in zip(*table, strict=True)]
    for pivots in range(_MOST_PIVOTS):
        if cost[count] > -_TINY:
            break
        if pivots < _MOST_PIVOTS // 2:
            k = min(range(count), key=cost.__getitem__)
            if cost[k] > -_TINY:
                return None
        else:  # against cycling: the first that helps
            k = next((k for k in range(count) if cost[k] < -_TINY), -1)
            if k < 0:
                return None
        r = _leaving(table, k, count, basis)
        if r is None:
            return None
        _pivot(table, cost, r, k, basis)
    else:
        return None
    for k in wanted:
        r = None if k in basis else _leaving(table, k, count, basis, held=True)
        if k in basis or (r is not None and table[r][count] > 1e-7):
            if r is not None:
                _pivot(table, cost, r, k, basis)
            break
    return [k for k in basis if k >= 0]


def _leaving(
    table: list[list[float]], k: int, count: int, basis: list[int], held: bool = False
) -> int | None:
    """The row that limits the entering column; `held`: artificial variables must stay at zero."""
    best: tuple[float, int] | None = None
    for r, row in enumerate(table):
        if held and basis[r] < 0 and abs(row[k]) > _TINY:
            return None
        if row[k] > _TINY:
            ratio = row[count] / row[k]
            if best is None or ratio < best[0] - 1e-12:
                best = ratio, r
    return None if best is None else best[1]


def _pivot(table: list[list[float]], cost: list[float], r: int, k: int, basis: list[int]) -> None:
    pivot = table[r][k]
    row = table[r] = [v / pivot for v in table[r]]
    used = [(j, v) for j, v in enumerate(row) if v]
    for other in (*(t for t in table if t is not row), cost):
        factor = other[k]
        if factor:
            for j, v in used:
                other[j] -= factor * v
            other[k] = 0.0
    basis[r] = k


def _exact(rows: list[tuple[int, ...]], columns: Sequence[Poly], target: Poly) -> list[fmpq] | None:
    """The weights of the columns that add up to the target exactly; None where there are none."""
    zero = fmpq(0)
    entries = [p.get(m, zero) for m in rows for p in (*columns, target)]
    reduced, rank = fmpq_mat(len(rows), len(columns) + 1, entries).rref()
    weights = [zero] * len(columns)
    last = len(columns)
    for r in range(rank):
        pivot = next(j for j in range(last + 1) if reduced[r, j] != 0)
        if pivot == last:
            return None
        weights[pivot] = reduced[r, last]
    return weights


def semidefinite(quadratic: Poly) -> int:
    """Is a polynomial of degree two at most nowhere negative? 2: nor zero; 1: so; 0: not seen."""
    if any(sum(m) > 2 for m in quadratic):
        return 0
    used = sorted({i for m in quadratic for i, n in enumerate(m) if n})
    size = len(used) + 1  # the last stands for 1
    matrix = [[fmpq(0)] * size for _ in range(size)]
    for m, c in quadratic.items():
        places = [k for k, i in enumerate(used) for _ in range(m[i])]
        a, b = (*places, size - 1, size - 1)[:2]
        matrix[a][b] += c / 2
        matrix[b][a] += c / 2
    for k in range(size):  # LDLᵀ, the constant last: what is left of it is the least value
        pivot = matrix[k][k]
        if pivot < 0 or (pivot == 0 and any(matrix[k][j] != 0 for j in range(k + 1, size))):
            return 0
        for i in range(k + 1, size):
            factor = matrix[i][k] / pivot if pivot else fmpq(0)
            for j in range(k + 1, size):
                matrix[i][j] -= factor * matrix[k][j]
    return 2 if matrix[-1][-1] > 0 else 1
