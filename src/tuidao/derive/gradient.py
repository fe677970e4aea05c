"""Differentials, gradients, Jacobians and Hessians: lists of partial derivatives, each worked by itself."""

from __future__ import annotations

from tuidao.lang.build import D, is_op
from tuidao.lang.op import TUPLE
from tuidao.lang.term import (
    App,
    Sym,
    Term,
)
from tuidao.proof import Chain, Derivation, Worked
from tuidao.text import Text

NOT_VARIABLES = Text("the variables to differentiate by are missing", "缺少求导的变量")
_MOST, _LONGEST = 64, 40  # entries of a matrix; nodes of a remainder


def _list(entries: list[Term]) -> App:
    return App(TUPLE, tuple(entries))


def work_gradient(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """[∂f/∂x, ∂f/∂y, …]."""
    f, variables = _parts(problem)
    whole = _by_vector(f, variables, 1, given)
    if whole is not None:
        return whole
    return _worked(problem, _list([D(f, v) for v in variables]), variables, given)


def work_jacobian(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """One row for each component, one column for each variable."""
    f, variables = _parts(problem)
    whole = _by_vector(f, variables, 1, given)
    if whole is not None:
        return whole
    rows = f.args if type(f) is App and f.op is TUPLE else (f,)
    start = _list([_list([D(component, v) for v in variables]) for component in rows])
    return _worked(problem, start, variables, given)


def work_hessian(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """The second partial derivatives; row v, column w: first by v, then by w."""
    f, variables = _parts(problem)
    whole = _by_vector(f, variables, 2, given)
    if whole is not None:
        return whole
    start = _list(
        [
            _list([D(D(f, v), w) if v != w else D(f, v, order=2) for w in variables])
            for v in variables
        ]
    )
    return _worked(problem, start, variables, given)


def _by_vector(
    f: Term, variables: tuple[Sym, ...], order: int, given: tuple[Term, ...]
) -> Worked | None:
    """The derivative by a single variable that is a vector or a matrix; None where it is a number."""
    from tuidao.derive.family.matrix import is_whole, work_entries
    from tuidao.derive.family.work import work_partial

    if len(variables) != 1 or is_op(f, TUPLE):
        return None
    problem = D(f, variables[0], order=order)
    by_entry = work_entries(problem, given)
    if by_entry is not None:
        return by_entry
    return work_partial(problem, given) if is_whole(problem, given) else None


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
