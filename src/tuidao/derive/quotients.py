"""Difference quotients brought to a form whose limit can be read off: one piece for each kind of function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import (
    ONE,
    TWO,
    D,
    cos,
    cosh,
    e,
    exp,
    function,
    is_num,
    lim,
    log,
    sin,
    sinh,
    sqrt,
)
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, mentions, substitute
from tuidao.proof import Chain, Derivation
from tuidao.rules import RULES

_MOST_POWER = 12
_ZERO = Num(0)


class NoForm(Exception):
    """No textbook form for this difference quotient."""


@dataclass(frozen=True, slots=True)
class Increment:
    """The variable x and its increment h, which tends to 0."""

    x: Sym
    h: Sym

    def shifted(self, t: Term) -> Term:
        """t at x + h."""
        return substitute(t, {self.x: self.x + self.h})


@dataclass(frozen=True, slots=True)
class Piece:
    """A term in h, its limit as h → 0, and how to show it."""

    term: Term
    value: Term
    shown: Callable[[], Derivation]


def continuous_piece(t: Term, at: Increment) -> Piece:
    """A term continuous at h = 0: its limit is its value there."""
    value = tidy(substitute(t, {at.h: _ZERO}))
    start = lim(t, at.h, 0)
    return Piece(t, value, lambda: Chain(start).step(RULES["lim_continuous"], value).derivation())


def known_piece(rule: str, t: Term, u: Term, value: Term, at: Increment, **more: Term) -> Piece:
    """One of the important limits, with the infinitesimal u."""
    by: dict[str, Term] = {"u": function(at.h, u), "a": _ZERO, "s": _ZERO, **more}
    start, small = lim(t, at.h, 0), lim(u, at.h, 0)

    def shown() -> Derivation:
        vanishes = Chain(small).step(RULES["lim_continuous"], _ZERO).derivation()
        return Chain(start).step(RULES[rule], value, by, premises=(vanishes, None)).derivation()

    return Piece(t, value, shown)


def _joined(rule: str, a: Piece, b: Piece, op: Op, at: Increment) -> Piece:
    t, value = App(op, (a.term, b.term)), App(op, (a.value, b.value))
    by: dict[str, Term] = {
        "u": function(at.h, a.term),
        "v": function(at.h, b.term),
        "a": _ZERO,
        "s": _ZERO,
        "A": a.value,
        "B": b.value,
    }

    def shown() -> Derivation:
        return (
            Chain(lim(t, at.h, 0))
            .step(RULES[rule], value, by, premises=(a.shown(), b.shown()))
            .derivation()
        )

    return Piece(t, value, shown)


def add_pieces(a: Piece, b: Piece, at: Increment) -> Piece:
    """The sum."""
    return _joined("lim_add", a, b, ops.ADD, at)


def sub_pieces(a: Piece, b: Piece, at: Increment) -> Piece:
    """The difference."""
    return _joined("lim_sub", a, b, ops.SUB, at)


def mul_pieces(a: Piece, b: Piece, at: Increment) -> Piece:
    """The product."""
    return _joined("lim_mul", a, b, ops.MUL, at)


def scaled(c: Term, a: Piece, at: Increment) -> Piece:
    """A constant times a piece."""
    if is_num(c, 1):
        return a
    t, value = c * a.term, c * a.value
    by: dict[str, Term] = {
        "c": c,
        "u": function(at.h, a.term),
        "a": _ZERO,
        "s": _ZERO,
        "A": a.value,
    }

    def shown() -> Derivation:
        return (
            Chain(lim(t, at.h, 0))
            .step(RULES["lim_const_mul"], value, by, premises=(a.shown(),))
            .derivation()
        )

    return Piece(t, value, shown)


# ---------------------------------------------------------------- the quotient of each kind of function


def quotient_piece(f: Term, at: Increment) -> Piece:
    """(f(x + h) − f(x))/h in a form whose limit is known. Raises NoForm."""
    x = at.x
    if not mentions(f, x):
        return continuous_piece(_ZERO, at)
    if f == x:
        return continuous_piece(ONE, at)
    if type(f) is not App:
        raise NoForm
    op, args = f.op, f.args
    if op is ops.CALL:
        return _unknown(f, at)
    polynomial = _power_of_variable(f, at)
    if polynomial is not None:
        return polynomial
    if op is ops.NEG:
        return scaled(Num(-1), quotient_piece(args[0], at), at)
    if op is ops.ADD or op is ops.SUB:
        join = add_pieces if op is ops.ADD else sub_pieces
        return join(quotient_piece(args[0], at), quotient_piece(args[1], at), at)
    if op is ops.MUL:
        return _product(args[0], args[1], at)
    if op is ops.DIV:
        return _division(args[0], args[1], at)
    slope = _linear_slope(args[0], at) if op is not ops.POW else None
    if op is ops.POW:
        return _exponential_or_power(args[0], args[1], at)
    found = ATOMS.get(op)
    if found is None or slope is None:
        raise NoForm
    return scaled(slope, found(args[0], tidy(slope * at.h), at), at)


def _linear_slope(u: Term, at: Increment) -> Term | None:
    """The a of u = a·x + b; None where u is not linear in x."""
    slope = tidy(substitute(u, {at.x: at.x + 1}) - u)
    if mentions(slope, at.x):
        return None
    return slope if tidy(u - slope * at.x - substitute(u, {at.x: _ZERO})) == _ZERO else None


def _unknown(f: App, at: Increment) -> Piece:
    """The quotient of an unknown function of x: its limit is its derivative, by definition."""
    if any(a != at.x and mentions(a, at.x) for a in f.args):
        raise NoForm
    t, value = (at.shifted(f) - f) / at.h, D(f, at.x)
    by: dict[str, Term] = {"u": function(at.x, f), "x": at.x}
    return Piece(
        t,
        value,
        lambda: (
            Chain(lim(t, at.h, 0)).step(RULES["deriv_def"], value, by, reverse=True).derivation()
        ),
    )


def _whole(f: Term, at: Increment) -> Piece:
    """f(x + h), which tends to f(x) because f is differentiable."""
    t = at.shifted(f)
    if not mentions(f, at.x):
        return continuous_piece(f, at)
    by: dict[str, Term] = {"u": function(at.x, f), "x": at.x}
    return Piece(
        t,
        f,
        lambda: Chain(lim(t, at.h, 0)).step(RULES["lim_of_differentiable"], f, by).derivation(),
    )


def _product(u: Term, v: Term, at: Increment) -> Piece:
    if not mentions(u, at.x):
        return scaled(u, quotient_piece(v, at), at)
    if not mentions(v, at.x):
        return scaled(v, quotient_piece(u, at), at)
    first = scaled(v, quotient_piece(u, at), at)
    return add_pieces(first, mul_pieces(_whole(u, at), quotient_piece(v, at), at), at)


def _division(u: Term, v: Term, at: Increment) -> Piece:
    if not mentions(v, at.x):
        return scaled(tidy(1 / v), quotient_piece(u, at), at)
    below = mul_pieces(_whole(v, at), continuous_piece(v, at), at)
    if not mentions(u, at.x):
        above = scaled(tidy(-u), quotient_piece(v, at), at)
    else:
        above = sub_pieces(
            scaled(v, quotient_piece(u, at), at), scaled(u, quotient_piece(v, at), at), at
        )
    return _joined("lim_div", above, below, ops.DIV, at)


def _power_of_variable(f: App, at: Increment) -> Piece | None:
    """x**n for whole n: the binomial theorem; 1/x."""
    x, h = at.x, at.h
    if f.op is ops.DIV and f.args[1] == x and not mentions(f.args[0], x):
        return continuous_piece(-(f.args[0] / (x * (x + h))), at)
    if f.op is not ops.POW or f.args[0] != x or type(f.args[1]) is not Num:
        return None
    n = f.args[1].value
    if n.denominator != 1 or not 2 <= n <= _MOST_POWER:
        return None
    from math import comb

    k = n.numerator
    terms: list[Term] = [tidy(comb(k, j) * x ** (k - j) * h ** (j - 1)) for j in range(1, k + 1)]
    total = terms[0]
    for t in terms[1:]:
        total = total + t
    return continuous_piece(total, at)


def _exponential_or_power(u: Term, v: Term, at: Increment) -> Piece:
    if not mentions(u, at.x):
        slope = _linear_slope(v, at)
        if slope is None:
            raise NoForm
        c = slope if u == e else tidy(slope * log(u))
        k = tidy(c * at.h)
        grown = known_piece("lim_exp_sub_one_div", (exp(k) - 1) / k, k, ONE, at)
        return scaled(c, scaled(u**v, grown, at), at)
    if mentions(v, at.x):
        raise NoForm
    slope = _linear_slope(u, at)
    if slope is None:
        raise NoForm
    if is_num(
        v,
        1,
    ) or is_num(v, 0):
        raise NoForm
    k = tidy(slope * at.h) / u
    lower = tidy(u ** (v - 1))
    part = known_piece("lim_pow_sub_one_div", ((1 + k) ** v - 1) / k, k, v, at, c=v)
    return scaled(slope, scaled(lower, part, at), at)


# ---------------------------------------------------------------- functions of u, where u grows by k


def _half(k: Term) -> Term:
    return tidy(k / TWO)


def _sine_part(k: Term, at: Increment) -> Piece:
    return known_piece("lim_sin_div_self", sin(k) / k, k, ONE, at)


def _sin(u: Term, k: Term, at: Increment) -> Piece:
    return mul_pieces(continuous_piece(cos(u + _half(k)), at), _sine_part(_half(k), at), at)


def _cos(u: Term, k: Term, at: Increment) -> Piece:
    return mul_pieces(continuous_piece(-sin(u + _half(k)), at), _sine_part(_half(k), at), at)


def _tan(u: Term, k: Term, at: Increment) -> Piece:
    return mul_pieces(continuous_piece(1 / (cos(u + k) * cos(u)), at), _sine_part(k, at), at)


def _cot(u: Term, k: Term, at: Increment) -> Piece:
    return mul_pieces(continuous_piece(-(1 / (sin(u + k) * sin(u))), at), _sine_part(k, at), at)


def _sec(u: Term, k: Term, at: Increment) -> Piece:
    rest = sin(u + _half(k)) / (cos(u + k) * cos(u))
    return mul_pieces(continuous_piece(rest, at), _sine_part(_half(k), at), at)


def _csc(u: Term, k: Term, at: Increment) -> Piece:
    rest = -(cos(u + _half(k)) / (sin(u + k) * sin(u)))
    return mul_pieces(continuous_piece(rest, at), _sine_part(_half(k), at), at)


def _exp(u: Term, k: Term, at: Increment) -> Piece:
    return scaled(exp(u), known_piece("lim_exp_sub_one_div", (exp(k) - 1) / k, k, ONE, at), at)


def _log(u: Term, k: Term, at: Increment) -> Piece:
    small = k / u
    return scaled(
        tidy(1 / u), known_piece("lim_log_one_add_div", log(1 + small) / small, small, ONE, at), at
    )


def _sqrt(u: Term, k: Term, at: Increment) -> Piece:
    return continuous_piece(1 / (sqrt(u + k) + sqrt(u)), at)


def _sinh_part(k: Term, at: Increment) -> Piece:
    """sinh(k)/k = exp(−k)·(exp(2k) − 1)/(2k)."""
    twice = tidy(2 * k)
    grown = known_piece("lim_exp_sub_one_div", (exp(twice) - 1) / twice, twice, ONE, at)
    return mul_pieces(continuous_piece(exp(tidy(-k)), at), grown, at)


def _sinh(u: Term, k: Term, at: Increment) -> Piece:
    return mul_pieces(continuous_piece(cosh(u + _half(k)), at), _sinh_part(_half(k), at), at)


def _cosh(u: Term, k: Term, at: Increment) -> Piece:
    return mul_pieces(continuous_piece(sinh(u + _half(k)), at), _sinh_part(_half(k), at), at)


ATOMS: dict[Op, Callable[[Term, Term, Increment], Piece]] = {
    ops.SIN: _sin,
    ops.COS: _cos,
    ops.TAN: _tan,
    ops.COT: _cot,
    ops.SEC: _sec,
    ops.CSC: _csc,
    ops.EXP: _exp,
    ops.LOG: _log,
    ops.SQRT: _sqrt,
    ops.SINH: _sinh,
    ops.COSH: _cosh,
}
