"""Every procedure that settles a step by computing is attacked: right claims are accepted, damaged ones never."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from functools import cache

import pytest
from benchmarks.soundness_forged import certainly_apart, chains, changed

from tuidao.check.conditions import Context
from tuidao.check.decide import DECIDE
from tuidao.check.replay import replay
from tuidao.derive import solve as derive
from tuidao.lang import op as ops
from tuidao.lang.build import is_op, true
from tuidao.lang.term import App, Bind, Num, Sym, Term
from tuidao.proof import Derivation, Status, Step
from tuidao.read import read_plain

# procedure: a line => what it may become ~ what it may not become ~ …
# ruff: noqa: E501
STEPS = """
normal_form: (x + 1)**2 => x**2 + 2*x + 1 ~ x**2 + x + 1 ~ x**2 + 2*x
arithmetic: 2*3 + 1/2 => 13/2 ~ 7 ~ -13/2
numeric: exp(1) < 3 => True ~ False
nonzero: x**2 + 1 => True
integral_odd: integrate(x**3*cos(x), (x, -2, 2)) => 0 ~ 1 ~ x
integral_even: integrate(exp(-x**2), (x, -oo, oo)) => 2*integrate(exp(-x**2), (x, 0, oo)) ~ integrate(exp(-x**2), (x, 0, oo))
integral_turned: integrate(exp(x**2), (x, 0, 1)) => -integrate(exp(x**2), (x, 1, 0)) ~ integrate(exp(x**2), (x, 1, 0))
integral_split: integrate(Abs(x), (x, -1, 2)) => integrate(Abs(x), (x, -1, 0)) + integrate(Abs(x), (x, 0, 2)) ~ integrate(Abs(x), (x, -1, 0)) + integrate(Abs(x), (x, 1, 2))
integral_waves: integrate(exp(-2*x), (x, 0, oo)) => 1/2 ~ 2 ~ 1/3
integral_periodic: integrate(sin(x)**2, (x, 0, 4*pi)) => 4*integrate(sin(x)**2, (x, 0, pi)) ~ 5*integrate(sin(x)**2, (x, 0, pi))
antiderivative: integrate(2*x, x) => x**2 ~ x ~ x**3 ~ 2*x**2
limit_theorems: limit(x**2 + 1, x, 2) => 5 ~ 4 ~ oo
limit_continuous: limit(cos(x), x, 0) => 1 ~ 0 ~ -1
limit_series: limit(sin(x)/x, x, 0) => 1 ~ 0 ~ 2
limit_same: limit((x**2 - 1)/(x - 1), x, 1) => limit(x + 1, x, 1) ~ limit(x - 1, x, 1) ~ 3
limit_equivalent: limit(sin(3*x)/x, x, 0) => limit(3*x/x, x, 0) ~ limit(2*x/x, x, 0)
limit_growth: limit(x**2*exp(-x), x, oo) => 0 ~ 1 ~ oo
limit_oscillates: limit(sin(x), x, oo) => undefined ~ 0 ~ oo
limit_one_sided_form: limit(Abs(x)/x, x, 0, "+") => limit(x/x, x, 0, "+") ~ limit(-x/x, x, 0, "+")
zeta_even: Sum(1/k**2, (k, 1, oo)) => pi**2/6 ~ pi**2/8 ~ pi**4/90
nth_derivative: diff(exp(2*x), x, n) => 2**n*exp(2*x) ~ 2**(n + 1)*exp(2*x) ~ n*exp(2*x)
sum_written_out: Sum(k**2, (k, 1, 3)) => 1**2 + 2**2 + 3**2 ~ 1**2 + 2**2 ~ 1**2 + 2**2 + 4**2
sum_same: Sum(1/(k*(k + 1)), (k, 1, oo)) ~ Sum(1/k + 1/(k + 1), (k, 1, oo)) ~ Sum(1/k**2, (k, 1, oo))
integral_value: integrate(x, (x, 0, 1)) ~ 1 ~ -1/2
integral_diverges: integrate(1/x, (x, 1, oo)) ~ -oo ~ 5
integral_diverges: integrate(1/x, (x, -1, 1)) ~ oo ~ -oo ~ 0
integral_diverges: integrate(1/(x*log(x)**(6/5)), (x, 2, oo)) ~ oo ~ undefined
sign_of_range: x**2 - 1 >= 0 ~ True
limit_bounded: x > 0 ~ True
delta_same_function: limit(x, x, 0) ~ limit(2*x, x, 0) ~ True
series_integral: integrate(Sum(t**n, (n, 0, oo)), (t, 0, x)) ~ Sum(x**n/n, (n, 1, oo)) ~ Sum(x**n, (n, 0, oo))
delta_suffices: forall(Abs(2*x + 1 - 5) <= 2*Abs(x - 2), x, Reals) => True
delta_suffices: forall(Abs(2*x + 1 - 5) <= 1*Abs(x - 2), x, Reals) ~ True
delta_suffices: forall(Abs(2*x + 1 - 6) <= 2*Abs(x - 2), x, Reals) ~ True
by_definition: x + 1 => x + 1 ~ x + 2 ~ x
matrix_form: x + 1 ~ x + 2
named_set: x + 1 ~ x + 2
"""

# Worked: what a procedure settles on the way is replaced.
PROBLEMS = """
limit(2*x + 1, x, 2)
limit(1/x, x, 0)
limit(x*sin(1/x), x, 0)
integrate(exp(x**2), x)
integrate(sqrt(1 + x**3), x)
integrate(exp(exp(x)), x)
integrate(1/(1 + x**2), (x, 0, oo))
integrate(1/x, (x, 1, oo))
integrate(exp(x**2), (x, 0, 1))
integrate(x*sin(x)/(1 + cos(x)**2), (x, 0, pi))
taylor(sin(x), x, 0, 3)
taylor_bound(sin(x), x, 0, 3, 1)
taylor_order(exp(x), x, 0, 1, 1/1000)
taylor_several(exp(x)*sin(y), [x, y], [0, 0], 2)
differential(x**3, x)
implicit(x**2 + y**2 = 1, y, x)
implicit(x**2 + y**2 = 1, y, x, 2)
parametric(cos(t), sin(t), t)
error_bound(x*y, [x, y], [1, 2], [1/100, 1/100])
monotone(x**3 - 3*x, x)
convex(x**4 - 6*x**2, x)
extrema(x + 1/x, x)
extrema(x**3 - 3*x*y + y**3, [x, y])
range(x/(x**2 + 1), x)
riemann(x**2, (x, 0, 1))
domain(log(x)/(x - 2), x)
domain(tan(x), x)
solve(x**2 = 2, x)
mean_value(1/x, x, -1, 1)
convergence(Sum(x**k/k, (k, 1, oo)), x)
series(1/(1 - x)**2, x, 0)
entropy([1/2, 1/4, 1/4])
KL([1/2, 1/2], [1, 0])
diff(Piecewise((x**2, x < 0), (x**3, True)), x)
gradient(dot(a, x), x)
convex(x**2 + y**2, [x, y])
solve(x*sin(x) = 0, x)
prove(x + 1/x >= 2)
by rules: convex(exp(x) + x**2, x)
"""
YES = (Status.PROVED, Status.TESTED)


def _cases() -> list[tuple[str, Term, list[Term], list[Term]]]:
    found = []
    for line in STEPS.strip().splitlines():
        name, _, rest = line.partition(": ")
        first, *wrong = rest.split(" ~ ")
        before, _, right = first.partition(" => ")
        yes = [read_plain(right)] if right else []
        found.append((name, read_plain(before), yes, [read_plain(w) for w in wrong]))
    return found


@pytest.mark.parametrize("k", range(len(_cases())))
def test_a_right_step_is_accepted_and_a_wrong_one_is_not(k: int) -> None:
    name, before, right, wrong = _cases()[k]
    for after in right:
        assert DECIDE[name](before, after, Context()).status is Status.PROVED
    for after in wrong:
        assert DECIDE[name](before, after, Context()).status not in YES, str(after)


@cache
def _met() -> dict[str, list[tuple[Derivation, int, Step]]]:
    """The steps that each procedure settles in the worked problems."""
    found = defaultdict(list)
    for text in PROBLEMS.strip().splitlines():
        way, _, plain = text.rpartition(": ")
        asked = read_plain(plain)
        if way:
            asked = App(ops.BY_METHOD, (asked, Sym(way.removeprefix("by "))))
        for chain in chains(derive(asked, ()).derivation):
            for k, step in enumerate(chain.steps):
                if step.rule.decide and not step.steps:
                    found[step.rule.decide].append((chain, k, step))
    return dict(found)


def test_no_procedure_accepts_a_damaged_step() -> None:
    """Each step with other results: numbers, an infinity, False, or its own with a part changed."""
    draw, attacked = random.Random(3), set()
    for name, steps in sorted(_met().items()):
        for chain, k, step in steps[:3]:
            for off in _damaged(name, step, draw):
                false = replace(step, after=off, path=())
                verdict = replay(Derivation(chain.start, (*chain.steps[:k], false), chain.given))
                assert verdict.status not in YES, (name, str(step.before), str(off))
                attacked.add(name)
    assert attacked == set(_met())


def _damaged(name: str, step: Step, draw: random.Random) -> list[Term]:
    if step.after == true:
        return [App(ops.FALSE, ()), Num(1)]
    found: list[Term] = [Num(-7), App(ops.FALSE, ())]
    if name in ("taylor_bound", "taylor_order", "error_bound"):  # a larger bound holds as well
        return found
    found.append(Num(7))
    if not is_op(step.after, ops.OO, ops.UNDEFINED):
        found.append(App(ops.OO, ()))
    for _ in range(6):
        off = changed(step.after, draw)
        if off != step.after and certainly_apart(step.after, off, (), step.before):
            found.append(off)
    return found


STATEMENTS = [
    ("analytic", "diff(Abs(t), t, n)", "0", False),
    ("analytic", "diff(sqrt(t), t, n)", "0", False),
    ("analytic", "diff(exp(t), t, n)", "0", True),
]


@pytest.mark.parametrize(("name", "text", "at", "holds"), STATEMENTS)
def test_what_is_not_analytic_has_not_derivatives_of_every_order(
    name: str, text: str, at: str, holds: bool
) -> None:
    d = read_plain(text)
    assert type(d) is Bind
    there = Bind(d.op, d.name, d.body, (read_plain(at), d.over[1]))
    found = DECIDE[name](App(ops.DEFINED, (there,)), true, Context())
    assert (found.status is Status.PROVED) is holds


@pytest.mark.parametrize(("term", "facts"), [("x", ""), ("x - 1", "x > 0"), ("sign(x)", "")])
def test_what_may_be_zero_is_not_called_nonzero(term: str, facts: str) -> None:
    given = tuple(read_plain(f) for f in facts.split(", ") if f)
    found = DECIDE["nonzero"](read_plain(term), true, Context().assuming(*given))
    assert found.status not in YES or found.missing


def test_every_procedure_is_attacked() -> None:
    written = {name for name, _, _, wrong in _cases() if wrong}
    written |= {"nonzero", "analytic"}
    assert set(DECIDE) - written - set(_met()) == set()
