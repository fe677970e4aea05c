"""Does an improper integral converge? Compared with powers at its ends, by Dirichlet's test, split between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from math import ceil

from flint import arb

from tuidao.derive.integral.breaks import Unbroken, level, points_between, singularities
from tuidao.derive.integral.guard import NoValue, dual
from tuidao.derive.integral.shapes import factors
from tuidao.derive.integral.table import linear
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, apply, function, integral, is_op, lim, num, oo, true
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

CONVERGES = Text("converges", "收敛")
NOT_FOUND = Text("converges; its value was not found", "收敛；未求出其值")
DIVERGES = Text("diverges", "发散")
NO_TEST = Text("none of the tests here decides", "现有判别法都不能判定")
_POWERS_FAR = (num(2), num(3, 2), num(5, 4), num(9, 8))
_POWERS_NEAR = (num(0), num(1, 2), num(3, 4), num(7, 8))
_LARGEST = 10**4
_NOISE = (1.0, 1.37, 1.71)
Found = tuple[bool, Derivation]
Weight = Callable[[float], float]


def work_converges(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`converges(…)`, asked of an integral or of a series."""
    assert type(problem) is App
    if is_op(problem.args[0], ops.INTEGRAL):
        return work_convergence(problem, given)
    from tuidao.derive.series.convergence import work_converges as of_series

    return of_series(problem, given)


def work_convergence(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`converges(∫)`, or the integral itself where no value was found: "converges" or "diverges", with a proof."""
    asked = problem.args[0] if type(problem) is App else problem
    assert type(asked) is Bind
    if not free_symbols(asked):
        x = fresh(asked.name, free_symbols(asked))
        low, high = (tidy(o) for o in asked.over)
        try:
            found = _decide(_Integral(instantiate(asked.body, x), x, low, high, given), 0)
        except (Unbroken, RecursionError):
            found = None
        if found is not None:
            yes, derivation = found
            data = {"converges": yes, "test": derivation.steps[-1].rule.title.en}
            finite = CONVERGES if type(problem) is App else NOT_FOUND
            return Worked(finite if yes else DIVERGES, derivation, data)
    return Worked(None, Derivation(problem, (), given), reason=NO_TEST)


class _Integral:
    """∫ f dx from low to high, as a claim to be shown."""

    def __init__(self, f: Term, x: Sym, low: Term, high: Term, given: tuple[Term, ...]) -> None:
        self.f, self.x, self.low, self.high, self.given = f, x, low, high, given

    def part(self, low: Term, high: Term) -> _Integral:
        return _Integral(self.f, self.x, low, high, self.given)

    def shown(
        self, yes: bool, rule: str, by: dict[str, Term], *premises: Derivation | None
    ) -> Found:
        claim = apply(ops.CONVERGES, integral(self.f, self.x, self.low, self.high))
        chain = Chain(claim if yes else apply(ops.NOT, claim), self.given)
        named = {"f": function(self.x, self.f), "a": self.low, **by}
        if "b" in RULES[rule].params and "b" not in named:
            named["b"] = self.high
        chain.step(RULES[rule], true, named, premises=premises)
        return yes, chain.derivation()

    def value(self, at: float) -> float | None:
        """f there, roughly."""
        try:
            v = dual(self.f, Sym("#"), {self.x: arb(at)})[0]
        except (NoValue, ZeroDivisionError, OverflowError):
            return None
        return float(v.mid()) if v.is_finite() and v.rad() < 1 + abs(v) else None

    def regular(self, end: Term) -> bool:
        """Has f a value at this end?"""
        at = level(end)
        return at is not None and self.value(at) is not None


def _decide(p: _Integral, depth: int) -> Found | None:
    a, b = level(p.low), level(p.high)
    if a is None or b is None or not -1e300 < a < b or depth > 2:
        return None
    low, high = p.regular(p.low), p.high != oo and p.regular(p.high)
    inside = singularities(p.f, p.x)
    cuts = [c for c in points_between(inside, p.x, p.low, p.high) if not p.regular(c)]
    if cuts:
        return _split(p, cuts[0], depth)
    if high and low:
        return None
    if low:
        return _far(p, a) if p.high == oo else _near(p, a, b, False)
    if high:
        return _near(p, a, b, True)
    c = tidy(p.low + ONE) if p.high == oo else tidy((p.low + p.high) / num(2))
    return _split(p, c, depth)


def _split(p: _Integral, c: Term, depth: int) -> Found | None:
    first, last = (_decide(q, depth + 1) for q in (p.part(p.low, c), p.part(c, p.high)))
    far = p.high == oo
    if first is not None and not first[0]:
        return p.shown(False, "diverges_split_far" if far else "diverges_first", {"c": c}, first[1])
    if last is not None and not last[0]:
        return p.shown(False, "diverges_tail" if far else "diverges_last", {"c": c}, last[1])
    if first is None or last is None:
        return None
    rule = "converges_split_far" if far else "converges_split"
    return p.shown(True, rule, {"c": c}, first[1], last[1])


def _far(p: _Integral, a: float) -> Found | None:
    for start in (max(ceil(a), 1), max(ceil(a), 10), max(ceil(a), 100)):
        m = p.low if start == a else num(start)
        places = [start * 2.0**j * s for j in range(40) for s in _NOISE]
        for power in _POWERS_FAR:
            most = _most(p, places, _power(power))
            if most is not None:
                return p.shown(True, "converges_far", {"m": m, "p": power, "k": most})
        least = _least(p, places, lambda t: t)
        if least is not None:
            return p.shown(False, "diverges_far", {"m": m, "k": least})
        found = _dirichlet(p, m, start)
        if found is not None:
            return found
    return None


def _near(p: _Integral, a: float, b: float, low: bool) -> Found | None:
    m = p.high if low else p.low
    end, way = (a, 1.0) if low else (b, -1.0)
    gaps = [(b - a) * s * 2.0**-j for j in range(1, 32) for s in _NOISE]
    shifted = _Shifted(p, end, way)
    for power in _POWERS_NEAR:
        most = _most(shifted, gaps, _power(power))
        if most is not None:
            by = {"m": m, "p": power, "k": most}
            return p.shown(True, "converges_low" if low else "converges_high", by)
    for share in (1, 4, 16):
        least = _least(shifted, [g / share for g in gaps], lambda t: t)
        if least is not None:
            m = tidy(p.low + (p.high - p.low) / num(share)) if low else m
            if not low and share > 1:
                m = tidy(p.high - (p.high - p.low) / num(share))
            return p.shown(False, "diverges_low" if low else "diverges_high", {"m": m, "k": least})
    return None


class _Shifted:
    """f by the distance from an end."""

    def __init__(self, p: _Integral, end: float, way: float) -> None:
        self.p, self.end, self.way = p, arb(end), way

    def value(self, gap: float) -> float | None:
        try:
            at = self.end + arb(self.way) * arb(gap)
            v = dual(self.p.f, Sym("#"), {self.p.x: at})[0]
        except (NoValue, ZeroDivisionError, OverflowError):
            return None
        return float(v.mid()) if v.is_finite() and v.rad() < 1 + abs(v) else None


def _power(p: Num) -> Weight:
    n = float(p.value)
    return lambda t: float(t**n)


def _sizes(q: _Integral | _Shifted, places: list[float], weight: Weight) -> Iterator[float]:
    """weight(t)·f(t) at the places. Raises NoValue where f has no value."""
    for t in places:
        v = q.value(t)
        if v is None:
            raise NoValue
        yield weight(t) * v


def _most(q: _Integral | _Shifted, places: list[float], weight: Weight) -> Term | None:
    """A whole number above all |weight·f|, where these do not grow; None else."""
    try:
        sizes = [abs(s) for s in _sizes(q, places, weight)]
    except (NoValue, OverflowError):
        return None
    head, tail = sizes[: 2 * len(sizes) // 3], sizes[2 * len(sizes) // 3 :]
    if max(tail) > 1.05 * max(head) or max(head) > _LARGEST:
        return None
    return Num(max(1, ceil(2 * max(head))))


def _least(q: _Integral | _Shifted, places: list[float], weight: Weight) -> Term | None:
    """A number k ≠ 0 with weight·f/k ≥ 1 all over; None where there seems to be none."""
    try:
        sizes = list(_sizes(q, places, weight))
    except (NoValue, OverflowError):
        return None
    least = min(map(abs, sizes))
    if least < 1e-3 or not (all(s > 0 for s in sizes) or all(s < 0 for s in sizes)):
        return None
    k = ONE if least >= 2 else num(1, ceil(2 / least))
    return k if sizes[0] > 0 else tidy(-k)


def _dirichlet(p: _Integral, m: Term, start: float) -> Found | None:
    """A sine or cosine of a line times what falls to 0."""
    from tuidao.derive.limit.solve import work_limit

    _, powers, _ = factors(p.f, p.x)
    waves = [b for b in powers if is_op(b, ops.SIN, ops.COS)]
    if len(waves) != 1 or powers[waves[0]] != ONE:
        return None
    wave = waves[0]
    assert type(wave) is App
    line = linear(wave.args[0], p.x)
    if line is None:
        return None
    g = tidy(p.f / wave)
    values = [_Integral(g, p.x, p.low, p.high, p.given).value(start * 2.0**j) for j in range(30)]
    known = [v for v in values if v is not None]
    if len(known) < len(values):
        return None
    if known[0] < 0:  # −g falls, and sin(u + π) = −sin u
        return None
    if any(later > earlier for earlier, later in pairwise(known)):
        return None
    limit = work_limit(lim(g, p.x, oo), p.given)
    if limit.answer != ZERO:
        return None
    rule = "converges_dirichlet_sin" if wave.op is ops.SIN else "converges_dirichlet_cos"
    by = {"g": function(p.x, g), "b": line[0], "d": line[1], "m": m}
    return p.shown(True, rule, by, limit.derivation)
