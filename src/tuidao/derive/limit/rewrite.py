"""Functions told by others: the few that the engine expands itself stand on the right."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.lang import op as ops
from tuidao.lang.build import ONE, TWO, asin, atan, cos, exp, floor, gamma, log, pi, sin, sqrt
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, children, mentions

REWRITE: dict[Op, Callable[..., Term]] = {
    ops.ROOT: lambda x, n: _root(x, n),
    ops.LOGB: lambda x, b: log(x) / log(b),
    ops.TAN: lambda x: sin(x) / cos(x),
    ops.COT: lambda x: cos(x) / sin(x),
    ops.SEC: lambda x: ONE / cos(x),
    ops.CSC: lambda x: ONE / sin(x),
    ops.ACOS: lambda x: pi / 2 - asin(x),
    ops.ACOT: lambda x: atan(ONE / x),
    ops.ASEC: lambda x: pi / 2 - asin(ONE / x),
    ops.ACSC: lambda x: asin(ONE / x),
    ops.SINH: lambda x: (exp(x) - exp(-x)) / 2,
    ops.COSH: lambda x: (exp(x) + exp(-x)) / 2,
    ops.TANH: lambda x: (exp(x) - exp(-x)) / (exp(x) + exp(-x)),
    ops.COTH: lambda x: (exp(x) + exp(-x)) / (exp(x) - exp(-x)),
    ops.SECH: lambda x: TWO / (exp(x) + exp(-x)),
    ops.CSCH: lambda x: TWO / (exp(x) - exp(-x)),
    ops.ASINH: lambda x: log(x + sqrt(x**2 + 1)),
    ops.ACOSH: lambda x: log(x + sqrt(x**2 - 1)),
    ops.ATANH: lambda x: log((1 + x) / (1 - x)) / 2,
    ops.ACOTH: lambda x: log((x + 1) / (x - 1)) / 2,
    ops.ASECH: lambda x: log((1 + sqrt(1 - x**2)) / x),
    ops.ACSCH: lambda x: log(ONE / x + sqrt(ONE / x**2 + 1)),
    ops.CEILING: lambda x: -floor(-x),
    ops.FRAC: lambda x: x - floor(x),
    ops.FACTORIAL: lambda x: gamma(x + 1),
    ops.BINOMIAL: lambda n, k: gamma(n + 1) / (gamma(k + 1) * gamma(n - k + 1)),
    ops.SIGMOID: lambda x: ONE / (1 + exp(-x)),
    ops.SOFTPLUS: lambda x: log(1 + exp(x)),
}
_TURNING = (ops.SIN, ops.COS, ops.TAN, ops.COT, ops.SEC, ops.CSC)


def _root(x: Term, n: Term) -> Term:
    return x ** Num(1 / n.value) if type(n) is Num and n.value else x ** (ONE / n)


def turning(t: Term, x: Sym) -> list[Term]:
    """The different arguments of sine, cosine and their quotients."""
    found: list[Term] = []
    stack = [t]
    while stack:
        t = stack.pop()
        if type(t) is App and t.op in _TURNING and mentions(t, x) and t.args[0] not in found:
            found.append(t.args[0])
        stack.extend(children(t))
    return found


def held(t: Term, angle: Term, s: Term, c: Term) -> Term:
    """`t` with the sine and the cosine of an angle put for constants."""
    if type(t) is not App:
        return t
    if t.op in _TURNING and t.args[0] == angle:
        quotient = REWRITE.get(t.op)
        if quotient is not None:
            return held(quotient(angle), angle, s, c)
        return s if t.op is ops.SIN else c
    return App(t.op, tuple(held(a, angle, s, c) for a in t.args))
