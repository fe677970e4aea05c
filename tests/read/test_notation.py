"""What documents write and no value is read from: read as names, and nothing is decided about it."""

from __future__ import annotations

import pytest

from tuidao.diagnostic import InputError
from tuidao.judge.document import check_document
from tuidao.proof import Status
from tuidao.read import read_latex, read_latex_noted
from tuidao.read.latex.notation import only_written

WRITTEN = [
    r"\operatorname*{argmax}_j \hat y_j",
    r"\mathop{\arg\min}_{\theta} L(\theta)",
    r"\mathop{\mathrm{argmax}} P(\theta \mid X)",
    r"\max_{w, b} L(w, b)",
    r"\sup_{x \neq 0} \frac{\|Ax\|}{\|x\|}",
    r"\int_{\mathbb{R}^2} p(x, y) \;dx \;dy",
    r"\sum_{z^{(i)}} Q_i(z^{(i)})",
    r"P(A \cap B)",
    r"\bigcup_{i=1}^{n} A_i",
    r"p(x_1) \cdot p(x_2) \cdots p(x_n)",
    r"1 + x + \frac{x^2}{2} + \cdots",
    r"\begin{bmatrix} a_{11} & \cdots & a_{1n} \\ \vdots & \ddots & \vdots \\ a_{m1} & \cdots & a_{mn} \end{bmatrix}",
    r"\langle x, y \rangle",
    r"\partial_{\mathbf{w}} l(\mathbf{w}, b)",
    r"\partial J/\partial W",
    r"f_L \circ f_1(x)",
    r"\det(A)",
]  # fmt: skip
READ = [
    (r"learning\_rate \cdot 2", "learning_rate*2"),
    (r"decay{\_}steps + 1", "decay_steps + 1"),
    (r"precision \times recall", "precision*recall"),
    (r"\frac{\partial out_{o1}}{\partial net_{o1}}", "diff(call(out_o1, net_o1), net_o1)"),
    (r"f(x_1,x_2,...x_n)", "f(x[1], x[2], x[n])"),
    (r"H[P]", "H(P)"),
    (r"\log_2 x", "log(x, 2)"),
]
EVERYWHERE = [
    (r"\|x\|^2_2", "norm(x)**2"),
    (r"||x||^2_2", "norm(x)**2"),
    (r"\|x\|_2^2", "norm(x)**2"),
    (r"I_{x \geq 0}", "Indicator(x >= 0)"),
    (r"y ln a + (1 - y)ln(1 - a)", "y*log(a) + (1 - y)*log(1 - a)"),
]


@pytest.mark.parametrize("text", WRITTEN)
def test_read_as_a_name_where_documents_are_read_and_refused_elsewhere(text: str) -> None:
    assert only_written(read_latex_noted(text, notation=True).term)
    with pytest.raises(InputError):
        read_latex(text)


@pytest.mark.parametrize(("text", "plain"), READ)
def test_names_and_functions_of_documents(text: str, plain: str) -> None:
    assert str(read_latex_noted(text, notation=True).term) == plain


@pytest.mark.parametrize(("text", "plain"), EVERYWHERE)
def test_notations_read_everywhere(text: str, plain: str) -> None:
    assert str(read_latex(text)) == plain


@pytest.mark.parametrize(
    "claim",
    [
        r"\max_x f(x,y) + 1 = \max_y f(x,y) + 1",
        r"\arg\max_x f(x) + 1 = \arg\max_x 2f(x) + 1",
        r"\int_A f(x) dx + 1 = \int_B f(x) dx + 1",
        r"\frac{1\cdots n}{2 \cdots m} = \frac{n}{2m}",
        r"A \cap B = B \cap A",
        r"P(好瓜=是) + 1 = P(好瓜=否) + 1",
        r"\sum x_j (a - y) = n",
    ],
)
def test_nothing_is_decided_about_it(claim: str) -> None:
    (found,) = check_document(f"Hence\n$${claim}$$\n", kind="md").everything
    assert found.verdict.status is Status.OPEN


def test_words_stand_for_events() -> None:
    a, b = (
        read_latex_noted(rf"P(\text{{{w}}} \mid 好瓜)", notation=True).term
        for w in ("青绿", "浅白")
    )
    assert a != b


@pytest.mark.parametrize(
    "formula",
    [
        r"{x_1, x_2, \ldots, x_n}",
        r"\left\{\begin{aligned} ax, \quad if \ x<0 \\ x, \quad x>0 \end{aligned}\right.",
        r"f^{,}(x) = 2x",
        r"\partial w",
    ],
)
def test_formulas_of_notes_are_read(formula: str) -> None:
    assert check_document(f"Here ${formula}$ is.\n", kind="md").counts["refused"] == 0
