"""Equality to the digits written: a decimal stands for everything that rounds or is cut to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import add, mul, neg, sub

from flint import arb

from tuidao.lang import op as ops
from tuidao.lang.ball import Value, evaluate
from tuidao.lang.build import rational
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, children, free_symbols, rebuild, subterms
from tuidao.proof import Status, Verdict, Witness
from tuidao.text import Text

_DECIMAL = re.compile(r"(?<![\d.\\\w])(\d*)\.(\d+)(?![\d.])")
_SHOWN = 12  # digits of a side in a witness
_RATIONAL: dict[Op, Callable[..., Fraction | None]] = {
    ops.ADD: add,
    ops.SUB: sub,
    ops.NEG: neg,
    ops.MUL: mul,
    ops.DIV: lambda a, b: a / b if b else None,
}
_NEAR = 0.05  # how near, relatively, "≈" between numbers without decimals is

ROUNDED = Text("equal to the digits written", "在所写位数内相等")
ONLY_LOOSELY = Text(
    "holds only if the decimals on the other side were themselves rounded",
    "只有当另一边的小数本身也是近似值时才成立",
)
OFF = Text("the two sides differ by more than rounding", "两边之差超过舍入误差")


def decimals(text: str) -> dict[Fraction, Fraction]:
    """The decimals written in a text, each with one unit of its last place (the coarsest, where written twice)."""
    found: dict[Fraction, Fraction] = {}
    for whole, part in _DECIMAL.findall(text):
        value = Fraction(f"{whole or '0'}.{part}")
        unit = Fraction(1, 10 ** len(part))
        found[value] = max(unit, found.get(value, unit))
    return found


def rounded(
    left: Term, right: Term, units: Mapping[Fraction, Fraction], *, approx: bool
) -> Verdict | None:
    """The verdict on left = right between constants in which decimals occur; None where this does not apply.

    A decimal that stands alone on a side is what the other side gives, rounded or cut off. Where that is so only if
    the decimals in the calculation are themselves off by up to one unit in their last place, the claim is open; it is
    refuted where they were meant exactly. With ≈ a unit of every decimal is near enough, between numbers without
    decimals five hundredths of the right side: how near was not written.
    """
    if free_symbols(left) or free_symbols(right) or not (units or approx):
        return None
    u, v = evaluate(left, {}), evaluate(right, {})
    a, b = _opened(left, units), _opened(right, units)
    if not (
        isinstance(a, arb) and isinstance(b, arb) and isinstance(u, arb) and isinstance(v, arb)
    ):
        return None
    if approx:
        if not units:
            b = b + arb(0, float(abs(v).upper()) * _NEAR)
        return Verdict(Status.PROVED, ROUNDED) if a.overlaps(b) else None
    off = Verdict(Status.REFUTED, OFF, Witness({}, *(w.str(_SHOWN, radius=False) for w in (u, v))))
    alone = False
    for decimal, other, value, loose in ((right, left, u, a), (left, right, v, b)):
        told = rational(decimal)
        unit = None if told is None else units.get(abs(told))
        if told is None or unit is None:
            continue
        alone = True
        if _rounds_to(value, told, unit):
            return Verdict(Status.PROVED, ROUNDED)
        if not _may_round_to(loose, told, unit) or _meant_exactly(other, unit, units):
            return off
    if not alone and u.is_exact() and v.is_exact() and u.overlaps(v):
        return Verdict(Status.PROVED, ROUNDED)
    if not a.overlaps(b):
        return off
    return Verdict(Status.OPEN, ONLY_LOOSELY) if alone or not u.overlaps(v) else None


def _opened(t: Term, units: Mapping[Fraction, Fraction]) -> Value:
    """The value of a term whose decimals may each be off by one unit in the last place."""
    names: dict[Sym, arb] = {}

    def open_up(t: Term) -> Term:
        if type(t) is Num:
            unit = units.get(t.value)
            if unit is None:
                return t
            name = Sym(f"decimal#{len(names)}")
            middle = arb(t.value.numerator) / t.value.denominator
            names[name] = middle + arb(0, float(unit) * 1.000001)
            return name
        parts = tuple([open_up(c) for c in children(t)])
        return rebuild(t, parts) if parts else t

    return evaluate(open_up(t), names)


def _rounds_to(value: arb, told: Fraction, unit: Fraction) -> bool:
    """Does the number, rounded to the unit or cut off there, certainly give what is told?"""
    off = _off(value, told, unit)
    return bool(off >= -0.5 and off < 1) or (off + 0.5).contains(0)


def _may_round_to(value: arb, told: Fraction, unit: Fraction) -> bool:
    """May it, as far as the ball tells?"""
    off = _off(value, told, unit)
    return not (off < -0.5 or off >= 1)


def _off(value: arb, told: Fraction, unit: Fraction) -> arb:
    """How many units the number lies farther from zero than what is told."""
    gap = (value * told.denominator - told.numerator) / told.denominator
    return (gap if told >= 0 else -gap) * unit.denominator / unit.numerator


def _meant_exactly(t: Term, unit: Fraction, units: Mapping[Fraction, Fraction]) -> bool:
    """Are the decimals of a calculation meant exactly: it was told to more places than they have, enough for all?"""
    inputs = [units[n.value] for _, n in subterms(t) if type(n) is Num and n.value in units]
    exact = _exactly(t) if inputs and unit < min(inputs) else None
    return exact is not None and (exact / unit).denominator == 1


def _exactly(t: Term) -> Fraction | None:
    """The value of a calculation with sums, products and quotients."""
    if type(t) is Num:
        return t.value
    if type(t) is not App:
        return None
    parts = [_exactly(a) for a in t.args]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts) or t.op not in _RATIONAL:
        return None
    return _RATIONAL[t.op](*known)
