"""Inequalities: the ones of the textbooks are proved, their damaged neighbours never."""

from __future__ import annotations

import random

import pytest
from flint import arb, fmpq

from tuidao.check.combination import combination, semidefinite
from tuidao.check.prove import prove
from tuidao.lang import op as ops
from tuidao.lang.ball import Formula, Statement
from tuidao.lang.focus import replace_at
from tuidao.lang.term import App, Term, free_symbols, subterms
from tuidao.proof import Status
from tuidao.read import read_given, read_plain

TRUE = """
exp(x) >= 1 + x |
exp(x) > 1 + x | x != 0
exp(x) >= E*x |
exp(x) > x**2 | x > 0
log(x) <= x - 1 | x > 0
log(x) < sqrt(x) | x > 0
x/(1 + x) <= log(1 + x) | x > -1
x*log(x) >= x - 1 | x > 0
p*log(p/q) >= p - q | p > 0, q > 0
log(1 + exp(x)) >= x/2 + log(2) |
exp(-x) <= 1/(1 + x) | x > -1
sin(x) < x | x > 0
Abs(sin(x)) <= Abs(x) |
cos(x) >= 1 - x**2/2 |
tan(x) > x | 0 < x, x < pi/2
2*x/pi <= sin(x) | 0 <= x, x <= pi/2
Abs(sin(x) + cos(x)) <= sqrt(2) |
a*sin(x) + b*cos(x) <= sqrt(a**2 + b**2) |
(a + b)/2 >= sqrt(a*b) | a >= 0, b >= 0
(a + b + c)/3 >= (a*b*c)**(1/3) | a > 0, b > 0, c > 0
a**3 + b**3 + c**3 >= 3*a*b*c | a >= 0, b >= 0, c >= 0
a/(b + c) + b/(c + a) + c/(a + b) >= 3/2 | a > 0, b > 0, c > 0
a**2 + b**2 + c**2 >= a*b + b*c + c*a |
x**4 + y**4 + z**4 >= x*y*z*(x + y + z) |
Abs(a + b) <= Abs(a) + Abs(b) |
Abs(Abs(a) - Abs(b)) <= Abs(a - b) |
Abs(a*c + b*d) <= sqrt(a**2 + b**2)*sqrt(c**2 + d**2) |
(a*x + b*y + c*z)**2 <= (a**2 + b**2 + c**2)*(x**2 + y**2 + z**2) |
sqrt(a + b) <= sqrt(a) + sqrt(b) | a >= 0, b >= 0
(1 + x)**n >= 1 + n*x | x >= -1, n in Naturals
2**n > n | n in Naturals
1/(n + 1) < log(1 + 1/n) | n in Naturals
max(a, b) >= (a + b)/2 |
""".strip().splitlines()
FALSE = """
exp(x) >= 1 + x + x**2/2 |
exp(x) > 1 + x |
log(x) >= x - 1 | x > 0
sin(x) <= x |
(a + b)/2 >= sqrt(a*b) | a*b >= 0
a + b >= sqrt(a*b) | b >= 0, a*b >= 0
a**3 + b**3 + c**3 >= 3*a*b*c |
Abs(a + b) >= Abs(a) + Abs(b) |
(1 + x)**n >= 1 + n*x | n in Naturals
(1 + x)**n > 1 + n*x | x > -1, n in Naturals
2**n > n**2 | n in Naturals
tan(x) > x | 0 < x, x < 2
2*x/pi <= sin(x) | 0 <= x, x <= 2
x**4*y**2 + x**2*y**4 + 1 >= 4*x**2*y**2 |
""".strip().splitlines()


def read(line: str) -> tuple[Term, tuple[Term, ...]]:
    claim, _, given = line.partition("|")
    return read_plain(claim.strip()), tuple(read_given(given)) if given.strip() else ()


@pytest.mark.parametrize("line", TRUE)
def test_proved(line: str) -> None:
    found = prove(*read(line))
    assert found.status is Status.PROVED
    assert not found.missing


@pytest.mark.parametrize("line", FALSE)
def test_not_proved(line: str) -> None:
    assert prove(*read(line)).status is Status.OPEN


def _damaged(t: Term, draw: random.Random) -> Term:
    path, s = draw.choice(list(subterms(t)))
    changes: list[Term] = [-s, 2 * s, s / 2, s + 1, s - 1]
    if type(s) is App and s.op in (ops.ADD, ops.SUB):
        changes.append(App(ops.SUB if s.op is ops.ADD else ops.ADD, s.args))
    return replace_at(t, path, draw.choice(changes))


def test_what_is_proved_of_damaged_inequalities_holds_at_every_point_tried() -> None:
    draw, met, proved = random.Random(11), 0, 0
    for _ in range(45):
        claim, facts = read(draw.choice(TRUE))
        assert isinstance(claim, App)
        claim = App(claim.op, tuple(_damaged(side, draw) for side in claim.args))
        found = prove(claim, facts[draw.randint(0, len(facts)) :])
        if found.status is not Status.PROVED:
            continue
        proved += 1
        given = (*facts, *found.missing)
        symbols = sorted(free_symbols(App(ops.TUPLE, (claim, *given))), key=str)
        tests, truth = [Statement(g, symbols) for g in given], Statement(claim, symbols)
        sides = [Formula(side, symbols) for side in claim.args]
        for _ in range(60):
            at = [_number(draw, whole=str(s) == "n") for s in symbols]
            if all(t(at) is True for t in tests) and all(
                isinstance(side(at), arb) for side in sides
            ):
                met += 1
                assert truth(at) is not False, f"{claim}  {found.missing}  {at}"
    assert proved > 4
    assert met > 80


def _number(draw: random.Random, whole: bool) -> arb:
    if whole:
        return arb(draw.randint(1, 9))
    return arb(draw.choice((draw.randint(-300, 300), draw.randint(-9, 9) * 64))) / 64


def test_a_combination_is_found_and_nothing_else() -> None:
    one, x, y = (0, 0), (1, 0), (0, 1)
    p, q, r = {x: fmpq(1)}, {y: fmpq(1)}, {one: fmpq(1)}
    assert combination({x: fmpq(1), y: fmpq(2)}, [p, q], [], []) == 1
    assert combination({x: fmpq(1), one: fmpq(1)}, [p], [r], []) == 2
    assert combination({x: fmpq(1), y: fmpq(-1)}, [p, q], [], []) == 0
    assert combination({x: fmpq(1), y: fmpq(-1)}, [p], [], [q]) == 1
    assert semidefinite({(2, 0): fmpq(1), (1, 1): fmpq(2), (0, 2): fmpq(1)}) == 1
    assert semidefinite({(2, 0): fmpq(1), (1, 1): fmpq(3), (0, 2): fmpq(1)}) == 0
