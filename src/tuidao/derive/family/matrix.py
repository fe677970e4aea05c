"""The gradient by a whole vector or matrix: entry by entry, then written without indices again."""

from __future__ import annotations

from fractions import Fraction

from tuidao.derive.family.final import pull_out
from tuidao.derive.simplify import summands, tidy
from tuidao.derive.writing import build_product
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, closed, eq, forall, function, le, partial, true
from tuidao.lang.focus import replace_at
from tuidao.lang.layout import Layout, NoLayout
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, instantiate, mentions
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

NO_FORM = Text("the gradient was not found in vectors and matrices", "没有求出向量与矩阵形式的梯度")
_NAMES = (("i", "j"), ("k", "l"), ("r", "s"))


def work_whole(problem: Term, given: tuple[Term, ...]) -> Worked:
    """d/dA of a number made of vectors and matrices."""
    from tuidao.derive.family.work import work_partial

    assert type(problem) is Bind
    z = problem.over[0]
    chain = Chain(problem, given)
    failed = Worked(None, Derivation(problem), reason=NO_FORM)
    if type(z) is not Sym:
        return failed
    body = instantiate(problem.body, z)
    layout = Layout((problem,))
    rank = 2 if layout.rank(z) == 2 else 1
    try:
        written = layout.whole(body)
    except NoLayout:
        return failed
    sizes = layout.size_of(z.name, rank)
    taken = {s.name for s in free_symbols(written)}
    at = next((tuple(map(Sym, pair[:rank])) for pair in _NAMES if not taken & set(pair)), None)
    if sizes is None or at is None:
        return failed
    chain.step(
        RULES["index_form"], Bind(ops.DIFF, problem.name, function(z, written).body, problem.over)
    )
    within = tuple(c for k, n in zip(at, sizes, strict=True) for c in (le(ONE, k), le(k, n)))
    entry = partial(written, z, *at)
    worked = work_partial(entry, (*given, *within))
    if not isinstance(worked.answer, Term):
        return Worked(None, worked.derivation, reason=worked.reason)
    value = worked.answer
    claim: Term = eq(entry, value)
    values = value
    for k, n in zip(reversed(at), reversed(sizes), strict=True):
        claim = forall(k, closed(ONE, n), claim)
        values = function(k, values)
    each = Chain(claim)
    inner = Derivation(entry, worked.derivation.steps)
    path = (*(0 for _ in at), 0)
    each.step(
        RULES["eq_subst"],
        replace_at(claim, path, value),
        {"a": entry, "b": value},
        path,
        premises=(inner,),
    )
    each.step(RULES["simplify"], true)
    by = {"f": function(z, written), "z": z, "G": values, "n": sizes[0]}
    name = "gradient_entries"
    if rank == 2:
        name, by = "gradient_entries_matrix", {**by, "m": sizes[1]}
    chain.step(RULES[name], values, by, premises=(each.derivation(),))
    form = as_family(value, at)
    if form is None:
        form = as_family(tidy(pull_out(value)), at)
    if form is None:
        return Worked(None, chain.derivation(), reason=NO_FORM)
    chain.step(RULES["matrix_form"], tidy(form))
    return Worked(chain.now, chain.derivation())


def as_family(t: Term, at: tuple[Sym, ...]) -> Term | None:
    """The vector or matrix whose entry at these indices is `t`; None where no form was found."""
    try:
        rows = summands(t)
    except ValueError:
        return None
    whole: Term = ZERO
    for c, powers in rows:
        part = _product(c, dict(powers), at)
        if part is None:
            return None
        whole = part if whole == ZERO else whole + part
    return whole


def _product(c: Fraction, powers: dict[Term, object], at: tuple[Sym, ...]) -> Term | None:
    """A number times one or more families."""
    held = {b: e for b, e in powers.items() if any(mentions(b, k) for k in at) or _in(e, at)}
    front = build_product(c, {b: e for b, e in powers.items() if b not in held})  # type: ignore[misc]
    families: list[Term] = []
    if len(at) == 2 and len(held) == 2 and all(e == 1 for e in held.values()):
        sides = [[b for b in held if mentions(b, k)] for k in at]
        if all(len(s) == 1 for s in sides) and sides[0] != sides[1]:
            u, v = (as_family(s[0], (k,)) for s, k in zip(sides, at, strict=True))
            if u is None or v is None:
                return None
            families.append(App(ops.MATMUL, (u, App(ops.TRANSPOSE, (v,)))))
            held = {}
    for base, e in held.items():
        found = _family(base, at) if e == 1 else None
        if found is None:
            return None
        families.append(found)
    if not families:
        return None
    whole = families[0]
    for f in families[1:]:
        whole = App(ops.HADAMARD, (whole, f))
    return whole if front == ONE else front * whole


def _in(e: object, at: tuple[Sym, ...]) -> bool:
    return isinstance(e, Term) and any(mentions(e, k) for k in at)


def _family(t: Term, at: tuple[Sym, ...]) -> Term | None:
    if type(t) is App and t.op is ops.INDEX:
        if t.args[1:] == at:
            return t.args[0]
        if t.args[1:] == at[::-1]:
            return App(ops.TRANSPOSE, (t.args[0],))
        return None
    if type(t) is App and t.op in (ops.ADD, ops.SUB, ops.NEG):
        return as_family(t, at)
    if type(t) is App and t.op.function and len(t.args) == 1:
        inner = as_family(t.args[0], at)
        return None if inner is None else App(t.op, (inner,))
    if type(t) is Bind and t.op is ops.SUM and t.over[0] == ONE:
        return _contraction(t, at)
    return None


def _contraction(t: Bind, at: tuple[Sym, ...]) -> Term | None:
    """Σ_l A_kl v_l as A·v."""
    inner = Sym("\x02l")
    rows = summands(instantiate(t.body, inner))
    if len(rows) != 1:
        return None
    c, powers = rows[0]
    held = [b for b, e in powers.items() if mentions(b, inner) and e == 1]
    matrices = [
        b
        for b in held
        if type(b) is App and b.op is ops.INDEX and len(b.args) == 3 and mentions(b, at[0])
    ]
    if len(powers) != 2 or len(held) != 2 or not matrices:
        return None
    matrix = matrices[0]
    other = next(b for b in held if b != matrix)
    left = _family(matrix, (at[0], inner))
    right = as_family(other, (inner, *at[1:]))
    if left is None or right is None:
        return None
    product: Term = App(ops.MATMUL, (left, right))
    return product if c == 1 else build_product(c, {}) * product
