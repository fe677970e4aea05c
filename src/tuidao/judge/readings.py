"""Other ways to read what was written without brackets: how far a sum, a limit or a function reaches."""

from __future__ import annotations

from collections.abc import Iterator

from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.term import App, Bind, Sym, Term, children, close, free_symbols, rebuild
from tuidao.text import Text

_REACHING = (ops.SUM, ops.SUM_ALL, ops.PRODUCT, ops.LIMIT, ops.DIFF)
_MOST = 12

REACH = Text(
    "read with `{sign}` reaching over all that follows it", "把“{sign}”理解为作用到其后的整个式子"
)
PRODUCT = Text("read with `{name}(…)` as a product", "把“{name}(…)”理解为乘积")
ARGUMENT = Text(
    "read with `{name}` reaching over the first factor only", "把“{name}”理解为只作用于第一个因子"
)
_SIGNS = {ops.SUM: "Σ", ops.SUM_ALL: "Σ", ops.PRODUCT: "∏", ops.LIMIT: "lim", ops.DIFF: "d/dx"}


def over_free_indices(t: Term) -> tuple[Term, Text | None]:
    """`t` with every sum reaching over summands that use its index: Σ_i a_i + b_i can only be meant so."""
    note: Text | None = None

    def go(t: Term) -> Term:
        nonlocal note
        parts = tuple([go(c) for c in children(t)])
        if parts:
            t = rebuild(t, parts)
        if type(t) is App and t.op in (ops.ADD, ops.SUB):
            found = _ending(t.args[0])
            if found is not None and Sym(found[0].name) in free_symbols(t.args[1]):
                note = REACH.format(sign=_SIGNS[found[0].op])
                return found[1](App(t.op, (_opened(found[0]), t.args[1])))
        return t

    new = go(t)
    return new, note


def _opened(t: Bind) -> Term:
    from tuidao.lang.term import instantiate

    return instantiate(t.body, Sym(t.name))


def _ending(t: Term):  # type: ignore[no-untyped-def]
    """The binder that the written term `t` ends with, and how to put a new body in: (−1/m) Σ_i …"""
    if type(t) is Bind and t.op in _REACHING:

        def put(body: Term, t: Bind = t) -> Term:
            return Bind(t.op, t.name, close(body, Sym(t.name)), t.over)

        return t, put
    if type(t) is App and t.op in (ops.MUL, ops.NEG, ops.ADD, ops.SUB):
        found = _ending(t.args[-1])
        if found is not None:
            inner, put = found

            def put_deeper(body: Term) -> Term:
                return App(t.op, (*t.args[:-1], put(body)))

            return inner, put_deeper
    return None


def other_readings(t: Term) -> Iterator[tuple[Term, Text]]:
    """Terms that the same signs could mean, each with a note; the conventional reading is not among them."""
    count = 0
    for new, note in _variants(t):
        yield new, note
        count += 1
        if count >= _MOST:
            return


def _variants(t: Term) -> Iterator[tuple[Term, Text]]:
    if type(t) is App and t.op in (ops.ADD, ops.SUB):
        found = _ending(t.args[0])
        if found is not None and Sym(found[0].name) not in free_symbols(t):
            inner, put = found
            yield put(App(t.op, (_opened(inner), t.args[1]))), REACH.format(sign=_SIGNS[inner.op])
    if type(t) is App and t.op.function and len(t.args) == 1 and is_op(t.args[0], ops.MUL):
        product = t.args[0]
        assert type(product) is App
        yield (
            App(ops.MUL, (App(t.op, (product.args[0],)), product.args[1])),
            ARGUMENT.format(name=t.op.name),
        )
    if (
        type(t) is App
        and t.op is ops.CALL
        and len(t.args) == 2
        and type(t.args[0]) is Sym
        and t.args[0].index < 0
    ):
        yield App(ops.MUL, t.args), PRODUCT.format(name=t.args[0].name)
    for k, c in enumerate(children(t)):
        for new, note in _variants(c):
            parts = children(t)
            yield rebuild(t, (*parts[:k], new, *parts[k + 1 :])), note
