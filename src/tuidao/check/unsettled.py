"""What would have to be assumed for a relation that is not settled, said so that it can be read outside."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.check.conditions import Context
from tuidao.check.families import or_nonempty
from tuidao.check.field import Quotient
from tuidao.check.places import cases
from tuidao.check.signs import TINY, SignField, prepared
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, is_op, ne, near
from tuidao.lang.term import App, Num, Term, bind, free_symbols, mentions, size, substitute

Surely = Callable[[App, tuple[Term, ...]], bool]


def _open_factors(relation: App, facts: tuple[Term, ...]) -> tuple[Term, ...]:
    a, b = relation.args

    def factors(field: SignField) -> tuple[Term, ...]:
        found = []
        for f, e in field.factors(field.subtract(field.element(a), field.element(b)))[1]:
            if e > 0 and not f.is_constant() and 0 in field.possible(Quotient(f)):
                single = field.single(f)
                kernel = field.kernels[single] if single is not None else None
                if kernel is not None and kernel.kind == "root":
                    f = kernel.data[1]  # |f|^(1/N) is zero where f is
                found.append(field.term(Quotient(f)))
        return tuple(found)

    return prepared(facts).ask(factors, ())


def _plain(side: Term) -> Term:
    """A side without symbols as the number it is."""
    if type(side) is Num or free_symbols(side):
        return side
    value = prepared(()).ask(lambda field: field.rational(field.element(side)), None)
    return side if value is None else Num(value)


def unsettled(t: App, context: Context, surely: Surely) -> tuple[Term, ...] | None:
    """What would have to be assumed: for ≠ factor by factor; nothing under a binder can be assumed factor by factor
    unless it does not speak of the bound variable. `surely` says whether a relation holds under facts."""
    bound = {o.symbol for o in context.opened}
    every = cases(context)
    if every is None:
        return None
    parts: list[Term] = []
    for values, facts in every:
        relation = App(t.op, tuple(substitute(s, values) for s in t.args))
        if t.op is ops.NE:
            wanted = [ne(f, ZERO) for f in _open_factors(relation, facts)]
            if len(wanted) < 2 and (not wanted or size(wanted[0]) >= size(relation)):
                wanted = [relation]
        else:
            wanted = [App(t.op, tuple(_plain(side) for side in relation.args))]
        parts += [w for w in wanted if w not in parts]
    parts = or_nonempty(parts, context.facts, surely)
    helpers = {s for p in parts for s in free_symbols(p) if TINY in s.name or "\x01" in s.name}
    if not parts or helpers or any(bound & free_symbols(p) for p in parts):
        return closed_over(t, context)
    return tuple(parts)


def closed_over(t: Term, context: Context) -> tuple[Term, ...]:
    """The statement closed over the binders around it, so that it can be read outside."""
    for opened in reversed(context.opened):
        binder, x = opened.binder, opened.symbol
        if not mentions(t, x):
            continue
        match binder.op:
            case ops.LIMIT | ops.NEAR | ops.BOUNDED:
                t = near(t, x, *binder.over)
            case ops.DIFF | ops.PARTIAL | ops.CONTINUOUS | ops.DIFFERENTIABLE | ops.AT:
                t = substitute(t, {x: binder.over[0]})
            case ops.SUM | ops.PRODUCT | ops.INTEGRAL if not is_op(binder.over[1], ops.OO):
                t = bind(ops.FORALL, x, t, App(ops.INTERVAL, binder.over))
            case ops.FORALL | ops.EXISTS:
                t = bind(ops.FORALL, x, t, binder.over[0])
            case _:
                t = bind(ops.FORALL, x, t, App(ops.REALS, ()))
    return (t,)
