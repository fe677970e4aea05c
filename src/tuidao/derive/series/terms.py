"""What the tests for series ask of a general term: its order, its signs, what grows in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from flint import arb

from tuidao.derive.simplify import decompose, tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import ONE, is_op, pi, rational, true
from tuidao.lang.term import App, Num, Sym, Term, children, free_symbols, mentions, substitute
from tuidao.proof import Derivation, Step
from tuidao.rules import RULES

_FAR = 2**24
_ROOMY = (Fraction(2), Fraction(3, 2), Fraction(5, 4))  # orders with which a series converges
_DENOMINATORS = (1, 2, 3, 4, 6)


def ratios(t: Term, k: Sym) -> Term:
    """The term with factorials of k + 1 taken apart and powers put together."""
    return tidy(factorials(t, k))


def one_base(t: Term, k: Sym) -> Term:
    """(k + c)^e/k^e written (1 + c/k)^e."""
    try:
        c, powers = decompose(t)
    except ValueError:
        return t
    tall = [(b, e) for b, e in powers.items() if isinstance(e, Term) and mentions(b, k)]
    if len(tall) != 2:
        return t
    (a, up), (b, down) = tall
    if sign_of_slope(up, k) < 0:
        (a, up), (b, down) = (b, down), (a, up)
    gap = tidy(a - b)
    if tidy(up + down) != Num(0) or type(gap) is not Num:
        return t
    rest: Term = Num(c)
    for base, e in powers.items():
        if base not in (a, b):
            rest = rest * base ** (e if isinstance(e, Term) else Num(e))
    return tidy(rest) * (1 + gap / b) ** up


def sign_of_slope(t: Term, k: Sym) -> int:
    """The sign of what a term linear in k gains from k = 0 to k = 1."""
    return sign_of_number(tidy(substitute(t, {k: ONE}) - substitute(t, {k: Num(0)})))


def factorials(t: Term, k: Sym) -> Term:
    if is_op(t, ops.FACTORIAL) and isinstance(t, App):
        (n,) = t.args
        if mentions(n, k) and value_at_zero(n, k) >= 1:
            inner = tidy(n - Num(value_at_zero(n, k)))
            out: Term = App(ops.FACTORIAL, (inner,))
            for j in range(value_at_zero(n, k)):
                out = out * (inner + Num(j + 1))
            return out
        return t
    if type(t) is App:
        return App(t.op, tuple(factorials(a, k) for a in t.args))
    return t


def value_at_zero(n: Term, k: Sym) -> int:
    """The whole number that stands beside the multiples of k, from 0 to 6; else 0."""
    found = tidy(substitute(n, {k: Num(0)}))
    whole = type(found) is Num and found.value.denominator == 1 and 0 < found.value <= 6
    return int(found.value) if whole and type(found) is Num else 0


def negative_base(t: Term) -> bool:
    """May a factor change its sign with the index?"""
    return is_op(t, ops.SIN, ops.COS, ops.NEG, ops.SUB) or (type(t) is Num and t.value < 0)


def log_power(f: Term, k: Sym) -> Fraction | None:
    """p with f = 1/(k·log(k)^p)."""
    try:
        coefficient, powers = decompose(f)
    except ValueError:
        return None
    logarithm = App(ops.LOG, (k,))
    if coefficient != 1 or set(powers) != {k, logarithm} or powers[k] != -1:
        return None
    e = powers[logarithm]
    return None if isinstance(e, Term) or e >= 0 else Fraction(-e)


def pure_power(f: Term, k: Sym) -> Fraction | None:
    """p with f = k^(−p), if the term is one."""
    try:
        coefficient, powers = decompose(f)
    except ValueError:
        return None
    if coefficient != 1 or set(powers) != {k}:
        return None
    e = powers[k]
    return None if isinstance(e, Term) else Fraction(-e)


def alternation(f: Term, k: Sym) -> Term | None:
    """b with f = (−1)^k·b, where f has a factor (−1)^(k + m) or cos(πk)."""

    try:
        coefficient, powers = decompose(f)
    except ValueError:
        return None
    rest: Term = Num(coefficient)
    met = False
    for base, e in powers.items():
        if base == Num(-1) and isinstance(e, Term):
            shift = tidy(e - k)
            if not (type(shift) is Num and shift.value.denominator == 1):
                return None
            met = True
            if shift.value % 2:
                rest = -rest
        elif is_op(base, ops.COS) and base == App(ops.COS, (tidy(pi * k),)) and e == 1:
            met = True
        else:
            rest = rest * base ** (e if isinstance(e, Term) else Num(e))
    return tidy(rest) if met else None


def grows_fast(f: Term, k: Sym) -> bool:
    """Does k stand in an exponent or under a factorial?"""
    for s in parts(f):
        if is_op(s, ops.EXP, ops.FACTORIAL, ops.BINOMIAL) and mentions(s, k):
            return True
        if is_op(s, ops.POW) and isinstance(s, App) and mentions(s.args[1], k):
            return True
    return False


def orders(f: Term, k: Sym) -> Iterator[Fraction]:
    """Exponents p to compare with: the measured order of f, and such as leave room for logarithms."""
    here = [value(substitute(f, {k: Num(n)}), {}, 150) for n in (_FAR, _FAR**2)]
    if not all(isinstance(v, arb) and not v.contains(0) for v in here):
        return
    low, high = (float(abs(v).log()) for v in here if isinstance(v, arb))
    slope = (low - high) / (24 * 0.6931471805599453)
    if not 0 <= slope < 12:
        return
    near = {Fraction(round(slope * d), d) for d in _DENOMINATORS}
    best = min(near, key=lambda p: (abs(float(p) - slope) > 1e-6, abs(float(p) - slope)))
    if abs(float(best) - slope) < 1e-3:
        yield best
    if slope > 1:
        yield next((p for p in _ROOMY if float(p) + 0.1 < slope), Fraction(9, 8))
    else:
        yield Fraction(1)


def parts(t: Term) -> Iterator[Term]:
    yield t
    for c in children(t):
        yield from parts(c)


def is_number(t: Term) -> bool:
    return not free_symbols(t) and isinstance(value(t, {}), arb)


def sign_of_number(t: Term) -> int:
    found = value(t, {})
    if not isinstance(found, arb):
        return 0
    return 1 if found > 0 else -1 if found < 0 else 0


def without_sign(t: Term, k: Sym) -> Term:
    """The term without factors (−1)^(p·k + q)."""
    if type(t) is not App:
        return t
    if t.op is ops.POW and rational(t.args[0]) == -1 and mentions(t.args[1], k):
        return ONE
    if t.op in (ops.MUL, ops.DIV, ops.NEG):
        return App(t.op, tuple(without_sign(a, k) for a in t.args))
    return t


def side_by_side(first: Derivation, second: Derivation) -> Derivation:
    """Two statements shown one after the other, as one: both hold."""
    start = App(ops.AND, (first.start, second.start))
    steps = [
        replace(
            s,
            before=App(ops.AND, (s.before, second.start)),
            after=App(ops.AND, (s.after, second.start)),
            path=(0, *s.path),
        )
        for s in first.steps
    ]
    steps += [
        replace(
            s,
            before=App(ops.AND, (true, s.before)),
            after=App(ops.AND, (true, s.after)),
            path=(1, *s.path),
        )
        for s in second.steps
    ]
    last = Step(App(ops.AND, (true, true)), true, RULES["by_computation"])
    return Derivation(start, (*steps, last), first.given)
