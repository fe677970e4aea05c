"""Tangent and normal lines: the value and the slope at the point, put into the equation of a line."""

from __future__ import annotations

from tuidao.derive.branches import Undecided, equal, value_at
from tuidao.derive.continuity import open_query
from tuidao.derive.simplify import tidy
from tuidao.lang.build import ZERO, D, eq
from tuidao.lang.focus import fresh
from tuidao.lang.term import Sym, Term, free_symbols
from tuidao.proof import Derivation, Worked
from tuidao.text import Text

NO_SLOPE = Text("the function has no derivative there", "函数在该点不可导")
NO_VALUE = Text("the function has no value there", "函数在该点没有定义")
NONE = Text("does not exist", "不存在")


def work_tangent(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """The tangent line y = f(a) + f′(a)·(x − a)."""
    return _line(problem, given, normal=False)


def work_normal(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """The normal line: through the same point, at right angles to the tangent."""
    return _line(problem, given, normal=True)


def _line(problem: Term, given: tuple[Term, ...], normal: bool) -> Worked:
    from tuidao.derive import solve

    body, x, point = open_query(problem)
    try:
        height = value_at(body, x, point)
    except Undecided:
        return Worked(None, Derivation(problem), reason=NO_VALUE)
    worked = solve(D(body, x, point), given)
    slope = worked.answer
    if slope is None or height is None:
        return Worked(None, worked.derivation, reason=worked.reason or NO_VALUE)
    if not isinstance(slope, Term):
        return Worked(NONE, worked.derivation, worked.data, reason=NO_SLOPE)
    data = {"point": [str(point), str(height)], "slope": str(slope)}
    y = fresh("y", free_symbols(body) | free_symbols(point) | {x})
    return Worked(_equation(x, y, point, height, slope, normal), worked.derivation, data)


def _equation(x: Sym, y: Sym, point: Term, height: Term, slope: Term, normal: bool) -> Term:
    if normal:
        try:
            if equal(slope, ZERO):
                return eq(x, point)
        except Undecided:
            pass
        slope = tidy(-1 / slope)
    return eq(y, line_form(slope, tidy(height - slope * point), x))


def line_form(slope: Term, offset: Term, x: Sym) -> Term:
    """slope·x + offset, tidy."""
    return tidy(slope * x + offset)
