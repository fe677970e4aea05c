"""Which letters of a term stand for integers: an entry, a sum and a product have a value at whole indices only."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.build import is_op, rational
from tuidao.lang.term import App, Bind, Sym, Term, children

_INTEGERS = App(ops.INTEGERS, ())


def whole(t: Term) -> tuple[Term, ...]:
    """The statements "i is an integer" that hold wherever `t` has a value.

    z[i], W[i + 1, j] and a sum to n − 1 say so of i, j and n; of a letter in another place nothing is said.
    """
    found: dict[Term, None] = {}
    stack = [t]
    while stack:
        t = stack.pop()
        stack.extend(children(t))
        for place in _indices(t):
            letter = _letter(place)
            if letter is not None:
                found[App(ops.IN, (letter, _INTEGERS))] = None
    return tuple(found)


def _indices(t: Term) -> tuple[Term, ...]:
    if type(t) is App and t.op is ops.INDEX:
        return t.args[1:]
    if type(t) is Bind and t.op is ops.PARTIAL:
        return t.over[1:]
    if type(t) is Bind and t.op in (ops.SUM, ops.PRODUCT, ops.MAX_OVER, ops.MIN_OVER):
        return t.over
    return ()


def _letter(t: Term) -> Sym | None:
    """i of i, i + 2, 2 + i, i − 2."""
    if is_op(t, ops.ADD, ops.SUB) and type(t) is App:
        a, b = t.args
        if _is_integer(b):
            t = a
        elif t.op is ops.ADD and _is_integer(a):
            t = b
    return t if type(t) is Sym and t.index < 0 else None


def _is_integer(t: Term) -> bool:
    value = rational(t)
    return value is not None and value.denominator == 1
