"""Stationary points of a function of two variables: the gradient set to 0, eliminated, solved; the Hessian at each."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import Ordering, fmpq_mpoly_ctx

from tuidao.derive.derivative import derivative
from tuidao.derive.forms import simplest
from tuidao.derive.shape.atoms import Atoms, TooHard
from tuidao.derive.shape.chart import Undecided, sign_at
from tuidao.derive.shape.roots import polynomial_roots, sign_of
from tuidao.derive.shape.search import ANY
from tuidao.derive.shape.zeros import zeros
from tuidao.derive.simplify import decompose, tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import is_op
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, substitute
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_NOT_FOUND = Text("not all stationary points were found", "未能求出全部驻点")
_NONE = Text("no stationary points", "没有驻点")
_SAID = {
    "minimum": Text("local minimum {v} at ({a}, {b})", "在 ({a}, {b}) 处取极小值 {v}"),
    "maximum": Text("local maximum {v} at ({a}, {b})", "在 ({a}, {b}) 处取极大值 {v}"),
    "saddle": Text("saddle point at ({a}, {b})", "({a}, {b}) 是鞍点"),
    "unclear": Text(
        "stationary point at ({a}, {b}), where the Hessian does not decide",
        "({a}, {b}) 是驻点，黑塞矩阵不能判定其类型",
    ),
}
_NOTE = Text(
    "Solve {fx} = 0, {fy} = 0; the sign of the Hessian's determinant tells the kind of each point.",
    "解 {fx} = 0，{fy} = 0；由黑塞行列式的符号判定各驻点的类型。",
)
_MOST = 30


def work_stationary(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`extrema(f, [x, y])`: every stationary point, with its kind and value; data: the same."""
    assert type(problem) is App
    f, listed = problem.args
    chain = Chain(problem, given)
    nothing = Worked(None, chain.derivation(), reason=_NOT_FOUND)
    names = listed.args if type(listed) is App else ()
    if len(names) != 2 or free_symbols(f) - set(names):
        return nothing
    x, y = names
    assert type(x) is Sym and type(y) is Sym
    try:
        gradient = [_slope(f, v) for v in (x, y)]
        hessian = [[_slope(g, v) for v in (x, y)] for g in gradient]
        points = _common_zeros(gradient, x, y)
        kinds = [_kind(hessian, {x: a, y: b}) for a, b in points]
    except (Undecided, TooHard, ValueError):
        return nothing
    rows, said, data = [], [], []
    for (a, b), kind in zip(points, kinds, strict=True):
        v = tidy(substitute(f, {x: a, y: b}))
        rows.append(_tuple(_tuple(a, b), Sym(kind), v))
        said.append(_SAID[kind].format(a=a, b=b, v=v))
        data.append({"point": [str(a), str(b)], "kind": kind, "value": str(v)})
    shown = _tuple(_tuple(*gradient), _tuple(*(_tuple(*row) for row in hessian)), *rows)
    note = _NOTE.format(fx=gradient[0], fy=gradient[1])
    chain.step(RULES["extrema_of_hessian"], shown, note=note)
    answer = Text.listed(said, "; ", "；") if said else _NONE
    return Worked(answer, chain.derivation(), {"stationary": data})


def _tuple(*parts: Term) -> App:
    return App(ops.TUPLE, parts)


def _slope(f: Term, v: Sym) -> Term:
    found = derivative(f, v)
    if found is None:
        raise Undecided
    return simplest(found)


def _kind(hessian: list[list[Term]], at: dict[Sym, Term]) -> str:
    (a, b), (_, c) = ([tidy(substitute(e, at)) for e in row] for row in hessian)
    det = _sign(tidy(a * c - b * b))
    if det == 0:
        return "unclear"
    return "saddle" if det < 0 else "minimum" if _sign(a) > 0 else "maximum"


def _sign(t: Term) -> int:
    if type(t) is Num and t.value == 0:
        return 0
    found = sign_of(t)
    if found is None:
        raise Undecided
    return found


def _common_zeros(gradient: list[Term], x: Sym, y: Sym) -> list[tuple[Term, Term]]:
    """All the real points at which both derivatives are 0. Raises Undecided."""
    sides = [[p for base in _factors(g) for p in _polynomials(base, x, y)] for g in gradient]
    out: list[tuple[Term, Term]] = []
    for p in sides[0]:
        for q in sides[1]:
            for point in _solved(p, q, x, y):
                if point not in out:
                    out.append(point)
    if len(out) > _MOST:
        raise Undecided
    return out


def _factors(g: Term) -> list[Term]:
    """The factors of a derivative that may be 0."""
    _, powers = decompose(tidy(g))
    out = []
    for base, e in powers.items():
        if is_op(base, ops.EXP, ops.E) or isinstance(e, Term) or e < 0:
            continue
        out.append(base)
    return out


def _polynomials(base: Term, x: Sym, y: Sym) -> list[Any]:
    """A factor as polynomials in x and y, those that are nowhere 0 left out."""
    atoms = Atoms(base, x)
    ring = fmpq_mpoly_ctx.get(("x", "y"), Ordering.lex)
    out: list[Any] = []
    for p in atoms.factors():
        terms: dict[tuple[int, ...], Any] = {}
        for m, c in p.terms():
            degree = [0, 0]
            for k, e in zip(atoms.kernels, m, strict=False):
                if e and k not in (x, y):
                    raise Undecided
                if e:
                    degree[0 if k == x else 1] = int(e)
            terms[degree[0], degree[1]] = c
        out.append(ring.from_dict(terms))
    for kernel in atoms.lone_powers():
        if kernel in (x, y):
            out.append(ring.gens()[0 if kernel == x else 1])
        elif not is_op(kernel, ops.EXP):
            raise Undecided
    return out


def _solved(p: Any, q: Any, x: Sym, y: Sym) -> list[tuple[Term, Term]]:
    """The common real zeros of two polynomials: x by elimination, y from what is left."""
    r = p.resultant(q, 1)
    if r.is_zero():
        raise Undecided
    rows = {int(m[0]): c for m, c in r.to_dict().items()}
    top = max(rows)
    coefficients: list[Term] = [_number(rows.get(k, 0)) for k in range(top + 1)]
    roots = polynomial_roots(coefficients, True) if top else []
    if roots is None:
        raise Undecided
    out = []
    for a in roots:
        left = [tidy(substitute(_term(g, x, y), {x: a})) for g in (p, q)]
        own = [g for g in left if y in free_symbols(g)]
        if not own:
            raise Undecided
        found = zeros(own[0], y, ANY)
        if found is None or found.families:
            raise Undecided
        for b in found.points:
            if value(b, {}) is not None and all(sign_at(g, y, b) == 0 for g in left):
                out.append((a, b))
    return out


def _number(c: Any) -> Num:
    return Num(Fraction(int(c.p), int(c.q)) if c else 0)


def _term(p: Any, x: Sym, y: Sym) -> Term:
    total: Term = Num(0)
    for m, c in p.terms():
        total = total + _number(c) * x ** int(m[0]) * y ** int(m[1])
    return total
