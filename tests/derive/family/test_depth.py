"""Gradients vanish with depth: the bound with absolute values is proved, the one without is refuted."""

from __future__ import annotations

import tuidao
from tuidao.lang.spell import spell

SIGMOID = r"\sigma(x) = \frac{1}{1+e^{-x}}"
NET = r"a_l = \sigma(z_l), z_l = w_l a_{l-1} + b_l, \sigma(t) = \frac{1}{1+e^{-t}}"
BOUND = (
    r"\left|\frac{\partial C(a_n)}{\partial b_1}\right|"
    r" \le \left(\frac14\right)^n |C'(a_n)| \prod_{l=2}^n |w_l|"
)


def test_the_range_of_the_slope_of_the_sigmoid() -> None:
    assert tuidao.check(r"\sigma'(x) \le \frac14", SIGMOID).status == "proved"
    assert tuidao.check(r"0 < \sigma'(x)", SIGMOID).status == "proved"
    assert tuidao.check(r"\sigma'(x) < \frac14", SIGMOID).status == "refuted"


def test_the_bound_of_a_product_of_slopes() -> None:
    left, right = r"g\,\sigma'(z_1)\prod_{l=2}^n w_l\sigma'(z_l)", r"\prod_{l=2}^n"
    fourth = r"\left(\frac14\right)^n"
    good = tuidao.check(rf"\left|{left}\right| \le {fourth} |g| {right} |w_l|", SIGMOID)
    assert good.status == "proved"
    assert not good.missing
    for damaged in (
        rf"{left} \le {fourth} g {right} w_l",
        rf"\left|{left}\right| \le \left(\frac15\right)^n |g| {right} |w_l|",
        rf"\left|{left}\right| \le {fourth} {right} |w_l|",
    ):
        verdict = tuidao.check(damaged, SIGMOID)
        assert verdict.status == "refuted"
        assert verdict.counterexample is not None


def test_the_bound_for_a_network_of_any_depth() -> None:
    assert tuidao.check(BOUND, NET).status == "proved"
    solution = tuidao.solve(f"prove that ${BOUND}$", given=NET)
    assert solution.verdict.status == "proved"
    assert all(step.verdict.status == "proved" for step in solution.steps)
    assert len(solution.conditions) == 2
    assert any("1 <= n" in spell(c) for c in solution.conditions)


def test_a_false_bound_is_not_proved() -> None:
    for text in (
        BOUND.replace(r"\frac14", r"\frac15"),
        BOUND.replace("l=2", "l=3"),
        BOUND.replace(r"\left(\frac14\right)^n", r"\left(\frac14\right)^{n+1}"),
    ):
        assert tuidao.check(text, NET).status in ("open", "refuted")
