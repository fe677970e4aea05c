"""General terms of power series: written as a textbook does, and put together where their powers are the same."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.derive.series.pieces import Piece
from tuidao.derive.series.table import Core, N, leaning
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, oo, rational, total
from tuidao.lang.term import App, Bind, Num, Term, instantiate, mentions, substitute

_MOST_FIRST = 8


@dataclass(frozen=True, slots=True)
class General:
    """coefficient(n)·h^(p·n + q) from the first index on."""

    coefficient: Term
    p: int
    q: int
    first: int


def summed(parts: list[Term]) -> Term:
    """The sum as it is written: what is negative is taken away."""
    out: Term = ZERO
    for t in parts:
        if out == ZERO:
            out = t
        elif type(t) is App and t.op is ops.NEG:
            out = out - t.args[0]
        else:
            out = out + t
    return out


def general(p: Piece, core: Core) -> General:
    """The general term of factor·h^power·core."""
    e = (core.p, core.q)
    coefficient = _coefficient(tidy(p.factor * core.scale), core, e)
    return General(coefficient, core.k * e[0], core.k * e[1] + p.power, core.first)


def _coefficient(factor: Term, core: Core, e: tuple[int, int]) -> Term:
    """±factor·|b|^(p·n + q)·above/below, written as a textbook does."""
    way = leaning(core.b)
    size = core.b if way >= 0 else tidy(-core.b)
    slope, offset = core.sign
    if way < 0:
        slope, offset = slope + e[0], offset + e[1]
    if leaning(factor) < 0:
        factor, offset = tidy(-factor), offset + 1
    above: list[Term] = []
    if slope % 2:
        above.append(App(ops.NEG, (ONE,)) ** (N if offset % 2 == 0 else N + 1))
    top, low = quotient(factor)
    for base, part, row in zip(quotient(size), (top, low), ("top", "low"), strict=True):
        part, power = _with_power(base, part, e)
        if row == "top":
            above += [t for t in (part, power, core.above) if t != ONE]
        else:
            below = [t for t in (part, power, core.below) if t != ONE]
    whole = _fraction(above, below)
    return App(ops.NEG, (whole,)) if slope % 2 == 0 and offset % 2 else whole


def quotient(t: Term) -> tuple[Term, Term]:
    """Numerator and denominator."""
    q = rational(t)
    if q is not None:
        return Num(q.numerator), Num(q.denominator)
    if type(t) is App and t.op is ops.DIV:
        return t.args[0], t.args[1]
    return t, ONE


def _with_power(base: Term, part: Term, e: tuple[int, int]) -> tuple[Term, Term]:
    """part·base^(p·n + q), a power of the base in `part` joined with it."""
    if base == ONE:
        return part, ONE
    shift = e[1]
    if part != ONE:
        for j in range(1, 7):
            if tidy(base ** Num(j)) == part:
                return ONE, base ** line(e[0], shift + j)
    return part, base ** line(e[0], shift)


def line(p: int, q: int) -> Term:
    """p·n + q."""
    t: Term = N if p == 1 else Num(p) * N
    return t if not q else t + q if q > 0 else t - (-q)


def _fraction(above: list[Term], below: list[Term]) -> Term:
    top: Term | None = None
    for t in above:
        top = t if top is None else top * t
    low: Term | None = None
    for t in below:
        low = t if low is None else low * t
    whole = ONE if top is None else top
    return whole if low is None else whole / low


def _moved(g: General, by: int) -> General:
    """The same series with the index moved: n ↦ n + by."""
    if not by:
        return g
    coefficient = _shifted(g.coefficient, by)
    return General(coefficient, g.p, g.q + g.p * by, g.first - by)


def _shifted(t: Term, by: int) -> Term:
    moved = substitute(t, {N: N + by if by > 0 else N - (-by)})
    return _tidied_lines(moved)


def _tidied_lines(t: Term) -> Term:
    """Linear terms in n brought to the form p·n + q."""
    if type(t) is App:
        if t.op in (ops.ADD, ops.SUB, ops.MUL) and mentions(t, N):
            zero, one, two = (rational(tidy(substitute(t, {N: Num(j)}))) for j in range(3))
            if zero is not None and one is not None and two is not None:
                p, q = one - zero, zero
                if two == 2 * p + q and p.denominator == q.denominator == 1 and p:
                    return line(int(p), int(q))
        return App(t.op, tuple(_tidied_lines(a) for a in t.args))
    return t


def collected(pieces: list[Piece], h: Term) -> tuple[list[General], list[Term], Term] | None:
    """The series by their powers, the polynomial beside them, and the whole; None where a negative power is left."""
    row: dict[int, Term] = {}
    groups: list[General] = []
    for p in pieces:
        if p.core is None:
            row[p.power] = tidy(row[p.power] + p.factor) if p.power in row else p.factor
            continue
        g = general(p, p.core)
        for _ in range(_MOST_FIRST):
            if g.p * g.first + g.q >= 0:
                break
            e = g.p * g.first + g.q
            c = tidy(substitute(g.coefficient, {N: Num(g.first)}))
            row[e] = tidy(row[e] + c) if e in row else c
            g = General(g.coefficient, g.p, g.q, g.first + 1)
        groups = _joined(groups, g, row)
    row = {e: c for e, c in row.items() if c != ZERO}
    if len(groups) == 1:
        groups = [_without_cancelled(groups[0], row)]
    if any(e < 0 for e in row):
        return None
    polynomial = [
        c if not e else tidy(c * (h if e == 1 else h ** Num(e))) for e, c in sorted(row.items())
    ]
    absorbed = [_absorb(g, row) for g in groups] if len(groups) == 1 else groups
    if absorbed != groups:
        polynomial = []
    series = [series_term(g, h) for g in absorbed]
    return absorbed, polynomial, summed([*polynomial, *series])


def _without_cancelled(g: General, row: dict[int, Term]) -> General:
    """The series without its first terms where the polynomial takes just these away."""
    for _ in range(_MOST_FIRST):
        e = g.p * g.first + g.q
        c = tidy(substitute(g.coefficient, {N: Num(g.first)}))
        if c != ZERO and (e not in row or tidy(row[e] + c) != ZERO):
            break
        row.pop(e, None) if c != ZERO else None
        g = General(g.coefficient, g.p, g.q, g.first + 1)
    return g


def _absorb(g: General, row: dict[int, Term]) -> General:
    """The series with the polynomial taken in, where that is but its earlier terms."""
    while row:
        e = g.p * (g.first - 1) + g.q
        try:
            c = tidy(substitute(g.coefficient, {N: Num(g.first - 1)}))
        except ZeroDivisionError:
            return g
        if len(row) != 1 or row.get(e) != c:
            return g
        g = General(g.coefficient, g.p, g.q, g.first - 1)
        row = {}
    return g


def _joined(groups: list[General], g: General, row: dict[int, Term]) -> list[General]:
    """The series added to one with the same powers of h."""
    for j, known in enumerate(groups):
        if known.p == g.p and (g.q - known.q) % g.p == 0:
            moved = _moved(g, (known.q - g.q) // g.p)
            first = max(known.first, moved.first)
            for one in (known, moved):
                for i in range(one.first, first):
                    e, c = one.p * i + one.q, tidy(substitute(one.coefficient, {N: Num(i)}))
                    row[e] = tidy(row[e] + c) if e in row else c
            both = _added(known.coefficient, moved.coefficient)
            if both == ZERO:
                return [*groups[:j], *groups[j + 1 :]]
            merged = General(both, g.p, known.q, first)
            return [*groups[:j], merged, *groups[j + 1 :]]
    return [*groups, g]


def _added(a: Term, b: Term) -> Term:
    """The sum of two coefficients, over one divisor where they share it."""
    whole = tidy(a + b)
    (t, u), (v, w) = quotient(signed(a)), quotient(signed(b))
    if whole == ZERO or u != w:
        return whole
    above = summed([t, v])
    above = _tidied_lines(above)
    return above if u == ONE else above / u


def signed(t: Term) -> Term:
    """A sign in front of a quotient moved to its numerator."""
    if (
        type(t) is App
        and t.op is ops.NEG
        and isinstance(t.args[0], App)
        and t.args[0].op is ops.DIV
    ):
        top, low = t.args[0].args
        return App(ops.NEG, (top,)) / low
    return t


def series_term(g: General, h: Term) -> Bind:
    """The series with these coefficients in powers of h."""
    e = line(g.p, g.q)
    power = h**e
    c = g.coefficient
    if c == ONE:
        term: Term = power
    elif isinstance(c, App) and c.op is ops.DIV:
        top = c.args[0]
        term = (power if top == ONE else top * power) / c.args[1]
    elif isinstance(c, App) and c.op is ops.NEG:
        inner = series_term(General(c.args[0], g.p, g.q, g.first), h)
        term = App(ops.NEG, (instantiate(inner.body, N),))
    else:
        term = c * power
    return total(term, N, Num(g.first), oo)
