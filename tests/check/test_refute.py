"""Trying claims: false ones get a witness, true ones never do, and what claims nothing stays open."""

from __future__ import annotations

import time

import pytest
from flint import arb
from hypothesis import given, settings
from tests.strategies import statements

from tuidao.check.refute import test as try_claim
from tuidao.check.sample import kinds, points
from tuidao.check.unfold import is_definition_like
from tuidao.lang.ball import evaluate
from tuidao.lang.domain import conditions
from tuidao.lang.op import INTEGERS
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, substitute
from tuidao.proof import Status
from tuidao.read import read_given, read_plain

TRUE = """
sin(x)**2 + cos(x)**2 = 1
sin(2*x) = 2*sin(x)*cos(x)
sqrt(x**2) = Abs(x)
exp(a + b) = exp(a)*exp(b)
diff(x**3, x) = 3*x**2
diff(x**n, x) = n*x**(n - 1)
diff(integrate(sin(t**2), (t, 0, x)), x) = sin(x**2)
integrate(1/x, x) = log(Abs(x)) + C
integrate(x*cos(x), x) = x*sin(x) - integrate(sin(x), x)
integrate(x**2, (x, 0, 1)) = 1/3
integrate(x**2, (x, 0, a)) = a**3/3
integrate(exp(-x**2), (x, -oo, oo)) = sqrt(pi)
integrate(1/(1 + x**2), (x, -oo, oo)) = pi
integrate(1/sqrt(1 - x**2), (x, -1, 1)) = pi
integrate(x**(-2/3), (x, 0, 8)) = 6
integrate(sqrt(x/(1 - x)), (x, 0, 1)) = pi/2
integrate(1/(sqrt(x)*(1 + x)), (x, 0, oo)) = pi
integrate(sqrt(1 + x**3), (x, 0, 1)) = integrate(sqrt(1 + (1 - x)**3), (x, 0, 1))
limit(sin(x)/x, x, 0) = 1
limit(1/x, x, 0, "+") = oo
limit((1 + 1/n)**n, n, oo) = E
Sum(k, (k, 1, n)) = n*(n + 1)/2
Sum(b**k, (k, 0, oo)) = 1/(1 - b)
Sum(1/n**2, (n, 1, oo)) = pi**2/6
Sum(1/n, (n, 1, oo)) = oo
Sum((-1)**(n + 1)/n, (n, 1, oo)) = log(2)
Sum(1/(n**2 + 1), (n, 0, oo)) = (1 + pi/tanh(pi))/2
limit(x**2, x, oo) = oo
limit(log(x)/x, x, oo) = 0
x**2 + y**2 >= 2*x*y
diff(u(x)*v(x), x) = diff(u(x), x)*v(x) + u(x)*diff(v(x), x)
Sum(a[i] + b[i], (i, 1, n)) = Sum(a[i], (i, 1, n)) + Sum(b[i], (i, 1, n))
diff(Sum(x[i], i)**2, x[1]) = 2*Sum(x[i], i)
factorial(n + 1) = (n + 1)*factorial(n)
sin(n*pi) = 0
pi < 4
2 + 1 = 3
(x + 1)**2 = x**2 + 2*x + 1
atan(x) + atan(1/x) = sign(x)*pi/2
floor(x) <= x
Max(x, y) + Min(x, y) = x + y
dot(x, x) = norm(x)**2
Abs(dot(x, y)) <= norm(x)*norm(y)
trace(matmul(A, B)) = trace(matmul(B, A))
transpose(matmul(A, B)) = matmul(transpose(B), transpose(A))
dot(x, matmul(A, y)) = dot(matmul(transpose(A), x), y)
matmul(A, x + y) = matmul(A, x) + matmul(A, y)
hadamard(x, y) = hadamard(y, x)
KL(p, q) = Sum(p[k]*log(p[k]/q[k]), k)
diff(dot(x, x), x[2]) = 2*x[2]
"""
FALSE = """
sin(2*x) = 2*sin(x)
sqrt(x**2) = x
(x + 1)**2 = x**2 + 1
diff(x**3, x) = 3*x**3
diff(sin(x)/x, x) = cos(x)/x
integrate(x*cos(x), x) = x*sin(x) + C
integrate(x**2, (x, 0, 1)) = 1/4
integrate(x*exp(-x), (x, 0, oo)) = 2
limit(sin(x)/x, x, 0) = 2
limit(Abs(x)/x, x, 0) = 1
limit(1/x, x, 0, "+") = 3
Sum(k, (k, 1, n)) = n*(n - 1)/2
Sum(b**k, (k, 0, oo)) = 1/(2 - b)
Sum(1/n**2, (n, 1, oo)) = pi/6
x**2 >= x
diff(u(x)*v(x), x) = diff(u(x), x)*diff(v(x), x)
Sum(a[i]*b[i], (i, 1, n)) = Sum(a[i], (i, 1, n))*Sum(b[i], (i, 1, n))
diff(Sum(x[i], i)**2, x[1]) = Sum(x[i], i)
matmul(A, B) = matmul(B, A)
transpose(matmul(A, B)) = matmul(transpose(A), transpose(B))
norm(x + y) = norm(x) + norm(y)
KL(p, q) = KL(q, p)
diff(dot(x, x), x[2]) = x[2]
pi = 3
sqrt(-1) = 2
limit((-1)**n, n, oo) = 1
limit(sin(pi*x), x, oo) = 0
limit(erf(x), x, 1) = 1
limit(exp(-1/x**2)/x**5, x, 0) = 1
integrate(1/x, (x, -1, 1)) = 0
integrate(1/x**2, (x, -1, 1)) = -2
integrate(1/x, (x, 1, oo)) = 5
Sum(1/n, (n, 1, oo)) = 7
Sum((-1)**n, (n, 0, oo)) = 1
Sum((-1)**n/(2*n + 1), (n, 0, oo)) = pi/5
Sum(1/(n**2 + 1), (n, 0, oo)) = 2
asin(sin(x)) = x
pi > 4
x != x
"""
NO_CLAIM = """
y = 2*x
f(x) = x**2
diff(y, x) = 2*x
diff(f(x), x) = f(x)
f(-x) = f(x)
9**9**9**9 = 1
Sum(k, (k, 1, 10**12)) = 7
limit(floor(log(x)**(1/3)), x, oo) = oo
limit(erf(x)/x, x, 0) = 1
limit(tan(x)/x, x, oo) = 0
limit(x*tan(1/x), x, 0) = 0
integrate(2*x*cos(x**2), x) = integrate(cos(w), w)
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", lines(TRUE))
def test_true_claims_stand(text: str) -> None:
    verdict = try_claim(read_plain(text))
    assert verdict.status in (Status.TESTED, Status.PROVED), verdict


@pytest.mark.parametrize("text", lines(FALSE))
def test_false_claims_are_refuted(text: str) -> None:
    verdict = try_claim(read_plain(text))
    assert verdict.status is Status.REFUTED, verdict
    assert verdict.counterexample is not None


@pytest.mark.parametrize("text", lines(NO_CLAIM))
def test_what_claims_nothing_or_cannot_be_tried_is_open(text: str) -> None:
    start = time.perf_counter()
    assert try_claim(read_plain(text)).status is Status.OPEN
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("(x**2 - 1)/(x - 1) = x + 1", "x - 1 != 0"),
        ("log(a*b) = log(a) + log(b)", "a > 0"),
        ("log(x**2) = 2*log(x)", "x > 0"),
        ("integrate(1/x, x) = log(x) + C", "x > 0"),
        ("(x**2)**(1/6) = x**(1/3)", "x >= 0"),
    ],
)
def test_conditions_that_were_not_stated_are_named(text: str, missing: str) -> None:
    verdict = try_claim(read_plain(text))
    assert verdict.status is Status.TESTED, verdict
    assert missing in [str(m) for m in verdict.missing]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("sqrt(x**2) = x", "x > 0"),
        ("sqrt(a**2) = a", "a > 0"),
        ("Abs(a/2) = a/2", "a > 0"),
        ("sqrt(sigma**2*y) = sigma*sqrt(y)", "sigma > 0"),
    ],
)
def test_a_refuted_claim_names_the_condition_under_which_it_held(text: str, missing: str) -> None:
    verdict = try_claim(read_plain(text))
    assert verdict.status is Status.REFUTED, verdict
    assert missing in [str(m) for m in verdict.missing]


@pytest.mark.parametrize(
    ("text", "known", "status"),
    [
        ("sqrt(x**2) = x", "x > 0", Status.TESTED),
        ("sqrt(x**2) = x", "x < 0", Status.REFUTED),
        ("cos(n*pi) = (-1)**n", "n in Integers", Status.TESTED),
        ("cos(w*pi) = 1", "w in Integers", Status.REFUTED),
        ("x < 1", "x > 0, x < 1", Status.TESTED),
        ("sin(x) < x", "x > 0", Status.TESTED),
        ("x + y = 3*x", "y = 2*x", Status.TESTED),
        ("x + y = 4*x", "y = 2*x", Status.REFUTED),
        ("diff(x**n, x) = n*x**(n - 2)", "n <= 0", Status.REFUTED),
        ("f(3) = 9", "f(x) = x**2", Status.PROVED),
    ],
)
def test_what_is_given_is_used(text: str, known: str, status: Status) -> None:
    verdict = try_claim(read_plain(text), read_given(known))
    assert verdict.status is status, verdict


def test_a_witness_can_be_put_back() -> None:
    claim = read_plain("(x + y)**3 = x**3 + y**3")
    verdict = try_claim(claim)
    assert verdict.counterexample is not None
    at = {Sym(name): value for name, value in verdict.counterexample.values.items()}
    assert set(at) == free_symbols(claim)
    assert isinstance(claim, App)
    left, right = (evaluate(substitute(side, at), {}) for side in claim.args)
    assert isinstance(left, arb)
    assert isinstance(right, arb)
    assert not left.overlaps(right)


def test_definitions_are_told_from_claims() -> None:
    for text in ("y = 2*x", "f(x) = x**2", "z[i] = 3*i", "x**2 = L"):
        assert is_definition_like(read_plain(text)), text
    for text in ("x = x**2", "x + y = 2*x", "f(x) = f(-x)"):
        assert not is_definition_like(read_plain(text)), text


def test_points_respect_what_symbols_are() -> None:
    n, x = Sym("n"), Sym("x")
    facts: tuple[Term, ...] = (App(read_plain("a > b").op, (x, Num(5))),)  # type: ignore[attr-defined]
    kind = kinds((n, x), (read_plain("Sum(k, (k, 1, n)) = x"),), facts)
    drawn = list(points((n, x), kind, 60))
    assert drawn == list(points((n, x), kind, 60))
    assert all(p[0].denominator == 1 and p[0] >= 1 for p in drawn)
    assert all(p[1] >= 5 for p in drawn)
    assert {1, 2, 3, 5} <= {int(p[0]) for p in drawn}
    assert App(INTEGERS, ()) is not None


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(statements)
def test_any_statement_gets_a_verdict(claim: Term) -> None:
    start = time.perf_counter()
    assert try_claim(claim).status in Status
    assert time.perf_counter() - start < 8
    assert isinstance(conditions(claim), tuple)


def test_speed() -> None:
    claim, false = read_plain("sin(2*x) = 2*sin(x)*cos(x)"), read_plain("sin(2*x) = 2*sin(x)")
    try_claim(claim)
    start = time.perf_counter()
    for _ in range(20):
        try_claim(claim)
        try_claim(false)
    assert (time.perf_counter() - start) / 20 < 0.05


FALSE_AT_A_COINCIDENCE = """
diff(z[j], z[i]) = KroneckerDelta(n, j)
KroneckerDelta(i, j)*KroneckerDelta(j, k) = KroneckerDelta(i, k)
KroneckerDelta(i, j)*KroneckerDelta(j, k)*KroneckerDelta(k, l) = KroneckerDelta(i, j)*KroneckerDelta(j, l)
(z[i] - z[j])*(z[j] - z[k])*KroneckerDelta(i, k) = 0
"""


@pytest.mark.parametrize("text", FALSE_AT_A_COINCIDENCE.strip().splitlines())
def test_indices_are_tried_equal_and_unequal_in_every_way(text: str) -> None:
    verdict = try_claim(read_plain(text))
    assert verdict.status is Status.REFUTED
