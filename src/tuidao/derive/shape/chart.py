"""The line cut at points: sorted exact cuts, a sample in every gap, sets of gaps and points as intervals."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import arb, fmpq

from tuidao.derive.shape.zeros import Zeros
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate, value
from tuidao.lang.build import minus_oo, oo
from tuidao.lang.term import App, Num, Sym, Term, substitute
from tuidao.text import Text

_TURNS = (
    7  # families of cuts are laid out at least as far as this on both sides, and over three periods
)
_MOST_CUTS = 90


_POINT = Text("{{{a}}}", "{{{a}}}")
_SAID = {
    (False, False): Text("({a}, {b})", "({a}, {b})"),
    (False, True): Text("({a}, {b}]", "({a}, {b}]"),
    (True, False): Text("[{a}, {b})", "[{a}, {b})"),
    (True, True): Text("[{a}, {b}]", "[{a}, {b}]"),
}


@dataclass(frozen=True, slots=True)
class Cut:
    """A point of the line: exact, and enclosed."""

    term: Term
    ball: arb


@dataclass(frozen=True, slots=True)
class Piece:
    """An interval of the line; ends are terms, ±oo among them."""

    left: Term
    right: Term
    closed_left: bool = False
    closed_right: bool = False

    def __str__(self) -> str:
        if self.left == self.right:
            return f"{{{self.left}}}"
        return f"{'[' if self.closed_left else '('}{self.left}, {self.right}{']' if self.closed_right else ')'}"

    def said(self) -> Text:
        """The interval as a sentence holds it: its ends stay formulas."""
        if self.left == self.right:
            return _POINT.format(a=self.left)
        return _SAID[self.closed_left, self.closed_right].format(a=self.left, b=self.right)

    def as_set(self) -> Term:
        """The interval as a term."""
        if self.left == self.right:
            return App(ops.FINITE_SET, (self.left,))
        op = {
            (True, True): ops.INTERVAL,
            (False, False): ops.INTERVAL_OPEN,
            (False, True): ops.INTERVAL_LOPEN,
            (True, False): ops.INTERVAL_ROPEN,
        }[self.closed_left, self.closed_right]
        return App(op, (self.left, self.right))


class Undecided(Exception):
    """Two points cannot be told apart, or a value cannot be computed."""


class Line:
    """The real line (or one stretch of a periodic picture, or the interval `within`) cut at the given zeros."""

    def __init__(self, found: Zeros, within: tuple[Term, Term] | None = None) -> None:
        self.within = within
        self.period = None if within else self._common_period(found)
        points = [p for p in found.points if within or not _in_a_family(p, found.families)]
        if found.families and points and not within:
            raise Undecided  # a picture that repeats only in part
        if found.families and within and (within[0] == minus_oo or within[1] == oo):
            raise Undecided  # a family would have to be laid out without end
        low, high = self._reach()
        for base, period in found.families:
            points += self._spread(base, period, low, high)
        self.cuts: list[Cut] = []
        for p in points:
            self._insert(p)
        if within:
            self._cut_off(within)
        if len(self.cuts) > _MOST_CUTS:
            raise Undecided

    def _reach(self) -> tuple[arb, arb]:
        """How far families are laid out."""
        if self.within:
            low, high = (value(end, {}) for end in self.within)
            if not (isinstance(low, arb) and isinstance(high, arb)):
                return arb(-_TURNS), arb(_TURNS)
            return low, high
        step = None if self.period is None else value(self.period, {})
        far = arb(_TURNS) if not isinstance(step, arb) else arb(_TURNS).max(step * 2)
        return -far, far

    def _cut_off(self, within: tuple[Term, Term]) -> None:
        """Only the cuts inside the interval are kept, and its ends."""
        for end in within:
            if end not in (oo, minus_oo):
                self._insert(end)
        known = {c.term: c for c in self.cuts}
        low, high = (None if end in (oo, minus_oo) else _enclosed(end) for end in within)
        self.cuts = [
            c
            for c in known.values()
            if (low is None or not c.ball < low) and (high is None or not c.ball > high)
        ]

    @staticmethod
    def _common_period(found: Zeros) -> Term | None:
        """The least common period of the families, if there is one."""
        if not found.families:
            return None
        period = found.families[0][1]
        for _, other in found.families[1:]:
            ratio = tidy(other / period)
            if type(ratio) is not Num:
                raise Undecided
            period = tidy(period * Num(ratio.value.numerator))
        return period

    def _spread(self, base: Term, period: Term, low: arb, high: arb) -> list[Term]:
        at, step = value(base, {}), value(period, {})
        if not isinstance(at, arb) or not isinstance(step, arb) or not step > 0:
            raise Undecided
        first = int(((low - at) / step).mid().floor().unique_fmpz() or 0)
        last = int(((high - at) / step).mid().ceil().unique_fmpz() or 0)
        if last - first > _MOST_CUTS:
            raise Undecided
        return [tidy(base + k * period) for k in range(first, last + 1)]

    def _insert(self, p: Term) -> None:
        ball = value(p, {}, 60)
        if not isinstance(ball, arb):
            return  # an extraneous zero: outside the real line
        for i, cut in enumerate(self.cuts):
            if cut.term == p:
                return
            if ball.overlaps(cut.ball):
                gap = value(p - cut.term, {}, 60)
                if isinstance(gap, arb) and gap.contains(0):
                    return  # the same point, written otherwise
                raise Undecided
            if ball < cut.ball:
                self.cuts.insert(i, Cut(p, ball))
                return
        self.cuts.append(Cut(p, ball))

    def gaps(self) -> list[tuple[Term, Term, Fraction]]:
        """The open intervals between cuts, each with a rational inside."""
        if not self.cuts:
            return [(minus_oo, oo, Fraction(1, 3))]
        out = [
            (a.term, b.term, _between(a.ball, b.ball))
            for a, b in zip(self.cuts, self.cuts[1:], strict=False)
        ]
        if self.within is not None:
            if self.within[0] == minus_oo:
                out.insert(0, (minus_oo, self.cuts[0].term, _floor(self.cuts[0].ball) - 1))
            if self.within[1] == oo:
                out.append((self.cuts[-1].term, oo, -_floor(-self.cuts[-1].ball) + 1))
        elif self.period is None:
            out.insert(0, (minus_oo, self.cuts[0].term, _floor(self.cuts[0].ball) - 1))
            out.append((self.cuts[-1].term, oo, -_floor(-self.cuts[-1].ball) + 1))
        return out


def _in_a_family(p: Term, families: tuple[tuple[Term, Term], ...]) -> bool:
    """Is the point one of a + k·period?"""
    for base, period in families:
        turns = tidy((p - base) / period)
        if type(turns) is Num and turns.value.denominator == 1:
            return True
    return False


def _enclosed(t: Term) -> arb:
    found = value(t, {}, 60)
    if not isinstance(found, arb):
        raise Undecided
    return found


def _floor(ball: arb) -> Fraction:
    """A whole number within 1 of the ball's floor."""
    return Fraction(int(ball.mid().floor().unique_fmpz() or 0))


def _between(a: arb, b: arb) -> Fraction:
    """A simple rational strictly between two disjoint balls."""
    for bits in range(0, 400, 3):
        scale = arb(2) ** bits
        middle = Fraction(int(((a + b) / 2 * scale).mid().floor().unique_fmpz() or 0), 2**bits)
        if (
            arb(fmpq(middle.numerator, middle.denominator)) > a
            and arb(fmpq(middle.numerator, middle.denominator)) < b
        ):
            return middle
    raise Undecided


def sign_at(f: Term, x: Sym, at: Term | Fraction) -> int | None:
    """The sign of `f` at a point; None where it has no value. Raises Undecided where it cannot be told.

    A value of size below 10⁻⁴⁰ at a point where the exact form does not say 0 counts as 0 only if it stays
    below at a higher precision.
    """
    point = Num(at) if isinstance(at, Fraction) else at
    put = tidy(substitute(f, {x: point}))
    if type(put) is Num:
        return (put.value > 0) - (put.value < 0)
    ball = value(put, {}, 50)
    if isinstance(ball, arb):
        if ball > 0:
            return 1
        if ball < 0:
            return -1
        finer = evaluate(put, {}, 2000)
        if isinstance(finer, arb) and finer.contains(0):
            return 0
        raise Undecided
    if ball is None:
        raise Undecided
    return None


def merged(pieces: list[Piece], joined: set[Term]) -> list[Piece]:
    """Neighbouring pieces put together where they meet at a point of `joined`."""
    out: list[Piece] = []
    for p in pieces:
        if (
            out
            and out[-1].right == p.left
            and (p.left in joined or out[-1].closed_right or p.closed_left)
        ):
            q = out.pop()
            p = Piece(q.left, p.right, q.closed_left, p.closed_right)
        out.append(p)
    return out
