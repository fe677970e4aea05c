"""Convexity of functions of several variables: the Hessian, its minors, or two points that tell against it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from flint import arb

from tuidao.derive.derivative import derivative
from tuidao.derive.forms import simplest
from tuidao.lang import op as ops
from tuidao.lang.ball import truth, value
from tuidao.lang.term import App, Num, Sym, Term, substitute
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_WORDS = {
    "strictly convex": Text("strictly convex", "严格凸（下凸）"),
    "convex": Text("convex", "凸（下凸）"),
    "strictly concave": Text("strictly concave", "严格凹（上凸）"),
    "concave": Text("concave", "凹（上凸）"),
    "neither": Text("neither convex nor concave", "既不凸也不凹"),
}
_LOOK = Text("The Hessian is {shown}; look at its minors.", "黑塞矩阵为 {shown}；考察其主子式。")
_NO_HESSIAN = Text("the second derivatives were not found", "未能求出二阶偏导数")
_MOST = 4
_GRID = tuple(Fraction(p, 2) for p in (0, 1, -1, 3, -4))
_WAYS = (0, 1, -1, 2)


def work_convexity(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`convex(f, [x, y])`: by the signs of the principal minors of the Hessian."""
    assert type(problem) is App
    f, listed = problem.args
    chain = Chain(problem, given)
    variables = [v for v in listed.args if type(v) is Sym] if type(listed) is App else []
    matrix = _hessian(f, variables)
    if matrix is None or not 1 <= len(variables) <= _MOST:
        return Worked(None, chain.derivation(), reason=_NO_HESSIAN)
    points = [p for p in _points(variables) if _belongs(f, p, given)]
    up, down = (_witness(matrix, points, sign) for sign in (1, -1))
    shown = App(ops.TUPLE, tuple(App(ops.TUPLE, tuple(row)) for row in matrix))
    extra: tuple[Term, ...] = ()
    if up is not None and down is not None:
        word, extra = "neither", (up, down)
    else:
        bent = "concave" if down is not None else "convex"
        word = f"strictly {bent}" if _definite(matrix, points) else bent
    note = _LOOK.format(shown=shown)
    chain.step(RULES["convex_of_hessian"], App(ops.TUPLE, (Sym(word), shown, *extra)), note=note)
    data = {"hessian": [[str(e) for e in row] for row in matrix], "word": word}
    return Worked(_WORDS[word], chain.derivation(), data)


def _hessian(f: Term, variables: list[Sym]) -> list[list[Term]] | None:
    out = []
    for v in variables:
        first = derivative(f, v)
        row = [None if first is None else derivative(first, w) for w in variables]
        if any(e is None for e in row):
            return None
        out.append([simplest(e) for e in row if e is not None])
    return out


def _points(variables: list[Sym]) -> Iterator[dict[Sym, Term]]:
    for k, numbers in enumerate(product(_GRID, repeat=len(variables))):
        if k > 150:
            return
        yield {v: Num(n) for v, n in zip(variables, numbers, strict=True)}


def _belongs(f: Term, at: dict[Sym, Term], given: tuple[Term, ...]) -> bool:
    """Has the function a value there, and hold the conditions given?"""
    if not isinstance(value(substitute(f, at), {}), arb):
        return False
    return all(truth(substitute(c, at), {}) is True for c in given)


def _witness(matrix: list[list[Term]], points: list[dict[Sym, Term]], sign: int) -> Term | None:
    """A point and a direction in which the second derivative has the sign."""
    for at in points:
        found = [[value(substitute(e, at), {}) for e in row] for row in matrix]
        here = [[e for e in row if isinstance(e, arb)] for row in found]
        if any(len(row) < len(matrix) for row in here):
            continue
        for way in product(_WAYS, repeat=len(matrix)):
            total = arb(0)
            for u, row in zip(way, here, strict=True):
                for v, entry in zip(way, row, strict=True):
                    total = total + u * v * entry
            if total > 0 if sign > 0 else total < 0:
                point = App(ops.TUPLE, tuple(at.values()))
                return App(ops.TUPLE, (point, App(ops.TUPLE, tuple(Num(u) for u in way))))
    return None


def _definite(matrix: list[list[Term]], points: list[dict[Sym, Term]]) -> bool:
    """Do the leading minors stay away from 0 at every point tried?"""
    for at in points:
        for k in range(1, len(matrix) + 1):
            minor = value(substitute(_determinant([r[:k] for r in matrix[:k]]), at), {})
            if not isinstance(minor, arb) or minor.contains(0):
                return False
    return True


def _determinant(m: list[list[Term]]) -> Term:
    if len(m) == 1:
        return m[0][0]
    total: Term = Num(0)
    for j, entry in enumerate(m[0]):
        part = entry * _determinant([[*row[:j], *row[j + 1 :]] for row in m[1:]])
        total = total + part if j % 2 == 0 else total - part
    return total
