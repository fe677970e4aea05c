"""The classical improper integrals: against another program's quadrature, and broken without conditions."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
import sympy
from flint import arb

from tuidao.lang.ball import evaluate
from tuidao.lang.build import function
from tuidao.lang.term import App, Bind, Num, Sym, Term, instantiate
from tuidao.read import read_plain
from tuidao.rules import RULES, Rule, put_in

KNOWN = [r for r in RULES.values() if r.chapter.startswith("integrals_known") and r.params.get("f")]
t = Sym("t")

# parameters in the order of the rule, the function f left out: at least two draws that meet the conditions
DRAWS = {
    "integral_gamma": ("1 1/2 2 3", "3 -1/2 1/2 1", "2 3 1 2/3"),
    "integral_gamma_log": ("1 2 1/2", "3 -1/2 2"),
    "integral_gamma_log_far": ("1 -3 1/2", "2 -3/2 2"),
    "integral_beta": ("1 1/2 1/3 1", "2 -1/3 -1/2 3", "1 2 3/2 1/2"),
    "integral_beta_reflected": ("1 -1/3", "2 -1/2"),
    "integral_beta_angle": ("1 1/2 0", "3 -1/3 5/2"),
    "integral_tan_power": ("1 1/3", "2 -1/2"),
    "integral_binomial_reflected": ("1 0 1 5", "2 1/3 3 2", "1 -1/2 2 1"),
    "integral_binomial": ("1 0 2 3 2", "3 -1/2 1 2 3/2"),
    "integral_log_binomial": ("1 -2 7/2", "2 -3/2 1"),
    "integral_log_sin": ("1 0 0", "2 -3 1", "1 2 -1"),
    "integral_log_sin_pi": ("1 0 0", "-2 1 3"),
    "integral_times_cot": ("2",),
    "integral_tan_share": ("1 3/2", "3 -1/2"),
    "integral_dirichlet": ("3 2",),
    "integral_dirichlet_damped": ("1 2 3", "2 1 -1"),
    "integral_powers_log": ("1 2 0", "3 1/2 -1/2"),
    "integral_laplace_cos": ("2 -1 1/2",),
    "integral_laplace_sin": ("2 1/2 3",),
    "integral_fresnel_sin": ("2 1/2 3 2",),
    "integral_fresnel_cos": ("2 -1/2 3 1",),
    "integral_gauss_cos": ("1 2 3", "2 1/2 -1"),
    "integral_gauss_inverse": ("1 2 3", "2 1/2 1"),
    "integral_bose": ("2 7/2 3",),
    "integral_fermi": ("2 5/2 3",),
    "integral_fermi_slope": ("2 7/2 3",),
    "integral_over_sinh": ("2 7/2 3",),
    "integral_log_minus": ("1 2", "2 7/2"),
    "integral_log_plus": ("1 2", "2 7/2"),
    "integral_log_square": ("1 2", "2 7/2"),
    "integral_log_one_minus": ("1", "-2"),
    "integral_log_one_plus": ("1", "-2"),
    "integral_log_over_square": ("1 3", "2 1/2"),
    "integral_log_squared_over_square": ("1 1", "2 3"),
    "integral_log_quadratic": ("1 2 3 1/2", "2 1 0 3"),
    "integral_atan_over": ("1 2", "3 1/2"),
    "integral_poisson": ("1 3 2", "2 2 -1"),
    "integral_poisson_half": ("1 3 2", "2 2 -1"),
    "integral_log_cosine": ("1 3 2", "2 2 -1"),
}
CASES = [(name, draw) for name, draws in DRAWS.items() for draw in draws]


def test_every_known_integral_is_drawn() -> None:
    """Frullani's are tried apart."""
    assert {r.id for r in KNOWN} == {*DRAWS, "integral_frullani", "integral_frullani_cos"}


@pytest.mark.parametrize(("a", "b"), [(1, 2), (3, 2)])
def test_difference_of_cosines(a: int, b: int) -> None:
    """(cos at − cos bt)/t by quadrature to 1, by the cosine integral beyond."""
    rule = RULES["integral_frullani_cos"]
    said = evaluate(put_in(rule.right, {"c": Num(1), "a": Num(a), "b": Num(b)}), {})
    near = mpmath.quad(lambda u: (mpmath.cos(a * u) - mpmath.cos(b * u)) / u, [0, 1])
    assert isinstance(said, arb)
    assert abs(near + mpmath.ci(b) - mpmath.ci(a) - float(said.mid())) < 1e-12


def bound(rule: Rule, draw: str) -> dict[str, Term]:
    names = [n for n in rule.params if n != "f"]
    return {n: read_plain(v) for n, v in zip(names, draw.split(), strict=True)}


def outside(term: Term) -> Any:
    return sympy.sympify(str(term), locals={"E": sympy.E})


def area(form: Term, low: Any, high: Any) -> Any:
    f = sympy.lambdify(sympy.Symbol("t"), outside(form), "mpmath")
    a, b = (mpmath.inf if e == sympy.oo else mpmath.mpf(e.evalf(20)) for e in (low, high))
    if b != mpmath.inf:
        return mpmath.quad(f, [a, (a + b) / 2, b])
    waves = [w for w in sympy.preorder_traversal(outside(form)) if w.func in (sympy.sin, sympy.cos)]
    if not waves or "exp" in str(form):
        return mpmath.quad(f, [a, 1, 4, 16, b])
    inner = waves[0].args[0]
    power = sympy.degree(inner, sympy.Symbol("t")) if inner.is_polynomial() else 1
    rate = abs(inner.coeff(sympy.Symbol("t") ** power))
    zeros = lambda n: (mpmath.pi * n / mpmath.mpf(rate)) ** (1 / mpmath.mpf(int(power)))  # noqa: E731
    return mpmath.quad(f, [a, zeros(1)]) + mpmath.quadosc(
        f, [zeros(1), mpmath.inf], zeros=lambda n: zeros(n + 1)
    )


@pytest.mark.parametrize(("name", "draw"), CASES, ids=[f"{n}-{d}" for n, d in CASES])
def test_value_against_quadrature(name: str, draw: str) -> None:
    """The form that the last condition names, integrated by mpmath, gives the value."""
    rule = RULES[name]
    by = bound(rule, draw)
    same = rule.given[-1]
    assert isinstance(same, Bind)
    claim = instantiate(same.body, t)
    assert isinstance(claim, App)
    form = put_in(claim.args[1], by)
    left = rule.left
    assert isinstance(left, Bind)
    low, high = map(outside, left.over)
    with mpmath.workdps(15):
        found = area(form, low, high)
        said = mpmath.mpf(sympy.N(outside(put_in(rule.right, by)), 15))
        assert abs(found - said) < 1e-6 * (1 + abs(said)), (found, said)


@pytest.mark.parametrize("rule", KNOWN, ids=lambda r: r.id)
def test_breaks_without_its_conditions(rule: Rule) -> None:
    """With f = 0 in place of the form the two sides differ."""
    by = {n: read_plain(v) for n, v in rule.breaks_at.items()}
    by |= {n: function(t, by[n]) for n, sort in rule.params.items() if sort == "fn"}
    assert by["f"] == function(t, Num(0))
    right = evaluate(put_in(rule.right, by), {})
    assert isinstance(right, arb) and not right.contains(0)


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_gamma_at_half_integers(n: int) -> None:
    """Γ(n + 1/2) = (2n)!/(4ⁿ n!)·√π."""
    claim = RULES["gamma_half"].conclusion
    assert isinstance(claim, App)
    left, right = (evaluate(put_in(side, {"n": Num(n)}), {}) for side in claim.args)
    assert isinstance(left, arb) and isinstance(right, arb) and left.overlaps(right)
