"""The procedures that settle a step by computing: one for each name a rule may give in `decide`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from tuidao.check.at_sight import holds_somewhere
from tuidao.check.conditions import Context, discharge, holds
from tuidao.check.normal import negation
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, eq, is_op, ne, true
from tuidao.lang.domain import conditions
from tuidao.lang.op import Sort
from tuidao.lang.term import App, Bind, Term, free_symbols, size, substitute
from tuidao.proof import Status, Verdict
from tuidao.text import Text

Decider = Callable[[Term, Term, Context], Verdict]

EQUAL = Text("both have the same normal form", "两边的标准形相同")
DIFFERENT = Text("the two sides are not equal", "两边不相等")
NOT_A_NUMBER = Text("the comparison of the two numbers fails", "两个数的比较不成立")
_NOT_ITS_KIND = Text(
    "the rule's procedure does not fit this line", "该规则的判定程序不适用于这一行"
)


def normal_form(before: Term, after: Term, context: Context) -> Verdict:
    """Equal as quotients over the kernels, wherever `before` has a value; what `after` needs besides is a condition."""
    if after == true and _is_statement(before):
        return discharge(before, context)
    if _is_statement(before) and _is_statement(after):
        return _same_statement(before, after, context)
    needs = equal(before, after, context)
    if needs is None:
        return by_numbers(before, after, context)
    needs = (*needs, *_new_conditions(before, after))
    if not needs:
        return Verdict(Status.PROVED, EQUAL)
    found = settled(needs, context.assuming(*conditions(before)))
    if found.status is Status.PROVED and not found.missing:
        return found
    plain = settled(needs, context)
    return plain if plain.status is Status.PROVED and not plain.missing else found


def _is_statement(t: Term) -> bool:
    return isinstance(t, App | Bind) and t.op.sort is Sort.BOOL


def _same_statement(before: Term, after: Term, context: Context) -> Verdict:
    """The same relation between equal sides."""
    if (
        type(before) is App
        and type(after) is App
        and before.op is after.op
        and len(before.args) == len(after.args)
    ):
        needs: list[Term] = []
        for a, b in zip(before.args, after.args, strict=True):
            found = equal(a, b, context)
            if found is None:
                break
            needs += found
        else:
            return settled(tuple(needs), context)
    return Verdict(Status.OPEN, Text("the statements were not compared", "未能比较这两个命题"))


def equal(before: Term, after: Term, context: Context) -> tuple[Term, ...] | None:
    """What equality needs, or None where it was not found."""
    from tuidao.check.normal import compare
    from tuidao.check.settle import cases

    found = compare(before, after)
    if found.equal:
        return found.needs
    every = cases(context)
    if every is None or not (context.facts or context.opened):
        return None
    needs: list[Term] = []
    for values, facts in every:
        found = compare(substitute(before, values), substitute(after, values), facts)
        if not found.equal:
            return None
        needs += [n for n in found.needs if n not in needs]
    return tuple(needs)


def _new_conditions(before: Term, after: Term) -> tuple[Term, ...]:
    old = set(conditions(before))
    return tuple(c for c in conditions(after) if c not in old)


def settled(needs: tuple[Term, ...], context: Context) -> Verdict:
    """PROVED under whatever of the needs is not discharged here; REFUTED where one certainly fails."""
    missing: list[Term] = []
    for need in needs:
        found = discharge(need, context)
        if found.status is not Status.PROVED:
            return found
        missing += [m for m in found.missing if m not in missing]
    return Verdict(Status.PROVED, EQUAL, missing=pruned(tuple(missing), context))


_STRICT = {ops.GE: ops.GT, ops.LE: ops.LT}


def pruned(missing: tuple[Term, ...], context: Context) -> tuple[Term, ...]:
    """Without what the others imply; a ≥ b beside what makes it a > b becomes that."""
    if not 1 < len(missing) <= 14:
        return missing
    kept = list(missing)
    apart = any(is_op(m, ops.NE) for m in missing)
    for k, m in enumerate(kept):
        if type(m) is App and m.op in _STRICT and apart:
            strict = App(_STRICT[m.op], m.args)
            if _follows(strict, kept, context):
                kept[k] = strict
    for m in sorted(kept, key=lambda m: -size(m)):
        others = [k for k in kept if k != m]
        if any(free_symbols(k) & free_symbols(m) for k in others) and _follows(m, others, context):
            kept = [k for k in kept if k != m]
    return tuple(kept)


def _follows(m: Term, others: list[Term], context: Context) -> bool:
    if not context.opened and holds_somewhere(negation(m), (*context.facts, *others)):
        return False
    return holds(m, context.assuming(*others))


def by_numbers(before: Term, after: Term, context: Context) -> Verdict:
    """Where the normal form does not show equality: tested, or refuted, or open."""
    from tuidao.check.refute import test

    found = test(eq(before, after), context.facts)
    if found.status is Status.REFUTED and context.opened:
        return Verdict(
            Status.OPEN, DIFFERENT
        )  # the witness may lie outside the range of the bound variable
    return found


def arithmetic(before: Term, after: Term, context: Context) -> Verdict:
    """Two terms without symbols are the same number, exactly."""
    if free_symbols(before) or free_symbols(after):
        return Verdict(
            Status.OPEN, Text("not arithmetic: symbols occur", "含有字母，不是纯数值运算")
        )
    return normal_form(before, after, context)


def numeric(before: Term, after: Term, context: Context) -> Verdict:
    """A comparison of constants is true, by balls."""
    from tuidao.lang.ball import truth

    found = truth(before, {}) if after == true and not free_symbols(before) else None
    if found is None:
        return discharge(before, context) if after == true else normal_form(before, after, context)
    return Verdict(Status.PROVED, EQUAL) if found else Verdict(Status.REFUTED, NOT_A_NUMBER)


def nonzero(before: Term, after: Term, context: Context) -> Verdict:
    """A term is not zero here: for rules that divide by what they choose."""
    return (
        discharge(ne(before, ZERO), context)
        if is_op(after, ops.TRUE)
        else normal_form(before, after, context)
    )


def later(module: str, name: str) -> Decider:
    """A decider that lives in another module, imported when it is first asked."""

    def decide(before: Term, after: Term, context: Context) -> Verdict:
        found: Decider = getattr(import_module(f"tuidao.check.{module}"), name)
        return found(before, after, context)

    return decide


DECIDE: dict[str, Decider] = {
    "normal_form": normal_form,
    "arithmetic": arithmetic,
    "numeric": numeric,
    "analytic": later("analytic", "analytic"),
    "antiderivative": later("integrals", "antiderivative"),
    "integral_odd": later("integrals_symmetry", "integral_odd"),
    "integral_reflected": later("integrals_symmetry", "integral_reflected"),
    "integral_periodic": later("integrals_symmetry", "integral_periodic"),
    "integral_waves": later("integrals_waves", "integral_waves"),
    "integral_even": later("integrals_waves", "integral_even"),
    "integral_enclosed": later("integrals_enclosed", "integral_enclosed"),
    "integral_diverges": later("integrals_diverge", "integral_diverges"),
    **{
        name: later("integrals_definite", name)
        for name in (
            "newton_leibniz",
            "integral_turned",
            "integral_split",
            "integral_ends",
            "integral_value",
        )
    },
    **{
        name: later("liouville", name)
        for name in ("liouville", "chebyshev", "elementary_substitution")
    },
    "nonzero": nonzero,
    "inequality": later("prove", "inequality"),
    **{
        name: later("limits", name)
        for name in (
            "limit_theorems",
            "limit_series",
            "limit_same",
            "limit_equivalent",
            "limit_growth",
            "limit_oscillates",
            "limit_bounded",
            "near_holds",
            "limit_one_sided_form",
            "values_differ",
        )
    },
    "delta_suffices": later("epsilon", "delta_suffices"),
    "delta_same_function": later("epsilon", "delta_same_function"),
    "limit_continuous": later("limits", "limit_theorems"),
    "domain": later("solutions", "domain"),
    "stationary": later("stationary", "stationary"),
    "convex_on_domain": later("solutions", "convex_on_domain"),
    **{
        name: later("intersections", name)
        for name in ("domain_asks", "condition_solved", "intersection")
    },
    "solution_set": later("solutions", "solution_set"),
    "solution_product": later("solutions", "solution_product"),
    "chart_start": later("charts", "chart_start"),
    "monotone": later("charts", "monotone"),
    "convex": later("charts", "monotone"),
    "extrema": later("charts", "extrema"),
    "image": later("images", "image"),
    "sign_of_range": later("range_signs", "sign_of_range"),
    "riemann": later("riemann", "riemann"),
    "mean_value_fails": later("mean_values", "mean_value_fails"),
    "zeta_even": later("sums", "zeta_even"),
    **{
        name: later("differentials", name)
        for name in (
            "differential",
            "implicit",
            "implicit_second",
            "parametric",
            "taylor_several",
            "error_bound",
        )
    },
    "convergence_set": later("convergence", "convergence_set"),
    "nth_derivative": later("nth_derivative", "nth_derivative"),
    "series_combined": later("series", "series_combined"),
    "sum_same": later("series", "sum_same"),
    "series_integral": later("series", "series_integral"),
    "sum_written_out": later("sums", "sum_written_out"),
    "named_set": later("sums", "named_set"),
    "taylor": later("taylor", "taylor"),
    "taylor_bound": later("taylor", "taylor_bound"),
    "taylor_order": later("taylor", "taylor_order"),
    "convexity": later("several", "convexity"),
    "information": later("information", "information"),
    "information_infinite": later("information", "information_infinite"),
    "glued": later("seams", "glued"),
    "by_definition": later("definitions", "by_definition"),
    "index_form": later("layouts", "index_form"),
    "matrix_form": later("layouts", "matrix_form"),
}


def decided(name: str, before: Term, after: Term, context: Context) -> Verdict:
    """The procedure's verdict; one that cannot make sense of what a (perhaps forged) step hands it says no."""
    try:
        return DECIDE[name](before, after, context)
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
    ):
        return Verdict(Status.OPEN, _NOT_ITS_KIND)
