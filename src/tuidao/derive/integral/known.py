"""Classical improper integrals worked: the theorem, then its Γ values and series, down to a number or a closed form."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.derive.integral import known_bounded as bounded
from tuidao.derive.integral import known_forms as forms
from tuidao.derive.integral.known_forms import Asked, Found, Params, asked
from tuidao.derive.integral.newton import Problem, Refused, guard
from tuidao.derive.integral.shapes import Other
from tuidao.derive.series.work import zeta_even
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import truth
from tuidao.lang.build import (
    ONE,
    TWO,
    ZERO,
    factorial,
    function,
    gamma,
    integral,
    is_op,
    num,
    oo,
    pi,
    rational,
)
from tuidao.lang.focus import replace_at
from tuidao.lang.term import App, Bind, Num, Term, free_symbols, substitute, subterms
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES, put_in

FORMS: dict[tuple[Term, Term], tuple[Callable[[Asked], Found], ...]] = {
    (ZERO, oo): (
        forms.gamma_integral,
        forms.wave_integral,
        forms.exponential_quotient,
        forms.binomial_quotient,
        forms.logarithm_quotient,
        forms.frullani,
    ),
    (ZERO, ONE): (bounded.on_unit, bounded.powers_over_log),
    (ONE, oo): (bounded.beyond_one,),
    (ZERO, tidy(pi / TWO)): (bounded.quarter_turn, bounded.tangent_share),
    (ZERO, pi): (bounded.half_turn,),
    (ZERO, tidy(TWO * pi)): (bounded.whole_turn,),
}
_MOST_ODD = 60  # twice the largest half-integer at which Γ is written out
# Where the integrand has a plain antiderivative, whose values at the ends are no harder to prove: by these parameters.
_ELEMENTARY: dict[str, Callable[[Params], bool]] = {
    "integral_gamma": lambda by: (
        _whole(by["s"]) and by["p"] == ONE and (by["s"] == ZERO or not _symbols(by))
    ),
    "integral_gamma_log": lambda by: _whole(by["s"]),
    "integral_gamma_log_far": lambda by: _whole(by["s"]),
    "integral_beta": lambda by: _halves(by["a"], by["b"]) and by["p"] in (ONE, TWO),
    "integral_beta_reflected": lambda by: _halves(by["a"]),
    "integral_beta_angle": lambda by: _whole(by["a"]) and _whole(by["b"]),
    "integral_binomial_reflected": lambda by: _halves(by["s"]) and _whole(by["p"], 4),
    "integral_binomial": lambda by: _halves(by["s"], by["n"]) and _whole(by["p"], 4),
    "integral_poisson": lambda by: not _symbols(by),
    "integral_poisson_half": lambda by: not _symbols(by),
}


def _whole(t: Term, most: int = 12) -> bool:
    q = rational(t)
    return q is not None and q.denominator == 1 and 0 <= q <= most


def _halves(*ts: Term) -> bool:
    return all((q := rational(t)) is not None and q.denominator <= 2 for t in ts)


def _symbols(by: dict[str, Term]) -> bool:
    return any(free_symbols(t) for t in by.values())


def classical(p: Problem, chain: Chain, hard: bool) -> Worked | None:
    """The value by a theorem, over (−∞, ∞) by that over (0, ∞); None where none applies."""
    return known(p, chain, hard) or over_the_line(p, chain, hard)


def known(p: Problem, chain: Chain, hard: bool) -> Worked | None:
    """The value by a theorem, or None. `hard`: those alone whose integrand has no plain antiderivative."""
    for form in FORMS.get((p.low, p.high), ()):
        try:
            rule, by = form(asked(p.f, p.x))
        except (Other, ZeroDivisionError, RecursionError):
            continue
        plain = _ELEMENTARY.get(rule)
        if hard and plain is not None and plain(by):
            continue
        worked = _worked(p, chain, (rule, by))
        if worked is not None:
            return worked
    return None


def over_the_line(p: Problem, chain: Chain, hard: bool) -> Worked | None:
    """Over (−∞, ∞), for an even integrand: twice the known integral over (0, ∞)."""
    from tuidao.derive.integral.special import vanishes

    if p.high != oo or not (is_op(p.low, ops.NEG) and type(p.low) is App and p.low.args[0] == oo):
        return None
    half = integral(p.f, p.x, ZERO, oo)
    worked = known(p.part(p.f, ZERO, oo), Chain(half, p.given), hard)
    if worked is None or not isinstance(worked.answer, Term):
        return None
    if not vanishes(tidy(p.f - substitute(p.f, {p.x: -p.x}))):
        return None
    chain.step(RULES["integral_even"], TWO * half)
    by = {"a": half, "b": worked.answer}
    chain.step(RULES["eq_subst"], TWO * worked.answer, by, (1,), premises=(worked.derivation,))
    answer = tidy(chain.now)
    chain.step(RULES["simplify"], answer)
    return Worked(answer, chain.derivation())


def _worked(p: Problem, chain: Chain, found: Found) -> Worked | None:
    rule, params = RULES[found[0]], found[1]
    by = {"f": function(p.x, p.f), **params}
    conditions = [put_in(g, by) for g in rule.given]
    for c in conditions:
        if type(c) is App and not free_symbols(c) and c.op is not ops.EQ and not truth(c, {}):
            return None
    chain = Chain(chain.start, p.given)
    inner = Chain(chain.start, p.given)
    inner.step(rule, put_in(rule.right, by), by)
    plain = _without_ones(inner.now)
    if plain != inner.now:
        inner.step(RULES["simplify"], plain)
        chain.step(rule, plain, steps=tuple(inner.steps))
    else:
        chain.steps, chain.now = inner.steps, inner.now
    whole = {
        g.args[0]
        for g in p.given
        if is_op(g, ops.IN) and type(g) is App and is_op(g.args[1], ops.INTEGERS)
    }
    if not _settled(chain, whole):
        return None
    answer = chain.now
    try:
        guard(p, answer)
    except Refused:
        return None
    return Worked(answer, chain.derivation())


def _without_ones(t: Term) -> Term:
    """What a theorem gives for parameters that are 1 or 0, as it is written: no 1·x, x/1, x¹, 0 + x."""
    if type(t) is not App:
        return t
    args = tuple(map(_without_ones, t.args))
    number = rational(App(t.op, args)) if t.op in (ops.DIV, ops.NEG) else None
    if number is not None:
        return Num(number)
    if t.op is ops.MUL:
        left = tuple(a for a in args if a != Num(1))
        return left[0] if len(left) == 1 else App(ops.MUL, left) if left else Num(1)
    if t.op is ops.ADD:
        if all(type(a) is Num for a in args):
            return Num(sum(a.value for a in args if type(a) is Num))
        left = tuple(a for a in args if a != ZERO)
        return left[0] if len(left) == 1 else App(ops.ADD, left)
    if t.op in (ops.DIV, ops.POW) and args[1] == Num(1):
        return args[0]
    if t.op is ops.SUB and ZERO in args:
        return args[0] if args[1] == ZERO else -args[1]
    if t.op is ops.LOG and args[0] == Num(1):
        return ZERO
    return Num(1) if t.op is ops.POW and args[0] == Num(1) else App(t.op, args)


def _settled(chain: Chain, whole: set[Term]) -> bool:
    """Put in what is known of Γ and of Σ 1/k^s; False where a series is left over."""
    simple = _prepared(chain.now, whole)
    if simple != chain.now and any(_half(s) or is_op(s, ops.SUM) for _, s in subterms(simple)):
        chain.step(RULES["simplify"], simple)
    for _ in range(6):
        place = next(
            ((path, t) for path, t in subterms(chain.now) if is_op(t, ops.GAMMA) and _half(t)), None
        )
        if place is None:
            break
        path, t = place
        assert type(t) is App
        n = t.args[0].args[0] if type(t.args[0]) is App else ZERO
        value = put_in(RULES["gamma_half"].right, {"n": n})
        chain.step(RULES["gamma_half"], replace_at(chain.now, path, value), {"n": n}, path)
    for _ in range(2):
        series = next(((path, t) for path, t in subterms(chain.now) if is_op(t, ops.SUM)), None)
        if series is None:
            break
        path, t = series
        assert type(t) is Bind
        value_of = _reciprocals(t)
        if value_of is None:
            return False
        chain.step(RULES["sum_zeta_even"], replace_at(chain.now, path, value_of), None, path)
    now = _prepared(chain.now, whole)
    answer, light = tidy(now), _light(now)
    if len(str(light)) <= len(str(answer)):
        answer = light
    if answer != chain.now:
        chain.step(RULES["simplify"], answer)
    return True


def _light(t: Term) -> Term:
    """Without factors and exponents 1; nothing else is changed."""
    if type(t) is not App or not t.args:
        return t
    args = tuple(_light(a) for a in t.args)
    if t.op is ops.MUL and ONE in args:
        return args[0] if args[1] == ONE else args[1]
    if t.op in (ops.DIV, ops.POW) and args[1] == ONE:
        return args[0]
    if t.op is ops.ADD and all(type(a) is Num for a in args):
        return tidy(App(t.op, args))
    return App(t.op, args)


def _prepared(t: Term, whole: set[Term]) -> Term:
    """The value with its numbers worked out: Γ at whole numbers, Γ(n + 1/2) so written, sums of 1/k^s as they are."""
    if type(t) is Bind:
        return Bind(t.op, t.name, _exponents(t.body), t.over)
    if type(t) is not App:
        return t
    if t.op is ops.GAMMA:
        at = tidy(t.args[0])
        q = rational(at)
        if q is not None and q.denominator == 2 and 0 < q < _MOST_ODD:
            return gamma(Num(q - num(1, 2).value) + num(1, 2))
        below = tidy(at - ONE)
        return factorial(below) if below in whole else tidy(gamma(at))
    return App(t.op, tuple(_prepared(a, whole) for a in t.args))


def _exponents(t: Term) -> Term:
    if type(t) is App and t.op is ops.POW:
        return App(ops.POW, (t.args[0], tidy(t.args[1])))
    if type(t) is App:
        return App(t.op, tuple(_exponents(a) for a in t.args))
    return t


def _half(t: Term) -> bool:
    """Is it Γ(n + 1/2), so written?"""
    return (
        type(t) is App
        and is_op(t.args[0], ops.ADD)
        and type(t.args[0]) is App
        and t.args[0].args[1] == num(1, 2)
        and type(t.args[0].args[0]) is Num
    )


def _reciprocals(t: Bind) -> Term | None:
    """ζ(2m) for Σ 1/k^(2m); None for other sums."""
    body = t.body
    if type(body) is App and body.op is ops.DIV and type(body.args[1]) is App:
        s = rational(body.args[1].args[1]) if body.args[1].op is ops.POW else None
        if s is not None and s.denominator == 1 and s % 2 == 0 and 0 < s <= 30:
            return zeta_even(int(s) // 2)
    return None
