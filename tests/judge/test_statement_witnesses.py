"""Wrong statements of kinds that need more than a point: names left behind, wrong variables, worked values, digits."""

from __future__ import annotations

import pytest

from tuidao import check
from tuidao.proof import Status


@pytest.mark.parametrize(
    ("text", "better"),
    [
        (r"\lim_{x\to\infty}(1+\frac{1}{x})^x=e^x", "limit((1 + 1/x)**x, x, oo) = E"),
        (r"\int_0^1 x^2 dx = \frac{x^3}{3}", "integrate(x**2, (x, 0, 1)) = 1/3"),
        (r"\sum_{i=1}^n i = \frac{i(i+1)}{2}", None),
        (
            r"\int \tan^2(\theta) dx=\tan(\theta)-\theta+C",
            "integrate(tan(theta)**2, theta) = tan(theta) - theta + C",
        ),
        (r"\int \sin\theta d\theta=-\cos t +C", "integrate(sin(t), t) = -cos(t) + C"),
    ],
)
def test_a_name_that_is_bound_on_the_other_side(text: str, better: str | None) -> None:
    found = check(text)
    assert found.status is Status.REFUTED and found.counterexample is not None
    assert better is None or str(found.suggestion) == better


@pytest.mark.parametrize(
    "text",
    [
        r"\int_0^b\int_0^{\pi} x^2 \sqrt{4x^2+1}\, d\theta dx = 2\pi\int_0^b x^2\sqrt{4x^2+1}\,dx",
        r"\lim_{x\to+\infty}\frac{(1+\frac{1}{x})^x}{e^x}=\lim_{x\to+\infty}e^{x^2\left(\ln(1+\frac{1}{x})-\frac{1}{x}\right)}",
    ],
)
def test_two_sides_that_are_worked_out_and_differ(text: str) -> None:
    found = check(text)
    assert found.status is Status.REFUTED and found.counterexample is not None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (r"\pi = 3.14", Status.PROVED),
        (r"\pi = 3.1415", Status.PROVED),
        (r"\pi = 3.15", Status.REFUTED),
        (r"-\frac{2}{3} = -0.67", Status.PROVED),
        (r"-\frac{2}{3} = -0.66", Status.PROVED),
        (r"\frac{2}{3} = 0.65", Status.REFUTED),
        (r"1.5 \cdot 2.5 = 3.75", Status.PROVED),
        (r"1.5 \cdot 2.5 = 3.74", Status.REFUTED),  # told to more places than the factors have
        (r"1.41 \cdot 1.73 = 2.45", Status.OPEN),  # √2·√3, rounded before multiplying?
        (r"0.0001 \cdot 0.9985 + 0.98 \cdot 0.0015 = 0.00176955", Status.REFUTED),
        (r"0.0003 \cdot 0.9985 + 0.98 \cdot 0.0015 = 0.00176955", Status.PROVED),
    ],
)
def test_equal_to_the_digits_written(text: str, status: Status) -> None:
    assert check(text).status is status


def test_words_inside_a_text_box_stay_what_they_are() -> None:
    assert check(r"\lim_{x \to 0} x^{-2/3} = \text{+}\infty").status is Status.PROVED


@pytest.mark.parametrize(
    "text",
    [
        r"\int_1^5\int_{1}^{2} dx dy = 4",
        r"\int_0^1\int_0^1\int_0^1 \mathrm{d}x\,\mathrm{d}y\,\mathrm{d}z = 1",
    ],
)
def test_several_integrals_of_an_integrand_that_is_not_written(text: str) -> None:
    assert check(text).status is Status.PROVED
