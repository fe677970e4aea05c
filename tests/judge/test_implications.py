"""Implications and equivalences: witnesses, sets of solutions, premises taken apart; never a false proof."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from tuidao import check, check_document
from tuidao.judge.implications import decide
from tuidao.lang import op as ops
from tuidao.lang.ball import Statement as Compiled
from tuidao.lang.ball import exact_ball
from tuidao.lang.build import abs_, eq, ge, gt, le, lt, ne
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.proof import Status


@pytest.mark.parametrize(
    "text",
    [
        r"x^2=4 \iff x=\pm 2",
        r"x=2 \Rightarrow x^2=4",
        "x^2=1 当且仅当 x=1 或 x=-1",
        r"\sqrt{x+2} = x \iff x = 2",
        r"|x| < 1 \Leftrightarrow -1 < x < 1",
        r"\ln x > 0 \iff x > 1",
        r"ab = 0 \iff a = 0 \text{ or } b = 0",
        r"x^2 + y^2 = 0 \iff x = 0 \text{ and } y = 0",
        r"2x + 2y = 4 \iff x + y = 2",
        r"|x| = |y| \iff x^2 = y^2",
        r"x = y \iff x^3 = y^3",
        r"x^2 - 5x + 6 = 0 \Rightarrow (x-2)(x-3)=0 \Rightarrow x = 2, x = 3",
        "当 $x>2$ 时，$x^2>4$",
        "if x = 0 then x^2 = 0",
        "x**2=4 <=> x=2 or x=-2",
        r"|x - 1| < 2 \iff x \in (-1, 3)",
    ],
)
def test_what_follows_is_proved(text: str) -> None:
    found = check(text)
    assert (found.status, found.missing) == (Status.PROVED, ()), found


@pytest.mark.parametrize(
    ("text", "witness"),
    [
        (r"x^2=4 \Rightarrow x=2", {"x": Num(-2)}),
        (r"x^2=4 \iff x=2", {"x": Num(-2)}),
        ("若 x^2=4, 则 x=2", {"x": Num(-2)}),
        ("if x^2 = 4 then x = 2", {"x": Num(-2)}),
        (r"\sqrt{x+2} = x \iff x^2 - x - 2 = 0", {"x": Num(-1)}),
        (r"x^2 = xy \Rightarrow x = y", {"x": Num(0), "y": Num(1)}),
        (r"a^2 = b^2 \Rightarrow a = b", {"a": Num(1), "b": Num(-1)}),
        (r"a < b \Rightarrow ac < bc", {"a": Num(0), "b": Num(1), "c": Num(0)}),
        ("如果 a > b，那么 a^2 > b^2", {"a": Num(0), "b": Num(-1)}),
    ],
)
def test_what_does_not_follow_is_refuted(text: str, witness: dict[str, Term]) -> None:
    found = check(text)
    assert found.status is Status.REFUTED
    assert found.counterexample is not None and found.counterexample.values == witness


def test_the_true_version_lists_the_solutions_and_the_condition_that_saves_it_is_named() -> None:
    found = check(r"x^2=2 \Rightarrow x=\sqrt 2")
    assert found.missing == (ge(Sym("x"), 0),)
    assert str(found.suggestion) == "x**2 = 2 => x = -sqrt(2) or x = sqrt(2)"
    assert check(r"x^2=2 \Rightarrow x=\sqrt 2", "x > 0").status is Status.PROVED


def test_a_root_at_which_the_equation_has_no_value_solves_only_what_was_made_of_it() -> None:
    found = check(r"\frac{x^2-1}{x-1} = 0 \iff x = \pm 1")
    assert found.status is Status.REFUTED and found.counterexample is not None
    assert found.counterexample.values == {"x": Num(1)} and found.counterexample.left is None
    assert str(found.suggestion) == "(x**2 - 1)/(x - 1) = 0 <=> x = -1"


def test_a_premise_that_says_where_x_lies_keeps_the_suggestion_for_the_conclusion() -> None:
    assert str(check(r"若 x>0, 则 \ln(x^2) = 3\ln x").suggestion) == "log(x**2) = 2*log(x)"


def test_a_value_that_does_not_exist_is_no_consequence() -> None:
    x = Sym("x")
    product_of_log = eq(x * App(ops.LOG, (x,)), 0)
    found = decide(eq(x, 0), product_of_log, both=False)
    assert found is not None and found.status is not Status.PROVED


def test_a_solution_with_a_free_whole_number_is_left_open() -> None:
    assert check(r"\sin x = 0 \iff x = k\pi").status is Status.OPEN


def test_no_implication_with_a_counterexample_is_proved() -> None:
    """Random claims between small polynomials: a proof stands at every point of a finer grid."""
    rng = random.Random(7)
    x, y = Sym("x"), Sym("y")
    shapes = (eq, ne, lt, le, gt, ge)

    def side(names: tuple[Sym, ...]) -> Term:
        s = rng.choice(names)
        k = Num(rng.randint(-3, 3))
        other = rng.choice(names)
        return rng.choice((s + k, s**2 + k, k * s, (s - 1) * (s + k), abs_(s + k), s * other))

    proved = 0
    for n in range(60):
        names = (x,) if n % 3 else (x, y)
        first = rng.choice(shapes)(side(names), rng.randint(-2, 4))
        second = rng.choice(shapes)(side(names), rng.randint(-2, 4))
        both = n % 4 == 0
        found = decide(first, second, both)
        if found is None or found.status is not Status.PROVED:
            continue
        proved += 1
        holds, follows = Compiled(first, names), Compiled(second, names)
        values = [Fraction(k, 2) for k in range(-12, 13)]
        for point in product(values, repeat=len(names)):
            at = [exact_ball(v, 128) for v in point]
            if holds(at) is True:
                assert follows(at) is not False, (first, second, point)
            if both and follows(at) is True:
                assert holds(at) is not False, (first, second, point)
    assert proved >= 6


def test_a_document_proves_what_follows_and_refutes_no_choice_of_a_solution() -> None:
    text = (
        "解方程：\n\n$$x^2 - 5x + 6 = 0 \\iff (x-2)(x-3) = 0 \\iff x = 2 \\lor x = 3$$\n\n"
        "边长为正，故 $x^2 = 9 \\Rightarrow x = 3$。\n"
    )
    report = check_document(text)
    assert [f.kind for f in report.everything if "(x-2)" in f.latex] == ["proved"]
    assert not report.findings
