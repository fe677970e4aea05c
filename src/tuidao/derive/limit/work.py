"""A limit being worked: the problem, what the engine found, and what each part tends to."""

from __future__ import annotations

from dataclasses import dataclass

from flint import fmpq

from tuidao.derive.limit.answer import Found
from tuidao.derive.limit.constants import Coef, is_q
from tuidao.derive.limit.engine import is_infinite_point
from tuidao.derive.limit.expand import Expander
from tuidao.derive.limit.fault import OutsideDomain, PrecisionLost, Restart, Undecided
from tuidao.derive.limit.series import Germ, Series
from tuidao.lang import op as ops
from tuidao.lang.build import lim
from tuidao.lang.term import App, Bind, Sym, Term, mentions
from tuidao.proof import Chain

_ZERO = fmpq(0)
FINITE, INFINITE, BOUNDED = "finite", "infinite", "bounded"


@dataclass(frozen=True, slots=True)
class Part:
    """What a part tends to: FINITE with its value, INFINITE with its sign (0 unknown), or BOUNDED without a limit."""

    kind: str
    value: Coef = _ZERO
    sign: int = 0

    @property
    def zero(self) -> bool:
        """Is the part an infinitesimal?"""
        return self.kind == FINITE and is_q(self.value) and self.value == 0


@dataclass(slots=True)
class Work:
    """One limit on its way: `chain` holds the lines so far, `body` the function that the last line speaks of."""

    chain: Chain
    body: Term
    x: Sym
    point: Term
    side: Term
    given: tuple[Term, ...]
    found: Found
    value: Term
    depth: int = 0

    @property
    def finite(self) -> bool:
        """Is the point of approach a number?"""
        return not is_infinite_point(self.point)

    def limit(self, body: Term) -> Bind:
        """The limit of another function at the same place."""
        return lim(body, self.x, self.point, self.side)

    def expander(self) -> Expander | None:
        """The expansion that found the answer."""
        outcome = self.found.outcome
        return None if outcome is None else outcome.expander

    def series(self, t: Term) -> Series | None:
        """The series of a part, or None."""
        e = self.expander()
        if e is None:
            return None
        try:
            return e.expand(t)
        except (Undecided, OutsideDomain, PrecisionLost, Restart, ZeroDivisionError):
            return None

    def part(self, t: Term) -> Part | None:
        """What a part of the body tends to (on the side that the engine looked at), or None."""
        e, s = self.expander(), self.series(t)
        if e is None or s is None:
            return None
        if not s.terms:
            return Part(FINITE) if s.err is None or e.one < s.err else None
        g, c = s.terms[0]
        if e.one < g:
            return Part(FINITE)
        if e.field.oscillating(c):
            return Part(BOUNDED) if g == e.one else None
        if g == e.one:
            return Part(FINITE, c)
        return Part(INFINITE, c, e.field.known_sign(c) or 0)

    def lead(self, t: Term) -> tuple[Germ, Coef] | None:
        """The dominant germ of a part with its coefficient."""
        s = self.series(t)
        return s.terms[0] if s is not None and s.terms else None

    def constant(self, c: Coef) -> Term:
        """A coefficient as a tidy term."""
        from tuidao.derive.simplify import tidy

        e = self.expander()
        assert e is not None
        return tidy(e.field.term(c))


def indeterminate(w: Work, t: Term) -> str | None:
    """The form that stands in the way at the top of `t`: "0/0", "oo/oo", "0*oo", "oo-oo", "1^oo", "0^0", "oo^0"."""
    if type(t) is not App or len(t.args) != 2 or not mentions(t, w.x):
        return None
    a, b = w.part(t.args[0]), w.part(t.args[1])
    if a is None or b is None:
        return "unknown" if t.op in _BINARY else None
    match t.op:
        case ops.ADD | ops.SUB:
            if a.kind == b.kind == INFINITE and (a.sign == b.sign) == (t.op is ops.SUB):
                return "oo-oo"
        case ops.MUL:
            if (a.zero and b.kind == INFINITE) or (b.zero and a.kind == INFINITE):
                return "0*oo"
            if BOUNDED in (a.kind, b.kind) and (INFINITE in (a.kind, b.kind)):
                return "bounded*oo"
        case ops.DIV:
            if a.zero and b.zero:
                return "0/0"
            if a.kind == b.kind == INFINITE:
                return "oo/oo"
            if b.kind == BOUNDED:
                return "unknown"
        case ops.POW:
            if mentions(t.args[1], w.x):
                if b.kind == INFINITE and a.kind == FINITE and is_q(a.value) and a.value == 1:
                    return "1^oo"
                if b.zero and (a.zero or a.kind == INFINITE):
                    return "0^0" if a.zero else "oo^0"
    return None


_BINARY = (ops.ADD, ops.SUB, ops.MUL, ops.DIV, ops.POW)


def first_indeterminate(w: Work, t: Term) -> str | None:
    """The first form in the way anywhere in `t`, outermost first."""
    found = indeterminate(w, t)
    if found is not None:
        return found
    if type(t) is App:
        for a in t.args:
            found = first_indeterminate(w, a)
            if found is not None:
                return found
    return None
