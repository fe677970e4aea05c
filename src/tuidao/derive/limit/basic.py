"""Quotients that stand next to the basic limits: brought to sin u / u and the like by an identity, line by line."""

from __future__ import annotations

from tuidao.derive.limit.work import Work
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import (
    ONE,
    ZERO,
    asin,
    atan,
    cos,
    e,
    function,
    is_num,
    lim,
    ne,
    near,
    sin,
    tan,
    true,
)
from tuidao.lang.term import App, Sym, Term, free_symbols, mentions
from tuidao.proof import Chain, Derivation, Step
from tuidao.rules import RULES
from tuidao.text import Text

HALF_ANGLE = Text("By 1 − cos u = 2 sin²(u/2).", "利用 1 − cos u = 2 sin²(u/2)。")
AS_SQUARE = Text("Write it with the square of sin v / v.", "凑成 sin v / v 的平方。")
FITTED = Text("Bring it to the form (1 + u)^(1/u).", "凑成 (1 + u)^(1/u) 的形式。")
TANGENT = Text("By tan u = sin u / cos u.", "利用 tan u = sin u / cos u。")
DIFFERENCE = Text(
    "By tan u − sin u = tan u (1 − cos u).", "利用 tan u − sin u = tan u (1 − cos u)。"
)
INVERSE = Text("Put t = {t}, so that {u} = {back}.", "令 t = {t}，则 {u} = {back}。")
UPSIDE_DOWN = Text("Divide by {t}.", "分子分母同除以 {t}。")
SMALL = Text("The inverse function does not vanish near the point.", "在去心邻域内该反函数不为零。")


def basic(w: Work) -> bool:
    """tan u/u, (1 − cos u)/u², arcsin u/u, arctan u/u for an infinitesimal u."""
    t = w.body
    if type(t) is not App or t.op is not ops.DIV or w.depth > 4 or type(t.args[0]) is not App:
        return False
    a, b = t.args
    assert type(a) is App
    if a.op is ops.TAN and a.args[0] == b and _small(w, b):
        return _tangent(w, b)
    if a.op in (ops.ASIN, ops.ATAN) and a.args[0] == b and _small(w, b):
        return _inverse(w, a, b)
    if a.op is ops.SUB and is_num(a.args[0], 1) and type(b) is App and b.op is ops.POW:
        u = b.args[0]
        if is_num(b.args[1], 2) and a.args[1] == cos(u) and _small(w, u):
            return _one_minus_cosine(w, u)
    return False


def _small(w: Work, u: Term) -> bool:
    part = w.part(u)
    return part is not None and part.zero and mentions(u, w.x)


def _derived(w: Work, problem: Term, value: Term) -> Derivation | None:
    """A limit worked on the side; None where it does not have the value."""
    from tuidao.derive.limit.solve import derive_limit

    worked = derive_limit(problem, w.given, w.depth + 1)  # type: ignore[arg-type]
    return None if worked is None or worked.derivation.end != value else worked.derivation


def _tangent(w: Work, u: Term) -> bool:
    """tan u/u as sin u/u times 1/cos u."""
    one, two = sin(u) / u, ONE / cos(u)
    parts = (_derived(w, w.limit(one), ONE), _derived(w, w.limit(two), ONE))
    if parts[0] is None or parts[1] is None:
        return False
    w.chain.step(RULES["lim_congr"], w.limit(one * two), note=TANGENT)
    by: dict[str, Term] = {"u": function(w.x, one), "v": function(w.x, two), "a": w.point}
    by |= {"s": w.side, "A": ONE, "B": ONE}
    w.chain.step(RULES["lim_mul"], ONE * ONE, by, premises=parts)
    w.chain.step(RULES["simplify"], w.value)
    return True


def _one_minus_cosine(w: Work, u: Term) -> bool:
    """(1 − cos u)/u² = ½·(sin(u/2)/(u/2))²."""
    half = u / 2
    ratio = sin(half) / half
    tends = _derived(w, w.limit(ratio), ONE)
    if tends is None:
        return False
    w.chain.step(RULES["lim_congr"], w.limit(2 * sin(half) ** 2 / u**2), note=HALF_ANGLE)
    front = ONE / 2
    w.chain.step(RULES["lim_congr"], w.limit(front * ratio**2), note=AS_SQUARE)
    t = Sym("t") if w.x != Sym("t") else Sym("v")
    by = {"f": function(t, front * t**2), "g": function(w.x, ratio), "a": w.point, "s": w.side}
    rule = RULES["lim_comp_of_continuous"]
    w.chain.step(rule, front * ONE**2, {**by, "b": ONE}, premises=(tends, None))
    w.chain.step(RULES["simplify"], w.value)
    return True


def _inverse(w: Work, a: App, u: Term) -> bool:
    """arcsin u/u as t/sin t with t = arcsin u; arctan u/u as t/tan t with t = arctan u."""
    back = sin if a.op is ops.ASIN else tan
    forth = asin if a.op is ops.ASIN else atan
    t = Sym("t") if w.x != Sym("t") else Sym("v")
    tends = _derived(w, w.limit(a), ZERO)
    turned = _turned(w, t, back(t))
    if tends is None or turned is None:
        return False
    note = INVERSE.format(t=forth(u), u=u, back=back(t))
    w.chain.step(RULES["lim_congr"], w.limit(a / back(a)), note=note)
    claim = near(ne(a, 0), w.x, w.point, w.side)
    apart = Derivation(claim, (Step(claim, true, RULES["near_of_range"], note=SMALL),))
    by: dict[str, Term] = {"f": function(t, t / back(t)), "g": function(w.x, a), "a": w.point}
    by |= {"s": w.side, "b": ZERO, "A": ONE}
    w.chain.step(RULES["lim_comp"], ONE, by, premises=(tends, apart, turned))
    return True


def _turned(w: Work, t: Sym, below: App) -> Derivation | None:
    """t/sin t → 1 and t/tan t → 1, from sin t/t → 1."""
    top: Term = ONE if below.op is ops.SIN else cos(t)
    ratio = sin(t) / t
    one, two = _derived(w, lim(top, t, 0), ONE), _derived(w, lim(ratio, t, 0), ONE)
    if one is None or two is None:
        return None
    chain = Chain(lim(t / below, t, 0), w.given)
    chain.step(RULES["lim_congr"], lim(top / ratio, t, 0), note=UPSIDE_DOWN.format(t=t))
    by = {"u": function(t, top), "v": function(t, ratio), "a": ZERO, "s": ZERO, "A": ONE, "B": ONE}
    chain.step(RULES["lim_div"], ONE / ONE, by, premises=(one, two, None))
    chain.step(RULES["simplify"], ONE)
    return chain.derivation()


def second_important(w: Work) -> bool:
    """(1 + u)^v with a constant u·v = c, as ((1 + u)^(1/u))^c."""
    t = w.body
    if type(t) is not App or t.op is not ops.POW or w.depth > 4 or not mentions(t.args[1], w.x):
        return False
    u = _above_one(t.args[0])
    if u is None or free_symbols(u) != {w.x} or not _small(w, u):
        return False
    c = tidy(u * t.args[1])
    if mentions(c, w.x):
        return False
    inner = (1 + u) ** (ONE / u)
    tends = _derived(w, w.limit(inner), e)
    if tends is None:
        return False
    if c == ONE:
        w.chain.step(RULES["lim_congr"], w.limit(inner), note=FITTED)
        w.chain.step(tends.steps[0].rule, e, tends.steps[0].by, premises=tends.steps[0].premises)
        return True
    w.chain.step(RULES["lim_congr"], w.limit(inner**c), note=FITTED)
    t2 = Sym("t") if w.x != Sym("t") else Sym("v")
    by = {"f": function(t2, t2**c), "g": function(w.x, inner), "a": w.point, "s": w.side, "b": e}
    w.chain.step(RULES["lim_comp_of_continuous"], e**c, by, premises=(tends, None))
    w.chain.step(RULES["simplify"], w.value)
    return True


def _above_one(base: Term) -> Term | None:
    """u where the base is written 1 + u, u + 1 or 1 − u."""
    if type(base) is not App or base.op not in (ops.ADD, ops.SUB):
        return None
    a, b = base.args
    if is_num(a, 1):
        return b if base.op is ops.ADD else -b
    return a if base.op is ops.ADD and is_num(b, 1) else None


def difference(w: Work) -> bool:
    """(tan u − sin u)/… with the tangent taken out."""
    from tuidao.derive.limit.algebraic import go_on

    t = w.body
    if type(t) is not App or t.op is not ops.DIV:
        return False
    a, b = t.args
    if type(a) is App and a.op is ops.SUB and all(type(p) is App for p in a.args):
        left, right = a.args
        assert type(left) is App and type(right) is App
        if left.op is ops.TAN and right == sin(left.args[0]) and _small(w, left.args[0]):
            u = left.args[0]
            return go_on(w, tan(u) * (1 - cos(u)) / b, DIFFERENCE)
    return False
