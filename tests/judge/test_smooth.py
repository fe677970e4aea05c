"""A claim about a derivative is said only where the derivative exists: corners, jumps, and what looks like a corner."""

from __future__ import annotations

import pytest

from tuidao import check
from tuidao.proof import Status


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (r"\frac{d}{dx} |x| = \operatorname{sgn}(x)", ["x != 0"]),
        (r"\frac{d}{dx}\max(0,x)=\begin{cases}1,&x>0\\0,&x\le 0\end{cases}", ["x != 0"]),
        (r"\frac{d}{dx} \max(x,0) = \mathbb{1}\{x>0\}", ["x != 0"]),
        (r"\frac{d}{dx} \lfloor x \rfloor = 0", ["x != floor(x)"]),
        (
            r"\frac{d}{dx} |x^2-1| = 2x \operatorname{sgn}(x^2-1)",
            ["x - 1 != 0", "x + 1 != 0"],
        ),
        (r"\frac{d}{dx} x|x| = 2|x|", []),
        (r"\frac{d}{dx} x^{4/3} = \frac{4}{3} x^{1/3}", []),
        (r"\frac{d}{dx} \sin x = \cos x", []),
        (
            r"\frac{d}{dx}\begin{cases}x^2,&x>0\\0,&x\le 0\end{cases}=\begin{cases}2x,&x>0\\0,&x\le 0\end{cases}",
            [],
        ),
    ],
)
def test_where_the_derivative_exists_is_a_condition(text: str, missing: list[str]) -> None:
    found = check(text)
    assert found.status in (Status.PROVED, Status.TESTED)
    assert [str(c) for c in found.missing] == missing


def test_a_stated_condition_is_not_asked_for_again() -> None:
    assert check(r"\frac{d}{dx}\max(0,x)=1", "x > 0").missing == ()
