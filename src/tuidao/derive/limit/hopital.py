"""L'Hôpital's rule: where the quotient of the derivatives has a limit that can be told at once, or nearly."""

from __future__ import annotations

from dataclasses import replace

from tuidao.derive.derivative import derivative
from tuidao.derive.limit.textbook import has, simplify
from tuidao.derive.limit.work import Work, indeterminate
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import D, function, oo, undefined
from tuidao.lang.term import App, Num, Term, size
from tuidao.proof import Chain, Derivation
from tuidao.rules import RULES
from tuidao.text import Text

DIFFERENTIATE = Text("Differentiate numerator and denominator.", "分子、分母分别求导。")
AS_QUOTIENT = Text("Write the product as a quotient.", "把乘积写成商。")
_MOST_TIMES = 2  # how often the rule is used in a row; then growth or expansion tells more


def as_quotient(w: Work) -> bool:
    """0·∞ with a logarithm: the logarithm over the reciprocal of the other factor."""
    t = w.body
    if type(t) is not App or t.op is not ops.MUL or indeterminate(w, t) != "0*oo":
        return False
    for a, b in (t.args, t.args[::-1]):
        if has(a, (ops.LOG,)) and not has(b, (ops.LOG, ops.EXP)):
            new = a / tidy(Num(1) / b)
            w.chain.step(RULES["lim_congr"], w.limit(new), note=AS_QUOTIENT)
            return hopital(replace(w, body=new))
    return False


def hopital(w: Work) -> bool:
    """f/g as 0/0 or with g → ∞: the limit of f′/g′, all hypotheses answered or left to the checker."""
    from tuidao.derive.limit.solve import derive_limit

    t = w.body
    if (
        type(t) is not App
        or t.op is not ops.DIV
        or w.value == undefined
        or w.depth > 2 * _MOST_TIMES
    ):
        return False
    form = indeterminate(w, t)
    f, g = t.args
    below = w.part(g)
    if form not in ("0/0", "oo/oo") or below is None or form == "oo/oo" and below.sign != 1:
        return False
    f1, g1 = derivative(f, w.x), derivative(g, w.x)
    if f1 is None or g1 is None:
        return False
    ratio = tidy(f1 / g1)
    if size(ratio) > size(t) + 6 or not has(t, (ops.LOG, ops.EXP, ops.POW)):
        return False
    premises: list[Derivation | None] = []
    for part in (f, g) if form == "0/0" else (g,):
        worked = derive_limit(w.limit(part), w.given, w.depth + 1)
        if worked is None or worked.derivation.end != (Num(0) if form == "0/0" else oo):
            return False
        premises.append(worked.derivation)
    rest = derive_limit(w.limit(ratio), w.given, w.depth + 2)
    if rest is None or rest.derivation.end != w.value or _uses(rest.derivation) >= _MOST_TIMES:
        return False
    chain = Chain(w.limit(D(f, w.x) / D(g, w.x)))
    chain.step(RULES["lim_congr"], w.limit(ratio), note=DIFFERENTIATE)
    whole = Derivation(chain.start, (*chain.steps, *rest.derivation.steps))
    rule = RULES["lim_hopital_zero" if form == "0/0" else "lim_hopital_inf"]
    by: dict[str, Term] = {"f": function(w.x, f), "g": function(w.x, g), "a": w.point}
    by |= {"s": w.side, "A": w.value}
    w.chain.step(rule, w.value, by, premises=(*premises, None, None, None, whole))
    return simplify(w)


def _uses(d: Derivation) -> int:
    """How often the rule is used, or growth compared, in a derivation and its premises."""
    count = 0
    for step in d.steps:
        count += step.rule.id.startswith("lim_hopital") + _MOST_TIMES * (
            step.rule.id == "lim_growth"
        )
        count += sum(_uses(p) for p in step.premises if p is not None)
    return count
