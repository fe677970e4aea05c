"""What holds at almost every point is not tested: seams, corners, equal and zero entries, sides that meet."""

from __future__ import annotations

import pytest

from tuidao.check.prove import examine
from tuidao.judge.handed_in import check
from tuidao.proof import Status
from tuidao.read import read_plain

NEVER_ACCEPTED = """
Indicator(x < 0) + Indicator(x > 0) = 1
Piecewise((1, x <= 0), (2, True)) = Piecewise((1, x < 0), (2, True))
x - 1 <= floor(x) - 1/1000000
frac(x) + frac(-x) = 1
Piecewise((2*x, x**2 < 1/2), (1, True)) <= 1
Piecewise((2*x, x**2 < 1/2), (1, True)) <= 1 ;; x - y > 2
sign(x - y) = Indicator(x > y) - Indicator(x <= y)
Abs(x)/x = sign(x) + Indicator(x = 3)
log(x) < x - 1 ;; x > 0
-x*log(x) < exp(-1) ;; x > 0
Abs(sin(x)) < 1
(x**2 - 2)**2 + (y**2 - 3)**2 > 0
x**2 != 2
exp(x) != 3
x**2 + y**2 > 1/2 ;; x + y >= 1
x*y*z < 1 ;; x + y + z <= 3, x > 0, y > 0, z > 0
x*y < 6 ;; x >= 0, x <= 2, y >= 0, y <= 3
a*x**2 + b*x + c > 0 ;; b**2 - 4*a*c <= 0, a > 0
Sum((x[i] - y[i])**2, (i, 1, n)) > 0 ;; n >= 1
Sum(Indicator(x[i] >= 0) + Indicator(x[i] <= 0), (i, 1, n)) = n
log(Sum(exp(z[i]), (i, 1, n))) > Sum(z[i], (i, 1, n))/n + log(n) ;; n >= 1
limit(a**x, x, oo) = 0 ;; a > 0, a <= 1
sin(x) + exp(-200) = sin(x)
pi*10**90 = floor(pi*10**90)
tanh(x) <= 1 - 10**(-30)
Piecewise((2, x + y > 1/2), (x, True)) + x*y <= Piecewise((2, x + y >= 1/2), (x, True)) + x*y
y/(x - 1) != -1
Piecewise((y, x + y > -1), (x, True))/(x - 1) != Abs(y) ;; 2*x < -1
"""


def _asked(line: str) -> tuple[str, str]:
    claim, _, given = line.partition(" ;; ")
    return claim, given


@pytest.mark.parametrize("line", NEVER_ACCEPTED.strip().splitlines())
def test_what_fails_on_a_thin_set_is_neither_proved_nor_tested(line: str) -> None:
    claim, given = _asked(line)
    facts = tuple(read_plain(g) for g in given.split(", ") if g)
    assert examine(read_plain(claim), facts).status in (Status.REFUTED, Status.OPEN)
    assert check(claim, given).status in (Status.REFUTED, Status.OPEN)


REFUTED_AT = [
    ("Piecewise((1, x <= 0), (2, True)) = Piecewise((1, x < 0), (2, True))", "", "x = 0"),
    ("x + 1/x > 2", "x > 0", "x = 1"),
    ("x**3 - 3*x > -2", "x > 0", "x = 1"),
    ("log(1 + x) < x", "x > -1", "x = 0"),
]


@pytest.mark.parametrize(("claim", "given", "where"), REFUTED_AT)
def test_the_point_at_which_the_sides_meet_is_the_witness(
    claim: str, given: str, where: str
) -> None:
    found = check(claim, given)
    assert found.status is Status.REFUTED
    assert str(found.counterexample).startswith(where)


STILL_TESTED = """
x**x >= 69/100 ;; x > 0
x*log(x) > -1/2 ;; x > 0
atan(x) < pi/2
sqrt(x + 1) - sqrt(x) > 0 ;; x >= 0
Sum(x[i], (i, 1, n))**2 <= n*Sum(x[i]**2, (i, 1, n))
diff(Max(x, y), x) = Indicator(x > y) ;; x != y
"""


@pytest.mark.parametrize("line", STILL_TESTED.strip().splitlines())
def test_what_is_strict_everywhere_is_not_given_up(line: str) -> None:
    found = check(*_asked(line))
    assert found.status in (Status.PROVED, Status.TESTED)
    assert not found.missing


NEEDS = [
    ("limit(exp(a*x), x, oo) = oo", ""),
    ("diff(Max(0, 1 - x*y), x) = -y*Indicator(x*y < 1)", ""),
    ("Sum(x**k/k, (k, 1, oo)) = -log(1 - x)", "x <= 1"),
    ("integrate(exp(-a*x**2), (x, -oo, oo)) = sqrt(pi/a)", ""),
    ("exp(Sum(log(x[i]), (i, 1, n))) = Product(x[i], (i, 1, n))", ""),
]


@pytest.mark.parametrize(("claim", "given"), NEEDS)
def test_where_one_side_has_no_value_a_condition_says_so(claim: str, given: str) -> None:
    found = check(claim, given)
    assert found.status not in (Status.PROVED, Status.TESTED) or found.missing


def test_a_condition_on_signs_excludes_the_point_that_failed() -> None:
    """At a = 1 the limit is 1: a > 0 does not save the claim."""
    found = check("limit(a**x, x, oo) = 0", "a > 0, a <= 1")
    assert read_plain("a > 0") not in found.missing


SIGNS_THAT_VANISH = """
ceiling((1/2)**2) <= sign(x**2)
sign(x)**2 > 0
sign(x) != 0
sign(x)**2 >= 1
exp(sign(x)**2) > 2
x > 0 ;; sign(x) >= 0
x != 0 ;; sign(x) >= 0
sign(x)**2 + sign(y)**2 >= 1
Abs(x)*(1 + sign(x)**2) > 0
sign(x**2 - y) <= -1 ;; y > x**2 - 1/10
Sum(1, (i, m, n)) >= 1
"""


@pytest.mark.parametrize("line", SIGNS_THAT_VANISH.strip().splitlines())
def test_a_sign_may_be_zero_in_an_inequality(line: str) -> None:
    claim, given = _asked(line)
    facts = tuple(read_plain(g) for g in given.split(", ") if g)
    assert examine(read_plain(claim), facts).status not in (Status.PROVED, Status.TESTED)


@pytest.mark.parametrize("claim", ["sign(x)**2 <= 1", "sign(x)*x >= 0", "sign(x) < 3/2"])
def test_what_holds_for_a_sign_that_is_zero_too_is_proved(claim: str) -> None:
    assert examine(read_plain(claim)).status is Status.PROVED
