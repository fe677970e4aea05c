"""The exact normal form says yes to identities, with what they need, and never to anything false."""

import random

import pytest

from tuidao.check.normal import Comparison, compare, same
from tuidao.lang.build import apply, num
from tuidao.lang.op import OPS
from tuidao.lang.term import Sym, Term
from tuidao.read import read_given, read_plain

IDENTITIES = """
diff(sin(x)*x, x) = cos(x)*x + sin(x)
sin(2*x) = 2*sin(x)*cos(x)
tan(x)**2 + 1 = sec(x)**2
exp(x + y) = exp(x)*exp(y)
exp(2*log(x)) = x**2
log(x*y) = log(x) + log(y)
log(x**2) = 2*log(x)
sqrt(x**2) = Abs(x)
sqrt(x)**2 = x
sqrt(x*y) = sqrt(x)*sqrt(y)
sqrt(x*y)**2 = x*y
sqrt(2)*sqrt(3) = sqrt(6)
sqrt(8) = 2*sqrt(2)
x**(1/3)*x**(2/3) = x
(x**2 - 1)/(x - 1) = x + 1
1/(1 - cos(x)) = (1 + cos(x))/sin(x)**2
sinh(2*x) = 2*sinh(x)*cosh(x)
tanh(x) = (exp(2*x) - 1)/(exp(2*x) + 1)
sin(x + y) = sin(x)*cos(y) + cos(x)*sin(y)
cos(x/2)**2 = (1 + cos(x))/2
sin(pi/3) = sqrt(3)/2
cos(pi/12) = (sqrt(6) + sqrt(2))/4
cos(pi/5) = (1 + sqrt(5))/4
cos(pi/8) = sqrt(2 + sqrt(2))/2
x**(n + 1) = x*x**n
2**x*3**x = 6**x
a**x = exp(x*log(a))
diff(x**x, x) = x**x*(log(x) + 1)
diff(log(x + sqrt(x**2 + 1)), x) = 1/sqrt(x**2 + 1)
diff(asin(x)*sqrt(1 - x**2), x) = 1 - x*asin(x)/sqrt(1 - x**2)
diff(Abs(x), x) = x/Abs(x)
asin(x) + acos(x) = pi/2
sin(atan(x)) = x/sqrt(1 + x**2)
factorial(n + 1) = (n + 1)*factorial(n)
factorial(n)/factorial(n + 2) = 1/((n + 1)*(n + 2))
Max(x, y) + Min(x, y) = x + y
Abs(x*y) = Abs(x)*Abs(y)
Abs(x)**2 = x**2
log(E) = 1
log(8) = 3*log(2)
diff(sqrt(x), x) = 1/(2*sqrt(x))
diff(x**(1/3), x) = 1/(3*x**(2/3))
diff(u(x)*v(x), x) = diff(u(x), x)*v(x) + u(x)*diff(v(x), x)
diff(u(x**2), x) = 2*x*diff(u(t), t, at=x**2)
diff(f(g(x)), x, 2) = diff(f(t), t, 2, at=g(x))*diff(g(x), x)**2 + diff(f(t), t, at=g(x))*diff(g(x), x, 2)
Sum(z[j] + 0, (j, 1, n)) = Sum(z[k], (k, 1, n))
Sum(a*z[j] + y[j], (j, 1, n)) = a*Sum(z[k], (k, 1, n)) + Sum(y[k], (k, 1, n))
Sum(k**2, (k, 1, 4)) = 30
diff(Sum(exp(x*i), (i, 1, n)), x) = Sum(i*exp(x*i), (i, 1, n))
integrate(f(x) + g(x), (x, 0, 1)) = integrate(f(x), (x, 0, 1)) + integrate(g(x), (x, 0, 1))
limit(2*sin(x)/x, x, 0) = 2*limit(sin(x)/x, x, 0)
Abs(x) = Piecewise((x, x >= 0), (-x, True))
sqrt(x**2 + 2*x + 1) = Abs(x + 1)
exp(x/2)**2 = exp(x)
sqrt(exp(x)) = exp(x/2)
log(exp(x)) = x
diff(sec(x), x) = sec(x)*tan(x)
diff(atan((1 + x)/(1 - x)), x) = 1/(1 + x**2)
1/(sqrt(x + 1) - sqrt(x)) = sqrt(x + 1) + sqrt(x)
sqrt(1 - cos(x)**2) = Abs(sin(x))
sin(3*x) = 3*sin(x) - 4*sin(x)**3
diff(sigmoid(x), x) = sigmoid(x)*(1 - sigmoid(x))
diff(softplus(x), x) = sigmoid(x)
log(2, 10)*log(10, 2) = 1
4**x = 2**(2*x)
floor(x + 2) = floor(x) + 2
sqrt(x/y) = sqrt(x)/sqrt(y)
diff(acosh(x), x) = 1/sqrt(x**2 - 1)
diff(erf(x), x) = 2*exp(-x**2)/sqrt(pi)
diff(x**a, x) = a*x**(a - 1)
exp((x + 1)/(x + 2)) = E*exp(-1/(x + 2))
"""

NOT_IDENTITIES = """
sqrt(x**2) = x
log(x**2) = 2*log(x) + 1
Abs(x + y) = Abs(x) + Abs(y)
sin(x)**2 = 1 + cos(x)**2
(x + y)**2 = x**2 + y**2
exp(x*y) = exp(x)*exp(y)
atan(tan(x)) = x
acos(cos(x)) = x
180*acos(7823207/7823209)/pi = 0
sqrt(x + y) = sqrt(x) + sqrt(y)
diff(x**x, x) = x*x**(x - 1)
x**(1/3)*x**(1/3) = x
floor(2*x) = 2*floor(x)
Sum(z[j]**2, (j, 1, n)) = Sum(z[j], (j, 1, n))**2
diff(u(v(x)), x) = diff(u(x), x)*diff(v(x), x)
limit(Abs(x)/x, x, 0) + 0*limit(sqrt(x), x, 0, "+") = 1
Abs(y) + sqrt(x*y)*0 = y*Abs(x)/x + 1
"""


def sides(line: str) -> tuple[Term, Term]:
    claim = read_plain(line)
    return claim.args  # type: ignore[union-attr,return-value]


@pytest.mark.parametrize("line", IDENTITIES.strip().splitlines())
def test_proves_identity(line: str) -> None:
    """Each of these holds wherever both sides have values."""
    assert compare(*sides(line)) == Comparison(True)


@pytest.mark.parametrize("line", NOT_IDENTITIES.strip().splitlines())
def test_does_not_prove_a_falsehood(line: str) -> None:
    """None of these is called equal."""
    assert same(*sides(line)) is not True


def test_tells_what_an_identity_needs() -> None:
    """|x|' = sign x fails at 0 alone; Σ 1 = n needs a sum that is not of negative length."""
    found = compare(*sides("diff(Abs(x), x) = sign(x)"))
    assert found.equal
    assert [str(n) for n in found.needs] == ["x != 0"]
    found = compare(*sides("Sum(2*i + a, (i, 1, n)) = 2*Sum(i, (i, 1, n)) + n*a"))
    assert found.equal
    assert [str(n) for n in found.needs] == ["n >= 0"]


def test_uses_stated_facts() -> None:
    """A sign that is given decides what is open without it."""
    a, b = sides("sqrt(x**2) = x")
    assert same(a, b) is not True
    assert same(a, b, read_given("x > 0")) is True
    assert same(*sides("sqrt(x**2) = -x"), read_given("x <= 0")) is True
    assert same(*sides("Abs(x - 5) = x - 5"), read_given("x > 6")) is True


@pytest.mark.parametrize(
    "text", ["9**9**9**9", "(x + y + z + w)**1999", "sin(1000000*x)", "Sum(k, (k, 1, 10**12))"]
)
def test_gives_up_quickly_on_what_is_too_large(text: str) -> None:
    """Hostile terms end in "not known"."""
    assert compare(read_plain(text), read_plain("x")).equal is None


def random_term(rng: random.Random, depth: int) -> Term:
    x, y = Sym("x"), Sym("y")
    if depth == 0:
        return rng.choice([x, y, num(rng.randint(-3, 4)), num(1, 2)])
    kind = rng.random()
    if kind < 0.55:
        op = rng.choice(["add", "sub", "mul", "div"])
        return apply(OPS[op], random_term(rng, depth - 1), random_term(rng, depth - 1))
    if kind < 0.7:
        return random_term(rng, depth - 1) ** rng.choice(
            [num(2), num(3), num(-1), num(1, 2), num(1, 3), num(2, 3)]
        )
    name = rng.choice(
        ["sin", "cos", "tan", "exp", "log", "sqrt", "Abs", "sinh", "atan", "asin", "neg", "sign"]
    )
    return apply(OPS[name], random_term(rng, depth - 1))


def test_random_yes_agrees_with_numbers() -> None:
    """Two random terms called equal have the same values; a shuffled copy of a term is called equal."""
    from fractions import Fraction

    from flint import arb

    from tuidao.lang.ball import value

    rng = random.Random(20261121)
    points = [
        {Sym("x"): Fraction(p, 7), Sym("y"): Fraction(q, 5)}
        for p, q in ((3, 4), (-5, 2), (9, -7), (-11, -3))
    ]
    met = 0
    for _ in range(400):
        a = random_term(rng, rng.randint(1, 3))
        b = random_term(rng, rng.randint(1, 3))
        for left, right in (
            (a, b),
            (a * b - b, b * (a - 1)),
            (a / b, 1 / (b / a)),
            (apply(OPS["Abs"], a), a),
        ):
            if not compare(left, right).equal:
                continue
            for point in points:
                u, v = value(left, point), value(right, point)
                if isinstance(u, arb) and isinstance(v, arb):
                    met += 1
                    assert u.overlaps(v), f"{left} = {right} at {point}"
    assert met > 500
