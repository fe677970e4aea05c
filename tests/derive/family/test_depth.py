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


def test_without_absolute_values_a_network_refutes_it() -> None:
    damaged = r"\frac{\partial a_n}{\partial b_1} \le \left(\frac14\right)^n \prod_{l=2}^n w_l"
    verdict = tuidao.check(damaged, NET)
    assert verdict.status == "refuted"
    assert verdict.counterexample is not None
    values = verdict.counterexample.values
    assert {"n", "a[0]", "w[2]", "b[1]"} <= set(values)
    assert verdict.counterexample.left is not None
    assert verdict.counterexample.right is not None
    assert float(verdict.counterexample.left) > float(verdict.counterexample.right)


def test_the_gradient_as_a_claim() -> None:
    net = r"a_l = \sigma(z_l), z_l = w_l a_{l-1} + b_l"
    right = r"C'(a_n)\sigma'(z_1)\prod_{l=2}^n w_l\sigma'(z_l)"
    claim = rf"\frac{{\partial C(a_n)}}{{\partial b_1}} = {right}"
    assert tuidao.check(claim, net).status == "proved"
    damaged = claim.replace(r"w_l\sigma'(z_l)", r"w_l\sigma'(z_{l-1})")
    assert tuidao.check(damaged, net).status == "refuted"
    four = (
        r"\frac{\partial C(a_4)}{\partial b_1} ="
        r" \sigma'(z_1) w_2\sigma'(z_2) w_3\sigma'(z_3) w_4\sigma'(z_4) C'(a_4)"
    )
    assert tuidao.check(four, net).status == "proved"
    assert tuidao.check(four.replace("w_3", "w_4"), net).status == "refuted"
