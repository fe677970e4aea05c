"""The textbook's first methods: substitution, limits of the parts, one side at a time, oscillation, corners."""

from __future__ import annotations

from flint import arb

from tuidao.derive.limit.constants import fraction, is_q
from tuidao.derive.limit.engine import OSCILLATES, OUTSIDE
from tuidao.derive.limit.sequences import two_sequences
from tuidao.derive.limit.work import BOUNDED, FINITE, INFINITE, Work, first_indeterminate
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import (
    ABOVE,
    BELOW,
    BOTH,
    function,
    lim,
    minus_oo,
    ne,
    oo,
    true,
    undefined,
    zoo,
)
from tuidao.lang.term import App, Num, Term, bind, children, free_symbols, instantiate, mentions
from tuidao.proof import Derivation, Step
from tuidao.rules import RULES
from tuidao.text import Text

RECIPROCAL = Text(
    "The denominator grows without bound, the numerator does not.",
    "分母趋于无穷，分子有界，商趋于 0。",
)
POLE = Text(
    "The denominator tends to 0, the numerator does not: the quotient grows without bound.",
    "分母趋于 0 而分子不趋于 0，商趋于无穷。",
)
OPENED = Text("On this side the corners open.", "在这一侧去掉绝对值、取整或分段记号。")
_KINKED = (ops.ABS, ops.SIGN, ops.FLOOR, ops.CEILING, ops.FRAC, ops.MAX, ops.MIN, ops.PIECEWISE)


def simplify(w: Work, rule: str = "simplify") -> bool:
    """The last line: the value in its tidy form."""
    w.chain.step(RULES[rule], w.value)
    return True


def has(t: Term, operators: tuple[ops.Op, ...]) -> bool:
    """Does one of these operators stand in `t`?"""
    if type(t) is App and t.op in operators:
        return True
    return any(has(c, operators) for c in children(t))


def substituted(w: Work) -> Term:
    """The body with the point put in."""
    return instantiate(bind(ops.LIMIT, w.x, w.body, w.point, w.side).body, w.point)


def direct(w: Work) -> bool:
    """Continuity: put the point in; or join the limits of the parts where some of them are infinite."""
    if w.value == undefined or first_indeterminate(w, w.body) is not None:
        return False
    if (
        w.finite
        and w.value not in (oo, minus_oo)
        and not has(w.body, _KINKED)
        and not _infinite_inside(w, w.body)
    ):
        there = substituted(w)
        if free_symbols(there) or isinstance(evaluate(there, {}, 64), arb):
            w.chain.step(RULES["lim_continuous"], there)
            return simplify(w)
    if _by_theorem(w):
        return simplify(w)
    w.chain.step(RULES["lim_parts"], w.value, note=_how(w))
    return True


_THEOREMS = {ops.ADD: "lim_add", ops.SUB: "lim_sub", ops.MUL: "lim_mul", ops.DIV: "lim_div"}


def _by_theorem(w: Work) -> bool:
    """The theorem on sums, differences, products or quotients, once, at the top."""
    from tuidao.derive.limit.solve import derive_limit

    t = w.body
    if w.value in (oo, minus_oo, zoo) or type(t) is not App or t.op not in _THEOREMS:
        return False
    if w.depth > (2 if t.op is ops.DIV else 0):  # once; a quotient also after its algebra
        return False
    if not all(mentions(a, w.x) for a in t.args):
        return False
    small = []
    for a in t.args:
        part = w.part(a)
        if part is None or part.kind != FINITE:
            return False
        small.append(part.zero)
    worked = [derive_limit(w.limit(a), w.given, w.depth + 1) for a in t.args]
    one, two = (None if d is None else d.derivation for d in worked)
    if one is None or two is None or undefined in (one.end, two.end):
        return False
    by = {"u": function(w.x, t.args[0]), "v": function(w.x, t.args[1]), "a": w.point, "s": w.side}
    if all(small) and t.op is ops.ADD:
        w.chain.step(RULES["lim_add_infinitesimal"], Num(0), by, premises=(one, two))
        return True
    by |= {"A": one.end, "B": two.end}
    last = (None,) if t.op is ops.DIV else ()
    rule = RULES[_THEOREMS[t.op]]
    w.chain.step(rule, App(t.op, (one.end, two.end)), by, premises=(one, two, *last))
    return True


def _how(w: Work) -> Text | None:
    """What is to be said of a quotient whose denominator is infinite or infinitesimal."""
    t = w.body
    if type(t) is not App or t.op is not ops.DIV:
        return None
    a, b = w.part(t.args[0]), w.part(t.args[1])
    if a is None or b is None or a.kind != FINITE:
        return None
    if b.kind == INFINITE:
        return RECIPROCAL
    return POLE if b.zero and not a.zero and w.value != Num(0) else None


def _infinite_inside(w: Work, t: Term) -> bool:
    if not mentions(t, w.x):
        return False
    part = w.part(t)
    if part is None or part.kind in (INFINITE, BOUNDED):
        return True
    return any(_infinite_inside(w, c) for c in children(t))


def sides(w: Work) -> bool:
    """One side at a time, where they differ or a corner lies at the point."""
    from tuidao.derive.limit.solve import derive_limit

    left, right = w.found.left, w.found.right
    if not w.finite or w.side != BOTH or left is None or right is None or w.depth > 4:
        return False
    if OUTSIDE in (left.kind, right.kind):
        return False
    if w.value != undefined and not has(w.body, _KINKED) and w.value not in (oo, minus_oo):
        return False
    if w.value in (oo, minus_oo) and not has(w.body, _KINKED):
        return False
    by = {"f": function(w.x, w.body), "a": w.point}
    parts = []
    for side in (BELOW, ABOVE):
        worked = derive_limit(lim(w.body, w.x, w.point, side), w.given, w.depth + 1)
        if worked is None or not isinstance(worked.derivation.end, Term):
            return False
        parts.append(worked.derivation)
    values = [p.end for p in parts]
    if w.value != undefined:
        if values[0] != values[1]:
            return False
        rule = RULES["lim_of_sides"]
        w.chain.step(rule, values[0], {**by, "A": values[0]}, premises=tuple(parts))
        return simplify(w)
    for side, part, outcome in ((ABOVE, parts[1], right), (BELOW, parts[0], left)):
        if outcome.kind == OSCILLATES:
            w.chain.step(
                RULES["lim_undefined_of_side"], undefined, {**by, "s": side}, premises=(part,)
            )
            return True
    by |= {"A": values[0], "B": values[1]}
    premises = (*parts, _differ(values[0], values[1]))
    w.chain.step(RULES["lim_undefined_of_sides"], undefined, by, premises=premises)
    return True


def ends(w: Work) -> bool:
    """x → ∞ without a sign: the two ends one by one."""
    from tuidao.derive.limit.solve import derive_limit

    if w.point != zoo or w.value == zoo or w.depth > 4:
        return False
    parts = []
    for end in (minus_oo, oo):
        worked = derive_limit(lim(w.body, w.x, end), w.given, w.depth + 1)
        if worked is None or worked.derivation.end == undefined:
            return False
        parts.append(worked.derivation)
    left, right = (p.end for p in parts)
    by = {"f": function(w.x, w.body), "A": left}
    if w.value != undefined:
        if left != right:
            return False
        w.chain.step(RULES["lim_of_ends"], left, by, premises=tuple(parts))
        return simplify(w)
    premises = (*parts, _differ(left, right))
    w.chain.step(RULES["lim_undefined_of_ends"], undefined, {**by, "B": right}, premises=premises)
    return True


def _differ(a: Term, b: Term) -> Derivation:
    claim = ne(a, b)
    return Derivation(claim, (Step(claim, true, RULES["ne_of_values"]),))


def oscillation(w: Work) -> bool:
    """No limit because the values swing."""
    outcome = w.found.outcome
    if w.value != undefined or outcome is None:
        return False
    if outcome.kind == OSCILLATES:
        w.chain.step(RULES["lim_oscillates"], undefined, note=two_sequences(w))
        return True
    if outcome.kind == OUTSIDE:
        w.chain.step(RULES["lim_parts"], undefined)
        return True
    return False


def corners_opened(w: Work) -> bool:
    """|u|, sign u, ⌊u⌋, max, min and cases put for what they are near the point on this side."""
    from tuidao.derive.limit.algebraic import go_on

    one_sided = w.side != BOTH or not w.finite or OUTSIDE in _kinds(w)
    if not has(w.body, _KINKED) or not one_sided:
        return False
    new = _opened(w, w.body)
    return new is not None and go_on(w, new, OPENED, "lim_one_sided_form")


def _kinds(w: Work) -> tuple[str, ...]:
    return tuple(o.kind for o in (w.found.left, w.found.right) if o is not None)


def _opened(w: Work, t: Term) -> Term | None:
    if type(t) is not App or not mentions(t, w.x):
        return t
    if t.op is ops.PIECEWISE:
        return _branch(w, t)
    args = [_opened(w, a) for a in t.args]
    if any(a is None for a in args):
        return None
    parts = tuple(a for a in args if a is not None)
    if t.op in (ops.ABS, ops.SIGN):
        lead = w.lead(t.args[0])
        e = w.expander()
        s = None if lead is None or e is None else e.field.known_sign(lead[1])
        if s is None:
            return None
        if t.op is ops.SIGN:
            return Num(s)
        return parts[0] if s > 0 else -parts[0]
    if t.op in (ops.FLOOR, ops.CEILING):
        part = w.part(t)
        if part is None or part.kind != FINITE or not is_q(part.value):
            return None
        return Num(fraction(part.value))
    if t.op in (ops.MAX, ops.MIN):
        whole = w.series(t)
        for a, p in zip(t.args, parts, strict=True):
            if w.series(a) is whole:
                return p
        return None
    return t if parts == t.args else App(t.op, parts)


def _branch(w: Work, t: App) -> Term | None:
    """The case that holds near the point."""
    whole = w.series(t)
    for value in t.args[::2]:
        if whole is not None and w.series(value) is whole:
            return _opened(w, value)
    return None
