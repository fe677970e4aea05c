"""Indefinite integrals worked: the plan that was found, told line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.derive.integral.notes import change, renamed
from tuidao.derive.integral.plan import Plan
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import eq
from tuidao.lang.focus import focus, replace_at
from tuidao.lang.term import (
    App,
    Bind,
    Path,
    Sym,
    Term,
    bind,
    children,
    free_symbols,
    instantiate,
    substitute,
)
from tuidao.proof import Chain, Step, Worked
from tuidao.rules import RULES
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.derive.integral.engine import Solver

NOT_FOUND = Text("no antiderivative was found by the methods here", "这里的方法没有求出原函数")
_NEGATIVE = (ops.LT, ops.LE)


def work_antiderivative(problem: Term, given: tuple[Term, ...]) -> Worked:
    """∫ f dx with its lines; the answer is F + C. `answer` None where no method applied within the budget."""
    assert type(problem) is Bind
    chain = Chain(problem, given)
    x = problem.over[0]
    if type(x) is not Sym:
        return Worked(None, chain.derivation(), reason=NOT_FOUND)
    f = instantiate(problem.body, x)
    plan = find(f, x, given)
    if plan is None:
        from tuidao.derive.integral.nonelementary import work_none

        none = work_none(f, x, given)
        return none or Worked(None, chain.derivation(), reason=NOT_FOUND)
    constant = _constant(problem)
    tell(chain, (), plan, {}, constant)
    answer = App(ops.ADD, (plan.value, constant))
    chain.step(RULES["simplify"], answer)
    return Worked(answer, chain.derivation(), {"variable": x.name})


def find(
    f: Term,
    x: Sym,
    given: tuple[Term, ...] = (),
    seconds: float = 3.0,
    solver: Solver | None = None,
) -> Plan | None:
    """A plan for ∫ f dx under the conditions given, or None; `solver` remembers from one search to the next."""
    from tuidao.derive.integral.engine import Solver
    from tuidao.derive.integral.guard import NEGATIVE

    token = NEGATIVE.set(_negative(given))
    try:
        return (solver or Solver(seconds)).ask(f, x, seconds)
    finally:
        NEGATIVE.reset(token)


def _negative(given: tuple[Term, ...]) -> frozenset[str]:
    """The parameters that are said to be negative."""
    out = set()
    for fact in given:
        if (
            type(fact) is App
            and fact.op in _NEGATIVE
            and type(fact.args[0]) is Sym
            and str(fact.args[1]) == "0"
        ):
            out.add(fact.args[0].name)
    return frozenset(out)


def _constant(problem: Term) -> Sym:
    taken = {s.name for s in free_symbols(problem)}
    return next(Sym(name) for name in ("C", "C_1", "C_2", "K", "C_0") if name not in taken)


def tell(
    chain: Chain, path: Path, plan: Plan, rename: dict[Sym, Term], constant: Sym | None
) -> None:
    """Add the lines of a plan for the integral that stands at `path`; `constant` is added by the first line."""
    new = substitute(plan.line if plan.line is not None else plan.value, rename)
    inside: Path = ()
    if plan.change is not None:
        u, at = plan.change
        new = bind(ops.AT, u, new, substitute(at, rename))
        inside = (0,)
    below: Path = ()
    if constant is not None:
        new = App(ops.ADD, (new, constant))
        below = (0,)
    note = renamed(plan.note, rename) or _substituted(chain.now, path, plan, rename)
    chain.step(RULES[plan.rule], replace_at(chain.now, path, new), path=path, note=note)
    if plan.line is None:
        return
    path = (*path, *below)
    if plan.change is not None:
        rename = {**rename, plan.change[0]: _opened(chain.now, path)}
    for part, sub in plan.parts:
        body, _ = focus(chain.now, (*path, *inside))
        wanted = substitute(part, rename)
        place = _place(body, wanted)
        if place is None:
            continue
        inner = Chain(chain.now)
        last = sub.line is None and not any(_holds(p) for p in _beside(body, place))
        if last:
            _tell_last(inner, (*path, *inside), body, place, sub, rename)
        else:
            tell(inner, (*path, *inside, *place), sub, rename, None)
        _fold(chain, inner, sub, folded=len(plan.parts) > 1)
    if plan.closing:
        value = substitute(plan.value, rename)
        note = renamed(plan.closing_note, rename)
        chain.step(RULES[plan.closing], replace_at(chain.now, path, value), path=path, note=note)
    if plan.change is not None:
        here, _ = focus(chain.now, path)
        assert type(here) is Bind
        back = instantiate(here.body, here.over[0])
        chain.step(RULES["integral_put_back"], replace_at(chain.now, path, back), path=path)


def _substituted(t: Term, path: Path, plan: Plan, rename: dict[Sym, Term]) -> Text | None:
    """The substitution u = g(x) with du, for the integral at the place."""
    here, _ = focus(t, path)
    if plan.change is None or type(here) is not Bind or type(here.over[0]) is not Sym:
        return None
    u, at = plan.change
    return change(u, substitute(at, rename), here.over[0])


def _tell_last(
    chain: Chain, path: Path, body: Term, place: Path, plan: Plan, rename: dict[Sym, Term]
) -> None:
    """The last integral of a line replaced by its value, and the line tidied in the same breath."""
    after = tidy(replace_at(body, place, substitute(plan.value, rename)))
    note = renamed(plan.note, rename)
    chain.step(RULES[plan.rule], replace_at(chain.now, path, after), path=path, note=note)


def _beside(t: Term, place: Path) -> list[Term]:
    """The subterms that stand beside the way to a place."""
    found: list[Term] = []
    for k in place:
        parts = children(t)
        found += [p for j, p in enumerate(parts) if j != k]
        t = parts[k]
    return found


def _holds(t: Term) -> bool:
    return type(t) is Bind and t.op is ops.ANTIDERIVATIVE or any(map(_holds, children(t)))


def _fold(chain: Chain, inner: Chain, sub: Plan, folded: bool) -> None:
    if len(inner.steps) == 1 or not folded:
        chain.steps += inner.steps
    elif inner.steps:
        chain.steps.append(
            Step(chain.now, inner.now, RULES[sub.rule], steps=tuple(inner.steps), note=sub.note)
        )
    chain.now = inner.now


def _opened(t: Term, path: Path) -> Sym:
    """The name that the binder at `path` gets when it is opened."""
    _, opened = focus(t, (*path, 0))
    return opened[-1].symbol


def _place(t: Term, wanted: Term, path: Path = ()) -> Path | None:
    """Where a subterm stands, outside other binders."""
    if t == wanted:
        return path
    if type(t) is Bind:
        return None
    for k, c in enumerate(children(t)):
        found = _place(c, wanted, (*path, k))
        if found is not None:
            return found
    return None


def claim(f: Term, x: Sym, value: Term) -> Term:
    """The statement that `value` is an antiderivative."""
    return eq(bind(ops.ANTIDERIVATIVE, x, f, x), tidy(value))
