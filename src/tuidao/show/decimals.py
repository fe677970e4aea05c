"""Numbers that are told only as the zero of a function: shown by their first digits."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from flint import arb

from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.op import Sort
from tuidao.lang.term import App, Bind, Num, Term, children, free_symbols

_DIGITS = 5  # beyond the first that is not 0; of numbers from 1 on as many less one after the point


@lru_cache(maxsize=2048)
def decimal(t: Term) -> str | None:
    """The digits of a constant that such a zero occurs in, cut off and followed by …; None for other terms."""
    if not isinstance(t, App | Bind) or t.op.sort is not Sort.REAL or not roots_in(t):
        return None
    if t.loose or free_symbols(t):
        return None
    ball = value(t, {}, 20)
    if not isinstance(ball, arb) or ball.contains(0):
        return None
    q = ball.mid().fmpq()
    size = abs(Fraction(int(q.p), int(q.q)))
    places = _DIGITS - 1
    while size * 10 ** (places - _DIGITS + 1) < 1 and places < 40:
        places += 1
    if size >= 10**8 or places >= 40:
        return None
    whole = int(size * 10**places)
    digits = f"{whole // 10**places}.{whole % 10**places:0{places}d}…"
    return ("−" if ball < 0 else "") + digits


@lru_cache(maxsize=2048)
def roots_in(t: Term) -> tuple[Bind, ...]:
    """The zeros named in a term, in the order they occur."""
    if type(t) is Bind and t.op is ops.ROOT_OF:
        return (t,)
    return tuple(dict.fromkeys(r for c in children(t) for r in roots_in(c)))


def short(t: Term) -> str | None:
    """A number with a power of 10 as its denominator, written as a decimal."""
    if type(t) is not Num or 10**20 % t.value.denominator:
        return None
    places = next(k for k in range(21) if 10**k % t.value.denominator == 0)
    whole = abs(t.value) * 10**places
    digits = f"{int(whole):0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return ("−" if t.value < 0 else "") + text
