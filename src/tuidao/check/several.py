"""Convexity of functions of several variables: the Hessian and its principal minors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from flint import arb

from tuidao.check.between import derivative
from tuidao.check.conditions import Context, discharge
from tuidao.check.normal import same
from tuidao.check.prove import prove
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import ge, gt
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Num, Sym, Term, substitute
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_SHOWN = Text("the principal minors have the signs that it takes", "各阶主子式的符号符合要求")
_OTHER = Text("this is not the Hessian", "这不是黑塞矩阵")
_NOT_CONVEX = Text("the domain was not shown to be convex", "未能证明定义域是凸集")
_UNSHOWN = Text("the signs of the minors were not shown", "未能证明主子式的符号")
_MOST = 4
Matrix = list[list[Term]]


def convexity(before: Term, after: Term, context: Context) -> Verdict:
    """[word, Hessian] or, where it is neither, [word, Hessian, point where it bends up, point where down]."""
    assert type(before) is App and type(after) is App and before.op is ops.CONVEXITY
    f, listed = before.args
    assert type(listed) is App
    variables = [v for v in listed.args if type(v) is Sym]
    word, shown = str(after.args[0]), _matrix(after.args[1])
    if len(variables) > _MOST or len(shown) != len(variables):
        return Verdict(Status.OPEN, _OTHER)
    if not _is_hessian(f, variables, shown):
        return Verdict(Status.REFUTED, _OTHER)
    if word == "neither":
        return _neither(f, shown, variables, after, context)
    where = _convex_domain(f, variables, context)
    if where is None:
        return Verdict(Status.OPEN, _NOT_CONVEX)
    sign = 1 if word.endswith("convex") else -1
    turned = [[e if sign > 0 else -e for e in row] for row in shown]
    if word.startswith("strictly"):
        minors = [_determinant([row[:k] for row in turned[:k]]) for k in range(1, len(turned) + 1)]
        claims = [gt(m, 0) for m in minors]
    else:
        claims = [ge(m, 0) for m in _principal(turned)]
    for claim in claims:
        found = prove(claim, where)
        if found.status is not Status.PROVED or found.missing:
            return Verdict(Status.OPEN, _UNSHOWN)
    return Verdict(Status.PROVED, _SHOWN)


def _matrix(t: Term) -> Matrix:
    assert type(t) is App
    return [list(row.args) for row in t.args if type(row) is App]


def _is_hessian(f: Term, variables: list[Sym], shown: Matrix) -> bool:
    for row, v in zip(shown, variables, strict=True):
        first = derivative(f, v)
        if first is None or len(row) != len(variables):
            return False
        for entry, w in zip(row, variables, strict=True):
            second = derivative(first, w)
            if second is None or same(second, entry) is not True:
                return False
    return True


def _principal(m: Matrix) -> Iterator[Term]:
    """The determinants of the submatrices on the same rows and columns."""
    for k in range(1, len(m) + 1):
        for kept in combinations(range(len(m)), k):
            yield _determinant([[m[i][j] for j in kept] for i in kept])


def _determinant(m: Matrix) -> Term:
    if len(m) == 1:
        return m[0][0]
    total: Term = Num(0)
    for j, entry in enumerate(m[0]):
        part = entry * _determinant([[*row[:j], *row[j + 1 :]] for row in m[1:]])
        total = total + part if j % 2 == 0 else total - part
    return total


def _convex_domain(f: Term, variables: list[Sym], context: Context) -> tuple[Term, ...] | None:
    """What holds where the function has a value, if that is cut out by inequalities between linear terms."""
    known = dict.fromkeys((*context.facts, *conditions(f)))
    where = tuple(c for c in known if _is_half_space(c, variables))
    for c in known:
        if c not in where:
            found = discharge(c, Context(where))
            if found.status is not Status.PROVED or found.missing:
                return None
    return where


def _is_half_space(c: Term, variables: list[Sym]) -> bool:
    if not (type(c) is App and c.op in (ops.GT, ops.GE, ops.LT, ops.LE)):
        return False
    first = [derivative(c.args[0] - c.args[1], v) for v in variables]
    return all(
        g is not None and same(second, Num(0)) is True
        for g in first
        for v in variables
        if g is not None and (second := derivative(g, v)) is not None
    ) and all(g is not None for g in first)


def _neither(f: Term, shown: Matrix, variables: list[Sym], after: App, context: Context) -> Verdict:
    """At one point and in one direction the second derivative is positive, at another negative."""
    for witness, sign in zip(after.args[2:], (1, -1), strict=True):
        assert type(witness) is App
        point, way = witness.args
        assert type(point) is App and type(way) is App
        at = dict(zip(variables, point.args, strict=True))
        holds = [discharge(substitute(c, at), Context()) for c in context.facts]
        inside = all(h.status is Status.PROVED and not h.missing for h in holds)
        if not inside or not isinstance(value(substitute(f, at), {}), arb):
            return Verdict(Status.REFUTED, _UNSHOWN)
        total: Term = Num(0)
        for u, row in zip(way.args, shown, strict=True):
            for v, entry in zip(way.args, row, strict=True):
                total = total + u * v * substitute(entry, at)
        ball = value(total, {})
        if not isinstance(ball, arb) or not (ball > 0 if sign > 0 else ball < 0):
            return Verdict(Status.REFUTED, _UNSHOWN)
    return Verdict(Status.PROVED, _SHOWN)
