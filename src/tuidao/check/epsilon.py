"""Bounds |f(x) − A| ≤ M|x − a| on an interval: by the slope, enclosed in balls over the whole interval."""

from __future__ import annotations

from flint import arb

from tuidao.check.conditions import Context
from tuidao.check.limits import one_function
from tuidao.check.normal import same
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import D, true
from tuidao.lang.focus import fresh
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, close, free_symbols, instantiate
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_MOST_PIECES = 400
_HELD = Text(
    "the slope is enclosed over the whole interval", "导数在整个区间上的界已用区间算术验证"
)
_NOT_THIS = Text(
    "not a bound of the form |f(x) − A| ≤ M|x − a|", "不是 |f(x) − A| ≤ M|x − a| 形式的估计"
)
_TOO_STEEP = Text("the slope is not shown to stay below the bound", "未能证明导数不超过该界")


def _taken_apart(claim: Term) -> tuple[Term, Sym, Term, Term, Term] | None:
    """The gap, x, a, M and the domain of ∀x ∈ domain: |gap| ≤ M·|x − a|."""
    if not (type(claim) is Bind and claim.op is ops.FORALL):
        return None
    x = fresh(claim.name, free_symbols(claim))
    body = instantiate(claim.body, x)
    gap = _app(body, ops.LE)
    left = None if gap is None else _app(gap.args[0], ops.ABS)
    right = None if gap is None else _app(gap.args[1], ops.MUL)
    distance = None if right is None else _app(right.args[1], ops.ABS)
    run = None if distance is None else _app(distance.args[0], ops.SUB)
    if left is None or run is None or right is None or run.args[0] != x:
        return None
    return left.args[0], x, run.args[1], right.args[0], claim.over[0]


def _app(t: Term, op: Op) -> App | None:
    return t if type(t) is App and t.op is op else None


def delta_suffices(before: Term, after: Term, context: Context) -> Verdict:
    """The bound holds: f(a) = A, and the slope stays within M on the domain."""
    found = _taken_apart(before)
    if found is None or after != true:
        return Verdict(Status.OPEN, _NOT_THIS)
    gap, x, a, most, domain = found
    if free_symbols(gap) - {x} or free_symbols(a) or free_symbols(most):
        return Verdict(Status.OPEN, _NOT_THIS)
    bound = evaluate(most, {}, 128)
    if not isinstance(bound, arb) or not bound > 0:
        return Verdict(Status.OPEN, _TOO_STEEP)
    if type(gap) is App and gap.op is ops.MUL and gap.args[0] == x - a:
        return _factor_within(gap.args[1], x, domain, most, bound)
    if type(gap) is not App or gap.op is not ops.SUB:
        return Verdict(Status.OPEN, _NOT_THIS)
    f, value = gap.args
    at_point = instantiate(close(f, x), a)
    if not same(at_point, value, context.facts) or not isinstance(evaluate(at_point, {}, 128), arb):
        return Verdict(Status.OPEN, _TOO_STEEP)
    if domain == App(ops.REALS, ()):
        held = _everywhere(f, x, bound)
    elif type(domain) is App and domain.op is ops.INTERVAL_OPEN:
        held = _within(D(f, x), x, domain, bound)
    else:
        held = False
    return Verdict(Status.PROVED, _HELD) if held else Verdict(Status.OPEN, _TOO_STEEP)


def _factor_within(q: Term, x: Sym, domain: Term, most: Term, bound: arb) -> Verdict:
    """|q| ≤ M on an open interval: exactly at the ends for a straight line, in balls else."""
    if not (type(domain) is App and domain.op is ops.INTERVAL_OPEN):
        return Verdict(Status.OPEN, _NOT_THIS)
    held = _line_within(q, x, domain.args, most)
    if not held:
        held = _within(q, x, domain, bound)
    return Verdict(Status.PROVED, _HELD) if held else Verdict(Status.OPEN, _TOO_STEEP)


def _line_within(q: Term, x: Sym, ends: tuple[Term, ...], most: Term) -> bool:
    """A straight line stays between its values at the ends; those are compared exactly."""
    zero, one = (instantiate(close(q, x), Num(k)) for k in (0, 1))
    if not same(q, zero + (one - zero) * x):
        return False
    for end in ends:
        size = evaluate(App(ops.ABS, (instantiate(close(q, x), end),)), {}, 128)
        limit = evaluate(most, {}, 128)
        exact = same(App(ops.ABS, (instantiate(close(q, x), end),)), most)
        if not exact and not (isinstance(size, arb) and isinstance(limit, arb) and size < limit):
            return False
    return True


def _within(slope: Term, x: Sym, domain: App, bound: arb) -> bool:
    """|slope| ≤ bound on all of the closed interval, by halving where the enclosure is too wide."""
    low, high = (evaluate(e, {}, 128) for e in domain.args)
    if not (isinstance(low, arb) and isinstance(high, arb)):
        return False
    pieces = [(low, high)]
    for _ in range(_MOST_PIECES):
        if not pieces:
            return True
        left, right = pieces.pop()
        value = evaluate(slope, {x: left.union(right)}, 96)
        if isinstance(value, arb) and value.is_finite() and abs(value) <= bound:
            continue
        middle = (left + right) / 2
        if bool(right - left < (high - low) / 10**6):
            return False
        pieces += [(left, middle), (middle, right)]
    return False


def _everywhere(f: Term, x: Sym, bound: arb) -> bool:
    """A straight line, or sine, cosine, arctangent, hyperbolic tangent of x: the slope is bounded on the whole line."""
    if type(f) is App and f.op in (ops.SIN, ops.COS, ops.ATAN, ops.TANH) and f.args[0] == x:
        return bool(bound >= 1)
    slope = evaluate(D(f, x), {x: arb(0)}, 128)
    start = evaluate(f, {x: arb(0)}, 128)
    if not isinstance(slope, arb) or not isinstance(start, arb):
        return False
    zero, one = (instantiate(close(f, x), Num(k)) for k in (0, 1))
    return bool(same(f, zero + (one - zero) * x)) and bool(abs(slope) <= bound)


def delta_same_function(before: Term, after: Term, context: Context) -> Verdict:
    """ε–δ for f and for g at one point, where f = g beside it."""
    if not (
        type(before) is Bind and type(after) is Bind and before.op is after.op is ops.EPSILON_DELTA
    ):
        return Verdict(Status.OPEN, _NOT_THIS)
    if before.over != after.over:
        return Verdict(Status.OPEN, _NOT_THIS)
    return one_function(before, after, before.over[0], context)


__all__ = ["delta_same_function", "delta_suffices"]
