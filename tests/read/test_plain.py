"""Plain text: SymPy's spelling, small phrases, and refusals by place."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.term import App, Num, Sym, free_symbols
from tuidao.read import read, read_given, read_plain

SAME = [
    ("2x^2y", "2*x**2*y"),
    ("(x+1)(x-1)", "(x + 1)*(x - 1)"),
    ("-x**2", "-(x**2)"),
    ("-x*y", "-(x*y)"),
    ("2**-x", "2**(-x)"),
    ("a**b**c", "a**(b**c)"),
    ("lim x->0 (1-cos x)/x^2", "limit((1 - cos(x))/x**2, x, 0)"),
    ("lim x->0+ ln x", 'limit(log(x), x, 0, "+")'),
    ("d/dx sin(x)", "diff(sin(x), x)"),
    ("d^2/dx^2 (x^3)", "diff(x**3, x, 2)"),
    ("sin 2x cos 3x", "sin(2*x)*cos(3*x)"),
    ("sin^2 x", "sin(x)**2"),
    ("√x + x²y − π·∞", "sqrt(x) + x**2*y - pi*oo"),
    ("（x＋1）＝2", "(x + 1) = 2"),
    ("n!/(k!(n-k)!)", "factorial(n)/(factorial(k)*factorial(n - k))"),
    ("(a <= x) & (x < b)", "a <= x and x < b"),
    ("0 <= x < 1", "0 <= x and x < 1"),
    ("Eq(x, 0)", "x == 0"),
    ("sqrt(x**2) = x for x > 0", "x > 0 => sqrt(x**2) = x"),
    ("integrate(x*y, (x, 0, 1), (y, 0, 2))", "integrate(integrate(x*y, (x, 0, 1)), (y, 0, 2))"),
    ("diff(x*y, x, y)", "diff(diff(x*y, x), y)"),
    ("log(8, 2) + cbrt(x)", "logb(8, 2) + root(x, 3)"),
    ("arcsin(x) + sgn(x) + abs(x)", "asin(x) + sign(x) + Abs(x)"),
]


@pytest.mark.parametrize(("written", "meant"), SAME)
def test_spellings_of_the_same(written: str, meant: str) -> None:
    assert read_plain(written) == read_plain(meant)


def test_shapes() -> None:
    x = Sym("x")
    assert read_plain("0.25") == Num(Fraction(1, 4))
    assert read_plain("-2") == App(ops.NEG, (Num(2),))
    assert read_plain("f(x)") == App(ops.CALL, (Sym("f"), x))
    assert read_plain("z[i]") == App(ops.INDEX, (Sym("z"), Sym("i")))
    assert read_plain("E") == App(ops.E, ())
    assert read_plain("e") == Sym("e")
    assert read_plain('diff(x**2, x, by="definition")').op is ops.BY_DEFINITION
    assert read_plain("x(x+1)") == x * (x + 1)


def test_every_question_reads() -> None:
    asked = [
        *(
            "continuity(1/x, x, 0)",
            "smoothness(Abs(x), x, 0)",
            "tangent(x**2, x, 1)",
            "domain(sqrt(x), x)",
        ),
        *(
            "taylor(exp(x), x, 0, 4)",
            "differential(x**2, x)",
            "gradient(x*y, [x, y])",
            "monotone(x**3, x)",
        ),
        *(
            "convex(x**2, x)",
            "mean_value(x**2, x, 0, 1)",
            "riemann(x, (x, 0, 1))",
            "prove(x**2 >= 0)",
        ),
        *(
            "compare(sin(x), x, x, 0)",
            "jacobian([x, y], [x, y])",
            "hessian(x*y, [x, y])",
            "normal(x, x, 0)",
        ),
        "epsilon_delta(x, x, 0, 0)",
    ]
    for text in asked:
        assert read_plain(text).op.name == text.partition("(")[0]


def test_given() -> None:
    assert [str(t) for t in read_given("a > 0, n in Integers; x != 1")] == [
        "a > 0",
        "n in Integers",
        "x != 1",
    ]


def test_given_in_latex() -> None:
    text = r"a > 0, \sum_{k=1}^n y_k = 1; n in Integers, x \in [0, 1), $p_i \ge 0$"
    assert [str(t) for t in read_given(text)] == [
        "a > 0",
        "Sum(y[k], (k, 1, n)) = 1",
        "n in Integers",
        "x in [0, 1)",
        "p[i] >= 0",
    ]
    with pytest.raises(InputError) as caught:
        read_given(r"a > 0, \foo > 1")
    assert caught.value.diagnostic.column == 8


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("(3-9)(5-15", "unbalanced-bracket", 6),
        ("x +", "unfinished", 3),
        ("sine(x)", "unknown-function", 1),
        ("x(t)", "call-or-product", 1),
        ("x $ y", "unknown-character", 3),
        ("limit(x)", "wrong-arguments", 1),
        ("limit(x, 2, 0)", "not-a-variable", 10),
        ("x)", "unexpected", 2),
        ("", "empty", 1),
        ("2 3", "unexpected", 3),
        ("1e999999999", "too-long", 1),
    ],
)
def test_refused_by_place(text: str, code: str, column: int) -> None:
    with pytest.raises(InputError) as caught:
        read_plain(text)
    assert (caught.value.diagnostic.code, caught.value.diagnostic.column) == (code, column)


def test_which_language_it_is() -> None:
    assert read(r"\frac{1}{2}") == read("1/2")
    assert read("e^{x}") == read("E**x")
    assert read("x^2") == read("x**2")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("e^x", "E**x"),
        ("x*e^(-2x)", "x*E**(-2*x)"),
        ("e²", "E**2"),
        ("e^x > e*x", "E**x > E*x"),
    ],
)
def test_e_with_a_caret_is_eulers_number(text: str, same: str) -> None:
    assert read_plain(text) == read_plain(same)


@pytest.mark.parametrize("text", ["e**x", "e^2*x + e", "e² + e", "d + e*x"])
def test_e_in_other_places_is_a_name(text: str) -> None:
    assert Sym("e") in free_symbols(read_plain(text))


def test_words_beside_each_other_are_no_product() -> None:
    with pytest.raises(InputError) as refused:
        read_plain("2*x + rate time")
    found = refused.value.diagnostic
    assert found.code == "words"
    assert (found.label.span.start, found.label.span.end) == (6, 15)
    assert read_plain("2 rate + alpha x") == read_plain("2*rate + alpha*x")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"series(\frac{1}{1-x}, x)", "series(1/(1 - x), x, 0)"),
        (r"integrate(\frac{1}{x}, (x, 1, \pi))", "integrate(1/x, (x, 1, pi))"),
        (r"taylor(\sin x, x, 0, 5)", "taylor(sin(x), x, 0, 5)"),
        ("series(exp(x), x)", "series(exp(x), x, 0)"),
    ],
)
def test_the_arguments_of_a_call_may_be_latex(text: str, plain: str) -> None:
    assert read(text) == read(plain)


def test_a_latex_argument_is_refused_at_its_place() -> None:
    with pytest.raises(InputError) as refused:
        read(r"diff(\foo{x}, x)")
    found = refused.value.diagnostic
    assert (found.label.span.start, found.source.text) == (5, r"diff(\foo{x}, x)")
