"""The nearest true version of a damaged textbook formula: what the author meant, not merely something true."""

from __future__ import annotations

import pytest

from tuidao import check
from tuidao.proof import Status


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("(a+b)^2 = a^2 + b^2", "(a + b)**2 = a**2 + b**2 + 2*a*b"),
        (r"\frac{1}{a}+\frac{1}{b} = \frac{1}{a+b}", "1/a + 1/b = (a + b)/(a*b)"),
        (r"\ln(ab) = \ln a \ln b", "log(a*b) = log(a) + log(b)"),
        ("e^{a+b} = e^a + e^b", "E**(a + b) = E**a*E**b"),
        (r"\sum_{k=1}^n k = \frac{n(n-1)}{2}", "Sum(k, (k, 1, n)) = n*(n + 1)/2"),
        (
            r"\sum_{k=0}^{n} r^k = \frac{1-r^n}{1-r}",
            "Sum(r**k, (k, 0, n)) = (1 - r**(n + 1))/(1 - r)",
        ),
        (r"\lim_{x\to 0}\frac{\sin 3x}{x} = \frac13", "limit(sin(3*x)/x, x, 0) = 3"),
        (r"\frac{d}{dx} x^x = x^x \ln x", "diff(x**x, x) = x**x*(log(x) + 1)"),
        (r"\frac{d}{dx} a^x = x a^{x-1}", "diff(a**x, x) = a**x*log(a)"),
        (r"\int_0^1 x^n dx = \frac{1}{n}", "integrate(x**n, (x, 0, 1)) = 1/(n + 1)"),
        (
            r"\int \frac{1}{1+x^2} dx = \arcsin x + C",
            "integrate(1/(1 + x**2), x) = atan(x) + C",
        ),
        (
            r"\frac{\partial}{\partial x}(x^2 y + y^3) = 2xy + 3y^2",
            "diff(x**2*y + y**3, x) = 2*x*y",
        ),
        (
            r"\frac{d}{dx} \arccos x = \frac{1}{\sqrt{1-x^2}}",
            "diff(acos(x), x) = -1/sqrt(1 - x**2)",
        ),
    ],
)
def test_the_version_that_was_meant(text: str, meant: str) -> None:
    found = check(text)
    assert found.status is Status.REFUTED
    assert str(found.suggestion) == meant
