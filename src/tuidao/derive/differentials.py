"""Differentials in one and several variables, implicit and parametric derivatives, propagated errors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from flint import arb

from tuidao.derive.derivative import derivative
from tuidao.derive.forms import expand, simplest
from tuidao.derive.remainder import rounded_up
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import Formula, value
from tuidao.lang.build import ZERO, D, abs_, function, is_op, lim
from tuidao.lang.focus import focus
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    bind,
    children,
    free_symbols,
    instantiate,
    size,
    substitute,
    subterms,
)
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_H = Sym("Delta_x")
_LONGEST, _BOXES = 60, 400
_AGAIN = Text(
    "The slope is d{y}/d{x} = −F_{x}/F_{y} = {before}; along the curve {y} changes with {x} at this rate, so "
    "differentiate {slope} by {x} and by {y}.",
    "斜率 d{y}/d{x} = −F_{x}/F_{y} = {before}；沿曲线 {y} 以此速率随 {x} 变化，故将 {slope} 分别对 {x}、{y} 求导。",
)
_NOT_VARIABLES = Text("the variables are missing", "缺少变量")
_NO_BOUND = Text("the partial derivatives could not be bounded", "未能估计偏导数")
_NO_POINT = Text("the point, or the order, does not fit", "点或阶数不合适")
_PART = Text("|∂f/∂{v}|·{d}", "|∂f/∂{v}|·{d}")
_ESTIMATE = Text(
    "Linear estimate {shape} = {linear}; on the whole box the slopes make it at most {bound} "
    "(mean value theorem, interval arithmetic).",
    "线性估计 {shape} = {linear}；在整个误差范围内由中值定理与区间算术得上界 {bound}。",
)


def work_differential(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """df = f′(x)·dx, with dx as a symbol of its own; a polynomial's increment split into A·Δx and a small rest."""
    assert type(problem) is Bind
    x = Sym(problem.name)
    chain = Chain(problem, given)
    f = instantiate(problem.body, x)
    chain.step(RULES["differential_of"], D(f, x) * Sym(f"d{x.name}"))
    data: dict[str, object] = {}
    slope = derivative(f, x)
    slope = None if slope is None else simplest(tidy(slope))
    parts = None if slope is None else split(f, x, slope)
    if slope is not None and parts is not None:
        names = ("increment", "linear", "remainder")
        data = {k: str(v) for k, v in zip(names, parts, strict=True)}
        by = {"f": function(x, f), "A": slope, "r": function(_H, parts[2]), "x": x}
        small = _small(parts[2], given)
        if small is not None:
            chain.step(
                RULES["deriv_of_split"],
                slope * Sym(f"d{x.name}"),
                by,
                (0,),
                premises=(None, small),
            )
    worked = _put_in(chain, [(0,)], given)
    if worked.answer is None:
        return worked
    assert isinstance(chain.now, App)
    return Worked(chain.now, chain.derivation(), {"derivative": str(chain.now.args[0]), **data})


def split(f: Term, x: Sym, slope: Term) -> tuple[Term, Term, Term] | None:
    """Δy, A·Δx and what is left, where that is a polynomial of few terms."""
    if _H in free_symbols(f):
        return None
    change = expand(substitute(f, {x: x + _H}) - f)
    rest = None if change is None else expand(change - slope * _H)
    if rest is None or rest == ZERO or size(rest) > _LONGEST or not _polynomial(rest):
        return None
    return substitute(f, {x: x + _H}) - f, slope * _H, rest


def _small(rest: Term, given: tuple[Term, ...]) -> Derivation | None:
    """rest/Δx → 0."""
    from tuidao.derive.limit.solve import work_limit

    chain = Chain(lim(rest / _H, _H, ZERO), given)
    divided = expand(rest / _H)
    if divided is not None:
        chain.step(RULES["simplify"], lim(divided, _H, ZERO), path=(0,))
    worked = work_limit(chain.now, given)
    if worked.derivation.end != ZERO:
        return None
    return Derivation(chain.start, (*chain.steps, *worked.derivation.steps), given)


def _polynomial(t: Term) -> bool:
    if type(t) is App:
        plain = t.op in (ops.ADD, ops.SUB, ops.MUL, ops.NEG)
        plain = plain or (t.op in (ops.DIV, ops.POW) and type(t.args[1]) is Num)
        return plain and all(_polynomial(a) for a in t.args)
    return type(t) in (Num, Sym)


def _put_in(chain: Chain, paths: list[tuple[int, ...]], given: tuple[Term, ...]) -> Worked:
    """Each derivative worked and put in, where one stands there still."""
    from tuidao.derive.derivative_lines import Stuck
    from tuidao.derive.differentiate import NO_RULE, put_value

    try:
        for path in paths:
            part, _ = focus(chain.now, path)
            if type(part) is Bind and part.op is ops.DIFF:
                put_value(chain, path, given)
    except Stuck:
        return Worked(None, chain.derivation(), reason=NO_RULE.format(part=chain.now))
    return Worked(chain.now, chain.derivation())


def _names(t: Term) -> tuple[Sym, ...]:
    listed = t.args if type(t) is App and t.op is ops.TUPLE else (t,)
    return tuple(v for v in listed if type(v) is Sym)


def work_total_differential(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """Σ ∂f/∂v·dv."""
    assert type(problem) is App
    f, names = problem.args[0], _names(problem.args[1])
    chain = Chain(problem, given)
    if not names:
        return Worked(None, chain.derivation(), reason=_NOT_VARIABLES)
    out: Term | None = None
    for v in names:
        part = D(f, v) * Sym(f"d{v.name}")
        out = part if out is None else out + part
    assert out is not None
    chain.step(RULES["differential_total"], out)
    paths = [(*_summand(len(names), j), 0) for j in range(len(names))]
    return _put_in(chain, paths, given)


def _summand(count: int, j: int) -> tuple[int, ...]:
    """Where the j-th summand of a sum of so many stands."""
    if count == 1:
        return ()
    return (0,) * (count - 1) if j == 0 else (*((0,) * (count - 1 - j)), 1)


def work_implicit(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """dy/dx = −F_x/F_y."""
    assert type(problem) is App
    f, x, y = problem.args
    chain = Chain(problem, given)
    if type(x) is not Sym or type(y) is not Sym or x == y:
        return Worked(None, chain.derivation(), reason=_NOT_VARIABLES)
    if type(f) is App and f.op is ops.EQ:
        f = f.args[0] if f.args[1] == ZERO else f.args[0] - f.args[1]
    chain.step(RULES["deriv_implicit"], App(ops.NEG, (D(f, x) / D(f, y),)))
    worked = _put_in(chain, [(0, 0), (0, 1)], given)
    if worked.answer is not None:
        chain.step(RULES["simplify"], simplest(chain.now))
    return Worked(
        None if worked.answer is None else chain.now, chain.derivation(), reason=worked.reason
    )


def work_implicit_second(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """d²y/dx² = g_x + g_y·g with g = dy/dx = −F_x/F_y."""
    assert type(problem) is App
    x, y = problem.args[1:]
    chain = Chain(problem, given)
    first = work_implicit(App(ops.IMPLICIT, problem.args), given)
    if not isinstance(first.answer, Term) or type(x) is not Sym or type(y) is not Sym:
        return Worked(None, chain.derivation(), reason=first.reason)
    g = first.answer
    after = D(g, x) + D(g, y) * g
    note = _AGAIN.format(y=y, x=x, slope=g, before=Text.listed(_slope_lines(first), " = ", " = "))
    chain.step(RULES["deriv_implicit_second"], after, note=note)
    worked = _put_in(chain, [(0,), (1, 0)], given)
    if worked.answer is not None:
        chain.step(RULES["simplify"], simplest(chain.now))
    return Worked(
        None if worked.answer is None else chain.now,
        chain.derivation(),
        {"slope": str(g)},
        worked.reason,
    )


def _slope_lines(first: Worked) -> list[Term]:
    """−F_x/F_y with its derivatives worked out, and what it comes to."""
    worked = [s.after for s in first.derivation.steps if not _has_slope(s.after)]
    return list(dict.fromkeys(worked))[-2:]


def _has_slope(t: Term) -> bool:
    """Does a derivative stand in it that is not worked out?"""
    return any(is_op(s, ops.DIFF) for _, s in subterms(t))


def work_parametric(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """dy/dx = y′(t)/x′(t)."""
    assert type(problem) is App
    x, y, t = problem.args
    chain = Chain(problem, given)
    if type(t) is not Sym:
        return Worked(None, chain.derivation(), reason=_NOT_VARIABLES)
    chain.step(RULES["deriv_parametric"], D(y, t) / D(x, t))
    worked = _put_in(chain, [(0,), (1,)], given)
    if worked.answer is not None:
        chain.step(RULES["simplify"], simplest(chain.now))
    return Worked(
        None if worked.answer is None else chain.now, chain.derivation(), reason=worked.reason
    )


def work_taylor_several(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """f(a) + Σ f_v(a)·h_v + ½ Σ f_vw(a)·h_v·h_w."""
    assert type(problem) is App
    f, listed, point, order = problem.args
    names, chain = _names(listed), Chain(problem, given)
    places = point.args if type(point) is App and point.op is ops.TUPLE else (point,)
    if order not in (Num(0), Num(1), Num(2)) or not names or len(places) != len(names):
        return Worked(None, chain.derivation(), reason=_NO_POINT)
    assert type(order) is Num
    here = dict(zip(names, places, strict=True))

    def at(t: Term) -> Term:
        for v, a in here.items():
            t = bind(ops.AT, v, t, a)
        return t

    steps = {v: v if a == ZERO else v - a for v, a in here.items()}
    rows: list[tuple[Term, Term, Term]] = [(at(f), f, Num(1))]  # as written, function, factor
    if order.value >= 1:
        rows += [(at(D(f, v)) * h, D(f, v), h) for v, h in steps.items()]
    if order.value >= 2:
        for (i, v), (j, w) in product(enumerate(names), repeat=2):
            if i == j:
                second = D(f, v, order=2)
                rows.append((at(second) / 2 * steps[v] ** 2, second, steps[v] ** 2 / 2))
            elif i < j:
                mixed = D(D(f, v), w)
                rows.append((at(mixed) * (steps[v] * steps[w]), mixed, steps[v] * steps[w]))
    whole = rows[0][0]
    neat: Term = ZERO
    for written, _, _ in rows[1:]:
        whole = whole + written
    chain.step(RULES["taylor_several"], whole)
    for _, g, h in rows:
        c = _value(g, here)
        if c is None:
            return Worked(None, chain.derivation(), reason=_NO_POINT)
        if c != ZERO:
            part = tidy(c * h)
            if neat == ZERO:
                neat = part
            elif type(part) is App and part.op is ops.NEG:
                neat = neat - part.args[0]
            else:
                neat = neat + part
    chain.step(RULES["simplify"], neat)
    size_of = "sqrt(" + " + ".join(f"({h})**2" for h in steps.values()) + ")"
    return Worked(chain.now, chain.derivation(), {"peano": f"o({size_of}**{order})"})


def _value(g: Term, here: dict[Sym, Term]) -> Term | None:
    """A derivative's value at the point."""
    if type(g) is Bind:
        inner: Term | None = instantiate(g.body, g.over[0])
        if type(inner) is Bind:
            inner = derivative(instantiate(inner.body, inner.over[0]), _symbol(inner))
        assert type(g.over[1]) is Num
        for _ in range(int(g.over[1].value)):
            inner = None if inner is None else derivative(inner, _symbol(g))
        if inner is None:
            return None
        g = inner
    return tidy(substitute(g, here))


def _symbol(t: Bind) -> Sym:
    assert type(t.over[0]) is Sym
    return t.over[0]


def work_error(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """A number that |Δf| does not exceed where each variable is off by its error at most; beside it the linear one."""
    assert type(problem) is App
    f, listed, point, errors = problem.args
    names, chain = _names(listed), Chain(problem, given)
    places, off = children(point), children(errors)
    middle, reach = (_balls([value(t, {}) for t in row]) for row in (places, off))
    fits = bool(names) and len(names) == len(places) == len(off)
    if middle is None or reach is None or not fits:
        return Worked(None, chain.derivation(), reason=_NO_POINT)
    slopes = [derivative(f, v) for v in names]
    known = [Formula(tidy(s), names) for s in slopes if s is not None]
    top = _largest(known, middle, reach) if len(known) == len(slopes) else None
    if top is None:
        return Worked(None, chain.derivation(), reason=_NO_BOUND)
    here = dict(zip(names, places, strict=True))
    linear: Term = ZERO
    for s, d in zip(slopes, off, strict=True):
        assert s is not None
        linear = tidy(linear + abs_(substitute(s, here)) * d)
    bound = rounded_up(top)
    parts = [_PART.format(v=v, d=d) for v, d in zip(names, off, strict=True)]
    note = _ESTIMATE.format(
        shape=Text.listed(parts, " + ", " + "), linear=linear, bound=f"{float(bound):.4g}"
    )
    chain.step(RULES["error_propagated"], Num(bound), note=note)
    data = {"linear_estimate": str(linear), "bound": f"{float(bound):.4g}"}
    there = Formula(f, names)(middle)
    if isinstance(there, arb) and not there.contains(0):
        data["relative"] = f"{float(rounded_up(top / abs(there))):.4g}"
    return Worked(Num(bound), chain.derivation(), data)


def _largest(slopes: list[Formula], middle: list[arb], reach: list[arb]) -> arb | None:
    """A little more than the largest Σ|slope|·error on the box."""
    box = [((a - d).lower(), (a + d).upper()) for a, d in zip(middle, reach, strict=True)]
    corners = [*product(*box), tuple(a.mid() for a in middle)]
    sums = [_total(slopes, list(c), reach) for c in corners]
    seen = [s.upper() for s in sums if s is not None]
    if len(seen) < len(corners):
        return None
    goal = max(seen, key=float) * arb("1.005") + arb("1e-40")
    pieces = [box]
    for _ in range(_BOXES):
        if not pieces:
            return goal
        here = pieces.pop()
        found = _total(slopes, [p.union(q) for p, q in here], reach)
        if found is not None and found <= goal:
            continue
        k = max(range(len(here)), key=lambda j: float((here[j][1] - here[j][0]).mid()))
        p, q = here[k]
        half = ((p + q) / 2).mid()
        pieces += [[*here[:k], part, *here[k + 1 :]] for part in ((p, half), (half, q))]
    return None


def _total(slopes: list[Formula], at: list[arb], reach: list[arb]) -> arb | None:
    found = _balls([s(at) for s in slopes])
    if found is None:
        return None
    total = arb(0)
    for b, d in zip(found, reach, strict=True):
        total = total + abs(b) * d
    return total


def _balls(values: Sequence[object]) -> list[arb] | None:
    """The values, where each of them is a number."""
    found = [v for v in values if isinstance(v, arb)]
    return found if len(found) == len(values) else None
