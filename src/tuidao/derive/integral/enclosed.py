"""A definite integral without a closed form: the answer is the number to so many digits, with a bound of its error."""

from __future__ import annotations

from fractions import Fraction

from flint import arb, ctx

from tuidao.lang.ball import evaluate
from tuidao.lang.build import abs_, le, num, true
from tuidao.lang.term import Num, Term, free_symbols
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_MOST, _LEAST = 30, 8  # digits after the point
_PREC = 320


def enclosed(problem: Term, given: tuple[Term, ...]) -> Worked | None:
    """|∫ − c| ≤ 10^(−k) for a decimal number c, by certified quadrature; None where it gives fewer than 8 digits."""
    if free_symbols(problem):
        return None
    ball = evaluate(problem, {})
    if not isinstance(ball, arb) or not ball.is_finite():
        return None
    saved, ctx.prec = ctx.prec, _PREC
    try:
        sizes = range(_MOST, _LEAST - 1, -1)
        digits = next((k for k in sizes if ball.rad() * 4 < arb(10) ** -k), None)
        if digits is None or not abs(ball) < arb(10) ** _MOST:
            return None
        whole = int((ball.mid() * arb(10) ** digits + arb(0.5)).floor().unique_fmpz() or 0)
        shown = ball.str(_MOST)
    finally:
        ctx.prec = saved
    chain = Chain(le(abs_(problem - _decimal(whole, digits)), num(10) ** num(-digits)), given)
    chain.step(RULES["integral_enclosed"], true)
    text = _text(whole, digits)
    said = f"{text} ± 10^-{digits}"
    data = {"enclosure": shown, "decimal": text, "error": f"1e-{digits}"}
    return Worked(Text(said, said), chain.derivation(), data)


def _decimal(whole: int, digits: int) -> Term:
    return Num(Fraction(whole)) / num(10) ** num(digits)


def _text(whole: int, digits: int) -> str:
    sign, figures = ("-" if whole < 0 else ""), str(abs(whole)).rjust(digits + 1, "0")
    return f"{sign}{figures[:-digits]}.{figures[-digits:]}"
