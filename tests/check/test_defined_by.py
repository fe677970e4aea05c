"""A derivative of what is defined by the variable: nothing but its definition may be applied to it."""

from __future__ import annotations

from tuidao.check.conditions import Context
from tuidao.check.replay import replay
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, partial
from tuidao.lang.term import App, Sym, Term
from tuidao.proof import Chain, Status
from tuidao.read import read_given
from tuidao.rules import RULES

A, B, L, Z = Sym("a"), Sym("b"), Sym("l"), Sym("z")


def constant(of: Term, given: str) -> Status:
    facts = read_given(given)
    chain = Chain(partial(of, B, L), facts)
    chain.step(RULES["partial_const"], ZERO, {"c": of, "z": B, "i": App(ops.ROW, (L,))})
    return replay(chain.derivation(), Context(facts=facts)).status


def test_it_is_not_constant() -> None:
    assert constant(A[L], r"a_l = \sigma(a_{l-1} + b_l)") is Status.REFUTED
    assert constant(A[L], "a[l] = z[l]**2, z[l] = b[l] + 1") is Status.REFUTED
    assert constant(A[L] + 1, "a[l] = b[l]") is Status.REFUTED


def test_what_is_defined_without_it_is() -> None:
    assert constant(A[L], "a_l = z_l + 1") is Status.PROVED
    assert constant(Z, r"a_l = \sigma(a_{l-1} + b_l)") is Status.PROVED


def test_the_input_of_a_recursion_is() -> None:
    assert constant(A[ZERO], r"a_l = \sigma(a_{l-1} + b_l)") is Status.PROVED
