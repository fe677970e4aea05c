"""LaTeX as people write it is read rightly or refused by place, never misread."""

from __future__ import annotations

import pytest

from tuidao.diagnostic import InputError
from tuidao.read import read_latex, read_latex_noted, read_plain

READ = [
    (r"\frac12 x^{2}", "1/2*x**2"),
    (r"\dfrac{x+1}2", "(x + 1)/2"),
    (r"\int_0^1 2x\,dx", "integrate(2*x, (x, 0, 1))"),
    (r"\int x^2+1\,\mathrm{d}x", "integrate(x**2 + 1, x)"),
    (r"\int \frac{dx}{x} = \ln|x| + C", "integrate(1/x, x) = log(Abs(x)) + C"),
    (r"\int_0^1\int_0^x xy \,dy\,dx", "integrate(integrate(x*y, (y, 0, x)), (x, 0, 1))"),
    (r"\int_0^1 x\,dx + 1", "integrate(x, (x, 0, 1)) + 1"),
    (r"\int \dd x", "integrate(1, x)"),
    (r"\lim\limits_{x\to 0^{+}} x\ln x", 'limit(x*log(x), x, 0, "+")'),
    (r"\underset{x\to0}{\mathop{\lim}}\,\frac{\sin x}{x}", "limit(sin(x)/x, x, 0)"),
    (
        r"\lim_{\Delta x\to0}\frac{f(x+\Delta x)-f(x)}{\Delta x}",
        "limit((f(x + Delta_x) - f(x))/Delta_x, Delta_x, 0)",
    ),
    (r"\frac{d}{dx}(x^2+1)+1", "diff(x**2 + 1, x) + 1"),
    (r"\frac{d^2}{dx^2} x^3", "diff(x**3, x, 2)"),
    (r"\frac{\partial^2 f}{\partial x\partial y}", "diff(diff(f(x, y), y), x)"),
    (r"\frac{\partial L}{\partial z_k}=p_k-y_k", "diff(call(L, z), z[k]) = p[k] - y[k]"),
    (r"f''(x_0)", "diff(f(x), x, 2, at=x_0)"),
    (r"f^{(n)}(0)", "diff(f(x), (x, n), at=0)"),
    (r"(uv)'=u'v+uv'", "diff(u(x)*v(x), x) = diff(u(x), x)*v(x) + u(x)*diff(v(x), x)"),
    (r"(\sin x)'=\cos x", "diff(sin(x), x) = cos(x)"),
    (r"(C)'=0", "diff(C, x) = 0"),
    (r"y'_x + f'_x(x_0, y_0)", "diff(call(y, x), x) + diff(f(x, y_0), x, at=x_0)"),
    (r"(f^{-1})'(y)", "diff(call(f_inverse, y), y)"),
    (r"(f+g)'(x)", "diff(f(x) + g(x), x)"),
    (
        r"\left.\frac{dy}{du}\right|_{u=a}\cdot\left.\frac{du}{dx}\right|_{x=b}",
        "diff(call(y, u), u, at=a)*diff(u(x), x, at=b)",
    ),
    (r"I\{y=1\} + 1\{x>0\}", "Indicator(y = 1) + Indicator(x > 0)"),
    (r"e^{{-\theta^T}x}", "E**(-dot(theta, x))"),
    (
        r"\sum_{j\neq i} a_j+\sum_{i=j} a_j",
        "Sum((1 - KroneckerDelta(j, i))*a[j], j) + Sum(KroneckerDelta(j, i)*a[j], j)",
    ),
    (r"\sum_{i=1}^{d} x_i", "Sum(x[i], (i, 1, d))"),
    (r"\theta_0+\theta_1 x_1+\cdots+\theta_p x_p", "theta[0] + Sum(theta[i]*x[i], (i, 1, p))"),
    (r"\nabla_w L(w)", "nabla(call(L, w))"),
    (r"\sum_{j=1}^n s_j v_{ja}", "Sum(s[j]*v[j, a], (j, 1, n))"),
    (r"\ell(\theta)=\theta^2", "call(ell, theta) = theta**2"),
    (r"\frac{\partial}{\partial w}\mathcal{L}(w)", "diff(call(L_cal, w), w)"),
    (r"\nabla_\theta J", "diff(call(J, theta), theta)"),
    (r"\nabla^2_w L\cdot v", "diff(call(L, w), w, 2)*v"),
    (r"\frac{\partial^2 L}{\partial w\partial w^T}", "diff(call(L, w), w, 2)"),
    (r"\left.\frac{x^2}{2}\right|_0^1", "between(x**2/2, x, 0, 1)"),
    (r"\frac{t^3}{3}+4t^5\Big|_0^1", "between(t**3/3 + 4*t**5, t, 0, 1)"),
    (r"\left[x^2\right]_{x=1}^{x=2}", "between(x**2, x, 1, 2)"),
    (r"\sin^{-1} x+\sin^2 2x", "asin(x) + sin(2*x)**2"),
    (r"\log_2 8+\lg x", "log(8, 2) + log(x, 10)"),
    (r"\sin 2x\cos 3x", "sin(2*x)*cos(3*x)"),
    (r"\log\sum_k e^{z_k}", "log(Sum(E**z[k], k))"),
    (r"-\sum_{i=1}^n y_i\log p_i", "-Sum(y[i]*log(p[i]), (i, 1, n))"),
    (r"\sum_{i=1}^n x_i+y_i", "Sum(x[i] + y[i], (i, 1, n))"),
    (r"\sum_{i=1}^2 x_i=x_1+x_2", "Sum(x[i], (i, 1, 2)) = x[1] + x[2]"),
    (r"x_1+x_2", "x_1 + x_2"),
    (r"x^{(i)}_j", "x[i, j]"),
    (r"{g}_{k}+1", "g[k] + 1"),
    (r"\sigma(x)(1-\sigma(x))", "sigma(x)*(1 - sigma(x))"),
    (r"np(1-p)", "n*p*(1 - p)"),
    (r"\mathbf{w}^\top\mathbf{x}", "dot(w, x)"),
    (r"\theta^T x", "dot(theta, x)"),
    (r"D_{KL}(p\|q)", "KL(p, q)"),
    (r"\max\{0, 1-x\}", "Max(0, 1 - x)"),
    (
        r"\binom nk=\frac{n!}{k!(n-k)!}",
        "binomial(n, k) = factorial(n)/(factorial(k)*factorial(n - k))",
    ),
    (r"|x|\cdot|{-y}|", "Abs(x)*Abs(-y)"),
    (r"\|x\|^2", "norm(x)**2"),
    (r"\lfloor x \rfloor", "floor(x)"),
    (r"x\in(0,1]\cup[2,\infty)", "x in (0, 1] U [2, oo)"),
    (
        r"\begin{cases}x^2, & \text{if } x\ge 0\\ -x, & \text{其他}\end{cases}",
        "Piecewise((x**2, x >= 0), (-x, True))",
    ),
    (
        r"f(x)=\left\{\begin{array}{ll}1 & x>0\\0 & x\le0\end{array}\right.",
        "f(x) = Piecewise((1, x > 0), (0, x <= 0))",
    ),
    (r"\begin{aligned}a&=b\\&=c+1\\&\quad+d\end{aligned}", "a = b and b = c + 1 + d"),
    (r"\sqrt{x^2}=x,\quad x>0", "x > 0 => sqrt(x**2) = x"),
    (r"\text{当 }x>0\text{ 时},\ |x|=x", "x > 0 => Abs(x) = x"),
    (r"\frac{A}{B}=C\quad(B\ne0)", "B != 0 => A/B = C"),
    (r"\Delta y = f'(x)\Delta x + o(\Delta x)", "Delta_y = diff(f(x), x)*Delta_x + o(Delta_x)"),
    (r"e^x=\mathrm{e}^{x}", "E**x = E**x"),
    (r"\sum_{e=1}^{n} e", "Sum(e, (e, 1, n))"),
    (r"\nabla f(x,y)=(2x,2y)", "nabla(f(x, y)) = [2*x, 2*y]"),
    (r"\delta_{ij}", "KroneckerDelta(i, j)"),
    (r"\frac{1}{2}\ .", "1/2"),
    (r"\hat{y}_i-\bar x", "y_hat[i] - x_bar"),
    (r"x_{\max}+x_{\text{min}}", "x_max + x_min"),
    (r"(x^2)\prime=2x", "diff(x**2, x) = 2*x"),
    (
        r"\begin{cases}1&\text{if z < 0}\\2&\text{otherwise}\end{cases}",
        "Piecewise((1, z < 0), (2, True))",
    ),
    (r"\int_0^4[v^2u]_0^3\,dv", "integrate(between(v**2*u, u, 0, 3), (v, 0, 4))"),
    (r"\sigma{(z)}-y", "sigma(z) - y"),
    (r"\frac f{(y)}+x{(t)}^2", "f/y + x*t**2"),
    (r"g(z)'=0", "diff(g(z), z) = 0"),
    (r"z_i-\max_j z_j", "z[i] - max_all(z[j], j)"),
    (r"\max_{1\le j\le n}|z_j|", "max_over(Abs(z[j]), j, 1, n)"),
    (r"\sum_{1\le i<j\le n} x_ix_j", "Sum(Sum(x[i]*x[j], (j, i + 1, n)), (i, 1, n))"),
    (r"\sum_{k\ge0}x^k", "Sum(x**k, (k, 0, oo))"),
    (r"\sum_{j\ne i}x_j", "Sum((1 - KroneckerDelta(j, i))*x[j], j)"),
    (
        r"\prod_{j=1,j\ne i}^n\frac{x-x_j}{x_i-x_j}",
        "Product(Piecewise((1, j = i), ((x - x[j])/(x[i] - x[j]), True)), (j, 1, n))",
    ),
    (r"w_1x_1+w_2x_2+\cdots+w_nx_n+b", "Sum(w[i]*x[i], (i, 1, n)) + b"),
    (r"1+x+x^2+\cdots+x^n", "Sum(x**i, (i, 0, n))"),
    (r"1+3+\cdots+(2n-1)", "Sum(2*i - 1, (i, 1, n))"),
    (r"\frac1{n^2+1}+\frac2{n^2+2}+\dots+\frac n{n^2+n}", "Sum(i/(n**2 + i), (i, 1, n))"),
    (r"1+2+\dots+100", "Sum(i, (i, 1, 100))"),
    (r"\mathbb{E}_{x\sim p}[f(x)]", "call(E_[x ~ p], f(x))"),
    (r"E[X^2]-(E[X])^2", "call(E_, X**2) - call(E_, X)**2"),
    (r"\frac{34}{4}=8.5\text{ ft}.", "34/4 = 17/2"),
]


@pytest.mark.parametrize(("written", "meant"), READ)
def test_read_as_meant(written: str, meant: str) -> None:
    from tests.strategies import as_read

    assert as_read(read_latex(written)) == read_plain(meant)


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("(3-9)(5-15", "unbalanced-bracket", 6),
        (r"(x+1]", "unbalanced-bracket", 1),
        (r"x^10", "unbraced", 3),
        (r"a \foo b", "unknown-command", 3),
        (r"\sum x_i", "no-range", 1),
        (r"\lim x", "no-range", 1),
        (r"\int x y", "missing-differential", 1),
        (r"\int u\,dv", "unclear-differential", 1),
        (r"x = ", "unfinished", 4),
        (r"x \pm y", "two-signs", 3),
        (r"\frac{1}{2", "unbalanced-bracket", 9),
        (r"\max_\theta L(\theta)", "unsupported", 1),
        (r"\operatorname{argmax}_j z_j", "unsupported", 1),
        (r"x_1, \ldots, x_n", "unclear-dots", 6),
        (r"1 + 2 + \ldots + 64", "unclear-dots", 9),
        (r"x^2 + \ldots + x^n", "unclear-dots", 7),
        (r"\frac12 + \frac14 + \cdots", "unclear-dots", 21),
        (r"\nabla^3_\theta J", "unsupported", 1),
        (r"((y-t)^2)'", "unclear-prime", 1),
        (r"|\mathbf{v}|", "unclear-bars", 1),
        (r"a undefined", "word", 3),
        (r"x - [x]", "unclear-brackets", 5),
        (r"\mathbb{E} X", "unclear-expectation", 1),
        (r"\frac{d^2 y}{dx}", "orders-differ", 1),
        (r"2 3", "unexpected", 3),
        (r"a, b", "list", 1),
        (r"\text{Use } x", "unexpected", 1),
    ],
)
def test_refused_by_place(text: str, code: str, column: int) -> None:
    with pytest.raises(InputError) as caught:
        read_latex(text)
    assert (caught.value.diagnostic.code, caught.value.diagnostic.column) == (code, column)


def test_ambiguity_is_noted() -> None:
    assert [n.code for n in read_latex_noted(r"\sum_{i=1}^N n+1").notes] == ["reach"]
    assert [n.code for n in read_latex_noted(r"\sum_{i=1}^N x_i+i").notes] == ["reach"]
    assert [n.code for n in read_latex_noted(r"\frac{d}{dx}(x+1)(x+2)").notes] == [
        "derivative-reach"
    ]
    assert read_latex_noted(r"\sin x + 1").notes == ()


def test_places_of_subterms() -> None:
    text = r"\frac{x+1}{2}=y_i"
    reading = read_latex_noted(text)
    found = {str_path: text[s.start : s.end] for str_path, s in reading.spans.items()}
    assert found[(0, 0)] == "x+1"
    assert found[(1,)] == "y_i"
    assert found[()] == text


def test_context_tells_functions_and_families() -> None:
    assert read_latex_noted("k(2)", functions=frozenset("k")).term == read_plain("call(k, 2)")
    assert read_latex_noted("x_1", families=frozenset("x")).term == read_plain("x[1]")
    assert read_latex_noted("e+1", declared=frozenset("e")).term == read_plain("e + 1")


@pytest.mark.parametrize(
    ("text", "code", "other"),
    [
        (r"a/bc + 1", "division-reach", "a/(b*c) + 1"),
        (r"\sum_{i=1}^n x_i + y_i", "reach", "Sum(x[i], (i, 1, n)) + y[i]"),
        (r"\sum_i x_i + c", "reach", "Sum(x[i] + c, i)"),
        (r"\sin x/2", "argument-reach", "sin(x/2)"),
        (r"\sin x(x+1)", "argument-reach", "sin(x*(x + 1))"),
        (r"\frac{d}{dx}(x)(x+1)", "derivative-reach", "diff(x*(x + 1), x)"),
        (r"x^2+x^3\Big|_0^1", "bar-reach", "x**2 + between(x**3, x, 0, 1)"),
        (r"x[\frac1x]", "square-brackets", "x*floor(1/x)"),
    ],
)
def test_what_else_it_could_mean(text: str, code: str, other: str) -> None:
    found = list(read_latex_noted(text).alternatives())
    assert [(note.code, t) for note, t in found] == [(code, read_plain(other))]


def test_one_alternative_for_each_choice() -> None:
    reading = read_latex_noted(r"\sin 2x (x+1) \cos x/3 + a/bc")
    assert len(reading.notes) == len(list(reading.alternatives())) == 3
    assert not list(read_latex_noted(r"2\left[x(x+1)+\frac{d}{dx}[x]\right]").alternatives())


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"\sum_{m \leq i \leq n} z_{i}", "Sum(z[i], (i, m, n))"),
        (
            r"\sum_{1 \leq i \leq \begin{cases} n & \text{if } x > 0 \\ 2 & \text{otherwise} \end{cases}} z_i",
            "Sum(z[i], (i, 1, Piecewise((n, x > 0), (2, True))))",
        ),
    ],
)
def test_a_chain_below_a_sum_is_its_range_whatever_stands_at_its_ends(
    text: str, plain: str
) -> None:
    assert read_latex(text) == read_plain(plain)
