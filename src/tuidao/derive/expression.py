"""Expressions that hold problems inside: each is worked by itself and its value put in."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.lang.focus import focus, replace_at
from tuidao.lang.op import UNDEFINED, Sort
from tuidao.lang.term import App, Bind, Path, Term, children
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

Solver = Callable[[Term, tuple[Term, ...]], Worked]
_MOST = 24  # problems inside one expression

NO_METHOD = Text("no method here applies to this problem", "现有方法都不适用于这个问题")


def work_inside(
    problem: Term,
    given: tuple[Term, ...],
    solver: Callable[[Term], Solver | None],
    tried: Term | None = None,
) -> Worked:
    """Work the problems inside `problem`, innermost first, and tidy what is left.

    `solver` gives the solver of a subterm, or None; `tried` is a problem that its solver could not work, and is
    not asked again. The answer is None where nothing could be worked.
    """
    from tuidao.derive.simplify import tidy

    chain = Chain(problem, given)
    stuck: set[Term] = set() if tried is None else {tried}
    for _ in range(_MOST):
        path = _innermost(chain.now, solver, stuck)
        if path is None:
            break
        part, _opened = focus(chain.now, path)
        find = solver(part)
        assert find is not None
        worked = find(part, given)
        if not isinstance(worked.answer, Term) or worked.derivation.end != worked.answer:
            stuck.add(part)
            continue
        _put(chain, path, part, worked.derivation)
        find = solver(chain.now)
        if find is not None and path:
            worked = find(chain.now, given)
            if worked.answer is not None:
                steps = (*chain.steps, *worked.derivation.steps)
                return Worked(worked.answer, Derivation(problem, tuple(steps), given), worked.data)
            stuck.add(chain.now)
    if stuck or not chain.steps and solver(problem) is not None:
        return Worked(None, chain.derivation(), reason=NO_METHOD)
    if has_sort(chain.now, Sort.QUERY) or has_sort(chain.now, Sort.BOOL) and not chain.steps:
        return Worked(None, chain.derivation(), reason=NO_METHOD)
    chain.step(RULES["simplify"], tidy(chain.now))
    return Worked(chain.now, chain.derivation())


def _put(chain: Chain, path: Path, part: Term, found: Derivation) -> None:
    """Put a value in: the lines themselves when the whole is the problem, else one line with its working folded."""
    if not path:
        for step in found.steps:
            chain.steps.append(step)
        chain.now = found.end
        return
    by = {"a": part, "b": found.end}
    chain.step(
        RULES["eq_subst"], replace_at(chain.now, path, found.end), by, path, premises=(found,)
    )


def _innermost(
    t: Term, solver: Callable[[Term], Solver | None], stuck: set[Term], path: Path = ()
) -> Path | None:
    here, _ = focus(t, path)
    for k in range(len(children(here))):
        found = _innermost(t, solver, stuck, (*path, k))
        if found is not None:
            return found
    wanted = isinstance(here, App | Bind) and solver(here) is not None and here not in stuck
    return path if wanted else None


def has_sort(t: Term, sort: Sort) -> bool:
    """Does `t` hold an operator of this sort?"""
    if isinstance(t, App | Bind) and t.op.sort is sort:
        return True
    return any(has_sort(c, sort) for c in children(t))


def is_undefined(t: Term) -> bool:
    """Is `t` the term for "no value"?"""
    return type(t) is App and t.op is UNDEFINED
