"""Does a series converge? The tests of the textbook, one after another, each with its premises worked."""

from __future__ import annotations

from flint import arb

from tuidao.derive.series.terms import (
    alternation,
    grows_fast,
    is_number,
    log_power,
    negative_base,
    one_base,
    orders,
    parts,
    pure_power,
    ratios,
    side_by_side,
    sign_of_number,
    without_sign,
)
from tuidao.derive.simplify import decompose, tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, value
from tuidao.lang.build import ONE, abs_, apply, function, is_op, lim, oo, total, true
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Term,
    bind,
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
_FIRST = 24


def work_converges(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`converges(Sum(f, (n, a, oo)))`: "converges" or "diverges", by the first test that decides."""
    assert type(problem) is App
    series = problem.args[0]
    chain = Chain(problem, given)
    if not (type(series) is Bind and series.op is ops.SUM and series.over[1] == oo):
        return Worked(None, chain.derivation(), reason=_NOT_A_SERIES)
    if len(free_symbols(series)) == 1 and not _mentioned(series, given):
        from tuidao.derive.series.radius import work_convergence

        (x,) = free_symbols(series)
        return work_convergence(bind(ops.CONVERGENCE, x, series), given)
    tests = Tests(series, given)
    if tests.term_without_value():
        return Worked(None, chain.derivation(), reason=_NO_TERM)
    found = tests.decide()
    if found is None:
        return Worked(None, chain.derivation(), reason=_NO_TEST)
    yes, derivation = found
    data = {"converges": yes, "test": derivation.steps[-1].rule.title.en}
    if yes and without_sign(tests.f, tests.k) != tests.f:
        sizes = tests.sizes()
        if sizes is not None:
            data["kind"] = "absolutely" if sizes[0] else "conditionally"
            derivation = side_by_side(derivation, sizes[1])
    return Worked(CONVERGES if yes else DIVERGES, derivation, data)


def _mentioned(series: Term, given: tuple[Term, ...]) -> bool:
    return any(free_symbols(series) & free_symbols(g) for g in given)


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
            self._geometric,
            self._logarithmic,
            self._later,
            self._root,
            self._ratio,
            self._raabe,
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

    def sizes(self) -> tuple[bool, Derivation] | None:
        """The series of the absolute values, put to the tests."""
        without = tidy(without_sign(self.f, self.k))
        if any(is_op(s, ops.SIN, ops.COS, ops.LOG) for s in parts(without)):
            return None
        far = value(substitute(without, {self.k: Num(10**6)}), {})
        if isinstance(far, arb) and far < 0:
            without = tidy(-without)
        series = total(abs_(self.f), self.k, self.first, oo)
        found = Tests(total(without, self.k, self.first, oo), self.given, 1).decide()
        if found is None:
            return None
        yes, derivation = found
        claim = apply(ops.CONVERGES, series)
        chain = Chain(claim if yes else apply(ops.NOT, claim), self.given)
        chain.step(RULES["series_combined"], derivation.start, path=(0,) if yes else (0, 0))
        return yes, Derivation(chain.start, (*chain.steps, *derivation.steps), self.given)

    def _shown(
        self, yes: bool, rule: str, by: dict[str, Term], *premises: Derivation | None
    ) -> tuple[bool, Derivation]:
        claim = apply(ops.CONVERGES, self.series)
        chain = Chain(claim if yes else apply(ops.NOT, claim), self.given)
        chain.step(RULES[rule], true, {**by, "a": self.first}, premises=premises)
        return yes, chain.derivation()

    def _limit(self, body: Term, simplified: Term | None = None) -> tuple[Term, Derivation] | None:
        """The limit of a term as k grows, simplified before it is worked."""
        from tuidao.derive.limit.solve import work_limit

        chain = Chain(lim(body, self.k, oo), self.given)
        neat = ratios(body, self.k) if simplified is None else simplified
        chain.step(RULES["simplify"], lim(neat, self.k, oo), path=(0,))
        worked = work_limit(chain.now, self.given)
        if not isinstance(worked.answer, Term) or worked.derivation.end != worked.answer:
            return None
        steps = (*chain.steps, *worked.derivation.steps)
        return worked.answer, Derivation(chain.start, steps, self.given)

    def _function(self, body: Term) -> Term:
        return function(self.k, body)

    def _power(self) -> tuple[bool, Derivation] | None:
        """1/k^p as it stands."""
        f, k = self.f, self.k
        order = pure_power(f, k)
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

    def _geometric(self) -> tuple[bool, Derivation] | None:
        """c·r^k as it stands."""
        f, k = self.f, self.k
        if is_op(f, ops.POW) and isinstance(f, App) and f.args[1] == k and self.depth < 3:
            return self._by_equal_terms(ONE * f) if is_number(f.args[0]) else None
        if not (is_op(f, ops.MUL) and isinstance(f, App) and is_op(f.args[1], ops.POW)):
            return None
        c, power = f.args
        assert isinstance(power, App)
        r, e = power.args
        if e != k or mentions(c, k) or not is_number(r) or not is_number(c):
            return None
        way = sign_of_number(abs_(r) - 1)
        if way == 0 and abs_(r) != ONE and tidy(abs_(r)) != ONE:
            return None
        rule = "converges_geometric" if way < 0 else "diverges_geometric"
        return self._shown(way < 0, rule, {"c": c, "r": r})

    def _logarithmic(self) -> tuple[bool, Derivation] | None:
        """1/(k·log(k)^p)."""
        p = log_power(self.f, self.k)
        if p is None or self.depth > 2:
            return None
        wanted = ONE / (self.k * App(ops.LOG, (self.k,)) ** Num(p))
        if self.f != wanted:
            return self._by_equal_terms(wanted)
        rule = "converges_log_series" if p > 1 else "diverges_log_series"
        return self._shown(p > 1, rule, {"p": Num(p)})

    def _later(self) -> tuple[bool, Derivation] | None:
        """From the index 1 on, where the series begins before."""
        return None if grows_fast(self.f, self.k) else self._from_one()

    def _from_one(self) -> tuple[bool, Derivation] | None:
        first = tidy(self.first)
        if type(first) is not Num or first.value >= 1 or first.value.denominator != 1:
            return None
        found = Tests(total(self.f, self.k, ONE, oo), self.given, self.depth).decide()
        if found is None:
            return None
        by = {"f": self._function(self.f), "b": ONE}
        rule = "converges_of_tail" if found[0] else "diverges_of_tail"
        return self._shown(found[0], rule, by, None, None, None, found[1])

    def _root(self) -> tuple[bool, Derivation] | None:
        """u(k)^k with u tending to a number below 1."""
        f, k = self.f, self.k
        if not (
            is_op(f, ops.POW) and isinstance(f, App) and f.args[1] == k and mentions(f.args[0], k)
        ):
            return None
        found = self._limit(abs_(f.args[0]))
        if found is None or not is_number(found[0]) or sign_of_number(found[0] - 1) >= 0:
            return None
        by = {"f": self._function(f.args[0]), "L": found[0]}
        return self._shown(True, "converges_of_power", by, found[1])

    def _terms(self) -> tuple[bool, Derivation] | None:
        """The terms do not tend to 0."""
        by = {"f": self._function(self.f)}
        found = self._limit(self.f)
        if found is not None and is_number(found[0]):
            if sign_of_number(found[0]):
                return self._shown(
                    False, "diverges_of_lim_ne_zero", {**by, "L": found[0]}, found[1]
                )
            return None
        found = self._limit(abs_(self.f))
        if found is not None and found[0] == oo:
            return self._shown(False, "diverges_of_lim_oo", by, found[1])
        if found is not None and is_number(found[0]) and sign_of_number(found[0]):
            return self._shown(False, "diverges_of_lim_abs", {**by, "L": found[0]}, found[1])
        return None

    def _alternating(self) -> tuple[bool, Derivation] | None:
        """(−1)^k·b(k) with b falling to 0."""
        if not (is_op(self.f, ops.MUL) and isinstance(self.f, App)):
            return self._rewritten()
        sign, rest = self.f.args
        if sign != Num(-1) ** self.k and sign != App(ops.NEG, (ONE,)) ** self.k:
            return self._rewritten()
        found = self._limit(rest)
        if found is not None and (found[0] == oo or sign_of_number(found[0])):
            by = {"f": self._function(rest), "L": found[0]}
            return self._shown(False, "diverges_alternating", by, found[1])
        if found is None or found[0] != Num(0):
            return None
        at = value(substitute(rest, {self.k: Num(10**6)}), {})
        falls = isinstance(at, arb) and bool(at > 0)
        rule = "converges_alternating" if falls else "converges_alternating_rising"
        if falls and any(is_op(s, ops.SQRT, ops.POW, ops.LOG) for s in parts(rest)):
            rule = "converges_alternating_of_slope"
        return self._shown(True, rule, {"f": self._function(rest)}, None, found[1])

    def _rewritten(self) -> tuple[bool, Derivation] | None:
        """The terms with (−1)^k in front, if they alternate."""
        if self.depth:
            return None
        parts = alternation(self.f, self.k)
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
        if not grows_fast(self.f, self.k):
            return None
        quotient = substitute(self.f, {self.k: self.k + 1}) / self.f
        positive = not any(negative_base(s) for s in parts(self.f))
        found = self._limit(quotient if positive else abs_(quotient))
        if found is None or not is_number(found[0]):
            return None
        way = sign_of_number(found[0] - 1)
        if not way:
            return None
        rule = "converges_of_ratio" if way < 0 else "diverges_of_ratio"
        rule += "_positive" if positive else ""
        return self._shown(way < 0, rule, {"f": self._function(self.f), "L": found[0]}, found[1])

    def _quotient(self) -> tuple[bool, Derivation] | None:
        """The quotient with 1/k^p tends to a number, or grows."""
        later = self._from_one()  # 1/k^p has no value at 0
        if later is not None:
            return later
        for p in orders(self.f, self.k):
            g = ONE / self.k ** Num(p)
            found = self._limit(self.f / g)
            if found is None:
                continue
            known = Tests(total(g, self.k, self.first, oo), self.given, self.depth + 1).decide()
            if known is None:
                return None
            by = {"f": self._function(self.f), "g": self._function(g)}
            if known[0] and is_number(found[0]):
                return self._shown(
                    True, "converges_of_quotient", {**by, "L": found[0]}, found[1], None, known[1]
                )
            if not known[0] and found[0] == oo:
                return self._shown(False, "diverges_of_quotient_oo", by, found[1], None, known[1])
            if not known[0] and is_number(found[0]) and sign_of_number(found[0]):
                by["L"] = found[0]
                return self._shown(
                    False, "diverges_of_quotient", by, found[1], None, None, known[1]
                )
        return None

    def _raabe(self) -> tuple[bool, Derivation] | None:
        """k·(f(k)/f(k + 1) − 1) tends to a number."""
        f, alternates = self.f, False
        if is_op(f, ops.MUL) and isinstance(f, App) and f.args[0] == App(ops.NEG, (ONE,)) ** self.k:
            f, alternates = f.args[1], True
        if not grows_fast(f, self.k) or any(is_op(s, ops.BINOMIAL) for s in parts(f)):
            return None
        if any(sign_of_number(substitute(f, {self.k: Num(n)})) <= 0 for n in (1000, 1001)):
            return None
        quotient = f / substitute(f, {self.k: self.k + 1})
        neat = one_base(ratios(quotient, self.k), self.k)
        found = self._limit(self.k * (quotient - 1), tidy(self.k * (neat - 1)))
        if found is None or not is_number(found[0]):
            return None
        way = sign_of_number(found[0] - (0 if alternates else 1))
        if not way:
            return None
        rule = "converges" if way > 0 else "diverges"
        rule += "_alternating_of_raabe" if alternates else "_of_raabe"
        return self._shown(way > 0, rule, {"f": self._function(f), "L": found[0]}, found[1])

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

        if any(is_op(s, ops.FACTORIAL, ops.BINOMIAL, ops.SIN, ops.COS) for s in parts(self.f)):
            return None
        worked = solve(integral(self.f, self.k, self.first, oo), self.given)
        if not isinstance(worked.answer, Term) or worked.derivation.end != worked.answer:
            return None
        by = {"f": self._function(self.f)}
        if worked.answer == oo:
            return self._shown(False, "diverges_of_integral", by, None, None, worked.derivation)
        if not is_number(worked.answer):
            return None
        by["L"] = worked.answer
        return self._shown(True, "converges_of_integral", by, None, None, worked.derivation)
