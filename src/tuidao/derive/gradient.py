"""Differentials, gradients, Jacobians and Hessians: lists of partial derivatives, each worked by itself."""

from __future__ import annotations

from tuidao.lang.build import D
from tuidao.lang.focus import fresh
from tuidao.lang.op import ADD, DIV, MUL, NEG, POW, SUB, TUPLE
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    free_symbols,
    instantiate,
    size,
    substitute,
)
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

NOT_VARIABLES = Text("the variables to differentiate by are missing", "缺少求导的变量")
_MOST, _LONGEST = 64, 40  # entries of a matrix; nodes of a remainder


def _list(entries: list[Term]) -> App:
    return App(TUPLE, tuple(entries))


def work_gradient(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """[∂f/∂x, ∂f/∂y, …]."""
    f, variables = _parts(problem)
    return _worked(problem, _list([D(f, v) for v in variables]), variables, given)


def work_jacobian(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """One row for each component, one column for each variable."""
    f, variables = _parts(problem)
    rows = f.args if type(f) is App and f.op is TUPLE else (f,)
    start = _list([_list([D(component, v) for v in variables]) for component in rows])
    return _worked(problem, start, variables, given)


def work_hessian(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """The second partial derivatives; row v, column w: first by v, then by w."""
    f, variables = _parts(problem)
    start = _list(
        [
            _list([D(D(f, v), w) if v != w else D(f, v, order=2) for w in variables])
            for v in variables
        ]
    )
    return _worked(problem, start, variables, given)


def work_differential(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """df = f′(x)·dx, with dx as a symbol of its own."""
    from tuidao.derive import solve

    assert type(problem) is Bind
    x = fresh(problem.name or "x", free_symbols(problem))
    slope = solve(D(instantiate(problem.body, x), x), given)
    if not isinstance(slope.answer, Term):
        return Worked(None, slope.derivation, reason=slope.reason)
    data = {"derivative": str(slope.answer)}
    answer = slope.answer * Sym(f"d{x.name}")
    split = increment(instantiate(problem.body, x), x, slope.answer)
    if split is None:
        return Worked(answer, slope.derivation, data)
    chain = Chain(split[0], given)
    chain.step(RULES["differential_split"], split[1] + split[2])
    names = ("increment", "linear", "remainder")
    data |= {k: str(v) for k, v in zip(names, split, strict=True)}
    return Worked(answer, chain.derivation(), data)


def increment(f: Term, x: Sym, slope: Term) -> tuple[Term, Term, Term] | None:
    """Δy, A·Δx and what is left, where a polynomial of few terms is."""
    from tuidao.derive.forms import expand

    h = Sym("Delta_x")
    change = expand(substitute(f, {x: x + h}) - f)
    rest = None if change is None else expand(change - slope * h)
    if rest is None or rest == Num(0) or size(rest) > _LONGEST or not _polynomial(rest):
        return None
    return substitute(f, {x: x + h}) - f, slope * h, rest


def _polynomial(t: Term) -> bool:
    if type(t) is App:
        plain = t.op in (ADD, SUB, MUL, NEG) or (t.op in (DIV, POW) and type(t.args[1]) is Num)
        return plain and all(_polynomial(a) for a in t.args)
    return type(t) in (Num, Sym)


def _parts(problem: Term) -> tuple[Term, tuple[Sym, ...]]:
    assert type(problem) is App
    f, by = problem.args
    listed = by.args if type(by) is App and by.op is TUPLE else (by,)
    return f, tuple([v for v in listed if type(v) is Sym])


def _worked(
    problem: Term, start: App, variables: tuple[Sym, ...], given: tuple[Term, ...]
) -> Worked:
    """Each derivative in the list worked and put in, its lines folded."""
    from tuidao.derive.derivative_lines import Stuck
    from tuidao.derive.differentiate import NO_RULE, put_value

    chain = Chain(start, given)
    paths = [
        path
        for k, row in enumerate(start.args)
        for path in ([(k, j) for j in range(len(row.args))] if type(row) is App else [(k,)])
    ]
    if not variables or len(paths) > _MOST:
        return Worked(None, Derivation(problem), reason=NOT_VARIABLES)
    try:
        for path in paths:
            put_value(chain, path, given)
    except Stuck:
        return Worked(None, chain.derivation(), reason=NO_RULE.format(part=chain.now))
    return Worked(chain.now, chain.derivation())
