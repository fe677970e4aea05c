"""The gradient by a whole vector or matrix: entry by entry, then written without indices again."""

from __future__ import annotations

from tuidao.derive.family.final import pull_out
from tuidao.derive.family.prepare import bound_names, name_index_sets, told_apart
from tuidao.derive.family.vectors import as_family
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, closed, eq, forall, function, le, partial, true
from tuidao.lang.definitions import entries, put_in
from tuidao.lang.focus import replace_at
from tuidao.lang.layout import Layout, NoLayout, in_matrices, told_sizes
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    subterms,
)
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

NO_FORM = Text("the gradient was not found in vectors and matrices", "没有求出向量与矩阵形式的梯度")
_NAMES = (("i", "j"), ("k", "l"), ("r", "s"), ("a", "b"), ("g", "h"))


def work_entries(problem: Bind, given: tuple[Term, ...]) -> Worked | None:
    """∂a/∂z of a vector by a vector: its entry ∂a_i/∂z_j; None where `a` is no vector that is given by its entries."""
    from tuidao.derive.family.work import work_partial

    z = problem.over[0]
    if type(z) is not Sym or problem.over[1] != ONE:
        return None
    a = put_in(instantiate(problem.body, z), given)
    known = entries(given).get(a) if type(a) is Sym else None
    if known is None or len(known[0]) != 1 or type(a) is not Sym:
        return None
    taken = {s.name for g in (*given, known[1]) for s in free_symbols(g)}
    at = next((tuple(map(Sym, pair)) for pair in _NAMES if not taken & set(pair)), None)
    if at is None:
        return None
    entry = App(ops.CALL, (a[at[0]], z))
    return work_partial(partial(entry, z, at[1]), given)


def is_whole(problem: Bind, given: tuple[Term, ...]) -> bool:
    """Is it a derivative by a vector or matrix: by what stands in products, or is indexed?"""
    written = put_in(problem, given)
    if problem.op is not ops.DIFF or type(written) is not Bind or type(problem.over[0]) is not Sym:
        return False
    return in_matrices(written.body) or _ranks(written.body, 0) != set()


def _ranks(t: Term, depth: int) -> set[int]:
    """With how many indices the variable bound `depth` binders out stands in `t`."""
    if t.loose <= depth:
        return set()
    found = set()
    if type(t) is App and t.op is ops.INDEX and t.args[0] == Sym("", depth):
        found.add(len(t.args) - 1)
    for n, c in enumerate(children(t)):
        found |= _ranks(c, depth + (type(t) is Bind and n == 0))
    return found


def work_whole(problem: Term, given: tuple[Term, ...]) -> Worked:
    """d/dA of a number made of vectors and matrices; the matrix of second derivatives by a vector."""
    from tuidao.derive.family.work import abbreviate, work_partial

    assert type(problem) is Bind
    z = problem.over[0]
    chain = Chain(problem, given)
    failed = Worked(None, Derivation(problem), reason=NO_FORM)
    chain.step(RULES["definition"], told_apart(put_in(problem, given)))
    defined = chain.now != problem
    name_index_sets(chain)
    if type(z) is not Sym or type(chain.now) is not Bind:
        return failed
    body = instantiate(chain.now.body, z)
    used = _ranks(chain.now.body, 0)
    layout = Layout((body,))
    rank = max(used) if used else 2 if layout.rank(z) == 2 else 1
    second = problem.over[1] == Num(2)
    if rank not in (1, 2) or len(used) > 1 or (second and rank == 2):
        return failed
    try:
        written = layout.whole(body) if in_matrices(body) else body
    except NoLayout:
        return failed
    told = {**dict(told_sizes(written)), **dict(told_sizes(chain.now))}
    known = [layout.sizes.get(layout.root((z.name, k)), told.get((z.name, k))) for k in range(rank)]
    sizes = tuple(n for n in known if n is not None)
    taken = {s.name for s in free_symbols(written)} | bound_names(written)
    count = 2 if second else rank
    at = next((tuple(map(Sym, pair[:count])) for pair in _NAMES if not taken & set(pair)), None)
    if len(sizes) < rank or at is None:
        return failed
    if in_matrices(body):
        slope = Bind(ops.DIFF, problem.name, function(z, written).body, problem.over)
        chain.step(RULES["index_form"], slope)
    sizes = sizes * 2 if second else sizes
    within = tuple(c for k, n in zip(at, sizes, strict=True) for c in (le(ONE, k), le(k, n)))
    entry: Term = partial(written, z, *at)
    if second:
        entry = partial(partial(written, z, at[0]), z, at[1])
    worked = work_partial(entry, (*given, *within))
    if not isinstance(worked.answer, Term):
        return Worked(None, worked.derivation, reason=worked.reason)
    inner = Chain(entry, given)
    inner.steps, inner.now = list(worked.derivation.steps), worked.answer
    if defined:
        abbreviate(inner, given)
    value = inner.now
    claim: Term = eq(entry, value)
    values = value
    for k, n in zip(reversed(at), reversed(sizes), strict=True):
        claim = forall(k, closed(ONE, n), claim)
        values = function(k, values)
    each = Chain(claim)
    path = (*(0 for _ in at), 0)
    each.step(
        RULES["eq_subst"],
        replace_at(claim, path, value),
        {"a": entry, "b": value},
        path,
        premises=(Derivation(entry, tuple(inner.steps)),),
    )
    each.step(RULES["simplify"], true)
    by = {"f": function(z, written), "z": z, "G": values, "n": sizes[0]}
    name = "hessian_entries" if second else "gradient_entries"
    if rank == 2:
        name, by = "gradient_entries_matrix", {**by, "m": sizes[1]}
    chain.step(RULES[name], values, by, premises=(each.derivation(),))
    form = as_family(value, at)
    if form is None:
        form = as_family(tidy(pull_out(value)), at)
    if form is None:  # the entry at any two indices
        return Worked(value, Derivation(entry, tuple(inner.steps), given))
    summed = any(type(s) is Bind for _, s in subterms(form))
    chain.step(RULES["matrix_form"], form if summed else tidy(form))
    return Worked(chain.now, chain.derivation())
