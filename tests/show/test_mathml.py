"""MathML writes what a textbook prints: brackets where signs meet, none where they say nothing."""

from __future__ import annotations

import re

import pytest

from tuidao.read import read_plain
from tuidao.show.mathml import mathml

_SIGNS = {"\u2061": "", "\u2062": "", "\u00a0": " "}


def _flat(plain: str) -> str:
    """The characters of the formula, powers as ^, a bare product as nothing."""
    html = mathml(read_plain(plain)).replace("&#x2061;", "")
    html = re.sub(r"<mspace[^>]*/>", " ", html)
    html = re.sub(r"<msup>(.*?)</msup>", r"\1", html)
    text = re.sub(r"<[^>]*>", "", html)
    return "".join(_SIGNS.get(c, c) for c in text)


@pytest.mark.parametrize(
    ("plain", "shown"),
    [
        ("x*sin(x)", "x sin x"),
        ("sin(x)*x", "sin x·x"),
        ("sin(x)*cos(x)", "sin x cos x"),
        ("x*(-cos(x))", "x(−cos x)"),
        ("a - (-b)", "a−(−b)"),
        ("a - (-2)*b", "a−(−2b)"),
        ("-(-x)", "−(−x)"),
        ("2*x*(x + 1)", "2x(x+1)"),
        ("x*2", "x·2"),
        ("sin(x + 1)", "sin(x+1)"),
        ("sin(2*x)", "sin 2x"),
        ("diff(-x*y, x)", "ddx(−xy)"),
        ("-Sum(a[i], (i, 1, n))", "−∑i=1nai"),
    ],
)
def test_products_and_signs(plain: str, shown: str) -> None:
    assert _flat(plain) == shown
