"""Losses typed as LaTeX: each gradient is worked and checked, and agrees with difference quotients of the loss."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from functools import cache

import pytest
from flint import arb, ctx, fmpq

import tuidao
from tuidao.lang.ball import evaluate
from tuidao.lang.definitions import put_in
from tuidao.lang.term import Bind, Sym, Term, free_symbols, instantiate
from tuidao.read import read, read_given

SOFTMAX = r"\frac{e^{z_k}}{\sum_{j=1}^n e^{z_j}}"
TEMPERED = r"\frac{e^{z_k/T}}{\sum_{j=1}^n e^{z_j/T}}"
LINEAR = r"\sum_{k=1}^p w_k x_{ik}"
ONE = r"\sum_{k=1}^n y_k=1"

# name: by what, the loss, what is given.
LOSSES: dict[str, tuple[str, str, str]] = {
    "mean squares": ("w_j", rf"\frac1{{2m}}\sum_{{i=1}}^m\left({LINEAR}+b-y_i\right)^2", ""),
    "the bias": ("b", rf"\frac1{{2m}}\sum_{{i=1}}^m\left({LINEAR}+b-y_i\right)^2", ""),
    "ridge": (
        "w_j",
        rf"\sum_{{i=1}}^m\left({LINEAR}-y_i\right)^2+\lambda\sum_{{k=1}}^p w_k^2",
        "",
    ),
    "lasso": (
        "w_j",
        rf"\sum_{{i=1}}^m\left({LINEAR}-y_i\right)^2+\lambda\sum_{{k=1}}^p |w_k|",
        "",
    ),
    "absolute error": ("w_j", rf"\frac1m\sum_{{i=1}}^m\left|{LINEAR}-y_i\right|", ""),
    "logistic": (
        "w_j",
        r"-\frac1m\sum_{i=1}^m\left(y_i\log h_i+(1-y_i)\log(1-h_i)\right)",
        rf"h_i=\frac{{1}}{{1+e^{{-{LINEAR}}}}}",
    ),
    "likelihood": (
        "w_j",
        r"-\log\prod_{i=1}^m h_i^{y_i}(1-h_i)^{1-y_i}",
        rf"h_i=\frac{{1}}{{1+e^{{-{LINEAR}}}}}",
    ),
    "logistic, signs": (
        "w_j",
        rf"\frac1m\sum_{{i=1}}^m\log\left(1+e^{{-y_i{LINEAR}}}\right)",
        "",
    ),
    "hinge": ("w_j", rf"\sum_{{i=1}}^m\max\left(0,1-y_i{LINEAR}\right)", ""),
    "Huber": (
        "w_j",
        r"\sum_{i=1}^m\begin{cases}\frac12(w_i-y_i)^2, & |w_i-y_i|\le d\\"
        r" d|w_i-y_i|-\frac12 d^2, & |w_i-y_i|>d\end{cases}",
        "",
    ),
    "Poisson": ("w_j", rf"\sum_{{i=1}}^m\left(e^{{{LINEAR}}}-y_i{LINEAR}\right)", ""),
    "log cosh": ("w_j", r"\sum_{i=1}^m\log\cosh(w_i-y_i)", ""),
    "cross-entropy": ("z_i", rf"-\sum_{{k=1}}^n y_k\log {SOFTMAX}", ""),
    "cross-entropy, one": ("z_i", rf"-\sum_{{k=1}}^n y_k\log {SOFTMAX}", ONE),
    "class weights": ("z_i", rf"-\sum_{{k=1}}^n c_k y_k\log {SOFTMAX}", ""),
    "label smoothing": (
        "z_i",
        rf"-\sum_{{k=1}}^n \left((1-\epsilon)y_k+\frac{{\epsilon}}{{n}}\right)\log {SOFTMAX}",
        ONE,
    ),
    "temperature": ("z_i", rf"-\sum_{{k=1}}^n y_k\log {TEMPERED}", ""),
    "focal": ("q_i", r"-\sum_{k=1}^n y_k (1-q_k)^{\gamma}\log q_k", ""),
    "distillation": (
        "z_i",
        rf"T^2\sum_{{k=1}}^n y_k\left(\log y_k-\log{TEMPERED}\right)",
        ONE,
    ),
    "relative entropy": ("q_i", r"\sum_{k=1}^n y_k\log\frac{y_k}{q_k}", ""),
    "entropy": ("q_i", r"-\sum_{k=1}^n q_k\log q_k", ""),
    "InfoNCE": ("s_i", r"-\log\frac{e^{s_1/\tau}}{\sum_{k=1}^n e^{s_k/\tau}}", ""),
    "DPO": (
        "r_j",
        r"-\sum_{i=1}^m\log\sigma\left(\beta(r_i-s_i)\right)",
        r"\sigma(t)=\frac{1}{1+e^{-t}}",
    ),
    "log-sum-exp": ("z_i", r"M+\log\sum_{k=1}^n e^{z_k-M}", ""),
    "cosine": ("w_j", r"\frac{\sum_{k=1}^p w_k v_k}{\sqrt{\sum_{k=1}^p w_k^2}}", ""),
    "squared distances": (r"\mu_j", r"\sum_{i=1}^m\sum_{k=1}^p (x_{ik}-\mu_k)^2", ""),
    "a batch": (
        "z_{ij}",
        r"-\frac1m\sum_{s=1}^m\sum_{k=1}^n y_{sk}\log\frac{e^{z_{sk}}}{\sum_{l=1}^n e^{z_{sl}}}",
        "",
    ),
    "weights": (
        "w_{ij}",
        r"-\sum_{k=1}^n y_k\log a_k",
        r"a_k=\frac{e^{z_k}}{\sum_{j=1}^n e^{z_j}}, z_k=\sum_{l=1}^p w_{kl}x_l+b_k",
    ),
}
RANGE = {"i": ("n", "m"), "j": ("p", "n", "m")}
H = 70  # the step of the difference quotients is 2^−H


@cache
def solved(name: str) -> tuple[tuidao.Solution, Bind, tuple[Term, ...]]:
    by, loss, given = LOSSES[name]
    problem = rf"\frac{{\partial}}{{\partial {by}}}\left({loss}\right)"
    facts = read_given(given) if given else ()
    term = put_in(read(problem), facts)
    assert isinstance(term, Bind)
    return tuidao.solve(problem, given=given), term, facts


@pytest.mark.parametrize("name", LOSSES)
def test_worked_and_checked(name: str) -> None:
    solution, _, _ = solved(name)
    assert solution.answer is not None, solution.verdict.reason
    assert solution.verdict.status == "proved"
    assert all(step.verdict.status == "proved" for step in solution.steps)
    assert solution.steps


def entry(name: str, total: int | None) -> Callable[..., arb]:
    """A reproducible family in (1/10, 9/10); with `total` its first entries are scaled to sum to 1."""

    def value(*at: int) -> arb:
        key = ",".join(map(str, at))
        drawn = random.Random(f"{name}:{key}").randint(10, 90)
        if total is None:
            return arb(fmpq(drawn, 100))
        whole = sum(random.Random(f"{name}:{k}").randint(10, 90) for k in range(1, total + 1))
        return arb(fmpq(drawn, whole))

    return value


@pytest.mark.parametrize("name", LOSSES)
def test_agrees_with_difference_quotients(name: str) -> None:
    solution, problem, facts = solved(name)
    answer = put_in(read(str(solution.answer)), facts)
    variable, at = problem.over[0], problem.over[1:]
    assert isinstance(variable, Sym)
    body = instantiate(problem.body, variable)
    symbols = free_symbols(body) | free_symbols(answer) | free_symbols(problem)
    families = {"w", "x", "y", "z", "c", "q", "s", "r", "v", "mu", "b"}
    if name in ("mean squares", "the bias"):
        families = families - {"b"}
    met = 0
    ctx.prec = 400
    try:
        for n in (1, 2, 3):
            sizes = {"n": n, "m": n % 3 + 1, "p": (n + 1) % 3 + 1}
            indices = [s for s in at if isinstance(s, Sym) and s.name in RANGE]
            ends = [_end(s.name, name, sizes) for s in indices]
            for place in itertools.product(*[range(1, e + 1) for e in ends]):
                values: dict[Sym, object] = {}
                for s in symbols:
                    if s.name in sizes:
                        values[s] = arb(sizes[s.name])
                    elif s.name in families:
                        whole = n if s.name == "y" and facts and name != "weights" else None
                        values[s] = entry(s.name, whole)
                    else:
                        drawn = random.Random(f"{name}:{s.name}").randint(10, 90)
                        values[s] = arb(fmpq(drawn, 100))
                values |= {s: arb(k) for s, k in zip(indices, place, strict=True)}
                _compare(body, answer, variable, place if at else (), values)
                met += 1
    finally:
        ctx.prec = 53
    assert met >= 3


def _end(index: str, name: str, sizes: dict[str, int]) -> int:
    if name in ("DPO", "log cosh", "Huber"):
        return sizes["m"]
    if name == "a batch":
        return sizes["m" if index == "i" else "n"]
    return sizes["n" if index == "i" else "p"]


def _compare(
    body: Term, answer: Term, variable: Sym, place: tuple[int, ...], values: dict[Sym, object]
) -> None:
    step = arb(1) / arb(2) ** H
    sides = []
    for sign in (1, -1):
        moved = dict(values)
        old = values[variable]
        if place:
            assert callable(old)

            def shifted(*at: int, sign: int = sign, old: Callable[..., arb] = old) -> arb:
                here = all(a == k for a, k in zip(at, place, strict=True))
                return old(*at) + (sign * step if here else 0)

            moved[variable] = shifted
        else:
            moved[variable] = old + sign * step  # type: ignore[operator]
        sides.append(evaluate(body, moved, prec=400))  # type: ignore[arg-type]
    assert all(isinstance(s, arb) for s in sides), sides
    quotient = (sides[0] - sides[1]) / (2 * step)  # type: ignore[operator]
    found = evaluate(answer, values, prec=400)  # type: ignore[arg-type]
    assert isinstance(found, arb), found
    assert abs(found - quotient) < arb(10) ** -18, (found, quotient)
