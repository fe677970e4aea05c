"""Lines that are the same once the definitions among the facts are put in."""

from __future__ import annotations

from tuidao.check.conditions import Context
from tuidao.check.decide import settled
from tuidao.check.normal import compare
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, differentiable, ge, is_op
from tuidao.lang.definitions import put_in
from tuidao.lang.focus import fresh
from tuidao.lang.recursions import layers, recursive_families, shown, unrolled
from tuidao.lang.term import App, Bind, Sym, Term, children, free_symbols, rebuild, subterms
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_YES = Text("the same with the definitions put in", "代入定义后两边相同")
_NO = Text("not the same with the definitions put in", "代入定义后两边并不相同")


def by_definition(before: Term, after: Term, context: Context) -> Verdict:
    """Both lines are the same once the definitions among the facts are put in."""
    a, b = put_in(before, context.facts), put_in(after, context.facts)
    if _with_exp(a) == _with_exp(b):
        return Verdict(Status.PROVED, _YES)
    found = compare(a, b)
    if found.equal and not found.needs:
        return Verdict(Status.PROVED, _YES)
    return _by_recursion(before, after, context) or Verdict(Status.OPEN, _NO)


def _with_exp(t: Term) -> Term:
    """`t` with e^u as exp(u): the same function, written in two ways."""
    parts = tuple(_with_exp(c) for c in children(t))
    if type(t) is App and t.op is ops.POW and is_op(parts[0], ops.E):
        return App(ops.EXP, (parts[1],))
    return rebuild(t, parts) if parts else t


def _by_recursion(before: Term, after: Term, context: Context) -> Verdict | None:
    """One line is the other with entries by those of the layer before, which holds from the first layer on."""
    for main in recursive_families(context.facts):
        known = layers(context.facts, main)
        if known is None:
            continue
        a, b = shown(before, known), shown(after, known)
        if a == b:
            return Verdict(Status.PROVED, _YES)
        for t, other in ((a, b), (b, a)):
            found, at = unrolled(t, known)
            if found == other:
                needs = tuple(dict.fromkeys(ge(i, ONE) for i in at))
                return settled(needs, context)
    return None


def exists_by_layers(t: Bind, context: Context) -> bool:
    """Has ∂a_l(b)/∂b_k a value because each layer is a smooth function of the one before and of its own parameter?

    By induction from the input, which does not depend on b.
    """
    from tuidao.check.settle import settle_known

    body, b = t.body, t.over[0]
    if not (type(b) is Sym and is_op(body, ops.CALL) and type(body) is App):
        return False
    entry = body.args[0]
    head = entry.args[0] if is_op(entry, ops.INDEX) and type(entry) is App else None
    known = layers(context.facts, head) if type(head) is Sym else None
    if known is None or type(head) is not Sym:
        return False
    _, right = known.own[head]
    taken = set(free_symbols(right))
    x, at = fresh("x", taken), fresh("x_0", taken)
    moving = {s for _, s in subterms(right) if is_op(s, ops.INDEX) and isinstance(s, App)}
    moving = {s for s in moving if s.args[0] in (head, b)}
    for part in moving:
        claim = differentiable(mapped(right, part, x), x, at)
        if settle_known(claim, context) is not True:
            return False
    return bool(moving)


def mapped(t: Term, old: Term, new: Term) -> Term:
    """`t` with `new` for `old`."""
    if t == old:
        return new
    parts = children(t)
    return rebuild(t, tuple(mapped(c, old, new) for c in parts)) if parts else t
