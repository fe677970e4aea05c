"""Partial derivatives of losses from the problem to the last line."""

from __future__ import annotations

from tuidao.derive.family.contract import contract, find_term
from tuidao.derive.family.final import final, forms
from tuidao.derive.family.fold import folded, pushed_in
from tuidao.derive.family.gather import gathered, turned
from tuidao.derive.family.layers import is_layered, work_layers
from tuidao.derive.family.matrix import is_whole, work_whole
from tuidao.derive.family.partial import NO_RULE, NoRule, differentiate
from tuidao.derive.family.prepare import (
    as_sigmoid,
    change_at,
    notation_folded,
    prepare,
    told_apart,
)
from tuidao.derive.family.through import families_between
from tuidao.derive.family.walk import mapped
from tuidao.derive.seams import positive_bounds
from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.definitions import put_in
from tuidao.lang.focus import focus, replace_at
from tuidao.lang.layout import Layout, NoLayout, in_matrices, written_out
from tuidao.lang.op import EQ
from tuidao.lang.term import App, Bind, Sym, Term, children, instantiate, size, subterms
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

BY_GIVEN = Text("The value of this sum is given.", "该和的值已知。")


def work_partial(problem: Term, given: tuple[Term, ...]) -> Worked:
    """∂/∂z_i of an expression in index sums; stated values of sums (Σ y = 1) are used last, and openly."""
    assert type(problem) is Bind
    if is_whole(problem, given):
        whole = work_whole(problem, given)
        if whole.answer is not None or not _is_number(problem):
            return whole
    given = (*given, *positive_bounds(put_in(problem, given), given))
    if is_layered(problem, given):
        return work_layers(problem, given)
    chain = Chain(problem, given)
    chain.step(RULES["definition"], told_apart(put_in(problem, given)))
    defined = chain.now != problem
    if in_matrices(chain.now):
        try:
            chain.step(RULES["index_form"], written_out(chain.now))
        except NoLayout:
            return Worked(None, chain.derivation(), reason=NO_RULE)
    if is_op(chain.now, ops.PARTIAL, ops.DIFF) and is_op(children(chain.now)[0], *_SLOPES):
        return _nested(chain)
    through = families_between(problem, given)
    prepare(chain, logs=not through)
    try:
        differentiate(chain, through)
    except NoRule:
        return Worked(None, chain.derivation(), reason=NO_RULE)
    contract(chain)
    if change_at(chain, (), "sigmoid_form", lambda t: mapped(t, as_sigmoid)):
        chain.step(RULES["simplify"], final(chain.now))
    put_facts(chain)
    if defined:
        abbreviate(chain, given)
    chain.step(RULES["simplify"], turned(chain.now))
    chain.steps = notation_folded(chain.steps)
    return Worked(chain.now, chain.derivation())


def abbreviate(chain: Chain, given: tuple[Term, ...]) -> None:
    """The answer in terms of what is defined: a_k for e^(z_k)/Σ e^(z_j)."""
    short = folded(chain.now, given)
    inside = folded(pushed_in(chain.now), given)
    if size(final(inside)) < size(short):
        short = inside
    chain.step(RULES["definition"], short)
    chosen = (chain.now, gathered(chain.now), *((final(inside),) if short is inside else ()))
    chain.step(RULES["simplify"], min(chosen, key=size))


_SLOPES = (ops.PARTIAL, ops.DIFF)


def _nested(chain: Chain) -> Worked:
    """A derivative of a derivative: the inner one worked and put in, then the outer."""
    from tuidao.derive import solver

    path: tuple[int, ...] = (0,)
    while is_op(focus(chain.now, (*path, 0))[0], *_SLOPES):
        path = (*path, 0)
    part, _ = focus(chain.now, path)
    find = solver(part)
    inner = find(part, chain.given) if find is not None else None
    if inner is None or not isinstance(inner.answer, Term):
        return Worked(None, chain.derivation(), reason=NO_RULE)
    by = {"a": part, "b": inner.answer}
    after = replace_at(chain.now, path, inner.answer)
    chain.step(RULES["eq_subst"], after, by, path, premises=(inner.derivation,))
    find = solver(chain.now)
    outer = find(chain.now, chain.given) if find is not None else None
    if outer is None or not isinstance(outer.answer, Term):
        return Worked(None, chain.derivation(), reason=NO_RULE)
    for step in outer.derivation.steps:
        chain.steps.append(step)
        chain.now = step.after
    chain.step(RULES["definition"], folded(chain.now, chain.given))
    return Worked(chain.now, chain.derivation())


def _is_number(problem: Bind) -> bool:
    """Is what is differentiated by no vector or matrix: the b of wᵀx + b?"""
    z = problem.over[0]
    if type(z) is not Sym:
        return False
    body = instantiate(problem.body, z)
    layout = Layout((problem,))
    try:
        written = layout.whole(body)
    except NoLayout:
        return False
    indexed = {s.args[0] for _, s in subterms(written) if is_op(s, ops.INDEX) and type(s) is App}
    return z not in indexed


def put_facts(chain: Chain) -> None:
    """Where a stated equation gives the value of a sum that stands in the answer, put it in."""
    for fact in chain.given:
        if type(fact) is not App or fact.op is not EQ or type(fact.args[0]) is not Bind:
            continue
        left, right = fact.args
        form = next((f for f in forms(chain.now) if find_term(f, left, ()) is not None), None)
        if form is None:
            continue
        chain.step(RULES["simplify"], form)
        path = find_term(form, left, ())
        while path is not None:
            by = {"a": left, "b": right}
            after = replace_at(chain.now, path, right)
            chain.step(RULES["eq_subst"], after, by, path, note=BY_GIVEN)
            path = find_term(chain.now, left, ())
        chain.step(RULES["simplify"], final(chain.now))
