"""ε–δ worked: a δ for every ε at a point, and the bound that shows that it serves."""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from tuidao.derive.limit.algebraic import cancelled, polynomial, polynomial_term
from tuidao.derive.limit.answer import limit_value
from tuidao.derive.limit.constants import fraction
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import BOTH, ONE, D, abs_, apply, function, le, true
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Sym, Term, bind, free_symbols, instantiate
from tuidao.proof import Chain, Derivation, Step, Worked
from tuidao.rules import RULES
from tuidao.text import Text

NOT_THE_LIMIT = Text(
    "the limit there is {value}, not {claim}", "该处的极限是 {value}，不是 {claim}"
)
NO_BOUND = Text(
    "no bound |f(x) − A| ≤ M|x − a| was found", "没有找到形如 |f(x) − A| ≤ M|x − a| 的估计"
)
FACTOR = Text("Take out the factor x − a.", "提出因子 x − a。")
_RADII = (Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(1, 100))
_PIECES = 64
_REALS = App(ops.REALS, ())


def work_epsilon_delta(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """δ(ε) for f → A as x → a, with the proof; None where A is not the limit or no bound is found."""
    assert type(problem) is Bind
    chain = Chain(problem, given)
    x = fresh(problem.name, free_symbols(problem))
    f = instantiate(problem.body, x)
    a, value = problem.over
    found = limit_value(f, x, a, BOTH, given)
    if found is not None and tidy(found - value) != Num(0):
        reason = NOT_THE_LIMIT.format(value=found, claim=value)
        return Worked(None, chain.derivation(), reason=reason)
    if not isinstance(evaluate(instantiate(problem.body, a), {}, 64), arb):
        smooth = cancelled(f, x)
        if smooth is not None:
            f = smooth[0]
            chain.step(RULES["delta_congr"], bind(ops.EPSILON_DELTA, x, f, a, value))
    if free_symbols(f) - {x} or free_symbols(a) or free_symbols(value):
        return Worked(None, chain.derivation(), reason=NO_BOUND)
    return _everywhere(chain, f, x, a, value) or _nearby(chain, f, x, a, value)


def _everywhere(chain: Chain, f: Term, x: Sym, a: Term, value: Term) -> Worked | None:
    """A bound on the whole line: for straight lines, sine, cosine, arctangent."""
    if type(f) is App and f.op in (ops.SIN, ops.COS, ops.ATAN, ops.TANH) and f.args[0] == x:
        most: Term = ONE
    else:
        slope = _line(f, x)
        if slope is None:
            return None
        most = Num(abs(slope)) if slope else ONE
    claim = bind(ops.FORALL, x, le(abs_(f - value), most * abs_(x - a)), _REALS)
    by = {"f": function(x, f), "a": a, "A": value, "M": most}
    delta = Sym("epsilon") / most
    held = Derivation(claim, (Step(claim, true, RULES["bound_of_slope"]),))
    chain.step(RULES["delta_of_global_bound"], delta, by, premises=(held,))
    return _done(chain, most, None)


def _line(f: Term, x: Sym) -> Fraction | None:
    p = polynomial(f, x)
    if p is None or p.degree() > 1:
        return None
    return fraction(p[1])


def _nearby(chain: Chain, f: Term, x: Sym, a: Term, value: Term) -> Worked:
    """A bound on (a − r, a + r) for the largest r out of a short list that has one."""
    centre = evaluate(a, {}, 96)
    factor = _factor(f, x, a, value)
    if isinstance(centre, arb):
        for r in _RADII:
            steepest = _steepest(D(f, x) if factor is None else factor, x, centre, r)
            if steepest is None:
                continue
            slack = factor is None or not _straight(factor, x)
            radius, most = Num(r), Num(_rounded_up(steepest, slack))
            domain = apply(ops.INTERVAL_OPEN, a - radius, a + radius)
            claim = bind(ops.FORALL, x, le(abs_(f - value), most * abs_(x - a)), domain)
            bound = Chain(claim)
            if factor is not None:
                split = le(abs_((x - a) * factor), most * abs_(x - a))
                by = {"a": f - value, "b": (x - a) * factor}
                after = bind(ops.FORALL, x, split, domain)
                bound.step(RULES["simplify"], after, by, (0, 0, 0), note=FACTOR)
            bound.step(RULES["bound_of_slope" if factor is None else "bound_of_factor"], true)
            held = bound.derivation()
            by = {"f": function(x, f), "a": a, "A": value, "M": most, "r": radius}
            delta = App(ops.MIN, (radius, Sym("epsilon") / most))
            chain.step(RULES["delta_of_bound"], delta, by, premises=(held,))
            return _done(chain, most, radius)
    return Worked(None, chain.derivation(), reason=NO_BOUND)


def _done(chain: Chain, most: Term, radius: Term | None) -> Worked:
    delta = tidy(chain.now)
    chain.step(RULES["simplify"], delta)
    data = {"delta": str(delta), "M": str(most)}
    if radius is not None:
        data["r"] = str(radius)
    return Worked(delta, chain.derivation(), data)


def _factor(f: Term, x: Sym, a: Term, value: Term) -> Term | None:
    """q with f − A = (x − a)·q, for a polynomial with rational coefficients."""
    p, at = polynomial(f - value, x), polynomial(x - a, x)
    if p is None or at is None:
        return None
    q, rest = divmod(p, at)
    return polynomial_term(q, x) if rest == 0 and q.degree() > 0 else None


def _straight(q: Term, x: Sym) -> bool:
    p = polynomial(q, x)
    return p is not None and p.degree() <= 1


def _steepest(slope: Term, x: Sym, centre: arb, r: Fraction) -> arb | None:
    """An upper bound of |slope| on [centre − r, centre + r], or None."""
    radius = arb(r.numerator) / r.denominator
    step = 2 * radius / _PIECES
    best = arb(0)
    for k in range(_PIECES):
        left = centre - radius + k * step
        value = evaluate(slope, {x: left.union(left + step)}, 96)
        if not isinstance(value, arb) or not value.is_finite():
            return None
        best = max(best, abs(value).upper())
    return best if bool(best < 10**9) else None


def _rounded_up(value: arb, slack: bool) -> Fraction:
    """A simple number a little above; without slack, at the value itself if that is whole."""
    if not slack:
        whole = (value - arb(1) / 10**6).ceil().unique_fmpz()
        if whole is not None and int(whole) > 0:
            return Fraction(int(whole))
    if bool(value > 1):
        return Fraction(int((value * arb(101) / 100).ceil().unique_fmpz() or 1))
    for bottom in (1000, 10**6):
        top = (value * bottom * arb(101) / 100).ceil().unique_fmpz()
        if top is not None and int(top) > 0:
            simple = Fraction(int(top), bottom)
            below = Fraction(1, int(1 / simple)) if simple <= 1 else simple
            return max(simple, below)
    return Fraction(1)
