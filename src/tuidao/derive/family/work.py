"""Partial derivatives of losses from the problem to the last line."""

from __future__ import annotations

from tuidao.derive.family.contract import contract
from tuidao.derive.family.partial import NO_RULE, NoRule, differentiate
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE
from tuidao.lang.focus import replace_at
from tuidao.lang.op import EQ
from tuidao.lang.term import App, Bind, Sym, Term, children, free_symbols
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES


def work_partial(problem: Term, given: tuple[Term, ...]) -> Worked:
    """∂/∂z_i of an expression in index sums; stated values of sums (Σ y = 1) are used last, and openly."""
    assert type(problem) is Bind
    chain = Chain(problem, given)
    name_index_sets(chain)
    try:
        differentiate(chain)
    except NoRule:
        return Worked(None, chain.derivation(), reason=NO_RULE)
    contract(chain)
    put_facts(chain)
    return Worked(chain.now, chain.derivation())


def name_index_sets(chain: Chain) -> None:
    """Σ over an index set that was not written becomes Σ from 1 to a fresh n, and the answer says so."""
    if not _unwritten(chain.now):
        return
    taken = {s.name for s in free_symbols(chain.now)} | _bound_names(chain.now)
    last = next(Sym(n) for n in ("n", "N", "K", "n_0", "n_1", "n_2") if n not in taken)
    chain.step(RULES["sum_over_named_set"], named(chain.now, last))


def named(t: Term, last: Sym) -> Term:
    """Every unwritten index set as 1, …, last."""
    if type(t) is App:
        return App(t.op, tuple(named(a, last) for a in t.args))
    if type(t) is Bind:
        body, over = named(t.body, last), tuple(named(o, last) for o in t.over)
        if t.op is ops.SUM_ALL:
            return Bind(ops.SUM, t.name, body, (ONE, last))
        return Bind(t.op, t.name, body, over)
    return t


def _unwritten(t: Term) -> bool:
    return (type(t) is Bind and t.op is ops.SUM_ALL) or any(_unwritten(c) for c in children(t))


def _bound_names(t: Term) -> set[str]:
    found = {t.name} if type(t) is Bind else set()
    return found.union(*(_bound_names(c) for c in children(t))) if children(t) else found


def put_facts(chain: Chain) -> None:
    """Where a stated equation gives the value of a sum that stands in the answer, put it in."""
    for fact in chain.given:
        if type(fact) is not App or fact.op is not EQ or type(fact.args[0]) is not Bind:
            continue
        left, right = fact.args
        path = _find(chain.now, left, ())
        if path is not None:
            by = {"a": left, "b": right}
            chain.step(RULES["eq_subst"], replace_at(chain.now, path, right), by, path)
            chain.step(RULES["simplify"], tidy(chain.now))


def _find(t: Term, wanted: Term, path: tuple[int, ...]) -> tuple[int, ...] | None:
    if t == wanted:
        return path
    for k, c in enumerate(children(t)):
        found = _find(c, wanted, (*path, k))
        if found is not None:
            return found
    return None
