"""Claims between entropies of random variables, in symbols and in words."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import log
from random import Random

import pytest

from tuidao import check, check_document
from tuidao.judge.shannon import between_entropies
from tuidao.lang.term import App, Num, Term
from tuidao.proof import Status

TRUE = [
    "H(X,Y) = H(X) + H(Y|X)",
    r"H(Y \mid X) = H(X, Y) - H(X)",
    "I(X;Y) = H(X) - H(X|Y) = H(Y) - H(Y|X)",
    "I(X;Y) = H(X) + H(Y) - H(X,Y)",
    "I(X;Y) = I(Y;X)",
    "I(X,Y;Z) = I(X;Z) + I(Y;Z|X)",
    "H(X,Y,Z) = H(X) + H(Y|X) + H(Z|X,Y)",
    r"H(X|Y) \le H(X)",
    r"H(X,Y) \le H(X) + H(Y)",
    r"I(X;Y) \ge 0",
    r"2H(X,Y,Z) \le H(X,Y) + H(Y,Z) + H(X,Z)",
]
FALSE = [
    "H(X,Y) = H(X) + H(Y)",
    "I(X;Y) = H(X) + H(Y|X)",
    "H(X|Y) = H(Y|X)",
    "H(X|Y) < H(X)",
    "H(X|Y) > 0",
    r"H(X) \le H(X|Y)",
    r"I(X;Y|Z) \le I(X;Y)",
    r"I(X;Y) \le I(X;Y|Z)",
]


@pytest.mark.parametrize("claim", TRUE)
def test_true_of_all_distributions(claim: str) -> None:
    assert check(claim).status is Status.PROVED


def entropy(table: Term, of: set[int], depth: int) -> float:
    """The joint entropy of some of the variables of a table of nested rows."""
    margin: dict[tuple[int, ...], Fraction] = {}
    for cell in product((0, 1), repeat=depth):
        t = table
        for v in cell:
            assert isinstance(t, App)
            t = t.args[v]
        assert isinstance(t, Num)
        key = tuple(cell[k] for k in sorted(of))
        margin[key] = margin.get(key, Fraction(0)) + t.value
    assert sum(margin.values()) == 1
    return -sum(float(p) * log(p) for p in margin.values() if p)


@pytest.mark.parametrize("claim", FALSE)
def test_false_of_the_distribution_shown(claim: str) -> None:
    found = check(claim)
    assert found.status is Status.REFUTED
    assert found.counterexample is not None
    ((name, table),) = found.counterexample.values.items()
    depth = name.count(",") + 1
    assert entropy(table, set(range(depth)), depth) >= 0  # and it sums to 1


def test_the_sides_shown_are_those_of_the_distribution() -> None:
    found = check("H(X,Y) = H(X) + H(Y)").counterexample
    assert found is not None
    (table,) = found.values.values()
    assert float(found.left or "nan") == pytest.approx(entropy(table, {0, 1}, 2))
    assert float(found.right or "nan") == pytest.approx(
        entropy(table, {0}, 2) + entropy(table, {1}, 2)
    )


def test_random_sums_are_judged_as_numbers_say() -> None:
    """A proved claim holds for random tables; one that some table breaks is not proved."""
    draw = Random(3)
    parts = ["H(X)", "H(Y)", "H(X,Y)", "H(X|Y)", "H(Y|X)", "I(X;Y)"]
    tables = []
    for _ in range(30):
        weights = [draw.randint(0, 5) + (k == 0) for k in range(4)]
        whole = sum(weights)
        tables.append([Fraction(w, whole) for w in weights])

    def h(*p: Fraction) -> float:
        return -sum(float(x) * log(x) for x in p if x)

    def of(name: str, t: list[Fraction]) -> float:
        a, b, c, d = t
        x, y, xy = h(a + b, c + d), h(a + c, b + d), h(a, b, c, d)
        return dict(zip(parts, (x, y, xy, xy - y, xy - x, x + y - xy), strict=True))[name]

    seen = set()
    for _ in range(120):
        left, right = ([draw.choice(parts) for _ in range(draw.randint(1, 2))] for _ in "ab")
        relation = draw.choice(["eq", "le", "lt"])
        found = between_entropies("+".join(left), relation, "+".join(right))
        if found is None:
            continue
        gaps = [sum(of(n, t) for n in right) - sum(of(n, t) for n in left) for t in tables]
        broken = any(abs(g) > 1e-9 if relation == "eq" else g < -1e-9 for g in gaps)
        assert not (found.status is Status.PROVED and broken), (left, relation, right)
        assert (
            found.status is Status.PROVED
            or relation == "lt"
            or broken
            or found.status is Status.REFUTED
        )
        seen.add((relation, found.status))
    assert len(seen) >= 4


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        ("联合熵 = 信息熵 + 条件熵", Status.PROVED),
        ("互信息 = 信息熵 - 条件熵", Status.PROVED),
        ("联合熵 = 信息熵 + 互信息", Status.REFUTED),
        ("mutual information = entropy - conditional entropy", Status.PROVED),
        ("cross entropy = entropy + relative entropy", Status.PROVED),
        ("交叉熵 = 信息熵 - 相对熵", Status.REFUTED),
    ],
)
def test_equations_of_words(claim: str, status: Status) -> None:
    assert check(claim).status is status
    report = check_document(f"由定义可知，{claim}。")
    assert report.counts[status] == 1


def test_other_letters_are_left_alone() -> None:
    """H of one variable, a Hessian, a hypothesis: nothing here speaks of entropies."""
    for left, right in (
        ("H(x)", "x^2"),
        ("H(X)", "H(Y)"),
        ("H(X)", "2"),
        ("I(X)", "H(X,Y)"),
        ("H(x,y)", "H(x)"),
    ):
        assert between_entropies(left, "eq", right) is None
