"""Definite integrals: Newton and Leibniz on every stretch, limits at the ends, splitting, periods."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import gcd

from flint import arb

from tuidao.derive.integral.bounds import substituted
from tuidao.derive.integral.breaks import (
    Unbroken,
    branch,
    level,
    points_between,
    switches,
)
from tuidao.derive.integral.enclosed import enclosed
from tuidao.derive.integral.engine import Solver
from tuidao.derive.integral.guard import NoValue, dual
from tuidao.derive.integral.newton import DIVERGES, Problem, Refused, by_primitive, guard
from tuidao.derive.integral.quadrature import middle
from tuidao.derive.integral.work import find
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import (
    ZERO,
    gt,
    integral,
    minus_oo,
    num,
    oo,
    pi,
    undefined,
)
from tuidao.lang.op import Sort
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

_SECONDS = 3.0  # of processor time, for every search that one definite integral asks for
NOT_FOUND = Text("no closed form was found by the methods here", "这里的方法没有求出解析表达式")


def work_integral(problem: Term, given: tuple[Term, ...]) -> Worked:
    """∫ₐᵇ f dx with its lines: a value, oo, −oo or "diverges".

    Where none is found, the answer is a certified enclosure, and None where there is none of these either.
    """
    assert type(problem) is Bind
    from tuidao.lang.focus import fresh

    x = fresh(problem.name, free_symbols(problem))
    f = instantiate(problem.body, x)
    chain = Chain(problem, given)
    if _holds_problem(f) or any(_holds_problem(o) for o in problem.over):
        return Worked(None, chain.derivation(), reason=NOT_FOUND)
    low, high = (tidy(o) for o in problem.over)
    tries: list[tuple[Term, ...]] = [()]
    if _positive_parameters(problem, given):
        tries.append(_positive_parameters(problem, given))
    solver = Solver(_SECONDS)
    for assumed in tries:
        worked = _attempt(Problem(f, x, low, high, (*given, *assumed), solver=solver), problem)
        if worked is not None:
            return worked
    found = enclosed(problem, given)
    if found is None and _improper(f, x, low, high):
        from tuidao.derive.integral.converge import work_convergence

        found = work_convergence(problem, given)
    if found is None or found.answer is None:
        return Worked(None, Derivation(problem, (), given), reason=NOT_FOUND)
    return found


def _improper(f: Term, x: Sym, low: Term, high: Term) -> bool:
    """Is the range infinite, or has f no value at an end?"""
    if low == minus_oo or high == oo:
        return True
    ends = [level(low), level(high)]
    if any(e is None for e in ends):
        return False
    for e in ends:
        try:
            if not dual(f, Sym("#"), {x: arb(e)})[0].is_finite():
                return True
        except (NoValue, ZeroDivisionError):
            return True
    return False


def _attempt(asked: Problem, problem: Term) -> Worked | None:
    """By an antiderivative, else by symmetry and the like; sines and exponentials over powers have none."""
    from tuidao.derive.integral.known import classical
    from tuidao.derive.integral.waves import below_powers, over_half_line

    if below_powers(asked.f, asked.x):
        worked = over_half_line(asked, Chain(problem, asked.given))
        if worked is not None:
            return worked
    worked = classical(asked, Chain(problem, asked.given), True)
    if worked is not None:
        return worked
    try:
        worked = solve(asked, Chain(problem, asked.given))
    except (Refused, Unbroken, NoValue, ZeroDivisionError, RecursionError):
        worked = None
    if worked is None:
        worked = classical(asked, Chain(problem, asked.given), False)
    if worked is None and not free_symbols(problem):
        from tuidao.derive.integral.special import special

        worked = special(asked, Chain(problem, asked.given))
    return worked


def _positive_parameters(problem: Term, given: tuple[Term, ...]) -> tuple[Term, ...]:
    """That the parameters of which nothing is known are positive: to be assumed, and printed."""
    spoken = {s for g in given for s in free_symbols(g)}
    free = sorted(free_symbols(problem) - spoken, key=lambda s: s.name)
    return tuple(gt(s, ZERO) for s in free)


def _holds_problem(t: Term) -> bool:
    if type(t) is Bind and t.op.sort is not Sort.FUNCTION:
        return True
    return any(_holds_problem(c) for c in children(t))


def solve(p: Problem, chain: Chain) -> Worked | None:
    """The worked integral, or None. Raises Refused, Unbroken, NoValue."""
    if p.low == p.high:
        chain.step(RULES["integral_no_length"], ZERO)
        return Worked(ZERO, chain.derivation())
    a, b = level(p.low), level(p.high)
    if a is not None and b is not None and a > b:
        turned = App(ops.NEG, (integral(p.f, p.x, p.high, p.low),))
        chain.step(RULES["integral_turned"], turned)
        inner = Chain(integral(p.f, p.x, p.high, p.low), p.given)
        worked = solve(p.part(p.f, p.high, p.low), inner)
        return _inside(chain, worked, (0,)) if worked is not None else None
    whole = _periods(p)
    if whole is not None:
        count, period = whole
        part = integral(p.f, p.x, p.low, tidy(p.low + period))
        chain.step(RULES["integral_periodic"], num(count) * part)
        worked = solve(p.part(p.f, p.low, tidy(p.low + period)), Chain(part, p.given))
        if worked is None or not isinstance(worked.answer, Term):
            return None
        return _inside(chain, worked, (1,))
    if p.numeric:
        cuts = points_between(switches(p.f, p.x), p.x, p.low, p.high) if switches(p.f, p.x) else []
        if switches(p.f, p.x):
            return _by_branches(p, chain, cuts)
    return _newton_leibniz(p, chain)


def _periods(p: Problem) -> tuple[int, Term] | None:
    """(n, T) when the interval is n ≥ 2 periods T of f long."""
    from tuidao.derive.integral.special import vanishes

    a, b = level(p.low), level(p.high)
    if a is None or b is None or b - a == float("inf") or b - a < 6:
        return None
    slopes = _slopes(p.f, p.x)
    if not slopes:
        return None
    step = slopes[0]
    for k in slopes[1:]:
        step = Fraction(
            gcd(step.numerator * k.denominator, k.numerator * step.denominator),
            step.denominator * k.denominator,
        )
    for turns in (1, 2):
        period = tidy(num(turns) * pi / num(step.numerator, step.denominator))
        length = level(period)
        if length is None:
            continue
        count = round((b - a) / length)
        if count < 2 or tidy(p.high - p.low - num(count) * period) != ZERO:
            continue
        if vanishes(substitute(p.f, {p.x: p.x + period}) - p.f):
            return count, period
    return None


def _slopes(f: Term, x: Sym) -> list[Fraction] | None:
    """The rates of the angles in f, where x stands nowhere else; None otherwise."""
    if f == x:
        return None
    if type(f) is not App:
        return []
    if f.op.period and mentions(f, x):
        from tuidao.derive.integral.table import linear

        line = linear(f.args[0], x)
        rate = None if line is None else tidy(line[0])
        return [abs(rate.value)] if type(rate) is Num and rate.value else None
    out: list[Fraction] = []
    for part in f.args:
        found = _slopes(part, x)
        if found is None:
            return None
        out += found
    return out


def _inside(chain: Chain, worked: Worked, path: tuple[int, ...]) -> Worked | None:
    """Put the value of a part in and tidy."""
    from tuidao.lang.focus import focus, replace_at

    if not isinstance(worked.answer, Term):
        return Worked(worked.answer, chain.derivation(), worked.data)
    part, _ = focus(chain.now, path)
    by = {"a": part, "b": worked.answer}
    chain.step(
        RULES["eq_subst"],
        replace_at(chain.now, path, worked.answer),
        by,
        path,
        premises=(worked.derivation,),
    )
    answer = tidy(chain.now)
    chain.step(RULES["simplify"], answer)
    return Worked(answer, chain.derivation(), worked.data)


def _by_branches(p: Problem, chain: Chain, cuts: list[Term]) -> Worked | None:
    """Split where the branches change."""
    ends = [p.low, *cuts, p.high]
    parts: list[tuple[Term, Worked]] = []
    plans: dict[Term, Term] = {}
    line: Term | None = None
    for low, high in itertools.pairwise(ends):
        a, b = level(low), level(high)
        assert a is not None and b is not None
        g = tidy(branch(p.f, p.x, middle(a, b)))
        part = integral(g, p.x, low, high)
        plans[g] = part
        inner = Chain(part, p.given)
        worked = _newton_leibniz(p.part(g, low, high), inner)
        if worked is None or worked.answer is None:
            return None
        if not isinstance(worked.answer, Term) or worked.answer in (oo, minus_oo):
            chain.step(RULES["integral_diverges"], undefined)
            return Worked(DIVERGES, chain.derivation())
        parts.append((part, worked))
        line = part if line is None else line + part
    assert line is not None
    chain.step(RULES["integral_split"], line)
    total: Term | None = None
    now: Term = line
    for _, done in parts:
        assert isinstance(done.answer, Term)
        total = done.answer if total is None else total + done.answer
    if len(parts) <= 12:
        for k, (own, worked) in enumerate(parts):
            path = _sum_path(k, len(parts))
            from tuidao.lang.focus import replace_at

            assert isinstance(worked.answer, Term)
            now = replace_at(now, path, worked.answer)
            by = {"a": own, "b": worked.answer}
            chain.step(RULES["eq_subst"], now, by, path, premises=(worked.derivation,))
    assert total is not None
    answer = tidy(total)
    guard(p, answer)
    if len(parts) > 12:
        chain.step(RULES["integral_value"], answer)
    else:
        chain.step(RULES["simplify"], answer)
    return Worked(answer, chain.derivation())


def _sum_path(k: int, n: int) -> tuple[int, ...]:
    """Where the k-th of n summands stands in a sum that associates to the left."""
    if n == 1:
        return ()
    return (0,) * (n - 1) if k == 0 else (0,) * (n - 1 - k) + (1,)


def _newton_leibniz(p: Problem, chain: Chain) -> Worked | None:
    plan = find(p.f, p.x, p.given, p.seconds, p.solver)
    if plan is None:
        return None
    return substituted(p, chain, plan) or by_primitive(p, chain, plan.value)
