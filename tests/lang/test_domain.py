"""Where terms have values: the table is whole, and the conditions decide definedness at points."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb

from tuidao.lang import domain
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, Formula, Statement
from tuidao.lang.build import D, asin, exp, gt, integral, lim, log, ne, num, sin, sqrt, tan, total
from tuidao.lang.domain import IMPOSES, conditions
from tuidao.lang.op import OPS
from tuidao.lang.term import App, Num, Sym, Term

x, y, k = Sym("x"), Sym("y"), Sym("k")


def test_the_tables_are_whole() -> None:
    assert set(IMPOSES) == {o for o in OPS.values() if not o.binder}
    binders = {o for o in OPS.values() if o.binder}
    assert set(domain._BINDERS) == set(domain._QUANTIFIED) == binders


@pytest.mark.parametrize(
    "op", [o for o in OPS.values() if o.function and o.arity == 1], ids=lambda o: o.name
)
def test_conditions_decide_definedness(op: ops.Op) -> None:
    """At every point: the conditions hold where there is a value, and one fails where there is none."""
    t = App(op, (x,))
    formula, tests = Formula(t, (x,)), [Statement(c, (x,)) for c in conditions(t)]
    met = 0
    for p in range(-40, 41):
        at = [arb(p) / 8]
        found = formula(at)
        holds = all(s(at) is True for s in tests)
        if found is NO_VALUE:
            assert not holds, f"{t} at {p}/8 has no value"
        elif found is not None:
            assert holds, f"{t} at {p}/8 has a value"
            met += 1
    assert met >= 5


@pytest.mark.parametrize(
    ("t", "want"),
    [
        (log(x), (gt(x, 0),)),
        (1 / x, (ne(x, 0),)),
        (1 / (1 + x**2), ()),
        (sqrt(x**2), ()),
        (log(exp(x)), ()),
        (x ** num(1, 3), ()),
        (x ** Num(-2), (ne(x, 0),)),
        (exp(x) / 2, ()),
        (sqrt(Num(2)) + log(Num(3)), ()),
        (D(log(x), x), (gt(x, 0),)),
    ],
    ids=str,
)
def test_what_is_imposed(t: Term, want: tuple[Term, ...]) -> None:
    assert conditions(t) == want


def test_fractional_powers() -> None:
    (c,) = conditions(x ** num(1, 2))
    assert str(c) == "x >= 0"
    (c,) = conditions(x ** num(-3, 2))
    assert str(c) == "x > 0"


def test_bound_variables_are_quantified() -> None:
    (c,) = conditions(integral(log(x), x, y, 2))
    assert c.op is ops.FORALL  # type: ignore[attr-defined]
    found = conditions(lim(sin(x) / x, x, 0))
    assert [c.op for c in found] == [ops.DEFINED, ops.NEAR]  # type: ignore[attr-defined]
    (c,) = conditions(total(1 / k, k, 1, y))
    assert c.op is ops.FORALL  # type: ignore[attr-defined]


def test_cases_impose_only_where_they_apply() -> None:
    t = App(ops.PIECEWISE, (1 / x, ne(x, 0), Num(0), App(ops.TRUE, ())))
    statements = [Statement(c, (x,)) for c in conditions(t)]
    assert all(s([arb(0)]) is True for s in statements)


def test_all_subterms_count() -> None:
    found = [str(c) for c in conditions(tan(log(x)) + asin(y / x))]
    assert found[0] == "x > 0"
    assert len(found) == 5


def test_rational_reads_written_fractions() -> None:
    assert domain.rational(-(Num(1) / Num(3))) == Fraction(-1, 3)
    assert domain.rational(x) is None
