"""LaTeX as it is written: read back to the same term, a notation for every operator, textbook forms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import as_read, queries, reals, statements

from tuidao.lang.op import OPS
from tuidao.lang.term import Term
from tuidao.read import read_latex, read_plain
from tuidao.show.latex import WRITERS, latex


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.one_of(reals, statements, queries()))
def test_what_is_written_reads_back(t: Term) -> None:
    assert read_latex(latex(t)) == as_read(t), latex(t)


def test_every_operator_is_written() -> None:
    assert set(WRITERS) == {op for op in OPS.values() if not op.binder}


@pytest.mark.parametrize(
    ("plain", "written"),
    [
        ("x**2/2 + C", r"\frac{x^{2}}{2} + C"),
        ("sin(x)**2 + cos(x)**2 = 1", r"\sin^{2} x + \cos^{2} x = 1"),
        ('limit(log(x), x, 0, "+")', r"\lim_{x \to 0^{+}} \ln x"),
        ("diff(x**2, x)", r"\frac{d}{d x}\left(x^{2}\right)"),
        ("diff(a*x, x)", r"\frac{\partial}{\partial x}\left(a x\right)"),
        ("f'(x_0)", r"f'\left(x_{0}\right)"),
        ("integrate(x*E**x, (x, 0, 1))", r"\int_{0}^{1} x e^{x} \, d x"),
        ("Sum(z[i], (i, 1, n))", r"\sum_{i=1}^{n} z_{i}"),
        ("2*(x + 1)*y_hat", r"2 \left(x + 1\right) \hat{y}"),
        (
            "Piecewise((x, x < 0), (1, True))",
            r"\begin{cases} x & \text{if } x < 0 \\ 1 & \text{otherwise} \end{cases}",
        ),
        ("a < b <= c", r"a < b \leq c"),
        ("x in [0, oo)", r"x \in \left[0, \infty\right)"),
        ("root(x, 3)", r"\sqrt[3]{x}"),
    ],
)
def test_as_a_textbook_prints_it(plain: str, written: str) -> None:
    assert latex(read_plain(plain)) == written
