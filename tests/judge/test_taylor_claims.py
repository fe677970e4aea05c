"""Taylor's formula with Lagrange's remainder as documents state it: of any order, for some point between."""

from __future__ import annotations

import pytest

from tuidao import check, check_document
from tuidao.proof import Status


@pytest.mark.parametrize(
    "text",
    [
        r"f(x)=\sum_{k=0}^n \frac{f^{(k)}(a)}{k!}(x-a)^k + \frac{f^{(n+1)}(\xi)}{(n+1)!}(x-a)^{n+1}",
        r"f(x)=f(a)+f'(a)(x-a)+\frac{f''(\xi)}{2}(x-a)^2",
        r"f(x)=f(a)+f'(a)(x-a)+\frac{f''(a)}{2}(x-a)^2+\frac{f'''(\xi)}{6}(x-a)^3",
    ],
)
def test_the_formula_holds_for_some_point_between(text: str) -> None:
    found = check(text)
    assert found.status is Status.PROVED
    assert "xi between a and x" in found.reason("en")
    assert any("defined(diff(f(r)" in str(c) for c in found.missing)


@pytest.mark.parametrize(
    "text",
    [
        r"f(x)=f(a)+f'(a)(x-a)+\frac{f''(a)}{2}(x-a)^2+\frac{f'''(\xi)}{3}(x-a)^3",
        r"f(x)=f(a)+f'(a)(x-a)+\frac{f''(\xi)}{2}(x-a)^3",
        r"f(x)=\sum_{k=0}^n \frac{f^{(k)}(a)}{k!}(x-a)^k + \frac{f^{(n+1)}(\xi)}{n!}(x-a)^{n+1}",
        r"f(x)=\sum_{k=0}^n \frac{f^{(k)}(a)}{k!}(x-a)^k + \frac{f^{(n)}(\xi)}{n!}(x-a)^n",
        r"f(x)=f(a)-f'(a)(x-a)+\frac{f''(\xi)}{2}(x-a)^2",
    ],
)
def test_a_damaged_formula_is_not_proved(text: str) -> None:
    assert check(text).status is Status.OPEN


def test_a_remainder_that_is_defined_further_on() -> None:
    report = check_document(
        "若 $f(x)$ 在 $(a, b)$ 内有 $(n+1)$ 阶导数，那么对 $x \\in (a, b)$ 有\n\n"
        r"$$f(x) = f(x_0) + f'(x_0)(x - x_0) + \frac{1}{2!} f''(x_0)(x - x_0)^2 + \cdots + R_n(x)$$"
        "\n\n其中，"
        r"$R_n(x) = \frac{f^{(n+1)}(\xi)}{(n+1)!} (x - x_0)^{n+1}$，"
        "ξ 是 $x_0$ 与 $x$ 之间的某值。\n"
    )
    assert [f.kind for f in report.everything if r"\cdots" in f.latex] == ["proved"]
