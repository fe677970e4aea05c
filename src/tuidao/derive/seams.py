"""Losses with seams made ready to differentiate: pieces that meet smoothly, max(0, t), the stable log(1 + e^t)."""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from tuidao.derive.derivative import derivative
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import ZERO, gt, is_op, true
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    mentions,
    rebuild,
    substitute,
    subterms,
)

_ORDERS = (ops.LT, ops.LE, ops.GT, ops.GE)
_TRIALS = (Fraction(7, 5), Fraction(3, 11), Fraction(29, 7), Fraction(2, 3))
_TINY = arb(2) ** -40
_T = Sym("t\x01")


def inner_of_case(case: Term) -> Term | None:
    """g of a case g < c or |g| < c (≤, >, ≥) with a constant c (what is differentiated by stands as bound)."""
    if not (type(case) is App and case.op in _ORDERS) or case.args[1].loose:
        return None
    a = case.args[0]
    g = a.args[0] if type(a) is App and a.op is ops.ABS else a
    return g if g.loose else None


def meets_smoothly(body: App, t: Sym) -> bool:
    """Do the two pieces of a function of t seem to meet with one value and one slope? Tried by numbers."""
    u, case, v, other = body.args
    if other != true or not isinstance(case, App):
        return False
    seams = _seams(case, t)
    du, dv = derivative(u, t), derivative(v, t)
    if seams is None or du is None or dv is None:
        return False
    return all(
        _same(substitute(a, {t: s}), substitute(b, {t: s}))
        for s in seams
        for a, b in ((u, v), (du, dv))
    )


def _seams(case: App, t: Sym) -> tuple[Term, ...] | None:
    if case.op not in _ORDERS or mentions(case.args[1], t):
        return None
    a, c = case.args
    if a == t:
        return (c,)
    return (c, -c) if a == App(ops.ABS, (t,)) else None


def _same(a: Term, b: Term) -> bool:
    symbols = sorted(free_symbols(a) | free_symbols(b), key=lambda s: s.name)
    for k in range(2):
        at = {s: _TRIALS[(j + k) % len(_TRIALS)] for j, s in enumerate(symbols)}
        here, there = value(a, at), value(b, at)
        if not (isinstance(here, arb) and isinstance(there, arb)) or not abs(here - there) < _TINY:
            return False
    return True


def positive_bounds(problem: Term, given: tuple[Term, ...]) -> tuple[Term, ...]:
    """c > 0 for each letter c that bounds |g| in a case of a function of two pieces that then meet smoothly."""
    found: dict[Term, None] = {}
    for _, t in subterms(problem):
        if not (is_op(t, ops.PIECEWISE) and isinstance(t, App) and len(t.args) == 4):
            continue
        case = t.args[1]
        g = inner_of_case(case)
        if g is None or not isinstance(case, App) or not is_op(case.args[0], ops.ABS):
            continue
        bound = case.args[1]
        whole = App(ops.PIECEWISE, (*t.args[:3], true))
        if type(bound) is Sym and meets_smoothly(_put(whole, g, _T), _T):  # type: ignore[arg-type]
            found[gt(bound, ZERO)] = None
    return tuple(f for f in found if f not in given)


def _put(t: Term, old: Term, new: Term) -> Term:
    if t == old:
        return new
    return rebuild(t, tuple(_put(c, old, new) for c in children(t))) if children(t) else t


def put_inner(body: Term, g: Term, new: Term) -> Term:
    """The body as a function of g, which `new` stands for."""
    return _put(body, g, new)


# ------------------------------------------------------------------ forms


def zero_first(t: Term) -> Term:
    """max(u, 0) as max(0, u)."""
    if is_op(t, ops.MAX) and isinstance(t, App) and len(t.args) == 2 and t.args[1] == ZERO:
        return App(ops.MAX, (ZERO, t.args[0]))
    return t


def relu_power(t: Term) -> Term | None:
    """u of max(0, u)^n with a number n > 1."""
    if not (type(t) is App and t.op is ops.POW and type(t.args[1]) is Num and t.args[1].value > 1):
        return None
    base = t.args[0]
    if is_op(base, ops.MAX) and isinstance(base, App) and len(base.args) == 2:
        return base.args[1] if base.args[0] == ZERO else None
    return None


def stable_pair(t: Term) -> tuple[Term, Term] | None:
    """The two summands max(0, u) and log(1 + e^(−|u|)) of a sum, where it has both."""
    parts = list(_summands(t))
    for p in parts:
        u = _stable_log(p)
        if u is not None:
            head = App(ops.MAX, (ZERO, u))
            if head in parts:
                return head, p
    return None


def _summands(t: Term) -> list[Term]:
    if type(t) is App and t.op in (ops.ADD, ops.SUB):
        left = _summands(t.args[0])
        return [*left, *_summands(t.args[1])] if t.op is ops.ADD else left
    return [t]


def _stable_log(t: Term) -> Term | None:
    """u of log(1 + e^(−|u|))."""
    match t:
        case App(
            op=ops.LOG, args=(App(op=ops.ADD, args=(Num(value=1), App(op=ops.EXP, args=(a,)))),)
        ):
            match a:
                case App(op=ops.NEG, args=(App(op=ops.ABS, args=(u,)),)):
                    return u
    return None


def without_pair(t: Term, pair: tuple[Term, Term], new: Term) -> Term:
    """The sum with the first of the pair replaced by what both amount to, and the other left out."""
    head, tail = pair

    def go(t: Term) -> Term | None:
        if t == tail:
            return None
        if t == head:
            return new
        if type(t) is App and t.op in (ops.ADD, ops.SUB):
            a = go(t.args[0])
            b = go(t.args[1]) if t.op is ops.ADD else t.args[1]
            if b is None:
                return a
            if a is None:
                return b if t.op is ops.ADD else -b
            return App(t.op, (a, b))
        return t

    found = go(t)
    assert found is not None
    return found


def opened(d: Bind) -> tuple[Sym, Term]:
    """The variable and the body of a derivative."""
    x = d.over[0] if type(d.over[0]) is Sym else _T
    return x, instantiate(d.body, x)
