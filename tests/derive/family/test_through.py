"""Losses of a softmax that are more than its logarithm: differentiated through p_k, and compared with quotients."""

from __future__ import annotations

import math

import pytest

import tuidao
from tuidao.lang.ball import evaluate
from tuidao.lang.definitions import put_in
from tuidao.lang.term import Num, Sym, Term, substitute
from tuidao.read import read_given

SOFTMAX = r"p_k=\frac{e^{z_k}}{\sum_{j=1}^n e^{z_j}}"
Z, Y, GAMMA = [0.3, -1.1, 0.7], [0.2, 0.5, 0.3], 2.5


def softmax(z: list[float]) -> list[float]:
    whole = sum(map(math.exp, z))
    return [math.exp(v) / whole for v in z]


CASES = {
    "focal": (
        r"-\sum_{k=1}^n y_k(1-p_k)^\gamma\log p_k",
        lambda p: -sum(y * (1 - q) ** GAMMA * math.log(q) for y, q in zip(Y, p, strict=True)),
    ),
    "focal with class weights": (
        r"-\sum_{k=1}^n w_k y_k(1-p_k)^\gamma\log p_k",
        lambda p: -sum(y * y * (1 - q) ** GAMMA * math.log(q) for y, q in zip(Y, p, strict=True)),
    ),
    "focal of the class meant": (
        r"-(1-p_t)^\gamma\log p_t",
        lambda p: -((1 - p[1]) ** GAMMA) * math.log(p[1]),
    ),
    "squares": (
        r"\sum_{k=1}^n(p_k-y_k)^2",
        lambda p: sum((q - y) ** 2 for y, q in zip(Y, p, strict=True)),
    ),
    "entropy": (r"-\sum_{k=1}^n p_k\log p_k", lambda p: -sum(q * math.log(q) for q in p)),
    "relative entropy": (
        r"\sum_{k=1}^n p_k\log\frac{p_k}{y_k}",
        lambda p: sum(q * math.log(q / y) for y, q in zip(Y, p, strict=True)),
    ),
    "expected reward": (
        r"\sum_{k=1}^n p_k y_k",
        lambda p: sum(q * y for y, q in zip(Y, p, strict=True)),
    ),
}


def worth(answer: Term, i: int) -> float:
    put = put_in(answer, read_given(SOFTMAX))
    put = substitute(put, {Sym("n"): Num(3), Sym("i"): Num(i), Sym("t"): Num(2)})
    lists = {"z": Z, "y": Y, "w": Y}
    from flint import arb

    values = {Sym(k): (lambda at, v=v: arb(v[at - 1])) for k, v in lists.items()}
    found = evaluate(put, {**values, Sym("gamma"): arb(GAMMA)})  # type: ignore[dict-item]
    assert isinstance(found, arb)
    return float(found.mid())


@pytest.mark.parametrize("name", CASES)
def test_through_the_softmax(name: str) -> None:
    loss, value = CASES[name]
    found = tuidao.solve(rf"\frac{{\partial}}{{\partial z_i}}\left({loss}\right)", SOFTMAX)
    assert found.verdict.status == "proved"
    assert isinstance(found.answer, Term)
    for i in (1, 2, 3):
        h = 1e-6
        up, down = (
            value(softmax([v + s * (k + 1 == i) for k, v in enumerate(Z)])) for s in (h, -h)
        )
        assert abs(worth(found.answer, i) - (up - down) / (2 * h)) < 1e-7


def test_the_derivative_of_the_softmax_is_used_whole() -> None:
    """Σ_k ∂L/∂p_k · ∂p_k/∂z_i is worked with ∂p_k/∂z_i = p_k(δ_ki − p_i), not with exponentials."""
    loss = CASES["squares"][0]
    found = tuidao.solve(rf"\frac{{\partial}}{{\partial z_i}}\left({loss}\right)", SOFTMAX)
    assert str(found.answer) == "2*p[i]*(p[i] + Sum(p[k]*(y[k] - p[k]), (k, 1, n)) - y[i])"
