"""The vector or matrix that has given entries: sums of samples, products with a matrix, uvᵀ, norms and dots inside."""

from __future__ import annotations

from fractions import Fraction

from tuidao.derive.family.walk import mapped
from tuidao.derive.simplify import decompose, summands, tidy
from tuidao.derive.writing import Powers, build_product
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, total
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    free_symbols,
    instantiate,
    mentions,
    substitute,
)


def as_family(t: Term, at: tuple[Sym, ...]) -> Term | None:
    """The vector or matrix whose entry at these indices is `t`; None where no form was found."""
    try:
        rows = summands(t)
    except ValueError:
        return None
    whole: Term = ZERO
    for c, powers in sorted(rows, key=lambda row: row[0] < 0):
        part = _product(abs(c) if whole != ZERO else c, dict(powers), at)
        if part is None:
            return None
        whole = part if whole == ZERO else whole + part if c > 0 else whole - part
    return whole


def _product(c: Fraction, powers: dict[Term, object], at: tuple[Sym, ...]) -> Term | None:
    """A number times one or more families."""
    held = {b: e for b, e in powers.items() if any(mentions(b, k) for k in at) or _in(e, at)}
    front = dotted(build_product(c, {b: e for b, e in powers.items() if b not in held}))  # type: ignore[misc]
    families: list[Term] = []
    if len(at) == 2:
        sides = [{b: e for b, e in held.items() if mentions(b, k) or _in(e, (k,))} for k in at]
        if all(sides) and not sides[0].keys() & sides[1].keys():
            u, v = (_product(ONE.value, s, (k,)) for s, k in zip(sides, at, strict=True))
            if u is None or v is None:
                return None
            families.append(App(ops.MATMUL, (u, App(ops.TRANSPOSE, (v,)))))
            held = {}
    for base, e in held.items():
        found = _family(base, at) if e == 1 else _exponential(base, e, at)
        if found is None:
            return None
        families.append(found)
    if not families:
        return None
    whole = families[0]
    for f in families[1:]:
        whole = App(ops.HADAMARD, (whole, f))
    return in_front(front, whole)


def in_front(front: Term, whole: Term) -> Term:
    """A number times a vector or matrix, with the number's sign and denominator where people write them."""
    c, powers = decompose(front)
    hole = Sym("\x02whole")
    written = build_product(c, {**powers, hole: 1})
    return substitute(written, {hole: whole})


def _exponential(base: Term, e: object, at: tuple[Sym, ...]) -> Term | None:
    """e to the power of each entry."""
    if base != App(ops.E, ()) or not isinstance(e, Term):
        return None
    inner = as_family(e, at)
    return None if inner is None else App(ops.EXP, (inner,))


def _in(e: object, at: tuple[Sym, ...]) -> bool:
    return isinstance(e, Term) and any(mentions(e, k) for k in at)


def _family(t: Term, at: tuple[Sym, ...]) -> Term | None:
    if type(t) is App and t.op is ops.INDEX:
        if t.args[1:] == at:
            return t.args[0]
        if t.args[1:] == at[::-1]:
            return App(ops.TRANSPOSE, (t.args[0],))
        return _vector(t, at[0]) if len(at) == 1 else None
    if type(t) is App and t.op in (ops.ADD, ops.SUB, ops.NEG):
        return as_family(t, at)
    if type(t) is App and t.op.function and len(t.args) == 1:
        inner = as_family(t.args[0], at)
        return None if inner is None else App(t.op, (inner,))
    if type(t) is Bind and t.op is ops.SUM:
        found = _contraction(t, at) if t.over[0] == ONE else None
        return _of_vectors(t, at) if found is None else found
    return None


def _of_vectors(t: Bind, at: tuple[Sym, ...]) -> Term | None:
    """Σ_i c_i x_ij as Σ_i c_i x_i, and Σ_i c_i x_ij x_ik as Σ_i c_i x_i x_iᵀ."""
    i = fresh(t.name, free_symbols(t).union(at))
    whole: Term = ZERO
    for c, powers in summands(instantiate(t.body, i)):
        part = _times_vectors(abs(c) if whole != ZERO else c, dict(powers), at)
        if part is None:
            return None
        whole = part if whole == ZERO else whole + part if c > 0 else whole - part
    return total(whole, i, *t.over)


def _times_vectors(c: Fraction, powers: Powers, at: tuple[Sym, ...]) -> Term | None:
    """A number times a vector, or times uvᵀ, from the product of their entries."""
    vectors: list[Term] = []
    rest = dict(powers)
    for k in at:
        held = [b for b, e in rest.items() if mentions(b, k) or _in(e, (k,))]
        vector = _vector(held[0], k) if len(held) == 1 and rest[held[0]] == 1 else None
        if vector is None:
            return None
        vectors.append(vector)
        del rest[held[0]]
    whole = vectors[0]
    if len(vectors) == 2:
        whole = App(ops.MATMUL, (vectors[0], App(ops.TRANSPOSE, (vectors[1],))))
    front = dotted(build_product(c, rest))
    return whole if front == ONE else front * whole


def _vector(t: Term, k: Sym) -> Term | None:
    """The vector whose k-th entry is `t`: x_i for x_ij; sums and differences of such."""
    if type(t) is App and t.op is ops.INDEX and t.args[-1] == k:
        if any(mentions(a, k) for a in t.args[:-1]):
            return None
        return t.args[0] if len(t.args) == 2 else App(ops.INDEX, t.args[:-1])
    if type(t) is App and t.op in (ops.ADD, ops.SUB, ops.NEG):
        parts = [_vector(a, k) for a in t.args]
        known = [p for p in parts if p is not None]
        return App(t.op, tuple(known)) if len(known) == len(parts) else None
    return None


def dotted(t: Term) -> Term:
    """`t` with Σ_k θ_k x_ik as θᵀx_i, Σ_k v_k² as ‖v‖²."""
    return mapped(t, _dotted)


def _dotted(t: Term) -> Term:
    if type(t) is App and t.op is ops.SQRT and _is_square_of_norm(t.args[0]):
        return _base(t.args[0])
    if type(t) is App and t.op is ops.POW and _is_square_of_norm(t.args[0]):
        n = tidy(2 * t.args[1])
        whole = type(n) is Num and n.value.denominator == 1
        return App(ops.POW, (_base(t.args[0]), n)) if whole else t
    if not (type(t) is Bind and t.op is ops.SUM and t.over[0] == ONE) or t.loose:
        return t
    k = fresh(t.name, free_symbols(t))
    rows = summands(instantiate(t.body, k))
    if len(rows) != 1 or rows[0][0] != 1:
        return t
    powers = rows[0][1]
    vectors = {b: _vector(b, k) for b in powers}
    if any(v is None for v in vectors.values()):
        return t
    (first, *others) = [(v, powers[b]) for b, v in vectors.items() if v is not None]
    if not others and first[1] == 2:
        return App(ops.POW, (App(ops.NORM, (first[0],)), Num(2)))
    if len(others) == 1 and first[1] == others[0][1] == 1:
        return App(ops.DOT, (first[0], others[0][0]))
    return t


def _is_square_of_norm(t: Term) -> bool:
    return (
        type(t) is App
        and t.op is ops.POW
        and t.args[1] == Num(2)
        and type(t.args[0]) is App
        and t.args[0].op is ops.NORM
    )


def _base(t: Term) -> Term:
    assert type(t) is App
    return t.args[0]


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
    if not matrices:
        return None
    matrix = matrices[0]
    rest = {b: e for b, e in powers.items() if b != matrix}
    left = _family(matrix, (at[0], inner))
    right = as_family(build_product(ONE.value, rest), (inner, *at[1:]))
    if left is None or right is None or not _is_capital(left):
        return None
    product: Term = App(ops.MATMUL, (left, right))
    return product if c == 1 else build_product(c, {}) * product


def _is_capital(t: Term) -> bool:
    """Is it a matrix by its name, or the transpose of one? Rows x_i of a lower-case x are vectors of their own."""
    if type(t) is App and t.op is ops.TRANSPOSE:
        return _is_capital(t.args[0])
    return type(t) is Sym and t.name[:1].isupper()
