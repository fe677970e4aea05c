"""Important limits, equivalent infinitesimals, powers as exponentials, Taylor expansion, growth."""

from __future__ import annotations

from tuidao.derive.limit.algebraic import go_on
from tuidao.derive.limit.constants import fraction, is_q
from tuidao.derive.limit.textbook import simplify
from tuidao.derive.limit.work import FINITE, Work, indeterminate
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, exp, function, is_num, is_op, log, minus_oo, oo, zoo
from tuidao.lang.term import App, Num, Term, mentions, size
from tuidao.proof import Derivation
from tuidao.rules import RULES, Rule
from tuidao.text import Text

EXPAND = Text("Expand near the point: {terms}.", "在该点附近展开：{terms}。")
EQUIVALENT = Text("Equivalent infinitesimals: {terms}.", "等价无穷小：{terms}。")
SIMILAR = Text("{t} ~ {lead}", "{t} ~ {lead}")
PEANO = Text("{t} = {lead} + o({bare})", "{t} = {lead} + o({bare})")
PAIR = Text("{a}, {b}", "{a}，{b}")
CANCEL = Text("Cancel.", "约分。")
JOIN = Text("Join the powers with the same exponent.", "把同指数的幂合并。")
SIMPLER = Text("Simplify the function.", "化简函数。")


def important(w: Work) -> bool:
    """A limit that stands in the list of important ones as it is written."""
    t = w.body
    if type(t) is not App:
        return False
    found = _match(t)
    if found is None:
        return False
    rule, u, extra, value = found
    part = w.part(u)
    if part is None or not part.zero or not mentions(u, w.x):
        return False
    from tuidao.derive.limit.solve import derive_limit

    small: Derivation | None = None
    if u != w.x or w.point != Num(0):
        worked = derive_limit(w.limit(u), w.given, w.depth + 1)
        if worked is None or worked.derivation.end != Num(0):
            return False
        small = worked.derivation
    else:
        worked = derive_limit(w.limit(u), w.given, w.depth + 1)
        small = None if worked is None else worked.derivation
    by = {"u": function(w.x, u), "a": w.point, "s": w.side, **extra}
    w.chain.step(rule, value, by, premises=(small, None))
    return simplify(w)


def _match(t: App) -> tuple[Rule, Term, dict[str, Term], Term] | None:
    """The rule that a body is an instance of, its u, its other variables and the value."""
    a, b = (t.args[0], t.args[1]) if len(t.args) == 2 else (t, t)
    if t.op is ops.DIV and type(a) is App:
        if a.op is ops.SIN and a.args[0] == b:
            return RULES["lim_sin_div_self"], b, {}, ONE
        if a.op is ops.LOG and a.args[0] == 1 + b:
            return RULES["lim_log_one_add_div"], b, {}, ONE
        if a.op is ops.SUB and is_num(a.args[1], 1):
            first = a.args[0]
            if first == exp(b):
                return RULES["lim_exp_sub_one_div"], b, {}, ONE
            if type(first) is App and first.op is ops.POW and first.args[0] == 1 + b:
                return RULES["lim_pow_sub_one_div"], b, {"c": first.args[1]}, first.args[1]
    if (
        t.op is ops.POW
        and type(b) is App
        and b.op is ops.DIV
        and is_num(b.args[0], 1)
        and a == 1 + b.args[1]
    ):
        return RULES["lim_one_add_pow"], b.args[1], {}, App(ops.E, ())
    return None


def equivalents(w: Work) -> bool:
    """Infinitesimal factors of a product or quotient put for their leading terms."""
    if type(w.body) is not App or w.body.op not in (ops.MUL, ops.DIV) or not w.finite:
        return False
    shown: list[Text] = []
    new = _replaced(w, w.body, shown)
    if new is None or not shown or new == w.body:
        return False
    last = tidy(new)
    note = EQUIVALENT.format(terms=listed(shown))
    if last == new or not mentions(new, w.x):
        return go_on(w, new, note, "lim_equivalent")
    from tuidao.derive.limit.solve import derive_limit

    rest = derive_limit(w.limit(last), w.given, w.depth + 1)
    if rest is None or rest.derivation.end != w.value:
        return False
    w.chain.step(RULES["lim_equivalent"], w.limit(new), note=note)
    w.chain.step(RULES["lim_congr"], w.limit(last), note=CANCEL)
    for step in rest.derivation.steps:
        w.chain.steps.append(step)
        w.chain.now = step.after
    return True


def _replaced(w: Work, t: Term, shown: list[Text]) -> Term | None:
    """`t` with its infinitesimal factors replaced; None where a factor has no leading power."""
    if type(t) is App and t.op in (ops.MUL, ops.DIV):
        a, b = (_replaced(w, part, shown) for part in t.args)
        return None if a is None or b is None else App(t.op, (a, b))
    if type(t) is App and t.op is ops.NEG:
        a = _replaced(w, t.args[0], shown)
        return None if a is None else -a
    if type(t) is App and t.op is ops.POW and type(t.args[1]) is Num:
        a = _replaced(w, t.args[0], shown)
        return None if a is None else a ** t.args[1]
    part = w.part(t)
    if part is None or not mentions(t, w.x):
        return t if part is not None else None
    if part.kind == FINITE and not part.zero:
        return t
    lead = leading_power(w, t)
    if lead is None or lead == t:
        return t if lead is not None else None
    shown.append(SIMILAR.format(t=t, lead=lead))
    return lead


def leading_power(w: Work, t: Term) -> Term | None:
    """The leading term c·(x − a)^k of a part, k a whole number."""
    e, lead = w.expander(), w.lead(t)
    outcome = w.found.outcome
    if e is None or lead is None or outcome is None:
        return None
    g, c = lead
    place = e.scale_of.keys.index(("t",))
    k = g[place]
    if (
        any(not (is_q(v) and v == 0) for i, v in enumerate(g) if i != place)
        or not is_q(k)
        or k.q != 1
    ):
        return None
    way = 1 if outcome is w.found.right else -1
    distance = w.x if w.point == Num(0) else tidy(w.x - w.point)
    if way < 0 and k.p % 2:
        c = -c
    power = distance if k == 1 else distance ** Num(fraction(k))
    front = w.constant(c)
    if front == Num(1):
        return power
    return tidy(-power) if front == Num(-1) else front * power


def listed(texts: list[Text]) -> Text:
    """Several formulas one after the other."""
    whole = texts[0]
    for other in texts[1:]:
        whole = PAIR.format(a=whole, b=other)
    return whole


def power_form(w: Work) -> bool:
    """u**v as exp(v·log u), then the limit in the exponent."""
    from tuidao.derive.limit.solve import derive_limit

    t = w.body
    if type(t) is not App or t.op is not ops.POW or not mentions(t.args[1], w.x) or w.depth > 3:
        return False
    if not mentions(t.args[0], w.x) or indeterminate(w, t) is None:
        return False
    u, v = t.args
    inner = v * log(u)
    if w.value in (oo, minus_oo, Num(0), zoo):
        return go_on(w, exp(inner), Text("Write the power with base e.", "化为以 e 为底的幂。"))
    worked = derive_limit(w.limit(inner), w.given, w.depth + 1)
    if worked is None or worked.derivation.end in (oo, minus_oo):
        return False
    value = worked.derivation.end
    by = {"u": function(w.x, u), "v": function(w.x, v), "a": w.point, "s": w.side}
    w.chain.step(RULES["lim_congr"], w.limit(exp(inner)), by, note=RULES["lim_pow_eq_exp"].why)
    by = {"f": function(w.x, inner), "a": w.point, "s": w.side, "A": value}
    w.chain.step(RULES["lim_exp_of"], exp(value), by, premises=(worked.derivation,))
    return simplify(w)


def joined_powers(w: Work) -> bool:
    """a^v/b^v as (a/b)^v."""
    t = w.body
    if not is_op(t, ops.DIV) or type(t) is not App:
        return False
    top, bottom = (_base_and_exponent(part) for part in t.args)
    if top is None or bottom is None or top[1] != bottom[1] or not mentions(top[1], w.x):
        return False
    if mentions(top[0], w.x) or mentions(bottom[0], w.x):
        return False
    return go_on(w, tidy(top[0] / bottom[0]) ** top[1], JOIN)


def _base_and_exponent(t: Term) -> tuple[Term, Term] | None:
    if type(t) is App and t.op is ops.POW:
        return t.args[0], t.args[1]
    return (App(ops.E, ()), t.args[0]) if type(t) is App and t.op is ops.EXP else None


def taylor(w: Work) -> bool:
    """The expansion shown, and the value it gives."""
    w.chain.step(RULES["lim_taylor"], w.value, note=_expansions(w))
    return True


def growth(w: Work) -> bool:
    """Exponentials of what grows: the comparison of orders settles it."""
    if not _many_scales(w, w.body):
        return False
    w.chain.step(RULES["lim_growth"], w.value)
    return True


def _many_scales(w: Work, t: Term) -> bool:
    """Does a part grow or vanish otherwise than like a power of the distance?"""
    e, lead = w.expander(), w.lead(t)
    if e is None:
        return False
    if lead is not None:
        for key, v in zip(e.scale_of.keys, lead[0], strict=True):
            if key != ("t",) and not (is_q(v) and v == 0):
                return True
    return type(t) is App and any(_many_scales(w, a) for a in t.args if mentions(a, w.x))


def simpler_body(w: Work) -> bool:
    """The function itself written more simply first."""
    new = tidy(w.body)
    return (
        new != w.body
        and size(new) < size(w.body)
        and go_on(w, new, CANCEL if is_op(w.body, ops.DIV) else SIMPLER)
    )


def _expansions(w: Work) -> Text | None:
    """Numerator and denominator with their leading terms."""
    if type(w.body) is not App or w.body.op is not ops.DIV or not w.finite:
        return None
    shown: list[Text] = []
    for t in w.body.args:
        if not mentions(t, w.x):
            continue
        lead = leading_power(w, t)
        if lead is None:
            return None
        if lead != t:
            shown.append(PEANO.format(t=t, lead=lead, bare=_bare(lead)))
    return EXPAND.format(terms=listed(shown)) if shown else None


def _bare(t: Term) -> Term:
    """A leading term without its coefficient."""
    while type(t) is App and t.op in (ops.MUL, ops.NEG):
        t = t.args[-1]
    return t


__all__ = ["equivalents", "growth", "important", "power_form", "taylor"]
