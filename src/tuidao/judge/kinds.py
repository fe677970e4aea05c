"""Kinds of symbols as the words beside them say: a distribution, one-hot, positive, an integer, a constant."""

from __future__ import annotations

import re

from tuidao.judge.context import Context
from tuidao.judge.honest import whole_sum
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, closed, eq, forall, ge, gt, member, total
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Sym, Term, children, free_symbols, subterms
from tuidao.read.words import facts_in
from tuidao.text import Text

NAMES: dict[str, Text] = {
    "distribution": Text("a probability distribution", "概率分布"),
    "one-hot": Text("a one-hot vector", "独热向量"),
    "label": Text("0 or 1", "取 0 或 1"),
    "positive": Text("positive", "正数"),
    "integer": Text("an integer", "整数"),
    "constant": Text("a constant", "常数"),
    "function": Text("a differentiable function", "可导函数"),
}


_SAYS = re.compile(r"\s*(?:表示|代表|指|denotes?\b|represents?\b|stands? for|is (?:a|an|the)\b)")


def note_kind(mention: Term, before: str, after: str, context: Context) -> None:
    """Take down what the words around a lone symbol say it is: `p` 是概率分布, "the distribution `q`"."""
    name = _name(mention)
    if name is None:
        return
    clause = after.partition("。")[0].partition(",")[0].partition("，")[0][:40]
    sentence = re.split(r"[。;；\n$\\]", after)[0][:60]
    labels = tuple(k for k in facts_in(sentence) if k == "label")
    kinds = labels or facts_in(clause) or facts_in(before[-14:])
    if kinds:
        context.kinds[name] = kinds[0]
    elif _SAYS.match(after):
        context.kinds.pop(name, None)  # it is something else from here on


def note_distributions(context: Context, *sides: Term) -> None:
    """Take down that what a divergence compares, D_KL(p‖q), are distributions, where nothing else is known of them."""
    for side in sides:
        for _, t in subterms(side):
            for name in t.args if type(t) is App and t.op is ops.KL else ():
                if type(name) is Sym and name.index < 0:
                    context.kinds.setdefault(name.name, "distribution")


def _name(t: Term) -> str | None:
    """The name a mention is about: p, p(x), p_i, and p_i copied flat."""
    if type(t) is App and (t.op in (ops.CALL, ops.INDEX) or _copied_flat(t)):
        t = t.args[0]
    return t.name if type(t) is Sym and t.index < 0 else None


def _copied_flat(t: App) -> bool:
    """Is this y_i copied from a page that lost its layout, "yi"?"""
    return t.op is ops.MUL and type(t.args[1]) is Sym and t.args[1].name in ("i", "j", "k", "n")


def facts_about(context: Context, *sides: Term) -> tuple[Term, ...]:
    """The conditions on single symbols that their kinds bring."""
    found: list[Term] = []
    for name, kind in context.kinds.items():
        if kind == "positive" and any(_bare(s, Sym(name)) for s in sides):
            found.append(gt(Sym(name), 0))
        if kind == "integer" and any(_bare(s, Sym(name)) for s in sides):
            found.append(member(Sym(name), App(ops.INTEGERS, ())))
        if kind == "label":
            found += _labels(Sym(name), sides)
        if kind in ("distribution", "one-hot"):
            found += _of_entries(Sym(name), kind == "one-hot", sides)
    return tuple(found)


def _labels(y: Sym, sides: tuple[Term, ...]) -> list[Term]:
    """y ∈ {0, 1}, said of each entry of y that stands in the sides, or of y itself."""
    bits = App(ops.FINITE_SET, (ZERO, ONE))
    found: dict[Term, None] = {}

    def go(t: Term) -> None:
        if t == y or (type(t) is App and t.op is ops.INDEX and t.args[0] == y and not t.loose):
            found[member(t, bits)] = None
            return
        parts = children(t)
        for c in parts[1:] if type(t) is App and t.op in (ops.CALL, ops.INDEX) else parts:
            go(c)

    for s in sides:
        go(s)
    return list(found)


def _of_entries(p: Sym, one_hot: bool, sides: tuple[Term, ...]) -> list[Term]:
    """Σ p_k = 1 over the range that the sides sum over, and p_k ≥ 0 there, or p_k ∈ {0, 1}."""
    whole = next((w for s in sides if (w := whole_sum(s, p.name)) is not None), None)
    if not isinstance(whole, Bind):
        return []
    k = fresh("k", frozenset[Sym]().union(*(free_symbols(s) for s in sides)))
    bits = App(ops.FINITE_SET, (ZERO, ONE))
    each: Term = member(p[k], bits) if one_hot else ge(p[k], 0)
    if whole.op is ops.SUM:
        each = forall(k, closed(*whole.over), each)
    return [eq(whole, ONE), each]


def _bare(t: Term, x: Sym) -> bool:
    """Does the symbol stand in `t` as a number, not as the name of a function or a family?"""
    if t == x:
        return True
    parts = children(t)
    if type(t) is App and t.op in (ops.CALL, ops.INDEX):
        parts = parts[1:]
    return any(_bare(c, x) for c in parts)


# The letters in entropy(p), KL(p, q), which stand for distributions.
_DISTRIBUTIONS = re.compile(
    r"\b(?:entropy|cross_entropy|relative_entropy|KL)\(([A-Za-z])(?:, ?([A-Za-z]))?[,)]"
)


def distributions_in(text: str) -> tuple[Term, ...]:
    """What the distributions named in plain text are: positive on the outcomes 1, …, n, and summing to 1."""
    k, n = Sym("k"), Sym("n")
    found: dict[Term, None] = {}
    for m in _DISTRIBUTIONS.finditer(text):
        for name in filter(None, m.groups()):
            entry = Sym(name)[k]
            found[eq(total(entry, k, 1, n), 1)] = None
            found[forall(k, closed(1, n), gt(entry, 0))] = None
    return tuple(found)
