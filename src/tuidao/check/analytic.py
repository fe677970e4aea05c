"""Analytic at a point: every operator met in the interior of its domain, shown by balls around the point."""

from __future__ import annotations

from flint import arb

from tuidao.check.conditions import Context
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import true
from tuidao.lang.term import App, Bind, Num, Sym, Term, instantiate
from tuidao.proof import Status, Verdict
from tuidao.text import Text

SMOOTH = Text("analytic in a neighbourhood of the point", "在该点的一个邻域内解析")
NOT_SHOWN = Text("not shown to be analytic there", "未能证明在该点解析")
_RADIUS = arb(2) ** -40
# Analytic wherever they have a value throughout a ball of real arguments.
_EVERYWHERE = {
    *(
        ops.ADD,
        ops.SUB,
        ops.MUL,
        ops.DIV,
        ops.NEG,
        ops.EXP,
        ops.SIN,
        ops.COS,
        ops.TAN,
        ops.COT,
        ops.SEC,
        ops.CSC,
    ),
    *(
        ops.ATAN,
        ops.SINH,
        ops.COSH,
        ops.TANH,
        ops.COTH,
        ops.SECH,
        ops.CSCH,
        ops.ASINH,
        ops.ERF,
        ops.SIGMOID,
    ),
    *(ops.SOFTPLUS, ops.PI, ops.E, ops.EULER_GAMMA),
}
_AWAY_FROM_ZERO = {ops.LOG, ops.SQRT, ops.ABS, ops.SIGN, ops.ROOT, ops.POW}
_VARIABLE = Sym("x#analytic")


def analytic(before: Term, after: Term, context: Context) -> Verdict:
    """`before` says that the n-th derivative at a point is defined, for a symbol n that stands for any order."""
    if after == true and type(before) is App and before.op is ops.DEFINED:
        d = before.args[0]
        if (
            type(d) is Bind
            and d.op is ops.DIFF
            and type(d.over[1]) is Sym
            and d.over[1] != d.over[0]
        ):
            point = evaluate(d.over[0], {}, 128)
            body = instantiate(d.body, _VARIABLE)
            if isinstance(point, arb) and _analytic(
                body, {_VARIABLE: arb(point.mid(), point.rad() + _RADIUS)}
            ):
                return Verdict(Status.PROVED, SMOOTH)
    return Verdict(Status.OPEN, NOT_SHOWN)


def _analytic(t: Term, at: dict[Sym, arb]) -> bool:
    """Is `t` analytic on the ball? It has a value there, and so has every part, away from edges and kinks."""
    if type(t) is Num or t == _VARIABLE:
        return True
    if type(t) is not App or not all(_analytic(a, at) for a in t.args):
        return False
    if not isinstance(evaluate(t, at, 128), arb):
        return False
    if t.op in _EVERYWHERE:
        return True
    if t.op is ops.POW and type(t.args[1]) is Num and t.args[1].value.denominator == 1:
        return True
    if t.op in _AWAY_FROM_ZERO:
        base = evaluate(t.args[0], at, 128)
        return isinstance(base, arb) and not base.contains(0)
    return False
