"""Derivatives as problems: first and higher order, nested, at a variable or at a given point."""

from __future__ import annotations

from tuidao.derive.derivative_lines import Stuck, Worker
from tuidao.derive.forms import simplest
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, is_num, is_op
from tuidao.lang.definitions import put_in
from tuidao.lang.focus import focus, replace_at
from tuidao.lang.term import App, Bind, Num, Path, Sym, Term, children, size
from tuidao.proof import Chain, Step, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_HOLE = Sym("", 0)
_MOST_ORDER = 24
_MOST_INSIDE = 24
_MOST_NODES = 3000

NO_RULE = Text("no derivative rule here applies to {part}", "现有求导法则不适用于 {part}")
TOO_LARGE = Text("the derivative is too large to be worked out", "导数过于庞大，无法推导")
_SIMPLIFY = Text("Simplify.", "化简。")


def work_derivative(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """Work d^n/dx^n of a term, at the variable or at a point, line by line; answer None where a part has no rule."""
    assert type(problem) is Bind
    written = put_in(problem, given) if given else problem
    sums = type(written) is Bind and _sums_over(written.body, 0)
    if given and not sums:
        from tuidao.derive.family.matrix import work_entries

        by_entry = work_entries(problem, given)
        if by_entry is not None:
            return by_entry
    if sums and (is_num(problem.over[1], 1) or is_num(problem.over[1], 2)):
        from tuidao.derive.family.matrix import is_whole
        from tuidao.derive.family.work import work_partial

        if is_num(problem.over[1], 1) or is_whole(problem, given):
            return work_partial(problem, given)
    if isinstance(problem.over[0], Sym):
        from tuidao.derive.family.scalar import is_loss, work_scalar

        if is_loss(problem, given):
            return work_scalar(problem, given)
    if isinstance(problem.over[1], Sym):
        from tuidao.derive.nth import work_nth

        return work_nth(problem, given)
    if not isinstance(problem.over[0], Sym):
        from tuidao.derive.at_point import work_at_point

        return work_at_point(problem, given)
    return work_generic(problem, given)


def _sums_over(t: Term, depth: int) -> bool:
    """Does the variable of the binder `depth` steps out stand in a sum of finitely many terms?"""
    if t.loose <= depth:
        return False
    if type(t) is Bind:
        written = t.op in (ops.SUM, ops.PRODUCT) and not is_op(t.over[1], ops.OO)
        finite = t.op in (ops.SUM_ALL, ops.PRODUCT_ALL) or written
        return finite or _sums_over(t.body, depth + 1)
    if is_op(t, ops.TRACE, ops.NORM, ops.DOT, ops.MATMUL, ops.TRANSPOSE):
        return True
    return any(_sums_over(c, depth) for c in children(t))


def work_generic(problem: Bind, given: tuple[Term, ...] = ()) -> Worked:
    """The derivative by rules alone, at whatever point: holds where the conditions of the rules hold."""
    from tuidao.derive.leibniz import work_integral_limits

    chain = Chain(problem, given)
    try:
        if size(problem) > _MOST_NODES:
            raise Stuck(None)
        by_limits = work_integral_limits(problem, given)
        if by_limits is not None:
            return by_limits
        _resolve_inside(chain, given)
        _work(chain, given)
    except (Stuck, RecursionError) as stuck:
        part = stuck.args[0] if stuck.args else None
        reason = TOO_LARGE if not isinstance(part, Term) else NO_RULE.format(part=part)
        return Worked(None, chain.derivation(), reason=reason)
    return Worked(chain.now, chain.derivation())


def _work(chain: Chain, given: tuple[Term, ...]) -> None:
    d = chain.now
    if not (type(d) is Bind and d.op is ops.DIFF):
        return
    order = d.over[1]
    if not is_num(order, 1):
        if not (
            type(order) is Num and order.value.denominator == 1 and 0 <= order.value <= _MOST_ORDER
        ):
            raise Stuck(d)
        if is_num(order, 0):
            chain.step(RULES["deriv_zeroth"], focus(d, (0,))[0])
            return
        if type(d.body) is App and d.body.op is ops.CALL and _HOLE in d.body.args:
            return
        _lower(chain, d, order.value.numerator, given)
        _work(chain, given)
        return
    for step in Worker(d).run():
        append(chain, step)
    chain.step(RULES["simplify"], simplest(chain.now), note=_SIMPLIFY)


def append(chain: Chain, step: Step) -> None:
    """Add a finished step that starts where the chain stands."""
    if step.after != chain.now:
        chain.steps.append(step)
        chain.now = step.after


def _lower(chain: Chain, d: Bind, n: int, given: tuple[Term, ...]) -> None:
    """d^n u = d^(n−1) of u′, with u′ worked and put in."""
    inner = Bind(ops.DIFF, d.name, d.body, (_HOLE, ONE))
    lower = Bind(ops.DIFF, d.name, inner, (d.over[0], Num(n - 1)))
    by: dict[str, Term] = {
        "u": Bind(ops.LAMBDA, d.name, d.body),
        "k": ONE,
        "n": Num(n - 1),
        "m": Num(n),
        "x": d.over[0],
    }
    chain.step(RULES["deriv_deriv"], lower, by, reverse=True)
    put_value(chain, (0,), given)


def put_value(chain: Chain, path: Path, given: tuple[Term, ...]) -> None:
    """Work the problem at `path` by itself and put its value in, the working folded. Raises Stuck."""
    from tuidao.derive import solve

    part, _ = focus(chain.now, path)
    worked = solve(part, given)
    if not isinstance(worked.answer, Term) or worked.derivation.end != worked.answer:
        raise Stuck(part)
    if worked.answer == part:
        return
    after = replace_at(chain.now, path, worked.answer)
    chain.step(
        RULES["eq_subst"],
        after,
        {"a": part, "b": worked.answer},
        path,
        premises=(worked.derivation,),
    )


_PROBLEMS = (ops.DIFF, ops.LIMIT, ops.INTEGRAL, ops.ANTIDERIVATIVE)


def _resolve_inside(chain: Chain, given: tuple[Term, ...]) -> None:
    """Work the derivatives, limits and integrals that stand inside the body first."""
    assert type(chain.now) is Bind
    for _ in range(_MOST_INSIDE):
        path = _problem_inside(focus(chain.now, (0,))[0], (0,))
        if path is None:
            return
        put_value(chain, path, given)


def _problem_inside(t: Term, path: Path) -> Path | None:
    if is_op(t, *_PROBLEMS):
        return None if _unknown(t) else path
    for k, c in enumerate(children(t)):
        found = _problem_inside(c, (*path, k)) if not is_op(t, ops.SUM, ops.PRODUCT) else None
        if found is not None:
            return found
    return None


def _unknown(t: Term) -> bool:
    """Is this the derivative of an unknown function, which stays as it is?"""
    if type(t) is not Bind or t.op is not ops.DIFF:
        return False
    body = t.body
    if type(body) is Bind:
        return _unknown(body)
    return type(body) is App and body.op is ops.CALL and _HOLE in body.args
