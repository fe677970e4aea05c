"""Definitions in force, and what a relation sign means where it stands."""

from __future__ import annotations

import pytest

from tuidao.judge.context import Context
from tuidao.judge.edits import edits
from tuidao.judge.integrals import derivative_claim, up_to_constants
from tuidao.judge.meaning import Role, role_of, universal
from tuidao.judge.named import judge_words, word_equations
from tuidao.judge.readings import other_readings, over_free_indices
from tuidao.judge.repair import nearest
from tuidao.judge.rounding import decimals, rounded
from tuidao.lang.build import D, antiderivative, apply, eq, log, num, sin, total
from tuidao.lang.op import ABS
from tuidao.lang.term import Sym, Term
from tuidao.proof import Status

x, y, a, b, i, n, C = (Sym(s) for s in "x y a b i n C".split())
f, g, p, q, P, H, X = (Sym(s) for s in "f g p q P H X".split())


def test_definitions_of_functions_symbols_and_families() -> None:
    c = Context()
    c.define(f(x), x**2 + 1)
    c.define(a, f(y))
    c.define(p[i], Sym("z")[i] / n)
    assert c.put_in(f(num(3)) + a) == (num(3) ** 2 + 1) + (y**2 + 1)
    assert c.put_in(total(p[i], i, 1, n)) == total(Sym("z")[i] / n, i, 1, n)
    assert c.put_in(D(f(x), x)) == D(x**2 + 1, x)


def test_a_redefinition_replaces() -> None:
    c = Context()
    c.define(f(x), x**2)
    c.define(f(y), y + 1)
    assert c.put_in(f(x)) == x + 1


def test_a_definition_by_itself_is_none() -> None:
    c = Context()
    assert c.define(a, a + 1) is None
    assert c.put_in(a) == a
    c.define(f(x), g(x))
    c.define(g(x), f(x))
    assert c.put_in(f(x)) in (f(x), g(x))


def test_a_functional_is_taken_of_what_it_is_given() -> None:
    c = Context()
    xs = Sym("x")
    c.define(H(X), -total(P(xs[i]) * log(P(xs[i])), i, 1, n))
    assert c.put_in(H(p(xs))) == -total(p(xs[i]) * log(p(xs[i])), i, 1, n)


def test_terms_said_to_be_equal() -> None:
    c = Context()
    left = D(f(x), x)
    c.define(left, a * b)
    assert c.put_in(left + 1) == a * b + 1


@pytest.mark.parametrize(
    ("relation", "left", "right", "cue", "role"),
    [
        ("eq", y, x**2 + 1, "", Role.DEFINITION),
        ("eq", f(x), x**2, "", Role.DEFINITION),
        ("define", x + y, a, "", Role.DEFINITION),
        ("eq", D(f(x), x), 2 * x, "", Role.DEFINITION),
        ("eq", a, a - b * x, "", Role.ASSIGNMENT),
        ("assign", a, b, "", Role.ASSIGNMENT),
        ("gt", x, num(0), "", Role.CONDITION),
        ("eq", x, num(0), "if", Role.CONDITION),
        ("eq", x**2 - 4, num(0), "solve", Role.EQUATION),
        ("eq", sin(x) ** 2, 1 - sin(x), "", Role.CLAIM),
        ("le", sin(x), x, "", Role.CLAIM),
        ("similar", sin(x), x, "", Role.ASYMPTOTIC),
        ("eq", (x + 1) ** 2, x**2 + 2 * x + 1, "", Role.CLAIM),
    ],
)
def test_roles(relation: str, left: Term, right: Term, cue: str, role: Role) -> None:
    found = role_of(relation, left, right, cue, Context(), first=True, alone=True, strict=True)
    assert found is role


def test_what_is_meant_for_all_values() -> None:
    assert universal(num(1), num(2), "eq", strict=True)
    assert universal((x + 1) ** 2, x**2 + 2 * x, "eq", strict=False)
    assert not universal(x + y, a + b, "eq", strict=False)
    assert not universal(x + y, num(10), "eq", strict=True)
    assert not universal(f(x), x**2, "eq", strict=False)
    assert not universal(D(f(x), x), f(x), "eq", strict=False)
    assert universal(D(f(x) * g(x), x), D(f(x), x) * D(g(x), x), "eq", strict=False)


def test_decimals_are_equal_to_the_digits_written() -> None:
    assert decimals("0.750 + 2.5x") == {
        num(3, 4).value: num(1, 1000).value,
        num(5, 2).value: num(1, 10).value,
    }
    third = rounded(num(1) / num(3), num(333, 1000), decimals("0.333"), approx=False)
    assert third is not None
    assert third.status is Status.PROVED
    wrong = rounded(num(6) / num(7), num(3, 4), decimals("0.750"), approx=False)
    assert wrong is not None
    assert wrong.status is Status.REFUTED
    assert wrong.counterexample is not None
    assert rounded(x, num(3, 4), decimals("0.75"), approx=False) is None


def test_antiderivatives_are_compared_by_their_derivatives() -> None:
    found = derivative_claim(antiderivative(2 * x, x), x**2 + C)
    assert found == eq(2 * x, D(x**2 + C, x))
    assert derivative_claim(x * antiderivative(x, x), x**3) is None
    assert derivative_claim(x, x) is None
    assert up_to_constants(log(2 * x) + C, log(x) + C) == eq(D(log(2 * x) + C, x), D(log(x) + C, x))


def test_a_sum_reaches_over_what_uses_its_index() -> None:
    z, w = Sym("z"), Sym("w")
    new, note = over_free_indices(total(z[i], i, 1, n) + w[i])
    assert new == total(z[i] + w[i], i, 1, n)
    assert note is not None
    assert over_free_indices(total(z[i], i, 1, n) + w[n]) == (total(z[i], i, 1, n) + w[n], None)
    readings = [t for t, _ in other_readings(total(z[i], i, 1, n) + 1, r"\sum_{i=1}^n z_i + 1")]
    assert total(z[i] + 1, i, 1, n) in readings
    assert log(x) * y in [t for t, _ in other_readings(log(x * y), r"\log x y")]
    assert list(other_readings(log(x * y), r"\log(x y)")) == []
    assert list(other_readings(log(x * y), "log(x*y)")) == []
    assert list(other_readings(total(z[i], i, 1, n) + 1, r"\left(\sum_i (z_i)\right) + 1")) == []


def test_the_nearest_version_is_found_among_small_edits() -> None:
    true = x**2 + 2 * x + 1

    def holds(left: Term, right: Term) -> bool:
        return right == true

    found = nearest((x + 1) ** 2, x**2 - 2 * x + 1, holds, lambda u, v: True)
    assert found == ((x + 1) ** 2, true)
    assert nearest((x + 1) ** 2, x, holds, lambda u, v: True) is None
    made = [e.term for e in edits(x)]
    assert apply(ABS, x) in made


def test_equations_of_words() -> None:
    text = "大家知道交叉熵=相对熵-信息熵。Also cross-entropy = entropy + KL divergence holds."
    first, second = word_equations(text, 0)
    assert text[first.place.start : first.place.end] == "交叉熵=相对熵-信息熵"
    wrong, right = judge_words(first), judge_words(second)
    assert wrong.status is Status.REFUTED
    assert "交叉熵 = 相对熵 + 信息熵" in wrong.reason.zh
    assert right.status in (Status.PROVED, Status.TESTED)
