"""Claims about functions that are only named: proved by theorems with their hypotheses, never where damaged."""

from __future__ import annotations

import pytest

from tuidao.judge.document import check_document
from tuidao.judge.handed_in import check
from tuidao.judge.meaning import Role
from tuidao.judge.report import Finding
from tuidao.proof import Status

TRUE = [
    (r"\frac{dy}{dx} = \frac{dy}{du} \cdot \frac{du}{dx}", ()),
    (
        r"\frac{\partial z}{\partial x} = \frac{\partial z}{\partial u}\frac{\partial u}{\partial x}"
        r" + \frac{\partial z}{\partial v}\frac{\partial v}{\partial x}",
        (),
    ),
    (r"\lim_{x\to a} [f(x) g(x)] = \lim_{x\to a} f(x) \lim_{x\to a} g(x)", ("defined",)),
    (r"\lim_{x\to c} \frac{f(x)-f(c)}{x-c} = f'(c)", ("differentiable",)),
    (r"\lim_{h\to 0} \frac{f(g(x+h))-f(g(x))}{h} = f'(g(x)) g'(x)", ("differentiable",)),
    (r"f(b) - f(a) = f'(\xi)(b - a)", ("continuous_on", "differentiable_on", "a < b")),
    (r"\int_a^b f(x)\,dx = f(\xi)(b - a)", ("continuous_on",)),
    (r"\int_a^b f(x)\,dx = F(b) - F(a)", ("forall(diff(F", "continuous_on(f")),
    (
        r"\nabla F(x, y) = \left(\frac{\partial F}{\partial x}, \frac{\partial F}{\partial y}\right)",
        (),
    ),
    (r"\left(\frac{u}{v}\right)^{\prime} = \frac{u^{\prime}v - uv^{\prime}}{v^2}", ()),
    (r"(uvw)' = u'vw + uv'w + uvw'", ()),
]
FALSE = [
    r"\frac{dy}{dx} = 2\frac{dy}{du} \cdot \frac{du}{dx}",
    r"\frac{\partial z}{\partial x} = \frac{\partial z}{\partial u}\frac{\partial v}{\partial x}"
    r" + \frac{\partial z}{\partial v}\frac{\partial u}{\partial x}",
    r"\lim_{x\to a} [f(x) g(x)] = \lim_{x\to a} f(x) + \lim_{x\to a} g(x)",
    r"\lim_{x\to c} \frac{f(x)-f(c)}{x-c} = -f'(c)",
    r"\lim_{h\to 0} \frac{f(g(x+h))-f(g(x))}{h} = f'(x) g'(x)",
    r"f(b) - f(a) = f'(\xi)(a - b)",
    r"\int_a^b f(x)\,dx = f(\xi)(b + a)",
    r"\int_a^b f(x)\,dx = F(a) - F(b)",
    r"\nabla F(x, y) = \left(\frac{\partial F}{\partial y}, \frac{\partial F}{\partial x}\right)",
    r"\left(\frac{u}{v}\right)^{\prime} = \frac{u^{\prime}v + uv^{\prime}}{v^2}",
    r"(uvw)' = u'vw + uv'w - uvw'",
]


@pytest.mark.parametrize(("text", "conditions"), TRUE)
def test_theorems_are_proved_with_their_hypotheses(text: str, conditions: tuple[str, ...]) -> None:
    verdict = check(text)
    assert verdict.status is Status.PROVED, str(verdict)
    missing = " ".join(map(str, verdict.missing))
    assert all(c in missing for c in conditions), missing


@pytest.mark.parametrize("text", FALSE)
def test_damaged_theorems_are_not(text: str) -> None:
    assert check(text).status not in (Status.PROVED, Status.TESTED)


def claims(text: str, kind: str = "md") -> list[Finding]:
    """The relations of a document that claim something, decided or not."""
    found = check_document(text, kind=kind).everything
    return [f for f in found if f.role in (Role.CLAIM, Role.EQUATION)]


def statuses(text: str, kind: str = "md") -> list[Status]:
    return [f.verdict.status for f in claims(text, kind)]


def test_hypotheses_in_prose_are_used() -> None:
    said = claims(
        "If $f$ is continuous on $[a,b]$ and differentiable on $(a,b)$, there is "
        r"$\xi \in (a,b)$ with" + "\n\n" + r"$$f(b) - f(a) = f'(\xi)(b - a).$$"
    )
    assert said[-1].verdict.status is Status.PROVED
    assert not said[-1].verdict.missing


def test_limits_of_sequences_and_their_order() -> None:
    text = (
        r"如果 $\lim_{n\to\infty} x_n = A$, $\lim_{n\to\infty} y_n = B$, 那么"
        "\n\n"
        r"$$\lim_{n\to\infty} x_n y_n = A B$$"
        "\n\n"
        r"如果 $u(x) \le v(x)$, 而 $\lim_{x\to a} u(x) = A, \lim_{x\to a} v(x) = B$, 那么 $A \le B$."
    )
    assert statuses(text) == [Status.PROVED, Status.PROVED]
    wrong = text.replace("= A B", "= A + B").replace(r"$A \le B$", r"$A < B$")
    assert Status.PROVED not in statuses(wrong)


def test_a_constant_of_integration_keeps_its_value() -> None:
    start = (
        "$F(x)$ 与 $G(x)$ 都是 $f(x)$ 的原函数, 其中 $G(x) = \\int_a^x f(t) dt$.\n\n"
        "$$\\therefore G(x) = F(x) + C$$\n\n$$\\therefore \\int_a^x f(t) dt = F(x) + C = "
    )
    assert statuses(start + "F(x) - F(a)$$")[-1] is Status.PROVED
    assert statuses(start + "F(x) + F(a)$$")[-1] is not Status.PROVED


def test_an_undefined_function_is_what_the_line_makes_it() -> None:
    text = r"$$f'(x) = \lim_{h\to 0}\frac{f(x+h)-f(x)}{h} = \lim_{h\to 0}\frac{(x+h)^3 - x^3}{h}$$"
    found = claims(text)
    assert [f.verdict.status for f in found] == [Status.PROVED, Status.PROVED]
    assert "x**3" in found[1].reason()
    assert statuses("Let $f(x) = x^2$.\n\n" + text)[-1] is not Status.PROVED


def test_a_sign_from_the_mean_value_theorem() -> None:
    text = (
        r"$$f(x_2) - f(x_1) = f'(\xi)(x_2 - x_1) \quad (x_1 < \xi < x_2)$$"
        "\n\n"
        r"若 $f'(\xi) > 0$, 则 $f(x_2) - f(x_1) > 0$; 若 $f'(\xi) > 0$, 则 $f(x_2) - f(x_1) < 0$."
    )
    found = statuses(text)
    assert found[:2] == [Status.PROVED, Status.PROVED]
    assert found[2] is not Status.PROVED


def test_increments_are_those_of_the_functions_said() -> None:
    text = (
        "设 $y = f(x)$.\n\n"
        r"$$\lim_{x\to x_0}\frac{f(x)-f(x_0)}{x-x_0} = \lim_{\Delta x\to 0}\frac{\Delta y}{\Delta x}$$"
    )
    assert statuses(text) == [Status.PROVED]


def test_what_y_was_once_says_nothing_of_y_of_u() -> None:
    text = (
        "Earlier, $y = \\sin x$.\n\n"
        "Let $y = y(u)$, $u = u(x)$.\n\n"
        r"$$\lim_{h\to 0}\frac{y(u(x+h)) - y(u(x))}{h} = 2 y'(u(x)) u'(x)$$"
    )
    assert statuses(text)[-1] is not Status.PROVED


DEFINED = r"Let $C = -\sum_i y_i \ln a_i$ with $a_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$." + "\n\n"


def test_terms_of_a_defined_sum() -> None:
    rule = (
        r"$$\frac{\partial C}{\partial z_i} = "
        r"\sum_j \frac{\partial C_j}{\partial a_j}\frac{\partial a_j}{\partial z_i}$$"
    )
    found = claims(DEFINED + rule)[-1]
    assert found.verdict.status is Status.PROVED
    assert "C[j]" in found.reason()
    assert statuses(DEFINED + rule.replace("= ", "= 2"))[-1] is not Status.PROVED


def test_cases_hold_until_they_are_taken_together() -> None:
    mixed = r"$$\frac{\partial a_j}{\partial z_i} = -a_i a_j$$"
    assert statuses(DEFINED + "(1) $i \\neq j$\n\n" + mixed)[-1] is Status.PROVED
    assert statuses(DEFINED + "(1) $i \\neq j$\n\nIn summary\n\n" + mixed)[-1] is not Status.PROVED


def test_labels_are_settled_value_by_value() -> None:
    right = r"$$1\{y = 1\} a + 1\{y = 0\} b = y a + (1 - y) b$$"
    said = "The label $y$ is either 0 or 1.\n\n"
    assert statuses(said + right) == [Status.PROVED]
    assert statuses(said + right.replace("+ (1", "- (1")) == [Status.REFUTED]


def test_a_lost_index_is_supplied_and_told() -> None:
    text = r"$$\frac{e^{z_i}}{\sum_{k} e^{z k}} = \frac{e^{z_i}}{\sum_{k} e^{z_{k}}}$$"
    (found,) = claims(text)
    assert found.verdict.status is Status.PROVED
    assert any("z_{k}" in note("en") for note in found.notes)


def test_what_is_defined_further_on() -> None:
    text = "$$g'(x) + 1 = 2x + 1$$\n\nwhere $g(x) = x^2$."
    found = claims(text)[0]
    assert found.verdict.status is Status.PROVED
    assert "further on" in found.reason()


@pytest.mark.parametrize(
    "text", [r"$$\sin^2 x + \cos^2 x = 2$$", r"$$e^x = -1$$", r"$$\cosh^2 x - \sinh^2 x = 2$$"]
)
def test_what_nothing_solves_is_false(text: str) -> None:
    assert statuses(text) == [Status.REFUTED]


@pytest.mark.parametrize(
    "text",
    [r"$$x^2 - 5x + 6 = 0$$", r"$$i^2 = -1$$", r"The equation $x^2 + 1 = 0$ has no real root."],
)
def test_equations_to_solve_are_not(text: str) -> None:
    assert Status.REFUTED not in statuses(text)


@pytest.mark.parametrize(
    "text",
    [
        r"$x = (x_1, x_2, \ldots, x_n)^T$",
        r"$\lambda = \max\{t_1, t_2, \dots, t_n\}$",
        r"$F'(x) = (?)$ and $\log$, $\sigma(\cdot)$, $\sum$",
        r"$f(x) = f(a) + f'(a)(x-a) + \frac{1}{2!}f''(a)(x-a)^2 + \cdots + R_n(x)$",
        r"$\pi_i$ and $\nabla_w L(w)$ and $\|v\|_1$ and $g(x_1, \ldots, x_n)$",
    ],
)
def test_notation_is_not_refused(text: str) -> None:
    assert check_document(text, kind="md").counts["refused"] == 0


def test_a_condition_that_nothing_meets_is_no_condition() -> None:
    text = r"\log\frac{e^{-x}}{1+e^{-x}} = \log\frac{-e^{-x}}{1+e^{-x}}"
    assert check(text).status is Status.REFUTED


def test_a_definition_claims_nothing() -> None:
    text = (
        "定义:\n\n"
        r"若对任意 $x_1, x_2$ 有 $f\left(\frac{x_1+x_2}{2}\right) \le \frac{f(x_1)+f(x_2)}{2}$, 称 $f$ 为凸函数。"
    )
    assert not claims(text)


def test_a_heading_behind_a_formula_does_not_speak_of_it() -> None:
    assert statuses("$$(x+1)^2 = x^2 + 2x + 1$$\n\n为什么这个函数重要?") == [Status.PROVED]
