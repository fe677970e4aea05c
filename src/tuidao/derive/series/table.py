"""The functions whose power series is known in general form, about the point from which they are seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from flint import arb

from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import (
    ONE,
    TWO,
    ZERO,
    apply,
    cos,
    exp,
    factorial,
    log,
    num,
    pi,
    rational,
    sin,
    sqrt,
)
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, free_symbols

N = Sym("n")
ODD = TWO * N + 1
_CENTRAL = Num(4) ** N * factorial(N) ** TWO * ODD


@dataclass(frozen=True, slots=True)
class Core:
    """A function of t = b·h^k with a known series Σ (−1)^(sign)·above/below·t^(p·n + q) from the first index on.

    `ends`: is the series valid at t = −1 and at t = 1; None where it holds for every t.
    """

    rule: str
    by: dict[str, Term]
    left: Term
    b: Term
    h: Term
    k: int
    sign: tuple[int, int] = (0, 0)
    above: Term = ONE
    below: Term = ONE
    p: int = 1
    q: int = 0
    first: int = 0
    ends: tuple[bool, bool] | None = None
    scale: Term = ONE  # stands in front of the series in the rule

    def reach(self) -> tuple[Term, bool, bool] | None:
        """ρ, and whether h = −ρ and h = ρ belong to the interval on which the series holds; None for all h.

        Raises ValueError where the sign of b is not known.
        """
        if self.ends is None:
            return None
        way = sign_of(self.b)
        if not way:
            raise ValueError
        size = self.b if way > 0 else tidy(-self.b)
        radius = tidy((ONE / size) ** num(1, self.k)) if self.k > 1 else tidy(ONE / size)
        left, right = self.ends if way > 0 else self.ends[::-1]
        if self.k % 2 == 0:
            return radius, right, right
        return radius, left, right


def sign_of(t: Term) -> int:
    """The sign of a number, 0 where it is not known."""
    ball = value(t, {}) if not free_symbols(t) else None
    if not isinstance(ball, arb):
        return 0
    return 1 if ball > 0 else -1 if ball < 0 else 0


def leaning(t: Term) -> int:
    """The sign that a term is written with: −1 for −a and −2a, else 1; of a number its own."""
    found = sign_of(t)
    if found:
        return found
    if type(t) is App and t.op is ops.NEG:
        return -1
    if type(t) is App and t.op in (ops.MUL, ops.DIV):
        return leaning(t.args[0]) * leaning(t.args[1])
    return 1


def _argument(b: Term, h: Term, k: int) -> Term:
    power = h if k == 1 else h ** Num(k)
    return tidy(b * power) if b != ONE else power


_ENTIRE: dict[Op, Core] = {}


def _entire(op: Op, rule: str, **facts: object) -> None:
    _ENTIRE[op] = Core(rule, {}, ONE, ONE, ONE, 1, **facts)  # type: ignore[arg-type]


_entire(ops.EXP, "series_exp", below=factorial(N))
_entire(ops.SIN, "series_sin", sign=(1, 0), below=factorial(ODD), p=2, q=1)
_entire(ops.COS, "series_cos", sign=(1, 0), below=factorial(TWO * N), p=2)
_entire(ops.SINH, "series_sinh", below=factorial(ODD), p=2, q=1)
_entire(ops.COSH, "series_cosh", below=factorial(TWO * N), p=2)
_entire(ops.ATAN, "series_atan", sign=(1, 0), below=ODD, p=2, q=1, ends=(True, True))
_entire(
    ops.ASIN, "series_asin", above=factorial(TWO * N), below=_CENTRAL, p=2, q=1, ends=(True, True)
)
_entire(
    ops.ASINH,
    "series_asinh",
    sign=(1, 0),
    above=factorial(TWO * N),
    below=_CENTRAL,
    p=2,
    q=1,
    ends=(True, True),
)
_entire(ops.ATANH, "series_atanh", below=ODD, p=2, q=1, ends=(False, False))
_entire(
    ops.ERF,
    "series_erf",
    sign=(1, 0),
    below=factorial(N) * ODD,
    p=2,
    q=1,
    scale=TWO / sqrt(pi),
)


def of_function(op: Op, c: Term, b: Term, h: Term, k: int) -> list[tuple[Term, Core | None]] | None:
    """op(c + b·h^k) as a sum of numbers times functions with a known series; None where there is none here."""
    t = _argument(b, h, k)
    if op is ops.ACOS and c == ZERO:
        found = of_function(ops.ASIN, c, b, h, k)
        assert found is not None
        return [(pi / 2, None), *((-f, core) for f, core in found)]
    if op not in _ENTIRE:
        return None
    core = replace(_ENTIRE[op], by={"t": t}, left=App(op, (t,)), b=b, h=h, k=k)
    if c == ZERO:
        return [(ONE, core)]
    if op is ops.EXP:
        return [(exp(c), core)]
    if op in (ops.SIN, ops.COS):
        return wave_at(op, c, b, h, k, t)
    return None


def wave_at(op: Op, c: Term, b: Term, h: Term, k: int, t: Term) -> list[tuple[Term, Core | None]]:
    """sin(c + t) or cos(c + t): by sin t or cos t where c is a multiple of π/2, else by all derivatives at c."""
    s, w = tidy(sin(c)), tidy(cos(c))
    parts = ((s, ops.COS), (w, ops.SIN)) if op is ops.SIN else ((w, ops.COS), (tidy(-s), ops.SIN))
    kept = [(f, o) for f, o in parts if f != ZERO]
    if len(kept) == 1:
        found = of_function(kept[0][1], ZERO, b, h, k)
        assert found is not None
        return [(kept[0][0], found[0][1])]
    wave = App(op, (c + N * pi / 2,))
    rule = "series_sin_at" if op is ops.SIN else "series_cos_at"
    by = {"c": c, "t": t}
    return [(ONE, Core(rule, by, App(op, (c + t,)), b, h, k, above=wave, below=factorial(N)))]


def _turned(c: Term, b: Term, h: Term, k: int) -> tuple[Term, Term, int]:
    """b/c, and the size of b·h^k/c with its sign."""
    ratio = tidy(b / c)
    way = leaning(ratio)
    return ratio, _argument(tidy(-ratio) if way < 0 else ratio, h, k), way


def of_log(c: Term, b: Term, h: Term, k: int) -> Core:
    """log(1 + b·h^k/c)."""
    ratio, t, way = _turned(c, b, h, k)
    if way < 0:
        made = Core("series_log_sub", {"t": t}, log(ONE - t), tidy(-ratio), h, k)
        return replace(made, sign=(0, 1), below=N, first=1, ends=(True, False))
    made = Core("series_log", {"t": t}, log(ONE + t), ratio, h, k)
    return replace(made, sign=(1, 1), below=N, first=1, ends=(False, True))


def binomial_core(c: Term, b: Term, h: Term, k: int, e: Term) -> tuple[Term, Core]:
    """(c + b·h^k)^e = c^e·(1 + b·h^k/c)^e."""
    factor = tidy(c**e)
    ratio, t, way = _turned(c, b, h, k)
    power = rational(e)
    if power == -1:
        if way < 0:
            made = Core("series_geometric", {"t": t}, ONE / (ONE - t), tidy(-ratio), h, k)
            return factor, replace(made, ends=(False, False))
        made = Core("series_geometric_alternating", {"t": t}, ONE / (ONE + t), ratio, h, k)
        return factor, replace(made, sign=(1, 0), ends=(False, False))
    t = _argument(ratio, h, k)
    rule, ends = "series_binomial", (False, False)
    if power is not None and power > 0:
        rule, ends = "series_binomial_closed", (True, True)
    elif power is not None and power > -1:
        rule, ends = "series_binomial_right", (False, True)
    core = Core(rule, {"c": e, "t": t}, (ONE + t) ** e, ratio, h, k, ends=ends)
    if power is not None and power.denominator == 1 and power < 0:
        return factor, replace(core, sign=(1, 0), above=_rising(int(-power)))
    return factor, replace(core, above=apply(ops.BINOMIAL, e, N))


def _rising(m: int) -> Term:
    """(n + 1)⋯(n + m − 1)/(m − 1)!."""
    out: Term = ONE
    scale = Fraction(1)
    for j in range(1, m):
        out = N + j if out == ONE else out * (N + j)
        scale /= j
    return out if scale == 1 else out / Num(1 / scale)
