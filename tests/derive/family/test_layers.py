"""Backpropagation through a chain of layers, for any number of them, against difference quotients of a network."""

from __future__ import annotations

import math

import pytest
from flint import arb

import tuidao
from tuidao.lang.ball import evaluate
from tuidao.lang.build import exp, function, sin
from tuidao.lang.definitions import entries
from tuidao.lang.term import Num, Sym, Term, substitute
from tuidao.read import read_given

NET = r"a_l = \sigma(z_l), z_l = w_l a_{l-1} + b_l"
t = Sym("t")
SIGMA, COST = function(t, 1 / (1 + exp(-t))), function(t, sin(t))


def parameters(name: str, at: int) -> float:
    return math.sin(3 * at + len(name) + ord(name[0])) * 1.5


def forward(n: int, moved: tuple[str, int] = ("", 0), by: float = 0.0) -> tuple[list[float], ...]:
    def value(name: str, at: int) -> float:
        return parameters(name, at) + (by if (name, at) == moved else 0.0)

    a, z = [0.3], [0.0]
    for at in range(1, n + 1):
        z.append(value("w", at) * a[-1] + value("b", at))
        a.append(1 / (1 + math.exp(-z[-1])))
    return a, z


def worth(answer: Term, n: int, k: int) -> float:
    """The answer at numbers: entries from the network, the sigmoid for σ, the sine for C."""
    from tuidao.check.unfold import put_functions

    a, z = forward(n)
    lists = {"a": lambda i: a[i], "z": lambda i: z[i]}
    put = put_functions(answer, {Sym("sigma"): SIGMA, Sym("C"): COST})
    put = substitute(put, {Sym("n"): Num(n), Sym("k"): Num(k)})
    values = {
        Sym(name): (lambda i, name=name: arb(lists.get(name, lambda j: parameters(name, j))(i)))
        for name in ("a", "z", "w", "b")
    }
    found = evaluate(put, values)  # type: ignore[arg-type]
    assert isinstance(found, arb)
    return float(found.mid())


CASES = [
    (r"\frac{\partial C(a_n)}{\partial b_1}", "b", 1, lambda a, z: math.sin(a[-1])),
    (r"\frac{\partial C(a_n)}{\partial b_k}", "b", 0, lambda a, z: math.sin(a[-1])),
    (r"\frac{\partial C(a_n)}{\partial w_k}", "w", 0, lambda a, z: math.sin(a[-1])),
    (r"\frac{\partial C(z_n)}{\partial b_k}", "b", -1, lambda a, z: math.sin(z[-1])),
    (r"\frac{\partial C(a_n)}{\partial b_n}", "b", 9, lambda a, z: math.sin(a[-1])),
    (r"\frac{\partial}{\partial w_1}\frac12(a_n-1)^2", "w", 1, lambda a, z: (a[-1] - 1) ** 2 / 2),
]


@pytest.mark.parametrize(("problem", "by", "which", "cost"), CASES)
def test_every_layer_by_the_one_before(problem, by, which, cost) -> None:  # type: ignore[no-untyped-def]
    solution = tuidao.solve(problem, given=NET)
    assert solution.verdict.status == "proved"
    assert isinstance(solution.answer, Term)
    assert not any("has a value" in c.__class__.__name__ for c in solution.conditions)
    met = 0
    for n in (1, 2, 3, 5):
        for k in range(1, n + (which != -1)):
            if which == 9 and k != n:
                continue
            at, h = (1 if which == 1 else k), 1e-5
            up, down = (cost(*forward(n, (by, at), s)) for s in (h, -h))
            assert abs(worth(solution.answer, n, k) - (up - down) / (2 * h)) < 1e-8
            met += 1
    assert met >= 4


def test_what_is_assumed_is_said() -> None:
    conditions = {str(c) for c in tuidao.solve(CASES[1][0], given=NET).conditions}
    assert len(conditions) == 4
    given = NET + r", \sigma(t)=\frac{1}{1+e^{-t}}"
    assert len(tuidao.solve(CASES[1][0], given=given).conditions) == 3


def test_a_recursion_is_not_put_in_for_ever() -> None:
    assert not entries(read_given(NET))


def test_an_earlier_layer_is_needed() -> None:
    solution = tuidao.solve(
        r"\frac{\partial C(a_n)}{\partial b_1}", given=r"a_l = \sigma(a_{l-2}+b_l)"
    )
    assert solution.answer is None
