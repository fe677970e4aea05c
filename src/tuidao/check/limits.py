"""The deciders for limits: by parts, by equal functions, by exact series, by numbers."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.check.conditions import Context, discharge
from tuidao.check.field import NoValue, Restart, TooLarge
from tuidao.check.limit_exponential import exponential_limit
from tuidao.check.limit_forms import one_sided_form, phases, whole_form
from tuidao.check.limit_orders import order_limit
from tuidao.check.limit_parts import Outside, Parts, Stuck, Tends
from tuidao.check.limit_series import series_limit
from tuidao.check.normal import same
from tuidao.lang import op as ops
from tuidao.lang.build import BOTH, ONE, eq, gt, lt, minus_oo, ne, oo, true, undefined, zoo
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, free_symbols, instantiate
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_FAULTS = (Stuck, NoValue, Restart, TooLarge, ZeroDivisionError, RecursionError)
_NOT_A_LIMIT = Text("the step does not rewrite a limit", "这一步改写的不是极限")
_UNSETTLED = Text("the limit is not settled by this rule", "此规则不能确定该极限")
_WRONG = Text("the limit is {value}, the line has {there}", "极限是 {value}，而该行是 {there}")

Engine = Callable[[Term, Sym, "Term | None", int, tuple[Term, ...]], tuple[Term, tuple[Term, ...]]]
OneSided = Callable[[Term, Sym, "Term | None", int], tuple[Term, tuple[Term, ...]]]


def opened(t: Term) -> tuple[Term, Sym, Term, Term] | None:
    """A limit's body with its variable named, the variable, the point and the side."""
    if not (type(t) is Bind and t.op is ops.LIMIT):
        return None
    x = fresh(t.name, free_symbols(t))
    return instantiate(t.body, x), x, t.over[0], t.over[1]


def _ways(point: Term, side: Term) -> list[tuple[Term | None, int]]:
    if point == oo:
        return [(None, 1)]
    if point == minus_oo:
        return [(None, -1)]
    base = None if point == zoo else point
    if type(side) is Num and side.value and base is not None:
        return [(base, 1 if side.value > 0 else -1)]
    return [(base, 1), (base, -1)]


def _judge(here: Term, there: Term, context: Context, one_sided: OneSided) -> Verdict:
    """Compare what each side tends to with the claim."""
    found = opened(here)
    if found is None:
        return Verdict(Status.OPEN, _NOT_A_LIMIT)
    signed = _signed(there)
    if signed is not None:
        return _by_sign(here, *signed, context)
    body, x, point, side = found
    if _whole(x, context):
        body = whole_form(body, x)
    values: list[Term] = []
    missing: list[Term] = []
    for base, way in _ways(point, side):
        try:
            value, needs = one_sided(body, x, base, way)
        except Outside:
            continue
        except _FAULTS:
            return _by_numbers(here, there, context)
        values.append(value)
        missing += [m for m in needs if m not in missing and m not in context.facts]
    if not values:
        settled = there == undefined
        return Verdict(Status.PROVED if settled else Status.REFUTED, _UNSETTLED)
    if there == undefined and len(values) == 2:
        return _apart(values[0], values[1], here, context)
    if there == zoo and point == zoo and set(values) == {oo, minus_oo}:
        return Verdict(Status.PROVED, _BY_PARTS)
    for value in values:
        if value == there:
            continue
        infinite = {value, there} & {oo, minus_oo, zoo, undefined}
        equal = None if infinite else same(value, there, context.facts)
        if not equal:
            if infinite or equal is False:
                return Verdict(Status.REFUTED, _WRONG.format(value=value, there=there))
            return _by_numbers(here, there, context)
    return Verdict(Status.PROVED, _BY_PARTS, missing=tuple(missing))


def _signed(t: Term) -> tuple[Term, int] | None:
    """c and ±1 where the term is ±oo·sign(c)."""
    way = 1
    if type(t) is App and t.op is ops.NEG:
        t, way = t.args[0], -1
    if type(t) is App and t.op is ops.MUL and t.args[0] == oo:
        s = t.args[1]
        if type(s) is App and s.op is ops.SIGN:
            return s.args[0], way
    return None


def _by_sign(here: Term, c: Term, way: int, context: Context) -> Verdict:
    """±oo·sign(c): the limit for c > 0, and the other one for c < 0."""
    missing: list[Term] = [ne(c, 0)]
    for fact, value in (
        (gt(c, 0), oo if way > 0 else minus_oo),
        (lt(c, 0), minus_oo if way > 0 else oo),
    ):
        inner = context.assuming(fact)
        verdict = _judge(here, value, inner, _with_facts(inner))
        if verdict.status is not Status.PROVED:
            return verdict
        missing += [m for m in verdict.missing if m not in missing]
    return Verdict(Status.PROVED, _BY_PARTS, missing=tuple(missing))


def _with_facts(context: Context) -> OneSided:
    def both(f: Term, x: Sym, a: Term | None, way: int) -> tuple[Term, tuple[Term, ...]]:
        try:
            return parts_limit(f, x, a, way, context.facts)
        except Stuck:
            return series_limit(f, x, a, way, context.facts)

    return both


def _apart(left: Term, right: Term, here: Term, context: Context) -> Verdict:
    """Do two one-sided limits differ?"""
    infinite = {left, right} & {oo, minus_oo}
    if (infinite and left != right) or (not infinite and same(left, right, context.facts) is False):
        return Verdict(Status.PROVED, _BY_PARTS)
    return _by_numbers(here, undefined, context)


_BY_PARTS = Text("settled by exact computation", "由精确计算确定")


def _by_numbers(here: Term, there: Term, context: Context) -> Verdict:
    """No proof: what numbers near the point say."""
    try:
        from tuidao.check.refute import test
    except ImportError:
        return Verdict(Status.OPEN, _UNSETTLED)
    return test(eq(here, there), context.facts)


def _whole(x: Sym, context: Context) -> bool:
    """Does x run through the integers here?"""
    return any(
        type(f) is App and f.op is ops.IN and f.args[0] == x and f.args[1] in _WHOLE
        for f in context.facts
    )


_WHOLE = (App(ops.INTEGERS, ()), App(ops.NATURALS, ()))


def parts_limit(
    body: Term, x: Sym, base: Term | None, way: int, facts: tuple[Term, ...]
) -> tuple[Term, tuple[Term, ...]]:
    """The one-sided limit by parts, and what it needs. Raises Stuck, Outside."""
    start = Tends(infinite=way) if base is None else Tends(base, side=way)
    p = Parts(x, start, facts)
    found = p.of(body)
    if found.bounded:
        raise Stuck
    if found.infinite:
        return (oo if found.infinite > 0 else minus_oo), tuple(p.missing)
    return found.value, tuple(p.missing)


def limit_theorems(before: Term, after: Term, context: Context) -> Verdict:
    """The value by the limits of the parts, or else by the exact leading term."""
    return _judge(before, after, context, _one_sided(context, (parts_limit, *_ENGINES)))


def limit_series(before: Term, after: Term, context: Context) -> Verdict:
    """The value by the exact leading term, or else by the parts, by orders of growth."""
    return _judge(
        before, after, context, _one_sided(context, (series_limit, parts_limit, *_ENGINES))
    )


_ENGINES = (series_limit, exponential_limit, order_limit)


def _one_sided(context: Context, engines: tuple[Engine, ...]) -> OneSided:
    """The first engine that settles a one-sided limit."""

    def one_sided(f: Term, x: Sym, a: Term | None, way: int) -> tuple[Term, tuple[Term, ...]]:
        for settle in dict.fromkeys(engines):
            try:
                return settle(f, x, a, way, context.facts)
            except (Stuck, NoValue, Restart, TooLarge):
                continue
        raise Stuck

    return one_sided


def limit_same(before: Term, after: Term, context: Context) -> Verdict:
    """Two limits at the same point of functions that agree near it."""
    one, two = opened(before), opened(after)
    if one is None or two is None or one[2:] != two[2:]:
        return Verdict(Status.OPEN, _NOT_A_LIMIT)
    f, x, point, side = one
    assert type(after) is Bind
    g = instantiate(after.body, x)
    if not same(f, g, context.facts):
        return _ratio_one(f, g, x, point, side, context)
    if all(_defined(f, g, x, base, way, context) for base, way in _ways(point, side)):
        return Verdict(Status.PROVED, _BY_PARTS)
    return _by_numbers(before, after, context)


def one_function(before: Bind, after: Bind, point: Term, context: Context) -> Verdict:
    """Do the bodies of two binders agree near a point, on both sides?"""
    x = fresh(before.name, free_symbols(before) | free_symbols(after))
    f, g = instantiate(before.body, x), instantiate(after.body, x)
    agree = same(f, g, context.facts)
    if agree and all(_defined(f, g, x, base, way, context) for base, way in _ways(point, BOTH)):
        return Verdict(Status.PROVED, _BY_PARTS)
    return Verdict(Status.OPEN, _UNSETTLED)


_SPECIAL = (
    ops.LOG,
    ops.SQRT,
    ops.POW,
    ops.ASIN,
    ops.ACOS,
    ops.ACOSH,
    ops.ATANH,
    ops.FLOOR,
    ops.PIECEWISE,
)


def _defined(f: Term, g: Term, x: Sym, base: Term | None, way: int, context: Context) -> bool:
    """Does g have a value near the point wherever f has one?"""
    known = set(_special_parts(f, x))
    for part in _special_parts(g, x):
        if part in known:
            continue
        if part.op not in (ops.LOG, ops.SQRT, ops.POW):
            return False
        start = Tends(infinite=way) if base is None else Tends(base, side=way)
        p = Parts(x, start, context.facts)
        try:
            inner = p.of(part.args[0])
            s = inner.infinite or p.sign(inner.value) or inner.side
        except (Stuck, Outside):
            return False
        if s != 1:
            return False
    return True


def _special_parts(t: Term, x: Sym) -> list[App]:
    found: list[App] = []
    stack = [t]
    while stack:
        t = stack.pop()
        if type(t) is App and t.op in _SPECIAL:
            plain = (
                t.op is ops.POW and type(t.args[1]) is Num and t.args[1].value.denominator % 2 == 1
            )
            constant = t.op is ops.POW and type(t.args[0]) is Num and t.args[0].value > 0
            if not plain and not constant and t.args[0] != App(ops.E, ()):
                found.append(t)
        stack.extend(children(t))
    return found


def _ratio_one(f: Term, g: Term, x: Sym, point: Term, side: Term, context: Context) -> Verdict:
    """f/g → 1: then f and g have the same limit, or neither has one."""
    missing: list[Term] = []
    for base, way in _ways(point, side):
        try:
            value, needs = _one_sided(context, _ENGINES)(f / g, x, base, way)
        except Outside:
            continue
        except _FAULTS:
            ratio = Bind(ops.LIMIT, x.name, eq(f, g), (point, side))
            return Verdict(Status.OPEN, Text(f"not settled: {ratio}", f"未能确定：{ratio}"))
        if value != ONE and not same(value, ONE, context.facts):
            return Verdict(Status.REFUTED, _WRONG.format(value=value, there=ONE))
        missing += [m for m in needs if m not in missing and m not in context.facts]
    return Verdict(Status.PROVED, _BY_PARTS, missing=tuple(missing))


def limit_equivalent(before: Term, after: Term, context: Context) -> Verdict:
    """Two limits at the same point of functions whose quotient tends to 1."""
    one, two = opened(before), opened(after)
    if one is None or two is None or one[2:] != two[2:]:
        return Verdict(Status.OPEN, _NOT_A_LIMIT)
    f, x, point, side = one
    assert type(after) is Bind
    return _ratio_one(f, instantiate(after.body, x), x, point, side, context)


def limit_growth(before: Term, after: Term, context: Context) -> Verdict:
    """The value by series or parts where they reach, by numbers else."""
    return limit_series(before, after, context)


def limit_one_sided_form(before: Term, after: Term, context: Context) -> Verdict:
    """The function with its corners opened by the signs of their parts is the other function."""
    one, two = opened(before), opened(after)
    if one is None or two is None or one[2:] != two[2:]:
        return Verdict(Status.OPEN, _NOT_A_LIMIT)
    f, x, point, side = one
    assert type(after) is Bind
    g = instantiate(after.body, x)
    for base, way in _ways(point, side):
        start = Tends(infinite=way) if base is None else Tends(base, side=way)
        try:
            form = one_sided_form(Parts(x, start, context.facts), f)
        except Outside:
            continue
        except _FAULTS:
            return _by_numbers(before, after, context)
        if form != g and not same(form, g, context.facts):
            return _by_numbers(before, after, context)
    return Verdict(Status.PROVED, _BY_PARTS)


def limit_oscillates(before: Term, after: Term, context: Context) -> Verdict:
    """No limit: along points where the growing angle has one phase or another, the limits differ."""
    found = opened(before)
    if after != undefined or found is None:
        return Verdict(Status.OPEN, _NOT_A_LIMIT)
    body, x, point, side = found
    whole = _whole(x, context)
    if whole:
        body = whole_form(body, x)
    for base, way in _ways(point, side):
        start = Tends(infinite=way) if base is None else Tends(base, side=way)
        values: list[Term] = []
        try:
            for along in phases(Parts(x, start, context.facts), body, whole):
                value = _along(along, x, base, way, context)
                if value is None:
                    continue
                values.append(value)
                if _apart(values[0], values[-1], before, context).status is Status.PROVED:
                    return Verdict(Status.PROVED, _BY_SEQUENCES)
        except (Outside, *_FAULTS):
            continue
    return _by_numbers(before, after, context)


def _along(body: Term, x: Sym, base: Term | None, way: int, context: Context) -> Term | None:
    """The limit along the points of one phase, None where there is none."""
    for settle in (parts_limit, series_limit):
        try:
            return settle(body, x, base, way, context.facts)[0]
        except Outside:
            return None
        except Stuck:
            continue
    return None


_BY_SEQUENCES = Text("two sequences have different limits", "两个点列给出不同的极限")


def values_differ(before: Term, after: Term, context: Context) -> Verdict:
    """Two limits, infinite ones among them, are not the same."""
    if type(before) is App and before.op is ops.NE and after == true:
        return _apart(before.args[0], before.args[1], before, context)
    return Verdict(Status.OPEN, _UNSETTLED)


def near_holds(before: Term, after: Term, context: Context) -> Verdict:
    """An inequality near a point, by the ranges of its parts."""
    if not (type(before) is Bind and before.op is ops.NEAR and after == true):
        return Verdict(Status.OPEN, _NOT_A_LIMIT)
    verdict = discharge(before, context)
    return Verdict(Status.OPEN, _UNSETTLED) if verdict.missing else verdict


def limit_bounded(before: Term, after: Term, context: Context) -> Verdict:
    """|f| stays below a constant near the point, by the limits of the parts."""
    if not (type(before) is Bind and before.op is ops.BOUNDED and after == true):
        return Verdict(Status.OPEN, _NOT_A_LIMIT)
    x = fresh(before.name, free_symbols(before))
    body = instantiate(before.body, x)
    for base, way in _ways(*before.over):
        start = Tends(infinite=way) if base is None else Tends(base, side=way)
        try:
            if Parts(x, start, context.facts).of(body).infinite:
                return Verdict(Status.OPEN, _UNSETTLED)
        except Outside:
            continue
        except _FAULTS:
            return Verdict(Status.OPEN, _UNSETTLED)
    return Verdict(Status.PROVED, _BY_PARTS)
