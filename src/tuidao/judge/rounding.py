"""Equality to the digits written: decimals in a statement stand for everything that rounds or is cut to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from tuidao.lang.term import Num, Sym, Term, children, free_symbols, rebuild
from tuidao.proof import Status, Verdict, Witness
from tuidao.text import Text

_DECIMAL = re.compile(r"(?<![\d.\\\w])(\d*)\.(\d+)(?![\d.])")
_SHOWN = 12  # digits of a side in a witness
_NEAR = 0.05  # how near, relatively, "≈" between numbers without decimals is

ROUNDED = Text("equal to the digits written", "在所写位数内相等")
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

    Every decimal may be off by one unit in its last place, rounded or cut off. With ≈ between numbers without decimals
    the right side may be off by five hundredths of itself: how near is near enough was not written.
    """
    from flint import arb

    from tuidao.lang.ball import evaluate

    if free_symbols(left) or free_symbols(right) or not (units or approx):
        return None
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

    a, b = (evaluate(open_up(t), names) for t in (left, right))
    u, v = (evaluate(t, {}) for t in (left, right))
    if not (
        isinstance(a, arb) and isinstance(b, arb) and isinstance(u, arb) and isinstance(v, arb)
    ):
        return None
    if approx and not units:
        b = b + arb(0, float(abs(v).upper()) * _NEAR)
    if a.overlaps(b):
        return Verdict(Status.PROVED, ROUNDED)
    if approx:
        return None
    shown = [w.str(_SHOWN, radius=False) for w in (u, v)]
    return Verdict(Status.REFUTED, OFF, Witness({}, *shown))
