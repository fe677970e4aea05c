"""Statements without a cited rule: what is proved is true at every point tried, and what is needed is said."""

import random
from fractions import Fraction

import pytest

from tuidao.check.prove import examine, prove
from tuidao.lang.ball import exact_ball, truth
from tuidao.lang.build import apply, num
from tuidao.lang.op import OPS
from tuidao.lang.term import Sym, Term
from tuidao.proof import Status
from tuidao.read import read_given, read_plain

TRUE = """
(x**2 - 1)/(x - 1) = x + 1 | | x - 1 != 0
log(x**2) = 2*log(x) | | x > 0
sqrt(x)**2 = x | | x >= 0
diff(asin(x), x) = 1/sqrt(1 - x**2) | | -1 < x; x < 1
acosh(x) = log(x + sqrt(x**2 - 1)) | | x >= 1
atan(x) + atan(1/x) = pi/2 | x > 0 |
x**2 + y**2 >= 2*x*y | |
sin(x) <= x | x >= 0 |
exp(x) >= 1 + x | x >= 0 |
log(1 + x) <= x | x >= 0 |
x*(1 - x) <= 1/4 | |
sigmoid(x)*(1 - sigmoid(x)) <= 1/4 | |
x + 1/x >= 2 | x > 0 |
exp(pi) > pi**E | |
x**3 - 3*x + 2 >= 0 | x >= 0 |
log(a*b) = log(a) + log(b) | a > 0, b > 0 |
"""
NOT_PROVED = """
atan(x) + atan(1/x) = pi/2 |
180*acos(7823207/7823209)/pi = 0 |
sin(x) <= x |
1/x < 1 | x > -1
-1/(x - 5) > 0 | x >= 0
x**2 > x | x > 0
exp(x) > x**2 | x >= -3
asin(2*x*sqrt(1 - x**2)) = 2*asin(x) |
"""


@pytest.mark.parametrize("line", TRUE.strip().splitlines())
def test_proves(line: str) -> None:
    """Each is proved, and needs exactly what is written beside it."""
    claim, given, missing = (part.strip() for part in line.split("|"))
    verdict = prove(read_plain(claim), read_given(given) if given else ())
    assert verdict.status is Status.PROVED, verdict.reason
    assert "; ".join(map(str, verdict.missing)) == missing


@pytest.mark.parametrize("line", NOT_PROVED.strip().splitlines())
def test_does_not_prove(line: str) -> None:
    """None of these is proved."""
    claim, given = (part.strip() for part in line.split("|"))
    assert prove(read_plain(claim), read_given(given) if given else ()).status is Status.OPEN


def test_examine_refutes_what_is_false() -> None:
    """Where there is no proof the numbers decide."""
    found = examine(read_plain("(x + 1)**2 = x**2 + 1"))
    assert found.status is Status.REFUTED
    assert found.counterexample is not None


def random_term(rng: random.Random, depth: int) -> Term:
    x = Sym("x")
    if depth == 0:
        return rng.choice([x, x, num(rng.randint(-3, 4)), num(1, 2)])
    if rng.random() < 0.6:
        op = rng.choice(["add", "sub", "mul", "div"])
        return apply(OPS[op], random_term(rng, depth - 1), random_term(rng, depth - 1))
    name = rng.choice(["sin", "cos", "exp", "log", "sqrt", "Abs", "atan", "asin", "neg", "tanh"])
    return apply(OPS[name], random_term(rng, depth - 1))


def test_random_inequalities_called_proved_hold() -> None:
    """Signs, ranges, slopes and subdivision never prove an inequality that fails at a point."""
    rng = random.Random(7)
    x = Sym("x")
    ranges = {"": (-8, 8), "x > 0": (0, 8), "x >= 1, x <= 3": (1, 3), "x > -2, x < 1": (-2, 1)}
    met = proved = 0
    for _ in range(160):
        given, (low, high) = rng.choice(list(ranges.items()))
        op = rng.choice(["gt", "ge", "lt", "ne"])
        claim = apply(OPS[op], random_term(rng, 2), random_term(rng, rng.randint(0, 2)))
        if prove(claim, read_given(given) if given else ()).status is not Status.PROVED:
            continue
        proved += 1
        for k in range(1, 24):
            at = low + (high - low) * Fraction(k, 24) + Fraction(1, 997)
            held = truth(claim, {x: exact_ball(at, 200)})
            met += held is True
            assert held is not False, f"{claim} at {at}, given {given or 'nothing'}"
    assert proved > 20
    assert met > 200


@pytest.mark.parametrize(
    ("facts", "claim", "follows"),
    [
        ("x**2*y >= 0", "y >= 0", False),
        ("b >= 0, a*b >= 0", "a >= 0", False),
        ("sqrt(x)*y >= 0", "y >= 0", False),
        ("x**2*y >= 0, x != 0", "y >= 0", True),
        ("a*b >= 0, b > 0", "a >= 0", True),
        ("a*b > 0, b >= 0", "a > 0", True),
        ("exp(x)*y >= 0", "y >= 0", True),
    ],
)
def test_a_product_that_may_be_zero_tells_nothing_of_its_other_factors(
    facts: str, claim: str, follows: bool
) -> None:
    found = prove(read_plain(claim), tuple(read_given(facts)))
    assert (found.status is Status.PROVED) is follows
