"""Losses of one number, with seams, with definitions: worked, checked, and compared with difference quotients."""

from __future__ import annotations

import random

import pytest
from flint import arb, ctx, fmpq

import tuidao
from tuidao.check.conditions import Context
from tuidao.check.replay import replay
from tuidao.check.settle import settle
from tuidao.lang.ball import evaluate
from tuidao.lang.build import D, defined
from tuidao.lang.definitions import put_in
from tuidao.lang.term import Bind, Sym, Term, instantiate
from tuidao.proof import Chain, Status
from tuidao.read import read, read_given, read_together
from tuidao.rules import RULES

SIGMA = r"\sigma(t)=\frac{1}{1+e^{-t}}"
# name: by what, the loss, what is given, the answer, how many conditions it rests on.
LOSSES: dict[str, tuple[str, str, str, str, int]] = {
    "logits": ("z", r"\max(z,0)-zy+\log(1+e^{-|z|})", "", "sigmoid(z) - y", 0),
    "squared hinge": ("s", r"\max(0,1-ys)^2", "", "-2*y*Max(0, 1 - s*y)", 0),
    "contrastive": (
        "D",
        r"\frac12yD^2+\frac12(1-y)\max(0,m-D)^2",
        "",
        "D*y - (1 - y)*Max(0, m - D)",
        0,
    ),
    "Huber": (
        "r",
        r"\begin{cases}\frac12r^2&|r|\le\delta\\ \delta(|r|-\frac12\delta)&|r|>\delta\end{cases}",
        r"\delta>0",
        "Piecewise((r, Abs(r) <= delta), (delta*sign(r), True))",
        0,
    ),
    "Huber, d not stated": (
        "r",
        r"\begin{cases}\frac12r^2&|r|\le\delta\\ \delta(|r|-\frac12\delta)&|r|>\delta\end{cases}",
        "",
        "Piecewise((r, Abs(r) <= delta), (delta*sign(r), True))",
        1,
    ),
    "smooth L1": (
        "x",
        r"\begin{cases}0.5x^2&|x|<1\\ |x|-0.5&\text{otherwise}\end{cases}",
        "",
        "Piecewise((x, Abs(x) < 1), (sign(x), True))",
        0,
    ),
    "focal": (
        "z",
        r"-(1-\sigma(z))^\gamma\log\sigma(z)",
        SIGMA,
        "gamma*sigmoid(z)*log(sigmoid(z))*(1 - sigmoid(z))**gamma - (1 - sigmoid(z))**(gamma + 1)",
        0,
    ),
    "squares through a sigmoid": (
        "z",
        r"\frac12(a-y)^2",
        r"a=\frac{1}{1+e^{-z}}",
        "a*(a - y)*(1 - a)",
        0,
    ),
    "cross-entropy through a sigmoid": (
        "z",
        r"-y\log a-(1-y)\log(1-a)",
        r"a=\frac{1}{1+e^{-z}}",
        "a - y",
        0,
    ),
    "a neuron": (
        "w",
        r"-y\log a-(1-y)\log(1-a)",
        r"a=\frac{1}{1+e^{-z}}, z=wx+b",
        "x*(a - y)",
        0,
    ),
}


@pytest.mark.parametrize("name", LOSSES)
def test_worked(name: str) -> None:
    by, loss, given, wanted, conditions = LOSSES[name]
    problem = rf"\frac{{d}}{{d {by}}}\left({loss}\right)"
    found = tuidao.solve(problem, given)
    assert found.verdict.status is Status.PROVED, found.verdict.reason
    assert str(found.answer) == wanted
    assert len(found.conditions) == conditions
    term, facts = read_together(problem, given)
    term = put_in(term, facts)
    assert isinstance(term, Bind) and isinstance(found.answer, type(term.body))
    _compare(term, put_in(found.answer, facts))


def _compare(problem: Bind, answer: Term) -> None:
    variable = problem.over[0]
    assert isinstance(variable, Sym)
    body = instantiate(problem.body, variable)
    ctx.prec = 300
    try:
        for seed in range(8):
            rng = random.Random(seed)
            letters = "z y s m D r delta x gamma w b".split()
            values = {Sym(n): arb(fmpq(rng.randint(5, 60), 25)) for n in letters}
            if seed % 2:
                values[variable] = -values[variable]
            step, sides = arb(2) ** -60, []
            for sign in (1, -1):
                moved = {**values, variable: values[variable] + sign * step}
                sides.append(evaluate(body, moved, prec=300))
            found = evaluate(answer, values, prec=300)
            assert all(isinstance(v, arb) for v in (*sides, found))
            assert abs((sides[0] - sides[1]) / (2 * step) - found) < 1e-12  # type: ignore[operator]
    finally:
        ctx.prec = 53


def test_squares_die_through_a_sigmoid_and_cross_entropy_does_not() -> None:
    slope = "sigmoid(z)*(sigmoid(z) - y)*(1 - sigmoid(z))"
    for end, wanted in (("oo", "1 - y"), ("-oo", "-y")):
        assert str(tuidao.solve(f"limit({slope}, z, {end})").answer) == "0"
        assert str(tuidao.solve(f"limit(sigmoid(z) - y, z, {end})").answer) == wanted


def test_a_function_that_is_only_named_is_no_constant() -> None:
    """a = f(z) depends on z, however little is known of f."""
    found = tuidao.solve(r"\frac{d}{dz}\frac12(a-y)^2", "a=f(z)")
    assert str(found.answer) == "diff(f(z), z)*(a - y)"


def test_an_entry_named_in_what_is_given_is_an_entry() -> None:
    """p_c, beside p_k = …, is not a name of its own."""
    given = r"p_k=\frac{e^{z_k}}{\sum_{j=1}^K e^{z_j}}"
    found = tuidao.solve(r"\frac{\partial}{\partial z_i}\left(-\log p_c\right)", given)
    assert found.answer is not None and "KroneckerDelta(c, i)" in str(found.answer)
    matrix = tuidao.solve(r"\frac{\partial}{\partial s_{ab}}\sum_{i=1}^n s_{ii}")
    assert str(matrix.answer) == "KroneckerDelta(a, b)"


def test_the_whole_chain_of_logistic_regression() -> None:
    """Likelihood, log-likelihood, Hessian: every answer is the textbook's."""
    product = r"\prod_{i=1}^m h_i^{1\{y_i=1\}}(1-h_i)^{1\{y_i=0\}}"
    closed = tuidao.solve(product)
    assert str(closed.answer) == "Product(h[i]**y[i]*(1 - h[i])**(1 - y[i]), (i, 1, m))"
    logs = tuidao.solve(r"\log\prod_{i=1}^m h_i^{y_i}(1-h_i)^{1-y_i}")
    assert str(logs.answer) == "Sum(y[i]*log(h[i]) + (1 - y[i])*log(1 - h[i]), (i, 1, m))"
    loss = r"-\frac1m\sum_{i=1}^m\left(y_i\log h_i+(1-y_i)\log(1-h_i)\right)"
    given = r"h_i=\frac{1}{1+e^{-\sum_{k=1}^p\theta_kx_{ik}-b}}"
    line = "sigmoid(Sum(theta[k]*x[i, k], (k, 1, p)) + b)"
    bias = tuidao.solve(rf"\frac{{\partial}}{{\partial b}}\left({loss}\right)", given)
    assert str(bias.answer) == f"Sum({line} - y[i], (i, 1, m))/m"
    second = rf"\frac{{\partial^2}}{{\partial\theta_j\partial\theta_l}}\left({loss}\right)"
    hessian = tuidao.solve(second, given)
    assert str(hessian.answer) == f"Sum(x[i, l]*x[i, j]*{line}*(1 - {line}), (i, 1, m))/m"
    for found in (closed, logs, bias, hessian):
        assert found.verdict.status is Status.PROVED


FORGED = [
    ("Piecewise((t**2, t < 1), (2*t, True))", "t < 1"),  # slopes agree, values do not
    ("Piecewise((t, t < 0), (-t, True))", "t < 0"),  # values agree, slopes do not
    ("Piecewise((t**2/2, Abs(t) <= d), (d*Abs(t) - d**2/2, True))", "Abs(t) <= d"),  # d > 0?
]


@pytest.mark.parametrize(("function", "case"), FORGED)
def test_pieces_that_do_not_meet_smoothly(function: str, case: str) -> None:
    """Cited for such pieces, the rule is refused."""
    t, x = Sym("t"), Sym("x")
    body = read(function)
    u, _, v, _ = body.args  # type: ignore[attr-defined]
    at = read(case.replace("t", "x"))
    after = read("Piecewise((0, True), (0, True))")
    after = type(after)(after.op, (D(u, t, x), at, D(v, t, x), after.args[3]))  # type: ignore[attr-defined]
    chain = Chain(D(body, t, x)).step(RULES["deriv_glued"], after)
    assert replay(chain.derivation()).status is not Status.PROVED
    if "d" in case:
        given = read_given("d > 0")
        chain = Chain(D(body, t, x), given).step(RULES["deriv_glued"], after)
        assert replay(chain.derivation()).status is Status.PROVED


PARTIALS = [
    ("diff(Abs(z[1]), z[1])", ["z[1] != 0"]),
    ("diff(Abs(z[1]), z[2])", []),
    ("diff(Sum(Abs(z[k]), (k, 1, n)), z[i])", ["forall(z[k] != 0, k, Interval(1, n))"]),
    ("diff(Max(z[i], z[j]), z[i])", ["z[i] != z[j]"]),
    ("diff(sqrt(Sum(z[k]**2, (k, 1, n))), z[i])", ["Sum(z[k]**2, (k, 1, n)) > 0"]),
]


@pytest.mark.parametrize(("partial", "wanted"), PARTIALS)
def test_that_a_partial_derivative_exists_is_asked(partial: str, wanted: list[str]) -> None:
    found = settle(defined(read(partial)), Context())
    assert [str(c) for c in found] == wanted if isinstance(found, tuple) else not wanted


def test_a_kink_concerns_the_entry_alone() -> None:
    found = tuidao.solve(r"\frac{\partial}{\partial w_j}\sum_{k=1}^p |w_k|")
    assert {str(c) for c in found.conditions} == {"w[j] != 0", "1 <= j", "j <= p"}


def test_steps_that_drop_the_existence_of_a_partial_derivative() -> None:
    """∂|z₁|/∂z₁ less itself is 0 only where it exists."""
    start = read("diff(Abs(z[1]), z[1]) - diff(Abs(z[1]), z[1])")
    chain = Chain(start).step(RULES["simplify"], read("0"))
    verdict = replay(chain.derivation())
    assert verdict.status is not Status.PROVED or verdict.missing
