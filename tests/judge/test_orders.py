"""Equations with a little o: decided by the limit that they stand for."""

from __future__ import annotations

import pytest

from tuidao import check, check_document
from tuidao.proof import Status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("e^x = 1 + x + o(x)", Status.PROVED),
        (r"\sin x = x + o(x^2)", Status.PROVED),
        (r"\ln x = (x-1) + o(x-1)", Status.PROVED),
        (r"\sqrt{n^2+1} = n + \frac{1}{2n} + o(1/n)", Status.PROVED),
        (r"f(x_0+h) = f(x_0) + f'(x_0) h + o(h)", Status.PROVED),
        (r"f(x) = f(x_0) + f'(x_0)(x-x_0) + o(x-x_0)", Status.PROVED),
        ("e^x = 1 + x + o(x^2)", Status.REFUTED),
        (r"\sin x = x + o(x^3)", Status.REFUTED),
        (r"\ln(1+x) = x + \frac{x^2}{2} + o(x^2)", Status.REFUTED),
        (r"f(x_0+h) = f(x_0) - f'(x_0) h + o(h)", Status.OPEN),
    ],
)
def test_what_a_little_o_says_is_a_limit(text: str, status: Status) -> None:
    assert check(text).status is status


def test_the_reason_names_the_limit() -> None:
    found = check(r"\sin x = x + o(x^3)")
    assert found.counterexample is not None and found.counterexample.left == "-1/6"
    assert "-1/6" in found.reason("zh") and "0" in found.reason("en")


def test_a_definition_by_a_little_o_claims_nothing_and_a_claim_in_a_document_is_decided() -> None:
    report = check_document(
        "微分的定义：\n\n如果 $y=f(x)$ 在 $x_0$ 的增量可表示为 "
        r"$\Delta y = f(x_0+\Delta x)-f(x_0) = A\Delta x + o(\Delta x)$，则称可微。"
        "\n\n例：因此\n\n$$e^x = 1 + x + o(x)$$\n"
    )
    assert [f.kind for f in report.everything if r"o(\Delta x)" in f.latex] == ["open"]
    assert [str(f.role) for f in report.everything if "A\\Delta x + o" in f.latex] == ["definition"]
    assert [f.kind for f in report.everything if "e^x" in f.latex] == ["proved"]
