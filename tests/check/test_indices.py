"""Index sums in the normal form: what is equal for every n is seen to be, and nothing else is."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import pytest
from flint import arb, fmpq

from tuidao.check.normal import compare
from tuidao.lang.ball import evaluate
from tuidao.lang.spell import spell
from tuidao.lang.term import App, Sym, Term, free_symbols
from tuidao.read import read

EQUAL = [
    r"\sum_{i=1}^n\sum_{j=1}^m a_{ij} = \sum_{j=1}^m\sum_{i=1}^n a_{ij}",
    r"\sum_{i=1}^n\sum_{j=1}^n a_{ij} = \sum_{i=1}^n\sum_{j=1}^n a_{ji}",
    r"\sum_{i=1}^n\sum_{j=1}^i a_{ij} = \sum_{j=1}^n\sum_{i=j}^n a_{ij}",
    r"\left(\sum_{i=1}^n x_i\right)^2 = \sum_{i=1}^n x_i^2 + 2\sum_{i=1}^n\sum_{j=i+1}^n x_i x_j",
    r"\sum_{i=1}^n\sum_{j=1}^n a_{ij} = \sum_{i=1}^n a_{ii} + \sum_{i=1}^n\sum_{j=1}^{i-1} (a_{ij}+a_{ji})",
    r"\sum_{i=1}^n\sum_{j=1}^n \delta_{ij} x_i y_j = \sum_{i=1}^n x_i y_i",
    r"\sum_{j=1,j\ne i}^n a_j = \sum_{j=1}^n a_j - a_i",
    r"\sum_{i=1}^n\sum_{j=1,j\ne i}^n x_i x_j = (\sum_{i=1}^n x_i)^2 - \sum_{i=1}^n x_i^2",
    r"\sum_{i=1}^n\sum_{j=1}^n\sum_{k=1}^n A_{ij}B_{jk}C_{ki}"
    r" = \sum_{i=1}^n\sum_{j=1}^n\sum_{k=1}^n B_{ij}C_{jk}A_{ki}",
    r"\sum_{i=1}^n\sum_{j=1}^n (x_i-x_j)^2 = 2\sum_{i=1}^n\sum_{j=1}^{i-1}(x_i-x_j)^2",
    r"\sum_{i=1}^n \mathbf{1}\{i=k\} a_i = a_k",
    r"\sum_{i=1}^n\sum_{j=1}^n\mathbf 1\{i<j\} a_{ij} = \sum_{i=1}^n\sum_{j=i+1}^n a_{ij}",
    r"\prod_{i=1}^n (a_i b_i) = \left(\prod_{i=1}^n a_i\right) \prod_{i=1}^n b_i",
    r"\prod_{i=1}^n e^{x_i} = e^{\sum_{i=1}^n x_i}",
    r"\prod_{i=1}^n 2x_i = 2^n \prod_{i=1}^n x_i",
    r"\ln\prod_{i=1}^n e^{-x_i^2/2} = -\frac12\sum_{i=1}^n x_i^2",
]
DAMAGED = [
    r"\sum_{i=1}^n\sum_{j=1}^i a_{ij} = \sum_{j=1}^n\sum_{i=1}^j a_{ij}",
    r"\sum_{i=1}^n\sum_{j=1}^i a_{ij} = \sum_{j=1}^n\sum_{i=j+1}^n a_{ij}",
    r"\left(\sum_{i=1}^n x_i\right)^2 = \sum_{i=1}^n x_i^2 + \sum_{i=1}^n\sum_{j=i+1}^n x_i x_j",
    r"\sum_{i=1}^n\sum_{j=1}^n \delta_{ij} x_i y_j = \sum_{i=1}^n x_i \sum_{j=1}^n y_j",
    r"\sum_{i=1}^n\sum_{j=1}^n A_{ij}B_{ji} = \sum_{i=1}^n\sum_{j=1}^n A_{ij}B_{ij}",
    r"\sum_{i=1}^n\sum_{j=1}^n\sum_{k=1}^n A_{ij}B_{jk}C_{ki}"
    r" = \sum_{i=1}^n\sum_{j=1}^n\sum_{k=1}^n A_{ij}C_{jk}B_{ki}",
    r"\prod_{i=1}^n 2x_i = 2\prod_{i=1}^n x_i",
    r"\sum_{i=1}^n \mathbf{1}\{i\le k\} a_i = a_k",
]


def entry(name: str) -> Callable[..., arb]:
    return lambda *at: arb(fmpq(random.Random(f"{name}{at}").randint(-30, 30), 8))


def values(t: Term, sizes: dict[str, int]) -> dict[Sym, object]:
    return {s: arb(sizes[s.name]) if s.name in sizes else entry(s.name) for s in free_symbols(t)}


def holds(claim: Term) -> bool:
    """By numbers, for small n and every place of the free indices."""
    assert isinstance(claim, App)
    for n, m in ((1, 2), (2, 3), (3, 2), (4, 1)):
        for i, k in itertools.product(range(1, n + 1), repeat=2):
            at = values(claim, {"n": n, "m": m, "i": i, "k": k})
            left, right = (evaluate(s, at) for s in claim.args)  # type: ignore[arg-type]
            assert isinstance(left, arb)
            assert isinstance(right, arb)
            if not left.overlaps(right):
                return False
    return True


@pytest.mark.parametrize("text", EQUAL)
def test_equal_for_every_n(text: str) -> None:
    claim = read(text)
    assert isinstance(claim, App)
    assert holds(claim)
    assert compare(*claim.args).equal, spell(claim)


@pytest.mark.parametrize("text", DAMAGED)
def test_not_equal(text: str) -> None:
    claim = read(text)
    assert isinstance(claim, App)
    assert not holds(claim)
    assert not compare(*claim.args).equal


def test_that_the_index_is_in_the_range_is_needed() -> None:
    claim = read(r"\sum_{k=1}^n \delta_{ki} a_k = a_i")
    assert isinstance(claim, App)
    assert {spell(c) for c in compare(*claim.args).needs} == {"i >= 1", "n >= i"}


def drawn(seed: int) -> str:
    """A double sum with deltas and indicators over one of several ranges."""
    r = random.Random(seed)
    ends = r.choice(("(j, 1, n)", "(j, 1, i)", "(j, i, n)", "(j, 1, i - 1)", "(j, i + 1, n)"))
    factors = (
        *("a[i, j]", "a[j, i]", "x[i]", "x[j]", "x[j]**2", "KroneckerDelta(i, j)", "2"),
        *(
            "Indicator(i < j)",
            "Indicator(j <= i)",
            "(1 - KroneckerDelta(j, i))",
            "Indicator(j >= i - 1)",
        ),
    )
    body = "*".join(r.choice(factors) for _ in range(r.randint(1, 3)))
    order = f"Sum(Sum({body}, {ends}), (i, 1, n))"
    return order if r.random() < 0.7 else f"Sum(Sum({body}, (i, 1, n)), (j, 1, n))"


def test_what_is_called_equal_is_so_by_numbers() -> None:
    texts = [drawn(k) for k in range(26)]
    terms = [read(t) for t in texts]
    seen: dict[tuple[str, ...], list[int]] = {}
    for k, t in enumerate(terms):
        key = []
        for n in (1, 2, 3, 4):
            v = evaluate(t, values(t, {"n": n}))  # type: ignore[arg-type]
            key.append(str(v.mid()) if isinstance(v, arb) else "")
        seen.setdefault(tuple(key), []).append(k)
    found = 0
    group = {k: key for key, ks in seen.items() for k in ks}
    for a, b in itertools.combinations(range(len(terms)), 2):
        if (a * 7 + b) % 9 and group[a] != group[b]:
            continue
        if compare(terms[a], terms[b]).equal:
            assert group[a] == group[b], (texts[a], texts[b])
            found += group[a] == group[b] and terms[a] != terms[b]
    assert found >= 3
