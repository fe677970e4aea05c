"""Whatever is typed, reading ends soon, in a term or in a refusal by place."""

from __future__ import annotations

import random
import time

import pytest

from tuidao.diagnostic import InputError
from tuidao.read import read, read_latex, read_plain

PARTS = (
    r"\frac \frac12 { } ( ) [ ] _ ^ x y i n d dx 1 12 0.5 + - * / = < , . ; | \| \left. \right| \sin \ln \lim "
    r"\sum \int \partial \to \infty \begin{cases} \end{cases} & \\ \text{if} ' ! f f( \alpha \mathrm{d} "
    r"\operatorname{KL} \max_j \mathbb{E} +\cdots+ x_1 x_n \sum_{1\le i<j\le n} "
    r"\sum_{j\ne i} [x] \sqrt \binom \max \in \mathbf{x} \hat ^{(i)} _{i=1}^{n} \lim_{x\to0^+} \frac{d}{dx} "
    r"\frac{dy}{dx} \Big|_0^1 \nabla \underset \overset \quad \not e oo limit( diff( Piecewise( True ** and "
    r"or not in U for at= ² √ （ \begin{matrix} \dot \tilde \Delta \top \mathbb{1} \lnot \% ~ \choose"
).split(" ")


def _attempt(text: str) -> bool:
    """Read the text in every way; True where some way read it."""
    met = False
    for reader in (read, read_plain, read_latex):
        start = time.perf_counter()
        try:
            reader(text)
            met = True
        except InputError as refusal:
            found = refusal.diagnostic
        else:
            found = None
        assert found is None or (0 <= found.label.span.start <= max(len(text), 1) and str(found)), (
            text
        )
        assert time.perf_counter() - start < 2, text
    return met


def test_token_soup() -> None:
    rng = random.Random(20261121)
    read_ones = sum(
        _attempt(rng.choice(["", " "]).join(rng.choice(PARTS) for _ in range(rng.randrange(1, 12))))
        for _ in range(2500)
    )
    assert read_ones > 50


def test_random_characters() -> None:
    rng = random.Random(7)
    for _ in range(1500):
        _attempt(
            "".join(
                chr(rng.choice([rng.randrange(32, 127), rng.randrange(1, 0x3000), 92]))
                for _ in range(20)
            )
        )


@pytest.mark.parametrize("count", [35, 10_000])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        *[
            ("(", ")"),
            ("{", "}"),
            (r"\left(", r"\right)"),
            (r"\frac{1}{", "}"),
            ("sin(", ")"),
            ("-", ""),
        ],
        *[
            (r"\sin ", ""),
            ("x**", ""),
            ("x^{", "}"),
            (r"\sqrt", ""),
            (r"\hat", ""),
            ("|", "|"),
            ("x+", ""),
        ],
        *[
            (r"\int ", "dx"),
            (r"\sum_i ", ""),
            (r"\max_i ", "_i"),
            ("E[", "]"),
            ("1+", r"+\dots+n"),
            (r"\begin{cases}", r"\end{cases}"),
            ("x_{", "}"),
            ("not ", ""),
        ],
        *[(r"\frac{d}{dx}", ""), (r"\underset{x}", ""), (r"\text{if} ", ""), (r"\left.", "")],
    ],
)
def test_deep_nesting(opening: str, closing: str, count: int) -> None:
    _attempt(opening * count + "x" + closing * count)


@pytest.mark.parametrize(
    "text", ["9**9**9**9", "9^{9^{9^9}}", "1e999999999", "9" * 19_000, "x" * 30_000]
)
def test_big_numbers(text: str) -> None:
    _attempt(text)
