"""Inequalities, implications and conditions as people write them: plain and LaTeX, English and Chinese."""

from __future__ import annotations

import pytest

import tuidao

HOLD = r"""
\sin x < x, x > 0
x > 0, \sin x < x
\sin x < x \quad (x > 0)
x>0 \Rightarrow \sin x < x
x > 0 => log(x) <= x - 1
Implies(x > 0, log(x) <= x - 1)
forall(x**2 >= 0, x, Reals)
\forall x > 0: \sin x < x
\forall x \in \mathbb{R},\ e^x \ge 1 + x
e^x \ge 1+x, \forall x\in\mathbb{R}
\forall x \in (0,1), \ln x < 0
当 x>0 时, \sin x < x
若 x>0, 则 \ln x \le x-1
If x > 0 then \ln x \le x - 1
For all x > 0: \ln x \le x-1
e^x \ge 1+x for x > 0
Let a > 0 and b > 0. Then a+b \ge 2\sqrt{ab}
a \ge 0, b \ge 0 \Rightarrow \frac{a+b}{2} \ge \sqrt{ab}
0 < a < b \Rightarrow a^2 < b^2
\sqrt{x^2} = x, x \ge 0
x = 2 \Rightarrow x^2 = 4
exp(x) >= 1 + x
x != x + 1
\sin x \ne 2
1 < \sqrt2 < 2
3.14 < \pi < 3.15
a^2+b^2 \ge 2ab \ge -a^2-b^2
x(1-x) \le \frac14
x**2 >= 0 and x**4 >= 0
|a+b| \le |a|+|b|
x^2 + 1 > 0
""".strip().splitlines()
FAIL = r"""
a < b \Rightarrow a^2 < b^2
\sqrt{x^2} \ne x
3.15 < \pi < 3.16
\forall x \in (0,2), \ln x < 0
forall(x**2 > 0, x, Reals)
e^x \ge 1 + x + x^2
\ln x \ge x - 1, x > 0
若 x>0, 则 \ln x \ge x
x > 0 \Rightarrow x^2 > x
|a+b| \ge |a|+|b|
a^2 + b^2 \ge 3ab
exp(x) >= 2 + x
""".strip().splitlines()
SAY_NOTHING = r"""
x > 0
x^2 < 4
|x| < 1
x^2+y^2 \le 1
0 < x < 1
e_{k+1} \leq c e_k^2
\ln{(1+x)}-\ln1 = \frac{x}{\xi},\ 1<\xi<1+x
""".strip().splitlines()


@pytest.mark.parametrize("text", HOLD)
def test_true(text: str) -> None:
    assert tuidao.check(text).status in ("proved", "tested")


@pytest.mark.parametrize("text", FAIL)
def test_false(text: str) -> None:
    found = tuidao.check(text)
    assert found.status == "refuted"
    assert found.counterexample is not None


@pytest.mark.parametrize("text", SAY_NOTHING)
def test_conditions_and_what_is_said_of_one_quantity_are_left_alone(text: str) -> None:
    assert tuidao.check(text).status == "open"


def test_a_stated_condition_is_used() -> None:
    assert tuidao.check("x + 1/x >= 2", given="x > 0").status == "proved"
    assert tuidao.check("x + 1/x >= 3", given="x > 0").status == "refuted"
