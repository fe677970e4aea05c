"""Softmax and its like in two cases: the index of the variable is the index of the entry, or it is not."""

from __future__ import annotations

from tuidao.derive.family.contract import contract
from tuidao.derive.family.final import final, rows_of, written
from tuidao.derive.family.fold import folded
from tuidao.derive.family.partial import (
    NO_RULE,
    NoRule,
    apply_rule,
    differentiate,
    rule_of,
    waiting,
)
from tuidao.derive.family.prepare import notation_folded, prepare, told_apart
from tuidao.derive.family.walk import find
from tuidao.derive.family.work import put_facts, work_partial
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, eq, ne, total, true
from tuidao.lang.definitions import put_in
from tuidao.lang.focus import focus, fresh, replace_at
from tuidao.lang.term import (
    App,
    Bind,
    Path,
    Sym,
    Term,
    free_symbols,
    instantiate,
    size,
    subterms,
)
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

NO_CASES = Text(
    "there is no second index beside that of the variable, so there are no two cases",
    "除变量的指标外没有别的指标，无需分情形",
)
EQUAL = Text("The case {i} = {j}.", "情形 {i} = {j}。")
UNEQUAL = Text("The case {i} ≠ {j}.", "情形 {i} ≠ {j}。")
APART = Text(
    "The term with the index of the variable apart: there the two indices are equal, in the others they are not.",
    "把与变量指标相同的一项单独写出：该项两指标相等，其余各项不等。",
)
_OUTSIDE = frozenset(
    names
    for stem in ("neg", "sum", "mul_const", "const_mul", "div_const", "const_add", "add_const")
    for names in (f"partial_{stem}", f"partial_{stem.replace('const_mul', 'mul_const')}")
) | {"partial_const_mul"}
_MOST = 12


def work_by_cases(problem: Term, given: tuple[Term, ...]) -> Worked:
    """∂/∂z_i in two cases: of an entry with an index k of its own, or of a sum over k."""
    if not (type(problem) is Bind and problem.op is ops.PARTIAL and len(problem.over) == 2):
        return Worked(None, Derivation(problem), reason=NO_CASES)
    try:
        k = _other_index(problem, given)
        return _in_a_sum(problem, given) if k is None else _two_cases(problem, k, given)
    except NoRule:
        return Worked(None, Derivation(problem), reason=NO_RULE)


def _other_index(problem: Bind, given: tuple[Term, ...]) -> Sym | None:
    """The free index, other than that of the variable, of an entry of what is differentiated."""
    whole = put_in(problem, given)
    assert type(whole) is Bind
    z, i = whole.over
    body = instantiate(whole.body, z) if type(z) is Sym else whole.body
    for _, s in subterms(body):
        if not (type(s) is App and s.op is ops.INDEX and s.args[0] == z and len(s.args) == 2):
            continue
        k = s.args[1]
        if type(k) is Sym and k.index < 0 and k != i:
            return k
    return None


def _two_cases(problem: Bind, k: Sym, given: tuple[Term, ...]) -> Worked:
    """{… where k = i; … otherwise}."""
    i = problem.over[1]
    chain = Chain(problem, given)
    split = App(ops.PIECEWISE, (problem, eq(k, i), problem, true))
    chain.step(RULES["two_cases"], split, {"a": problem, "i": k, "j": i})
    here = Chain(chain.now, given)
    for _ in range(_MOST):
        branch, _opened = focus(here.now, (0,))
        path = find(branch, (0,), lambda t: t == k)
        if path is None:
            break
        here.step(RULES["eq_subst"], replace_at(here.now, path, i), {"a": k, "b": i}, path)
    if here.steps:
        note = EQUAL.format(i=k.name, j=str(i))
        chain.step(RULES["eq_subst"], here.now, steps=tuple(here.steps), note=note)
    for place, facts, said in (((0,), (), EQUAL), ((2,), (ne(k, i),), UNEQUAL)):
        part, _opened = focus(chain.now, place)
        worked = work_partial(part, (*given, *facts))
        if not isinstance(worked.answer, Term):
            raise NoRule
        by = {"a": part, "b": worked.answer}
        after = replace_at(chain.now, place, worked.answer)
        premise = Derivation(part, worked.derivation.steps)
        note = said.format(i=k.name, j=str(i))
        chain.step(RULES["eq_subst"], after, by, place, premises=(premise,), note=note)
    return Worked(chain.now, chain.derivation())


def _in_a_sum(problem: Bind, given: tuple[Term, ...]) -> Worked:
    """Σ_k: the term with k = i apart, then all the others."""
    chain = Chain(problem, given)
    chain.step(RULES["definition"], told_apart(put_in(problem, given)))
    defined = chain.now != problem
    prepare(chain)
    inner = Chain(chain.now, given)
    for _ in range(_MOST):
        path = next((p for p in waiting(inner.now, ()) if _outside(inner.now, p)), None)
        if path is None:
            break
        apply_rule(inner, path)
    if inner.steps:
        chain.step(RULES["partial_sum"], inner.now, steps=tuple(inner.steps))
    path = find(chain.now, (), _holds_slopes)
    if path is None:
        return Worked(None, chain.derivation(), reason=NO_CASES)
    _one_apart(chain, path, problem.over[1])
    differentiate(chain)
    contract(chain)
    _all_together(chain)
    put_facts(chain)
    if defined:
        chain.step(RULES["definition"], folded(chain.now, given))
    chain.steps = notation_folded(chain.steps)
    return Worked(chain.now, chain.derivation())


def _outside(t: Term, path: Path) -> bool:
    here, _ = focus(t, path)
    assert type(here) is Bind
    return here.op is ops.PARTIAL and rule_of(here)[0] in _OUTSIDE


def _holds_slopes(t: Term) -> bool:
    """Is it a sum of terms still to be differentiated?"""
    slopes = (s for _, s in subterms(t) if type(s) is Bind and s.op is ops.PARTIAL)
    return type(t) is Bind and t.op is ops.SUM and any(s.loose for s in slopes)


def _one_apart(chain: Chain, path: Path, i: Term) -> None:
    here, _ = focus(chain.now, path)
    assert type(here) is Bind
    k = fresh(here.name, free_symbols(here) | free_symbols(i))
    others = total((1 - App(ops.KRONECKER, (k, i))) * instantiate(here.body, k), k, *here.over)
    others = Bind(others.op, here.name, others.body, others.over)
    by = {
        "f": Bind(ops.LAMBDA, here.name, here.body),
        "i": i,
        "a": here.over[0],
        "b": here.over[1],
    }
    after = replace_at(chain.now, path, instantiate(here.body, i) + others)
    chain.step(RULES["sum_one_apart"], after, by, path, note=APART)


def _all_together(chain: Chain) -> None:
    """Σ over k ≠ i as the whole sum without that term."""
    for _ in range(_MOST):
        path = find(chain.now, (), _all_but_one)
        if path is None:
            break
        here, _ = focus(chain.now, path)
        assert type(here) is Bind
        assert type(here.body) is App
        front, rest = here.body.args
        assert type(front) is App
        assert type(front.args[1]) is App
        i = front.args[1].args[1]
        f = Bind(ops.LAMBDA, here.name, rest)
        by = {"f": f, "i": i, "a": here.over[0], "b": here.over[1]}
        whole = Bind(ops.SUM, here.name, rest, here.over)
        after = replace_at(chain.now, path, whole - instantiate(rest, i))
        chain.step(RULES["sum_all_but_one"], after, by, path)
    forms = [final(chain.now), final(_multiplied_out(chain.now))]
    chain.step(RULES["simplify"], min(forms, key=size))


def _multiplied_out(t: Term) -> Term:
    try:
        return written(rows_of(t))
    except ValueError:
        return t


def _all_but_one(t: Term) -> bool:
    if not (type(t) is Bind and t.op is ops.SUM and type(t.body) is App and t.body.op is ops.MUL):
        return False
    front = t.body.args[0]
    if not (type(front) is App and front.op is ops.SUB and front.args[0] == ONE):
        return False
    delta = front.args[1]
    return (
        type(delta) is App
        and delta.op is ops.KRONECKER
        and delta.args[0] == Sym("", 0)
        and not delta.args[1].loose
    )
