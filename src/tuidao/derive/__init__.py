"""Problem to derivation: one file a subject, found here by the operator the problem begins with."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Term
from tuidao.proof import Chain, Derivation, Worked
from tuidao.text import Text

Solver = Callable[[Term, tuple[Term, ...]], Worked]

TOO_DEEP = Text("the problem is nested too deeply", "问题嵌套过深")

NOT_SAID = Text(
    "what is given does not tell how this depends on the variable",
    "所给条件没有说明它如何依赖于该变量",
)

# Operator -> "module:function" of its solver, imported when first asked for.
SOLVERS: dict[Op, str] = {
    ops.LIMIT: "limit.solve:work_limit",
    ops.EPSILON_DELTA: "limit.epsilon:work_epsilon_delta",
    ops.INFINITESIMAL: "limit.compare:work_compare",
    ops.DIFF: "differentiate:work_derivative",
    ops.BY_DEFINITION: "definition:work_definition",
    ops.BY_METHOD: "shape.convexity:work_by_method",
    ops.CONTINUITY: "continuity:work_continuity",
    ops.SMOOTHNESS: "smoothness:work_smoothness",
    ops.TANGENT: "tangent:work_tangent",
    ops.NORMAL: "tangent:work_normal",
    ops.DIFFERENTIAL: "differentials:work_differential",
    ops.TOTAL_DIFFERENTIAL: "differentials:work_total_differential",
    ops.IMPLICIT: "differentials:work_implicit",
    ops.IMPLICIT_SECOND: "differentials:work_implicit_second",
    ops.PARAMETRIC: "differentials:work_parametric",
    ops.TAYLOR_SEVERAL: "differentials:work_taylor_several",
    ops.ERROR_BOUND: "differentials:work_error",
    ops.GRADIENT: "gradient:work_gradient",
    ops.JACOBIAN: "gradient:work_jacobian",
    ops.HESSIAN: "gradient:work_hessian",
    ops.SUM: "series.work:work_sum",
    ops.CONVERGES: "integral.converge:work_converges",
    ops.CONVERGENCE: "series.radius:work_convergence",
    ops.RIEMANN: "riemann:work_riemann",
    ops.MEAN_VALUE: "mean_value:work_mean_value",
    ops.ROLLE: "mean_value:work_mean_value",
    ops.INTEGRAL_MEAN: "mean_value:work_mean_value",
    ops.CAUCHY: "mean_value:work_mean_value",
    ops.INTEGRAL: "integral.definite:work_integral",
    ops.ANTIDERIVATIVE: "integral.work:work_antiderivative",
    ops.PARTIAL: "family.work:work_partial",
    **dict.fromkeys(ops.INFORMATION_OPS, "information:work_information"),
    **dict.fromkeys((ops.LOG, ops.PRODUCT), "family.likelihood:work_likelihood"),
    ops.PROVE: "prove:work_prove",
    ops.TAYLOR: "taylor:work_taylor",
    ops.SERIES: "series.power:work_series",
    ops.TAYLOR_BOUND: "remainder:work_bound",
    ops.TAYLOR_ORDER: "remainder:work_order",
    ops.CONVEXITY: "shape.several:work_convexity",
    ops.STATIONARY: "shape.stationary:work_stationary",
    ops.DOMAIN: "shape.domain:work_domain",
    ops.SOLUTIONS: "shape.solutions:work_solutions",
    ops.MONOTONE: "shape.bends:work_bends",
    ops.CONVEX: "shape.bends:work_bends",
    ops.EXTREMA: "shape.bends:work_extrema",
    ops.RANGE: "shape.image:work_range",
}


def _is_layered(problem: Term, given: tuple[Term, ...]) -> bool:
    from tuidao.derive.family.layers import is_layered

    return is_layered(problem, given)


def _is_likelihood(t: Term) -> bool:
    from tuidao.derive.family.likelihood import is_likelihood

    return is_likelihood(t)


def solver(t: Term) -> Solver | None:
    """The solver for the operator that `t` begins with, if it has one."""
    place = SOLVERS.get(t.op) if isinstance(t, App | Bind) else None
    if place is None or (is_op(t, ops.LOG, ops.PRODUCT) and not _is_likelihood(t)):
        return None
    module, _, name = place.partition(":")
    found: Solver = getattr(import_module(f"{__name__}.{module}"), name)
    return found


def _speaks_through_definitions(problem: Term, given: tuple[Term, ...]) -> bool:
    """Is it a derivative of what a definition hides? Its parts by themselves would be taken for constants."""
    from tuidao.lang.definitions import put_in

    slope = isinstance(problem, Bind) and problem.op in (ops.DIFF, ops.PARTIAL)
    return slope and bool(given) and put_in(problem, given) != problem


def solve(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """Work a problem under the conditions given; `answer` None where no method applied."""
    from tuidao.derive.expression import work_inside
    from tuidao.lang.definitions import says_nothing

    if says_nothing(problem, given) and not _is_layered(problem, given):
        return Worked(None, Derivation(problem), reason=NOT_SAID)
    find, own = solver(problem), None
    try:
        if find is not None:
            own = find(problem, given)
            if own.answer is not None or _speaks_through_definitions(problem, given):
                return own
        inside = work_inside(problem, given, solver, None if find is None else problem)
    except RecursionError:
        return Worked(None, Derivation(problem), reason=TOO_DEEP)
    if inside.answer is None:
        known = _with_sigmoid(problem, given)
        if known is not None:
            return known
    return own if inside.answer is None and own is not None and own.reason is not None else inside


def _with_sigmoid(problem: Term, given: tuple[Term, ...]) -> Worked | None:
    """The problem with a σ that is only named taken for the sigmoid, which becomes a condition."""
    from tuidao.derive.family.prepare import is_sigma, sigmas
    from tuidao.derive.family.walk import find

    if find(problem, (), is_sigma) is None:
        return None
    chain = Chain(problem, given)
    sigmas(chain)
    worked = solve(chain.now, given) if find(chain.now, (), is_sigma) is None else None
    if worked is None or worked.answer is None:
        return None
    steps = (*chain.steps, *worked.derivation.steps)
    return Worked(worked.answer, Derivation(problem, steps, given), worked.data)
