"""Small edits of a formula: every term one slip of the pen away, the likeliest slips first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tuidao.lang import op as ops
from tuidao.lang.focus import fresh
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
    rebuild,
    substitute,
)

SIGN, NUMBER, NAME, STRUCTURE = 0, 10, 20, 30  # what a slip of each kind costs
_DROPPED = 15  # a summand that should not be there
_SWAPS = {
    ops.SIN: (ops.COS,),
    ops.COS: (ops.SIN,),
    ops.TAN: (ops.COT,),
    ops.COT: (ops.TAN,),
    ops.SEC: (ops.CSC,),
    ops.CSC: (ops.SEC,),
    ops.EXP: (ops.LOG,),
    ops.LOG: (ops.EXP,),
    ops.SINH: (ops.COSH,),
    ops.COSH: (ops.SINH,),
    ops.ASIN: (ops.ACOS, ops.ATAN),
    ops.ACOS: (ops.ASIN, ops.ATAN),
    ops.ATAN: (ops.ASIN, ops.ACOT),
    ops.TANH: (ops.COTH,),
    ops.COTH: (ops.TANH,),
}
_BY = (ops.DIFF, ops.PARTIAL, ops.ANTIDERIVATIVE)  # what is differentiated by stays
_ENDED = (ops.SUM, ops.PRODUCT, ops.INTEGRAL)
_COUNTED = frozenset("i j k m n N K".split())  # letters that count: one too few, one too many
_MOST_NAMES = 6
_POINTLESS = 8


@dataclass(frozen=True, slots=True)
class Edit:
    """A term after one edit, what the edit costs, and the subterms that it made new, from the inside out."""

    cost: int
    term: Term
    made: tuple[Term, ...]


def edits(t: Term, names: tuple[Sym, ...] | None = None) -> Iterator[Edit]:
    """Every term one small edit away; `names` are the symbols that may be mistaken for one another (those in `t`)."""
    if names is None:
        names = tuple(sorted(free_symbols(t), key=lambda s: s.name))
    yield from _inside(t, names[:_MOST_NAMES])
    yield _edit(SIGN, negated(t))


def negated(t: Term) -> Term:
    """−t, a minus sign taken away where one stands."""
    if type(t) is Num:
        return Num(-t.value)
    return t.args[0] if type(t) is App and t.op is ops.NEG else -t


def _edit(cost: int, t: Term) -> Edit:
    return Edit(cost, t, (t,))


def _inside(t: Term, names: tuple[Sym, ...]) -> Iterator[Edit]:
    for cost, new in _here(t, names):
        yield _edit(cost, new)
    parts = children(t)
    for k, c in enumerate(parts):
        if type(t) is App and t.op in (ops.CALL, ops.INDEX) and k == 0:
            continue
        if type(t) is Bind and t.op in _BY and k:
            continue
        bound = type(t) is Bind and k == 0 and mentions_bound(c)
        hidden = t.name if type(t) is Bind and bound else ""
        end = type(t) is Bind and k > 0
        for edit in _inside(c, tuple(n for n in names if n.name != hidden)):
            if bound and not mentions_bound(edit.term):
                continue  # a sum of what does not depend on its index is no slip of the pen
            whole = rebuild(t, (*parts[:k], edit.term, *parts[k + 1 :]))
            cost = edit.cost + (_POINTLESS if _does_nothing(t, k, edit.term) else 0)
            cost += STRUCTURE - NUMBER if end and edit.cost == NUMBER else 0
            yield Edit(cost, whole, (*edit.made, whole))


def mentions_bound(body: Term, depth: int = 0) -> bool:
    """Does the body of a binder speak of the variable that is bound there?"""
    if body.loose <= depth:
        return False
    if type(body) is Sym:
        return body.index == depth
    return any(
        mentions_bound(c, depth + (type(body) is Bind and k == 0))
        for k, c in enumerate(children(body))
    )


def _does_nothing(t: Term, k: int, new: Term) -> bool:
    """Would this be a factor, a divisor or an exponent of 1 or 0, which nobody writes?"""
    if type(new) is not Num or new.value not in (0, 1, -1) or type(t) is not App:
        return False
    return t.op is ops.MUL or (t.op in (ops.DIV, ops.POW) and k == 1)


def _here(t: Term, names: tuple[Sym, ...]) -> Iterator[tuple[int, Term]]:
    if type(t) is Num:
        yield from _number(t.value)
    elif type(t) is Sym:
        yield from _symbol(t, names)
    elif type(t) is App:
        yield from _application(t)
    elif type(t) is Bind:
        yield from _binder(t)


def _number(value: Fraction) -> Iterator[tuple[int, Term]]:
    for other in (value + 1, value - 1, -value, value * 2, value / 2):
        if other != value:
            yield SIGN + 1 if other == -value else NUMBER, Num(other)
    if value not in (0, 1, -1):
        yield NUMBER, Num(1 / value)


def _symbol(t: Sym, names: tuple[Sym, ...]) -> Iterator[tuple[int, Term]]:
    for other in names:
        if other != t:
            yield NAME, other
    if t.index < 0:
        if t.name in _COUNTED:
            yield NUMBER, t + 1
            yield NUMBER, t - 1
        yield NAME, -t
        yield NAME, t ** Num(2)
        yield NAME, App(ops.ABS, (t,))
        yield STRUCTURE, Num(2) * t


def _binder(t: Bind) -> Iterator[tuple[int, Term]]:
    """An index left free that the sum should run over; an end that is one off."""
    if t.op in (ops.SUM, ops.SUM_ALL, ops.PRODUCT):
        free = sorted(free_symbols(t.body), key=lambda s: s.name)
        x = fresh("k", set(free))
        for s in free[:_MOST_NAMES]:
            body = substitute(instantiate(t.body, x), {s: x})
            yield NAME, bind(t.op, s, substitute(body, {x: s}), *t.over)
    if t.op in _ENDED:
        for k, end in enumerate(t.over):
            if type(end) is not Num:
                for other in (end + 1, end - 1):
                    over = (*t.over[:k], other, *t.over[k + 1 :])
                    yield STRUCTURE, Bind(t.op, t.name, t.body, over)


def _application(t: App) -> Iterator[tuple[int, Term]]:
    op, args = t.op, t.args
    if op is ops.ADD:
        yield SIGN, args[0] - args[1]
        yield SIGN, -args[0] + args[1]
        yield _DROPPED, args[0]
        yield _DROPPED, args[1]
        yield NAME, args[0] * args[1]
    elif op is ops.SUB:
        yield SIGN, args[0] + args[1]
        yield SIGN, args[1] - args[0]
        yield _DROPPED, args[0]
    elif op is ops.NEG:
        yield SIGN, args[0]
    elif op is ops.POW:
        yield SIGN, args[0] ** negated(args[1])
        yield NUMBER, args[0]
        yield NAME, args[1] ** args[0]
    elif op is ops.MUL:
        yield from _product(args)
    elif op is ops.DIV:
        yield NAME, args[0] * args[1]
        yield NAME, args[1] / args[0]
        yield NAME, args[0]
    for swap in _SWAPS.get(op, ()):
        yield NAME, App(swap, args)
    if op in (ops.ADD, ops.SUB):
        yield from _lost_bracket(t)
    if op.sort is ops.Sort.REAL and op not in (ops.CALL, ops.INDEX):
        yield NAME, -t
        yield NAME, Num(2) * t
        yield NAME, t / Num(2)
        if op.function:
            yield NAME, t ** Num(2)
            yield NAME, Num(1) / t
    if op in (ops.INDEX, ops.CALL):
        yield NAME, t ** Num(2)
        yield STRUCTURE, Num(2) * t
    if op is ops.INDEX and len(args) == 3:
        yield NUMBER, App(op, (args[0], args[2], args[1]))


def _product(args: tuple[Term, ...]) -> Iterator[tuple[int, Term]]:
    yield NAME, args[0] / args[1]
    yield NAME, args[0] + args[1]
    yield NAME, args[0]
    yield NAME, args[1]
    for k in (0, 1):
        inner, other = args[k], args[1 - k]
        if type(inner) is App and inner.op in (ops.ADD, ops.SUB):  # a bracket too many
            yield STRUCTURE, App(inner.op, (inner.args[0], inner.args[1] * other))
            yield STRUCTURE, App(inner.op, (inner.args[0] * other, inner.args[1]))


def _lost_bracket(t: App) -> Iterator[tuple[int, Term]]:
    """a·b + c for a·(b + c)."""
    op, (first, second) = t.op, t.args
    if type(first) is App and first.op is ops.MUL:
        yield STRUCTURE, first.args[0] * App(op, (first.args[1], second))
    if type(first) is App and first.op is ops.DIV:
        yield STRUCTURE, App(op, (first.args[0], second)) / first.args[1]
    if type(second) is App and second.op in (ops.MUL, ops.DIV):
        yield STRUCTURE, App(second.op, (App(op, (first, second.args[0])), second.args[1]))
