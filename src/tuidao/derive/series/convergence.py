"""Does a series converge? The tests of the textbook, one after another, each with its premises worked."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from flint import arb

from tuidao.derive.simplify import decompose, tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, value
from tuidao.lang.build import ONE, abs_, apply, function, is_op, lim, oo, total, true
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    mentions,
    substitute,
)
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

CONVERGES = Text("converges", "收敛")
DIVERGES = Text("diverges", "发散")
_NO_TEST = Text("none of the tests here decides", "现有判别法都不能判定")
_NOT_A_SERIES = Text("this is not an infinite series", "这不是无穷级数")
_NO_TERM = Text("one of the terms has no value", "有的项没有意义")
_FAR = 2**24
_FIRST = 24
_ROOMY = (Fraction(2), Fraction(3, 2), Fraction(5, 4))  # orders with which a series converges
_DENOMINATORS = (1, 2, 3, 4, 6)


def work_converges(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`converges(Sum(f, (n, a, oo)))`: "converges" or "diverges", by the first test that decides."""
    assert type(problem) is App
    series = problem.args[0]
    chain = Chain(problem, given)
    if not (type(series) is Bind and series.op is ops.SUM and series.over[1] == oo):
        return Worked(None, chain.derivation(), reason=_NOT_A_SERIES)
    tests = Tests(series, given)
    if tests.term_without_value():
        return Worked(None, chain.derivation(), reason=_NO_TERM)
    found = tests.decide()
    if found is None:
        return Worked(None, chain.derivation(), reason=_NO_TEST)
    yes, derivation = found
    data = {"converges": yes, "test": derivation.steps[-1].rule.title.en}
    return Worked(CONVERGES if yes else DIVERGES, derivation, data)


class Tests:
    """A series, put to one test after another."""

    def __init__(self, series: Bind, given: tuple[Term, ...], depth: int = 0) -> None:
        self.series, self.given, self.depth = series, given, depth
        self.k = fresh(series.name, free_symbols(series))
        self.f = instantiate(series.body, self.k)
        self.first = series.over[0]

    def term_without_value(self) -> bool:
        """Has one of the first terms certainly no value?"""
        first = tidy(self.first)
        if type(first) is not Num:
            return False
        terms = (substitute(self.f, {self.k: Num(first.value + j)}) for j in range(_FIRST))
        return any(value(t, {}, 10) is NO_VALUE for t in terms if not free_symbols(t))

    def decide(self) -> tuple[bool, Derivation] | None:
        """True for convergent, with the derivation of the statement; None where no test decides."""
        for test in (
            self._power,
            self._ratio,
            self._terms,
            self._alternating,
            self._quotient,
            self._bounded,
            self._integral,
        ):
            found = test()
            if found is not None:
                return found
        return None

    def _shown(
        self, yes: bool, rule: str, by: dict[str, Term], *premises: Derivation | None
    ) -> tuple[bool, Derivation]:
        claim = apply(ops.CONVERGES, self.series)
        chain = Chain(claim if yes else apply(ops.NOT, claim), self.given)
        chain.step(RULES[rule], true, {**by, "a": self.first}, premises=premises)
        return yes, chain.derivation()

    def _limit(self, body: Term) -> tuple[Term, Derivation] | None:
        """The limit of a term as k grows, simplified before it is worked."""
        from tuidao.derive.limit.solve import work_limit

        chain = Chain(lim(body, self.k, oo), self.given)
        neat = ratios(body, self.k)
        chain.step(RULES["simplify"], lim(neat, self.k, oo), path=(0,))
        worked = work_limit(chain.now, self.given)
        if not isinstance(worked.answer, Term) or worked.derivation.end != worked.answer:
            return None
        steps = (*chain.steps, *worked.derivation.steps)
        return worked.answer, Derivation(chain.start, steps, self.given)

    def _function(self, body: Term) -> Term:
        return function(self.k, body)

    # ------------------------------------------------------------------ the tests

    def _power(self) -> tuple[bool, Derivation] | None:
        """1/k^p as it stands."""
        f, k = self.f, self.k
        order = _pure_power(f, k)
        if order is not None and f != ONE / k ** Num(order) and self.depth < 3:
            return self._by_equal_terms(ONE / k ** Num(order))
        if not (is_op(f, ops.DIV) and isinstance(f, App) and f.args[0] == ONE):
            return None
        below = f.args[1]
        if not (is_op(below, ops.POW) and isinstance(below, App) and below.args[0] == k):
            return None
        p = below.args[1]
        size = value(p, {}) if not free_symbols(p) else None
        if not isinstance(size, arb):
            return None
        yes = bool(size > 1)
        return self._shown(yes, "converges_p_series" if yes else "diverges_p_series", {"p": p})

    def _terms(self) -> tuple[bool, Derivation] | None:
        """The terms do not tend to 0."""
        by = {"f": self._function(self.f)}
        found = self._limit(self.f)
        if found is not None and _is_number(found[0]):
            if _sign(found[0]):
                return self._shown(
                    False, "diverges_of_lim_ne_zero", {**by, "L": found[0]}, found[1]
                )
            return None
        found = self._limit(abs_(self.f))
        if found is not None and found[0] == oo:
            return self._shown(False, "diverges_of_lim_oo", by, found[1])
        return None

    def _alternating(self) -> tuple[bool, Derivation] | None:
        """(−1)^k·b(k) with b falling to 0."""
        if not (is_op(self.f, ops.MUL) and isinstance(self.f, App)):
            return self._rewritten()
        sign, rest = self.f.args
        if sign != Num(-1) ** self.k and sign != App(ops.NEG, (ONE,)) ** self.k:
            return self._rewritten()
        found = self._limit(rest)
        if found is None or found[0] != Num(0):
            return None
        at = value(substitute(rest, {self.k: Num(10**6)}), {})
        falls = isinstance(at, arb) and bool(at > 0)
        rule = "converges_alternating" if falls else "converges_alternating_rising"
        return self._shown(True, rule, {"f": self._function(rest)}, None, found[1])

    def _rewritten(self) -> tuple[bool, Derivation] | None:
        """The terms with (−1)^k in front, if they alternate."""
        if self.depth:
            return None
        parts = _alternation(self.f, self.k)
        if parts is None:
            return None
        after = App(ops.NEG, (ONE,)) ** self.k * parts
        return self._by_equal_terms(after)

    def _by_equal_terms(self, after: Term) -> tuple[bool, Derivation] | None:
        series = total(after, self.k, self.first, oo)
        found = Tests(series, self.given, self.depth + 1).decide()
        if found is None:
            return None
        yes, derivation = found
        claim = apply(ops.CONVERGES, self.series)
        chain = Chain(claim if yes else apply(ops.NOT, claim), self.given)
        path = (0, 0) if yes else (0, 0, 0)
        chain.step(RULES["simplify"], derivation.start, path=path)
        return yes, Derivation(chain.start, (*chain.steps, *derivation.steps), self.given)

    def _ratio(self) -> tuple[bool, Derivation] | None:
        """|f(k + 1)/f(k)| tends to a number below or above 1."""
        if not _grows_fast(self.f, self.k):
            return None
        body = abs_(substitute(self.f, {self.k: self.k + 1}) / self.f)
        found = self._limit(body)
        if found is None or not _is_number(found[0]):
            return None
        way = _sign(found[0] - 1)
        if not way:
            return None
        rule = "converges_of_ratio" if way < 0 else "diverges_of_ratio"
        return self._shown(way < 0, rule, {"f": self._function(self.f), "L": found[0]}, found[1])

    def _quotient(self) -> tuple[bool, Derivation] | None:
        """The quotient with 1/k^p tends to a number, or grows."""
        for p in _orders(self.f, self.k):
            g = ONE / self.k ** Num(p)
            found = self._limit(self.f / g)
            if found is None:
                continue
            known = Tests(total(g, self.k, self.first, oo), self.given, self.depth + 1).decide()
            if known is None:
                return None
            by = {"f": self._function(self.f), "g": self._function(g)}
            if known[0] and _is_number(found[0]):
                return self._shown(
                    True, "converges_of_quotient", {**by, "L": found[0]}, found[1], None, known[1]
                )
            if not known[0] and found[0] == oo:
                return self._shown(False, "diverges_of_quotient_oo", by, found[1], None, known[1])
            if not known[0] and _is_number(found[0]) and _sign(found[0]):
                by["L"] = found[0]
                return self._shown(
                    False, "diverges_of_quotient", by, found[1], None, None, known[1]
                )
        return None

    def _bounded(self) -> tuple[bool, Derivation] | None:
        """Sines and cosines replaced by 1: the size of the terms is no more than what is left."""
        try:
            coefficient, powers = decompose(self.f)
        except ValueError:
            return None
        left: Term = Num(abs(coefficient))
        met = False
        for base, e in powers.items():
            wave = is_op(base, ops.SIN, ops.COS) or base == Num(-1)
            if wave and (isinstance(e, Term) or e > 0):
                met = True
                continue
            left = left * base ** (e if isinstance(e, Term) else Num(e))
        if not met:
            return None
        g = tidy(left)
        known = Tests(total(g, self.k, self.first, oo), self.given, self.depth + 1).decide()
        if known is None or not known[0]:
            return None
        by = {"f": self._function(self.f), "g": self._function(g)}
        return self._shown(True, "converges_of_le", by, None, known[1])

    def _integral(self) -> tuple[bool, Derivation] | None:
        """The integral from the first index on is finite, or not."""
        from tuidao.derive import solve
        from tuidao.lang.build import integral

        if any(is_op(s, ops.FACTORIAL, ops.BINOMIAL, ops.SIN, ops.COS) for s in _parts(self.f)):
            return None
        worked = solve(integral(self.f, self.k, self.first, oo), self.given)
        if not isinstance(worked.answer, Term) or worked.derivation.end != worked.answer:
            return None
        by = {"f": self._function(self.f)}
        if worked.answer == oo:
            return self._shown(False, "diverges_of_integral", by, None, None, worked.derivation)
        if not _is_number(worked.answer):
            return None
        by["L"] = worked.answer
        return self._shown(True, "converges_of_integral", by, None, None, worked.derivation)


# ------------------------------------------------------------------ what the tests ask of terms


def ratios(t: Term, k: Sym) -> Term:
    """The term with factorials of k + 1 taken apart and powers put together."""
    return tidy(_factorials(t, k))


def _factorials(t: Term, k: Sym) -> Term:
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
        return App(t.op, tuple(_factorials(a, k) for a in t.args))
    return t


def value_at_zero(n: Term, k: Sym) -> int:
    """The whole number that stands beside the multiples of k, from 0 to 6; else 0."""
    found = tidy(substitute(n, {k: Num(0)}))
    whole = type(found) is Num and found.value.denominator == 1 and 0 < found.value <= 6
    return int(found.value) if whole and type(found) is Num else 0


def _pure_power(f: Term, k: Sym) -> Fraction | None:
    """p with f = k^(−p), if the term is one."""
    try:
        coefficient, powers = decompose(f)
    except ValueError:
        return None
    if coefficient != 1 or set(powers) != {k}:
        return None
    e = powers[k]
    return None if isinstance(e, Term) else Fraction(-e)


def _alternation(f: Term, k: Sym) -> Term | None:
    """b with f = (−1)^k·b, where f has a factor (−1)^(k + m) or cos(πk)."""
    from tuidao.lang.build import pi

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


def _grows_fast(f: Term, k: Sym) -> bool:
    """Does k stand in an exponent or under a factorial?"""
    for s in _parts(f):
        if is_op(s, ops.EXP, ops.FACTORIAL, ops.BINOMIAL) and mentions(s, k):
            return True
        if is_op(s, ops.POW) and isinstance(s, App) and mentions(s.args[1], k):
            return True
    return False


def _orders(f: Term, k: Sym) -> Iterator[Fraction]:
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


def _parts(t: Term) -> Iterator[Term]:
    yield t
    for c in children(t):
        yield from _parts(c)


def _is_number(t: Term) -> bool:
    return not free_symbols(t) and isinstance(value(t, {}), arb)


def _sign(t: Term) -> int:
    found = value(t, {})
    if not isinstance(found, arb):
        return 0
    return 1 if found > 0 else -1 if found < 0 else 0
