"""What a document says and what it does not: a wrong reading must not be proved, nor a true statement refuted."""

from __future__ import annotations

import pytest

from tuidao.judge.document import check_document
from tuidao.proof import Status
from tuidao.read import read


def verdict_of(text: str, latex: str) -> Status:
    """The verdict on the statement written so; the last one where it is written twice."""
    found = [f for f in check_document(text, kind="md").everything if f.latex == latex]
    assert found, latex
    return found[-1].verdict.status


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("由此 $$P_{男} + 1 = P_{女} + 1$$", "P_{男} + 1 = P_{女} + 1"),
        (
            r"Hence $$x_{\text{训练}} - x_{\text{测试}} = 0$$",
            r"x_{\text{训练}} - x_{\text{测试}} = 0",
        ),
        (r"Hence $$x_{\text{+}} - x_{\text{-}} = 0$$", r"x_{\text{+}} - x_{\text{-}} = 0"),
        (
            "Define $$C(X, Y) = \\sum_{i, j} (x_i - \\mu_X) (y_j-\\mu_Y) p_{ij}$$\n"
            "Then $C(2X, Y) = C(X, Y)$.",
            "C(2X, Y) = C(X, Y)",
        ),
        (
            "Let $H(X) = -\\sum_x p(x) \\log p(x)$. Hence $H(X) + 1 = H(Y) + 1$.",
            "H(X) + 1 = H(Y) + 1",
        ),
        (r"Then $\frac{d^2f}{dx^2}(0) = 0$.", r"\frac{d^2f}{dx^2}(0) = 0"),
        (
            "1. We can set $b = 0$.\n1. Show that $g(x + b) = g(x)$.",
            "g(x + b) = g(x)",
        ),
    ],
)
def test_not_proved(text: str, latex: str) -> None:
    assert verdict_of(text, latex) not in (Status.PROVED, Status.TESTED)


def test_a_false_exercise_is_refuted_in_the_light_of_the_definition_before_it() -> None:
    text = (
        "# Exercises\n1. You can set $b = 0$.\n"
        "1. Let $g(\\mathbf{x}) = \\log \\sum_i \\exp x_i$ be the log-partition function.\n"
        "    1. Show that $g(\\mathbf{x} + b) = g(\\mathbf{x})$.\n"
        "    1. Take $b = \\max_i x_i$."
    )
    assert verdict_of(text, r"g(\mathbf{x} + b) = g(\mathbf{x})") is not Status.PROVED


def test_a_function_that_is_only_named_is_not_given_values() -> None:
    text = r"Hence $\sum_i p_i I(s_i) = - \sum_i p_i \log p_i$, where $I(s_i)$ is the information."
    latex = r"\sum_i p_i I(s_i) = - \sum_i p_i \log p_i"
    assert verdict_of(text, latex) is Status.OPEN


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"\frac{du}{dx}(x)", "diff(u(x), x)"),
        (r"\frac{dx}{dt}(3)", "diff(call(x, t), t, at=3)"),
        (r"\frac{df}{du}(u(x))", "diff(f(u), u, at=u(x))"),
        (r"\frac{\partial f}{\partial x}(x, y)", "diff(f(x, y), x)"),
        (r"\frac{dy}{dx}(x^2 + 1)", "diff(call(y, x), x)*(x**2 + 1)"),
        (r"\frac{df}{dx}(x_0)(x - x_0)", "diff(f(x_0), x_0)*(x - x_0)"),
    ],
)
def test_a_derivative_at_a_point_is_no_product(text: str, plain: str) -> None:
    assert str(read(text)) == plain


def test_a_letter_that_is_only_applied_is_a_function() -> None:
    text = (
        "softplus 为 $\\zeta(x) = \\log(1+e^x)$，其导数 $\\zeta'(x) = \\frac{1}{1+e^{-x}}$，"
        "且 $\\zeta(x) - \\zeta(-x) = x$，但 $\\zeta(x) + \\zeta(-x) = x$。"
    )
    assert verdict_of(text, r"\zeta'(x) = \frac{1}{1+e^{-x}}") is Status.PROVED
    assert verdict_of(text, r"\zeta(x) - \zeta(-x) = x") is Status.PROVED
    assert verdict_of(text, r"\zeta(x) + \zeta(-x) = x") is Status.REFUTED


def test_partial_derivatives_are_of_what_the_function_was_defined_of() -> None:
    text = (
        "Let $f(x,y)=x^2y+\\sin(xy)$. Then $\\frac{\\partial f}{\\partial y} = x^2 + x\\cos(xy)$, "
        "$\\frac{\\partial f}{\\partial x} = 2xy + x\\cos(xy)$ and\n"
        "$$\\frac{\\partial^2 f}{\\partial y\\partial x} = 2x+\\cos(xy)-xy\\sin(xy)$$"
    )
    assert verdict_of(text, r"\frac{\partial f}{\partial y} = x^2 + x\cos(xy)") is Status.PROVED
    assert verdict_of(text, r"\frac{\partial f}{\partial x} = 2xy + x\cos(xy)") is Status.REFUTED
    mixed = r"\frac{\partial^2 f}{\partial y\partial x} = 2x+\cos(xy)-xy\sin(xy)"
    assert verdict_of(text, mixed) is Status.PROVED


def test_differentials_are_no_products_to_be_refuted() -> None:
    text = r"Let $u=\cos x$, hence $\mathrm{d} u = -\sin x\,\mathrm{d} x$."
    assert verdict_of(text, r"\mathrm{d} u = -\sin x\,\mathrm{d} x") is Status.OPEN


def test_while_joins_claims() -> None:
    text = r"We have $\cos 2x = 2\cos^2 x - 1$, while $\sin 3x = 3\sin x - 4\cos^3 x$."
    assert verdict_of(text, r"\sin 3x = 3\sin x - 4\cos^3 x") is Status.REFUTED


def test_a_list_of_points_puts_no_conditions_on_itself() -> None:
    text = r"The peak is at $x=\mu$ and the bends at $x=\mu\pm\sigma$."
    assert verdict_of(text, r"x=\mu\pm\sigma") is Status.OPEN


def test_definitions_in_a_circle_replace_one_another() -> None:
    text = "Let $Y = X^2$. Let $X = \\sqrt{Y}$. Hence $X + 1 = \\sqrt{Y} + 1$."
    assert verdict_of(text, r"X + 1 = \sqrt{Y} + 1") is Status.PROVED


def test_a_case_that_opens_a_line_is_of_the_formula_behind_it() -> None:
    text = (
        "设 $a_i = \\frac{e^{z_i}}{\\sum_{k} e^{z_k}}$。当 $i = j$ 时\n"
        "$$\\frac{\\partial a_j}{\\partial z_i} = a_i(1-a_i)$$\n当 $i \\ne j$ 时\n"
        "$$\\frac{\\partial a_j}{\\partial z_i} = a_i a_j$$\n"
    )
    first, second = (
        verdict_of(text, rf"\frac{{\partial a_j}}{{\partial z_i}} = {right}")
        for right in ("a_i(1-a_i)", "a_i a_j")
    )
    assert first in (Status.PROVED, Status.TESTED)
    assert second is Status.REFUTED


def test_a_formula_that_is_not_closed_is_told_by_place() -> None:
    report = check_document("Let $x = 1$.\n\n$$ y = 2\n", kind="md")
    (found,) = report.findings
    assert (found.kind, found.line, found.column) == ("refused", 3, 1)
    assert "$$" in found.reason("zh")


def test_no_version_is_suggested_that_says_nothing() -> None:
    text = "Let $g(x) = e^{x}$. Hence $g(x + b) = g(x)$ for all $b$."
    for found in check_document(text, kind="md").everything:
        assert str(found.verdict.suggestion) != "g(x) = g(x)"
